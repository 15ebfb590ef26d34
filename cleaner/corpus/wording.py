"""The words of a text in order, a number for each: what is compared word by word where names have no capitals.

A character of an unspaced script is its own number. Of any other word there are 8 bits of a hash, and 22 that tell
which letters it has: one that has been corrected, or is spelled in another way, has most of them still.
"""

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np

from cleaner.corpus.hashing import U32
from cleaner.words import UNSPACED

#: No words.
NONE: U32 = np.zeros(0, dtype=np.uint32)

#: Set in the number of a word that is more than one character of an unspaced script, and besides in that of a figure.
WORD, FIGURE = 1 << 31, 1 << 30

#: The bits of the letters of a word.
COUNT = 22
LETTERS = (1 << COUNT) - 1

_HASH = (1 << 8) - 1


def codes(words: Sequence[str]) -> U32:
    """A number for each word."""
    return np.fromiter(map(_code, words), np.uint32, len(words))


@lru_cache(maxsize=1 << 15)
def _code(word: str) -> int:
    if len(word) == 1 and UNSPACED.match(word):
        return ord(word)
    letters = 0
    for letter in word:
        letters |= 1 << (ord(letter) % COUNT)
    figure = FIGURE if word[:1].isdecimal() else 0
    return WORD | figure | ((crc32(word.encode("utf-8", "surrogatepass")) & _HASH) << COUNT) | letters
