"""Inputs and standard output as streams of bytes."""

import sys
from contextlib import AbstractContextManager, nullcontext, suppress
from io import FileIO
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

    It has a buffer of its own. Python's may be none (PYTHONUNBUFFERED), and what is left in it after an error would be
    tried again when the process ends.
    """

    def __init__(self) -> None:
        if sys.stdout is None:
            raise CleanerError("standard output is closed")
        self._stream = FileIO(sys.stdout.fileno(), "wb", closefd=False)
        self._waiting: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        """Write to it; a closed pipe is left to the caller."""
        self._waiting.append(data)
        self._size += len(data)
        if self._size >= _BUFFER:
            self.commit()

    def commit(self) -> None:
        """Send what is still in the buffer."""
        data = memoryview(b"".join(self._waiting))
        self._waiting, self._size = [], 0
        try:
            while data:
                data = data[self._send(data) :]
        except BrokenPipeError:
            raise
        except OSError as error:
            raise problem("standard output", error) from None

    def _send(self, data: memoryview) -> int:
        """Send some of it; how many bytes that was."""
        sent: int | None = self._stream.write(data)
        if sent is None:
            # The other end of the pipe made it non-blocking, and it is full.
            import select

            select.select([], [self._stream], [])
        return sent or 0

    def discard(self) -> None:
        """Send it too: what was sent before cannot be taken back."""
        with suppress(OSError, CleanerError):
            self.commit()
