"""From texts to folded words as bytes, many texts at once: what is the same in two copies must be the same here.

A folded text is the words of `cleaner.words.words`, each before a space. Scripts without spaces between words give the
overlapping pairs of their characters instead, so that shingles of words are shingles of characters there.

Besides the words, names are kept apart: capitalised words within a sentence. With the figures they are the
*particulars*, by which reports from one template differ.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from cleaner.words import UNSPACED, WORD, small

#: Punctuation of typesetters as that of typewriters: most texts have no other character outside ASCII.
_PLAIN = (
    ("\u2019", "'"),
    ("\u2018", "'"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u2013", "-"),
    ("\u2014", "-"),
    ("\u2026", "..."),
    ("\u00a0", " "),
    ("\u00ad", ""),
)

#: ASCII folded: letters small, digits and underscores as they are, all else a space.
TABLE = bytes(ord(chr(c).lower()) if c < 128 and (chr(c).isalnum() or c == 95) else 32 for c in range(256))

_UNSPACED_OR_NOT = re.compile(f"({UNSPACED.pattern}+)")


class Folded(NamedTuple):
    """A text ready to be hashed.

    Attributes:
        cased: its words as they are written, for finding names; of the length of `words`, or empty.
        words: its folded words, apart from each other by at least one space, a space at the end.
        names: where `cased` is empty, its names, folded, in the same form.
        pairs: how many of the words are pairs of characters of an unspaced script.
    """

    cased: bytes
    words: bytes
    names: bytes = b""
    pairs: int = 0


def fold(text: str) -> Folded:
    """The words of a text."""
    if not text.isascii():
        for old, new in _PLAIN:
            text = text.replace(old, new)
        if not text.isascii():
            return _fold_unicode(text)
    # The line end keeps the first word of the next text from standing within a sentence of this one.
    raw = text.encode() + b"\n "
    return Folded(raw, raw.translate(TABLE))


def _fold_unicode(text: str) -> Folded:
    text = unicodedata.normalize("NFKC", text)
    words = WORD.findall(small(text))
    pairs = 0
    if UNSPACED.search(text):
        words = [token for word in words for token in _tokens(word)]
        pairs = sum(UNSPACED.match(word) is not None for word in words)
    names = [small(name) for name in _names().findall(text)]
    return Folded(b"", _joined(words), _joined(names), pairs)


def _joined(words: Sequence[str]) -> bytes:
    return " ".join(words).encode("utf-8", "surrogatepass") + b" "


def _tokens(word: str) -> Iterator[str]:
    """The pairs of neighbours in what is written without spaces, and what is between."""
    for part in _UNSPACED_OR_NOT.split(word):
        if len(part) < 2 or not UNSPACED.match(part):
            if part:
                yield part
        else:
            for i in range(len(part) - 1):
                yield part[i : i + 2]


@cache
def _names() -> re.Pattern[str]:
    """A capitalised word after a small letter or a comma, and one space: within a sentence."""
    letters = [chr(c) for c in range(0x250)] + [chr(c) for c in range(0x370, 0x590)]
    lower = "".join(c for c in letters if c.islower())
    upper = "".join(c for c in letters if c.isupper())
    rest = WORD.pattern.removesuffix("+")
    return re.compile(f"(?<=[{lower},] )[{upper}]{rest}*")
