"""Files that appear whole or not at all."""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from io import FileIO
from types import TracebackType
from typing import TYPE_CHECKING, Self

from cleaner.files import appeared, formats, streams
from cleaner.files.errors import problem, unwritable
from cleaner.files.unfinished import Unfinished

if TYPE_CHECKING:
    from cleaner.files.packing import Packer

#: Bytes that are gathered before they are written.
_BUFFER = 128 * 1024


def write_whole(name: str, data: bytes, *, fresh: bool = False) -> None:
    """Write a small file at once, as `AtomicFile` does.

    Args:
        name: the file.
        data: what is to be in it.
        fresh: whether nothing of this name can be there.

    Raises:
        CleanerError: it cannot be written.
    """
    try:
        if not fresh and os.path.lexists(name):
            # Something is there already, which may be a link or a device, and has a mode.
            with AtomicFile(name, packed=False) as file:
                file.write(data)
            return
        temporary = Unfinished(name)
        try:
            try:
                written = os.write(temporary.descriptor, data)
                while written < len(data):
                    written += os.write(temporary.descriptor, memoryview(data)[written:])
            finally:
                os.close(temporary.descriptor)
            temporary.place(name)
            appeared.add(name)
        except BaseException:
            temporary.remove()
            raise
    except BrokenPipeError:
        raise
    except OSError as error:
        raise problem(name, error) from None


class AtomicFile:
    """A file being written: under a hidden name next to its own, which it takes when it is whole.

    A link is written through, an existing file hands its mode and owner on, and a device, a pipe or what the shell has
    opened (`/dev/stdout`, `/dev/fd/3`) is written directly.
    An address (`s3://...`) gets the whole file at the end.

    Args:
        name: the file.
        packed: whether it is packed if its suffix says so.
    """

    def __init__(self, name: str, *, packed: bool = True) -> None:
        self.name = name
        self._target = name
        self._temporary: Unfinished | None = None
        self._descriptor: int | None = None
        self._waiting: list[bytes] = []
        self._size = 0
        try:
            self._file = self._open()
        except OSError as error:
            if self._temporary is not None:
                self._temporary.remove()
            raise unwritable(name, error) from None
        self._suffix = formats.packing(name) if packed else ""
        try:
            self._packer = self._new_packer()
        except BaseException:
            self.discard()
            raise

    def _new_packer(self) -> "Packer | None":
        self._is_packing = False
        if not self._suffix:
            return None
        from cleaner.files import packing

        return packing.packer(self._suffix)

    def _open(self) -> FileIO:
        if formats.is_remote(self.name):
            import tempfile

            self._temporary = Unfinished(f"{tempfile.gettempdir()}/", 0o600)
            return FileIO(self._temporary.descriptor, "wb")
        existing = self._existing()
        if self._descriptor is not None:
            # A file behind it is written on from where the shell and other programs are in it.
            return FileIO(os.dup(self._descriptor), "wb")
        if existing is not None and not stat.S_ISREG(existing.st_mode):
            # Under the name given: /dev/stdout and /dev/fd/3 lead to pipes, which have no other.
            return FileIO(self.name, "wb")
        self._temporary = Unfinished(self._target)
        if existing is not None:
            hand_on(existing, self._temporary.descriptor)
        return FileIO(self._temporary.descriptor, "wb")

    def _existing(self) -> os.stat_result | None:
        """The file that is there already. Only a link makes it necessary to look where the name leads."""
        try:
            found = os.lstat(self.name)
            if stat.S_ISLNK(found.st_mode):
                self._descriptor = streams.descriptor(self.name)
                self._target = os.path.realpath(self.name)
                found = os.stat(self.name)  # noqa: PTH116 - a Path costs more than the call
        except FileNotFoundError:
            return None
        return found

    def write(self, data: bytes) -> None:
        """Write to it."""
        self._waiting.append(data)
        self._size += len(data)
        if self._size >= _BUFFER:
            self._attempt(self._flush)

    def _flush(self) -> None:
        if not self._waiting:
            return
        data = self._waiting[0] if len(self._waiting) == 1 else b"".join(self._waiting)
        self._waiting, self._size = [], 0
        self._is_packing = True
        self._send(self._packer.compress(data) if self._packer is not None else data)

    def mark(self) -> int:
        """Bytes to which the file can be cut later; 0 if it cannot. What is packed is ended there."""
        if self._temporary is None:
            self._attempt(self._flush)
            return 0
        self._attempt(self._end_member)
        return self._file.tell()

    def _end_member(self) -> None:
        self._flush()
        if self._packer is not None and self._is_packing:
            self._send(self._packer.flush())
            self._packer = self._new_packer()

    def cut(self, size: int) -> None:
        """Forget what was written after a moment at which `mark` told this size; a pipe has it already."""
        self._waiting, self._size = [], 0
        if self._temporary is not None:
            self._packer = self._new_packer()
            self._attempt(lambda: self._cut(size))

    def _cut(self, size: int) -> None:
        self._file.truncate(size)
        self._file.seek(size)

    def _send(self, data: bytes) -> None:
        if self._temporary is None:
            appeared.sent()
        sent = self._file.write(data)
        if sent != len(data):
            rest = memoryview(data)[sent or 0 :]
            while rest:
                rest = rest[self._file.write(rest) or 0 :]

    def commit(self) -> None:
        """Let the file appear."""
        self._attempt(self._close)
        if self._temporary is not None:
            self._attempt(self._appear)
            self._temporary = None
            appeared.add(self.name)

    def _appear(self) -> None:
        assert self._temporary is not None
        if formats.is_remote(self.name):
            from cleaner.files import remote

            remote.send(self._temporary.path, self.name)
            self._temporary.remove()
        else:
            self._temporary.place(self._target)

    def discard(self) -> None:
        """Forget what was written; a file that was there stays as it was."""
        self._waiting, self._size = [], 0
        with suppress(OSError):
            self._file.close()
        if self._temporary is not None:
            self._temporary.remove()
            self._temporary = None

    def _close(self) -> None:
        self._flush()
        # Nothing, packed, is something too; but not after something.
        if self._packer is not None and (self._is_packing or self._temporary is None or not self._file.tell()):
            self._send(self._packer.flush())
        self._file.close()

    def _attempt(self, action: Callable[[], object]) -> None:
        try:
            action()
        except OSError as error:
            self.discard()
            if isinstance(error, BrokenPipeError):
                raise
            raise problem(self.name, error) from None
        except Exception:
            self.discard()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.commit()
        else:
            self.discard()


def hand_on(existing: os.stat_result, descriptor: int) -> None:
    """Give a new file the owner and mode of the one whose place it will take."""
    with suppress(PermissionError):
        os.fchown(descriptor, existing.st_uid, existing.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(existing.st_mode))
