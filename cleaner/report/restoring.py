"""Cleaned documents and their ledger to the sources again, and to what a report shows."""

from typing import NamedTuple

from cleaner import layout
from cleaner.document import Document, Record, Result
from cleaner.errors import CleanerError
from cleaner.files.errors import shown
from cleaner.report.entries import Entry, Lookup
from cleaner.report.gather import Gathered, Seen


class Restorer:
    """Gives each cleaned document its source back.

    Args:
        lookup: the ledger.
        document: the name in the ledger of the only document there is; None to go by the documents' own names.
        single: whether there is one text only, which then is the only document of the ledger.
    """

    def __init__(self, lookup: Lookup, document: str | None = None, *, single: bool = False) -> None:
        self._lookup = lookup
        self._document = document
        self._single = single

    def __call__(self, document: Document) -> Result:
        """The source as the text of a result.

        Raises:
            CleanerError: the ledger does not fit; the message names the first difference.
        """
        text = layout.render(document)
        entry = self._entry(document.id, text)
        source = text if entry is None else restored(document.id, text, entry)
        return Result(source, changed=source != text)

    def _entry(self, name: str, text: str) -> Entry | None:
        queue = self._lookup.queue(name) if self._document is None else None
        if queue is not None:
            return queue.take(name, text, lambda entry: _fits(text, entry))
        known = self._document or self._lookup.name_of(name)
        if known is None and self._single and len(self._lookup):
            known = self._lookup.only()
            if known is None:
                raise CleanerError(
                    f"{shown(name)}: none of the {len(self._lookup)} documents of {shown(self._lookup.name)} has this "
                    "name: name it with --document"
                )
        return None if known is None else self._lookup.take(known)


def restored(name: str, text: str, entry: Entry) -> str:
    """The source of a cleaned text.

    Raises:
        CleanerError: the entry does not fit the text; the message names the document and the first difference.
    """
    try:
        return layout.restore(text, entry.records)
    except ValueError as error:
        raise CleanerError(f"{shown(name)}: {error} (ledger: {entry.place})") from None


def _fits(text: str, entry: Entry) -> bool:
    """Whether an entry is about what became this text."""
    try:
        layout.restore(text, entry.records)
    except ValueError:
        return False
    return True


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

    def find(self, document: Document) -> Source:
        """The source of a document.

        Raises:
            CleanerError: the text is neither the source nor the cleaned text.
        """
        text = layout.render(document)
        name = self._lookup.name_of(document.id)
        entry = self._lookup.take(name) if name is not None else None
        form = entry.layout if entry is not None else None
        if entry is None or form is None or layout.is_source(text, form):
            return Source(entry, text)
        return Source(entry, restored(document.id, text, entry))


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
