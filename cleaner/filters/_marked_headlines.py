"""Headlines of other stories that begin with a mark of links: `» Mayor defends bridge plan`.

Lists of a guide have arrows too: what tells them apart is a lead-in to links on the page, or that several of them stand
between two paragraphs that do not announce them.
"""

from collections.abc import Iterator

from cleaner import model
from cleaner.document import Document, Finding, Paragraph
from cleaner.lazy import kept

#: Words of a headline.
_TITLE = range(4, 25)

#: What links begin with, and what of it nothing but links begins with: other lists have arrows too.
_LINK_MARKS = ("\u00bb", "\u203a", "\u25ba", "\u25b6", "\u27a4", "\u2192")
_ONLY_LINKS = ("\u00bb", "\u203a")

#: How likely residue headlines with such a mark must be on the average that do not stand below a lead-in, but on a page
#: that has others below one, and how many of them stand in a row.
_ON_SUCH_A_PAGE = 0.05
_FEWEST_ON_SUCH_A_PAGE = 2

#: The same where no lead-in tells of links.
_ALONE = 0.2
_FEWEST_ALONE = 3
_ARROWS = ("» ", "\u203a ", "\u25b6 ", "\u25ba ")

#: What begins a heading, an entry of a list or the signature under a quotation.
ITEM_MARKS = ("#", "*", "-", "+", "\u2013", "\u2014", "\u2022", "\u25cf", "\u25aa")


class MarkedHeadlines:
    """Headlines with a mark of links: those below lead-ins, and others on the page with the same mark."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._below: list[int] = []

    def look_below(self, lead_in: int) -> None:
        """Note the headlines below a lead-in, if they begin with a mark."""
        mark = self._mark(lead_in + 1)
        self._below += self._run(lead_in + 1, mark) if mark else ()

    def findings(self) -> Iterator[Finding]:
        paragraphs = self._document.paragraphs
        yield from (Finding(index, why="headline below a lead-in to links", sure=True) for index in self._below)
        known = {paragraphs[index].text.lstrip()[0] for index in self._below}.intersection(_ONLY_LINKS)
        index = self._document.opening + 1
        while known and index < len(paragraphs):
            mark = self._mark(index) if index not in self._below else ""
            run = self._run(index, mark) if mark in known else range(index, index + 1)
            if len(run) >= _FEWEST_ON_SUCH_A_PAGE and model.are_residue(self._document, run, _ON_SUCH_A_PAGE):
                yield from (Finding(i, why="headline with the mark of links on this page", sure=True) for i in run)
            index = run.stop

    def _run(self, start: int, mark: str) -> range:
        stop = start
        while self._mark(stop) == mark:
            stop += 1
        return range(start, stop)

    def _mark(self, index: int) -> str:
        """The mark with which a headline begins; "" for other lines."""
        if not 0 <= index < len(self._document.paragraphs):
            return ""
        paragraph = self._document.paragraphs[index]
        text = paragraph.text.lstrip()
        if not text.startswith(_LINK_MARKS) or text[1:2] != " " or paragraph.size not in _TITLE or text[2:3].islower():
            return ""
        return "" if paragraph.is_prose or text.rstrip().endswith((".", "\u00ab", "\u00bb", ";", ",")) else text[0]


def between_paragraphs(document: Document) -> Iterator[int]:
    """Headlines that each begin with an arrow: three or more between two paragraphs that do not announce them."""
    if not any(arrow in document.text for arrow in _ARROWS):
        return
    paragraphs = document.paragraphs
    index = document.opening + 1
    while index < document.closing:
        stop = index
        while stop < document.closing and _is_marked(paragraphs[stop]):
            stop += 1
        rows = range(index, stop)
        if len(rows) >= _FEWEST_ALONE and paragraphs[stop].is_prose and _ends_flat(paragraphs[index - 1]):
            yield from rows if model.are_residue(document, rows, _ALONE) else ()
        index = stop + 1


@kept
def _is_marked(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return text.startswith(_ARROWS) and "«" not in text and is_title(paragraph) and is_plain(paragraph)


def _ends_flat(paragraph: Paragraph) -> bool:
    """Whether a paragraph ends as any of the story does, not with a colon, and is no heading."""
    return paragraph.is_prose and paragraph.ends_sentence and paragraph.text.rstrip()[-1] not in ":："


@kept
def is_title(paragraph: Paragraph) -> bool:
    """Whether a line can be a headline."""
    return paragraph.size in _TITLE and not paragraph.ends_sentence and not paragraph.is_prose


@kept
def is_plain(paragraph: Paragraph) -> bool:
    """Whether a line is neither an item of a list nor has a sentence and more."""
    text = paragraph.text.strip()
    return not text.startswith(ITEM_MARKS) and ". " not in text and text[-1] not in ",;:"
