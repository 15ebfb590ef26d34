"""Which documents of a site tell the same story: ten crawls of one story are one witness, not ten.

Two documents tell the same story if half of the running text of the shorter one stands in the longer one too, paragraph
by paragraph. That takes two short pieces under a long disclaimer for one story as well, which is the safe side: then
less is learned, and never a story for boilerplate.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

#: The share of the words of running text that makes two documents versions of one story.
_SAME = 0.5


class Told(NamedTuple):
    """The lines of a document.

    Attributes:
        lines: the key of each line, in order.
        prose: for each line of running text its number of words, for any other 0.
    """

    lines: Sequence[str]
    prose: Sequence[int]


def stories(documents: Sequence[Told]) -> list[list[int]]:
    """The documents in groups that tell the same story, the longest of each group first.

    A document without running text tells no story and is in no group.

    Args:
        documents: in an order that depends on what they say alone, so that the groups do too.
    """
    texts = [dict(zip(told.lines, told.prose, strict=True)) for told in documents]
    sizes = [sum(text.values()) for text in texts]
    groups: dict[int, list[int]] = {}
    having: dict[str, list[int]] = defaultdict(list)
    for number in sorted(range(len(documents)), key=lambda n: (-sizes[n], n)):
        if not sizes[number]:
            continue
        prose = {key: words for key, words in texts[number].items() if words}
        first = _first(prose, having, _SAME * sizes[number])
        if first is not None:
            groups[first].append(number)
            continue
        groups[number] = [number]
        for key in prose:
            having[key].append(number)
    return list(groups.values())


def _first(prose: dict[str, int], having: dict[str, list[int]], enough: float) -> int | None:
    """The longer document that has most of these words in common, if they are enough."""
    common: dict[int, int] = defaultdict(int)
    for key, words in prose.items():
        for number in having.get(key, ()):
            common[number] += words
    best = max(common.items(), key=lambda found: (found[1], -found[0]), default=(0, 0))
    return best[0] if best[1] >= enough else None
