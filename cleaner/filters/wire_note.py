"""Notes on who else wrote it: `(Reporting by ...; editing by ...)`, `With Post wires`, `(dpa/kbr)`.

Options: `phrases` = more phrases; a line that begins with one of them is removed.
"""

import re
from collections.abc import Iterator

from cleaner.document import Document, Filter, Finding
from cleaner.filters._phrases import phrase_filter
from cleaner.lazy import lazy_pattern
from cleaner.phrases import table

EXAMPLE = (
    "The council met on Monday.\n\n(Reporting by Dana Reyes; editing by Tom Lund)\n",
    "The council met on Monday.\n",
)

_MOST_WORDS = 4
_SIGNATURE = lazy_pattern(r"[(\[]?([^\W\d]{2,6}(?:\s?[/,]\s?[^\W\d]{2,6})+)[)\]]?")


def wire_note(*, phrases: tuple[str, ...] = ()) -> Filter:
    by_phrase = phrase_filter("wire-note", "wire note", phrases)

    def find(document: Document) -> Iterator[Finding]:
        for index, paragraph in enumerate(document.paragraphs):
            if paragraph.size <= _MOST_WORDS and _is_signature(paragraph.text.strip()):
                yield Finding(index, why="agency and initials")
        yield from by_phrase(document)

    return find


def _is_signature(text: str) -> bool:
    """Whether a line is an agency's name and initials: `(dpa/kbr)`."""
    match = _SIGNATURE.fullmatch(text)
    return match is not None and any(p.strip().casefold() in _agencies() for p in re.split("[/,]", match.group(1)))


def _agencies() -> frozenset[str]:
    return table("photo-credit", "agency")
