"""Buttons and boxes of the page: share and save, comments, players, consent, skip links, font size.

A word or two between two of them is a button too.

Options: `phrases` = more phrases; a line that begins with one of them goes.
"""

import itertools
from collections.abc import Iterator

from cleaner.document import Document, Filter, Finding
from cleaner.filters._phrases import phrase_filter

EXAMPLE = (
    "The council met on Monday.\n\nShare this article\n\n59 Comments\n\nIt meets again in May.\n",
    "The council met on Monday.\n\nIt meets again in May.\n",
)

_LONGEST_BUTTON = 2


def share_bar(*, phrases: tuple[str, ...] = ()) -> Filter:
    by_phrase = phrase_filter("share-bar", "page control", phrases)

    def find(document: Document) -> Iterator[Finding]:
        findings = list(by_phrase(document))
        yield from findings
        for before, after in itertools.pairwise(f.index for f in findings):
            between = document.paragraphs[before + 1 : after]
            if len(between) == 1 and between[0].size <= _LONGEST_BUTTON and not between[0].ends_sentence:
                yield Finding(before + 1, why="between page controls")

    return find
