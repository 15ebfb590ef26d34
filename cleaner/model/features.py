"""What the line classifier sees of a line: numbers about the line, its neighbours and its place in the document.

All of them are counted from text alone and mean the same in every language: no word of any list but the phrase tables
is looked at. `NAMES` gives their order; a value is a float.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from cleaner import words
from cleaner.document import Document, Paragraph
from cleaner.lazy import lazy

#: Phrase tables that the classifier knows.
TABLES = (
    "promo", "read-more", "advert", "share-bar", "byline", "tag-list", "wire-note", "legal", "photo-credit",
    "section-label", "teaser",
)  # fmt: skip

_OWN = (
    "words", "characters", "longest word", "ends a sentence", "ends in a colon", "ends in ? or !", "ends in dots",
    "starts small", "starts with a digit", "starts with a quote", "starts with a mark", "share of digits",
    "share of capitals", "share of capitalised words", "commas", "full stops inside", "bars and arrows",
    "address or tag", "colons", "quotes", "all capitals", "share of short words", "copies in the document",
    "phrase share", *(f"phrase of {t}" for t in TABLES),
)  # fmt: skip
_BESIDE = ("words", "running text", "ends a sentence", "phrase")
_PLACE = (
    "position", "lines from the start", "lines to the end", "before the story", "after the story",
    "lines since running text", "lines to running text", "lines in the block", "phrases in the block",
    "share of story before", "words known to the story", "words in the headline", "is the headline",
    "lines in the document", "share of running text", "mean length of running text", "like its neighbours",
    "unspaced script", "own words of the block known", "running text around",
)  # fmt: skip

NAMES: tuple[str, ...] = (
    *_OWN,
    *(f"{where}: {what}" for where in ("before", "after", "two before", "two after") for what in _BESIDE),
    *_PLACE,
)

_MARKS = re.compile(r"[|>»›→•·▶►■●/]")
_ADDRESS = re.compile(r"https?:|www\.|@\w|#\w|\w@\w")
_FAR = 12.0


class Page:
    """The numbers of a whole document that the lines share."""

    #: What the model said of lines that it was asked about, by index.
    likely: dict[int, float]

    def __init__(self, document: Document) -> None:
        self.likely = {}
        self.paragraphs: Sequence[Paragraph] = document.paragraphs
        self.prose = [p.is_prose for p in self.paragraphs]
        self.copies = document.copies
        self.title = document.title
        self.opening, self.closing = document.opening, document.closing
        self.headline = set() if self.title is None else self.paragraphs[self.title].topics
        self.since, self.until = _distances(self.prose)
        self.blocks = _blocks(self.prose)
        story = [p.size for p, is_prose in zip(self.paragraphs, self.prose, strict=True) if is_prose]
        self.mean = sum(story) / len(story) if story else 0.0
        self.share = len(story) / len(self.prose) if self.prose else 0.0
        self.known: dict[int, float] = {}
        self.before: list[float] = []
        so_far, whole = 0, max(1, sum(story))
        for p, is_prose in zip(self.paragraphs, self.prose, strict=True):
            self.before.append(so_far / whole)
            so_far += p.size if is_prose else 0

    def vector(self, index: int) -> list[float]:
        """The features of one line, in the order of `NAMES`."""
        return [*self._own(index), *self._beside(index), *self._place(index)]

    def _own(self, index: int) -> list[float]:
        p = self.paragraphs[index]
        text = p.text.strip()
        size = len(text)
        letters = sum(map(str.isalpha, text)) or 1
        tokens = text.split()
        last, first = text[-1], text[0]
        tables = {h.table for h in p.hits}
        return [
            min(p.size, 80),
            min(size, 500),
            min(max(map(len, tokens)), 40),
            p.ends_sentence,
            last in ":：",
            last in "?!？！؟",
            text.endswith(("...", "…", "[…]")),
            first.islower(),
            first.isdigit(),
            first in words.OPENING_QUOTES,
            not first.isalnum() and first not in words.OPENING_QUOTES,
            sum(map(str.isdigit, text)) / size,
            sum(map(str.isupper, text)) / letters,
            sum(t[0].isupper() for t in tokens) / len(tokens),
            min(text.count(",") + text.count("、") + text.count("，"), 8),
            min(len(_STOPS.findall(text)), 6),
            min(len(_MARKS.findall(text)), 6),
            _ADDRESS.search(text) is not None,
            min(text.count(":"), 3),
            any(c in words.OPENING_QUOTES for c in text),
            text.isupper(),
            sum(len(t) < 4 for t in tokens) / len(tokens),
            min(len(self.copies.get(index, ())) - 1, 4) if index in self.copies else 0,
            max((h.share for h in p.hits), default=0.0),
            *(t in tables for t in TABLES),
        ]

    def _beside(self, index: int) -> list[float]:
        values: list[float] = []
        for other in (index - 1, index + 1, index - 2, index + 2):
            if 0 <= other < len(self.paragraphs):
                p = self.paragraphs[other]
                values += [min(p.size, 80), self.prose[other], p.ends_sentence, bool(p.hits)]
            else:
                values += [-1.0, -1.0, -1.0, -1.0]
        return values

    def _place(self, index: int) -> list[float]:
        p, count = self.paragraphs[index], len(self.paragraphs)
        start, stop = self.blocks[index]
        block = self.paragraphs[start : min(stop, start + 40)]
        return [
            index / count,
            min(index, 60),
            min(count - 1 - index, 60),
            index < self.opening,
            index > self.closing,
            self.since[index],
            self.until[index],
            min(stop - start, 40),
            sum(bool(b.hits) for b in block) / len(block),
            self.before[index],
            self._known(p, self.prose[index]),
            self._in_headline(p),
            index == self.title,
            min(count, 300),
            self.share,
            min(self.mean, 100),
            self._like(index),
            words.unspaced(p.text),
            self._block_known(start, stop),
            sum(self.prose[max(0, index - 3) : index + 4]),
        ]

    @lazy
    def vocabulary(self) -> Counter[str]:
        """In how many paragraphs of running text each longer word is."""
        found: Counter[str] = Counter()
        for p, is_prose in zip(self.paragraphs, self.prose, strict=True):
            if is_prose:
                found.update(p.topics)
        return found

    def _known(self, p: Paragraph, own: bool) -> float:
        """The share of a line's longer words that running text elsewhere has too; -1 if it has none."""
        content = p.topics
        if not content:
            return -1.0
        vocabulary = self.vocabulary
        return sum([vocabulary[w] > own for w in content if w in vocabulary]) / len(content)

    def _block_known(self, start: int, stop: int) -> float:
        if start not in self.known:
            values = [v for p in self.paragraphs[start : min(stop, start + 20)] if (v := self._known(p, False)) >= 0]
            self.known[start] = sum(values) / len(values) if values else -1.0
        return self.known[start]

    def _in_headline(self, p: Paragraph) -> float:
        content = p.topics
        return len(content & self.headline) / len(content) if content and self.headline else -1.0

    def _like(self, index: int) -> float:
        """How near in length the neighbours are, 0 to 1."""
        own = len(self.paragraphs[index].text)
        beside = [len(self.paragraphs[i].text) for i in (index - 1, index + 1) if 0 <= i < len(self.paragraphs)]
        return max((math.exp(-abs(math.log((own + 1) / (b + 1)))) for b in beside), default=0.0)


_STOPS = re.compile(r"[.!?。！？]\s*(?=\S)")


def _distances(prose: Sequence[bool]) -> tuple[list[float], list[float]]:
    """For each line, how many lines back and ahead the nearest running text is."""
    return _since(prose), _since(prose[::-1])[::-1]


def _since(prose: Sequence[bool]) -> list[float]:
    found, distance = [], _FAR
    for is_prose in prose:
        found.append(distance)
        distance = 1.0 if is_prose else min(distance + 1, _FAR)
    return found


def _blocks(prose: Sequence[bool]) -> list[tuple[int, int]]:
    """For each line, the run of lines that are running text, or that are not, in which it stands."""
    found: list[tuple[int, int]] = []
    start = 0
    for i in range(1, len(prose) + 1):
        if i == len(prose) or prose[i] != prose[start]:
            found += [(start, i)] * (i - start)
            start = i
    return found
