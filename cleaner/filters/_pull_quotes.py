"""Pull quotes: a sentence of the story printed a second time, alone, to catch the eye."""

from collections.abc import Iterator
from itertools import accumulate

from cleaner.document import Document, Paragraph
from cleaner.filters._in_story import is_beside_verse
from cleaner.words import CLOSERS, OPENING_QUOTES, SENTENCE_END, opens_quotation

_WORDS = range(10, 46)
_LONGEST = 250

#: How far above and below a pull quote its paragraph stands, if the quote has quotation marks and if it has none.
_REACH_OF_QUOTED = (6, 6)
_REACH_OF_BARE = (4, 2)

#: One without a full stop must be longer, and the paragraph beside it.
_BESIDE = 2
_FEWEST_OPEN = 15

_BEGINNING = 20
_ENDS = ".,;!?\u2026 "

#: A piece of a quotation: it is looked for in the text around before anything else is asked.
_PIECE = slice(6, 46)
_QUOTES = "".join(OPENING_QUOTES) + CLOSERS
_AROUND = _QUOTES + "".join(SENTENCE_END)

#: What stands before and after sentences. A comma, if someone said them.
_BEFORE = SENTENCE_END | {"", ":", ","}
_AFTER = SENTENCE_END | {"", ",", "\uff0c", "\u060c"}
_CLOSING = frozenset("\"'\u201d\u2019\u201c\u00bb\u00ab\u203a\u2039\u300d\u300f")


def pull_quotes(document: Document) -> Iterator[tuple[int, int]]:
    """Pairs of a line that is one or more whole sentences and a longer paragraph close by in which they stand."""
    paragraphs, text = document.paragraphs, document.text
    starts = list(accumulate([len(p.text) + 1 for p in paragraphs], initial=0))
    last = len(paragraphs) - 1
    for index in range(document.opening + 1, last + 1):
        paragraph = paragraphs[index]
        if len(paragraph.text) > _LONGEST or paragraph.size not in _WORDS:
            continue
        above, below = _reach(paragraph)
        start, stop = starts[index - above if index > above else 0], starts[min(index + below, last) + 1]
        # Nearly all lines are told apart by this alone.
        if text.count(paragraph.text[_PIECE], start, stop) < 2:
            continue
        if _may_be_quote(paragraph) and not is_beside_verse(document, index):
            host = _host(document, index)
            if host is not None:
                yield index, host


def without_marks(document: Document) -> Iterator[tuple[int, int]]:
    """Pairs of a line without quotation marks and a paragraph that is the same words between them, and nothing else."""
    paragraphs = document.paragraphs
    quoted = {
        p.text[1 : 1 + _BEGINNING]: i
        for i, p in enumerate(paragraphs)
        if p.text[:1] in OPENING_QUOTES and p.text.rstrip(_ENDS)[-1:] in _CLOSING and p.size in _WORDS
    }
    for index in range(document.opening + 1, len(paragraphs)) if quoted else ():
        whole = quoted.get(paragraphs[index].text[:_BEGINNING])
        if whole is None or whole == index or is_beside_verse(document, index):
            continue
        if _bare(paragraphs[index]) == _bare(paragraphs[whole]):
            yield index, whole


def without_stop(document: Document) -> Iterator[tuple[int, int]]:
    """Pairs of a line that does not end as a sentence does and a paragraph that is the same with its full stop."""
    paragraphs = document.paragraphs
    lines = [i for i in document.suspects if i != document.title and paragraphs[i].size in _WORDS]
    lines = [i for i in lines if not (paragraphs[i].ends_sentence or is_beside_verse(document, i))]
    if lines:
        whole = {p.text.rstrip().removesuffix("."): i for i, p in enumerate(paragraphs) if p.ends_sentence}
        yield from ((i, whole[text]) for i in lines if (text := paragraphs[i].text.rstrip()) in whole)


def _bare(paragraph: Paragraph) -> str:
    return paragraph.folded.strip(_AROUND)


def _may_be_quote(paragraph: Paragraph) -> bool:
    if paragraph.credited:
        return False
    return paragraph.is_prose if paragraph.ends_sentence else paragraph.size >= _FEWEST_OPEN


def _reach(quote: Paragraph) -> tuple[int, int]:
    return _REACH_OF_QUOTED if quote.text[:1] in OPENING_QUOTES else _REACH_OF_BARE


def _host(document: Document, index: int) -> int | None:
    """The paragraph near a line in which its sentences stand, before or after others."""
    paragraphs = document.paragraphs
    quote = paragraphs[index]
    above, below = _reach(quote)
    for i in range(max(0, index - above), min(len(paragraphs), index + 1 + below)):
        host = paragraphs[i]
        if host.is_prose and host.size > quote.size and _stands_in(host, quote, i - index):
            return i
    return None


def _stands_in(host: Paragraph, quote: Paragraph, distance: int) -> bool:
    """Whether a paragraph has the sentences of a quote, or has them in quotation marks."""
    before, found, after = host.folded.partition(quote.folded.strip(_AROUND))
    if not found:
        return False
    quoted = before[-1:] in OPENING_QUOTES and after.lstrip(".,!?")[:1] in _CLOSING
    if not quote.ends_sentence:
        return quoted and abs(distance) <= _BESIDE
    whole = before.rstrip(_QUOTES)[-1:] in _BEFORE and after.lstrip(_QUOTES)[:1] in _AFTER
    # What a recipe tells to do in one line it may sum up in a paragraph below.
    return whole and (quoted or opens_quotation(quote.text) or distance < 0)
