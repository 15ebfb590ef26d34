"""The ledger as a file: one JSON line for everything that was changed or removed."""

import json
from dataclasses import replace
from typing import Any, Self

from cleaner.document import Record
from cleaner.errors import CleanerError
from cleaner.files import formats, jsonl, plan, streams
from cleaner.files.codec import Codec
from cleaner.files.log import Log
from cleaner.layout import BUDGET_RECORD
from cleaner.report.gather import Seen
from cleaner.report.places import is_of_record


class Ledger:
    """A ledger being written; the file appears when it is whole.

    Args:
        name: the file.
        file: what it is written to, if the run that writes it may be interrupted and go on.
        lasts: whether what is settled stays also if the run fails or is killed.

    Raises:
        CleanerError: it cannot have this name, or cannot be written.
    """

    def __init__(self, name: str, file: Log | None = None, *, lasts: bool = False) -> None:
        if name == streams.STANDARD:
            raise CleanerError("--report needs a file: standard output is for the cleaned text")
        if formats.kind(name) != "jsonl" and not plan.is_special(name):
            raise CleanerError(f"--report {name}: name it .jsonl, .jsonl.gz or .html")
        self._file = file or Log("", name, lasts=lasts)
        self._codec = Codec()

    def add(self, document: Seen) -> None:
        """Add what was done to a document."""
        source = document.place if is_of_record(document.place) and document.place != document.id else ""
        for record in document.records:
            self.write(record if record.line or not source else replace(record, source=source))
        if document.would is not None:
            removed, total = document.would
            why = f"{100 * removed / total:.0f} % of the words would go, more than max_loss: its lines stay"
            before = json.dumps({"removed": removed, "total": total})
            self.write(Record(document.id, BUDGET_RECORD, 0, before, None, why, source=source))

    def write(self, record: Record) -> None:
        """Add an entry."""
        entry: dict[str, Any] = {
            "document": record.document,
            "filter": record.filter,
            "line": record.line,
            "before": record.before,
            "after": record.after,
            "why": record.why,
            "of": record.of,
        }
        if record.source:
            entry["source"] = record.source
        self._file.write(jsonl.line(entry, self._codec))

    def settle(self) -> None:
        """All that was added until now stays."""
        self._file.settle()

    def secure(self) -> None:
        """What was added until now outlives the process, in a log that lasts."""
        self._file.secure()

    def withdraw(self) -> None:
        """Forget what was added since `settle` was called."""
        self._file.withdraw()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._file.commit()
        else:
            self._file.discard()
