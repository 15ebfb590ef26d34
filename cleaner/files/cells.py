"""Where the cells of a row begin and end, and how one of them gets another text while the others keep their bytes.

A cell that begins with a quotation mark is quoted: marks within it are doubled, and it may hold line breaks. In .csv,
where anything else is an error, that is all. Many .tsv know no quoting at all. There a mark is what it is in the text,
unless its cell is quoted from one end to the other, and for a reason: see `cleaner.files.marks`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from cleaner.files.formats import Kind
from cleaner.files.marks import UNKNOWN

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
        text = _quoted(text)
    new = raw[:start] + text + raw[end:]
    if kind == "tsv" and not quotes_all and text.startswith('"'):
        return _told_from_rows(new, delimiter)
    return new


def _told_from_rows(raw: str, delimiter: str) -> str:
    """A row of .tsv, with all of its cells quoted where the lines of one of them might be taken for rows."""
    spans = list(_spans(raw, delimiter, "tsv"))
    if not has_rows(raw[: spans[-1][1]], len(spans)):
        return raw
    every = (raw[start:end] for start, end in spans)
    return delimiter.join(cell if _is_quoted(cell) else _quoted(cell) for cell in every) + raw[spans[-1][1] :]


def _is_quoted(cell: str) -> bool:
    """Whether a cell of .tsv is quoted, as far as can be seen of it alone."""
    return cell.startswith('"') and inside(cell, 1) == len(cell) - 1 and UNKNOWN.quote(cell[1:-1])


def has_rows(raw: str, width: int) -> bool:
    """Whether two lines of a row, one below the other, have as many cells as it has."""
    if raw.count("\t") < width or ("\n" not in raw and "\r" not in raw):
        return False
    are_like_rows = [line.count("\t") == width - 1 for line in _LINE_END.split(raw)]
    return any(one and other for one, other in pairwise(are_like_rows))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


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
