"""Buttons and boxes of the page: share and save, comments, players, consent, skip links, font size.

Options: `phrases` = more phrases; a line that begins with one of them goes.
"""

from cleaner.document import Filter
from cleaner.filters._phrases import phrase_filter

EXAMPLE = (
    "The council met on Monday.\n\nShare this article\n\n59 Comments\n\nIt meets again in May.\n",
    "The council met on Monday.\n\nIt meets again in May.\n",
)


def share_bar(*, phrases: tuple[str, ...] = ()) -> Filter:
    return phrase_filter("share-bar", "page control", phrases)
