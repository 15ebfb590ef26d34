"""The ledger as a file: one JSON line for everything that was changed or removed."""

from typing import Self

from cleaner.document import Record
from cleaner.errors import CleanerError
from cleaner.files import formats, jsonl, plan, streams
from cleaner.files.atomic import AtomicFile
from cleaner.files.codec import Codec


class Ledger:
    """A ledger being written; the file appears when it is whole.

    Args:
        name: the file.

    Raises:
        CleanerError: it cannot have this name, or cannot be written.
    """

    def __init__(self, name: str) -> None:
        if name == streams.STANDARD:
            raise CleanerError("--report needs a file: standard output is for the cleaned text")
        if formats.kind(name) != "jsonl" and not plan.is_special(name):
            raise CleanerError(f"--report {name}: name it .jsonl or .jsonl.gz")
        self._file = AtomicFile(name)
        self._codec = Codec()

    def write(self, record: Record) -> None:
        """Add an entry."""
        entry = {
            "document": record.document,
            "filter": record.filter,
            "line": record.line,
            "before": record.before,
            "after": record.after,
            "why": record.why,
            "of": record.of,
        }
        self._file.write(jsonl.line(entry, self._codec))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._file.commit()
        else:
            self._file.discard()
