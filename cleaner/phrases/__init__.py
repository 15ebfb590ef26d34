"""Phrases of news sites: data in TOML, by language and by publisher, and the lookup that finds them in a line.

A phrase is matched on words, so case and punctuation do not matter. `*` stands for one to six words, `#` for a
number. How it must lie in the line is its kind:

    whole     the line is the phrase
    starts    the line starts with it
    ends      the line ends with it
    contains  it stands somewhere in the line
    label     the line starts with it, and a colon or bar follows ("Read more: ...")

Scanning a line for a thousand patterns is slow. Each phrase is therefore filed under one word that it must contain;
a line looks up its own words and only tries the patterns filed there.
"""

import json
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner.errors import SettingsError
from cleaner.lazy import lazy
from cleaner.phrases.shelf import AT_START, SHORT, Entry, Shelf
from cleaner.phrases.written import COMMON, COMMONEST, literal, literals, rareness, tokens
from cleaner.words import UNSPACED, WORD, may_have_links, small, without_links, words_of, words_of_lines

if TYPE_CHECKING:
    from cleaner.document import Paragraph

__all__ = ["KINDS", "Hit", "Phrases", "builtin", "table"]

FOLDER = Path(__file__).parent

#: All phrases, filed, in a form that loads fast, and the lists of words that are none; written by
#: scripts/compile_phrases.py from the TOML files. Few texts need the files of phrases that are not in ASCII.
COMPILED = FOLDER / "compiled"
PLAIN, SPACED, UNSPACED_ONES, LISTS = "plain.txt", "spaced.txt", "unspaced.txt", "lists.json"

KINDS = ("whole", "starts", "ends", "contains", "label")

#: A line longer than this is looked at only where it begins and ends.
_LONG = 400
_EDGE = 120

#: The words of a line of at most so many are kept, since somebody asks for them; those of a longer one take memory.
_KEPT = 200

#: What closes a label in an unspaced script. A phrase that ends with one of them needs one in the line.
_CLOSING = ":：】」)）▶►"

#: Signs around phrases of an unspaced script.
_MARKS = frozenset("・|｜>＞▶►●■◆▲【】[]()（）「」")

_LABEL_END = re.compile(r"\s*(?:[:：|»>→]|[-–—]\s)")


class Hit(NamedTuple):
    """A phrase found in a line.

    Attributes:
        table: the table of the phrase: the name of the filter that it serves.
        kind: how it lies in the line, one of `KINDS`.
        phrase: the phrase as it is written in the data.
        share: the share of the line's words (characters in unspaced scripts) that it covers, 0 to 1.
        own: whether it is a phrase of the user: then no second witness is asked.
    """

    table: str
    kind: str
    phrase: str
    share: float
    own: bool = False


class Phrases:
    """A set of phrases, ready to be looked up."""

    def __init__(self, tables: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        self._plain = Shelf()
        self._open: Callable[[], Shelf] = Shelf
        self._open_unspaced: Callable[[], Shelf] | None = None
        for table_name, kinds in tables.items():
            for kind, phrases in kinds.items():
                if kind not in KINDS:
                    raise SettingsError(f"phrases of {table_name}: unknown kind {kind!r}")
                for phrase in phrases:
                    self._plain.add(Entry(table_name, kind, phrase))

    @classmethod
    def of(cls, plain: Shelf, spaced: "Callable[[], Shelf]", unspaced: "Callable[[], Shelf]") -> "Phrases":
        """The phrases of shelves, of which two are opened when they are needed.

        Args:
            plain: phrases in ASCII. spaced: others, in scripts with spaces. unspaced: those in scripts without.
        """
        phrases = cls({})
        phrases._plain, phrases._open, phrases._open_unspaced = plain, spaced, unspaced
        return phrases

    def __iter__(self) -> Iterator[Entry]:
        yield from self._plain
        yield from self._more
        yield from self._open_unspaced() if self._open_unspaced else ()

    @lazy
    def _more(self) -> Shelf:
        return self._open()

    def _shelves(self, text: str) -> tuple[Shelf, ...]:
        """The shelves on which the phrases of a text in a script with spaces stand."""
        return (self._plain,) if text.isascii() else (self._plain, self._more)

    def screen(self, paragraphs: "Iterable[Paragraph]") -> None:
        """Note the hits of short paragraphs, and on long ones that they have none, where a cheap look shows it.

        To look at all of them together takes half the time of one by one. What is found on the way, their words and
        how many these are, is noted as well. Lines with links, and of scripts without spaces, are left out.
        """
        new = [p for p in paragraphs if "hits" not in p.__dict__]
        text = "\n".join([p.text for p in new])
        if may_have_links(text) or (not text.isascii() and UNSPACED.search(text)):
            new = [p for p in new if "](" not in p.text and not UNSPACED.search(p.text)]
            text = "\n".join([p.text for p in new])
        text = small(text)
        lines = text.split("\n")
        if len(lines) != len(new):
            return
        for paragraph, line, words, size in zip(new, lines, words_of_lines(text), _sizes(new), strict=True):
            known = paragraph.__dict__
            known.setdefault("size", size)
            if len(words) <= _KEPT:
                known["words"] = tuple(words)
            if not words or (len(paragraph.text) > SHORT and self._has_none(line, words)):
                known["hits"] = ()
            elif len(paragraph.text) <= SHORT:
                known["hits"] = tuple(self._spaced_hits(line.replace("\u2019", "'"), words, len(words)))

    def _has_none(self, line: str, words: Sequence[str]) -> bool:
        """Whether a cheap look shows that no phrase lies in a long line."""
        signs = self._plain_signs if line.isascii() else self._all_signs
        telling = signs.needed.intersection(words)
        if telling and signs.has_all_of_one(line, telling):
            return False
        return words[0] not in signs.starts and " ".join(words[:2]) not in signs.starts

    @lazy
    def _plain_signs(self) -> "_Signs":
        return _Signs((self._plain,))

    @lazy
    def _all_signs(self) -> "_Signs":
        return _Signs((self._plain, self._more))

    @lazy
    def _pieces(self) -> dict[str, list[tuple[int, str, Entry]]]:
        """The phrases of unspaced scripts in their order, each with the longest piece of it that a line must have.

        They are filed by the first two characters of that piece.
        """
        shelf = self._plain if self._open_unspaced is None else self._open_unspaced()
        filed: dict[str, list[tuple[int, str, Entry]]] = {}
        for number, entry in enumerate(shelf.unspaced):
            piece = max(re.split("[*#]", _bare(small(entry.phrase))), key=len)
            filed.setdefault(piece[:2], []).append((number, piece, entry))
        return filed

    def find(self, text: str) -> tuple[Hit, ...]:
        """Every phrase that lies in the line."""
        return tuple(self._hits(text))

    def _hits(self, text: str) -> Iterator[Hit]:
        line = small(without_links(text)).replace("\u2019", "'")
        if not line.isascii() and UNSPACED.search(line):
            yield from self._unspaced_hits(line)
        total = 0
        if len(line) > _LONG:
            total = len(line) // 6
            line = line[:_EDGE] + " \n " + line[-_EDGE:]
        words = words_of(line)
        if words:
            yield from self._spaced_hits(line, words, max(total, len(words)))

    def _spaced_hits(self, line: str, words: Sequence[str], total: int) -> Iterator[Hit]:
        """The phrases of scripts with spaces that lie in a line, by its words; `total` is how many it has in all."""
        joined = " ".join(words)
        # Most phrases have another word that is not in the line, which is seen sooner than where they lie in it.
        for entry in self._candidates(words, self._shelves(line)):
            span = _span(entry, joined) if (literal(entry.phrase) or "") in joined else None
            if span and _has_its_signs(entry, line) and (not _needs_colon(entry) or _label(line, joined, span[1])):
                length = joined.count(" ", *span) + 1
                yield Hit(entry.table, entry.kind, entry.phrase, length / total)

    @staticmethod
    def _candidates(words: Sequence[str], shelves: Iterable[Shelf]) -> list[Entry]:
        """The phrases that a line of some words may have, in the order of the words."""
        found: list[Entry] = []
        for shelf in shelves:
            seconds = shelf.starting(words[0])
            for second in ("", *words[1:2]) if seconds else ():
                found += seconds.get(second, ())
        for shelf in shelves:
            known = shelf.words
            for word in dict.fromkeys(words):
                if word in known:
                    found += shelf.having(word)
        return found

    def _unspaced_hits(self, line: str) -> Iterator[Hit]:
        bare = _bare(line)
        starts = {"", *bare, *map(operator.add, bare, bare[1:])}
        filed = [one for start in starts & self._pieces.keys() for one in self._pieces[start]]
        for _, piece, entry in sorted(filed):
            match = _unspaced_pattern(entry.phrase, entry.kind).search(bare) if piece in bare else None
            if match and _is_marked(entry, line):
                yield Hit(entry.table, entry.kind, entry.phrase, len(match.group()) / max(1, len(bare)))


class _Signs:
    """What a long line must have for a phrase of some shelves to lie in it.

    Attributes:
        starts: one of these beginnings, of one word or two,
        needed: or one of these words.
    """

    def __init__(self, shelves: tuple[Shelf, ...]) -> None:
        self._shelves = shelves
        self.starts = frozenset[str]().union(*[shelf.starts for shelf in shelves])
        self.needed = frozenset[str]().union(*[shelf.needed for shelf in shelves])
        self._company: dict[str, list[list[str]]] = {}

    def has_all_of_one(self, line: str, telling: Iterable[str]) -> bool:
        """Whether a line has all words of one phrase, of which it has the one that tells most."""
        for word in telling:
            for others in self._others(word):
                for other in others:
                    if other not in line:
                        break
                else:
                    return True
        return False

    def _others(self, word: str) -> list[list[str]]:
        """For each phrase that is looked for by a word its other words."""
        found = self._company.get(word)
        if found is None:
            entries = (e for shelf in self._shelves for e in (*shelf.having(word), *_misfiled(shelf)))
            every = [literals(e.phrase) for e in entries if literal(e.phrase) is None or e.kind != "whole"]
            found = [sorted({*words} - {word}, key=rareness, reverse=True) for words in every if word in words]
            self._company[word] = found
        return found


def _sizes(paragraphs: "Sequence[Paragraph]") -> list[int]:
    """How many words each of some paragraphs in a script with spaces has."""
    texts = [p.text for p in paragraphs]
    together = " ".join(texts)
    if together.isprintable() and "  " not in f" {together} ":
        # There are single spaces between words and nowhere else, which are counted in a fifth of the time.
        return [text.count(" ") + 1 for text in texts]
    return [len(text.split()) for text in texts]


@cache
def _misfiled(shelf: Shelf) -> list[Entry]:
    """The phrases that are filed under a common word, although a rarer one is looked for."""
    return [e for word in sorted(COMMON | COMMONEST) for e in shelf.having(word)]


def _bare(text: str) -> str:
    """A text of an unspaced script without spaces and the signs around it."""
    return "".join(text.split()).strip("・:：。、|｜>＞▶►●■◆【】[]()（）「」")


def _has_its_signs(entry: Entry, line: str) -> bool:
    """Whether a line begins with the signs of a phrase that is one word: `(Photo` is no `Photo`."""
    return not _is_word_with_signs(entry) or line.lstrip().startswith(small(entry.phrase))


@cache
def _is_word_with_signs(entry: Entry) -> bool:
    signs = not (entry.phrase[0].isalnum() and (entry.phrase[-1].isalnum() or _needs_colon(entry)))
    return signs and entry.kind == "starts" and len(tokens(entry.phrase)) == 1


def _is_marked(entry: Entry, line: str) -> bool:
    """Whether a line of an unspaced script has the signs that a phrase is written with at its beginning and end.

    A story begins with `记者`, a byline with `【记者`; `更多` is in many sentences, `更多>>` in none.
    """
    text, phrase = line.strip(), entry.phrase
    if entry.kind in AT_START and phrase[0] in _MARKS:
        return text[0] in _MARKS
    return not (entry.kind == "ends" and phrase[-1] in _MARKS) or text[-1] in _MARKS


def _needs_colon(entry: Entry) -> bool:
    """Whether a colon or bar must follow: after a label, and where the phrase itself is written with a colon."""
    return entry.kind == "label" or entry.phrase.endswith((":", "\uff1a"))


def _label(line: str, joined: str, end: int) -> bool:
    """Whether a colon or bar follows in the line where a match ends in its words."""
    ends = [m.end() for m in WORD.finditer(line)]
    last = joined.count(" ", 0, end)
    return last < len(ends) and _LABEL_END.match(line, ends[last]) is not None


def _span(entry: Entry, joined: str) -> tuple[int, int] | None:
    """Where a phrase lies in the words of a line, joined by single spaces. Most phrases need no regular expression."""
    words = literal(entry.phrase)
    if words is None:
        match = _pattern(entry.phrase, entry.kind).search(joined)
        return match.span() if match else None
    if entry.kind == "whole":
        return (0, len(joined)) if joined == words else None
    if entry.kind == "ends":
        at = len(joined) - len(words) if f" {joined}".endswith(f" {words}") else -1
    elif entry.kind == "contains":
        at = f" {joined} ".find(f" {words} ")
    else:
        at = 0 if f"{joined} ".startswith(f"{words} ") else -1
    return None if at < 0 else (at, at + len(words))


def _token_pattern(piece: str) -> str:
    if piece == "*":
        return r"\S+(?: \S+){0,5}?"
    if piece[0] == "#":
        return r"\d+(?: \d+)*" + re.escape(piece[1:])
    return re.escape(piece)


@cache
def _pattern(phrase: str, kind: str) -> re.Pattern[str]:
    """The pattern of a phrase over words joined by single spaces."""
    parts = " ".join(map(_token_pattern, tokens(phrase)))
    return re.compile(_anchored(rf"(?<!\S){parts}(?!\S)", kind))


@cache
def _unspaced_pattern(phrase: str, kind: str) -> re.Pattern[str]:
    parts = [r".{1,12}?" if c == "*" else r"\d+" if c == "#" else re.escape(c) for c in _bare(small(phrase))]
    pattern = "".join(parts)
    if kind == "label":
        return re.compile(rf"^{pattern}[{_CLOSING}|｜]")
    if kind == "starts" and phrase[-1] in f"{_CLOSING}|｜":
        return re.compile(rf"^{pattern}(?:[{_CLOSING}|｜]|$)")
    return re.compile(_anchored(pattern, kind))


def _anchored(pattern: str, kind: str) -> str:
    before = "^" if kind in ("whole", "starts", "label") else ""
    after = "$" if kind in ("whole", "ends") else ""
    return before + pattern + after


def _open(name: str) -> Shelf:
    return Shelf.load((COMPILED / name).read_bytes().decode())


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = json.loads((COMPILED / LISTS).read_bytes())
    return loaded


@cache
def builtin() -> Phrases:
    """The phrases that come with the package, all languages and publishers."""
    return Phrases.of(_open(PLAIN), partial(_open, SPACED), partial(_open, UNSPACED_ONES))


@lru_cache
def table(name: str, key: str) -> frozenset[str]:
    """A list of words from the data that is no phrase list, such as `table("months", "names")`."""
    return frozenset(_lists().get(name, {}).get(key, ()))
