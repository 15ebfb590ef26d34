"""The command `clean`, behind its options."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner import batch, catalog
from cleaner.batch import Wants
from cleaner.cli import settings
from cleaner.cli.settings import SettingsOptions
from cleaner.config import Settings
from cleaner.errors import CleanerError
from cleaner.files import plan, streams
from cleaner.files.codec import VERBATIM, Codec, asked_for
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Format, Plan, Request
from cleaner.pipeline import Cleaner

if TYPE_CHECKING:
    from cleaner.cli.teller import Teller
    from cleaner.files.journal import Journal
    from cleaner.files.log import Log
    from cleaner.report.output import Report


class CleanOptions(NamedTuple):
    """The options of `cleaner clean`, as the command line gives them."""

    paths: Sequence[str] = ()
    output: str | None = None
    in_place: bool = False
    check: bool = False
    diff: bool = False
    settings: SettingsOptions = SettingsOptions()
    report: str | None = None
    stats: bool = False
    stats_json: str | None = None
    errors_to: str | None = None
    format: Format = "auto"
    fields: Fields = Fields()
    files_from: str | None = None
    null: bool = False
    globs: Sequence[str] = ()
    encoding: str = "utf-8"
    errors: str | None = None
    jobs: int = 0
    timeout: float = 0.0
    shard_size: str = ""
    resume: bool = False
    quiet: bool = False
    verbose: bool = False

    @property
    def dry(self) -> bool:
        """Whether nothing is written."""
        return self.check or self.diff


def run(options: CleanOptions) -> int:
    """Clean what the options name; the exit status."""
    from cleaner.cli.teller import Teller

    chosen = settings.resolve(options.settings, options.errors)
    wants = _wants(options)
    cleaner = Cleaner(settings=chosen, reasons=options.report is not None, records=wants.records)
    codec = _codec(options, chosen)
    work = plan.make(_request(options, chosen))
    _check(options, work)
    with _journal(options, work, chosen, codec) as journal:
        logs: list[Log] = []
        teller = Teller(options, chosen, work, cleaner)
        with (
            _failures(options, teller, codec, journal, logs),
            _report(options, chosen, journal, logs) as teller.report,
            teller.watching(),
        ):
            batch.clean_files(
                cleaner,
                work,
                teller,
                codec=codec,
                fields=options.fields,
                jobs=options.jobs,
                in_place=options.in_place,
                timeout=options.timeout,
                wants=wants,
                journal=journal,
                logs=logs,
            )
        if teller.interrupt is not None:
            raise teller.interrupt
    return teller.end()


def _request(options: CleanOptions, chosen: Settings) -> Request:
    others = (options.report, options.errors_to, options.stats_json)
    written = options.output or any(others)
    own_settings = settings.file(options.settings) if written else None
    return Request(
        paths=options.paths,
        files_from=options.files_from,
        null=options.null,
        globs=options.globs,
        format=options.format,
        output=options.output,
        in_place=options.in_place,
        dry=options.dry,
        others=tuple(name for name in others if name and name != streams.STANDARD),
        reads=tuple(str(name) for name in (own_settings, chosen.profile) if name),
        shard_size=options.shard_size,
        resume=options.resume,
        changes=True,
    )


def _check(options: CleanOptions, work: Plan) -> None:
    """Refuse what cannot be, before anything is written."""
    if options.stats_json == streams.STANDARD and (work.common == streams.STANDARD or options.dry):
        raise CleanerError("--stats-json - and the output of the run exclude each other: give one of them a file")
    if options.stats_json not in (None, streams.STANDARD) and not plan.is_special(options.stats_json):
        from cleaner.files import outputs

        # Written at the end: hours later is too late to say that it cannot be.
        outputs.opened(options.stats_json).discard()
    if not isfinite(options.timeout):
        raise CleanerError(f"--timeout is a number of seconds, not {options.timeout}: 0 is never")
    if options.errors_to:
        from cleaner.files import log

        log.check("--errors-to", options.errors_to)
    if options.in_place and options.report:
        _check_way_back(options.report)


def _check_way_back(report: str) -> None:
    """Refuse to replace the ledger of an earlier run in place: without it nothing can be restored."""
    from cleaner.files import log
    from cleaner.files.errors import shown
    from cleaner.report.output import is_page

    if not is_page(report) and not plan.is_special(report) and log.holds(report):
        raise CleanerError(
            f"{shown(report)} is there already, and what an earlier run with -i has changed cannot be restored "
            "without it: give --report another name"
        )


def _wants(options: CleanOptions) -> Wants:
    stats = options.stats or options.stats_json is not None
    return Wants(
        records=stats or options.report is not None or options.verbose,
        texts=options.diff or options.report is not None,
    )


def _codec(options: CleanOptions, chosen: Settings) -> Codec:
    """How to read and write; without a filter no byte changes, whatever the encoding."""
    codec = asked_for(options.encoding, options.errors)
    runs_filters = chosen.filters or catalog.names(chosen.preset, chosen.select, chosen.ignore)
    return codec if runs_filters else VERBATIM


@contextmanager
def _journal(options: CleanOptions, work: Plan, chosen: Settings, codec: Codec) -> "Iterator[Journal | None]":
    """The journal of a run that may be interrupted and go on; None for any other."""
    output = "" if options.in_place or options.dry else options.output or ""
    if not options.resume:
        _check_nothing_left(output, work)
        yield None
        return
    from cleaner.files.journal import Journal, folder_for

    if options.report and options.report.lower().endswith((".html", ".htm")):
        raise CleanerError("--resume needs a --report that is .jsonl: a page is made at once")
    journal = Journal(folder_for(work, output), _facts(options, chosen, codec), work)
    try:
        yield journal
    except BaseException:
        journal.leave()
        raise
    journal.end()


def _check_nothing_left(output: str, work: Plan) -> None:
    """Refuse to write over what an interrupted run has left to go on with."""
    if not output or output == streams.STANDARD or plan.is_special(output):
        return
    from cleaner.files.left import left_behind

    folder = left_behind(work, output)
    if folder is not None:
        raise CleanerError(f"{folder}: an interrupted run can go on from here: use --resume, or remove it")


def _facts(options: CleanOptions, chosen: Settings, codec: Codec) -> Mapping[str, str]:
    """What must not change while a run is interrupted."""
    import cleaner

    told = [f"{name}: {getattr(chosen, name)!r}" for name in chosen.__slots__ if name != "filters"]
    filters = sorted(catalog.names(chosen.preset, chosen.select, chosen.ignore))
    if chosen.profile:
        from cleaner.corpus.sample import digest

        told.append(f"profile: {digest(Path(chosen.profile).read_text('utf-8', 'replace')):x}")
    return {
        "version": cleaner.__version__,
        "settings": "\n".join([*told, f"filters: {filters}"]),
        "fields": " ".join(options.fields),
        "encoding": f"{codec.encoding} {codec.errors} {codec.binary}",
        "format": options.format,
        "output": options.output or "",
        "shard size": options.shard_size,
        "report": options.report or "",
        "errors file": options.errors_to or "",
    }


def _report(
    options: CleanOptions, chosen: Settings, journal: "Journal | None", logs: "list[Log]"
) -> "AbstractContextManager[Report | None]":
    """What a report is written with; None if none is wanted."""
    if options.report is None:
        return nullcontext()
    from cleaner.report.output import opened

    if journal is None:
        # In place, the ledger is the one way back, which `kill -9` must not take.
        return opened(options.report, chosen, lasts=options.in_place and not options.dry)
    from cleaner.files.log import Log

    log = Log("--report", options.report, journal, len(logs))
    logs.append(log)
    return opened(options.report, chosen, log)


@contextmanager
def _failures(
    options: CleanOptions, teller: "Teller", codec: Codec, journal: "Journal | None", logs: "list[Log]"
) -> Iterator[None]:
    """Let what cannot be done be written down. That file appears however the run ends, unless it goes on later."""
    if options.errors_to is None:
        yield
        return
    from cleaner.files.log import Log
    from cleaner.report.failures import Failures

    log = Log("--errors-to", options.errors_to, journal, len(logs))
    logs.append(log)
    teller.failures = Failures(log, codec, options.fields)
    try:
        yield
    except BaseException:
        if journal is None:
            log.commit()
        else:
            log.leave()
        raise
    log.commit()
