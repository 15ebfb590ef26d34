"""Headings that stand a second time with a time of day or a length: `Ferry stuck on a sandbank 20:42`.

Live blogs list their posts in this form above the story, and players list the site's videos. The heading without the
time stays.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.lazy import kept, lazy_pattern

EXAMPLE = (
    "Ferry runs late again\n\nFerry stuck on a sandbank20:42\n\n"
    "The ferry left at noon, two hours late, with forty people aboard.\n\n"
    "Ferry stuck on a sandbank\n\nIt will have to wait for the tide, which comes in after ten o'clock.\n",
    "Ferry runs late again\n\n"
    "The ferry left at noon, two hours late, with forty people aboard.\n\n"
    "Ferry stuck on a sandbank\n\nIt will have to wait for the tide, which comes in after ten o'clock.\n",
)

_TIME = r"\(?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?| uhr)?\)?"
_BETWEEN = "|:\u2013\u2014-"
_CLOCK = lazy_pattern(r"\d[:.h]\d\d")
_WORDS = range(4, 31)


def timed_heading() -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        paragraphs = document.paragraphs
        timed = {i: bare for i in document.suspects if (bare := _without_time(paragraphs[i]))}
        if not timed:
            return
        places = {p.key: i for i, p in enumerate(paragraphs)}
        for index, bare in timed.items():
            if (heading := places.get(bare)) is not None:
                yield Finding(index, why="a heading with a time beside it", of=heading, sure=True)

    return find


@kept
def _without_time(paragraph: Paragraph) -> str:
    """The key of a line without the time at its beginning or end; "" if it has none."""
    text = paragraph.text
    if not _CLOCK.search(text) or paragraph.size not in _WORDS:
        return ""
    text = text.strip()
    bare = _bare(text.strip())
    return Paragraph(0, bare).key if len(bare.split()) >= _WORDS.start else ""


def _bare(text: str) -> str:
    """A text without the time at its beginning or end and what parts it from the rest; "" if it has none."""
    if match := _behind_time().fullmatch(text):
        return match[1]
    match = _time_at_end().search(text)
    words = text[: match.start()].split() if match else []
    while words and not words[-1].strip(_BETWEEN):
        words.pop()
    return " ".join(words)


# Compiled when a line has a time.
@cache
def _behind_time() -> re.Pattern[str]:
    return re.compile(rf"(?>{_TIME})[\s{_BETWEEN}]*+(\S.*\D)", re.IGNORECASE)


@cache
def _time_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){_TIME}\Z", re.IGNORECASE)
