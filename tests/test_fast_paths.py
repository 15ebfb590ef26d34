"""What has a fast way and a slow one gives the same both ways."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import credits, dates, layout, phrases, words
from cleaner.catalog import Stage
from cleaner.document import Document, Finding, Paragraph
from cleaner.filters import repeated_caption
from cleaner.model.story import Story
from cleaner.phrases import lists, table
from cleaner.pipeline import Cleaner

#: Characters that the fast ways treat differently: of Latin-1 and not, in words and between them, spaces of all kinds.
CHARACTERS = "aeiïßéÉİıǅşЖжกあ漢1²_'’“”–…€.,;:!?-/\"()[]&| \t\u00a0\u3000\u0301\u0e31"

TEXTS = st.text(st.sampled_from(CHARACTERS), max_size=40) | st.text(max_size=20)
WORDS = "ferry Ferry harbour harbours Harbor's noon “Noon” well-known 3,000 été in a 正午の船 船は港".split()
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)

#: What credits are made of, and what looks like it.
CREDITS = st.lists(st.sampled_from("Photo|Foto| by|:|/|©|[사진| |Dana Reyes|. |Courier|\u00a0".split("|"))).map("".join)


@given(TEXTS)
def test_words_are_those_of_the_pattern(text: str) -> None:
    assert words.words_of(text) == words.WORD.findall(text)


@given(st.lists(TEXTS).map("\n".join))
def test_words_of_lines_are_those_of_each_line(text: str) -> None:
    assert words.words_of_lines(text) == [words.WORD.findall(line) for line in text.split("\n")]


@pytest.mark.parametrize("key", ["role", "date"])
def test_a_long_pattern_is_asked_where_it_has_something_to_find(key: str) -> None:
    names = sorted(table("byline", key))
    pattern = re.compile(lists._alternatives(lists._bare(key)), re.IGNORECASE)
    glue = st.sampled_from([" ", ", ", "-", "é", "1", "_", "", ": ", "\u0301", "क", "に"])

    @given(st.lists(st.tuples(glue, st.sampled_from(names), st.booleans()), max_size=3), TEXTS)
    def same(parts: list[tuple[str, str, bool]], after: str) -> None:
        text = "".join([between + (name.upper() if capitals else name) for between, name, capitals in parts]) + after
        assert lists.without(key, text) == pattern.sub(" ", text)

    same()
    assert [name for name in names if not lists.without(key, f"Dana {name}").startswith("Dana  ")] == []


@given(CREDITS)
def test_a_line_without_the_signs_of_a_credit_has_none(text: str) -> None:
    assert credits._may_have_credit_inside(text) or not credits._CREDIT_INSIDE.search(text)
    assert "/" in text or not credits._NAME_AND_PAPER.search(text)


@given(TEXTS)
def test_a_digit_is_of_any_script(text: str) -> None:
    assert words.has_digit(text) == any(map(str.isdigit, text))


@given(st.lists(st.text(CHARACTERS.replace("\t", "") + "\x0b\x85\u2003", min_size=1, max_size=20), max_size=4))
def test_words_of_several_lines_are_counted_as_those_of_each(texts: list[str]) -> None:
    assert phrases._sizes([Paragraph(n, text) for n, text in enumerate(texts)]) == [len(t.split()) for t in texts]


@given(st.text("ahZéÜ1٣_日分年. ", max_size=8))
def test_words_glued_to_numbers_are_told_from_the_second_character(text: str) -> None:
    assert bool(dates._IS_GLUED.search(text)) == bool(dates._glued().search(text))


#: The same patterns, as they would be written if that were as fast.
SLOW = {
    "_NUMERIC": r"\b\d{1,2}(?:[./-]|\. )\d{1,2}(?:[./-]|\. )(?:\d{4}|\d\d)\b"
    r"|\b\d{4}(?:[./-]|\. )\d{1,2}(?:[./-]|\. )\d{1,2}(?=\b|T\s?\d\d:)",
    "_YEAR": r"(?<!\d)(?:(?:1[349]|2[05])\d\d|[٠-٩]{4}|[۰-۹]{4}|[०-९]{4}|[০-৯]{4}|[๐-๙]{4})(?!\d)",
    "_TIME": r"\b(?:\d{1,2}[:h]\d\d|(?<!\d[./-])(?!2[5-9]|[3-9]\d)\d{1,2}\.(?![6-9])\d\d(?!\.\s?\d|/))(?=\b|[ap]m\b)"
    r"|\d{1,2}\s?[時时點点시]\s?\d{1,2}\s?[分분]",
}
DATES = st.lists(
    st.sampled_from([*"1 2 12 05 2024 1403 ٢٠٢٤ 0 . / - : h pm 年 時 분 a _".split(), " ", ". "]), max_size=8
)


@pytest.mark.parametrize("name", SLOW)
def test_dates_are_found_from_their_first_digit(name: str) -> None:
    slow = re.compile(SLOW[name])

    @given(DATES.map("".join))
    def same(text: str) -> None:
        assert bool(getattr(dates, name).search(text)) == bool(slow.search(text))
        if name == "_TIME":
            assert dates._TIME.sub("*", text) == slow.sub("*", text)

    same()


@given(
    st.lists(st.sampled_from("on In the Sunday satday wed March Mar. january Märch décem dec2 mar_ 5/4/24 ’s".split()))
)
def test_captions_are_made_plain_word_by_word_as_by_patterns(parts: list[str]) -> None:
    caption = Paragraph(0, " ".join(["On", *parts]) + " of Märchen")
    assert repeated_caption._plain(caption) == repeated_caption._plain_text(caption.folded)


@given(TEXTS)
def test_folding_leaves_single_spaces(text: str) -> None:
    folded = words.fold(text)
    assert folded == " ".join(folded.split())
    assert folded == words.fold(f"  {text}\t")


@given(TEXTS)
def test_data_has_digits_in_a_third_of_its_words(text: str) -> None:
    tokens = text.split()
    numbers = [t for t in tokens if re.search(r"\d", t)]
    assert words.is_data(text) == (bool(numbers) and 3 * len(numbers) >= len(tokens))


@given(st.lists(st.sampled_from(["One line", " ", "", "Another", "\tA third "]), max_size=7), st.sampled_from("\n\r"))
def test_even_layouts_are_cut_as_all_others(lines: list[str], end: str) -> None:
    for separator in (end, 2 * end):
        text = separator.join(lines)
        for source in (text, f"{text}\n", f"{text}\n\n"):
            even = layout._even_lines(source)
            if even is not None:
                paragraphs, tail = layout._any_lines(source)
                assert [(p.line, p.text, p.lead) for p in even[0]] == [(p.line, p.text, p.lead) for p in paragraphs]
                assert even[1] == tail


@given(st.lists(st.sampled_from(["", "\n", "\n\n", "\n\n\n"]), max_size=4), st.booleans())
def test_a_plain_layout_is_told_at_once(leads: list[str], tight: bool) -> None:
    paragraphs = [Paragraph(n, "x" if tight else "x " * 60, lead=lead) for n, lead in enumerate(leads)]
    document = Document("", paragraphs, tail="\n" if leads else "")
    assert layout.is_plain(document) == (leads == layout.plain_leads(paragraphs))


#: Lines of all kinds: headlines, running text, residue, copies.
PAGE = st.lists(
    st.sampled_from(
        [
            "Ferry runs late again",
            "# Ferry runs late again",
            "Ferry",
            "Share",
            "By Dana Reyes",
            "The ferry left at noon, two hours late, with forty people aboard and one goat that nobody owned.",
            "The ferry waited for the tide, which comes in after ten o'clock, as it does here.",
            "The ferry leaves Port Ellery harbour on May 5, 2024. REUTERS",
        ]
    ),
    min_size=1,
    max_size=24,
)


@given(PAGE, st.lists(st.sets(st.integers(0, 23)), min_size=1, max_size=3))
def test_what_is_known_of_a_page_is_known_of_what_is_left(lines: list[str], steps: list[set[int]]) -> None:
    left = Document("", [Paragraph(n, line) for n, line in enumerate(lines)])
    for step in steps:
        known = left.title, left.closing, left.copies
        gone = {index for index in step if index < len(left.paragraphs)}
        left = left.left_with([p for i, p in enumerate(left.paragraphs) if i not in gone], gone)
        anew = Document("", left.paragraphs)
        assert (left.opening, left.closing, left.title) == (anew.opening, anew.closing, anew.title), known
        assert list(left.copies.items()) == list(anew.copies.items())
        assert left.suspects == anew.suspects


@settings(max_examples=40)
@given(PAGE, st.lists(st.sets(st.integers(0, 23), min_size=1), min_size=2, max_size=3))
def test_what_is_known_of_a_page_is_known_after_steps_that_ask_nothing(lines: list[str], steps: list[set[int]]) -> None:
    left = whole = Document("", [Paragraph(n, line) for n, line in enumerate(lines)])
    assert whole.copies is whole.copies
    for step in steps:
        gone = {index for index in step if index < len(left.paragraphs)}
        left = left.left_with([p for i, p in enumerate(left.paragraphs) if i not in gone], gone)
    anew = Document("", left.paragraphs)
    assert list(left.copies.items()) == list(anew.copies.items())
    assert (left.opening, left.closing, left.title) == (anew.opening, anew.closing, anew.title)
    assert left.first is whole
    assert [left.at_first(index) for index in range(len(left.paragraphs))] == [p.line for p in left.paragraphs]


def test_what_is_taken_over_from_a_page_of_which_lines_are_gone() -> None:
    story = [f"The ferry of the year {year} left at noon, two hours late, with a goat." for year in range(1900, 1920)]
    whole = Document("", [Paragraph(n, line) for n, line in enumerate(["Ferry runs late again", *story, "Share"])])
    assert (whole.title, whole.opening, whole.closing, whole.copies) == (0, 1, 20, {})

    def left(*gone: int) -> dict[str, object]:
        rest = whole.left_with([p for i, p in enumerate(whole.paragraphs) if i not in gone], gone)
        assert rest.first is whole
        return {name: value for name, value in vars(rest).items() if name in ("title", "opening", "closing")}

    # The headline is told by the twelve paragraphs at which the story begins.
    assert left(13) == {"title": 0, "opening": 1, "closing": 19}
    assert left(12) == {"opening": 1, "closing": 19}
    assert left(0) == {"opening": 0, "closing": 19}
    assert left(21, 13) == {"title": 0, "opening": 1, "closing": 19}
    assert left(20) == {"title": 0, "opening": 1}
    assert left(1) == {"closing": 19}
    # Lines that have become other ones are asked anew.
    assert left() == {}


@given(st.lists(LINES, min_size=1, max_size=5), LINES)
def test_a_story_is_asked_for_few_words_as_for_many(texts: list[str], line: str) -> None:
    story = [Paragraph(n, text) for n, text in enumerate(texts)]
    few, many = Story(story, few=True), Story(story, few=False)
    assert few.share(Paragraph(0, line), own=False) == many.share(Paragraph(0, line), own=False)
    assert few.share(story[0], own=True) == many.share(story[0], own=True)


@given(st.lists(st.sampled_from("abx"), min_size=1, max_size=6))
def test_a_local_filter_is_shown_no_text_twice_that_is_sound(texts: list[str]) -> None:
    shown: list[str] = []

    def upper(document: Document) -> list[Finding]:
        shown.extend(p.text for p in document.paragraphs)
        return [Finding(i, p.text + "!", "not ended") for i, p in enumerate(document.paragraphs) if p.text in "ab"]

    def drop(document: Document) -> list[Finding]:
        return [Finding(i, why="x") for i, p in enumerate(document.paragraphs) if p.text == "x"][:1]

    cleaner = Cleaner("none", max_loss=1)
    cleaner._chain = [Stage("upper", upper, False, local=True), Stage("drop", drop, True)]
    assert cleaner("\n\n".join(texts)).text.split() == [f"{t}!" for t in texts if t != "x"]
    assert len(shown) <= len(texts) + sum(t in "ab" for t in texts)
