"""The filter `characters` repairs what ftfy repairs, although it shows ftfy only suspicious lines."""

import html
import itertools
import unicodedata

import ftfy
import pytest
from ftfy import badness
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.filters import characters

CONFIG = ftfy.TextFixerConfig(uncurl_quotes=False, fix_character_width=False, fix_line_breaks=False)

#: Text as it looks when its UTF-8 was read in the wrong encoding.
ENCODINGS = ["latin-1", "cp1252", "cp1251", "cp1253", "cp1257", "iso8859-2", "mac-roman", "cp437"]

PLAIN = [
    "It’s café weather – “naïve” façade, 12 °C, €5, ½ price…",
    "Über die Straße: „Grüße“, sagte er – §5, 20 µg.",
    "L’été à Orléans : « déjà vu », cœur, œuvre.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "Zażółć gęślą jaźń – „tak”, powiedział.",
    "Съешь ещё этих мягких булок – «да», сказал он.",
    "Ξεσκεπάζω τὴν ψυχοφθόρα βδελυγμία.",
    "İğne ıĞdır şöyle böyle güçlükle.",
    "吾輩は猫である。名前はまだ無い（笑）",
    "हिन्दी में लिखा हुआ वाक्य।",
    "السلام عليكم، كيف الحال؟",
]


def untouched_by_ftfy(text: str) -> bool:
    return ftfy.fix_and_explain(text, CONFIG).text == text


def assert_no_miss(text: str) -> None:
    """What the cheap look passes, ftfy leaves alone."""
    if characters.is_clean(text):
        assert untouched_by_ftfy(text), f"{text!r} becomes {ftfy.fix_and_explain(text, CONFIG).text!r}"


def test_every_pair_of_suspicious_characters() -> None:
    marks = sorted({c for category in badness.MOJIBAKE_CATEGORIES.values() for c in _members(category)})
    for a, b in itertools.product(marks, repeat=2):
        for text in (f"a{a}{b} z", f"A {a}{b}z"):
            if characters.is_clean(text):
                assert not badness.is_bad(text), repr(text)


def _members(category: str) -> set[str]:
    """The characters of a class as it stands in a regular expression."""
    found, i = set(), 0
    while i < len(category):
        if category[i + 1 : i + 2] == "-" and i + 2 < len(category):
            found |= {chr(c) for c in range(ord(category[i]), ord(category[i + 2]) + 1)}
            i += 3
        else:
            found.add(category[i])
            i += 1
    return found - {"\\"}


def assert_same_as_ftfy(text: str) -> None:
    """The steps that are left out would have done nothing."""
    fixed, explanation = ftfy.fix_and_explain(text, CONFIG)
    own, steps = characters._fixed_and_explained(text)
    assert own == fixed
    assert list(dict.fromkeys(steps)) == list(dict.fromkeys(step.parameter for step in explanation or ()))


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", PLAIN)
def test_mojibake_is_seen(text: str, encoding: str) -> None:
    broken = "".join(bytes([b]).decode(encoding, "replace") for b in text.encode())
    assert_no_miss(broken)
    assert_no_miss(text)
    assert_same_as_ftfy(broken)
    assert_same_as_ftfy(html.escape(broken))


#: What each step of ftfy has to do with, and what one step leaves to another.
PARTS = "&amp; &amp;lt; &Atilde;&copy; <b> CafÃ© Ã\xad itâ€™s â€\x9d \x1b[1m \u200b \ufffc \ufb01 e\u0301".split()


@given(st.lists(st.sampled_from([*PARTS, *PLAIN]), max_size=4))
@settings(max_examples=500, deadline=None)
def test_steps_that_are_left_out_would_do_nothing(parts: list[str]) -> None:
    assert_same_as_ftfy("".join(parts))


@given(st.text(st.one_of(st.characters(max_codepoint=0x2FF), st.sampled_from("‘’“”–—…€™œŠžВЂГўβ€ā√≈‚Ä°±àÃÂØÙ"))))
@settings(max_examples=1500, deadline=None)
def test_nothing_that_ftfy_repairs_is_missed(text: str) -> None:
    line = text.replace("\n", " ").replace("\r", " ")
    assert_no_miss(line)
    assert_same_as_ftfy(line)


@given(st.text())
@settings(max_examples=500, deadline=None)
def test_repair_is_final(text: str) -> None:
    fixed = characters.repair(text)[0]
    assert characters.repair(fixed)[0] == fixed
    assert unicodedata.is_normalized("NFC", fixed)


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth", "zerowidth"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("ABC\u200d", "ABC"),
        ("שלום\u200f!", "שלום\u200f!"),
        ("plain\u200e", "plain"),
        ("line\u2028separator", "line separator"),
        ("form\x0cfeed", "form feed"),
        ("nul\x00byte", "nulbyte"),
        ("cafe\u0301", "café"),
        ("&amp;amp;", "&"),
        ("&lt;b&gt;", "<b>"),
        ("AT&T; R&D", "AT&T; R&D"),
        ("ﬁne", "fine"),
        ("全角：Ａ", "全角：Ａ"),
    ],
)
def test_table(text: str, fixed: str) -> None:
    assert characters.repair(text)[0] == fixed


@pytest.mark.parametrize(
    "text",
    ["L’État n’a qu’à payer, dit-il.", "Des deux côtés\xa0: l’été.", "Der größte Gruß grüßt die Füße.", "Él, ¿qué?"],
)
def test_sound_text_takes_no_second_look(text: str) -> None:
    """ftfy is asked about what looks like damage; to load it takes longer than to clean a hundred pages."""
    assert characters.is_clean(text)
