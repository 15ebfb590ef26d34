"""From files to documents: every input is read once, a document at a time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from cleaner.errors import CleanerError
from cleaner.files import jsonl, streams
from cleaner.files.codec import Codec
from cleaner.files.errors import problem, shown
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Task


class Piece(NamedTuple):
    """One document of an input, or a line without one.

    Attributes:
        task: the file that it is from.
        place: where it stands, for messages: the file, and in JSON lines the line.
        raw: the bytes that were read.
        text: the text to clean; None if there is none.
        id: its name as a document.
        site: its publisher or host, "" if not known.
        lang: its language, "" if not known.
        record: the record that it is part of; None for a text file.
        problem: why it cannot be read; None if it can.
    """

    task: Task
    place: str
    raw: bytes
    text: str | None = None
    id: str = ""
    site: str = ""
    lang: str = ""
    record: dict[str, Any] | None = None
    problem: str | None = None

    @property
    def is_null(self) -> bool:
        """Whether it is a record whose text is null."""
        return self.text is None and self.record is not None


class End(NamedTuple):
    """The end of a file, or the reason why it could not be read to its end."""

    task: Task
    problem: str | None = None


def read(tasks: Iterable[Task], codec: Codec, fields: Fields) -> Iterator[Piece | End]:
    """The pieces of every file, each file closed by its end."""
    for task in tasks:
        failure = None
        try:
            with _explained(task.source.name):
                yield from _read_file(task, codec, fields)
        except CleanerError as error:
            failure = str(error)
        yield End(task, failure)


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
    with _explained(name), streams.open_input(name) as stream:
        return stream.read()


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Tell what goes wrong with a file in one line that names it."""
    try:
        yield
    except CleanerError:
        raise
    except (OSError, EOFError) as error:
        raise problem(name, error) from None
    except ValueError as error:
        # A name with a NUL byte, and nothing else that opens and reads.
        raise CleanerError(f"{shown(name)}: {error}") from None
    except Exception as error:
        if type(error).__module__ != "zlib":
            raise
        raise problem(name, error) from None


def _read_file(task: Task, codec: Codec, fields: Fields) -> Iterator[Piece]:
    with streams.open_input(task.source.name) as stream:
        if task.kind == "text":
            yield _text(task, stream.read(), codec)
        else:
            if not codec.keeps_line_ends:
                raise CleanerError(f"{shown(task.source.name)}: JSON lines cannot be read as {codec.encoding}")
            for number, raw in enumerate(stream, 1):
                yield _record(task, f"{shown(task.source.name)}:{number}", raw, codec, fields)


def _text(task: Task, raw: bytes, codec: Codec) -> Piece:
    place = shown(task.source.name)
    try:
        return Piece(task, place, raw, codec.decode(raw, place), task.source.id)
    except CleanerError as error:
        return Piece(task, place, raw, problem=str(error))


def _record(task: Task, place: str, raw: bytes, codec: Codec, fields: Fields) -> Piece:
    if raw.isspace():
        return Piece(task, place, raw)
    try:
        record = jsonl.parse(raw, place, codec)
        text = jsonl.text_of(record, fields.text, place)
    except CleanerError as error:
        return Piece(task, place, raw, problem=str(error))
    return Piece(
        task,
        place,
        raw,
        text,
        jsonl.label(record, fields.id) or place,
        jsonl.label(record, fields.site),
        jsonl.label(record, fields.lang),
        record,
    )
