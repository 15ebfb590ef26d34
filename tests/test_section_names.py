"""Alt text that names its section, by rule and by what holds each rule back."""

import pytest

import cleaner
from cleaner import model
from cleaner.catalog import factory

TITLE = "The kettles of the Harrow Pass"
TOP = "We carried eleven kettles over the Harrow Pass in March, when the snow was still deep on its northern side."
TEXT = "It boils a litre in four minutes and fits into its own cup, which not many of the others do."
MORE = "Its lid can be taken off with mittens on, as none of us would have believed before the first night."
END = "A wide base is worth more than a fast burner, as all of our testers found out sooner or later."
NAME = "Corvane Steel Field Kettle"
CREDIT = "Credit: The Kettle Room"


def removed(*lines: str) -> list[tuple[str, str]]:
    """What is found in a text that names another line, in order, and that line."""
    document = cleaner.parse("\n\n".join((TITLE, TOP, *lines, END)) + "\n")
    texts = [p.text for p in document.paragraphs]
    found = sorted(factory("repeated-caption")()(document), key=lambda f: f.index)
    return [(texts[f.index], texts[f.of]) for f in found if f.of is not None]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((NAME, TEXT, NAME, "Old spouts", MORE), True),
        ((NAME, "Weight: 3.9 lbs", TEXT, NAME, MORE), True),
        # A heading between them, no text between them, or nothing but facts.
        ((NAME, TEXT, "Old spouts", MORE, NAME, "Lids", TEXT[:-1] + " today."), False),
        ((NAME, TEXT, "2. Mind the lid.", MORE, NAME, "Lids", TEXT[:-1] + " today."), False),
        ((NAME, "Weight: 3.9 lbs", NAME, MORE), False),
        ((NAME, TEXT, "Weight: 3.9 lbs", NAME, MORE), False),
        # The heading of a box, which stands over text in other sections too.
        ((NAME, TEXT, NAME, MORE, "Old spouts", NAME, TEXT[:-1] + " today."), False),
        # Two words, a label, capitals, a line in small letters.
        (("Field Kettle", TEXT, "Field Kettle", "Old spouts", MORE), False),
        ((f"{NAME}:", TEXT, f"{NAME}:", "Old spouts", MORE), False),
        ((NAME.upper(), TEXT, NAME.upper(), "Old spouts", MORE), False),
    ],
)
def test_the_heading_again_below_its_text(lines: tuple[str, ...], found: bool) -> None:
    assert removed(*lines) == ([(NAME, NAME)] if found else [])


def test_what_a_signature_signs_twice_is_no_section() -> None:
    signed = "\u2014 Osric Bly of the Kettle Room"
    assert removed("Old spouts", TEXT, signed, MORE, signed) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Tip 2 - Mind the wind on the ridge", True),
        ("Step 2: mind The Wind on the ridge", True),
        ("Tip 3 - Mind the wind on the ridge", False),
        ("Tip 2 - Mind the wind on the pass", False),
        ("Tip 2 Mind the wind on the ridge", False),
    ],
)
def test_a_number_put_otherwise(line: str, found: bool) -> None:
    heading = "2. Mind the wind on the ridge"
    assert removed(heading, TEXT, line, "3. Lids", MORE) == ([(line, heading)] if found else [])
    assert removed(line, heading, TEXT) == []


PRICED = f"Best for camping: {NAME} ($89)"


@pytest.mark.parametrize(
    ("heading", "lines", "found"),
    [
        (PRICED, (NAME, f"The {NAME}."), [NAME, f"The {NAME}."]),
        (f"{NAME} ($89)", (f"{NAME} trail kettle", f"The {NAME}"), [f"The {NAME}"]),
        # Without a picture beside it, or without the price, a line may be a heading.
        (PRICED, (NAME, "Our favourite"), []),
        (f"Best for camping: {NAME}", (f"{NAME} trail kettle", f"The {NAME}"), []),
        (f"Best for camping: {NAME} XL ($89)", (f"{NAME} trail kettle", f"The {NAME}"), []),
    ],
)
def test_the_heading_with_its_price(heading: str, lines: tuple[str, ...], found: list[str]) -> None:
    assert [line for line, _ in removed(heading, "Pros", "A wide base", *lines, TEXT)] == found


def test_the_heading_with_its_price_is_of_its_section() -> None:
    pair = (f"{NAME} trail kettle", f"The {NAME}")
    for between, found in ((23, True), (24, False)):
        fill = [f"Good point {'x' * number}" for number in range(1, between + 1)]
        assert bool(removed(f"{NAME} ($89)", *fill, *pair, TEXT)) == found


@pytest.mark.parametrize(
    ("rest", "below", "found"),
    [
        (" \u2013 with its lid", TEXT, True),
        (" (old model)", TEXT, True),
        (" to carry over a pass in March", TEXT, True),
        (" \u2013 with its lid", "Old spouts", True),
        (" \u2013 with its lid", CREDIT, True),
        # Names of a list, parts of words, sentences.
        (" XL", TEXT, False),
        (" 2", TEXT, False),
        ("s for all of us", TEXT, False),
        (" is what we carried.", TEXT, False),
        # A name and whose it is, above more facts.
        (" by the Kettle Room", "Old spouts", False),
    ],
)
def test_a_line_that_is_the_one_above_and_goes_on(rest: str, below: str, found: bool) -> None:
    line = f"{NAME}{rest}"
    assert removed(MORE, NAME, line, below) == ([(NAME, line)] if found else [])


@pytest.mark.parametrize(
    ("above", "line", "below", "found"),
    [
        (f"{NAME} boils the last of the snow on a step.", NAME, TEXT, True),
        # The beginning of a word, of a long paragraph, of a sentence that stands over a heading.
        (f"{NAME}s boil the last of the snow on a step.", NAME, TEXT, False),
        (f"{NAME} boils {'and boils ' * 12}the last of the snow.", NAME, TEXT, False),
        (f"{NAME} boils the last of the snow on a step.", NAME, "Old spouts", False),
        (f"{NAME} boils the last of the snow on a step", NAME, TEXT, False),
        (f"{NAME} boils the last of the snow on a step.", "Corvane Steel Field", TEXT, False),
    ],
)
def test_the_name_of_a_picture_below_what_it_shows(above: str, line: str, below: str, found: bool) -> None:
    assert removed(MORE, above, line, below) == ([(line, above)] if found else [])


def test_what_has_other_pictures_is_named_far_from_its_section() -> None:
    fill = [f"Good point {'x' * number}" for number in range(1, 80)]
    far = f"Hand on the lid of the {NAME}"
    near = f"Steam over the {NAME} at dawn"
    assert removed(NAME, TEXT, near, CREDIT, *fill, far, CREDIT) == [(near, NAME), (far, NAME)]
    assert removed(NAME, TEXT, *fill, far, CREDIT) == []


@pytest.mark.parametrize(("times", "found"), [(3, True), (2, False)])
def test_the_name_of_a_credit_that_comes_again_and_again_is_one(times: int, found: bool) -> None:
    credited = [part for number in range(times) for part in (f"View {'x' * number} of the old pass", CREDIT)]
    line = f"Hand on the lid of the {NAME}"
    assert ((line, NAME) in removed(*credited, NAME, TEXT, line, "The Kettle Room", MORE)) == found


@pytest.mark.parametrize(
    ("numbers", "below", "found"),
    [
        ((4, 5, 6, 7), ("Corvane", "$89"), 3),
        ((4, 5, 6), ("Corvane", "$89"), 0),
        ((4, 5, 7, 8), ("Corvane", "$89"), 0),
        # Headings with numbers stand over text, rows of a table beside each other.
        ((4, 5, 6, 7), (), 0),
        ((4, 5, 6, 7), ("Corvane",), 3),
    ],
)
def test_pictures_that_are_counted_above_names(numbers: tuple[int, ...], below: tuple[str, ...], found: int) -> None:
    kettles = ["Corvane", "Brightwell", "Hollin", "Old spout"]
    lines: list[str] = []
    for number, kettle in zip(numbers, kettles, strict=False):
        lines += [f"Best kettles for the hut {number}", *(kettle if name == "Corvane" else name for name in below)]
        lines.append(f"The {kettle} boils a litre in {number} minutes, and fits into its own cup without any trouble.")
    assert len(removed(*lines)) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("Old Spouts", "lemons for the kettle", "Vinegar"), True),
        # A broken sentence, an item of a list, one that comes again and again.
        (("They had", "lemons for the kettle", "Vinegar"), False),
        (("Old Spouts:", "lemons for the kettle", "Vinegar"), False),
        (("Old Spouts", "lemons (two) for the kettle", "Vinegar"), False),
    ],
)
def test_small_letters_below_a_name(lines: tuple[str, ...], found: bool) -> None:
    heading = "Two lemons for the kettle, lemons (two) for the kettle"
    assert removed(heading, TEXT, *lines, MORE) == ([(lines[1], heading)] if found else [])


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("a woman with a kettle on the pass", "a man with a kettle on the pass", True),
        ("a woman with a kettle on the pass", "a woman with a kettle on the pass", True),
        ("a woman with a kettle on the pass", "a goat near some spoons on the pass", False),
    ],
)
def test_small_letters_that_are_nearly_the_same(first: str, second: str, found: bool) -> None:
    assert removed(first, TEXT, second, MORE) == ([(second, first)] if found else [])


def test_of_many_nearly_equal_lines_none_is_a_copy() -> None:
    first, second, third = (f"a {who} with a kettle on the pass" for who in ("man", "woman", "human"))
    assert removed(first, TEXT, second, MORE, third) == []


SENTENCE = "The hut at the top of the pass has a stove, a table and three spoons"


@pytest.mark.parametrize(
    ("line", "found"),
    [(SENTENCE, True), (SENTENCE.replace("three", "four"), False), ("The hut has a stove", False)],
)
def test_a_sentence_of_the_story_without_its_full_stop(line: str, found: bool) -> None:
    story = f"{SENTENCE}."
    fill = ("Old spouts", TEXT, "Lids", MORE, "Feet", TEXT[:-1] + " today.")
    assert removed(line, *fill, story) == ([(line, story)] if found else [])


@pytest.mark.parametrize("times", [2, 5])
def test_every_copy_that_follows_soon_after_another_goes(times: int) -> None:
    icon = "Red icon of a kettle on a stove"
    names = ["Corvane", "Brightwell", "Hollin", "Old spout", "Field", "Slow pour"]
    lines = [part for name in names[:times] for part in (f"Best {name} kettles", icon)]
    assert removed(*lines) == [(icon, icon)] * (times - 1)


def test_a_heading_that_stands_twice_is_judged_without_its_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both would go, as copies of each other."""
    name = "Stove Safety"
    page = cleaner.parse("\n\n".join((TITLE, TOP, "Subscribe", TEXT, name, name, MORE, END)) + "\n")
    left = page.left_with([p for p in page.paragraphs if p.text != "Subscribe"])
    monkeypatch.setattr(model, "likely", lambda document, i: float(document.paragraphs[i].text == name))
    assert [(f.index, f.of) for f in factory("residue")()(left)] == [(4, 3)]


@pytest.mark.parametrize(
    ("longer", "stays"),
    [
        (f"{SENTENCE} | The Kettle Room", False),
        (f"{SENTENCE} \u00bb Kettles", False),
        (f"![{SENTENCE}](https://kettles.example/img/hut-5320.jpg)", False),
        # What else is said of it is no name of a site.
        (f"{SENTENCE}, photographed at noon", True),
    ],
)
def test_of_two_copies_the_one_without_site_and_address_stays(longer: str, stays: bool) -> None:
    for lines in ((SENTENCE, longer), (longer, SENTENCE)):
        assert removed(*lines, TEXT) == ([(SENTENCE, longer)] if stays else [(longer, SENTENCE)])


def test_a_picture_in_markdown_goes_and_the_name_below_it_stays() -> None:
    picture = f"![{NAME}](https://kettles.example/img/hut-5320.jpg)"
    assert removed(TEXT, picture, NAME, CREDIT) == [(picture, NAME)]
