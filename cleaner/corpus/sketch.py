"""The keys under which a document meets those that are like it. Two kinds go into one list:

- *bands* of a MinHash signature bring together documents of a high Jaccard similarity;
- *runs* bring together documents that share a stretch of text, however different their lengths: of every `RUN`
  shingles in a row the smallest is chosen (winnowing), so that a common stretch of `RUN` + `shingle` - 1 words always
  gives a common key. That finds the cut and the extended copy, for which a signature would need very many bands.
"""

import numpy as np
from numpy.typing import NDArray

from cleaner.corpus import hashing
from cleaner.corpus.bands import Bands
from cleaner.corpus.fingerprint import Fingerprints, Ragged, Wide
from cleaner.corpus.hashing import I64, U64, mixed

#: Shingles in a row of which one is chosen; a power of two.
RUN = 32

_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)


def signatures(shingles: Ragged, length: int) -> U64:
    """A MinHash signature of each row: numbers that agree in two rows as often as the rows have elements in common.

    Every element is thrown into one of the places, and the smallest stays there; rows that leave places empty are
    thrown again, with lower priority, until none is (fast similarity sketching, Dahlgaard, Knudsen, Thorup 2017). That
    costs one pass for long texts and is as exact as independent hash functions for short ones.
    """
    count = len(shingles.starts) - 1
    places = np.full(count * length, _EMPTY, dtype=np.uint64)
    values, sizes = shingles.values, shingles.sizes
    rows = np.flatnonzero(sizes)
    owners = np.repeat(rows, sizes[rows])
    first = owners * length
    turn = 0
    while len(rows):
        thrown = mixed(values + hashing.odd(1000 + turn))
        place = thrown >> _SHIFT
        place *= np.uint64(length)
        place >>= _SHIFT
        thrown &= _LOW
        thrown |= np.uint64(turn << 32)
        np.minimum.at(places, first + place.view(np.int64), thrown)
        unfilled = (places.reshape(count, length)[rows] == _EMPTY).any(axis=1)
        if not unfilled.all():
            again = np.zeros(count, dtype=bool)
            again[rows[unfilled]] = True
            stay = again[owners]
            values, owners, first, rows = values[stay], owners[stay], first[stay], rows[unfilled]
        turn += 1
    return places.reshape(count, length)


def keys(prints: Fingerprints, shape: Bands, *, runs: bool) -> tuple[U64, NDArray[np.int64]]:
    """The keys of a batch, and for each the number of its document. A document may have a key more than once.

    Args:
        prints: the fingerprints.
        shape: how signatures are cut.
        runs: whether stretches of text are keys too.
    """
    found, owners = band_keys(prints.shingles, shape)
    if runs:
        more, of = _run_keys(prints.order)
        found, owners = np.concatenate([found, more]), np.concatenate([owners, of])
    return found, owners


def band_keys(shingles: Ragged, shape: Bands) -> tuple[U64, I64]:
    """The keys of the bands alone, and for each the number of its document. One without shingles has none."""
    rows = np.flatnonzero(shingles.sizes)
    parts = signatures(shingles, shape.length)[rows].reshape(len(rows), shape.bands, shape.rows)
    weights = np.array([hashing.odd(300 + r) for r in range(shape.rows)], dtype=np.uint64)
    numbers = np.array([hashing.odd(5000 + b) for b in range(shape.bands)], dtype=np.uint64)
    sums = mixed((parts * weights).sum(axis=2, dtype=np.uint64) + numbers)
    return sums.ravel(), np.repeat(rows, shape.bands)


def _run_keys(order: Wide) -> tuple[U64, I64]:
    """The smallest of every `RUN` shingles in a row; of a shorter text the smallest of all.

    The smallest of 64 bits, since small numbers are chosen from, which would often meet by chance if they had 32.
    """
    sizes = order.sizes
    starts, ends = order.starts[:-1], order.starts[1:]
    values = order.values
    smallest = _smallest(values)
    fresh = np.zeros(len(values), dtype=bool)
    fresh[1 : len(smallest)] = smallest[1:] != smallest[:-1]
    fresh[starts[sizes > 0]] = True
    long = sizes >= RUN
    fresh &= _windows(starts[long], ends[long] - RUN + 1, len(values))
    places = np.flatnonzero(fresh)
    found = smallest[places] if len(places) else values[:0]
    of = np.searchsorted(order.starts, places, side="right") - 1
    short = np.flatnonzero((sizes > 0) & ~long)
    if len(short):
        marks = np.stack([starts[short], ends[short]], axis=1).ravel()
        least = np.minimum.reduceat(np.append(values, _EMPTY), marks)[::2]
        found, of = np.concatenate([found, least]), np.concatenate([of, short])
    return mixed(found + hashing.odd(98)), of


def _smallest(values: U64) -> U64:
    """The smallest of each element and the `RUN` - 1 after it, for those that have so many."""
    width = 1
    while width < RUN and len(values) > width:
        values = np.minimum(values[:-width], values[width:])
        width *= 2
    return values if width == RUN else values[:0]


def _windows(starts: I64, stops: I64, count: int) -> NDArray[np.bool_]:
    change = np.zeros(count + 1, dtype=np.int32)
    np.add.at(change, starts, 1)
    np.add.at(change, stops, -1)
    return np.cumsum(change[:count]) > 0
