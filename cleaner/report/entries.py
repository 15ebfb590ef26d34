"""A ledger read again: its records, a document at a time."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cleaner.document import Record
from cleaner.errors import CleanerError
from cleaner.files import jsonl, reader
from cleaner.files.codec import Codec
from cleaner.layout import BUDGET_RECORD
from cleaner.report import places

_FIELDS = ("document", "filter", "line", "before", "after", "why", "of")


class Entry(NamedTuple):
    """All records of one document.

    Attributes:
        document: its name.
        records: its records, in their order.
        place: where in the ledger the first one stands.
    """

    document: str
    records: tuple[Record, ...]
    place: str

    @property
    def layout(self) -> str | None:
        """What the layout record has of the source; None if there is no such record."""
        return next((r.before for r in self.records if r.line == 0 and r.filter != BUDGET_RECORD), None)

    @property
    def budget(self) -> tuple[int, int] | None:
        """The words that would have gone, and all words, of a document over budget; None for any other."""
        for record in self.records:
            if record.filter == BUDGET_RECORD:
                form = json.loads(record.before)
                return form["removed"], form["total"]
        return None

    @property
    def source(self) -> str:
        """Where a record with an id came from, file and line; "" for others, and if the ledger does not say it."""
        return self.records[0].source

    @property
    def nameless(self) -> bool:
        """Whether it is about a record without an id, whose name is its place."""
        return not self.source and places.is_of_record(self.document)


def read(name: str) -> Iterator[Entry]:
    """The entries of a ledger, in its order.

    Raises:
        CleanerError: it cannot be read, or a line is no record; the message names file and line.
    """
    document, records, start = "", list[Record](), ""
    for place, raw in reader.lines(name):
        record = _record(raw, place)
        if records and (record.document != document or _begins(record, records)):
            yield Entry(document, tuple(records), start)
            records = []
        if not records:
            document, start = record.document, place
        records.append(record)
    if records:
        yield Entry(document, tuple(records), start)


def _begins(record: Record, before: Sequence[Record]) -> bool:
    """Whether a record begins an entry although the ones before it are about a document of the same name."""
    if before[-1].filter == BUDGET_RECORD:
        return True
    return record.line == 0 and (record.filter != BUDGET_RECORD or record.source != before[0].source)


def _record(raw: bytes, place: str) -> Record:
    found = jsonl.parse(raw, place, Codec(binary=True, fixed=True))
    values: dict[str, Any] = {field: found.get(field) for field in _FIELDS}
    after, of, source = values["after"], values["of"], found.get("source", "")
    whole = (
        all(isinstance(values[field], str) for field in ("document", "filter", "before", "why"))
        and _is_line(values["line"])
        and (after is None or isinstance(after, str))
        and (of is None or _is_line(of))
        and isinstance(source, str)
    )
    if not whole:
        raise CleanerError(f"{place}: no record of a ledger: `cleaner clean --report FILE.jsonl` writes one")
    return Record(**values, source=source)


def _is_line(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
