"""A small learned classifier that says how likely a line is residue: gradient-boosted trees on features of text alone.

`weights.json` is made by scripts/train_residue.py from labelled pages. Reading and applying it needs nothing but the
standard library.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from cleaner.document import Document
from cleaner.model.features import NAMES, Page
from cleaner.model.trees import Trees

__all__ = ["NAMES", "Model", "Page", "builtin", "likely", "likely_at_first", "page"]

WEIGHTS = Path(__file__).parent / "weights.json"


class Model:
    """Trees over the features of a line."""

    def __init__(self, trees: Trees) -> None:
        self._trees = trees

    def probability(self, vector: Sequence[float]) -> float:
        """How likely a line with these features is residue, 0 to 1."""
        return self._trees.probability(vector)

    def weights(self, vector: Sequence[float]) -> list[float]:
        """How much each feature spoke for residue, in log odds; negative for story."""
        return self._trees.weights(vector)

    def reasons(self, vector: Sequence[float], count: int = 3) -> list[str]:
        """The names of the features that spoke most for residue, most weighty first."""
        weights = self.weights(vector)
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
    return Model(Trees(data["trees"], len(NAMES), data["scale"]))


def likely(document: Document, index: int) -> float:
    """How likely a paragraph of a document is residue, 0 to 1, as the model that comes with the package sees it."""
    shared = page(document)
    found = shared.likely.get(index)
    if found is None:
        found = shared.likely[index] = builtin().probability(shared.vector(index))
    return found


def likely_at_first(document: Document, index: int) -> float:
    """The same as the document stood before anything was done to it: other residue around a line tells what it is."""
    return likely(document.first, document.at_first(index))


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
