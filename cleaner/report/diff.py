"""What cleaning changes, as a unified diff that `patch` can apply.

Lines that occur as often before as after are taken to be the same lines, which settles nearly everything at once;
difflib is asked about the small gaps between them only. On its own it takes hours where many lines are equal.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

#: What happens to which lines, as difflib writes it.
Opcode = tuple[Literal["replace", "delete", "insert", "equal"], int, int, int, int]

_CONTEXT = 3

#: What a name in the head of a diff has only in quotation marks: spaces, control characters, bytes that are no text.
_NO_WORD = re.compile(r'["\\\s\x00-\x1f\x7f-\x9f\udc80-\udcff]')

#: Pairs of lines in a gap that are worth comparing.
_SMALL = 40_000


class _Matched(SequenceMatcher[str]):
    """Lines that were matched elsewhere."""

    def __init__(self, opcodes: list[Opcode]) -> None:
        super().__init__()
        self._opcodes = opcodes

    def get_opcodes(self) -> list[Opcode]:
        return self._opcodes


class _Gap(NamedTuple):
    """Lines before and after that are not matched yet: from `a` to `a_end`, from `b` to `b_end`."""

    a: int
    a_end: int
    b: int
    b_end: int


class Hunk(NamedTuple):
    """A place where something changed.

    Attributes:
        ranges: which lines these are, as the head of a hunk has it.
        blocks: runs of lines as they were and as they are; in a run that stays both are the same list.
    """

    ranges: str
    blocks: Sequence[tuple[Sequence[str], Sequence[str]]]


def unified(name: str, before: str, after: str, other: str | None = None) -> Iterator[str]:
    """The lines of a unified diff, with their line ends; none if nothing changed.

    Args:
        name: the file that is compared.
        other: the one that it is compared with, if that is another one.
    """
    if before == after:
        return
    yield f"--- {quoted(name)}\n"
    yield f"+++ {quoted(name if other is None else other)}\n"
    for hunk in hunks(before, after):
        yield f"@@ {hunk.ranges} @@\n"
        for old, new in hunk.blocks:
            if old is new:
                yield from _signed(" ", old)
            else:
                yield from _signed("-", old)
                yield from _signed("+", new)


def quoted(name: str) -> str:
    """A file name as `patch` reads it in the head of a diff: in quotation marks, as in C, if it is no plain word."""
    if not _NO_WORD.search(name):
        return name
    return f'"{_NO_WORD.sub(_escaped, name)}"'


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    if character == " ":
        return character
    if character in '"\\':
        return f"\\{character}"
    return "".join(f"\\{byte:03o}" for byte in character.encode("utf-8", "surrogateescape"))


def encoded(line: str, encoding: str = "utf-8") -> bytes:
    """A line for `patch`, with bytes that were no text as they were. What else cannot be written is spelled out."""
    try:
        return line.encode(encoding, "surrogateescape")
    except UnicodeEncodeError:
        return line.encode(encoding, "backslashreplace")


def hunks(before: str, after: str) -> Iterator[Hunk]:
    """The places where two texts differ, each with some lines around it."""
    old, new = _lines(before), _lines(after)
    matched = _Matched(list(_opcodes(_matches(old, new), len(old), len(new))))
    for group in matched.get_grouped_opcodes(_CONTEXT):
        first, last = group[0], group[-1]
        blocks: list[tuple[Sequence[str], Sequence[str]]] = []
        for kind, a, a_end, b, b_end in group:
            lines = old[a:a_end]
            blocks.append((lines, lines if kind == "equal" else new[b:b_end]))
        yield Hunk(f"-{_range(first[1], last[2])} +{_range(first[3], last[4])}", blocks)


def _lines(text: str) -> list[str]:
    """The lines with their line ends. Only \\n ends one, as in every other tool that reads a diff."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _signed(sign: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield sign + line if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"


def _range(start: int, stop: int) -> str:
    """A range as diff writes it: from 1, an empty one by the line before it."""
    length = stop - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _matches(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of positions of lines that stay, in order."""
    pairs: list[tuple[int, int]] = []
    gaps = [_Gap(0, len(old), 0, len(new))]
    while gaps:
        gap = _without_ends(old, new, gaps.pop(), pairs)
        if gap.a == gap.a_end or gap.b == gap.b_end:
            continue
        anchors = _anchors(old, new, gap)
        if anchors:
            pairs += anchors
            edges = [(gap.a - 1, gap.b - 1), *anchors, (gap.a_end, gap.b_end)]
            gaps += [_Gap(a + 1, c, b + 1, d) for (a, b), (c, d) in pairwise(edges)]
        elif (gap.a_end - gap.a) * (gap.b_end - gap.b) <= _SMALL:
            pairs += _compared(old, new, gap)
    return sorted(pairs)


def _without_ends(old: Sequence[str], new: Sequence[str], gap: _Gap, pairs: list[tuple[int, int]]) -> _Gap:
    """The gap without the equal lines at its start and its end, which are added to the pairs."""
    a, a_end, b, b_end = gap
    while a < a_end and b < b_end and old[a] == new[b]:
        pairs.append((a, b))
        a, b = a + 1, b + 1
    while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
        a_end, b_end = a_end - 1, b_end - 1
        pairs.append((a_end, b_end))
    return _Gap(a, a_end, b, b_end)


def _anchors(old: Sequence[str], new: Sequence[str], gap: _Gap) -> list[tuple[int, int]]:
    """Lines that occur as often before as after, in the longest order that both have."""
    counts = Counter(old[gap.a : gap.a_end])
    common = {line for line, times in Counter(new[gap.b : gap.b_end]).items() if counts[line] == times}
    places = dict(_occurrences(new, gap.b, gap.b_end, common))
    return _increasing([(a, places[key]) for key, a in _occurrences(old, gap.a, gap.a_end, common)])


def _occurrences(
    lines: Sequence[str], start: int, stop: int, wanted: set[str]
) -> Iterator[tuple[tuple[str, int], int]]:
    """The wanted lines, each with how often it came before, and where they are."""
    seen: Counter[str] = Counter()
    for position in range(start, stop):
        line = lines[position]
        if line in wanted:
            yield (line, seen[line]), position
            seen[line] += 1


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs in which the second numbers increase as the first do."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, b) in enumerate(pairs):
        pile = bisect_left(tops, b)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [b]
        ends[pile : pile + 1] = [index]
    found = []
    index = ends[-1] if ends else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def _compared(old: Sequence[str], new: Sequence[str], gap: _Gap) -> Iterator[tuple[int, int]]:
    matcher = SequenceMatcher(None, old[gap.a : gap.a_end], new[gap.b : gap.b_end], autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        yield from ((gap.a + a + k, gap.b + b + k) for k in range(size))


def _opcodes(pairs: Sequence[tuple[int, int]], old: int, new: int) -> Iterator[Opcode]:
    """The matching lines and what is between them, as difflib writes it."""
    a = b = 0
    start: tuple[int, int] | None = None
    for x, y in [*pairs, (old, new)]:
        if (x, y) != (a, b):
            if start is not None:
                yield "equal", start[0], a, start[1], b
                start = None
            yield "delete" if y == b else "insert" if x == a else "replace", a, x, b, y
        if start is None:
            start = (x, y)
        a, b = x + 1, y + 1
    if start is not None and start != (old, new):
        yield "equal", start[0], old, start[1], new
