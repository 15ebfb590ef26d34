"""Pictures of Markdown as the captions that their descriptions are: `![Image 4: A red barge](barge.jpg)`."""

from collections.abc import Mapping

from cleaner.document import Document, Paragraph
from cleaner.lazy import kept, lazy_pattern

#: A line that is a picture and nothing else, which may be a link, with the words of readers that count pictures.
_PICTURE = lazy_pattern(
    r"\s*\[?!\[(?:(?:Image|Figure|Photo|Picture)(?: \d+)?:? ?\b|Featured image (?:of post|of|for) )?([^\[\]]*)\]"
    r"\([^()\s]*(?: \"[^\"]*\")?\)(?:\]\([^()]*\))?\s*"
)


def pictures(document: Document) -> Mapping[int, Paragraph]:
    """The lines that are described pictures, by index, each as its description."""
    if "![" not in document.text:
        return {}
    found = {index: described(paragraph) for index, paragraph in enumerate(document.paragraphs)}
    return {index: picture for index, picture in found.items() if picture is not None}


@kept
def described(paragraph: Paragraph) -> Paragraph | None:
    """The description of a line that is a picture and nothing else; None of any other."""
    match = _PICTURE.fullmatch(paragraph.text) if "![" in paragraph.text else None
    text = match.group(1).strip() if match is not None else ""
    return paragraph.becoming(text) if any(map(str.isalnum, text)) else None


def described_in(document: Document, found: Mapping[int, Paragraph]) -> Document:
    """The document with descriptions in the place of pictures."""
    return document.left_with([found.get(index, p) for index, p in enumerate(document.paragraphs)])
