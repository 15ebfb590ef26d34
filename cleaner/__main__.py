"""The program `cleaner`."""

import os
import sys

#: First arguments that are for the program itself and not for its command `clean`.
_OWN_OPTIONS = ("-h", "--help", "-V", "--version", "--install-completion", "--show-completion")

#: Set by a shell that asks how a command line may go on.
_COMPLETION = "_CLEANER_COMPLETE"

_INTERRUPTED = 130


def main() -> int:
    """Run the program; its exit status. A plain run ends the process itself."""
    try:
        from cleaner.cli.messages import guarded

        if sys.stderr is None:
            # What writes there must not write to standard output instead.
            sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
        arguments = _completed(sys.argv[1:])
        status = guarded(lambda: _run(arguments))
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("cleaner: interrupted: nothing is written\n")
        status = _INTERRUPTED
    except SystemExit as end:
        if end.code != _INTERRUPTED:
            raise
        status = _INTERRUPTED
    # Python would end by the signal instead of with this status if it was interrupted while a class was made.
    if status == _INTERRUPTED or (_is_plain(arguments) and "multiprocessing" not in sys.modules):
        _leave(status)
    return status


def _completed(arguments: list[str]) -> list[str]:
    """The arguments with the command `clean` where it may be left out."""
    if _COMPLETION in os.environ:
        return arguments
    if not arguments and not (sys.stdin is not None and sys.stdin.isatty()):
        return ["clean"]
    if arguments and arguments[0].startswith("-") and arguments[0].split("=")[0] not in _OWN_OPTIONS:
        return ["clean", *arguments]
    return arguments


def _run(arguments: list[str]) -> int:
    if _is_plain(arguments):
        from cleaner.cli.clean import CleanOptions, run

        return run(CleanOptions(paths=arguments[1:]))
    from cleaner.cli import app

    app.run(arguments)
    return 0


def _is_plain(arguments: list[str]) -> bool:
    """Whether this is `clean` with nothing but paths. Parsing options costs more than cleaning a page."""
    return arguments[:1] == ["clean"] and not any(a.startswith("-") and a != "-" for a in arguments[1:])


def _leave(status: int) -> None:
    """End the process without taking it to pieces, which takes longer than cleaning a page."""
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    sys.exit(main())
