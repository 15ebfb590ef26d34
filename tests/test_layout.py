"""Source text to paragraphs and back."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner import Cleaner
from cleaner.layout import render

SENTENCE = (
    "The ferry left Port Ellery at noon, two hours late, with forty people aboard and a swan that nobody had asked "
    "for a ticket, and it came back in the evening with thirty-nine people, the swan and a piano."
)
ANOTHER = SENTENCE.replace("ferry", "pilot boat").replace("piano", "harmonium")


def texts(source: str) -> list[str]:
    return [p.text for p in cleaner.parse(source).paragraphs]


def fold(text: str, width: int = 72) -> str:
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)


@given(text=st.one_of(st.text(st.characters()), st.text(st.sampled_from("ab \t\r\n\x0b\x85\u2028"))))
def test_parsing_loses_nothing(text: str) -> None:
    assert render(cleaner.parse(text)) == text


@pytest.mark.parametrize("other", ["\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028", "\u2029"])
def test_only_line_ends_end_lines(other: str) -> None:
    assert texts(f"one{other}two\rthree\r\nfour\nfive") == [f"one{other}two", "three", "four", "five"]


def test_numbers_are_those_of_the_source() -> None:
    document = cleaner.parse(f"\r\n \nTitle\r\r{fold(SENTENCE)}\n\nEnd\n")
    lines = fold(SENTENCE).count("\n") + 1
    assert [(p.line, p.span) for p in document.paragraphs] == [(3, 1), (5, lines), (6 + lines, 1)]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_hard_wraps_are_undone(width: int) -> None:
    assert texts(f"{fold(SENTENCE, width)}\n\n{fold(ANOTHER, width)}\n") == [SENTENCE, ANOTHER]


@pytest.mark.parametrize(
    "source",
    [
        "Rain on the quay,\nrain on the sound,\nand the ferry at anchor\nturning around.",
        "\n".join(f"{n}. Boat {n} came back to the harbour with its nets full" for n in range(1, 6)),
        "\n".join(f"- Boat {n} came back to the harbour with its nets full" for n in range(1, 6)),
        "Port Ellery\t3\t1\nStratton\t2\t2\nCorran\t0\t4",
        fold(SENTENCE, 30),
    ],
    ids=["verse", "numbers", "list", "table", "narrow column"],
)
def test_lines_that_no_program_wrapped_stay(source: str) -> None:
    assert texts(source) == source.split("\n")
    assert Cleaner("text")(source + "\n").text == source + "\n"


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        ("\n\n", "\n", "\n\n"),
        ("\n", "\n\n", "\n\n"),
        ("\n\n\n", "\n\n", "\n\n\n"),
        ("\r\n", "\r\n\r\n", "\r\n\r\n"),
        ("\n", "\n", "\n"),
    ],
)
def test_where_a_line_went_the_wider_gap_stays(before: str, after: str, left: str) -> None:
    lines = Cleaner(select=["advert"], max_loss=1)
    assert lines(f"One.{before}Advertisement{after}Two.").text == f"One.{left}Two."


def test_a_first_line_that_went_leaves_no_gap() -> None:
    lines = Cleaner(select=["advert"], max_loss=1)
    assert lines("Advertisement\n\nOne.\n").text == "One.\n"
    assert lines("One.\n\nAdvertisement\n").text == "One.\n"


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("One.\r\n\r\n\r\nTwo.", "One.\n\nTwo.\n"),
        ("\n\n One.  \n \nTwo.\n\n\n", "One.\n\nTwo.\n"),
        (f"One.\n{SENTENCE}\nTwo.", f"One.\n\n{SENTENCE}\n\nTwo.\n"),
        ("One\nTwo\n\n\nThree\nFour", "One\nTwo\n\nThree\nFour\n"),
        ("\ufeffOne.", "One.\n"),
        ("", ""),
        (" \n\n", ""),
    ],
)
def test_plain_layout(source: str, plain: str) -> None:
    assert Cleaner("text")(source).text == plain
