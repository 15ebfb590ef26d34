"""What the phrase filters share: which hits make a line residue."""

from collections.abc import Callable, Iterator, Sequence

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.mention import condemns, is_quoted
from cleaner.phrases import Hit, Phrases


def hit(paragraph: Paragraph, table: str, own: Phrases | None = None) -> Hit | None:
    """The phrase of a table that makes a line residue; None if there is none."""
    if own is not None and not is_quoted(paragraph):
        for found in own.find(paragraph.text):
            if condemns(found, paragraph):
                return found._replace(own=True)
    return paragraph.condemned.get(table) if paragraph.hits else None


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
        paragraphs = document.paragraphs
        for index in range(len(paragraphs)) if own else document.hit:
            found = hit(paragraphs[index], table, own) if own else paragraphs[index].condemned.get(table)
            if found and (accept is None or accept(document, index)):
                yield Finding(index, why=f"{meaning}: {found.kind} {found.phrase!r}", sure=found.own)

    return find
