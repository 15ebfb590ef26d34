"""The figures of a cleaner as a table for people, or as one object for programs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from cleaner.files.errors import shown
from cleaner.report.score import Figures, Tally, figures
from cleaner.report.stats import aligned

Group = Literal["site", "lang"]

#: Printed name and attribute of each figure, when lines of the source are labelled.
_LABELLED = {
    "documents": "documents",
    "P": "precision",
    "R": "recall",
    "F1": "f1",
    "dup": "dup",
    "lost%": "lost",
    "harmed%": "harmed",
    "clean": "clean",
}

#: The same when only the text that should remain is known.
_REMAINING = {
    "documents": "documents",
    "kept P": "kept_precision",
    "kept R": "kept_recall",
    "lost%": "lost",
    "harmed%": "harmed",
    "clean": "clean",
}


_WORST = ("clean", "lines lost", "words lost", "words left")


class Board(NamedTuple):
    """What is shown.

    Attributes:
        tallies: those of all documents, at least one.
        by: what documents are grouped by; None for all at once.
        worst: how many of the worst documents are listed.
        missing: documents without a cleaned text.
    """

    tallies: Sequence[Tally]
    by: Group | None = None
    worst: int = 0
    missing: int = 0


def table(board: Board) -> Iterator[str]:
    """The lines of a table: a row for each group, one for all; below it the worst documents."""
    names = _names(board.tallies)
    groups = _groups(board) if board.by else {}
    rows = [[shown(group) or "-", *_cells(found, names)] for group, found in groups.items()]
    rows.append(["all", *_cells(board.tallies, names)])
    yield from aligned([[board.by or "", *names], *rows])
    if board.worst:
        yield ""
        rows = [[_text(name, value) for name, value in entry.items()] for entry in _worst(board)]
        yield from aligned([["worst", *_WORST], *rows])


def summary(board: Board) -> dict[str, Any]:
    """The same as one object, its figures not rounded."""
    names = _names(board.tallies)
    found: dict[str, Any] = {**_figures(board.tallies, names), "missing": board.missing}
    if board.by:
        found[board.by] = {group: _figures(tallies, names) for group, tallies in _groups(board).items()}
    if board.worst:
        found["worst"] = _worst(board)
    return found


def _names(tallies: Sequence[Tally]) -> Mapping[str, str]:
    return _LABELLED if all(t.gold.labelled for t in tallies) else _REMAINING


def _groups(board: Board) -> dict[str, list[Tally]]:
    """The tallies by site or language, the largest group first."""
    found: dict[str, list[Tally]] = {}
    for tally in board.tallies:
        found.setdefault(tally.gold.site if board.by == "site" else tally.gold.lang, []).append(tally)
    return dict(sorted(found.items(), key=lambda group: (-len(group[1]), group[0])))


def _figures(tallies: Sequence[Tally], names: Mapping[str, str]) -> dict[str, float | None]:
    found: Figures = figures(tallies)
    return {name: getattr(found, attribute) for name, attribute in names.items()}


def _cells(tallies: Sequence[Tally], names: Mapping[str, str]) -> list[str]:
    return [_text(name, value) for name, value in _figures(tallies, names).items()]


def _worst(board: Board) -> list[dict[str, Any]]:
    """The worst documents, the worst first."""
    order = sorted(board.tallies, key=lambda t: (t.clean, t.gold.id, t.lines_lost))[: board.worst]
    return [
        {"id": t.gold.id, **dict(zip(_WORST, (t.clean, t.lines_lost, t.words_lost, t.words_left), strict=True))}
        for t in order
    ]


def _text(name: str, value: object) -> str:
    """A value as a cell of a table."""
    if isinstance(value, float):
        return f"{value:.2f}" if name.endswith("%") else f"{value:.4f}"
    return "-" if value is None else shown(str(value))
