"""What the phrase filters share: which hits make a line residue."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.phrases import Hit, Phrases

#: Longest line, in words, that a phrase at its start or end can condemn.
LONGEST = 60


def hit(paragraph: Paragraph, table: str, own: Phrases | None = None) -> Hit | None:
    """The phrase of a table that makes a line residue: it is the line, leads it, or is a good part of it."""
    hits: Iterable[Hit] = paragraph.hits
    if own is not None:
        hits = (*own.find(paragraph.text), *hits)
    return next((h for h in hits if h.table == table and _condemns(h, paragraph)), None)


def _condemns(found: Hit, paragraph: Paragraph) -> bool:
    if found.kind == "whole":
        return True
    if paragraph.size > LONGEST:
        return False
    if found.kind in ("starts", "label"):
        return True
    return found.share >= 0.25 or (not paragraph.ends_sentence and paragraph.size <= 25)


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
