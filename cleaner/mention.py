"""Whether a phrase makes a line residue, or a sentence of the story only mentions it."""

import re
from typing import TYPE_CHECKING

from cleaner.phrases import Hit

if TYPE_CHECKING:
    from cleaner.document import Paragraph

#: Longest line, in words, that a phrase at its start or end can condemn.
LONGEST = 60

#: Tables whose phrases go on as a sentence does: "Sign up for our newsletter to get ...".
_IMPERATIVE = ("promo", "share-bar")

_SENTENCES = re.compile(r"[.!?]\s+\S")


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
