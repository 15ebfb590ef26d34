"""A sample of removed lines to judge by hand, and what the verdicts come to.

Which lines are in the sample depends on the seed and on the lines, not on their order in the ledger.
"""

import csv
import heapq
import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Literal, NamedTuple

from cleaner.document import Record
from cleaner.errors import CleanerError
from cleaner.files import reader
from cleaner.files.errors import shown
from cleaner.report import entries
from cleaner.report.stats import aligned

#: What a person says of a removed line: it was residue, it was story, or it is hard to tell.
Verdict = Literal["right", "wrong", "unsure"]

VERDICTS: tuple[Verdict, ...] = ("right", "wrong", "unsure")

#: Document, line and filter: what a removal is known by.
Key = tuple[str, int, str]

#: Lines before and after a case.
Context = tuple[Sequence[str], Sequence[str]]

_COLUMNS = ("document", "line", "filter", "verdict", "text", "why", "of")

#: What makes a spreadsheet take a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: A text is cut in a table after as many characters: no reader of CSV takes any length, and the ledger has all of it.
_LONGEST_CELL = 5_000

#: The quantile of the normal distribution for an interval that holds 95 times in 100.
_Z = 1.959964


class Case(NamedTuple):
    """A removed line to judge.

    Attributes:
        document: the document's name.
        line: its line in the source.
        filter: the filter that removed it.
        text: the line.
        why: the filter's reason.
        of: the line that it repeats.
    """

    document: str
    line: int
    filter: str
    text: str
    why: str
    of: int | None

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.document, self.line, self.filter


class Sample(NamedTuple):
    """Lines to judge.

    Attributes:
        cases: the lines, in the order of documents and lines.
        removed: how many lines each filter removed in all.
    """

    cases: Sequence[Case]
    removed: Mapping[str, int]


def sample(name: str, count: int, filters: Sequence[str] = (), seed: int = 0) -> Sample:
    """Removed lines of a ledger, drawn at random.

    Args:
        name: the ledger.
        count: how many.
        filters: those of which lines are wanted; none = all.
        seed: another one draws others.

    Raises:
        CleanerError: the ledger cannot be read, or no line in it was removed by these filters.
    """
    removed: Counter[str] = Counter()
    heap: list[tuple[int, int, Case]] = []
    for case in _cases(name):
        removed[case.filter] += 1
        if filters and case.filter not in filters:
            continue
        entry = (-_rank(case, seed), removed.total(), case)
        if len(heap) < count:
            heapq.heappush(heap, entry)
        elif entry > heap[0]:
            heapq.heapreplace(heap, entry)
    if not heap:
        known = ", ".join(sorted(removed)) or "none"
        wanted = f" by {', '.join(filters)}" if filters else ""
        raise CleanerError(f"{shown(name)}: no line in it was removed{wanted} (filters that removed lines: {known})")
    order = sorted(heap, key=lambda entry: entry[1])
    return Sample([case for _, _, case in order], removed)


def _cases(name: str) -> Iterator[Case]:
    for entry in entries.read(name):
        for record in entry.records:
            if record.line and record.after is None:
                yield _case(record)


def _case(record: Record) -> Case:
    return Case(record.document, record.line, record.filter, record.before, record.why, record.of)


def _rank(case: Case, seed: int) -> int:
    text = f"{seed}\0{case.document}\0{case.line}\0{case.filter}"
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def table(
    cases: Iterable[Case], verdicts: Mapping[Key, Verdict] | None = None, contexts: Mapping[Key, Context] | None = None
) -> str:
    """The cases as CSV, with a column for verdicts.

    Args:
        cases: the removed lines.
        verdicts: what was said of some of them.
        contexts: what stands around them, for two more columns.
    """
    given = verdicts or {}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS if contexts is None else (*_COLUMNS, "above", "below"))
    for case in cases:
        verdict = given.get(case.key, "")
        cells = (_harmless(case.text), _harmless(case.why))
        row = [case.document, case.line, case.filter, verdict, *cells, "" if case.of is None else case.of]
        around = contexts.get(case.key, ((), ())) if contexts is not None else ()
        writer.writerow([*row, *(_harmless("\n\n".join(lines)) for lines in around)])
    return text.getvalue()


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula, of a length that it takes."""
    text = text if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL] + "…"
    return f"'{text}" if text.startswith(_FORMULA) else text


def read_verdicts(name: str) -> dict[Key, Verdict]:
    """The verdicts of a CSV file; lines without one are left out.

    Raises:
        CleanerError: it cannot be read or is no such table; the message names file and line.
    """
    try:
        text = reader.whole(name).decode("utf-8-sig", "surrogatepass")
    except UnicodeDecodeError as error:
        raise CleanerError(f"{shown(name)}: not valid UTF-8 at byte {error.start}: save it as CSV UTF-8") from None
    rows = csv.DictReader(io.StringIO(text, newline=""), dialect=_dialect(text))
    missing = [column for column in _COLUMNS[:4] if column not in (rows.fieldnames or ())]
    if missing:
        raise CleanerError(f"{shown(name)}: no column {missing[0]!r}: `cleaner review LEDGER --csv FILE` writes one")
    found: dict[Key, Verdict] = {}
    try:
        for row in rows:
            verdict = _verdict(row["verdict"], f"{shown(name)}:{rows.line_num}")
            if verdict is not None:
                found[row["document"], _number(row["line"], f"{shown(name)}:{rows.line_num}"), row["filter"]] = verdict
    except csv.Error as error:
        raise CleanerError(f"{shown(name)}:{rows.line_num}: no valid CSV: {error}") from None
    return found


def _dialect(text: str) -> type[csv.Dialect]:
    """With commas, or with the semicolons that spreadsheets write where the comma is in numbers."""

    class Found(csv.excel):
        delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","

    return Found


def _verdict(cell: str | None, place: str) -> Verdict | None:
    word = (cell or "").strip().casefold()
    if not word:
        return None
    for verdict in VERDICTS:
        if word in (verdict, verdict[0]):
            return verdict
    raise CleanerError(f"{place}: unknown verdict {cell!r}: known are {', '.join(VERDICTS)}")


def _number(cell: str | None, place: str) -> int:
    try:
        return int(cell or "")
    except ValueError:
        raise CleanerError(f"{place}: line {cell!r} is no number") from None


def judged(name: str, verdicts: Mapping[Key, Verdict]) -> list[tuple[Case, Verdict]]:
    """The lines of a ledger that were judged, in its order.

    Raises:
        CleanerError: the ledger cannot be read, or some of the lines are not in it.
    """
    found = {case.key: (case, verdicts[case.key]) for case in _cases(name) if case.key in verdicts}
    missing = next((key for key in verdicts if key not in found), None)
    if missing is not None:
        raise CleanerError(f"{shown(name)}: {missing[2]} removed no line {missing[1]} of {shown(missing[0])} in it")
    return list(found.values())


class Precision(NamedTuple):
    """How often a filter was right.

    Attributes:
        filter: its name; "all" for all of them.
        right, wrong, unsure: lines judged so.
        share: the share of right ones among right and wrong ones; None if there are none.
        low, high: between which the true share lies, 95 times in 100.
        removed: lines that it removed in all; None if not known.
    """

    filter: str
    right: int
    wrong: int
    unsure: int
    share: float | None
    low: float | None
    high: float | None
    removed: int | None = None


def precision(judgements: Iterable[tuple[Case, Verdict]]) -> list[Precision]:
    """The precision of each filter, and of all."""
    counts: dict[str, Counter[Verdict]] = {}
    for case, verdict in judgements:
        for name in (case.filter, "all"):
            counts.setdefault(name, Counter())[verdict] += 1
    everything = counts.pop("all", Counter())
    return [_precision(name, counts[name]) for name in sorted(counts)] + [_precision("all", everything)]


def _precision(name: str, counts: Counter[Verdict]) -> Precision:
    right, wrong = counts["right"], counts["wrong"]
    low, high = wilson(right, right + wrong)
    share = right / (right + wrong) if right + wrong else None
    return Precision(name, right, wrong, counts["unsure"], share, low, high)


def wilson(successes: int, trials: int) -> tuple[float | None, float | None]:
    """The interval of Wilson (1927) for a share: it holds for small samples and shares near 1 too."""
    if not trials:
        return None, None
    share = successes / trials
    centre = share + _Z**2 / (2 * trials)
    spread = _Z * math.sqrt(share * (1 - share) / trials + _Z**2 / (4 * trials**2))
    scale = 1 + _Z**2 / trials
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def shown_precision(rows: Iterable[Precision]) -> Iterator[str]:
    """The lines of a table for people."""
    heads = ["filter", "right", "wrong", "unsure", "precision", "95 % interval"]
    cells = [
        [row.filter, str(row.right), str(row.wrong), str(row.unsure), _figure(row.share), _interval(row)]
        for row in rows
    ]
    yield from aligned([heads, *cells])


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _interval(row: Precision) -> str:
    return "-" if row.low is None else f"{_figure(row.low)} to {_figure(row.high)}"


def summary(rows: Iterable[Precision]) -> dict[str, Any]:
    """The same as one object, its figures not rounded."""
    return {
        row.filter: {
            "right": row.right,
            "wrong": row.wrong,
            "unsure": row.unsure,
            "precision": row.share,
            "interval": None if row.low is None else [row.low, row.high],
        }
        for row in rows
    }
