"""Credit lines on their own, gallery counters and viewer controls: `Getty Images`, `Photo: Dana Reyes`, `3 of 12`.

A credit line is short, does not end as a sentence, and consists of names, agencies and words that introduce a credit,
with at least one agency or such word. Without such a word, a line with figures other than years, an item of a numbered
list or a place (`Marlow, PA`) is no credit. A credit at the end of a caption belongs to the caption and stays. So does
a line with a web address, because guides name their sources in this way. A credit with a colon that appears more than
once, as below each picture of a guide, is removed without asking the classifier. Marks (`7/10` on a page with `3/10`)
are not counters; `+12` is one if it comes three times. An agency that the headline names is what the story is about.

Options: `phrases` = more phrases; a line that begins with one of them is removed.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from cleaner.credits import is_credit, is_introduced, is_signed_for_paper, may_be_credit, without_credit
from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters._in_story import is_in_story
from cleaner.filters._phrases import hit
from cleaner.lazy import kept, lazy_pattern
from cleaner.phrases import Phrases, table
from cleaner.words import WORD, words

EXAMPLE = (
    "Council meets on Monday\n\nDana Reyes/AFP via Getty Images\n\n3 of 12\n\n"
    "The council met again, as it does in May.\n",
    "Council meets on Monday\n\nThe council met again, as it does in May.\n",
)

_COUNTER = lazy_pattern(r"\(?\d{1,3}\s*(?:/|of|von|sur|de|di|van|av|af|z|\u0438\u0437)\s*\d{1,3}\)?", re.IGNORECASE)
_LONGEST_COUNTER = 20
_COUNT = lazy_pattern(r"\d{1,3}")
#: How many more photos there are: `+12` below each of them.
_MORE = lazy_pattern(r"\+\s?\d{1,3}")
_FEWEST_EQUAL = 3
_ADDRESS = lazy_pattern(r"https?://|www\.|\w\.com\b")
_MOST_WORDS = 15
_LONGEST_NAME = 2
_FEWEST_CAPTION = 5

#: How many words the lines above and below have in a table, and how many of them there are.
_LONGEST_CELL = 3
_BESIDE_CELL = 2

#: What the second witness must say of a line that has no word which says that it is a credit.
_DOUBT = 0.3

#: The same of a single word inside the story: guides have subheadings like `Images`.
_WORD_DOUBT = 0.7

#: What reviews give marks out of. A gallery that shows a single counter is at its first picture.
_FULL_MARKS = frozenset((5, 6, 10, 20, 100))


def photo_credit(*, phrases: tuple[str, ...] = ()) -> Filter:
    own = Phrases({"photo-credit": {"starts": phrases}}) if phrases else None

    def find(document: Document) -> Iterator[Finding]:
        paragraphs = document.paragraphs
        for index in range(len(paragraphs)) if own else document.suspects:
            paragraph = paragraphs[index]
            form = _form(paragraph)
            if form is None or index == document.title or _is_of_story(document, index, form):
                continue
            if form == "counter":
                if not _is_mark(document, index):
                    doubt = 0.0 if paragraph.text.lstrip().startswith("+") else _DOUBT
                    yield Finding(index, why="gallery counter", doubt=doubt)
            elif form == "count" and _beside_control(document, index):
                yield Finding(index, why="number of photos beside a viewer control", doubt=_DOUBT)
            elif (found := hit(paragraph, "photo-credit", own)) and not is_in_story(document, index, found):
                if found.kind == "contains" and _is_caption(paragraph) and not found.own:
                    continue
                doubt = _doubt(document, index)
                yield Finding(index, why="photo credit or viewer control", sure=found.own, doubt=doubt)
            elif form == "credit" and not found:
                doubt = _doubt(document, index)
                yield Finding(index, why="photo credit", sure=_is_repeated_label(document, index), doubt=doubt)

    return find


def _doubt(document: Document, index: int) -> float:
    paragraph = document.paragraphs[index]
    if _form(paragraph) == "credit":
        return 0.0 if is_introduced(paragraph.text) or is_signed_for_paper(paragraph.text) else _DOUBT
    inside = paragraph.size == 1 and document.opening < index < document.closing
    return _WORD_DOUBT if inside else _DOUBT


def _is_caption(paragraph: Paragraph) -> bool:
    """Whether a line says what a picture shows before it names its credit."""
    return paragraph.credited and len(words(without_credit(paragraph.text))) >= _FEWEST_CAPTION


@kept
def _form(paragraph: Paragraph) -> str | None:
    """What a line has the form of: a `counter`, a `count`, a `credit`, "" for neither; None if it can be no credit."""
    text = paragraph.text
    if " - " in text and (once := _written_twice(text)):
        return "credit" if is_introduced(once) and is_credit(once) else ""
    if paragraph.size > _MOST_WORDS or paragraph.is_prose or _has_address(text):
        return None
    if _COUNTER.fullmatch(text.strip()) or _MORE.fullmatch(text.strip()):
        return "counter"
    if _COUNT.fullmatch(text.strip()):
        return "count"
    return "credit" if may_be_credit(paragraph) and is_credit(text) and not _is_caseless_sentence(paragraph) else ""


def _written_twice(text: str) -> str:
    """What a line says twice, once as the description of a picture: `Photo: Dana Reyes - Photo: Dana Reyes`."""
    first, _, second = text.strip().partition(" - ")
    return first.strip() if first.strip() == second.strip() else ""


def _is_caseless_sentence(paragraph: Paragraph) -> bool:
    """Whether a line ends as a sentence does and has no capitals that would tell its names from other words."""
    return paragraph.ends_sentence and not any(c.isupper() or c.islower() for c in paragraph.text)


def _is_mark(document: Document, index: int) -> bool:
    """Whether a counter is a mark out of so many, or a score: `7/10` where `3/10` stands too, `145/3`, one `+3`."""
    if document.paragraphs[index].text.lstrip().startswith("+"):
        return len(document.copies.get(index, ())) < _FEWEST_EQUAL
    number, total = _numbers(document.paragraphs[index])
    return number > total or total in _totals_of_marks(document)


@kept
def _totals_of_marks(document: Document) -> set[int]:
    """What marks are out of: totals behind a single number, or behind different ones that do not follow one another."""
    found: dict[int, list[int]] = {}
    for paragraph in document.paragraphs:
        if len(paragraph.text) <= _LONGEST_COUNTER and _form(paragraph) == "counter" and "+" not in paragraph.text:
            number, total = _numbers(paragraph)
            found.setdefault(total, []).append(number)
    return {
        total
        for total, numbers in found.items()
        if (len(numbers) == 1 and numbers[0] > 1 and total in _FULL_MARKS)
        or (len(set(numbers)) > 1 and any(b != a + 1 for a, b in pairwise(numbers)))
    }


def _numbers(paragraph: Paragraph) -> tuple[int, int]:
    number, total = re.findall(r"\d+", paragraph.text)
    return int(number), int(total)


def _has_address(text: str) -> bool:
    return ("://" in text or "www." in text or ".com" in text) and _ADDRESS.search(text) is not None


def _is_of_story(document: Document, index: int, form: str) -> bool:
    """Whether a line is what the story is about, or stands in a table of it."""
    return _is_subject(document, document.paragraphs[index]) or (form == "credit" and _is_cell(document, index))


def _is_subject(document: Document, paragraph: Paragraph) -> bool:
    """Whether a line of one or two words begins with the headline's subject: `Getty`, where two dogs are called so."""
    if document.title is None or paragraph.size > _LONGEST_NAME or not paragraph.words:
        return False
    first = paragraph.words[0]
    if first not in _first_of_agencies() or first not in document.paragraphs[document.title].vocabulary:
        return False
    return paragraph.text.strip()[0].isupper()


@cache
def _first_of_agencies() -> frozenset[str]:
    return frozenset(found[0] for found in map(WORD.findall, table("photo-credit", "agency")) if found)


def _is_cell(document: Document, index: int) -> bool:
    """Whether a word stands in a table: among lines of a few words, as `PA` between the names of other states."""
    paragraphs = document.paragraphs
    if (
        paragraphs[index].size > 1
        or not document.opening < index - _BESIDE_CELL < index + _BESIDE_CELL < document.closing
    ):
        return False
    beside = [*paragraphs[index - _BESIDE_CELL : index], *paragraphs[index + 1 : index + _BESIDE_CELL + 1]]
    return all(p.size <= _LONGEST_CELL and not p.hits for p in beside)


def _is_repeated_label(document: Document, index: int) -> bool:
    """Whether a line names its credit as one and stands more than once: no sentence of a guide does."""
    return index in document.copies and ":" in document.paragraphs[index].text


def _beside_control(document: Document, index: int) -> bool:
    """Whether a line next to this one opens a gallery or a picture."""
    beside = [*document.paragraphs[max(0, index - 1) : index], *document.paragraphs[index + 1 : index + 2]]
    return any(h.table == "photo-credit" and h.kind in ("whole", "starts") for p in beside for h in p.hits)
