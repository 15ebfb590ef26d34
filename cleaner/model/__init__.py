"""A small learned classifier that says how likely a line is residue: gradient-boosted trees on features of text alone.

`weights.json` is made by scripts/train_residue.py from labelled pages. Reading and applying it needs nothing but the
standard library.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from cleaner.document import Document, Paragraph
from cleaner.lazy import kept
from cleaner.model import features
from cleaner.model.features import NAMES, Page
from cleaner.model.trees import Trees, probability

__all__ = ["NAMES", "Model", "Page", "builtin", "likely", "page"]

WEIGHTS = Path(__file__).parent / "weights.json"


class Model:
    """Trees over the features of a line.

    Attributes:
        text: the part of the features that the text of a line has.
        document: the part that all lines of a document have in common.
        block: the part that the lines of a run have in common.
        place: the part that is about the place of a line.
    """

    def __init__(self, trees: Trees) -> None:
        self._trees = trees
        self.text, self.document, self.block, self.place = (
            trees.part(map(NAMES.index, names))
            for names in (features.TEXT, features.DOCUMENT, features.BLOCK, features.PLACE)
        )
        self._neighbours = [
            trees.part([NAMES.index(f"{where}: {what}") for what in features.BESIDE]) for where in features.NEIGHBOURS
        ]
        self._beside: dict[tuple[float, ...], tuple[int, ...]] = {}

    def beside(self, values: tuple[float, ...]) -> tuple[int, ...]:
        """What a neighbour with these features leaves of the trees, for each place it can have beside a line."""
        found = self._beside.get(values)
        if found is None:
            found = self._beside[values] = tuple([part.left(values) for part in self._neighbours])
        return found

    def judged(self, left: int) -> float:
        """How likely a line is residue, 0 to 1, given what all parts together leave of the trees."""
        return probability(self._trees.total(left))

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
    asked: _Asked | None = document.memo.get("asked")
    if asked is None:
        asked = document.memo["asked"] = _Asked(document)
    found = asked.likely.get(index)
    if found is None:
        found = asked.likely[index] = asked.judge(index)
    return found


def page(document: Document) -> Page:
    """The features of a document, worked out once."""
    found: Page | None = document.memo.get("page")
    if found is None:
        found = document.memo["page"] = Page(document)
    return found


class _Asked:
    """The lines of a document, before the model. What they have in common is asked once.

    Attributes:
        likely: what it said of lines that it was asked about, by index.
    """

    def __init__(self, document: Document) -> None:
        self.likely: dict[int, float] = {}
        self._model = builtin()
        self._page = page(document)
        self._document = self._model.document.left(self._page.of_document())
        self._blocks: dict[int, int] = {}

    def judge(self, index: int) -> float:
        page, model = self._page, self._model
        paragraphs = page.paragraphs
        start, stop = page.blocks[index]
        block = self._blocks.get(start)
        if block is None:
            block = self._blocks[start] = self._document & model.block.left(page.of_block(start, stop))
        left = block & model.place.left(page.of_place(index)) & _of_text(paragraphs[index])
        for neighbour, far in enumerate(_FAR):
            at = index + far
            left &= (_beside(paragraphs[at]) if 0 <= at < len(paragraphs) else model.beside(features.NOBODY))[neighbour]
        return model.judged(left)


_FAR = tuple(features.NEIGHBOURS.values())


@kept
def _of_text(paragraph: Paragraph) -> int:
    """What the text of a line leaves of the trees."""
    return builtin().text.left(features.of_text(paragraph))


@kept
def _beside(paragraph: Paragraph) -> tuple[int, ...]:
    """What a line leaves of the trees of its neighbours."""
    return builtin().beside(features.beside(paragraph))


@cache
def builtin() -> Model:
    """The model that comes with the package."""
    return load(WEIGHTS)
