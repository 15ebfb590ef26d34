"""Sentences that are broken over several lines, in text that was wrapped without any width that could be told."""

from collections.abc import Sequence

from cleaner.document import Document, Paragraph
from cleaner.lazy import kept, lazy_pattern
from cleaner.words import COLONS

#: Lines before and after a line that are looked at.
_AROUND = 6

#: Fewest breaks inside a sentence, and their share of the lines that end no sentence.
_FEWEST_BREAKS = 3
_BROKEN = 0.4

#: The share of lines in which a sentence ends.
_ENDS = 0.15
_FEWEST_WORDS = 4

#: Words of the longest piece of a sentence that markup has broken, of the shortest, and of all of them.
_LONG_PIECE = 6
_SHORT_PIECE = 3
_FEWEST_TOGETHER = 8
_OTHER_ENDS = ("?", "!", "...", "\u2026")
#: Signs that follow a word.
_INSIDE = frozenset(",;.)")
#: Signs of addresses and choices, within a word.
_SIGNS = lazy_pattern(r"\w[./_@]\w")


def is_broken_sentence(document: Document, index: int) -> bool:
    """Whether a line is a piece of running text whose sentences go on from line to line.

    Headlines and buttons begin with a capital, or end without a full stop, each by itself. In scripts without capitals
    nothing can be told.

    Args:
        document: what is left of the page.
        index: the line's place in it.
    """
    lines = document.paragraphs[max(0, index - _AROUND) : index + _AROUND + 1]
    own = min(index, _AROUND)
    if _is_piece(lines, own) or _is_name_in_broken(document, index):
        return True
    if not (_goes_on(lines, own) or (own > 0 and _goes_on(lines, own - 1) and _may_go_on(lines[own]))):
        return False
    joints = [at for at in range(len(lines) - 1) if _goes_on(lines, at)]
    broken = sum(_starts_small(lines[at + 1]) for at in joints)
    ends = sum(line.ends_sentence or _ends_inside(line) for line in lines)
    return broken >= _FEWEST_BREAKS and broken >= _BROKEN * len(joints) and ends >= _ENDS * len(lines)


def _is_piece(lines: Sequence[Paragraph], own: int) -> bool:
    """Whether a line is a piece of one sentence, broken where a link or other markup stood in it.

    The pieces begin with small letters, or with what no line begins with: `, professor of law`. Together they are a
    sentence, one of them at least more than a few words of it. One that others follow is short, as no line is that was
    wrapped.
    """
    first = last = own
    while first > 0 and _is_joint(lines[first - 1], lines[first]):
        first -= 1
    while last + 1 < len(lines) and _is_joint(lines[last], lines[last + 1]):
        last += 1
    pieces = lines[first : last + 1]
    if len(pieces) == 1 or not (pieces[-1].ends_sentence or _ends_inside(pieces[-1])) or _asks(pieces[-1]):
        return False
    sizes = [p.size for p in pieces]
    return min(sizes[:-1]) <= _SHORT_PIECE and max(sizes) >= _LONG_PIECE and sum(sizes) >= _FEWEST_TOGETHER


def _is_name_in_broken(document: Document, index: int) -> bool:
    """Whether a line is a name that begins a sentence, `Splash` above `CEO Dana Reyes said ...`, where links break it.

    The page has other sentences that are broken so, and the story the name in a sentence.
    """
    if not document.opening < index < document.closing or document.paragraphs[index].size > _SHORT_PIECE:
        return False
    paragraph, above, below = (document.paragraphs[i] for i in (index, index - 1, index + 1))
    if paragraph.condemned or paragraph.ends_sentence or not above.ends_sentence or below.size < _LONG_PIECE:
        return False
    if _breaks_inside(document) < _FEWEST_BREAKS:
        return False
    name = paragraph.text.strip()
    return name[:1].isupper() and any(name in p.text for p in document.paragraphs if p.is_prose)


@kept
def _breaks_inside(document: Document) -> int:
    """How often a sentence of the story goes on in small letters, or with a sign, on the next line."""
    paragraphs = document.paragraphs
    inside = range(document.opening + 1, max(document.closing, 0))
    return sum(_is_joint(paragraphs[i], paragraphs[i + 1]) for i in inside)


def _is_joint(above: Paragraph, below: Paragraph) -> bool:
    """Whether a sentence goes on from one line to the next."""
    text = above.text.strip()
    if above.ends_sentence or text.endswith(COLONS) or text.isdigit():
        return False
    # Buttons begin with a capital.
    if above.condemned and not _starts_small(above):
        return False
    sign = below.text.lstrip()[:2]
    return _goes_on_small(below) or text.endswith(",") or (sign[:1] in _INSIDE and sign[1:] in (" ", ""))


@kept
def _goes_on_small(paragraph: Paragraph) -> bool:
    """Whether a line begins with a word in small letters: no address, and no name of a reader among other letters."""
    first, _, rest = paragraph.text.lstrip().partition(" ")
    other = rest[:1].isalpha() and rest[:1].upper() == rest[:1].lower()
    return first.islower() and not _SIGNS.search(first) and not other


def _goes_on(lines: Sequence[Paragraph], at: int) -> bool:
    """Whether the line at a place ends no sentence, so that the next one may go on with it."""
    return at + 1 < len(lines) and lines[at].size >= _FEWEST_WORDS and not lines[at].ends_sentence


def _may_go_on(paragraph: Paragraph) -> bool:
    """Whether a line may be the last piece of a sentence: no button of a few words."""
    return paragraph.size >= _FEWEST_WORDS or paragraph.ends_sentence or _starts_small(paragraph)


def _asks(paragraph: Paragraph) -> bool:
    """Whether a line ends as buttons and teasers do."""
    return paragraph.text.rstrip().endswith(_OTHER_ENDS)


@kept
def _starts_small(paragraph: Paragraph) -> bool:
    return paragraph.text.lstrip()[:1].islower()


@kept
def _ends_inside(paragraph: Paragraph) -> bool:
    return ". " in paragraph.text
