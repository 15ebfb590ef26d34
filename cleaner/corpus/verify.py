"""How alike two documents really are: counted on their whole sets of shingles, not estimated."""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from cleaner.corpus.fingerprint import Ragged
from cleaner.corpus.hashing import I64, U32, U64

#: Values compared at once; a chunk takes some twenty bytes for each.
_CHUNK = 1 << 20

#: With fewer figures and names in the poorer one of two documents, nothing can be said by them.
FEW = 4

#: Nor if the shorter one has less than this part of the longer one's shingles: in a fragment on another page, figures
#: and names of that page (dates, authors) may outnumber those of the story.
_COMPARABLE = 0.5

_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)

F64 = NDArray[np.float64]


class Store(Protocol):
    """Rows of hashes that can be had by number, from memory or from disk."""

    @property
    def sizes(self) -> I64:
        """How long each row is."""

    def rows(self, numbers: I64) -> Ragged:
        """Some rows, in the order asked for."""


class Likeness(NamedTuple):
    """How alike pairs of documents are, an array for each measure.

    Attributes:
        similarity: Jaccard similarity of their shingles: common ones by all.
        containment: common shingles by those of the shorter one.
        particulars: common figures and names by those of the one with fewer; 1 if that has hardly any, or if the
            documents are of very different length, as two reports from one template are not.
    """

    similarity: F64
    containment: F64
    particulars: F64


class Threshold(NamedTuple):
    """From when on two documents are copies.

    Attributes:
        similarity: the least Jaccard similarity.
        containment: or else the least containment; above 1: containment does not count.
        particulars: in both cases the least share of common figures and names.
    """

    similarity: float = 0.7
    containment: float = 0.7
    particulars: float = 0.5

    def met(self, by: Likeness) -> NDArray[np.bool_]:
        """Which pairs are copies."""
        alike = (by.similarity >= self.similarity) | (by.containment >= self.containment)
        return alike & (by.particulars >= self.particulars)


def compare(pairs: U64, shingles: Store, particulars: Store) -> Likeness:
    """How alike the documents of each pair are.

    Args:
        pairs: two rows in the high and low 32 bits.
        shingles: the shingles of each document.
        particulars: its figures and names.
    """
    first, second = (pairs >> _SHIFT).astype(np.int64), (pairs & _LOW).astype(np.int64)
    common = _common(first, second, shingles)
    sizes = shingles.sizes[first].astype(np.int64), shingles.sizes[second].astype(np.int64)
    either = np.maximum(sizes[0] + sizes[1] - common, 1)
    shorter = np.maximum(np.minimum(*sizes), 1)
    fewer = np.minimum(particulars.sizes[first], particulars.sizes[second]).astype(np.int64)
    telling = _common(first, second, particulars) / np.maximum(fewer, 1)
    silent = (fewer < FEW) | (shorter < _COMPARABLE * np.maximum(*sizes))
    return Likeness(common / either, common / shorter, np.where(silent, 1.0, telling))


def _common(first: I64, second: I64, store: Store) -> I64:
    """How many elements the rows of each pair have in common."""
    totals = np.cumsum(store.sizes[first].astype(np.int64) + store.sizes[second])
    common = np.zeros(len(first), dtype=np.int64)
    start = 0
    while start < len(first):
        before = totals[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(totals, before + _CHUNK)))
        common[start:stop] = _counted(store.rows(first[start:stop]), store.rows(second[start:stop]))
        start = stop
    return common


def _counted(first: Ragged, second: Ragged) -> I64:
    both = np.concatenate([_tagged(first), _tagged(second)])
    both.sort()
    twice = both[1:][both[1:] == both[:-1]] >> _SHIFT
    return np.bincount(twice.astype(np.int64), minlength=len(first.starts) - 1)


def _tagged(rows: Ragged) -> U64:
    """The values with the number of their row in the high half."""
    return np.repeat(np.arange(len(rows.sizes), dtype=np.uint64) << _SHIFT, rows.sizes) | rows.values


class Memory:
    """Rows kept in memory."""

    def __init__(self, rows: Ragged) -> None:
        self._rows = rows
        self.sizes: I64 = rows.sizes

    def rows(self, numbers: I64) -> Ragged:
        """Some rows, in the order asked for."""
        return picked(self._rows.values, self._rows.starts[numbers], self.sizes[numbers])


def picked(values: U32, starts: I64, sizes: I64) -> Ragged:
    """Stretches of an array as rows."""
    ends = np.cumsum(sizes)
    places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + sizes, sizes)
    return Ragged(values[places], np.concatenate([[0], ends]))
