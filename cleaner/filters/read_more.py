"""Links inside the story: `Read more: ...`, `Related: ...`, `[ a headline ]`, and link lines all in capitals.

A lead-in must be followed by a colon or bar, or be alone on its line; then the headline under it is removed too, if the
story continues below. A lead-in above five lines or more belongs to the text, as in a guide. A headline in brackets is
longer than the name of a newspaper and stands there once.

A line in capitals is removed if it is as long as a headline and stands between two paragraphs of a story that has at
most two such lines. If there are more, they are subheadings. So is one whose new words the next paragraph takes up, or
one above a list or a short line; and what is quoted, as on a sign or in a post, follows a colon or is signed.

Options: `phrases` = more lead-ins; a line that begins with one of them is removed. `capitals` = false keeps capital
lines.
"""

import re
from collections import Counter
from collections.abc import Iterator

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters._phrases import hit, is_headline
from cleaner.phrases import Hit, Phrases
from cleaner.structure import is_labelled_headline
from cleaner.words import BEGINNING, is_upper, word_count

EXAMPLE = (
    "The council met on Monday.\n\nRelated: Mayor defends bridge plan\n\nIt meets again in May.\n",
    "The council met on Monday.\n\nIt meets again in May.\n",
)

_LONGEST = 40
_TITLE = range(4, 25)
_CAPITALS = range(6, 25)
_MOST_CAPITALS = 2

#: A link in capitals names what it is about in so many longer words; the paragraph below it has so many words.
_FEWEST_TOPICS = 4
_FEWEST_BELOW = 8

#: How few words in brackets can be the name of a source.
_LONGEST_SOURCE = 5

#: A label that leads more lines than this belongs to the text: a guide that sends its readers on after each step.
_MOST_LABELS = 4

#: What the second witness must say of a link: guides use the same words, and theirs stay.
_DOUBT = {"label": 0.5, "whole": 0.6}
_DOUBTFUL = 0.5
_TITLE_BELOW = 0.62

#: Of a line in capitals, if none or one of its words is new in the story and taken up below; if two are, it stays.
_CAPITAL = (0.3, 0.45)

#: The same of a lead-in with its colon, of which a text has so few: news has one or two of them, a guide many.
_FEW_LABELS = 2
_LABEL = 0.2

#: What begins a heading, an entry of a list or the signature under a quotation.
_MARKS = ("#", "*", "-", "+", "\u2013", "\u2014", "\u2022", "\u25cf", "\u25aa")

_BRACKETED = re.compile(r"\[ [^\W\d_a-z].*[^.。] \]")


def read_more(*, phrases: tuple[str, ...] = (), capitals: bool = True) -> Filter:
    own = Phrases({"read-more": {"starts": phrases}}) if phrases else None

    def find(document: Document) -> Iterator[Finding]:
        paragraphs, links = document.paragraphs, dict(_links(document, own))
        labels = Counter(found.phrase for found in links.values() if found.kind == "label")
        for index, found in links.items():
            if labels[found.phrase] > _MOST_LABELS:
                continue
            doubt = _doubt(paragraphs[index], found, few=labels.total() <= _FEW_LABELS)
            why = f"link: {found.kind} {found.phrase!r}"
            yield Finding(index, why=why, sure=found.own, doubt=doubt)
            heads = found.kind == "whole" or paragraphs[index].text.rstrip().endswith(":")
            if heads and _is_title(document, index + 1):
                yield Finding(index + 1, why="title of the link above it", doubt=_TITLE_BELOW)
        for index in _bracketed(document):
            yield Finding(index, why="headline in square brackets")
        if capitals:
            for index in _capital_lines(document):
                doubt = _CAPITAL[_taken_up(document, index)]
                yield Finding(index, why="link line in capitals between paragraphs of the story", doubt=doubt)

    return find


def _links(document: Document, own: Phrases | None) -> Iterator[tuple[int, Hit]]:
    for index in range(len(document.paragraphs)) if own else document.hit:
        paragraph = document.paragraphs[index]
        if paragraph.size <= _LONGEST and not is_headline(document, index):
            found = hit(paragraph, "read-more", own)
            if found and not (found.kind == "label" and not found.own and _is_headline(document, index)):
                yield index, found


def _is_headline(document: Document, index: int) -> bool:
    return is_labelled_headline(document.paragraphs, index, document.opening, document.title)


def _doubt(paragraph: Paragraph, found: Hit, *, few: bool) -> float:
    """How likely residue the second witness must think a link."""
    if found.kind == "label" and few and paragraph.text.lstrip()[0].isalpha():
        return _LABEL
    return _DOUBT.get(found.kind, _DOUBTFUL)


def _is_title(document: Document, index: int) -> bool:
    """Whether a line is a headline with the story going on below it."""
    if not document.opening < index < document.closing:
        return False
    paragraph, below = document.paragraphs[index : index + 2]
    return paragraph.size in _TITLE and not paragraph.ends_sentence and not paragraph.is_prose and below.is_prose


def _bracketed(document: Document) -> Iterator[int]:
    """Headlines in brackets with spaces inside them, `[ Mayor defends bridge plan ]`, between paragraphs.

    A list of what others wrote names them in the same way, `[ The Harbour Gazette ]`, some of them more than once.
    """
    if "[" not in document.text or "[ " not in document.text:
        return
    found = [i for i in range(document.opening + 1, document.closing) if _is_bracketed(document.paragraphs[i])]
    if not any(i in document.copies for i in found):
        yield from (i for i in found if _is_long(document.paragraphs[i]))


def _is_bracketed(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return text.startswith("[ ") and paragraph.size in _TITLE and _BRACKETED.fullmatch(text.rstrip()) is not None


def _is_long(paragraph: Paragraph) -> bool:
    return word_count(paragraph.text.rstrip()[2:-2]) > _LONGEST_SOURCE


def _capital_lines(document: Document) -> list[int]:
    inside = range(document.opening + 1, document.closing)
    lines = [i for i in inside if document.paragraphs[i].text.isupper() and _is_capital_link(document.paragraphs[i])]
    if not lines:
        return []
    every = sum(is_upper(document.paragraphs[i].text) for i in inside)
    return [i for i in lines if _parts_the_story(document, i)] if every <= _MOST_CAPITALS else []


def _is_capital_link(paragraph: Paragraph) -> bool:
    return (
        paragraph.size in _CAPITALS
        and is_upper(paragraph.text)
        and not paragraph.text.rstrip().endswith((".", ":", "?"))
        and not paragraph.text.lstrip().startswith(_MARKS)
        and len(paragraph.topics) >= _FEWEST_TOPICS
    )


def _parts_the_story(document: Document, index: int) -> bool:
    """Whether a line stands between two paragraphs, and is not a subheading of the lower one."""
    above, below = document.paragraphs[index - 1], document.paragraphs[index + 1]
    if not above.ends_sentence or above.text.isupper():
        return False
    if below.size < _FEWEST_BELOW or below.text.lstrip().startswith(_MARKS):
        return False
    return _taken_up(document, index) < len(_CAPITAL)


def _taken_up(document: Document, index: int) -> int:
    """How many long words of a line are new in the story and come again in the next paragraph."""
    line, below = document.paragraphs[index : index + 2]
    both = {word for word in line.topics & below.topics if len(word) == BEGINNING}
    return len(both.difference(*[p.topics for p in document.paragraphs[:index]])) if both else 0
