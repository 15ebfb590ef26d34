"""How a phrase is written: its words and wildcards, and which of its words tell most."""

import re
from functools import cache

from cleaner.words import WORD, small

#: Words of phrases that stories have as often: a line with one of them says little, or nothing.
COMMON = frozenset(
    "year years time times right days week weeks month months story hours start information service still associated "
    "weiter original interview share published financial read people with from your this that more about after here "
    "news full best only first cost small report".split()
)
COMMONEST = frozenset("the of to in for by up you can may our us get and on at a is it mit les der die das und".split())

WILD = "*#"


def tokens(phrase: str) -> list[str]:
    """The words and wildcards of a phrase. `#k` is a number with letters behind it; in `*foo` the star is nothing."""
    return re.findall(rf"#?{WORD.pattern}|\*(?!\w)|#", small(phrase))


def literals(phrase: str) -> list[str]:
    """The words of a phrase, without wildcards."""
    return [t for t in tokens(phrase) if t[0] not in WILD]


@cache
def literal(phrase: str) -> str | None:
    """The words of a phrase, joined; None if it has wildcards."""
    found = tokens(phrase)
    return None if any(t[0] in WILD for t in found) else " ".join(found)


def beginning(phrase: str) -> list[str]:
    """The first two words of a phrase that begins with a word; the first alone if a wildcard or nothing follows."""
    found = tokens(phrase)
    return found[: 1 if len(found) > 1 and found[1][0] in WILD else 2]


def rareness(word: str) -> float:
    return 0 if word in COMMONEST else 2.5 if word in COMMON else len(word)
