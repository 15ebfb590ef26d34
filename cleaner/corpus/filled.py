"""Whether two texts without capitals are one template filled in twice: by what has taken the place of what.

Where names look like other words, they cannot be compared as particulars are. But a template that has been filled in
twice differs in a way of its own: a few words have taken the place of others, here and there, at about the same
distances, and between them everything is the same. What an editor does looks different. A correction is one place or
two, or leaves most letters of a word. A new paragraph, a cut, a byline is in one of the texts alone. A sentence written
anew is one long place or many close together, and the next one is sentences away.

Lengths are in words; a character of an unspaced script is a part of one.
"""

from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np

from cleaner.corpus.hashing import I64, U32
from cleaner.corpus.wording import COUNT, FIGURE, LETTERS, WORD

#: What a character is of a word: of Chinese and Japanese, and of Thai and its neighbours, which come before these.
_SIGN, _LETTER = 0.5, 0.2
_FIRST_SIGN = 0x2E80

#: Words beyond which texts are taken for no reports: to compare them takes the product of both in time.
_LONGEST = 400

#: What is the same between two changes and shorter than this is there by chance: they are one.
_APART = 1.5

#: A filled blank has at most so many words, on either side, and one side at most so many times those of the other.
_BLANK, _TIMES = 6, 4

#: A single sign of Chinese or Japanese, or as little of another script, in place of another one is a slip of the hand.
_SLIP = 0.5

#: The part of the letters of two spellings that is in both.
_ALIKE = 0.6

#: A template has so many blanks for each other change between them.
_OTHERS = 4

#: From the first blank of a template to the last there are at least so many words: what is closer is one sentence.
_SPAN = 9


#: Fewer blanks than these tell nothing.
BLANKS = 2


class _Form(NamedTuple):
    """What a template looks like.

    Attributes:
        blanks: how many at least.
        dense: words from one blank to the next, at least, on average; of a reworded sentence there are fewer.
        sparse: words of the whole text for each blank, at most; where there are more, somebody has edited it.
        near: words from one blank to the next, at most.
    """

    blanks: int
    dense: float
    sparse: float
    near: float


#: A report that is nothing but its template, of so many words at most; one that has a text below that all reports have;
#: the same where a name comes again in it; and where nothing else has been changed at all, and the blanks are among so
#: many words at the beginning, the first of them among fewer.
_SHORT = 85
_ALONE = _Form(BLANKS, 4.5, 33, _SHORT)
_WITH_MORE = _Form(4, 6, 45, 25)
_WITH_NAME = _Form(3, 6, 70, 60)
_ABOVE = _Form(3, 5.5, 70, 35)
_BEGINNING, _FIRST = 60, 15

#: What a blank weighs against words that are the same, as in `agreement`.
_WEIGHT = 14
_WORDS = 50


class Change(NamedTuple):
    """A place in which two texts differ.

    Attributes:
        at: words before it in the first text.
        sizes: words of each text that are there.
        figures: whether there is nothing in it but figures.
        blank: whether it may be a blank of a template that has been filled in twice.
        what: the words of both, to know them again.
    """

    at: float
    sizes: tuple[float, float]
    figures: bool
    blank: bool
    what: tuple[bytes, bytes]


def share(one: U32, other: U32) -> float:
    """How far two texts agree, as `agreement.share` has it: 1 unless they are a template filled in twice.

    It is the same whichever of the two comes first.

    Args:
        one: the words of a text, as `wording.codes` has them.
        other: those of the other one.
    """
    size, longer = sorted((_words(one), _words(other)))
    if longer > _LONGEST:
        return 1.0
    one, other = sorted((one, other), key=lambda codes: (len(codes), codes.tobytes()))
    found = changes(one, other)
    blanks = _filled(found, size)
    if not blanks:
        return 1.0
    same = (_words(one) - sum(change.sizes[0] for change in found)) / _WORDS
    return same / (same + _WEIGHT * blanks)


def changes(one: U32, other: U32) -> list[Change]:
    """The places in which two texts differ, in order."""
    from rapidfuzz.distance import Levenshtein

    places = _places(one), _places(other)
    found: list[list[int]] = []
    for step in Levenshtein.opcodes(*_as_text(one, other)):
        if step.tag == "equal":
            continue
        if found and places[0][step.src_start] - places[0][found[-1][1]] < _APART:
            found[-1][1], found[-1][3] = step.src_end, step.dest_end
        else:
            found.append([step.src_start, step.src_end, step.dest_start, step.dest_end])
    out = []
    for start, end, begin, stop in found:
        sizes = float(places[0][end] - places[0][start]), float(places[1][stop] - places[1][begin])
        out.append(_change(float(places[0][start]), sizes, one[start:end], other[begin:stop]))
    return out


def _change(at: float, sizes: tuple[float, float], one: U32, other: U32) -> Change:
    figures = _are_figures(one) and _are_figures(other)
    less, more = min(sizes), max(sizes)
    blank = less > 0 and more <= _BLANK and more <= _TIMES * max(less, 1) and (more > _SLIP or figures)
    return Change(at, sizes, figures, blank and (figures or not _alike(one, other)), (one.tobytes(), other.tobytes()))


def _filled(found: list[Change], size: float) -> int:
    """How many blanks there are, if these changes are those of a template; else 0.

    Args:
        found: all changes.
        size: words of the shorter text.
    """
    # The same words in place of the same ones are one change, as of a spelling.
    once = {change.what: change for change in reversed(found) if change.blank}
    blanks = sorted(once.values(), key=lambda change: change.at)
    form = _ALONE if size <= _SHORT else _form(found, blanks)
    group = max(_near(blanks, form.near), key=len)
    if len(group) < form.blanks or size > form.sparse * len(group):
        return 0
    first, last = group[0].at, group[-1].at
    others = sum(first < change.at < last and not change.blank for change in found)
    names = sum(not change.figures for change in group)
    even = last - first >= max(_SPAN, form.dense * (len(group) - 1))
    return len(group) if even and names > 1 and _OTHERS * others <= len(group) else 0


def _form(found: list[Change], blanks: list[Change]) -> _Form:
    """What a template with more text looks like, if it has these blanks."""
    if len(found) == len(blanks) > 0 and blanks[0].at <= _FIRST and blanks[-1].at <= _BEGINNING:
        return _ABOVE
    return _WITH_NAME if _is_named(blanks) else _WITH_MORE


def _is_named(blanks: list[Change]) -> bool:
    """Whether a part of what is in two blanks is the same, in both texts: a name with another one beside it."""
    words = [tuple(set(np.frombuffer(side, dtype=np.uint32).tolist()) for side in change.what) for change in blanks]
    return any(a & c and b & d and not a & b and not c & d for (a, b), (c, d) in combinations(words, 2))


def _near(blanks: list[Change], words: float) -> list[list[Change]]:
    """The changes in groups, of which each is near the next one."""
    groups: list[list[Change]] = [blanks[:1]]
    for before, change in pairwise(blanks):
        if change.at - before.at - before.sizes[0] > words:
            groups.append([])
        groups[-1].append(change)
    return groups


def _places(codes: U32) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """How many words there are before each of them, and at the end in all."""
    parts = np.where(codes & WORD, 1.0, np.where(codes >= _FIRST_SIGN, _SIGN, _LETTER))
    return np.concatenate([[0.0], np.cumsum(parts)])


def _words(codes: U32) -> float:
    return float(_places(codes)[-1])


def _as_text(one: U32, other: U32) -> tuple[str, str]:
    """The same as characters, which are compared many at a time."""
    _, numbers = np.unique(np.concatenate([one, other]), return_inverse=True)
    return _string(numbers[: len(one)]), _string(numbers[len(one) :])


def _string(numbers: I64) -> str:
    # No number is half of a pair.
    return (numbers + 0x10000).astype("<u4").tobytes().decode("utf-32-le")


def _are_figures(codes: U32) -> bool:
    return bool(((codes & (WORD | FIGURE)) == (WORD | FIGURE)).all())


def _alike(one: U32, other: U32) -> bool:
    """Whether most letters of the words are the same: one spelling or the other."""
    if len(one) != len(other) or not (one & other & WORD).all():
        return _spelled_alike(one, other)
    # Of names of several words, most have nearly all letters of the language.
    return all(_spelled_alike(one[n : n + 1], other[n : n + 1]) for n in range(len(one)))


def _spelled_alike(one: U32, other: U32) -> bool:
    first, second = _letters(one), _letters(other)
    return len(first & second) > _ALIKE * len(first | second)


def _letters(codes: U32) -> set[int]:
    words = (codes & WORD) > 0
    bits = int(np.bitwise_or.reduce(codes[words], initial=0)) & LETTERS
    return {n - COUNT for n in range(COUNT) if bits >> n & 1} | set(codes[~words].tolist())
