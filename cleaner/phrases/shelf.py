"""Phrases by the words that they are looked up by.

What comes with the package is tens of thousands of phrases, of which a text needs a few: they are read as text, and
those under a word are cut out of it when a line has that word.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from cleaner.errors import SettingsError
from cleaner.lazy import lazy
from cleaner.phrases.written import WILD, beginning, literals, rareness, tokens
from cleaner.words import UNSPACED

#: Kinds of phrases that stand at the beginning of a line.
AT_START = ("whole", "starts", "label")

#: A line up to this length is looked up by itself, a longer one only if it has a word that some phrase needs.
SHORT = 60

#: What is between the parts of a shelf that is written down. A word is behind a space, a phrase behind its code.
SECTION, LINE, PART, WORD = "\n\n", "\n", "\t", " "
_FIRST_CODE = ord(WORD) + 1
ESCAPE = "\\"


_NONE: Mapping[str, Sequence["Entry"]] = {}


class Entry(NamedTuple):
    """A phrase of the data."""

    table: str
    kind: str
    phrase: str


class Shelf:
    """Phrases filed under words."""

    def __init__(self) -> None:
        self._starting: dict[str, dict[str, list[Entry]]] = {}
        self._having: dict[str, list[Entry]] = {}
        self._starting_text: dict[str, str] = {}
        self._having_text: dict[str, str] = {}
        self._unspaced_text: list[str] = []
        self._codes: list[tuple[str, str]] = []

    @lazy
    def unspaced(self) -> list[Entry]:
        """The phrases of scripts without spaces, which are filed under no word."""
        return list(map(self._entry, self._unspaced_text))

    def add(self, entry: Entry) -> None:
        """File a phrase.

        Raises:
            SettingsError: it has no word.
        """
        if UNSPACED.search(entry.phrase):
            self.unspaced.append(entry)
            return
        words = literals(entry.phrase)
        if not words:
            raise SettingsError(f"phrase {entry.phrase!r} of {entry.table} has no word")
        if entry.kind in AT_START and tokens(entry.phrase)[0][0] not in WILD:
            first, second = (*beginning(entry.phrase), "")[:2]
            self._starting.setdefault(first, {}).setdefault(second, []).append(entry)
        else:
            self._having.setdefault(max(words, key=len), []).append(entry)

    def starting(self, first: str) -> Mapping[str, Sequence[Entry]]:
        """The phrases that begin with a word, by the second; those of which the second is a wildcard or none, by ""."""
        seconds = self._starting.get(first)
        if seconds is None:
            text = self._starting_text.get(first)
            if text is None:
                return _NONE
            seconds = self._starting[first] = self._cut(text)
        return seconds

    @property
    def words(self) -> Container[str]:
        """The words under which phrases are filed that stand anywhere."""
        return self._having_text or self._having

    def having(self, word: str) -> Sequence[Entry]:
        """The phrases that stand anywhere and are filed under a word."""
        found = self._having.get(word)
        if found is None:
            text = self._having_text.get(word)
            if text is None:
                return ()
            found = self._having[word] = self._cut(text)[""]
        return found

    def __iter__(self) -> Iterator[Entry]:
        for first in dict.fromkeys(chain(self._starting_text, self._starting)):
            yield from chain.from_iterable(self.starting(first).values())
        for word in dict.fromkeys(chain(self._having_text, self._having)):
            yield from self.having(word)
        yield from self.unspaced

    @cached_property
    def starts(self) -> frozenset[str]:
        """What a long line with a phrase at its beginning must begin with: a word, or two with a space between."""
        found = (e for e in self if not _is_short(e) and _is_at_start(e))
        return frozenset(" ".join(beginning(e.phrase)) for e in found)

    @cached_property
    def needed(self) -> frozenset[str]:
        """Of which words a long line with any other phrase must have one: of each phrase the rarest."""
        found = (e for e in self if not _is_short(e) and not _is_at_start(e) and not UNSPACED.search(e.phrase))
        return frozenset(max(literals(e.phrase), key=rareness) for e in found)

    def dump(self, *, plain: bool = False) -> str:
        """The shelf as a text that `load` reads fast; fastest if it is plain, that is, in ASCII."""
        codes = {code: chr(_FIRST_CODE + i) for i, code in enumerate(sorted({e[:2] for e in self}))}

        def written(entries: Sequence[Entry]) -> list[str]:
            return [codes[e[:2]] + (_escaped(e.phrase) if plain else e.phrase) for e in entries]

        columns = (
            [PART.join(code) for code in codes],
            list(self._starting),
            [
                PART.join(part for second, found in seconds.items() for part in (WORD + second, *written(found)))
                for seconds in self._starting.values()
            ],
            list(self._having),
            [PART.join(written(found)) for found in self._having.values()],
            sorted(self.starts),
            sorted(self.needed),
            written(self.unspaced),
        )
        return SECTION.join(map(LINE.join, columns))

    @classmethod
    def load(cls, dump: str) -> "Shelf":
        """The shelf of a dump."""
        shelf = cls()
        codes, firsts, starting, words, having, starts, needed, unspaced = (
            column.split(LINE) if column else [] for column in dump.split(SECTION)
        )
        shelf._codes = [(table, kind) for table, kind in (code.split(PART) for code in codes)]
        shelf._starting_text = dict(zip(firsts, starting, strict=True))
        shelf._having_text = dict(zip(words, having, strict=True))
        shelf.starts, shelf.needed = frozenset(starts), frozenset(needed)
        shelf._unspaced_text = unspaced
        return shelf

    def _cut(self, text: str) -> dict[str, list[Entry]]:
        """The phrases of a text, by the second word behind which they stand; "" for those behind none."""
        found: dict[str, list[Entry]] = {}
        entries = found.setdefault("", [])
        for part in text.split(PART):
            if part[0] == WORD:
                entries = found.setdefault(part[1:], [])
            else:
                entries.append(self._entry(part))
        return found

    def _entry(self, written: str) -> Entry:
        phrase = written[1:]
        if ESCAPE in phrase and phrase.isascii():
            phrase = phrase.encode().decode("unicode_escape")
        return Entry(*self._codes[ord(written[0]) - _FIRST_CODE], phrase)


def _escaped(phrase: str) -> str:
    return phrase.encode("unicode_escape").decode()


def _is_short(entry: Entry) -> bool:
    """Whether a phrase is a whole line that is no long one."""
    return entry.kind == "whole" and len(entry.phrase) <= SHORT and "*" not in tokens(entry.phrase)


def _is_at_start(entry: Entry) -> bool:
    return entry.kind in AT_START and tokens(entry.phrase)[0][0] not in WILD and not UNSPACED.search(entry.phrase)
