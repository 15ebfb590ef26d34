"""Lines that name who wrote a story: `By Dana Reyes`, `Dana Reyes | Reporter`, `記者林沛青／台北報導`.

Pure functions of a paragraph or a text. What introduces an author, what stands between names and places, and the roles
of people who write are in the table `byline` of the phrase data.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import dates, phrases
from cleaner.lazy import kept
from cleaner.phrases import table
from cleaner.phrases.lists import SIGNS, first_of_leads, lead, without
from cleaner.words import WORD, small, without_capitals, without_links

if TYPE_CHECKING:
    from cleaner.document import Paragraph

LONGEST = 14
_LONGEST_ABOVE = 20
_LONGEST_COMPOSED = 24
_MOST_NAMES = 10
#: Of scripts without capitals from Hebrew to Thai. There a sign or a word like `by` stands before them.
_MOST_BARE_NAMES = 6
#: So many capitals behind a word like `by` may be a headline in title case.
_FEWEST_NO_NAMES = 6
#: Of how many words a name is.
_NAME_WORDS = range(2, 5)
_LONGEST_ROLE = 6
_OLD_ROLE = 4
#: A role of so many letters may be the end of a longer word: `Umweltredakteurin`.
_COMPOUND = 6

#: With the vowel signs of Indian scripts, which are no letters.
_NAME = re.compile(r"[^\W\d_][\w\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u0dff'’.-]*")
#: With no more before the sign than addresses may have: a line of underscores is looked through once.
ADDRESS = re.compile(r"[\w.+-]{1,64}+@[\w-]+(?:\.[\w-]+)+|@\w+")
_SMALL_WORDS = "de da di del della la le van von der den bin al el y e and und et i og och ja the in"
#: What stands between a role and what somebody writes about.
_FOR = frozenset("für for pour voor för para dla".split())
PARTICLES = frozenset(_SMALL_WORDS.split())
_BARS = frozenset("|•·｜丨")
_SIGNS = frozenset(",|-/")

_HAN = "\u4e00-\u9fff"
_SIGN = r"\s*[:：/／|｜丨]\s*|\s+"
_HAN_NAMES = rf"[{_HAN}·]{{2,4}}(?:[、，,\s]\s*[{_HAN}]{{2,4}}){{0,4}}"
_REPORTER = rf"[〔［【\[(（]?(?:[{_HAN}]{{2}})?(?:記者|记者|編譯|编译)(?:{_SIGN}|){_HAN_NAMES}"


class Composed(NamedTuple):
    """What a line is that is made of parts with bars, dots or dashes between them.

    Attributes:
        led: whether a part names an author with a word like `by`.
        names: the parts that are names and nothing else.
    """

    led: bool
    names: tuple[str, ...]


def is_author(paragraph: "Paragraph") -> bool:
    """Whether a line names an author: a word like `by` and names in capitals, or a name and a role, and no more."""
    if paragraph.size > LONGEST:
        return False
    text = without_links(paragraph.text).strip()
    if not _may_be_author(text) or (paragraph.ends_sentence and not text.casefold().endswith((" jr.", " sr."))):
        return False
    return _is_led(text, wide=False) or _is_name_and_role(text, only_certain=True) or is_eastern_text(text)


@kept
def is_author_above(paragraph: "Paragraph") -> bool:
    """Whether a line above the story names an author, and says where, for whom or with whom.

    `By Dana Reyes in Corran for The Courier`, `Dana Reyes - Reporter`, `संवाददाता, लखनऊ`. Further down it may be a
    subheading, a caption or a list of people.
    """
    if paragraph.size > _LONGEST_ABOVE or paragraph.ends_sentence:
        return False
    text = without_links(paragraph.text).strip()
    if not _may_be_author(text):
        return False
    return _is_led(text, wide=True) or _is_name_and_role(text, only_certain=False) or _is_role_and_place(text)


def _may_be_author(text: str) -> bool:
    """Whether a line has a sign that stands between a name and a role, or begins as what introduces an author does."""
    if not text.isascii() or not _SIGNS.isdisjoint(text):
        return True
    word = WORD.match(text)
    return word is not None and word.group().casefold() in first_of_leads()


@kept
def is_no_headline(paragraph: "Paragraph") -> bool:
    """Whether a line is a word like `by` and a few names, or a name and a role: surely no headline.

    `Reporter Jailed in Cairo` is one. What introduces authors and is no word like `by` has a sign behind it.
    """
    text = without_links(paragraph.text).strip()
    led = lead(text)
    if not led:
        return not paragraph.hits and _is_name_and_role(text, only_certain=True)
    names = [n for n in text[led.end() :].split() if n.casefold() not in PARTICLES and n != "&"]
    if not 0 < len(names) < _FEWEST_NO_NAMES or not all(n[0].isupper() for n in names):
        return False
    before = small(led.group()).split()
    return before[-1] in _by() | PARTICLES or before[-1][-1] in SIGNS


def names(paragraph: "Paragraph") -> list[str]:
    """The full names in a line that names authors: `By Nell Adair and Tom Orr, Staff Writers`."""
    text = without_links(paragraph.text).strip()
    led = lead(text)
    names = _between_names().split(text[led.end() :] if led else text)
    return [name for name in map(str.strip, names) if is_full_name(name)]


def is_full_name(text: str) -> bool:
    """Whether a text is a name of two to four words."""
    parts = text.split()
    return len(parts) in _NAME_WORDS and all(_NAME.fullmatch(n) and n[0].isupper() for n in parts)


def _is_led(text: str, *, wide: bool) -> bool:
    match = lead(text)
    if not match:
        return False
    rest = text[match.end() :]
    if match.group().strip().casefold() in PARTICLES and len(rest.split()) < _NAME_WORDS.start:
        # `De Crăciun` is at Christmas, `Di Maio` a name.
        return False
    if wide:
        rest = ADDRESS.sub(" ", rest)
    rest = without("role", rest)
    names = [n for n in _NAME.findall(rest) if n.casefold() not in PARTICLES]
    if wide and len(names) > 1 and (_is_capital(names[-1]) or names[-1] in _agencies()):
        if any(n.casefold() in _between() for n in names[:2]):
            return False
        names = [n for n in names if n.casefold() not in _between() and n not in _agencies()]
    if any(map(without_capitals, names)):
        before = small(match.group()).split()[-1]
        return len(names) <= _MOST_BARE_NAMES and (before[-1] in SIGNS or before in _by())
    return bool(names) and len(names) <= _MOST_NAMES and all(map(_is_capital, names))


def _is_capital(name: str) -> bool:
    """Whether a word has a capital, if its script has any: also `l'AFP`."""
    return not name[0].islower() or (name[1:2] in ("'", "’") and name[2:3].isupper())


def _is_name_and_role(text: str, *, only_certain: bool) -> bool:
    """Whether a line is a name, a sign and a role: `Nell Adair, Health correspondent`, `Nell Adair | Reporter`.

    Args:
        text: the line.
        only_certain: with a comma or a bar between them; dashes are between the people of a list and what they do.
    """
    sign = _before_role().search(text)
    if not sign or (only_certain and not ("," in sign[0] or not _BARS.isdisjoint(sign[0]))):
        return False
    names = _NAME.findall(text[: sign.start()])
    if len(names) not in _NAME_WORDS or not all(n[0].isupper() for n in names):
        return False
    role = text[sign.end() :]
    if "," in sign[0] and only_certain:
        return len(role.split()) <= _OLD_ROLE and role.strip().casefold().endswith(_role_names())
    return is_role(role)


def is_role(text: str) -> bool:
    """Whether a text is the role of somebody who writes: `North of England correspondent`, `Redakteurin Lokales`."""
    words = text.casefold().split()
    if not 0 < len(words) <= _LONGEST_ROLE or not _names_only().fullmatch(text):
        return False
    if len(words) > 1 and words[0] in table("function-words", "words"):
        # `The correspondent` is somebody in the story.
        return False
    if any(" ".join(words[i:]) in _roles() for i in range(len(words))) or words[-1].endswith(_compounds()):
        return True
    head = max((i for i in range(1, min(len(words), 4)) if " ".join(words[:i]) in _roles()), default=len(words))
    return head < len(words) and all(w[0].isupper() or w in PARTICLES or w in _FOR for w in text.split()[head:])


def _is_role_and_place(text: str) -> bool:
    """Whether a line is a role, a comma and a place: `संवाददाता, लखनऊ`."""
    role, comma, place = text.replace("، ", ", ").partition(", ")
    if not comma or not 0 < len(place.split()) <= 2 or not _names_only().fullmatch(place):
        return False
    words = role.casefold().split()
    if not 0 < len(words) <= _NAME_WORDS.start or _roles().isdisjoint((words[-1], " ".join(words))):
        return False
    return _is_capital(place)


def is_eastern(paragraph: "Paragraph") -> bool:
    """Whether a line names a reporter as Chinese and Korean papers do: `記者林沛青／台北報導`."""
    return paragraph.size <= LONGEST and is_eastern_text(paragraph.text.strip())


def is_eastern_text(text: str) -> bool:
    """The same of a text."""
    if text.isascii():
        return False
    if "기자" in text or "특파원" in text or "앵커" in text:
        return _korean().fullmatch(ADDRESS.sub("", text).strip(" |·")) is not None
    if "記者" in text or "记者" in text or "編譯" in text or "编译" in text:
        return _chinese().fullmatch(text) is not None or _chinese_name().fullmatch(text) is not None
    return False


@kept
def name_in_front(paragraph: "Paragraph") -> str:
    """The full name that a line is, or that it begins with, and a place or paper behind it; "" if there is none.

    `Dana Reyes`, `Dana Reyes, The Courier`, `Hélène Le Goff, à Valmorin`, `Dana Reyes and Tom Orr`
    """
    if paragraph.size > LONGEST or paragraph.hits or paragraph.ends_sentence:
        return ""
    text = without_links(paragraph.text).strip()
    return _name_in_front(text) if _names_only().fullmatch(text) else ""


def _name_in_front(text: str) -> str:
    parts = text.replace(",", " , ").split()
    name: list[str] = []
    for part in parts:
        if not (part.casefold() in PARTICLES - {"and", "the", "in"} and name) and not part[0].isupper():
            break
        name.append(part)
    rest = parts[len(name) :]
    if not name or not is_full_name(" ".join(n for n in name if n[0].isupper())) or not name[-1][0].isupper():
        return ""
    if small(name[0]) in table("function-words", "words") or small(name[0]) in first_of_leads():
        return ""
    known = table("site", "words") | dates.date_and_lead_words()
    if all(small(n) in known or n.casefold() in PARTICLES for n in name):
        return ""
    if rest and not (rest[0] in (",", "and", "&") or rest[0].casefold() in _between() | PARTICLES):
        return ""
    capitals = [n for n in rest if n != "," and n.casefold() not in PARTICLES and n.casefold() not in _between()]
    return " ".join(name) if all(map(_is_capital, capitals)) and bool(rest) == bool(capitals) else ""


@kept
def composed(paragraph: "Paragraph") -> Composed | None:
    """What a line of several parts is, if all of them are of a byline: names, roles, dates, reading times, addresses.

    `Modified: Oct 12, 2024 · by Marnie · 37 Comments`, `12 mars 2024 - Hélène Le Goff`
    """
    if paragraph.size > _LONGEST_COMPOSED:
        return None
    text = without_links(paragraph.text).strip()
    if not any(map(str.isdigit, text)) and text.isascii() and _SIGNS.isdisjoint(text):
        return None
    parts = [part for long in _parts().split(text) for part in _before_by(long) if part]
    if len(parts) == 1:
        parts = _before_date(text)
    if len(parts) < 2:
        return None
    kinds = [_kind(part) for part in parts]
    found = set(kinds)
    led = "author" in found
    if kinds.count("") > (1 if led and "date" in found else 0) or not _is_enough(found):
        return None
    names = tuple(part for part, kind in zip(parts, kinds, strict=True) if kind == "name")
    return Composed(led, names)


def _is_enough(found: set[str]) -> bool:
    if "author" in found:
        return len(found) > 1
    return "name" in found and not found.isdisjoint(("date", "role", "address"))


def _before_by(text: str) -> list[str]:
    """A part cut before the word like `by` in it: `May 5, 2024 by Dana Reyes`."""
    if _by().isdisjoint(text.casefold().split()):
        return [text.strip()]
    words = text.split()
    cut = next(
        (i for i, w in enumerate(words) if i and w.casefold() in _by() and any(map(str.isdigit, words[i - 1]))), 0
    )
    return [" ".join(words[:cut]), " ".join(words[cut:])] if cut else [text.strip()]


def _before_date(text: str) -> list[str]:
    """A line cut before the date that ends it: `Dana Reyes, 05.27.24, 12:00 AM ET`."""
    words = text.split()
    first = next((i for i, word in enumerate(words) if any(map(str.isdigit, word))), 0)
    while first > 1 and words[first - 1].strip(",.").casefold() in dates.date_words():
        first -= 1
    return [" ".join(words[:first]).rstrip(", "), " ".join(words[first:])] if first > 1 else [text]


def _kind(part: str) -> str:
    """What a part of a line is; "" if it may be anything."""
    if any(map(str.isdigit, part)):
        spaced = dates.apart_text(part)
        if dates.is_recent_text(spaced):
            return "date"
        if dates.is_date_text(spaced) and (dates.is_full(spaced) or dates.has_time(spaced)):
            return "date"
    elif _is_led(part, wide=True):
        return "author"
    elif is_role(part):
        return "role"
    elif is_full_name(part) and _name_in_front(part):
        return "name"
    if ADDRESS.fullmatch(part):
        return "address"
    if (
        _ago().fullmatch(part)
        or dates.is_reading_time(part)
        or any(hit.kind == "whole" for hit in phrases.builtin().find(part))
    ):
        return "known"
    return "time" if dates.is_clock(part) else ""


@cache
def _by() -> frozenset[str]:
    """The words like `by`, which also end what introduces an author: `words by`."""
    return table("byline", "by")


@cache
def _between() -> frozenset[str]:
    return table("byline", "between")


@cache
def _agencies() -> frozenset[str]:
    return table("photo-credit", "agency")


@cache
def _roles() -> frozenset[str]:
    return frozenset(map(str.casefold, table("byline", "role")))


@cache
def _role_names() -> tuple[str, ...]:
    return tuple(_roles())


@cache
def _compounds() -> tuple[str, ...]:
    return tuple(role for role in _role_names() if len(role) >= _COMPOUND and " " not in role)


@cache
def _between_names() -> re.Pattern[str]:
    return re.compile(r"\s(?:and|und|et|y|e|en|og|och|ja|i|&)\s+|[,|•·/]\s*")


@cache
def _before_role() -> re.Pattern[str]:
    return re.compile(r",\s+|[|•·｜丨]\s*|\s[-–—/]\s+")


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(r"[|•·｜丨]\s*|\s[-–—/]{1,2}\s+")


@cache
def _ago() -> re.Pattern[str]:
    return re.compile(r"\d{1,3}\s?(?:s|m|min|h|hr|hrs|d|w|mo|y)")


@cache
def _names_only() -> re.Pattern[str]:
    """Signs of names, places and what stands between them, and of nothing else."""
    return re.compile(r"[^\d_:;!?|•·/\"“”„«»()\[\]@=]+")


@cache
def _chinese_name() -> re.Pattern[str]:
    return re.compile(rf"(?:本報|本报|本刊|本网)?(?:記者|记者)(?:{_SIGN}){_HAN_NAMES}")


@cache
def _chinese() -> re.Pattern[str]:
    """`記者林沛青／台北報導`: no sentence has these signs, and without them it may begin one."""
    return re.compile(
        rf"{_REPORTER}(?:\s*[/／╱∕|｜―—-]\s*|\s+)[{_HAN}]{{0,8}}(?:報導|報道|报道|報导|电|電|攝影|摄影)[〕］】\])）]?"
    )


@cache
def _korean() -> re.Pattern[str]:
    return re.compile(r"[\[(【]?(?:[가-힣]{2,5}\s?=\s?)?[가-힣]{2,4} [가-힣]{0,6}(?:기자|특파원|위원|앵커)[\])】]?")
