"""From files to documents: every input is read once, a document at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple

from cleaner.errors import CleanerError
from cleaner.files import formats, streams
from cleaner.files.codec import Codec
from cleaner.files.errors import is_of_data, problem, shown
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Task
from cleaner.files.units import Unit, repeated


class Piece(NamedTuple):
    """One document of an input, or something without one.

    Attributes:
        task: the file that it is from.
        unit: what was read; None if that cannot be had.
        size: bytes that it takes in the file, about.
        problem: why it cannot be read; None if it can.
        batch: the rows of Parquet that it is one of.
        row: which of them.
        blank: whether it is an empty line.
        lost: documents that the problem stands for.
    """

    task: Task
    unit: Unit | None
    size: int
    problem: str | None = None
    batch: Any = None
    row: int = 0
    blank: bool = False
    lost: int = 1

    @property
    def ends_group(self) -> bool:
        """Whether a row group ends with it."""
        return self.batch is not None and self.batch.last and self.row == self.batch.size - 1


class Begin(NamedTuple):
    """The beginning of a table.

    Attributes:
        task: the file.
        shape: what a file has to be written with to be like it: a `tables.Header` or a `parquet.Shape`.
    """

    task: Task
    shape: Any


class End(NamedTuple):
    """The end of a file, or the reason why it could not be read to its end."""

    task: Task
    problem: str | None = None


class Reader:
    """Reads files.

    Args:
        codec: how bytes become text.
        fields: names of the fields of records.
        whole: whether the other columns of Parquet are wanted as values.
        converts: whether the rows of a file become something else than rows of the same format.
    """

    def __init__(
        self, codec: Codec, fields: Fields, *, whole: bool = False, converts: Callable[[Task], bool] | None = None
    ) -> None:
        self._codec = codec
        self._fields = fields
        self._whole = whole
        self._converts = converts

    def read(self, tasks: Iterable[Task], skip: int = 0) -> Iterator[Piece | Begin | End]:
        """The pieces of every file, each file closed by its end.

        Args:
            tasks: the files.
            skip: pieces of the first one to leave out.
        """
        for task in tasks:
            failure = None
            try:
                yield from self._file(task, skip)
            except Exception as error:
                failure = str(_told(task.source.name, error))
            yield End(task, failure)
            skip = 0

    def _file(self, task: Task, skip: int) -> Iterator[Piece | Begin]:
        name = task.source.name
        if suffix := formats.foreign_packing(name):
            raise CleanerError(f"{shown(name)}: {suffix} is not read: unpack it, or pack it as .gz or .zst")
        if task.kind == "text":
            if not skip:
                yield self._text(task)
            return
        if task.kind == "parquet":
            yield from self._parquet(task, skip)
            return
        with streams.open_input(name) as stream:
            self._check(task, stream)
            if task.kind == "jsonl":
                yield from self._lines(task, stream, skip)
            else:
                yield from self._table(task, stream, skip)

    def _text(self, task: Task) -> Piece:
        name = task.source.name
        raw = streams.read_file(name)
        unit = Unit("text", shown(name), raw, task.source.id, site=task.source.site)
        problem = None
        if task.guessed:
            from cleaner.files import magic

            if told := magic.json(raw, unit.place):
                problem = f"{unit.place}: {told}"
        return Piece(task, unit, len(raw), problem)

    def _check(self, task: Task, stream: Any) -> None:
        """Refuse what cannot be cut into records."""
        from cleaner.files import magic

        place = shown(task.source.name)
        head = stream.peek(magic.LENGTH)
        if told := magic.told(head, place):
            raise CleanerError(f"{place}: {told}")
        encoding = "utf-16" if magic.utf_16(head) else self._codec.encoding
        if encoding == "utf-16" or not self._codec.keeps_line_ends:
            what = "JSON lines" if task.kind == "jsonl" else "tables"
            raise CleanerError(f"{place}: {what} cannot be read as {encoding}: {magic.recode(encoding, place)}")

    def _lines(self, task: Task, stream: Any, skip: int) -> Iterator[Piece]:
        place = shown(task.source.name)
        for number, raw in enumerate(islice(stream, skip, None), skip + 1):
            yield Piece(task, Unit("jsonl", f"{place}:{number}", raw), len(raw), blank=raw.isspace())

    def _table(self, task: Task, stream: Any, skip: int) -> Iterator[Piece | Begin]:
        from cleaner.files import tables

        place = shown(task.source.name)
        table = tables.Table(stream, task.source.name, task.kind, self._codec)
        columns = table.header.columns
        if self._fields.text not in columns:
            names = ", ".join(map(repr, columns))
            raise CleanerError(
                f"{place}: no column {self._fields.text!r} (columns: {names}): name it with --text-field"
            )
        self._require_names(task, columns)
        yield Begin(task, table.header)
        for row in islice(table.rows(), skip, None):
            unit = Unit(task.kind, f"{place}:{row.line}", row.raw, cells=row.cells, columns=columns)
            if row.problem:
                yield Piece(task, unit, len(row.raw), f"{unit.place}: {row.problem}")
            else:
                yield Piece(task, unit, len(row.raw), blank=not row.cells)

    def _require_names(self, task: Task, columns: Sequence[str]) -> None:
        if self._converts is not None and self._converts(task) and (twice := repeated(columns)):
            raise CleanerError(f"{shown(task.source.name)}: {twice}")

    def _parquet(self, task: Task, skip: int) -> Iterator[Piece | Begin]:
        from cleaner.files import parquet

        name = task.source.name
        with _seekable(name) as stream:
            table = parquet.Table(stream, name, self._fields.text)
            self._require_names(task, table.shape.schema.names)
            yield Begin(task, table.shape)
            yield from islice(self._rows(task, table), skip, None)

    def _rows(self, task: Task, table: Any) -> Iterator[Piece]:
        from cleaner.files import parquet

        place = shown(task.source.name)
        for batch in table.batches():
            if batch.table is None:
                yield Piece(task, None, 0, batch.problem, lost=batch.size)
                continue
            rows = parquet.columns(batch.table, self._fields, whole=self._whole, errors=self._codec.errors)
            size = batch.table.nbytes // max(1, batch.size)
            for number, row in enumerate(rows):
                unit = Unit("parquet", f"{place}:{batch.first + number}", row=row)
                problem = None
                if isinstance(row, ValueError):
                    unit, problem = unit._replace(row={}), f"{unit.place}: {row}"
                yield Piece(task, unit, size, problem, batch, number)


@contextmanager
def _seekable(name: str) -> Iterator[Any]:
    """A file whose end can be read first, which is where Parquet says what is in it."""
    if name == streams.STANDARD:
        import io

        with streams.open_input(name) as stream:
            yield io.BytesIO(stream.read())
    else:
        with streams.open_file(name) as stream:
            yield stream


def lines(name: str) -> Iterator[tuple[str, bytes]]:
    """The lines of a file that are not blank, each after its place.

    Raises:
        CleanerError: it cannot be read.
    """
    with _explained(name), streams.open_input(name) as stream:
        for number, raw in enumerate(stream, 1):
            if not raw.isspace():
                yield f"{shown(name)}:{number}", raw


def whole(name: str) -> bytes:
    """What is in a file.

    Raises:
        CleanerError: it cannot be read.
    """
    with _explained(name):
        return streams.read_file(name)


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Tell what goes wrong with a file in one line that names it."""
    try:
        yield
    except Exception as error:
        raise _told(name, error) from None


def _told(name: str, error: Exception) -> CleanerError:
    """What goes wrong with a file, in one line that names it; anything that should not is raised as it is."""
    if isinstance(error, CleanerError):
        return error
    if is_of_data(error):
        return problem(name, error)
    if isinstance(error, ValueError):
        # A name with a NUL byte, and nothing else that opens and reads.
        return CleanerError(f"{shown(name)}: {error}")
    if not formats.is_remote(name):
        raise error
    return CleanerError(f"{shown(name)}: {type(error).__name__}: {' '.join(str(error).split())}")
