"""One copy of every story, from Python."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cleaner import pool
from cleaner.corpus import batch as batching
from cleaner.corpus import hashing
from cleaner.corpus.bands import Bands, choose
from cleaner.corpus.batch import Batch, Item, Work
from cleaner.corpus.collection import Collection
from cleaner.corpus.decision import Decision
from cleaner.corpus.items import Reading
from cleaner.corpus.options import Keep, Options, seconds
from cleaner.document import Document
from cleaner.errors import CleanerError
from cleaner.pool import Lost

if TYPE_CHECKING:
    from cleaner.corpus.index import Index


def dedup(
    documents: Iterable[str | Document | Mapping[str, Any]],
    *,
    threshold: float = Options.threshold,
    containment: float | None = Options.containment,
    particulars: float = Options.particulars,
    shingle: int = Options.shingle,
    min_words: int = Options.min_words,
    bands: int | None = None,
    rows: int | None = None,
    keep: Keep = "longest",
    priority: Sequence[str] = (),
    priority_field: str = "priority",
    within: str | None = None,
    by: str = "date",
    window: float | str | None = None,
    raw: bool = False,
    index: "Index | str | os.PathLike[str] | None" = None,
    run: str = "",
    jobs: int = 0,
) -> Iterator[Decision]:
    """Find exact and near copies among documents, and decide which one stays.

    All documents are read before the first decision comes; their texts are not held. Decisions come in the order of
    the documents.

    Args:
        documents: texts, documents, or records with a field `text` and perhaps `id` and `site`. A document without an
            id is named by its number, from 0.
        threshold: the least Jaccard similarity of two near copies, above 0 to 1.
        containment: or else the least part of the shorter one's shingles that the longer one has; None: does not count.
        particulars: how far the figures and names of two near copies agree at least, where they stand, 0 to 1; those of
            reports from one template do not.
        shingle: words in a shingle.
        min_words: documents with fewer words are compared for equality only.
        bands: bands of a signature; None: by the threshold.
        rows: rows of a band; None: by the threshold.
        keep: which copy stays: `longest`, `first`, `earliest` (by its date) or `priority`.
        priority: sites from the most to the least wanted, for `keep="priority"`.
        priority_field: without such a list, the field of the number that decides; the smallest stays.
        within: field, such as `site`: only documents with the same value are compared.
        by: field of the date.
        window: how far apart the dates of two copies may be, in seconds or as in `7d`; None: any.
        raw: compare the texts as they are. By default they are cleaned first (in memory), so that captions and teasers
            neither hide nor fake a copy.
        index: an index of earlier documents, or its directory: what it has is not kept again, and what stays is added
            to it, once the last decision has been taken.
        run: name of this run in the index; "": the time.
        jobs: worker processes; 0 = one for each processor. A small batch is done in this process.

    Raises:
        cleaner.SettingsError: an argument makes no sense.
        cleaner.CleanerError: the packages of the extra `dedup` are not there, or the index has a run of that name.
    """
    options = Options(
        threshold=threshold,
        containment=containment,
        particulars=particulars,
        shingle=shingle,
        min_words=min_words,
        bands=bands,
        rows=rows,
        keep=keep,
        priority=tuple(priority),
        window=seconds(window) if isinstance(window, str) else window,
        clean=not raw,
    )
    shape(options)
    reading = Reading(options, within, by, priority_field, dated=index is not None)
    return _decided(reading, documents, jobs, index, run)


def _decided(
    reading: Reading,
    documents: Iterable[str | Document | Mapping[str, Any]],
    jobs: int,
    index: "Index | str | os.PathLike[str] | None",
    run: str,
) -> Iterator[Decision]:
    with closing(Collection(reading.options, indexed=index is not None)) as collection:
        collect(collection, reading.items(documents), jobs)
        with settled(collection, reading, index, run) as decisions:
            yield from decisions


@contextmanager
def settled(
    collection: Collection,
    reading: Reading,
    index: "Index | str | os.PathLike[str] | None",
    run: str,
    *,
    add: bool = True,
) -> Iterator[Iterator[Decision]]:
    """The decisions about a collection. What stays is in the index when the block ends without an error.

    Args:
        collection: all documents.
        reading: how they were read.
        index: an index of earlier documents, or its directory; None: there is none.
        run: name of this run in the index; "": the time.
        add: whether anything is added to the index; else it stays as it is.
    """
    if index is None:
        yield collection.decide().decisions()
        return
    from cleaner.corpus.index import Index

    opened = index if isinstance(index, Index) else Index(index, create=add)
    if not add:
        with opened.looking() as looking:
            looking.require(facts(reading))
            verdict = collection.decide(looking)
        # Whoever takes the decisions slowly keeps nobody waiting.
        yield verdict.decisions()
        return
    with opened.writing() as writing:
        writing.require(facts(reading))
        if run:
            writing.require_new(run)
        verdict = collection.decide(writing)
        yield verdict.decisions()
        columns = collection.columns(verdict)
        name = run or datetime.now(UTC).isoformat(timespec="seconds")
        writing.add(name, columns, collection.stored_keys(columns.places))
    # What the run has added is there, whatever becomes of this.
    with suppress(CleanerError, OSError):
        opened.tend()


def facts(reading: Reading) -> dict[str, str]:
    """What the documents of an index must have in common with those of a run to be compared."""
    options = reading.options
    found: dict[str, Any] = {**hashing.versions(options.shingle), **shape(options)._asdict()}
    found["containment"] = "used" if options.containment is not None else "not used"
    found["texts"] = "cleaned" if options.clean else "raw"
    found["within"] = reading.within or "everything"
    found["window"] = "any" if options.window is None else f"{options.window:g} seconds"
    return {name: str(value) for name, value in found.items()}


def shape(options: Options) -> Bands:
    """How signatures are cut with these options."""
    return choose(options.threshold, options.bands, options.rows)


def work(options: Options) -> Work:
    """What is done to each batch with these options."""
    return Work(
        options.shingle,
        options.min_words,
        shape(options),
        options.containment is not None,
        batching.default_cleaner() if options.clean else None,
    )


#: Is told which document cannot be compared, counted from 0, and why.
Give = Callable[[int, Item, str], None]


def collect(collection: Collection, items: Iterable[Item], jobs: int, give_up: Give | None = None) -> None:
    """Add documents to a collection.

    Args:
        collection: takes them.
        items: any number.
        jobs: worker processes; 0 = one for each processor.
        give_up: is told of each that cannot be compared, which is left out then; None: that is an error.

    Raises:
        CleanerError: a document cannot be compared, and nobody is told of it.
    """
    todo = work(collection.options)
    answers = pool.ordered(todo, batching.batches(items), jobs, load=batching.texts, weight=batching.weight)
    position = 0
    with closing(answers):
        for things, answer in answers:
            for some, found in [(things, answer)] if isinstance(answer, Batch) else _singly(todo, things, answer):
                if isinstance(found, Batch):
                    collection.add(some, found)
                elif give_up is None:
                    raise CleanerError(f"{some[0].id}: {_reason(found)}")
                else:
                    give_up(position, some[0], _reason(found))
                position += len(some)


def _singly(
    todo: Work, things: Sequence[Item], answer: Lost | None
) -> Iterator[tuple[list[Item], Batch | Lost | None]]:
    """Each document of a batch that could not be done, with its own answer.

    What has killed a worker is done in workers again, which leave this process alone if they die.
    """
    if len(things) == 1:
        yield list(things), answer
        return
    singles = ([thing] for thing in things)
    yield from pool.ordered(todo, singles, 1, load=batching.texts, weight=batching.weight, apart=True)


def _reason(answer: object) -> str:
    return answer.reason if isinstance(answer, Lost) else "nothing came back"
