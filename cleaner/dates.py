"""Lines of dates and times: `12.03.2024, 14:05`, `Updated May 5, 2024`, `gestern um 14:05`, `2024년 5월 12일`.

Pure functions of a paragraph or a text. The words of each language are in the tables `months` (names of months and
days, words around dates, days like `yesterday`) and `byline` (what introduces a date) of the phrase data.
"""

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from cleaner.lazy import kept, lazy_pattern
from cleaner.phrases import table
from cleaner.phrases.lists import found, starts, without
from cleaner.words import UNSPACED, WORD, has_digit, small, without_links

if TYPE_CHECKING:
    from cleaner.document import Paragraph

_LONGEST = 16
#: These begin with the first digit, not with `\b`: what is none is passed by three times as fast.
_NUMERIC = lazy_pattern(
    r"\d(?:(?<!\w\d)\d?(?:[./-]|\. )\d{1,2}(?:[./-]|\. )(?:\d{4}|\d\d)\b"
    r"|(?<!\w\d)\d{3}(?:[./-]|\. )\d{1,2}(?:[./-]|\. )\d{1,2}(?=\b|T\s?\d\d:))"
)
_YEAR_IN_SIGNS = lazy_pattern(r"\d{4}\s*[年년]")
#: A year, also one of the Thai, the Persian and the Islamic calendar, and in other digits than ours.
_YEAR = lazy_pattern(
    r"\d(?<!\d\d)(?:(?:(?<=1)[349]|(?<=2)[05])\d\d"
    r"|(?:(?<=[٠-٩])[٠-٩]{3}|(?<=[۰-۹])[۰-۹]{3}|(?<=[०-९])[०-९]{3}|(?<=[০-৯])[০-৯]{3}|(?<=[๐-๙])[๐-๙]{3}))(?!\d)"
)
#: A full stop is also between day and month, and in decimals: of those, what can be no time or goes on is none.
_TIME = lazy_pattern(
    r"\d(?:(?<!\w\d)(?:\d?[:h]\d\d"
    r"|(?<!\d[./-]\d)(?!(?<=2)[5-9]|(?<=[3-9])\d)\d?\.(?![6-9])\d\d(?!\.\s?\d|/))(?=\b|[ap]m\b)"
    r"|\d?\s?[時时點点시]\s?\d{1,2}\s?[分분])"
)
#: A full hour, of which dates and decimals have none.
_HOUR = lazy_pattern(r"\b\d{1,2}\s?(?:h|uhr|[ap]m|[ap]\.m)\b|\d{1,2}\s?[時时點点시]", re.IGNORECASE)
_DAY = lazy_pattern(r"(?<!\d)\d{1,2}(?!\d)")
#: When an event is: `25 February @ 6:00 pm`, `14 March 2020, 6:00 pm - 8:30 pm`. Pages that are updated name two days.
_AT_HOUR = lazy_pattern(r"@\s?\d")
_SPAN = lazy_pattern(
    r"\d{1,2}[:.h]\d\d\s?(?:[ap]\.?m\.?|uhr|h|hrs)?\s?(?:[-\u2013\u2014]|to|till|until|bis|tot)\s?\d{1,2}[:.h]\d\d",
    re.IGNORECASE,
)
#: Whether words and numbers are glued together: `UhrLesedauer`, `Updated20:49`, `12日公開`, but not `11h48`. Told by
#: the second character: what is none is passed by in a third of the time that it takes to find the places between.
_IS_GLUED = lazy_pattern(
    r"[A-ZÀ-Þ\d日分](?:(?<=[a-zß-ÿ][A-ZÀ-Þ])|(?<=[^\W\d_]\d)(?<!\dh\d)|(?<=\d[日分])(?=[^\W\d_]))",
)
#: A month and its year, the most characters of one in other scripts too, and the number of posts behind it.
_MONTH = lazy_pattern(r"(?:1[349]|2[05])\d\d\s?[年년]\s?\d{1,2}\s?[月월]\s*(?:[(（]\d{1,4}[)）])?")
_LONGEST_MONTH = 30
_READING = frozenset(
    "read reading minute minutes min minuten lesedauer lesezeit leestijd lectura lettura lecture luettu lästid".split()
)


def has_year(text: str) -> bool:
    """Whether a year stands in a text."""
    return _YEAR.search(text) is not None


def has_time(text: str) -> bool:
    """Whether a time of day, hours and minutes, stands in a text: `14:05`, `14.05`, and not `27.10.2023`."""
    return _TIME.search(text) is not None


def has_time_or_numeric_date(text: str) -> bool:
    """Whether a time of day or a date in numbers, `27.10.2023`, stands in a text: what pages say of themselves."""
    return has_time(text) or _NUMERIC.search(text) is not None


def is_date(paragraph: "Paragraph") -> bool:
    """Whether a line is a date, with or without a time, and what introduces it."""
    return may_be_date(paragraph) and is_date_text(apart(paragraph))


def is_date_text(text: str) -> bool:
    """The same of a text, such as a part of a line."""
    return has_date(text) and _is_all_date(text)


def is_full(text: str) -> bool:
    """Whether a date has a day, a month and a year."""
    return _NUMERIC.search(text) is not None or (has_year(text) and _DAY.search(text) is not None)


def is_day(paragraph: "Paragraph") -> bool:
    """Whether a line is a date without year or time, and without anything that introduces it."""
    return is_date(paragraph) and _is_bare_day(paragraph)


@kept
def _is_bare_day(paragraph: "Paragraph") -> bool:
    text = paragraph.text.casefold()
    return not (_YEAR.search(text) or _TIME.search(text) or _NUMERIC.search(text)) and is_bare(text)


def is_bare(text: str) -> bool:
    """Whether a text has nothing that introduces a date, such as `Updated`."""
    # Some languages introduce dates with words that are months in others.
    return date_words().issuperset(lead.group().strip() for lead in found("date", text.casefold()))


def is_of_event(text: str) -> bool:
    """Whether a date is when something takes place: an hour with `@` and no year, or from one hour to another."""
    return _SPAN.search(text) is not None or (_AT_HOUR.search(text) is not None and not has_year(text))


def figures(text: str) -> Counter[int]:
    """The numbers of a date without those of times: two dates with different ones are of different days."""
    return Counter(map(int, re.findall(r"\d+", _HOUR.sub(" ", _TIME.sub(" ", text)))))


@kept
def is_month(paragraph: "Paragraph") -> bool:
    """Whether a line is a month and its year, with a number at the most: `May 2012 (3)`, `2012年5月`."""
    text = paragraph.text.strip()
    if len(text) > _LONGEST_MONTH or not has_year(text):
        return False
    if UNSPACED.search(text) or "년" in text:
        return _MONTH.fullmatch(text) is not None
    left = [word for word in WORD.findall(small(text)) if not word.isdigit()]
    return sum(word in _months() for word in left) == 1 and date_words().issuperset(left)


def is_recent(paragraph: "Paragraph") -> bool:
    """Whether a line is a day like `yesterday` and a time: `gestern um 14:05`."""
    return may_be_date(paragraph) and is_recent_text(apart(paragraph))


def is_recent_text(text: str) -> bool:
    """The same of a text, such as a part of a line."""
    if not (_TIME.search(text) or _HOUR.search(text)):
        return False
    words = f" {' '.join(WORD.findall(small(text)))} "
    return any(day in words for day in _recent_days()) and _is_all_date(text)


def is_stamp(paragraph: "Paragraph") -> bool:
    """Whether a line says when the page was updated or posted: `Last updated: 2:52 pm`, `Datum 27.10.2023`."""
    text = apart(paragraph)
    if not may_be_date(paragraph) or not has_time_or_numeric_date(text):
        return False
    # What introduces a date in Vietnamese is a day of the week, of which a timeline has many.
    return starts("date", text) and _is_all_date(text) and (has_time(text) or not is_bare(text))


def has_date(text: str) -> bool:
    """Whether a date in numbers, a year with its sign or the name of a month stands in a text."""
    if _NUMERIC.search(text) or _YEAR_IN_SIGNS.search(text):
        return True
    if not _months().isdisjoint(WORD.findall(text.casefold())):
        return True
    # Thai months are written `พ.ค.`
    return not text.isascii() and UNSPACED.search(text) is not None and any(m in text for m in _with_signs())


def has_reading_time(words: list[str]) -> bool:
    """Whether one of some words is one of reading times."""
    return not _READING.isdisjoint(map(str.casefold, words))


def is_reading_time(text: str) -> bool:
    """Whether a text is a reading time and nothing else: `3 Min.`."""
    words = _without_numbers(text)
    return bool(words) and _READING.issuperset(words)


@kept
def apart(paragraph: "Paragraph") -> str:
    """The text of a line with spaces where words and numbers are glued to each other, without links."""
    return apart_text(without_links(paragraph.text))


def apart_text(text: str) -> str:
    """The same of a text without links, such as a part of a line."""
    return (_glued().sub(" ", text) if _IS_GLUED.search(text) else text).strip()


@kept
def may_be_date(paragraph: "Paragraph") -> bool:
    """Whether a line has digits, and no word that is in no date and in nothing that introduces one: a cheap look."""
    if paragraph.size > _LONGEST or not has_digit(paragraph.text):
        return False
    return date_and_lead_words().issuperset(_without_numbers(apart(paragraph)))


def has_lead(text: str) -> bool:
    """Whether something that introduces a date stands in a text."""
    return next(found("date", text), None) is not None


def is_clock(text: str) -> bool:
    """Whether a text is a time of day and nothing else."""
    return _TIME.search(text) is not None and _clock().fullmatch(text.strip()) is not None


def unknown_words(text: str) -> list[str]:
    """The words of a text that are in no date and in nothing that introduces one."""
    known = date_and_lead_words()
    return [w for w in WORD.findall(text) if not w[0].isdigit() and w.casefold() not in known]


def _is_all_date(text: str) -> bool:
    """Whether a line has no word but those of dates, times and what introduces them."""
    return date_words().issuperset(_without_numbers(without("date", text.casefold())))


def _without_numbers(text: str) -> list[str]:
    return [w for w in WORD.findall(text.casefold()) if not w[0].isdigit()]


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(
        r"\W*(?:(?:today|heute|hoy|oggi|hoje|vandaag|i dag|idag)\W+)?"
        r"\d{1,2}[:.h]\d\d(?:\s*(?:uhr|[ap]\.?m\.?|horas|h|kl))?",
        re.IGNORECASE,
    )


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])|(?<=[^\W\d_])(?<!\dh)(?=\d)|(?<=\d[日分])(?=[^\W\d_])")


@cache
def _with_signs() -> tuple[str, ...]:
    """The names of months that are no words: with full stops in them."""
    return tuple(name for name in table("months", "names") if "." in name and not name.isascii())


@cache
def _months() -> frozenset[str]:
    # What is folded here is folded in texts too: Greek has two letters for one at the end of a word.
    return frozenset(map(str.casefold, table("months", "names")))


@cache
def _recent_days() -> tuple[str, ...]:
    return tuple(f" {' '.join(WORD.findall(small(day)))} " for day in table("months", "relative"))


@cache
def date_words() -> frozenset[str]:
    """All words that dates are made of."""
    every = [name.casefold() for key in ("names", "days", "around", "relative") for name in table("months", key)]
    return _READING.union(every, *map(WORD.findall, every))


@cache
def date_and_lead_words() -> frozenset[str]:
    """The same and the words of what introduces dates."""
    return date_words().union(*(WORD.findall(lead.casefold()) for lead in table("byline", "date")))
