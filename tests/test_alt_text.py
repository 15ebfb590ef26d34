"""Alt text that names what another line names, by rule and by what holds each rule back."""

import pytest

import cleaner
from cleaner.catalog import factory
from cleaner.filters import _alt_text

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


def long_word(size: int) -> str:
    return "Kett" + "l" * (size - 5) + "e"


@pytest.mark.parametrize(
    ("above", "line", "found"),
    [
        (f"{long_word(160 - 2 - len(NAME))}: {NAME}", NAME, True),
        (f"{long_word(161 - 2 - len(NAME))}: {NAME}", NAME, False),
        (f"In {'a ' * 10}box: {NAME}", NAME, True),
        (f"In {'a ' * 11}box: {NAME}", NAME, False),
        (f"In a box: {NAME} {'a ' * 9}a", NAME, False),
        (f"{NAME} / Kettle Room", NAME, False),
        (f"Kitchen / {NAME}", NAME, False),
        # Running text, a whole sentence, and the line itself.
        (f"We liked the {NAME}.", NAME, False),
        (f"At home {'a ' * 18}{NAME} a a a", NAME, False),
        (NAME, NAME, False),
        (f"{NAME}s on ice", NAME, False),
        (f"New{NAME} on ice", NAME, False),
        (f"# {NAME} on ice", NAME, False),
        (f"{NAME} on ice", f"# {NAME}", False),
        # The article, two letters or three, at the beginning alone.
        (f"{NAME} on ice", f"An {NAME}", True),
        (f"{NAME} on ice", f"New {NAME}", True),
        (f"{NAME} on ice", f"Four {NAME}", False),
        (f"{NAME} on ice", f"a {NAME}", False),
        ("Our Field Kettle on ice", "Our Old Field Kettle", False),
        ("red Field Kettle on ice", "red Old Field Kettle", False),
    ],
)
def test_over_a_credit_all_words_of_the_line_above(above: str, line: str, found: bool) -> None:
    assert removed(above, line, CREDIT) == ({line: above} if found else {})


@pytest.mark.parametrize(
    ("before", "below", "found"),
    [(TEXT, END, True), ("What we boiled", END, False), (TEXT, "What we boiled", False)],
)
def test_between_paragraphs_a_label_or_brackets(before: str, below: str, found: bool) -> None:
    for above in (f"Best for camping\uff1a {NAME}", f"{NAME} ($89)"):
        assert removed(before, above, NAME, below) == ({NAME: above} if found else {})


def test_at_the_top_and_the_end_of_a_page() -> None:
    """The first line is below none; the second may be an alt text, and the last one no longer stands over text."""
    find = factory("repeated-caption")()

    def found(*lines: str) -> list[tuple[int, int | None]]:
        document = cleaner.parse("\n\n".join(lines) + "\n")
        return [(f.index, f.of) for f in find(document) if f.reason.startswith("alt text")]

    assert found(NAME, CREDIT, TOP, END, f"{NAME} on ice") == []
    assert found(TOP, f"Best for camping: {NAME}", NAME, END) == [(2, 1)]
    assert found(f"Best for camping: {NAME}", NAME, TOP, END) == []
    assert found(TITLE, TOP, f"Best for camping: {NAME}", NAME) == []
    # Above the story stand menus, and a page may have no headline.
    assert found(TITLE, NAME, f"{NAME} at dawn", CREDIT, TOP, END) == []
    assert found(TOP, "Lemons for the kettle and the pan", TEXT, "lemons for the kettle", END) == [(3, 1)]


@pytest.mark.parametrize(
    ("heading", "line", "found"),
    [
        (NAME, f"Hand {'a ' * 19}{NAME}", True),
        (NAME, f"Hand {'a ' * 20}{NAME}", False),
        (NAME, f"In the box of the {NAME}:  ", False),
        # A model's number is in the heading, or is not.
        ("Corvane CF-20 Steel Kettle", "Hand on the Corvane CF-20 Steel Kettle", True),
        ("Corvane Steel CF-20 Kettle", "Hand on the Corvane Steel Kettle", False),
        # Fewer words are of anything; small ones, but short ones, are of no name.
        ("Steel Field Kettle", "Hand on the Steel Field Kettle", False),
    ],
)
def test_names_and_pictures(heading: str, line: str, found: bool) -> None:
    assert removed(heading, TEXT, line, CREDIT) == ({line: heading} if found else {})


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("Kettle on the Stove", True),
        ("Kettle from the Stove", False),
        ("Kettle on the Stove (Photo: Dana Reyes)", False),
    ],
)
def test_a_heading_over_a_credit_is_a_name(heading: str, found: bool) -> None:
    line = f"Steam over the {heading} at dawn"
    assert removed(heading, CREDIT, TEXT, line, CREDIT) == ({line: heading} if found else {})


def test_a_heading_over_text_need_be_no_name() -> None:
    heading, line = "Kettle from the Stove", "Steam over the Kettle from the Stove at dawn"
    assert removed(heading, TEXT, line, CREDIT) == {line: heading}


@pytest.mark.parametrize(("between", "found"), [(59, True), (60, False)])
def test_a_heading_is_of_its_section_alone(between: int, found: bool) -> None:
    line = f"Steam over the {NAME} at dawn"
    fill = [f"Step {'x' * number}" for number in range(1, between + 1)]
    assert removed(NAME, *fill, line, CREDIT) == ({line: NAME} if found else {})


def test_the_heading_right_above_its_picture() -> None:
    """It may be its caption, unless all that the other has more is the number of a model."""
    assert removed(NAME, f"Steam over the {NAME}", CREDIT) == {}
    line = "Corvane CF-20 Steel Field Kettle"
    assert removed(NAME, line, CREDIT) == {line: NAME}
    picture = f"{NAME} on a frozen step"
    assert removed(picture, CREDIT, TEXT, picture, CREDIT) == {}


@pytest.mark.parametrize(
    ("heading", "between", "found"),
    [
        ("## 1. Brightwell", (), True),
        ("### Brightwell", (), False),
        ("12) Brightwell", (), True),
        ("1. Brightwell", ("Mended at noon",), True),
        ("1. Brightwell", ("Mended at noon", "Or later"), False),
    ],
)
def test_the_first_of_two_headings(heading: str, between: tuple[str, ...], found: bool) -> None:
    line = "Brightwell Our favourite kettle menders"
    section = (heading, *between, TEXT, "Our favourite kettle menders", "Old spouts")
    assert removed(*section, line, "2. The Spout") == ({line: heading} if found else {})


@pytest.mark.parametrize(("size", "end", "found"), [(90, "", True), (91, "", False), (90, ".", False)])
def test_a_heading_is_short_and_no_sentence(size: int, end: str, found: bool) -> None:
    heading = f"Bright{'l' * (size - 10)}well"
    heading = heading[: size - len(end)] + end
    line = f"{heading} Our favourite kettle menders"
    section = (heading, TEXT, "Our favourite kettle menders", "Old spouts")
    assert removed(*section, line, "2. The Spout") == ({line: heading} if found else {})


@pytest.mark.parametrize("mark", ["?", "\uff1f", "\u061f", "? "])
def test_small_letters_under_a_question(mark: str) -> None:
    heading, line = f"How do I descale a kettle{mark}", "how do i descale a kettle"
    assert removed(heading, TEXT, line) == {line: heading}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        # Running text and longer lines head nothing.
        ((TEXT, "into its own cup"), None),
        ((f"Lemons for the kettle{' a' * 20}", TEXT, "lemons for the kettle"), 0),
        ((f"Lemons for the kettle{' a' * 21}", TEXT, "lemons for the kettle"), None),
        # A longer line in small letters may be a caption, the same one is a copy.
        (("They had", "lemons for the kettle and the pan", TEXT, "lemons for the kettle"), 1),
        (("They had", "lemons for the kettle", TEXT, "lemons for the kettle"), None),
        (("Lemons for the kettle", TEXT, "lemons for the kettle"), 0),
        (("Lemons for the kettle and pan", TEXT, "lemons for the kettle:"), None),
    ],
)
def test_what_small_letters_repeat(lines: tuple[str, ...], found: int | None) -> None:
    assert removed(*lines) == ({} if found is None else {lines[-1]: lines[found]})


@pytest.mark.parametrize(("count", "found"), [(40, 1), (41, 0)])
def test_many_lines_in_small_letters_are_no_alt_texts(count: int, found: int) -> None:
    lines = [f"lemons for the kettle {'x' * number}" for number in range(1, count + 1)]
    between = [part for line in lines for part in (line, f"{TEXT[:-1]} and {len(line)} more.")]
    assert len(removed(f"All {lines[0]}", TEXT, *between)) == found


def test_of_two_lines_that_name_each_other_one_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [(1, 0), (0, 1), (2, 1), (0, 3)]
    monkeypatch.setattr(_alt_text, "_pairs", lambda document: iter(pairs))
    assert _alt_text.alt_texts(cleaner.parse("One.\n")) == {1: 3, 2: 3, 0: 3}
