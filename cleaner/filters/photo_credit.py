"""Credit lines on their own, gallery counters and viewer controls: `Getty Images`, `Photo: Dana Reyes`, `3 of 12`.

A credit line is short, ends no sentence, and is made of names, agencies and the words that introduce a credit; it
needs an agency or such a word. A credit at the end of a caption belongs to the caption and stays.

Options: `phrases` = more phrases; a line that begins with one of them goes.
"""

import re
from collections.abc import Iterator
from functools import cache

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters._phrases import hit
from cleaner.phrases import Phrases, table
from cleaner.words import WORD

EXAMPLE = (
    "The council met on Monday.\n\nDana Reyes/AFP via Getty Images\n\n3 of 12\n\nIt meets again in May.\n",
    "The council met on Monday.\n\nIt meets again in May.\n",
)

_COUNTER = re.compile(r"\(?\d{1,3}\s*(?:/|of|von|sur|de|di|van|av|af|z|\u0438\u0437)\s*\d{1,3}\)?", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,3}")
_MOST_WORDS = 12
_MOST_NAMES = 6
_NAME = re.compile(r"[^\W\d_][\w.'\u2019-]*")
_SMALL = frozenset("by via for the of and de la von van der und et y du le / via f\u00fcr from through".split())


def photo_credit(*, phrases: tuple[str, ...] = ()) -> Filter:
    own = Phrases({"photo-credit": {"starts": phrases}}) if phrases else None

    def find(document: Document) -> Iterator[Finding]:
        for index, paragraph in enumerate(document.paragraphs):
            if paragraph.size > _MOST_WORDS + 3 or paragraph.is_prose or index == document.title:
                continue
            if _COUNTER.fullmatch(paragraph.text.strip()):
                yield Finding(index, why="gallery counter")
            elif _COUNT.fullmatch(paragraph.text.strip()) and _beside_control(document, index):
                yield Finding(index, why="number of photos beside a viewer control")
            elif hit(paragraph, "photo-credit", own):
                yield Finding(index, why="photo credit or viewer control")
            elif is_credit(paragraph.text):
                yield Finding(index, why="photo credit")

    return find


def _beside_control(document: Document, index: int) -> bool:
    """Whether a line next to this one opens a gallery or a picture."""
    beside = [*document.paragraphs[max(0, index - 1) : index], *document.paragraphs[index + 1 : index + 2]]
    return any(h.table == "photo-credit" and h.kind in ("whole", "starts") for p in beside for h in p.hits)


def is_credit(text: str) -> bool:
    """Whether a text is a photo credit and nothing else."""
    text = text.strip()
    words = [w for w in WORD.findall(text.casefold()) if w not in _SMALL]
    if not words or len(words) > _MOST_WORDS or text.endswith(("!", "?", ".\u201d", '."')):
        return False
    lead = _lead(text)
    rest = text[lead:]
    agencies, others = _split(rest)
    if not agencies and not lead:
        return False
    names = [w for w in _NAME.findall(others) if w.casefold() not in _SMALL]
    return len(names) <= _MOST_NAMES and all(
        n[0].isupper() or not n[0].isalpha() or n[0].islower() is False for n in names
    )


def ends_with_credit(paragraph: Paragraph) -> bool:
    """Whether a caption carries its credit at the end: an agency behind the last sentence, `Photo: ...`, `(c) ...`."""
    if _NAME_AND_PAPER.search(paragraph.text) and paragraph.size <= 80:
        return True
    tail = re.split(r"[.!?)\]\"'\u201d]\s*", paragraph.text.rstrip(" ."))[-1]
    if paragraph.size > 80 or not tail or len(tail) > 80 or tail == paragraph.text:
        return bool(_CREDIT_INSIDE.search(paragraph.text[-100:])) and paragraph.size <= 80
    return is_credit(tail) or bool(_CREDIT_INSIDE.search(paragraph.text[-100:]))


#: "... at the gate. Dana Reyes / The Courier"
_NAME_AND_PAPER = re.compile(r"[.!?)\"]\s*[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}\s*/\s*[A-Z][^.!?]{1,40}$")
_CREDIT_INSIDE = re.compile(
    r"(?:\b(?:Photo|Foto|Photograph|Image|Picture|Bild|Cr\u00e9dit|Cr\u00e9dito|Photo credit)\s*(?:by)?\s*[:/]|\u00a9|"
    r"\[\uc0ac\uc9c4)"
)


@cache
def _agencies() -> re.Pattern[str]:
    names = sorted(table("photo-credit", "agency"), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)", re.IGNORECASE)


@cache
def _leads() -> re.Pattern[str]:
    names = sorted(table("photo-credit", "lead"), key=len, reverse=True)
    return re.compile(
        r"[(\[]?(?:(?:" + "|".join(re.escape(n.strip()) for n in names) + r")\s*(?:by\b|[:/|-])|\u00a9)", re.IGNORECASE
    )


def _lead(text: str) -> int:
    match = _leads().match(text)
    return match.end() if match else 0


def _split(text: str) -> tuple[int, str]:
    """How many agencies a text names, and the text without them."""
    others, count = _agencies().subn(" ", text)
    return count, others
