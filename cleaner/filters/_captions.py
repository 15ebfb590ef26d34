"""Captions whose copies stand far apart: they give themselves away by a credit, a twin, or the place of a heading."""

from collections import Counter
from collections.abc import Iterator, Sequence

from cleaner import words
from cleaner.credits import is_credit, is_introduced, may_be_credit, without_credit
from cleaner.document import Document, Paragraph
from cleaner.lazy import kept

_FEWEST_WORDS = 6
_FEWEST_FAR = 9
_BEGINNING = 40
_FEWEST_KEYWORDS = 3
_LONGEST_KEYWORD = 5
_LONGEST_CREDIT = 120
_FEWEST_CREDITS = 3


@kept
def bare_words(paragraph: Paragraph) -> tuple[str, ...]:
    """The words of a caption, without those of its credit."""
    return words.words(without_credit(paragraph.text)) if paragraph.credited else paragraph.words


def far_copies(document: Document, candidates: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of captions that are the same but for their credits, of which one has one at least.

    Args:
        document: the document.
        candidates: indices of the lines that may be captions, in order.
    """
    paragraphs = document.paragraphs
    # Few lines begin as another does: only these are looked at more closely.
    texts = [paragraphs[i].text[:_BEGINNING] for i in candidates]
    if len(set(texts)) == len(texts):
        return
    beginnings: dict[str, list[int]] = {}
    for index, text in zip(candidates, texts, strict=True):
        if paragraphs[index].size >= _FEWEST_WORDS:
            beginnings.setdefault(text, []).append(index)
    for alike in beginnings.values():
        if len(alike) > 1 and any(paragraphs[i].credited for i in alike):
            yield from _same_but_for_credits(paragraphs, alike)


def _same_but_for_credits(paragraphs: Sequence[Paragraph], alike: Sequence[int]) -> Iterator[tuple[int, int]]:
    sought = {bare_words(paragraphs[i]) for i in alike if paragraphs[i].credited}
    seen: dict[tuple[str, ...], int] = {}
    for index in alike:
        own = bare_words(paragraphs[index])
        if own in sought and len(own) >= _FEWEST_WORDS and (first := seen.setdefault(own, index)) != index:
            yield first, index


def keywords(document: Document) -> Iterator[tuple[int, int]]:
    """Pairs (copy, original) of a few words that stand above one caption after another: the alt text of all of them."""
    paragraphs = document.paragraphs
    for first, group in document.copies.items():
        if first != group[0] or len(group) < _FEWEST_KEYWORDS or paragraphs[first].size > _LONGEST_KEYWORD:
            continue
        if all(i + 1 < len(paragraphs) and paragraphs[i + 1].credited for i in group):
            yield from ((copy, first) for copy in group[1:])


def far_copy(document: Document, first: int, second: int) -> int | None:
    """Which of two equal lines far from each other is a copy; None if neither looks like one."""
    paragraphs = document.paragraphs
    size, ends = paragraphs[second].size, paragraphs[second].ends_sentence
    if size >= _FEWEST_WORDS:
        if _is_surely_caption(document, second):
            return second
        if not ends and stands_over_credit(document, first) and not _heads_text(document, second):
            return second
    if ends or size < _FEWEST_FAR:
        return None
    return next((i for i in (second, first) if not _heads_text(document, i)), None)


def _is_surely_caption(document: Document, index: int) -> bool:
    """Whether a line has its credit, at its end or on the next line, or stood twice in a row: alt text and printed."""
    paragraph = document.paragraphs[index]
    if paragraph.credited:
        return True
    if not paragraph.ends_sentence and stands_over_credit(document, index):
        return True
    return _stood_twice(document, document.copies[index])


def stands_over_credit(document: Document, index: int) -> bool:
    """Whether a credit is the next line, or was on the page as it came; or a name that is the credit of others."""
    below = _below(document, index)
    if any(map(_is_credit, below)):
        return True
    names = _credited_names(document)
    return bool(names) and any(p.key in names for p in below)


def _credited_names(document: Document) -> frozenset[str]:
    """Keys of the names in credits that the page as it came has again and again: `Credit: The Kettle Room`."""
    page = document.first
    known: dict[str, frozenset[str]] = page.memo
    if "credited names" not in known:
        # Counted by their characters: what the words are is not asked of a page before anything is repaired.
        texts = Counter(p.text for p in page.paragraphs if len(p.text) <= _LONGEST_CREDIT and ":" in p.text)
        again = [text for text, times in texts.items() if times >= _FEWEST_CREDITS and is_introduced(text)]
        names = ("".join(words.words(text.partition(":")[2])) for text in again)
        known["credited names"] = frozenset(filter(None, names))
    return known["credited names"]


@kept
def _is_credit(paragraph: Paragraph) -> bool:
    return len(paragraph.text) <= _LONGEST_CREDIT and may_be_credit(paragraph) and is_credit(paragraph.text)


def _below(document: Document, index: int) -> list[Paragraph]:
    """What stands right below a line, now and on the page as it came."""
    first, at = document.first.paragraphs, document.at_first(index) + 1
    return document.paragraphs[index + 1 : index + 2] + first[at : at + 1]


def _stood_twice(document: Document, group: Sequence[int]) -> bool:
    """Whether one of some lines with the same words stands right above another, or did when the page came."""
    known: dict[int, bool] = document.memo.setdefault("stood twice", {})
    if group[0] not in known:
        key = document.paragraphs[group[0]].key
        known[group[0]] = any(p.key == key for i in group for p in _below(document, i))
    return known[group[0]]


def _heads_text(document: Document, index: int) -> bool:
    """Whether running text follows a line, so that it could be its heading."""
    return index + 1 < len(document.paragraphs) and document.paragraphs[index + 1].is_prose
