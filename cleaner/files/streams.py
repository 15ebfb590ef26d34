"""Inputs and standard output as streams of bytes."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path
from typing import IO, cast

from cleaner.errors import CleanerError
from cleaner.files import formats
from cleaner.files.errors import problem

#: The name under which standard input and standard output are asked for.
STANDARD = "-"

_BUFFER = 64 * 1024


def open_input(name: str) -> AbstractContextManager[IO[bytes]]:
    """The bytes of a file, unpacked; of standard input for `-`."""
    if name == STANDARD:
        if sys.stdin is None:
            raise CleanerError("standard input is closed")
        return nullcontext(sys.stdin.buffer)
    if formats.is_compressed(name):
        import gzip

        return cast("AbstractContextManager[IO[bytes]]", gzip.open(name, "rb"))
    return Path(name).open("rb")


class StandardOutput:
    """Standard output as an output: written as it comes, since there is nothing to put in its place.

    It has a buffer of its own, because Python's may be none (PYTHONUNBUFFERED).
    """

    def __init__(self) -> None:
        if sys.stdout is None:
            raise CleanerError("standard output is closed")
        self._stream = open(sys.stdout.fileno(), "wb", buffering=_BUFFER, closefd=False)  # noqa: SIM115

    def write(self, data: bytes) -> None:
        """Write to it; a closed pipe is left to the caller."""
        self._attempt(lambda: self._stream.write(data))

    def commit(self) -> None:
        """Send what is still in the buffer."""
        self._attempt(self._stream.flush)

    def discard(self) -> None:
        """Send it too: what was sent before cannot be taken back."""
        with suppress(OSError):
            self._stream.flush()

    def _attempt(self, action: Callable[[], object]) -> None:
        try:
            action()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise problem("standard output", error) from None
