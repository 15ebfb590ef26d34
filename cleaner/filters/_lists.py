"""Lists of the story, whose lines look like headlines: tables of groups, what a colon announces, the end of a page."""

from collections.abc import Sequence

from cleaner import dates, model
from cleaner.document import Document, Paragraph
from cleaner.lazy import kept, lazy_pattern
from cleaner.words import COLONS

#: Lines of a list below the one that announces it.
_MOST_LINES = 80

#: The share of its longer words that the story uses, in the line that announces a list of its own. A heading of a block
#: of other stories, `Recent journal posts:`, has other words.
_KNOWN = 0.5
_FEWEST_WORDS = 3

#: A few words with a colon may be other words than the story's if they read so much like it.
_STORY = 0.05

#: The same of a line that announces a single one, with the story going on below that.
_STORY_SHOWS = 0.3

#: How many lines below the story are a list if there is no other sign of a site on the page, and how short one of them
#: is, where those of a row of headlines are longer; one of these signs.
_FEWEST_AT_END = 6
_SHORTEST_AT_END = 3
_ADDRESS = lazy_pattern(r"@|://|www\.|\]\(|^[\W_]+$")

_WORDS = lazy_pattern(r"[\w\s]+")
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
    return _announces(document, head) or (index - head == 1 and _shows(document, head))


def _shows(document: Document, head: int) -> bool:
    """Whether the story goes on right below the one line that it announces: `Note this line:`."""
    announcing, below = document.paragraphs[head], document.paragraphs[head + 2 : head + 3]
    if document.at_first(head + 1) - document.at_first(head) > 1:
        return False
    if announcing.size < _FEWEST_WORDS or announcing.hits or not (below and below[0].is_prose):
        return False
    return model.likely(document, head) < _STORY_SHOWS


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
    return paragraph.text.rstrip().endswith(COLONS)


def _announces(document: Document, index: int) -> bool:
    """Whether a line that ends in a colon speaks of what the story speaks of, in words that no news site has."""
    paragraph = document.paragraphs[index]
    if paragraph.size < _FEWEST_WORDS or paragraph.hits:
        return False
    if model.page(document).story.share(paragraph, own=paragraph.is_prose) >= _KNOWN:
        return True
    return not paragraph.is_prose and model.likely(document, index) < _STORY


def is_at_end(document: Document, index: int) -> bool:
    """Whether a line stands in a list that ends a page on which nothing tells of a site.

    Args:
        document: what is left of the page.
        index: the line's place in it.
    """
    return index > document.closing and _ends_in_list(document)


@kept
def _ends_in_list(document: Document) -> bool:
    """Whether nothing has gone of the page but lines below the story, and these have no sign of a site either.

    A phrase, an address, a date and a line that comes twice are such signs.
    """
    page = document.first.paragraphs
    end = document.at_first(document.closing) + 1 if document.closing >= 0 else 0
    if any(p.line not in document.places for p in page[:end]):
        return False
    below = page[end:]
    if len(below) < _FEWEST_AT_END or len({p.key for p in below}) < len(below):
        return False
    if min(p.size for p in below) > _SHORTEST_AT_END:
        return False
    return not any(p.condemned or dates.is_date(p) or _ADDRESS.search(p.text) for p in below)


@kept
def marks(paragraph: Paragraph) -> str:
    """What a line has besides words and spaces, `():` of `Wales (Group E): second`; "" if any sentence has as much."""
    found = _WORDS.sub("", paragraph.text)
    return found if found.strip(_OF_SENTENCES) else ""


def are_alike(lines: Sequence[Paragraph]) -> bool:
    """Whether all of some lines have the same marks, and several."""
    forms = {marks(line) for line in lines}
    return len(forms) == 1 and len(forms.pop()) >= _FEWEST_MARKS
