"""The documents of a run: what has to be remembered of them, and the decision in the end."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cleaner.corpus import hashing, keep, verify
from cleaner.corpus.batch import Batch, Item
from cleaner.corpus.candidates import CROWD, KeyList
from cleaner.corpus.decision import Decision, Kind
from cleaner.corpus.hashing import I32, I64, U64, mixed
from cleaner.corpus.keep import Edges
from cleaner.corpus.names import Names
from cleaner.corpus.options import Options
from cleaner.corpus.segments import Columns, Earlier
from cleaner.corpus.store import Joined, Spool
from cleaner.corpus.verify import F64, Stores, Threshold

if TYPE_CHECKING:
    from cleaner.corpus.writing import Looking, Writing

_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)

#: Pairs that are compared at once.
_PAIRS = 1 << 17

#: Rounds in which documents are compared because others led to it. The second seldom finds anything.
_ROUNDS = 4


class Facts(NamedTuple):
    """What is known of each document, in arrays."""

    exact: U64
    words: I32
    within: U64
    date: F64
    wish: F64


class Collection:
    """The documents of a run.

    Args:
        options: what is a copy, and which one stays.
        indexed: whether the documents are compared with those of an index too.
    """

    def __init__(self, options: Options, *, indexed: bool = False) -> None:
        self.options = options
        # Equal documents are found by grouping, but not those of another day or of an index: these need a key.
        self._exact_keys = indexed or options.window is not None
        self.names = Names()
        self.keys = KeyList()
        self.shingles = Spool()
        self.particulars = Spool()
        self.wording = Spool()
        self._facts: list[Facts] = []
        self._marks: list[U64] = []
        #: Documents without a word: they are no copies of each other, whatever was lost of them.
        self.wordless = 0

    def repeated(self) -> int:
        """How many documents have an id that others have too."""
        # Only told apart within this process, so that Python's own hash will do.
        hashes = np.fromiter(map(hash, self.names), dtype=np.int64, count=len(self.names))
        _, counts = np.unique(hashes, return_counts=True)
        return int(counts[counts > 1].sum())

    def add(self, items: Sequence[Item], batch: Batch) -> None:
        """Add documents with their fingerprints."""
        start = len(self.names)
        for item in items:
            self.names.append(item.id)
        facts = Facts(
            batch.exact,
            batch.words.astype(np.int32),
            np.array([hashing.of_text(item.within) if item.within else 0 for item in items], dtype=np.uint64),
            np.array([item.date for item in items], dtype=np.float64),
            np.array([item.wish for item in items], dtype=np.float64),
        )
        self._facts.append(facts)
        self._marks.append(np.array([item.mark for item in items], dtype=np.uint64))
        worded = batch.exact.any(axis=1)
        self.wordless += len(items) - int(worded.sum())
        self.shingles.add(batch.shingles)
        self.particulars.add(batch.particulars)
        self.wording.add(batch.wording)
        found, of = batch.keys, batch.owners
        if self._exact_keys:
            found, of = np.concatenate([found, batch.exact[worded, 0]]), np.concatenate([of, np.flatnonzero(worded)])
        keys, owners = self._scoped(facts, found, of)
        self.keys.add(keys, owners + start)

    def _scoped(self, facts: Facts, keys: U64, owners: I64) -> tuple[U64, I64]:
        """The keys with what documents must have in common besides them: a field, and about the date.

        Time is cut into pieces of the length of the window. A document is in its own and in the next one, so that two
        that are no further apart than the window are in one piece together.
        """
        if facts.within.any():
            keys = mixed(keys ^ facts.within[owners])
        window = self.options.window
        if window is None:
            return keys, owners
        known = ~np.isnan(facts.date)
        pieces = np.where(known, np.floor(np.nan_to_num(facts.date) / max(window, 1)), -(2.0**40)).astype(np.int64)
        both = [mixed(keys ^ mixed((pieces[owners] + step).view(np.uint64))) for step in (0, 1)]
        return np.concatenate(both), np.concatenate([owners, owners])

    def close(self) -> None:
        """Forget everything."""
        self.keys.close()
        self.shingles.close()
        self.particulars.close()
        self.wording.close()

    def decide(self, index: "Looking | Writing | None" = None) -> "Verdict":
        """Settle which documents stay. Nothing can be added then.

        Args:
            index: the right to an index of earlier documents; None: there are none.
        """
        self.shingles.finish()
        self.particulars.finish()
        self.wording.finish()
        facts = self._gathered()
        earlier = None if index is None else index.earlier(self.keys.table(), CROWD)
        order = self._order(facts)
        heads = self._heads(facts, order)
        ranks = _ranked(order)
        pairs = self.keys.pairs(np.where(heads == np.arange(len(order)), ranks, -1))
        stores = Stores(self.shingles, self.particulars, self.wording)
        if earlier is not None and len(earlier.ids):
            facts, order, pairs = _with_earlier(facts, order, heads, pairs, earlier)
            heads = np.concatenate([heads, np.arange(len(heads), len(order))])
            both = zip(stores, (earlier.shingles, earlier.particulars, earlier.wording), strict=True)
            stores = Stores(*(Joined(ours, theirs) for ours, theirs in both))
            earlier = earlier.named()
            ranks = _ranked(order)
        edges, chosen = self._settled(
            _Comparison(self.options, stores, facts, order, len(self.names)), pairs, len(order)
        )
        return Verdict(self.names, facts, order, ranks, heads, edges, chosen, self.options, earlier)

    def _order(self, facts: Facts) -> I64:
        wish = facts.date if self.options.keep == "earliest" else facts.wish
        marks = np.concatenate([np.zeros(0, dtype=np.uint64), *self._marks])
        return keep.order(self.options.keep, self.names, marks, facts.exact, facts.words, wish)

    def _settled(self, comparison: "_Comparison", pairs: U64, count: int) -> tuple[Edges, I64]:
        """The pairs that are copies, and by which of them each document goes."""
        edges = comparison.edges(pairs)
        chosen = keep.choose(count, edges)
        for _ in range(_ROUNDS):
            more = comparison.edges(keep.missed(edges, chosen))
            if not len(more.pairs):
                break
            edges = edges.merged(more)
            chosen = keep.choose(count, edges)
        return edges, chosen

    def columns(self, verdict: "Verdict") -> Columns:
        """The documents that stay, as an index takes them."""
        count = len(self.names)
        targets, _ = verdict.targets()
        places = np.flatnonzero(targets[:count] == np.arange(count))
        facts = verdict.facts
        rest = facts.exact[:count], facts.words[:count], facts.within[:count], facts.date[:count]
        return Columns(places, self.names, *rest, self.shingles, self.particulars, self.wording)

    def stored_keys(self, places: I64) -> Iterator[tuple[U64, I64]]:
        """The keys of some documents in order, each with the place of its document among these."""
        for found, documents in self.keys.table().of(places):
            yield found, np.searchsorted(places, documents)

    def _gathered(self) -> Facts:
        empty = Facts(
            np.zeros((0, 2), dtype=np.uint64),
            np.zeros(0, dtype=np.int32),
            np.zeros(0, dtype=np.uint64),
            np.zeros(0),
            np.zeros(0),
        )
        columns = zip(empty, *self._facts, strict=True)
        facts = Facts(*(np.concatenate(column) for column in columns))
        self._facts = []
        return facts

    def _heads(self, facts: Facts, order: I64) -> I64:
        """For each document the first in order of those that are equal to it."""
        keys = [facts.exact[:, 0], facts.exact[:, 1], facts.within]
        if self.options.window is not None:
            keys.append(np.nan_to_num(facts.date, nan=np.inf).view(np.uint64))
        # A stable sort of what is in order already leaves the first of equals at the front.
        by_value = order[np.lexsort([key[order] for key in keys])]
        fresh = np.zeros(len(order), dtype=bool)
        fresh[:1] = True
        for key in keys:
            fresh[1:] |= key[by_value][1:] != key[by_value][:-1]
        # Two without a word say nothing of each other.
        fresh |= ~facts.exact[by_value].any(axis=1)
        heads = np.empty(len(order), dtype=np.int64)
        heads[by_value] = by_value[np.flatnonzero(fresh)][np.cumsum(fresh) - 1] if len(order) else 0
        return heads


def _ranked(order: I64) -> I64:
    """The place of each document in an order."""
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _with_earlier(facts: Facts, order: I64, heads: I64, pairs: U64, earlier: Earlier) -> tuple[Facts, I64, U64]:
    """The documents of a run with those of an index behind them, which are asked first: they have stayed already."""
    count, more = len(order), len(earlier.ids)
    pairs = pairs + ((np.uint64(more) << _SHIFT) | np.uint64(more))
    documents = (earlier.pairs >> _SHIFT).astype(np.int64)
    asked = heads[documents] == documents
    ranks = _ranked(order)[documents[asked]] + more
    found = (earlier.pairs[asked] << _SHIFT) | ranks.astype(np.uint64)
    both = Facts(
        np.concatenate([facts.exact, earlier.exact]),
        np.concatenate([facts.words, earlier.words]),
        np.concatenate([facts.within, earlier.within]),
        np.concatenate([facts.date, earlier.date]),
        np.concatenate([facts.wish, np.full(more, np.nan)]),
    )
    return both, np.concatenate([np.arange(count, count + more), order]), np.unique(np.concatenate([pairs, found]))


class _Comparison:
    """Compares pairs of documents that are given by their ranks."""

    def __init__(self, options: Options, stores: Stores, facts: Facts, order: I64, count: int) -> None:
        self._count = count
        self._stores = stores
        self._facts = facts
        self._order = order
        self._window = options.window
        never = 2.0
        self._threshold = Threshold(
            options.threshold, never if options.containment is None else options.containment, options.particulars
        )

    def edges(self, pairs: U64) -> Edges:
        """Those of the pairs that are copies. What is worked out for each pair is large, so they come in parts."""
        parts = [self._edges(pairs[start : start + _PAIRS]) for start in range(0, max(1, len(pairs)), _PAIRS)]
        return Edges(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def _edges(self, pairs: U64) -> Edges:
        first = self._order[(pairs >> _SHIFT).astype(np.int64)]
        second = self._order[(pairs & _LOW).astype(np.int64)]
        allowed = self._allowed(first, second)
        pairs, first, second = pairs[allowed], first[allowed], second[allowed]
        documents = (first.astype(np.uint64) << _SHIFT) | second.astype(np.uint64)
        by = verify.compare(documents, self._stores, self._threshold)
        same = (self._facts.exact[first] == self._facts.exact[second]).all(axis=1)
        by = verify.Likeness(*(np.where(same, 1.0, measure) for measure in by))
        met = self._threshold.met(by)
        return Edges(pairs[met], by.similarity[met], by.containment[met])

    def _allowed(self, first: I64, second: I64) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        # What an index has, it keeps.
        allowed = (first < self._count) | (second < self._count)
        allowed &= self._facts.within[first] == self._facts.within[second]
        if self._window is None:
            return allowed
        one, other = self._facts.date[first], self._facts.date[second]
        return allowed & ((np.abs(one - other) <= self._window) | (np.isnan(one) & np.isnan(other)))


class Verdict(NamedTuple):
    """What was decided about the documents of a run.

    Attributes:
        names: their ids.
        facts: what is known of each.
        order: the documents by rank.
        ranks: the rank of each document.
        heads: for each the first in order of those that are equal to it.
        edges: pairs of copies, by rank.
        chosen: by rank, the edge by which a document goes; -1 if it stays.
        options: what is a copy.
        earlier: documents of an index, which come after those of the run; None: there is no index.
    """

    names: Names
    facts: Facts
    order: I64
    ranks: I64
    heads: I64
    edges: Edges
    chosen: I64
    options: Options
    earlier: Earlier | None

    def targets(self) -> tuple[I64, I64]:
        """For each document the one that stays in its place (itself if it stays), and the edge to it or -1."""
        edge = self.chosen[self.ranks[self.heads]]
        first = (self.edges.pairs >> _SHIFT).astype(np.int64)
        kept = self.order[first[edge]] if len(first) else self.heads
        return np.where(edge >= 0, kept, self.heads), edge

    def decisions(self) -> Iterator[Decision]:
        """The decision about each document, in the order of the input."""
        targets, edges = self.targets()
        copies = np.bincount(targets, minlength=len(targets)) - 1
        for position, name in enumerate(self.names):
            target = int(targets[position])
            if target == position:
                yield Decision(name, position=position, copies=int(copies[position]))
            else:
                yield self._copy(name, position, target, int(edges[position]))

    def _copy(self, name: str, position: int, target: int, edge: int) -> Decision:
        similarity = containment = 1.0
        if edge >= 0:
            similarity, containment = float(self.edges.similarity[edge]), float(self.edges.containment[edge])
        kind: Kind = "near" if similarity >= self.options.threshold else "part"
        if (self.facts.exact[position] == self.facts.exact[target]).all():
            kind = "exact"
        if target < len(self.names) or self.earlier is None:
            return Decision(name, self.names[target], kind, similarity, containment, position=position)
        place = target - len(self.names)
        kept, run = self.earlier.ids[place], self.earlier.runs.of(int(self.earlier.numbers[place]))
        return Decision(name, kept, kind, similarity, containment, run, position)
