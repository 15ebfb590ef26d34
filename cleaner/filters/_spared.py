"""Lines that are spared because the filter that they belong to was left out."""

from collections.abc import Iterator, Sequence

from cleaner.document import LAYOUT, Document, Filter, Finding


def spared(chosen: Filter, left_out: Sequence[Filter]) -> Filter:
    """A filter that leaves alone the lines that other filters would remove.

    Who leaves out `byline` wants to keep bylines: `residue`, which knows no kinds of lines, must not take them instead.

    Args:
        chosen: the filter.
        left_out: filters that the user has left out.
    """

    def find(document: Document) -> Iterator[Finding]:
        findings = list(chosen(document))
        if not findings:
            return
        kept = {f.index for other in left_out for f in other(document) if f.text is None and f.index != LAYOUT}
        yield from (finding for finding in findings if finding.index not in kept)

    return find
