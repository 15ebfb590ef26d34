"""Captions that give themselves away by a credit, however far apart their copies stand."""

from collections.abc import Iterator, Sequence

from cleaner import words
from cleaner.credits import without_credit
from cleaner.document import Document, Paragraph
from cleaner.lazy import kept

_FEWEST_WORDS = 6
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
    credited = [i for i in candidates if paragraphs[i].size >= _FEWEST_WORDS and paragraphs[i].credited]
    if not credited:
        return
    sought = {bare_words(paragraphs[i]) for i in credited}
    seen: dict[tuple[str, ...], int] = {}
    for index in candidates:
        own = bare_words(paragraphs[index])
        if own in sought and len(own) >= _FEWEST_WORDS:
            if own in seen:
                yield seen[own], index
            else:
                seen[own] = index


def keywords(document: Document) -> Iterator[tuple[int, int]]:
    """Pairs (copy, original) of a few words that stand above one caption after another: the alt text of all of them."""
    paragraphs = document.paragraphs
    for first, group in document.copies.items():
        if first != group[0] or len(group) < _FEWEST_KEYWORDS or paragraphs[first].size > _LONGEST_KEYWORD:
            continue
        if all(i + 1 < len(paragraphs) and paragraphs[i + 1].credited for i in group):
            yield from ((copy, first) for copy in group[1:])
