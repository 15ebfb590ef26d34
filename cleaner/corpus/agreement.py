"""Whether two documents with much the same words tell of the same thing: by their particulars, place by place.

Two reports from one template have most of their words in common, and in nearly every place other figures and names. A
copy has the same ones; if it has been corrected, others in one or two places. What the template itself names (the
survey, the exchange) is common to both as well and says little, so that the places with something else count for much
more than those with the same: see `share`.
"""

import numpy as np
from numpy.typing import NDArray

from cleaner.corpus.hashing import I64, U64
from cleaner.corpus.particulars import PLACE_BITS, VALUE_BITS

F64 = NDArray[np.float64]

#: What a place with something else weighs, against one with the same: the first ones, as of a correction, and all more.
_FIRST, _MORE = 2.0, 14.0

#: What an entry weighs that only one of two documents has, in a place of which the other has nothing.
_APART = 0.75

#: How many are the first ones: a corrected figure is two entries, the words before it and those after it.
_CORRECTED = 4

#: Names that count at most as common ones, for each word: of names there are no more. German has its nouns besides.
_NAMES = 0.2

#: So many common shingles weigh as much as one common entry: one other figure in a long text is a correction.
_SHINGLES = 50

_ONE = np.uint64(1)
_SHIFT = np.uint64(32)

#: What `counted` counts.
NAMES, FIGURES, OTHERS, NAMES_APART, FIGURES_APART = range(5)


def counted(first: U64, second: U64, pairs: int) -> I64:
    """What is in the same places, for each of a number of pairs of documents.

    Args:
        first: the entries of the first of each pair, with the number of the pair in the high half, each once.
        second: those of the second.
        pairs: how many there are.

    Returns:
        rows of numbers, one for each pair: entries that are the same, names and figures; places in which something
        else stands; and entries that only the document has which has fewer of these, names and figures.
    """
    both = np.concatenate([first << _ONE, (second << _ONE) | _ONE])
    if not len(both):
        return np.zeros((5, pairs), dtype=np.int64)
    both.sort()
    places = both >> np.uint64(VALUE_BITS + 1)
    starts = np.flatnonzero(np.concatenate([[True], places[1:] != places[:-1]]))
    twice = np.concatenate([[False], (both[1:] ^ both[:-1]) == _ONE])
    same = np.add.reduceat(twice, starts, dtype=np.int64)
    of_second = np.add.reduceat(both & _ONE, starts, dtype=np.int64)
    of_first = np.diff(np.append(starts, len(both))) - of_second
    place = places[starts]
    figure = ((place >> np.uint64(PLACE_BITS)) & _ONE).astype(bool)
    pair = (place >> np.uint64(PLACE_BITS + 1)).astype(np.int64)

    def total(numbers: NDArray[np.generic]) -> I64:
        return np.bincount(pair, numbers, minlength=pairs).astype(np.int64)

    others = np.minimum(of_first, of_second) - same
    found = [total(same * ~figure), total(same * figure), total(others)]
    for kind in (~figure, figure):
        apart = total(of_first * (kind & (of_second == 0))), total(of_second * (kind & (of_first == 0)))
        found.append(np.minimum(*apart))
    return np.stack(found)


def share(places: I64, shorter: I64, common: I64, comparable: NDArray[np.bool_]) -> F64:
    """How far the particulars of pairs agree, from 0 to 1: what is the same, by that and what speaks against it.

    Args:
        places: what `counted` has counted.
        shorter: shingles of the shorter of each pair.
        common: their common shingles.
        comparable: whether they are about as long, so that it says something if they have particulars in different
            places.
    """
    names = places[NAMES] + places[NAMES_APART]
    weight = np.minimum(1.0, _NAMES * shorter / np.maximum(names, 1))
    same = places[FIGURES] + weight * places[NAMES] + common / _SHINGLES
    others = places[OTHERS]
    against = _FIRST * np.minimum(others, _CORRECTED) + _MORE * np.maximum(others - _CORRECTED, 0)
    against += _APART * comparable * (places[FIGURES_APART] + weight * places[NAMES_APART])
    return np.where(against > 0, same / np.maximum(same + against, 1e-9), 1.0)
