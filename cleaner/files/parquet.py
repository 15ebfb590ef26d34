"""Parquet, through pyarrow, the extra `parquet`: read a batch of rows at a time, written a row group at a time."""

import datetime
import decimal
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, NamedTuple

from cleaner.errors import CleanerError
from cleaner.files.errors import shown
from cleaner.files.jsonl import Fields

#: Rows that are read at once.
_ROWS = 512

#: How files are compressed that are not made from Parquet.
COMPRESSION = "zstd"


class Batch(NamedTuple):
    """Some rows of a file.

    Attributes:
        table: the rows, a `pyarrow.RecordBatch` with all columns.
        first: number of the first of them, from 1.
        last: whether they end a row group.
        problem: why these rows could not be read; then `table` is None and `size` says how many they are.
        size: number of rows.
    """

    table: Any
    first: int
    last: bool
    size: int
    problem: str = ""


class Shape(NamedTuple):
    """What a file has to be written with to be like another.

    Attributes:
        schema: a `pyarrow.Schema`, with its metadata.
        compression: the method for each column, or for all.
    """

    schema: Any
    compression: Any


class Table:
    """A file being read.

    Args:
        stream: its bytes; must be able to seek.
        name: the file, for messages.
        field: the column that holds the text.

    Raises:
        CleanerError: it is no Parquet file, or has no such column of texts.
    """

    def __init__(self, stream: IO[bytes], name: str, field: str) -> None:
        self._name = name
        pyarrow, parquet = library()
        try:
            self._file = parquet.ParquetFile(stream, page_checksum_verification=True)
        except pyarrow.ArrowException as error:
            raise CleanerError(f"{shown(name)}: no valid Parquet file: {_line(error)}") from None
        schema = self._file.schema_arrow
        if schema.names.count(field) != 1:
            names = ", ".join(map(repr, schema.names)) or "none"
            raise CleanerError(f"{shown(name)}: no column {field!r} (columns: {names}): name it with --text-field")
        kind = schema.field(field).type
        if not _is_text(kind):
            raise CleanerError(f"{shown(name)}: column {field!r} holds {kind}, not texts: see --text-field")
        self.shape = Shape(schema, _compression(self._file.metadata))

    def batches(self) -> Iterator[Batch]:
        """The rows. A row group that cannot be read is left out as a whole, and told."""
        first = 1
        for number in range(self._file.metadata.num_row_groups):
            rows = self._file.metadata.row_group(number).num_rows
            done = 0
            try:
                for table in self._file.iter_batches(_ROWS, row_groups=[number]):
                    done += table.num_rows
                    yield Batch(table, first + done - table.num_rows, done >= rows, table.num_rows)
            except (OSError, ValueError) as error:
                place = f"{shown(self._name)}: rows {first + done} to {first + rows - 1}"
                yield Batch(None, first + done, True, rows - done, f"{place} cannot be read: {_line(error)}")
            first += rows


def columns(table: Any, fields: Fields, *, whole: bool) -> list[dict[str, Any]]:
    """The rows as records: of the fields that mean something, or of all."""
    if not whole:
        table = table.select([name for name in dict.fromkeys(fields) if name in table.schema.names])
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def plain(value: Any) -> Any:
    """A value as JSON can hold it: times as ISO 8601, decimals as texts, bytes as base64, NaN as null."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    return str(value) if isinstance(value, decimal.Decimal | datetime.timedelta) else repr(value)


def with_texts(table: Any, field: str, texts: Mapping[int, str], rows: Sequence[int]) -> Any:
    """Some of the rows, with other texts in some of them; everything else as it was.

    Args:
        table: a `pyarrow.RecordBatch`.
        field: the column that holds the text.
        texts: the new ones, by row.
        rows: the rows that stay, in order.
    """
    pyarrow, _ = library()
    if texts:
        at = table.schema.get_field_index(field)
        values = table.column(at).to_pylist()
        for row, text in texts.items():
            values[row] = text
        column = table.schema.field(at)
        table = table.set_column(at, column, pyarrow.array(values, column.type))
    return table if len(rows) == table.num_rows else table.take(pyarrow.array(rows, pyarrow.int64()))


def row(batch: Any, number: int) -> dict[str, Any]:
    """One row of a batch, whole."""
    found: list[dict[str, Any]] = batch.slice(number, 1).to_pylist()
    return found[0]


def schema_of(records: Sequence[Mapping[str, Any]]) -> Any:
    """The schema for records: all their fields. What is of several types becomes text."""
    pyarrow, _ = library()
    names = dict.fromkeys(name for record in records for name in record)
    return pyarrow.schema([(name, _type_of([record.get(name) for record in records])) for name in names])


def _type_of(values: Sequence[Any]) -> Any:
    pyarrow, _ = library()
    try:
        kind = pyarrow.infer_type(values)
        if any(map(_is_cut, values, pyarrow.array(values, kind).to_pylist())):
            return pyarrow.string()
    except (pyarrow.ArrowException, OverflowError, TypeError, ValueError):
        return pyarrow.string()
    # A column of nulls takes nothing else later. An object without fields cannot be written.
    return pyarrow.string() if kind == pyarrow.null() or _is_empty(kind) else kind


def _is_empty(kind: Any) -> bool:
    """Whether a type is an object without fields, or has one in it."""
    pyarrow, _ = library()
    if pyarrow.types.is_struct(kind):
        return not kind.num_fields or any(_is_empty(field.type) for field in kind)
    return bool(pyarrow.types.is_list(kind)) and (kind.value_type == pyarrow.null() or _is_empty(kind.value_type))


def empty_schema(fields: Fields) -> Any:
    """The schema of an output without documents."""
    pyarrow, _ = library()
    return pyarrow.schema([(fields.id, pyarrow.string()), (fields.text, pyarrow.string())])


def check(value: Any, name: str = "") -> None:
    """Refuse what is no Unicode: half of a surrogate pair, which JSON can hold, and bytes that are no text.

    Raises:
        ValueError: the message names the field.
    """
    if isinstance(value, str):
        if not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError as error:
                what = (
                    "bytes that are no text" if "\udc80" <= value[error.start] <= "\udcff" else "half a surrogate pair"
                )
                raise ValueError(f"field {name!r} has {what}, which Parquet cannot hold") from None
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            check(key, name or key)
            check(inner, name or key)
    elif isinstance(value, list):
        for inner in value:
            check(inner, name)


def fitted(record: Mapping[str, Any], schema: Any) -> dict[str, Any]:
    """A record as it fits into columns; what a column of texts cannot hold becomes JSON.

    Raises:
        ValueError: something does not fit; the message names the field.
    """
    known = schema.names
    for name in record:
        if name not in known:
            raise ValueError(f"field {name!r} is no column of the output, whose columns are those of the first records")
    return {name: _fitted(name, value, schema.field(name).type) for name, value in record.items()}


def _fitted(name: str, value: Any, kind: Any) -> Any:
    pyarrow, _ = library()
    if value is None or (type(value) is str and kind == pyarrow.string()):
        return value
    if _is_text(kind) and not isinstance(value, str):
        import json

        return json.dumps(plain(value), ensure_ascii=False)
    try:
        back = pyarrow.array([value], kind).to_pylist()[0]
    except (pyarrow.ArrowException, OverflowError, TypeError, ValueError):
        back = None
    # What has no place in a structure is left out without a word.
    if _is_cut(value, back):
        raise ValueError(f"field {name!r} does not fit the type of its column, {kind}")
    return value


def _is_cut(value: Any, back: Any) -> bool:
    """Whether something of a value has been left out."""
    if isinstance(value, Mapping):
        if not isinstance(back, Mapping):
            return not isinstance(back, list)
        return any(_is_cut(value[key], back.get(key)) for key in value)
    if isinstance(value, list):
        return not isinstance(back, list) or any(_is_cut(*pair) for pair in zip(value, back, strict=True))
    if isinstance(value, int | float) and isinstance(back, int | float):
        # A column of smaller floats rounds, as it always does; whole numbers are exact.
        return value != back and not (isinstance(value, float) and isinstance(back, float))
    return value is not None and back is None


def table_of(records: Sequence[Mapping[str, Any]], schema: Any) -> Any:
    """Records that fit as a `pyarrow.Table`."""
    pyarrow, _ = library()
    return pyarrow.table(
        [pyarrow.array([fitted_value(record.get(f.name), f.type) for record in records], f.type) for f in schema],
        schema=schema,
    )


def fitted_value(value: Any, kind: Any) -> Any:
    """A value of the first records, by which the columns were made, as it fits."""
    return _fitted("", value, kind) if _is_text(kind) and not isinstance(value, str) else value


def joined(tables: Sequence[Any], schema: Any) -> Any:
    """Tables and batches as one `pyarrow.Table`."""
    pyarrow, _ = library()
    made = [pyarrow.Table.from_batches([t]) if isinstance(t, pyarrow.RecordBatch) else t for t in tables]
    return pyarrow.concat_tables([table.cast(schema) if table.schema != schema else table for table in made])


def writer(stream: Any, shape: Shape) -> Any:
    """A `pyarrow.parquet.ParquetWriter`."""
    _, parquet = library()
    return parquet.ParquetWriter(stream, shape.schema, compression=shape.compression, write_page_checksum=True)


def packed(shape: Shape | None) -> Any:
    """A shape as JSON can hold it."""
    return None if shape is None else [b64encode(shape.schema.serialize()).decode("ascii"), shape.compression]


def unpacked(state: Any) -> Shape | None:
    """The shape that was packed."""
    if state is None:
        return None
    pyarrow, _ = library()
    return Shape(pyarrow.ipc.read_schema(pyarrow.py_buffer(b64decode(state[0]))), state[1])


def library() -> tuple[Any, Any]:
    """The modules `pyarrow` and `pyarrow.parquet`.

    Raises:
        CleanerError: they are not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise CleanerError("Parquet files need the package pyarrow: pip install 'presscleaner[parquet]'") from None
    return pyarrow, pyarrow.parquet


def _is_text(kind: Any) -> bool:
    pyarrow, _ = library()
    types = pyarrow.types
    inner = kind.value_type if types.is_dictionary(kind) else kind
    return bool(types.is_string(inner) or types.is_large_string(inner) or types.is_string_view(inner))


def _compression(metadata: Any) -> Any:
    """How the columns of a file are compressed."""
    if not metadata.num_row_groups:
        return COMPRESSION
    group = metadata.row_group(0)
    methods = {group.column(i).path_in_schema: group.column(i).compression for i in range(group.num_columns)}
    return {path: "NONE" if method == "UNCOMPRESSED" else method for path, method in methods.items()}


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())
