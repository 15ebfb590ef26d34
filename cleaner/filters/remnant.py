"""What residue leaves behind: headlines, standfirsts and captions of other stories, among lines that are gone.

When no other filter finds anything more, a second classifier looks at the page: how likely residue each line and its
neighbours are, how many lines around it are gone, how long the run is in which it stands, and how many of its words
the core of the story has, the stretch with most running text and least that is gone. A line goes where all this says
that it is no part of the story; the reason names what weighed most. In the preset `news` the filter acts only where it
is very sure, in `page` wherever residue is clearly likelier.

It does not look at a text of which fewer than five lines are gone, and so never at one that is clean. Nor at the
headline; at sentences of the core that show no sign of residue; at short lines, lists, verses and captions in it, or
a line there whose copy is gone; at a short line between paragraphs; at lines of up to nine words that nothing which is
gone parts from the core; at notes on who contributed; nor at what `residue` knows to be a list, a table, a broken
sentence or a fact of the story. It does not touch lines of filters that you have excluded (`ignore`).

Options: `sure` = how likely a line must be residue to be removed, 0 to 1; in the core a little more.
"""

from collections.abc import Iterator
from functools import partial

from cleaner.document import Document, Filter, Finding, Share
from cleaner.filters.residue import has_form_of_story, is_caption, is_of_a_pattern, is_of_text
from cleaner.model import remnants

EXAMPLE = (
    "Ferry to the islands runs again after the storm\n\nBy Nell Ashdown\n\n"
    "The ferry between Harrow and the islands left the quay on Monday for the first time in nine days, "
    "with forty passengers and two crates of hens on board.\n\n"
    "The storm had torn a buoy from its chain and pushed it under the pier, where the divers of the "
    "coast guard found it on Saturday.\n\n"
    '"We carried the bread over by rowing boat," said the baker, Ida Thorn, "and nobody on the '
    'islands went hungry."\n\nAdvertisement\n\n'
    "The county will pay for a second chain, which the captain had asked for since the winter before "
    "last. The ferry company expects to run to its timetable from Wednesday.\n\n"
    "The islands had been cut off for longer only once, in the winter of 1963, when the harbour froze "
    "and the post was carried over the ice by sledge.\n\nShare\n\nSave\n\n"
    "Pumpkin growers count the cost of a wet autumn\n\n"
    "Half of the harvest has rotted where it lay, and the growers want help.\n\nRead more\n\n"
    "Council closes the lido for another summer\n\nAdvertisement\n\n"
    "© 2024 The Harrow Courier. All rights reserved.\n",
    "Ferry to the islands runs again after the storm\n\n"
    "The ferry between Harrow and the islands left the quay on Monday for the first time in nine days, "
    "with forty passengers and two crates of hens on board.\n\n"
    "The storm had torn a buoy from its chain and pushed it under the pier, where the divers of the "
    "coast guard found it on Saturday.\n\n"
    '"We carried the bread over by rowing boat," said the baker, Ida Thorn, "and nobody on the '
    'islands went hungry."\n\n'
    "The county will pay for a second chain, which the captain had asked for since the winter before "
    "last. The ferry company expects to run to its timetable from Wednesday.\n\n"
    "The islands had been cut off for longer only once, in the winter of 1963, when the harbour froze "
    "and the post was carried over the ice by sledge.\n",
)

#: In the core so much of the doubt that `sure` leaves must be gone, too.
_SURER = 0.3

#: Of a text that was clean no lines are gone, and of an article only few.
_FEWEST_GONE = 5

#: Shorter lines in the core may be cells, items and subheadings.
_FEWEST_WORDS = 5

#: Shorter lines without a phrase, which nothing that is gone parts from the core, may be a list at its end.
_LONGEST_ITEM = 10

#: How far above the core its headline may stand, and how many words that has.
_ABOVE_CORE = 3
_FEWEST_OF_HEADLINE = 4

#: How many lines on either side of a line its copy may have stood, and what share of their words are the same.
_BESIDE = 3
_SAME = 0.8


def remnant(*, sure: Share = 0.9) -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        if not looks_at(document):
            return
        page = remnants.Left(document)
        for index in range(len(document.paragraphs)):
            enough = sure + _SURER * (index in page.core) * (1 - sure)
            if is_candidate(document, page, index) and page.likely(index) >= enough:
                yield Finding(index, why=partial(_reason, page, index))

    return find


def looks_at(document: Document) -> bool:
    """Whether so much of a page is gone that what is left may have been left behind."""
    gone = len(document.first.paragraphs) - len(document.paragraphs)
    return gone >= _FEWEST_GONE and document.closing >= 0


def is_candidate(document: Document, page: remnants.Left, index: int) -> bool:
    """Whether a line may be looked at: one that is in doubt, and that neither its place nor its form explains."""
    if index == document.title or page.is_plain(index) or _has_place_in_story(document, page, index):
        return False
    paragraph = document.paragraphs[index]
    if not any(map(str.isalnum, paragraph.text)) or any(h.table == "wire-note" for h in paragraph.hits):
        return False
    # The classifier is asked last but for what asks it, too.
    if not page.is_doubtful(index) or (index in page.core and _may_be_of_core(document, index)):
        return False
    return not has_form_of_story(document, index) and not is_of_text(document, index)


def _has_place_in_story(document: Document, page: remnants.Left, index: int) -> bool:
    """Whether a line stands where headlines, subheadings and lists do."""
    paragraph = document.paragraphs[index]
    if paragraph.size < _LONGEST_ITEM and not paragraph.hits and page.joins_core(index):
        return True
    return _may_be_headline(document, page, index) or _may_be_subheading(document, index)


def _may_be_headline(document: Document, page: remnants.Left, index: int) -> bool:
    """Whether a line of several words stands close above the core, right over running text or the headline known."""
    paragraphs = document.paragraphs
    if not page.core.start - _ABOVE_CORE <= index <= page.core.start or paragraphs[index].size < _FEWEST_OF_HEADLINE:
        return False
    below = index + 1
    return below < len(paragraphs) and (below == document.title or paragraphs[below].is_prose)


def _may_be_subheading(document: Document, index: int) -> bool:
    """Whether a line of few words stands between running text of the page as it is left, as in a gallery."""
    paragraphs = document.paragraphs
    if not document.opening < index < document.closing or paragraphs[index].size >= _FEWEST_WORDS:
        return False
    return paragraphs[index - 1].is_prose and paragraphs[index + 1].is_prose and not paragraphs[index].hits


def _may_be_of_core(document: Document, index: int) -> bool:
    """Whether a line of the core is a short one, of a list or verse, or the copy of a caption or heading that stays."""
    paragraph = document.paragraphs[index]
    if paragraph.size < _FEWEST_WORDS or is_caption(paragraph):
        return True
    return _has_copy(document, index) or is_of_a_pattern(document, index)


def _has_copy(document: Document, index: int) -> bool:
    """Whether a line beside it that is gone says the same: of captions and headings one copy stays."""
    topics = document.paragraphs[index].topics
    page, at = document.first.paragraphs, document.at_first(index)
    gone = [p for p in page[max(0, at - _BESIDE) : at + _BESIDE + 1] if p.line not in document.places]
    return any(topics and len(topics & p.topics) >= _SAME * min(len(topics), len(p.topics) or 1) for p in gone)


def _reason(page: remnants.Left, index: int) -> str:
    why = ", ".join(page.reasons(index))
    return f"left over among lines that are gone ({page.likely(index):.2f}): {why}"
