"""A document as the page shows it: its lines, each with what was done to it and why."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from cleaner import layout
from cleaner.document import Record
from cleaner.report import changes
from cleaner.report.gather import Seen

#: A row of the page, as JSON. Of its keys only `n` is always there:
#: n   first source line             s   source lines covered, if more than one
#: t   text                          p   parts of a changed line: [sign, text]; sign 0 same, 1 gone, 2 new
#: d   1 = removed, 2 = would go     k   steps: [filter, reason, line that it repeats or null]
#: m   how many lines stay here that are not shown
Row = dict[str, Any]

#: A kept line is cut after as many characters.
_LONGEST_LINE = 4_000

#: Kept lines around changes that stay in a document shown in part.
_CONTEXT = 2

_SIGNS = {"same": 0, "gone": 1, "new": 2}


def rows(seen: Seen, would: Sequence[Record] = (), *, most: int) -> list[Row]:
    """The rows of a document.

    Args:
        seen: the document.
        would: records of lines that would have gone, had it not been over budget.
        most: characters above which only what changed is shown, with some lines around it.
    """
    steps: dict[int, list[Record]] = {}
    for record in seen.records:
        if record.line:
            steps.setdefault(record.line, []).append(record)
    extra = {record.line: record for record in would if record.line and record.after is None}
    if seen.source is None:
        return list(_known(seen, steps))
    found = [
        _row(p.line, p.span, p.text, steps.get(p.line, ()), extra.get(p.line))
        for p in layout.parse(seen.source).paragraphs
    ]
    return list(_in_part(found)) if len(seen.source) > most else found


def _row(line: int, span: int, text: str, steps: Sequence[Record], would: Record | None) -> Row:
    row: Row = {"n": line}
    if span > 1:
        row["s"] = span
    gone = next((step for step in steps if step.after is None), None)
    after = steps[-1].after if steps else text
    if gone is not None or would is not None:
        row |= {"t": text, "d": 1 if gone is not None else 2}
    elif after != text and after is not None:
        row["p"] = [[_SIGNS[part.kind], part.text] for part in changes.parts(text, after, fine=True)]
    else:
        row["t"] = text if len(text) <= _LONGEST_LINE else text[:_LONGEST_LINE] + " …"
    taken = [*steps, would] if would is not None else steps
    if taken:
        row["k"] = [[step.filter, step.why, step.of] for step in taken]
    return row


def _known(seen: Seen, steps: dict[int, list[Record]]) -> Iterator[Row]:
    """The rows of a document of which only the records are known; the lines between them are counted."""
    spans = _spans(seen.records)
    kept, first = 0, 0
    for line, span in spans or [(line, 1) for line in sorted(steps)]:
        if line in steps:
            if kept:
                yield {"n": first, "m": kept}
            yield _row(line, span, steps[line][0].before, steps[line], None)
            kept = 0
        else:
            first = first if kept else line
            kept += 1
    if kept:
        yield {"n": first, "m": kept}


def _spans(records: Sequence[Record]) -> list[tuple[int, int]]:
    """First line and number of lines of each paragraph, as the layout record has them; nothing if there is none."""
    form = next((record for record in records if record.line == 0), None)
    try:
        return layout.covered(form.before) if form else []
    except ValueError:
        return []


def _in_part(found: Sequence[Row]) -> Iterator[Row]:
    """The rows that say something, with some around each; the others are counted."""
    wanted = set(range(_CONTEXT))
    for index, row in enumerate(found):
        if "k" in row:
            wanted |= set(range(index - _CONTEXT, index + _CONTEXT + 1))
    left = 0
    for index, row in enumerate(found):
        if index in wanted:
            if left:
                yield {"n": found[index - left]["n"], "m": left}
            yield row
            left = 0
        else:
            left += 1
    if left:
        yield {"n": found[-left]["n"], "m": left}


def weight(found: Sequence[Row]) -> int:
    """About how many characters rows take in a page."""
    return len(json.dumps(found, ensure_ascii=False))
