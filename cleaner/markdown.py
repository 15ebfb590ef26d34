"""Markdown in a text: what a reader sees of a line, what there is nothing to see of, and blocks of code.

Extractors and crawlers leave pages in Markdown (https://spec.commonmark.org/0.31.2/, tables as in
https://github.github.com/gfm/), some with the attributes and divisions of pandoc
(https://pandoc.org/MANUAL.html#pandocs-markdown). Texts are never rendered: their marks are written unchanged.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cleaner.lazy import kept, lazy_pattern
from cleaner.words import beside_links, without_links

if TYPE_CHECKING:
    from cleaner.document import Paragraph

_HEADING = lazy_pattern(r" {0,3}#{1,6}[ \t]+")
_TOP_HEADING = lazy_pattern(r" {0,3}#[ \t]+\S")
_EMPHASIS = lazy_pattern(r"(?<!\w)(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)")

#: A picture as notes have it, maybe with its width: `![[ferry.jpg|300]]`.
_EMBEDDED = lazy_pattern(r"!\[\[[^\[\]|]*\.(?:png|jpe?g|gif|svg|webp|avif|bmp)(?:\|[\dx]*)?\]\]", re.IGNORECASE)
_BULLET = lazy_pattern(r"\s*(?:[-*+•·]|\d{1,3}[.)])\s+")
_BETWEEN = " \t|,;·•/>»›–—-"

#: What pandoc writes of HTML: `[words]{.class}`, `# Heading {#id}`, `::: {.class}`, and the comments of the page.
_SPAN = lazy_pattern(r"\[([^\[\]]*)\]\{[^{}]*\}")
_ATTRIBUTES = lazy_pattern(r"(?<=\))\{[^{}]*\}|(?<!\s)\s+\{[#.][^{}]*\}\s*$")
_DIVISION = lazy_pattern(r"\s*(?:[-*] +)?:{3,}+\s*+(?:\{[^{}]*\}\s*+)?")
#: The end of attributes that pandoc has begun on the line above, `.button .icon}`.
_END_OF_ATTRIBUTES = lazy_pattern(
    r"\s*(?:[.#][\w-]+|[\w:-]+=\"[^\"]*\")(?:\s+(?:[.#][\w-]+|[\w:-]+=\"[^\"]*\"))*+\}[)\]]?\s*"
)
_COMMENT = lazy_pattern(r"\s*<!--(?:[^-]|-(?!->))*-->\s*")

#: A row of a table, and the one below its head.
_ROW = lazy_pattern(r"\s*\|.*\|\s*")
_RULE = lazy_pattern(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")

#: What opens and closes a block of code.
_FENCE = lazy_pattern(r" {0,3}(```+|~~~+)(.*)")

#: What stands behind a fence if it encloses another format: `{=html}`.
_RAW = "{="


def visible(text: str) -> str:
    """What a reader sees of a line: no addresses of links, no marks of headings and emphasis, no attributes."""
    if "![[" in text:
        text = _EMBEDDED.sub("![]()", text)
    spans = "{" in text
    if spans:
        text = _ATTRIBUTES.sub("", text)
    if "](" in text:
        # Twice, because the words of a link may be a picture.
        text = without_links(without_links(text))
    if spans:
        text = _SPAN.sub(r"\1", _SPAN.sub(r"\1", text))
    if "#" in text:
        text = _HEADING.sub("", text, count=1) if _HEADING.match(text) else text
    return _EMPHASIS.sub(r"\2", text) if "*" in text or "_" in text else text


def is_top_heading(paragraph: "Paragraph") -> bool:
    """Whether a line is a heading of the first rank, which a page has for its headline."""
    return "#" in paragraph.text and _TOP_HEADING.match(paragraph.text) is not None


def is_heading(text: str) -> bool:
    """Whether a line is a heading."""
    return "#" in text and _HEADING.match(text) is not None


@kept
def is_links(paragraph: "Paragraph") -> bool:
    """Whether a line, or item of a list, consists of links and what stands between them."""
    text = paragraph.text
    if "![[" in text:
        text = _EMBEDDED.sub("![]()", text)
    if "](" not in text:
        return False
    if "{" in text and not is_empty(paragraph):
        # `[ [Home](/) ]{.section}`, `[[Home]{.title}](/)`
        text = _SPAN.sub(r"\1", beside_links(_SPAN.sub(r"\1", _ATTRIBUTES.sub("", text))))
    bullet = _BULLET.match(text)
    return not beside_links(text[bullet.end() :] if bullet else text).strip(_BETWEEN)


@kept
def is_empty(paragraph: "Paragraph") -> bool:
    """Whether there is nothing to read in a line of Markdown: pictures and links without words, a heading alone."""
    text = paragraph.text
    if "![[" in text:
        text = _EMBEDDED.sub("![]()", text)
    if "](" in text or "]{" in text:
        beside = beside_links(_SPAN.sub("", _ATTRIBUTES.sub("", text)))
        return not any(map(str.isalnum, beside)) and not any(map(str.isalnum, visible(text)))
    if ":::" in text or "<!--" in text:
        return _DIVISION.fullmatch(text) is not None or _COMMENT.fullmatch(text) is not None
    if "}" in text and "{" not in text:
        return _END_OF_ATTRIBUTES.fullmatch(text) is not None
    return "#" in text and not text.strip().strip("#")


@kept
def is_row(paragraph: "Paragraph") -> bool:
    """Whether a line is a row of a table, with a bar at both ends."""
    return "|" in paragraph.text and _ROW.fullmatch(paragraph.text) is not None


@kept
def is_rule(paragraph: "Paragraph") -> bool:
    """Whether a line is what parts the head of a table from its rows."""
    return "|" in paragraph.text and _RULE.fullmatch(paragraph.text) is not None


def columns(rule: "Paragraph") -> int:
    """How many columns a table has, going by what parts its head from its rows."""
    return rule.text.count("|") - 1


def tables(paragraphs: Sequence["Paragraph"]) -> list[range]:
    """Where the tables are: rows in a row, the second of which is the rule below the head."""
    found = []
    start = 0
    while start + 1 < len(paragraphs):
        if not (is_row(paragraphs[start]) and is_rule(paragraphs[start + 1])):
            start += 1
            continue
        stop = start + 2
        while stop < len(paragraphs) and is_row(paragraphs[stop]) and not _begins_table(paragraphs, stop):
            stop += 1
        found.append(range(start, stop))
        start = stop
    return found


def _begins_table(paragraphs: Sequence["Paragraph"], index: int) -> bool:
    return index + 1 < len(paragraphs) and is_rule(paragraphs[index + 1])


def code(paragraphs: Sequence["Paragraph"]) -> frozenset[int]:
    """The lines of blocks of code, with the fences around them. A fence that is never closed opens none."""
    return frozenset(index for block, info in _fenced(paragraphs) if not info.startswith(_RAW) for index in block)


def comments(paragraphs: Sequence["Paragraph"]) -> list[range]:
    """Blocks of HTML that pandoc has left as they were, in which there is nothing but comments."""
    return [
        block
        for block, info in _fenced(paragraphs)
        if info.startswith(_RAW) and all(is_empty(paragraphs[index]) for index in block[1:-1])
    ]


def _fenced(paragraphs: Sequence["Paragraph"]) -> Iterator[tuple[range, str]]:
    """Blocks between fences, with the fences, and what stands behind the first one."""
    opened: tuple[int, str, str] | None = None
    for index, paragraph in enumerate(paragraphs):
        fence = _FENCE.match(paragraph.text) if "```" in paragraph.text or "~~~" in paragraph.text else None
        if fence is None:
            continue
        if opened is None:
            opened = None if "`" in fence[2] else (index, fence[1], fence[2].strip())
        elif fence[1].startswith(opened[1]) and not fence[2].strip():
            yield range(opened[0], index + 1), opened[2]
            opened = None
