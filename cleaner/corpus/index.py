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
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from math import isnan
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.corpus import manifest, merging, segments
from cleaner.corpus.dates import timestamp
from cleaner.corpus.segments import Segment
from cleaner.corpus.writing import SEGMENTS, Looking, Writing, opened
from cleaner.errors import CleanerError
from cleaner.files import appeared
from cleaner.files.errors import shown
from cleaner.files.undisturbed import undisturbed

#: Version of the layout of the directory.
FORMAT = 3

MANIFEST = "manifest.sqlite"

#: Seconds to wait for another run that is adding.
PATIENCE = 3600.0

#: Seconds between two looks whether it has finished: whoever waits can be interrupted then.
_POLL = 0.1

#: Seconds to wait for the moment in which another run commits.
_MOMENT = 60.0


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
        waiting: is told in one line when another run has to be waited for.

    Raises:
        CleanerError: there is none, or it is of another version.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, create: bool = False, waiting: Callable[[str], None] | None = None
    ) -> None:
        from cleaner.corpus import extras

        extras.need_later("pyarrow", "duckdb")
        self.path = Path(path)
        self._manifest = self.path / MANIFEST
        self._waiting = waiting or _silent
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
            self._require_new(connection)
            for statement in manifest.TABLES.split(";"):
                connection.execute(statement)
            connection.execute("INSERT OR IGNORE INTO facts VALUES ('format', ?), ('next', '0')", (str(FORMAT),))
            connection.execute("COMMIT")
        segments.to_disk(self.path)

    def _require_new(self, connection: sqlite3.Connection) -> None:
        """Refuse to make a manifest anew for documents that are there: the next run would remove them."""
        is_empty = not connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        if is_empty and any((self.path / SEGMENTS).iterdir()):
            raise CleanerError(
                f"{shown(str(self._manifest))}: lost or empty, although documents are in {SEGMENTS}/: put it back "
                "from a copy, or remove the directory to begin anew"
            )

    @contextmanager
    def _connected(self, patience: float = _MOMENT) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self._manifest, timeout=patience, isolation_level=None)
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
    def writing(self, *, patience: float = PATIENCE) -> Iterator[Writing]:
        """The right to add and delete; others wait. What is done counts if the block ends without an error.

        Args:
            patience: seconds to wait for another who has it.
        """
        with self._connected() as connection:
            self._begin(connection, patience)
            writing = Writing(self.path, connection)
            try:
                writing.tidy()
                yield writing
                with undisturbed():
                    connection.execute("COMMIT")
                    appeared.add(str(self.path))
            except BaseException:
                if connection.in_transaction:
                    writing.undo()
                    connection.execute("ROLLBACK")
                raise
            writing.end()

    def _begin(self, connection: sqlite3.Connection, patience: float) -> None:
        """Take the write lock, and go on asking for it while another has it.

        SQLite waits without looking at signals, so that nobody could interrupt it.
        """
        end = time.monotonic() + patience
        connection.execute("PRAGMA busy_timeout = 0")
        is_told = False
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                break
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                    raise
            if not is_told:
                self._waiting(f"waiting for another run that adds to {shown(str(self.path))}")
                is_told = True
            time.sleep(_POLL)
        connection.execute(f"PRAGMA busy_timeout = {round(1000 * _MOMENT)}")

    @contextmanager
    def looking(self) -> Iterator[Looking]:
        """The right to look for earlier documents, in the state of this moment. Nobody waits for it."""
        with self._reading():
            with self._read() as connection:
                state = Looking.at(self.path, connection)
            yield state

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """The right to read the segments that the manifest names now: no file of them is removed meanwhile."""
        with opened(self.path / SEGMENTS) as descriptor:
            # Where nobody can lock, nothing is removed.
            with suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_SH)
            yield

    def segments(self) -> list[Segment]:
        """What has been added, in order."""
        with self._read() as connection:
            return manifest.segments(connection)

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
            for span in manifest.spans(connection):
                deleted = span.gone + manifest.count_deleted(connection, span.first, span.end)
                found.append(Run(span.run, span.added, span.documents + span.gone, deleted))
        return found

    def __len__(self) -> int:
        return sum(run.documents - run.deleted for run in self.runs())

    def documents(self) -> Iterator[Entry]:
        """The documents in it, in the order in which they were added."""
        with self._reading():
            with self._read() as connection:
                there, deleted, runs = (
                    manifest.segments(connection),
                    manifest.deleted(connection),
                    manifest.runs(connection),
                )
            for segment in there:
                for number, id, date in segments.values(self.path / SEGMENTS, segment, ("number", "id", "date")):
                    if number not in deleted:
                        yield Entry(id, runs.of(number), date)

    def delete(self, ids: Iterable[str]) -> int:
        """Delete documents by their ids; how many there were. What repeats them later is new then.

        Raises:
            TypeError: the ids are one text, or one of them is none.
        """
        return len(self.forget(ids))

    def forget(self, ids: Iterable[str]) -> list[str]:
        """The same; the ids of those that there were, one for each document."""
        if isinstance(ids, str | bytes | bytearray):
            raise TypeError(f"ids are given as a list or another iterable of them, not as one text: [{ids!r}]")
        wanted = set(ids)
        for id in wanted:
            if not isinstance(id, str):
                raise TypeError(f"an id is a text, not {id!r}: an index has {str(id)!r}")
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
        return len(self._forget("date", lambda date: date < limit))

    def _forget(self, column: str, is_gone: Callable[[Any], bool]) -> list[Any]:
        with self.writing() as writing:
            deleted = writing.deleted()
            found = [
                (number, value)
                for segment in writing.segments()
                for number, value in segments.values(self.path / SEGMENTS, segment, ("number", column))
                if number not in deleted and is_gone(value)
            ]
            writing.delete([number for number, _ in found])
        return [value for _, value in found]

    def verify(self) -> list[str]:
        """What is wrong with it, a line for each; nothing if it is whole."""
        found: list[str] = []
        numbers = 0
        with self._reading():
            with self._read() as connection:
                there, spans = manifest.segments(connection), manifest.spans(connection)
            for segment in there:
                found += segments.problems(self.path / SEGMENTS, segment)
                if segment.first < numbers:
                    found.append(f"{segment.name}: its documents have numbers of another segment")
                numbers = segment.end
        for span in spans:
            if not any(segment.first <= span.first and span.end <= segment.end for segment in there):
                found.append(f"run {span.run}: its documents are in no segment")
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
        """Merge the latest segments if there are many. If somebody else is adding, that one's run does it.

        Raises:
            CleanerError: it cannot be done now.
        """
        if len(self.segments()) <= merging.MANY:
            return
        with self.writing(patience=0) as writing:
            there = writing.segments()
            start = merging.due(writing.sizes(), merging.MANY)
            if start is not None:
                writing.merge(there[start:])


def _silent(_: str) -> None:
    """Nobody is told."""
