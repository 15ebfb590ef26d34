"""Trees as they are grown and stored, made into the form in which they are asked.

Only training, tests and reasons need this: a run reads what `cleaner.model.compiled` has written of it.
"""

from collections.abc import Iterable, Iterator, Sequence

from cleaner.model.trees import Asked

#: A tree as it is stored: its nodes from the root, left before right; a node is feature, threshold and mean score, a
#: leaf -1 and its score.
Stored = Sequence[float]

LEAF = -1

#: For a feature, each threshold with the leaves that passing it rules out.
RuledOut = dict[float, int]


def asked(stored: Iterable[Stored], features: int, scale: int) -> Asked:
    """Trees in the form in which they are asked.

    Args:
        stored: the trees.
        features: how many features a vector has.
        scale: how much of a score is one unit of log odds.
    """
    ruled_out: list[RuledOut] = [{} for _ in range(features)]
    values: list[int] = []
    lowest = least = 0
    for tree in stored:
        first = len(values)
        _read(tree, ruled_out, values)
        smallest = min(values[first:])
        values[first:] = [value - smallest for value in values[first:]]
        least += smallest
        lowest |= 1 << first
    every = (1 << len(values)) - 1
    return Asked(scale, least, lowest, _planes(values), every, [_step(found, every) for found in ruled_out])


def changes(stored: Iterable[Stored]) -> list[list[tuple[int, int]]]:
    """For each leaf of all trees, the features on the way to it and what each changed, in units of the scale."""
    return [found for tree in stored for found in _changes(tree)]


def _read(tree: Stored, ruled_out: Sequence[RuledOut], values: list[int]) -> None:
    """Add a tree's leaves to `values`, and for each feature and threshold the leaves that passing it rules out."""
    at = 0

    def read() -> None:
        nonlocal at
        feature = tree[at]
        if feature == LEAF:
            values.append(int(tree[at + 1]))
            at += 2
            return
        threshold = tree[at + 1]
        at += 3
        first = len(values)
        read()
        below = ruled_out[int(feature)]
        below[threshold] = below.get(threshold, 0) | (1 << len(values)) - (1 << first)
        read()

    read()


def _changes(tree: Stored) -> list[list[tuple[int, int]]]:
    """For each leaf of a stored tree, left before right, the features on the way to it and what each changed."""
    numbers = iter(tree)
    found: list[list[tuple[int, int]]] = []

    def read(above: tuple[int, int] | None, way: dict[int, int]) -> None:
        feature = int(next(numbers))
        if feature != LEAF:
            next(numbers)
        value = int(next(numbers))
        if above is not None:
            asked, mean = above
            way = {**way, asked: way.get(asked, 0) + value - mean}
        if feature == LEAF:
            found.append(list(way.items()))
        else:
            read((feature, value), way)
            read((feature, value), way)

    read(None, {})
    return found


def _step(ruled_out: RuledOut, every: int) -> tuple[list[float], list[int]]:
    """The thresholds of a feature in order, and for each number of them passed the leaves that are left."""
    thresholds = sorted(ruled_out)
    return thresholds, list(_left(ruled_out, thresholds, every))


def _left(ruled_out: RuledOut, thresholds: Sequence[float], every: int) -> Iterator[int]:
    left = every
    yield left
    for threshold in thresholds:
        left &= ~ruled_out[threshold]
        yield left


def _planes(values: Sequence[int]) -> list[int]:
    """For each bit of the values, the lowest first, the leaves whose value has it, as a number."""
    bits = max(values, default=0).bit_length()
    columns = zip(*[f"{value:0{bits}b}" for value in reversed(values)], strict=True) if bits else ()
    return [int("".join(column), 2) for column in columns][::-1]
