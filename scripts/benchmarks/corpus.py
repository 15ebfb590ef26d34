"""The benchmark's corpus: invented news, the same for the same seed, in the mix that a scraper of news brings home.

Nine documents of ten are ordinary: an article as an extractor leaves it. One is dirty: mojibake, HTML entities, or a
whole page. The shares below are the ones that docs/performance.md states.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count, product
from pathlib import Path
from typing import NamedTuple, TypeVar

from benchmarks.wordlists import ENGLISH, LANGUAGES, Language

SEED = 20240

_T = TypeVar("_T")

#: Kinds of documents and their share. What is not here is ordinary.
DIRTY = {"mojibake": 0.03, "entities": 0.02, "page": 0.05}

#: Languages and their share. What is not here is English.
OTHERS = {"de": 0.08, "es": 0.04, "fr": 0.04, "ru": 0.02, "ja": 0.02}

#: Megabytes of documents that all differ.
DIFFERENT = 40

#: What an ordinary document has, and in what share of them.
FEATURES = {
    "headline": 0.95,
    "section label": 0.08,
    "deck": 0.25,
    "byline": 0.40,
    "date line": 0.30,
    "subheadings": 0.30,
    "caption twice": 0.20,
    "caption once": 0.25,
    "promo line": 0.25,
    "read-more line": 0.25,
    "advertisement line": 0.15,
    "tag, wire or copyright line": 0.25,
    "teasers at the end": 0.12,
    "list": 0.08,
    "curly quotes": 0.60,
    "dashes": 0.45,
    "non-breaking spaces": 0.12,
    "blank line between paragraphs": 0.60,
}

#: Words of a story: median, and sigma of the logarithm.
STORY_WORDS = (550, 0.55)


class Text(NamedTuple):
    """A document of the corpus: what kind it is, its language and its text."""

    kind: str
    language: str
    text: str


def documents(kind: str = "", seed: int = SEED) -> Iterator[Text]:
    """Documents without end, of one kind if one is named.

    Each block of a hundred has kinds and languages in exactly their shares, so that a beginning of the corpus is like
    all of it.
    """
    for block in count():
        rng = random.Random(f"{seed}:{block}")
        kinds, languages = _dealt(rng, DIRTY, "ordinary"), _dealt(rng, OTHERS, "en")
        for place, (drawn, language) in enumerate(zip(kinds, languages, strict=True)):
            author = Author(LANGUAGES[language], random.Random(f"{seed}:{block}:{place}"))
            chosen = kind or drawn
            yield Text(chosen, language, KINDS[chosen](author))


def _dealt(rng: random.Random, shares: Mapping[_T, float], rest: _T) -> list[_T]:
    """A hundred of something, each in its share and the others what is left, shuffled."""
    found = [one for one, share in shares.items() for _ in range(round(100 * share))]
    found += [rest] * (100 - len(found))
    rng.shuffle(found)
    return found


def write(path: Path, megabytes: float) -> float:
    """Write a JSONL file of about a size; the size, in MB, that it got.

    Beyond `DIFFERENT` megabytes the documents come again, under other ids.
    """
    written = number = 0
    with path.open("wb") as file:
        while written < megabytes * 1e6:
            for tail in _tails():
                written += file.write(b'{"id": "doc-%d", %b' % (number, tail))
                number += 1
                if written >= megabytes * 1e6:
                    break
    return written / 1e6


def write_start(path: Path) -> float:
    """Write a document of each kind in each language, so that a tool loads all that it ever will; the size in MB."""
    with path.open("wb") as file:
        for number, (kind, code) in enumerate(product(KINDS, LANGUAGES)):
            author = Author(LANGUAGES[code], random.Random(f"{SEED}:{kind}:{code}"))
            file.write(b'{"id": "doc-%d", %b' % (number, _tail(number, Text(kind, code, KINDS[kind](author)))))
        return file.tell() / 1e6


def _tails() -> Iterator[bytes]:
    """The records that all differ, as JSON, each without its first field. They are invented once."""
    size = 0
    for number in count():
        if number == len(_MADE):
            _MADE.append(_tail(number, next(_SOURCE)))
        yield _MADE[number]
        size += len(_MADE[number])
        if size > DIFFERENT * 1e6:
            return


def _tail(number: int, document: Text) -> bytes:
    fields = {"url": f"https://news.example/{number}", "lang": document.language, "text": document.text}
    return json.dumps(fields, ensure_ascii=False)[1:].encode() + b"\n"


class Author:
    """Writes in one language, at random.

    Attributes:
        flags: for each feature, whether this document has it.
    """

    def __init__(self, language: Language, rng: random.Random) -> None:
        self.language = language
        self.rng = rng
        self.flags = {name: rng.random() < share for name, share in FEATURES.items()}
        curly = self.flags["curly quotes"]
        self._quotes = language.quotes if curly else language.straight
        self._apostrophe = "’" if curly else "'"

    def one(self, patterns: list[str]) -> str:
        """One of some patterns, its slots filled."""
        return self.fill(patterns[int(self.rng.random() * len(patterns))])

    def fill(self, pattern: str) -> str:
        return "".join(part if not name else self._slot(name, how) for part, name, how in _parts(pattern))

    def _slot(self, name: str, how: str) -> str:
        words = self.language.lists.get(name)
        text = self.one(words) if words else _SLOTS[name](self)
        return text[:1].upper() + text[1:] if how == "cap" else text.upper() if how == "upper" else text

    def name(self) -> str:
        syllables = self.language.syllables
        return "".join(self.rng.choices(syllables, k=2 + (self.rng.random() < 0.3))).capitalize()

    def person(self) -> str:
        return f"{self.name()}{self.language.space}{self.name()}"

    def number(self) -> str:
        value = int(10 ** self.rng.uniform(1, 6))
        return f"{value:,}" if self.language is ENGLISH else str(value)

    def sentence(self) -> str:
        if self.rng.random() < 0.14:
            return self.one(self.language.said)
        text = self.one(self.language.clauses)
        chance = self.rng.random()
        if chance < 0.35:
            text = f"{self.one(self.language.openers)}{self.language.space}{text}"
        if chance > 0.6:
            tail = self.one(self.language.tails)
            text += tail if tail[0] == "," else self.language.space + tail
        if self.flags["dashes"] and chance > 0.93:
            text += f" – {self.one(self.language.clauses)}"
        return text[:1].upper() + text[1:] + self.language.stop

    def paragraph(self) -> str:
        count = self.rng.choices((1, 2, 3, 4), (30, 40, 22, 8))[0]
        return self.language.space.join(self.sentence() for _ in range(count))

    def title(self) -> str:
        text = self.one(self.language.clauses)
        return text[:1].upper() + text[1:]

    def story(self) -> list[str]:
        """The paragraphs of an article, without what a site puts round them."""
        median, sigma = STORY_WORDS
        left = min(max(median * self.rng.lognormvariate(0, sigma), 60), 4000)
        every = self.rng.randint(4, 7) if self.flags["subheadings"] else 0
        lines: list[str] = []
        while left > 0:
            if every and len(lines) % every == every - 1:
                lines.append(self.fill(self.rng.choice(_SUBHEADINGS.get(self.language.code, ["{noun:cap}"]))))
            line = self.paragraph()
            left -= len(line.split()) if self.language.space else len(line) / 3
            lines.append(line)
        if self.flags["list"]:
            at = self.rng.randint(1, len(lines))
            lines[at:at] = [f"- {self.one(self.language.clauses)}" for _ in range(self.rng.randint(3, 7))]
        return lines

    def caption(self) -> tuple[str, str]:
        """The alt text of a picture, and the caption printed under it."""
        text = self.one(self.language.captions)
        return text, f"{text}. {self.rng.choice(('Photo: ', 'Credit: ', ''))}{self.person()}"

    def teasers(self, count: int) -> list[str]:
        """A block of other stories, as slug and title or as titles alone."""
        slugs = self.rng.random() < 0.5 and self.language.code in ("en", "de", "es", "fr")
        lines = ["MORE STORIES"] if self.language is ENGLISH and self.rng.random() < 0.6 else []
        for _ in range(count):
            title = self.title()
            lines += [re.sub(r"\W+", "-", title.lower()), title] if slugs else [title]
        return lines


_SUBHEADINGS = {
    "en": ["A {adj} {noun}", "The {noun} and the {noun}", "What the {noun} {verb}", "{name}'s {adj} {noun}"],
    "de": ["Die {adj} {noun}", "{noun} ohne {noun}"],
    "es": ["Una {noun} {adj}"],
    "fr": ["Une {noun} {adj}"],
}

_SLOTS: dict[str, Callable[[Author], str]] = {
    "name": Author.name,
    "person": Author.person,
    "number": Author.number,
    "small": lambda author: str(author.rng.randint(2, 9)),
    "year": lambda author: str(author.rng.randint(1990, 2025)),
    "clause": lambda author: author.one(author.language.clauses),
    "title": Author.title,
    "open": lambda author: author._quotes[0],
    "close": lambda author: author._quotes[1],
    "apos": lambda author: author._apostrophe,
}


#: What each byte reads as in Windows-1252; the five that it does not have, as browsers read them.
_WINDOWS = [bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]

_PARTS: dict[str, list[tuple[str, str, str]]] = {}


def _parts(pattern: str) -> list[tuple[str, str, str]]:
    """A pattern as texts and slots: (text, "", "") or ("", slot, how it is written)."""
    found = _PARTS.get(pattern)
    if found is None:
        pieces: list[tuple[str, str, str]] = re.findall(r"([^{]+)|\{(\w+):?(\w*)\}", pattern)
        found = _PARTS[pattern] = pieces
    return found


def _ordinary(author: Author) -> str:
    return _joined(author, _article(author))


def _article(author: Author) -> list[str]:
    """The lines of an article as an extractor leaves it."""
    has, language = author.flags, author.language
    body = author.story()
    _insert(author, body, "caption twice", lambda: list(author.caption()))
    _insert(author, body, "caption once", lambda: [author.caption()[1]])
    _insert(author, body, "promo line", lambda: [author.one(language.promos)])
    _insert(author, body, "read-more line", lambda: [author.one(language.links)])
    _insert(author, body, "advertisement line", lambda: ["Advertisement"])
    head: dict[str, Callable[[], str]] = {
        "section label": lambda: author.one(language.labels),
        "headline": author.title,
        "deck": lambda: author.title() + language.stop,
        "byline": lambda: author.one(language.bylines),
        "date line": lambda: author.one(language.dates),
    }
    lines = [write() for name, write in head.items() if has[name]] + body
    if has["tag, wire or copyright line"]:
        lines.append(author.one(language.legal))
    if has["teasers at the end"]:
        lines += author.teasers(author.rng.randint(3, 8))
    return lines


def _insert(author: Author, lines: list[str], feature: str, write: Callable[[], list[str]]) -> None:
    if author.flags[feature]:
        at = author.rng.randint(1, len(lines))
        lines[at:at] = write()


def _joined(author: Author, lines: list[str]) -> str:
    text = ("\n\n" if author.flags["blank line between paragraphs"] else "\n").join(lines) + "\n"
    if author.flags["non-breaking spaces"]:
        text = _some(author, text, " ", "\xa0", 0.01)
    return text


def _some(author: Author, text: str, old: str, new: str, share: float) -> str:
    """A text with a share of the places of one string replaced by another."""
    first, *others = text.split(old)
    return first + "".join((new if author.rng.random() < share else old) + other for other in others)


def _mojibake(author: Author) -> str:
    """An article whose UTF-8 was read as Windows-1252."""
    author._quotes, author._apostrophe = author.language.quotes, "’"
    return "".join(_WINDOWS[byte] for byte in _ordinary(author).encode())


def _entities(author: Author) -> str:
    """An article in which HTML entities were left, some of them escaped twice."""
    author._quotes, author._apostrophe = author.rng.choice((("&quot;", "&quot;"), ("&ldquo;", "&rdquo;"))), "&#8217;"
    text = _some(author, _ordinary(author), " and ", " &amp; ", 0.2)
    text = _some(author, text, " ", "&nbsp;", 0.02)
    return text.replace("–", "&ndash;") if author.rng.random() < 0.7 else text.replace("&", "&amp;")


def _page(author: Author) -> str:
    """A whole page: menus, share bars, the article, teasers and a footer, with the spacing of a dump."""
    rng, menus = author.rng, author.language.menus
    lines = [author.one(menus) for _ in range(rng.randint(30, 120))]
    share = [author.one(menus) for _ in range(rng.randint(4, 9))]
    lines += share + _article(author) + share
    for _ in range(rng.randint(1, 4)):
        lines += [author.one(menus), *author.teasers(rng.randint(4, 15)), author.one(author.language.promos)]
    lines += [author.one(menus) for _ in range(rng.randint(15, 60))]
    lines.append(author.one(author.language.legal))
    text = _some(author, _joined(author, lines), "\n", " \n\n\n", 0.1)
    text = _some(author, text, " ", "  ", 0.02)
    text = _some(author, text, " ", "\u200b ", 0.003)
    return text.replace("\n", "\r\n") if rng.random() < 0.2 else text


KINDS: dict[str, Callable[[Author], str]] = {
    "ordinary": _ordinary,
    "mojibake": _mojibake,
    "entities": _entities,
    "page": _page,
}

_SOURCE = documents()
_MADE: list[bytes] = []
