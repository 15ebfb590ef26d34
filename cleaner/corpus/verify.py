"""How alike two documents really are: counted on their whole sets of shingles, not estimated."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from cleaner.corpus import agreement, filled
from cleaner.corpus.fingerprint import Ragged
from cleaner.corpus.hashing import I64, U32, U64

#: Values compared at once; a chunk takes some twenty bytes for each.
_CHUNK = 1 << 20

#: Where the shorter one has less than this part of the longer one's shingles, it says nothing that they have figures
#: and names in different places: in a fragment on another page, those of that page (dates, authors) may be more.
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
        particulars: how far their figures and names agree where they stand; see `agreement`. 1 if nothing differs.
    """

    similarity: F64
    containment: F64
    particulars: F64


class Threshold(NamedTuple):
    """From when on two documents are copies.

    Attributes:
        similarity: the least Jaccard similarity.
        containment: or else the least containment; above 1: containment does not count.
        particulars: in both cases, how far figures and names agree at least.
    """

    similarity: float = 0.7
    containment: float = 0.7
    particulars: float = 0.5

    def met(self, by: Likeness) -> NDArray[np.bool_]:
        """Which pairs are copies."""
        alike = (by.similarity >= self.similarity) | (by.containment >= self.containment)
        return alike & (by.particulars >= self.particulars)


class Stores(NamedTuple):
    """Where the hashes of documents are.

    Attributes:
        shingles: the shingles of each document.
        particulars: its figures and names, as `particulars.entries` has them.
        wording: its words in order where names have no capitals, as `wording.codes` has them.
    """

    shingles: Store
    particulars: Store
    wording: Store


def compare(pairs: U64, stores: Stores, least: Threshold | None = None) -> Likeness:
    """How alike the documents of each pair are.

    Args:
        pairs: two rows in the high and low 32 bits.
        stores: the hashes of the documents.
        least: what does not reach it need not be compared any further; None: everything is wanted.
    """
    shingles, particulars = stores.shingles, stores.particulars
    first, second = (pairs >> _SHIFT).astype(np.int64), (pairs & _LOW).astype(np.int64)
    common = _summed(first, second, shingles, _counted)
    sizes = shingles.sizes[first].astype(np.int64), shingles.sizes[second].astype(np.int64)
    either = np.maximum(sizes[0] + sizes[1] - common, 1)
    shorter = np.maximum(np.minimum(*sizes), 1)
    places = _summed(first, second, particulars, agreement.counted)
    telling = agreement.share(places, shorter, common, shorter >= _COMPARABLE * np.maximum(*sizes))
    by = Likeness(common / either, common / shorter, telling)
    # Every blank that is filled with something else takes shingles with it.
    doubtful = shorter - common >= filled.BLANKS
    if least is not None:
        doubtful &= least.met(by) & (least.particulars > 0)
    return by._replace(particulars=_as_filled(by.particulars, first, second, stores.wording, doubtful))


def _as_filled(telling: F64, first: I64, second: I64, store: Store, doubtful: NDArray[np.bool_]) -> F64:
    """How far particulars agree at most, by what has taken the place of what: word by word, so only where in doubt."""
    out = telling.copy()
    for pair in np.flatnonzero(doubtful & (store.sizes[first] > 0) & (store.sizes[second] > 0)).tolist():
        both = store.rows(np.array([first[pair], second[pair]]))
        out[pair] = min(out[pair], filled.share(both.row(0), both.row(1)))
    return out


def _summed(first: I64, second: I64, store: Store, count: Callable[[U64, U64, int], I64]) -> I64:
    """What is counted in the rows of each pair.

    Args:
        first: the row of the first of each pair.
        second: that of the second.
        store: has the rows.
        count: is given the values of both, with the number of the pair in the high half, and how many pairs there are.
    """
    totals = np.cumsum(store.sizes[first].astype(np.int64) + store.sizes[second])
    parts: list[I64] = []
    start = 0
    while start < len(first) or not parts:
        before = totals[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(totals, before + _CHUNK)))
        one, other = first[start:stop], second[start:stop]
        parts.append(count(_tagged(store.rows(one)), _tagged(store.rows(other)), len(one)))
        start = stop
    return np.concatenate(parts, axis=-1)


def _counted(first: U64, second: U64, pairs: int) -> I64:
    """How many elements the rows of each pair have in common."""
    both = np.concatenate([first, second])
    both.sort()
    twice = both[1:][both[1:] == both[:-1]] >> _SHIFT
    return np.bincount(twice.astype(np.int64), minlength=pairs)


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
