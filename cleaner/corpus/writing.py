"""Changing an index: what is done by whoever holds the write lock of its manifest."""

import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.corpus import hashing, manifest, segments
from cleaner.corpus.hashing import I64, U64
from cleaner.corpus.segments import Columns, Earlier, Runs, Segment
from cleaner.errors import CleanerError
from cleaner.files.errors import shown

if TYPE_CHECKING:
    import pyarrow as pa

    from cleaner.engines.duck import KeyTable

#: The directory of the segments.
SEGMENTS = "segments"


class Looking(NamedTuple):
    """The right to look for earlier documents in an index.

    Attributes:
        path: the directory of the index.
        segments: what had been added when it was asked for, in order.
        deleted: the numbers of documents that no longer count.
        runs: which run has added which documents.
        facts: what the index was made with.
    """

    path: Path
    segments: Sequence[Segment]
    deleted: AbstractSet[int]
    runs: Runs
    facts: Mapping[str, str]

    @classmethod
    def at(cls, path: Path, connection: sqlite3.Connection) -> "Looking":
        """What the manifest says at this moment."""
        facts = dict(connection.execute("SELECT name, value FROM facts"))
        return cls(path, manifest.segments(connection), manifest.deleted(connection), manifest.runs(connection), facts)

    def require(self, facts: Mapping[str, str]) -> None:
        """See to it that what is compared can be compared.

        Raises:
            CleanerError: the index was made with something else.
        """
        for name, value in facts.items():
            found = self.facts.get(name, value)
            if found != value:
                remedy = "give the same option, or use another index"
                if name in hashing.FIXED:
                    remedy = "begin another index"
                raise CleanerError(
                    f"{shown(str(self.path))}: made with {name} {found}, and this run has {name} {value}: {remedy}"
                )

    def earlier(self, table: "KeyTable", crowd: int) -> Earlier:
        """The documents that share a key with those of a run.

        Args:
            table: the keys of the run.
            crowd: how many documents are taken for one key.

        Raises:
            CleanerError: a file is not what was written.
        """
        if not self.segments:
            return Earlier.nothing()
        folder = self.path / SEGMENTS
        for segment in self.segments:
            segments.require_whole(folder, segment)
        deleted = np.array(sorted(self.deleted), dtype=np.int64)
        names = [str(folder / segment.files[0]) for segment in self.segments]
        of, numbers = table.matches(names, deleted, crowd)
        return segments.earlier(folder, self.segments, self.runs, of, numbers)


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
        return manifest.segments(self._connection)

    def deleted(self) -> set[int]:
        """The numbers of documents that no longer count."""
        return manifest.deleted(self._connection)

    def sizes(self) -> list[int]:
        """How many documents of each segment count."""
        return [s.documents - manifest.count_deleted(self._connection, s.first, s.end) for s in self.segments()]

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
        with opened(self._folder) as descriptor:
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
        looking = Looking.at(self._path, self._connection)
        looking.require(facts)
        new = ((name, value) for name, value in facts.items() if name not in looking.facts)
        self._connection.executemany("INSERT INTO facts VALUES (?, ?)", new)

    def require_new(self, run: str) -> None:
        """See to it that a run is not repeated: all its documents would be copies of themselves, and none would stay.

        Raises:
            CleanerError: a run of this name has added to the index.
        """
        if self._connection.execute("SELECT 1 FROM runs WHERE run = ?", (run,)).fetchone():
            raise CleanerError(
                f"{shown(str(self._path))}: a run {run!r} is in it already, so that all its documents would be copies: "
                "give the run another name"
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
        self._write(Segment(_fresh(first), count, 0, first), segments.tables(columns, first), keys)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._connection.execute("INSERT INTO runs VALUES (?, ?, ?, ?, 0)", (first, run, now, count))
        self._connection.execute("UPDATE facts SET value = ? WHERE name = 'next'", (str(first + count),))

    def _write(self, segment: Segment, documents: "Iterable[pa.Table]", keys: Iterator[tuple[U64, I64]]) -> None:
        """Write a segment and name it."""
        self._new += segment.files
        segment = segments.write(self._folder, segment, documents, keys)
        self._connection.execute("INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?, ?, ?)", segment)

    def delete(self, numbers: Sequence[int]) -> None:
        """Let documents no longer count. A run and a segment of which none is left go."""
        self._connection.executemany("INSERT OR IGNORE INTO deleted VALUES (?)", ((number,) for number in numbers))
        for span in manifest.spans(self._connection):
            if manifest.count_deleted(self._connection, span.first, span.end) == span.documents:
                self._connection.execute("DELETE FROM runs WHERE first = ?", (span.first,))
        for segment in self.segments():
            if manifest.count_deleted(self._connection, segment.first, segment.end) == segment.documents:
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
        for part in parts:
            segments.require_whole(self._folder, part)
        files = [str(self._folder / part.files[0]) for part in parts]
        keys = merged(files, numbers, sum(part.keys for part in parts))
        segment = Segment(_fresh(first), len(numbers), 0, first)
        self._connection.executemany("DELETE FROM segments WHERE name = ?", ((part.name,) for part in parts))
        self._write(segment, segments.remaining(self._folder, parts, numbers), keys)
        self._forget_deleted(first, end)
        for span in [span for span in manifest.spans(self._connection) if first <= span.first < end]:
            start, stop = np.searchsorted(numbers, [span.first, span.end]).tolist()
            # Numbers only become smaller, so that going from the first run to the last none takes another's place.
            self._connection.execute(
                "UPDATE runs SET first = ?, documents = ?, gone = gone + ? WHERE first = ?",
                (first + start, stop - start, span.documents - (stop - start), span.first),
            )
        self._merged += [file for part in parts for file in part.files]

    def earlier(self, table: "KeyTable", crowd: int) -> Earlier:
        """The documents that share a key with those of a run; see `Looking`."""
        return Looking.at(self._path, self._connection).earlier(table, crowd)


@contextmanager
def opened(path: Path) -> Iterator[int]:
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
