"""Messages to standard error, and how a command ends."""

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress

from cleaner.errors import CleanerError

DONE = 0
WOULD_CHANGE = 1
FAILED = 2
INTERRUPTED = 130

#: A variable of the environment: when it is set, an error that nobody thought of shows where it comes from.
TRACEBACK = "CLEANER_TRACEBACK"

_told_interrupts: list[str] = []


def say(message: str) -> None:
    """Tell the user something in one line."""
    write_error(f"cleaner: {message}\n")


def write_error(text: str) -> None:
    """Write to standard error; that nobody reads it is no reason to stop."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(text)


def tell_interrupt(message: str) -> None:
    """Tell once that the user has interrupted, and what has become of the work; "": nothing is to be told."""
    if not _told_interrupts and message:
        say(message)
    _told_interrupts.append(message)


def show(lines: Iterable[str]) -> None:
    """Print lines to standard output, in UTF-8 as all that goes there.

    Raises:
        CleanerError: it is closed or cannot be written.
    """
    from cleaner.files.streams import StandardOutput

    output = StandardOutput()
    for line in lines:
        output.write((line + "\n").encode("utf-8", "backslashreplace"))
    output.commit()


def guarded(command: Callable[[], int]) -> int:
    """The exit status of a command; whatever goes wrong is told in one line.

    A closed pipe ends the process as it ends other programs, by its signal, but after the clean-up. SIGTERM and SIGHUP
    are turned into an exit, so that unfinished files go away.
    """
    import signal

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Under nohup a signal is ignored, and stays so.
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _exit)
    try:
        status = command()
        _flush()
    except BrokenPipeError:
        return _end_of_pipe()
    except KeyboardInterrupt:
        status = _interrupted()
    except SystemExit as end:
        # typer makes this of an interrupt while it parses.
        if end.code == INTERRUPTED:
            _interrupted()
        raise
    except CleanerError as error:
        say(str(error))
        status = FAILED
    except OSError as error:
        # Only the working directory is looked for without a name.
        place = "the working directory" if isinstance(error, FileNotFoundError) else "standard output"
        say(f"{error.filename or place}: {error.strerror or error}")
        status = FAILED
    except Exception as error:
        _tell_unexpected(error)
        status = FAILED
    finally:
        _tidy()
        _heed_no_more()
    return _last_flush(status)


def _tell_unexpected(error: Exception) -> None:
    """Tell of an error that nobody thought of. The interpreter's status for it would say: something would change."""
    import os

    if isinstance(error, MemoryError):
        say("out of memory: fewer workers (-j) need less")
        return
    hint = ""
    if os.environ.get(TRACEBACK):
        import traceback

        write_error("".join(traceback.format_exception(error)))
    else:
        hint = f"; {TRACEBACK}=1 in the environment shows where"
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    say(f"unexpected error, please report it: {reason}{hint}")


def _interrupted() -> int:
    """Tell what an interrupted command has written; the exit status. Another interrupt changes nothing any more."""
    import signal

    from cleaner.files import appeared

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tell_interrupt(": ".join(filter(None, ("interrupted", appeared.told()))))
    return INTERRUPTED


def _tidy() -> None:
    """Remove files that are not whole. Usually there are none, but an interrupt can come at any moment."""
    unfinished = sys.modules.get("cleaner.files.unfinished")
    if unfinished is not None:
        unfinished.discard_all()


def _heed_no_more() -> None:
    """Let an interrupt end the process at once: Python would show where its own end was interrupted."""
    import signal

    if signal.getsignal(signal.SIGINT) == signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def _exit(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def _flush() -> None:
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CleanerError(f"standard output: {error.strerror}") from None


def _last_flush(status: int) -> int:
    """Send what was written before an error. The interpreter would try again at its end, and complain."""
    try:
        _flush()
    except BrokenPipeError:
        return _end_of_pipe()
    except CleanerError:
        sys.stdout = None
    return status


def _end_of_pipe() -> int:
    import os
    import signal

    sys.stdout = None
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGPIPE)
    return FAILED
