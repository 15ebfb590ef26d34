"""Patterns of the lists in the table `byline` of the phrase data: roles, and what introduces an author or a date."""

import re
from functools import cache

from cleaner.phrases import table
from cleaner.words import small

#: What can stand between a word like `text` and a name.
SIGNS = ":：=＝/／|｜丨"
#: What a pattern takes for a word: with nothing of `\w` before and behind it.
_RUN = re.compile(r"\w+")


def without(key: str, text: str) -> str:
    """A text with spaces in place of what is in a list."""
    # The pattern is long: it is neither made nor asked where no word of the text is the first of any of them.
    if _first_words(key).isdisjoint(_RUN.findall(small(text))):
        return text
    return any_of(key).sub(" ", text)


@cache
def _first_words(key: str) -> frozenset[str]:
    return frozenset([run[0] for name in table("byline", key) if (run := _RUN.search(small(name)))])


@cache
def any_of(key: str) -> re.Pattern[str]:
    """A pattern of all that is in a list."""
    return re.compile(_alternatives({n.strip(f" {SIGNS}") for n in table("byline", key)}), re.IGNORECASE)


@cache
def leads() -> re.Pattern[str]:
    """A pattern of what introduces an author, and of the sign or space behind it.

    What is written with a colon in the data, and never without, needs a sign: `Words: Dana Reyes`, `words fail`.
    """
    free = {n for n in table("byline", "lead") if not n.endswith((":", "："))}
    signed = {n.rstrip(" :：") for n in table("byline", "lead")} - free
    free = {n.rstrip(f" {SIGNS}") for n in free}
    signs = rf"\s*[{SIGNS}]\s*"
    return re.compile(
        rf"{_alternatives(free)}(?:{signs}|\s+)" + (rf"|{_alternatives(signed)}{signs}" if signed else ""),
        re.IGNORECASE,
    )


def _alternatives(names: set[str]) -> str:
    longest = sorted(names - {""}, key=lambda name: (-len(name), name))
    return r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)"
