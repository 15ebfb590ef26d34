"""Whatever is left that does not read like the story, as a learned classifier sees it.

The classifier knows no phrases and no sites of its own. It looks at a line's length, punctuation, capitals, digits and
phrase hits, at its neighbours, and at its place: how far away running text is, how much of the story came before, how
many of its words the story also uses. The reason names the features that weighed most. In the preset `news` the filter
acts alone only where it is very sure; in `page`, for dumps of whole pages, wherever residue is likelier than story. If
it is nearly sure, it also removes a line that was residue on the original page, among all other residue. It does not
touch a text without a sentence of story, nor lines of filters that you have excluded (`ignore`), nor a list that the
story announces with a colon or that ends a page on which nothing else tells of a site, nor sentences that are broken
over several lines, nor notes, sources, posts above their signature, captions that end in `(AFP)`, and when and where
an event is; nor headings and rows of a listicle (`#2 ...` below `#1 ...`, `Directed by: ...` beside `Written by: ...`).
It must be surer of a single line that ends a page right below the story, where a text may be cut off. A sign alone on
a line, `|`, goes with the lines around it. Beside a line that stays, one with the same marks stays too, as in a table
(`Wales (Group E): second`), and of 150 lines or more that differ in their numbers alone all go or all stay, as most of
them. In Markdown, tables and headings inside the story stay, and above and below it a line that is nothing but links
is removed more readily.

Among lines with the same words, those that read less like the story are removed more readily: a line right beside its
copy unless it plainly reads like story, elsewhere if residue is likelier than story. Lines of verse and of lists are
not copies, nor are remarks in brackets in a transcript.

Options: `sure` = how likely a line must be residue to be removed, 0 to 1; `outside` = how much less is enough above and
below the story, where there is more residue; `sentence` = how likely running text must be; `heading` = the same for a
single line between two paragraphs of the story, where subheadings stand; `copy` = the same for a copy; `solid` = true
also looks at sentences without any phrase of news sites, as `page` does.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from cleaner import markdown, model
from cleaner.document import Document, Filter, Finding, Paragraph, Share
from cleaner.filters._broken import is_broken_sentence
from cleaner.filters._facts import is_fact
from cleaner.filters._in_story import is_beside_verse, is_in_story
from cleaner.filters._lists import is_announced, is_at_end, marks
from cleaner.filters._parts import is_part, is_row
from cleaner.filters._phrases import is_headline
from cleaner.filters._sources import is_source
from cleaner.lazy import kept, lazy_pattern
from cleaner.mention import condemns, is_quoted
from cleaner.words import COLONS, is_data

EXAMPLE = (
    "Ferry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard and one goat.\n\n"
    "The board said that the engine had been mended twice.\n\n"
    "Share\n\nPrint\n\nComments (4)\n\nAdvertise\n\nCookies\n\nNewsletters\n",
    "Ferry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard and one goat.\n\n"
    "The board said that the engine had been mended twice.\n",
)

_CAPTION_WORDS = 6

#: How much likelier residue a line must be when nothing else on the page has been found to be any.
_ALONE = 0.16

#: Headings of the contact lines of a press release, as paragraph keys, and how many lines stand under one.
_CONTACT = frozenset(
    "contact contacts presscontact mediacontact mediacontacts kontakt pressekontakt contactpresse contacto "
    "contactodeprensa contatti contatto contato perscontact pressekontakter".split()
)
_CONTACT_LINES = 5
_LONGEST_CONTACT = 30
#: Signs between the words of menus. A line across the page parts the story too, and so do others.
_SIGNS = frozenset(".|¦»«›‹❯❮•·●,/\\<>×✕✖+−…↑↓→←⌄▼▲▶►©()[]{}:; \t\xa0*")
_RULE = lazy_pattern(r"\s*\*\s*\*[\s*]*")
_REFRAIN = 3
_PAIR = 2
_REFRAIN_WORDS = 3

#: How likely residue a copy right beside its twin must be: a line of several words, and a single word, which may also
#: be a cell of a table.
_BESIDE_TWIN = 0.1
_WORD_BESIDE_TWIN = 0.3
_REFRAIN_LIKELY = 0.9

#: A short sentence that an opinion piece or a speech comes back to is likelier a refrain than a long one.
_SHORT_SENTENCE = range(3, 9)
_SENTENCE_LIKELY = 0.75
_ONE_WORD_MORE = 0.1

#: With other residue gone a line may read a little more like the story than it did at first. It goes too if it is still
#: nearly as likely residue as it must be, and was so much likelier at first that little doubt was left. A copy may
#: have come to read more like the story.
_NEARLY = 0.8
_DOUBT_LEFT = 0.4
_NEARLY_COPY = 0.3

#: So does a line that was very likely residue at first, where neither subheadings nor decks stand, if it does not read
#: like the story now, or, with the lines on both sides gone, not quite like it: the last lines of a menu that is gone
#: look like nothing.
_IN_DOUBT = 0.1
_IN_MORE_DOUBT = 0.3
_MORE_DOUBT_LEFT = 0.714
_SHORTEST_DECK = 3

#: Scripts that end no sentence with a sign, so that its last words look like a label: these must be likelier residue.
_WITHOUT_STOPS = lazy_pattern("[\u0e00-\u0eff]")
_UNMARKED = 0.9

#: Among how many lines below a heading in Markdown there is running text.
_BELOW_HEADING = 2

_FEWEST_OF_STEP = 4

#: A line that is nothing but links is a line of a menu, above the story, and likely one below it, where sources may be
#: named too: so much of what is asked of others is enough.
_LINKS_ABOVE = 0.1
_LINKS_BELOW = 0.5

#: An item of a list, or the line before one.
_ITEM = lazy_pattern(r"\s*(?:[-*•·]|\d{1,2}[.)]?|\(?[A-Za-z][.)])\s")
#: `(Laughter.)`
_ASIDE = lazy_pattern(r"[(\[（［][^()\[\]]{2,40}[)\]）］]\.?")
_MOST_SIBLINGS = 40

#: So many lines of one form go together, or stay.
_MANY = 150
_DIGITS = lazy_pattern(r"\d+")
_AS_MOST = "does not read like the story, as most lines of its form"
_NUMBERED = lazy_pattern(r"\s*(?:[-*•·]|\d{1,2}[.)]|\(?[A-Za-z][.)])\s")


def residue(
    *,
    sure: Share = 0.78,
    outside: Share = 0.08,
    sentence: Share = 0.89,
    heading: Share = 0.98,
    copy: Share = 0.5,
    solid: bool = False,
) -> Filter:
    bounds = _Bounds(sure, outside, sentence, heading, marked=not solid)

    def find(document: Document) -> Iterator[Finding]:
        if document.closing < 0:
            return
        alone = 0.0 if solid or _has_other_residue(document) else sure + _ALONE
        found = {finding.index: finding for finding in _copies(document, sure, copy)}
        headings = {finding.of for finding in found.values() if _is_heading_twice(document, finding)}
        asked = []
        for index in range(len(document.paragraphs)) if solid else document.suspects:
            # It is judged without its copy, in the next round.
            if index in headings:
                continue
            if index not in found and is_candidate(document, index):
                asked.append(index)
                found.update((f.index, f) for f in _judged(document, index, bounds.of(document, index, alone)))
            elif _is_sign(document.paragraphs[index]) and index in _left_signs(document):
                yield Finding(index, why="sign between lines that are gone")
        yield from _together(document, found, asked).values()

    return find


def _together(document: Document, found: dict[int, Finding], asked: Sequence[int]) -> dict[int, Finding]:
    """What was found, but of many lines of one form all or none: as most of them.

    The classifier looks at places too. Of thousands of equal lines those go that stand where menus do, the next ones
    come to stand there, and so on, a few of them in each round.
    """
    if len(found) + len(asked) < _MANY:
        return found
    twins = dict(_twins(document))
    forms: dict[str, list[int]] = {}
    for index in sorted({*found, *asked, *twins}):
        forms.setdefault(_DIGITS.sub("0", document.paragraphs[index].key), []).append(index)
    for lines in forms.values():
        if len(lines) < _MANY:
            continue
        most = 2 * sum([index in found for index in lines]) > len(lines)
        for index in lines:
            if not most:
                found.pop(index, None)
            elif index not in found and (index in twins or not is_of_text(document, index)):
                found[index] = Finding(index, why=_AS_MOST, of=twins.get(index))
    return found


class _Bounds(NamedTuple):
    """How likely residue a line must be to go, by its place and form; all but the last as the options say.

    Attributes:
        marked: whether a line in a script that ends no sentence with a sign must be likelier.
    """

    sure: float
    outside: float
    sentence: float
    heading: float
    marked: bool

    def of(self, document: Document, index: int, alone: float) -> float:
        """What is asked of a line; of all but links `alone` at least."""
        paragraph = document.paragraphs[index]
        outside = not document.opening < index < document.closing
        # A picture with a description and no link is no link of a menu.
        drawn = paragraph.text.lstrip().startswith("![")
        if outside and "](" in paragraph.text and not drawn and markdown.is_links(paragraph):
            return (self.sure - self.outside) * (_LINKS_ABOVE if index < document.opening else _LINKS_BELOW)
        unmarked = self.marked and _WITHOUT_STOPS.search(paragraph.text)
        in_doubt = _UNMARKED if unmarked or _is_last(document, index) else 0.0
        return max(self._by_place(document, index), alone, in_doubt)

    def _by_place(self, document: Document, index: int) -> float:
        if _is_heading_place(document, index):
            return self.heading
        if document.paragraphs[index].is_prose and index >= document.opening:
            return self.sentence
        return self.sure - self.outside if is_outside(document, index) else self.sure


def _is_last(document: Document, index: int) -> bool:
    """Whether a line is all that stands below the story, now and at first: of a text cut off it may be a subheading."""
    last = len(document.paragraphs) - 1
    page = document.first.paragraphs
    return index == last == document.closing + 1 > 1 and document.at_first(index) == len(page) - 1


def _has_other_residue(document: Document) -> bool:
    """Whether any filter has removed a line: a page without residue is a story, with its lists, tables and verses."""
    return len(document.paragraphs) < len(document.first.paragraphs)


def _copies(document: Document, sure: float, copy: float) -> Iterator[Finding]:
    """Copies of lines that read less like the story, now or with the residue around them that is gone."""
    for index, twin in _twins(document):
        enough = min(sure, _enough_for_copy(document, index, twin, copy))
        # The page as it was is looked at only where that decides.
        if model.likely(document, index) < enough and _likely_copy(document, index) < enough:
            continue
        if _is_piece_of_two(document, index, twin):
            index, twin = twin, index
        # The same address is a source more than once, and two lists of a story can have an item in common.
        in_lists = is_announced(document, index) and is_announced(document, twin)
        if not (in_lists or is_source(document, index)):
            yield Finding(index, why=partial(_copy_reason, document, index), of=twin)


def _is_heading_twice(document: Document, finding: Finding) -> bool:
    """Whether a copy stands right beside its original inside the story, and both above running text."""
    index, twin = finding.index, finding.of
    if twin is None or abs(index - twin) != 1 or not document.opening < min(index, twin):
        return False
    below = document.paragraphs[max(index, twin) + 1 : max(index, twin) + 2]
    return below != [] and below[0].is_prose


def _is_piece_of_two(document: Document, index: int, twin: int) -> bool:
    """Whether a copy is a name in a sentence of the story that a link has broken, and its only twin is a caption."""
    if index < document.opening or twin == document.title or len(document.copies.get(index, ())) != _PAIR:
        return False
    return is_broken_sentence(document, index) and not is_broken_sentence(document, twin)


def _likely_copy(document: Document, index: int) -> float:
    likely = model.likely(document, index)
    return max(likely, model.likely_at_first(document, index)) if likely >= _NEARLY_COPY else likely


def _copy_reason(document: Document, index: int) -> str:
    return f"copy that does not read like the story ({_likely_copy(document, index):.2f})"


def _judged(document: Document, index: int, enough: float) -> Iterator[Finding]:
    likely = model.likely(document, index)
    if likely >= enough:
        found = None if _has_doubtful_sibling(document, index, enough) else partial(_reason, document, index)
    elif likely >= _IN_DOUBT and _was_residue(document, index, _enough_at_first(document, index, enough)):
        found = partial(_reason, document.first, document.at_first(index))
    else:
        found = None
    if found is not None and not is_of_text(document, index):
        yield Finding(index, why=found)


def _has_doubtful_sibling(document: Document, index: int, enough: float) -> bool:
    """Whether a line has the same marks as the lines beside it, `Wales (Group E): second`, and one of these stays."""
    paragraphs = document.paragraphs
    form = marks(paragraphs[index])
    if not form:
        return False
    for step in (-1, 1):
        for at in range(index + step, index + step * _MOST_SIBLINGS, step):
            if not 0 <= at < len(paragraphs) or marks(paragraphs[at]) != form:
                break
            if model.likely(document, at) < enough:
                return True
    return False


def _was_residue(document: Document, index: int, enough: float) -> bool:
    return enough < 1 and model.likely_at_first(document, index) >= enough


def _enough_at_first(document: Document, index: int, enough: float) -> float:
    """How likely residue a line must have been at first to go although it must be likelier now; 1 if it stays."""
    likely = model.likely(document, index)
    if likely >= _NEARLY * enough:
        return 1 - _DOUBT_LEFT * (1 - enough)
    if _is_heading_place(document, index):
        return 1.0
    if _may_be_deck(document, index) or not (likely >= _IN_MORE_DOUBT or _is_left_over(document, index)):
        return 1.0
    return 1 - _MORE_DOUBT_LEFT * (1 - enough)


def is_outside(document: Document, index: int) -> bool:
    """Whether a line stands above or below the story and is no deck: there the option `outside` counts."""
    return not document.opening < index < document.closing and not _may_be_deck(document, index)


def _may_be_deck(document: Document, index: int) -> bool:
    """Whether a line above the story is as long as its headline and decks, which read like headlines of others."""
    return index < document.opening and document.paragraphs[index].size > _SHORTEST_DECK


def _is_left_over(document: Document, index: int) -> bool:
    """Whether the lines on both sides of a line are gone, as they are around the last lines of a menu."""
    page, at = document.first.paragraphs, document.at_first(index)
    beside = page[max(0, at - 1) : at] + page[at + 1 : at + 2]
    return all(p.line not in document.places for p in beside)


@kept
def _left_signs(document: Document) -> frozenset[int]:
    """Lines that are nothing but a sign, as the bars and arrows of a menu are, where the lines around it are gone."""
    places = document.places
    found: list[int] = []
    signs: list[int] = []
    gone = True
    for paragraph in document.first.paragraphs:
        if _is_sign(paragraph):
            signs += [places[paragraph.line]] if paragraph.line in places else []
            continue
        below = paragraph.line not in places
        found += signs if gone and below else ()
        gone, signs = below, []
    return frozenset([*found, *signs] if gone else found)


@kept
def _is_sign(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return _SIGNS.issuperset(text) and not _RULE.fullmatch(text)


def _reason(document: Document, index: int) -> str:
    why = ", ".join(model.builtin().reasons(model.page(document).vector(index)))
    return f"does not read like the story ({model.likely(document, index):.2f}): {why}"


def _twins(document: Document) -> Iterator[tuple[int, int]]:
    """Copies of lines, each with the one that stays: the one that reads most like the story.

    Lines of verse and of lists are no copies. The first line may be a headline of one or two words, not known as one.
    """
    head = document.title or 0
    for first, group in document.copies.items():
        if first != group[0]:
            continue
        if any(is_beside_verse(document, i) for i in group) or _may_recur(document.paragraphs[first]):
            continue
        twin = min(group, key=lambda i: (i != head, model.likely(document, i)))
        yield from ((index, twin) for index in group if index != twin)


def _may_recur(paragraph: Paragraph) -> bool:
    """Whether a line may stand in a text again and again: an item of a list, what a transcript says in brackets."""
    text = paragraph.text.strip()
    return _NUMBERED.match(text) is not None or (_ASIDE.fullmatch(text) is not None and not paragraph.hits)


def _enough_for_copy(document: Document, index: int, twin: int, copy: float) -> float:
    paragraph = document.paragraphs[index]
    one_word = paragraph.size < 2
    if abs(twin - index) == 1:
        return _WORD_BESIDE_TWIN if one_word else _BESIDE_TWIN
    if is_data(paragraph.text):
        return _REFRAIN_LIKELY
    inside = document.opening < index < document.closing
    if inside and twin != document.title and len(document.copies.get(index, ())) >= _REFRAIN:
        return _REFRAIN_LIKELY if paragraph.size < _REFRAIN_WORDS else copy
    if (inside or document.opening < twin < document.closing) and _is_short_sentence(paragraph):
        return _SENTENCE_LIKELY
    return copy + _ONE_WORD_MORE if one_word else copy


def _is_short_sentence(paragraph: Paragraph) -> bool:
    ends = paragraph.text.rstrip().endswith((".", "。", "।"))
    return ends and paragraph.size in _SHORT_SENTENCE and not paragraph.hits


def _is_heading_place(document: Document, index: int) -> bool:
    """Whether a line stands alone between two paragraphs of running text, as a subheading does, or is marked as one."""
    paragraphs = document.paragraphs
    if not document.opening < index < document.closing or paragraphs[index].is_prose:
        return False
    text = paragraphs[index].text
    if "#" in text and markdown.is_heading(text) and not paragraphs[index].hits:
        below = paragraphs[index + 1 : index + 1 + _BELOW_HEADING]
        return any(p.is_prose for p in below) or _is_step(below[0])
    return paragraphs[index - 1].is_prose and paragraphs[index + 1].is_prose


def _is_step(paragraph: Paragraph) -> bool:
    """Whether a line tells what to do and ends in a colon: `Type the following command:`."""
    return paragraph.size >= _FEWEST_OF_STEP and paragraph.text.rstrip().endswith(COLONS) and not paragraph.hits


def is_caption(paragraph: Paragraph) -> bool:
    """Whether a line is a photo caption with its credit: of those one stays, which `repeated-caption` sees to."""
    return paragraph.size >= _CAPTION_WORDS and paragraph.credited


def is_of_a_pattern(document: Document, index: int) -> bool:
    """Whether a line belongs to a list, or inside the story to a stanza or a refrain."""
    if _is_item(document, index):
        return True
    if not document.opening < index < document.closing:
        return False
    return is_beside_verse(document, index) or len(document.copies.get(index, ())) >= _REFRAIN


def _is_item(document: Document, index: int) -> bool:
    """Whether a line is an item of a list or stands before one. Above the headline, and of links alone, are menus."""
    paragraphs = document.paragraphs
    if index < (document.opening if document.title is None else document.title):
        return False
    if "](" in paragraphs[index].text and markdown.is_links(paragraphs[index]):
        return False
    return any(map(_begins_as_item, paragraphs[index : index + 2]))


@kept
def _begins_as_item(paragraph: Paragraph) -> bool:
    return _ITEM.match(paragraph.text) is not None


def is_candidate(document: Document, index: int) -> bool:
    """Whether a line is worth a second look: no running text among other, no caption, verse, list or contact."""
    paragraphs = document.paragraphs
    paragraph = paragraphs[index]
    inside = document.opening < index < document.closing
    beside = paragraphs[index - 1].is_prose + paragraphs[index + 1].is_prose if inside and paragraph.is_prose else 0
    if beside == 2 or (beside == 1 and not any(condemns(h, paragraph) for h in paragraph.hits)):
        return False
    if is_headline(document, index) or not any(map(str.isalnum, paragraph.text)):
        return False
    if is_caption(paragraph) or is_of_a_pattern(document, index):
        return False
    return not has_form_of_story(document, index)


def has_form_of_story(document: Document, index: int) -> bool:
    """Whether a line is spoken, or a contact, or its phrase is one that the story has."""
    paragraphs = document.paragraphs
    paragraph = paragraphs[index]
    if is_quoted(paragraph) and paragraph.text.lstrip()[0] in "\u2013\u2014\u2015":
        return True
    if any(is_in_story(document, index, h) for h in paragraph.hits):
        return True
    return any(_is_contact(p) for p in paragraphs[max(0, index - _CONTACT_LINES) : index + 1])


def is_of_text(document: Document, index: int) -> bool:
    """Whether the lines around a line tell that it is one of the story: of a list, of a table, of a broken sentence."""
    if is_announced(document, index) or is_at_end(document, index):
        return True
    if is_broken_sentence(document, index) or is_fact(document, index):
        return True
    if is_part(document, index) or is_row(document, index):
        return True
    return document.opening < index < document.closing and index in _rows_of_tables(document)


@kept
def _rows_of_tables(document: Document) -> frozenset[int]:
    """Rows of tables in Markdown that have several columns: others are there for the layout of the page."""
    if "|" not in document.text:
        return frozenset()
    found = markdown.tables(document.paragraphs)
    return frozenset(index for table in found if markdown.columns(document.paragraphs[table[1]]) > 1 for index in table)


def _is_contact(paragraph: Paragraph) -> bool:
    return len(paragraph.text) <= _LONGEST_CONTACT and paragraph.key in _CONTACT
