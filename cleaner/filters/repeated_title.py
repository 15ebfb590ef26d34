"""Copies of the headline. One stays: the first, or if a menu parts them, the one nearer to the story.

A copy has the same words, or the same words with the name of the site after a bar, dash or the like, or with a word or
two of a breadcrumb or a player. The one that stays is none of these if it can be helped, and rather a Markdown heading
than bare words. Above the story every other copy goes, also one that says only the beginning or the end of it; further
down a line with the words of the headline goes once, unless it is a refrain: one that comes back again and again, or a
line of verse.
"""

from collections.abc import Iterator, Sequence

from cleaner.authors import is_author
from cleaner.dates import is_date
from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.lazy import kept, lazy_pattern
from cleaner.phrases import builtin
from cleaner.words import word_count

EXAMPLE = (
    "Ferry runs late again\n\nFerry runs late again | Harbour Gazette\n\nThe ferry left at noon, two hours late, with "
    "forty people aboard.\n",
    "Ferry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard.\n",
)

_SITE = lazy_pattern(r"\s[|\u2013\u2014\u00bb\u203a>\u00b7-]\s+\S[^|]{1,40}$")
_FEWEST_CHARACTERS = 10
_REFRAIN = 2
_FEWEST_FOR_MORE = 25
_MOST_ADDED = 20
_LONGEST_BREADCRUMB = 60

#: A menu has so many lines of so few words; above a headline that stands far down is little text beside that below it.
_FEWEST_ITEMS = 3
_LONGEST_ITEM = 3
_MOST_ABOVE = 4
_VIEWED = "you are currently viewing"
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
        kept = _cleanest(document, title, copies)
        yield from _other_forms(document, title, kept, [i for i in others if i not in copies and i != kept])
        copies = sorted({title, *copies} - {kept})
        below = [i for i in copies if i > document.opening and not _in_verse(document, i)]
        if len(below) > _REFRAIN:
            below = []
        for index in copies:
            if index < document.opening or index in below:
                sure = index < document.opening or _SITE.search(paragraphs[index].text) is not None
                yield Finding(index, why="copy of the headline", of=kept, sure=sure)

    return find


def _other_forms(document: Document, title: int, kept: int, others: list[int]) -> Iterator[Finding]:
    """Lines that are the headline with more, or above the story with less."""
    paragraphs = document.paragraphs
    keys = _keys(paragraphs[title])
    whole = _without_breadcrumb(document, title) is None
    for i in others:
        if _adds_words(paragraphs[i], keys):
            sure = i < document.opening or _adds_phrase(paragraphs[i], paragraphs[title])
            yield Finding(i, why="the headline and a few words more", of=kept, sure=sure)
        elif whole and i < document.opening and _is_part(paragraphs[i], paragraphs[title]):
            yield Finding(i, why="part of the headline", of=kept, sure=True)


@kept
def _keys(title: Paragraph) -> set[str]:
    """The words of a headline, and those without the name of the site, and of its section before that."""
    bare = _SITE.sub("", title.text)
    shorter = _SITE.sub("", bare)
    keys = {title.key, Paragraph(0, bare).key}
    return keys | {Paragraph(0, shorter).key} if len(shorter) >= _FEWEST_FOR_MORE else keys


def _is_copy(paragraph: Paragraph, keys: set[str]) -> bool:
    if paragraph.ends_sentence and paragraph.text.rstrip().endswith((".", '."', ".\u201d")):
        return False
    return paragraph.key in keys or (_SITE.search(paragraph.text) is not None and not keys.isdisjoint(_keys(paragraph)))


def _adds_words(paragraph: Paragraph, keys: set[str]) -> bool:
    """Whether a line is the headline with a word or two before or behind it, as in a breadcrumb or a player."""
    if paragraph.is_prose and paragraph.ends_sentence:
        return False
    key = paragraph.key
    return len(key) > _FEWEST_FOR_MORE and any(
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
    """The copy to keep: without the name of the site and the way to it, as a heading, and near the story."""
    if (inner := _without_breadcrumb(document, title)) is not None:
        return inner
    paragraphs = document.paragraphs
    clean = _barest(paragraphs, sorted({title, *copies}), _keys(paragraphs[title]))
    above = [i for i in clean if i < document.opening]
    if not above:
        return next((i for i in clean if _is_below_menu(document, title, i)), title)
    headings = [i for i in above if paragraphs[i].text.lstrip().startswith("#")]
    kept, *rest = headings or above
    for index in rest:
        if _is_menu(paragraphs[kept + 1 : index]):
            kept = index
    return kept


def _barest(paragraphs: Sequence[Paragraph], copies: list[int], keys: set[str]) -> list[int]:
    """The copies with the fewest words. What stands behind a dash may be part of the headline, and in all of them."""
    for key in sorted(keys, key=len):
        if found := [i for i in copies if paragraphs[i].key == key]:
            return found
    return []


def _is_menu(between: Sequence[Paragraph]) -> bool:
    """Whether lines between two copies are a menu. A date, an author or a standfirst follows the headline itself."""
    return len(between) >= _FEWEST_ITEMS and all(
        (p.size <= _LONGEST_ITEM or p.condemned or "](" in p.text) and not (is_date(p) or is_author(p)) for p in between
    )


def _is_below_menu(document: Document, title: int, index: int) -> bool:
    """Whether a copy that stands further down has a menu above it and all of the story below it."""
    paragraphs = document.paragraphs
    above, below = paragraphs[title + 1 : index], paragraphs[index + 1 :]
    if len(above) < 2 * _FEWEST_ITEMS or 2 * sum(p.size <= _LONGEST_ITEM for p in above) < len(above):
        return False
    prose = [sum(p.is_prose and p.ends_sentence for p in part) for part in (above, below)]
    return prose[0] * _MOST_ABOVE < prose[1] and not any(is_date(p) for p in above)


def _without_breadcrumb(document: Document, title: int) -> int | None:
    """The line above the story that is the headline alone, where the headline has the way to it before it."""
    text = document.paragraphs[title].text
    for index in range(title + 1, min(document.opening, len(document.paragraphs))):
        bare = document.paragraphs[index].text
        if len(bare) >= _FEWEST_FOR_MORE and text.endswith(bare) and _is_breadcrumb(text[: -len(bare)], bare):
            return index
    return None


def _is_breadcrumb(text: str, title: str) -> bool:
    """Whether what stands before a headline is the way to it: `Home / World / `, a section's name, or glued to it."""
    bare = text.strip()
    if not 0 < len(bare) <= _LONGEST_BREADCRUMB or bare.endswith((":", ".", ",", "-", "\u2013", "\u2014")):
        return False
    if bare[-1] == "|" and bare.count("|") == 1 and word_count(bare) > word_count(title):
        # The headline, and behind it the name of the site.
        return False
    if text[-1].isalnum() or bare[-1] in _TRAIL or bare.casefold() == _VIEWED:
        return True
    return any(h.table == "section-label" and h.kind == "whole" for h in builtin().find(bare))


def _in_verse(document: Document, index: int) -> bool:
    """Whether a line stands in or beside a block of lines, as a refrain does."""
    return any(p.tight for p in document.paragraphs[max(0, index - 1) : index + 3])
