"""Which documents share a key and have to be compared, for as many as fit into memory.

`cleaner.engines` does the same in SQL, with the same pairs as the result.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cleaner.corpus.hashing import I64, U32, U64

if TYPE_CHECKING:
    from cleaner.engines.duck import KeyTable

#: In a group of documents with a common key all are compared with all, up to this size. In a larger one each is
#: compared with the first, which is the one to be kept, and with the one before it: copies meet the one that stays,
#: and what a whole site has in common does not make millions of pairs.
CROWD = 16

#: Keys of a run that are held in memory, sixteen bytes each; sorting them takes as much again.
IN_MEMORY = 4_000_000

_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


def pairs(keys: U64, ranks: I64) -> U64:
    """The pairs of documents with a common key, sorted, each once: the smaller rank in the high 32 bits.

    Args:
        keys: one for each entry.
        ranks: the document of each entry, as its place in the order of keeping.
    """
    entries = _shared(keys)
    keys, ranks = keys[entries], ranks[entries]
    order = np.lexsort((ranks, keys))
    keys, ranked = keys[order], ranks[order].astype(np.uint64)
    fresh = np.ones(len(keys), dtype=bool)
    fresh[1:] = keys[1:] != keys[:-1]
    starts = np.flatnonzero(fresh)
    sizes = np.diff(np.append(starts, len(keys)))
    several = sizes > 1
    starts, sizes = starts[several], sizes[several]
    small = sizes <= CROWD
    found = [_stepped(ranked, starts[small], sizes[small], step) for step in range(1, CROWD)]
    found.append(_stepped(ranked, starts[~small], sizes[~small], 1))
    found.append(_starred(ranked, starts[~small], sizes[~small]))
    both: U64 = np.unique(np.concatenate(found))
    different: NDArray[np.bool_] = (both >> _SHIFT) != (both & _LOW)
    return both[different]


def _shared(keys: U64) -> I64:
    """The entries whose key another entry has too, and perhaps a few more: most keys are nobody else's.

    The upper bits of a key with the number of its entry below them are one number, and sorting numbers takes a tenth of
    the time of sorting by keys.
    """
    low = np.uint64((1 << len(keys).bit_length()) - 1)
    packed = (keys & ~low) | np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    again = (packed[1:] & ~low) == (packed[:-1] & ~low)
    wanted = np.zeros(len(keys), dtype=bool)
    wanted[1:] = again
    wanted[:-1] |= again
    return (packed[wanted] & low).astype(np.int64)


def _stepped(ranks: U64, starts: I64, sizes: I64, step: int) -> U64:
    """In every group, each with the one that comes `step` places later."""
    fitting = sizes > step
    first = _counted(starts[fitting], sizes[fitting] - step)
    return (ranks[first] << _SHIFT) | ranks[first + step]


def _starred(ranks: U64, starts: I64, sizes: I64) -> U64:
    """In every group, the first with each other."""
    others = _counted(starts + 1, sizes - 1)
    return (ranks[np.repeat(starts, sizes - 1)] << _SHIFT) | ranks[others]


def _counted(starts: I64, sizes: I64) -> I64:
    """The numbers from each start on, as many as its size says."""
    ends = np.cumsum(sizes)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + sizes, sizes)


class KeyList:
    """The keys of a run: in memory while they are few, then in a table on disk.

    Args:
        in_memory: how many keys are few.
    """

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._in_memory = in_memory
        self._keys: list[U64] = []
        self._owners: list[U32] = []
        self._count = 0
        self._table: KeyTable | None = None

    def add(self, keys: U64, owners: I64) -> None:
        """Add keys and the documents that have them."""
        self._keys.append(keys)
        self._owners.append(owners.astype(np.uint32))
        self._count += len(keys)
        if self._count > self._in_memory:
            self._spill()

    def _spill(self) -> None:
        if self._table is None:
            from cleaner.engines.duck import KeyTable

            self._table = KeyTable()
        self._table.add(*self._gathered())
        self._keys, self._owners, self._count = [], [], 0

    def _gathered(self) -> tuple[U64, I64]:
        keys = np.concatenate([np.zeros(0, dtype=np.uint64), *self._keys])
        return keys, np.concatenate([np.zeros(0, dtype=np.uint32), *self._owners]).astype(np.int64)

    def pairs(self, ranks: I64) -> U64:
        """The pairs of documents with a common key.

        Args:
            ranks: of each document its place in the order of keeping; -1: is left out.
        """
        if self._table is not None:
            self._spill()
            return self._table.pairs(ranks, CROWD)
        keys, owners = self._gathered()
        of = ranks[owners]
        return pairs(keys[of >= 0], of[of >= 0])

    def table(self) -> "KeyTable":
        """All of them as a table. Nothing can be added then."""
        self._spill()
        assert self._table is not None
        return self._table

    def close(self) -> None:
        """Forget everything."""
        if self._table is not None:
            self._table.close()
