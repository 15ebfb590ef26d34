"""Cleaned documents and their ledger to the sources again, and to what a report shows."""

from typing import NamedTuple

from cleaner import layout
from cleaner.document import PLACE, Document, Record, Result
from cleaner.errors import CleanerError
from cleaner.files.errors import shown
from cleaner.report.entries import Entry
from cleaner.report.gather import Gathered, Seen
from cleaner.report.lookup import Asked, Check, Lookup
from cleaner.report.turns import Turns


class Finder:
    """Finds the entries of documents.

    Args:
        lookup: the ledger.
        alone: whether the documents are all of one file, which then may have any name.
        cut: whether they are of one output that was cut into files.
    """

    def __init__(self, lookup: Lookup, *, alone: bool = False, cut: bool = False) -> None:
        self._lookup = lookup
        self._turns = Turns(lookup, alone=alone, cut=cut)

    def find(self, asked: Asked, check: Check) -> Entry | None:
        """The entry of a document; None if it was not changed. It may not fit, if it can be of no other.

        Raises:
            CleanerError: several entries could be meant.
        """
        if asked.nameless:
            return self._turns.find(asked, check)
        return self._lookup.take(self._lookup.name_of(asked), asked, check)

    def misplaced(self) -> list[str]:
        """Records without ids that were not found in their order."""
        return self._turns.misplaced()


def _asked(document: Document, text: str) -> Asked:
    return Asked(document.id, document.meta.get(PLACE, ""), text)


class Restorer:
    """Gives each cleaned document its source back.

    Args:
        lookup: the ledger.
        document: the name in the ledger of the only document there is; None to go by the documents' own names.
        alone: whether there is one file only, which then may have any name.
        cut: whether the files are the shards of one output.
        single: whether there is one text only, which then is the only document of the ledger.
    """

    def __init__(
        self,
        lookup: Lookup,
        document: str | None = None,
        *,
        alone: bool = False,
        cut: bool = False,
        single: bool = False,
    ) -> None:
        self._lookup = lookup
        self._document = document
        self._single = single
        self._finder = Finder(lookup, alone=alone, cut=cut)

    def __call__(self, document: Document) -> Result:
        """The source as the text of a result.

        Raises:
            CleanerError: the ledger does not fit; the message names the first difference.
        """
        text = layout.render(document)
        asked = _asked(document, text)
        entry = self._entry(asked)
        source = text if entry is None else restored(asked, entry)
        return Result(source, changed=source != text)

    def _entry(self, asked: Asked) -> Entry | None:
        def check(entry: Entry) -> str:
            return _misfit(asked.text, entry)

        if self._document is not None:
            return self._lookup.take(self._document, asked, check)
        if not self._single or asked.nameless:
            return self._finder.find(asked, check)
        known = self._lookup.name_of(asked)
        if known is None and len(self._lookup):
            known = self._lookup.only()
            if known is None:
                raise CleanerError(
                    f"{shown(asked.name)}: none of the {len(self._lookup)} documents of {shown(self._lookup.name)} has "
                    "this name: name it with --document"
                )
        return self._lookup.take(known, asked, check)

    def misplaced(self) -> list[str]:
        """Records without ids that were not found in their order."""
        return self._finder.misplaced()


def restored(asked: Asked, entry: Entry) -> str:
    """The source of a cleaned text; of a text that is the source still, as an interrupted run leaves it, itself.

    Raises:
        CleanerError: the entry does not fit the text; the message names the document and the first difference.
    """
    try:
        return layout.restore(asked.text, entry.records)
    except ValueError as error:
        if entry.layout is not None and layout.is_source(asked.text, entry.layout):
            return asked.text
        raise CleanerError(f"{asked.label}: {_told(error, entry)}") from None


def _misfit(text: str, entry: Entry) -> str:
    """Why an entry is not about what became this text; "" if it is."""
    try:
        layout.restore(text, entry.records)
    except ValueError as error:
        return _told(error, entry)
    return ""


def _told(error: ValueError, entry: Entry) -> str:
    return f"{error} (ledger: {entry.place})"


class Source(NamedTuple):
    """A document of a ledger and its source."""

    entry: Entry | None
    text: str


class Sources:
    """Finds the sources of a ledger's documents among texts, which may be the sources or the cleaned ones.

    Args:
        lookup: the ledger.
    """

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._finder = Finder(lookup)

    def find(self, document: Document) -> Source:
        """The source of a document.

        Raises:
            CleanerError: the text is neither the source nor the cleaned text.
        """
        text = layout.render(document)
        asked = _asked(document, text)
        entry = self._at_its_place(asked) or self._finder.find(asked, lambda entry: _stranger(text, entry))
        if entry is None or _is_source(text, entry):
            return Source(entry, text)
        return Source(entry, restored(asked, entry))

    def _at_its_place(self, asked: Asked) -> Entry | None:
        """The entry of a record without an id, if this is the file that was read then."""
        entry = self._lookup.peek(asked.name) if asked.nameless else None
        return self._lookup.taken(entry) if entry is not None and _is_source(asked.text, entry) else None


def _stranger(text: str, entry: Entry) -> str:
    """Why a text is neither the source of an entry nor what became of it; "" if it is one of them."""
    return "" if _is_source(text, entry) else _misfit(text, entry)


def _is_source(text: str, entry: Entry) -> bool:
    """Whether a text is the source of an entry, as far as that tells."""
    form = entry.layout
    return form is None or layout.is_source(text, form)


class Gathering:
    """Takes the documents of a ledger down for a report; for the engine, a chain that changes nothing.

    Args:
        lookup: the ledger.
        gathered: takes the documents.
    """

    def __init__(self, lookup: Lookup, gathered: Gathered) -> None:
        self._sources = Sources(lookup)
        self._gathered = gathered

    def __call__(self, document: Document) -> Result:
        """Take a document down.

        Raises:
            CleanerError: its text is neither the source nor the cleaned text.
        """
        entry, text = self._sources.find(document)
        records: tuple[Record, ...] = entry.records if entry else ()
        self._gathered.add(Seen(document.id, document.site, text, records, entry.budget if entry else None))
        return Result(layout.render(document))
