"""Alt text that names the section it stands in: the heading again below it, or with its number put otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from cleaner.document import Document, Paragraph
from cleaner.filters._captions import stands_over_credit
from cleaner.filters._in_story import is_beside_verse
from cleaner.filters._no_captions import is_signature
from cleaner.lazy import lazy_pattern
from cleaner.words import COLONS, QUESTION_MARKS

_FEWEST_WORDS = 3
_MOST_WORDS = 14
_SECTION = 25
_BESIDE = 8
_OPEN = (*COLONS, *QUESTION_MARKS, ",", ";")
#: `The Corvane Field Kettle.` is the printed caption of `Best kettles - Corvane Field Kettle`.
_ARTICLE = lazy_pattern(r"[A-Z]\w{1,2} (?=[A-Z\d])")
#: `Weight: 3.9 lbs`, between a heading and the text below it.
_FACT = lazy_pattern(r"^[^.!?:\uff1a]{2,40}[:\uff1a]\s*\S")
#: `Tip 2 - Mind the wind`, where the heading is `2. Mind the wind`.
_COUNTED = lazy_pattern(r"[^\W\d]+ (?P<number>\d{1,3})\s*[-|:\u2013\u2014]\s+(?P<name>\S.*)")
_NUMBERED = lazy_pattern(r"(?:#{1,6} )?(?P<number>\d{1,3})[.):]\s+(?P<name>\S.*)")
_PRICE = lazy_pattern(r"(?P<name>[^()]*[^()\s])\s*\((?P<price>[^()]+)\)")


def section_names(document: Document, lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of an alt text and the heading that it names.

    Args:
        document: what is left of the page.
        lines: indices of the lines that may be alt text, in order.
    """
    yield from _said_again(document)
    priced = {i: name for i in lines if (name := _priced(document.paragraphs[i]))}
    for index in lines:
        heading = _counted_otherwise(document, index)
        if heading is None and priced:
            heading = _with_its_price(document, index, priced)
        if heading is not None:
            yield index, heading


def _said_again(document: Document) -> Iterator[tuple[int, int]]:
    """Pairs of a line between running text and the same line above it, if there is no other heading between them."""
    for first, group in document.copies.items():
        if first != group[0] or not _is_name(document.paragraphs[first]):
            continue
        for heading, again in pairwise(group):
            if not document.opening < again < document.closing or is_beside_verse(document, again):
                continue
            # Captions over credits are looked at elsewhere.
            if stands_over_credit(document, again):
                continue
            # What heads text elsewhere too is the heading of a box, or who speaks.
            others = (i for i in group if i not in (heading, again))
            if _is_section(document.paragraphs[heading + 1 : again]) and not any(_heads(document, i) for i in others):
                yield again, heading
                break


def _heads(document: Document, index: int) -> bool:
    return any(p.is_prose for p in document.paragraphs[index + 1 : index + 2])


def _is_name(paragraph: Paragraph) -> bool:
    if not _FEWEST_WORDS <= paragraph.size <= _MOST_WORDS or paragraph.ends_sentence or is_signature(paragraph):
        return False
    text = paragraph.text.rstrip()
    return not (text.endswith(_OPEN) or text.isupper() or text[0].islower())


def _is_section(between: Sequence[Paragraph]) -> bool:
    """Whether some lines are running text, and maybe facts above it, without any heading."""
    if not 0 < len(between) <= _SECTION or not any(p.is_prose for p in between):
        return False
    return between[-1].is_prose and all(map(_is_text, between))


def _is_text(paragraph: Paragraph) -> bool:
    if _NUMBERED.match(paragraph.text) and not paragraph.is_prose:
        return False
    return paragraph.ends_sentence or paragraph.is_prose or _FACT.match(paragraph.text) is not None


def _counted_otherwise(document: Document, index: int) -> int | None:
    """The heading close above that has the number and the words of a line, but not the word before its number."""
    own = _COUNTED.fullmatch(document.paragraphs[index].text.strip())
    if own is None:
        return None
    for at in range(max(0, index - _BESIDE), index):
        heading = _NUMBERED.fullmatch(document.paragraphs[at].text.strip())
        if heading and heading["number"] == own["number"] and _same(heading["name"], own["name"]):
            return at
    return None


def _same(a: str, b: str) -> bool:
    return a.strip().casefold() == b.strip().casefold()


def _with_its_price(document: Document, index: int, priced: Mapping[int, str]) -> int | None:
    """The heading above that ends in the words of a line and their price: `Best of all: Corvane Field Kettle ($89)`.

    A line right above or below must have the words too: a picture and its caption.
    """
    paragraph = document.paragraphs[index]
    if not _is_name(paragraph):
        return None
    name = without_article(paragraph.text.strip()).rstrip(".")
    heading = next((i for i in range(index - 1, index - 1 - _SECTION, -1) if _ends_in(priced.get(i), name)), None)
    others = [p for p in _first_beside(document, index) if name in p.text and p.key != paragraph.key]
    return None if all(p.is_prose or _priced(p) for p in others) else heading


def _ends_in(heading: str | None, name: str) -> bool:
    return heading is not None and (heading == name or heading.endswith(f": {name}"))


def _priced(paragraph: Paragraph) -> str:
    """What a line says before its price in brackets; "" if it has none."""
    found = _PRICE.fullmatch(paragraph.text.strip()) if paragraph.text.rstrip()[-1:] == ")" else None
    return found["name"] if found and any(map(str.isdigit, found["price"])) else ""


def _first_beside(document: Document, index: int) -> list[Paragraph]:
    """What stood right above and below a line when the page came."""
    first, at = document.first.paragraphs, document.at_first(index)
    return first[max(0, at - 1) : at] + first[at + 1 : at + 2]


def without_article(text: str) -> str:
    """A name without the short word with a capital before it."""
    found = _ARTICLE.match(text)
    return text[found.end() :] if found else text
