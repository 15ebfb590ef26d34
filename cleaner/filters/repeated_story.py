"""The story once more: all of it in a single line, for voices that read aloud, or its beginning, as an excerpt.

A line is removed if it contains the text of three or more paragraphs word for word, these are the greater part of it,
and they are also in the document on their own. They stay. A single line above them, which may be the only readable
copy, stays too.

Of the first paragraphs of a story that come again word for word and in order, two or more of running text and thirty
words together, the second copy goes, so that the excerpt is the beginning. Paragraphs that come again elsewhere stay:
clauses, refrains, answers; and so do those that are there more than eight times.
"""

from collections.abc import Iterator

from cleaner.document import Document, Filter, Finding

_STORY = (
    "The ferry left at noon, two hours late, with forty people aboard and one goat.\n\n"
    "The company blamed the fog, which had come in from the north at nine and stayed until the coffee was gone.\n\n"
    "A second boat was sent out to look for the first, and found it by the sound of the goat.\n\n"
    "Nobody was hurt, and everybody was given a cup of soup at the pier, which was cold, and a voucher.\n"
)

_ONE_LINE = " ".join(_STORY.split("\n\n"))

EXAMPLE = (f"{_STORY}\n{_ONE_LINE}", _STORY)

_FEWEST_PARAGRAPHS = 3
_LEAST_OF_LINE = 0.6
_LEAST_OF_PAGE = 0.2
_SHORTEST = 300

#: Above that it is a refrain.
_MOST_TIMES = 8

#: How far below its first paragraph a beginning may begin, and how much it is at least.
_NEAR_OPENING = 1
_FEWEST_OF_BEGINNING = 2
_FEWEST_WORDS = 30


def repeated_story() -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        paragraphs = document.paragraphs
        least = max(_SHORTEST, _LEAST_OF_PAGE * len(document.text))
        for index, paragraph in enumerate(paragraphs):
            if index > document.opening and len(paragraph.text) >= least:
                parts = [i for i, p in enumerate(paragraphs) if i != index and p.is_prose and p.text in paragraph.text]
                said = sum(len(paragraphs[i].text) for i in parts)
                if len(parts) >= _FEWEST_PARAGRAPHS and said >= _LEAST_OF_LINE * len(paragraph.text):
                    yield Finding(index, why="the story once more in one line", of=parts[0], sure=True)
        if document.copies:
            yield from _beginning(document)

    return find


def _beginning(document: Document) -> Iterator[Finding]:
    """The first paragraphs of the story where they stand a second time."""
    paragraphs, copies = document.paragraphs, document.copies
    for first in range(document.opening, min(document.opening + _NEAR_OPENING + 1, len(paragraphs))):
        group = copies.get(first, ())
        # What comes more often is a refrain, and to follow each of many would take for ever.
        for second in (i for i in group if i > first and len(group) <= _MOST_TIMES):
            size = _length(document, first, second)
            run = [i for i in range(first, first + size) if paragraphs[i].is_prose]
            if len(run) < _FEWEST_OF_BEGINNING or sum(paragraphs[i].size for i in run) < _FEWEST_WORDS:
                continue
            for step in range(size):
                yield Finding(second + step, why="the beginning of the story once more", of=first + step, sure=True)
            return


def _length(document: Document, first: int, second: int) -> int:
    """How many paragraphs from one on are the same as those from another on."""
    size = 0
    copies = document.copies
    # Lines that are the same have one group between them.
    while first + size < second and (group := copies.get(first + size)) and copies.get(second + size) is group:
        size += 1
    return size
