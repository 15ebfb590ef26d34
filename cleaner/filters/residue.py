"""Whatever is left that does not read like the story, as a learned classifier sees it.

The classifier knows no phrase and no site of its own. It looks at a line's length, punctuation, capitals, digits and
phrase hits, at its neighbours, and at its place: how far running text is, how much of the story came before, how many
of its words the story uses too. The reason names the features that weighed most. In the preset `news` it acts alone
only where it is very sure; in `page`, for dumps of whole pages, wherever residue is likelier than story. A text
without a sentence of story it leaves alone.

Options: `sure` = how likely a line must be residue to go, 0 to 1; `heading` = the same for a single line between two
paragraphs of running text, where subheadings stand.
"""

import re
from collections.abc import Iterator

from cleaner import model
from cleaner.credits import ends_with_credit
from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.mention import condemns

EXAMPLE = (
    "Ferry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard and one goat.\n\n"
    "The board said that the engine had been mended twice.\n\nGazette\n\nAdvertise\n\nImprint\n\nCookies\n\nApps\n",
    "Ferry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard and one goat.\n\n"
    "The board said that the engine had been mended twice.\n",
)

_CAPTION_WORDS = 6

#: Headings of the contact lines of a press release, as paragraph keys, and how many lines stand under one.
_CONTACT = frozenset(
    "contact contacts presscontact mediacontact mediacontacts kontakt pressekontakt contactpresse contacto "
    "contactodeprensa contatti contatto contato perscontact pressekontakter".split()
)
_CONTACT_LINES = 5
_REFRAIN = 3
#: An item of a list, or the line before one.
_ITEM = re.compile(r"\s*(?:[-*•·]|\d{1,2}[.)]?|\(?[A-Za-z][.)])\s")


def residue(*, sure: float = 0.85, heading: float = 0.98) -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        if document.closing < 0:
            return
        candidates = [i for i in range(len(document.paragraphs)) if is_candidate(document, i)]
        if not candidates:
            return
        page = model.page(document)
        classifier = model.builtin()
        for index in candidates:
            vector = page.vector(index)
            likely = classifier.probability(vector)
            if likely >= (max(sure, heading) if _is_heading_place(document, index) else sure):
                why = ", ".join(classifier.reasons(vector))
                yield Finding(index, why=f"does not read like the story ({likely:.2f}): {why}")

    return find


def _is_heading_place(document: Document, index: int) -> bool:
    """Whether a line stands alone between two paragraphs of running text, as a subheading does."""
    paragraphs = document.paragraphs
    if not document.opening < index < document.closing or paragraphs[index].is_prose:
        return False
    return paragraphs[index - 1].is_prose and paragraphs[index + 1].is_prose


def _is_caption(paragraph: Paragraph) -> bool:
    """Whether a line is a photo caption with its credit: of those one stays, which `repeated-caption` sees to."""
    return paragraph.size >= _CAPTION_WORDS and ends_with_credit(paragraph)


def _is_of_a_pattern(document: Document, index: int) -> bool:
    """Whether a line belongs to a list, or inside the story to a stanza or a refrain."""
    paragraphs = document.paragraphs
    paragraph = paragraphs[index]
    if any(_ITEM.match(p.text) for p in paragraphs[index : index + 2]):
        return True
    if not document.opening < index < document.closing:
        return False
    return paragraph.tight or paragraphs[index + 1].tight or document.copies[paragraph.key] >= _REFRAIN


def is_candidate(document: Document, index: int) -> bool:
    """Whether a line is worth a second look: no running text among other, no caption, verse, list or contact."""
    paragraphs = document.paragraphs
    paragraph = paragraphs[index]
    if index == document.title or _is_caption(paragraph) or _is_of_a_pattern(document, index):
        return False
    if any(p.key in _CONTACT for p in paragraphs[max(0, index - _CONTACT_LINES) : index + 1]):
        return False
    if not paragraph.is_prose or not document.opening < index < document.closing:
        return True
    beside = paragraphs[index - 1].is_prose + paragraphs[index + 1].is_prose
    return beside == 0 or (beside == 1 and any(condemns(h, paragraph) for h in paragraph.hits))
