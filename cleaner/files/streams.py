"""Inputs and standard output as streams of bytes."""

import os
import re
import sys
from contextlib import AbstractContextManager, nullcontext, suppress
from io import FileIO
from typing import IO

from cleaner.errors import CleanerError
from cleaner.files import appeared, formats
from cleaner.files.errors import problem

#: The name under which standard input and standard output are asked for.
STANDARD = "-"

#: Names of what the shell has opened for this process, by the number of the descriptor.
_DESCRIPTORS = re.compile(r"/(?:dev|proc/(?:self|thread-self))/fd/([0-9]+)", re.ASCII)
_DEVICES = {"/dev/stdout": 1, "/dev/stderr": 2}

#: Links that are followed, as many as the system follows.
_LINKS = 40

_BUFFER = 64 * 1024

#: Bytes that are read at once.
_READ = 256 * 1024


def open_input(name: str) -> AbstractContextManager[IO[bytes]]:
    """The bytes of a file, unpacked; of standard input for `-`."""
    if name == STANDARD:
        if sys.stdin is None:
            raise CleanerError("standard input is closed")
        return nullcontext(sys.stdin.buffer)
    return open_file(name)


def open_file(name: str) -> IO[bytes]:
    """The bytes of a file that has a name, unpacked."""
    stream = _opened(name)
    suffix = formats.packing(name)
    if not suffix:
        return stream
    from cleaner.files import packing

    try:
        return packing.unpacked(stream, suffix)
    except BaseException:
        stream.close()
        raise


def _opened(name: str) -> IO[bytes]:
    if formats.is_remote(name):
        from cleaner.files import remote

        return remote.open_input(name)
    return open(name, "rb", _READ)  # noqa: PTH123 - a Path costs as much as the call


def read_file(name: str) -> bytes:
    """All bytes of a file, unpacked."""
    if name == STANDARD or formats.is_compressed(name) or formats.is_remote(name):
        with open_input(name) as stream:
            return stream.read()
    # Small files come by the ten thousand, and these calls are fewer than those of a file object.
    descriptor = os.open(name, os.O_RDONLY | os.O_CLOEXEC)
    try:
        size = os.fstat(descriptor).st_size
        data = os.read(descriptor, size + 1)
        if len(data) == size and data:
            return data
        parts = [data]
        while data:
            data = os.read(descriptor, _READ)
            parts.append(data)
        return b"".join(parts)
    finally:
        os.close(descriptor)


def descriptor(name: str) -> int | None:
    """The number of the open file that a name such as `/dev/stdout` or `/dev/fd/3`, or a link to one, stands for.

    To open such a name anew would begin at the start of a file that others are writing to as well.
    """
    for _ in range(_LINKS):
        if name in _DEVICES:
            return _DEVICES[name]
        if found := _DESCRIPTORS.fullmatch(name):
            return int(found[1])
        try:
            name = os.path.join(os.path.dirname(name), os.readlink(name))  # noqa: PTH115, PTH118, PTH120
        except (OSError, ValueError):
            return None
    return None


class StandardOutput:
    """Standard output as an output: written as it comes, since there is nothing to put in its place.

    It has a buffer of its own. Python's may be none (PYTHONUNBUFFERED), and what is left in it after an error would be
    tried again when the process ends.

    Attributes:
        name: what it is called, for messages.
    """

    name = "standard output"

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
        appeared.sent()
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
