"""A note about the author at the end: `Nell Adair covers the harbour and keeps two goats.`

The author is the person named in the byline above the story. The note begins with that full name and is one of the
last paragraphs; or it stands below a line like `About Nell Adair`, which is removed too, and names the author anywhere.
A name that is not in a byline, such as one in the headline, is not an author.
"""

from collections.abc import Iterator
from itertools import takewhile

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters import byline
from cleaner.phrases import table
from cleaner.words import small

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
_LONGEST_BELOW_HEADING = 200
_LONGEST_HEADING = 9
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
        for index in range(start - 1, len(paragraphs)):
            paragraph = paragraphs[index]
            if _is_heading(paragraph, authors):
                yield Finding(index, why="heading of a note about the author")
            elif index < start:
                continue
            elif _is_below_heading(document, index, authors) and _names(paragraph, authors):
                yield Finding(index, why="about the author, below a heading that says so")
            elif paragraph.text[:_BEGINNING].casefold().startswith(authors) and paragraph.size <= _LONGEST:
                yield Finding(index, why="about the author, whom the byline names")

    return find


def _is_heading(paragraph: Paragraph, authors: tuple[str, ...]) -> bool:
    """Whether a line is a word like `about` and the name of an author: `Über Karla Brandt`."""
    if paragraph.size > _LONGEST_HEADING or paragraph.ends_sentence:
        return False
    text = paragraph.text.strip(" #*_").casefold()
    # A word like `by` before the name is a byline.
    about = table("byline", "about")
    before = (text.removesuffix(name.rstrip()) for name in authors if text.endswith(name.rstrip()))
    return any(small(words).strip(" :|-") in about for words in before)


def _is_below_heading(document: Document, index: int, authors: tuple[str, ...]) -> bool:
    """Whether the line above a paragraph, on the page as it came, is the heading of a note, also without the name."""
    above = document.first.paragraphs[max(0, document.at_first(index) - 1)]
    return _is_heading(above, authors) or (
        " " in above.text and small(above.text.strip(" #*_:")) in table("byline", "about")
    )


def _names(paragraph: Paragraph, authors: tuple[str, ...]) -> bool:
    """Whether a paragraph names an author, with the full name if it is a long one."""
    if paragraph.size > _LONGEST_BELOW_HEADING:
        return False
    if paragraph.size > _LONGEST:
        return any(name.rstrip() in paragraph.text.casefold() for name in authors)
    return any(not set(name.split()).isdisjoint(paragraph.vocabulary) for name in authors)


def _authors(document: Document) -> tuple[str, ...]:
    """The names in the byline of the page as it came, folded, each with the space behind it."""
    known: tuple[str, ...] | None = document.first.memo.get("authors")
    if known is None:
        last = document.paragraphs[: document.opening + 1 + _BELOW][-1].line
        above = takewhile(lambda p: p.line <= last, document.first.paragraphs)
        known = tuple(f"{name.casefold()} " for p in above for name in byline.named(p))
        document.first.memo["authors"] = known
    return known
