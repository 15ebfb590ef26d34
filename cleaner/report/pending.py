"""Documents of a run that may not be written after all, which nothing is told of until they are."""

import pickle
import tempfile
from collections.abc import Iterator
from typing import IO

from cleaner.report.gather import Seen

#: Documents that are held in memory, and characters of them; more of one file wait on disk.
_MOST = 256
_CHARACTERS = 1_000_000


class Pending:
    """Holds documents until it is known what becomes of them."""

    def __init__(self) -> None:
        self._held: list[Seen] = []
        self._size = 0
        self._file: IO[bytes] | None = None

    def add(self, document: Seen) -> None:
        """Add one."""
        self._held.append(document)
        self._size += len(document.source or "") + sum(len(record.before) for record in document.records)
        if len(self._held) >= _MOST or self._size >= _CHARACTERS:
            if self._file is None:
                # It has no name, and goes with the process.
                self._file = tempfile.TemporaryFile(prefix="cleaner-")  # noqa: SIM115
            pickle.dump(self._held, self._file)
            self._held, self._size = [], 0

    def taken(self) -> Iterator[Seen]:
        """Take all of them, in order."""
        if self._file is not None:
            self._file.seek(0, 1)
            end = self._file.tell()
            self._file.seek(0)
            while self._file.tell() < end:
                yield from pickle.load(self._file)  # noqa: S301 - this process has written it
        yield from self._held
        self.clear()

    def clear(self) -> None:
        """Forget them."""
        self._held, self._size = [], 0
        if self._file is not None:
            self._file.close()
            self._file = None
