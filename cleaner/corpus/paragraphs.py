"""Paragraphs that many documents share: syndicated boilerplate, disclaimers, notes on the author.

A long paragraph is compared as a document is. Where enough documents have it, it stays in the first of them and goes
from the others. That a story repeats itself is no business of this stage: the document in which it stays is left alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from cleaner import layout
from cleaner.corpus.batch import Item
from cleaner.corpus.collection import Verdict
from cleaner.corpus.hashing import I64

#: Between the id of a document and the number of a line in the id of a paragraph.
_MARK = "\x1f"


@dataclass
class Splitter:
    """Cuts documents into paragraphs, and remembers how many each of them gave.

    Attributes:
        min_words: shorter paragraphs are left alone: these are what learned profiles are for.
        counts: the number of paragraphs of each document.
    """

    min_words: int
    counts: list[int] = field(default_factory=list)

    def items(self, documents: Iterable[Item]) -> Iterator[Item]:
        """The long paragraphs of documents, as what is compared."""
        for document in documents:
            count = 0
            for paragraph in layout.parse(document.text).paragraphs:
                if paragraph.size >= self.min_words:
                    yield document._replace(id=f"{document.id}{_MARK}{paragraph.line}", text=paragraph.text)
                    count += 1
            self.counts.append(count)


class Shared(NamedTuple):
    """What is decided about a document.

    Attributes:
        lines: source lines at which the paragraphs start that go.
        report: a line of the report for each of them.
    """

    lines: frozenset[int]
    report: Sequence[Mapping[str, Any]]

    def text(self, source: str) -> str:
        """The document without these paragraphs."""
        document = layout.parse(source)
        gone = {i for i, paragraph in enumerate(document.paragraphs) if paragraph.line in self.lines}
        return layout.render(document.with_paragraphs(layout.without(document.paragraphs, gone))) if gone else source


def shared(verdict: Verdict, counts: Sequence[int], enough: int) -> Iterator[Shared]:
    """What is decided about each document, in the order of the input.

    Args:
        verdict: about the paragraphs.
        counts: how many paragraphs each document has.
        enough: how many documents must have a paragraph.
    """
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
        yield Shared(frozenset(line["line"] for line in report), report)


def _having(owners: I64, targets: I64) -> I64:
    """For each paragraph, of how many documents it is the one that stays."""
    both = np.unique(np.stack([targets, owners], axis=1), axis=0)
    return np.bincount(both[:, 0], minlength=len(targets))
