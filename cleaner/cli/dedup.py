"""The command `dedup`, behind its options."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from cleaner.cli import messages, notices
from cleaner.cli.repeats import FEW, Repeats
from cleaner.corpus import extras
from cleaner.corpus.options import Keep, Options, seconds
from cleaner.counts import part
from cleaner.errors import CleanerError
from cleaner.files import log, plan, streams
from cleaner.files.codec import asked_for
from cleaner.files.errors import shown
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Format, Plan, Request
from cleaner.files.reader import Piece
from cleaner.files.records import Entry, MisfitError
from cleaner.files.undisturbed import undisturbed

extras.need("numpy")

from cleaner.corpus import dedup, files, paragraphs, reports  # noqa: E402
from cleaner.corpus.batch import Item  # noqa: E402
from cleaner.corpus.collection import Collection  # noqa: E402
from cleaner.corpus.decision import Decision  # noqa: E402
from cleaner.corpus.files import Inputs  # noqa: E402
from cleaner.corpus.items import Reading, listed  # noqa: E402
from cleaner.corpus.paragraphs import Shared, Splitter, line_of  # noqa: E402

if TYPE_CHECKING:
    from cleaner.corpus.index import Index
    from cleaner.report.failures import Failures


@dataclass(frozen=True)
class Given:
    """The options of `cleaner dedup`, as the command line gives them."""

    paths: Sequence[str] | None = None
    output: str | None = None
    report: str | None = None
    errors_to: str | None = None
    groups: bool = False
    listing: bool = False
    unit: Literal["document", "paragraph"] = "document"
    shared_by: int = paragraphs.SHARED_BY
    threshold: float = Options.threshold
    containment: float | None = None
    particulars: float = Options.particulars
    shingle: int = Options.shingle
    min_words: int = Options.min_words
    bands: int | None = None
    rows: int | None = None
    keep: Keep | None = None
    priority: Sequence[str] | None = None
    priority_field: str = "priority"
    drop_all: bool = False
    within: str | None = None
    by: str = "date"
    window: str | None = None
    raw: bool = False
    index: str | None = None
    run: str = ""
    format_: Format = "auto"
    shard_size: str = ""
    text_field: str = "text"
    id_field: str = "id"
    site_field: str = "site"
    files_from: str | None = None
    null: bool = False
    glob: Sequence[str] | None = None
    encoding: str = "utf-8"
    errors: str | None = None
    jobs: int = 0
    quiet: bool = False
    verbose: bool = False

    @property
    def options(self) -> Options:
        """What is a copy, and which one stays."""
        return Options(
            threshold=self.threshold,
            containment=self._containment or None,
            particulars=self.particulars,
            shingle=self.shingle,
            min_words=self.min_words,
            bands=self.bands,
            rows=self.rows,
            keep=self.keep or ("longest" if self.unit == "document" else "first"),
            priority=listed(self.priority or ()),
            window=None if self.window is None else seconds(self.window),
            clean=not self.raw and self.unit == "document",
        )

    @property
    def _containment(self) -> float | None:
        """A paragraph is not removed because a shorter one lies in it, unless that is asked for."""
        if self.containment is None and self.unit == "document":
            return Options.containment
        return self.containment

    @property
    def inputs(self) -> Inputs:
        """What is read."""
        return Inputs(
            self.paths or (),
            Fields(self.text_field, self.id_field, self.site_field),
            asked_for(self.encoding, self.errors),
            self.format_,
            self.glob or (),
            self.files_from,
            self.null,
            without=self.index or "",
        )


def run(given: Given) -> int:
    """Find copies and write what stays; the exit status."""
    work = _checked(given)
    options = given.options
    reading = Reading(options, given.within, given.by, given.priority_field, dated=given.index is not None)
    teller = _Teller(given, options)
    with (
        _failures(given, teller),
        files.rereadable(given.inputs) as inputs,
        closing(_collection(given, options)) as collection,
    ):
        teller.begin(work)
        teller.inputs = inputs
        items = files.items(inputs.entries(teller.failed), reading)
        if given.unit == "paragraph":
            splitter = Splitter(options.min_words)
            dedup.collect(collection, splitter.items(items), given.jobs, teller.gave_up)
            splitter.forget(teller.lost)
            if not teller.read(len(splitter.counts), reading, None):
                return teller.end_early()
            _write(given, inputs, _about_paragraphs(given, collection, splitter), teller, set())
            return teller.end()
        dedup.collect(collection, items, given.jobs, teller.gave_up)
        if not teller.read(len(collection.names), reading, collection):
            return teller.end_early()
        # A list removes nothing, and adds nothing either: nobody would have what the index takes for kept.
        with dedup.settled(collection, reading, _index(given), given.run, add=not given.listing) as decisions:
            _write(given, inputs, _about_documents(given, decisions, teller), teller, teller.lost)
    return teller.end()


def _index(given: Given) -> "Index | None":
    if given.index is None:
        return None
    from cleaner.corpus.index import Index

    return Index(given.index, create=not given.listing, waiting=messages.say)


@contextmanager
def _failures(given: Given, teller: "_Teller") -> Iterator[None]:
    """Let what cannot be done be written down. That file appears however the run ends."""
    if given.errors_to is None:
        yield
        return
    from cleaner.report.failures import Failures

    file = log.Log("", given.errors_to)
    teller.failures = Failures(file, given.inputs.codec, given.inputs.fields)
    try:
        yield
    finally:
        file.commit()


class _About(NamedTuple):
    """What is decided about a document.

    Attributes:
        id: its id.
        stays: whether it is written.
        report: the lines of the report about it.
        shared: what of its paragraphs goes; None: it is written as it is.
    """

    id: str
    stays: bool
    report: Sequence[Mapping[str, Any]]
    shared: Shared | None = None


def _about_documents(given: Given, decisions: Iterable[Decision], teller: "_Teller") -> Iterator[_About]:
    for decision in decisions:
        final = reports.dropped_with_all(decision) if given.drop_all else decision
        teller.count(final)
        yield _About(final.document, final.stays, () if final.stays else (final.line(),))


def _about_paragraphs(given: Given, collection: Collection, splitter: Splitter) -> Iterator[_About]:
    for found in paragraphs.shared(collection.decide(), splitter, given.shared_by):
        yield _About(found.document, True, found.report, found if found.lines else None)


def _collection(given: Given, options: Options) -> Collection:
    return Collection(options, indexed=given.index is not None)


def _checked(given: Given) -> Plan:
    """What is read, if the options make sense together and nothing is read and written at once.

    Raises:
        CleanerError: something is not so.
    """
    for is_lost, message in _lost(given):
        if is_lost:
            raise CleanerError(message)
    if given.listing and given.output is not None:
        raise CleanerError("--list writes no documents: leave -o out, or --list")
    report = given.report or (streams.STANDARD if given.listing else None)
    if report == streams.STANDARD and not given.listing and given.output in (None, streams.STANDARD):
        raise CleanerError("standard output is to be written twice: give -o or --report a file name")
    if given.unit == "paragraph" and (given.index is not None or given.drop_all):
        raise CleanerError("--unit paragraph works without --index and --drop-all")
    if given.errors_to is not None:
        log.check("--errors-to", given.errors_to)
    inputs = given.inputs
    if inputs.null and not inputs.files_from:
        raise CleanerError("-0 says how the names in --files-from end: give --files-from too")
    _keep_out(given)
    to_folder = given.output is not None and files.is_folder(given.output)
    request = Request(
        paths=inputs.paths,
        # Standard input can be read once only, and has no other name.
        files_from=None if inputs.files_from == streams.STANDARD else inputs.files_from,
        null=inputs.null and inputs.files_from != streams.STANDARD,
        globs=inputs.globs,
        format=inputs.format if to_folder else "jsonl",
        output=given.output,
        dry=given.output is None,
        others=tuple(name for name in (given.report, given.errors_to) if name and name != streams.STANDARD),
        shard_size=given.shard_size,
    )
    made = plan.make(request)
    plan.check_writable([None if to_folder else given.output, given.report, given.errors_to])
    for task in made.tasks if to_folder else ():
        if task.kind != "text" and not inputs.leaves_out(task.source.name):
            place, folder = shown(task.source.name), shown(str(given.output))
            raise CleanerError(f"{place}: records go to a file of records: name it .jsonl, not {folder}")
    return made


def _keep_out(given: Given) -> None:
    """See to it that nothing else is written into an index.

    Raises:
        CleanerError: something would be.
    """
    if given.index is None:
        return
    index = Path(os.path.realpath(given.index))
    for name in (given.output, given.report, given.errors_to):
        if name and name != streams.STANDARD and Path(os.path.realpath(name)).is_relative_to(index):
            raise CleanerError(f"{shown(name)}: in the directory of the index {shown(given.index)}: write elsewhere")


def _lost(given: Given) -> Iterator[tuple[bool, str]]:
    """Options that would have no effect, because another one is missing."""
    by_priority = given.keep == "priority"
    dated = given.window is not None or given.keep == "earliest" or given.index is not None
    yield bool(given.priority) and not by_priority, "--priority is for --keep priority: give that too"
    yield (
        given.priority_field != Given.priority_field and (not by_priority or bool(given.priority)),
        "--priority-field is for --keep priority without --priority",
    )
    yield given.by != Given.by and not dated, "--by names the date for --window or --keep earliest: give one of them"
    yield bool(given.run) and given.index is None, "--run names this run in an index: give --index too"
    yield (
        given.shared_by != Given.shared_by and given.unit != "paragraph",
        "--shared-by is for --unit paragraph: give that too",
    )
    yield (
        bool(given.shard_size) and given.output is not None and files.is_folder(given.output),
        f"--shard-size cuts a file of records: name it .jsonl, not {shown(str(given.output))}",
    )
    yield given.groups and not (given.report or given.listing), "--groups is about the report: give --report or --list"


def _write(given: Given, inputs: Inputs, found: Iterator[_About], teller: "_Teller", lost: AbstractSet[int]) -> None:
    """Write what stays, and the report: both appear when whole. Of documents that are lost nothing is known."""
    with ExitStack() as stack:
        report = stack.enter_context(reports.report(_report_name(given), groups=given.groups))
        if given.listing:
            for about in found:
                _tell(about, report, teller)
            return
        out = stack.enter_context(files.output(given.output, inputs, given.shard_size))
        entries = (entry for number, entry in enumerate(inputs.entries(_silent)) if number not in lost)
        for entry, about in zip_longest(entries, found):
            if entry is None or about is None or about.id != entry.id:
                raise CleanerError("the input changed while it was read: run it again")
            _tell(about, report, teller)
            if about.stays:
                _put(out, entry, about, given, inputs, teller)
        with undisturbed():
            stack.close()


def _tell(about: _About, report: reports.Report, teller: "_Teller") -> None:
    for line in about.report:
        report.write(line)
    teller.documents += 1
    teller.lines += len(about.report)


def _put(out: files.Output, entry: Entry, about: _About, given: Given, inputs: Inputs, teller: "_Teller") -> None:
    try:
        out.write(entry, None if about.shared is None else about.shared.text(entry.text))
    except MisfitError as error:
        if given.index is not None:
            # The index would take for kept what is not written.
            raise CleanerError(f"{error}; nothing is written or added to the index") from None
        teller.failed(str(error), inputs.piece(entry.source[0]))


def _report_name(given: Given) -> str | None:
    return given.report or (streams.STANDARD if given.listing else None)


def _silent(*_: object) -> None:
    """What could not be read was told in the first pass."""


class _Teller:
    """Tells the user what happens, on standard error.

    Attributes:
        failures: what the file of failures is written with.
        inputs: what is read.
        lost: the documents or paragraphs that could not be compared, counted from 0.
        documents: how many were decided about.
        lines: how many lines the report has.
    """

    def __init__(self, given: Given, options: Options) -> None:
        self._given = given
        self._options = options
        self._failed = 0
        self._repeats = Repeats("--errors-to FILE.jsonl", holds=not given.verbose)
        self.failures: Failures | None = None
        self.inputs = given.inputs
        self.lost: set[int] = set()
        self.documents = self.lines = 0
        self._kinds: dict[str | None, int] = {}

    def begin(self, work: Plan) -> None:
        """Tell what is about to be done."""
        if self._given.verbose:
            shape = dedup.shape(self._options)
            recall = 100 * shape.recall(self._options.threshold)
            messages.say(
                f"signatures of {shape.bands} bands x {shape.rows} rows: {recall:.1f} % of pairs with the similarity "
                f"{self._options.threshold:g} meet, more of those above it"
            )
        for notice in notices.of_inputs(work, self._given.glob):
            self.warned(notice)

    def failed(self, message: str, piece: Piece | None = None) -> None:
        """Tell of something that could not be read, compared or written."""
        self._failed += piece.lost if piece is not None else 1
        if self.failures is not None:
            self.failures.add(message, piece)
        else:
            for line in self._repeats.shown(message, piece):
                messages.say(line)

    def gave_up(self, position: int, item: Item, reason: str) -> None:
        """Tell of a document that could not be compared."""
        self.lost.add(position)
        entry: Entry = item.origin
        part = f"the paragraph at line {line_of(item.id)}: " if self._given.unit == "paragraph" else ""
        self.failed(f"{entry.place}: {part}{reason}", self.inputs.piece(entry.source[0]))

    def warned(self, message: str) -> None:
        """Tell of something that may not be what was meant."""
        if not self._given.quiet:
            messages.say(f"warning: {message}")

    def read(self, count: int, reading: Reading, documents: Collection | None) -> bool:
        """Tell what was odd about the documents, all of which are read; whether there is anything to go on with.

        If not one could be read, what an earlier run has written stays.
        """
        if reading.undated:
            self.warned(f"{_counted(reading.undated, count)} no date in the field {reading.by!r} (see --by)")
        if reading.unplaced:
            self.warned(
                f"{_counted(reading.unplaced, count)} no field {reading.within!r} (see --within): "
                "these are compared with each other"
            )
        if reading.unranked:
            self.warned(f"{_counted(reading.unranked, count)} no priority (see --priority, --priority-field)")
        if documents is not None and documents.wordless:
            self.warned(f"{_counted(documents.wordless, count)} no words to compare: what has none stays")
        if documents is not None and not self._given.quiet and (repeated := documents.repeated()):
            which = _counted(repeated, count)
            self.warned(f"{which} an id that others have too: a report cannot tell them apart (see --id-field)")
        return count > 0 or not self._failed

    def count(self, decision: Decision) -> None:
        """Count a decision."""
        self._kinds[decision.kind] = self._kinds.get(decision.kind, 0) + 1

    def end(self) -> int:
        """Tell what was counted; the exit status."""
        if not self._given.quiet:
            by_paragraph = self._given.unit == "paragraph"
            counted = reports.summary_of_paragraphs(self.documents, self.lines)
            messages.say(counted if by_paragraph else reports.summary(self._kinds))
        return self.end_early()

    def end_early(self) -> int:
        """The exit status."""
        if self.failures is not None and self._failed:
            messages.say(f"{self._failed} failed: see {self._given.errors_to}")
        elif self._failed > FEW:
            messages.say(f"{self._failed} failed")
        return messages.FAILED if self._failed else messages.DONE


def _counted(number: int, count: int) -> str:
    return f"{part(number, count)} {'has' if number == 1 else 'have'}"
