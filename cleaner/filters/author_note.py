"""A note about the author at the end: `Nell Adair covers the harbour and keeps two goats.`

The author is the person named in the byline above the story. The note begins with that full name and is one of the
last paragraphs. A name that is not in a byline, such as one in the headline, is not an author.
"""

from collections.abc import Iterator
from itertools import takewhile

from cleaner.document import Document, Filter, Finding
from cleaner.filters import byline

EXAMPLE = (
    "Ferry runs late again\n\nBy Nell Adair\n\n"
    "The ferry left at noon, two hours late, with forty people aboard and one goat.\n\n"
    "The board said that the engine had been mended twice.\n\n"
    "Nell Adair covers the harbour for the Port Ellery Post. She keeps two goats and a rowing boat.\n",
    "Ferry runs late again\n\nBy Nell Adair\n\n"
    "The ferry left at noon, two hours late, with forty people aboard and one goat.\n\n"
    "The board said that the engine had been mended twice.\n",
)

#: How many paragraphs of running text up to the end the note can be one of, and how many the story has besides.
_LAST = 3
_FEWEST_STORY = 2
_LONGEST = 90
_BEGINNING = 60

#: A byline stands above the story or, if its first paragraph is a standfirst, a little below.
_BELOW = 3


def author_note() -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        paragraphs = document.paragraphs
        authors = _authors(document) if paragraphs else ()
        if not authors:
            return
        running = [i for i, p in enumerate(paragraphs) if p.is_prose]
        if len(running) < _FEWEST_STORY + 1:
            return
        start = running[max(_FEWEST_STORY, len(running) - _LAST)]
        for index in range(start, len(paragraphs)):
            paragraph = paragraphs[index]
            if paragraph.text[:_BEGINNING].casefold().startswith(authors) and paragraph.size <= _LONGEST:
                yield Finding(index, why="about the author, whom the byline names")

    return find


def _authors(document: Document) -> tuple[str, ...]:
    """The names in the byline of the page as it came, folded, each with the space behind it."""
    known: tuple[str, ...] | None = document.first.memo.get("authors")
    if known is None:
        last = document.paragraphs[: document.opening + 1 + _BELOW][-1].line
        above = takewhile(lambda p: p.line <= last, document.first.paragraphs)
        known = tuple(f"{name.casefold()} " for p in above for name in byline.named(p))
        document.first.memo["authors"] = known
    return known
