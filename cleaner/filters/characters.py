"""Broken and invisible characters: mojibake, HTML entities, control and zero-width characters, decomposed accents.

Repairs damage done between the publisher's database and the scraped file, one line at a time: text decoded with the
wrong encoding (`itâ€™s`), leftover entities (`&amp;`), ligatures, terminal escape sequences, soft hyphens, byte order
marks, and accents in two code points instead of one (Unicode NFC). Joiners and direction marks stay where a script
needs them: in Persian, Hindi, emoji, Arabic, Hebrew.

The repair is done by ftfy (https://ftfy.readthedocs.io), except that full-width letters are left alone, because they
are correct in Chinese and Japanese. ftfy is slow, so only lines with a suspicious character are passed to it.

Option: `undecoded` = true leaves undecodable bytes of the source as they are and repairs the text between them. They
are in the text as Python's error handler `surrogateescape` puts them there; `cleaner clean --errors surrogateescape`
reads with that handler and sets this option.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from cleaner.document import Document, Filter, Finding
from cleaner.lazy import lazy_pattern

if TYPE_CHECKING:
    import ftfy

EXAMPLE = ("CafÃ© weather, Bell &amp; Sons said.\n", "Caf\u00e9 weather, Bell & Sons said.\n")

# The classes of ftfy.badness (6.3), written out because importing ftfy takes longer than cleaning a page. Together
# they say "maybe": every line that ftfy would call bad has one of these, which a test checks against ftfy itself.
_LOWER = "ßà-ñăąāćčďđęěēėğģįīķĺľłļœŕśşšťüźżžґ\ufb01\ufb02"
_UPPER = "À-ÖØ-ÝĂĄĀĆČĎĐĘĚĒĖĞĢĠĪĮİĶĹĽŁĻŃŇŅŌŒŔŘŚŞŠŢŤŮŰŲŸŹŻŽҐ"
_MARKS = "¡«¿©΄΅‘‚“„•‹®»˝”›™¢£¥₧€²³¹±¼½¾×µ÷⁄∂∆∏∑√∞∩∫≈≠≡≤≥№§│┌┐┘├┤┬┼═-╬▀▄█▌▐░▒▓°´"
_LETTERS = "Ò-ÖÙ-Üò-öø-üŐŪūőŲų"
_COMMON = "\u00ad\u00a0·–—―…’"
_ALONE = "¤¦¨¬¯¶§¸ƒˆˇ˘˛˜†‡‰⌐◊\ufffd\uf8ffªºŒœÃÂ\ufffc\ufb00-\ufb06ĲĳŉǄ-ǌǱ-ǳ≈‚"
_LEADS = "ВГРСΒΓΞΟ"

# The first class lets the search pass by all that can be no sign, ten times as fast as any other form of the pattern.
# Lower-case Cyrillic is not in it: what is bad behind such a letter is found from behind.
_SUSPECT = (
    f"[{_ALONE}{_LOWER}{_UPPER}{_LETTERS}{_MARKS}{_LEADS}√āβЂў]"
    f"(?:(?<=[{_ALONE}])|(?<=[Α-ώЁ-џ][{_UPPER}])|(?<=вЂ)|(?<=Гў)В|(?=[^\\x00-\\x7f])(?:(?<=[ØÙ√])|(?<=[āβ])€"
    f"|(?<=[{_LOWER}{_UPPER}{_LETTERS}{_MARKS}])[{_UPPER}{_MARKS}]|(?<=[{_UPPER}])[{_COMMON}]"
    f"|(?<=[{_MARKS}ÎÐ])[{_LOWER}{_LETTERS}]"
    f"|(?<=[{_LEADS}])(?:[¤-´µ°‘-›€™«»]|[^\\w\\s\\x00-\\x7f])))"
)
_LIGATURE = lazy_pattern("[\ufb00-\ufb06ĲĳŉǄ-ǌǱ-ǳ]")
#: What else ftfy replaces in a text that is not marked.
_OTHER_STEPS = lazy_pattern(f"{_LIGATURE.pattern}|\ufffc")
_ENTITY = lazy_pattern(r"&#?[0-9A-Za-z]{1,24};")

_CONTROL = lazy_pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]"
)
#: Bytes that were no text, as the error handler `surrogateescape` puts them into one.
_UNDECODED = lazy_pattern("([\udc80-\udcff]+)")
_BREAKS = lazy_pattern("[\x0b\x0c\u2028\u2029]")
_INVISIBLE = lazy_pattern("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\ufeff]")
#: Those that stay marked, whatever encoding a text was read with.
_ZERO_WIDTH = lazy_pattern("[\u200b-\u200f\u2060\ufeff]")
_RIGHT_TO_LEFT = lazy_pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SOUTHEAST_ASIAN = lazy_pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_DIRECTION_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
_JOINERS = "\u200c\u200d"

#: The letters that ftfy takes for what is left of a non-breaking space and of `à`, where they stand alone; and letters
#: with accents, which show that a text's encoding is right: Romanian stories ask where to write î and where â.
_LETTER_ALONE = lazy_pattern(
    r"""(?<![^ "'(\u00ab\u201c\u201e\u2018])[ÂÃ](?:(?= (?! ))|(?=["'.,;:!?)\u00bb\u201d\u2019])|$)"""
)
_ACCENTED = lazy_pattern("[\u00c0\u00c1\u00c4-\u00d6\u00d8-\u00f6\u00f8-\u017e\u0218-\u021b\u1ea0-\u1ef9]")

#: A longer line goes to ftfy in pieces.
_PIECE = 1_000_000


def characters(*, undecoded: bool = False) -> Filter:
    mend = _mended_around_bytes if undecoded else _mended

    def find(document: Document) -> Iterator[Finding]:
        # All lines in one look: joined by spaces they have a sign of damage if one of them has.
        if is_clean(document.text):
            return
        for index, paragraph in enumerate(document.paragraphs):
            fixed, why = mend(paragraph.text)
            if fixed != paragraph.text:
                yield Finding(index, fixed, why)

    return find


def _mended(text: str) -> tuple[str, str]:
    """The text repaired if it needs to be, and what was repaired, as a phrase."""
    return (text, "") if is_clean(text) or not _is_damaged(text) else repair(text)


def _mended_around_bytes(text: str) -> tuple[str, str]:
    """The same, with the bytes that were no text as they were."""
    pieces = _UNDECODED.split(text)
    reasons: dict[str, None] = {}
    for index in range(0, len(pieces), 2):
        fixed, why = _mended(pieces[index])
        # What keeps bytes apart stays: side by side they might be a character.
        if fixed != pieces[index] and (fixed or index in (0, len(pieces) - 1)):
            pieces[index] = fixed
            reasons |= dict.fromkeys(why.split(", "))
    return "".join(pieces), ", ".join(reasons)


def is_clean(text: str) -> bool:
    """Whether a cheap look shows that there is nothing to repair."""
    return not _is_marked(text) and (text.isascii() or not _suspect().search(text))


@cache
def _suspect() -> re.Pattern[str]:
    # Compiled when some text needs it, because that takes longer than to clean a page.
    return re.compile(_SUSPECT)


def _is_marked(text: str) -> bool:
    """Whether a text has something to repair that is no mojibake."""
    if not text.isprintable() and _CONTROL.search(text):
        return True
    if "&" in text and _ENTITY.search(text):
        return True
    return not text.isascii() and not unicodedata.is_normalized("NFC", text)


def _is_damaged(text: str) -> bool:
    """Whether a text that is not clean has something to repair, as far as ftfy's own cheap look can tell."""
    if _is_marked(text) or _LIGATURE.search(text):
        return True
    return _is_mojibake(text)


def _is_mojibake(text: str) -> bool:
    """Whether a text looks decoded with the wrong encoding, and not only because it speaks of the letters Â and Ã."""
    from ftfy.badness import is_bad

    return is_bad(text) and not _speaks_of_letters(text)


def _speaks_of_letters(text: str) -> bool:
    """Whether a text has the letters Â and Ã on their own, and others with accents, which are right."""
    from ftfy.badness import is_bad

    bare = _LETTER_ALONE.sub("", text)
    return bare != text and _ACCENTED.search(bare) is not None and not is_bad(bare)


def repair(text: str) -> tuple[str, str]:
    """The repaired text and what was repaired, as a phrase."""
    reasons: dict[str, None] = {}
    while True:
        before = text
        text = _BREAKS.sub(" ", text)
        text = _fix(text, reasons)
        visible = _without_invisible(text)
        if visible != text:
            reasons["zero-width characters"] = None
            text = visible
        if text == before or is_clean(text):
            return text, ", ".join(reasons) or "line separators"


_REASONS = {
    "unescape_html": "HTML entities",
    "remove_control_chars": "control characters",
    "remove_terminal_escapes": "terminal escapes",
    "fix_latin_ligatures": "ligatures",
    "fix_surrogates": "lone surrogates",
    "NFC": "Unicode NFC",
}


def _fix(text: str, reasons: dict[str, None]) -> str:
    pieces = []
    for start in range(0, len(text), _PIECE):
        fixed, steps = _fixed_and_explained(text[start : start + _PIECE])
        pieces.append(fixed)
        for step in steps:
            reasons[_REASONS.get(step, "mojibake")] = None
    return "".join(pieces)


def _fixed_and_explained(text: str) -> tuple[str, list[str]]:
    """What `ftfy.fix_and_explain` makes of a text, and the names of its steps that did something.

    Its first steps, which undo entities and mojibake, are enough for most texts. The others take as long again, and it
    goes through all of them twice.
    """
    unescaped = _ftfy().fixes.unescape_html(text) if "&" in text and "<" not in text else text
    options = _options(not _speaks_of_letters(unescaped))
    if not _ZERO_WIDTH.search(text):
        fixed, steps = _ftfy().fix_encoding_and_explain(unescaped, options)
        if not _is_marked(fixed) and not _OTHER_STEPS.search(fixed):
            return fixed, [*(["unescape_html"] if unescaped != text else []), *(step.parameter for step in steps)]
    fixed, steps = _ftfy().fix_and_explain(text, options)
    return fixed, [step.parameter for step in steps]


@cache
def _ftfy() -> "Any":
    import ftfy

    return ftfy


@cache
def _options(encoding: bool) -> "ftfy.TextFixerConfig":
    config: ftfy.TextFixerConfig = _ftfy().TextFixerConfig(
        uncurl_quotes=False, fix_character_width=False, fix_line_breaks=False, fix_encoding=encoding
    )
    return config


def _without_invisible(text: str) -> str:
    if not _INVISIBLE.search(text):
        return text
    right_to_left = _RIGHT_TO_LEFT.search(text) is not None

    def keep(match: re.Match[str]) -> str:
        character, before = match.group(), text[match.start() - 1 : match.start()]
        needed = (
            (character in _DIRECTION_MARKS and right_to_left)
            or (character in _JOINERS and before > "\u02ff")
            or (character == "\u200b" and _SOUTHEAST_ASIAN.match(before))
        )
        return character if needed else ""

    return _INVISIBLE.sub(keep, text)
