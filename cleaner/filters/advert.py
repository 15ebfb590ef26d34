"""Places where an advertisement stood: `Advertisement`, `Story continues below`, `Article content`.

Options: `phrases` = more phrases; a line that begins with one of them is removed.
"""

from cleaner.document import Filter
from cleaner.filters._phrases import phrase_filter

EXAMPLE = (
    "The council met on Monday.\n\nAdvertisement\n\nIt meets again in May.\n",
    "The council met on Monday.\n\nIt meets again in May.\n",
)


def advert(*, phrases: tuple[str, ...] = ()) -> Filter:
    return phrase_filter("advert", "advertisement", phrases)
