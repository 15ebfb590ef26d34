"""Two documents side by side: how alike they are, and what differs."""

from collections.abc import Callable, Iterable

import numpy as np

from cleaner.corpus.fingerprint import fingerprint
from cleaner.corpus.verify import Memory, Stores, compare
from cleaner.errors import CleanerError
from cleaner.files.records import Entry


def find(entries: Iterable[Entry], ids: tuple[str, str], warned: Callable[[str], None]) -> tuple[Entry, Entry]:
    """The first documents with these ids.

    Args:
        entries: the documents.
        ids: of the two.
        warned: is told in one line of an id that several have.

    Raises:
        CleanerError: there is none with one of them.
    """
    found: dict[str, Entry] = {}
    counts = dict.fromkeys(ids, 0)
    for entry in entries:
        if entry.id in counts:
            found.setdefault(entry.id, entry)
            counts[entry.id] += 1
    for id, count in counts.items():
        if count > 1:
            warned(f"{count} documents have the id {id!r}: this is the first, at {found[id].place}")
    for id in ids:
        if id not in found:
            raise CleanerError(f"no document has the id {id!r}")
    return found[ids[0]], found[ids[1]]


def likeness(one: str, other: str, shingle: int) -> str:
    """How alike two texts are, as a phrase."""
    prints = fingerprint([one, other], shingle=shingle)
    if (prints.exact[0] == prints.exact[1]).all():
        return "the same words"
    stores = Stores(Memory(prints.shingles), Memory(prints.particulars), Memory(prints.wording))
    by = compare(np.array([1], dtype=np.uint64), stores)
    return (
        f"similarity {by.similarity[0]:.4f}, containment {by.containment[0]:.4f}, particulars {by.particulars[0]:.4f} "
        f"({prints.words[0]} and {prints.words[1]} words)"
    )
