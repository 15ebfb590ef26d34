"""Alt text that names what the page names beside it: it has the words of the line above, or of headings of its section.

Extractors put the alt text of a picture on a line of its own. In a guide it is the name of the thing shown, which is
the heading above it; or that and what is seen of the thing, `Hand on the lid of the Corvane Field Kettle`.
"""

from collections.abc import Iterator, Mapping, Sequence

from cleaner.document import Document, Paragraph
from cleaner.filters._captions import stands_over_credit
from cleaner.filters._no_captions import is_other_kind
from cleaner.filters._section_names import section_names, without_article
from cleaner.filters._small_letters import in_small_letters, is_title_like
from cleaner.lazy import lazy_pattern
from cleaner.words import COLONS

_FEWEST_WORDS = 3
_LONGEST_ABOVE = 160
_MOST_MORE = 12

_FEWEST_NAMED = 4
_LONGEST_SENTENCE = 24
_LONGEST_HEADING = 90
_LONGEST_ARTICLE = 5
_SECTION = 60
_LONGEST_SMALL_WORD = 3

_NUMBERED = lazy_pattern(r"(?:#{1,6} )?\d{1,3}[.):] ")
#: The number of a model, which headings leave out: `Corvane CF-20 Field Kettle`.
_MODEL = lazy_pattern(r"(?<=\w )[A-Z][A-Z-]*\d[\w-]* (?=\w)")
#: What goes on after a name and is no name.
_MORE = lazy_pattern(r" (?:[-:\u2013\u2014] ?\w|[(,]|[^\W\d_A-Z]\w*)")
#: Between a headline and the way to it, or the name of the site.
_WAY = lazy_pattern(r"[|/\u00bb\u203a>\u2192](?:\s|$)")
#: What stands between two headings that are one line.
_SPACE = lazy_pattern(r"(?::| [-|\u2013\u2014])? ")


def alt_texts(document: Document) -> dict[int, int]:
    """For each alt text the line that has its words and stays."""
    found: dict[int, int] = {}
    for copy, original in _pairs(document):
        original = _last(found, original)
        if original != copy:
            found.setdefault(copy, original)
    return {copy: _last(found, original) for copy, original in found.items()}


def _last(found: Mapping[int, int], original: int) -> int:
    while original in found:
        original = found[original]
    return original


def _pairs(document: Document) -> Iterator[tuple[int, int]]:
    lines = [i for i in document.suspects if i and i != document.title]
    yield from ((i, i - 1) for i in lines if _is_inside(document.paragraphs, i) and _is_of_picture(document, i))
    yield from ((i - 1, i) for i in lines if i - 1 > document.opening and _goes_on(document, i))
    yield from ((i, i - 1) for i in lines if i - 1 > document.opening and _is_short_form(document.paragraphs, i))
    yield from section_names(document, lines)
    yield from in_small_letters(document, lines)
    named = [i for i in lines if i > document.opening and is_title_like(document.paragraphs[i])]
    pairs = dict(_of_two(document.paragraphs, lines, named))
    pictured: dict[str, int] = {}
    for index in named:
        heading = pairs.get(index)
        if heading is None and stands_over_credit(document, index):
            heading = _named_in(document, index)
            if heading is not None:
                pictured.setdefault(document.paragraphs[heading].text, heading)
            else:
                # Elsewhere than in its section, what has other pictures is named letter by letter.
                text = document.paragraphs[index].text
                heading = next((i for name, i in pictured.items() if name in text and name != text), None)
        if heading is not None:
            yield from ((i, heading) for i in document.copies.get(index, (index,)))


def _is_inside(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether the words of a line stand, letter by letter, in the line above, which is no running text either."""
    above, text = paragraphs[index - 1].text, paragraphs[index].text
    if len(text) > len(above) + _LONGEST_ARTICLE or len(above) > _LONGEST_ABOVE or "://" in above:
        return False
    text = text.rstrip(" .")
    if text not in above and (text := without_article(text)) not in above:
        return False
    if text.count(" ") < _FEWEST_WORDS - 1 or paragraphs[index - 1].ends_sentence or paragraphs[index - 1].is_prose:
        return False
    before, _, behind = above.partition(text)
    if before[-1:].isalnum() or behind[:1].isalnum() or above == paragraphs[index].text:
        return False
    if is_other_kind(paragraphs[index - 1], paragraphs[index]):
        return False
    return not _WAY.search(before + behind) and (before + behind).count(" ") <= _MOST_MORE


def _is_of_picture(document: Document, index: int) -> bool:
    """Whether a line stands where pictures do: alone with the line above between paragraphs, or above a credit.

    The names of a list also have words of each other: `Northvale Rovers II`, `Northvale Rovers`.
    """
    paragraphs = document.paragraphs
    if stands_over_credit(document, index) or paragraphs[index].text.rstrip().endswith("."):
        return True
    below = paragraphs[index + 1 : index + 2]
    if not (index > 1 and paragraphs[index - 2].is_prose and below and below[0].is_prose):
        return False
    # Below a picture whose alt text says more, a line with some of its words may be a heading.
    return _adds_label(paragraphs[index - 1].text, paragraphs[index].text)


def _adds_label(above: str, text: str) -> bool:
    """Whether a line has before the words of another what ends in a colon, or brackets behind them."""
    before, _, behind = above.partition(text)
    return before.rstrip().endswith(COLONS) or behind.lstrip().startswith("(")


def _goes_on(document: Document, index: int) -> bool:
    """Whether a line is the one above and goes on: `Corvane Field Kettle`, `Corvane Field Kettle - with its lid`.

    The names of a list go on with a name, `Corvane Field Kettle XL`.
    """
    paragraphs = document.paragraphs
    above, paragraph = paragraphs[index - 1], paragraphs[index]
    rest = paragraph.text[len(above.text) :]
    if not rest or not paragraph.text.startswith(above.text) or not _MORE.match(rest) or above.size < _FEWEST_WORDS:
        return False
    if above.ends_sentence or paragraph.ends_sentence or paragraph.is_prose or index - 1 == document.title:
        return False
    if paragraph.tight or rest.count(" ") > _MOST_MORE or _WAY.search(rest) or is_other_kind(above, paragraph):
        return False
    if any(p.is_prose for p in paragraphs[index + 1 : index + 2]) or stands_over_credit(document, index):
        return True
    return paragraphs[index - 2].is_prose and not rest[1:2].isalpha()


def _is_short_form(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line between paragraphs is the beginning of the sentence above: a picture's name under what it shows.

    A heading stands above the sentences that begin with its words.
    """
    above, paragraph = paragraphs[index - 1], paragraphs[index]
    if not above.text.startswith(paragraph.text) or above.text[len(paragraph.text) :][:1] != " ":
        return False
    if paragraph.tight or not is_title_like(paragraph):
        return False
    sides = (*paragraphs[index - 2 : index - 1], *paragraphs[index + 1 : index + 2])
    return above.ends_sentence and above.size <= _LONGEST_SENTENCE and len(sides) > 1 and all(p.is_prose for p in sides)


def _of_two(paragraphs: Sequence[Paragraph], lines: Sequence[int], named: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of a line and the heading of a paragraph above it, if it is that and another: `Corvane Our favourites`."""
    headings = {_unnumbered(paragraphs[i].text): i for i in reversed(lines) if _heads_text(paragraphs, i)}
    first_words = {heading.partition(" ")[0] for heading in headings}
    longer = [i for i in named if paragraphs[i].text.partition(" ")[0].rstrip(":") in first_words]
    if not longer:
        return
    titles = {without_article(_unnumbered(paragraphs[i].text)): i for i in reversed(named)}
    for index in longer:
        text = paragraphs[index].text
        for space in _SPACE.finditer(text):
            at, behind = space.span()
            heading = headings.get(text[:at], index)
            title = titles.get(without_article(text[behind:]), index)
            if heading < index and title < index:
                yield index, heading
                break


def _unnumbered(text: str) -> str:
    found = _NUMBERED.match(text)
    return text[found.end() :] if found else text


def _heads_text(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether running text follows a short line, or the line below it."""
    if len(paragraphs[index].text) > _LONGEST_HEADING or paragraphs[index].ends_sentence:
        return False
    return any(p.is_prose for p in paragraphs[index + 1 : index + 3])


def _named_in(document: Document, index: int) -> int | None:
    """The nearest heading above a caption whose words stand in the caption, letter by letter."""
    text = document.paragraphs[index].text
    bare = _MODEL.sub("", text)
    for at in range(index - 1, max(-1, index - 1 - _SECTION), -1):
        above = document.paragraphs[at]
        if len(above.text) < len(text) and (above.text in text or above.text in bare) and _is_heading(document, at):
            # Of a caption and its alt text, the fuller one stays.
            first = document.copies.get(at, (at,))[0]
            return first if at < index - 1 or above.text == bare else None
    return None


def _is_heading(document: Document, index: int) -> bool:
    """Whether a line is a name or at least no caption."""
    paragraph = document.paragraphs[index]
    if paragraph.size < _FEWEST_NAMED or paragraph.credited:
        return False
    return _is_name(paragraph.text) or not stands_over_credit(document, index)


def _is_name(text: str) -> bool:
    """Whether all words begin with a capital or a figure, but for short ones."""
    return all(not word[0].islower() or len(word) <= _LONGEST_SMALL_WORD for word in text.split())
