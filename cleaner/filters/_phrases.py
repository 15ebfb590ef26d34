"""What the phrase filters share: which hits make a line residue."""

from collections.abc import Callable, Iterator, Sequence

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.mention import condemns, is_quoted
from cleaner.phrases import Hit, Phrases
from cleaner.structure import may_be_headline


def hit(paragraph: Paragraph, table: str, own: Phrases | None = None) -> Hit | None:
    """The phrase of a table that makes a line residue; None if there is none."""
    if own is not None and not is_quoted(paragraph):
        for found in own.find(paragraph.text):
            if condemns(found, paragraph):
                return found._replace(own=True)
    return paragraph.condemned.get(table) if paragraph.hits else None


def is_headline(document: Document, index: int) -> bool:
    """Whether a line is the headline, or with the words of a phrase may be."""
    return index == document.title or may_be_headline(document.paragraphs, index, document.opening)


def phrase_filter(
    table: str, meaning: str, phrases: Sequence[str], spare: Callable[[Document, int, Hit], bool] | None = None
) -> Filter:
    """A filter that removes the lines on which a phrase of a table has hit.

    Args:
        table: name of the table in the phrase data.
        meaning: what such a line is, for the reason.
        phrases: more phrases, of the user; lines that start with one go.
        spare: when a line stays on which the phrase has hit.
    """
    own = Phrases({table: {"starts": phrases}}) if phrases else None

    def find(document: Document) -> Iterator[Finding]:
        paragraphs = document.paragraphs
        for index in range(len(paragraphs)) if own else document.hit:
            found = hit(paragraphs[index], table, own) if own else paragraphs[index].condemned.get(table)
            if found is None or (is_headline(document, index) and not found.own):
                continue
            if spare is None or not spare(document, index, found):
                yield Finding(index, why=f"{meaning}: {found.kind} {found.phrase!r}", sure=found.own)

    return find
