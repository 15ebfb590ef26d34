"""Tables as text: comma- and tab-separated values, read and written with the standard library.

A row that stays the same is written as it was read. Any other is quoted where it has to be, or everywhere if the
header is.
"""

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from typing import IO, Any, Literal, NamedTuple

from cleaner.errors import CleanerError
from cleaner.files.codec import Codec
from cleaner.files.errors import shown
from cleaner.files.formats import Kind

_MARK = "\ufeff"

#: What may stand between the cells of a .csv; the most frequent one in the header is taken.
_DELIMITERS = ",;\t|"


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
    """A row: its cells, the text that was read, and the number of its first line."""

    cells: list[str]
    raw: str
    line: int


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
        errors = "surrogateescape" if codec.errors == "strict" and codec.keeps_line_ends else codec.errors
        self._lines = _Lines(io.TextIOWrapper(stream, codec.encoding, errors, newline=""))
        first = next(self._lines, "")
        if not first.strip():
            raise CleanerError(f"{shown(name)}: a table needs a first row with the names of its columns")
        delimiter = "\t" if kind == "tsv" else max(_DELIMITERS, key=_outside_quotes(first).count)
        self._lines.give_back(first)
        self._reader = csv.reader(self._lines, delimiter=delimiter)
        cells = next(self._reader)
        raw = self._lines.taken()
        plain = raw.removeprefix(_MARK)
        if cells and cells[0].startswith(_MARK):
            # The mark hides the quotation mark behind it from the reader.
            cells = next(csv.reader(io.StringIO(plain, newline=""), delimiter=delimiter))
        body = plain.rstrip("\r\n")
        self.header = Header(
            tuple(cells), Dialect(delimiter, plain[len(body) :] or "\n", body.count('"') >= 2 * len(cells)), raw, kind
        )

    def rows(self) -> Iterator[Row]:
        """The rows, one at a time; one without cells is an empty line.

        Raises:
            CleanerError: it cannot be cut into rows.
        """
        lines = self._lines
        while True:
            line = lines.number + 1
            try:
                cells = next(self._reader, None)
            except csv.Error as error:
                raise CleanerError(f"line {line}: {error}") from None
            if cells is None:
                return
            yield Row(cells, lines.taken(), line)


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

    def give_back(self, line: str) -> None:
        self._waiting.append(line)
        self._taken.pop()
        self.number -= 1

    def taken(self) -> str:
        """What was taken since this was last asked."""
        text = self._taken[0] if len(self._taken) == 1 else "".join(self._taken)
        self._taken.clear()
        return text


def row(cells: Sequence[str], dialect: Dialect) -> str:
    """A row as text, with its line end."""
    out = io.StringIO(newline="")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if dialect.quotes_all else csv.QUOTE_MINIMAL
    # The writer quotes what its own line end has in it, and a reader ends a row at any.
    csv.writer(out, delimiter=dialect.delimiter, lineterminator="\r\n", quoting=quoting).writerow(cells)
    return out.getvalue().removesuffix("\r\n") + dialect.line_end


def cell(value: Any) -> str:
    """A value of a record as a cell: nothing for null, JSON for what is neither a text nor a number."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    import json

    return json.dumps(value, ensure_ascii=False)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _unlimited() -> None:
    """Let a cell be as long as an article may be; the limit belongs to the whole process."""
    if csv.field_size_limit() < sys.maxsize:
        csv.field_size_limit(sys.maxsize)
