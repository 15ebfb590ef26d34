"""Alt text in small letters: the words of a heading or a caption, in a text whose other lines begin with capitals."""

from collections.abc import Iterator, Sequence

from cleaner.document import Document, Paragraph
from cleaner.filters._no_captions import is_signature
from cleaner.words import COLONS, QUESTION_MARKS

_FEWEST_WORDS = 4
_MOST_WORDS = 24
_MOST_LINES = 40
_FEW_LETTERS = 4
_MOST_TIMES = 2
_LIKENESS = 90

_OPEN = (*COLONS, ",", ";")


def in_small_letters(document: Document, lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of a line that begins with a small letter between paragraphs, and the heading or caption with its words."""
    paragraphs = document.paragraphs
    small = [i for i in lines if _begins_small(document, i)]
    if not small or len(small) > _MOST_LINES:
        return
    headings = [i for i in (document.title, *lines) if i is not None and i not in small and _may_head(paragraphs[i])]
    spoken = {i: f" {' '.join(paragraphs[i].words)} " for i in (*headings, *small)}
    for index in small:
        own = spoken[index]
        hosts = [i for i in headings if own in spoken[i] and (own != spoken[i] or not _is_small(paragraphs[i]))]
        if not hosts and paragraphs[index].size > _FEWEST_WORDS:
            hosts = [i for i in small if i < index and spoken[i] == own]
        if not hosts:
            # Of many that are nearly the same, none is a copy of another.
            hosts = [i for i, words in spoken.items() if i != index and _is_nearly(words, own)]
            hosts = hosts if len(hosts) == 1 and hosts[0] < index else []
        if hosts:
            yield index, hosts[0]


def _is_nearly(words: str, own: str) -> bool:
    """Whether one line is another but for a few letters, `woman on a bike` and `man on a bike`."""
    words, own = words.lstrip(" 0123456789"), own.lstrip(" 0123456789")
    if words == own or abs(len(words) - len(own)) > _FEW_LETTERS or own.count(" ") < _FEWEST_WORDS:
        return False
    # Imported here: most documents never come this far.
    from rapidfuzz import fuzz

    return fuzz.ratio(words, own) >= _LIKENESS


def _may_head(paragraph: Paragraph) -> bool:
    """Whether a line can be a heading or caption: no running text, but maybe a question."""
    return paragraph.size <= _MOST_WORDS and (
        not paragraph.ends_sentence or paragraph.text.rstrip().endswith(QUESTION_MARKS)
    )


def _begins_small(document: Document, index: int) -> bool:
    """Whether a line begins with a small letter and neither goes on with a sentence nor is one of several."""
    paragraphs = document.paragraphs
    if not _is_small(paragraphs[index]) or not is_title_like(paragraphs[index]):
        return False
    above, below = paragraphs[index - 1], paragraphs[index + 1 : index + 2]
    if paragraphs[index].tight or any(_is_small(p) or p.tight or is_signature(p) for p in below):
        return False
    if above.ends_sentence:
        return True
    # What else stands below a short line is an item of a list, and that comes again.
    item = "(" in paragraphs[index].text or len(document.copies.get(index, ())) > _MOST_TIMES
    return not item and _ends_as_name(above)


def _ends_as_name(paragraph: Paragraph) -> bool:
    """Whether the last word of a line has a capital: a broken sentence seldom ends in one."""
    word = paragraph.text.split()[-1]
    return word[:1].isupper() and word[-1:].isalnum() and not _is_small(paragraph)


def _is_small(paragraph: Paragraph) -> bool:
    return paragraph.text[:1].islower()


def is_title_like(paragraph: Paragraph) -> bool:
    """Whether a line can be the name of something with a few words more."""
    if paragraph.ends_sentence or not _FEWEST_WORDS <= paragraph.size <= _MOST_WORDS:
        return False
    return not paragraph.text.rstrip().endswith(_OPEN)
