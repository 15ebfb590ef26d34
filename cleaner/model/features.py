"""What the line classifier sees of a line: numbers about the line, its neighbours and its place in the document.

All of them are counted from text alone and mean the same in every language: no word of any list but the phrase tables
is looked at. `NAMES` gives their order; a value is a float. They come in parts by what they are about, because most of
a line's neighbours are other lines' too, and its text has been seen before.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, compress, groupby

from cleaner import words
from cleaner.document import Document, Paragraph
from cleaner.lazy import kept, lazy_pattern
from cleaner.model.story import story

#: Phrase tables that the classifier knows.
TABLES = (
    "promo", "read-more", "advert", "share-bar", "byline", "tag-list", "wire-note", "legal", "photo-credit",
    "section-label", "teaser",
)  # fmt: skip

#: About a text, whatever stands around it: what is counted, and signs that are there or not.
TEXT = (
    "words", "characters", "longest word", "share of digits", "share of capitals", "share of capitalised words",
    "commas", "full stops inside", "bars and arrows", "colons", "share of short words", "phrase share",
)  # fmt: skip
SIGNS = (
    "ends a sentence", "ends in a colon", "ends in ? or !", "ends in dots", "starts small", "starts with a digit",
    "starts with a quote", "starts with a mark", "address or tag", "quotes", "all capitals", "unspaced script",
    *(f"phrase of {t}" for t in TABLES),
)  # fmt: skip

#: About a neighbour; and the neighbours, each with its distance.
BESIDE = ("words", "running text", "ends a sentence", "phrase")
NEIGHBOURS = {"before": -1, "after": 1, "two before": -2, "two after": 2}

#: About the whole document.
DOCUMENT = ("lines in the document", "share of running text", "mean length of running text")

#: About the run of lines, of running text or of none, in which a line stands.
BLOCK = ("lines in the block", "phrases in the block", "own words of the block known")

#: About a line's place: where it stands, and what is near.
PLACE = (
    "position", "lines from the start", "lines to the end", "share of story before", "words known to the story",
    "words in the headline", "like its neighbours",
)  # fmt: skip
NEAR = (
    "before the story", "after the story", "lines since running text", "lines to running text", "is the headline",
    "running text around", "copies in the document",
)  # fmt: skip

#: All of them, in the order in which the trees were grown.
NAMES: tuple[str, ...] = (
    *TEXT[:3], *SIGNS[:8], *TEXT[3:9], "address or tag", "colons", "quotes", "all capitals", "share of short words",
    "copies in the document", "phrase share", *SIGNS[12:],
    *(f"{where}: {what}" for where in NEIGHBOURS for what in BESIDE),
    *PLACE[:3], *NEAR[:4], *BLOCK[:2], *PLACE[3:6], "is the headline", *DOCUMENT, "like its neighbours",
    "unspaced script", BLOCK[2], "running text around",
)  # fmt: skip

#: What is said of a neighbour that is none.
NOBODY = (-1.0, -1.0, -1.0, -1.0)

_NO_TABLE = (False,) * len(TABLES)

_STOPS = lazy_pattern(r"[.!?。！？]\s*(?=\S)")
_MARKS = lazy_pattern(r"[|>»›→•·▶►■●/]")
_ADDRESS = lazy_pattern(r"https?:|www\.|@\w|#\w")
_QUOTES = lazy_pattern(f"[{''.join(sorted(words.OPENING_QUOTES))}]")
_FAR = 12.0

#: A document with so few lines beside its running text is an article, and not many lines of it are asked about.
_FEW_LINES = 15

#: Of a block so many lines are looked at for phrases, and for words of the story.
_BLOCK = 40
_BLOCK_KNOWN = 20

_BYTES = bytes(range(256))
_NO_LETTERS = bytes(b for b in _BYTES if not chr(b).isalpha())
_NO_CAPITALS = bytes(b for b in _BYTES if not chr(b).isupper())
_NO_DIGITS = bytes(b for b in _BYTES if not chr(b).isdigit())


def of_text(paragraph: Paragraph) -> list[float]:
    """What `TEXT` names, of what a reader sees."""
    text = paragraph.visible.strip() or paragraph.text.strip()
    size = len(text)
    letters, capitals, digits = _counts(text)
    tokens = text.split()
    return [
        min(paragraph.size, 80),
        min(size, 500),
        min(max(map(len, tokens)), 40),
        digits / size,
        capitals / (letters or 1),
        sum([t[0].isupper() for t in tokens]) / len(tokens),
        min(text.count(",") + text.count("、") + text.count("，"), 8),
        min(len(_STOPS.findall(text)), 6),
        min(len(_MARKS.findall(text)), 6),
        min(text.count(":"), 3),
        sum([len(t) < 4 for t in tokens]) / len(tokens),
        max([h.share for h in paragraph.hits], default=0.0),
    ]


def signs(paragraph: Paragraph) -> tuple[bool, ...]:
    """What `SIGNS` names."""
    text = paragraph.visible.strip() or paragraph.text.strip()
    last, first = text[-1], text[0]
    tables = {h.table for h in paragraph.hits}
    quoted = first in words.OPENING_QUOTES
    return (
        paragraph.ends_sentence,
        last in ":：",
        last in "?!？！؟",
        text.endswith(("...", "…", "[…]")),
        first.islower(),
        first.isdigit(),
        quoted,
        not first.isalnum() and not quoted,
        _ADDRESS.search(text) is not None,
        _QUOTES.search(text) is not None,
        words.is_upper(text),
        words.unspaced(text),
        *([t in tables for t in TABLES] if tables else _NO_TABLE),
    )


def _counts(text: str) -> tuple[int, int, int]:
    """How many letters, capitals and digits a text has."""
    if not text.isascii():
        return sum(map(str.isalpha, text)), sum(map(str.isupper, text)), sum(map(str.isdigit, text))
    ascii_ = text.encode()
    return (
        len(ascii_.translate(None, _NO_LETTERS)),
        len(ascii_.translate(None, _NO_CAPITALS)),
        len(ascii_.translate(None, _NO_DIGITS)),
    )


@kept
def beside(paragraph: Paragraph) -> tuple[float, ...]:
    """What `BESIDE` names, of a neighbour."""
    return (min(paragraph.size, 80), paragraph.is_prose, paragraph.ends_sentence, bool(paragraph.hits))


class Page:
    """The numbers of a whole document that the lines share."""

    def __init__(self, document: Document) -> None:
        self.paragraphs: Sequence[Paragraph] = document.paragraphs
        self.prose = [p.is_prose for p in self.paragraphs]
        few = self.prose.count(False) <= _FEW_LINES
        self.story = story(document, list(compress(self.paragraphs, self.prose)), few=few)
        self.copies = document.copies
        self.title = document.title
        self.opening, self.closing = document.opening, document.closing
        self.headline = set() if self.title is None else self.paragraphs[self.title].topics
        marked = words.may_have_links(document.text)
        self.lengths = [len(p.visible if marked else p.text) for p in self.paragraphs]
        self.blocks = _blocks(self.prose)
        sizes = [p.size if is_prose else 0 for p, is_prose in zip(self.paragraphs, self.prose, strict=True)]
        lines, whole = sum(self.prose), sum(sizes)
        self.mean = whole / lines if lines else 0.0
        self.share = lines / len(sizes) if sizes else 0.0
        words_of_story = max(1, whole)
        self.before = [so_far / words_of_story for so_far in accumulate(sizes, initial=0)]

    def vector(self, index: int) -> list[float]:
        """The features of one line, in the order of `NAMES`."""
        parts: list[tuple[Sequence[str], Sequence[float]]] = [
            (TEXT, of_text(self.paragraphs[index])),
            (SIGNS, signs(self.paragraphs[index])),
            (DOCUMENT, self.of_document()),
            (BLOCK, self.of_block(*self.blocks[index])),
            (PLACE, self.of_place(index)),
            (NEAR, self.near(index)),
        ]
        parts += [
            ([f"{where}: {what}" for what in BESIDE], self._beside(index + far)) for where, far in NEIGHBOURS.items()
        ]
        values = {name: value for names, found in parts for name, value in zip(names, found, strict=True)}
        return [values[name] for name in NAMES]

    def _beside(self, index: int) -> Sequence[float]:
        return beside(self.paragraphs[index]) if 0 <= index < len(self.paragraphs) else NOBODY

    def of_document(self) -> list[float]:
        """What `DOCUMENT` names."""
        return [min(len(self.paragraphs), 300), self.share, min(self.mean, 100)]

    def of_block(self, start: int, stop: int) -> list[float]:
        """What `BLOCK` names, of a run of lines."""
        block = self.paragraphs[start : min(stop, start + _BLOCK)]
        return [
            min(stop - start, _BLOCK),
            sum([bool(b.hits) for b in block]) / len(block),
            self._block_known(block[:_BLOCK_KNOWN]),
        ]

    def of_place(self, index: int) -> list[float]:
        """What `PLACE` names, of one line."""
        p, count = self.paragraphs[index], len(self.paragraphs)
        return [
            index / count,
            min(index, 60),
            min(count - 1 - index, 60),
            self.before[index],
            self.story.share(p, own=self.prose[index]),
            self._in_headline(p),
            self._like(index),
        ]

    def near(self, index: int) -> tuple[float, ...]:
        """What `NEAR` names, of one line."""
        return (
            index < self.opening,
            index > self.closing,
            self._since(index),
            self._until(index),
            index == self.title,
            sum(self.prose[max(0, index - 3) : index + 4]),
            min(len(self.copies[index]) - 1, 4) if index in self.copies else 0,
        )

    def _block_known(self, block: Sequence[Paragraph]) -> float:
        """The share of their longer words that running text has too, on the average of lines; -1 if they have none."""
        if block[0].is_prose:
            return 1.0 if any(p.topics for p in block) else -1.0
        values = [v for p in block if (v := self.story.share(p, own=False)) >= 0]
        return sum(values) / len(values) if values else -1.0

    def _since(self, index: int) -> float:
        """How many lines back the nearest running text is."""
        start = index if index == 0 or self.prose[index - 1] else self.blocks[index - 1][0]
        return min(index - start + 1, _FAR) if start else _FAR

    def _until(self, index: int) -> float:
        """How many lines ahead the nearest running text is."""
        after, count = index + 1, len(self.prose)
        stop = after if after == count or self.prose[after] else self.blocks[after][1]
        return min(stop - index, _FAR) if stop < count else _FAR

    def _in_headline(self, p: Paragraph) -> float:
        content = p.topics
        return len(content & self.headline) / len(content) if content and self.headline else -1.0

    def _like(self, index: int) -> float:
        """How near in length the neighbours are, 0 to 1."""
        lengths = self.lengths
        before = _alike(lengths[index], lengths[index - 1]) if index else 0.0
        after = _alike(lengths[index], lengths[index + 1]) if index + 1 < len(lengths) else 0.0
        return max(before, after)


@lru_cache(maxsize=4096)
def _alike(own: int, other: int) -> float:
    """How near a length is to another, 0 to 1."""
    return math.exp(-abs(math.log((own + 1) / (other + 1))))


def _blocks(prose: Sequence[bool]) -> list[tuple[int, int]]:
    """For each line, the run of lines that are running text, or that are not, in which it stands."""
    found: list[tuple[int, int]] = []
    for _, run in groupby(prose):
        size = len(list(run))
        found += [(len(found), len(found) + size)] * size
    return found
