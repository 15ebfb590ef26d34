"""One scraped article in the shapes in which scrapers and converters leave text: the story must come out the same."""

import textwrap
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import cleaner
from cleaner import Cleaner

ARTICLES = Path(__file__).parent.parent / "fixtures" / "articles"
RAW = (ARTICLES / "us-tabloid.in.txt").read_text(encoding="utf-8")
CLEAN = (ARTICLES / "us-tabloid.out.txt").read_text(encoding="utf-8")
LINES = [line for line in RAW.split("\n") if line.strip()]
WRAP = partial(textwrap.fill, break_long_words=False, break_on_hyphens=False)


def joined(separator: str, wrap: Callable[[str], str] = str) -> str:
    return separator.join(map(wrap, LINES)) + "\n"


SHAPES = {
    "line ends only": joined("\n"),
    "Windows line ends": joined("\r\n\r\n"),
    "old Macintosh line ends": joined("\r\r"),
    "three blank lines": joined("\n\n\n\n"),
    "blank lines of spaces": joined("\n  \n"),
    "indented": joined("\n\n", lambda line: "\t" + line),
    "no line end at the end": joined("\n\n").rstrip("\n"),
    **{f"wrapped at {width}": joined("\n\n", partial(WRAP, width=width)) for width in (60, 66, 72, 80, 100, 120)},
    "wrapped at hyphens too": joined("\n\n", partial(textwrap.fill, width=78)),
    "wrapped and indented": joined("\n\n", partial(WRAP, width=78, initial_indent="    ", subsequent_indent="    ")),
    "wrapped, first lines indented": joined("\n\n", partial(WRAP, width=78, initial_indent="  ")),
    "wrapped, Windows line ends": joined("\n\n", partial(WRAP, width=72)).replace("\n", "\r\n"),
    "wrapped without blank lines": joined("\n", partial(WRAP, width=78)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shape_does_not_matter(shape: str) -> None:
    result = Cleaner()(SHAPES[shape])
    assert result.text == CLEAN
    assert cleaner.restore(result.text, result.records) == SHAPES[shape]


def test_a_missing_headline_costs_nothing() -> None:
    body = [line for line in LINES if "ferry captain cleared" not in line.casefold().replace("-", " ")]
    assert Cleaner()("\n\n".join(body) + "\n").text == CLEAN.split("\n\n", 1)[1]


def test_one_line_is_the_story() -> None:
    line = " ".join(CLEAN.split())
    assert Cleaner()(line).text == line + "\n"


def test_lists_and_tables_keep_their_lines() -> None:
    text = (
        "Sailings this week\n\n"
        "The ferry sails again on Monday, for the first time in eleven weeks, and the board has put up the times.\n\n"
        "* Monday to Friday, at the full hour\n* Saturday, at noon\n* Sunday, when the captain is up\n\n"
        "| day | sailings |\n|---|---|\n| Monday | 14 |\n| Sunday | 2 |\n\n"
        "1. Buy a ticket\n2. Keep the ticket\n3. Show the ticket\n\n"
        "The times hold until the end of March, unless the ramp is bent again before the end of the month.\n"
    )
    assert Cleaner()(text).text == text
