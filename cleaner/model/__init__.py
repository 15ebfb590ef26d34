"""A small learned classifier that says how likely a line is residue: gradient-boosted trees on features of text alone.

`weights.json` is made by scripts/train_residue.py from labelled pages, and from it by scripts/compile_trees.py the file
that is read, `compiled.txt`. Reading and applying it needs nothing but the standard library.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache, partial
from itertools import accumulate
from pathlib import Path

from cleaner.document import Document, Paragraph
from cleaner.lazy import kept
from cleaner.model import features
from cleaner.model.features import NAMES, Page
from cleaner.model.trees import MOST_KNOWN, Changes, Part, Trees, probability

__all__ = ["NAMES", "Model", "Page", "are_residue", "builtin", "likely", "likely_at_first", "page"]

#: The trees as they were grown, and as they are read.
WEIGHTS = Path(__file__).parent / "weights.json"
COMPILED = WEIGHTS.parent / "compiled.txt"


class Model:
    """Trees over the features of a line. They are asked in parts, of which `cleaner.model.features` has the names.

    Attributes:
        nobody: what a neighbour that is none leaves of the trees, for each place beside a line.
    """

    def __init__(self, trees: Trees) -> None:
        self._trees = trees

        def part(names: Iterable[str]) -> Part:
            return trees.part(map(NAMES.index, names))

        self.text, self.signs = part(features.TEXT), part(features.SIGNS)
        self.document, self.block = part(features.DOCUMENT), part(features.BLOCK)
        self.place, self.near = part(features.PLACE), part(features.NEAR)
        self._beside = [part(f"{where}: {what}" for what in features.BESIDE) for where in features.NEIGHBOURS]
        #: What a neighbour with these features leaves of the trees, for each place it can have beside a line.
        self.beside = lru_cache(maxsize=MOST_KNOWN)(self._left_beside)
        self.nobody = self.beside(features.NOBODY)

    def _left_beside(self, values: tuple[float, ...]) -> tuple[int, ...]:
        return tuple([part.left(values) for part in self._beside])

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
        return most_weighty(self.weights(vector), NAMES, count)


def most_weighty(weights: Sequence[float], names: Sequence[str], count: int = 3) -> list[str]:
    """The names of the features with the greatest weights, the greatest first, none below zero."""
    best = sorted(range(len(names)), key=lambda i: (-weights[i], i))
    return [names[i] for i in best[:count] if weights[i] > 0]


def load(path: Path) -> Model:
    """The model of a compiled file.

    Raises:
        ValueError: the file was made for other features.
    """
    return Model(trees_of(path, WEIGHTS, NAMES))


def trees_of(path: Path, weights: Path, names: Sequence[str]) -> Trees:
    """The trees of a compiled file.

    Args:
        path: the file.
        weights: the file with the trees as they were grown, which is read when reasons are asked for.
        names: the features that they are to be asked with.

    Raises:
        ValueError: the file was made for other features.
    """
    from cleaner.model import compiled

    found, trees = compiled.load(path.read_text(encoding="ascii"))
    _check(found, names, path)
    return Trees(trees, partial(_changes, weights))


def _changes(weights: Path) -> Sequence[Changes]:
    """What the features changed on the way to each leaf: only reasons tell it, and only trees as they were grown."""
    import json

    from cleaner.model import stored

    return stored.changes(json.loads(weights.read_bytes())["trees"])


def grown(path: Path, names: Sequence[str] = NAMES) -> Trees:
    """Trees as they were grown: slower to read than compiled ones.

    Raises:
        ValueError: the file was made for other features.
    """
    import json

    from cleaner.model import stored

    data = json.loads(path.read_bytes())
    _check(tuple(data["features"]), names, path)
    trees = data["trees"]
    return Trees(stored.asked(trees, len(names), data["scale"]), lambda: stored.changes(trees))


def _check(found: Sequence[str], names: Sequence[str], path: Path) -> None:
    if tuple(found) != tuple(names):
        raise ValueError(f"{path}: made for other features: run scripts/train_residue.py and train_remnant.py")


def likely(document: Document, index: int) -> float:
    """How likely a paragraph of a document is residue, 0 to 1, as the model that comes with the package sees it."""
    asked: _Asked | None = document.memo.get("asked")
    if asked is None:
        asked = document.memo["asked"] = _Asked(document)
    found = asked.likely.get(index)
    if found is None:
        found = asked.likely[index] = asked.judge(index)
    return found


def likely_at_first(document: Document, index: int) -> float:
    """The same as the document stood before anything was done to it: other residue around a line tells what it is."""
    return likely(document.first, document.at_first(index))


def are_residue(document: Document, lines: Sequence[int], least: float) -> bool:
    """Whether some lines of a document are residue on the average. The model is asked until that is certain.

    Args:
        document: the document.
        lines: indices of the lines.
        least: how likely they must be on the average.
    """
    enough = least * len(lines)
    return any(so_far >= enough for so_far in accumulate(likely(document, index) for index in lines))


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
        left = block & model.place.left(page.of_place(index)) & model.near.left_again(page.near(index))
        left &= _of_text(paragraphs[index])
        for neighbour, far in enumerate(_FAR):
            at = index + far
            left &= (_beside(paragraphs[at]) if 0 <= at < len(paragraphs) else model.nobody)[neighbour]
        return model.judged(left)


_FAR = tuple(features.NEIGHBOURS.values())


@kept
def _of_text(paragraph: Paragraph) -> int:
    """What the text of a line leaves of the trees."""
    model = builtin()
    return model.text.left(features.of_text(paragraph)) & model.signs.left_again(features.signs(paragraph))


@kept
def _beside(paragraph: Paragraph) -> tuple[int, ...]:
    """What a line leaves of the trees of its neighbours."""
    return builtin().beside(features.beside(paragraph))


@cache
def builtin() -> Model:
    """The model that comes with the package."""
    return load(COMPILED)
