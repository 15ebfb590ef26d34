"""What the phrase filters share: which hits make a line residue."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.lazy import kept
from cleaner.mention import condemns
from cleaner.phrases import Hit, Phrases
from cleaner.words import CLOSERS, opens_quotation

_NONE: Mapping[str, Hit] = {}


def hit(paragraph: Paragraph, table: str, own: Phrases | None = None) -> Hit | None:
    """The phrase of a table that makes a line residue; None if there is none."""
    if own is not None and not _is_quoted(paragraph):
        for found in own.find(paragraph.text):
            if condemns(found, paragraph):
                return found._replace(own=True)
    return _condemning(paragraph).get(table)


@kept
def _condemning(paragraph: Paragraph) -> Mapping[str, Hit]:
    """The phrases that make a line residue, by table; of each table the first."""
    if not paragraph.hits or _is_quoted(paragraph):
        return _NONE
    found: dict[str, Hit] = {}
    for one in paragraph.hits:
        if one.table not in found and condemns(one, paragraph):
            found[one.table] = one
    return found


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
