"""What the story was written from: a heading like `Links and sources`, and below it addresses and titles."""

from cleaner.document import Document, Paragraph
from cleaner.lazy import kept, lazy_pattern

#: Headings of such a list, as paragraph keys.
_HEADINGS = frozenset(
    "sources imagereferences imagesources sourcesandlinks linksandsources sourcesandreferences referencesandsources "
    "references linksandreferences "
    "referencesandlinks notesandreferences workscited bibliography quellen quellenangaben quellenverzeichnis "
    "quellenundlinks literatur literaturverzeichnis fuentes referencias bibliografía références bibliographie fonti "
    "bibliografia referências fontes bronnen bronvermelding källor kilder lähteet źródła zdroje zdrojeinformací "
    "источники списоклитературы джерела kaynaklar kaynakça források surse izvori sumber nguồn 参考文献 参考资料 "
    "참고문헌".split()
)
_LONGEST_HEADING = 40
_MOST_LINES = 30

#: An address, a year, or a label before a title: one line of the list at least says where something is found.
_WHERE = lazy_pattern(r"://|www\.|\b(?:1[6-9]|20)\d\d\b|\w: \S")


def is_source(document: Document, index: int) -> bool:
    """Whether a line stands in a list of sources below the first paragraph of the story, or is its heading.

    The list ends where a phrase of news sites or a sentence of the story stands, or a line is gone.

    Args:
        document: what is left of the page.
        index: the line's place in it.
    """
    paragraphs = document.paragraphs
    for head in range(index, max(document.opening, index - _MOST_LINES), -1):
        if _is_heading(paragraphs[head]):
            whole = document.at_first(index) - document.at_first(head) == index - head
            return whole and any(_WHERE.search(p.text) for p in _below(document, head))
        if not _may_be_source(paragraphs[head]):
            return False
    return False


def _below(document: Document, head: int) -> list[Paragraph]:
    """The lines of the list below a heading."""
    found: list[Paragraph] = []
    for paragraph in document.paragraphs[head + 1 : head + 1 + _MOST_LINES]:
        if not _may_be_source(paragraph):
            break
        found.append(paragraph)
    return found


@kept
def _may_be_source(paragraph: Paragraph) -> bool:
    address = "://" in paragraph.text
    return address or not (paragraph.condemned or (paragraph.is_prose and paragraph.ends_sentence))


@kept
def _is_heading(paragraph: Paragraph) -> bool:
    return len(paragraph.text) <= _LONGEST_HEADING and paragraph.key in _HEADINGS
