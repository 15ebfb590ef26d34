"""A ledger read again: its records, a document at a time."""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from cleaner.document import Record
from cleaner.errors import CleanerError
from cleaner.files import jsonl, reader
from cleaner.files.codec import Codec
from cleaner.files.errors import shown
from cleaner.layout import BUDGET_RECORD

_FIELDS = ("document", "filter", "line", "before", "after", "why", "of")

#: The line of a file that is the name of a record without an id.
_NUMBER = re.compile(r":(\d+)\Z")


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


def read(name: str) -> Iterator[Entry]:
    """The entries of a ledger, in its order.

    Raises:
        CleanerError: it cannot be read, or a line is no record; the message names file and line.
    """
    document, records, start = "", list[Record](), ""
    for place, raw in reader.lines(name):
        record = _record(raw, place)
        begins = record.line == 0 and record.filter != BUDGET_RECORD
        if records and (record.document != document or begins):
            yield Entry(document, tuple(records), start)
            records = []
        if not records:
            document, start = record.document, place
        records.append(record)
    if records:
        yield Entry(document, tuple(records), start)


def _record(raw: bytes, place: str) -> Record:
    found = jsonl.parse(raw, place, Codec(binary=True))
    values: dict[str, Any] = {field: found.get(field) for field in _FIELDS}
    after, of = values["after"], values["of"]
    whole = (
        all(isinstance(values[field], str) for field in ("document", "filter", "before", "why"))
        and _is_line(values["line"])
        and (after is None or isinstance(after, str))
        and (of is None or _is_line(of))
    )
    if not whole:
        raise CleanerError(f"{place}: no record of a ledger: `cleaner clean --report FILE.jsonl` writes one")
    return Record(**values)


def _is_line(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


class Lookup:
    """The entries of a ledger by document, read in order, so that little is held when the documents come in order.

    Args:
        name: the file; it is read twice.

    Raises:
        CleanerError: it cannot be read.
    """

    def __init__(self, name: str) -> None:
        if Path(name).exists() and not Path(name).is_file():
            raise CleanerError(f"{shown(name)}: a ledger is read twice and must be a file")
        self.name = name
        self._left: dict[str, int] = {}
        for entry in read(name):
            self._left[entry.document] = self._left.get(entry.document, 0) + 1
        self._by_tail = _grouped((PurePath(document).name, document) for document in self._left)
        self._by_number = _grouped((m[1], document) for document in self._left if (m := _NUMBER.search(document)))
        self._entries = read(name)
        self._passed: dict[str, deque[Entry]] = {}

    def __len__(self) -> int:
        return len(self._left)

    def __contains__(self, document: object) -> bool:
        return document in self._left

    def name_of(self, document: str) -> str | None:
        """The name under which a document stands in the ledger; None if it does not, because nothing was changed.

        The names of files are compared from their ends, since a cleaned file may lie elsewhere than its source, and so
        are the line numbers that name records without an id.

        Raises:
            CleanerError: several names fit.
        """
        if document in self._left:
            return document
        number = _NUMBER.search(document)
        if number:
            fitting = self._by_number.get(number[1], [])
        else:
            parts = PurePath(document).parts
            fitting = [
                d for d in self._by_tail.get(PurePath(document).name, []) if _same_tail(parts, PurePath(d).parts)
            ]
        if len(fitting) > 1:
            names = ", ".join(map(shown, fitting[:3]))
            raise CleanerError(f"{shown(document)}: several documents of {shown(self.name)} fit ({names})")
        return fitting[0] if fitting else None

    def take(self, document: str) -> Entry | None:
        """The next entry of a document of the ledger; None if all of them were taken."""
        if not self._left.get(document):
            return None
        self._left[document] -= 1
        waiting = self._passed.get(document)
        if waiting:
            return waiting.popleft()
        for entry in self._entries:
            if entry.document == document:
                return entry
            self._passed.setdefault(entry.document, deque()).append(entry)
        raise CleanerError(f"{shown(self.name)}: the file changed while it was read")

    def only(self) -> str | None:
        """The name of the document, if there is only one."""
        return next(iter(self._left)) if len(self._left) == 1 else None

    def rest(self) -> Iterator[Entry]:
        """The entries that were not taken."""
        for waiting in self._passed.values():
            yield from waiting
        self._passed = {}
        for entry in self._entries:
            self._left[entry.document] -= 1
            yield entry

    def unused(self) -> list[str]:
        """The names of the documents of which entries were not taken."""
        return [document for document, left in self._left.items() if left]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _same_tail(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    length = min(len(a), len(b))
    return a[-length:] == b[-length:]
