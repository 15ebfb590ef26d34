"""What the phrase filters share: which hits make a line residue."""

from collections.abc import Callable, Iterator, Sequence

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.mention import condemns
from cleaner.phrases import Hit, Phrases
from cleaner.words import CLOSERS, opens_quotation


def hit(paragraph: Paragraph, table: str, own: Phrases | None = None) -> Hit | None:
    """The phrase of a table that makes a line residue; None if there is none."""
    hits: Sequence[Hit] = paragraph.hits
    if own is not None:
        hits = (*(h._replace(own=True) for h in own.find(paragraph.text)), *hits)
    if not hits or _is_quoted(paragraph):
        return None
    return next((h for h in hits if h.table == table and condemns(h, paragraph)), None)


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
        for index in range(len(document.paragraphs)) if own else document.hit:
            found = hit(document.paragraphs[index], table, own)
            if found and (accept is None or accept(document, index)):
                yield Finding(index, why=f"{meaning}: {found.kind} {found.phrase!r}", sure=found.own)

    return find
