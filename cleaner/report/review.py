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

#: Document, line, filter and source: what a removal is known by.
Key = tuple[str, int, str, str]

#: Lines before and after a case.
Context = tuple[Sequence[str], Sequence[str]]

_COLUMNS = ("document", "line", "filter", "verdict", "text", "why", "of", "source")

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
        source: the file and line of a record with an id, since ids may repeat. Where the ledger has several documents
            of one name and does not say this, `#2` for the second and so on.
        entry: where in the ledger the document's first record stands.
    """

    document: str
    line: int
    filter: str
    text: str
    why: str
    of: int | None
    source: str = ""
    entry: str = ""

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.document, self.line, self.filter, self.source


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
    seen: set[int] = set()
    again: Counter[str] = Counter()
    for entry in entries.read(name):
        source = entry.source
        if not source and hash(entry.document) in seen:
            again[entry.document] += 1
            source = f"#{again[entry.document] + 1}"
        seen.add(hash(entry.document))
        for record in entry.records:
            if record.line and record.after is None:
                yield _case(record, source, entry.place)


def _case(record: Record, source: str, entry: str) -> Case:
    return Case(record.document, record.line, record.filter, record.before, record.why, record.of, source, entry)


def _rank(case: Case, seed: int) -> int:
    text = "\0".join(map(str, (seed, *(case.key if case.source else case.key[:3]))))
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


class Table(NamedTuple):
    """A table of verdicts as it is in a file.

    Attributes:
        columns: the names of its columns.
        rows: its rows, with what each is about; None where that is not whole.
        verdicts: the verdicts in it.
    """

    columns: Sequence[str]
    rows: Sequence[tuple[Key | None, dict[str, str]]]
    verdicts: Mapping[Key, Verdict]


#: No table yet.
EMPTY = Table((), (), {})


def table(
    cases: Iterable[Case],
    verdicts: Mapping[Key, Verdict] | None = None,
    contexts: Mapping[Key, Context] | None = None,
    old: Table = EMPTY,
) -> str:
    """The cases as CSV, with a column for verdicts.

    Args:
        cases: the removed lines.
        verdicts: what was said of some of them.
        contexts: what stands around them, for two more columns.
        old: the table that this one replaces: its other rows stay as they are, and so do columns of the user's own.
    """
    given = verdicts or {}
    around = () if contexts is None else ("above", "below")
    more = [column for column in old.columns if column not in (*_COLUMNS, *around)]
    text = io.StringIO()
    writer = csv.DictWriter(text, (*_COLUMNS, *around, *more), restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    own = {case.key: _row(case, given.get(case.key, "")) for case in cases}
    known: dict[Key, dict[str, str]] = {}
    for key, row in old.rows:
        if key in own:
            known[key] = row
        else:
            writer.writerow(row)
    for key, cells in own.items():
        lines = contexts.get(key, ((), ())) if contexts is not None else ()
        beside = dict(zip(around, (_harmless("\n\n".join(texts)) for texts in lines), strict=True))
        writer.writerow({**known.get(key, {}), **cells, **beside})
    return text.getvalue()


def _row(case: Case, verdict: str) -> dict[str, str]:
    of = "" if case.of is None else str(case.of)
    cells = (verdict, _harmless(case.text), _harmless(case.why), of, case.source)
    return dict(zip(_COLUMNS, (case.document, str(case.line), case.filter, *cells), strict=True))


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula, of a length that it takes."""
    text = text if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL] + "…"
    return f"'{text}" if text.startswith(_FORMULA) else text


def read_table(name: str) -> Table:
    """The table in a CSV file, and the verdicts of the lines that have one.

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
    kept: list[tuple[Key | None, dict[str, str]]] = []
    found: dict[Key, Verdict] = {}
    try:
        for row in rows:
            place = f"{shown(name)}:{rows.line_num}"
            verdict = _verdict(row["verdict"], place)
            key = _key(row, place, needed=verdict is not None)
            # What stands beyond the last column has no name.
            kept.append((key, {column: cell for column, cell in row.items() if column is not None}))
            if verdict is not None and key is not None:
                found[key] = verdict
    except csv.Error as error:
        raise CleanerError(f"{shown(name)}:{rows.line_num}: no valid CSV: {error}") from None
    return Table(tuple(rows.fieldnames or ()), kept, found)


def _key(row: Mapping[str, str], place: str, *, needed: bool) -> Key | None:
    """What a row is about; None if it does not say it and need not.

    Raises:
        CleanerError: it does not say it.
    """
    try:
        return row["document"], int(row["line"] or ""), row["filter"], row.get("source") or ""
    except ValueError:
        if not needed:
            return None
        raise CleanerError(f"{place}: line {row['line']!r} is no number") from None


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


def judged(name: str, verdicts: Mapping[Key, Verdict]) -> list[tuple[Case, Verdict]]:
    """The lines of a ledger that were judged, in its order.

    Raises:
        CleanerError: the ledger cannot be read, some of the lines are not in it, or are in it more than once.
    """
    found: dict[Key, tuple[Case, Verdict]] = {}
    for case in _cases(name):
        key = case.key if case.key in verdicts else (*case.key[:3], "")
        if key not in verdicts:
            continue
        if key in found and found[key][0].source:
            raise CleanerError(
                f"{shown(name)}: {key[2]} removed a line {key[1]} of several documents named {shown(key[0])}: the "
                "table needs its column 'source'"
            )
        if key not in found:
            found[key] = case, verdicts[key]
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
