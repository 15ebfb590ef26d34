"""Trailing and repeated spaces, runs of blank lines, hard wraps, line ends.

Every paragraph is put on one line, with one blank line between paragraphs and one line end at the end; the field of a
record that has no line end at its end gets none. Short lines without blank lines between them, as in a list, a poem, a
table or code, stay as they are; only their trailing spaces are removed.
"""

from collections.abc import Iterator, Sequence

from cleaner import layout
from cleaner.document import LAYOUT, Document, Filter, Finding, Paragraph
from cleaner.lazy import lazy_pattern

EXAMPLE = ("The  ferry left at noon. \n\n\n\nIt was late.", "The ferry left at noon.\n\nIt was late.\n")

_RUN = lazy_pattern(r"[ \t]{2,}|\t")


def spacing() -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        paragraphs = document.paragraphs
        if _has_spaces(document):
            yield from _single_spaced(paragraphs)
        if not layout.is_plain(document):
            yield Finding(LAYOUT, why="line ends and blank lines")
        else:
            yield from _wrapped(paragraphs)

    return find


def _has_spaces(document: Document) -> bool:
    """Whether some paragraph has spaces at an end or in a row."""
    # Kept for the next round, in which most paragraphs are the same.
    plain: set[str] = document.first.memo.setdefault("single-spaced", set())
    texts = [p.text for p in document.paragraphs if p.text not in plain]
    together = "\n".join(texts)
    if "  " in together or "\t" in together or list(map(str.strip, texts)) != texts:
        return True
    plain.update(texts)
    return False


def _single_spaced(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    loose = layout.is_loose(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if text[0].isspace() or text[-1].isspace() or "  " in text or "\t" in text:
            block = not loose and _in_block(paragraphs, index)
            plain = text.rstrip() if block else _RUN.sub(" ", text.strip())
            if plain != text:
                yield Finding(index, plain, "spaces")


def _in_block(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a paragraph is one line of a block."""
    follows = index > 0 and paragraphs[index].tight
    return follows or (index + 1 < len(paragraphs) and paragraphs[index + 1].tight)


def _wrapped(paragraphs: list[Paragraph]) -> Iterator[Finding]:
    """Hard-wrapped lines that came to stand together when the lines between them went."""
    for start, stop in layout.wrapped(paragraphs):
        yield Finding(start, " ".join(p.text.strip() for p in paragraphs[start:stop]), "hard-wrapped lines")
        for index in range(start + 1, stop):
            yield Finding(index, why="hard-wrapped lines: joined to the one before", of=start)
