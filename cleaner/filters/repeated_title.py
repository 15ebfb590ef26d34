"""Second and later copies of the headline. The first stays.

A copy has the same words, or the same words with the name of the site after a bar or dash, or with a word or two of a
breadcrumb or a player. Above the story every copy goes, also one that says only the beginning or the end of it; further
down a line with the words of the headline goes once, unless it is a refrain: one that comes back again and again, or a
line of verse.
"""

import re
from collections.abc import Iterator

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.phrases import builtin

EXAMPLE = (
    "Ferry runs late again\n\nFerry runs late again | Harbour Gazette\n\nThe ferry left at noon, two hours late, with "
    "forty people aboard.\n",
    "Ferry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard.\n",
)

_SITE = re.compile(r"\s[|\u2013\u2014\u00bb\u203a-]\s+\S[^|]{1,40}$")
_FEWEST_CHARACTERS = 10
_REFRAIN = 2
_FEWEST_FOR_MORE = 25
_MOST_ADDED = 20
_LONGEST_BREADCRUMB = 60
_TRAIL = "/>|\u00bb\u203a\u2192"


def repeated_title() -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        title = document.title
        if title is None:
            return
        paragraphs = document.paragraphs
        keys = _keys(paragraphs[title])
        if min(map(len, keys)) < _FEWEST_CHARACTERS:
            return
        longest = 2 * len(paragraphs[title].text) + _MOST_ADDED
        others = [i for i in document.suspects if i != title and len(paragraphs[i].text) <= longest]
        copies = [i for i in others if _is_copy(paragraphs[i], keys)]
        yield from _other_forms(document, title, [i for i in others if i not in copies], keys)
        title = _cleanest(document, title, copies)
        copies = sorted({document.title or 0, *copies} - {title})
        below = [i for i in copies if i > document.opening and not _in_verse(document, i)]
        if len(below) > _REFRAIN:
            below = []
        for index in copies:
            if index < document.opening or index in below:
                sure = index < document.opening or _SITE.search(paragraphs[index].text) is not None
                yield Finding(index, why="copy of the headline", of=title, sure=sure)

    return find


def _other_forms(document: Document, title: int, others: list[int], keys: set[str]) -> Iterator[Finding]:
    """Lines that are the headline with more, or above the story with less."""
    paragraphs = document.paragraphs
    whole = _without_breadcrumb(document, title) is None
    for i in others:
        if _adds_words(paragraphs[i], keys):
            sure = i < document.opening or _adds_phrase(paragraphs[i], paragraphs[title])
            yield Finding(i, why="the headline and a few words more", of=title, sure=sure)
        elif whole and i < document.opening and _is_part(paragraphs[i], paragraphs[title]):
            yield Finding(i, why="part of the headline", of=title, sure=True)


def _keys(title: Paragraph) -> set[str]:
    bare = _SITE.sub("", title.text)
    return {title.key, Paragraph(0, bare).key}


def _is_copy(paragraph: Paragraph, keys: set[str]) -> bool:
    if paragraph.ends_sentence and paragraph.text.rstrip().endswith((".", '."', ".\u201d")):
        return False
    return paragraph.key in keys or (_SITE.search(paragraph.text) is not None and not keys.isdisjoint(_keys(paragraph)))


def _adds_words(paragraph: Paragraph, keys: set[str]) -> bool:
    """Whether a line is the headline with a word or two before or behind it, as in a breadcrumb or a player."""
    if paragraph.is_prose and paragraph.ends_sentence:
        return False
    key = paragraph.key
    return any(
        0 < len(key) - len(k) <= _MOST_ADDED and len(k) >= _FEWEST_FOR_MORE and (key.startswith(k) or key.endswith(k))
        for k in keys
    )


def _adds_phrase(paragraph: Paragraph, title: Paragraph) -> bool:
    """Whether what a line has more than the headline is a phrase of news sites and nothing else."""
    more = paragraph.text.removeprefix(title.text).strip()
    return more != paragraph.text and any(h.kind == "whole" for h in builtin().find(more))


def _is_part(paragraph: Paragraph, title: Paragraph) -> bool:
    """Whether a line is the greater part of the headline: cut short, or without what stands before a colon."""
    key, whole = paragraph.key, title.key
    if len(key) < _FEWEST_FOR_MORE or 2 * len(key) < len(whole):
        return False
    return whole.startswith(key) or (whole.endswith(key) and ":" in title.text)


def _cleanest(document: Document, title: int, copies: list[int]) -> int:
    """The copy to keep: the first, but above the story rather one without the name of the site."""
    paragraphs = document.paragraphs
    if (inner := _without_breadcrumb(document, title)) is not None:
        return inner
    if not _SITE.search(paragraphs[title].text):
        return title
    bare = Paragraph(0, _SITE.sub("", paragraphs[title].text)).key
    return next((i for i in copies if i < document.opening and paragraphs[i].key == bare), title)


def _without_breadcrumb(document: Document, title: int) -> int | None:
    """The line above the story that is the headline alone, where the headline has the way to it before it."""
    text = document.paragraphs[title].text
    for index in range(title + 1, min(document.opening, len(document.paragraphs))):
        bare = document.paragraphs[index].text
        if len(bare) >= _FEWEST_FOR_MORE and text.endswith(bare) and _is_breadcrumb(text[: -len(bare)]):
            return index
    return None


def _is_breadcrumb(text: str) -> bool:
    """Whether what stands before a headline is the way to it: `Home / World / `, a section's name, or glued to it."""
    bare = text.strip()
    if not 0 < len(bare) <= _LONGEST_BREADCRUMB or bare.endswith((":", ".", ",", "-", "\u2013", "\u2014")):
        return False
    if text[-1].isalnum() or bare[-1] in _TRAIL:
        return True
    return any(h.table == "section-label" and h.kind == "whole" for h in builtin().find(bare))


def _in_verse(document: Document, index: int) -> bool:
    """Whether a line stands in or beside a block of lines, as a refrain does."""
    return any(p.tight for p in document.paragraphs[max(0, index - 1) : index + 3])
