"""What `cleaner clean` tells the user: data on standard output, messages and progress on standard error."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from cleaner import batch, catalog
from cleaner.batch import Cleaned
from cleaner.cli import messages, notices, settings, sites
from cleaner.cli.repeats import FEW, Repeats
from cleaner.config import Settings
from cleaner.counts import counted
from cleaner.document import Record
from cleaner.files.codec import Codec
from cleaner.files.errors import shown
from cleaner.files.plan import Plan, Task
from cleaner.files.reader import Piece
from cleaner.files.streams import StandardOutput

if TYPE_CHECKING:
    from cleaner.cli.clean import CleanOptions
    from cleaner.cli.progress import Progress
    from cleaner.pipeline import Cleaner
    from cleaner.report.failures import Failures
    from cleaner.report.output import Report
    from cleaner.report.stats import Stats


class Teller(batch.Observer):
    """Tells the user what happens.

    Args:
        options: the options of the command.
        chosen: the settings in force.
        work: what is read and written.
        cleaner: what documents are cleaned with.

    Attributes:
        report: what the ledger or page is written with.
        failures: what the file of failures is written with.
        interrupt: what ended the run before its end, if it is to be raised later.
    """

    def __init__(self, options: "CleanOptions", chosen: Settings, work: Plan, cleaner: "Cleaner") -> None:
        self._options = options
        self._chosen = chosen
        self._sites = sites.counted(cleaner)
        self._max_loss = chosen.budget
        self._work = work
        self._documents = self._failed = self._changed = self._parts = 0
        # What of all this is counted of files that are done; one output is there as a whole or not at all.
        self._in_parts = work.common is None or work.shard is not None
        self._stands: list[Any] | None = None
        self._stats = _new_stats() if options.stats or options.stats_json is not None else None
        self._listing: StandardOutput | None = None
        self._colours: bool | None = None
        self._progress: Progress | None = None
        self._repeats = Repeats("--errors-to FILE.jsonl", holds=not options.verbose)
        self.report: Report | None = None
        self.failures: Failures | None = None
        self.interrupt: BaseException | None = None

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Show how far the run is while it is going on, and what was done if it is interrupted."""
        self._begin()
        try:
            yield
        except BaseException as interrupt:
            self._stop()
            keeps = (self._in_parts or self._parts > 0) and not self._options.dry and not self._options.resume
            if keeps:
                self.withdrawn()
            if isinstance(interrupt, KeyboardInterrupt):
                messages.tell_interrupt(self._interrupted())
            if not keeps:
                raise
            # The report of finished files is kept, as they are; then the interrupt goes on.
            self.interrupt = interrupt
        finally:
            self._stop()

    def _begin(self) -> None:
        if self._options.verbose:
            messages.say(f"settings: {settings.file(self._options.settings) or 'no configuration file'}")
        for notice in (*notices.of_inputs(self._work, self._options.globs), *sites.missed(self._chosen)):
            self.warned(notice)
        if sys.stderr is not None and sys.stderr.isatty():
            from cleaner.cli import progress

            if progress.wanted(self._work, quiet=self._options.quiet) and not self._options.dry:
                self._progress = progress.Progress(self._work)

    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def _interrupted(self) -> str:
        """What an interrupted run has done; "" if that can be seen."""
        after = counted(self._documents, "document")
        if self._options.resume:
            return f"interrupted after {after}: the same command goes on"
        if self._options.dry:
            return ""
        if self._in_parts:
            return f"interrupted: {counted(self._parts, 'file' if self._work.common is None else 'shard')} done"
        if not self._work.appears:
            return ""
        name = shown(str(self._work.common))
        done = f": {name} is written" if self._parts else f" after {after}: nothing is written to {name}"
        return f"interrupted{done}"

    def cleaned(self, document: Cleaned) -> None:
        self._documents += 1
        if self._sites is not None:
            self._sites.add(document.site)
        if self._progress is not None:
            self._progress.cleaned(document.before, document.after)
        if self._stats is not None:
            self._stats.add(
                document.records,
                changed=document.changed,
                over_budget=document.over_budget is not None,
                before=document.before,
                after=document.after,
            )
        if self.report is not None:
            from cleaner.report.gather import Seen

            source = document.texts[0] if document.texts is not None else None
            self.report.add(
                Seen(document.name, document.site, source, document.records, document.over_budget, document.place)
            )
            if not self._in_parts:
                self.report.settle()
        if document.over_budget is not None:
            removed, total = document.over_budget
            share, budget = f"{100 * removed / total:.0f}", f"{100 * self._max_loss:.0f}"
            self.warned(
                f"{_label(document)}: {share} % of the words would go, more than max_loss {budget} %: its lines stay"
            )
        if self._options.diff:
            self._show(document)
        if self._options.verbose and document.changed:
            self._say(f"{_label(document)}: {_summary(document.records)}")

    def _show(self, document: Cleaned) -> None:
        from cleaner.report import diff, paint

        if self._colours is None:
            self._colours = paint.wanted(sys.stdout)
        assert document.texts is not None
        # Lines of UTF-16 would each begin like a file.
        encoding = self._options.encoding if Codec(self._options.encoding).keeps_line_ends else "utf-8"
        write = self._output().write
        if self._colours:
            for line in paint.unified(shown(document.place), *document.texts):
                write(line.encode(encoding, "backslashreplace"))
            return
        for line in diff.unified(document.place, *document.texts):
            write(diff.encoded(line, encoding))

    def finished(self, name: str, changed: bool) -> None:
        self._changed += changed
        if changed and self._options.check and not self._options.diff:
            self._output().write(os.fsencode(name) + b"\n")

    def advanced(self, piece: Piece) -> None:
        if self._progress is not None:
            self._progress.advanced(piece)

    def ended(self, task: Task) -> None:
        if self._progress is not None:
            self._progress.ended(task)

    def _output(self) -> StandardOutput:
        """Standard output, when it is for names or differences instead of texts."""
        if self._listing is None:
            self._listing = StandardOutput()
        return self._listing

    def settling(self) -> None:
        if self.report is not None:
            self.report.secure()

    def settled(self) -> None:
        self._parts += 1
        self._stands = self._counts()
        if self.report is not None:
            self.report.settle()

    def withdrawn(self) -> None:
        self._recount(self._stands or [0, None, None])
        if self.report is not None:
            self.report.withdraw()

    def _counts(self) -> list[Any]:
        """The counts of documents that are written."""
        stats = self._stats.state() if self._stats is not None else None
        return [self._documents, stats, self._sites.state() if self._sites is not None else None]

    def _recount(self, counts: Sequence[Any]) -> None:
        self._documents, stats, of_sites = counts
        if self._sites is not None:
            self._sites.restore(of_sites or sites.NONE_SEEN)
        if self._stats is not None:
            self._stats = _new_stats()
            if stats is not None:
                self._stats.restore(stats)

    def failed(self, message: str, piece: Piece | None = None) -> None:
        self._failed += piece.lost if piece is not None else 1
        if self.failures is not None:
            self.failures.add(message, piece)
        else:
            for line in self._repeats.shown(message, piece):
                self._say(line)

    def warned(self, message: str) -> None:
        if not self._options.quiet:
            self._say(f"warning: {message}")

    def _say(self, message: str) -> None:
        if self._progress is not None:
            self._progress.around(partial(messages.say, message))
        else:
            messages.say(message)

    def state(self) -> Any:
        documents, *rest = self._counts()
        return [documents, self._failed, self._changed, self._parts, self._stands, *rest]

    def restore(self, state: Any) -> None:
        documents, self._failed, self._changed, self._parts, self._stands, *rest = state
        self._recount([documents, *rest])
        if self._options.verbose:
            self._say(f"going on after {counted(self._documents, 'document')}")

    def end(self) -> int:
        """Tell what was counted; the exit status."""
        if self._listing is not None:
            self._listing.commit()
        if self._sites is not None and self._sites.notice:
            self.warned(self._sites.notice)
        self._tell_stats()
        if self.failures is not None and self._failed:
            messages.say(f"{self._failed} failed, {self._documents} cleaned: see {self._options.errors_to}")
        elif self._failed > FEW:
            messages.say(f"{self._failed} failed, {self._documents} cleaned")
        if self._failed:
            return messages.FAILED
        return messages.WOULD_CHANGE if self._options.dry and self._changed else messages.DONE

    def _tell_stats(self) -> None:
        if self._stats is None:
            return
        if self._options.stats:
            for line in self._stats.table(catalog.known(), failed=self._failed):
                messages.write_error(line + "\n")
        if self._options.stats_json is not None:
            import json

            from cleaner.files import outputs

            figures = self._stats.object(catalog.known(), failed=self._failed)
            file = outputs.opened(self._options.stats_json)
            file.write((json.dumps(figures, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace"))
            file.commit()


def _new_stats() -> "Stats":
    from cleaner.report.stats import Stats

    return Stats()


def _label(document: Cleaned) -> str:
    """A document in a message: where it is, since ids may repeat from file to file, and of a record its id."""
    place = shown(document.place)
    return f"{place} (id {shown(document.name)})" if document.is_record and document.name != place else place


def _summary(records: Sequence[Record]) -> str:
    lines = [record for record in records if record.line]
    removed = sum(record.after is None for record in lines)
    return (
        f"{counted(removed, 'line')} removed, {len(lines) - removed} changed"
        if lines
        else "spacing between lines changed"
    )
