"""Lines of a story that look like residue, asked of one filter alone: no second witness saves them here."""

import pytest

import cleaner
from cleaner.catalog import factory
from cleaner.document import Finding

TOP = "The clockmakers of Upper Vale have decided by eleven votes to two that the town clock may strike thirteen."
MIDDLE = "It does so already, said the keeper, Osric Bly, but so far nobody had been asked whether they liked it."
END = "The thirteenth stroke is to come at noon, when the market is shut and all the dogs are indoors."


def findings(filter_name: str, *lines: str) -> dict[int, Finding]:
    """What a filter finds, by place."""
    document = cleaner.parse("\n\n".join(lines) + "\n")
    return {f.index: f for f in factory(filter_name)()(document)}


LINK = "WATCHMAKER FINDS LOST HOUR BEHIND THE TOWN LIBRARY"


@pytest.mark.parametrize(
    ("line", "below", "is_link"),
    [
        (LINK, MIDDLE, True),
        ("THE PETITION THAT TOOK EVERY COUNCILLOR BY SURPRISE", MIDDLE, True),
        (
            "THE PETITION THAT TOOK EVERY COUNCILLOR BY SURPRISE",
            "A petition against the plan took a councillor by surprise, since nine people had signed it.",
            False,
        ),
        (LINK, "1. One at night", False),
        (LINK, "- Five in the morning, when nobody at all wants to hear any of it.", False),
        (LINK, "\u2014 Osric Bly (@keeperbly), of the clock tower of Upper Vale, March 3, 2024", False),
        ("## " + LINK, MIDDLE, False),
        ("* " + LINK, MIDDLE, False),
        ("AND THEN WE ALL GO OUT TO SEE IT", MIDDLE, False),
    ],
)
def test_a_line_in_capitals_is_a_link_or_a_subheading(line: str, below: str, is_link: bool) -> None:
    assert (2 in findings("read-more", "Thirteen at noon", TOP, line, below, END, MIDDLE)) == is_link


@pytest.mark.parametrize("above", ["A board on the door says in red:", "ALL OF THIS IS SHOUTED."])
def test_capitals_below_a_colon_or_more_capitals_belong_to_the_story(above: str) -> None:
    assert not findings("read-more", "Thirteen at noon", TOP, above, LINK, MIDDLE, END)


def test_a_new_word_that_comes_again_below_needs_a_surer_witness() -> None:
    below = "A petition against the plan was signed by nine people, four of whom live in the tower itself."
    line = "THE PETITION THAT TOOK EVERY COUNCILLOR BY SURPRISE"
    known = findings("read-more", "Thirteen at noon", TOP, line, MIDDLE, END)[2]
    new = findings("read-more", "Thirteen at noon", TOP, line, below, END)[2]
    assert new.doubt > known.doubt
