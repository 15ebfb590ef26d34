"""Lines that name who wrote a story: `By Dana Reyes`, `Dana Reyes | Reporter`, `記者林沛青／台北報導`.

Pure functions of a paragraph or a text. What introduces an author, what stands between names and places, and the roles
of people who write are in the table `byline` of the phrase data, what places are called in the table `venue`.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cleaner import dates, phrases
from cleaner.lazy import kept, lazy_pattern
from cleaner.phrases import table
from cleaner.phrases.lists import SIGNS, first_of_leads, found, lead, without
from cleaner.words import WORD, has_digit, small, without_capitals, without_links

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
_NAME = lazy_pattern(r"[^\W\d_][\w\u0300-\u036f\u064b-\u065f\u0900-\u0963\u0966-\u0dff'’.-]*")
#: With no more before the sign than addresses may have: a line of underscores is looked through once.
ADDRESS = lazy_pattern(r"[\w.+-]{1,64}+@[\w-]+(?:\.[\w-]+)+|@\w+")
_SMALL_WORDS = "de da di del della la le van von der den bin al el y e and und et i og och ja the in"
PARTICLES = frozenset(_SMALL_WORDS.split())
_PARTICLES_OF_NAMES = PARTICLES - {"and", "the", "in"}
_BARS = frozenset("|•·｜丨")
_PHONE = lazy_pattern(r"\+?\(?\d[\d ()./-]{6,20}\d(?!\w)")
_MOST_DEGREES = 6
#: One of them alone is a state: `Silver Spring, MD`.
_STATES = frozenset((", MD", ", MA", ", MS", ", PA"))
_TITLED = lazy_pattern(r"(?:Dr|Prof)\.? ")
_NO_INITIALS = frozenset("fin end ende fim slut kraj amen sic wow lol ugh ha huh hm boo".split())
_LONGEST_PLACE = 6
_SIGN_INSIDE = lazy_pattern("[,|/-]")

_HAN = "\u4e00-\u9fff"
_SIGN = r"\s*[:：/／|｜丨]\s*|\s+"
_HAN_NAMES = rf"[{_HAN}·]{{2,4}}(?:[、，,\s]\s*[{_HAN}]{{2,4}}){{0,4}}"
_REPORTER = rf"[〔［【\[(（]?(?:[{_HAN}]{{2}})?(?:記者|记者|編譯|编译)(?:{_SIGN}|){_HAN_NAMES}"


class Composed(NamedTuple):
    """What a line is that is made of parts with bars, dots or dashes between them.

    Attributes:
        led: whether a part names an author with a word like `by`.
        names: the parts that are names and nothing else.
        authors: the full names behind words like `by`.
    """

    led: bool
    names: tuple[str, ...]
    authors: tuple[str, ...] = ()


def is_author(paragraph: "Paragraph") -> bool:
    """Whether a line names an author: a word like `by` and names in capitals, or a name and a role, and no more."""
    if paragraph.size > LONGEST:
        return False
    text = without_links(paragraph.text).strip()
    if _article().fullmatch(text):
        return True
    if not _may_be_author(text) or (paragraph.ends_sentence and not text.casefold().endswith((" jr.", " sr."))):
        return text != (bare := _without_degrees(text)) and _may_be_author(bare) and _is_led(bare, wide=False)
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
    if _staff().fullmatch(text) or _is_paper_and_agency(text):
        return True
    if not _may_be_author(text):
        return False
    return _is_led(text, wide=True) or _is_name_and_role(text, only_certain=False) or _is_role_and_place(text)


@kept
def has_degree(paragraph: "Paragraph") -> bool:
    """Whether a line is a name with degrees: `Nell Adair, MS, RDN`, `Dr. Tom Orr, M.D.`."""
    if paragraph.size > LONGEST or "," not in paragraph.text:
        return False
    text = without_links(paragraph.text).strip()
    name = _without_degrees(text)
    untitled = _TITLED.sub("", name)
    return name != text and is_full_name(untitled) and (untitled != name or text[len(name) :] not in _STATES)


def _without_degrees(text: str) -> str:
    """A text without the degrees behind its last commas: `Nell Adair, MS, RDN`."""
    for _ in range(_MOST_DEGREES):
        name, comma, degree = text.rpartition(", ")
        if not comma or not degree[:1].isupper() or small(degree.replace(".", "")) not in table("byline", "degree"):
            break
        text = name
    return text


def is_initials(text: str) -> bool:
    """Whether a text is the initials of those who wrote it, as papers set them at the end: `(SIS)`, `/ab`."""
    found = _initials().fullmatch(text.strip())
    word = small(found[0].strip("()[]/.-–— ")) if found else ""
    if not word or word in _NO_INITIALS or word in table("function-words", "words"):
        return False
    # `(Tom)` is somebody.
    return not (found and found["who"] and found["who"].istitle() and found["who"].isascii())


@kept
def is_venue(paragraph: "Paragraph") -> bool:
    """Whether a line is where something takes place: `Aula Paolo VI`, `Ellery Concert Hall`, `Stadthalle Altsenn`."""
    text = paragraph.text.strip(" #*_")
    names = WORD.findall(text)
    if not 0 < len(names) <= _LONGEST_PLACE or not names[0][0].isupper() or paragraph.ends_sentence:
        return False
    if len(names) == 1:
        return small(names[0]).endswith(_place_ends())
    first, last = small(names[0]), small(names[-1])
    # In one half of Europe they call it what it is at the beginning of its name, in the other at its end.
    at_end, or_name = table("venue", "last"), table("venue", "name")
    if first in table("venue", "first") or last in at_end or (last in or_name and len(names) > _NAME_WORDS.start):
        return True
    # `Chapel of Saint Odo`, `Stadthalle Altsenn`
    if first in at_end | or_name and names[1][0].islower():
        return True
    return any(small(name).endswith(_place_ends()) for name in (names[0], names[-1]))


def _is_paper_and_agency(text: str) -> bool:
    """Whether a line is the name of a paper and an agency: `20 Minutes avec AFP`."""
    sign = _with().search(text)
    if not sign or small(text[sign.end() :]) not in _agencies():
        return False
    names = text[: sign.start()].split()
    return len(names) in range(1, _NAME_WORDS.stop) and all(n[0].isupper() or n.isdigit() for n in names)


def _may_be_author(text: str) -> bool:
    """Whether a line has a sign that stands between a name and a role, or begins as what introduces an author does."""
    if not text.isascii() or _SIGN_INSIDE.search(text):
        return True
    word = WORD.match(text)
    return word is not None and word.group().casefold() in first_of_leads()


@kept
def is_no_headline(paragraph: "Paragraph") -> bool:
    """Whether a line is a word like `by` and a few names, or a name and a role: surely no headline.

    `Reporter Jailed in Cairo` is one. What introduces authors and is no word like `by` has a sign behind it.
    """
    text = _PHONE.sub("", ADDRESS.sub("", without_links(paragraph.text))).strip()
    led = lead(text)
    if has_degree(paragraph) or (is_name_of(paragraph) and " " in paragraph.text.partition("(")[2]):
        return True
    if not led:
        return not paragraph.hits and _is_name_and_role(text, only_certain=True)
    if has_digit(text) and (parts := composed(paragraph)):
        return parts.led
    names = [n for n in text[led.end() :].split() if n.casefold() not in PARTICLES and n != "&"]
    if not 0 < len(names) < _FEWEST_NO_NAMES or not all(n[0].isupper() for n in names):
        return False
    before = small(led.group()).split()
    return before[-1] in _by() | PARTICLES or before[-1][-1] in SIGNS


def names(paragraph: "Paragraph") -> list[str]:
    """The full names in a line that names authors: `By Nell Adair and Tom Orr, Staff Writers`."""
    return _names_in(without_links(paragraph.text).strip())


def _names_in(text: str) -> list[str]:
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
    rest = _without_degrees(rest)
    if wide:
        rest = ADDRESS.sub(" ", rest)
        rest = _PHONE.sub(" ", rest)
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
    small_words = PARTICLES | table("byline", "for")
    return head < len(words) and all(w[0].isupper() or w in small_words for w in text.split()[head:])


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
    if is_name_of(paragraph):
        text = _of().sub("", text)
    return _name_in_front(text) if _names_only().fullmatch(text) else ""


def is_name_of(paragraph: "Paragraph") -> bool:
    """Whether a line is a name with a paper, a place or a department in brackets: `Dana Reyes (The Courier)`."""
    if paragraph.size > LONGEST or not paragraph.text.endswith(")"):
        return False
    where = _of().search(paragraph.text)
    return where is not None and where[1][0].isupper() and is_full_name(paragraph.text[: where.start()])


def _name_in_front(text: str) -> str:
    parts = text.replace(",", " , ").split()
    name: list[str] = []
    for part in parts:
        if not (name and part.casefold() in _PARTICLES_OF_NAMES) and not part[0].isupper():
            break
        name.append(part)
    rest = parts[len(name) :]
    if not name or not is_full_name(" ".join(n for n in name if n[0].isupper())) or not name[-1][0].isupper():
        return ""
    if small(name[0]) in table("function-words", "words") or small(name[0]) in first_of_leads():
        return ""
    if all(_is_of_no_name(small(n)) or n.casefold() in PARTICLES for n in name):
        return ""
    if rest and not (rest[0] in (",", "and", "&") or rest[0].casefold() in _between() | PARTICLES):
        return ""
    capitals = [n for n in rest if n != "," and n.casefold() not in PARTICLES and n.casefold() not in _between()]
    return " ".join(name) if all(map(_is_capital, capitals)) and bool(rest) == bool(capitals) else ""


def _is_of_no_name(word: str) -> bool:
    """Whether a word is one that sites use of themselves, or of dates."""
    return word in table("site", "words") or word in dates.date_and_lead_words()


@kept
def composed(paragraph: "Paragraph") -> Composed | None:
    """What a line of several parts is, if all of them are of a byline: names, roles, dates, reading times, addresses.

    `Modified: Oct 12, 2024 · by Marnie · 37 Comments`, `12 mars 2024 - Hélène Le Goff`
    """
    if paragraph.size > _LONGEST_COMPOSED:
        return None
    text = without_links(paragraph.text).strip()
    if not has_digit(text) and text.isascii() and not _SIGN_INSIDE.search(text):
        return None
    parts = [p for long in _parts().split(text) for short in _before_by(long) for p in _before_lead(short) if p]
    if len(parts) == 1:
        parts = _before_counter(text) or _before_date(text)
    if len(parts) < 2:
        return None
    kinds = [_kind(part) for part in parts]
    every = set(kinds)
    led = "author" in every
    if kinds.count("") > (1 if led and "date" in every else 0) or not _is_enough(every):
        return None
    of_kind = list(zip(kinds, parts, strict=True))
    introduced = tuple(name for kind, part in of_kind if kind == "author" for name in _names_in(part))
    return Composed(led, tuple(part for kind, part in of_kind if kind == "name"), introduced)


def _is_enough(kinds: set[str]) -> bool:
    if "author" in kinds:
        return len(kinds) > 1
    if "date" in kinds and not kinds.isdisjoint(("role", "counter")):
        return True
    return "name" in kinds and not kinds.isdisjoint(("date", "role", "address"))


def _before_by(text: str) -> list[str]:
    """A part cut before the word like `by` in it: `May 5, 2024 by Dana Reyes`."""
    if _by().isdisjoint(text.casefold().split()):
        return [text.strip()]
    words = text.split()
    by = _by() - dates.date_words()
    cut = next((i for i, w in enumerate(words) if i and w.casefold() in by and has_digit(words[i - 1])), 0)
    return [" ".join(words[:cut]), " ".join(words[cut:])] if cut else [text.strip()]


def _before_lead(text: str) -> list[str]:
    """A part that names an author, cut before what introduces a date in it: `Von Karla Brandt publiziert am 5. Mai`."""
    led = lead(text)
    if not led or not has_digit(text):
        return [text]
    cut = next((m.start() for m in found("date", text) if m.start() > led.end()), 0)
    return [text[:cut].rstrip(" ,:"), text[cut:]] if cut else [text]


def _before_counter(text: str) -> list[str]:
    """A line cut behind the date that it begins with, if that leaves what is counted: `May 5, 2024 4 comments`."""
    if not (counter := _counter().search(text)) or not _counts(counter[1]):
        return []
    return [text[: counter.start()], counter[1]]


def _counts(part: str) -> bool:
    """Whether a text is a number and what it counts: `37 Comments`."""
    return any(hit.kind == "whole" for hit in phrases.builtin().find(part))


def _before_date(text: str) -> list[str]:
    """A line cut before the date that ends it: `Dana Reyes, 05.27.24, 12:00 AM ET`."""
    words = text.split()
    first = next((i for i, word in enumerate(words) if has_digit(word)), 0)
    while first > 1 and words[first - 1].strip(",.").casefold() in dates.date_words():
        first -= 1
    return [" ".join(words[:first]).rstrip(", "), " ".join(words[first:])] if first > 1 else [text]


def _kind(part: str) -> str:
    """What a part of a line is; "" if it may be anything."""
    if has_digit(part):
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
    if _counter().fullmatch(part) and _counts(part):
        return "counter"
    if _ago().fullmatch(part) or dates.is_reading_time(part) or _counts(part):
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
def _place_ends() -> tuple[str, ...]:
    return tuple(table("venue", "suffix"))


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


@cache
def _counter() -> re.Pattern[str]:
    """`37 Comments`, `1,204 views`."""
    return re.compile(r"(?:(?<=\d{4}) |^)(\d{1,3}(?:[.,\u00a0\u202f ]\d{3})*(?: \d+)? [^\W\d_]{3,})$")


@cache
def _of() -> re.Pattern[str]:
    """What a name has behind it in brackets where its place, paper or department stands there."""
    return re.compile(r"\s?\(([^()]{2,60})\)$")


@cache
def _initials() -> re.Pattern[str]:
    """Who wrote a text, as the last line of it: `(SIS)`, `(mpe/dpa)`, `[kh, lm]`, `/ab`, `-mpe-`."""
    return re.compile(
        r"[(\[](?P<who>[^\W\d_]{2,3}|\w{2}-\w{2}|[A-Z]{4})(?:\s?[/,]\s?[^\W\d_]{2,7}){0,3}[)\]]\.?"
        r"|/(?!bin|dev|etc|lib|opt|srv|sys|tmp|usr|var)[^\W\d_]{2,3}|[-–—][^\W\d_]{2,4}[-–—]"
    )


@cache
def _staff() -> re.Pattern[str]:
    """What papers that print texts of agencies put in place of a name: `Ellery Courier wire services`."""
    return re.compile(
        r"(?:(?:Compiled )?[Ff]rom )?(?:[A-Z0-9][\w'’.&-]* ){1,5}"
        r"(?:(?:staff|news|wire) and |staff[,/] )?(?:(?:wire|news) services|wire service|(?:wire|staff) reports?)"
    )


@cache
def _with() -> re.Pattern[str]:
    return re.compile(r" (?:with|avec|mit|con|com|met|med) ")


@cache
def _article() -> re.Pattern[str]:
    """`Article rédigé par`: who the article is by may be written as the site writes itself, and glued to it."""
    return re.compile(
        r"(?:cet |this |dieser |este )?(?:article|artikel|artículo|artigo|articolo|beitrag) "
        r"(?:rédigé|écrit|written|geschrieben|verfasst|escrito|redactado|redigido|scritto|redatto|geschreven|skrevet|skriven)"
        r" (?:par|by|von|por|da|door|av|af)\s?\S[^.!?]{1,40}",
        re.IGNORECASE,
    )
