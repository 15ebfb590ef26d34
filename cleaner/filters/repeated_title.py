"""Second and later copies of the headline. The first stays.

A copy has the same words, or the same words with the name of the site after a bar or dash. Above the story every
copy goes; further down a line with the words of the headline goes once, unless it is a refrain: one that comes back
again and again, or a line of verse.
"""

import re
from collections.abc import Iterator

from cleaner.document import Document, Filter, Finding, Paragraph

EXAMPLE = (
    "Ferry runs late again\n\nFerry runs late again | Harbour Gazette\n\nThe ferry left at noon, two hours late, with "
    "forty people aboard.\n",
    "Ferry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard.\n",
)

_SITE = re.compile(r"\s+[|\u2013\u2014\u00bb\u203a-]\s+\S[^|]{1,40}$")
_FEWEST_CHARACTERS = 10
_REFRAIN = 2


def repeated_title() -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        title = document.title
        if title is None:
            return
        paragraphs = document.paragraphs
        keys = _keys(paragraphs[title])
        if min(map(len, keys)) < _FEWEST_CHARACTERS:
            return
        copies = [i for i, p in enumerate(paragraphs) if i != title and _is_copy(p, keys)]
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


def _keys(title: Paragraph) -> set[str]:
    bare = _SITE.sub("", title.text)
    return {title.key, Paragraph(0, bare).key}


def _is_copy(paragraph: Paragraph, keys: set[str]) -> bool:
    if paragraph.ends_sentence and paragraph.text.rstrip().endswith((".", '."', ".\u201d")):
        return False
    return paragraph.key in keys or (_SITE.search(paragraph.text) is not None and not keys.isdisjoint(_keys(paragraph)))


def _cleanest(document: Document, title: int, copies: list[int]) -> int:
    """The copy to keep: the first, but above the story rather one without the name of the site."""
    paragraphs = document.paragraphs
    if not _SITE.search(paragraphs[title].text):
        return title
    bare = Paragraph(0, _SITE.sub("", paragraphs[title].text)).key
    return next((i for i in copies if i < document.opening and paragraphs[i].key == bare), title)


def _in_verse(document: Document, index: int) -> bool:
    """Whether a line stands in or beside a block of lines, as a refrain does."""
    return any(p.tight for p in document.paragraphs[max(0, index - 1) : index + 3])
