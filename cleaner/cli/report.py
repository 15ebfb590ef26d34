"""The command `report`, behind its options."""

import sys
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.cli import messages, passing
from cleaner.errors import CleanerError
from cleaner.files import plan, streams
from cleaner.files.atomic import AtomicFile
from cleaner.files.codec import asked_for
from cleaner.files.jsonl import Fields
from cleaner.files.streams import StandardOutput
from cleaner.report.gather import Gathered, Seen
from cleaner.report.lookup import Lookup
from cleaner.report.page import html
from cleaner.report.restoring import Gathering


class ReportOptions(NamedTuple):
    """The options of `cleaner report`, as the command line gives them."""

    ledger: str
    output: str | None = None
    texts: Sequence[str] = ()
    title: str = "Cleaning report"
    fields: Fields = Fields()
    encoding: str = "utf-8"
    errors: str | None = None


def run(options: ReportOptions) -> int:
    """Write the page; the exit status."""
    if options.output in (None, streams.STANDARD) and sys.stdout is not None and sys.stdout.isatty():
        raise CleanerError("a page is not for a terminal: name a file with -o FILE.html")
    plan.check((options.output,), (options.ledger,), options.texts)
    lookup = Lookup(options.ledger)
    gathered = Gathered()
    failures = 0
    if options.texts:
        work = Gathering(lookup, gathered)
        failures = passing.look(
            work, options.texts, codec=asked_for(options.encoding, options.errors), fields=options.fields
        )
        failures += passing.tell_refused(lookup)
    for entry in lookup.rest():
        gathered.add(Seen(entry.document, "", None, entry.records, entry.budget))
    _write(options.output, html(gathered, title=options.title).encode("utf-8", "replace"))
    return messages.FAILED if failures else messages.DONE


def _write(name: str | None, page: bytes) -> None:
    if name is None or name == streams.STANDARD:
        output = StandardOutput()
        output.write(page)
        output.commit()
    else:
        with AtomicFile(name) as file:
            file.write(page)
