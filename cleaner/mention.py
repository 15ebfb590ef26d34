"""Whether a phrase makes a line residue, or a sentence of the story only mentions it."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cleaner.phrases import Hit
from cleaner.words import CLOSERS, opens_quotation

if TYPE_CHECKING:
    from cleaner.document import Paragraph

#: Longest line, in words, that a phrase at its start or end can condemn.
LONGEST = 60

#: Tables whose phrases go on as a sentence does: "Sign up for our newsletter to get ...".
_IMPERATIVE = ("promo", "share-bar")

_SENTENCES = re.compile(r"[.!?]\s+\S")

_NONE: Mapping[str, Hit] = {}


def condemning(paragraph: "Paragraph") -> Mapping[str, Hit]:
    """The phrases that make a line residue, by table; of each table the first."""
    if not paragraph.hits or is_quoted(paragraph):
        return _NONE
    found: dict[str, Hit] = {}
    for hit in paragraph.hits:
        if hit.table not in found and condemns(hit, paragraph):
            found[hit.table] = hit
    return found


def is_quoted(paragraph: "Paragraph") -> bool:
    """Whether the whole line is a quotation."""
    text = paragraph.text.strip()
    return opens_quotation(text) and text[-1] in CLOSERS


def condemns(found: Hit, paragraph: "Paragraph") -> bool:
    """Whether a phrase makes its line residue: it is the line, leads it, or is a good part of it."""
    if found.kind == "whole":
        return True
    if paragraph.size > LONGEST:
        return False
    if found.kind in ("starts", "label"):
        return not _is_mentioned(found, paragraph)
    return found.share >= 0.25 or (not paragraph.ends_sentence and paragraph.size <= 25)


def _is_mentioned(found: Hit, paragraph: "Paragraph") -> bool:
    """Whether a sentence of the story opens with the words of a phrase instead of being one."""
    if not paragraph.is_prose or found.share >= 0.25:
        return False
    if any(
        h.table == found.table
        and h.kind in ("contains", "ends")
        and found.phrase not in h.phrase
        and h.phrase not in found.phrase
        for h in paragraph.hits
    ):
        return False
    count = max(1, round(found.share * len(paragraph.words)))
    goes_on = re.match(r"\W*" + r"\W+".join([r"\w+"] * count) + r"\s*(.)", paragraph.text)
    next_character = goes_on.group(1) if goes_on else "."
    if found.table in _IMPERATIVE:
        return next_character in ",;" or (found.share < 0.2 and _SENTENCES.search(paragraph.text) is not None)
    return next_character.isalnum() or next_character in ",;"
