"""Lines of a story that look like residue, asked of one filter alone: no second witness saves them here."""

from collections.abc import Iterator

import pytest

import cleaner
from cleaner.catalog import factory
from cleaner.document import Document, Finding

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


TITLE = "Upper Vale lets its clock strike thirteen"


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([TITLE, TITLE], 0),
        ([TITLE, "# " + TITLE], 1),
        (["# " + TITLE, TITLE], 0),
        ([TITLE + " | Vale Courier", TITLE], 1),
        ([TITLE + " | Valley | Vale Courier", TITLE, TITLE + " | Vale Courier"], 1),
        ([TITLE, "Home", "Valley", "Bells", TITLE], 4),
        (["# " + TITLE, "Home", "Valley", "Bells", "## " + TITLE], 4),
        ([TITLE, "Home", "Bells", TITLE], 0),
        ([TITLE, "Osric Bly", "March 3, 2024", "Valley", TITLE], 0),
        ([TITLE, "The keeper would rather sleep", "Valley", "Bells", TITLE], 0),
    ],
)
def test_one_copy_of_the_headline_stays_and_the_others_say_which(lines: list[str], kept: int) -> None:
    found = findings("repeated-title", *lines, TOP, MIDDLE, END)
    copies = {i for i, line in enumerate(lines) if TITLE in line}
    assert {i: f.of for i, f in found.items()} == dict.fromkeys(copies - {kept}, kept)


@pytest.mark.parametrize(
    ("first", "second", "copies"),
    [
        ("The pier of Upper Vale at noon on Sunday - 1", "The pier of Upper Vale at noon on Sunday - 2", True),
        (
            "The pier of Upper Vale at noon on Sunday. Photo 1",
            "The pier of Upper Vale at noon on Sunday. Photo 2",
            True,
        ),
        (
            "Der Steg von Obertal am Sonntag gegen Mittag - Bild 1",
            "Der Steg von Obertal am Sonntag gegen Mittag - Bild 2",
            True,
        ),
        ("The pier of Upper Vale at noon on Sunday - 2", "The pier of Upper Vale at noon on Sunday - 4", False),
        ("The pier of Upper Vale at noon, part 1", "The pier of Upper Vale at noon, part 2", False),
        ("The pier of Upper Vale at noon (1)", "The pier of Upper Vale at noon (2)", False),
        ("Stage - 1", "Stage - 2", False),
        ("Sunday, when the pier of Upper Vale opens 1", "Sunday, when the pier of Upper Vale opens 2", False),
    ],
)
def test_captions_that_differ_in_a_number(first: str, second: str, copies: bool) -> None:
    found = findings("repeated-caption", "Thirteen at noon", TOP, first, MIDDLE, second, END)
    assert ({i: f.of for i, f in found.items()} == {4: 2}) == copies
    if not copies:
        assert not found


LINE = "the hour hand of the tower clock stands still at noon"


@pytest.mark.parametrize(
    ("a", "b", "copies"),
    [
        (LINE, LINE, True),
        (f"## {LINE}", LINE, False),
        (f"\u2022 {LINE}", LINE, False),
        (f"* [{LINE}](https://vale.example/a)", f"[{LINE}](https://vale.example/b)", True),
        (f"![{LINE}](https://vale.example/a.jpg)", f"## {LINE}", True),
        (f"<osric> {LINE}", f"<nell> {LINE}", False),
        (f"12:00:01 {LINE}", f"12:00:03 {LINE}", False),
        (f"holds(a, b) {LINE}", f"holds(a, b) {LINE}", False),
        (LINE.capitalize(), f"{LINE.capitalize()}, for reasons that follow here:", False),
        (LINE.capitalize(), f"{LINE.capitalize()}, for reasons that follow here", True),
    ],
)
def test_what_can_be_a_caption_and_its_copy(a: str, b: str, copies: bool) -> None:
    assert bool(findings("repeated-caption", "Thirteen at noon", TOP, a, b, MIDDLE, END)) == copies


def test_a_headline_below_a_menu_stays_when_the_name_of_the_page_goes() -> None:
    menu = ["You are reading the pages of the valley, and you can always go back to the others from here."]
    menu += ["Home", "Valley", "Bells", "Weather", "Letters", "Obituaries", "Shop"]
    page = [
        f"{TITLE} - Valley - Vale Courier",
        *menu,
        TITLE,
        TOP,
        MIDDLE,
        END,
        TOP[:-1] + " again.",
        MIDDLE[4:],
        END[4:],
    ]
    result = cleaner.Cleaner("page")("\n\n".join(page) + "\n")
    assert TITLE in result.text.split("\n\n")
    assert [r.of for r in result.records if r.before == page[0]] == [2 * page.index(TITLE) + 1]
    assert cleaner.Cleaner("page")(result.text).text == result.text


SIGNED = "\u2014 Osric Bly (@keeperbly) March 3, 2024"


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        ([LINE, LINE, SIGNED], set()),
        ([LINE, SIGNED, LINE, SIGNED], {4, 5}),
        ([LINE, SIGNED, "Another sentence of the same man, which he wrote later.", SIGNED], set()),
        ([LINE, LINE, "\u2014 AP Photo/Nell Adair"], {3}),
    ],
)
def test_posts_go_with_their_signatures_or_not_at_all(lines: list[str], gone: set[int]) -> None:
    assert set(findings("repeated-caption", "Thirteen at noon", TOP, *lines, MIDDLE, END)) == gone


def greedy(document: Document) -> Iterator[Finding]:
    """A filter that takes every line of the headline's words, in whatever place, but the headline itself."""
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.text == TITLE and index != document.title:
            yield Finding(index, why="a line of these words")


def test_no_other_filter_takes_what_stands_for_the_headline() -> None:
    menu = ["You are reading the pages of the valley, and you can always go back to the others from here."]
    menu += ["Home", "Valley", "Bells", "Weather", "Letters", "Obituaries", "Shop"]
    page = [
        f"{TITLE} - Valley - Vale Courier",
        *menu,
        TITLE,
        TOP,
        MIDDLE,
        END,
        TOP[:-1] + " again.",
        MIDDLE[4:],
        END[4:],
    ]
    text = cleaner.Cleaner(select=["text", "repeated-title"], filters=[greedy])("\n\n".join(page) + "\n").text
    assert text.split("\n\n").count(TITLE) == 1
    assert page[0] not in text
