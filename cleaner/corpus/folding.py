"""From texts to folded words as bytes, many texts at once: what is the same in two copies must be the same here.

A folded text is the words of `cleaner.words.words`, each before a space. Scripts without spaces between words give the
overlapping pairs of their characters instead, so that shingles of words are shingles of characters there.

Besides the words, it is kept which of them are *particulars*: figures, which stay whole (`3.6`, `14:00`, `1,234`), and
names, that is, capitalised words within a sentence. By these, reports from one template differ.
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

#: What stands between the digits of one figure.
SEPARATORS = ".,:/-'"

#: Put before a word while a text is taken apart (characters of nobody's alphabet): before a name that may go on with
#: the one before it, before any other name, and before what goes on with a figure.
SIGNS = NAME, HEAD, ON = "\ue000", "\ue001", "\ue002"

#: Letters of an abbreviation that a name goes on after: `St. Alban`.
ABBREVIATED = 3

_SIGNS = "".join(SIGNS)
_SIGNED = re.compile(f"[{_SIGNS}]?{WORD.pattern}")
_WITHIN_FIGURE = re.compile(rf"[{re.escape(SEPARATORS)}](?=\d)(?<=\d.)")


#: Runs of letters of scripts without capitals: from Hebrew to the last before Greek with accents, and from the radicals
#: of Chinese to its compatibility forms, without `SIGNS`; and what lies above.
_WITHOUT_CAPITALS = re.compile("[\u0590-\u1dff\u2e80-\ud7ff\uf900-\ufeff\U00010800-\U0003ffff]+")


class Folded(NamedTuple):
    """A text ready to be hashed.

    Attributes:
        cased: its words as they are written, for finding particulars; of the length of `words`, or empty.
        words: its folded words, apart from each other by at least one space, a space at the end.
        firsts: where `cased` is empty, the first character of each word, or one of `SIGNS`.
        pairs: how many of the words are pairs of characters of an unspaced script.
        order: where names are not told by capitals, the words in order, single characters of an unspaced script as
            they are; else empty.
    """

    cased: bytes
    words: bytes
    firsts: str = ""
    pairs: int = 0
    order: tuple[str, ...] = ()


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
    for sign in SIGNS:
        text = text.replace(sign, " ")
    for pattern, signed in _names():
        text = pattern.sub(signed, text)
    words = _SIGNED.findall(small(_WITHIN_FIGURE.sub(ON, text)))
    pairs = 0
    order = words if _has_no_capitals(words) else []
    if UNSPACED.search(text):
        order = [token for word in order for token in _characters(word)]
        words = [token for word in words for token in _tokens(word)]
        pairs = sum(UNSPACED.match(word) is not None for word in words)
    joined = " ".join(words)
    for sign in SIGNS:
        joined = joined.replace(sign, "")
    firsts = "".join([word[0] for word in words])
    return Folded(
        b"", joined.encode("utf-8", "surrogatepass") + b" ", firsts, pairs, tuple(w.lstrip(_SIGNS) for w in order)
    )


def _has_no_capitals(words: Sequence[str]) -> bool:
    """Whether most words are of scripts whose names look like other words."""
    return 2 * sum(map(len, _WITHOUT_CAPITALS.findall(" ".join(words)))) > sum(map(len, words))


def _tokens(word: str) -> Iterator[str]:
    """The pairs of neighbours in what is written without spaces, and what is between."""
    for part in _UNSPACED_OR_NOT.split(word):
        if len(part) < 2 or not UNSPACED.match(part):
            if part:
                yield part
        else:
            for i in range(len(part) - 1):
                yield part[i : i + 2]


def _characters(word: str) -> Iterator[str]:
    """The characters of what is written without spaces, and what is between."""
    for part in _UNSPACED_OR_NOT.split(word):
        if UNSPACED.match(part):
            yield from part
        elif part:
            yield part


@cache
def _names() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is put before names, one after the other; see `particulars`."""
    letters = [chr(c) for c in range(0x250)] + [chr(c) for c in range(0x370, 0x590)]
    lower = "".join(c for c in letters if c.islower())
    upper = "".join(c for c in letters if c.isupper())
    rest = WORD.pattern.removesuffix("+")
    # What is searched for starts with a character, and where much is found, what takes its place has no group: both
    # make it several times as fast.
    return (
        (re.compile(f" (?=[{upper}])(?<=[{lower}] )"), f" {NAME}"),
        (re.compile(f", (?=[{upper}])"), f", {HEAD}"),
        (re.compile(rf"[{NAME}{HEAD}]{rest}{{1,{ABBREVIATED}}}\. (?=[{upper}])"), rf"\g<0>{NAME}"),
        (re.compile(rf"[{upper}](?<![\w{NAME}{HEAD}].){rest}*(?= {NAME})"), rf"{HEAD}\g<0>"),
    )
