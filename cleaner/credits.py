"""Photo credits: lines that are one, and captions that end in one."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from cleaner.lazy import lazy_pattern
from cleaner.phrases import table
from cleaner.words import WORD, without_capitals, words_of

if TYPE_CHECKING:
    from cleaner.document import Paragraph

_MOST_WORDS = 12
_MOST_NAMES = 6
_LONGEST_CAPTION = 80
_TAIL = 100
_LONGEST_NAME = 4
_SMALL = frozenset("by via for the of and de la von van der und et y du le für from through".split())

_LAST_SENTENCE_END = lazy_pattern(r"[.!?)\]\"'”](?=[^.!?)\]\"'”]*$)")

#: "... at the gate. Dana Reyes / The Courier"
_NAME_AND_PAPER = lazy_pattern(r"[.!?)\"]\s*[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}\s*/\s*[A-Z][^.!?]{1,40}$")
_CREDIT_INSIDE = lazy_pattern(
    r"\b(?:Photo|Foto|Photograph|Image|Picture|Bild|Crédit|Crédito|Photo credit)\s*(?:by\s*)?[:/]|©|\[사진"
)
_LEAD_END = lazy_pattern(r"\s*(?:by\b|[:/|=＝：／｜]|-(?!\w))", re.IGNORECASE)
#: What introduces a credit and ends so needs no colon behind it, where it is said which picture it is.
_OPEN = (" by", " via", " courtesy of")


def is_credit(text: str) -> bool:
    """Whether a text is a photo credit and nothing else: names, and an agency or a word that introduces a credit."""
    text = text.strip(" .(")
    if not text.isascii() and _eastern().fullmatch(text):
        return True
    every = words_of(text)
    small = [w.casefold() for w in every]
    if _signs().isdisjoint(small) and "©" not in text:
        return False
    known = _parts()
    which = _which().match(text) is not None
    if any(word not in known and name[0].islower() for name, word in zip(every[which:], small[which:], strict=True)):
        return False
    found = len(small) - sum([w in _SMALL for w in small])
    if not found or found > _MOST_WORDS or text.endswith(("!", "?", '"', "”")):
        return False
    led = _led(text)
    # `Credits: 5` are those of a course.
    if text[led:].lstrip()[:1].isdigit() if led else which or _is_something_else(text):
        return False
    return _is_names(text, led)


def is_signed_for_paper(text: str) -> bool:
    """Whether a credit is a name, a paper and the agency it comes through: `Dana Reyes/The Courier via AP Photo`."""
    return _paper_via().fullmatch(text.strip(" .(")) is not None


def _is_something_else(text: str) -> bool:
    """Whether a text that no word introduces as a credit has figures, or is an item of a list or a place."""
    if _state().fullmatch(text):
        return True
    # `Notes screenshot 2` is the second picture.
    leads = table("photo-credit", "lead")
    before = (words_of(text[: figure.start()])[-1:] for figure in _figure().finditer(text))
    return any(not word or word[0].casefold() not in leads for word in before)


def _is_names(text: str, led: int) -> bool:
    """Whether there is nothing in a text behind so many characters but names, agencies and what belongs to them."""
    names, agencies = _without_agencies(WORD.findall(text[led:]))
    if not agencies and not led:
        return False
    names = [n for n in names if n.casefold() not in _SMALL and not n.isdigit()]
    if is_signed_for_paper(text):
        names = [n for n in names if n.casefold() not in _parts()]
    if not led and any(map(without_capitals, names)):
        return False
    return len(names) <= _MOST_NAMES and not any(n[0].islower() for n in names)


def is_introduced(text: str) -> bool:
    """Whether a credit begins with a word that says so, `Photo: Dana Reyes`, or with a copyright sign."""
    text = text.strip(" .(")
    return _led(text) > 0 or (not text.isascii() and _eastern().fullmatch(text) is not None)


def may_be_credit(paragraph: "Paragraph") -> bool:
    """Whether a paragraph has a word, or characters, without which its text is no credit: a cheap look."""
    text = paragraph.text
    return not text.isascii() or "](" in text or not _signs().isdisjoint(paragraph.words)


def ends_with_credit(paragraph: "Paragraph") -> bool:
    """Whether a caption carries its credit at the end: an agency behind the last sentence, `Photo: ...`, `(c) ...`."""
    return paragraph.size <= _LONGEST_CAPTION and _credit_start(paragraph.text) is not None


def without_credit(text: str) -> str:
    """A caption without the credits at its end."""
    start = _credit_start(text)
    while start:
        text = text[:start].rstrip(" (-\u2013\u2014|/")
        start = _credit_start(text)
    return text


def _credit_start(text: str) -> int | None:
    """Where the credit at the end of a caption begins; None if it ends in none."""
    text = text.rstrip(" .")
    before = max(0, len(text) - _TAIL)
    end = text[before:]
    # Nearly all lines have none of these signs, which is seen in a tenth of the time that a pattern takes.
    if _may_have_credit_inside(end) and (match := _CREDIT_INSIDE.search(end)):
        return before + match.start()
    if "/" in end and (match := _NAME_AND_PAPER.search(end)):
        return before + match.start() + 1
    last = _LAST_SENTENCE_END.search(end)
    if last is not None and last.end() < len(end) and is_credit(end[last.end() :]):
        return before + last.end()
    return None


def _may_have_credit_inside(text: str) -> bool:
    return ":" in text or "/" in text or "©" in text or "[사진" in text


def _led(text: str) -> int:
    """The length of the words that introduce a credit, with the colon behind them; 0 if there are none."""
    if text.startswith("©"):
        return 1
    which = _which().match(text)
    start = which.end() if which else 0
    open_end = 0
    for match in list(WORD.finditer(text, start))[:_LONGEST_NAME]:
        lead = text[start : match.end()].casefold()
        if lead in table("photo-credit", "lead"):
            end = _LEAD_END.match(text, match.end())
            if end:
                return end.end()
            if which and lead.endswith(_OPEN) and match.end() < len(text):
                open_end = match.end()
    return open_end


@cache
def _signs() -> frozenset[str]:
    """The first words of agencies and of what introduces a credit: one of them is in every credit."""
    names = (*table("photo-credit", "agency"), *table("photo-credit", "lead"))
    return frozenset(WORD.findall(name.casefold())[0] for name in names if WORD.search(name))


@cache
def _parts() -> frozenset[str]:
    """All words of agencies and of what introduces a credit, and small ones: a credit has no others but names."""
    names = (*table("photo-credit", "agency"), *table("photo-credit", "lead"))
    return _SMALL.union(word for name in names for word in WORD.findall(name.casefold()))


@cache
def _agencies() -> frozenset[str]:
    return frozenset(" ".join(WORD.findall(name)) for name in table("photo-credit", "agency"))


def _without_agencies(words: Sequence[str]) -> tuple[list[str], int]:
    """The words that are of no agency's name, and how many agencies are named."""
    agencies, first_words = _agencies(), _signs()
    rest: list[str] = []
    count = index = 0
    while index < len(words):
        lengths = range(_LONGEST_NAME, 0, -1) if words[index].casefold() in first_words else ()
        for length in lengths:
            if " ".join(words[index : index + length]).casefold() in agencies:
                count += 1
                index += length
                break
        else:
            rest.append(words[index])
            index += 1
    return rest, count


@cache
def _which() -> re.Pattern[str]:
    """What a site can call the picture above its story: `Featured image via Flickr`, `Header photo: Dana Reyes`."""
    return re.compile(
        r"(?:featured?|header|hero|lead|main|top|cover|banner|opening|thumbnail|homepage) ", re.IGNORECASE
    )


@cache
def _figure() -> re.Pattern[str]:
    """A number alone, as in `26 June`, `12) Magnum P.I.` and `(45 DVD)`: no year, no number of an archive."""
    return re.compile(r"(?<![\w/.,:'’-])(?!(?:19|20)\d\d\b)\d{1,4}(?![\w/,:]|[.-]\w)")


@cache
def _state() -> re.Pattern[str]:
    """`Allentown, PA`: an agency has the letters of a state, which stands behind one word in most cases."""
    return re.compile(r"[^\W\d_]+, PA")


@cache
def _eastern() -> re.Pattern[str]:
    """Credits as Korean, Japanese and Chinese papers write them: `사진=SBS 캡처`, `写真＝三浦千春`, `图／埃勒里`."""
    return re.compile(
        r"[\[(［（【]?(?:(?:자료)?사진|이미지|영상|写真|画像|撮影|提供|[图圖](?:片(?:来源|來源)?)?|[摄攝]影)"
        r"(?:\s?(?:제공|출처|提供))?\s?[=＝:：/／|｜ㅣ丨]\s?[^\s。.!?！？、，,][^。!?！？:：、，,]{1,24}"
    )


@cache
def _paper_via() -> re.Pattern[str]:
    """`Dana Reyes III/The Courier via AP Photo`."""
    return re.compile(r"[^/:]{5,40}/[^/:]{2,40} via [^/:]{2,30}")
