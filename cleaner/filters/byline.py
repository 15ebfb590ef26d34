"""Lines of author, date and reading time: `By Dana Reyes`, `Updated 3 hours ago`, `4 min read`, `12.03.2024, 14:05`.

These lines stand around the story. Inside it, between its first and last paragraph, only lines that cannot be anything
else are removed: a date there may be the heading of a timeline, and so may several days without a year below it. Above
the story a date with year and time may have a name or a place beside it, `Dana Reyes 5 May 2024, 2:55pm`; an author may
have a place or a paper, `By Dana Reyes in Corran for The Courier`, or degrees, `Nell Adair, MS, RDN`; and a day may be
`yesterday at 14:05`. There a name, a role or an address alone on a line is removed too if it is beside another of
these, a date or an author, and the story does not name that person. Posts of a live blog have time and author glued
together, `19:20Dana Reyes`. Right below the last sentence the initials of the author are removed, `(mpe/dpa)`.

Dates that nothing introduces stay if they are those of events: different days one below the other, or each above what
announces a list, `Rain in:`; an hour with `@` and no year, `6:00 pm - 8:30 pm`, under a label as `Date:` beside others
as `Venue`, or beside a place like `Ellery Concert Hall`. In the story, rows of a part of it stay,
such as `Written by: Dana Reyes` beside `Directed by: Tom Lund`.

Options: `phrases` = more phrases; a line that begins with one of them is removed.
"""

from collections import Counter
from collections.abc import Iterator

from cleaner import authors, dates
from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters._facts import is_detail
from cleaner.filters._parts import is_row
from cleaner.filters._phrases import hit
from cleaner.lazy import kept, lazy_pattern
from cleaner.phrases import Phrases
from cleaner.phrases.lists import first_of_leads
from cleaner.words import WORD, has_digit, small, unspaced

EXAMPLE = (
    "Ferry runs late again\n\nBy Dana Reyes\n\nPublished May 5, 2024, 2:55 p.m. ET\n\n"
    "The ferry left at noon, two hours late, with forty people aboard.\n",
    "Ferry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard.\n",
)

_LONGEST = 30
_LONGEST_DATE = 16
#: How far below its first paragraph the story's byline can stand, when that paragraph is a standfirst.
_STANDFIRST = 3
_FEWEST_DAYS = 2
#: The time of a post in a live blog with its author glued to it: `19:20Dana Reyes`.
_POST = lazy_pattern(r"\d{1,2}:\d\d([^\W\d_][\w'’.-]+(?: [^\W\d_][\w'’.-]+){1,3})")
_POST_DOUBT = 0.6
#: A date or a time of day alone may be those of a programme.
_DATE_DOUBT = 0.3
_MOST_INITIALS = 4
_ASIDE = lazy_pattern(r"[(\[].*[)\]]\.?|/\w+|[-–—]\w+[-–—]")
_MOST_SIGNED = 5
_MOST_SIGNED_CHARACTERS = 8
#: In how many paragraphs of the story the people are named whom it is about.
_BEGINNING = 12
#: What is surely part of a byline above the story.
_CERTAIN = frozenset(("author", "stamp", "signed", "date"))


def byline(*, phrases: tuple[str, ...] = ()) -> Filter:
    own = Phrases({"byline": {"starts": phrases}}) if phrases else None

    def find(document: Document) -> Iterator[Finding]:
        paragraphs, dated = document.paragraphs, _has_bare_dates(document)
        for index in range(len(paragraphs)) if own else document.suspects:
            paragraph = paragraphs[index]
            if paragraph.size > _LONGEST or index == document.title or _is_of_part(document, index):
                continue
            forms = _forms(paragraph)
            if (own or paragraph.hits) and (found := hit(paragraph, "byline", own)):
                yield Finding(index, why="author, date or reading time", sure=found.own)
            elif dated and _is_of_events(document, index, forms):
                continue
            elif "stamp" in forms:
                yield Finding(index, why="time of an update", sure=True)
            elif "post" in forms:
                yield Finding(
                    index, why="time and author of a post", sure=_posts_again(document, index), doubt=_POST_DOUBT
                )
            elif index < document.opening and (finding := _above_story(document, index, forms)):
                yield finding
            elif not document.opening + _STANDFIRST < index < document.closing:
                yield from _around_story(document, index, forms)

    return find


def _is_of_part(document: Document, index: int) -> bool:
    """Whether a line says who made a part of the story, among other things that are said of it."""
    paragraph = document.paragraphs[index]
    return ":" in paragraph.text and bool(paragraph.hits) and is_row(document, index)


@kept
def _is_live_blog(document: Document) -> bool:
    """Whether the story goes on under times of day: then the first of them is no time of publication either."""
    return any(dates.is_clock(p.text) or dates.is_recent(p) for p in _inside_story(document))


def _inside_story(document: Document) -> list[Paragraph]:
    """What stands between the first and the last paragraph of the story."""
    return document.paragraphs[document.opening + 1 : max(document.closing, 0)]


def _posts_again(document: Document, index: int) -> bool:
    """Whether the author of a post has another. The programme of an evening is written so too, but repeats nobody."""
    authors: Counter[str] | None = document.memo.get("authors of posts")
    if authors is None:
        posts = (_POST.fullmatch(document.paragraphs[i].text.strip()) for i in document.suspects)
        authors = document.memo["authors of posts"] = Counter(post[1] for post in posts if post)
    post = _POST.fullmatch(document.paragraphs[index].text.strip())
    return post is not None and authors[post[1]] > 1


def _around_story(document: Document, index: int, forms: tuple[str, ...]) -> Iterator[Finding]:
    """What a line is that can be part of the byline only where bylines stand."""
    if "author" in forms:
        yield Finding(index, why="author")
    elif "signed" in forms and _may_be_signed(document, index):
        yield Finding(index, why="author and date")
    elif index < document.opening and "clock" in forms and not _is_live_blog(document):
        yield Finding(index, why="time", doubt=_DATE_DOUBT)
    elif "date" in forms and _is_of_the_page(document, index):
        yield Finding(
            index, why="date", sure=dates.has_time_or_numeric_date(document.paragraphs[index].text), doubt=_DATE_DOUBT
        )
    elif "address" in forms and index and _is_byline(document, index - 1):
        yield Finding(index, why="address under a byline")
    elif _is_under_author(document, index):
        yield Finding(index, why="paper or role under an author")
    elif index and "initials" in forms and _is_only_end(document, index):
        yield Finding(index, why="initials of the author", doubt=_DATE_DOUBT)


def _is_only_end(document: Document, index: int) -> bool:
    """Whether a line stands right below the last sentence of the story, and the page has no other of its form.

    Lists have parties in brackets behind each name, plays and songs what is done, `(SPD)`, `(all)`; and no initials are
    a word of the story.
    """
    above = document.paragraphs[index - 1]
    if index - 1 != document.closing or not above.ends_sentence:
        return False
    words = set(document.paragraphs[index].words)
    if any(not words.isdisjoint(p.vocabulary) for p in document.paragraphs[document.opening : index]):
        return False
    return sum(map(_is_aside, document.paragraphs)) == 1


@kept
def _is_aside(paragraph: Paragraph) -> bool:
    """Whether a line is a few words in brackets, or between signs as initials are."""
    return paragraph.size <= _MOST_INITIALS and _ASIDE.fullmatch(paragraph.text.strip()) is not None


def _is_under_author(document: Document, index: int) -> bool:
    """Whether a line just below a standfirst is of the byline above it: `By Dana Reyes`, `Ellery TV - Newsroom`."""
    if not document.opening < index <= document.opening + _STANDFIRST:
        return False
    above, paragraph = document.paragraphs[index - 1 : index + 1]
    return "author" in _forms(above) and authors.is_author_above(paragraph)


def _may_be_signed(document: Document, index: int) -> bool:
    """Whether a line stands above the story and is no heading, or just below a standfirst and introduces its date."""
    if index < document.opening:
        return not _may_be_heading(document, index)
    return index <= document.opening + _STANDFIRST and not dates.is_bare(document.paragraphs[index].text)


def _is_of_events(document: Document, index: int, forms: tuple[str, ...]) -> bool:
    """Whether a line is a date of a schedule or an event, or the place and date below the title of a speech.

    A page has one date of its own, and says of the second what it is: `Updated`.
    """
    paragraph = document.paragraphs[index]
    if _is_bare_date(paragraph):
        return _is_date_of_events(document, index)
    if "clock" in forms:
        return any(_is_bare_date(p) and dates.is_of_event(dates.apart(p)) for p in _beside(document, index))
    return authors.is_venue(paragraph) and any(map(_is_bare_date, _beside(document, index)))


@kept
def _has_bare_dates(document: Document) -> bool:
    lines = (document.paragraphs[i] for i in document.suspects)
    return any(p.size <= _LONGEST and "date" in _forms(p) and _is_bare_date(p) for p in lines)


def _is_date_of_events(document: Document, index: int) -> bool:
    """The same of a date."""
    paragraph = document.paragraphs[index]
    if dates.is_of_event(dates.apart(paragraph)) or is_detail(document, index):
        return True
    return any(authors.is_venue(p) or _are_of_different_days(paragraph, p) for p in _beside(document, index))


def _beside(document: Document, index: int) -> list[Paragraph]:
    """The lines above and below a line, past those without a letter: a dash between hours."""
    every = document.paragraphs
    found: list[Paragraph] = []
    for step in (-1, 1):
        at = index + step
        if 0 <= at < len(every) and not any(map(str.isalnum, every[at].text)):
            at += step
        if 0 <= at < len(every):
            found.append(every[at])
    return found


@kept
def _is_bare_date(paragraph: Paragraph) -> bool:
    """Whether a line is a date, and nothing says of what: `Published`."""
    return dates.may_be_date(paragraph) and dates.is_date(paragraph) and dates.is_bare(dates.apart(paragraph))


def _are_of_different_days(one: Paragraph, other: Paragraph) -> bool:
    if not _is_bare_date(other):
        return False
    days = dates.figures(dates.apart(one)), dates.figures(dates.apart(other))
    return not (days[0] <= days[1] or days[1] <= days[0])


def _above_story(document: Document, index: int, forms: tuple[str, ...]) -> Finding | None:
    """What a line is that can be part of the byline only above the story."""
    paragraph = document.paragraphs[index]
    if "author" in forms or authors.is_author_above(paragraph):
        return Finding(index, why="author", sure=authors.is_eastern(paragraph))
    if dates.is_recent(paragraph):
        return None if _is_live_blog(document) else Finding(index, why="day and time", sure=True)
    if "date" in forms and _is_date_of_page(document, index):
        return Finding(index, why="date", sure=True)
    if authors.has_degree(paragraph) and not _is_list_of_people(document, index):
        return Finding(index, why="author and degrees")
    parts = None if _may_be_heading(document, index) else authors.composed(paragraph)
    if parts and not any(_is_of_story(document, name) for name in parts.names):
        return Finding(index, why="author and date", sure=parts.led)
    if _is_beside_byline(document, index):
        return Finding(index, why="name, role or address beside a byline")
    return None


def _is_list_of_people(document: Document, index: int) -> bool:
    """Whether somebody with a degree is one of several, or of those whom the story is about."""
    name = document.paragraphs[index].text.partition(",")[0]
    return _is_of_story(document, name) or any(map(authors.has_degree, _beside(document, index)))


def _may_be_heading(document: Document, index: int) -> bool:
    """Whether a line is the first heading of a Markdown page: `## News | Friday 5.5.2024`."""
    return document.paragraphs[index].text.startswith("#") and (document.title is None or document.title > index)


def _is_date_of_page(document: Document, index: int) -> bool:
    """Whether a line above the story is a whole date, and the story has none that is a line: it would be a diary."""
    return _is_full_date(document.paragraphs[index]) and not _is_diary(document)


def _is_diary(document: Document) -> bool:
    """Whether the story goes on under whole dates."""
    return _whole_dates_inside(document) > 0


@kept
def _whole_dates_inside(document: Document) -> int:
    return sum(map(_is_full_date, _inside_story(document)))


@kept
def _is_full_date(paragraph: Paragraph) -> bool:
    return dates.is_date(paragraph) and dates.is_full(dates.apart(paragraph))


def _is_beside_byline(document: Document, index: int) -> bool:
    """Whether a name, a role or an address stands above the story right beside another of them, or beside a byline."""
    what = _weak_form(document.paragraphs[index])
    if not what or not _is_nobody_of_story(document, index):
        return False
    neighbours = [i for i in (index - 1, index + 1) if 0 <= i < document.opening and i != document.title]
    named = what == "name" and not authors.is_name_of(document.paragraphs[index])
    if any(_is_certain(document, i, named=named) for i in neighbours):
        return True
    others = [i for i in neighbours if _weak_form(document.paragraphs[i]) not in ("", what)]
    return any(_is_nobody_of_story(document, i) for i in others)


def _is_certain(document: Document, index: int, *, named: bool) -> bool:
    """Whether a line above the story is part of the byline by itself, and enough for a name beside it."""
    paragraph = document.paragraphs[index]
    forms = _forms(paragraph)
    if forms == ("date",):
        # A name and a date may be headline and dateline, or those of an obituary.
        if not _is_full_date(paragraph) or _is_of_events(document, index, forms):
            return False
        return not named or document.title is not None
    return (
        not _CERTAIN.isdisjoint(forms)
        or authors.is_author_above(paragraph)
        or hit(paragraph, "byline") is not None
        or (authors.composed(paragraph) or _NOBODY).led
    )


_NOBODY = authors.Composed(led=False, names=())


@kept
def _weak_form(paragraph: Paragraph) -> str:
    """What a line is that may be anything by itself: a `name`, a `role`, an `address`; "" if it is none of them."""
    if "@" in paragraph.text:
        return "address" if authors.ADDRESS.fullmatch(paragraph.text.strip()) else ""
    if paragraph.size > _MOST_SIGNED * 2 or has_digit(paragraph.text) or paragraph.ends_sentence:
        return ""
    if authors.is_role(paragraph.text.strip()):
        return "role"
    return "name" if authors.name_in_front(paragraph) else ""


def _is_nobody_of_story(document: Document, index: int) -> bool:
    """Whether a line is no name of somebody whom the story is about: then it is a headline or a caption."""
    paragraph = document.paragraphs[index]
    return _weak_form(paragraph) != "name" or not _is_of_story(document, authors.name_in_front(paragraph))


def _is_of_story(document: Document, name: str) -> bool:
    """Whether the first paragraphs of the story name somebody."""
    first = document.opening
    words = {small(word) for word in WORD.findall(name) if word[0].isupper()}
    return any(not words.isdisjoint(p.vocabulary) for p in document.paragraphs[first : first + _BEGINNING])


@kept
def _forms(paragraph: Paragraph) -> tuple[str, ...]:
    """The forms of a line: `stamp` of an update, `author`, `date`, `signed`, `clock`, `post`, `address`, `initials`."""
    forms = ["author"] if authors.is_author(paragraph) else []
    if dates.may_be_date(paragraph):
        forms += ["stamp"] if dates.is_stamp(paragraph) else []
        forms += ["date"] if dates.is_date(paragraph) else []
    if not forms and paragraph.size <= _LONGEST_DATE and has_digit(paragraph.text):
        forms += ["signed"] if _is_signed(paragraph) else ["clock"] if dates.is_clock(paragraph.text) else []
    if (post := _POST.fullmatch(paragraph.text.strip())) and all(name[0].isupper() for name in post[1].split()):
        forms.append("post")
    if "@" in paragraph.text and authors.ADDRESS.fullmatch(paragraph.text.strip()):
        forms.append("address")
    if paragraph.size <= _MOST_INITIALS and authors.is_initials(paragraph.text):
        forms.append("initials")
    return tuple(forms)


def _is_of_the_page(document: Document, index: int) -> bool:
    """Whether a date is that of the page, or of another story below this one, and no heading of a calendar."""
    if index > document.closing:
        return not _is_of_a_calendar(document, index)
    return _is_dated(document, index)


def _is_of_a_calendar(document: Document, index: int) -> bool:
    """Whether a date is one of several days without a year, as calendars and diaries have them, or heads a list."""
    paragraph = document.paragraphs[index]
    return (dates.is_day(paragraph) and _has_days(document)) or (
        _is_full_date(paragraph) and document.first.places[paragraph.line] in _days_of_lists(document.first)
    )


@kept
def _days_of_lists(document: Document) -> frozenset[int]:
    """Dates of different days below the running text, under each of which something announces a list: `Rain in:`.

    What stands below the date of a teaser is the next headline, or a button.
    """
    paragraphs = document.paragraphs
    found = [
        i
        for i in range(document.closing + 1, len(paragraphs) - 1)
        if _announces(paragraphs[i + 1]) and _is_bare_date(paragraphs[i])
    ]
    if not any(_are_of_different_days(paragraphs[found[0]], paragraphs[i]) for i in found[1:]):
        return frozenset()
    return frozenset(found)


@kept
def _announces(paragraph: Paragraph) -> bool:
    """Whether a line announces a list, and is no label of a button or of what the page has: `Share this:`."""
    return paragraph.text.rstrip().endswith((":", "\uff1a")) and not paragraph.hits


@kept
def _has_days(document: Document) -> bool:
    """Whether there are several days without a year below the beginning of the story."""
    return sum(map(dates.is_day, document.paragraphs[document.opening + 1 :])) >= _FEWEST_DAYS


def _is_dated(document: Document, index: int) -> bool:
    """Whether a date is that of the page: above the story, or just below its first paragraph with a time or a lead.

    There a date in numbers needs neither, if it is not one of those under which a diary goes on.
    """
    text = document.paragraphs[index].text
    if index < document.opening or dates.has_time(text) or dates.has_lead(text):
        return True
    return dates.has_time_or_numeric_date(text) and _whole_dates_inside(document) == 1


def _is_byline(document: Document, index: int) -> bool:
    paragraph = document.paragraphs[index]
    return index < document.opening and (
        authors.is_author(paragraph) or dates.is_date(paragraph) or bool(hit(paragraph, "byline"))
    )


def _is_signed(paragraph: Paragraph) -> bool:
    """Whether a line is a date with its year, a time or a reading time, and a name, a place or a section."""
    text = dates.apart(paragraph)
    if paragraph.ends_sentence or not dates.has_year(text) or not dates.has_date(text):
        return False
    if not dates.has_time_or_numeric_date(text) and not dates.has_reading_time(WORD.findall(text)):
        return False
    rest = [w for w in dates.unknown_words(text) if w.casefold() not in first_of_leads()]
    if unspaced("".join(rest)):
        return sum(map(len, rest)) <= _MOST_SIGNED_CHARACTERS
    names = [w for w in rest if w.casefold() not in authors.PARTICLES]
    return 0 < len(names) <= _MOST_SIGNED and not any(w[0].islower() for w in names)


@kept
def named(paragraph: Paragraph) -> list[str]:
    """The full names in a line that names authors."""
    if paragraph.size > authors.LONGEST:
        return []
    if "author" in _forms(paragraph):
        return authors.names(paragraph)
    # Nearly all lines have no word like `by`, which is seen sooner than what their parts are.
    if paragraph.text.isascii() and first_of_leads().keys().isdisjoint(paragraph.words):
        return []
    if authors.is_author_above(paragraph):
        return authors.names(paragraph)
    parts = authors.composed(paragraph)
    return list(parts.authors) if parts and parts.led else []
