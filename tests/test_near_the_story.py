"""Lines of a story that look like residue, asked of one filter alone: no second witness saves them here."""

from collections.abc import Iterator

import pytest

import cleaner
from cleaner.catalog import factory
from cleaner.document import Document, Finding

TOP = "The clockmakers of Upper Vale have decided by eleven votes to two that the town clock may strike thirteen."
MIDDLE = "It does so already, said the keeper, Osric Bly, but so far nobody had been asked whether they liked it."
END = "The thirteenth stroke is to come at noon, when the market is shut and all the dogs are indoors."
TITLE = "Upper Vale lets its clock strike thirteen"


def findings(filter_name: str, *lines: str) -> dict[int, Finding]:
    """What a filter finds, by place."""
    document = cleaner.parse("\n\n".join(lines) + "\n")
    return {f.index: f for f in factory(filter_name)()(document)}


@pytest.mark.parametrize(
    ("above", "standfirst", "below", "found"),
    [
        # Right below a standfirst a date needs its `updated`, and a paper needs its author.
        ([], ["Nell Adair, updated 5 May 2024, 14:05"], [], {2}),
        ([], ["Bell Tower, 5 May 2024, 14:05"], [], set()),
        ([], ["By Nell Adair", "Vale Courier wire services"], [], {2, 3}),
        ([], ["Vale Courier wire services"], [], set()),
        ([], [], ["By Nell Adair", "Vale Courier wire services"], {4}),
        # The date of an event, its hour and its place belong together.
        (["5 May 2024", "14:05"], [], [], {1, 2}),
        (["5 May 2024, 6:00 pm - 8:30 pm", "14:05"], [], [], set()),
        (["May 5, 2024 @ 6:00 pm"], [], [], {1}),
        (["By Nell Adair", "Corran Cathedral", "5 May 2024"], [], [], {1}),
        (["Nell Adair", "5 May 2024, 14:05"], [], [], {1, 2}),
        (["Nell Adair", "5 May 2024, 6:00 pm - 8:30 pm"], [], [], set()),
        # Below the headline a Markdown heading is none of the page.
        (["## Vale Radio | 27.10.2023 | Nell Adair"], [], [], {1}),
        # Two hours of one day are no two days.
        (["5 May 2024, 2 pm", "5 May 2024, 3 pm"], [], [], {1, 2}),
        (["5 May 2024, 14:05", "5 May 2024, 15:05"], [], [], {1, 2}),
        # Whom the story is about has not written it.
        (["Nell Adair, PhD"], [], [], {1}),
        (["Osric Bly, PhD"], [], [], set()),
        # A word of the story in brackets is none of the initials, and longer lines in brackets are no form of them.
        ([], [], ["(kh, lm, dpa, afp)"], {4}),
        ([], [], ["(DOGS)"], set()),
        ([], [], ["(kh)", "(The keeper was not there, he says.)"], {4}),
        ([], [], ["(kh)", "(lm)"], set()),
    ],
)
def test_what_stands_where_bylines_stand(
    above: list[str], standfirst: list[str], below: list[str], found: set[int]
) -> None:
    lines = [TITLE, *above, TOP, *standfirst, MIDDLE, END, *below]
    assert set(findings("byline", *lines)) == found


@pytest.mark.parametrize(("name", "is_author"), [("Nell Adair (The Courier)", True), ("Nell Adair", False)])
def test_a_name_with_its_paper_is_an_author_also_without_a_headline(name: str, is_author: bool) -> None:
    assert (0 in findings("byline", name, "5 May 2024", "Weather", TOP, MIDDLE, END)) == is_author


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
        # Four longer words are a headline, three are not.
        ("DOGS SLEEP BY THE TOWER OF A PIER", MIDDLE, True),
        ("DOGS ARE BY THE TOWER OF A PIER", MIDDLE, False),
        # Of what the paragraph below takes up only long words count, and one of them may be chance.
        (
            "THE PETITION THAT TOOK EVERY COUNCILLOR BY SURPRISE",
            "Nobody knows who it was that took the petition out of the hall in the night.",
            True,
        ),
        (
            "THE PETITION THAT TOOK EVERY COUNCILLOR BY SURPRISE",
            "A petition against the plan was written by a councillor, and nine people signed it.",
            False,
        ),
    ],
)
def test_a_line_in_capitals_is_a_link_or_a_subheading(line: str, below: str, is_link: bool) -> None:
    assert (2 in findings("read-more", "Thirteen at noon", TOP, line, below, END, MIDDLE)) == is_link


@pytest.mark.parametrize("above", ["A board on the door says in red:", "ALL OF THIS IS SHOUTED."])
def test_capitals_below_a_colon_or_more_capitals_belong_to_the_story(above: str) -> None:
    assert not findings("read-more", "Thirteen at noon", TOP, above, LINK, MIDDLE, END)


def test_many_lines_in_capitals_are_subheadings() -> None:
    others = ("NOBODY KNOWS WHERE THE WOODEN LADDER WENT", "SEVEN GOATS HAVE SEEN THE BAKER ON A ROOF")
    assert set(findings("read-more", "Thirteen at noon", TOP, LINK, MIDDLE, others[0], END)) == {2, 4}
    assert not findings("read-more", "Thirteen at noon", TOP, LINK, MIDDLE, others[0], END, others[1], MIDDLE[3:])


LONG, SHORT = "[ Keeper of the clock sleeps again ]", "[ Keeper of the clock sleeps ]"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([TOP, LONG, MIDDLE, END], {2}),
        ([TOP, SHORT, MIDDLE, END], set()),
        ([TOP, LONG, MIDDLE, LONG, END], set()),
        ([LONG, TOP, MIDDLE, END], set()),
        ([TOP, MIDDLE, END, LONG], set()),
    ],
)
def test_a_headline_in_brackets_is_long_and_alone(lines: list[str], found: set[int]) -> None:
    assert set(findings("read-more", "Thirteen at noon", *lines)) == found


def test_a_single_word_of_a_viewer_inside_the_story_needs_a_surer_witness() -> None:
    found = findings("photo-credit", "Thirteen at noon", TOP, "Images", MIDDLE, "Image gallery", END, "Images")
    assert found[2].doubt > found[4].doubt == found[6].doubt


def test_a_new_word_that_comes_again_below_needs_a_surer_witness() -> None:
    below = "A petition against the plan was signed by nine people, four of whom live in the tower itself."
    line = "THE PETITION THAT TOOK EVERY COUNCILLOR BY SURPRISE"
    known = findings("read-more", "Thirteen at noon", TOP, line, MIDDLE, END)[2]
    new = findings("read-more", "Thirteen at noon", TOP, line, below, END)[2]
    assert new.doubt > known.doubt


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
        ([TITLE, "By Nell Adair", "Valley", "Bells", TITLE], 0),
        ([TITLE, "[About the pages of the valley](https://vale.example)", "Home", "Bells", TITLE], 4),
        ([TITLE, "Share this article with your friends", "Home", "Bells", TITLE], 4),
        (["Bells and clocks | " + TITLE, TITLE], 1),
        (["Vale | A clock of the town | Bells and dogs | " + TITLE, TITLE], 1),
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
        ("The pier of Upper Vale - 1", "The pier of Upper Vale - 2", False),
        (
            "The pier of Upper Vale at noon - 1\nIn the rain",
            "The pier of Upper Vale at noon - 2\nIn the snow",
            False,
        ),
        ("Sunday, when the pier of Upper Vale opens 1", "Sunday, when the pier of Upper Vale opens 2", False),
    ],
)
def test_captions_that_differ_in_a_number(first: str, second: str, copies: bool) -> None:
    found = findings("repeated-caption", "Thirteen at noon", TOP, first, MIDDLE, second, END)
    assert ({i: f.of for i, f in found.items()} == {4: 2}) == copies
    if not copies:
        assert not found


WELCOME = "You are reading the pages of the valley, and you can always go back to the others from here."
MENU = ["Home", "Valley", "Bells", "Weather", "Letters", "Obituaries", "Shop"]


@pytest.mark.parametrize(
    ("above", "is_menu"),
    [
        ([WELCOME, *MENU], True),
        ([WELCOME, *MENU[:4]], False),
        ([WELCOME, *MENU[:2], *["What the bells say", "Where the dogs go", "Who has the ladder"]], False),
        ([WELCOME, END[:-1] + " or asleep.", *MENU], False),
        ([WELCOME, *MENU, "May 5, 2024"], False),
    ],
)
def test_a_headline_far_down_has_a_menu_and_nothing_else_above_it(above: list[str], is_menu: bool) -> None:
    story = [TOP, MIDDLE, END, TOP[:-1] + " again.", MIDDLE[4:], END[4:]]
    found = findings("repeated-title", f"{TITLE} - Valley - Vale Courier", *above, TITLE, *story)
    copy = len(above) + 1
    assert {i: f.of for i, f in found.items()} == ({0: copy} if is_menu else {copy: 0})


@pytest.mark.parametrize(("title", "goes"), [("Thirteen strokes", False), ("Clock town strikes thirteen now", True)])
def test_a_headline_before_two_names_is_a_long_one(title: str, goes: bool) -> None:
    assert bool(findings("repeated-title", f"{title} | Vale | Vale Courier", TOP, MIDDLE, title, END)) == goes


PIER = "The pier of the harbour at noon on Sunday"


@pytest.mark.parametrize(
    ("title", "lines", "found"),
    [
        # What counts in brackets is a picture if it has the words of the headline, or a credit below it.
        (
            TITLE,
            ["The clock lets Upper Vale sleep again (1)", MIDDLE, "The clock lets Upper Vale sleep again (2)"],
            {4},
        ),
        (
            TITLE,
            ["At night the clock stands in Upper Vale (1)", MIDDLE, "At night the clock stands in Upper Vale (2)"],
            set(),
        ),
        (TITLE, [PIER + " (1)", MIDDLE, PIER + " (2)"], set()),
        (
            TITLE,
            [PIER + " (1)", "A dog. AP Photo/Nell Adair", MIDDLE, PIER + " (2)", "A cat. AP Photo/Nell Adair"],
            {5},
        ),
        (TITLE, [PIER + " (1)", "A dog. AP Photo/Nell Adair", MIDDLE, PIER + " (2)"], set()),
        # A headline with a number has other parts, and is no picture.
        (TITLE + " - 1", [TITLE + " - 2"], set()),
    ],
)
def test_which_lines_count_pictures(title: str, lines: list[str], found: set[int]) -> None:
    assert set(findings("repeated-caption", title, TOP, *lines, END)) == found


LINE = "the hour hand of the tower clock stands still at noon"


@pytest.mark.parametrize(
    ("a", "b", "copies"),
    [
        (LINE, LINE, True),
        (f"## {LINE}", LINE, False),
        (f"\u2022 {LINE}", LINE, False),
        (f"* [{LINE}](https://vale.example/a)", f"[{LINE}](https://vale.example/b)", True),
        (f"![{LINE}](https://vale.example/a.jpg)", f"## {LINE}", True),
        (f"## {LINE}", f"![{LINE}](https://vale.example/a.jpg)", True),
        (f"<osric> {LINE}", f"<nell> {LINE}", False),
        (f"12:00:01 {LINE}", f"12:00:03 {LINE}", False),
        (f"2024-03-03 12:00 {LINE}", f"2024-03-03 12:01 {LINE}", False),
        (f"2024-03-03 12:00 {LINE}", f"2024-03-03 12:00 {LINE}", False),
        (f"holds(a, b) {LINE}", f"holds(a, b) {LINE}", False),
        (f"holds() {LINE}", f"holds() {LINE}", False),
        (f"holds(a=1) {LINE}", f"holds(a=1) {LINE}", False),
        (f"Tower(left) {LINE}", f"Tower(left) {LINE}", True),
        (f"Tower(left, right) {LINE}. AP Photo/Nell Adair", f"Tower(left, right) {LINE}. AP Photo/Nell Adair", True),
        (f"Tårn(left, right) {LINE}", f"Tårn(left, right) {LINE}", True),
        (f"* {LINE}", f"* {LINE}", True),
        (f"\u2014 {LINE}, and nobody", f"\u2014 {LINE}, and nobody", True),
        (f"{LINE}:", f"{LINE}:", True),
        (LINE.capitalize(), f"{LINE.capitalize()}, for reasons that follow here:", False),
        (LINE.capitalize(), f"{LINE.capitalize()}, for reasons that follow here", True),
    ],
)
def test_what_can_be_a_caption_and_its_copy(a: str, b: str, copies: bool) -> None:
    assert bool(findings("repeated-caption", "Thirteen at noon", TOP, a, b, MIDDLE, END)) == copies


CAPTION = f"{LINE}. AP Photo/Nell Adair"


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        ([f"* {LINE}", "* The other hand moves on", f"* {LINE}"], set()),
        ([f"* {CAPTION}", "* The other hand moves on. AP Photo", f"* {CAPTION}"], {4}),
        (
            [
                f"* [{LINE}](https://vale.example/a)",
                "* [It moves](https://vale.example/b)",
                f"* [{LINE}](https://vale.example/a)",
            ],
            {4},
        ),
    ],
)
def test_items_of_lists_and_headings_are_no_copies(lines: list[str], gone: set[int]) -> None:
    assert set(findings("repeated-caption", "Thirteen at noon", TOP, *lines, MIDDLE[3:], END)) == gone


#: The name of the page above a menu, and the headline below it.
BELOW_MENU = [
    f"{TITLE} - Valley - Vale Courier",
    "You are reading the pages of the valley, and you can always go back to the others from here.",
    *("Home", "Valley", "Bells", "Weather", "Letters", "Obituaries", "Shop"),
    TITLE,
    *(TOP, MIDDLE, END, TOP[:-1] + " again.", MIDDLE[4:], END[4:]),
]


def test_a_headline_below_a_menu_stays_when_the_name_of_the_page_goes() -> None:
    result = cleaner.Cleaner("page")("\n\n".join(BELOW_MENU) + "\n")
    assert TITLE in result.text.split("\n\n")
    assert [r.of for r in result.records if r.before == BELOW_MENU[0]] == [2 * BELOW_MENU.index(TITLE) + 1]
    assert cleaner.Cleaner("page")(result.text).text == result.text


FAR = ["It rains. " * 9, "Nobody hears the bells on the hill at night."]
SIGNED = "\u2014 Osric Bly (@keeperbly) March 3, 2024"


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        ([LINE, LINE, SIGNED], set()),
        ([LINE, SIGNED, LINE, SIGNED], {4, 5}),
        ([LINE, SIGNED, "Another sentence of the same man, which he wrote later.", SIGNED], set()),
        ([LINE, LINE, "\u2014 AP Photo/Nell Adair"], {3}),
        # Far from each other too.
        ([CAPTION, *FAR, CAPTION, "Then it was noon again, and nobody in the valley had slept at all."], {5}),
        ([CAPTION, SIGNED, *FAR, CAPTION, "\u2014 Nell Adair (@nell) March 4, 2024"], set()),
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
    text = cleaner.Cleaner(select=["text", "repeated-title"], filters=[greedy])("\n\n".join(BELOW_MENU) + "\n").text
    assert text.split("\n\n").count(TITLE) == 1
    assert BELOW_MENU[0] not in text
