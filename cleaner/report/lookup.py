"""The entries of a ledger found again for documents that were read from other files, cleaned or not.

Names tell most: those of text files are compared from their ends, ids have to be equal. Where ids repeat, the file and
the line that an entry came from come next, and then which entry fits the text. Records without ids are found by
`cleaner.report.turns`.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from cleaner.errors import CleanerError
from cleaner.files.errors import shown
from cleaner.report import places
from cleaner.report.entries import Entry, read

#: Says why an entry cannot be about a text; "" if it can.
Check = Callable[[Entry], str]


class Asked(NamedTuple):
    """A document of which the entry is wanted.

    Attributes:
        name: its name: the path of a text file, the id of a record, or its place if it has none.
        place: its file, and of a record its line; "" if not known.
        text: its text.
    """

    name: str
    place: str
    text: str

    @property
    def nameless(self) -> bool:
        """Whether it is a record without an id."""
        return self.place in ("", self.name) and places.is_of_record(self.name)

    @property
    def label(self) -> str:
        """What it is called in messages: a record with an id by its place too."""
        by_place = places.is_of_record(self.place) and self.place != self.name
        return f"{self.place} ({shown(self.name)})" if by_place else shown(self.name)


class _Rank(NamedTuple):
    """How much speaks for an entry, the text aside; the greater the more.

    Attributes:
        file: whether it is of the file that the asked one is named after; True if there is no such file.
        line: whether it is of the same line there.
        tells: whether it says what was changed, and not only that the document was over budget.
    """

    file: bool
    line: bool
    tells: bool


class Lookup:
    """The entries of a ledger by document, read in order, so that little is held when the documents come in order.

    Args:
        name: the file; it is read twice, or three times.

    Attributes:
        nameless: the files of the records without ids.
        found: whether any entry was taken.

    Raises:
        CleanerError: it cannot be read.
    """

    def __init__(self, name: str) -> None:
        if Path(name).exists() and not Path(name).is_file():
            raise CleanerError(f"{shown(name)}: a ledger is read twice and must be a file")
        self.name = name
        self.nameless = places.Files()
        self.found = False
        self._left: dict[str, int] = {}
        self._several: set[str] = set()
        # Of records with ids: entries by name and file.
        self._in: dict[tuple[str, str], int] = {}
        self._files = places.Files()
        self._by_tail: dict[str, list[str]] = {}
        for entry in read(name):
            self._count(entry)
        self._entries = read(name)
        self._passed: dict[str, list[Entry]] = {}
        # Texts by whose name and place it was not certain which entry is theirs.
        self._uncertain: set[int] = set()
        self._refused: dict[str, tuple[Entry, str]] = {}
        # Files that documents were named after, or from which entries were taken.
        self._used: set[str] = set()
        self._strange = False

    def _count(self, entry: Entry) -> None:
        name = entry.document
        if name in self._left:
            self._several.add(name)
        elif (tail := PurePath(name).name) != name:
            self._by_tail.setdefault(tail, []).append(name)
        self._left[name] = self._left.get(name, 0) + 1
        if entry.source:
            file, _ = places.split(entry.source)
            self._in[name, file] = self._in.get((name, file), 0) + 1
            self._files.add(file)
        elif entry.nameless:
            self.nameless.add(places.split(name)[0])

    def __len__(self) -> int:
        return len(self._left)

    def __contains__(self, document: object) -> bool:
        return document in self._left

    def left(self, document: str) -> int:
        """How many entries of a document were not taken."""
        return self._left.get(document, 0)

    def only(self) -> str | None:
        """The name of the document, if there is only one."""
        return next(iter(self._left)) if len(self._left) == 1 else None

    def name_of(self, asked: Asked) -> str | None:
        """The name under which a document stands in the ledger; None if it does not, because nothing was changed.

        The names of files are compared from their ends, since a cleaned file may lie elsewhere than its source.

        Raises:
            CleanerError: several names fit.
        """
        name = asked.name
        if name in self._left or places.is_of_record(asked.place):
            return name if name in self._left else None
        parts, tail = PurePath(name).parts, PurePath(name).name
        fitting = [d for d in self._by_tail.get(tail, []) if _same_tail(parts, PurePath(d).parts)]
        fitting += [tail] if tail in self._left else []
        if len(fitting) > 1:
            names = ", ".join(map(shown, fitting[:3]))
            raise CleanerError(f"{shown(name)}: several documents of {shown(self.name)} fit ({names})")
        return fitting[0] if fitting else None

    def take(self, known: str | None, asked: Asked, check: Check) -> Entry | None:
        """The next entry of a document; None if there is none left, or none that can be about it.

        Args:
            known: its name in the ledger; None if it has none.
            asked: the document.
            check: what tells entries of one name apart. One that can be of no other document need not fit.

        Raises:
            CleanerError: the entry of another document of the same name and text could be meant.
        """
        files = self._named_after(asked)
        if known is None:
            return None
        found, refused = self._candidates(known, asked, files, check)
        if found is not None:
            rank, entry = found
            if not rank.line and (entry.source or known in self._several):
                self._uncertain.add(hash((known, asked.text)))
            return self.taken(entry)
        if refused is not None and refused[0].line:
            return self.taken(refused[1])
        if hash((known, asked.text)) in self._uncertain:
            raise self._unsure(asked)
        if refused is not None:
            self._refused[refused[1].place] = refused[1], f"{asked.label}: {refused[2]}"
        return None

    def _candidates(
        self, known: str, asked: Asked, files: list[str], check: Check
    ) -> tuple[tuple[_Rank, Entry] | None, tuple[_Rank, Entry, str] | None]:
        """Of the entries of a name, the one that fits and for which most speaks; and the same of those that do not."""
        found: tuple[_Rank, Entry] | None = None
        refused: tuple[_Rank, Entry, str] | None = None
        _, line = places.split(asked.place)
        for entry in self._of(known):
            rank = _rank(entry, files, line)
            if known not in self._several and (rank.line or not entry.source):
                # It can be of no other document: why it does not fit, if so, is told by who asks.
                return (rank, entry), None
            problem = check(entry)
            if problem:
                if refused is None or rank > refused[0]:
                    refused = rank, entry, problem
                continue
            if found is None or rank > found[0]:
                found = rank, entry
            if rank == (True, bool(files), True):
                break
        if found is not None and not found[0].file and places.split(found[1].source)[1] == line:
            # Of another file, where it has the same place: this one may have been like that all along.
            raise self._unsure(asked)
        return found, refused

    def _unsure(self, asked: Asked) -> CleanerError:
        return CleanerError(
            f"{asked.label}: another document has the same id and text: which of them {shown(self.name)} is about "
            "cannot be told"
        )

    def _named_after(self, asked: Asked) -> list[str]:
        """The files of the ledger that the file of a record with an id is named after."""
        if not places.is_of_record(asked.place):
            return []
        found = self._files.like(places.split(asked.place)[0])
        self._used.update(found)
        self._strange |= not found
        return found

    def _of(self, document: str) -> Iterator[Entry]:
        """The entries of a document that were not taken, in order."""
        if not self.left(document):
            return
        waiting = self._passed.get(document, [])
        yield from list(waiting)
        seen = len(waiting)
        while seen < self._left.get(document, 0):
            entry = next(self._entries, None)
            if entry is None:
                raise CleanerError(f"{shown(self.name)}: the file changed while it was read")
            self._passed.setdefault(entry.document, []).append(entry)
            if entry.document == document:
                seen += 1
                yield entry

    def peek(self, document: str) -> Entry | None:
        """The next entry of a document, which stays."""
        return next(self._of(document), None)

    def taken(self, entry: Entry) -> Entry:
        """An entry, which is now taken."""
        self.found = True
        self._left[entry.document] -= 1
        self._refused.pop(entry.place, None)
        if entry.source:
            file, _ = places.split(entry.source)
            self._in[entry.document, file] -= 1
            self._used.add(file)
        waiting = self._passed.get(entry.document, [])
        if entry in waiting:
            waiting.remove(entry)
        if not waiting:
            self._passed.pop(entry.document, None)
        return entry

    def rest(self) -> Iterator[Entry]:
        """The entries that were not taken."""
        for waiting in list(self._passed.values()):
            for entry in list(waiting):
                if self._left[entry.document]:
                    yield self.taken(entry)
        for entry in self._entries:
            if self._left[entry.document]:
                yield self.taken(entry)

    def unused(self) -> list[str]:
        """The names of the documents of which entries were not taken.

        Those of files that were not asked for are left out, and those that are `refused`.
        """
        elsewhere = Counter(entry.document for entry, _ in self._refused.values() if self._is_missed(entry))
        if self.found and not self._strange:
            for (document, file), left in self._in.items():
                if file not in self._used:
                    elsewhere[document] += left
        return [document for document, left in self._left.items() if left > elsewhere[document]]

    def refused(self) -> list[str]:
        """Why entries did not fit documents of their names, of those that were not taken for another one."""
        return [message for entry, message in self._refused.values() if self._is_missed(entry)]

    def _is_missed(self, entry: Entry) -> bool:
        return self._strange or not entry.source or places.split(entry.source)[0] in self._used


def _rank(entry: Entry, files: list[str], line: int) -> _Rank:
    tells = entry.layout is not None
    if not entry.source:
        return _Rank(True, False, tells)
    own, number = places.split(entry.source)
    return _Rank(not files or own in files, own in files and number == line, tells)


def _same_tail(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    length = min(len(a), len(b))
    return a[-length:] == b[-length:]
