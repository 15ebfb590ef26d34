"""Sentences that are broken over several lines, in text that was wrapped without any width that could be told."""

from collections.abc import Sequence

from cleaner.document import Document, Paragraph
from cleaner.lazy import kept

#: Lines before and after a line that are looked at.
_AROUND = 6

#: Fewest breaks inside a sentence, and their share of the lines that end no sentence.
_FEWEST_BREAKS = 3
_BROKEN = 0.4

#: The share of lines in which a sentence ends.
_ENDS = 0.15
_FEWEST_WORDS = 4


def is_broken_sentence(document: Document, index: int) -> bool:
    """Whether a line is a piece of running text whose sentences go on from line to line.

    Headlines and buttons begin with a capital, or end without a full stop, each by itself. In scripts without capitals
    nothing can be told.

    Args:
        document: what is left of the page.
        index: the line's place in it.
    """
    lines = document.paragraphs[max(0, index - _AROUND) : index + _AROUND + 1]
    own = min(index, _AROUND)
    if not (_goes_on(lines, own) or (own > 0 and _goes_on(lines, own - 1) and _may_go_on(lines[own]))):
        return False
    joints = [at for at in range(len(lines) - 1) if _goes_on(lines, at)]
    broken = sum(_starts_small(lines[at + 1]) for at in joints)
    ends = sum(line.ends_sentence or _ends_inside(line) for line in lines)
    return broken >= _FEWEST_BREAKS and broken >= _BROKEN * len(joints) and ends >= _ENDS * len(lines)


def _goes_on(lines: Sequence[Paragraph], at: int) -> bool:
    """Whether the line at a place ends no sentence, so that the next one may go on with it."""
    return at + 1 < len(lines) and lines[at].size >= _FEWEST_WORDS and not lines[at].ends_sentence


def _may_go_on(paragraph: Paragraph) -> bool:
    """Whether a line may be the last piece of a sentence: no button of a few words."""
    return paragraph.size >= _FEWEST_WORDS or paragraph.ends_sentence or _starts_small(paragraph)


@kept
def _starts_small(paragraph: Paragraph) -> bool:
    return paragraph.text.lstrip()[:1].islower()


@kept
def _ends_inside(paragraph: Paragraph) -> bool:
    return ". " in paragraph.text
