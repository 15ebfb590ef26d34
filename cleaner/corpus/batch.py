"""A batch of documents on its way: what is asked of it, and what a worker process makes of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from cleaner.corpus import sketch
from cleaner.corpus.bands import Bands
from cleaner.corpus.fingerprint import Ragged, fingerprint
from cleaner.corpus.hashing import I64, U64
from cleaner.pipeline import Cleaner
from cleaner.pool import Lost

#: Characters of text in a batch: as much as fits into the cache of a processor while it is hashed.
SIZE = 256 * 1024

#: What an empty text counts.
_WEIGHT = 64


class Item(NamedTuple):
    """A document to be compared.

    Attributes:
        id: its name.
        text: its text.
        within: only documents with the same value here are compared.
        date: seconds since 1970; not a number if not known.
        wish: number by which it is preferred, the smallest first; not a number if there is none.
        mark: where the id is only its place, a hash of all that it is made of, not 0: what is first must not matter.
        origin: what it was made of, for whoever made it.
    """

    id: str
    text: str
    within: str = ""
    date: float = float("nan")
    wish: float = float("nan")
    mark: int = 0
    origin: Any = None


@dataclass(frozen=True)
class Work:
    """What is done to the texts of a batch, in any process.

    Attributes:
        shingle: words in a shingle.
        min_words: shorter documents get no shingles.
        shape: how signatures are cut.
        runs: whether stretches of text are keys too.
        cleaner: cleans the texts first; None: they are taken as they are.
    """

    shingle: int
    min_words: int
    shape: Bands
    runs: bool
    cleaner: Cleaner | None

    def __call__(self, texts: Any) -> "Batch | Lost":
        """The fingerprints of texts, or why they cannot be had: one text of many may be the reason."""
        try:
            return self._done(texts)
        except Exception as error:
            return Lost(f"cannot be compared: {type(error).__name__}: {' '.join(str(error).split())}")

    def _done(self, texts: Any) -> "Batch":
        if self.cleaner is not None:
            texts = [self.cleaner(text).text for text in texts]
        prints = fingerprint(texts, shingle=self.shingle, min_words=self.min_words)
        found, owners = sketch.keys(prints, self.shape, runs=self.runs)
        return Batch(prints.exact, prints.words, prints.shingles, prints.particulars, prints.wording, found, owners)


class Batch(NamedTuple):
    """What is known of the documents of a batch; see `fingerprint.Fingerprints` and `sketch.keys`."""

    exact: U64
    words: I64
    shingles: Ragged
    particulars: Ragged
    wording: Ragged
    keys: U64
    owners: I64


@cache
def default_cleaner() -> Cleaner:
    """What cleans texts before they are compared."""
    return Cleaner(records=False)


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items in batches of about `SIZE` characters."""
    waiting: list[Item] = []
    size = 0
    for item in items:
        waiting.append(item)
        size += len(item.text) + _WEIGHT
        if size >= SIZE:
            yield waiting
            waiting, size = [], 0
    if waiting:
        yield waiting


def texts(items: Sequence[Item]) -> list[str]:
    """The texts of a batch: what has to travel to a worker."""
    return [item.text for item in items]


def weight(_items: Sequence[Item]) -> int:
    """How much a batch weighs: every one is worth a journey of its own."""
    return SIZE
