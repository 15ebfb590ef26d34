"""Temporary directories, and the end of those whose process was killed.

The process that makes one holds a lock on a file in it, which ends with the process, however that ends. A later run
removes those that nobody holds; of another machine, whose locks may not be seen here, those only that nobody has
written to for a day. They lie in the directory that `TMPDIR` names.
"""

import fcntl
import itertools
import os
import re
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Literal, Self

from cleaner.files.unfinished import FORGOTTEN, machine

_LOCK = "lock"

_NAME = re.compile(r"cleaner-(?:keys|input)-(?P<machine>[0-9a-f]{8})-\w+", re.ASCII)

#: Names of the directory that are looked at.
_MOST = 100_000


class Folder:
    """A temporary directory.

    Args:
        what: what is in it, for its name.

    Attributes:
        path: its name.

    Raises:
        OSError: it cannot be made.
    """

    def __init__(self, what: Literal["keys", "input"]) -> None:
        sweep()
        while True:
            self.path = tempfile.mkdtemp(prefix=f"cleaner-{what}-{machine()}-")
            self._lock = Path(self.path, _LOCK).open("wb")  # noqa: SIM115
            fcntl.flock(self._lock, fcntl.LOCK_EX)
            if os.fstat(self._lock.fileno()).st_nlink:
                return
            # Another process took it for forgotten in the moment before it was locked.
            self._lock.close()

    def remove(self) -> None:
        """Remove it with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()


def sweep() -> None:
    """Remove the directories of processes that were killed. They may be large."""
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in itertools.islice(entries, _MOST):
            name = _NAME.fullmatch(entry.name)
            if name is not None and entry.is_dir(follow_symlinks=False):
                # What belongs to others, or cannot be told, stays.
                with suppress(OSError):
                    _sweep_one(entry.path, name["machine"])


def _sweep_one(path: str, made_on: str) -> None:
    descriptor = os.open(f"{path}/{_LOCK}", os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if os.fstat(descriptor).st_uid != os.geteuid():
            return
        if made_on != machine() and time.time() - _last_written(path) < FORGOTTEN:
            return
        # Shared, because a file that is only read cannot be locked otherwise on every file system.
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(descriptor)


def _last_written(path: str) -> float:
    """When anything in a directory was written last."""
    with os.scandir(path) as entries:
        return max(entry.stat(follow_symlinks=False).st_mtime for entry in entries)
