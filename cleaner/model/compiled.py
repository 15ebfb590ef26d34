"""The file from which a run reads the trees in a tenth of the time that growing them anew from `weights.json` takes.

Its lines: the names of the features, with tabs between them; scale, least score and number of leaves; the lowest leaves
and the planes (see `trees.Asked`), in hexadecimal; all thresholds, feature by feature; and in base64, as numbers of 16
bits, the lowest byte first: how many thresholds each feature has, how many runs of leaves each threshold rules out that
the ones below it do not, where each run begins, and how long it is.
"""

import struct
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice, pairwise
from operator import xor

from cleaner.model.trees import Asked


def dump(asked: Asked, names: Iterable[str]) -> str:
    """The text of the file."""
    runs = [[list(_runs(a & ~b)) for a, b in pairwise(masks)] for _, masks in asked.steps]
    of_thresholds = [own for of_feature in runs for own in of_feature]
    all_runs = [run for own in of_thresholds for run in own]
    lines = [
        "\t".join(names),
        f"{asked.scale} {asked.least} {asked.every.bit_length()}",
        " ".join(f"{number:x}" for number in (asked.lowest, *asked.planes)),
        " ".join(repr(float(threshold)) for thresholds, _ in asked.steps for threshold in thresholds),
        _packed(map(len, runs)),
        _packed(map(len, of_thresholds)),
        _packed(start for start, _ in all_runs),
        _packed(length for _, length in all_runs),
    ]
    return "\n".join(lines) + "\n"


def load(text: str) -> tuple[tuple[str, ...], Asked]:
    """The names of the features and the trees, from the text of the file."""
    names, numbers, bits, thresholds, *packed = text.split("\n")[:8]
    scale, least, leaves = map(int, numbers.split())
    lowest, *planes = [int(number, 16) for number in bits.split()]
    every = (1 << leaves) - 1
    counts, parts, starts, lengths = map(_unpacked, packed)
    runs = ((1 << length) - 1 << start for start, length in zip(starts, lengths, strict=True))
    steps = list(_steps(every, list(map(float, thresholds.split())), counts, parts, runs))
    return tuple(names.split("\t")), Asked(scale, least, lowest, planes, every, steps)


def _steps(
    left: int, thresholds: list[float], counts: Iterable[int], parts: Sequence[int], runs: Iterator[int]
) -> Iterator[tuple[list[float], list[int]]]:
    """For each feature its thresholds, and for each number of them passed the leaves that are left."""
    at = 0
    for count in counts:
        masks = [left]
        for part in parts[at : at + count]:
            # What is ruled out is left until then, so that this clears it.
            masks.append(reduce(xor, islice(runs, part), masks[-1]))
        yield thresholds[at : at + count], masks
        at += count


def _runs(leaves: int) -> Iterator[tuple[int, int]]:
    """Where the runs of bits in a number begin, and how long they are."""
    at = 0
    while leaves:
        zeros = (leaves & -leaves).bit_length() - 1
        leaves >>= zeros
        ones = (~leaves & leaves + 1).bit_length() - 1
        leaves >>= ones
        yield at + zeros, ones
        at += zeros + ones


def _packed(numbers: Iterable[int]) -> str:
    values = list(numbers)
    return b2a_base64(struct.pack(f"<{len(values)}H", *values), newline=False).decode()


def _unpacked(line: str) -> tuple[int, ...]:
    data = a2b_base64(line)
    return struct.unpack(f"<{len(data) // 2}H", data)
