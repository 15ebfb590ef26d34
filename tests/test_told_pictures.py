"""Lines that say that they are about pictures, or where these are from, far from each other."""

import pytest

import cleaner
from cleaner.catalog import factory

TITLE = "The kettles of the Harrow Pass"
TOP = "We carried eleven kettles over the Harrow Pass in March, when the snow was still deep on its northern side."
FILL = (
    "Old spouts",
    "It boils a litre in four minutes and fits into its own cup, which not many of the others do.",
    "Lids",
    "Its lid can be taken off with mittens on, as none of us would have believed before the first night.",
)
END = "A wide base is worth more than a fast burner, as all of our testers found out sooner or later."


def removed(first: str, second: str) -> list[tuple[str, str]]:
    document = cleaner.parse("\n\n".join((TITLE, TOP, first, *FILL, second, END)) + "\n")
    texts = [p.text for p in document.paragraphs]
    return [(texts[f.index], texts[f.of]) for f in factory("repeated-caption")()(document) if f.of is not None]


HUT = "Image shows a hut below the pass."


@pytest.mark.parametrize(
    ("first", "second", "gone"),
    [
        ("This image has been drawn by us.", "This image has been drawn by us.", 1),
        ("Picture of a kettle on ice", "Picture of a kettle on ice", 1),
        ("Bild von einem Kessel im Schnee", "Bild von einem Kessel im Schnee", 1),
        # The fuller one stays.
        (f"{HUT} Snow lies on its roof.", HUT, 1),
        (HUT, f"{HUT} Snow lies on its roof.", 0),
        ("Picture of a stove with a red kettle", "Picture of a stove without a red kettle", 1),
        ("Red kettle - Kettle Room - Image", "Red kettle - Kettle Room - Image", 1),
        ("Kettle_Hut_FeaturedImage two - Kettle-Room-Images", "Kettle_Hut_FeaturedImage two - Kettle-Room-Images", 1),
        ("Source: kettles.example", "Source: kettles.example", 1),
        ("Quelle: Kesselamt", "Quelle: Kesselamt", 1),
        # Other names, numbers and words; sentences that say something else.
        ("This image shows the left side of the hut.", "This image shows the right side of the hut.", None),
        ("Picture of a kettle with Nell Adair", "Picture of a kettle with Neil Adair", None),
        ("Picture of the stove in hut 3 below the pass", "Picture of the stove in hut 4 below the pass", None),
        ("Picture of a stove and a table", "Picture of a goat and a spoon", None),
        ("Source: kettles.example", "Source: spoons.example", None),
        # Short lines, other kinds of lines.
        ("Picture of ice", "Picture of ice", None),
        ("Red kettle of the year", "Red kettle of the year", None),
        ("The source: a spring above the hut", "The source: a spring above the hut", None),
        ("Pictured of old in songs of ice", "Pictured of old in songs of ice", None),
    ],
)
def test_lines_about_pictures(first: str, second: str, gone: int | None) -> None:
    lines = (first, second)
    assert removed(first, second) == ([] if gone is None else [(lines[gone], lines[1 - gone])])


def test_lines_of_a_verse_stay() -> None:
    verse = "Picture of a kettle on ice\nPicture of a stove on fire"
    assert removed(verse, verse) == []


@pytest.mark.parametrize("captions", ["none", "all"])
def test_the_option_captions(captions: str) -> None:
    """Of captions that are known by their copies, `none` takes both and `all` neither."""
    line = "Source: kettles.example"
    text = "\n\n".join((TITLE, TOP, line, *FILL, line, END)) + "\n"
    left = cleaner.Cleaner(select=["repeated-caption"], captions=captions)(text).text  # type: ignore[arg-type]
    assert left.count(line) == (0 if captions == "none" else 2)


def test_of_many_pictures_those_that_begin_alike_are_compared() -> None:
    pictures = [f"Picture of kettle{'x' * number} on ice" for number in range(45)]
    text = "\n\n".join((TITLE, TOP, *pictures, f"{HUT} Snow lies on its roof.", *FILL, HUT, END)) + "\n"
    document = cleaner.parse(text)
    assert HUT in [document.paragraphs[f.index].text for f in factory("repeated-caption")()(document)]
