"""Buttons and boxes of the page: share and save, comments, players, consent, skip links, font size.

One or two words between two of these are a button too, and so are words like `Print` or `OK` beside one. A single word
alone between two paragraphs of the story, such as `Cookies`, is a subheading.

Options: `phrases` = more phrases; a line that begins with one of them is removed.
"""

from collections.abc import Iterator
from dataclasses import replace

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters._in_story import is_in_story
from cleaner.filters._phrases import phrase_filter
from cleaner.lazy import lazy_pattern
from cleaner.phrases import table

EXAMPLE = (
    "The council met on Monday.\n\nShare this article\n\n59 Comments\n\nIt meets again in May.\n",
    "The council met on Monday.\n\nIt meets again in May.\n",
)

_LONGEST_BUTTON = 2
_BUTTON_DOUBT = 0.85
_MINUTES = lazy_pattern(r"\d{1,2} min(?:ute)?s?\.?")
_PLAYER = lazy_pattern(r"\d{1,2}:\d\d(?::\d\d)?\s*/\s*\d{1,2}:\d\d(?::\d\d)?")


def share_bar(*, phrases: tuple[str, ...] = ()) -> Filter:
    by_phrase = phrase_filter("share-bar", "page control", phrases, spare=is_in_story)

    def find(document: Document) -> Iterator[Finding]:
        findings = [_doubted(document, finding) for finding in by_phrase(document)]
        taken = {f.index for f in findings}
        paragraphs = document.paragraphs
        players = [i for i in document.suspects if "/" in paragraphs[i].text and _is_player(paragraphs[i])]
        findings += [Finding(i, why="time of a player") for i in players if i not in taken]
        findings.sort(key=lambda f: f.index)
        yield from findings
        yield from _beside(document, [f.index for f in findings])

    return find


def _doubted(document: Document, finding: Finding) -> Finding:
    """What was found, with more doubt if it is a word or two inside the story: documentation has such headings."""
    inside = document.opening < finding.index < document.closing
    if inside and document.paragraphs[finding.index].size <= _LONGEST_BUTTON:
        return replace(finding, doubt=_BUTTON_DOUBT)
    return finding


def _is_player(paragraph: Paragraph) -> bool:
    return _PLAYER.fullmatch(paragraph.text.strip()) is not None


def _beside(document: Document, found: list[int]) -> Iterator[Finding]:
    """Words that are buttons only beside a button: `Print`, and anything as short between two of them."""
    weak = table("share-bar", "weak")
    taken = set(found)
    for index in sorted({i for f in found for i in (f - 1, f + 1)} - taken):
        if not 0 <= index < len(document.paragraphs):
            continue
        paragraph = document.paragraphs[index]
        near = {index - 1, index + 1} & taken
        if paragraph.size <= _LONGEST_BUTTON and not paragraph.ends_sentence:
            if len(near) == 2:
                yield Finding(index, why="between page controls")
            elif paragraph.folded in weak or _MINUTES.fullmatch(paragraph.folded):
                yield Finding(index, why="beside a page control")
