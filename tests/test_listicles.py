"""Lines that the parts of a listicle have in common, pictures of Markdown, and texts that are cut off."""

import pytest

from cleaner import Cleaner, parse
from cleaner.filters._parts import is_part, is_row
from cleaner.filters._pictures import pictures

STORY = (
    "Rooms over the quay are cheap in winter, and nobody minds when you sit at the window with a pot of tea.",
    "The ladder is steep, but the window reaches from the floor to the beams, and the ferry passes close by.",
    "It smells of bread from four in the morning on, and the baker will bring you the first roll if you knock.",
)


def page(*lines: str) -> str:
    return "\n\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (["#1 Attic", STORY[0], "#2 Bakery", "#3 Lamp room"], [2, 3]),
        (["3. Attic", STORY[0], "2. Bakery", STORY[1], "1. Lamp room"], [2, 4]),
        (["250. The Long Quay (1951)", STORY[0], "249. Rope and Tar (1955)"], [2]),
        # A list of others begins anew, and one of another form is another one.
        (["1. Attic", STORY[0], "2. Bakery", STORY[1], "1. Most read of all", "2. Most read but one"], [2]),
        (["1. Attic", STORY[0], "2) Log in"], []),
        (["#1 Attic", STORY[0], "#3 Lamp room"], []),
        (["1. Log in", "2. Contact", STORY[0]], []),
    ],
)
def test_parts_go_on_counting(lines: list[str], parts: list[int]) -> None:
    document = parse(page(STORY[2], *lines))
    assert [i - 1 for i in range(1, len(lines) + 1) if is_part(document, i)] == parts


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["Directed by: Dana Reyes", "Written by: Tom Lund", "Rank: 12"], [0, 1, 2]),
        (["What: a blue gown", "Where: the Harbour Ball"], [0, 1]),
        (["Pros: a sharp view, a warm stove", "Cons: a steep ladder"], [0, 1]),
        # Links of one kind have one label, and what a form asks for has phrases and addresses.
        (["Video: The ferry leaves", "Video: The ferry comes back", "Map: The islands"], []),
        (["Location: Harrow"], []),
        (["Web: https://quay.example", "Mail: desk@quay.example"], []),
        (["Tags: ferries, islands", "Filed under: Harrow"], []),
    ],
)
def test_rows_of_labels(lines: list[str], rows: list[int]) -> None:
    document = parse(page("Three rooms in Harrow", STORY[0], *lines, STORY[1]))
    assert [i for i in range(len(lines)) if is_row(document, i + 2)] == rows


def test_rows_above_the_story_are_none() -> None:
    document = parse(page("Published: noon", "Section: Harrow", *STORY))
    assert not is_row(document, 0) and not is_row(document, 1)


LISTICLE = page(
    "Five rooms in Harrow",
    STORY[0],
    "#1 The Attic, Harrow",
    STORY[1],
    "Photo: Ida Thorn",
    "#2 The Bakery, Little Marsh",
    "Photo: Ida Thorn",
    "#3 The Lamp Room, Ellery Point",
    "Photo: Ida Thorn",
    "#4 The Net Loft, Port Ellery",
    "Photo: Ida Thorn",
    "#5 The Pilot House, Harrow Quay",
    "Photo: Ida Thorn",
)


def test_a_listicle_of_pictures_keeps_its_headings() -> None:
    text = Cleaner()(LISTICLE).text
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        line for line in LISTICLE.split("\n") if line.startswith("#")
    ]
    assert "Photo:" not in text


def test_the_credits_of_a_film_are_no_byline() -> None:
    film = page(
        "Ten films of the sea", STORY[0], "The Long Quay", "Directed by: Dana Reyes", "Written by: Tom Lund", *STORY[1:]
    )
    assert Cleaner()(film).text == film
    assert "Written by" not in Cleaner()(page("Ten films of the sea", "Written by: Tom Lund", *STORY)).text


PICTURE = "![Image 1: A kite with a torn tail on a beach](https://kites.example/torn-tail-800.jpg)"
CAPTION = "A kite with a torn tail on a beach"


@pytest.mark.parametrize(
    ("what", "lines", "gone"),
    [
        ("caption below", [PICTURE, CAPTION], [0]),
        ("caption above", [CAPTION, PICTURE], [1]),
        ("caption with its credit", [PICTURE, f"{CAPTION}. Photo: Ida Thorn"], [0]),
        ("link around it", [f"[{PICTURE}](https://kites.example/torn)", CAPTION], [0]),
        ("heading", ["## Sew the new tail", "![Sew the new tail](sew.png)"], [1]),
        ("featured", ["[![Featured image of post Sew the new tail](a.jpg)](sew)", "## [Sew the new tail](sew)"], [0]),
        ("description that says more", [f"![{CAPTION}, one blue and one red, at low tide](a.jpg)", CAPTION], [1]),
        ("another picture", [PICTURE, "A needle and red thread in a box of tin"], []),
        ("two pictures alike", [PICTURE, PICTURE.replace("Image 1", "Image 2")], []),
        ("no description", ["![](a.jpg)", CAPTION], []),
        ("one word of a heading", ["## Sew the tail", "![Sew](a.jpg)"], []),
        ("a sentence", ["![The tail tears](a.jpg)", "The tail tears first, and nobody has a spare one."], []),
    ],
)  # fmt: skip
def test_the_description_of_a_picture_that_is_said_in_text(what: str, lines: list[str], gone: list[int]) -> None:
    text = page("# How to mend a kite", STORY[0], *lines, STORY[1], STORY[2])
    result = Cleaner(select=["repeated-caption"])(text)
    records = [r for r in result.records if r.line]
    assert [r.line for r in records] == [5 + 2 * i for i in gone], what
    assert all(r.of is not None for r in records)


def test_pictures_are_lines_of_their_own() -> None:
    document = parse(page(PICTURE, f"Text {PICTURE}", "![](a.jpg)", "[![Kite](a.jpg)](b)", "![Kite](a.jpg) and more"))
    assert {i: p.text for i, p in pictures(document).items()} == {0: CAPTION, 3: "Kite"}


def test_a_described_picture_below_the_story_is_no_menu() -> None:
    text = page(
        "# How to mend a kite", *STORY, "![A needle and red thread in a box of tin](box.jpg)", "Then let it fly."
    )
    assert "red thread" in Cleaner()(text).text


@pytest.mark.parametrize("heading", ["Floors of oak", "## Floors of oak"])
def test_the_heading_of_what_was_cut_off_stays(heading: str) -> None:
    text = page("What rooms look like this year", *STORY, "Share", heading)
    assert heading in Cleaner()(text).text


@pytest.mark.parametrize("preset", ["news", "page"])
@pytest.mark.parametrize("between", [(), ("Share", "Advertisement")])
def test_parts_at_the_end_are_no_row_of_headlines(preset: str, between: tuple[str, ...]) -> None:
    """With their numbers they are parts of the story; without, nothing tells them from headlines of others."""
    parts = (
        "#2 The Bakery in Little Marsh opens at four", "#3 The Lamp Room at Ellery Point is closed",
        "#4 The Net Loft in Port Ellery has no stairs", "#5 The Pilot House on Harrow Quay is full",
    )  # fmt: skip
    view = "Whoever sleeps here wakes to the bell of the buoy, and can watch the pilots row out before the first tea."
    story = ("Five rooms in Harrow", *STORY, "#1 The Attic, Harrow", view)
    assert Cleaner(preset)(page(*story, *between, *parts)).text == page(*story, *parts)
    assert Cleaner(preset)(page(*story, *between, *(part[3:] for part in parts))).text == page(*story)
