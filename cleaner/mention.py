"""Whether a phrase makes a line residue, or a sentence of the story only mentions it."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from cleaner.lazy import lazy_pattern
from cleaner.phrases import Hit, table
from cleaner.words import CLOSERS, UNSPACED, WORD, opens_quotation, small, unspaced

if TYPE_CHECKING:
    from cleaner.document import Paragraph

#: Longest line, in words, that a phrase at its start or end can condemn.
LONGEST = 60

#: Tables whose phrases go on as a sentence does: "Sign up for our newsletter to get ...".
_IMPERATIVE = ("promo", "share-bar")

#: Tables of which phrases are numbered too: `2. Bundesliga`. Other numbered lines are items of the story's list.
_NUMBERED_TOO = ("section-label",)
_NUMBERED = lazy_pattern(r"\s*\d{1,2}[.)]\s")

_ENDS = ".?\u061f\u06d4\u0964"
_DASHES = "\u2013\u2014\u2015"
_FULL_ENDS = (".", "!", "?", "\u3002", "\uff01", "\uff1f", "\u061f", "\u06d4", "\u0964")
_COMMAS = ",;\u060c\u061b\u3001\uff0c\uff1b"

#: How many words behind a comma who says the words before it is named: `..., the page keeps saying, and ...`.
_SAYS = 4
_SAYS_UNSPACED = 12
_BEHIND_COMMA = lazy_pattern(f"[{_COMMAS}](.*)", re.DOTALL)

#: Tables of which the phrases speak of the site, how long a phrase is that says little of it, and how much must follow.
_OF_THE_SITE = ("promo", "share-bar", "read-more")
_FEW_WORDS = 4
_REST = 2
_REST_UNSPACED = 8

#: How many words with a full stop are a sentence, not a button.
_FEWEST = 2

_SENTENCES = lazy_pattern(r"[.!?\u061f\u06d4\u0964]\s+\S")

_NONE: Mapping[str, Hit] = {}


def condemning(paragraph: "Paragraph") -> Mapping[str, Hit]:
    """The phrases that make a line residue, by table; of each table the first."""
    if not paragraph.hits or is_quoted(paragraph):
        return _NONE
    found: dict[str, Hit] = {}
    numbered = _NUMBERED.match(paragraph.text)
    for hit in paragraph.hits:
        if hit.table not in found and condemns(hit, paragraph) and not (numbered and hit.table not in _NUMBERED_TOO):
            found[hit.table] = hit
    return found


def is_quoted(paragraph: "Paragraph") -> bool:
    """Whether the whole line is a quotation, or what somebody says in a dialogue with dashes."""
    text = paragraph.text.strip()
    if text[0] in _DASHES:
        return text.rstrip(CLOSERS).endswith(_FULL_ENDS) and not text.endswith("...")
    return opens_quotation(text) and text[-1] in CLOSERS


def condemns(found: Hit, paragraph: "Paragraph") -> bool:
    """Whether a phrase makes its line residue: it is the line, leads it, or is a good part of it."""
    if found.kind == "whole":
        return not _goes_on(found, paragraph)
    if paragraph.size > LONGEST or _is_said(paragraph):
        return False
    if found.kind in ("starts", "label"):
        return not _is_mentioned(found, paragraph)
    if found.kind == "contains" and _opens(found, paragraph) and _opens_sentence(found, paragraph):
        return False
    return found.share >= 0.25 or (not paragraph.ends_sentence and paragraph.size <= 25)


def _goes_on(found: Hit, paragraph: "Paragraph") -> bool:
    """Whether a line of no words but the phrase's is no button: a verse with its comma, a word with a full stop."""
    text = paragraph.text.strip()
    if text[-1] in _COMMAS:
        # `Image caption,` above the caption.
        return found.table != "photo-credit"
    if text[-1] not in _ENDS or text[-2:] == ".." or paragraph.size > _FEWEST:
        return False
    return found.phrase[-1] not in _ENDS


def _is_mentioned(found: Hit, paragraph: "Paragraph") -> bool:
    """Whether a sentence of the story opens with the words of a phrase instead of being one."""
    if unspaced(paragraph.text):
        return found.kind == "starts" and _goes_on_unspaced(found, paragraph)
    if found.kind == "starts" and _opens_sentence(found, paragraph):
        return True
    if not paragraph.is_prose or found.share >= 0.25:
        return False
    if any(
        h.table == found.table
        and h.kind in ("contains", "ends")
        and found.phrase not in h.phrase
        and h.phrase not in found.phrase
        for h in paragraph.hits
    ):
        return False
    count = max(1, round(found.share * len(paragraph.words)))
    ends = [match.end() for match in islice(WORD.finditer(paragraph.text), count)]
    next_character = paragraph.text[ends[-1] :].lstrip()[:1] if len(ends) == count else ""
    next_character = next_character or "."
    if found.table in _IMPERATIVE:
        return next_character in _COMMAS or (found.share < 0.2 and _SENTENCES.search(paragraph.text) is not None)
    return next_character.isalnum() or next_character in _COMMAS


def _opens_sentence(found: Hit, paragraph: "Paragraph") -> bool:
    return _is_of_other_things(found, paragraph) or _is_no_byline(found, paragraph)


def _is_no_byline(found: Hit, paragraph: "Paragraph") -> bool:
    """Whether a short sentence goes on behind the words of a byline, with neither a name nor a number.

    `Das Gespräch führte zu nichts.`
    """
    if found.table != "byline" or not paragraph.ends_sentence or paragraph.is_prose:
        return False
    rest = WORD.findall(paragraph.text)[max(1, round(found.share * len(paragraph.words))) :]
    return bool(rest) and all(word[0].islower() for word in rest)


def _is_said(paragraph: "Paragraph") -> bool:
    """Whether the words before the first comma are said by somebody: `We use cookies, said the weather.`"""
    behind = _BEHIND_COMMA.search(paragraph.text) if paragraph.ends_sentence else None
    if behind is None:
        return False
    rest = small(behind.group(1))
    if unspaced(rest):
        return any(verb in rest[:_SAYS_UNSPACED] for verb in unspaced_verbs())
    return not verbs_of_saying().isdisjoint(WORD.findall(rest)[:_SAYS])


@cache
def verbs_of_saying() -> frozenset[str]:
    """Verbs that tell that somebody says something, folded, of all languages with spaces."""
    return frozenset(map(small, table("speech", "verbs")))


@cache
def unspaced_verbs() -> tuple[str, ...]:
    return tuple(sorted(verb for verb in table("speech", "verbs") if UNSPACED.search(verb)))


def _opens(found: Hit, paragraph: "Paragraph") -> bool:
    """Whether a line begins with the words of a phrase."""
    phrase = WORD.findall(small(found.phrase))
    return list(paragraph.words[: len(phrase)]) == phrase


def _is_of_other_things(found: Hit, paragraph: "Paragraph") -> bool:
    """Whether a sentence that opens with the few words of a phrase goes on without a word that sites say of themselves.

    `Register for free at the town hall or by calling before Monday noon.`
    """
    if found.table not in _OF_THE_SITE or not paragraph.ends_sentence:
        return False
    phrase = WORD.findall(small(found.phrase))
    if len(phrase) > _FEW_WORDS or not _first_person().isdisjoint(phrase):
        return False
    rest = paragraph.words[max(1, round(found.share * len(paragraph.words))) :]
    return len(rest) >= _REST and _site_words().isdisjoint(rest) and _first_person().isdisjoint(rest)


def _goes_on_unspaced(found: Hit, paragraph: "Paragraph") -> bool:
    """The same for a script without spaces, where the sentence must go on right behind the phrase.

    `版权所有者周一起诉了出版社。`
    """
    text = "".join(paragraph.text.split())
    rest = text[round(found.share * len(text)) :]
    if not paragraph.ends_sentence or len(rest) < _REST_UNSPACED:
        return False
    if found.table in _OF_THE_SITE:
        return not any(word in rest.casefold() for word in _unspaced_site_words())
    return rest[0].isalnum() or rest[0] in _COMMAS


@cache
def _unspaced_site_words() -> tuple[str, ...]:
    return tuple(sorted(word for word in table("site", "words") if UNSPACED.search(word) or word == "app"))


@cache
def _site_words() -> frozenset[str]:
    return table("site", "words")


@cache
def _first_person() -> frozenset[str]:
    return frozenset(map(small, table("speech", "first-person")))
