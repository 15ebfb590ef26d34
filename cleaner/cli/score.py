"""The command `score`, behind its options."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.cli import messages
from cleaner.errors import CleanerError
from cleaner.files.errors import shown
from cleaner.files.jsonl import Fields
from cleaner.report import labelled, score, scoreboard
from cleaner.report.scoreboard import Board, Group


class ScoreOptions(NamedTuple):
    """The options of `cleaner score`, as the command line gives them."""

    cleaned: str
    gold: str
    by: Group | None = None
    worst: int = 0
    json: bool = False
    id_field: str = "id"
    text_field: str = "text"


def run(options: ScoreOptions) -> int:
    """Score what the options name; the exit status."""
    fields = Fields(text=options.text_field, id=options.id_field)
    golds = labelled.read(options.gold, fields)
    if options.by and not golds[0].labelled:
        raise CleanerError(f"--by {options.by} needs labelled rows: of texts neither site nor language is known")
    texts = labelled.cleaned(options.cleaned, golds, fields)
    missing = len(golds) - len(texts)
    if missing:
        messages.say(f"warning: {_missing([gold.id for gold in golds if gold.id not in texts], len(golds), options)}")
    tallies = [score.tally(gold, texts.get(gold.id, "")) for gold in golds]
    board = Board(tallies, options.by, options.worst, missing)
    as_json = json.dumps(scoreboard.summary(board), ensure_ascii=False) if options.json else ""
    messages.show([as_json] if options.json else scoreboard.table(board))
    return messages.DONE


def _missing(ids: Sequence[str], count: int, options: ScoreOptions) -> str:
    """Which documents have no cleaned text. If that is all of them, something else is wrong."""
    gold, cleaned, first = shown(options.gold), shown(options.cleaned), shown(ids[0])
    if len(ids) == count:
        those = f"the only document of {gold}, {first}, is not"
        if count > 1:
            those = f"not one of the {count} documents of {gold}, {first} for one, is"
        return f"{those} in {cleaned}, and all text is scored as lost: are the ids the same (see --id-field)?"
    if len(ids) == 1:
        return f"1 of {count} documents of {gold} is not in {cleaned}, and is scored as an empty text: {first}"
    return (
        f"{len(ids)} of {count} documents of {gold} are not in {cleaned}, and are scored as empty texts: "
        f"{first} for one"
    )
