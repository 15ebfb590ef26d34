"""Stray section names and breadcrumbs before the story: `in`, `News`, `Home > World`, and menus in a line after it.

Lines inside the story are never touched: the same word there is a subheading. Below the story `About us | Contact |
Privacy` is removed if at least half of its parts are words that sites use about themselves.

Options: `phrases` = more labels; a line above the story that begins with one of them is removed.
"""

from collections.abc import Iterator

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters._phrases import hit
from cleaner.lazy import kept, lazy_pattern
from cleaner.phrases import Phrases, builtin, table
from cleaner.words import small, without_links, word_count

EXAMPLE = (
    "in\n\nFerry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard.\n",
    "Ferry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard.\n",
)

_ARROWS = ">\uff1e\u203a\u00bb\u2192"
_CRUMBS = lazy_pattern(rf"\s[/|]\s+|[{_ARROWS}]\s*")
_BETWEEN = frozenset(f"{_ARROWS}/|")
_LONGEST_CRUMB = 4
#: Of how many words the last crumb of a trail that begins at home may be: it can be the headline.
_LONGEST_LAST = 16

_BARS = lazy_pattern(r"[|\u2022\u00b7]\s*")
_FEWEST_ITEMS = 3
_LONGEST_ITEM = 4


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
        for index in range(document.closing + 1, len(document.paragraphs)) if document.closing >= 0 else ():
            text = document.paragraphs[index].text
            if ("|" in text or "\u00b7" in text or "\u2022" in text) and _is_menu(document.paragraphs[index]):
                yield Finding(index, why="menu in a line after the story")

    return find


def _is_only_head(document: Document) -> bool:
    """Whether the first line stands alone above the story: then it is its headline, whatever it says."""
    return document.opening == 1


@kept
def _is_breadcrumb(paragraph: Paragraph) -> bool:
    if _BETWEEN.isdisjoint(paragraph.text):
        return False
    crumbs = _CRUMBS.split(paragraph.text.strip(f" {_ARROWS}"))
    if len(crumbs) > 2 and all(0 < len(c.split()) <= _LONGEST_CRUMB for c in crumbs):
        return True
    return _begins_at_home(crumbs, paragraph.text)


def _begins_at_home(crumbs: list[str], text: str) -> bool:
    """Whether a trail begins at the front page: then it may have two crumbs, and end in the headline."""
    if len(crumbs) < 2 or small(crumbs[0].strip()) not in table("section-label", "home"):
        return False
    if not all(0 < len(c.split()) <= _LONGEST_CRUMB for c in crumbs[:-1]) or word_count(crumbs[-1]) > _LONGEST_LAST:
        return False
    # `Home / away` is no trail.
    return len(crumbs) > 2 or not set(_ARROWS).isdisjoint(text) or _is_known(crumbs[-1])


@kept
def _is_menu(paragraph: Paragraph) -> bool:
    """Whether a line is short labels with bars between them, half of which sites use of themselves."""
    if paragraph.ends_sentence:
        return False
    items = [item for item in _BARS.split(without_links(paragraph.text).strip()) if item]
    if len(items) < _FEWEST_ITEMS or any(word_count(item) > _LONGEST_ITEM for item in items):
        return False
    return 2 * sum(map(_is_known, items)) >= len(items)


def _is_known(label: str) -> bool:
    """Whether a label is one that sites use of themselves."""
    return any(hit.kind == "whole" for hit in builtin().find(label))
