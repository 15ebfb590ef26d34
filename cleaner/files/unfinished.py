"""Files that are not whole yet: their hidden names, and the end of those whose process was killed.

The process that writes such a file holds a lock on it until it has its own name or is gone. A lock ends with its
process, however that ends. So a file that can be locked is nobody's any more. Only on file systems of a network is that
not certain, where locks may be known to one machine alone: the name tells the machine, and of another one's files only
those go that nobody has written to for a day.
"""

import itertools
import os
import re
import stat
import time
import zlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache

try:
    import fcntl
except ImportError:  # pragma: no cover - a system without these locks
    fcntl = None  # type: ignore[assignment]

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC

#: Seconds after which the file of another machine is taken for forgotten.
FORGOTTEN = 24 * 60 * 60

#: Names of a directory that are looked at before one file is written there: a small job stays a small one.
_FEW = 10_000

_NAME = re.compile(r"\.cleaner-(?P<machine>[0-9a-f]+)-[0-9a-f]+-[0-9]+-[0-9]+\.tmp", re.ASCII)

#: Files that are neither whole nor forgotten yet. An interrupt may come between any two steps.
_unfinished: set[str] = set()

#: Directories in which this process has looked for what others have left.
_swept: set[str] = set()

_count = itertools.count()
_token = os.urandom(6).hex()


@cache
def machine() -> str:
    """What tells this machine, since it was started, from others."""
    try:
        with open("/proc/sys/kernel/random/boot_id", "rb") as file:  # noqa: PTH123
            told = file.read()
    except OSError:
        told = os.uname().nodename.encode() if hasattr(os, "uname") else b""
    return f"{zlib.crc32(told):08x}"


def is_one(name: str) -> bool:
    """Whether a path has the name of a file that is not whole."""
    return ".cleaner-" in name and _NAME.fullmatch(name.rpartition("/")[2]) is not None


class Unfinished:
    """A new file under a hidden name next to another, locked until it is put in place or removed.

    Args:
        target: the file next to which it is.
        mode: who may read and write it, as far as the umask lets it be.

    Attributes:
        path: its hidden name.
        descriptor: it is open for writing; whoever closes that may do so before `place`.
    """

    def __init__(self, target: str, mode: int = 0o666) -> None:
        folder, slash, _ = target.rpartition("/")
        sweep_folder(folder or slash, _FEW)
        self._lock = -1
        while True:
            self.path = f"{folder}{slash}.cleaner-{machine()}-{_token}-{os.getpid()}-{next(_count)}.tmp"
            _unfinished.add(self.path)
            try:
                self.descriptor = os.open(self.path, _NEW, mode)
                if self._locked():
                    return
            except OSError:
                self.remove()
                raise
            # Another process took it for forgotten in the moment before it was locked.
            os.close(self.descriptor)
            self.remove()

    def _locked(self) -> bool:
        """Lock it; whether it is still there then."""
        if fcntl is None:
            return True
        # A descriptor of its own holds the lock: closing the other one may fail, and has to come before the new name.
        self._lock = os.dup(self.descriptor)
        with suppress(OSError):
            fcntl.flock(self._lock, fcntl.LOCK_EX)
        return os.fstat(self._lock).st_nlink > 0

    def place(self, target: str) -> None:
        """Give it its name."""
        os.replace(self.path, target)  # noqa: PTH105 - a Path costs more than the call
        self._forget()

    def remove(self) -> None:
        """Forget it."""
        with suppress(OSError):
            os.unlink(self.path)  # noqa: PTH108
        self._forget()

    def _forget(self) -> None:
        _unfinished.discard(self.path)
        if self._lock >= 0:
            with suppress(OSError):
                os.close(self._lock)
            self._lock = -1


def discard_all() -> None:
    """Remove what an interrupt has left between two steps; for the end of a program."""
    for path in list(_unfinished):
        with suppress(OSError):
            os.unlink(path)  # noqa: PTH108
        _unfinished.discard(path)


def sweep_folder(folder: str, most: int | None = None) -> None:
    """Remove the unfinished files of a directory that a process has left that is no more; once is enough.

    Args:
        folder: the directory; "" is the current one.
        most: how many names are looked at; None: all.
    """
    if folder in _swept:
        return
    _swept.add(folder)
    with suppress(OSError), os.scandir(folder or ".") as entries:
        sweep([entry.path for entry in itertools.islice(entries, most) if is_one(entry.name)])


def sweep(paths: Iterable[str]) -> None:
    """Remove those of some unfinished files that a process has left that is no more."""
    if fcntl is None:
        return
    for path in paths:
        # What belongs to others, or cannot be told, stays.
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                if _is_forgotten(path, descriptor):
                    os.unlink(path)  # noqa: PTH108
            finally:
                os.close(descriptor)


def _is_forgotten(path: str, descriptor: int) -> bool:
    """Whether nobody writes to an unfinished file any more. If so, it is locked until it is closed."""
    known = os.fstat(descriptor)
    name = _NAME.fullmatch(path.rpartition("/")[2])
    if name is None or path in _unfinished or not stat.S_ISREG(known.st_mode) or known.st_uid != os.geteuid():
        return False
    if name["machine"] != machine() and time.time() - known.st_mtime < FORGOTTEN:
        return False
    # Shared, because a file that is only read cannot be locked otherwise on every file system.
    fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    return True
