"""The particulars of texts, each with the places in which it stands: by these, reports from one template differ.

A *place* is what the words around a particular are, three before or three after it, in which other particulars are
blanks: `earthquake was reported ___ at ___` is the same place in every report of the template. Two documents that have
a place in common, and another figure in it, tell of different things; a figure that stands where only one of them has
anything says much less.

An entry is 32 bits: the highest tells a figure from a name, the next ones the place, the lowest what stands there. Of
two documents with a hundred entries each, one pair in fifty has a place in common by chance.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.corpus import hashing
from cleaner.corpus.folding import ABBREVIATED, HEAD, NAME, ON, SEPARATORS, Folded
from cleaner.corpus.hashing import I64, U64, mixed

#: Bits of an entry that tell what stands in a place.
VALUE_BITS = 12

#: Bits that tell the place; the one above them is set in figures.
PLACE_BITS = 19

#: Words on one side of a particular that make a place.
_AROUND = 3

_SHIFT = np.uint64(32)
_VALUE = np.uint64((1 << VALUE_BITS) - 1)
_PLACE = np.uint64(((1 << PLACE_BITS) - 1) << VALUE_BITS)
_FIGURE = np.uint64(1 << (PLACE_BITS + VALUE_BITS))

_SPACE, _COMMA, _STOP = map(ord, " ,.")
_ZERO, _NINE = map(ord, "09")
_CAPITAL_A, _CAPITAL_Z, _SMALL_A, _SMALL_Z = map(ord, "AZaz")

#: What stands for a name, a figure, and for what is before and behind a text.
_A_NAME, _A_FIGURE, _EDGE = (hashing.odd(number) for number in (110, 111, 112))

Bools = NDArray[np.bool_]


class Words(NamedTuple):
    """The words of a batch.

    Attributes:
        hashes: one for each word.
        bounds: which words are which text's: the first of each, and at the end their number.
        starts: where each starts in the joined bytes.
        joined: the bytes.
    """

    hashes: U64
    bounds: I64
    starts: I64
    joined: NDArray[np.uint8]


class _Kinds(NamedTuple):
    """Which words are particulars: names, figures, and those of them that go on with the word before."""

    names: Bools
    figures: Bools
    on: Bools


def entries(folded: Sequence[Folded], words: Words) -> U64:
    """The particulars of texts, in any order: the text in the high 32 bits, an entry in the low ones."""
    kinds = _kinds(folded, words)
    members = np.flatnonzero(kinds.names | kinds.figures)
    if not len(members):
        return np.zeros(0, dtype=np.uint64)
    on = kinds.on[members]
    rest = _values(words.hashes[members], on) & _VALUE
    firsts = members[~on]
    rest |= kinds.figures[firsts] * _FIGURE
    blanks, of, bounds = _blanked(words, kinds, members[on], firsts)
    counts = np.diff(np.searchsorted(of, bounds))
    low, high = np.repeat(bounds[:-1], counts), np.repeat(bounds[1:], counts)
    rest |= np.repeat(np.arange(len(counts), dtype=np.uint64) << _SHIFT, counts)
    # What lies outside of a text is the last of these.
    blanks = np.append(blanks, _EDGE)
    outside = len(blanks) - 1
    found = []
    for side, step in ((0, -1), (1, 1)):
        places = np.full(len(of), hashing.odd(120 + side))
        for distance in range(1, _AROUND + 1):
            at = of + step * distance
            at[(at < low) | (at >= high)] = outside
            places += blanks[at] * hashing.odd(122 + distance)
        found.append((mixed(places) & _PLACE) | rest)
    return np.concatenate(found)


def _blanked(words: Words, kinds: _Kinds, on: I64, firsts: I64) -> tuple[U64, I64, I64]:
    """The words with a blank in place of each particular: their hashes, where the blanks are, and the texts' bounds."""
    blanks = words.hashes.copy()
    blanks[firsts] = np.where(kinds.names[firsts], _A_NAME, _A_FIGURE)
    if not len(on):
        return blanks, firsts, words.bounds
    # A name or a figure of several words is one: what goes on is left out.
    return np.delete(blanks, on), firsts - np.searchsorted(on, firsts), words.bounds - np.searchsorted(on, words.bounds)


def _values(hashes: U64, on: Bools) -> U64:
    """A hash of each particular, of all its words in order.

    Args:
        hashes: of the words of particulars.
        on: which of them go on with the one before.
    """
    starts = np.flatnonzero(~on)
    sizes = np.diff(np.append(starts, len(on)))
    place = np.arange(len(on)) - np.repeat(starts, sizes)
    weights = mixed(np.arange(sizes.max(), dtype=np.uint64) + hashing.odd(113)) | np.uint64(1)
    return mixed(np.add.reduceat(hashes * weights[place], starts))


def _kinds(folded: Sequence[Folded], words: Words) -> _Kinds:
    """What is a particular: in ASCII by the bytes, else by the signs."""
    cased = np.frombuffer(b" " + b"".join(f.cased or bytes(len(f.words)) for f in folded) + b" ", dtype=np.uint8)
    kinds = _of_ascii(cased, words)
    for number, f in enumerate(folded):
        if not f.cased:
            part = slice(words.bounds[number], words.bounds[number + 1])
            names, figures, on = _of_signs(f.firsts)
            kinds.names[part], kinds.figures[part], kinds.on[part] = names, figures, on
    # What has no first word cannot go on.
    kinds.on[words.bounds[:-1][words.bounds[:-1] < len(kinds.on)]] = False
    return kinds


def _of_ascii(cased: NDArray[np.uint8], words: Words) -> _Kinds:
    """A name is capitalised and stands within a sentence: after a small letter or a comma, and one space.

    With a capitalised word before it, it begins there, at the beginning of a sentence, too: `Ada Marsh`. It goes on
    after a short word with a full stop: `St. Alban`.
    """
    starts = words.starts
    first, before, last = cased[starts], cased[starts - 1], cased[np.maximum(starts - 2, 0)]
    capital = (first >= _CAPITAL_A) & (first <= _CAPITAL_Z)
    spaced = capital & (before == _SPACE)
    after_small = spaced & (last >= _SMALL_A) & (last <= _SMALL_Z)
    names: Bools = after_small | (spaced & (last == _COMMA))
    figures: Bools = (first >= _ZERO) & (first <= _NINE)
    on = np.zeros(len(starts), dtype=bool)
    names[:-1] |= capital[:-1] & after_small[1:]
    short = np.flatnonzero(spaced[1:] & (last[1:] == _STOP) & names[:-1]) + 1
    short = short[starts[short] - starts[short - 1] <= ABBREVIATED + 2]
    names[short] = True
    on[1:] = (after_small[1:] & names[:-1]) | (
        figures[1:] & figures[:-1] & _IS_SEPARATOR[before[1:]] & (last[1:] >= _ZERO) & (last[1:] <= _NINE)
    )
    on[short] = True
    return _Kinds(names, figures, on)


_IS_SEPARATOR = np.zeros(256, dtype=bool)
_IS_SEPARATOR[list(SEPARATORS.encode())] = True


def _of_signs(firsts: str) -> _Kinds:
    """The same of the first characters of words, or of the signs before them."""
    codes = np.frombuffer(firsts.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    more, heads, goes_on = (codes == ord(sign) for sign in (NAME, HEAD, ON))
    names, figures = more | heads, goes_on | _is_decimal(codes)
    on = np.zeros(len(codes), dtype=bool)
    on[1:] = (more[1:] & names[:-1]) | (goes_on[1:] & figures[:-1])
    return _Kinds(names, figures, on)


def _is_decimal(codes: NDArray[np.uint32]) -> Bools:
    """Which characters are digits, in any script."""
    found: Bools = (codes >= _ZERO) & (codes <= _NINE)
    for code in np.unique(codes[codes > 0x7F]).tolist():
        if chr(code).isdecimal():
            found |= codes == code
    return found
