"""URL slugs, file names and image ids that stand as lines: `ferry-runs-late-again`, `ferry_03.jpg`, `101917dinner18CS`.

A slug is certain if it spells the headline or the line next to it. Otherwise it must be as long as only slugs are:
seven words, more than any compound has, or four longer ones if it does not read like the story and the story never
mentions it. Slugs of other stories at the end are removed with their teasers. Lines with `[object Object]`, a page's
failed output, are removed as well, and so are names of pictures that end in their size, `ferry-400x404`, one alone.
Three image ids in a row are a list of numbers and stay.
"""

import re
from collections.abc import Iterator, Sequence

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.lazy import lazy_pattern
from cleaner.words import has_digit, unspaced

EXAMPLE = (
    "ferry-runs-late-again\n\nFerry runs late again\n\nThe ferry left at noon, two hours late, with forty aboard.\n",
    "Ferry runs late again\n\nThe ferry left at noon, two hours late, with forty aboard.\n",
)

_FILE = lazy_pattern(r"[^\s/]+\.(?:jpe?g|png|gif|webp|svg|tiff?|avif|heic|mp4|mov|mp3|pdf)", re.IGNORECASE)
_IMAGE_ID = lazy_pattern(r"(?!\d+x\d+$)(?=\S*[A-Za-z])(?=(?:\D*\d){5})[A-Za-z0-9_]{8,}")
#: Three words or more with a dash or an underscore between any two. The first two are cut off as early as they can be
#: and for good: an underscore may be part of a word as well, and to try every way to cut takes for ever.
_SLUG = lazy_pattern(r"(?>[^\s-]+?[-_](?=[^\s-])){2}[^\s-]++(?:-[^\s-]++)*+")
_LONG_SLUG = lazy_pattern(r"['\"\u2018\u201c]?[^\W\dA-Z_][^\sA-Z-]*(?:-[^\sA-Z-]+){6,}")

#: What publishing software adds to the name of a picture: `ferry-400x404`.
_SIZED = lazy_pattern(r"(?=[^\s.]*[A-Za-z]{3})[^\s/.]{3,80}-\d{3,4}x\d{3,4}(?:-\d{1,2})?")

#: Fewest lines of a list of serial numbers.
_LIST = 3
#: A name of several words, as pictures have: in lower case, four of them or more of four letters or more.
_NAME = lazy_pattern(r"[a-z0-9]+(?:[-_][a-z0-9]+){3,}")
_LONGER_WORD = lazy_pattern(r"(?<![a-z0-9])[a-z]{4,}(?![a-z0-9])")
_FEWEST_LONGER = 4
_NAME_DOUBT = 0.15
_UNPRINTED = "[object Object]"

#: Characters a slug must have in common with the line it spells, so that `x-y-z` before `XYZ` is none.
_SHORTEST = 12


def slug_line() -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        for index in document.suspects:
            text = document.paragraphs[index].visible.strip()
            if _UNPRINTED in text and not document.paragraphs[index].is_prose:
                yield Finding(index, why="something that the page failed to print")
            elif " " in text or "://" in text:
                continue
            elif name := _machine_name(document, index, text):
                yield Finding(index, why=name)
            elif ("-" in text or "_" in text) and _SLUG.fullmatch(text):
                yield from _of_slug(document, index, text)

    return find


def _machine_name(document: Document, index: int, text: str) -> str:
    """What a line is that no person writes: a file name, or an image id that is in no list; "" for others."""
    if "." in text and _FILE.fullmatch(text):
        return "file name"
    if "-" in text and "x" in text and _SIZED.fullmatch(text) and not _are_sized(document, index):
        return "name of a picture with its size"
    is_id = has_digit(text) and _IMAGE_ID.fullmatch(text) is not None
    return "image id" if is_id and not _is_in_list(document, index) else ""


def _are_sized(document: Document, index: int) -> bool:
    """Whether a line beside a line ends in a size too, as in a list of formats."""
    beside = document.paragraphs[max(0, index - 1) : index] + document.paragraphs[index + 1 : index + 2]
    return any(_SIZED.fullmatch(p.text.strip()) for p in beside)


def _is_in_list(document: Document, index: int) -> bool:
    """Whether a line is one of several that look like image ids, in a row: a list of numbers."""
    near = document.paragraphs[max(0, index - _LIST + 1) : index + _LIST]
    run = longest = 0
    for paragraph in near:
        run = run + 1 if _IMAGE_ID.fullmatch(paragraph.text.strip()) else 0
        longest = max(longest, run)
    return longest >= _LIST


def _of_slug(document: Document, index: int, text: str) -> Iterator[Finding]:
    spelled = spells(document.paragraphs, index, document.title)
    if spelled is not None:
        if not _heads_teaser(document, index, spelled):
            yield Finding(index, why="slug that spells a line", of=spelled)
    elif _LONG_SLUG.fullmatch(text):
        yield Finding(index, why="slug")
    elif _is_name(text) and not _is_mentioned(document, index):
        yield Finding(index, why="slug", doubt=_NAME_DOUBT)


def spells(paragraphs: Sequence[Paragraph], index: int, title: int | None = None) -> int | None:
    """Index of the line, the next, the one before or the headline, that a slug spells; None if it spells none."""
    key = paragraphs[index].key.replace("_", "")
    if len(key) < _SHORTEST:
        return None
    for other in (index + 1, index - 1, title):
        if other is not None and 0 <= other < len(paragraphs) and _has_words(paragraphs[other]):
            whole = paragraphs[other].key
            if whole == key or (len(key) >= 2 * _SHORTEST and whole.startswith(key)):
                return other
    return None


def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None and len(_LONGER_WORD.findall(text)) >= _FEWEST_LONGER


def _is_mentioned(document: Document, index: int) -> bool:
    """Whether a line stands inside other lines as well, as the name of a program does."""
    alone = len(document.copies.get(index, (index,)))
    return document.text.count(document.paragraphs[index].text.strip()) > alone


def _has_words(paragraph: Paragraph) -> bool:
    """Whether a line is written in words, as no slug is."""
    return " " in paragraph.text.strip() or unspaced(paragraph.text)


def _heads_teaser(document: Document, index: int, spelled: int) -> bool:
    """Whether slug and line are a pair after the story, which the filter `teaser` takes as one."""
    return index > document.closing >= 0 and spelled == index + 1 and spelled != document.title
