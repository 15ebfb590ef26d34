"""Invitations to something else: newsletters, apps, subscriptions, social accounts, live updates, donations.

A line is removed if a promo phrase is the whole line, begins it, or makes up a quarter of its words. A story about
newsletters has such words inside whole sentences, which stay. So does a sentence that begins with such words but is
about something else, or in which somebody says them. A single word between two paragraphs of the story is a subheading.

Options: `phrases` = more phrases; a line that begins with one of them is removed (`*` = one to six words, `#` = a
number).
"""

from cleaner.document import Filter
from cleaner.filters._in_story import is_in_story
from cleaner.filters._phrases import phrase_filter

EXAMPLE = (
    "The council met on Monday.\n\nSign up for our newsletter for more local news\n\nIt meets again in May.\n",
    "The council met on Monday.\n\nIt meets again in May.\n",
)


def promo(*, phrases: tuple[str, ...] = ()) -> Filter:
    return phrase_filter("promo", "promo", phrases, spare=is_in_story)
