"""The command `review`, behind its options."""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from cleaner import catalog, layout
from cleaner.cli import messages, passing
from cleaner.counts import counted
from cleaner.document import Document, Result
from cleaner.errors import CleanerError, SettingsError
from cleaner.files import jsonl, outputs, plan, streams
from cleaner.files.atomic import AtomicFile
from cleaner.files.codec import Codec, asked_for
from cleaner.files.errors import shown
from cleaner.files.jsonl import Fields
from cleaner.report import learning, review
from cleaner.report.lookup import Lookup
from cleaner.report.restoring import Sources
from cleaner.report.review import Case, Context, Key, Table, Verdict


class ReviewOptions(NamedTuple):
    """The options of `cleaner review`, as the command line gives them."""

    ledger: str
    sample: int = 50
    filters: Sequence[str] = ()
    seed: int = 0
    texts: Sequence[str] = ()
    output: str | None = None
    csv: str | None = None
    verdicts: str | None = None
    keep: str | None = None
    labelled: str | None = None
    json: bool = False
    fields: Fields = Fields()
    encoding: str = "utf-8"
    errors: str | None = None


def run(options: ReviewOptions) -> int:
    """Judge, or show what was judged; the exit status."""
    _check(options)
    written = [options.csv, options.labelled, None if options.csv or options.verdicts else _file(options)]
    plan.check(written, [options.ledger, *([options.verdicts] if options.verdicts else [])], options.texts)
    texts = _Texts(options)
    if options.csv is not None:
        cases = _sample(options).cases
        _write(options.csv, review.table(cases, None, texts.contexts(cases) if options.texts else None))
    else:
        judged = _judged(options, texts)
        _show(judged, as_json=options.json)
        _use(options, judged, texts)
    return messages.FAILED if texts.failures else messages.DONE


def _check(options: ReviewOptions) -> None:
    if options.csv is not None and (options.verdicts or options.output or options.keep or options.labelled):
        raise CleanerError("--csv writes a table that has to be filled in first: read it with --verdicts then")
    for option, name in (("-o", options.output), ("--keep", options.keep), ("--labelled", options.labelled)):
        if name == streams.STANDARD:
            raise CleanerError(f"{option} needs a file: standard output is for the figures")
    if options.verdicts is not None and options.output is not None:
        raise CleanerError("--verdicts and -o exclude each other: with --verdicts nothing is judged")
    for name in _filters(options):
        if name not in catalog.known():
            raise SettingsError(f"unknown filter {name!r}{catalog.nearest(name, catalog.known())}")


def _filters(options: ReviewOptions) -> list[str]:
    return [name.strip() for entry in options.filters for name in entry.split(",") if name.strip()]


def _sample(options: ReviewOptions) -> review.Sample:
    return review.sample(options.ledger, options.sample, _filters(options), options.seed)


def _file(options: ReviewOptions) -> str:
    """The file that verdicts are kept in."""
    return options.output or f"{PurePath(options.ledger).with_suffix('')}.verdicts.csv"


def _judged(options: ReviewOptions, texts: "_Texts") -> Sequence[tuple[Case, Verdict]]:
    """The lines with the verdicts of a table, or of a person at the terminal.

    Raises:
        CleanerError: there is no verdict.
    """
    if options.verdicts is not None:
        judged = review.judged(options.ledger, review.read_table(options.verdicts).verdicts)
    else:
        judged = _judged_here(options, texts)
    if not judged:
        raise CleanerError(f"{shown(options.verdicts or _file(options))}: no verdict in it yet")
    return judged


def _judged_here(options: ReviewOptions, texts: "_Texts") -> list[tuple[Case, Verdict]]:
    """Let a person judge the sample on the terminal."""
    if sys.stdin is None or sys.stdout is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise CleanerError("review needs a terminal; for a table to judge elsewhere use --csv FILE")
    try:
        from cleaner.cli.judging import Judging
    except ImportError:
        raise CleanerError("review needs textual: pip install 'presscleaner[review]', or use --csv FILE") from None
    cases = _sample(options).cases
    name = _file(options)
    old = review.read_table(name) if Path(name).exists() else review.EMPTY
    contexts = texts.contexts(cases)
    app = Judging(cases, old.verdicts, lambda verdicts: _keep(name, cases, old, verdicts), contexts)
    app.run()
    return [(case, app.verdicts[case.key]) for case in cases if case.key in app.verdicts]


def _keep(name: str, cases: Sequence[Case], old: Table, verdicts: dict[Key, Verdict]) -> None:
    """Write the verdicts down; the rows of another sample in the same file stay as they are."""
    _write(name, review.table(cases, verdicts, old=old))


class _Texts:
    """The texts that were given to show what is around lines.

    Attributes:
        failures: how many of them could not be read.
    """

    def __init__(self, options: ReviewOptions) -> None:
        self._options = options
        self.failures = 0

    def contexts(self, cases: Sequence[Case]) -> dict[Key, Context]:
        """What stands before and after each case."""
        sources = self.sources({case.entry for case in cases})
        found: dict[Key, Context] = {}
        for case in cases:
            if case.entry in sources:
                paragraphs = layout.parse(sources[case.entry][1]).paragraphs
                before = [p.text for p in paragraphs if p.line < case.line][-3:]
                after = [p.text for p in paragraphs if p.line > case.line][:3]
                found[case.key] = (before, after)
        return found

    def sources(self, wanted: set[str]) -> dict[str, tuple[str, str]]:
        """Site and source of the documents that are wanted, by where their entries stand in the ledger."""
        options = self._options
        found: dict[str, tuple[str, str]] = {}
        if not options.texts:
            return found
        lookup = Lookup(options.ledger)
        finder = Sources(lookup)

        def look(document: Document) -> Result:
            entry, text = finder.find(document)
            if entry is not None and entry.place in wanted:
                found[entry.place] = (document.site, text)
            return Result(layout.render(document))

        codec = asked_for(options.encoding, options.errors)
        self.failures = passing.look(look, options.texts, codec=codec, fields=options.fields)
        self.failures += passing.tell_refused(lookup)
        return found


def _show(judged: Sequence[tuple[Case, Verdict]], *, as_json: bool) -> None:
    rows = review.precision(judged)
    lines: Iterable[str] = review.shown_precision(rows)
    if as_json:
        lines = [json.dumps(review.summary(rows), ensure_ascii=False)]
    messages.show(lines)


def _use(options: ReviewOptions, judged: Sequence[tuple[Case, Verdict]], texts: _Texts) -> None:
    """Put the verdicts to the uses that were asked for."""
    if options.keep is not None:
        found = learning.keepers(judged)
        old = learning.settings_text(options.keep)
        pyproject = PurePath(options.keep).name == "pyproject.toml"
        new, count = learning.with_keep(old, found.texts, pyproject=pyproject, place=options.keep)
        if count:
            _write(options.keep, new)
        messages.say(f"{shown(options.keep)}: {counted(count, 'text')} to keep added")
        for text in found.unfit:
            messages.say(f"warning: {text!r} is too short to be kept by its words alone: see --ignore")
    if options.labelled is not None:
        sources = texts.sources({case.entry for case, _ in judged})
        with AtomicFile(options.labelled) as file:
            for row in learning.labelled(judged, sources):
                file.write(jsonl.line(row, Codec()))


def _write(name: str, text: str) -> None:
    file = outputs.opened(name)
    file.write(text.encode("utf-8", "surrogatepass"))
    file.commit()
