"""Notes on who else wrote it: `(Reporting by ...; editing by ...)`, `With Post wires`.

Options: `phrases` = more phrases; a line that begins with one of them goes.
"""

from cleaner.document import Filter
from cleaner.filters._phrases import phrase_filter

EXAMPLE = (
    "The council met on Monday.\n\n(Reporting by Dana Reyes; editing by Tom Lund)\n",
    "The council met on Monday.\n",
)


def wire_note(*, phrases: tuple[str, ...] = ()) -> Filter:
    return phrase_filter("wire-note", "wire note", phrases)
