"""How documents become a file of each format.

A sink takes the pieces that were read and what became of their texts. It may hold some back, to write a row group at a
time.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from cleaner.errors import CleanerError
from cleaner.files import jsonl, units
from cleaner.files.codec import Codec
from cleaner.files.formats import Kind
from cleaner.files.jsonl import Fields
from cleaner.files.outputs import Output
from cleaner.files.reader import Piece

#: Bytes of documents in a row group that is not one of a Parquet file that was read, and rows.
_GROUP = 32 * 1024 * 1024
_GROUP_ROWS = 10_000


class MisfitError(CleanerError):
    """A document that does not fit into an output, which can take others."""


class Sink(Protocol):
    """Writes documents in a format."""

    def begin(self, shape: Any) -> None:
        """Another table comes, of this shape."""

    def follow(self, before: Any) -> None:
        """This is the next shard after that one, with the same columns."""

    def write(self, piece: Piece, data: bytes | str | None) -> int:
        """Write a document.

        Args:
            piece: the document as it was read.
            data: what `units.encode` made of it; None if it stays as it was.

        Returns:
            Bytes that it takes, about.

        Raises:
            MisfitError: it does not fit into this output.
        """

    def pause(self) -> bool:
        """A good moment to write what is held back; whether nothing is held back now."""

    def state(self) -> Any:
        """What is needed to go on after a pause."""

    def finish(self) -> None:
        """Write the rest."""


def sink(kind: Kind, output: Output, codec: Codec, fields: Fields, state: Any = None, rows: str = "") -> Sink:
    """A sink for a format.

    Args:
        kind: the format.
        output: where its bytes go.
        codec: how text becomes bytes.
        fields: names of the fields of records.
        state: what the sink had said of itself when the run was interrupted.
        rows: how the names of files begin in which row groups wait for the end of this one, in a run that may be
            interrupted.
    """
    if kind == "parquet":
        return ParquetSink(output, codec, fields, state, rows)
    if kind in ("csv", "tsv"):
        return TableSink(kind, output, codec, fields, state)
    return ByteSink(kind, output, codec, fields, state)


class ByteSink:
    """Text, and JSON lines."""

    def __init__(self, kind: Kind, output: Output, codec: Codec, fields: Fields, state: Any = None) -> None:
        self._lines = kind == "jsonl"
        self._output = output
        self._codec = codec
        self._fields = fields
        self._is_open: bool
        self._is_begun: bool
        self._is_open, self._is_begun = state or (False, False)

    def begin(self, shape: Any) -> None:
        pass

    def follow(self, before: Any) -> None:
        pass

    def write(self, piece: Piece, data: bytes | str | None) -> int:
        if not isinstance(data, bytes):
            data = self._as_it_was(piece)
        if not data:
            return 0
        if self._lines:
            if self._is_begun:
                # The byte order mark of a file that is not the first would be in the middle.
                data = data.removeprefix(jsonl.MARK)
            if self._is_open:
                self._output.write(b"\n")
            self._is_open = not data.endswith(b"\n")
            self._is_begun = True
        self._output.write(data)
        return len(data)

    def _as_it_was(self, piece: Piece) -> bytes:
        unit = piece.unit
        assert unit is not None
        if unit.kind in ("text", "jsonl"):
            raw: bytes = unit.raw
            return raw
        if piece.blank:
            return b""
        with fitting(f"{unit.place}: "):
            parsed = units.parse(unit, self._codec, self._fields)
            return units.as_line(parsed, parsed.text, self._codec, self._fields)

    def pause(self) -> bool:
        return True

    def state(self) -> Any:
        return self._is_open, self._is_begun

    def finish(self) -> None:
        pass


class TableSink:
    """Comma- and tab-separated values. The columns are those of the first table, or of the first record."""

    def __init__(self, kind: Kind, output: Output, codec: Codec, fields: Fields, state: Any = None) -> None:
        from cleaner.files.tables import Dialect

        self._kind = kind
        self._output = output
        self._codec = codec
        self._fields = fields
        self._dialect = Dialect(delimiter="\t" if kind == "tsv" else ",")
        self._columns: tuple[str, ...] | None = None
        self._is_open = False
        if state is not None:
            columns, dialect, self._is_open = state
            self._columns, self._dialect = tuple(columns), Dialect(*dialect)
        self._same = False

    def begin(self, shape: Any) -> None:
        from cleaner.files.tables import Header

        self._same = False
        if not isinstance(shape, Header):
            return
        if self._columns is None:
            self._columns = shape.columns
            # A table is written as the first one was, but a .tsv made of a .csv is one.
            delimiter = shape.dialect.delimiter if shape.kind == self._kind else self._dialect.delimiter
            self._dialect = shape.dialect._replace(delimiter=delimiter)
            same = shape.dialect == self._dialect
            self._send(shape.raw if same else self._row(shape.columns), "header", raw=same)
        # A quotation mark means something else in .tsv.
        like = shape.kind == self._kind
        self._same = like and (shape.columns, shape.dialect) == (self._columns, self._dialect)

    def follow(self, before: "TableSink") -> None:
        self._columns, self._dialect = before._columns, before._dialect
        if self._columns is not None:
            self._send(self._row(self._columns), "header")

    def write(self, piece: Piece, data: bytes | str | None) -> int:
        unit = piece.unit
        assert unit is not None
        if piece.blank:
            return self._send(unit.raw, unit.place, raw=True) if self._same and unit.cells is not None else 0
        if self._same and unit.cells is not None:
            if data is None:
                return self._send(unit.raw, unit.place, raw=True)
            from cleaner.files.cells import replaced

            at = unit.columns.index(self._fields.text)
            delimiter, _, quotes_all = self._dialect
            row = replaced(unit.raw, at, str(data), delimiter, self._kind, quotes_all=quotes_all)
            return self._send(row, unit.place)
        return self._record(_whole(piece, data, self._codec, self._fields), unit.place)

    def _record(self, record: dict[str, Any], place: str) -> int:
        from cleaner.files.values import cell, check_fields

        with fitting(f"{place}: ", ": write .jsonl instead"):
            check_fields(record)
        if self._columns is None:
            self._columns = tuple(record)
            self._send(self._row(self._columns), place)
        unknown = next((name for name in record if name not in self._columns), None)
        if unknown is not None:
            names = ", ".join(map(repr, self._columns))
            raise MisfitError(
                f"{place}: field {unknown!r} is no column of the output, whose columns are those of the first record "
                f"({names}): write .jsonl instead"
            )
        return self._send(self._row([cell(record.get(name)) for name in self._columns]), place)

    def _row(self, cells: Sequence[str]) -> str:
        from cleaner.files import tables

        return tables.row(cells, self._dialect)

    def _send(self, text: str, place: str, *, raw: bool = False) -> int:
        # Bytes that are no text were let through when the row was read.
        data = text.encode(self._codec.encoding, "surrogateescape") if raw else self._encoded(text, place)
        if self._is_open:
            data = self._dialect.line_end.encode(self._codec.encoding) + data
        self._is_open = not text.endswith(("\n", "\r"))
        self._output.write(data)
        return len(data)

    def _encoded(self, text: str, place: str) -> bytes:
        try:
            return self._codec.encode(text, place)
        except CleanerError as error:
            raise MisfitError(str(error)) from None

    def pause(self) -> bool:
        return self._columns is not None

    def state(self) -> Any:
        return [self._columns, self._dialect, self._is_open]

    def finish(self) -> None:
        pass


@contextmanager
def fitting(before: str = "", after: str = "") -> Iterator[None]:
    """Tell of what cannot be written of a document, which others can go on without."""
    try:
        yield
    except CleanerError as error:
        raise MisfitError(str(error)) from None
    except ValueError as error:
        raise MisfitError(f"{before}{error}{after}") from None


def _whole(piece: Piece, data: bytes | str | None, codec: Codec, fields: Fields) -> dict[str, Any]:
    """The whole record of a document with its new text."""
    unit = piece.unit
    assert unit is not None
    with fitting(f"{unit.place}: "):
        if piece.batch is not None:
            from cleaner.files import parquet

            unit = unit._replace(row=parquet.row(piece.batch.table, piece.row))
        units.require_names(unit)
        parsed = units.parse(unit, codec, fields, exact=True, spelled=True)
    text = data if isinstance(data, str) else parsed.text
    if parsed.record is None:
        return {fields.id: parsed.id, fields.text: text}
    return {**parsed.record, fields.text: text}


class ParquetSink:
    """Parquet. Row groups that were read stay row groups; other documents are gathered in groups of their own.

    The schema is that of the first Parquet file, or made from the first group of documents.
    """

    def __init__(self, output: Output, codec: Codec, fields: Fields, state: Any = None, rows: str = "") -> None:
        self._output = output
        self._codec = codec
        self._fields = fields
        self._kept = rows
        self._segments = 0
        self._shape: Any = None
        self._writer: Any = None
        self._same = False
        self._batch: Any = None
        self._rows: list[int] = []
        self._texts: dict[int, str] = {}
        self._tables: list[Any] = []
        self._records: list[dict[str, Any]] = []
        self._size = self._held = 0
        self._group_ended = False
        if state:
            from cleaner.files import parquet

            self._segments = state[0]
            self._shape = parquet.unpacked(state[1])

    def begin(self, shape: Any) -> None:
        from cleaner.files.parquet import Shape

        self._same = False
        if isinstance(shape, Shape):
            from cleaner.files import parquet

            self._gather()
            shape = shape._replace(schema=parquet.opened_up(shape.schema, self._fields.text))
            if self._shape is None and not self._records:
                self._shape = shape
            self._same = self._shape is not None and self._shape.schema.equals(shape.schema)

    def follow(self, before: "ParquetSink") -> None:
        self._shape = before._shape

    def write(self, piece: Piece, data: bytes | str | None) -> int:
        if piece.blank:
            return 0
        size = piece.size
        if self._same and piece.batch is not None:
            if piece.batch is not self._batch:
                self._gather()
                self._batch = piece.batch
            if data is not None:
                self._texts[piece.row] = _whole_text(str(data), piece)
            self._rows.append(piece.row)
            self._group_ended = piece.ends_group
        else:
            self._add(_whole(piece, data, self._codec, self._fields), piece)
        self._held += 1
        self._size += size
        return size

    def _add(self, record: dict[str, Any], piece: Piece) -> None:
        from cleaner.files import parquet

        place = piece.unit.place if piece.unit is not None else ""
        with fitting(f"{place}: ", ": write .jsonl instead"):
            parquet.check(record)
            if self._shape is not None:
                record = parquet.fitted(record, self._shape.schema)
        self._records.append(record)

    def _gather(self) -> None:
        """Make a table of the rows of a batch, or of the records."""
        from cleaner.files import parquet

        if self._rows:
            self._tables.append(parquet.with_texts(self._batch.table, self._fields.text, self._texts, self._rows))
        self._batch, self._rows, self._texts = None, [], {}
        if self._records and self._shape is not None:
            self._tables.append(parquet.table_of(self._records, self._shape.schema, self._output.name))
            self._records = []

    def pause(self) -> bool:
        if self._group_ended or self._held >= _GROUP_ROWS or self._size >= _GROUP:
            self._end_group()
        return not self._held

    def _end_group(self) -> None:
        from cleaner.files import parquet

        if self._records and self._shape is None:
            self._shape = parquet.Shape(parquet.schema_of(self._records), parquet.COMPRESSION)
        self._gather()
        self._held = self._size = 0
        self._group_ended = False
        if self._tables:
            table = parquet.joined(self._tables, self._shape.schema)
            self._tables = []
            if self._kept:
                self._save(table)
            else:
                self._emit(table)

    def _emit(self, table: Any) -> None:
        from cleaner.files import parquet

        if self._writer is None:
            self._writer = parquet.writer(_Stream(self._output), self._shape)
        if table.num_rows:
            self._writer.write_table(table, row_group_size=max(1, table.num_rows))

    def _save(self, table: Any) -> None:
        """Keep a row group as a file of its own: a Parquet file that has no end cannot be read."""
        from cleaner.files import parquet
        from cleaner.files.atomic import AtomicFile

        with AtomicFile(self._segment(self._segments)) as file:
            writer = parquet.writer(_Stream(file), self._shape)
            writer.write_table(table, row_group_size=max(1, table.num_rows))
            writer.close()
        self._segments += 1

    def _segment(self, number: int) -> str:
        return f"{self._kept}{number:06}.parquet"

    def state(self) -> Any:
        from cleaner.files import parquet

        return [self._segments, parquet.packed(self._shape)]

    def finish(self) -> None:
        from cleaner.files import parquet

        self._end_group()
        if self._shape is None:
            self._shape = parquet.Shape(parquet.empty_schema(self._fields), parquet.COMPRESSION)
        _, library = parquet.library()
        for number in range(self._segments):
            self._emit(library.ParquetFile(self._segment(number)).read())
        if self._writer is None:
            self._writer = parquet.writer(_Stream(self._output), self._shape)
        self._writer.close()


def _whole_text(text: str, piece: Piece) -> str:
    """A text that Parquet can hold."""
    from cleaner.files import parquet

    with fitting(f"{piece.unit.place if piece.unit is not None else ''}: "):
        parquet.check({"text": text})
    return text


class _Stream:
    """An output as pyarrow wants it."""

    closed = False

    def __init__(self, output: Output) -> None:
        self._output = output
        self._size = 0

    def write(self, data: Any) -> int:
        raw = bytes(data)
        self._output.write(raw)
        self._size += len(raw)
        return len(raw)

    def tell(self) -> int:
        return self._size

    def flush(self) -> None:
        pass

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        pass
