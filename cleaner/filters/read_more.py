"""Links inside the story: `Read more: ...`, `Related: ...`, and link lines all in capitals.

A lead-in must be followed by a colon or bar, or stand alone; then the headline under it goes too, if the story goes on
below it. A line in capitals goes when it is as long as a headline and stands
between paragraphs of a story that has at most two of them: more are its subheadings.

Options: `phrases` = more lead-ins; a line that begins with one of them goes. `capitals` = false keeps capital lines.
"""

from collections.abc import Iterator

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters._phrases import hit
from cleaner.phrases import Phrases
from cleaner.words import is_upper

EXAMPLE = (
    "The council met on Monday.\n\nRelated: Mayor defends bridge plan\n\nIt meets again in May.\n",
    "The council met on Monday.\n\nIt meets again in May.\n",
)

_LONGEST = 40
_TITLE = range(4, 25)
_CAPITALS = range(6, 25)
_MOST_CAPITALS = 2


def read_more(*, phrases: tuple[str, ...] = (), capitals: bool = True) -> Filter:
    own = Phrases({"read-more": {"starts": phrases}}) if phrases else None

    def find(document: Document) -> Iterator[Finding]:
        paragraphs = document.paragraphs
        for index, paragraph in enumerate(paragraphs):
            if paragraph.size <= _LONGEST and index != document.title:
                found = hit(paragraph, "read-more", own)
                if found:
                    yield Finding(index, why=f"link: {found.kind} {found.phrase!r}")
                    if (found.kind == "whole" or paragraph.text.rstrip().endswith(":")) and _is_title(
                        document, index + 1
                    ):
                        yield Finding(index + 1, why="title of the link above it")
        if capitals:
            for index in _capital_lines(document):
                yield Finding(index, why="link line in capitals between paragraphs of the story")

    return find


def _is_title(document: Document, index: int) -> bool:
    """Whether a line is a headline with the story going on below it."""
    if not document.opening < index < document.closing:
        return False
    paragraph, below = document.paragraphs[index : index + 2]
    return paragraph.size in _TITLE and not paragraph.ends_sentence and not paragraph.is_prose and below.is_prose


def _capital_lines(document: Document) -> list[int]:
    inside = range(document.opening + 1, document.closing)
    lines = [i for i in inside if _is_capital_link(document.paragraphs[i])]
    every = sum(is_upper(document.paragraphs[i].text) for i in inside)
    return lines if every <= _MOST_CAPITALS else []


def _is_capital_link(paragraph: Paragraph) -> bool:
    return (
        paragraph.text.isupper()
        and paragraph.size in _CAPITALS
        and not paragraph.text.rstrip().endswith((".", ":", "?"))
    )
