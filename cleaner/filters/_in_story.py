"""Lines that read like a button or a menu, and stand where only the story has lines: as a subheading, or in a verse."""

from cleaner.document import Document, Paragraph
from cleaner.lazy import kept, lazy_pattern
from cleaner.phrases import Hit, table
from cleaner.words import WORD, unspaced

#: Longest subheading that has the words of a phrase, in words, where that is more than one.
_LONGEST = {"legal": 2}

#: Fewest words of a sentence that can stand above or below a subheading.
_SENTENCE = 2

#: A heading of a guide: the sentence below has so many words, and so many headings of its level stand above.
_HEADING = lazy_pattern(r"#{2,4} ")
_LONG_SENTENCE = 8
_OTHER_HEADINGS = 2

#: Fewest lines of a verse or list, longest line of one in characters, and the share of lines that may be phrases too.
_FEWEST_LINES = 3
_LONGEST_LINE = 60
_SIGN = lazy_pattern(r"[^\s'\u2019.#*-]")
_MOST_HITS = 1 / 3


def is_in_story(document: Document, index: int, found: Hit) -> bool:
    """Whether a line that is a phrase and nothing else stands in the story as a part of it.

    Menus and rows of buttons come together. A single short line between two paragraphs of the page as it came is a
    subheading, `Cookies` in a recipe, `Widerruf` in a report from a court, unless it comes more than once; a single
    line of a verse or a list is a line of it.

    Args:
        document: what is left of the page.
        index: the line's place in it.
        found: the phrase that is the line.
    """
    paragraph = document.paragraphs[index]
    if found.table == "promo" and not found.own and found.kind == "whole" and _heads_story(document, index):
        # Also on the page as it came: what is gone below a heading of a box does not make it one of the story.
        return document.first is document or _heads_story(document.first, document.at_first(index))
    if (
        found.own
        or found.kind != "whole"
        or paragraph.size > _LONGEST.get(found.table, 1 + 2 * unspaced(paragraph.text))
    ):
        return False
    if not _is_words(paragraph) or found.phrase in table("photo-credit", "agency"):
        return False
    # Also on the page that is left, so that the line stays, or goes, when that is cleaned again.
    if not (_is_alone(document, index) or _is_in_verse(document, index)):
        return False
    first, at = document.first, document.at_first(index)
    return first is document or _is_alone(first, at) or _is_in_verse(first, at)


def _heads_story(document: Document, index: int) -> bool:
    """Whether a line is a Markdown heading inside the story, not the first of its level, with a sentence below."""
    paragraphs = document.paragraphs
    level = _HEADING.match(paragraphs[index].text)
    if level is None or not document.opening < index < min(document.closing, len(paragraphs) - 1):
        return False
    below = paragraphs[index + 1]
    if below.size < _LONG_SENTENCE or not below.is_prose or not _is_sentence(below):
        return False
    others = (p for p in paragraphs[document.opening : index] if not p.condemned)
    return sum(p.text.startswith(level[0]) for p in others) >= _OTHER_HEADINGS


@kept
def _is_words(paragraph: Paragraph) -> bool:
    """Whether a reader sees letters and spaces in a line and no sign, as arrows of buttons are."""
    return _SIGN.search(WORD.sub("", paragraph.visible)) is None


def _is_alone(document: Document, index: int) -> bool:
    """Whether a line is the only one of its words in the story and stands between two sentences."""
    if not document.opening < index < len(document.paragraphs) - 1:
        return False
    # They are in order: if there is another in the story, it is among the last two.
    if any(document.opening < other != index for other in document.copies.get(index, ())[-2:]):
        return False
    return _is_sentence(document.paragraphs[index - 1]) and _is_sentence(document.paragraphs[index + 1])


def _is_sentence(paragraph: Paragraph) -> bool:
    return paragraph.ends_sentence and paragraph.size >= _SENTENCE and not paragraph.condemned


def _is_in_verse(document: Document, index: int) -> bool:
    """Whether a line is one of a block of short lines, few of which are phrases, in a text with other paragraphs."""
    known: dict[int, bool] = document.memo.setdefault("verses", {})
    if index not in known:
        block = _block(document.paragraphs, index)
        # The lines of a block are asked one after another, and all of them have the same answer.
        known.update(dict.fromkeys(block, _is_verse(document, block)))
    return known[index]


def _is_verse(document: Document, block: range) -> bool:
    lines = document.paragraphs[block.start : block.stop]
    if not _FEWEST_LINES <= len(lines) < len(document.paragraphs) - 1:
        return False
    if any(len(p.text) > _LONGEST_LINE for p in lines):
        return False
    return sum(bool(p.condemned) for p in lines) <= _MOST_HITS * len(lines)


def _block(paragraphs: list[Paragraph], index: int) -> range:
    """The indices of the lines around a line, with it, that no blank line parts from each other."""
    start, stop = index, index + 1
    while start > 0 and paragraphs[start].tight:
        start -= 1
    while stop < len(paragraphs) and paragraphs[stop].tight:
        stop += 1
    return range(start, stop)


def is_beside_verse(document: Document, index: int) -> bool:
    """Whether no blank line parts a line from the one before or after it."""
    return any(p.tight for p in document.paragraphs[index : index + 2])
