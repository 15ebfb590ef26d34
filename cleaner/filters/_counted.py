"""Captions that differ only in the number of their picture: `The pier at noon - 1`, `The pier at noon - 2`."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cleaner.document import Document, Paragraph
from cleaner.filters._in_story import is_beside_verse
from cleaner.lazy import lazy_pattern
from cleaner.phrases import table
from cleaner.words import small, word_count

_FEWEST_WORDS = 6

#: A dash, a bracket or a word before the number, which is the end of the line.
_COUNTER = lazy_pattern(r"(?:(?<=\s)([-\u2013\u2014])|([(\[])|(?<![^\s.,:-])(\w{3,12})(?=\s))\s?(\d{1,2})[)\]]?$")

#: `Best kettles for the hut 4`: the number is the end of the line, with nothing before it.
_NUMBERED = lazy_pattern(r"(?P<words>\S.*[^\W\d]) (?P<number>\d{1,2})")
_FEWEST_NUMBERED = 4
_FEWEST_IN_ORDER = 4
_APART = 2

#: The least share of the words of lines with a number in brackets that the headline has: parts of a story are so too.
_LIKE_THE_HEADLINE = 0.5


class _Counted(NamedTuple):
    """A line with a counter: its words before it, the number, and what stands between them."""

    at: int
    words: Paragraph
    number: int
    dash: bool
    named: bool


def counted(document: Document) -> Iterator[tuple[int, int]]:
    """Pairs of a copy and the caption with the first number, or the headline, if they have the words of that."""
    groups: dict[str, list[_Counted]] = {}
    for index in document.suspects:
        if document.paragraphs[index].text.rstrip(" )]")[-1:].isdigit():
            found = _counter(document, index)
            if found:
                groups.setdefault(found.words.key, []).append(found)
    title = document.title
    yield from _above_names(document)
    for key, group in groups.items():
        if [found.number for found in group] != list(range(1, len(group) + 1)):
            continue
        if title is not None and document.paragraphs[title].key == key:
            yield from ((found.at, title) for found in group)
        elif len(group) > 1 and _is_of_pictures(document, group):
            yield from ((found.at, group[0].at) for found in group[1:])


def _above_names(document: Document) -> Iterator[tuple[int, int]]:
    """Pairs of a line and the first that has its words and another number, each above the name of the thing shown.

    Files of pictures are called after the page, `Best kettles for the hut 4` to `9`. A heading with a number stands
    above text, and a row of a table beside the next row.
    """
    groups: dict[str, list[tuple[int, int]]] = {}
    for index in document.suspects:
        text = document.paragraphs[index].text.strip()
        match = _NUMBERED.fullmatch(text) if text[-1].isdigit() else None
        if match and word_count(match["words"]) >= _FEWEST_NUMBERED and document.opening < index != document.title:
            groups.setdefault(small(match["words"]), []).append((index, int(match["number"])))
    for group in groups.values():
        places = [index for index, _ in group]
        numbers = [number for _, number in group]
        if len(group) < _FEWEST_IN_ORDER or numbers != list(range(numbers[0], numbers[0] + len(group))):
            continue
        if all(b - a > _APART for a, b in pairwise(places)) and all(_is_above_name(document, i) for i in places):
            yield from ((index, places[0]) for index in places[1:])


def _is_above_name(document: Document, index: int) -> bool:
    """Whether a short line that is no sentence follows a line, and running text soon after."""
    below = document.paragraphs[index + 1 : index + 2 + _APART]
    return len(below) > 1 and not below[0].ends_sentence and not below[0].is_prose and any(p.is_prose for p in below)


def _counter(document: Document, index: int) -> _Counted | None:
    text = document.paragraphs[index].text.rstrip()
    match = _COUNTER.search(text)
    if match is None or index == document.title or is_beside_verse(document, index):
        return None
    words, word = text[: match.start()].rstrip(), small(match[3] or "")
    if word_count(words) < _FEWEST_WORDS or (word and word not in table("photo-credit", "lead")):
        return None
    return _Counted(index, Paragraph(0, words), int(match[4]), bool(match[1]), bool(word))


def _is_of_pictures(document: Document, group: Sequence[_Counted]) -> bool:
    """Whether some lines count pictures: a word says so, they have the words of the headline, or dashes between text.

    Results stand one below the other, `Rovers - United - 1`; parts of a story are counted in brackets.
    """
    first = group[0]
    if first.named:
        return True
    if any(b.at - a.at == 1 for a, b in pairwise(group)):
        return False
    below = [p for found in group for p in document.paragraphs[found.at + 1 : found.at + 2]]
    if first.dash or (below and all(p.credited for p in below)):
        return True
    title = document.paragraphs[document.title].vocabulary if document.title is not None else frozenset()
    return len(first.words.vocabulary & title) >= _LIKE_THE_HEADLINE * len(first.words.vocabulary)
