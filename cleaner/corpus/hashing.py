"""Hashes that are the same on every machine and in every run, over arrays of numbers.

Python's own `hash` differs from process to process, and libraries change theirs; these are part of the format of an
index and change only together with `NORMALISER`, `SHINGLE` or `SEED` below.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

U64 = NDArray[np.uint64]
U32 = NDArray[np.uint32]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]

#: Version of how a text becomes folded words (`folding`), and of what is told by them (`particulars`, `wording`).
NORMALISER = 3

#: Version of how words become shingles (`fingerprint`).
SHINGLE = 1

#: What every hash starts from. Another number gives another, equally good set of hashes.
SEED = 20240229

#: What no option changes.
FIXED = ("normaliser", "shingles", "seed")

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_MASK = (1 << 64) - 1


def mixed(values: U64) -> U64:
    """Each number scrambled so that every bit depends on every bit of it (the finaliser of splitmix64)."""
    # One array for what is shifted: a batch stays in the processor's cache.
    shifted = values >> np.uint64(30)
    out = values ^ shifted
    out *= _FIRST
    out ^= np.right_shift(out, np.uint64(27), out=shifted)
    out *= _SECOND
    out ^= np.right_shift(out, np.uint64(31), out=shifted)
    return out


@cache
def odd(number: int) -> np.uint64:
    """The n-th of a fixed sequence of odd multipliers."""
    state = np.array([(SEED + (number + 1) * int(_MULTIPLIER)) & _MASK], dtype=np.uint64)
    return np.uint64(mixed(state)[0] | np.uint64(1))


def of_text(text: str) -> int:
    """A 64-bit hash of a text."""
    from hashlib import blake2b

    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def versions(shingle: int) -> dict[str, int]:
    """What two sets of hashes must have in common to be compared."""
    return {"normaliser": NORMALISER, "shingles": SHINGLE, "seed": SEED, "shingle": shingle}
