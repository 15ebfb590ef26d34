"""Lines that say that they describe a picture, or where it is from, however far apart: `Picture of the pier`."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cleaner.document import Document, Paragraph
from cleaner.filters._in_story import is_beside_verse
from cleaner.lazy import kept, lazy_pattern
from cleaner.phrases import table
from cleaner.words import small, words_of

_FEWEST_WORDS = 4
_FEWEST_UNEQUAL = 6
_MOST_WORDS = 60
_MOST_OF_SOURCE = 8
_LIKENESS = 90

#: Copies begin alike: only lines with the same first words are compared, and so many of them.
_BEGINNING = 3
_MOST_ALIKE = 40

_NUMBER = lazy_pattern(r"\d+")
#: What ends the name of a file of a picture or its title: `Red barge - The Quay - Image`.
_LABELLED = lazy_pattern(r"[-_|\u2013\u2014]\s?[^\W_]{0,12}(?:image|photo|picture|img|icon)s?", re.IGNORECASE)
_LABEL = 20


def told_pictures(document: Document) -> Iterator[tuple[int, int]]:
    """Pairs (copy, original) of lines about pictures: the same, or one the beginning of the other, or all but equal."""
    told = _told(document)
    if len(told) < 2:
        return
    alike: dict[tuple[str, ...], list[int]] = {}
    equal: dict[str, int] = {}
    for index in told:
        paragraph = document.paragraphs[index]
        if is_beside_verse(document, index):
            continue
        said = alike.setdefault(paragraph.words[:_BEGINNING], [])
        original = equal.get(paragraph.key)
        if original is None:
            original = next((i for i in said if _are_copies(document.paragraphs[i], paragraph)), None)
        if original is None:
            # A page with more of them than this has a form of its own for them.
            said += [index] if len(said) < _MOST_ALIKE else []
            equal[paragraph.key] = index
        elif document.paragraphs[original].size < paragraph.size:
            said[:] = [index if i == original else i for i in said]
            equal[paragraph.key] = equal[document.paragraphs[original].key] = index
            yield original, index
        else:
            yield index, original


def _told(document: Document) -> list[int]:
    """Indices of the lines about pictures. Most pages have none, which is found out once."""
    page = document.first
    if not page.memo.setdefault("tells of pictures", any(map(_tells, page.paragraphs))):
        return []
    return [i for i, p in enumerate(document.paragraphs) if _tells(p) and i != document.title]


@kept
def _tells(paragraph: Paragraph) -> str:
    """What a line says of a picture: `picture`, what it shows; `name`, how it is called; `source`; "" for nothing."""
    text = paragraph.text
    opening = _openings().match(text) if _begins_so(text) else None
    if opening:
        size = paragraph.size
        if opening["source"]:
            return "source" if size <= _MOST_OF_SOURCE else ""
        return "picture" if _FEWEST_WORDS <= size <= _MOST_WORDS else ""
    return "name" if _is_labelled(text) and paragraph.size >= _FEWEST_WORDS and not paragraph.is_prose else ""


def _is_labelled(text: str) -> bool:
    """Whether a line ends in a sign and a word for a picture."""
    end = text[-_LABEL:]
    sign = max(map(end.rfind, "-_|\u2013\u2014"))
    return sign >= 0 and _LABELLED.fullmatch(end, sign) is not None


def _begins_so(text: str) -> bool:
    """Whether the first word or two of a line are those of a phrase: a cheap look."""
    first, _, rest = text.partition(" ")
    first = small(first.rstrip(":\uff1a"))
    heads = _heads()
    return first in heads or f"{first} {small(rest.partition(' ')[0].rstrip(':'))}" in heads


@cache
def _heads() -> frozenset[str]:
    phrases = (phrase.split(" ") for key in ("opens", "source") for phrase in table("picture", key))
    return frozenset(" ".join(phrase[:2]) for phrase in phrases)


@cache
def _openings() -> re.Pattern[str]:
    pictures, sources = (_alternatives(table("picture", key)) for key in ("opens", "source"))
    return re.compile(rf"(?:{pictures})\b|(?P<source>{sources})\s?[:\uff1a]", re.IGNORECASE)


def _alternatives(phrases: Sequence[str] | frozenset[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _are_copies(a: Paragraph, b: Paragraph) -> bool:
    """Whether one of two lines with other words is the beginning of the other, or all but equal."""
    if _tells(a) != "picture" or _tells(b) != "picture":
        return False
    shorter, longer = sorted((a, b), key=lambda p: len(p.words))
    if longer.words[: len(shorter.words)] == shorter.words:
        return True
    return _nearly(a, b)


def _nearly(a: Paragraph, b: Paragraph) -> bool:
    """Whether two lines that are no sentences differ in a word or so that is no name and no number."""
    if a.ends_sentence or b.ends_sentence:
        return False
    if min(a.size, b.size) < _FEWEST_UNEQUAL or _NUMBER.findall(a.text) != _NUMBER.findall(b.text):
        return False
    differ = a.vocabulary ^ b.vocabulary
    if not all(word[0].islower() for p in (a, b) for word in words_of(p.text) if small(word) in differ):
        return False
    # Imported here: most documents never come this far.
    from rapidfuzz import fuzz

    return fuzz.ratio(a.folded, b.folded) >= _LIKENESS
