"""Inputs and standard output as streams of bytes."""

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, cast

from cleaner.errors import CleanerError
from cleaner.files import formats
from cleaner.files.errors import problem

#: The name under which standard input and standard output are asked for.
STANDARD = "-"


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
    """Standard output as an output: written as it comes, since there is nothing to put in its place."""

    def write(self, data: bytes) -> None:
        """Write to it; a closed pipe is left to the caller."""
        if sys.stdout is None:
            raise CleanerError("standard output is closed")
        try:
            sys.stdout.buffer.write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise problem("standard output", error) from None

    def commit(self) -> None:
        """Send what is still in the buffer."""
        if sys.stdout is None:
            return
        try:
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise problem("standard output", error) from None

    def discard(self) -> None:
        """What was sent cannot be taken back."""
