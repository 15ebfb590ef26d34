"""The filter `remnant`, and what its classifier sees of a page."""

from pathlib import Path

import pytest

from cleaner import Cleaner, Document, parse, restore
from cleaner.filters.remnant import remnant
from cleaner.model import remnants

FIXTURES = Path(__file__).parent.parent / "fixtures" / "remnant"
PAGE = (FIXTURES / "example.in.txt").read_text(encoding="utf-8")
HEADLINE = "Pumpkin growers count the cost of a wet autumn"
STANDFIRST = "Half of the harvest has rotted where it lay, and the growers want help."


def left(text: str, preset: str = "page") -> Document:
    """What the other filters leave of a text."""
    seen = [parse(text)]

    def look(document: Document) -> list[object]:
        seen.append(document)
        return []

    Cleaner(preset, ignore=["remnant"], max_loss=1, filters=[look])(text)  # type: ignore[list-item]
    return seen[-1]


def test_what_goes_is_told_with_what_weighed_most() -> None:
    result = Cleaner("page")(PAGE)
    found = {r.before: r.why for r in result.records if r.filter == "remnant"}
    assert found.keys() == {HEADLINE, STANDFIRST}
    for why in found.values():
        start, names = why.split("): ")
        assert start.startswith("left over among lines that are gone (0.")
        assert names
        assert not set(names.replace(", compared", "; compared").split(", ")) - {
            name.replace(", compared", "; compared") for name in remnants.NAMES
        }
    assert restore(result.text, result.records) == PAGE


def test_cleaning_twice_changes_nothing() -> None:
    once = Cleaner("page")(PAGE).text
    assert Cleaner("page")(once).records == ()


@pytest.mark.parametrize(
    ("what", "settings"),
    [
        ("fewer than five lines are gone", {"select": ["remnant"]}),
        ("more is asked", {"preset": "page", "options": {"remnant": {"sure": 0.999}}}),
        ("the filter is left out", {"preset": "page", "ignore": ["remnant"]}),
        ("the line is kept by hand", {"preset": "page", "keep": ["pumpkin growers", "half of the harvest"]}),
        ("residue is left out, and so its lines stay", {"preset": "page", "ignore": ["residue", "remnant"]}),
    ],
)
def test_stays(what: str, settings: dict[str, object]) -> None:
    text = Cleaner(**settings)(PAGE).text  # type: ignore[arg-type]
    assert HEADLINE in text and STANDFIRST in text, what


def test_lines_of_filters_that_are_left_out_stay() -> None:
    text = PAGE.replace(HEADLINE, "Sign up for our newsletter and follow us on the island").replace(STANDFIRST, "Save")
    assert "Sign up for our newsletter" in Cleaner("page", ignore=["promo"])(text).text


def test_a_clean_text_is_not_looked_at() -> None:
    assert list(remnant(sure=0.0)(parse(Cleaner("page")(PAGE).text))) == []


def test_the_core_is_the_stretch_with_most_text_and_least_that_is_gone() -> None:
    page = remnants.Left(left(PAGE))
    texts = [p.text for p in left(PAGE).paragraphs]
    core = texts[page.core.start : page.core.stop]
    assert core[0].startswith("The ferry between Harrow")
    assert core[-1].startswith("The islands had been cut off")


def test_a_list_that_nothing_parts_from_the_story_stays() -> None:
    """Places and times at its end read like residue, among so much of it."""
    places = [f"{place}, St Bride's Hall, {day} 2pm" for place, day in (("Colwick", "Monday"), ("Dunmarrow", "Friday"))]
    text = PAGE.replace("Share\n\n", "".join(f"{line}\n\n" for line in places) + "Share\n\n", 1)
    document = left(text)
    page = remnants.Left(document)
    joined = [p.text for i, p in enumerate(document.paragraphs) if page.joins_core(i)]
    assert joined[-2:] == places, "and not what stands behind `Share`"
    found = {document.paragraphs[f.index].text for f in remnant(sure=0.01)(document)}
    assert HEADLINE in found and not found.intersection(places)


def test_features_of_a_line() -> None:
    document = left(PAGE)
    page = remnants.Left(document)
    index = [p.text for p in document.paragraphs].index(STANDFIRST)
    found = dict(zip(remnants.NAMES, page.vector(index), strict=True))
    assert found["running text"] and found["ends a sentence"]
    assert found["words"] == 14
    assert found["lines of the run"] == 2, "its headline and itself"
    assert found["gone before"] == 0
    # Of the seven lines around it, `Save`, `Read more`, `Council closes ...` and `Advertisement` are gone, and `Share`.
    assert found["gone within 3 lines"] == pytest.approx(5 / 7)
    assert found["words in the headline"] == 0
    assert 0.9 < found["share of words before"] < 1
    assert found["share of lines gone"] == pytest.approx(1 - len(document.paragraphs) / len(document.first.paragraphs))


def test_every_vector_has_a_value_for_each_name() -> None:
    document = left(PAGE)
    page = remnants.Left(document)
    assert {len(page.vector(i)) for i in range(len(document.paragraphs))} == {len(remnants.NAMES)}


CAPTION = "A buoy on the deck of the tug Marigold, in Harrow, on Saturday"


@pytest.mark.parametrize(
    ("what", "old", "new", "stays"),
    [
        ("a caption whose copy is gone", "Share\n\n", f"{CAPTION}\n\n{CAPTION}. Photo: Ida Thorn\n\n", CAPTION),
        ("a wire note", HEADLINE, "Associated Press writers Dana Reyes and Tom Lund contributed.", "Dana Reyes"),
        ("an item of a list", HEADLINE, "These boats sail again:\n\n- the Marigold, from Harrow", "the Marigold"),
    ],
)  # fmt: skip
def test_of_the_story(what: str, old: str, new: str, stays: str) -> None:
    text = PAGE.replace(old, new, 1)
    result = Cleaner("page", ignore=["wire-note"])(text)
    assert stays in result.text, what
    assert not [r for r in result.records if r.filter == "remnant" and stays in r.before]
