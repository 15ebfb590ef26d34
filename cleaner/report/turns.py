"""Records without ids, found in a ledger by their lines, or by their turn where these tell nothing."""

from collections.abc import Set

from cleaner.errors import CleanerError
from cleaner.files.errors import shown
from cleaner.report import places
from cleaner.report.entries import Entry, read
from cleaner.report.lookup import Asked, Check, Lookup


class Turns:
    """The entries of records without ids.

    A line has another number than in the source in a table whose texts have line breaks, in another format, and in a
    file that was made of several. Whether a file of another name was made of several may be seen only on the way.

    Args:
        lookup: the ledger.
        alone: whether all documents are of one file, which then may have any name.
        cut: whether they are of one output that was cut into files, in their order: their lines tell nothing.
    """

    def __init__(self, lookup: Lookup, *, alone: bool = False, cut: bool = False) -> None:
        self._lookup = lookup
        self._alone = alone
        self._cut = cut
        self._queues: dict[str, Queue] = {}
        self._asked: set[str] = set()
        self._proven: set[str] = set()
        self._shifted: set[str] = set()
        self._last: dict[str, int] = {}

    def find(self, asked: Asked, check: Check) -> Entry | None:
        """The entry of a record; None if it was not changed. It may not fit, if it can be of no other.

        Raises:
            CleanerError: it cannot be told from another one.
        """
        file, number = places.split(asked.name)
        if number != self._last.get(file, 0) + 1:
            # What stands between may be of another source, which shifts the lines of this one.
            self._shifted.add(file)
        self._last[file] = number
        like = self._like(file)
        if len(like) > 1:
            names = ", ".join(shown(f"{name}:{number}") for name in like[:3])
            raise CleanerError(f"{shown(asked.name)}: several documents of {shown(self._lookup.name)} fit ({names})")
        found = like or (sorted(self._lookup.nameless) if self._alone or self._cut else [])
        self._asked.update(found)
        if not found:
            return None
        if len(found) == 1 and (like or not self._cut) and places.keep_lines((file, *found)):
            if like:
                return self._at_line(f"{found[0]}:{number}")
            if file in self._proven or file not in self._shifted:
                entry, certain = self._perhaps_at_line(file, f"{found[0]}:{number}", check)
                if certain:
                    return entry
        return self._queue(found).take(asked, check)

    def _like(self, file: str) -> list[str]:
        """The files that a file is named after: itself, if it is one of them."""
        found = self._lookup.nameless.like(file)
        return [file] if file in found else found

    def _at_line(self, known: str) -> Entry | None:
        entry = self._lookup.peek(known)
        return None if entry is None else self._lookup.taken(entry)

    def _perhaps_at_line(self, file: str, known: str, check: Check) -> tuple[Entry | None, bool]:
        """The entry of a line, and whether that is certain. The first one that fits proves that lines are the same."""
        entry = self._lookup.peek(known)
        if entry is None:
            return None, True
        if file not in self._proven:
            if check(entry):
                self._shifted.add(file)
                return None, False
            if entry.layout is not None:
                self._proven.add(file)
        return self._lookup.taken(entry), True

    def _queue(self, files: list[str]) -> "Queue":
        key = "\0".join(files)
        if key not in self._queues:
            self._queues[key] = Queue(self._lookup, set(files))
        return self._queues[key]

    def misplaced(self) -> list[str]:
        """Documents whose entries were not taken although others of their files were asked for: records were left out
        since.
        """
        return [
            document
            for document in self._lookup.unused()
            if places.is_of_record(document) and places.split(document)[0] in self._asked
        ]


class Queue:
    """Entries of records without ids, in the order of these.

    A record is the next of them if that fits it, and else one that was not changed.

    Args:
        lookup: the ledger.
        files: the files whose records these are.
    """

    def __init__(self, lookup: Lookup, files: Set[str]) -> None:
        self._lookup = lookup
        self._entries = (
            entry for entry in read(lookup.name) if entry.nameless and places.split(entry.document)[0] in files
        )
        self._next: Entry | None = None
        self._last = ""

    def take(self, asked: Asked, check: Check) -> Entry | None:
        """The entry of a record; None if it was not changed.

        Raises:
            CleanerError: it cannot be told from another one.
        """
        while self._next is None and (entry := next(self._entries, None)) is not None:
            if not self._lookup.left(entry.document):
                continue
            if entry.layout is None:
                # Over budget and otherwise as it was: there is nothing to undo.
                self._lookup.taken(entry)
            else:
                self._next = entry
        if self._next is not None and not check(self._next):
            found, self._next, self._last = self._next, None, asked.text
            return self._lookup.taken(found)
        if asked.text and asked.text == self._last:
            raise CleanerError(
                f"{shown(asked.name)}: it has no id and the same text as one before it: which of them "
                f"{shown(self._lookup.name)} is about cannot be told"
            )
        return None
