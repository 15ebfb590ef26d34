"""Which documents stay: the order in which they are asked, and the choice.

The documents are asked in the order of the policy. One stays if it is no copy of one that stays already, and else goes
in favour of the most similar of those. So every document that goes is itself a copy of one that stays, and no chain of
look-alikes joins what is not alike. The order is total, so that the result does not depend on the order of the input
(except for `first`, which asks for it).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.corpus.hashing import I32, I64, U64
from cleaner.corpus.names import Names
from cleaner.corpus.options import Keep
from cleaner.corpus.verify import F64

_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)

_UNKNOWN, _STAYS, _GOES = 0, 1, 2


def order(policy: Keep, names: Names, marks: U64, exact: U64, words: I32, wish: F64) -> I64:
    """The documents from the one that is asked first to the one asked last.

    Args:
        policy: what comes first.
        names: their ids.
        marks: of those whose id is only their place, a hash of all that they are made of; 0 of all others.
        exact: the exact hash of each.
        words: the number of words of each.
        wish: for `earliest` the date, for `priority` the number; not a number comes last.
    """
    if policy == "first":
        return np.arange(len(exact))
    keys: list[NDArray[np.generic]] = [exact[:, 1], exact[:, 0], -words.astype(np.int64)]
    if policy != "longest":
        keys.append(np.where(np.isnan(wish), np.inf, wish))
    found = np.lexsort(keys)
    same = np.ones(len(found), dtype=bool)
    for key in keys:
        same[1:] &= key[found][1:] == key[found][:-1]
    _settle_ties(found, np.flatnonzero(~same[1:]) + 1, names, marks)
    return found


def _settle_ties(found: I64, breaks: I64, names: Names, marks: U64) -> None:
    """Put documents that nothing tells apart in the order of their ids, of what they are made of, then of the input."""
    edges = np.concatenate([[0], breaks, [len(found)]])
    for number in np.flatnonzero(np.diff(edges) > 1):
        start, stop = edges[number], edges[number + 1]
        tied = found[start:stop].tolist()
        found[start:stop] = sorted(tied, key=lambda i: (marks[i], "" if marks[i] else names[i], i))


class Edges(NamedTuple):
    """Pairs of documents that are copies of each other.

    Attributes:
        pairs: the rank of the one asked first in the high 32 bits, that of the other in the low ones; sorted.
        similarity: of each pair.
        containment: of each pair.
    """

    pairs: U64
    similarity: F64
    containment: F64

    def merged(self, more: "Edges") -> "Edges":
        """These and more, sorted."""
        pairs = np.concatenate([self.pairs, more.pairs])
        by_pair = np.argsort(pairs, kind="stable")
        return Edges(
            pairs[by_pair],
            np.concatenate([self.similarity, more.similarity])[by_pair],
            np.concatenate([self.containment, more.containment])[by_pair],
        )


def choose(count: int, edges: Edges) -> I64:
    """For each rank the number of the edge by which its document goes; -1 if it stays."""
    first, second = (edges.pairs >> _SHIFT).astype(np.int64), (edges.pairs & _LOW).astype(np.int64)
    state = np.full(count, _STAYS, dtype=np.int8)
    state[second] = _UNKNOWN
    waiting = np.zeros(count, dtype=bool)
    a, b = first, second
    while len(b):
        # A copy of one that stays goes; one whose earlier copies all go stays.
        state[b[state[a] == _STAYS]] = _GOES
        waiting[b] = False
        waiting[b[state[a] != _GOES]] = True
        state[b[(state[b] == _UNKNOWN) & ~waiting[b]]] = _STAYS
        left = state[b] == _UNKNOWN
        if 2 * np.count_nonzero(left) > len(b):
            # Chains, of which this settles one link in each round.
            _one_by_one(a[left], b[left], state)
            break
        a, b = a[left], b[left]
    return _best(count, first, second, state, edges)


def _one_by_one(first: I64, second: I64, state: NDArray[np.int8]) -> None:
    """Settle what is not known: in the order of the edges, which is that of the ranks, what has not gone stays."""
    known = memoryview(state)  # type: ignore[arg-type]
    for a, b in zip(first.tolist(), second.tolist(), strict=True):
        if known[a] != _GOES:
            known[b] = _GOES
    state[second[state[second] == _UNKNOWN]] = _STAYS


def _best(count: int, first: I64, second: I64, state: NDArray[np.int8], edges: Edges) -> I64:
    """For each that goes the edge to the most similar one that stays."""
    chosen = np.full(count, -1, dtype=np.int64)
    usable = np.flatnonzero((state[first] == _STAYS) & (state[second] == _GOES))
    keys = (-first[usable], edges.containment[usable], edges.similarity[usable])
    by_worth = usable[np.lexsort(keys)]
    # The last assignment wins: the most similar, then the one asked first.
    chosen[second[by_worth]] = by_worth
    return chosen


def missed(edges: Edges, chosen: I64) -> U64:
    """Pairs worth comparing although they share no key: what stays, and what a copy of it has gone for."""
    first, second = (edges.pairs >> _SHIFT).astype(np.int64), (edges.pairs & _LOW).astype(np.int64)
    both = []
    for one, other in ((first, second), (second, first)):
        at = np.flatnonzero((chosen[one] >= 0) & (chosen[other] < 0))
        kept = first[chosen[one[at]]]
        both.append(np.stack([kept, other[at]]))
    found = np.concatenate(both, axis=1)
    found = found[:, found[0] != found[1]]
    low, high = np.minimum(*found).astype(np.uint64), np.maximum(*found).astype(np.uint64)
    return np.setdiff1d((low << _SHIFT) | high, edges.pairs)
