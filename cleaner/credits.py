"""Photo credits: lines that are one, and captions that end in one."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from cleaner.phrases import table
from cleaner.words import WORD, without_capitals, words_of

if TYPE_CHECKING:
    from cleaner.document import Paragraph

_MOST_WORDS = 12
_MOST_NAMES = 6
_LONGEST_CAPTION = 80
_TAIL = 100
_LONGEST_NAME = 4
_SMALL = frozenset("by via for the of and de la von van der und et y du le für from through".split())

_LAST_SENTENCE_END = re.compile(r"[.!?)\]\"'”](?=[^.!?)\]\"'”]*$)")

#: "... at the gate. Dana Reyes / The Courier"
_NAME_AND_PAPER = re.compile(r"[.!?)\"]\s*[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}\s*/\s*[A-Z][^.!?]{1,40}$")
_CREDIT_INSIDE = re.compile(
    r"\b(?:Photo|Foto|Photograph|Image|Picture|Bild|Crédit|Crédito|Photo credit)\s*(?:by\s*)?[:/]|©|\[사진"
)
_LEAD_END = re.compile(r"\s*(?:by\b|[:：=＝/|-])", re.IGNORECASE)


def is_credit(text: str) -> bool:
    """Whether a text is a photo credit and nothing else: names, and an agency or a word that introduces a credit."""
    text = text.strip(" .(")
    every = words_of(text)
    small = [w.casefold() for w in every]
    if _signs().isdisjoint(small) and "©" not in text:
        return False
    known = _parts()
    if any(word not in known and name[0].islower() for name, word in zip(every, small, strict=True)):
        return False
    found = len(small) - sum([w in _SMALL for w in small])
    if not found or found > _MOST_WORDS or text.endswith(("!", "?", '"', "”")):
        return False
    led = _led(text)
    if led and text[led:].lstrip()[:1].isdigit():
        # `Credits: 5` are those of a course.
        return False
    names, agencies = _without_agencies(WORD.findall(text[led:]))
    if not agencies and not led:
        return False
    names = [n for n in names if n.casefold() not in _SMALL and not n.isdigit()]
    if not led and any(map(without_capitals, names)):
        return False
    return len(names) <= _MOST_NAMES and not any(n[0].islower() for n in names)


def is_introduced(text: str) -> bool:
    """Whether a credit begins with a word that says so, `Photo: Dana Reyes`, or with a copyright sign."""
    return _led(text.strip(" .(")) > 0


def may_be_credit(paragraph: "Paragraph") -> bool:
    """Whether a paragraph has a word, or characters, without which its text is no credit: a cheap look."""
    text = paragraph.text
    return not text.isascii() or "](" in text or not _signs().isdisjoint(paragraph.words)


def ends_with_credit(paragraph: "Paragraph") -> bool:
    """Whether a caption carries its credit at the end: an agency behind the last sentence, `Photo: ...`, `(c) ...`."""
    return paragraph.size <= _LONGEST_CAPTION and _credit_start(paragraph.text) is not None


def without_credit(text: str) -> str:
    """A caption without the credits at its end."""
    start = _credit_start(text)
    while start:
        text = text[:start].rstrip(" (-\u2013\u2014|/")
        start = _credit_start(text)
    return text


def _credit_start(text: str) -> int | None:
    """Where the credit at the end of a caption begins; None if it ends in none."""
    text = text.rstrip(" .")
    before = max(0, len(text) - _TAIL)
    end = text[before:]
    # Nearly all lines have none of these signs, which is seen in a tenth of the time that a pattern takes.
    if _may_have_credit_inside(end) and (match := _CREDIT_INSIDE.search(end)):
        return before + match.start()
    if "/" in end and (match := _NAME_AND_PAPER.search(end)):
        return before + match.start() + 1
    last = _LAST_SENTENCE_END.search(end)
    if last is not None and last.end() < len(end) and is_credit(end[last.end() :]):
        return before + last.end()
    return None


def _may_have_credit_inside(text: str) -> bool:
    return ":" in text or "/" in text or "©" in text or "[사진" in text


def _led(text: str) -> int:
    """The length of the words that introduce a credit, with the colon behind them; 0 if there are none."""
    if text.startswith("©"):
        return 1
    for match in list(WORD.finditer(text))[:_LONGEST_NAME]:
        if text[: match.end()].casefold() in table("photo-credit", "lead"):
            end = _LEAD_END.match(text, match.end())
            if end:
                return end.end()
    return 0


@cache
def _signs() -> frozenset[str]:
    """The first words of agencies and of what introduces a credit: one of them is in every credit."""
    names = (*table("photo-credit", "agency"), *table("photo-credit", "lead"))
    return frozenset(WORD.findall(name.casefold())[0] for name in names if WORD.search(name))


@cache
def _parts() -> frozenset[str]:
    """All words of agencies and of what introduces a credit, and small ones: a credit has no others but names."""
    names = (*table("photo-credit", "agency"), *table("photo-credit", "lead"))
    return _SMALL.union(word for name in names for word in WORD.findall(name.casefold()))


@cache
def _agencies() -> frozenset[str]:
    return frozenset(" ".join(WORD.findall(name)) for name in table("photo-credit", "agency"))


def _without_agencies(words: Sequence[str]) -> tuple[list[str], int]:
    """The words that are of no agency's name, and how many agencies are named."""
    agencies, first_words = _agencies(), _signs()
    rest: list[str] = []
    count = index = 0
    while index < len(words):
        lengths = range(_LONGEST_NAME, 0, -1) if words[index].casefold() in first_words else ()
        for length in lengths:
            if " ".join(words[index : index + length]).casefold() in agencies:
                count += 1
                index += length
                break
        else:
            rest.append(words[index])
            index += 1
    return rest, count
