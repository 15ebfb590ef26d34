"""Captions that give themselves away by a credit, however far apart their copies stand."""

from collections.abc import Iterator, Sequence

from cleaner import words
from cleaner.credits import without_credit
from cleaner.document import Document, Paragraph
from cleaner.lazy import kept

_FEWEST_WORDS = 6
_BEGINNING = 40
_FEWEST_KEYWORDS = 3
_LONGEST_KEYWORD = 5


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
