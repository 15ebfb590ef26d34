"""Paragraphs that many documents share: syndicated boilerplate, disclaimers, notes on the author.

A long paragraph is compared as a document is. Where enough documents have it, it stays in the first of them and goes
from the others. That a story repeats itself is no business of this stage: the document in which it stays is left alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from cleaner import layout
from cleaner.corpus.batch import Item
from cleaner.corpus.collection import Collection, Verdict
from cleaner.corpus.dedup import collect, shape
from cleaner.corpus.hashing import I64
from cleaner.corpus.items import Reading
from cleaner.corpus.names import Names
from cleaner.corpus.options import Keep, Options, seconds
from cleaner.document import Document
from cleaner.errors import SettingsError

#: Between the id of a document and the number of a line in the id of a paragraph.
_MARK = "\x1f"

#: Documents that must have a paragraph.
SHARED_BY = 3


@dataclass
class Splitter:
    """Cuts documents into paragraphs, and remembers how many each of them gave.

    Attributes:
        min_words: shorter paragraphs are left alone: these are what learned profiles are for.
        names: the ids of the documents.
        counts: the number of paragraphs of each document.
    """

    min_words: int
    names: Names = field(default_factory=Names)
    counts: list[int] = field(default_factory=list)

    def items(self, documents: Iterable[Item]) -> Iterator[Item]:
        """The long paragraphs of documents, as what is compared."""
        for document in documents:
            count = 0
            for paragraph in layout.parse(document.text).paragraphs:
                if paragraph.size >= self.min_words:
                    yield document._replace(id=f"{document.id}{_MARK}{paragraph.line}", text=paragraph.text)
                    count += 1
            self.names.append(document.id)
            self.counts.append(count)

    def forget(self, lost: Iterable[int]) -> None:
        """Leave out paragraphs that could not be compared, counted from 0: they stay where they are."""
        owners = np.repeat(np.arange(len(self.counts)), self.counts)
        for position in lost:
            self.counts[int(owners[position])] -= 1


def line_of(paragraph: str) -> int:
    """The line at which a paragraph starts, by its id."""
    return int(paragraph.rpartition(_MARK)[2])


class Shared(NamedTuple):
    """What is decided about a document.

    Attributes:
        document: its id.
        lines: source lines at which the paragraphs start that go, from 1.
        report: for each of them what `cleaner dedup --unit paragraph` reports: `document`, `kept`, `similarity`,
            `kind`, `containment`, and `line`, `kept_line` and the number of `documents` that have it.
    """

    document: str
    lines: frozenset[int]
    report: Sequence[Mapping[str, Any]]

    def text(self, source: str) -> str:
        """The document without these paragraphs."""
        document = layout.parse(source)
        gone = {i for i, paragraph in enumerate(document.paragraphs) if paragraph.line in self.lines}
        return layout.render(document.with_paragraphs(layout.without(document.paragraphs, gone))) if gone else source


def dedup_paragraphs(
    documents: Iterable[str | Document | Mapping[str, Any]],
    *,
    shared_by: int = SHARED_BY,
    threshold: float = Options.threshold,
    containment: float | None = None,
    particulars: float = Options.particulars,
    shingle: int = Options.shingle,
    min_words: int = Options.min_words,
    keep: Keep = "first",
    priority: Sequence[str] = (),
    priority_field: str = "priority",
    within: str | None = None,
    by: str = "date",
    window: float | str | None = None,
    jobs: int = 0,
) -> Iterator[Shared]:
    """Find long paragraphs that many documents share, and decide in which one each of them stays.

    All documents are read before the first decision comes; their texts are not held. There is a decision about each
    document, in their order; its `text(source)` is the document without the paragraphs that go.

    Args:
        documents: texts, documents or records, as for `cleaner.dedup`.
        shared_by: how many documents must have a paragraph, from 2.
        min_words: shorter paragraphs are left alone.
        keep: the paragraph of which document stays.

    The others are those of `cleaner.dedup`, about paragraphs; these are compared as they are.

    Raises:
        cleaner.SettingsError: an argument makes no sense.
        cleaner.CleanerError: the packages of the extra `dedup` are not there.
    """
    if isinstance(shared_by, bool) or not isinstance(shared_by, int) or shared_by < 2:
        raise SettingsError(f"shared_by is a whole number from 2, not {shared_by!r}")
    options = Options(
        threshold=threshold,
        containment=containment,
        particulars=particulars,
        shingle=shingle,
        min_words=min_words,
        keep=keep,
        priority=tuple(priority),
        window=seconds(window) if isinstance(window, str) else window,
        clean=False,
    )
    shape(options)
    return _decided(Reading(options, within, by, priority_field), documents, shared_by, jobs)


def _decided(
    reading: Reading, documents: Iterable[str | Document | Mapping[str, Any]], shared_by: int, jobs: int
) -> Iterator[Shared]:
    splitter = Splitter(reading.options.min_words)
    with closing(Collection(reading.options)) as collection:
        collect(collection, splitter.items(reading.items(documents)), jobs)
        yield from shared(collection.decide(), splitter, shared_by)


def shared(verdict: Verdict, splitter: Splitter, enough: int) -> Iterator[Shared]:
    """What is decided about each document, in the order of the input.

    Args:
        verdict: about the paragraphs.
        splitter: has cut the documents.
        enough: how many documents must have a paragraph.
    """
    counts = splitter.counts
    owners = np.repeat(np.arange(len(counts)), counts)
    targets, _ = verdict.targets()
    having = _having(owners, targets)
    decisions = verdict.decisions()
    position = 0
    for document, count in enumerate(counts):
        report = []
        for decision in (next(decisions) for _ in range(count)):
            target = int(targets[position])
            if decision.kept is not None and having[target] >= enough and owners[target] != document:
                id, _, line = decision.document.rpartition(_MARK)
                kept, _, kept_line = decision.kept.rpartition(_MARK)
                report.append(
                    decision._replace(document=id, kept=kept).line()
                    | {"line": int(line), "kept_line": int(kept_line), "documents": int(having[target])}
                )
            position += 1
        yield Shared(splitter.names[document], frozenset(line["line"] for line in report), report)


def _having(owners: I64, targets: I64) -> I64:
    """For each paragraph, of how many documents it is the one that stays."""
    both = np.unique(np.stack([targets, owners], axis=1), axis=0)
    return np.bincount(both[:, 0], minlength=len(targets))
