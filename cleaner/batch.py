"""Many documents: cleaned in order, over files and processes; one that fails does not stop the others."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from cleaner import layout, pool
from cleaner.document import PLACE, Document, Record, Result
from cleaner.errors import CleanerError, FilterError, no_document, require_several, told
from cleaner.files import unfinished, units
from cleaner.files.codec import VERBATIM, Codec
from cleaner.files.errors import shown
from cleaner.files.formats import Kind
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Plan, Task
from cleaner.files.reader import Begin, End, Piece, Reader
from cleaner.files.sinks import MisfitError
from cleaner.files.units import Unit
from cleaner.files.writer import Maker, Writer
from cleaner.pipeline import Cleaner

if TYPE_CHECKING:
    from cleaner.files.journal import Journal

#: Bytes of input between two moments at which what is held back may be written.
_PAUSE = 256 * 1024


def map_documents(cleaner: Cleaner, documents: Iterable[str | Document], jobs: int = 0) -> Iterator[Result]:
    """Clean many documents; the results come in their order.

    Args:
        cleaner: the chain to run.
        documents: texts or documents; may be endless.
        jobs: worker processes; 0 = one for each processor. A small batch is done in this process.
    """
    require_several(documents)
    for document, result in pool.ordered(cleaner, documents, jobs, load=_same, weight=_size):
        if isinstance(result, pool.Lost):
            name = "" if isinstance(document, str) else f"{document.id}: "
            raise CleanerError(f"{name}{result.reason}")
        assert result is not None
        yield result


def _same(document: str | Document) -> str | Document:
    return document


def _size(document: str | Document) -> int:
    if isinstance(document, str):
        return len(document)
    if isinstance(document, Document):
        return sum(len(p.text) for p in document.paragraphs)
    raise no_document(document, "a text or a cleaner.Document")


class Cleaned(NamedTuple):
    """A document of a run.

    Attributes:
        name: its name in ledgers and messages.
        place: the file that it is from, as it is named; of a record, for messages, also its line or row.
        site: its publisher or host, "" if not known.
        changed: whether its bytes differ from those that were read.
        before: characters of its text.
        after: characters of its cleaned text.
        over_budget: if too many words would have gone: how many, and of how many.
        records: the ledger, if it was asked for.
        texts: its text and its cleaned text, if they were asked for.
        is_record: whether it is one of many in its file.
    """

    name: str
    place: str
    site: str
    changed: bool
    before: int
    after: int
    over_budget: tuple[int, int] | None = None
    records: tuple[Record, ...] = ()
    texts: tuple[str, str] | None = None
    is_record: bool = False


class Wants(NamedTuple):
    """What of a cleaned document is to be told besides its output: to send all of it between processes takes time.

    Attributes:
        records: the ledger.
        texts: the texts before and after.
    """

    records: bool = False
    texts: bool = False


#: Nothing but what every observer is told.
NOTHING = Wants()


class Observer:
    """Who is told of a run. Every method may be left as it is."""

    def cleaned(self, document: Cleaned) -> None:
        """A document is done."""

    def finished(self, name: str, changed: bool) -> None:
        """A file is done."""

    def failed(self, message: str, piece: Piece | None = None) -> None:
        """A document or a file could not be done; the others go on.

        Args:
            message: what went wrong, in one line.
            piece: the document; for a whole file, one without a unit; None if nothing is known but the message.
        """

    def settling(self) -> None:
        """A file is about to replace its source: what it takes to undo that has to be safe from now on.

        Raises:
            CleanerError: it is not, so that the source has to stay.
        """

    def settled(self) -> None:
        """The documents that were told of until now are where they belong, and stay there."""

    def withdrawn(self) -> None:
        """The documents that were told of since `settled` are not written after all."""

    def warned(self, message: str) -> None:
        """Something was done that may not be what was meant."""

    def advanced(self, piece: Piece) -> None:
        """A document has been dealt with, one way or the other."""

    def ended(self, task: Task) -> None:
        """A file has been dealt with, one way or the other."""

    def state(self) -> Any:
        """What has been counted, so that a run that goes on can go on counting."""

    def restore(self, state: Any) -> None:
        """Go on counting from there."""


class Log(Protocol):
    """A file that is written beside the output, and has to go on with it."""

    def mark(self) -> Any:
        """What is needed to go on from here; None if that is not possible just here."""

    @property
    def shrinks(self) -> bool:
        """Whether it goes on from before the moment that was noted last."""

    def noted(self) -> None:
        """What `mark` said is secured."""

    def leave(self) -> None:
        """Leave it as it is."""

    def sync(self) -> None:
        """Let it outlive a power failure."""


def clean_files(
    cleaner: Cleaner,
    plan: Plan,
    observer: Observer,
    *,
    codec: Codec,
    fields: Fields,
    jobs: int = 1,
    in_place: bool = False,
    timeout: float = 0.0,
    wants: Wants = NOTHING,
    journal: "Journal | None" = None,
    logs: Sequence[Log] = (),
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
        timeout: seconds that a document may take; 0 = any.
        wants: what the observer is told of each document.
        journal: where it is written down how far the run is, if it may be interrupted and go on.
        logs: what else is written, for the journal.

    Raises:
        CleanerError: the common output cannot be written.
    """
    work = _Work(cleaner, codec, fields, wants, plan)
    if in_place:
        unfinished.sweep([*plan.unfinished, *plan.passed])
    run = _Run(plan, observer, codec, fields, in_place=in_place, journal=journal, logs=logs)
    whole = any(task.kind == "parquet" and plan.wanted(task) != "parquet" for task in plan.tasks)
    reader = Reader(codec, fields, whole=whole, converts=lambda task: plan.wanted(task) != task.kind)
    pieces = reader.read(plan.tasks[run.task :], run.items)
    answers = pool.ordered(work, pieces, jobs, load=_load, weight=_weight, timeout=timeout)
    done = False
    try:
        with closing(answers):
            for piece, answer in answers:
                run.take(piece, answer)
        done = True
    finally:
        run.close(done=done)


def _load(piece: Piece | Begin | End) -> Unit | None:
    """What of a piece has to travel to a worker."""
    if type(piece) is not Piece or piece.blank or piece.problem is not None:
        return None
    return piece.unit


def _weight(piece: Piece | Begin | End) -> int:
    return piece.size if type(piece) is Piece else 0


class _Answer(NamedTuple):
    """What became of a document.

    Attributes:
        data: what is to be written; None: what was read.
        told: what the observer is told; None if the text is null.
        problem: what went wrong, if something did.
    """

    data: bytes | str | None = None
    told: Cleaned | None = None
    problem: str = ""


class _Work:
    """What is done to each document, in this process or in a worker."""

    def __init__(self, cleaner: Cleaner, codec: Codec, fields: Fields, wants: Wants, plan: Plan) -> None:
        self._cleaner = cleaner
        self._codec = codec
        self._fields = fields
        self._wants = wants
        kinds = {(task.kind, plan.wanted(task)) for task in plan.tasks}
        self._kinds: dict[Kind, Kind] = dict(kinds)
        # A chain without filters leaves every byte of a text as it is; records are read all the same, to be checked.
        self._copies = codec is VERBATIM and self._kinds.get("text", "text") == "text" and not wants.texts

    def __call__(self, unit: Unit) -> _Answer:
        try:
            return self._done(unit)
        except FilterError as error:
            return _Answer(problem=f"{unit.place}: {error}")
        except CleanerError as error:
            return _Answer(problem=str(error))
        except Exception as error:
            # A filter of someone else's may fail on one document of many.
            return _Answer(problem=f"{unit.place}: cannot be cleaned: {told(error)}")

    def _done(self, unit: Unit) -> _Answer:
        if self._copies and unit.kind == "text":
            size = len(unit.raw)
            return _Answer(None, Cleaned(unit.name, unit.place, "", False, size, size))
        parsed = units.parse(unit, self._codec, self._fields)
        text = parsed.text
        if text is None:
            return _Answer()
        is_record = unit.kind != "text"
        meta: dict[str, object] = {PLACE: unit.place}
        document = layout.parse(text, id=parsed.id, site=parsed.site, lang=parsed.lang, meta=meta, field=is_record)
        result = self._cleaner(document)
        new = result.text
        data, changed = units.encode(unit, parsed, new, self._kinds[unit.kind], self._codec, self._fields)
        told = Cleaned(
            parsed.id,
            unit.place,
            parsed.site,
            changed,
            len(text),
            len(new),
            (result.removed, result.total) if result.over_budget else None,
            result.records if self._wants.records else (),
            (text, new) if self._wants.texts else None,
            is_record,
        )
        return _Answer(data, told)


class _Run:
    """A run over files: takes answers in order and writes them.

    Attributes:
        task: the file that comes next, or is going on.
        items: pieces of it that are done.
    """

    def __init__(
        self,
        plan: Plan,
        observer: Observer,
        codec: Codec,
        fields: Fields,
        *,
        in_place: bool,
        journal: "Journal | None",
        logs: Sequence[Log],
    ) -> None:
        self._plan = plan
        self._observer = observer
        self._in_place = in_place
        self._journal = journal
        self._logs = logs
        last = (journal.last if journal is not None else None) or {}
        self.task: int = last.get("task", 0)
        self.items: int = last.get("items", 0)
        # Files that are done, and documents: what there is to be written, if only as an empty table.
        self._written: int = last.get("written", 0)
        self._lost, self._changed, self._null, self._failed, self._done = last.get("file", (False, False, 0, 0, 0))
        self._since = 0
        maker = Maker(codec, fields, journal.folder if journal is not None else "")
        self._writer = Writer(
            plan,
            maker,
            in_place=in_place,
            settling=observer.settling,
            settled=observer.settled,
            state=last.get("writer"),
        )
        if last:
            observer.restore(last["told"])
        else:
            for message in plan.problems:
                observer.failed(message)

    def _begin(self) -> None:
        """Forget the file before, for the next."""
        self._lost = self._changed = False
        self._null = self._failed = self._done = 0

    def take(self, piece: Piece | Begin | End, answer: Any) -> None:
        """Write what became of a piece."""
        if isinstance(piece, Piece):
            self._take(piece, answer)
            self.items += 1
            self._since += piece.size
            self._observer.advanced(piece)
            if self._since >= _PAUSE or piece.ends_group:
                self._pause(piece.task)
        elif isinstance(piece, End):
            self._end(piece)
        elif not self._lost:
            self._attempt(lambda: self._writer.begin(piece.task, piece.shape), piece.task)

    def _take(self, piece: Piece, answer: _Answer | pool.Lost | None) -> None:
        if self._lost:
            return
        if piece.problem is not None:
            self._fail(piece, piece.problem)
        elif answer is None:
            self._write(piece, None)
        elif isinstance(answer, pool.Lost):
            assert piece.unit is not None
            self._fail(piece, f"{piece.unit.place}: {answer.reason}")
        elif answer.problem:
            self._fail(piece, answer.problem)
        elif self._write(piece, answer.data):
            if answer.told is None:
                self._null += 1
            else:
                self._changed |= answer.told.changed
                self._observer.cleaned(_named(answer.told, piece))

    def _fail(self, piece: Piece, message: str) -> None:
        """Leave a document out. In place, its record stays as it is: there is no other copy of it."""
        self._observer.failed(message, piece)
        self._failed += 1
        if piece.task.kind == "text":
            self._lose_file()
        elif self._in_place:
            if piece.unit is None:
                self._lose_file()
            else:
                self._write(piece, None)

    def _write(self, piece: Piece, data: bytes | str | None) -> bool:
        """Write a document; whether that was possible."""
        try:
            self._writer.write(piece, data)
        except MisfitError as error:
            self._fail(piece, str(error))
            return False
        except CleanerError as error:
            self._lose(error, piece.task)
            return False
        self._done += not piece.blank
        self._written += not piece.blank
        return True

    def _attempt(self, action: Any, task: Task) -> None:
        try:
            action()
        except CleanerError as error:
            self._lose(error, task)

    def _lose(self, error: CleanerError, task: Task) -> None:
        """Give a file up whose output cannot be written; without the common output there is no point in going on."""
        if self._writer.has_common:
            raise error
        self._observer.failed(str(error), Piece(task, None, 0))
        self._lose_file()

    def _lose_file(self) -> None:
        self._lost = True
        self._writer.abandon()
        if not self._writer.has_common:
            self._observer.withdrawn()

    def _end(self, end: End) -> None:
        name = shown(end.task.source.name)
        if end.problem is not None:
            self._observer.failed(end.problem, Piece(end.task, None, 0))
            self._lose_file()
        if self._failed and not self._done:
            # A wrong field, perhaps: what is there already is worth more than a file of nothing.
            self._lose_file()
        if not self._lost:
            try:
                self._writer.finish(end.task, changed=self._changed)
            except CleanerError as error:
                self._lose(error, end.task)
        if not self._lost:
            self._written += 1
            if self._null:
                self._observer.warned(f"{name}: {_counted(self._null, 'record')} with a null text passed through")
            self._observer.finished(end.task.source.name, self._changed)
        self._observer.ended(end.task)
        self._begin()
        self.task += 1
        self.items = 0
        if self._writer.has_common or self._journal is not None:
            self._pause(end.task)

    def _pause(self, task: Task) -> None:
        """A moment at which what is held back may be written. Which moments these are depends on the input alone."""
        self._since = 0
        self._attempt(self._writer.pause, task)
        if self._journal is not None:
            self._note()

    def _note(self) -> None:
        """Write down how far the run is, if everything can go on from here."""
        assert self._journal is not None
        writer = self._writer.state()
        marks = [log.mark() for log in self._logs] if writer is not None else [None]
        if None in marks:
            return
        moment = {
            "task": self.task,
            "items": self.items,
            "written": self._written,
            "file": [self._lost, self._changed, self._null, self._failed, self._done],
            "writer": writer,
            "logs": marks,
            "told": self._observer.state(),
        }
        if any(log.shrinks for log in self._logs):
            self._journal.hurry()
        self._journal.note(moment, [self._writer, *self._logs])
        for log in self._logs:
            log.noted()

    def close(self, *, done: bool) -> None:
        """Let the common output appear, unless there is nothing that belongs in it."""
        if not done and self._journal is not None:
            self._writer.leave()
            return
        failed = bool(self._plan.tasks or self._plan.problems) and not self._written
        self._writer.close(whole=done and not failed)


def _named(told: Cleaned, piece: Piece) -> Cleaned:
    """What is told of a text file with its own name, for those who compare texts; until then it is one for messages."""
    if told.texts is None or piece.task.kind != "text":
        return told
    return told._replace(place=piece.task.source.name)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
