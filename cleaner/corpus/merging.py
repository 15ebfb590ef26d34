"""Which segments of an index are merged, and when: few large ones are probed faster than many small ones."""

from collections.abc import Sequence

#: More segments than that are merged. Each is two files that every run opens.
MANY = 32


def due(sizes: Sequence[int], many: int) -> int | None:
    """The first of the segments that are merged into one, up to the last; None: there are not many.

    Segments go together that are no larger than all later ones together. What stays is larger than all that follows
    it, so that few segments stay, and a document is written again when what comes after it has outgrown its segment:
    about once for every doubling of the index.

    Args:
        sizes: documents of each segment, in order.
        many: how many there may be.
    """
    if len(sizes) <= many:
        return None
    start, later = None, 0
    for place in range(len(sizes) - 1, -1, -1):
        if sizes[place] <= later:
            start = place
        later += sizes[place]
    return start
