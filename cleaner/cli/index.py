"""The command `index`, behind its options."""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from math import isnan
from typing import Literal, NamedTuple

from cleaner.cli import messages
from cleaner.corpus.index import Index
from cleaner.counts import counted
from cleaner.errors import CleanerError
from cleaner.files.errors import shown

Action = Literal["list", "documents", "delete", "expire", "verify", "compact"]


class Given(NamedTuple):
    """The options of `cleaner index`, as the command line gives them."""

    action: Action
    path: str
    ids: Sequence[str] = ()
    before: str | None = None


def run(given: Given) -> int:
    """Do what is asked of an index; the exit status."""
    if given.ids and given.action != "delete":
        raise CleanerError(f"index {given.action} takes no ids")
    if (given.before is None) == (given.action == "expire"):
        raise CleanerError("index expire needs --before DATE, and nothing else takes it")
    index = Index(given.path, waiting=messages.say)
    if given.action == "verify":
        return _verify(index)
    if given.action == "compact":
        return _compact(index)
    if given.action in ("list", "documents"):
        messages.show(_runs(index) if given.action == "list" else _documents(index))
        return messages.DONE
    if given.before is not None:
        return _told(index, index.expire(given.before))
    ids = _ids(given.ids)
    found = index.forget(ids)
    missing = [id for id in dict.fromkeys(ids) if id not in set(found)]
    for id in missing:
        messages.say(f"{shown(id)}: not in the index {shown(given.path)}")
    status = _told(index, len(found))
    return messages.FAILED if missing else status


def _told(index: Index, count: int) -> int:
    messages.say(f"{counted(count, 'document')} deleted, {len(index)} left")
    return messages.DONE


def _ids(given: Sequence[str]) -> Sequence[str]:
    """The ids that are given; `-` stands for those on standard input, one a line."""
    if not given:
        raise CleanerError("index delete needs the ids of documents, or - to read them from standard input")
    if list(given) != ["-"]:
        return given
    return [line for line in sys.stdin.read().split("\n") if line]


def _verify(index: Index) -> int:
    problems = index.verify()
    for problem in problems:
        messages.say(problem)
    if not problems:
        documents = counted(len(index), "document")
        messages.say(f"{documents} in {counted(len(index.segments()), 'segment')}: all is as it was written")
    return messages.FAILED if problems else messages.DONE


def _compact(index: Index) -> int:
    found = index.compact()
    documents = counted(found.documents, "document")
    if not found.merged:
        messages.say(f"{documents}: there is nothing to merge")
        return messages.DONE
    gone = f", {counted(found.gone, 'deleted one')} gone" if found.gone else ""
    messages.say(f"{documents} in 1 segment, of {counted(found.merged, 'segment')} before{gone}")
    return messages.DONE


def _runs(index: Index) -> Iterator[str]:
    """A line for each run, with tabs: its name, when it was added, documents, and how many of these are deleted."""
    yield "run\tadded\tdocuments\tdeleted"
    for run in index.runs():
        yield f"{run.run}\t{run.added}\t{run.documents}\t{run.deleted}"


def _documents(index: Index) -> Iterator[str]:
    """A line for each document, with tabs: its id, its run and its date."""
    yield "id\trun\tdate"
    for entry in index.documents():
        date = "" if isnan(entry.date) else datetime.fromtimestamp(entry.date, UTC).isoformat()
        yield f"{entry.id}\t{entry.run}\t{date}"
