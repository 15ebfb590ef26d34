"""Documents of files as a stream, and a writer for those that are chosen: any format in, any format out.

with Writer("kept.jsonl.gz") as out:
    for entry in read(["raw", "more.parquet"], problem=print):
        if wanted(entry.text):
            out.write(entry)
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, Self

from cleaner import layout
from cleaner.document import PLACE, Document
from cleaner.errors import CleanerError
from cleaner.files import formats, shards, sinks, sources, streams, units
from cleaner.files.codec import Codec
from cleaner.files.errors import shown
from cleaner.files.formats import Kind
from cleaner.files.jsonl import FIELDS, Fields
from cleaner.files.plan import Format, Task
from cleaner.files.reader import Begin, End, Piece, Reader
from cleaner.files.sinks import MisfitError
from cleaner.files.writer import Maker, Series

__all__ = ["Entry", "MisfitError", "Writer", "entries", "read"]

#: Bytes of documents between two moments at which a row group may be written.
_PAUSE = 256 * 1024


class Entry(NamedTuple):
    """One document of an input.

    Attributes:
        file: the file that it is from, as it was given.
        place: the file, and of a record its line or row: for messages.
        id: its name: the field that names it, else for a record its place, for a text its path in its directory.
        text: its text; "" where a record's is null.
        site: its publisher or host, "" if not known.
        lang: its language, "" if not known.
        size: bytes that it takes in its file, about.
        source: what a `Writer` needs to write it as it was; not for others.
    """

    file: str
    place: str
    id: str
    text: str
    site: str
    lang: str
    size: int
    source: Any

    @property
    def record(self) -> dict[str, Any]:
        """All fields of its record, exactly; of a text file, its id and text under the usual names."""
        piece, parsed, codec, field, _ = self.source
        if parsed.record is None:
            return {"id": self.id, "text": self.text}
        if piece.batch is not None:
            from cleaner.files import parquet

            return parquet.row_as_it_is(piece.batch.table, piece.row)
        record = units.parse(piece.unit, codec, Fields(text=field), exact=True).record
        assert record is not None
        return record

    @property
    def document(self) -> Document:
        """The document as a `cleaner.Cleaner` takes it. Cleaned, the text of a record ends as it came."""
        is_record = self.source[1].record is not None
        meta: dict[str, object] = {PLACE: self.place}
        return layout.parse(self.text, id=self.id, site=self.site, lang=self.lang, meta=meta, field=is_record)

    def get(self, field: str) -> Any:
        """A field of its record, cheaply; None if there is no such field. Floats may stand for large whole numbers."""
        piece, parsed, *_ = self.source
        if parsed.record is None:
            return None
        if piece.batch is not None:
            from cleaner.files import parquet

            return parquet.value(piece.batch.table, field, piece.row)
        return parsed.record.get(field)


def read(
    paths: Sequence[str],
    *,
    problem: Callable[[str], None],
    fields: Fields = FIELDS,
    codec: Codec | None = None,
    format: Format = "auto",
    globs: Sequence[str] = (),
    files_from: str | None = None,
    null: bool = False,
) -> Iterator[Entry]:
    """The documents of files and directories, in order, one in memory at a time.

    Args:
        paths: files and directories; `-` or none is standard input.
        problem: is told in one line of each document or file that cannot be read; the others go on.
        fields: names of the fields of records.
        codec: how bytes become text.
        format: what has no known suffix is; `auto`: text; `text`: everything is.
        globs: names to look for in directories, instead of the usual ones.
        files_from: a list of more paths.
        null: whether the names of that list end with NUL bytes.
    """
    found = sources.find(paths, files_from, null=null, globs=globs)
    for message in found.problems:
        problem(message)
    yield from entries(tasks(found, format), lambda message, _: problem(message), fields=fields, codec=codec or Codec())


def tasks(found: sources.Sources, format: Format) -> list[Task]:
    """The inputs as what is read; `format` is what has no known suffix."""
    return [Task(source, _kind(source.name, format)) for source in found.found]


def entries(
    tasks: Sequence[Task], failed: Callable[[str, Piece | None], None], *, fields: Fields, codec: Codec
) -> Iterator[Entry]:
    """The documents of the files of a plan (`plan.make`), in order, one in memory at a time.

    Args:
        tasks: the files.
        failed: is told in one line what cannot be read, and what it is: a piece without a unit is a whole file.
        fields: names of the fields of records.
        codec: how bytes become text.
    """
    shape: Any = None
    for piece in Reader(codec, fields).read(tasks):
        if isinstance(piece, Begin):
            shape = piece
        elif isinstance(piece, End):
            shape = None
            if piece.problem is not None:
                failed(piece.problem, Piece(piece.task, None, 0))
        elif piece.problem is not None:
            failed(piece.problem, piece)
        elif not piece.blank:
            try:
                yield _entry(piece, shape, codec, fields)
            except CleanerError as error:
                failed(str(error), piece)


def _entry(piece: Piece, shape: Begin | None, codec: Codec, fields: Fields) -> Entry:
    unit = piece.unit
    assert unit is not None
    parsed = units.parse(unit, codec, fields)
    source = (piece, parsed, codec, fields.text, shape)
    name = piece.task.source.name
    return Entry(name, unit.place, parsed.id, parsed.text or "", parsed.site, parsed.lang, piece.size, source)


def _kind(name: str, format: Format) -> Kind:
    if format == "text":
        return "text"
    return formats.kind(name) or ("text" if format == "auto" else format)


class Writer:
    """Writes documents to one output, or to shards of one, each of which appears when it is whole.

    A document that goes out in the format that it came in keeps its bytes (.jsonl, .csv) or its columns and their types
    (.parquet). What is made of a text file has the fields that name the id and the text.

    Args:
        name: the file; `-` is standard output.
        fields: names of the fields of records.
        codec: how text becomes bytes.
        format: what is written; `auto`: what the suffix says, JSON lines if it says nothing.
        shard_size: documents or bytes of a shard, as `--shard-size` takes them; "" for one file.

    Raises:
        CleanerError: it cannot be written.
    """

    def __init__(
        self,
        name: str,
        *,
        fields: Fields = FIELDS,
        codec: Codec | None = None,
        format: Format = "auto",
        shard_size: str = "",
    ) -> None:
        kind = _kind(name, format) if format != "auto" else formats.kind(name) or "jsonl"
        if kind == "text":
            raise CleanerError(f"{shown(name)}: records cannot be written as text: name it .jsonl")
        self._name = name
        self._kind = kind
        self._limit = shards.limit(shard_size) if shard_size and name != streams.STANDARD else None
        self._codec = codec or Codec()
        self._fields = fields
        self._shape: Begin | None = None
        self._series = Series(Maker(self._codec, fields), name, kind, self._limit)
        self._since = 0
        self._is_closed = False

    def write(self, entry: Entry, text: str | None = None) -> None:
        """Add a document.

        Args:
            entry: the document, from `read`.
            text: its new text; None leaves it as it is.

        Raises:
            CleanerError: it does not fit into the columns of this output (a `MisfitError`; others may), or the output
                cannot be written.
            ValueError: the output is closed.
        """
        if self._is_closed:
            raise ValueError(f"{shown(self._name)}: it is closed, and nothing can be added")
        piece, parsed, _, _, shape = entry.source
        if shape is not self._shape:
            self._shape = shape
            self._series.begin(shape.shape if shape is not None else None)
        data: bytes | str | None = None
        if text is not None or self._converts(piece):
            with sinks.fitting(f"{entry.place}: "):
                data = self._data(piece, parsed, entry.text if text is None and parsed.text is not None else text)
        self._series.write(piece, data)
        self._since += piece.size
        if self._since >= _PAUSE or piece.ends_group:
            self._since = 0
            self._series.pause()

    def _data(self, piece: Piece, parsed: units.Parsed, text: str | None) -> bytes | str | None:
        parsed = self._complete(piece, parsed)
        if text is None:
            return units.as_line(parsed, None, self._codec, self._fields)
        assert piece.unit is not None
        return units.encode(piece.unit, parsed, text, self._kind, self._codec, self._fields)[0]

    def _converts(self, piece: Piece) -> bool:
        return self._kind == "jsonl" and piece.task.kind != "jsonl"

    def _complete(self, piece: Piece, parsed: units.Parsed) -> units.Parsed:
        """With all columns of Parquet, where they are wanted as values."""
        if piece.batch is None or self._kind == "parquet":
            return parsed
        from cleaner.files import parquet

        return parsed._replace(record=parquet.row(piece.batch.table, piece.row))

    def close(self, *, whole: bool = True) -> None:
        """Let the output appear, or forget it; once is enough."""
        if self._is_closed:
            return
        self._is_closed = True
        if whole:
            self._series.commit()
        else:
            self._series.discard()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close(whole=kind is None)
