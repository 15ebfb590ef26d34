"""What a report is made of: exact totals of every document, and some of the documents to look at.

Memory is bounded however many documents there are. Totals are counted as they pass. Which documents are kept to look
at depends on them alone, and not on their order: those over budget, those that lost most, and those whose names have
the smallest hashes, of all and for each filter.
"""

import heapq
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

from cleaner.document import Record
from cleaner.words import fold, word_count

#: How many documents of each sort are kept.
OVER_BUDGET, MOST, ANY, OF_A_FILTER, UNCHANGED = 100, 150, 200, 15, 25

#: Different lines that are counted at once. When there are more, those that came once or rarely are forgotten.
_MOST_KEYS = 50_000
_MOST_SITES = 2_000
_LONGEST_KEY = 160

#: The figure in the reason of the classifier, and all behind it.
_FIGURES = re.compile(r" \(\d\.\d+\).*", re.DOTALL)

#: A document's share when its words are not known.
_UNKNOWN = -1.0


class Seen(NamedTuple):
    """A document of a run.

    Attributes:
        id: its name.
        site: its publisher or host, "" if not known.
        source: its text before; None if it is not known.
        records: what was done to it.
        would: words that would have gone, and all words, if it is over budget; None if it is not.
        place: the file that it came from, of a record with its line or row; "" if not known.
    """

    id: str
    site: str
    source: str | None
    records: Sequence[Record]
    would: tuple[int, int] | None = None
    place: str = ""


class Size(NamedTuple):
    """A document in figures.

    Attributes:
        words: its words; None if they are not known.
        removed: words that went with lines.
        lines: lines that went.
        changed: lines that were changed and stayed.
    """

    words: int | None
    removed: int
    lines: int
    changed: int

    @property
    def share(self) -> float:
        """The share of the words that went, 0 to 1; negative if it is not known."""
        if self.words is None:
            return _UNKNOWN
        return min(1.0, self.removed / self.words) if self.words else 0.0


def size(seen: Seen) -> Size:
    """The figures of a document."""
    removed = lines = 0
    edited: set[int] = set()
    gone: set[int] = set()
    for record in seen.records:
        if record.line and record.after is None:
            removed += word_count(record.before)
            gone.add(record.line)
            lines += 1
        elif record.line:
            edited.add(record.line)
    words = None if seen.source is None else word_count(seen.source)
    return Size(words, removed, lines, len(edited - gone))


@dataclass
class Counts:
    """What a filter did, or what happened on a site."""

    documents: int = 0
    words: int = 0
    removed_words: int = 0
    removed_lines: int = 0
    changed_lines: int = 0


class Often:
    """Counts what comes often, in bounded memory.

    Attributes:
        short: by how much a count may be too small, because rare keys were forgotten meanwhile.
    """

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._shown: dict[tuple[str, str], str] = {}
        self.short = 0

    def add(self, filter_name: str, key: str, text: str) -> None:
        """Count a key of a filter once; the first text that came with it stands for it."""
        where = (filter_name, key[:_LONGEST_KEY])
        self._counts[where] += 1
        if self._counts[where] == 1:
            self._shown[where] = text[:_LONGEST_KEY]
            if len(self._counts) > _MOST_KEYS:
                self._forget()

    def _forget(self) -> None:
        """Forget the rarer half."""
        ordered = sorted(self._counts.values())
        self.short = max(self.short, ordered[len(ordered) // 2])
        kept = {key: count for key, count in self._counts.items() if count > self.short}
        self._counts = Counter(kept)
        self._shown = {key: self._shown[key] for key in kept}

    def most(self, count: int) -> list[tuple[str, str, int]]:
        """Filter, text and count of the keys that came most often."""
        order = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        return [(where[0], self._shown[where], times) for where, times in order[:count]]


@dataclass
class Totals:
    """What all documents come to. Every figure is exact; `lines` and `rules` say by how much they may be short.

    Attributes:
        documents: documents seen.
        changed: those of them with a record.
        over_budget: those of them over budget.
        unknown: those of them whose source is not known.
        all: lines and words of all of them; its words are those of the known sources.
        filters: for each filter what it did, in documents that it touched.
        sites: the same for each site.
        lines: removed lines that came often, with the filter.
        rules: reasons that came often, with the filter.
    """

    documents: int = 0
    changed: int = 0
    over_budget: int = 0
    unknown: int = 0
    all: Counts = field(default_factory=Counts)
    filters: dict[str, Counts] = field(default_factory=dict)
    sites: dict[str, Counts] = field(default_factory=dict)
    lines: Often = field(default_factory=Often)
    rules: Often = field(default_factory=Often)

    def add(self, seen: Seen, found: Size) -> None:
        """Count a document."""
        self.documents += 1
        self.changed += any(record.filter != "budget" for record in seen.records)
        self.over_budget += seen.would is not None
        self.unknown += seen.source is None
        touched = set()
        for record in seen.records:
            if record.line:
                touched.add(record.filter)
                self._count(record)
        for name in touched:
            self.filters[name].documents += 1
        for counts in (self.all, self._site(seen.site)):
            counts.documents += 1
            counts.words += found.words or 0
            counts.removed_words += found.removed
            counts.removed_lines += found.lines
            counts.changed_lines += found.changed

    def _count(self, record: Record) -> None:
        counts = self.filters.setdefault(record.filter, Counts())
        if record.after is None:
            counts.removed_words += word_count(record.before)
            counts.removed_lines += 1
            self.lines.add(record.filter, fold(record.before[: 2 * _LONGEST_KEY]), record.before.strip())
            if record.why:
                rule = _FIGURES.sub("", record.why)
                self.rules.add(record.filter, rule, rule)
        else:
            counts.changed_lines += 1

    def _site(self, name: str) -> Counts:
        if name not in self.sites and len(self.sites) >= _MOST_SITES:
            name = "(other sites)"
        return self.sites.setdefault(name, Counts())


class Sampled(NamedTuple):
    """A document that was kept to look at."""

    seen: Seen
    size: Size


class _Best:
    """The documents with the greatest ranks. Ranks are all different, since a name's hash is part of each."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._heap: list[tuple[float, int, int, Sampled]] = []
        self._count = 0

    def offer(self, rank: float, tie: int, document: Sampled) -> None:
        self._count += 1
        entry = (rank, tie, -self._count, document)
        if len(self._heap) < self._limit:
            heapq.heappush(self._heap, entry)
        elif entry > self._heap[0]:
            heapq.heapreplace(self._heap, entry)

    def __iter__(self) -> Iterator[Sampled]:
        return (entry[3] for entry in self._heap)


class Gathered:
    """Takes the documents of a run, one at a time.

    Attributes:
        totals: what they come to.
    """

    def __init__(self) -> None:
        self.totals = Totals()
        self._over = _Best(OVER_BUDGET)
        self._most = _Best(MOST)
        self._any = _Best(ANY)
        self._unchanged = _Best(UNCHANGED)
        self._filters: dict[str, _Best] = {}

    def add(self, seen: Seen) -> None:
        """Take a document."""
        found = size(seen)
        self.totals.add(seen, found)
        document = Sampled(seen, found)
        tie = _hash(seen.id)
        if seen.would is not None:
            self._over.offer(seen.would[0] / max(1, seen.would[1]), tie, document)
        elif not seen.records:
            self._unchanged.offer(0, tie, document)
        else:
            self._most.offer(found.share if found.words is not None else found.removed, tie, document)
            self._any.offer(0, tie, document)
        for name in {record.filter for record in seen.records if record.line}:
            self._filters.setdefault(name, _Best(OF_A_FILTER)).offer(0, tie, document)

    def sample(self) -> list[Sampled]:
        """The documents to look at: over budget first, then by the share of words that went."""
        kept: dict[int, Sampled] = {}
        for best in (self._over, self._most, self._any, self._unchanged, *self._filters.values()):
            for document in best:
                kept[id(document)] = document
        return sorted(kept.values(), key=_order)


def _order(document: Sampled) -> tuple[bool, float, int, str]:
    would = document.seen.would
    share = would[0] / max(1, would[1]) if would else document.size.share
    return would is None, -share, -document.size.removed, document.seen.id


def _hash(name: str) -> int:
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
