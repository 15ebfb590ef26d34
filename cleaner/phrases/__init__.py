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
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleaner.errors import SettingsError
from cleaner.lazy import lazy
from cleaner.words import UNSPACED, WORD, small, without_links, words_of, words_of_lines

if TYPE_CHECKING:
    from cleaner.document import Paragraph

__all__ = ["KINDS", "Hit", "Phrases", "builtin", "table"]

FOLDER = Path(__file__).parent

#: All phrases, filed, in one file that loads fast; written by scripts/compile_phrases.py from the TOML files.
COMPILED = FOLDER / "compiled.txt"

KINDS = ("whole", "starts", "ends", "contains", "label")

#: A line longer than this is looked at only where it begins and ends.
_LONG = 400
_EDGE = 120

#: A line up to this length is looked up by itself, a longer one only if it has a word that some phrase needs.
_SHORT = 60

#: The words of a line of at most so many are kept, since somebody asks for them; those of a longer one take memory.
_KEPT = 200

#: Words of phrases that stories have as often: a line with one of them says little, or nothing.
_COMMON = frozenset(
    "year years time times right days week weeks month months story hours start information service still associated "
    "weiter original interview share published financial read people with from your this that more about after here "
    "news full best only first cost small report".split()
)
_COMMONEST = frozenset(
    "the of to in for by up you can may our us get and on at a is it mit les der die das und".split()
)

#: What closes a label in an unspaced script. A phrase that ends with one of them needs one in the line.
_CLOSING = ":：】」)）▶►"

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


class Entry(NamedTuple):
    """A phrase of the data."""

    table: str
    kind: str
    phrase: str


#: Phrases by the word, or the two words at their beginning, that they are filed under. Those of one word are one text,
#: with tabs between all their parts, which is cut into entries when some line has that word: most words never come.
Filed = dict[str, str]

#: What is between the parts of the compiled file.
SECTION, LINE, PART = "\n\n", "\n", "\t"


class Phrases:
    """A set of phrases, ready to be looked up."""

    def __init__(self, tables: Mapping[str, Mapping[str, Iterable[str]]]) -> None:
        self._at_start: Filed = {}
        self._anywhere: Filed = {}
        self._unspaced: Filed = {}
        for table_name, kinds in tables.items():
            for kind, phrases in kinds.items():
                for phrase in phrases:
                    self._file(Entry(table_name, kind, phrase))

    def __iter__(self) -> Iterator[Entry]:
        return (
            e for filed in (self._at_start, self._anywhere, self._unspaced) for t in filed.values() for e in _entries(t)
        )

    def dump(self) -> str:
        """The phrases as a text that `load` reads fast."""
        places = (self._at_start, self._anywhere, self._unspaced)
        filed = [LINE.join(map(PART.join, place.items())) for place in places]
        return SECTION.join([*filed, *(PART.join(sorted(signs)) for signs in self._signs)])

    @classmethod
    def load(cls, dump: str) -> "Phrases":
        """The phrases of a dump."""
        phrases = cls({})
        *places, starts, needed = dump.split(SECTION)
        phrases._at_start, phrases._anywhere, phrases._unspaced = (
            dict(line.split(PART, 1) for line in section.split(LINE) if line) for section in places
        )
        phrases._signs = frozenset(starts.split(PART)), frozenset(needed.split(PART))
        return phrases

    @staticmethod
    def _put(filed: Filed, word: str, entry: Entry) -> None:
        before = filed.get(word)
        filed[word] = PART.join(entry if before is None else (before, *entry))

    def _file(self, entry: Entry) -> None:
        if entry.kind not in KINDS:
            raise SettingsError(f"phrase {entry.phrase!r}: unknown kind {entry.kind!r}")
        if UNSPACED.search(entry.phrase):
            self._put(self._unspaced, "", entry)
            return
        literals = _literals(entry.phrase)
        if not literals:
            raise SettingsError(f"phrase {entry.phrase!r} of {entry.table} has no word")
        if entry.kind in ("whole", "starts", "label") and _tokens(entry.phrase)[0][0] not in "*#":
            self._put(self._at_start, _beginning(entry.phrase), entry)
        else:
            self._put(self._anywhere, max(literals, key=len), entry)

    def screen(self, paragraphs: "Iterable[Paragraph]") -> None:
        """Note on long paragraphs that they have no hit, where a cheap look at all of them together shows it."""
        long = [p for p in paragraphs if len(p.text) > _SHORT and "hits" not in p.__dict__]
        if not long:
            return
        text = small("\n".join([p.text for p in long]))
        if "](" in text:
            long = [p for p in long if "](" not in p.text]
            text = small("\n".join([p.text for p in long]))
        lines = text.split("\n")
        if len(lines) != len(long) or (not text.isascii() and UNSPACED.search(text)):
            return
        starts, needed = self._signs
        for paragraph, line, words in zip(long, lines, words_of_lines(text), strict=True):
            known = paragraph.__dict__
            if len(words) <= _KEPT:
                known["words"] = tuple(words)
            found = needed.intersection(words)
            if found and _has_all_of_one(line, [company for word in found for company in self._company(word)]):
                continue
            if not words or (words[0] not in starts and " ".join(words[:2]) not in starts):
                known["hits"] = ()

    def _company(self, word: str) -> list[list[str]]:
        """For each phrase that is looked for by a word of `_signs` its other words."""
        found = self._known_company.get(word)
        if found is None:
            entries = (*_entries(self._anywhere.get(word, "")), *self._misfiled)
            literals = [_literals(e.phrase) for e in entries if _literal(e.phrase) is None or e.kind != "whole"]
            found = [sorted({*words} - {word}, key=_rareness, reverse=True) for words in literals if word in words]
            self._known_company[word] = found
        return found

    @lazy
    def _known_company(self) -> dict[str, list[list[str]]]:
        return {}

    @lazy
    def _misfiled(self) -> list[Entry]:
        """The phrases that are filed under a common word, although a rarer one is looked for."""
        common = _COMMON | _COMMONEST
        return [e for word in sorted(common & self._anywhere.keys()) for e in _entries(self._anywhere[word])]

    @lazy
    def _pieces(self) -> dict[str, list[tuple[int, str, Entry]]]:
        """The phrases of unspaced scripts in their order, each with the longest piece of it that a line must have.

        They are filed by the first two characters of that piece.
        """
        filed: dict[str, list[tuple[int, str, Entry]]] = {}
        for number, entry in enumerate(_entries(self._unspaced.get("", ""))):
            piece = max(re.split("[*#]", _bare(small(entry.phrase))), key=len)
            filed.setdefault(piece[:2], []).append((number, piece, entry))
        return filed

    @cached_property
    def _signs(self) -> tuple[frozenset[str], frozenset[str]]:
        """What a long line with a hit must have: one of these beginnings, of one word or two, or one of these words."""
        starts: set[str] = set()
        needed: set[str] = set()
        for entry in self:
            tokens = _tokens(entry.phrase)
            if entry.kind == "whole" and "*" not in tokens:
                continue
            if entry.kind in ("whole", "starts", "label") and tokens[0][0] not in "*#":
                starts.add(_beginning(entry.phrase))
            else:
                needed.add(max(_literals(entry.phrase), key=_rareness))
        return frozenset(starts), frozenset(needed)

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
        tokens = words_of(line)
        if not tokens:
            return
        joined = " ".join(tokens)
        candidates = list(_entries(self._at_start.get(tokens[0], "")))
        candidates += _entries(self._at_start.get(" ".join(tokens[:2]), "")) if len(tokens) > 1 else ()
        for token in dict.fromkeys(tokens):
            if token in self._anywhere:
                candidates += _entries(self._anywhere[token])
        for entry in candidates:
            span = _span(entry, joined)
            if span and (not _needs_colon(entry) or _label(line, joined, span[1])):
                length = joined.count(" ", *span) + 1
                yield Hit(entry.table, entry.kind, entry.phrase, length / max(total, len(tokens)))

    def _unspaced_hits(self, line: str) -> Iterator[Hit]:
        bare = _bare(line)
        starts = {"", *bare, *map(operator.add, bare, bare[1:])}
        filed = [one for start in starts & self._pieces.keys() for one in self._pieces[start]]
        for _, piece, entry in sorted(filed):
            match = _unspaced_pattern(entry.phrase, entry.kind).search(bare) if piece in bare else None
            if match:
                yield Hit(entry.table, entry.kind, entry.phrase, len(match.group()) / max(1, len(bare)))


def _has_all_of_one(line: str, alternatives: Iterable[Iterable[str]]) -> bool:
    for words in alternatives:
        for word in words:
            if word not in line:
                break
        else:
            return True
    return False


def _beginning(phrase: str) -> str:
    """The first two words of a phrase that begins with a word; the first alone if a wildcard or nothing follows."""
    tokens = _tokens(phrase)
    return " ".join(tokens[: 1 if len(tokens) > 1 and tokens[1][0] in "*#" else 2])


def _rareness(word: str) -> float:
    return 0 if word in _COMMONEST else 2.5 if word in _COMMON else len(word)


@cache
def _entries(filed: str) -> tuple[Entry, ...]:
    parts = filed.split(PART) if filed else []
    return tuple(map(Entry, parts[::3], parts[1::3], parts[2::3]))


def _bare(text: str) -> str:
    """A text of an unspaced script without spaces and the signs around it."""
    return "".join(text.split()).strip("・:：。、|｜>＞▶►●■◆【】[]()（）「」")


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
    literal = _literal(entry.phrase)
    if literal is None:
        match = _pattern(entry.phrase, entry.kind).search(joined)
        return match.span() if match else None
    if entry.kind == "whole":
        return (0, len(joined)) if joined == literal else None
    if entry.kind == "ends":
        at = len(joined) - len(literal) if f" {joined}".endswith(f" {literal}") else -1
    elif entry.kind == "contains":
        at = f" {joined} ".find(f" {literal} ")
    else:
        at = 0 if f"{joined} ".startswith(f"{literal} ") else -1
    return None if at < 0 else (at, at + len(literal))


@cache
def _literal(phrase: str) -> str | None:
    """The words of a phrase, joined; None if it has wildcards."""
    tokens = _tokens(phrase)
    return None if any(t[0] in "*#" for t in tokens) else " ".join(tokens)


def _literals(phrase: str) -> list[str]:
    """The words of a phrase, without wildcards."""
    return [t for t in _tokens(phrase) if t[0] not in "*#"]


def _tokens(phrase: str) -> list[str]:
    """The words and wildcards of a phrase. `#k` is a number with letters behind it; in `*foo` the star is nothing."""
    return re.findall(rf"#?{WORD.pattern}|\*(?!\w)|#", small(phrase))


def _token_pattern(piece: str) -> str:
    if piece == "*":
        return r"\S+(?: \S+){0,5}?"
    if piece[0] == "#":
        return r"\d+(?: \d+)*" + re.escape(piece[1:])
    return re.escape(piece)


@cache
def _pattern(phrase: str, kind: str) -> re.Pattern[str]:
    """The pattern of a phrase over words joined by single spaces."""
    parts = " ".join(map(_token_pattern, _tokens(phrase)))
    return re.compile(_anchored(rf"(?<!\S){parts}(?!\S)", kind))


@cache
def _unspaced_pattern(phrase: str, kind: str) -> re.Pattern[str]:
    parts = [r".{1,12}?" if c == "*" else r"\d+" if c == "#" else re.escape(c) for c in _bare(small(phrase))]
    pattern = "".join(parts)
    if kind == "label":
        return re.compile(rf"^{pattern}[{_CLOSING}|｜]")
    if kind == "starts" and phrase[-1] in _CLOSING:
        return re.compile(rf"^{pattern}(?:[{_CLOSING}|｜]|$)")
    return re.compile(_anchored(pattern, kind))


def _anchored(pattern: str, kind: str) -> str:
    before = "^" if kind in ("whole", "starts", "label") else ""
    after = "$" if kind in ("whole", "ends") else ""
    return before + pattern + after


@cache
def _compiled() -> tuple[str, str]:
    """The compiled phrases, and the lists that are none, in JSON."""
    phrases, _, lists = COMPILED.read_bytes().decode().rpartition(SECTION)
    return phrases, lists


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    loaded: dict[str, dict[str, list[str]]] = json.loads(_compiled()[1])
    return loaded


@cache
def builtin() -> Phrases:
    """The phrases that come with the package, all languages and publishers."""
    return Phrases.load(_compiled()[0])


@lru_cache
def table(name: str, key: str) -> frozenset[str]:
    """A list of words from the data that is no phrase list, such as `table("months", "names")`."""
    return frozenset(_lists().get(name, {}).get(key, ()))
