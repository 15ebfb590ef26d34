"""Gradient-boosted decision trees, asked in whole-number arithmetic.

All trees are asked at once, as QuickScorer does (Lucchese et al., "QuickScorer: a fast algorithm to rank documents with
additive ensembles of regression trees", SIGIR 2015): the leaves of all trees are the bits of one long number, and for
each feature the leaves that its value rules out are cleared in one step. In every tree the lowest bit left is the leaf
that is reached. Leaf values are whole numbers, so that the sum is the same on every machine and in any order.

What some of the features leave can be worked out once for all vectors that have them in common, and put together later.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import mul

#: A tree as it is stored: its nodes from the root, left before right; a node is feature, threshold and mean score, a
#: leaf -1 and its score.
Stored = Sequence[float]

LEAF = -1

#: How many answers of a part are kept; half a kilobyte each.
_MOST_KNOWN = 1024


class Part:
    """Some of the features, asked on their own.

    Args:
        every: the leaves that are left before anything is asked.
        steps: for each feature its thresholds, and for each number of them passed the leaves that are left.
    """

    def __init__(self, every: int, steps: Iterable[tuple[list[float], list[int]]]) -> None:
        self._every = every
        self._steps = [(thresholds[0], thresholds, masks) for thresholds, masks in steps]
        #: `left` for features of few values, which come again and again.
        self.left_again = lru_cache(maxsize=_MOST_KNOWN)(self.left)

    def left(self, values: Sequence[float]) -> int:
        """The leaves that the values of these features leave."""
        left = self._every
        for value, (lowest, thresholds, masks) in zip(values, self._steps, strict=True):
            if value > lowest:
                left &= masks[bisect_left(thresholds, value)]
        return left


class Trees:
    """Boosted trees over feature vectors.

    Args:
        stored: the trees.
        features: how many features a vector has.
        scale: how much of a score is one unit of log odds.
    """

    def __init__(self, stored: Sequence[Stored], features: int, scale: int) -> None:
        self._stored = stored
        self._scale = scale
        self._changes: list[list[tuple[int, int]]] = []
        ruled_out: list[dict[float, int]] = [{} for _ in range(features)]
        values: list[int] = []
        self._lowest = self._least = 0
        for tree in stored:
            first = len(values)
            _read(tree, ruled_out, values)
            least = min(values[first:])
            values[first:] = [value - least for value in values[first:]]
            self._least += least
            self._lowest |= 1 << first
        self._every = (1 << len(values)) - 1
        self._steps = [_step(found, self._every) for found in ruled_out]
        self._planes = _planes(values)
        self._weights = [1 << bit for bit in range(len(self._planes))]
        self._whole = self.part(range(features))

    def part(self, features: Iterable[int]) -> Part:
        """Some of the features, by their indices."""
        return Part(self._every, [self._steps[feature] for feature in features])

    def score(self, vector: Sequence[float]) -> float:
        """The sum of the leaves that a vector reaches, in log odds."""
        return self.total(self._whole.left(vector))

    def total(self, left: int) -> float:
        """The sum of the leaves that are reached, in log odds, given those that all parts together leave."""
        reached = left & ~(left - self._lowest)
        counts = [(reached & plane).bit_count() for plane in self._planes]
        total: int = sum(map(mul, counts, self._weights))
        return (self._least + total) / self._scale

    def probability(self, vector: Sequence[float]) -> float:
        """The score as a probability, 0 to 1."""
        return probability(self.score(vector))

    def weights(self, vector: Sequence[float]) -> list[float]:
        """How much each feature spoke for the score, in log odds.

        A feature's weight is the sum, over all nodes on the vector's paths that ask for it, of the change in the mean
        score from the node to the one below (Saabas, "Interpreting random forests", 2014).
        """
        if not self._changes:
            self._changes = [changes for tree in self._stored for changes in _changes(tree)]
        found = [0] * len(vector)
        for leaf in self._reached(self._whole.left(vector)):
            for feature, change in self._changes[leaf]:
                found[feature] += change
        return [weight / self._scale for weight in found]

    def _reached(self, left: int) -> Iterator[int]:
        """The leaves that are reached, one in each tree, given those that are left."""
        bits = f"{left & ~(left - self._lowest):b}"[::-1]
        leaf = bits.find("1")
        while leaf >= 0:
            yield leaf
            leaf = bits.find("1", leaf + 1)


def probability(score: float) -> float:
    """A score in log odds as a probability, 0 to 1."""
    return 1 / (1 + math.exp(-score))


def _read(tree: Stored, ruled_out: Sequence[dict[float, int]], values: list[int]) -> None:
    """Add a tree's leaves to `values`, and for each feature and threshold the leaves that passing it rules out."""
    at = 0

    def read() -> None:
        nonlocal at
        feature = tree[at]
        if feature == LEAF:
            values.append(int(tree[at + 1]))
            at += 2
            return
        threshold = tree[at + 1]
        at += 3
        first = len(values)
        read()
        below = ruled_out[int(feature)]
        below[threshold] = below.get(threshold, 0) | (1 << len(values)) - (1 << first)
        read()

    read()


def _changes(tree: Stored) -> list[list[tuple[int, int]]]:
    """For each leaf of a stored tree, left before right, the features on the way to it and what each changed."""
    numbers = iter(tree)
    found: list[list[tuple[int, int]]] = []

    def read(above: tuple[int, int] | None, way: dict[int, int]) -> None:
        feature = int(next(numbers))
        if feature != LEAF:
            next(numbers)
        value = int(next(numbers))
        if above is not None:
            asked, mean = above
            way = {**way, asked: way.get(asked, 0) + value - mean}
        if feature == LEAF:
            found.append(list(way.items()))
        else:
            read((feature, value), way)
            read((feature, value), way)

    read(None, {})
    return found


def _step(ruled_out: dict[float, int], every: int) -> tuple[list[float], list[int]]:
    """The thresholds of a feature in order, and for each number of them passed the leaves that are left."""
    thresholds = sorted(ruled_out) or [math.inf]
    return thresholds, list(_left(ruled_out, thresholds, every))


def _left(ruled_out: dict[float, int], thresholds: Sequence[float], every: int) -> Iterator[int]:
    left = every
    yield left
    for threshold in thresholds:
        left &= ~ruled_out.get(threshold, 0)
        yield left


def _planes(values: Sequence[int]) -> list[int]:
    """For each bit of the values, the lowest first, the leaves whose value has it, as a number."""
    bits = max(values, default=0).bit_length()
    columns = zip(*[f"{value:0{bits}b}" for value in reversed(values)], strict=True) if bits else ()
    return [int("".join(column), 2) for column in columns][::-1]
