"""Alt text that names what another line names, by rule and by what holds each rule back."""

import pytest

import cleaner
from cleaner.catalog import factory

TITLE = "The kettles of the Harrow Pass"
TOP = "We carried eleven kettles over the Harrow Pass in March, when the snow was still deep on its northern side."
TEXT = "It boils a litre in four minutes and fits into its own cup, which not many of the others do."
END = "A wide base is worth more than a fast burner, as all of our testers found out sooner or later."
NAME = "Corvane Steel Field Kettle"
CREDIT = "Credit: The Kettle Room"


def removed(*lines: str) -> dict[str, str]:
    """What is found as alt text in a text, and the line that it repeats."""
    document = cleaner.parse("\n\n".join((TITLE, TOP, *lines, END)) + "\n")
    texts = [p.text for p in document.paragraphs]
    return {
        texts[f.index]: texts[f.of]
        for f in factory("repeated-caption")()(document)
        if f.of is not None and f.reason.startswith("alt text")
    }


@pytest.mark.parametrize(
    ("above", "line", "below", "found"),
    [
        (f"Best for camping: {NAME}", NAME, TEXT, True),
        (f"{NAME} ($89)", NAME, TEXT, True),
        (f"Best kettles - {NAME}", f"The {NAME}.", TEXT, True),
        # Below the alt text of its picture, it may be a heading.
        (f"{NAME} trail kettle", NAME, TEXT, False),
        (f"{NAME} trail kettle", NAME, CREDIT, True),
        (NAME, f"The {NAME}.", TEXT, True),
        (f"Best for camping: {NAME}", NAME, CREDIT, True),
        # Two words may be a heading of anything.
        ("Best for camping: Field Kettle", "Field Kettle", TEXT, False),
        # Parts of words are no words.
        ("Best for camping: Corvane Steel Field Kettles", NAME, TEXT, False),
        # The way to a headline, and the name of the site behind it.
        (f"Home / Kitchen / {NAME}", NAME, TEXT, False),
        (f"{NAME} | Kettle Room", NAME, TEXT, False),
        # A heading over its picture, in other letters.
        ("Tip 1 - find a steel field kettle", "Find A Steel Field Kettle", TEXT, False),
        # A sentence, and one word of it said again.
        (f"We liked the {NAME}.", NAME, TEXT, False),
        (f"## {NAME} and others", NAME, TEXT, False),
        # Among short lines they are items of a list.
        (f"{NAME} II", NAME, "Hollin Slow Pour", False),
    ],
)
def test_words_of_the_line_above(above: str, line: str, below: str, found: bool) -> None:
    assert removed(above, line, below, TEXT.replace("litre", "pint")) == ({line: above} if found else {})


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (f"Hand on the lid of the {NAME}", True),
        (f"{NAME} on a frozen step", True),
        ("Steam over the Corvane CF-20 Steel Field Kettle at dawn", True),
        ("Hand on the lid of the Corvane kettle", False),
        (f"A hand lies on the lid of the {NAME}.", False),
        (f"In the box of the {NAME}:", False),
    ],
)
def test_a_picture_of_what_the_heading_names(line: str, found: bool) -> None:
    assert removed(NAME, TEXT, line, CREDIT) == ({line: NAME} if found else {})
    # Without its credit it can be anything.
    assert removed(NAME, TEXT, line, TEXT.replace("litre", "pint")) == {}


def test_every_copy_of_a_picture_goes_and_the_heading_stays() -> None:
    pictures = [f"Hand on the lid of the {NAME}", f"{NAME} on a frozen step"]
    under_credits = [line for picture in pictures for line in (picture, CREDIT)]
    text = "\n\n".join((TITLE, TOP, NAME, TEXT, *under_credits, *pictures, END)) + "\n"
    for captions in ("one", "none"):
        cleaned = cleaner.Cleaner("none", select=["repeated-caption"], captions=captions)(text).text
        assert NAME in cleaned.split("\n")
        assert not any(picture in cleaned for picture in pictures)
    everything = cleaner.Cleaner("none", select=["repeated-caption"], captions="all")(text)
    assert everything.text == text


def test_a_caption_is_no_heading() -> None:
    """Of a caption and a longer one that begins with it, neither goes as the picture of the other."""
    short, long = "The old kettle of the pass", "The old kettle of the pass on the table of the keeper"
    assert removed(TEXT, short, CREDIT, TEXT.replace("litre", "pint"), long, CREDIT) == {}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Brightwell Our favourite kettle menders", "1. Brightwell"),
        ("Brightwell: Our favourite kettle menders", "1. Brightwell"),
        ("Brightwell - Our favourite kettle menders", "1. Brightwell"),
        ("Brightwell and our favourite kettle menders", ""),
        ("Copper Our favourite kettle menders", ""),
        ("Our favourite kettle menders Brightwell", ""),
    ],
)
def test_two_headings_in_one_line(line: str, found: str) -> None:
    section = ("Our favourite kettle menders", "1. Brightwell", TEXT, "Old spouts", "Copper")
    assert removed(*section, line, "2. The Spout", TEXT.replace("litre", "pint")) == ({line: found} if found else {})


@pytest.mark.parametrize(
    ("heading", "above", "line", "below", "found"),
    [
        ("How do I descale a kettle?", TEXT, "how do i descale a kettle", END, True),
        ("Lemons for the kettle and the pan", TEXT, "lemons for the kettle", END, True),
        # A broken sentence, several lines of one kind, other words.
        ("Lemons for the kettle and the pan", "They had", "lemons for the kettle", END, False),
        ("Lemons for the kettle and the pan", TEXT, "lemons for the kettle", "vinegar for the pan", False),
        ("Lemons for the kettle and the pan", TEXT, "limes for the kettle", END, False),
        ("Lemons for the kettle and the pan", TEXT, "Lemons for the kettle", END, False),
        ("Lemons for the kettle and the pan", TEXT, "for the kettle", END, False),
    ],
)
def test_small_letters(heading: str, above: str, line: str, below: str, found: bool) -> None:
    assert removed(heading, TEXT.replace("litre", "pint"), above, line, below) == ({line: heading} if found else {})
