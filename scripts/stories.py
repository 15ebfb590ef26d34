r"""Stories that look like residue, and pages: `fixtures/stories`, invented texts of many kinds in 36 languages.

A file holds many. One begins with a line `=== name language kind`, with `raw` behind it if its blank lines and line
ends are its own; in the others every line is a paragraph. A line that begins with `~` is residue. `\t` is a tab,
`\u00a0` the character of that number.

The classifier is trained on them (`train_residue.py`), and what the cleaner loses of them and leaves of the residue is
measured (`measured`), of a third of them with weights that have not seen it (`unseen`).
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import cleaner

STORIES = Path(__file__).parent.parent / "fixtures" / "stories"
HEAD = "=== "
RESIDUE = "~"
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


class Line(NamedTuple):
    text: str
    residue: bool


@dataclass(frozen=True)
class Story:
    """One text.

    Attributes:
        file: the name of its file. name: its own. lang: ISO 639-1. kind: what it is, such as `recipe`.
        raw: whether the lines stand as they are; otherwise each is a paragraph.
        lines: with those that are residue.
    """

    file: str
    name: str
    lang: str
    kind: str
    raw: bool
    lines: tuple[Line, ...]

    @property
    def is_guide(self) -> bool:
        """Whether it is no news: a guide, a review, a recipe, documentation, as such pages are."""
        return self.file.startswith("guides")

    @property
    def held(self) -> bool:
        """Whether training does not look at it."""
        return self._number % 3 == 0

    @property
    def text(self) -> str:
        return ("\n" if self.raw else "\n\n").join(line.text for line in self.lines) + "\n"

    def labels(self) -> dict[int, str]:
        """`keep` or `residue` by source line, from 1."""
        step = 1 if self.raw else 2
        lines = enumerate(self.lines)
        return {1 + step * i: "residue" if line.residue else "keep" for i, line in lines if line.text.strip()}

    def bare(self) -> "Story":
        """The same without any residue."""
        return self._with(line for line in self.lines if not line.residue)

    def in_residue(self) -> "Story | None":
        """The same on a page: with a menu above it, links and adverts inside it, teasers and a notice below."""
        title, *body = [line for line in self.lines if not line.residue]
        if self.raw or len(body) < FEWEST_ON_A_PAGE:
            return None
        above, inside, below = self._residue()
        cuts = (max(1, len(body) // 3), max(2, len(body) // 2), max(3, 2 * len(body) // 3))
        if len(body) >= FEWEST_CUT:
            for cut, line in reversed(list(zip(cuts, inside, strict=True))):
                body.insert(cut, line)
        return self._with([title, *above, *body, *below])

    def touched(self) -> "Story | None":
        """The same with three lines of residue: one above or inside the story, two at its end."""
        title, *body = [line for line in self.lines if not line.residue]
        if self.raw or len(body) < FEWEST_ON_A_PAGE:
            return None
        above, inside, below = self._residue()
        place = self._number
        first = [above[place % len(above)]] if place % 2 else []
        second = [] if first else [inside[place % len(inside)]]
        half = len(body) // 2
        return self._with(
            [title, *first, *body[:half], *second, *body[half:], below[place % (len(below) - 1)], below[-1]]
        )

    def short(self) -> "Story | None":
        """Its title and two or three lines, with a line of residue above them and two below."""
        title, *body = [line for line in self.lines if not line.residue]
        if self.raw or len(body) < FEWEST_CUT:
            return None
        above, inside, below = self._residue()
        place, others = self._number, [*inside, *below[:2]]
        few = sorted(body, key=lambda line: -len(line.text))[: 2 + place % 2]
        few = [line for line in body if line in few]
        return self._with([title, above[place % len(above)], *few, others[place % len(others)], below[-1]])

    def _residue(self) -> tuple[list[Line], list[Line], list[Line]]:
        parts = _residue().get(self.lang, _residue()["en"])
        above, inside, below = ([Line(text, residue=True) for text in parts[k]] for k in ("above", "inside", "below"))
        return above, inside, below

    @property
    def _number(self) -> int:
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16)

    def _with(self, lines: "Iterator[Line] | list[Line]") -> "Story":
        return Story(self.file, self.name, self.lang, self.kind, self.raw, tuple(lines))


#: Fewest lines below its title that a story on a page has, and that one has to have residue among them.
FEWEST_ON_A_PAGE = 2
FEWEST_CUT = 6


@cache
def _residue() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((STORIES / "residue.toml").read_text(encoding="utf-8"))


def stories() -> Iterator[Story]:
    for path in sorted(STORIES.glob("*.txt")):
        for part in ("\n" + path.read_text(encoding="utf-8")).split("\n" + HEAD)[1:]:
            head, *lines = part.rstrip("\n").split("\n")
            name, lang, kind, *flags = head.split()
            raw = "raw" in flags
            yield Story(path.stem, name, lang, kind, raw, tuple(_line(text) for text in lines if raw or text.strip()))


def _line(text: str) -> Line:
    written = text.removeprefix(RESIDUE).replace("\\t", "\t")
    return Line(ESCAPE.sub(lambda match: chr(int(match[1], 16)), written), text.startswith(RESIDUE))


class Measured(NamedTuple):
    """What a cleaner made of some texts: lines of story and those that went, lines of residue and those that stayed."""

    texts: int
    story: int
    lost: int
    residue: int
    left: int


def measured(clean: "cleaner.Cleaner", texts: Iterator[Story]) -> Measured:
    count = story = lost = residue = left = 0
    for text in texts:
        labels = text.labels()
        gone = _gone(clean, text)
        count += 1
        for line, label in labels.items():
            story += label == "keep"
            lost += label == "keep" and line in gone
            residue += label == "residue"
            left += label == "residue" and line not in gone
    return Measured(count, story, lost, residue, left)


def _gone(clean: "cleaner.Cleaner", text: Story) -> set[int]:
    """The source lines of which nothing is left."""
    document = cleaner.parse(text.text, id=text.name)
    spans = {p.line: p.span for p in document.paragraphs}
    gone = {r.line for r in clean(document).records if r.line and r.after is None}
    return {n for line in gone for n in range(line, line + spans.get(line, 1))}
