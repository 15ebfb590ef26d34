"""Markdown with nothing to read in it: pictures and links without words, tables without a cell, headings without text.

`![](ferry.jpg)`, `[![](ferry.jpg)](/ferry)`, `|  |  |`. A picture with a description and a link with words stay, and so
do the empty cells of a table that has others.
"""

from collections.abc import Iterator

from cleaner import markdown
from cleaner.document import Document, Filter, Finding, Paragraph

EXAMPLE = (
    "The ferry left at noon, two hours late.\n\n[![](ferry.jpg)](/ferry)\n\nIt had forty people aboard.\n",
    "The ferry left at noon, two hours late.\n\nIt had forty people aboard.\n",
)


def empty_markup() -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        text, paragraphs = document.text, document.paragraphs
        if "](" in text or "#" in text:
            for index, paragraph in enumerate(paragraphs):
                if markdown.is_empty(paragraph):
                    yield Finding(index, why="Markdown without words", sure=True)
        if "|" in text:
            for table in markdown.tables(paragraphs):
                if all(_is_blank(paragraphs[index]) for index in table):
                    yield from (Finding(index, why="table without words", sure=True) for index in table)

    return find


def _is_blank(row: Paragraph) -> bool:
    return not any(map(str.isalnum, row.visible))
