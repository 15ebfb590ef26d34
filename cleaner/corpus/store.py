"""Rows of hashes that are written once and read by number: in memory while they are few, then in a temporary file."""

import os
import tempfile
from types import TracebackType
from typing import IO, Self

import numpy as np

from cleaner.corpus.fingerprint import Ragged
from cleaner.corpus.hashing import I64, U32
from cleaner.corpus.verify import Store, picked
from cleaner.files.errors import problem

#: Bytes that are kept in memory.
IN_MEMORY = 32 << 20

_SIZE = 4


class Spool:
    """Rows that are added in order. The file has no name and goes with the process."""

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._in_memory = in_memory
        self._waiting: list[U32] = []
        self._waiting_bytes = 0
        self._file: IO[bytes] | None = None
        self._values: U32 | None = None
        self._parts: list[I64] = []
        self._sizes: I64 | None = None
        self._starts: I64 | None = None

    def add(self, rows: Ragged) -> None:
        """Add rows at the end."""
        self._parts.append(rows.sizes.astype(np.uint32))
        self._waiting.append(rows.values)
        self._waiting_bytes += rows.values.nbytes
        if self._waiting_bytes > self._in_memory:
            self._spill()

    def _spill(self) -> None:
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="cleaner-")  # noqa: SIM115
            for values in self._waiting:
                self._file.write(values.tobytes())
            self._file.flush()
        except OSError as error:
            raise problem(f"a temporary file in {tempfile.gettempdir()}", error) from None
        self._waiting, self._waiting_bytes = [], 0

    def finish(self) -> None:
        """Make it readable; nothing can be added then."""
        self._sizes = np.concatenate([np.zeros(0, dtype=np.uint32), *self._parts])
        self._starts = np.cumsum(self._sizes, dtype=np.int64) - self._sizes
        self._parts = []
        if self._file is None:
            self._values = np.concatenate([np.zeros(0, dtype=np.uint32), *self._waiting])
        else:
            self._spill()
        self._waiting = []

    @property
    def sizes(self) -> I64:
        """How long each row is."""
        assert self._sizes is not None
        return self._sizes

    def rows(self, numbers: I64) -> Ragged:
        """Some rows, in the order asked for."""
        assert self._starts is not None
        starts, sizes = self._starts[numbers], self.sizes[numbers].astype(np.int64)
        if self._values is not None:
            return picked(self._values, starts, sizes)
        assert self._file is not None
        descriptor = self._file.fileno()
        parts = [
            os.pread(descriptor, size * _SIZE, start * _SIZE)
            for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)
        ]
        values = np.frombuffer(b"".join(parts), dtype=np.uint32)
        return Ragged(values, np.concatenate([[0], np.cumsum(sizes)]))

    def close(self) -> None:
        """Forget everything."""
        if self._file is not None:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Joined:
    """Two stores as one, the rows of the second after those of the first."""

    def __init__(self, first: Store, second: Store) -> None:
        self._first = first
        self._second = second
        self.sizes: I64 = np.concatenate([first.sizes, second.sizes])

    def rows(self, numbers: I64) -> Ragged:
        """Some rows, in the order asked for."""
        count = len(self._first.sizes)
        of_first = numbers < count
        one = self._first.rows(numbers[of_first])
        other = self._second.rows(numbers[~of_first] - count)
        starts = np.empty(len(numbers), dtype=np.int64)
        starts[of_first] = one.starts[:-1]
        starts[~of_first] = other.starts[:-1] + len(one.values)
        return picked(np.concatenate([one.values, other.values]), starts, self.sizes[numbers].astype(np.int64))
