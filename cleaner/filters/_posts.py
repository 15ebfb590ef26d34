"""Posts of social networks that the story shows: what somebody has written, and below it who and when."""

from cleaner.document import Document, Paragraph
from cleaner.lazy import kept, lazy_pattern

_DASH = r"(?:[\u2014\u2015\u2013-]|&[mn]dash;|&#(?:x201[3-5]|821[1-3]);)"

#: `— Dana Reyes (@danareyes) May 5, 2024`.
_SIGNATURE = lazy_pattern(rf"\s*{_DASH}\s*\S.{{0,80}}\(@\w{{2,30}}\),?\s[^@]{{0,20}}\d{{4}}\W*")

#: `... the ferry runs again —` with `@danareyes` on the next line.
_OPEN = lazy_pattern(rf"\S\s+{_DASH}\s*$")
_HANDLE = lazy_pattern(r"\s*@\w{2,30}\s*")


def is_of_post(document: Document, index: int) -> bool:
    """Whether a line is a post, right above its signature, or that signature.

    Args:
        document: what is left of the page.
        index: the line's place in it.
    """
    line = document.paragraphs[index]
    if _is_signature(line) or (index and _are_open(document.paragraphs[index - 1], line)):
        return True
    below = document.paragraphs[index + 1 : index + 2]
    if line.condemned or not below:
        return False
    return _is_signature(below[0]) or _are_open(line, below[0])


@kept
def _is_signature(paragraph: Paragraph) -> bool:
    return "(@" in paragraph.text and _SIGNATURE.fullmatch(paragraph.text) is not None


def _are_open(post: Paragraph, below: Paragraph) -> bool:
    """Whether a line ends with a dash and the next one is nothing but a name of the network."""
    if "@" not in below.text or _HANDLE.fullmatch(below.text) is None:
        return False
    return _OPEN.search(post.text) is not None
