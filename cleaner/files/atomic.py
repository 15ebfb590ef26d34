"""Files that appear whole or not at all."""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from cleaner.files import formats
from cleaner.files.errors import problem

_LEVEL = 6


class AtomicFile:
    """A file being written: under a hidden name next to its own, which it takes when it is whole.

    A link is written through, an existing file hands its mode and owner on, and a device or pipe is written directly.

    Args:
        name: the file; packed with gzip if its suffix says so.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._target = Path(os.path.realpath(name))
        self._temporary: Path | None = None
        self._packed: IO[bytes] | None = None
        try:
            self._file = self._open()
        except OSError as error:
            raise problem(name, error) from None
        if formats.is_compressed(name):
            self._packed = _packing(self._file)

    def _open(self) -> IO[bytes]:
        existing = _status(Path(self.name))
        if existing is not None and not stat.S_ISREG(existing.st_mode):
            # Under the name given: /dev/stdout and /dev/fd/3 lead to pipes, which have no other.
            return Path(self.name).open("wb")
        temporary = self._target.with_name(f".cleaner-{os.urandom(6).hex()}.tmp")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        self._temporary = temporary
        if existing is not None:
            with suppress(PermissionError):
                os.fchown(descriptor, existing.st_uid, existing.st_gid)
            os.fchmod(descriptor, stat.S_IMODE(existing.st_mode))
        return os.fdopen(descriptor, "wb")

    def write(self, data: bytes) -> None:
        """Write to it."""
        self._attempt(lambda: (self._packed or self._file).write(data))

    def commit(self) -> None:
        """Let the file appear."""
        self._attempt(self._close)
        temporary = self._temporary
        if temporary is not None:
            self._attempt(lambda: temporary.replace(self._target))
            self._temporary = None

    def discard(self) -> None:
        """Forget what was written; a file that was there stays as it was."""
        for stream in (self._packed, self._file):
            with suppress(OSError, ValueError):
                if stream is not None:
                    stream.close()
        if self._temporary is not None:
            with suppress(OSError):
                self._temporary.unlink()
            self._temporary = None

    def _close(self) -> None:
        if self._packed is not None:
            self._packed.close()
        self._file.close()

    def _attempt(self, action: Callable[[], object]) -> None:
        try:
            action()
        except OSError as error:
            self.discard()
            if isinstance(error, BrokenPipeError):
                raise
            raise problem(self.name, error) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.commit()
        else:
            self.discard()


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _packing(file: IO[bytes]) -> IO[bytes]:
    """A stream that packs. Name and time stay out of it, so that the same text always gives the same bytes."""
    import gzip
    import io

    packed = gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=file, mtime=0)
    return io.BufferedWriter(packed)
