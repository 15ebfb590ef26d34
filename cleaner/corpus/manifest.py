"""The manifest of an index: the tables that say which segments count, which run added what, and what is deleted."""

import sqlite3
from typing import NamedTuple

import numpy as np

from cleaner.corpus.segments import Runs, Segment

TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS segments (
    name TEXT PRIMARY KEY,
    documents INTEGER NOT NULL,
    keys INTEGER NOT NULL,
    first INTEGER NOT NULL,
    keys_digest TEXT NOT NULL,
    documents_digest TEXT NOT NULL,
    keys_bytes INTEGER NOT NULL,
    documents_bytes INTEGER NOT NULL
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


class Span(NamedTuple):
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


def spans(connection: sqlite3.Connection) -> list[Span]:
    """The runs of which documents are left, in order."""
    return [Span(*row) for row in connection.execute("SELECT * FROM runs ORDER BY first")]


def runs(connection: sqlite3.Connection) -> Runs:
    """Which run has added which documents."""
    found = spans(connection)
    return Runs(np.array([span.first for span in found], dtype=np.int64), [span.run for span in found])


def count_deleted(connection: sqlite3.Connection, first: int, end: int) -> int:
    """How many documents of a range of numbers are deleted."""
    query = "SELECT count(*) FROM deleted WHERE number >= ? AND number < ?"
    return int(connection.execute(query, (first, end)).fetchone()[0])


def segments(connection: sqlite3.Connection) -> list[Segment]:
    """The segments that count, in order."""
    return [Segment(*row) for row in connection.execute("SELECT * FROM segments ORDER BY first")]


def deleted(connection: sqlite3.Connection) -> set[int]:
    """The numbers of documents that no longer count."""
    return {row[0] for row in connection.execute("SELECT number FROM deleted")}
