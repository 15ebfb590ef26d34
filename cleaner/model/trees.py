"""Gradient-boosted decision trees, asked in whole-number arithmetic.

All trees are asked at once, as QuickScorer does (Lucchese et al., "QuickScorer: a fast algorithm to rank documents with
additive ensembles of regression trees", SIGIR 2015): the leaves of all trees are the bits of one long number, and for
each feature the leaves that its value rules out are cleared in one step. In every tree the lowest bit left is the leaf
that is reached. Leaf values are whole numbers, so that the sum is the same on every machine and in any order.

What some of the features leave can be worked out once for all vectors that have them in common, and put together later.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import mul
from typing import NamedTuple

#: How many answers of a part are kept; half a kilobyte each.
MOST_KNOWN = 1024

#: Of a leaf, the features on the way to it, and by how much each changed the mean score, in units of the scale.
Changes = Sequence[tuple[int, int]]


class Asked(NamedTuple):
    """Trees in the form in which they are asked.

    Attributes:
        scale: how much of a score is one unit of log odds.
        least: the sum of the lowest leaves of all trees; the values of leaves are counted from these.
        lowest: the first leaf of every tree.
        planes: for each bit of the values, the lowest first, the leaves whose value has it.
        every: all leaves.
        steps: for each feature its thresholds in order, and for each number of them passed the leaves that are left.
    """

    scale: int
    least: int
    lowest: int
    planes: list[int]
    every: int
    steps: list[tuple[list[float], list[int]]]


class Part:
    """Some of the features, asked on their own.

    Args:
        every: the leaves that are left before anything is asked.
        steps: for each feature its thresholds, and for each number of them passed the leaves that are left.
    """

    def __init__(self, every: int, steps: Iterable[tuple[list[float], list[int]]]) -> None:
        self._every = every
        self._steps = [(thresholds[0] if thresholds else math.inf, thresholds, masks) for thresholds, masks in steps]
        #: `left` for features of few values, which come again and again.
        self.left_again = lru_cache(maxsize=MOST_KNOWN)(self.left)

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
        asked: the trees.
        changes: gives for each leaf what the features on the way to it changed; called when that is first needed.
    """

    def __init__(self, asked: Asked, changes: Callable[[], Sequence[Changes]]) -> None:
        self.scale = asked.scale
        self._least = asked.least
        self._lowest = asked.lowest
        self._planes = asked.planes
        self._every = asked.every
        self._steps = asked.steps
        self._load_changes = changes
        self._changes: Sequence[Changes] = ()
        self._weights = [1 << bit for bit in range(len(self._planes))]
        self._whole = self.part(range(len(self._steps)))

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
        return (self._least + total) / self.scale

    def probability(self, vector: Sequence[float]) -> float:
        """The score as a probability, 0 to 1."""
        return probability(self.score(vector))

    def weights(self, vector: Sequence[float]) -> list[float]:
        """How much each feature spoke for the score, in log odds.

        A feature's weight is the sum, over all nodes on the vector's paths that ask for it, of the change in the mean
        score from the node to the one below (Saabas, "Interpreting random forests", 2014).
        """
        self._changes = self._changes or self._load_changes()
        found = [0] * len(vector)
        for leaf in self._reached(self._whole.left(vector)):
            for feature, change in self._changes[leaf]:
                found[feature] += change
        return [weight / self.scale for weight in found]

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
