"""Tables as text: comma- and tab-separated values, read and written with the standard library.

A row that stays the same is written as it was read, and of another one all but the cell that changes. What comes from
elsewhere is quoted where it has to be, or everywhere if the header is.
"""

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from typing import IO, Literal, NamedTuple

from cleaner.errors import CleanerError
from cleaner.files.cells import flaw, has_rows, inside
from cleaner.files.codec import Codec
from cleaner.files.errors import shown
from cleaner.files.formats import Kind
from cleaner.files.marks import Marks, look

_MARK = "\ufeff"

#: What may stand between the cells of a .csv; the most frequent one in the header is taken.
_DELIMITERS = ",;\t|"

#: Characters within which a quoted cell of .tsv has to end. In most a mark at the beginning of a cell is just a mark.
_REACH = 1 << 24

#: Characters that are looked at to see what marks mean.
_LOOK = 1 << 16

#: What marks mean in a row of which all cells have them, and in a header, behind which nothing has been read.
_ALL = Marks(all=True, quoting=True, commas=True)
_HEADER = Marks(all=True, quoting=False, commas=True)

#: What may be behind such a cell.
_BEHIND = ("", "\t", "\r", "\n")


class Dialect(NamedTuple):
    """How a table is written.

    Attributes:
        delimiter: what stands between cells.
        line_end: what ends a row.
        quotes_all: whether every cell is quoted.
    """

    delimiter: str = ","
    line_end: str = "\n"
    quotes_all: bool = False


class Header(NamedTuple):
    """The first row of a table.

    Attributes:
        columns: the names.
        dialect: how the table is written.
        raw: the row as it was read.
        kind: `csv` or `tsv`.
    """

    columns: tuple[str, ...]
    dialect: Dialect
    raw: str
    kind: Kind


class Row(NamedTuple):
    """A row.

    Attributes:
        cells: the texts.
        raw: what was read.
        line: the number of its first line.
        problem: why it cannot be cut into cells; "" if it can.
    """

    cells: list[str]
    raw: str
    line: int
    problem: str = ""


class Table:
    """A table being read.

    Args:
        stream: its bytes.
        name: the file, for messages.
        kind: `csv` or `tsv`.
        codec: how bytes become text. Bytes that are not valid get through: whoever reads the row has to check it.

    Raises:
        CleanerError: it has no header.
    """

    def __init__(self, stream: IO[bytes], name: str, kind: Kind, codec: Codec) -> None:
        _unlimited()
        self._name = shown(name)
        errors = "surrogateescape" if codec.errors == "strict" and codec.keeps_line_ends else codec.errors
        self._lines = lines = _Lines(io.TextIOWrapper(stream, codec.encoding, errors, newline=""))
        first = next(lines, "")
        if not first.strip():
            raise CleanerError(f"{self._name}: a table needs a first row with the names of its columns")
        # The mark would hide a quotation mark behind it.
        mark = _MARK if first.startswith(_MARK) else ""
        lines.give_back([first])
        lines.cut(mark)
        self._delimiter = "\t" if kind == "tsv" else max(_DELIMITERS, key=_outside_quotes(first).count)
        self._rows = self._tsv() if kind == "tsv" else self._csv()
        header = next(self._rows)
        if header.problem:
            raise CleanerError(f"{self._name}:1: {header.problem}")
        raw, cells = header.raw, header.cells
        body = raw.rstrip("\r\n")
        dialect = Dialect(self._delimiter, raw[len(body) :] or "\n", body.count('"') >= 2 * len(cells))
        self.header = Header(tuple(cells), dialect, mark + raw, kind)

    def rows(self) -> Iterator[Row]:
        """The rows, one at a time; one without cells is an empty line, or has a problem.

        Raises:
            CleanerError: there are no more, because a quotation mark of .csv is never closed.
        """
        return self._rows

    def _csv(self) -> Iterator[Row]:
        lines = self._lines
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
        while True:
            line = lines.number + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raw = lines.taken()
                yield Row([], raw, line, self._problem(raw, line, error))
                continue
            if cells is None:
                return
            yield Row(cells, lines.taken(), line)

    def _problem(self, raw: str, line: int, error: csv.Error) -> str:
        """What is wrong with a row of .csv.

        Raises:
            CleanerError: it is all of the rest.
        """
        found = flaw(raw, self._delimiter)
        if found is None:
            return str(error)
        remedy = 'mend it: within a quoted cell, a mark that is part of the text is doubled ("")'
        opened = line + found.opened
        if found.closed is None:
            raise CleanerError(
                f"{self._name}:{opened}: cell {found.cell} begins with a quotation mark that is never closed, so that "
                f"no row from here on can be told: {remedy}"
            )
        closed = line + found.closed
        where = "" if closed == opened else f", which opens on line {opened} and closes on line {closed}"
        return f"cell {found.cell} goes on behind its closing quotation mark{where}: {remedy}"

    def _tsv(self) -> Iterator[Row]:
        lines = self._lines
        width = 0
        quotes_all = False
        marks: Marks | None = None
        for first in lines:
            line = lines.number
            if first.startswith('"') or '\t"' in first:
                if marks is None and width:
                    marks = look([first, *lines.ahead(_LOOK)], width, quotes_all=quotes_all)
                cells = _tab_cells(first, lines, width, marks or _HEADER)
            else:
                body = first.rstrip("\r\n")
                cells = body.split("\t") if body else []
            if not width:
                width, quotes_all = len(cells), first.count('"') >= 2 * len(cells)
            yield Row(cells, lines.taken(), line)


def _tab_cells(line: str, lines: "_Lines", width: int, marks: Marks) -> list[str]:
    """The cells of a row of .tsv, some of which begin with a quotation mark; the header has `width`."""
    if line.startswith('"') and (quoted := _all_quoted(line, lines, width)):
        return quoted
    before = lines.number
    cells = _some_quoted(line, lines, width, marks)
    # As it stands it has the cells that it should have: a mark at the end of one is not that of another's beginning.
    if len(cells) != width and line.count("\t") == width - 1:
        lines.take_back(lines.number - before)
        cells = [_unquoted(cell, marks) for cell in line.rstrip("\r\n").split("\t")]
    return cells


def _unquoted(cell: str, marks: Marks) -> str:
    """A cell between tabs, without the marks around it if they are none of its text."""
    if len(cell) < 2 or not cell.startswith('"') or inside(cell, 1) != len(cell) - 1 or not marks.quote(cell[1:-1]):
        return cell
    return cell[1:-1].replace('""', '"')


def _some_quoted(line: str, lines: "_Lines", width: int, marks: Marks) -> list[str]:
    """The cells of a row: what is between marks, or between tabs."""
    cells: list[str] = []
    at = 0
    while True:
        found = _quoted(line, at, lines, width, marks) if line.startswith('"', at) else None
        if found is not None:
            cell, line, end = found
        else:
            end = line.find("\t", at)
            cell = line[at:].rstrip("\r\n") if end < 0 else line[at:end]
        cells.append(cell)
        if end < 0 or line[end : end + 1] != "\t":
            return cells
        at = end + 1


def _all_quoted(line: str, lines: "_Lines", width: int) -> list[str]:
    """The cells of a row over several lines of which each is quoted; none if it is not one."""
    before = lines.number
    cells: list[str] = []
    at = 0
    while line.startswith('"', at) and (found := _quoted(line, at, lines, width, _ALL)):
        cell, line, end = found
        cells.append(cell)
        if line[end : end + 1] != "\t":
            if len(cells) == width and lines.number > before:
                return cells
            break
        at = end + 1
    lines.take_back(lines.number - before)
    return []


def _quoted(line: str, at: int, lines: "_Lines", width: int, marks: Marks) -> tuple[str, str, int] | None:
    """A cell that is quoted from one end to the other, the line that it ends in, and where; None if it is not.

    Lines of which each has as many cells as the header are rows: these marks are at both ends of something by chance,
    unless the file quotes.
    """
    further: list[str] = []
    start = at + 1
    last, end = line, inside(line, start)
    left = _REACH
    while end == len(last):
        last = next(lines, "") if left > 0 else ""
        if not last:
            lines.give_back(further)
            return None
        further.append(last)
        left -= len(last)
        # Most lines of an article have no mark.
        end = inside(last, 0) if '"' in last else len(last)
    may_be_rows = further and width > 1 and not marks.quoting
    are_rows = may_be_rows and _are_rows([line, *further], width)
    if are_rows or last[end + 1 : end + 2] not in _BEHIND:
        lines.give_back(further)
        return None
    cell = line[start:end] if not further else "".join((line[start:], *further[:-1], last[:end]))
    if not marks.quote(cell):
        return None
    return cell.replace('""', '"') if '"' in cell else cell, last, end + 1


def _are_rows(found: Sequence[str], width: int) -> bool:
    # Of the first one it is almost always clear.
    return found[0].count("\t") == width - 1 and all(line.count("\t") == width - 1 for line in found)


class _Lines:
    """Lines for the reader, which tells how many of them it took for a row by taking them."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._waiting: list[str] = []
        self._taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else next(self._stream)
        self._taken.append(line)
        self.number += 1
        return line

    def give_back(self, lines: Sequence[str]) -> None:
        """Let the lines that were taken last come again."""
        if lines:
            self._waiting += reversed(lines)
            del self._taken[-len(lines) :]
            self.number -= len(lines)

    def take_back(self, count: int) -> None:
        """Let so many of the lines that were taken last come again."""
        if count:
            self.give_back(self._taken[-count:])

    def ahead(self, characters: int) -> list[str]:
        """The lines that come, about so many characters of them; they come again."""
        found: list[str] = []
        while characters > 0 and (line := next(self, "")):
            found.append(line)
            characters -= len(line)
        self.give_back(found)
        return found

    def cut(self, mark: str) -> None:
        """Leave out what the line begins with that was given back."""
        self._waiting[-1] = self._waiting[-1].removeprefix(mark)

    def taken(self) -> str:
        """What was taken since this was last asked."""
        text = self._taken[0] if len(self._taken) == 1 else "".join(self._taken)
        self._taken.clear()
        return text


def row(cells: Sequence[str], dialect: Dialect) -> str:
    """A row as text, with its line end."""
    text = _written(cells, dialect, quotes_all=dialect.quotes_all)
    # Where lines of a quoted text are like rows, only that all cells are quoted says that they are none.
    if dialect.delimiter == "\t" and not dialect.quotes_all and has_rows(text, len(cells)):
        text = _written(cells, dialect, quotes_all=True)
    return text + dialect.line_end


def _written(cells: Sequence[str], dialect: Dialect, *, quotes_all: bool) -> str:
    out = io.StringIO(newline="")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL
    # The writer quotes what its own line end has in it, and a reader ends a row at any.
    csv.writer(out, delimiter=dialect.delimiter, lineterminator="\r\n", quoting=quoting).writerow(cells)
    return out.getvalue().removesuffix("\r\n")


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _unlimited() -> None:
    """Let a cell be as long as an article may be; the limit belongs to the whole process."""
    if csv.field_size_limit() < sys.maxsize:
        csv.field_size_limit(sys.maxsize)
