"""Deduplication over files: two passes, one that reads and decides, one that writes what stays."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import IO, NamedTuple, Protocol, Self

from cleaner.corpus.batch import Item
from cleaner.corpus.items import Reading, marked
from cleaner.errors import CleanerError
from cleaner.files import formats, records, sources, streams, temporary
from cleaner.files.atomic import AtomicFile
from cleaner.files.codec import Codec
from cleaner.files.errors import problem, shown
from cleaner.files.formats import Kind
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Format, Task, is_special
from cleaner.files.reader import Piece
from cleaner.files.records import Entry, Writer

_CHUNK = 1 << 20

#: Is told in one line what went wrong, and with what, if that is known.
Failed = Callable[[str, Piece | None], None]


class Inputs(NamedTuple):
    """What is read, and how.

    Attributes:
        paths: files and directories.
        fields: names of the fields of records.
        codec: how bytes become text.
        format: what has no known suffix is.
        globs: names to look for in directories, instead of the usual ones.
        files_from: a list of more paths.
        null: whether the names of that list end with NUL bytes.
        without: a directory that is left out: the index, which may lie among what is read; "": none.
        spooled: the file into which standard input was read; "" if it is no input.
    """

    paths: Sequence[str]
    fields: Fields = Fields()
    codec: Codec = Codec()
    format: Format = "auto"
    globs: Sequence[str] = ()
    files_from: str | None = None
    null: bool = False
    without: str = ""
    spooled: str = ""

    def entries(self, failed: Failed) -> Iterator[Entry]:
        """The documents, in the same order each time.

        Args:
            failed: is told in one line of each that cannot be read, and which it is, if that is known.
        """
        tasks, problems = self._tasks()
        for message in problems:
            failed(message, None)

        def tell(message: str, piece: Piece | None) -> None:
            failed(self._named(message), piece if piece is None else self.piece(piece))

        documents = records.entries(tasks, tell, fields=self.fields, codec=self.codec)
        if not self.spooled:
            yield from documents
            return
        for entry in documents:
            if entry.file == self.spooled:
                yield self._renamed(entry)
            else:
                yield entry

    def _tasks(self) -> tuple[list[Task], list[str]]:
        """What is read, and what is wrong with the rest."""
        found = sources.find(self.paths, self.files_from, null=self.null, globs=self.globs)
        found.found = [source for source in found.found if not self.leaves_out(source.name)]
        return records.tasks(found, self.format), found.problems

    def kind(self) -> Kind:
        """What standard output gets: the format that is asked for, or that of the inputs; JSON lines if they differ."""
        if self.format != "auto" and self.format != "text":
            return self.format
        kinds = {task.kind for task in self._tasks()[0]}
        only = kinds.pop() if len(kinds) == 1 else "jsonl"
        # Of texts, each becomes a record of its name and text.
        return "jsonl" if only == "text" else only

    def leaves_out(self, name: str) -> bool:
        """Whether a file lies in the directory that is not read."""
        return bool(self.without) and Path(os.path.realpath(name)).is_relative_to(os.path.realpath(self.without))

    def piece(self, piece: Piece) -> Piece:
        """What was read, with standard input under its own name."""
        if not self.spooled:
            return piece
        unit = piece.unit
        if unit is None:
            source = piece.task.source
            return piece._replace(task=piece.task._replace(source=source._replace(name=self._named(source.name))))
        return piece._replace(unit=unit._replace(place=self._named(unit.place), name=self._named(unit.name)))

    def _renamed(self, entry: Entry) -> Entry:
        """A document of standard input without the name of the file that stands for it."""
        piece, parsed, *rest = entry.source
        named = self._named(entry.id) if entry.id.startswith(self.spooled) else entry.id
        source = (self.piece(piece), parsed._replace(id=named), *rest)
        return entry._replace(id=named, place=self._named(entry.place), source=source)

    def _named(self, text: str) -> str:
        """A text with standard input under its own name."""
        return text.replace(self.spooled, streams.STANDARD) if self.spooled else text


@contextmanager
def rereadable(inputs: Inputs) -> Iterator[Inputs]:
    """The inputs in a form that can be read twice: standard input goes into a temporary file first."""
    is_list = inputs.files_from == streams.STANDARD
    is_text = streams.STANDARD in inputs.paths or not (inputs.paths or inputs.files_from)
    if is_list and is_text:
        raise CleanerError("standard input cannot be a text and --files-from at once")
    # What a killed run has left goes also if this one leaves nothing.
    temporary.sweep()
    if not (is_list or is_text):
        yield inputs
        return
    suffix = formats.SUFFIXES["jsonl" if inputs.format == "auto" else inputs.format][0]
    with _folder() as folder:
        name = str(Path(folder.path, "input" + ("" if is_list else suffix)))
        with streams.open_input(streams.STANDARD) as stream:
            _spool(stream, name)
        if is_list:
            yield inputs._replace(files_from=name)
        else:
            paths = [name if path == streams.STANDARD else path for path in inputs.paths] or [name]
            yield inputs._replace(paths=paths, spooled=name)


def _folder() -> temporary.Folder:
    try:
        return temporary.Folder("input")
    except OSError as error:
        raise problem(f"a temporary file in {tempfile.gettempdir()}", error) from None


def _spool(stream: IO[bytes], name: str) -> None:
    """Write what is in a stream to a temporary file."""
    # Without a buffer nothing is left to be written when it is closed, which would fail once more.
    with Path(name).open("wb", buffering=0) as file:
        while chunk := memoryview(stream.read(_CHUNK)):
            try:
                while chunk:
                    chunk = chunk[file.write(chunk) :]
            except OSError as error:
                raise problem(f"a temporary file in {tempfile.gettempdir()}", error) from None


def items(entries: Iterator[Entry], reading: Reading) -> Iterator[Item]:
    """What is compared of the documents of files."""
    for entry in entries:
        item = reading.item(entry.id, entry.text, entry.site, entry.get)
        # Without an id it is named by its line, and the order of the lines must not matter.
        is_unnamed = entry.id == entry.place and entry.source[1].record is not None
        yield item._replace(origin=entry, mark=marked(entry.source[1].record) if is_unnamed else 0)


class Output(Protocol):
    """Where the documents go that stay."""

    def write(self, entry: Entry, text: str | None = None) -> None:
        """Add a document; with no text as it is."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None: ...


def is_folder(name: str) -> bool:
    """Whether an output of this name is a directory."""
    return name.endswith("/") or Path(name).is_dir()


def output(name: str | None, inputs: Inputs, shard_size: str = "") -> Output:
    """The output of a name: records in a file or on standard output, or texts in a directory.

    Raises:
        CleanerError: nothing can be written there.
    """
    if name is not None and is_folder(name):
        return _Folder(name, inputs.codec)
    if name in (None, streams.STANDARD) or (is_special(name) and formats.kind(name) is None):
        return Writer(name or streams.STANDARD, fields=inputs.fields, format=inputs.kind(), shard_size=shard_size)
    if formats.kind(name) in (None, "text") and not is_special(name):
        place = shown(name)
        raise CleanerError(f"{place}: documents go to records or to a directory: name it .jsonl, or {place}/")
    return Writer(name, fields=inputs.fields, shard_size=shard_size)


class _Folder:
    """The text files that stay, under the names that they had in their directories."""

    def __init__(self, name: str, codec: Codec) -> None:
        self._root = name
        self._codec = codec
        self._taken: dict[str, str] = {}

    def write(self, entry: Entry, text: str | None = None) -> None:
        """Add a file; with no text as it is."""
        if formats.kind(entry.file) not in (None, "text"):
            raise CleanerError(
                f"{entry.place}: records go to a file of records: name it .jsonl, not {shown(self._root)}"
            )
        target = Path(self._root, _within(entry.id))
        if str(target) in self._taken:
            raise CleanerError(
                f"{shown(str(target))} would come from both {self._taken[str(target)]} and {entry.place}"
            )
        if os.path.realpath(target) == os.path.realpath(entry.file):
            raise CleanerError(f"{shown(str(target))} is read and written at once: write elsewhere")
        self._taken[str(target)] = entry.place
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise problem(str(target.parent), error) from None
        with AtomicFile(str(target)) as file:
            if text is not None:
                file.write(self._codec.encode(text, entry.place))
                return
            with streams.open_input(entry.file) as stream:
                file.write(stream.read())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        return None


def _within(name: str) -> str:
    """A name that does not lead out of the directory that it is put into."""
    path = PurePath(name)
    return path.name if path.is_absolute() or ".." in path.parts else str(path)
