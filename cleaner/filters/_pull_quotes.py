"""Pull quotes: a sentence of the story printed a second time, alone, to catch the eye."""

from collections.abc import Iterator

from cleaner.document import Document, Paragraph
from cleaner.lazy import kept
from cleaner.words import CLOSERS, OPENING_QUOTES, SENTENCE_END, opens_quotation

_WORDS = range(10, 61)

#: How far a pull quote stands from its paragraph: one without quotation marks, which can only be below it, and one
#: without a full stop, which must be longer.
_CLOSE = 6
_NEAR = 4
_BESIDE = 2
_FEWEST_OPEN = 15

#: A piece of a quotation: it is looked for in the whole text before anything else is asked.
_PIECE = slice(6, 30)
_QUOTES = "".join(OPENING_QUOTES) + CLOSERS
_AROUND = _QUOTES + "".join(SENTENCE_END)

#: What stands before and after sentences. A comma, if someone said them.
_BEFORE = SENTENCE_END | {"", ":", ","}
_AFTER = SENTENCE_END | {"", ",", "\uff0c", "\u060c"}
_CLOSING = frozenset("\"'\u201d\u2019\u201c\u00bb\u00ab\u203a\u2039\u300d\u300f")


def pull_quotes(document: Document) -> Iterator[tuple[int, int]]:
    """Pairs of a line that is one or more whole sentences and a longer paragraph close by in which they stand."""
    paragraphs, text = document.paragraphs, document.text
    for index in range(document.opening + 1, len(paragraphs)):
        paragraph = paragraphs[index]
        if not _may_be_quote(paragraph) or text.count(paragraph.text[_PIECE]) < 2:
            continue
        host = _host(document, index)
        if host is not None and not _in_verse(document, index):
            yield index, host


@kept
def _may_be_quote(paragraph: Paragraph) -> bool:
    if paragraph.credited or paragraph.size not in _WORDS:
        return False
    return paragraph.is_prose if paragraph.ends_sentence else paragraph.size >= _FEWEST_OPEN


def _host(document: Document, index: int) -> int | None:
    """The paragraph near a line in which its sentences stand, before or after others."""
    paragraphs = document.paragraphs
    quote = paragraphs[index]
    for i in range(max(0, index - _CLOSE), min(len(paragraphs), index + 1 + _CLOSE)):
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
    return whole and (quoted or opens_quotation(quote.text) or -_NEAR <= distance < 0)


def _in_verse(document: Document, index: int) -> bool:
    return any(p.tight for p in document.paragraphs[index : index + 2])
