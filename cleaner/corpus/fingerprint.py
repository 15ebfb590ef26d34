"""Fingerprints of a batch of texts: an exact hash, the set of shingles, and the particulars.

All texts of a batch are hashed at once, as one array. A word of up to eight bytes is one number; longer ones are taken
eight bytes at a time. A shingle is a run of `shingle` words, kept as 32 bits: that two different shingles of two
documents of a thousand words meet has a chance of one in four thousand, and moves their similarity by a thousandth.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.corpus import hashing, particulars, wording
from cleaner.corpus.folding import Folded, fold
from cleaner.corpus.hashing import I64, U32, U64, mixed
from cleaner.corpus.particulars import Words
from cleaner.words import CHARACTERS_PER_WORD

_WIDTH = 8
_SHIFT = np.uint64(32)

#: For a word of n bytes, the bits of an eight-byte load that are its own.
_MASKS = np.array([(1 << (8 * n)) - 1 for n in range(_WIDTH + 1)], dtype=np.uint64)

_SPACE = ord(" ")

_WORD = hashing.odd(100)
_WORD_SIZE = hashing.odd(101)
_WORD_STEP = hashing.odd(102)


class Ragged(NamedTuple):
    """Rows of different length in one array.

    Attributes:
        values: all rows, one after the other.
        starts: where each row starts, and at the end where the last one ends.
    """

    values: U32
    starts: I64

    def row(self, number: int) -> U32:
        """One row."""
        return self.values[self.starts[number] : self.starts[number + 1]]

    @property
    def sizes(self) -> I64:
        """How long each row is."""
        return np.diff(self.starts)


class Wide(NamedTuple):
    """The same with numbers of 64 bits."""

    values: U64
    starts: I64

    @property
    def sizes(self) -> I64:
        """How long each row is."""
        return np.diff(self.starts)


class Fingerprints(NamedTuple):
    """What is known of each document of a batch.

    Attributes:
        exact: 128 bits of its folded words, in two numbers.
        words: how many words it has; two pairs of characters of an unspaced script are one.
        shingles: its different shingles, sorted; none if it is too short.
        order: all 64 bits of the hashes of its shingles in the order of the text.
        particulars: its figures and names with their places, as `particulars.entries` gives them, sorted.
        wording: the words in order where names have no capitals, as `wording.codes` gives them; else none.
    """

    exact: U64
    words: I64
    shingles: Ragged
    order: Wide
    particulars: Ragged
    wording: Ragged


def fingerprint(texts: Sequence[str], *, shingle: int = 5, min_words: int = 1) -> Fingerprints:
    """The fingerprints of texts.

    Args:
        texts: any number; a few hundred at a time are fastest.
        shingle: words in a shingle.
        min_words: a text with fewer words gets no shingles.
    """
    folded = [fold(text) for text in texts]
    tokens = _tokens([f.words for f in folded])
    sizes = np.diff(tokens.bounds)
    pairs = np.array([f.pairs for f in folded], dtype=np.int64)
    words = sizes - pairs + pairs // CHARACTERS_PER_WORD
    wanted = (words >= min_words) & (sizes >= shingle)
    order = _shingled(tokens, shingle, wanted)
    told = _untagged(particulars.entries(folded, tokens), len(folded))
    return Fingerprints(_exact(tokens), words, _sets(order), order, told, _in_order(folded, wanted))


def _in_order(folded: Sequence[Folded], wanted: NDArray[np.bool_]) -> Ragged:
    """The words in order of the texts that are wanted and have names without capitals."""
    rows = {n: wording.codes(f.order) for n, f in enumerate(folded) if f.order and wanted[n]}
    sizes = np.zeros(len(folded) + 1, dtype=np.int64)
    for number, row in rows.items():
        sizes[number + 1] = len(row)
    return Ragged(np.concatenate([wording.NONE, *rows.values()]), np.cumsum(sizes))


def shingles(texts: Sequence[str], *, shingle: int = 5) -> Ragged:
    """Of texts the shingles alone, in the order of the text and as often as they come: enough for a signature."""
    tokens = _tokens([fold(text).words for text in texts])
    rows = _shingled(tokens, shingle, np.diff(tokens.bounds) >= shingle)
    return Ragged((rows.values >> _SHIFT).astype(np.uint32), rows.starts)


def _tokens(texts: Sequence[bytes]) -> Words:
    raw = b" " + b"".join(texts) + b" " * _WIDTH
    joined = np.frombuffer(raw, dtype=np.uint8)
    filled = joined != _SPACE
    edges = np.flatnonzero(filled[1:] != filled[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    offsets = np.cumsum([1, *map(len, texts)])
    bounds = np.searchsorted(starts, offsets)
    return Words(_word_hashes(raw, starts, ends - starts), bounds, starts, joined)


def _word_hashes(raw: bytes, starts: I64, sizes: I64) -> U64:
    """A hash of each word: its bytes, eight at a time."""
    loads = np.ndarray((len(raw) - _WIDTH + 1,), dtype="<u8", buffer=raw, strides=(1,))
    hashes = _stirred((loads[starts] & _MASKS[np.minimum(sizes, _WIDTH)]) + sizes.astype(np.uint64) * _WORD_SIZE)
    longer = np.flatnonzero(sizes > _WIDTH)
    done = _WIDTH
    while len(longer):
        rest = sizes[longer] - done
        part = loads[starts[longer] + done] & _MASKS[np.minimum(rest, _WIDTH)]
        hashes[longer] = _stirred(hashes[longer] * _WORD_STEP + part)
        longer = longer[rest > _WIDTH]
        done += _WIDTH
    return hashes


def _stirred(values: U64) -> U64:
    """A cheaper `mixed` for words, which are mixed again as shingles."""
    values = values * _WORD
    return values ^ (values >> _SHIFT)


def _exact(tokens: Words) -> U64:
    """128 bits for each text: two sums over its words, each multiplied by a number for its place."""
    sizes = np.diff(tokens.bounds)
    place = np.arange(len(tokens.hashes), dtype=np.uint64) - np.repeat(tokens.bounds[:-1], sizes).astype(np.uint64)
    halves = []
    for number in (20, 21):
        # A different multiplier for each place and half; the words are mixed, so that sums do not cancel out.
        weights = mixed(place + hashing.odd(number)) | np.uint64(1)
        sums = _sums(tokens.hashes * weights, tokens.bounds)
        halves.append(mixed(sums + sizes.astype(np.uint64) * hashing.odd(number + 2)))
    return np.stack(halves, axis=1)


def _sums(values: U64, bounds: I64) -> U64:
    total = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(values, dtype=np.uint64)])
    sums: U64 = total[bounds[1:]] - total[bounds[:-1]]
    return sums


def _shingled(tokens: Words, shingle: int, wanted: NDArray[np.bool_]) -> Wide:
    """The shingles of the texts that are wanted, in order."""
    count = len(tokens.hashes) - shingle + 1
    sizes = np.where(wanted, np.diff(tokens.bounds) - shingle + 1, 0)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    if count <= 0 or not starts[-1]:
        return Wide(np.zeros(0, dtype=np.uint64), starts)
    sums = tokens.hashes[:count] * hashing.odd(0)
    weighed = np.empty_like(sums)
    for step in range(1, shingle):
        sums += np.multiply(tokens.hashes[step : step + count], hashing.odd(step), out=weighed)
    within = np.ones(count, dtype=bool) if starts[-1] == count else _within(tokens.bounds[:-1], sizes, count)
    return Wide(mixed(sums[within]), starts)


def _within(starts: I64, sizes: I64, count: int) -> NDArray[np.bool_]:
    """Which positions lie in one of the stretches."""
    change = np.zeros(count + 1, dtype=np.int32)
    np.add.at(change, starts[sizes > 0], 1)
    np.add.at(change, (starts + sizes)[sizes > 0], -1)
    return np.cumsum(change[:count]) > 0


def _sets(rows: Wide) -> Ragged:
    """The upper half of each number, each row sorted and without repetitions."""
    tagged = np.repeat(np.arange(len(rows.starts) - 1, dtype=np.uint64) << _SHIFT, rows.sizes)
    tagged |= rows.values >> _SHIFT
    return _untagged(tagged, len(rows.starts) - 1)


def _untagged(tagged: U64, count: int) -> Ragged:
    """Rows from numbers that have the row in their high half."""
    tagged.sort()
    fresh = np.ones(len(tagged), dtype=bool)
    np.not_equal(tagged[1:], tagged[:-1], out=fresh[1:])
    tagged = tagged[fresh]
    starts = np.searchsorted(tagged, np.arange(count + 1, dtype=np.uint64) << _SHIFT)
    return Ragged(tagged.astype(np.uint32), starts)
