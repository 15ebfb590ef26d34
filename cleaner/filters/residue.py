"""Whatever is left that does not read like the story, as a learned classifier sees it.

The classifier knows no phrase and no site of its own. It looks at a line's length, punctuation, capitals, digits and
phrase hits, at its neighbours, and at its place: how far running text is, how much of the story came before, how many
of its words the story uses too. The reason names the features that weighed most. In the preset `news` it acts alone
only where it is very sure; `page`, for dumps of whole pages, lets it act where residue is likelier than story.

Options: `sure` = how likely a line must be residue to go, 0 to 1.
"""

from collections.abc import Iterator

from cleaner import model
from cleaner.document import Document, Filter, Finding
from cleaner.model.features import Page

EXAMPLE = ("", "")


def residue(*, sure: float = 0.85) -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        candidates = [i for i in range(len(document.paragraphs)) if is_candidate(document, i)]
        if not candidates:
            return
        page = Page(document)
        classifier = model.builtin()
        for index in candidates:
            vector = page.vector(index)
            likely = classifier.probability(vector)
            if likely >= sure:
                why = ", ".join(classifier.reasons(vector))
                yield Finding(index, why=f"does not read like the story ({likely:.2f}): {why}")

    return find


def is_candidate(document: Document, index: int) -> bool:
    """Whether a line is worth a second look: no sentence of running text among others."""
    paragraphs = document.paragraphs
    paragraph = paragraphs[index]
    if index == document.title:
        return False
    if not paragraph.is_prose or paragraph.hits or not document.opening < index < document.closing:
        return True
    return not (paragraphs[index - 1].is_prose or paragraphs[index + 1].is_prose)
