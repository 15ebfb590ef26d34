"""What residue leaves behind: headlines, standfirsts and captions of other stories that stand among lines that are gone.

When no other filter finds anything more, a second classifier looks at the page once more: how likely residue each line
and its neighbours are, how many lines around it are gone, how long the run is in which it stands, and how many of its
words the core of the story has, the stretch with most running text and least that is gone. A line goes where that says
that it is no part of the story. The reason names what weighed most. In the preset `news` the filter acts only where it is very sure; in `page`
wherever residue is clearly likelier. It does not look at a text of which fewer than five lines are gone, and so never
at one that is clean; nor at the headline, at short lines in the core, where cells of tables, items and subheadings
stand, or at what `residue` knows to be a list, a table, a broken sentence or a fact of the story; nor does it touch
lines of filters that you have excluded (`ignore`).

Options: `sure` = how likely a line must be residue to be removed, 0 to 1.
"""

from collections.abc import Iterator
from functools import partial

from cleaner.document import Document, Filter, Finding
from cleaner.filters.residue import has_form_of_story, is_caption, is_of_a_pattern, is_of_text
from cleaner.model import remnants

EXAMPLE = ("", "")

#: Of a text that was clean no lines are gone, and of an article only few.
_FEWEST_GONE = 5

#: Shorter lines in the core may be cells, items and subheadings.
_FEWEST_WORDS = 5

#: How many lines on either side of a line its copy may have stood, and what share of their words are the same.
_BESIDE = 3
_SAME = 0.8


def remnant(*, sure: float = 0.9) -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        if not looks_at(document):
            return
        page = remnants.Left(document)
        for index in range(len(document.paragraphs)):
            if is_candidate(document, page, index) and page.likely(index) >= sure:
                yield Finding(index, why=partial(_reason, page, index))

    return find


def looks_at(document: Document) -> bool:
    """Whether so much of a page is gone that what is left may have been left behind."""
    gone = len(document.first.paragraphs) - len(document.paragraphs)
    return gone >= _FEWEST_GONE and document.closing >= 0


def is_candidate(document: Document, page: remnants.Left, index: int) -> bool:
    """Whether a line may be looked at: one that is in doubt, and that neither its place nor its form explains."""
    if index == document.title or page.is_plain(index) or not page.is_doubtful(index):
        return False
    paragraph = document.paragraphs[index]
    if not any(map(str.isalnum, paragraph.text)) or any(h.table == "wire-note" for h in paragraph.hits):
        return False
    if index in page.core and _may_be_of_core(document, index):
        return False
    return not has_form_of_story(document, index) and not is_of_text(document, index)


def _may_be_of_core(document: Document, index: int) -> bool:
    """Whether a line of the core is a short one, of a list or verse, or the copy of a caption or heading that stays."""
    paragraph = document.paragraphs[index]
    if paragraph.size < _FEWEST_WORDS or is_caption(paragraph):
        return True
    return _has_copy(document, index) or is_of_a_pattern(document, index)


def _has_copy(document: Document, index: int) -> bool:
    """Whether a line beside it that is gone says the same: of captions and headings one copy stays."""
    topics = document.paragraphs[index].topics
    page, at = document.first.paragraphs, document.at_first(index)
    gone = [p for p in page[max(0, at - _BESIDE) : at + _BESIDE + 1] if p.line not in document.places]
    return any(topics and len(topics & p.topics) >= _SAME * min(len(topics), len(p.topics) or 1) for p in gone)


def _reason(page: remnants.Left, index: int) -> str:
    why = ", ".join(page.reasons(index))
    return f"left over among lines that are gone ({page.likely(index):.2f}): {why}"
