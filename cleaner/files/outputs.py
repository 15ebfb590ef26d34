"""Where bytes go: a file that appears when it is whole, standard output, or a part of a run that may be interrupted."""

import os
from contextlib import suppress
from io import FileIO
from typing import Any, Protocol

from cleaner.errors import CleanerError
from cleaner.files import formats, streams
from cleaner.files.atomic import AtomicFile, hand_on
from cleaner.files.errors import problem, shown

#: Bytes after which a compressed part is ended, so that a run can go on from there.
_MEMBER = 1024 * 1024

_BUFFER = 128 * 1024


class Output(Protocol):
    """Something to write to.

    Attributes:
        name: what it is called, for messages.
    """

    name: str

    def write(self, data: bytes, /) -> None:
        """Write to it."""

    def commit(self) -> None:
        """Let it appear."""

    def discard(self) -> None:
        """Forget what was written."""


class Part:
    """A file being written that outlives the process.

    It is packed in pieces that stand by themselves (gzip members, frames of Zstandard), so that writing can go on where
    one of them ends.

    Args:
        path: the file until it is whole.
        name: the file that it becomes; packed if its suffix says so.
        size: how much of what is there already counts; the rest is cut off.

    Raises:
        CleanerError: it cannot be written, or is not all there.
    """

    def __init__(self, path: str, name: str, size: int = 0) -> None:
        self.name = name
        self._path = path
        self._waiting: list[bytes] = []
        self._held = 0
        self._suffix = formats.packing(name)
        self._packer: Any = None
        self._since = 0
        try:
            self._take_back(size)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            self._file = FileIO(descriptor, "r+b")
            there = self._file.seek(0, os.SEEK_END)
            if there < size:
                self._file.close()
                folder = shown(os.path.dirname(path))  # noqa: PTH120
                raise CleanerError(f"{folder}: cannot go on from here: {size - there} bytes are missing: remove it")
            self._file.truncate(size)
            self._file.seek(size)
        except OSError as error:
            raise problem(path, error) from None

    def _take_back(self, size: int) -> None:
        """Take the finished file back if the process was killed right after it had let it appear."""
        if size and not os.path.exists(self._path) and not formats.is_remote(self.name):  # noqa: PTH110
            with suppress(FileNotFoundError):
                os.replace(self.name, self._path)  # noqa: PTH105

    def write(self, data: bytes) -> None:
        """Write to it."""
        self._waiting.append(data)
        self._held += len(data)
        if self._held >= _BUFFER:
            self._flush()

    def mark(self, *, force: bool = False) -> int | None:
        """Bytes from which writing can go on; None if that is not possible just here.

        Args:
            force: whether a compressed part is ended in any case.
        """
        if self._suffix and not force and 0 < self._since + self._held < _MEMBER:
            return None
        self._flush()
        self._end_member()
        return self._file.tell()

    def _flush(self) -> None:
        data = b"".join(self._waiting)
        self._waiting, self._held = [], 0
        if self._suffix and data:
            if self._packer is None:
                from cleaner.files import packing

                self._packer = packing.packer(self._suffix)
            self._since += len(data)
            data = self._packer.compress(data)
        self._send(data)

    def _end_member(self) -> None:
        if self._packer is not None:
            self._send(self._packer.flush())
            self._packer = None
            self._since = 0

    def _send(self, data: bytes) -> None:
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
        except OSError as error:
            raise problem(self.name, error) from None

    def commit(self) -> None:
        """Let the file appear."""
        self._finish()
        place(self._path, self.name)

    def _finish(self) -> None:
        self._flush()
        self._end_whole()
        self._file.close()

    def _end_whole(self) -> None:
        """Nothing, packed, is something too."""
        self._end_member()
        if self._suffix and not self._file.tell():
            from cleaner.files import packing

            self._send(packing.packer(self._suffix).flush())

    def cut(self, size: int) -> None:
        """Forget what was written after a moment at which `mark` told this size."""
        self._waiting, self._held = [], 0
        self._packer, self._since = None, 0
        try:
            self._file.truncate(size)
            self._file.seek(size)
        except OSError as error:
            raise problem(self.name, error) from None

    def discard(self) -> None:
        """Forget it."""
        self.close()
        with suppress(OSError):
            os.unlink(self._path)  # noqa: PTH108

    def close(self) -> None:
        """Leave it as it is, to go on another time."""
        with suppress(OSError):
            self._file.close()

    def sync(self) -> None:
        """Let it outlive a power failure."""
        with suppress(OSError, ValueError):
            os.fsync(self._file.fileno())


class Lasting(Part):
    """A file that is written under its own name: what is there of it stays, however the process ends.

    Args:
        name: the file; what was in it goes.

    Raises:
        CleanerError: it cannot be written.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name, name)
        # Packed, it is whole from the start.
        self._end_whole()

    def commit(self) -> None:
        """Write the rest."""
        self._finish()


def place(path: str, name: str) -> None:
    """Let a whole file appear under its name.

    Raises:
        CleanerError: it cannot.
    """
    try:
        if formats.is_remote(name):
            from cleaner.files import remote

            remote.send(path, name)
            os.unlink(path)  # noqa: PTH108
            return
        target = os.path.realpath(name)
        with suppress(FileNotFoundError):
            _hand_on(target, path)
        try:
            os.replace(path, target)  # noqa: PTH105
        except OSError:
            _copied(path, name)
            os.unlink(path)  # noqa: PTH108
    except OSError as error:
        raise problem(name, error) from None


def _hand_on(target: str, path: str) -> None:
    existing = os.stat(target)  # noqa: PTH116
    descriptor = os.open(path, os.O_RDWR)
    try:
        hand_on(existing, descriptor)
    finally:
        os.close(descriptor)


def _copied(path: str, name: str) -> None:
    """Write a file again where it cannot be moved: on another file system."""
    with FileIO(path, "rb") as source, AtomicFile(name, packed=False) as copy:
        while data := source.read(_BUFFER):
            copy.write(data)


def opened(name: str) -> Output:
    """Where bytes go that are to stand under a name; `-` is standard output."""
    return streams.StandardOutput() if name == streams.STANDARD else AtomicFile(name)
