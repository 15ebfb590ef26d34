"""Links inside the story: `Read more: ...`, `Related: ...`, `[ a headline ]`, and link lines all in capitals.

A lead-in must be followed by a colon or bar, or by a headline in capital letters, or be alone on its line; then the
headlines under it are removed too, if the story continues below, and so are headlines under it with a mark of links, `»
Mayor defends bridge plan`. Where `»` or `›` marks them, it does so in other rows of such lines on the page; three or
more between two paragraphs go without a lead-in. A list that a heading or a colon announces stays. A lead-in above five
lines or more belongs to the text, as in a guide. A headline in brackets is longer than the name of a newspaper and
stands there once.

A line in capitals is removed if it is as long as a headline and stands between two paragraphs of a story that has at
most two such lines. If there are more, they are subheadings. So is one whose new words the next paragraph takes up, or
one above a list or a short line; and what is quoted, as on a sign or in a post, follows a colon or is signed.

Options: `phrases` = more lead-ins; a line that begins with one of them is removed. `capitals` = false keeps capital
lines.
"""

from collections import Counter
from collections.abc import Iterator

from cleaner import model
from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters._marked_headlines import (
    ITEM_MARKS,
    MarkedHeadlines,
    between_paragraphs,
    is_plain,
    is_title,
)
from cleaner.filters._phrases import hit, is_headline
from cleaner.lazy import lazy_pattern
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

#: How many headlines stand under a lead-in, and how likely residue they must be on the average.
_MOST_TITLES = 6
_TITLES_BELOW = 0.35

#: A lead-in in small letters that has lost its colon, before a headline in capital ones; and what a second witness must
#: say of it.
_LEADS = ("Read more ", "See more ", "Watch more ", "Read also ", "Also read ", "Read next ", "Related story ")
_GLUED_DOUBT = 0.2
_FEWEST_GLUED = 4
_LONGEST_SMALL_WORD = 4

_BRACKETED = lazy_pattern(r"\[ [^\W\d_a-z].*[^.。] \]")


def read_more(*, phrases: tuple[str, ...] = (), capitals: bool = True) -> Filter:
    own = Phrases({"read-more": {"starts": phrases}}) if phrases else None

    def find(document: Document) -> Iterator[Finding]:
        paragraphs, links = document.paragraphs, dict(_links(document, own))
        marked = MarkedHeadlines(document)
        labels = Counter(found.phrase for found in links.values() if found.kind == "label")
        for index, found in links.items():
            if labels[found.phrase] > _MOST_LABELS:
                continue
            doubt = _doubt(paragraphs[index], found, few=labels.total() <= _FEW_LABELS)
            why = f"link: {found.kind} {found.phrase!r}"
            yield Finding(index, why=why, sure=found.own, doubt=doubt)
            heads = found.kind == "whole" or paragraphs[index].text.rstrip().endswith(":")
            below = list(_below(document, index + 1)) if heads else []
            yield from below
            if not below and (heads or found.share == 1):
                marked.look_below(index)
        yield from marked.findings()
        for index in _glued(document):
            yield Finding(index, why="headline behind a lead-in without a colon", doubt=_GLUED_DOUBT)
        for index in _bracketed(document):
            yield Finding(index, why="headline in square brackets")
        for index in between_paragraphs(document):
            yield Finding(index, why="one of the headlines with a mark between two paragraphs", sure=True)
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


def _below(document: Document, start: int) -> Iterator[Finding]:
    """The headlines under a lead-in. The last one may be the subheading of what follows."""
    stop = _end_of_titles(document, start)
    if not start < stop <= start + _MOST_TITLES:
        return
    if stop > start + 1 and model.are_residue(document, range(start, stop), _TITLES_BELOW):
        for index in range(start, stop - 1):
            yield Finding(index, why="one of the titles of the link above them", sure=True)
    if stop == start + 1 or is_plain(document.paragraphs[stop - 1]):
        yield Finding(stop - 1, why="title of the link above it", doubt=_TITLE_BELOW)


def _end_of_titles(document: Document, start: int) -> int:
    """Where one headline, or several, that begin at an index end, if the story goes on below; else that index."""
    paragraphs = document.paragraphs
    stop = start
    last = min(document.closing, start + _MOST_TITLES + 1)
    while document.opening < stop < last and is_title(paragraphs[stop]):
        if stop > start and not (is_plain(paragraphs[stop]) and is_plain(paragraphs[start])):
            return start
        stop += 1
    return stop if stop > start and paragraphs[stop].is_prose else start


def _glued(document: Document) -> Iterator[int]:
    """Headlines in capital letters behind a lead-in in small ones: `Read more Mayor Defends Plan for the Bridge`.

    A heading of the story in capital letters would have its second word in them too, and others have none.
    """
    leads = [lead for lead in _LEADS if lead in document.text]
    for index in document.suspects if leads else ():
        text = document.paragraphs[index].text.strip()
        lead = next(filter(text.startswith, leads), None)
        if lead and index > document.opening and index != document.title and _is_in_capitals(text[len(lead) :]):
            yield index


def _is_in_capitals(text: str) -> bool:
    """Whether a text is a headline of which every word but the short ones begins with a capital."""
    words = [word.lstrip("\"'(\u2018\u201c") for word in text.split()]
    if len(words) < _FEWEST_GLUED or text.endswith((".", ":", ";", ",")) or not words[0][:1].isupper():
        return False
    return all(not word[:1].islower() or len(word) <= _LONGEST_SMALL_WORD for word in words)


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
        and not paragraph.text.lstrip().startswith(ITEM_MARKS)
        and len(paragraph.topics) >= _FEWEST_TOPICS
    )


def _parts_the_story(document: Document, index: int) -> bool:
    """Whether a line stands between two paragraphs, and is not a subheading of the lower one."""
    above, below = document.paragraphs[index - 1], document.paragraphs[index + 1]
    if not above.ends_sentence or above.text.isupper():
        return False
    if below.size < _FEWEST_BELOW or below.text.lstrip().startswith(ITEM_MARKS):
        return False
    return _taken_up(document, index) < len(_CAPITAL)


def _taken_up(document: Document, index: int) -> int:
    """How many long words of a line are new in the story and come again in the next paragraph."""
    line, below = document.paragraphs[index : index + 2]
    both = {word for word in line.topics & below.topics if len(word) == BEGINNING}
    return len(both.difference(*[p.topics for p in document.paragraphs[:index]])) if both else 0
