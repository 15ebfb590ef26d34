"""What the phrase filters share: which hits make a line residue."""

import re
from collections.abc import Callable, Iterator, Sequence

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.phrases import Hit, Phrases
from cleaner.words import CLOSERS, opens_quotation

#: Longest line, in words, that a phrase at its start or end can condemn.
LONGEST = 60

#: Tables whose phrases go on as a sentence does: "Sign up for our newsletter to get ...".
_IMPERATIVE = ("promo", "share-bar")

_SENTENCES = re.compile(r"[.!?]\s+\S")


def hit(paragraph: Paragraph, table: str, own: Phrases | None = None) -> Hit | None:
    """The phrase of a table that makes a line residue: it is the line, leads it, or is a good part of it."""
    hits: Sequence[Hit] = paragraph.hits
    if own is not None:
        hits = (*own.find(paragraph.text), *hits)
    if not hits or _is_quoted(paragraph):
        return None
    return next((h for h in hits if h.table == table and _condemns(h, paragraph)), None)


def _condemns(found: Hit, paragraph: Paragraph) -> bool:
    if found.kind == "whole":
        return True
    if paragraph.size > LONGEST:
        return False
    if found.kind in ("starts", "label"):
        return not _is_mentioned(found, paragraph)
    return found.share >= 0.25 or (not paragraph.ends_sentence and paragraph.size <= 25)


def _is_mentioned(found: Hit, paragraph: Paragraph) -> bool:
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


def _is_quoted(paragraph: Paragraph) -> bool:
    """Whether the whole line is a quotation."""
    text = paragraph.text.strip()
    return opens_quotation(text) and text[-1] in CLOSERS


def phrase_filter(
    table: str, meaning: str, phrases: Sequence[str], accept: Callable[[Document, int], bool] | None = None
) -> Filter:
    """A filter that removes the lines on which a phrase of a table has hit.

    Args:
        table: name of the table in the phrase data.
        meaning: what such a line is, for the reason.
        phrases: more phrases, of the user; lines that start with one go.
        accept: a further condition on a paragraph's index.
    """
    own = Phrases({table: {"starts": phrases}}) if phrases else None

    def find(document: Document) -> Iterator[Finding]:
        for index, paragraph in enumerate(document.paragraphs):
            found = hit(paragraph, table, own)
            if found and (accept is None or accept(document, index)):
                yield Finding(index, why=f"{meaning}: {found.kind} {found.phrase!r}")

    return find
