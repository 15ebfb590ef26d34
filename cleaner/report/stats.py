"""Counts of a run, by filter."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from cleaner.counts import counted
from cleaner.document import Record
from cleaner.words import word_count

_HEADS = ("filter", "lines removed", "words removed", "lines changed", "words changed")


class Stats:
    """Counts what filters did.

    Attributes:
        documents: documents cleaned.
        changed: those of them that changed.
        over_budget: those that kept their lines because too many words would have gone.
        before: characters of their texts.
        after: characters of their cleaned texts.
    """

    def __init__(self) -> None:
        self.documents = self.changed = self.over_budget = self.before = self.after = 0
        self._counts: dict[str, Counter[str]] = {}

    def add(self, records: Sequence[Record], *, changed: bool, over_budget: bool, before: int, after: int) -> None:
        """Count a document."""
        self.documents += 1
        self.changed += changed
        self.over_budget += over_budget
        self.before += before
        self.after += after
        for record in records:
            if record.line == 0:
                continue
            counts = self._counts.setdefault(record.filter, Counter())
            done = "removed" if record.after is None else "changed"
            counts[f"lines {done}"] += 1
            counts[f"words {done}"] += word_count(record.before)

    def table(self, order: Sequence[str], *, failed: int) -> Iterator[str]:
        """The lines of a table, for people.

        Args:
            order: names of filters in their order.
            failed: how many documents and files could not be cleaned.
        """
        rows = [[name, *(str(self._counts[name][head]) for head in _HEADS[1:])] for name in self._names(order)]
        total: Counter[str] = sum(self._counts.values(), Counter())
        rows.append(["total", *(str(total[head]) for head in _HEADS[1:])])
        yield from aligned([list(_HEADS), *rows])
        documents = counted(self.documents, "document")
        yield f"{documents}, {self.changed} changed, {self.over_budget} over budget, {failed} failed"

    def object(self, order: Sequence[str], *, failed: int) -> dict[str, Any]:
        """The same for programs: documents, characters before and after, and counts of lines and words by filter."""
        return {
            "documents": self.documents,
            "changed": self.changed,
            "over_budget": self.over_budget,
            "failed": failed,
            "characters": {"before": self.before, "after": self.after},
            "filters": {
                name: {head.replace(" ", "_"): self._counts[name][head] for head in _HEADS[1:]}
                for name in self._names(order)
            },
        }

    def _names(self, order: Sequence[str]) -> list[str]:
        """The filters that did something, in their order."""
        return sorted(self._counts, key=lambda name: order.index(name) if name in order else len(order))

    def state(self) -> dict[str, Any]:
        """All counts, as JSON can hold them."""
        figures = [self.documents, self.changed, self.over_budget, self.before, self.after]
        return {"figures": figures, "filters": {name: dict(counts) for name, counts in self._counts.items()}}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on counting from there."""
        self.documents, self.changed, self.over_budget, self.before, self.after = state["figures"]
        self._counts = {name: Counter(counts) for name, counts in state["filters"].items()}


def aligned(rows: list[list[str]]) -> Iterator[str]:
    """Rows as lines, the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        numbers = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        yield "  ".join([first.ljust(widths[0]), *numbers])
