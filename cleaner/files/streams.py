"""Opening inputs and outputs as streams of bytes, compressed or not."""

import io
import sys
from typing import IO, cast

from cleaner.errors import CleanerError
from cleaner.files import formats

#: The name under which standard input and standard output are asked for.
STANDARD = "-"


def open_input(name: str) -> IO[bytes]:
    """The bytes of a file, or of standard input for `-`."""
    if name == STANDARD:
        if sys.stdin is None:
            raise CleanerError("standard input is closed")
        return io.FileIO(sys.stdin.fileno(), closefd=False) and _standard_input()
    stream = open(name, "rb")  # noqa: PTH123, SIM115 (names need not be paths, and the caller closes it)
    return unpacked(stream) if formats.is_compressed(name) else stream


def _standard_input() -> IO[bytes]:
    return io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False))


def unpacked(stream: IO[bytes]) -> IO[bytes]:
    """The stream behind a compressed one."""
    import gzip

    return cast("IO[bytes]", _Owner(gzip.GzipFile(fileobj=stream, mode="rb"), stream))
