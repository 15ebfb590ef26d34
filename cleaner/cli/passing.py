"""Runs something other than cleaning over the documents of files."""

from collections.abc import Callable, Sequence
from typing import cast

from cleaner import batch
from cleaner.cli import messages
from cleaner.cli.repeats import Repeats
from cleaner.document import Document, Result
from cleaner.files import plan
from cleaner.files.codec import Codec
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Plan, Request
from cleaner.files.reader import Piece
from cleaner.pipeline import Cleaner
from cleaner.report.lookup import Lookup

#: What is done to each document.
Work = Callable[[Document], Result]


class _Teller(batch.Observer):
    """Tells what goes wrong and counts it."""

    def __init__(self) -> None:
        self.failures = 0
        self._repeats = Repeats()

    def failed(self, message: str, piece: Piece | None = None) -> None:
        self.failures += 1
        for line in self._repeats.shown(message, piece):
            messages.say(line)


def over(work: Work, settled: Plan, *, codec: Codec, fields: Fields) -> int:
    """Do the work to every document, in order and in this process, and write what comes of it; the failures.

    Raises:
        CleanerError: the output cannot be written.
    """
    teller = _Teller()
    # The engine asks of a cleaner only that it can be called.
    batch.clean_files(cast("Cleaner", work), settled, teller, codec=codec, fields=fields, jobs=1)
    return teller.failures


def tell_refused(lookup: Lookup) -> int:
    """Tell which documents of a ledger were there in name, but with another text; how many."""
    refused = lookup.refused()
    for message in refused:
        messages.say(message)
    return len(refused)


def look(work: Work, paths: Sequence[str], *, codec: Codec, fields: Fields) -> int:
    """Do the work to every document and write nothing; the failures."""
    return over(work, plan.make(Request(paths=paths, dry=True)), codec=codec, fields=fields)
