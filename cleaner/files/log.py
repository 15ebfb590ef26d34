"""Files that a run writes beside its output, line by line: the ledger, the documents that failed."""

import zlib
from typing import Any, Protocol

from cleaner.errors import CleanerError
from cleaner.files import formats, plan, streams
from cleaner.files.atomic import AtomicFile
from cleaner.files.outputs import Output, Part


class Place(Protocol):
    """Where a run that may be interrupted keeps what is not whole."""

    folder: str
    last: dict[str, Any] | None


class Log:
    """A .jsonl file that is written as a run goes, and appears when it is whole.

    Args:
        option: the option that names it, for messages; "" if the name has been checked.
        name: the file.
        place: the journal, if the run may be interrupted and go on.
        number: which of the logs in the journal it is.

    Raises:
        CleanerError: it cannot have this name, or cannot be written.
    """

    def __init__(self, option: str, name: str, place: Place | None = None, number: int = 0) -> None:
        if option:
            check(option, name)
        self._part: Part | None = None
        self._file: Output
        if place is None or plan.is_special(name):
            self._file = AtomicFile(name)
        else:
            size = place.last["logs"][number] if place.last is not None else 0
            path = f"{place.folder}/log-{number}-{zlib.crc32(name.encode('utf-8', 'surrogateescape')):08x}"
            self._file = self._part = Part(path, name, size)

    def write(self, data: bytes) -> None:
        """Add a line."""
        self._file.write(data)

    def mark(self) -> int | None:
        """Bytes from which writing can go on; None if that is not possible just here."""
        return self._part.mark(force=True) if self._part is not None else 0

    def sync(self) -> None:
        """Let it outlive a power failure."""
        if self._part is not None:
            self._part.sync()

    def commit(self) -> None:
        """Let it appear."""
        self._file.commit()

    def discard(self) -> None:
        """Forget it."""
        self._file.discard()

    def leave(self) -> None:
        """Leave it for a run that goes on."""
        if self._part is not None:
            self._part.close()


def check(option: str, name: str) -> None:
    """Check the name of a log.

    Raises:
        CleanerError: it cannot have this name.
    """
    if name == streams.STANDARD:
        raise CleanerError(f"{option} needs a file: standard output is for the cleaned text")
    if formats.kind(name) != "jsonl" and not plan.is_special(name):
        raise CleanerError(f"{option} {name}: name it .jsonl or .jsonl.gz")
