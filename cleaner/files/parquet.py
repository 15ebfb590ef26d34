"""Parquet, through pyarrow, the extra `parquet`: read a batch of rows at a time, written a row group at a time."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, Any, NamedTuple

from cleaner.errors import CleanerError
from cleaner.files import columns as values
from cleaner.files.errors import shown
from cleaner.files.jsonl import Fields
from cleaner.files.units import repeated
from cleaner.files.values import Mended, Moment, cell, check_fields

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
        names = ", ".join(map(repr, schema.names)) or "none"
        if field not in schema.names:
            raise CleanerError(f"{shown(name)}: no column {field!r} (columns: {names}): name it with --text-field")
        if (count := schema.names.count(field)) > 1:
            raise CleanerError(f"{shown(name)}: {count} columns are called {field!r} (columns: {names}): rename them")
        kind = schema.field(field).type
        if not _is_text(kind) and not _is_bytes(kind) and kind != pyarrow.null():
            raise CleanerError(f"{shown(name)}: column {field!r} holds {kind}, not texts: see --text-field")
        self._coded = -1 if _is_plain(kind) else schema.names.index(field)
        self.shape = Shape(schema, _compression(self._file.metadata))

    def batches(self) -> Iterator[Batch]:
        """The rows. A row group that cannot be read is left out as a whole, and told."""
        pyarrow, _ = library()
        first = 1
        for number in range(self._file.metadata.num_row_groups):
            rows = self._file.metadata.row_group(number).num_rows
            done = 0
            try:
                for table in self._file.iter_batches(_ROWS, row_groups=[number]):
                    done += table.num_rows
                    if self._coded >= 0:
                        table = _as_texts(table, self._coded)
                    yield Batch(table, first + done - table.num_rows, done >= rows, table.num_rows)
            except (OSError, ValueError, pyarrow.ArrowException) as error:
                place = f"{shown(self._name)}: rows {first + done} to {first + rows - 1}"
                yield Batch(None, first + done, True, rows - done, f"{place} cannot be read: {_line(error)}")
            first += rows


def _as_texts(table: Any, at: int) -> Any:
    """Some rows with a column of bytes, of codes or of views as one of texts, valid or not: whoever reads a row finds
    that out.

    They become what they were when the rows are written (`joined`).
    """
    kind = library()[0].large_string()
    field = table.schema.field(at)
    return table.set_column(at, field.with_type(kind), table.column(at).cast(kind, safe=False))


def columns(table: Any, fields: Fields, *, whole: bool, errors: str = "strict") -> list[dict[str, Any] | ValueError]:
    """The rows as records. Instead of one that cannot be read, why.

    Args:
        table: a `pyarrow.RecordBatch`.
        fields: the fields that mean something.
        whole: whether the others are wanted too.
        errors: what to do with bytes that are not valid UTF-8, which is what the texts of Parquet are.
    """
    names = table.schema.names
    wanted = range(len(names)) if whole else [names.index(name) for name in dict.fromkeys(fields) if name in names]
    return values.rows([names[at] for at in wanted], [table.column(at) for at in wanted], _broken(errors))


def _broken(errors: str) -> Callable[[Any], str] | None:
    """What becomes of a text that is not valid; None if that is an error."""
    if errors == "strict":
        return None
    if errors == "surrogateescape":
        return lambda scalar: _bytes(scalar).decode("utf-8", errors)
    return lambda scalar: Mended(_bytes(scalar).decode("utf-8", errors))


def with_texts(table: Any, field: str, texts: Mapping[int, str], rows: Sequence[int]) -> Any:
    """Some of the rows, with other texts in some of them; everything else as it was.

    Args:
        table: a `pyarrow.RecordBatch`.
        field: the column that holds the text.
        texts: the new ones, by row.
        rows: the rows that stay, in order.
    """
    if texts:
        at = table.schema.get_field_index(field)
        column = table.schema.field(at)
        table = table.set_column(at, column, _with(table.column(at), texts))
    return table if len(rows) == table.num_rows else _some(table, rows)


def _some(table: Any, rows: Sequence[int]) -> Any:
    """Some of the rows, in order. Arrow cannot take single rows of every type, but runs of them."""
    pyarrow, _ = library()
    firsts = [row for at, row in enumerate(rows) if not at or rows[at - 1] != row - 1]
    lasts = [row for at, row in enumerate(rows) if at + 1 == len(rows) or rows[at + 1] != row + 1]
    runs = [table.slice(first, last - first + 1) for first, last in zip(firsts, lasts, strict=True)]
    return pyarrow.concat_batches(runs) if runs else table.slice(0, 0)


def _with(column: Any, texts: Mapping[int, str]) -> Any:
    """A column with other texts in some of its rows. The others are not looked at: they need not be valid."""
    pyarrow, _ = library()
    order = list(range(len(column)))
    for number, row in enumerate(texts):
        order[row] = len(column) + number
    both = pyarrow.concat_arrays([column, pyarrow.array(list(texts.values()), column.type)])
    return both.take(pyarrow.array(order, pyarrow.int64()))


def row(batch: Any, number: int) -> dict[str, Any]:
    """One row of a batch, whole.

    Raises:
        ValueError: a value cannot be read, or two columns have one name.
    """
    names = batch.schema.names
    if twice := repeated(names):
        raise ValueError(twice)
    [found] = values.rows(names, batch.slice(number, 1).columns)
    if isinstance(found, ValueError):
        raise found
    return found


def row_as_it_is(batch: Any, number: int) -> dict[str, Any]:
    """One row of a batch, with bytes for texts that are none. A second column of a name has its number behind it."""
    found: dict[str, Any] = {}
    for at, name in enumerate(batch.schema.names, 1):
        scalar = batch.column(at - 1)[number]
        found[f"{name} ({at})" if name in found else name] = values.value(scalar, _bytes)
    return found


def value(batch: Any, name: str, number: int) -> Any:
    """A value of a row; None if there is no such column, or what is in it cannot be read."""
    at = batch.schema.get_field_index(name)
    return None if at < 0 else values.value(batch.column(at)[number], lambda _: None)


def _bytes(scalar: Any) -> bytes:
    pyarrow, _ = library()
    found: bytes = scalar.cast(pyarrow.large_binary()).as_py()
    return found


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


def opened_up(schema: Any, field: str) -> Any:
    """A schema whose column of texts takes texts, also where the first file has nothing but nulls in it."""
    pyarrow, _ = library()
    at = schema.get_field_index(field)
    if at < 0 or schema.field(at).type != pyarrow.null():
        return schema
    return schema.set(at, schema.field(at).with_type(pyarrow.string()))


def empty_schema(fields: Fields) -> Any:
    """The schema of an output without documents."""
    pyarrow, _ = library()
    return pyarrow.schema([(fields.id, pyarrow.string()), (fields.text, pyarrow.string())])


def check(record: Mapping[str, Any]) -> None:
    """Refuse what is nested too deeply, and what is no Unicode: half of a surrogate pair, and bytes that are no text.

    Raises:
        ValueError: the message names the field.
    """
    check_fields(record)
    _check(record)


def _check(value: Any, name: str = "") -> None:
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
            _check(key, name or key)
            _check(inner, name or key)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, name)


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
    if _is_text(kind):
        return cell(value)
    value = _exact(value, kind)
    try:
        # Arrow sees to it that what is in a scalar is not cut.
        made = pyarrow.array([value], kind)
        back = value if isinstance(value, pyarrow.Scalar) else values.value(made[0])
    except (pyarrow.ArrowException, OverflowError, TypeError, ValueError):
        back = None
    # What has no place in a structure is left out without a word.
    if _is_cut(value, back):
        raise ValueError(f"field {name!r} does not fit the type of its column, {kind}")
    return value


def _exact(value: Any, kind: Any) -> Any:
    """A value with what Arrow has for times that Python cannot hold."""
    pyarrow, _ = library()
    if isinstance(value, Moment):
        try:
            return value.exact if pyarrow.types.is_nested(kind) else value.exact.cast(kind)
        except pyarrow.ArrowException:
            return value
    if isinstance(value, Mapping):
        return {key: _exact(inner, kind) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        # A map is a list of pairs, which are tuples.
        return type(value)(_exact(inner, kind) for inner in value)
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


def table_of(records: Sequence[Mapping[str, Any]], schema: Any, name: str) -> Any:
    """Records that fit as a `pyarrow.Table`.

    Args:
        records: the records.
        schema: their columns.
        name: the file that they are for, for messages.

    Raises:
        CleanerError: a column of codes has too few of them.
    """
    pyarrow, _ = library()
    try:
        return _table_of(records, schema)
    except pyarrow.ArrowInvalid:
        for field in schema:
            if pyarrow.types.is_dictionary(field.type) and field.type.index_type.bit_width < 32:
                raise CleanerError(
                    f"{shown(name)}: column {field.name!r} is coded in {field.type.index_type}, as in the first input: "
                    "too few codes for what the others hold: write .jsonl instead, or store that input as plain texts"
                ) from None
        raise


def _table_of(records: Sequence[Mapping[str, Any]], schema: Any) -> Any:
    pyarrow, _ = library()
    return pyarrow.table(
        [pyarrow.array([fitted_value(record.get(f.name), f.type) for record in records], f.type) for f in schema],
        schema=schema,
    )


def fitted_value(value: Any, kind: Any) -> Any:
    """A value of the first records, by which the columns were made, as it fits."""
    return cell(value) if value is not None and _is_text(kind) else value


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


def _is_bytes(kind: Any) -> bool:
    """Whether a column holds bytes, which may be texts that a program wrote without saying so."""
    types, inner = library()[0].types, _inner(kind)
    return bool(types.is_binary(inner) or types.is_large_binary(inner) or types.is_binary_view(inner))


def _is_text(kind: Any) -> bool:
    types, inner = library()[0].types, _inner(kind)
    return bool(types.is_string(inner) or types.is_large_string(inner) or types.is_string_view(inner))


def _inner(kind: Any) -> Any:
    """The type of the values of a column, which may be coded: each of them once, and their numbers."""
    return kind.value_type if library()[0].types.is_dictionary(kind) else kind


def _is_plain(kind: Any) -> bool:
    """Whether texts can stay as they are stored while they are worked on."""
    pyarrow, _ = library()
    return kind in (pyarrow.string(), pyarrow.large_string(), pyarrow.null())


def _compression(metadata: Any) -> Any:
    """How the columns of a file are compressed."""
    if not metadata.num_row_groups:
        return COMPRESSION
    group = metadata.row_group(0)
    methods = {group.column(i).path_in_schema: group.column(i).compression for i in range(group.num_columns)}
    return {path: "NONE" if method == "UNCOMPRESSED" else method for path, method in methods.items()}


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())
