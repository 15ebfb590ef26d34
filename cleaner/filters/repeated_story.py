"""The whole story once more in a single line, as pages keep it for voices that read aloud and for speed readers.

A line is removed if it contains the text of three or more paragraphs word for word, these are the greater part of it,
and they are also in the document on their own. They stay. A single line above them, which may be the only readable
copy, stays too.
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

    return find
