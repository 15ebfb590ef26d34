"""Lines of author, date and reading time: `By Dana Reyes`, `Updated 3 hours ago`, `4 min read`, `12.03.2024, 14:05`.

They stand around the story, so that inside it, between its first and last paragraph, only lines that can be nothing
else go: a date there may be the heading of a timeline, and so may several days without a year below it. Above the
story a date with its year and a time may have a name or a place beside it, `Dana Reyes 5 May 2024, 2:55pm`. The posts
of a live blog have time and author glued together, `19:20Dana Reyes`.

Options: `phrases` = more phrases; a line that begins with one of them goes.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters._phrases import hit
from cleaner.lazy import kept
from cleaner.phrases import Phrases, table
from cleaner.words import WORD, small, unspaced, without_links

EXAMPLE = (
    "Ferry runs late again\n\nBy Dana Reyes\n\nPublished May 5, 2024, 2:55 p.m. ET\n\n"
    "The ferry left at noon, two hours late, with forty people aboard.\n",
    "Ferry runs late again\n\nThe ferry left at noon, two hours late, with forty people aboard.\n",
)

_LONGEST = 30
_LONGEST_NAME = 14
_LONGEST_DATE = 16
#: How far below its first paragraph the story's byline can stand, when that paragraph is a standfirst.
_STANDFIRST = 3
_FEWEST_DAYS = 2
_YEAR = re.compile(r"\d{4}")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+")
_NUMERIC_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)\b|\b\d{4}[./-]\d{1,2}[./-]\d{1,2}\b|\d{4}\s*[年년]"
)
#: The time of a post in a live blog with its author glued to it: `19:20Dana Reyes`.
_POST_DOUBT = 0.6
_POST = re.compile(r"\d{1,2}:\d\d([^\W\d_][\w'’.-]+(?: [^\W\d_][\w'’.-]+){1,3})")
_TIME = re.compile(r"\b\d{1,2}[:.h]\d\d(?=\b|[ap]m\b)")
_AROUND_DATES = frozenset(
    "at on um uhr à le la el a las kl klo o et est edt pt pst pdt gmt bst utc cet cest ist am pm a m p the of de del "
    "den der am vom and und ago hours hour minutes mins min h st nd rd th local time edition "
    "ct cst cdt mt mst mdt jst kst hkt sgt myt pht wib aest aedt acst awst nzst nzdt msk eet eest wat eat sast brt "
    "art".split()
)
_READING = frozenset(
    "read reading minute minutes min minuten lesedauer lesezeit leestijd lectura lettura lecture luettu lästid".split()
)

#: Where words and numbers are glued to each other: `UhrLesedauer`, `Updated20:49`.
_GLUED = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])|(?<=[^\W\d_])(?=\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MOST_SIGNED = 5
_MOST_SIGNED_CHARACTERS = 8
#: What a pattern takes for a word: with nothing of `\w` before and behind it.
_RUN = re.compile(r"\w+")
_NAME = re.compile(r"[^\W\d_][\w'’.-]*")
_SMALL_WORDS = "de da di del della la le van von der den bin al el y e and und et i og och ja the in"
_BETWEEN_NAMES = re.compile(r"\s+(?:and|und|et|y|e|en|og|och|ja|i|&)\s+|\s*[,|•·/]\s*")
_MOST_PARTS = 4
_PARTICLES = frozenset(_SMALL_WORDS.split())


def byline(*, phrases: tuple[str, ...] = ()) -> Filter:
    own = Phrases({"byline": {"starts": phrases}}) if phrases else None

    def find(document: Document) -> Iterator[Finding]:
        paragraphs = document.paragraphs
        for index in range(len(paragraphs)) if own else document.suspects:
            paragraph = paragraphs[index]
            if paragraph.size > _LONGEST or index == document.title:
                continue
            forms = _forms(paragraph)
            if found := hit(paragraph, "byline", own):
                yield Finding(index, why="author, date or reading time", sure=found.own)
            elif "stamp" in forms:
                yield Finding(index, why="time of an update", sure=True)
            elif "post" in forms:
                yield Finding(
                    index, why="time and author of a post", sure=_posts_again(document, index), doubt=_POST_DOUBT
                )
            elif forms and not document.opening + _STANDFIRST < index < document.closing:
                yield from _around_story(document, index, forms)

    return find


def _is_live_blog(document: Document) -> bool:
    """Whether the story goes on under times of day: then the first of them is no time of publication either."""
    return any(_is_clock(p.text) for p in document.paragraphs[document.opening + 1 : max(document.closing, 0)])


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
    elif index < document.opening and "signed" in forms:
        yield Finding(index, why="author and date")
    elif index < document.opening and "clock" in forms and not _is_live_blog(document):
        yield Finding(index, why="time")
    elif "date" in forms and _is_of_the_page(document, index):
        yield Finding(index, why="date", sure=_TIME.search(document.paragraphs[index].text) is not None)
    elif "address" in forms and index and _is_byline(document, index - 1):
        yield Finding(index, why="address under a byline")


@kept
def _forms(paragraph: Paragraph) -> tuple[str, ...]:
    """What a line has the form of: the time `stamp` of an update, an `author`, a `date`, a `post`, an `address`."""
    forms = ["author"] if is_author(paragraph) else []
    if _may_be_date(paragraph):
        forms += ["stamp"] if _is_stamp(paragraph) else []
        forms += ["date"] if is_date(paragraph) else []
    if not forms and paragraph.size <= _LONGEST_DATE and any(map(str.isdigit, paragraph.text)):
        forms += ["signed"] if _is_signed(paragraph) else ["clock"] if _is_clock(paragraph.text) else []
    if (post := _POST.fullmatch(paragraph.text.strip())) and all(name[0].isupper() for name in post[1].split()):
        forms.append("post")
    if "@" in paragraph.text and _ADDRESS.fullmatch(paragraph.text.strip()):
        forms.append("address")
    return tuple(forms)


def _is_of_the_page(document: Document, index: int) -> bool:
    """Whether a date is that of the page, or of another story below this one, and no heading of a calendar."""
    if index > document.closing:
        return not _is_of_a_calendar(document, index)
    return _is_dated(document, index)


def _is_of_a_calendar(document: Document, index: int) -> bool:
    """Whether a date is one of several days without a year, as calendars and diaries have them."""
    if not _is_day(document.paragraphs[index]):
        return False
    return sum(map(_is_day, document.paragraphs[document.opening + 1 :])) >= _FEWEST_DAYS


@kept
def _is_day(paragraph: Paragraph) -> bool:
    """Whether a line is a date without year or time, and without anything that introduces it."""
    text = paragraph.text.casefold()
    if _YEAR.search(text) or _TIME.search(text) or _NUMERIC_DATE.search(text) or not is_date(paragraph):
        return False
    # Some languages introduce dates with words that are months in others.
    return _date_words().issuperset(lead.group().strip() for lead in _date_leads().finditer(text))


def _is_dated(document: Document, index: int) -> bool:
    """Whether a date is that of the page: above the story, or just below its first paragraph with a time or a lead."""
    text = document.paragraphs[index].text
    return index < document.opening or bool(_TIME.search(text) or _date_leads().search(text))


def _is_byline(document: Document, index: int) -> bool:
    paragraph = document.paragraphs[index]
    return index < document.opening and (is_author(paragraph) or is_date(paragraph) or bool(hit(paragraph, "byline")))


def is_author(paragraph: Paragraph) -> bool:
    """Whether a line names an author: a word like `by` and names in capitals, or a name and a role, and no more."""
    if paragraph.size > _LONGEST_NAME:
        return False
    text = without_links(paragraph.text).strip()
    if paragraph.ends_sentence and not text.casefold().endswith((" jr.", " sr.")):
        return False
    word = WORD.match(text)
    match = _leads().match(text) if word and small(word.group()) in _first_of_leads() else None
    if not match:
        return _is_name_and_role(text)
    rest = _without("role", text[match.end() :])
    names = [n for n in _NAME.findall(rest) if n.casefold() not in _PARTICLES]
    return bool(names) and len(names) <= 10 and all(n[0].isupper() or not n[0].islower() for n in names)


def authors(paragraph: Paragraph) -> list[str]:
    """The full names in a line that names authors: `By Nell Adair and Tom Orr, Staff Writers`."""
    if paragraph.size > _LONGEST_NAME or "author" not in _forms(paragraph):
        return []
    text = without_links(paragraph.text).strip()
    lead = _leads().match(text)
    names = _BETWEEN_NAMES.split(text[lead.end() :] if lead else text)
    return [name for name in map(str.strip, names) if _is_full_name(name)]


def _is_full_name(text: str) -> bool:
    parts = text.split()
    return 2 <= len(parts) <= _MOST_PARTS and all(_NAME.fullmatch(n) and n[0].isupper() for n in parts)


def _is_name_and_role(text: str) -> bool:
    """Whether a line is a name, a comma and a role: `Nell Adair, Health correspondent`."""
    name, comma, role = text.partition(",")
    names = _NAME.findall(name) if comma else ()
    if not 2 <= len(names) <= 4 or not all(n[0].isupper() for n in names):
        return False
    return len(role.split()) <= 4 and role.strip().casefold().endswith(_role_names())


def is_date(paragraph: Paragraph) -> bool:
    """Whether a line is a date, with or without a time, and what introduces it."""
    if not _may_be_date(paragraph):
        return False
    text = _apart(paragraph)
    return _has_date(text) and _is_all_date(text)


def _is_signed(paragraph: Paragraph) -> bool:
    """Whether a line is a date with its year, a time or a reading time, and a name, a place or a section."""
    text = _apart(paragraph)
    if paragraph.ends_sentence or not _YEAR.search(text) or not _has_date(text):
        return False
    every = WORD.findall(text)
    if not _TIME.search(text) and _READING.isdisjoint(map(str.casefold, every)):
        return False
    known = _date_and_lead_words()
    rest = [
        w for w in every if not w[0].isdigit() and w.casefold() not in known and w.casefold() not in _first_of_leads()
    ]
    if unspaced("".join(rest)):
        return sum(map(len, rest)) <= _MOST_SIGNED_CHARACTERS
    names = [w for w in rest if w.casefold() not in _PARTICLES]
    return 0 < len(names) <= _MOST_SIGNED and not any(w[0].islower() for w in names)


@kept
def _apart(paragraph: Paragraph) -> str:
    """The text of a line with spaces where words and numbers are glued to each other, without links."""
    return _GLUED.sub(" ", without_links(paragraph.text)).strip()


def _has_date(text: str) -> bool:
    if _NUMERIC_DATE.search(text):
        return True
    return not table("months", "names").isdisjoint(WORD.findall(text.casefold()))


def _is_stamp(paragraph: Paragraph) -> bool:
    """Whether a line says when the page was updated or posted, by the clock: `Last updated: 2:52 pm`."""
    text = _apart(paragraph)
    if not _may_be_date(paragraph) or not _TIME.search(text):
        return False
    return _date_leads().match(text) is not None and _is_all_date(text)


@kept
def _may_be_date(paragraph: Paragraph) -> bool:
    """Whether a line has digits, and no word that is in no date and in nothing that introduces one: a cheap look."""
    if paragraph.size > _LONGEST_DATE or not any(map(str.isdigit, paragraph.text)):
        return False
    return _date_and_lead_words().issuperset(_without_numbers(_apart(paragraph)))


def _is_all_date(text: str) -> bool:
    """Whether a line has no word but those of dates, times and what introduces them."""
    return _date_words().issuperset(_without_numbers(_without("date", text.casefold())))


def _without_numbers(text: str) -> list[str]:
    return [w for w in WORD.findall(text.casefold()) if not w[0].isdigit()]


def _is_clock(text: str) -> bool:
    """Whether a text is a time of day and nothing else."""
    return _TIME.search(text) is not None and _clock().fullmatch(text.strip()) is not None


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(
        r"\W*(?:(?:today|heute|hoy|oggi|hoje|vandaag|i dag|idag)\W+)?"
        r"\d{1,2}[:.h]\d\d(?:\s*(?:uhr|[ap]\.?m\.?|horas|h|kl))?",
        re.IGNORECASE,
    )


@cache
def _date_words() -> frozenset[str]:
    return table("months", "names") | table("months", "days") | _AROUND_DATES | _READING


@cache
def _date_and_lead_words() -> frozenset[str]:
    return _date_words().union(*(WORD.findall(lead.casefold()) for lead in table("byline", "date")))


@cache
def _first_of_leads() -> frozenset[str]:
    """The first words of what introduces an author."""
    return frozenset(WORD.findall(small(lead))[0] for lead in table("byline", "lead"))


@cache
def _role_names() -> tuple[str, ...]:
    return tuple(table("byline", "role"))


@cache
def _leads() -> re.Pattern[str]:
    return _any_of("lead", r"(?:\s*:\s*|\s+)")


@cache
def _date_leads() -> re.Pattern[str]:
    return _any_of("date", "")


def _without(key: str, text: str) -> str:
    """A text with spaces in place of what is in a list of the table `byline`."""
    # The pattern is long: it is neither made nor asked where no word of the text is the first of any of them.
    if _first_words(key).isdisjoint(_RUN.findall(small(text))):
        return text
    return _any_of(key, "").sub(" ", text)


@cache
def _first_words(key: str) -> frozenset[str]:
    return frozenset([run[0] for name in table("byline", key) if (run := _RUN.search(small(name)))])


@cache
def _any_of(key: str, after: str) -> re.Pattern[str]:
    names = sorted((n.strip(" :") for n in table("byline", key)), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)" + after, re.IGNORECASE)
