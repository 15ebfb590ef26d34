"""The command `score`, behind its options."""

import json
from typing import NamedTuple

from cleaner.cli import messages
from cleaner.errors import CleanerError
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
        messages.say(
            f"warning: {missing} of {len(golds)} documents of GOLD are not in CLEANED, and are scored as empty texts"
        )
    tallies = [score.tally(gold, texts.get(gold.id, "")) for gold in golds]
    board = Board(tallies, options.by, options.worst, missing)
    as_json = json.dumps(scoreboard.summary(board), ensure_ascii=False) if options.json else ""
    messages.show([as_json] if options.json else scoreboard.table(board))
    return messages.DONE
