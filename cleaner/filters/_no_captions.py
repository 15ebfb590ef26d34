"""Lines that have copies without being captions: headings, list items, code, logs, signatures."""

from collections.abc import Sequence

from cleaner.credits import is_credit
from cleaner.document import Paragraph
from cleaner.lazy import kept, lazy_pattern

_MARK = lazy_pattern(r"\s*(?:(#+)\s|([*+\u2022\u25cf\u25aa\u2023-])\s*(?=\S)|(\d{1,2}[.)])\s)")
_DASHES = ("\u2014", "\u2013", "--", "\u2015")

#: `[12:01:04] ...` of a log and `<nell> ...` of a chat.
_LOG = lazy_pattern(r"\W?\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\W\s*\S|<[^<>/\s]+>\s|\d{4}-\d\d-\d\d[ T]\d\d:\d\d")
_CALL = lazy_pattern(r"[A-Za-z_][\w.]*+\(([^()]*+)\)")
_LONGEST_SIGNATURE = 12


@kept
def is_no_caption(paragraph: Paragraph) -> bool:
    """Whether a line begins with a call, such as `strike(hour, bell)`, or is one of a log or chat."""
    text = paragraph.text.strip()
    # Most lines begin with a letter, and have no brackets.
    if not (text[:1].isalpha() or text[:1] == "_"):
        return _LOG.match(text) is not None
    call = _CALL.match(text) if "(" in text and text.isascii() and not paragraph.credited else None
    return call is not None and (not call[1] or "," in call[1] or "=" in call[1])


@kept
def is_signature(paragraph: Paragraph) -> bool:
    """Whether a line begins with a dash and is a name and little else: who said what stands above it."""
    text = paragraph.text.strip()
    return (
        text.startswith(_DASHES)
        and paragraph.size <= _LONGEST_SIGNATURE
        and not is_credit(text.lstrip("-\u2013\u2014\u2015 "))
    )


def is_in_list(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line is a list item, of words and no link, with another item above or below it."""
    own = paragraphs[index]
    if _kind(own) != "item" or "](" in own.text or own.credited:
        return False
    return any(
        _kind(p) == "item" and p.key != own.key
        for p in (*paragraphs[max(0, index - 1) : index], *paragraphs[index + 1 : index + 2])
    )


def is_other_kind(a: Paragraph, b: Paragraph) -> bool:
    """Whether one of two lines has the mark of a heading or a list item and the other has none, or another.

    Pictures and links have the words of what they belong to.
    """
    if a.text.lstrip().startswith("![") or b.text.lstrip().startswith("![") or ("](" in a.text and "](" in b.text):
        return False
    return _kind(a) != _kind(b)


@kept
def _kind(paragraph: Paragraph) -> str:
    if paragraph.text[:1].isalpha():
        return ""
    match = _MARK.match(paragraph.text)
    if match is None:
        return ""
    return "heading" if match[1] else "item"
