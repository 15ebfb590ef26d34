"""Markdown with nothing to read in it: pictures and links without words, tables without a cell, headings without text.

`![](ferry.jpg)`, `[![](ferry.jpg)](/ferry)`, `![[ferry.jpg]]`, `|  |  |`; also what pandoc writes of the page around
its text: `:::`, `::: {.class}`, `[]{.icon}`, comments; and items of a list that have a bullet and no words, beside
other items. A picture with a description and a link with words stay, and so do the empty cells of a table that has
others, an asterisk that parts the story, and all lines of code.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cleaner import markdown
from cleaner.document import Document, Filter, Finding, Paragraph

EXAMPLE = (
    "The ferry left at noon, two hours late.\n\n[![](ferry.jpg)](/ferry)\n\nIt had forty people aboard.\n",
    "The ferry left at noon, two hours late.\n\nIt had forty people aboard.\n",
)

#: What lines have that may have nothing else, each behind the rarest of its characters: one character is found in a
#: fiftieth of the time that several are.
_MARKS = (("]", "]("), ("{", "]{"), ("#", "#"), (":", ":::"), ("<", "<!--"), ("}", "}"), ("[", "![["))

#: What an item of a list begins with, and how many without words are a list by themselves: three asterisks below each
#: other part a story.
_BULLETS = ("*", "+", "-", "\u2022")
_FEWEST_BULLETS = 4

#: What is in a comparison of two files, whose lines begin with `+` and `-` too.
_COMPARISON = "@@"


def empty_markup() -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        text, paragraphs = document.text, document.paragraphs
        if any(sign in text and mark in text for sign, mark in _MARKS):
            code = document.code
            for index, paragraph in enumerate(paragraphs):
                if index not in code and markdown.is_empty(paragraph):
                    yield Finding(index, why="Markdown without words", sure=True)
        for index in _bare_bullets(document):
            yield Finding(index, why="item of a list without words", sure=True)
        if "{" in text and "{=" in text:
            for block in markdown.comments(paragraphs):
                yield from (Finding(index, why="comments of the page", sure=True) for index in block)
        if "|" in text:
            yield from (Finding(index, why="table without words", sure=True) for index in _blank_tables(paragraphs))

    return find


def _blank_tables(paragraphs: Sequence[Paragraph]) -> Iterator[int]:
    for table in markdown.tables(paragraphs):
        if all(_is_blank(paragraphs[index]) for index in table):
            yield from table


def _bare_bullets(document: Document) -> Iterator[int]:
    """Bullets without words, beside an item with the same bullet or many in a row."""
    paragraphs = document.paragraphs
    bare = [i for i in document.suspects if paragraphs[i].text.strip() in _BULLETS]
    if not bare or _COMPARISON in document.text:
        return
    for run in _runs([i for i in bare if i not in document.code]):
        beside = paragraphs[max(0, run[0] - 1) : run[0]] + paragraphs[run[-1] + 1 : run[-1] + 2]
        signs = {paragraphs[i].text.strip() for i in run}
        if len(run) >= _FEWEST_BULLETS or any(_is_item(p.text.strip(), signs) for p in beside):
            yield from run


def _runs(indices: list[int]) -> Iterator[list[int]]:
    """Indices that follow each other, together."""
    for _, run in groupby(enumerate(indices), key=lambda pair: pair[1] - pair[0]):
        yield [index for _, index in run]


def _is_item(text: str, signs: set[str]) -> bool:
    return text[:1] in signs and text[1:2] in (" ", "\t") and any(map(str.isalnum, text))


def _is_blank(row: Paragraph) -> bool:
    return not any(map(str.isalnum, row.visible))
