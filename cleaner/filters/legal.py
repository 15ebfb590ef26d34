"""Copyright lines, reserved rights, terms, disclaimers.

A menu item, such as `Privacy`, that stands alone between two paragraphs of the story is taken for a subheading.

Options: `phrases` = more phrases; a line that begins with one of them is removed.
"""

import re
from collections.abc import Iterator

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters._in_story import is_in_story
from cleaner.filters._phrases import phrase_filter
from cleaner.lazy import lazy_pattern
from cleaner.phrases import Hit
from cleaner.words import QUESTION_MARKS

EXAMPLE = (
    "The council met on Monday.\n\n\u00a9 2024 Harbour Gazette Ltd\n\nAll rights reserved.\n",
    "The council met on Monday.\n",
)

_SIGN = r"(?:\u00a9|\(c\)|\u24d2)"
_NOTICE = lazy_pattern(
    rf"(?:copyright\s*)?(?:{_SIGN}|copyright)\s*(?:copyright\s*)?(?:19|20)\d\d\b|\W?copyright\s*{_SIGN}|copyright:",
    re.IGNORECASE,
)
_SIGNS = ("\u00a9", "(c)", "\u24d2")
_LONGEST = 60
_LONGEST_WITHOUT_SIGN = 10


def legal(*, phrases: tuple[str, ...] = ()) -> Filter:
    by_phrase = phrase_filter("legal", "legal notice", phrases, spare=_is_text)

    def find(document: Document) -> Iterator[Finding]:
        for index, paragraph in enumerate(document.paragraphs):
            if _may_be_notice(paragraph.text) and _is_notice(paragraph):
                sure = index > document.closing and _is_plain_notice(paragraph)
                yield Finding(index, why="copyright notice", sure=sure)
        yield from by_phrase(document)

    return find


def _is_text(document: Document, index: int, hit: Hit) -> bool:
    """Whether a line with a phrase belongs to the story, or heads questions: `FAQ`."""
    if is_in_story(document, index, hit):
        return True
    if hit.own or hit.kind != "whole" or not document.opening < index < document.closing:
        return False
    return document.paragraphs[index + 1].text.rstrip().endswith(QUESTION_MARKS)


def _is_plain_notice(paragraph: Paragraph) -> bool:
    """Whether a notice is a sign, a year and a few words with a capital, in any order: whose copyright it is."""
    return paragraph.text.lstrip()[:1] in _SIGNS and paragraph.size <= _LONGEST_WITHOUT_SIGN


def _may_be_notice(text: str) -> bool:
    """Whether a text begins with a sign or as the word does, and has the word or a year: a cheap look."""
    if text[0] not in "cC" and text[0].isalnum():
        return False
    return "20" in text or "19" in text or "opyright" in text or "OPYRIGHT" in text


def _is_notice(paragraph: Paragraph) -> bool:
    match = _NOTICE.match(paragraph.text.strip())
    if not match:
        return False
    has_sign = any(sign in match.group().casefold() for sign in _SIGNS)
    return paragraph.size <= (_LONGEST if has_sign else _LONGEST_WITHOUT_SIGN)
