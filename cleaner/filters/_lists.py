"""Lists of the story, whose lines look like headlines: dates of a tour, tables of groups, what a colon announces."""

import re
from collections.abc import Sequence

from cleaner import model
from cleaner.document import Document, Paragraph
from cleaner.lazy import kept

_COLONS = (":", "\uff1a")

#: Lines of a list below the one that announces it.
_MOST_LINES = 80

#: The share of its longer words that the story uses, in the line that announces a list of its own. A heading of a block
#: of other stories, `Recent journal posts:`, has other words.
_KNOWN = 0.5
_FEWEST_WORDS = 3

_WORDS = re.compile(r"[\w\s]+")
_OF_SENTENCES = ".,!?'\"\u2019\u201c\u201d"

#: Marks that the lines of a list have in common, where headlines in a row would not.
_FEWEST_MARKS = 2


def is_announced(document: Document, index: int) -> bool:
    """Whether a line stands in a list that the story announces, or announces one itself.

    Args:
        document: what is left of the page.
        index: the line's place in it.
    """
    head = _heads(document)[index]
    if head is None or index - head >= _MOST_LINES or head + 1 == len(document.paragraphs):
        return False
    return _announces(document, head)


@kept
def _heads(document: Document) -> list[int | None]:
    """For each line the nearest one above it, or itself, that ends in a colon, without running text between them."""
    found: list[int | None] = []
    head = None
    for index, paragraph in enumerate(document.paragraphs):
        if index <= document.opening:
            head = None
        elif _ends_in_colon(paragraph):
            head = index
        elif paragraph.is_prose:
            head = None
        found.append(head)
    return found


@kept
def _ends_in_colon(paragraph: Paragraph) -> bool:
    return paragraph.text.rstrip().endswith(_COLONS)


def _announces(document: Document, index: int) -> bool:
    """Whether a line that ends in a colon speaks of what the story speaks of, in words that no news site has."""
    paragraph = document.paragraphs[index]
    if paragraph.size < _FEWEST_WORDS or paragraph.hits:
        return False
    return model.page(document).story.share(paragraph, own=paragraph.is_prose) >= _KNOWN


@kept
def marks(paragraph: Paragraph) -> str:
    """What a line has besides words and spaces, `():` of `Wales (Group E): second`; "" if any sentence has as much."""
    found = _WORDS.sub("", paragraph.text)
    return found if found.strip(_OF_SENTENCES) else ""


def are_alike(lines: Sequence[Paragraph]) -> bool:
    """Whether all of some lines have the same marks, and several."""
    forms = {marks(line) for line in lines}
    return len(forms) == 1 and len(forms.pop()) >= _FEWEST_MARKS
