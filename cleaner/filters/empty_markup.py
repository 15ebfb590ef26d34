"""Markdown with nothing to read in it: pictures and links without words, tables without a cell, headings without text.

`![](ferry.jpg)`, `[![](ferry.jpg)](/ferry)`, `|  |  |`; also what pandoc writes of the page around its text: `:::`,
`::: {.class}`, `[]{.icon}`, comments. A picture with a description and a link with words stay, and so do the empty
cells of a table that has others, and all lines of code.
"""

from collections.abc import Iterator

from cleaner import markdown
from cleaner.document import Document, Filter, Finding, Paragraph

EXAMPLE = (
    "The ferry left at noon, two hours late.\n\n[![](ferry.jpg)](/ferry)\n\nIt had forty people aboard.\n",
    "The ferry left at noon, two hours late.\n\nIt had forty people aboard.\n",
)

#: What lines have that may have nothing else, each behind the rarest of its characters: one character is found in a
#: fiftieth of the time that several are.
_MARKS = (("]", "]("), ("{", "]{"), ("#", "#"), (":", ":::"), ("<", "<!--"))


def empty_markup() -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        text, paragraphs = document.text, document.paragraphs
        if any(sign in text and mark in text for sign, mark in _MARKS):
            code = document.code
            for index, paragraph in enumerate(paragraphs):
                if index not in code and markdown.is_empty(paragraph):
                    yield Finding(index, why="Markdown without words", sure=True)
        if "{" in text and "{=" in text:
            for block in markdown.comments(paragraphs):
                yield from (Finding(index, why="comments of the page", sure=True) for index in block)
        if "|" in text:
            for table in markdown.tables(paragraphs):
                if all(_is_blank(paragraphs[index]) for index in table):
                    yield from (Finding(index, why="table without words", sure=True) for index in table)

    return find


def _is_blank(row: Paragraph) -> bool:
    return not any(map(str.isalnum, row.visible))
