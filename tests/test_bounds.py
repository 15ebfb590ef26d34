"""What is asked of a line at the edges of the story, and which copy of the headline may go."""

from collections.abc import Iterator

import pytest

from cleaner import Cleaner, Document, Finding
from cleaner.filters import residue
from cleaner.layout import parse

STORY = (
    "The ferry left at noon, two hours late, with forty people aboard and one goat from the quay.",
    "The board said that the engine had been mended twice, and that nobody had seen the goat since.",
)
TITLE = "Ferry runs late again with a goat"
THAI = "เรือข้ามฟากสายอีกแล้ว"


def document(*lines: str) -> Document:
    return parse("\n\n".join(lines) + "\n")


def bounds(*, marked: bool) -> residue._Bounds:
    return residue._Bounds(sure=0.5, outside=0.1, sentence=0.7, heading=0.8, marked=marked)


@pytest.mark.parametrize(("marked", "asked"), [(True, 0.9), (False, 0.4)])
def test_a_line_of_thai_must_be_likelier_unless_all_lines_are_looked_at(marked: bool, asked: float) -> None:
    page = document(TITLE, *STORY, "Goat", THAI)
    assert bounds(marked=marked).of(page, 4, 0.0) == asked
    assert bounds(marked=marked).of(page, 3, 0.0) == 0.4


def test_the_first_paragraph_is_a_sentence_of_the_story() -> None:
    page = document(TITLE, *STORY)
    assert page.opening == 1
    assert [bounds(marked=True).of(page, at, 0.0) for at in (1, 2)] == [0.7, 0.7]


def test_a_headline_with_a_number_is_an_item_and_what_is_above_it_is_none() -> None:
    page = document("1. Ferries", f"2. {TITLE}", *STORY)
    assert page.title == 1
    assert not residue._is_item(page, 0)
    assert residue._is_item(page, 1)


@pytest.mark.parametrize(
    ("lines", "copy", "original", "goes"),
    [
        # The copy that stands for the headline is all that is left of it.
        ((TITLE, *STORY, TITLE), 0, 3, False),
        # It is above the story, where headlines are looked for.
        ((TITLE, TITLE, *STORY), 0, 1, True),
        # It is no headline.
        ((TITLE, *STORY, "Goat at sea", "Goat at sea"), 3, 4, True),
    ],
)
def test_the_copy_that_the_headline_went_for_stays_below_the_story(
    lines: tuple[str, ...], copy: int, original: int, goes: bool
) -> None:
    def copies(page: Document) -> Iterator[Finding]:
        if len(page.paragraphs) == len(lines):
            assert page.title == 0
            yield Finding(copy, why="copy", of=original)

    def what_is_left(page: Document) -> Iterator[Finding]:
        if len(page.paragraphs) == len(lines) - 1:
            yield Finding(original - 1, why="no story")

    result = Cleaner(select="none", max_loss=1, filters=[copies, what_is_left])(document(*lines))
    assert (lines[original] not in result.text) is goes
