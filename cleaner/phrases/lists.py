"""Patterns of the lists in the table `byline` of the phrase data: roles, and what introduces an author or a date."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from cleaner.phrases import table
from cleaner.words import WORD, small

#: What can stand between a word like `text` and a name.
SIGNS = ":：=＝/／|｜丨"
#: What a pattern takes for a word: with nothing of `\w` before and behind it.
_RUN = re.compile(r"\w+")


def without(key: str, text: str) -> str:
    """A text with spaces in place of what is in a list."""
    pattern = _pattern_for(key, text)
    return pattern.sub(" ", text) if pattern else text


def found(key: str, text: str) -> Iterator[re.Match[str]]:
    """Where something that is in a list stands in a text."""
    pattern = _pattern_for(key, text)
    return pattern.finditer(text) if pattern else iter(())


def starts(key: str, text: str) -> bool:
    """Whether a text starts with something that is in a list."""
    pattern = _pattern_for(key, text)
    return pattern is not None and pattern.match(text) is not None


def _pattern_for(key: str, text: str) -> re.Pattern[str] | None:
    """A pattern of what of a list may stand in a text; None if nothing of it can."""
    # A pattern of all takes as long to make as a page to clean: only what begins with a word of the text is in it.
    present = _filed(key).keys() & _RUN.findall(small(text))
    return _pattern(key, frozenset(present)) if present else None


@lru_cache(maxsize=512)
def _pattern(key: str, first: frozenset[str]) -> re.Pattern[str]:
    return re.compile(_alternatives({name for word in first for name in _filed(key)[word]}), re.IGNORECASE)


@cache
def _filed(key: str) -> dict[str, list[str]]:
    """What is in a list, by its first words."""
    filed: dict[str, list[str]] = {}
    for name in _bare(key):
        if run := _RUN.search(small(name)):
            filed.setdefault(run[0], []).append(name)
    return filed


def _bare(key: str) -> set[str]:
    return {n.strip(f" {SIGNS}") for n in table("byline", key)} - {""}


def lead(text: str) -> re.Match[str] | None:
    """What introduces an author at the beginning of a text, and the sign or space behind it.

    What is written with a colon in the data, and never without, needs a sign: `Words: Dana Reyes`, `words fail`.
    """
    word = WORD.match(text)
    first = small(word[0]) if word else ""
    return _lead_pattern(first).match(text) if first in first_of_leads() else None


@cache
def _lead_pattern(first: str) -> re.Pattern[str]:
    every = first_of_leads()[first]
    free = {n for n in every if not n.endswith((":", "："))}
    signed = {n.rstrip(" :：") for n in every} - free
    free = {n.rstrip(f" {SIGNS}") for n in free}
    signs = rf"\s*[{SIGNS}]\s*"
    patterns = [rf"{_alternatives(free)}(?:{signs}|\s+)"] if free else []
    patterns += [rf"{_alternatives(signed)}{signs}"] if signed else []
    return re.compile("|".join(patterns), re.IGNORECASE)


@cache
def first_of_leads() -> dict[str, list[str]]:
    """What introduces an author, by its first words."""
    filed: dict[str, list[str]] = {}
    for name in table("byline", "lead"):
        filed.setdefault(WORD.findall(small(name))[0], []).append(name)
    return filed


def _alternatives(names: set[str]) -> str:
    longest = sorted(names - {""}, key=lambda name: (-len(name), name))
    return r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)"
