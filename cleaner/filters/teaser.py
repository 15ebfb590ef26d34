"""Blocks of other stories, as one unit: slug and title pairs, headline lists, `MORE STORIES` and what is under it.

After the last paragraph of the story, these lines are removed: a slug and the headline that it spells, lines under a
heading such as `Most read`, and three or more headlines in a row. Inside the story only a heading is removed, with the
few headlines under it, or headlines that each have a few words above them. A single last line stays, since it may
belong to the story and lack its full stop. So does a list of the story: one that a line with words of the story and a
colon announces, one whose lines all have the same marks, as dates of a tour have, one that goes on with the numbers of
headings in the story, and one at the end of a page on which nothing else tells of a site.

Options: `phrases` = more headings.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from cleaner import model
from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters._facts import is_fact
from cleaner.filters._lists import are_alike, is_announced, is_at_end
from cleaner.filters._parts import is_part
from cleaner.filters._phrases import hit
from cleaner.filters.slug_line import spells
from cleaner.lazy import kept, lazy_pattern
from cleaner.phrases import Phrases

EXAMPLE = (
    "The council met on Monday, and it decided nothing at all.\n\n"
    "ferry-runs-late-again-in-may\n\nFerry runs late again in May\n",
    "The council met on Monday, and it decided nothing at all.\n",
)

_HEADLINE = range(4, 28)
_MOST_INSIDE = 6
_LONGEST_KICKER = 5
_FEWEST_IN_ROW = 3
_FEWEST_STORY = 4
_LONGEST_DECK = 30

#: Who asks or answers, before it, and who has said or written it, behind it.
_SPEAKER = lazy_pattern(r"^[^\W\d_]: |\s[—–―] ?[^\W\d_][\w.,' ]{1,24}$")

#: How likely residue a sentence under a headline must be, and one that is the only one.
_DECK = 0.08
_ONLY_DECK = 0.5

#: How likely the lines of a block must be residue, on the average.
_UNDER_HEADING = 0.35
_IN_ROW = 0.7


def teaser(*, phrases: tuple[str, ...] = ()) -> Filter:
    own = Phrases({"teaser": {"starts": phrases}}) if phrases else None

    def find(document: Document) -> Iterator[Finding]:
        if document.closing < 0:
            return
        paragraphs = document.paragraphs
        lines = range(len(paragraphs)) if own else document.hit
        headings = [i for i in lines if i > document.opening and hit(paragraphs[i], "teaser", own)]
        start = _start_of_block(document, headings)
        for heading in headings:
            if heading < start:
                yield from _inside(document, heading)
        yield from _after(document, start, set(headings))

    return find


def _start_of_block(document: Document, headings: list[int]) -> int:
    """Index of the first line after the story. Headlines with a sentence under each, after a heading, are none."""
    paragraphs = document.paragraphs
    for heading in headings:
        below = paragraphs[heading + 1 :]
        if heading > document.closing or _story(document, heading) < _FEWEST_STORY or len(below) < _FEWEST_IN_ROW:
            continue
        if _are_decked(document, heading + 1):
            return heading
    return document.closing + 1


def _are_decked(document: Document, start: int) -> bool:
    """Whether the lines from an index on are headlines, some with a sentence or two that do not read like the story."""
    lines = document.paragraphs[start:]
    if not _is_headline(lines[0]) or any(p.size > _LONGEST_DECK for p in lines):
        return False
    decks = [start + i for i, p in enumerate(lines) if p.is_prose]
    if _take_turns(lines):
        return True
    least = _DECK if len(decks) > 1 else _ONLY_DECK
    return all(model.likely(document, i) >= least for i in decks)


def _take_turns(lines: Sequence[Paragraph]) -> bool:
    """Whether each of some headlines has one sentence under it."""
    heads, decks = lines[::2], lines[1::2]
    return len(heads) == len(decks) > 1 and all(map(_is_headline, heads)) and all(p.is_prose for p in decks)


def _story(document: Document, stop: int) -> int:
    return sum([p.is_prose for p in document.paragraphs[:stop]])


def _inside(document: Document, heading: int) -> Iterator[Finding]:
    """A heading in the middle of the story and the headlines under it."""
    below = _headlines(document, heading + 1)
    found = below and model.are_residue(document, [heading, *below], _UNDER_HEADING)
    if not found and (below := _under_kickers(document, heading + 1)):
        # In so many lines little is left of what told of residue once the rest of it is gone.
        page, first = document.first, document.at_first
        found = model.are_residue(page, [first(index) for index in (heading, *below)], _UNDER_HEADING)
    if found:
        yield Finding(heading, why="heading of related stories", sure=True)
        for index in below:
            yield Finding(index, why="headline under a heading of related stories", sure=True)


def _headlines(document: Document, start: int) -> list[int]:
    """The headlines in a row from an index on; none if there are too many."""
    row = takewhile(lambda index: _is_headline(document.paragraphs[index]), range(start, document.closing))
    found = list(islice(row, _MOST_INSIDE + 1))
    return found if len(found) <= _MOST_INSIDE else []


def _under_kickers(document: Document, start: int) -> list[int]:
    """Three headlines or more from an index on, each with a few words above it, with the story going on below them."""
    paragraphs = document.paragraphs
    stop, last = start, min(document.closing, start + 2 * _MOST_INSIDE + 2)
    while stop + 1 < last and _is_kicker(paragraphs[stop]) and _is_headline(paragraphs[stop + 1]):
        stop += 2
    pairs = (stop - start) // 2
    return list(range(start, stop)) if _FEWEST_IN_ROW <= pairs <= _MOST_INSIDE and paragraphs[stop].is_prose else []


def _is_kicker(paragraph: Paragraph) -> bool:
    return paragraph.size <= _LONGEST_KICKER and not paragraph.tight and not paragraph.ends_sentence


def _after(document: Document, start: int, headings: set[int]) -> Iterator[Finding]:
    """The lines after the story."""
    paragraphs = document.paragraphs
    taken: set[int] = set()
    for index in range(start, len(paragraphs)):
        if index in taken:
            continue
        if " " not in paragraphs[index].text.strip() and spells(paragraphs, index) == index + 1:
            taken |= {index, index + 1}
            yield Finding(index, why="slug of another story", sure=True)
            yield Finding(index + 1, why="headline spelled by the slug before it", sure=True)
        elif index in headings and model.are_residue(document, range(index, len(paragraphs)), _UNDER_HEADING):
            yield Finding(index, why="heading of related stories", sure=True)
            for below in range(index + 1, len(paragraphs)):
                taken.add(below)
                yield Finding(below, why="under a heading of related stories", sure=True)
    rest = [i for i in range(start, len(paragraphs)) if i not in taken]
    yield from _row(document, [i for i in rest if not (is_announced(document, i) or is_fact(document, i))], start)


def _row(document: Document, rest: list[int], start: int) -> Iterator[Finding]:
    """Headlines in a row after the story, without a heading."""
    headlines = [i for i in rest if _is_headline(document.paragraphs[i])]
    if len(headlines) < _FEWEST_IN_ROW or len(headlines) < 0.8 * len(rest):
        return
    if is_at_end(document, start) or are_alike([document.paragraphs[i] for i in headlines]):
        return
    if is_part(document, headlines[0]):
        return
    if _story(document, start) >= _FEWEST_STORY and model.are_residue(document, headlines, _IN_ROW):
        for index in headlines:
            yield Finding(index, why="one of a row of headlines after the story", sure=True)


def _is_headline(paragraph: Paragraph) -> bool:
    """Whether a line could be a headline: reads like one, and stands by itself."""
    return _reads_like_headline(paragraph) and not paragraph.tight


@kept
def _reads_like_headline(paragraph: Paragraph) -> bool:
    """Whether a line is a few words, without a full stop, with a capital first where there are capitals."""
    text = paragraph.text.strip()
    return (
        paragraph.size in _HEADLINE
        and not paragraph.is_prose
        and (not paragraph.ends_sentence or text.endswith(("?", "!", "...", "\u2026")))
        and not text[0].islower()
        and not _SPEAKER.search(text)
    )
