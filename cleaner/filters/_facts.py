"""Lines of the story that do not read like one: its notes and sources, captions, when and where something is."""

from collections.abc import Iterator

from cleaner.credits import is_credit
from cleaner.document import Document, Paragraph
from cleaner.filters._posts import is_of_post
from cleaner.filters._sources import is_source
from cleaner.lazy import kept, lazy_pattern

#: `[\*2](#fn-2): ...`, `[^2]: ...`: notes at the foot of a text in Markdown.
_NOTE = lazy_pattern(r"\[(?:\\?[*^])?\d{1,3}\]\(#\S*\)\s*\S|\[\^\w{1,20}\]:\s*\S")

#: `Reyes, D. (2019, June 1). Ferries ...`, `(n.d.). Ferries ...`.
_YEAR = lazy_pattern(r"\((?:n\.\s?d\.|(?:1[6-9]|20)\d\d[a-z]?(?:, [^\W\d_]{3,9}\.?(?: \d{1,2})?)?)\)\. \S")

#: `[Harbour Law, p. 41]`: where something is written that the story has just told.
_CITED = lazy_pattern(r"[\[(][^\[\]()]{0,80}\b(?:nos?|nr|pp?|vol|chap|hal|pág|S)\.\s?\d[^\[\]()]{0,40}[\])]\.?")

#: `... forty people aboard [Splash]`, `Ellery (AFP)`.
_IN_BRACKETS = lazy_pattern(r"\s[\[(]([^()\[\]]{2,40})[\])]\.?$")
#: `... as the ferry leftCredit: Splash`: a credit that has lost the space before it.
_GLUED = lazy_pattern(r"[a-z0-9\"'\u2019\u201d)](Credit: ?[A-Z].{1,60})$")
_FEWEST_CAPTION_WORDS = 4

#: Labels of the facts of an event, as paragraph keys: when it is, where, and what else is told of it.
_WHEN = frozenset(
    "date dates when time times datum zeit wann uhrzeit fecha hora cuándo quand heure data ora orario".split()
)
_WHERE = frozenset(
    "venue where location address ort wo adresse lugar dónde dirección lieu où luogo dove indirizzo".split()
)
_WHAT = frozenset("website tickets cost price prices admission phone entry eintritt preis precio prix prezzo".split())
_LABELS = _WHEN | _WHERE | _WHAT
_LONGEST_LABEL = 12
_FACT_LINES = 3
_FAR = 40


def is_fact(document: Document, index: int) -> bool:
    """Whether a line belongs to the story by its form, whatever it reads like.

    Args:
        document: what is left of the page.
        index: the line's place in it.
    """
    paragraph = document.paragraphs[index]
    if _is_note(paragraph) or _is_credited(paragraph) or is_detail(document, index):
        return True
    return is_of_post(document, index) or is_source(document, index)


def is_detail(document: Document, index: int) -> bool:
    """Whether a line tells when or where an event is, under a label that says so, or is that label."""
    # Few lines have a label above them.
    above = document.paragraphs[max(0, index - _FACT_LINES) : index + 1]
    return any(map(_label, above)) and index in _details(document)


@kept
def _is_note(paragraph: Paragraph) -> bool:
    """Whether a line is a note or an entry in a list of sources."""
    text = paragraph.text
    if text.lstrip()[:1] in "[(" and (_NOTE.match(text.lstrip()) or _CITED.fullmatch(text.strip())):
        return True
    return ")." in text and _YEAR.search(text) is not None


@kept
def _is_credited(paragraph: Paragraph) -> bool:
    """Whether a line is a caption whose credit stands in brackets, or has lost the space before it."""
    text = paragraph.text.rstrip()
    if paragraph.size < _FEWEST_CAPTION_WORDS:
        return False
    found = _IN_BRACKETS.search(text) if text.endswith((")", "]", ").", "].")) else _GLUED.search(text)
    return found is not None and is_credit(found[1])


@kept
def _details(document: Document) -> frozenset[int]:
    """When and where an event is: `Date:`, `Time:`, `Venue`, and the few lines under each.

    One label alone is that of a form; of an event at least two are told, one of them with figures under it.
    """
    paragraphs = document.paragraphs
    labels = {i: label for i in range(document.opening + 1, len(paragraphs)) if (label := _label(paragraphs[i]))}
    dated = {i for i, label in labels.items() if label in _WHEN and _has_figures(paragraphs[i + 1 : i + 2])}
    found: set[int] = set()
    for index, label in labels.items() if dated else ():
        near = range(index - _FAR, index + _FAR + 1)
        others = [at for at in near if labels.get(at, label) != label]
        if others and not dated.isdisjoint((index, *others)):
            found.update(_with_facts(paragraphs, index))
    return frozenset(found)


@kept
def _label(paragraph: Paragraph) -> str:
    """The word of a line that is nothing but a label of the facts of an event; "" of others."""
    if len(paragraph.text) > _LONGEST_LABEL or paragraph.size != 1:
        return ""
    return paragraph.key if paragraph.key in _LABELS else ""


def _has_figures(paragraphs: list[Paragraph]) -> bool:
    return any(char.isdigit() for p in paragraphs for char in p.text)


def _with_facts(paragraphs: list[Paragraph], index: int) -> Iterator[int]:
    """A label and what stands under it: one line, or the few of a place."""
    yield index
    lines = _FACT_LINES if _label(paragraphs[index]) in _WHERE else 1
    for below in range(index + 1, min(index + 1 + lines, len(paragraphs))):
        if paragraphs[below].hits or paragraphs[below].is_prose or paragraphs[below].text.rstrip().endswith(":"):
            return
        yield below
