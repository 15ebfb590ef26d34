"""Many documents: cleaned in order, over files and processes; one that fails does not stop the others."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from typing import NamedTuple

from cleaner import layout, pool
from cleaner.document import Document, Result
from cleaner.errors import CleanerError
from cleaner.files import reader, writer
from cleaner.files.codec import Codec
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Plan, Task
from cleaner.files.reader import End, Piece
from cleaner.pipeline import Cleaner


def map_documents(cleaner: Cleaner, documents: Iterable[str | Document], jobs: int = 0) -> Iterator[Result]:
    """Clean many documents; the results come in their order.

    Args:
        cleaner: the chain to run.
        documents: texts or documents; may be endless.
        jobs: worker processes; 0 = one for each processor. A small batch is done in this process.
    """
    for _, result in pool.ordered(cleaner, documents, jobs, load=_same, weight=_size):
        assert result is not None
        yield result


def _same(document: str | Document) -> str | Document:
    return document


def _size(document: str | Document) -> int:
    return len(document) if isinstance(document, str) else sum(len(p.text) for p in document.paragraphs)


class Cleaned(NamedTuple):
    """A document of a run.

    Attributes:
        name: its name in ledgers and messages.
        place: the file that it is from, and in JSON lines the line.
        source: the text that was read.
        result: what became of it.
        changed: whether its bytes differ from those that were read.
    """

    name: str
    place: str
    source: str
    result: Result
    changed: bool


class Observer:
    """Who is told of a run. Every method may be left as it is."""

    def cleaned(self, document: Cleaned) -> None:
        """A document is done."""

    def finished(self, name: str, changed: bool) -> None:
        """A file is done."""

    def failed(self, message: str) -> None:
        """A document or a file could not be done; the others go on."""

    def warned(self, message: str) -> None:
        """Something was done that may not be what was meant."""


def clean_files(
    cleaner: Cleaner,
    plan: Plan,
    observer: Observer,
    *,
    codec: Codec,
    fields: Fields,
    jobs: int = 1,
    in_place: bool = False,
) -> None:
    """Clean the documents of files.

    Args:
        cleaner: the chain to run.
        plan: what to read and where to write.
        observer: is told of everything.
        codec: how bytes become text.
        fields: names of the fields of records.
        jobs: worker processes; 0 = one for each processor.
        in_place: whether each file takes the place of its source.

    Raises:
        CleanerError: the common output cannot be written.
    """
    run = _Run(plan, observer, codec, fields, in_place=in_place)
    pieces = reader.read(plan.tasks, codec, fields)
    answers = pool.ordered(partial(_clean, cleaner), pieces, jobs, load=_load, weight=_weight)
    done = False
    try:
        with closing(answers):
            for piece, answer in answers:
                run.take(piece, answer)
        done = True
    finally:
        run.close(done=done)


def _load(piece: Piece | End) -> tuple[str, str, str, str] | None:
    """What of a piece has to travel to a worker."""
    if isinstance(piece, End) or piece.text is None:
        return None
    return piece.text, piece.id, piece.site, piece.lang


def _weight(piece: Piece | End) -> int:
    return 0 if isinstance(piece, End) else len(piece.raw)


def _clean(cleaner: Cleaner, load: tuple[str, str, str, str]) -> Result | str:
    """The result, or in one line what went wrong: a filter of someone else's may fail on one document of many."""
    text, name, site, lang = load
    try:
        return cleaner(layout.parse(text, id=name, site=site, lang=lang))
    except Exception as error:
        return f"cannot be cleaned: {type(error).__name__}: {error}"


class _Run:
    """A run over files: takes answers in order and writes them."""

    def __init__(self, plan: Plan, observer: Observer, codec: Codec, fields: Fields, *, in_place: bool) -> None:
        self._plan = plan
        self._observer = observer
        self._codec = codec
        self._fields = fields
        self._in_place = in_place
        self._writer = writer.Writer(plan, in_place=in_place)
        self._written = 0
        self._begin()
        for message in plan.problems:
            observer.failed(message)

    def _begin(self) -> None:
        """Forget the file before, for the next."""
        self._lost = self._changed = False
        self._null = 0

    def take(self, piece: Piece | End, answer: Result | str | None) -> None:
        """Write what became of a piece."""
        if isinstance(piece, End):
            self._end(piece)
        elif self._lost:
            return
        elif piece.problem is not None:
            self._fail(piece, piece.problem)
        elif isinstance(answer, str):
            self._fail(piece, f"{piece.place}: {answer}")
        elif answer is None:
            self._null += piece.is_null
            self._write(piece.task, piece.raw)
        else:
            self._cleaned(piece, answer)

    def _cleaned(self, piece: Piece, result: Result) -> None:
        try:
            data, changed = writer.encode(piece, result.text, self._codec, self._fields, records=self._plan.records)
        except CleanerError as error:
            self._fail(piece, str(error))
            return
        self._changed |= changed
        self._write(piece.task, data)
        if not self._lost:
            self._observer.cleaned(Cleaned(piece.id, piece.place, piece.text or "", result, changed))

    def _fail(self, piece: Piece, message: str) -> None:
        """Leave a document out. In place, its record stays as it is: there is no other copy of it."""
        self._observer.failed(message)
        if piece.task.kind == "text":
            self._lost = True
            self._writer.abandon()
        elif self._in_place:
            self._write(piece.task, piece.raw)

    def _write(self, task: Task, data: bytes) -> None:
        try:
            self._writer.write(task, data)
        except CleanerError as error:
            self._lose(error)

    def _lose(self, error: CleanerError) -> None:
        """Give a file up whose output cannot be written; without the common output there is no point in going on."""
        if self._writer.has_common:
            raise error
        self._observer.failed(str(error))
        self._lost = True
        self._writer.abandon()

    def _end(self, end: End) -> None:
        name = end.task.source.name
        if end.problem is not None:
            self._observer.failed(end.problem)
            self._lost = True
            self._writer.abandon()
        if not self._lost:
            try:
                self._writer.finish(end.task, changed=self._changed)
            except CleanerError as error:
                self._lose(error)
        if not self._lost:
            self._written += 1
            if self._null:
                self._observer.warned(f"{name}: {_counted(self._null, 'record')} with a null text passed through")
            self._observer.finished(name, self._changed)
        self._begin()

    def close(self, *, done: bool) -> None:
        """Let the common output appear, unless there is nothing that belongs in it."""
        failed = bool(self._plan.tasks or self._plan.problems) and not self._written
        self._writer.close(whole=done and not failed)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
