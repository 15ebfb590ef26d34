"""Headings and rows that parts of a listicle have: `#2 Giraffe House` below `#1 ...`, `Directed by: ...`."""

from collections.abc import Iterator

from cleaner.document import Document, Paragraph
from cleaner.lazy import kept, lazy_pattern

#: The number of a part, with the signs around it: `#2 `, `3. `, `4) `.
_NUMBER = lazy_pattern(r"\s*(#\s?|No\. ?)?(\d{1,3})(?:([.):])\s|(?<=#\d)\s|(?<=#\d\d)\s)")

#: `Directed by: Dana Reyes`: a label of one to three words and what it says of the part.
_ROW = lazy_pattern(r"\s*([^\W\d_][\w'&-]*(?: [\w'&-]+){0,2}):\s+(\S.*)")
_LONGEST_LABEL = 24

#: Among so many lines on either side a label does not come again: links of one kind have one label.
_ROWS = 3


def is_part(document: Document, index: int) -> bool:
    """Whether a line has the number after, or before, that of a heading above it that stands over running text.

    Args:
        document: what is left of the page.
        index: the line's place in it.
    """
    return _NUMBER.match(document.paragraphs[index].text) is not None and index in _parts(document)


def is_row(document: Document, index: int) -> bool:
    """Whether a line inside the story is `Label: what it says` and so is one beside it, with another label."""
    own = _label(document.paragraphs[index])
    if not own or not document.opening < index:
        return False
    beside = [_label(p) for p in document.paragraphs[max(0, index - _ROWS) : index + _ROWS + 1]]
    labels = [label for label in beside if label]
    return len(set(labels)) == len(labels) > 1 and any(map(_label, document.paragraphs[index - 1 : index + 2 : 2]))


@kept
def _parts(document: Document) -> frozenset[int]:
    return frozenset(_each_part(document))


def _each_part(document: Document) -> Iterator[int]:
    paragraphs = document.paragraphs
    heads: dict[tuple[str, str], list[int]] = {}
    for index in range(document.opening, len(paragraphs)):
        match = _NUMBER.match(paragraphs[index].text)
        if match is None or paragraphs[index].is_prose:
            continue
        numbers = heads.setdefault(((match[1] or "").strip(), match[3] or ""), [])
        number = int(match[2])
        if numbers and abs(number - numbers[-1]) == 1 and number not in numbers:
            yield index
        elif not (index + 1 < len(paragraphs) and paragraphs[index + 1].is_prose):
            continue
        numbers.append(number)


@kept
def _label(paragraph: Paragraph) -> str:
    """The label of a row, folded; "" of a line that is none, or has a phrase of news sites besides `Written by:`."""
    text = paragraph.text
    match = _ROW.fullmatch(text) if ":" in text[:_LONGEST_LABEL] else None
    if match is None or "://" in text or "@" in text or any(h.table != "byline" for h in paragraph.hits):
        return ""
    return match[1].casefold()
