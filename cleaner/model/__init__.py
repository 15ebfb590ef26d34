"""A small learned classifier that says how likely a line is residue: gradient-boosted trees on features of text alone.

`weights.json` is made by scripts/train_residue.py from labelled pages. Reading and applying it needs nothing but the
standard library.
"""

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleaner.document import Document
from cleaner.model.features import NAMES, Page

__all__ = ["Model", "Page", "builtin", "likely", "page"]

WEIGHTS = Path(__file__).parent / "weights.json"


class Tree(NamedTuple):
    """A decision tree as parallel lists over its nodes; node 0 is the root.

    Attributes:
        feature: index of the feature a node asks for; -1 in a leaf.
        threshold: a value of at most this goes left.
        left, right: the nodes below.
        value: the mean score, in log odds, of what reaches the node.
    """

    feature: list[int]
    threshold: list[float]
    left: list[int]
    right: list[int]
    value: list[float]


class Model:
    """Boosted trees. `score` is the sum of their leaves, in log odds."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        self._trees = trees

    def probability(self, vector: Sequence[float]) -> float:
        """How likely a line with these features is residue, 0 to 1."""
        score = 0.0
        for feature, threshold, left, right, value in self._trees:
            node = 0
            while (asked := feature[node]) >= 0:
                node = left[node] if vector[asked] <= threshold[node] else right[node]
            score += value[node]
        return 1 / (1 + math.exp(-score))

    def reasons(self, vector: Sequence[float], count: int = 3) -> list[str]:
        """The names of the features that spoke most for residue, most weighty first.

        A feature's weight is the sum, over all nodes on the line's paths that ask for it, of the change in the mean
        score from the node to the one below (Saabas, "Interpreting random forests", 2014).
        """
        weights = [0.0] * len(NAMES)
        for feature, threshold, left, right, value in self._trees:
            node = 0
            while (asked := feature[node]) >= 0:
                below = left[node] if vector[asked] <= threshold[node] else right[node]
                weights[asked] += value[below] - value[node]
                node = below
        best = sorted(range(len(NAMES)), key=lambda i: (-weights[i], i))
        return [NAMES[i] for i in best[:count] if weights[i] > 0]


def load(path: Path) -> Model:
    """The model of a weights file.

    Raises:
        ValueError: the file was made for other features.
    """
    data = json.loads(path.read_bytes())
    if tuple(data["features"]) != NAMES:
        raise ValueError(f"{path}: made for other features; run scripts/train_residue.py")
    return Model([Tree(*tree) for tree in data["trees"]])


def likely(document: Document, index: int) -> float:
    """How likely a paragraph of a document is residue, 0 to 1, as the model that comes with the package sees it."""
    return builtin().probability(page(document).vector(index))


def page(document: Document) -> Page:
    """The features of a document, worked out once."""
    found: Page | None = document.memo.get("page")
    if found is None:
        found = document.memo["page"] = Page(document)
    return found


@cache
def builtin() -> Model:
    """The model that comes with the package."""
    return load(WEIGHTS)
