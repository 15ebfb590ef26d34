"""What earlier runs have kept: an index that tells tomorrow's documents from those that are there already.

An index is a directory. `manifest.sqlite` says which segments count; everything else is Parquet and never changes once
it is written. A run writes its segment, brings it to the disk, and then names it in the manifest: that one transaction
is what adds it. A run that is killed before leaves files that no manifest names, which the next run removes.

Whoever adds holds the manifest's write lock from before it looks for earlier copies until it has added its own, so that
of two runs at once the second waits and finds what the first has added.

Segments that follow each other can be merged into one, which has the documents in the same order under new numbers, and
none of those that are deleted. What was merged is removed when the manifest names the new one and nobody reads; readers
hold a shared lock on the directory of segments for that.

    segments/NAME.keys.parquet         key, number             sorted by key
    segments/NAME.documents.parquet    number, id, date, ...   sorted by number
"""

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cleaner.corpus import merging, segments
from cleaner.corpus.dates import timestamp
from cleaner.corpus.hashing import I64, U64
from cleaner.corpus.segments import Columns, Earlier, Runs, Segment
from cleaner.errors import CleanerError
from cleaner.files.errors import shown

if TYPE_CHECKING:
    import pyarrow as pa

    from cleaner.engines.duck import KeyTable

#: Version of the layout of the directory.
FORMAT = 2

MANIFEST = "manifest.sqlite"
SEGMENTS = "segments"

#: Seconds to wait for another run that is adding.
PATIENCE = 3600.0

_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS segments (
    name TEXT PRIMARY KEY,
    documents INTEGER NOT NULL,
    keys INTEGER NOT NULL,
    first INTEGER NOT NULL,
    keys_digest TEXT NOT NULL,
    documents_digest TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS runs (
    first INTEGER PRIMARY KEY,
    run TEXT NOT NULL,
    added TEXT NOT NULL,
    documents INTEGER NOT NULL,
    gone INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS deleted (number INTEGER PRIMARY KEY);
"""


class Run(NamedTuple):
    """What `Index.runs` tells of a run.

    Attributes:
        run: its name.
        added: when it was added, as ISO 8601.
        documents: how many documents it has added.
        deleted: how many of them have been deleted or expired since.
    """

    run: str
    added: str
    documents: int
    deleted: int


class Compacted(NamedTuple):
    """What `Index.compact` tells.

    Attributes:
        documents: how many documents are in the index.
        merged: how many segments have become one; 0 if there was nothing to do.
        gone: how many deleted documents were still in them.
    """

    documents: int
    merged: int
    gone: int


class Entry(NamedTuple):
    """What `Index.documents` tells of a document.

    Attributes:
        id: its name.
        run: the run that added it.
        date: its date in seconds since 1970; not a number if not known.
    """

    id: str
    run: str
    date: float


class Index:
    """An index of earlier documents.

    Args:
        path: its directory.
        create: whether one is made where there is none.

    Raises:
        CleanerError: there is none, or it is of another version.
    """

    def __init__(self, path: str | os.PathLike[str], *, create: bool = True) -> None:
        from cleaner.corpus import extras

        extras.need_later("pyarrow", "duckdb")
        self.path = Path(path)
        self._manifest = self.path / MANIFEST
        if not self._manifest.exists():
            if not create:
                raise CleanerError(f"{shown(str(path))}: no index there")
            self._make()
        found = self._facts()
        if not found:
            # Whoever began to make it was killed.
            self._make()
            found = self._facts()
        if found.get("format") != str(FORMAT):
            raise CleanerError(f"{shown(str(path))}: an index of the format {found.get('format')}, not {FORMAT}")

    def _make(self) -> None:
        try:
            (self.path / SEGMENTS).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CleanerError(f"{shown(str(self.path))}: {error.strerror}") from None
        others = {entry.name for entry in self.path.iterdir()} - {SEGMENTS, MANIFEST, f"{MANIFEST}-journal"}
        if others:
            raise CleanerError(f"{shown(str(self.path))}: no index, but a directory with other files in it")
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute("INSERT OR IGNORE INTO facts VALUES ('format', ?), ('next', '0')", (str(FORMAT),))
            connection.execute("COMMIT")
        segments.to_disk(self.path)

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self._manifest, timeout=PATIENCE, isolation_level=None)
            try:
                connection.execute("PRAGMA synchronous = FULL")
                yield connection
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise CleanerError(f"{shown(str(self._manifest))}: {error}") from None

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        """One state of the manifest, whoever adds meanwhile."""
        with self._connected() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator["Writing"]:
        """The right to add and delete; others wait. What is done counts if the block ends without an error.

        Args:
            keep: whether it counts at all.
        """
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            writing = Writing(self.path, connection)
            try:
                writing.tidy()
                yield writing
                connection.execute("COMMIT" if keep else "ROLLBACK")
            except BaseException:
                if connection.in_transaction:
                    writing.undo()
                    connection.execute("ROLLBACK")
                raise
            writing.end()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """The right to read the segments that the manifest names now: no file of them is removed meanwhile."""
        with _folder(self.path / SEGMENTS) as descriptor:
            # Where nobody can lock, nothing is removed.
            with suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_SH)
            yield

    def segments(self) -> list[Segment]:
        """What has been added, in order."""
        with self._read() as connection:
            return _segments(connection)

    def facts(self) -> dict[str, str]:
        """What it was made with; empty before the first run."""
        return {name: value for name, value in self._facts().items() if name not in ("format", "next")}

    def _facts(self) -> dict[str, str]:
        with self._read() as connection:
            there = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'facts'").fetchone()[0]
            return dict(connection.execute("SELECT name, value FROM facts")) if there else {}

    def runs(self) -> list[Run]:
        """The runs that have added to it, in order. One of which nothing is left is not there."""
        found = []
        with self._read() as connection:
            for span in _spans(connection):
                deleted = span.gone + _count_deleted(connection, span.first, span.end)
                found.append(Run(span.run, span.added, span.documents + span.gone, deleted))
        return found

    def __len__(self) -> int:
        return sum(run.documents - run.deleted for run in self.runs())

    def documents(self) -> Iterator[Entry]:
        """The documents in it, in the order in which they were added."""
        with self._reading():
            with self._read() as connection:
                there, deleted, runs = _segments(connection), _deleted(connection), _runs(connection)
            for segment in there:
                for number, id, date in segments.values(self.path / SEGMENTS, segment, ("number", "id", "date")):
                    if number not in deleted:
                        yield Entry(id, runs.of(number), date)

    def delete(self, ids: Iterable[str]) -> int:
        """Delete documents by their ids; how many there were. What repeats them later is new then."""
        wanted = set(ids)
        return self._forget("id", lambda id: id in wanted)

    def expire(self, before: object) -> int:
        """Delete the documents that are older; how many there were. A document without a date stays.

        Args:
            before: a date, a time, a text such as `2025-03-01`, or seconds since 1970.

        Raises:
            CleanerError: that is no date.
        """
        limit = timestamp(before)
        if isnan(limit):
            raise CleanerError(f"{before!r} is no date: write it as in 2025-03-01")
        return self._forget("date", lambda date: date < limit)

    def _forget(self, column: str, is_gone: Callable[[Any], bool]) -> int:
        with self.writing() as writing:
            deleted = writing.deleted()
            found = [
                number
                for segment in writing.segments()
                for number, value in segments.values(self.path / SEGMENTS, segment, ("number", column))
                if number not in deleted and is_gone(value)
            ]
            writing.delete(found)
        return len(found)

    def verify(self) -> list[str]:
        """What is wrong with it, a line for each; nothing if it is whole."""
        found: list[str] = []
        numbers = 0
        with self._reading():
            for segment in self.segments():
                found += segments.problems(self.path / SEGMENTS, segment)
                if segment.first < numbers:
                    found.append(f"{segment.name}: its documents have numbers of another segment")
                numbers = segment.end
        return [f"{shown(str(self.path))}: {problem}" for problem in found]

    def compact(self) -> Compacted:
        """Merge all segments into one without what is deleted. Nothing else changes: documents, runs, what is found."""
        with self.writing() as writing:
            there, deleted = writing.segments(), len(writing.deleted())
            merged = len(there) if len(there) > 1 or deleted else 0
            if merged:
                writing.merge(there)
            documents = sum(segment.documents for segment in writing.segments())
        return Compacted(documents, merged, deleted)

    def tend(self) -> None:
        """Merge the latest segments if there are many."""
        if len(self.segments()) <= merging.MANY:
            return
        with self.writing() as writing:
            there = writing.segments()
            start = merging.due(writing.sizes(), merging.MANY)
            if start is not None:
                writing.merge(there[start:])


class Writing:
    """The right to change an index.

    Args:
        path: the directory of the index.
        connection: to its manifest, in a transaction that excludes others.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._folder = path / SEGMENTS
        self._path = path
        self._connection = connection
        self._new: list[str] = []
        self._merged: list[str] = []

    def segments(self) -> list[Segment]:
        """What has been added, in order."""
        return _segments(self._connection)

    def deleted(self) -> set[int]:
        """The numbers of documents that no longer count."""
        return _deleted(self._connection)

    def sizes(self) -> list[int]:
        """How many documents of each segment count."""
        return [s.documents - _count_deleted(self._connection, s.first, s.end) for s in self.segments()]

    def tidy(self) -> None:
        """Remove what a killed run has left and what no longer counts."""
        named = {file for segment in self.segments() for file in segment.files}
        self._remove(file.name for file in self._folder.iterdir() if file.name not in named)

    def undo(self) -> None:
        """Remove what this run has written."""
        for name in self._new:
            (self._folder / name).unlink(missing_ok=True)

    def end(self) -> None:
        """Remove what has been merged, after the manifest has been changed."""
        self._remove(self._merged)

    def _remove(self, names: Iterable[str]) -> None:
        """Remove files that the manifest does not name, unless somebody reads: then the next run does it."""
        with _folder(self._folder) as descriptor:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return
            for name in names:
                (self._folder / name).unlink(missing_ok=True)

    def require(self, facts: Mapping[str, str]) -> None:
        """See to it that what is compared can be compared.

        Raises:
            CleanerError: the index was made with something else.
        """
        found = dict(self._connection.execute("SELECT name, value FROM facts"))
        for name, value in facts.items():
            if name not in found:
                self._connection.execute("INSERT INTO facts VALUES (?, ?)", (name, value))
            elif found[name] != value:
                raise CleanerError(
                    f"{shown(str(self._path))}: made with {name} {found[name]}, and this run has {name} {value}: "
                    "give the same option, or use another index"
                )

    def add(self, run: str, columns: Columns, keys: Iterator[tuple[U64, I64]]) -> None:
        """Add a segment.

        Args:
            run: the run that adds it.
            columns: its documents.
            keys: their keys in order, each with the number of its document among those that are added, from 0.
        """
        count = len(columns.places)
        if not count:
            return
        first = int(self._connection.execute("SELECT value FROM facts WHERE name = 'next'").fetchone()[0])
        self._write(Segment(_fresh(first), count, 0, first, "", ""), segments.tables(columns, first), keys)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._connection.execute("INSERT INTO runs VALUES (?, ?, ?, ?, 0)", (first, run, now, count))
        self._connection.execute("UPDATE facts SET value = ? WHERE name = 'next'", (str(first + count),))

    def _write(self, segment: Segment, documents: "Iterable[pa.Table]", keys: Iterator[tuple[U64, I64]]) -> None:
        """Write a segment and name it."""
        self._new += segment.files
        segment = segments.write(self._folder, segment, documents, keys)
        self._connection.execute("INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?)", segment)

    def delete(self, numbers: Sequence[int]) -> None:
        """Let documents no longer count. A run and a segment of which none is left go."""
        self._connection.executemany("INSERT OR IGNORE INTO deleted VALUES (?)", ((number,) for number in numbers))
        for span in _spans(self._connection):
            if _count_deleted(self._connection, span.first, span.end) == span.documents:
                self._connection.execute("DELETE FROM runs WHERE first = ?", (span.first,))
        for segment in self.segments():
            if _count_deleted(self._connection, segment.first, segment.end) == segment.documents:
                self._connection.execute("DELETE FROM segments WHERE name = ?", (segment.name,))
                self._forget_deleted(segment.first, segment.end)

    def _forget_deleted(self, first: int, end: int) -> None:
        self._connection.execute("DELETE FROM deleted WHERE number >= ? AND number < ?", (first, end))

    def merge(self, parts: Sequence[Segment]) -> None:
        """Let one segment take the place of some that follow each other. What is deleted is not in it.

        Its documents are numbered from the first number of the first one, in the order that they had.
        """
        from cleaner.engines.duck import merged

        first, end = parts[0].first, parts[-1].end
        deleted = np.array(sorted(self.deleted()), dtype=np.int64)
        numbers = np.concatenate([np.arange(part.first, part.end) for part in parts])
        numbers = numbers[~np.isin(numbers, deleted)]
        files = [str(self._folder / part.files[0]) for part in parts]
        keys = merged(files, numbers, sum(part.keys for part in parts))
        segment = Segment(_fresh(first), len(numbers), 0, first, "", "")
        self._connection.executemany("DELETE FROM segments WHERE name = ?", ((part.name,) for part in parts))
        self._write(segment, segments.remaining(self._folder, parts, numbers), keys)
        self._forget_deleted(first, end)
        for span in [span for span in _spans(self._connection) if first <= span.first < end]:
            start, stop = np.searchsorted(numbers, [span.first, span.end]).tolist()
            # Numbers only become smaller, so that going from the first run to the last none takes another's place.
            self._connection.execute(
                "UPDATE runs SET first = ?, documents = ?, gone = gone + ? WHERE first = ?",
                (first + start, stop - start, span.documents - (stop - start), span.first),
            )
        self._merged += [file for part in parts for file in part.files]

    def earlier(self, table: "KeyTable", crowd: int) -> "Earlier":
        """The documents that share a key with those of a run.

        Args:
            table: the keys of the run.
            crowd: how many documents are taken for one key.
        """
        there = self.segments()
        if not there:
            return Earlier.nothing()
        deleted = np.array(sorted(self.deleted()), dtype=np.int64)
        names = [str(self._folder / segment.files[0]) for segment in there]
        of, numbers = table.matches(names, deleted, crowd)
        return segments.earlier(self._folder, there, _runs(self._connection), of, numbers)


class _Span(NamedTuple):
    """A run in the manifest.

    Attributes:
        first: the number of its first document that is in a segment.
        run: its name.
        added: when, as ISO 8601.
        documents: how many of its documents are in a segment.
        gone: how many are no longer.
    """

    first: int
    run: str
    added: str
    documents: int
    gone: int

    @property
    def end(self) -> int:
        """The number after that of its last document."""
        return self.first + self.documents


@contextmanager
def _folder(path: Path) -> Iterator[int]:
    """A directory, open."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError as error:
        raise CleanerError(f"{shown(str(path))}: {error.strerror}") from None
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _fresh(first: int) -> str:
    """A name for a segment that no other has."""
    return f"{first:012d}-{os.urandom(4).hex()}"


def _spans(connection: sqlite3.Connection) -> list[_Span]:
    return [_Span(*row) for row in connection.execute("SELECT * FROM runs ORDER BY first")]


def _runs(connection: sqlite3.Connection) -> Runs:
    spans = _spans(connection)
    return Runs(np.array([span.first for span in spans], dtype=np.int64), [span.run for span in spans])


def _count_deleted(connection: sqlite3.Connection, first: int, end: int) -> int:
    query = "SELECT count(*) FROM deleted WHERE number >= ? AND number < ?"
    return int(connection.execute(query, (first, end)).fetchone()[0])


def _segments(connection: sqlite3.Connection) -> list[Segment]:
    return [Segment(*row) for row in connection.execute("SELECT * FROM segments ORDER BY first")]


def _deleted(connection: sqlite3.Connection) -> set[int]:
    return {row[0] for row in connection.execute("SELECT number FROM deleted")}
