"""DuckDB: tables that are larger than memory go through disk."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.corpus.hashing import I64, U64
from cleaner.errors import CleanerError
from cleaner.files.temporary import Folder

if TYPE_CHECKING:
    import duckdb

#: Memory that DuckDB may use before it goes to disk.
MEMORY = "192MB"

#: Memory that it is left with while others work.
_RESTING = "24MB"

#: Keys that are grouped at once.
_PART = 4_000_000

#: Keys that are looked up at once.
_PROBES = 1_000_000

_SHIFT = np.uint64(32)


@cache
def sql(name: str) -> str:
    """A statement of this package."""
    return resources.files("cleaner.engines").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def connect(folder: str, *, database: str = ":memory:", threads: int = 2) -> "duckdb.DuckDBPyConnection":
    """A connection that puts what does not fit into memory in a directory."""
    import duckdb

    settings: dict[str, Any] = {
        "memory_limit": MEMORY,
        "temp_directory": folder,
        "threads": threads,
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    return duckdb.connect(database, config=settings)


def quoted(text: str) -> str:
    """A text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def explained() -> Iterator[None]:
    """Tell what goes wrong in one line."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        first = str(error).partition("\n")[0]
        raise CleanerError(
            f"{first} (temporary files are in {tempfile.gettempdir()}: set TMPDIR for another)"
        ) from None


class KeyTable:
    """Keys of documents on disk."""

    def __init__(self) -> None:
        self._folder = Folder("keys")
        self._connection = connect(self._folder.path, database=f"{self._folder.path}/keys.duckdb")
        self._count = 0
        self._connection.execute("CREATE TABLE keys (key UBIGINT, document UINTEGER)")

    @explained()
    def add(self, keys: U64, documents: I64) -> None:
        """Add keys and the documents that have them."""
        table = {"key": keys, "document": documents.astype(np.uint32)}
        self._connection.register("more", table)
        self._connection.execute("INSERT INTO keys SELECT key, document FROM more")
        self._count += len(keys)
        self._connection.unregister("more")

    @explained()
    def pairs(self, ranks: I64, crowd: int) -> U64:
        """The pairs of documents with a common key, as `cleaner.corpus.candidates.pairs` gives them.

        Args:
            ranks: of each document its place in the order of keeping; -1: is left out.
            crowd: the size up to which all of a group are compared with all.
        """
        documents = np.flatnonzero(ranks >= 0)
        table = {"document": documents.astype(np.uint32), "rank": ranks[documents].astype(np.uint32)}
        self._connection.register("ranks", table)
        self._connection.execute("CREATE OR REPLACE TABLE pairs (first UINTEGER, second UINTEGER)")
        for low, high in _parts(self._count, _PART):
            self._connection.execute(sql("candidates").format(low=low, high=high, crowd=crowd))
        self._connection.unregister("ranks")
        statement = "SELECT DISTINCT first, second FROM pairs ORDER BY first, second"
        found = self._connection.execute(statement).fetchnumpy()
        self._rest("ranked", "shared", "members", "pairs")
        return (np.asarray(found["first"]).astype(np.uint64) << _SHIFT) | np.asarray(found["second"]).astype(np.uint64)

    def of(self, documents: I64) -> Iterator[tuple[U64, I64]]:
        """The keys of some documents, in order of the keys, in pieces; each with the number of its document."""
        self._connection.register("wanted", {"document": documents.astype(np.uint32)})
        for low, high in _parts(self._count, _PART):
            with explained():
                found = self._connection.execute(sql("stored").format(low=low, high=high)).fetchnumpy()
            yield np.asarray(found["key"]).astype(np.uint64), np.asarray(found["document"]).astype(np.int64)
        self._connection.unregister("wanted")

    @explained()
    def matches(self, stored: Sequence[str], deleted: I64, crowd: int) -> tuple[I64, U64]:
        """The documents of an index that have a key of one here.

        Args:
            stored: Parquet files with columns `key` and `number`.
            deleted: numbers that no longer count.
            crowd: how many documents of the index are taken for one key.

        Returns:
            pairs of a document here and a number in the index.
        """
        self._connection.register("gone", {"number": deleted.astype(np.uint64)})
        self._connection.execute("CREATE OR REPLACE TABLE deleted AS SELECT number FROM gone")
        self._connection.unregister("gone")
        self._connection.execute(_view(stored))
        self._connection.execute("CREATE OR REPLACE TABLE matches (document UINTEGER, number UBIGINT)")
        for low, high in _parts(self._count, _PROBES):
            self._connection.execute(sql("probe").format(low=low, high=high, crowd=crowd))
        statement = "SELECT DISTINCT document, number FROM matches ORDER BY number, document"
        found = self._connection.execute(statement).fetchnumpy()
        self._rest("asked", "hits", "crowded", "firsts", "matches")
        return np.asarray(found["document"]).astype(np.int64), np.asarray(found["number"]).astype(np.uint64)

    def _rest(self, *tables: str) -> None:
        """Forget tables, and give the memory back until more is asked: others need it now."""
        import duckdb

        for table in tables:
            self._connection.execute(f"DROP TABLE IF EXISTS {table}")
        # A lower limit is what makes it let go of pages that are on disk as well; it may not come down all the way.
        with suppress(duckdb.Error):
            self._connection.execute(f"SET memory_limit = '{_RESTING}'")
        self._connection.execute(f"SET memory_limit = '{MEMORY}'")

    def close(self) -> None:
        """Forget everything."""
        with suppress(Exception):
            self._connection.close()
        self._folder.remove()


def merged(stored: Sequence[str], numbers: I64, count: int) -> Iterator[tuple[U64, I64]]:
    """The keys that documents of an index have in several files, in order of the keys, in pieces.

    Args:
        stored: Parquet files with columns `key` and `number`.
        numbers: the documents, in order.
        count: how many keys the files have.

    Yields:
        keys, and for each the place of its document among those that are given.
    """
    with Folder("keys") as folder, explained(), connect(folder.path) as connection:
        connection.register("wanted", {"number": numbers.astype(np.uint64), "place": np.arange(len(numbers))})
        connection.execute("CREATE TABLE places AS SELECT number, place FROM wanted")
        connection.unregister("wanted")
        connection.execute(_view(stored))
        for low, high in _parts(count, _PART):
            found = connection.execute(sql("merged").format(low=low, high=high)).fetchnumpy()
            yield np.asarray(found["key"]).astype(np.uint64), np.asarray(found["place"]).astype(np.int64)


def _view(stored: Sequence[str]) -> str:
    """A statement that makes Parquet files of an index the table `stored`."""
    names = ", ".join(quoted(name) for name in stored)
    return f"CREATE OR REPLACE VIEW stored AS SELECT key, number FROM read_parquet([{names}])"  # noqa: S608


def _parts(keys: int, size: int) -> list[tuple[int, int]]:
    """So many keys cut into ranges of about a size; keys are hashes, so that ranges are about equal."""
    count = -(-keys // size)
    edges = [(number << 64) // max(1, count) for number in range(count + 1)]
    return [(low, high - 1) for low, high in pairwise(edges)]
