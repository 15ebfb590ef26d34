"""What changed inside a line, word by word."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

#: What became of a part of a line.
Kind = Literal["same", "gone", "new"]

_TOKEN = re.compile(r"\w+|\s|[^\w\s]")

_WORD = re.compile(r"\w+")

#: Pairs of words worth comparing; of longer lines only what both begin and end with is found.
_MOST_PAIRS = 1_000_000


class Part(NamedTuple):
    """A part of a line before, after, or both."""

    kind: Kind
    text: str


def parts(before: str, after: str, *, fine: bool = False) -> list[Part]:
    """What two lines have in common and what not, in order; what went stands before what came.

    Args:
        before: the line before.
        after: the line after.
        fine: whether only the characters that differ count as changed, and not the whole words that they are in.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    found = [Part("same", "".join(old[:start]))]
    middle = old[start : len(old) - end], new[start : len(new) - end]
    found += _compared(*middle, fine=fine)
    found.append(Part("same", "".join(old[len(old) - end :])))
    return _joined(found)


def likeness(before: str, after: str) -> float:
    """The share of words that two lines have in common, 0 to 1."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if not old or not new:
        return 0.0
    if len(old) * len(new) > _MOST_PAIRS:
        return 2 * len(set(old) & set(new)) / (len(set(old)) + len(set(new)))
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words two lists begin with alike."""
    count = 0
    for a, b in zip(old, new, strict=False):
        if a != b:
            break
        count += 1
    return count


def _compared(old: Sequence[str], new: Sequence[str], *, fine: bool) -> list[Part]:
    if len(old) * len(new) > _MOST_PAIRS:
        return [Part("gone", "".join(old)), Part("new", "".join(new))]
    found = []
    for kind, a, a_end, b, b_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[a:a_end]), "".join(new[b:b_end])
        if kind == "equal":
            found.append(Part("same", gone))
        elif fine:
            found += _trimmed(gone, came)
        else:
            found += [Part("gone", gone), Part("new", came)]
    return found


def _trimmed(gone: str, came: str) -> list[Part]:
    """The characters that differ between two words, without those that both begin and end with."""
    start = _common(gone, came)
    end = _common(gone[start:][::-1], came[start:][::-1])
    return [
        Part("same", gone[:start]),
        Part("gone", gone[start : len(gone) - end]),
        Part("new", came[start : len(came) - end]),
        Part("same", gone[len(gone) - end :]),
    ]


def _joined(found: Sequence[Part]) -> list[Part]:
    """The parts without empty ones, equal neighbours joined."""
    result: list[Part] = []
    for part in found:
        if not part.text:
            continue
        if result and result[-1].kind == part.kind:
            result[-1] = Part(part.kind, result[-1].text + part.text)
        else:
            result.append(part)
    return result
