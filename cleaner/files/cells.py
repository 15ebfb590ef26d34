"""Where the cells of a row begin and end, and how one of them gets another text while the others keep their bytes.

A cell that begins with a quotation mark is quoted: marks within it are doubled, and it may hold line breaks. In .csv,
where anything else is an error, that is all. Many .tsv know no quoting at all. There a mark is what it is in the text,
unless its cell is quoted from one end to the other.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.files.formats import Kind

#: What is within quotation marks, to the mark that ends it.
_INSIDE = re.compile(r'[^"]*+(?:""[^"]*+)*+')

_LINE_END = re.compile(r"\r\n?|\n")


class Flaw(NamedTuple):
    """A quotation mark that is not as it should be.

    Attributes:
        cell: which cell it is in, from 1.
        opened: lines of the row before the one in which that cell begins.
        closed: lines before the one in which it is closed, with text behind; None if it is never closed.
    """

    cell: int
    opened: int
    closed: int | None


def flaw(raw: str, delimiter: str) -> Flaw | None:
    """What is wrong with a row of .csv, if it is the quotation marks."""
    for number, (start, end) in enumerate(_spans(raw, delimiter, "csv"), 1):
        if not raw.startswith('"', start):
            continue
        if end > len(raw):
            return Flaw(number, _lines(raw[:start]), None)
        if raw[end : end + 1] not in ("", delimiter, "\r", "\n"):
            return Flaw(number, _lines(raw[:start]), _lines(raw[:end]))
    return None


def replaced(raw: str, index: int, text: str, delimiter: str, kind: Kind, *, quotes_all: bool = False) -> str:
    """A row with another text in a cell, and everything else as it was.

    Args:
        raw: the row as it was read, without a flaw.
        index: which cell, from 0.
        text: what it is to hold.
        delimiter: what stands between cells.
        kind: `csv` or `tsv`.
        quotes_all: whether it is quoted also where it need not be.
    """
    spans = _spans(raw, delimiter, kind)
    for _ in range(index):
        next(spans)
    start, end = next(spans)
    others = raw[:start] + raw[end:]
    is_only = not index and raw[end : end + 1] != delimiter
    if quotes_all or (is_only and not text) or not _may_be_bare(text, delimiter, kind, others):
        text = '"' + text.replace('"', '""') + '"'
    return raw[:start] + text + raw[end:]


def _may_be_bare(text: str, delimiter: str, kind: Kind, others: str) -> bool:
    """Whether a text without marks around it is read as what it is, and fits in with the others of its row."""
    if delimiter in text or "\n" in text or "\r" in text:
        return False
    if '"' not in text:
        return True
    # Who doubles marks quotes as .csv does. Of .tsv that does not know quoting, bare marks are to come back as such.
    if kind == "csv" or '""' in others:
        return False
    # A mark at the beginning is one of the text where what closes it has more text behind, whatever comes later.
    return not text.startswith('"') or inside(text, 1) < len(text) - 1


def _spans(raw: str, delimiter: str, kind: Kind) -> Iterator[tuple[int, int]]:
    """Where each cell of a row begins and ends; the end of a quoted one that is not closed is behind that of the row.

    After a flaw in .csv nothing that follows means anything.
    """
    bare = re.compile(f"[^{re.escape(delimiter)}\r\n]*")
    at = 0
    while True:
        end = -1
        if raw.startswith('"', at):
            end = inside(raw, at + 1) + 1
            if kind == "tsv" and (end > len(raw) or raw[end : end + 1] not in ("", delimiter, "\r", "\n")):
                end = -1
        if end < 0:
            found = bare.match(raw, at)
            assert found is not None
            end = found.end()
        yield at, end
        if raw[end : end + 1] != delimiter:
            return
        at = end + 1


def inside(text: str, at: int) -> int:
    """Where what is within quotation marks ends; the end of the text if it does not."""
    found = _INSIDE.match(text, at)
    assert found is not None
    return found.end()


def _lines(text: str) -> int:
    return len(_LINE_END.findall(text))
