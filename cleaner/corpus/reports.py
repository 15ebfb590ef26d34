"""What is written about decisions: a line for each document that goes, or for each story that has copies."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from cleaner.corpus.decision import Decision
from cleaner.counts import counted
from cleaner.errors import CleanerError
from cleaner.files import formats, streams
from cleaner.files.atomic import AtomicFile
from cleaner.files.streams import StandardOutput


class Sink(Protocol):
    """What takes bytes."""

    def write(self, data: bytes) -> object:
        """Take some."""


class Report(Protocol):
    """What takes lines about what goes."""

    def write(self, line: Mapping[str, Any]) -> None:
        """Take a line."""

    def end(self) -> None:
        """Take no more."""


#: What the lines of a group have in common.
_COMMON = ("kept", "kept_line", "run", "documents")


class Lines:
    """A line for each document (or paragraph) that goes."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def write(self, line: Mapping[str, Any]) -> None:
        """Write a line."""
        self._sink.write(json_line(line))

    def end(self) -> None:
        """Nothing is left."""


class Groups:
    """A line for each document that stays (or would) and has copies: `{"kept": id, "copies": [...]}`."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}

    def write(self, line: Mapping[str, Any]) -> None:
        """Take a line. The one that the others repeat has none of its own."""
        if line["kept"] is not None:
            common = tuple((name, line[name]) for name in _COMMON if name in line)
            rest = {name: value for name, value in line.items() if name not in _COMMON}
            self._groups.setdefault(common, []).append(rest)

    def end(self) -> None:
        """Write the groups, the one whose first copy came first at the front."""
        for common, copies in self._groups.items():
            self._sink.write(json_line({**dict(common), "copies": copies}))


class Nothing:
    """No report."""

    def write(self, line: Mapping[str, Any]) -> None:
        """Forget it."""

    def end(self) -> None:
        """Nothing is left."""


def json_line(record: Mapping[str, Any]) -> bytes:
    """A record as a line of JSON. A lone surrogate is escaped."""
    try:
        return (json.dumps(record, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(record) + "\n").encode()


@contextmanager
def report(name: str | None, *, groups: bool) -> Iterator[Report]:
    """A report that appears when it is whole.

    Args:
        name: its file, `-` for standard output; None: there is none.
        groups: whether it has a line for each story instead of each document.

    Raises:
        CleanerError: it cannot be written.
    """
    if name is None:
        yield Nothing()
        return
    if name != streams.STANDARD and formats.kind(name) not in ("jsonl", None):
        raise CleanerError(f"{name}: a report is JSON lines: name it .jsonl")
    sink: StandardOutput | AtomicFile = StandardOutput() if name == streams.STANDARD else AtomicFile(name)
    try:
        found = Groups(sink) if groups else Lines(sink)
        yield found
        found.end()
    except BaseException:
        sink.discard()
        raise
    sink.commit()


def dropped_with_all(decision: Decision) -> Decision:
    """The decision where of a story with copies none stays: the one that would stay goes too."""
    return decision._replace(kind="original", similarity=1.0, containment=1.0) if decision.copies else decision


def summary_of_paragraphs(documents: int, gone: int) -> str:
    """What was counted, in a line, where paragraphs are compared."""
    going = "1 paragraph that others have too goes" if gone == 1 else f"{gone} paragraphs that others have too go"
    return f"{counted(documents, 'document')}: {going}"


def summary(kinds: Mapping[str | None, int]) -> str:
    """What was counted, in a line."""
    total = sum(kinds.values())
    gone = [f"{kinds[kind]} {kind}" for kind in ("exact", "near", "part", "original") if kinds.get(kind)]
    stays = kinds.get(None, 0)
    staying = "1 stays" if stays == 1 else f"{stays} stay"
    copies = "1 is a copy" if total - stays == 1 else f"{total - stays} are copies"
    return f"{counted(total, 'document')}: {staying}, {copies}" + (f" ({', '.join(gone)})" if gone else "")
