"""Stray section names and breadcrumbs before the story: `in`, `News`, `Home > World`.

Only lines above the first paragraph of the story are looked at: the same word further down is a subheading.

Options: `phrases` = more labels; a line that begins with one of them, above the story, goes.
"""

import re
from collections.abc import Iterator

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters._phrases import hit
from cleaner.lazy import kept
from cleaner.phrases import Phrases

EXAMPLE = (
    "in\n\nFerry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard.\n",
    "Ferry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard.\n",
)

_CRUMBS = re.compile(r"\s+[>\u203a\u00bb/|\u2192]\s+|\s*[>\u203a\u00bb\u2192]\s*")
_BETWEEN = frozenset(">\u203a\u00bb/|\u2192")
_LONGEST_CRUMB = 4


def section_label(*, phrases: tuple[str, ...] = ()) -> Filter:
    own = Phrases({"section-label": {"starts": phrases}}) if phrases else None

    def find(document: Document) -> Iterator[Finding]:
        for index in range(min(document.opening, len(document.paragraphs))):
            if index == (document.title or 0) and (document.title is not None or _is_only_head(document)):
                continue
            paragraph = document.paragraphs[index]
            if hit(paragraph, "section-label", own):
                yield Finding(index, why="section label before the story")
            elif _is_breadcrumb(paragraph):
                yield Finding(index, why="breadcrumb before the story")

    return find


def _is_only_head(document: Document) -> bool:
    """Whether the first line stands alone above the story: then it is its headline, whatever it says."""
    return document.opening == 1


@kept
def _is_breadcrumb(paragraph: Paragraph) -> bool:
    if _BETWEEN.isdisjoint(paragraph.text):
        return False
    crumbs = _CRUMBS.split(paragraph.text.strip(" >\u203a\u00bb"))
    return len(crumbs) > 2 and all(0 < len(c.split()) <= _LONGEST_CRUMB for c in crumbs)
