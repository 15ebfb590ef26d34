"""The command `clean`, behind its options."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from cleaner import batch, catalog
from cleaner.batch import Cleaned
from cleaner.cli import messages, settings
from cleaner.cli.settings import SettingsOptions
from cleaner.config import Settings
from cleaner.document import Record
from cleaner.files import formats, plan, streams
from cleaner.files.codec import VERBATIM, Codec
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Format, Plan, Request
from cleaner.files.streams import StandardOutput
from cleaner.pipeline import Cleaner

if TYPE_CHECKING:
    from cleaner.report.stats import Stats


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
    format: Format = "auto"
    fields: Fields = Fields()
    files_from: str | None = None
    null: bool = False
    globs: Sequence[str] = ()
    encoding: str = "utf-8"
    errors: str | None = None
    jobs: int = 0
    quiet: bool = False
    verbose: bool = False


def run(options: CleanOptions) -> int:
    """Clean what the options name; the exit status."""
    chosen = settings.resolve(options.settings)
    cleaner = Cleaner(settings=chosen)
    codec = _codec(options, chosen)
    work = plan.make(_request(options))
    teller = _Teller(options, chosen)
    teller.begin(work)
    with _ledger(options.report) as write:
        teller.write_record = write
        batch.clean_files(
            cleaner, work, teller, codec=codec, fields=options.fields, jobs=options.jobs, in_place=options.in_place
        )
    return teller.end()


def _request(options: CleanOptions) -> Request:
    return Request(
        paths=options.paths,
        files_from=options.files_from,
        null=options.null,
        globs=options.globs,
        format=options.format,
        output=options.output,
        in_place=options.in_place,
        dry=options.check or options.diff,
        others=(options.report,) if options.report else (),
    )


def _codec(options: CleanOptions, chosen: Settings) -> Codec:
    """How to read and write; without a filter no byte changes, whatever the encoding."""
    codec = Codec(options.encoding, options.errors or "strict", binary=options.errors not in (None, "strict"))
    runs_filters = chosen.filters or catalog.names(chosen.preset, chosen.select, chosen.ignore)
    return codec if runs_filters else VERBATIM


@contextmanager
def _ledger(name: str | None) -> Iterator[Callable[[Record], None] | None]:
    """The function that writes a record; None if no ledger is wanted."""
    if name is None:
        yield None
        return
    from cleaner.report.ledger import Ledger

    with Ledger(name) as ledger:
        yield ledger.write


class _Teller(batch.Observer):
    """Tells the user what happens: data on standard output, messages on standard error."""

    def __init__(self, options: CleanOptions, chosen: Settings) -> None:
        self._options = options
        self._max_loss = chosen.max_loss
        self._failed = self._changed = 0
        self._stats = _new_stats() if options.stats else None
        self._listing: StandardOutput | None = None
        self.write_record: Callable[[Record], None] | None = None

    def begin(self, work: Plan) -> None:
        """Tell what is about to be read."""
        if self._options.verbose:
            messages.say(f"settings: {settings.file(self._options.settings) or 'no configuration file'}")
        for folder in work.empty:
            globs = " ".join(self._options.globs or formats.GLOBS)
            self.warned(f"{folder}: no file in it fits {globs}")
        if sys.stdin is not None and any(t.source.name == streams.STANDARD for t in work.tasks) and sys.stdin.isatty():
            self.warned("reading from the terminal: end the text with Ctrl-D")

    def cleaned(self, document: Cleaned) -> None:
        result = document.result
        if self._stats is not None:
            self._stats.add(result, changed=document.changed)
        if self.write_record is not None:
            for record in result.records:
                self.write_record(record)
        if result.over_budget:
            share, budget = f"{100 * result.removed / result.total:.0f}", f"{100 * self._max_loss:.0f}"
            self.warned(
                f"{document.name}: {share} % of the words would go, more than max_loss {budget} %: its lines stay"
            )
        if self._options.diff:
            self._show(document)
        if self._options.verbose and document.changed:
            messages.say(f"{document.name}: {_summary(result.records)}")

    def _show(self, document: Cleaned) -> None:
        from cleaner.report.diff import unified

        for line in unified(document.place, document.source, document.result.text):
            self._output().write(line.encode(self._options.encoding, "backslashreplace"))

    def finished(self, name: str, changed: bool) -> None:
        self._changed += changed
        if changed and self._options.check and not self._options.diff:
            self._output().write(os.fsencode(name) + b"\n")

    def _output(self) -> StandardOutput:
        """Standard output, when it is for names or differences instead of texts."""
        if self._listing is None:
            self._listing = StandardOutput()
        return self._listing

    def failed(self, message: str) -> None:
        self._failed += 1
        messages.say(message)

    def warned(self, message: str) -> None:
        if not self._options.quiet:
            messages.say(f"warning: {message}")

    def end(self) -> int:
        """Tell what was counted; the exit status."""
        if self._listing is not None:
            self._listing.commit()
        if self._stats is not None:
            for line in self._stats.table(catalog.known(), failed=self._failed):
                messages.write_error(line + "\n")
        if self._failed:
            return messages.FAILED
        dry = self._options.check or self._options.diff
        return messages.WOULD_CHANGE if dry and self._changed else messages.DONE


def _new_stats() -> "Stats":
    from cleaner.report.stats import Stats

    return Stats()


def _summary(records: Sequence[Record]) -> str:
    lines = [record for record in records if record.line]
    removed = sum(record.after is None for record in lines)
    return f"{removed} lines removed, {len(lines) - removed} changed" if lines else "spacing between lines changed"
