"""A ledger read again: its records, a document at a time."""

import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from cleaner.document import Record
from cleaner.errors import CleanerError
from cleaner.files import formats, jsonl, reader
from cleaner.files.codec import Codec
from cleaner.files.errors import shown
from cleaner.layout import BUDGET_RECORD

_FIELDS = ("document", "filter", "line", "before", "after", "why", "of")

#: The line of a file that is the name of a record without an id.
_NUMBER = re.compile(r":(\d+)\Z")

#: Formats in which a record has its own line or row, whatever its text.
_BY_LINE = {"jsonl", "parquet", "text", None}


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
    found = jsonl.parse(raw, place, Codec(binary=True, fixed=True))
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
        alone: whether the documents are all of one file, which then may have any name.

    Raises:
        CleanerError: it cannot be read.
    """

    def __init__(self, name: str, *, alone: bool = False) -> None:
        if Path(name).exists() and not Path(name).is_file():
            raise CleanerError(f"{shown(name)}: a ledger is read twice and must be a file")
        self.name = name
        self._left: dict[str, int] = {}
        for entry in read(name):
            self._left[entry.document] = self._left.get(entry.document, 0) + 1
        self._by_tail = _grouped((PurePath(document).name, document) for document in self._left)
        # Of records without an id the names are files and lines.
        self._files = {_file(document) for document in self._left if _NUMBER.search(document)}
        self._alone = alone
        self._queues: dict[str, Queue] = {}
        self._files_of: dict[str, list[str]] = {}
        self._entries = read(name)
        self._passed: dict[str, deque[Entry]] = {}

    def __len__(self) -> int:
        return len(self._left)

    def __contains__(self, document: object) -> bool:
        return document in self._left

    def name_of(self, document: str) -> str | None:
        """The name under which a document stands in the ledger; None if it does not, because nothing was changed.

        The names of files are compared from their ends, since a cleaned file may lie elsewhere than its source.

        Raises:
            CleanerError: several names fit.
        """
        if document in self._left:
            return document
        number = _NUMBER.search(document)
        if number:
            found = self._sources(_file(document))
            self._check_single(document, found)
            name = f"{found[0]}:{number[1]}" if found else ""
            return name if name in self._left else None
        parts = PurePath(document).parts
        fitting = [d for d in self._by_tail.get(PurePath(document).name, []) if _same_tail(parts, PurePath(d).parts)]
        self._check_single(document, fitting)
        return fitting[0] if fitting else None

    def _sources(self, file: str) -> list[str]:
        """The files that a file of records without ids was made of, by the longest end that their names share."""
        if file not in self._files_of:
            own = PurePath(file).suffixes
            # Of two that differ in their suffixes only, the one of the same format.
            shared = {n: (_shared(_parts(file), _parts(n)), PurePath(n).suffixes == own) for n in self._files}
            most = max(shared.values(), default=(0, False))
            if not most[0]:
                self._files_of[file] = sorted(self._files) if self._alone else []
            else:
                self._files_of[file] = sorted(name for name in shared if shared[name] == most)
        return self._files_of[file]

    def queue(self, document: str) -> "Queue | None":
        """The entries among which a record without an id is found by its turn; None if its name tells more.

        That is so where the number of its line is another than in the source: in a table whose texts have line breaks,
        in another format, and in a file that was made of several.
        """
        if not _NUMBER.search(document):
            return None
        file = _file(document)
        found = self._sources(file)
        several = len(found) > 1 and not _shared(_parts(file), _parts(found[0]))
        kinds = {formats.kind(name) for name in (file, *found)}
        if not found or (len(found) > 1 and not several) or (len(kinds) == 1 and not several and kinds < _BY_LINE):
            return None
        key = "" if several else found[0]
        if key not in self._queues:
            self._queues[key] = Queue(self, set(found))
        return self._queues[key]

    def taken(self, document: str) -> None:
        """An entry of a document was taken."""
        self._left[document] -= 1

    def _check_single(self, document: str, fitting: Sequence[str]) -> None:
        if len(fitting) > 1:
            names = ", ".join(map(shown, fitting[:3]))
            raise CleanerError(f"{shown(document)}: several documents of {shown(self.name)} fit ({names})")

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

    def misplaced(self) -> list[str]:
        """Those of them that are lines of a file of which others were asked for: records were left out since."""
        files = {file for files in self._files_of.values() for file in files}
        return [document for document in self.unused() if _NUMBER.search(document) and _file(document) in files]


class Queue:
    """Entries of records without ids, in the order of these.

    A record is the next of them if that fits it, and else one that was not changed.

    Args:
        lookup: the ledger.
        files: the files whose records these are.
    """

    def __init__(self, lookup: Lookup, files: Set[str]) -> None:
        self._lookup = lookup
        self._entries = (
            entry for entry in read(lookup.name) if _NUMBER.search(entry.document) and _file(entry.document) in files
        )
        self._next: Entry | None = None
        self._last = ""

    def take(self, document: str, text: str, fits: Callable[[Entry], bool]) -> Entry | None:
        """The entry of a record; None if it was not changed.

        Raises:
            CleanerError: it cannot be told from another one.
        """
        while self._next is None and (entry := next(self._entries, None)) is not None:
            if entry.layout is None:
                # Over budget and otherwise as it was: there is nothing to undo.
                self._lookup.taken(entry.document)
            else:
                self._next = entry
        if self._next is not None and fits(self._next):
            found, self._next, self._last = self._next, None, text
            self._lookup.taken(found.document)
            return found
        if text and text == self._last:
            raise CleanerError(
                f"{shown(document)}: it has no id and the same text as one before it: which of them "
                f"{shown(self._lookup.name)} is about cannot be told"
            )
        return None


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _file(record: str) -> str:
    """The file in the name of a record without an id."""
    return record.rpartition(":")[0]


def _parts(file: str) -> tuple[str, ...]:
    """The parts of a path, the last without the suffixes, which another format changes."""
    path = PurePath(file)
    return *path.parent.parts, formats.stem(path.name)


def _shared(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    """How many parts two paths share at their ends."""
    pairs = zip(reversed(a), reversed(b), strict=False)
    return next((number for number, (one, other) in enumerate(pairs) if one != other), min(len(a), len(b)))


def _same_tail(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    length = min(len(a), len(b))
    return a[-length:] == b[-length:]
