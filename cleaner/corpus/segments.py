"""Segments of an index: Parquet files that are written once."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from cleaner.corpus.fingerprint import Ragged
from cleaner.corpus.hashing import I32, I64, U64
from cleaner.corpus.names import Names
from cleaner.corpus.store import Spool
from cleaner.corpus.verify import F64
from cleaner.corpus.verify import Store as Rows
from cleaner.errors import CleanerError
from cleaner.files.errors import shown

if TYPE_CHECKING:
    import pyarrow as pa

#: Documents that are written and read at once.
_DOCUMENTS = 2000

#: Keys in a group of rows, which has the smallest and largest of them written beside it.
_KEYS = 100_000

_CHUNK = 1 << 20

_SHIFT = np.uint64(32)


class Segment(NamedTuple):
    """What a run has added, or several whose segments were merged.

    Attributes:
        name: of its files.
        documents: how many.
        keys: how many keys they have.
        first: the number of the first; they are numbered in order.
        keys_digest: of the file of keys.
        documents_digest: of the file of documents.
        keys_bytes: the length of the file of keys.
        documents_bytes: that of the file of documents.
    """

    name: str
    documents: int
    keys: int
    first: int
    keys_digest: str = ""
    documents_digest: str = ""
    keys_bytes: int = 0
    documents_bytes: int = 0

    @property
    def end(self) -> int:
        """The number after that of its last document."""
        return self.first + self.documents

    @property
    def files(self) -> tuple[str, str]:
        """The names of its files: keys and documents."""
        return f"{self.name}.keys.parquet", f"{self.name}.documents.parquet"


class Runs(NamedTuple):
    """Which run has added which documents.

    Attributes:
        firsts: the number of the first document of each run, in order.
        names: of the runs.
    """

    firsts: I64
    names: Sequence[str]

    def of(self, number: int) -> str:
        """The run that has added a document."""
        return self.names[int(np.searchsorted(self.firsts, number, side="right")) - 1]


class Columns(NamedTuple):
    """Documents as they are written.

    Attributes:
        places: which rows of the following they are, in order.
        names: their ids.
        exact: 128 bits of the folded words of each.
        words: how many words each has.
        within: hash of the field that must be equal.
        date: seconds since 1970.
        shingles: the shingles of each.
        particulars: its figures and names.
        wording: its words in order, where names have no capitals.
    """

    places: I64
    names: Names
    exact: U64
    words: I32
    within: U64
    date: F64
    shingles: Rows
    particulars: Rows
    wording: Rows


class Earlier(NamedTuple):
    """Documents of an index that may have copies in a run.

    Attributes:
        pairs: a document of the run in the high 32 bits, and in the low ones the place of an earlier one below.
        ids: the names of the earlier ones.
        numbers: their numbers in the index.
        runs: which run has added which of them.

    The others are those of `Columns`, for these documents.
    """

    pairs: U64
    ids: Names
    numbers: I64
    runs: Runs
    exact: U64
    words: I32
    within: U64
    date: F64
    shingles: Spool
    particulars: Spool
    wording: Spool

    @classmethod
    def blank(cls, pairs: U64, numbers: I64, runs: Runs) -> "Earlier":
        """Documents of which nothing is known yet."""
        count = len(numbers)
        return cls(
            pairs,
            Names(),
            numbers,
            runs,
            np.zeros((count, 2), dtype=np.uint64),
            np.zeros(count, dtype=np.int32),
            np.zeros(count, dtype=np.uint64),
            np.zeros(count),
            Spool(),
            Spool(),
            Spool(),
        )

    @classmethod
    def nothing(cls) -> "Earlier":
        """No documents."""
        none = np.zeros(0, dtype=np.int64)
        return cls.blank(none.astype(np.uint64), none, Runs(none, ())).finished()

    def finished(self) -> "Earlier":
        """The same when all documents have been added."""
        self.shingles.finish()
        self.particulars.finish()
        self.wording.finish()
        return self

    def named(self) -> "Earlier":
        """The same with nothing but ids and runs."""
        return self.nothing()._replace(ids=self.ids, numbers=self.numbers, runs=self.runs)


def write(folder: Path, segment: Segment, documents: Iterable["pa.Table"], keys: Iterator[tuple[U64, I64]]) -> Segment:
    """Write a segment and bring it to the disk.

    Args:
        folder: where.
        segment: its name and the number of its first document.
        documents: its documents, as `tables` gives them.
        keys: their keys in order, each with the number of its document among those of the segment, from 0.

    Returns:
        the segment with its number of keys and the digests of its files.

    Raises:
        CleanerError: the disk is full.
    """
    names = [folder / name for name in segment.files]
    try:
        count = _write_keys(names[0], segment, keys)
        _write_documents(names[1], documents)
        for name in names:
            to_disk(name)
        to_disk(folder)
    except OSError as error:
        # Arrow puts its own words in place of the system's.
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise CleanerError(f"{shown(str(error.filename or folder))}: {reason}") from None
    return segment._replace(
        keys=count,
        keys_digest=_digest(names[0]),
        documents_digest=_digest(names[1]),
        keys_bytes=names[0].stat().st_size,
        documents_bytes=names[1].stat().st_size,
    )


def _write_keys(name: Path, segment: Segment, keys: Iterator[tuple[U64, I64]]) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([("key", pa.uint64()), ("number", pa.uint64())])
    count = 0
    with pq.ParquetWriter(name, schema, compression="zstd", use_dictionary=False) as writer:
        for found, places in keys:
            numbers = (places + segment.first).astype(np.uint64)
            table = pa.table([pa.array(found), pa.array(numbers)], schema=schema)
            writer.write_table(table, row_group_size=_KEYS)
            count += len(found)
    return count


def _schema() -> "pa.Schema":
    import pyarrow as pa

    return pa.schema(
        [
            ("number", pa.uint64()),
            ("id", pa.string()),
            ("date", pa.float64()),
            ("exact_high", pa.uint64()),
            ("exact_low", pa.uint64()),
            ("words", pa.int32()),
            ("within", pa.uint64()),
            ("shingles", pa.list_(pa.uint32())),
            ("particulars", pa.list_(pa.uint32())),
            ("wording", pa.list_(pa.uint32())),
        ]
    )


def _write_documents(name: Path, documents: Iterable["pa.Table"]) -> None:
    import pyarrow.parquet as pq

    # Sorted hashes of a document lie close together: their differences take three bytes instead of four.
    packed = {f"{column}.list.element": "DELTA_BINARY_PACKED" for column in ("shingles", "particulars")}
    options: dict[str, Any] = {"compression": "zstd", "use_dictionary": False, "column_encoding": packed}
    # Few of the documents are read in a run, and what is read is checked by its page.
    with pq.ParquetWriter(name, _schema(), write_page_checksum=True, **options) as writer:
        for table in documents:
            writer.write_table(table)


def tables(columns: Columns, first: int) -> Iterator["pa.Table"]:
    """Documents as they are written, numbered from the first."""
    import pyarrow as pa

    for start in range(0, len(columns.places), _DOCUMENTS):
        places = columns.places[start : start + _DOCUMENTS]
        arrays = [
            pa.array(np.arange(start, start + len(places), dtype=np.uint64) + np.uint64(first)),
            pa.array([columns.names[place] for place in places.tolist()], pa.string()),
            pa.array(columns.date[places]),
            pa.array(columns.exact[places, 0]),
            pa.array(columns.exact[places, 1]),
            pa.array(columns.words[places].astype(np.int32)),
            pa.array(columns.within[places]),
            _list(columns.shingles.rows(places)),
            _list(columns.particulars.rows(places)),
            _list(columns.wording.rows(places)),
        ]
        yield pa.table(arrays, schema=_schema())


def remaining(folder: Path, segments: Sequence[Segment], numbers: I64) -> Iterator["pa.Table"]:
    """Documents of segments as they are written, numbered from the first of the first segment.

    Args:
        folder: where the segments are.
        segments: in order of their numbers.
        numbers: of the documents, in order.
    """
    import pyarrow as pa

    waiting: list[Any] = []
    count, done = 0, segments[0].first
    for table in _picked(folder, segments, numbers):
        waiting.append(table)
        count += len(table)
        while count >= _DOCUMENTS:
            both = pa.concat_tables(waiting)
            yield _numbered(both.slice(0, _DOCUMENTS), done)
            waiting, count, done = [both.slice(_DOCUMENTS)], count - _DOCUMENTS, done + _DOCUMENTS
    if count:
        yield _numbered(pa.concat_tables(waiting), done)


def _picked(folder: Path, segments: Sequence[Segment], numbers: I64) -> Iterator["pa.Table"]:
    """Some documents of segments, by their numbers in order; a group of rows at a time."""
    import pyarrow.parquet as pq

    for segment in segments:
        start = segment.first
        low, high = np.searchsorted(numbers, [start, segment.end])
        if low == high:
            continue
        name = folder / segment.files[1]
        with _explained(name), pq.ParquetFile(name, page_checksum_verification=True) as file:
            for group in range(file.num_row_groups):
                end = start + file.metadata.row_group(group).num_rows
                low, high = np.searchsorted(numbers, [start, end])
                if low < high:
                    yield file.read_row_group(group).take(numbers[low:high] - start)
                start = end


def _numbered(table: "pa.Table", first: int) -> "pa.Table":
    import pyarrow as pa

    numbers = pa.array(np.arange(first, first + len(table), dtype=np.uint64))
    return table.set_column(0, "number", numbers).combine_chunks()


def _list(rows: Ragged) -> "pa.ListArray[Any]":
    import pyarrow as pa

    return pa.ListArray.from_arrays(pa.array(rows.starts.astype(np.int32)), pa.array(rows.values))


def _ragged(column: "pa.ListArray[Any]") -> Ragged:
    sizes = np.diff(column.offsets.to_numpy())
    return Ragged(column.flatten().to_numpy(), np.concatenate([[0], np.cumsum(sizes)]))


@contextmanager
def _explained(name: Path) -> Iterator[None]:
    """Tell in one line what is wrong with a file."""
    import pyarrow as pa

    try:
        yield
    except (OSError, pa.ArrowException) as error:
        first = error.strerror if isinstance(error, OSError) and error.strerror else str(error).partition("\n")[0]
        raise _changed(name, first) from None


def values(folder: Path, segment: Segment, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Some columns of the documents of a segment."""
    import pyarrow.parquet as pq

    name = folder / segment.files[1]
    with _explained(name), pq.ParquetFile(name, page_checksum_verification=True) as file:
        for batch in file.iter_batches(_DOCUMENTS, columns=list(columns)):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def earlier(folder: Path, segments: Sequence[Segment], runs: Runs, documents: I64, numbers: U64) -> Earlier:
    """Documents of segments by their numbers.

    Args:
        folder: where the segments are.
        segments: in order of their numbers.
        runs: which run has added which documents.
        documents: documents of the run.
        numbers: for each a document that may be the same.
    """
    wanted = np.unique(numbers).astype(np.int64)
    places = np.searchsorted(wanted, numbers.astype(np.int64)).astype(np.uint64)
    found = Earlier.blank((documents.astype(np.uint64) << _SHIFT) | places, wanted, runs)
    done = 0
    for table in _picked(folder, segments, wanted):
        _take(table.combine_chunks(), found, slice(done, done + len(table)))
        done += len(table)
    return found.finished()


def _take(table: "pa.Table", found: Earlier, rows: slice) -> None:
    """Put what is known of some documents to the rest."""
    for id in table.column("id").to_pylist():
        found.ids.append(id)
    found.shingles.add(_ragged(table.column("shingles").chunk(0)))
    found.particulars.add(_ragged(table.column("particulars").chunk(0)))
    found.wording.add(_ragged(table.column("wording").chunk(0)))
    found.exact[rows, 0] = table.column("exact_high").to_numpy()
    found.exact[rows, 1] = table.column("exact_low").to_numpy()
    found.words[rows] = table.column("words").to_numpy()
    found.within[rows] = table.column("within").to_numpy()
    found.date[rows] = table.column("date").to_numpy()


def require_whole(folder: Path, segment: Segment) -> None:
    """See to it that the files of a segment are what was written, as far as that takes no time.

    The keys are read as a whole by every run, so that their checksum costs little; of the documents, which are larger
    and of which few are read, the length is looked at, and their pages have checksums of their own.

    Raises:
        CleanerError: one of them is not.
    """
    keys, documents = (folder / name for name in segment.files)
    for file, size in ((keys, segment.keys_bytes), (documents, segment.documents_bytes)):
        with _explained(file):
            found = file.stat().st_size
        if found != size:
            raise _changed(file, f"{found} bytes and not {size}")
    with _explained(keys):
        digest = _digest(keys)
    if digest != segment.keys_digest:
        raise _changed(keys, "not what was written")


def _changed(name: Path, what: str) -> CleanerError:
    return CleanerError(f"{shown(str(name))}: {what}: see `cleaner index verify`")


def problems(folder: Path, segment: Segment) -> Iterator[str]:
    """What is wrong with the files of a segment."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    digests = segment.keys_digest, segment.documents_digest
    counts = segment.keys, segment.documents
    for file, digest, count in zip(segment.files, digests, counts, strict=True):
        try:
            if _digest(folder / file) != digest:
                yield f"{file}: not what was written"
            elif pq.read_metadata(folder / file).num_rows != count:
                yield f"{file}: not {count} rows"
        except FileNotFoundError:
            yield f"{file}: is not there"
        except (OSError, pa.ArrowException) as error:
            yield f"{file}: {error}"


def _digest(name: Path) -> str:
    digest = blake2b(digest_size=16)
    with name.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def to_disk(name: Path) -> None:
    """Wait until a file or a directory is on the disk."""
    descriptor = os.open(name, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
