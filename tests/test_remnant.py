"""The filter `remnant`, and what its classifier sees of a page."""

from pathlib import Path

import pytest

from cleaner import Cleaner, Document, model, parse, restore
from cleaner.filters.remnant import is_candidate, looks_at, remnant
from cleaner.model import remnants

FIXTURES = Path(__file__).parent.parent / "fixtures" / "remnant"
PAGE = (FIXTURES / "example.in.txt").read_text(encoding="utf-8")
HEADLINE = "Pumpkin growers count the cost of a wet autumn"
STANDFIRST = "Half of the harvest has rotted where it lay, and the growers want help."


def left(text: str, ignore: str = "remnant") -> Document:
    """What the other filters leave of a text, without another one than `remnant` if need be."""
    seen = [parse(text)]

    def look(document: Document) -> list[object]:
        seen.append(document)
        return []

    Cleaner("page", ignore=[ignore, "remnant"], max_loss=1, filters=[look])(text)  # type: ignore[list-item]
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


AD = "Advertisement\n\n"
LONG = "Nobody was hurt when the buoy came loose from its chain and drifted across the harbour."
NOTE = "Associated Press writers Dana Reyes and Tom Lund contributed."
SCHOOL = (
    "Two sisters from Dunmarrow have opened a school for knitters in the old customs house, with forty children.",
    "The wool is from the sheep of the outer islands, which do not mind the wind that blows there all year.",
)
GALLERY = f"{AD * 14}{SCHOOL[0]}\n\nA long winter\n\n{SCHOOL[1]}\n\n{HEADLINE}"


@pytest.mark.parametrize(
    ("what", "old", "new", "stays"),
    [
        ("the headline", "By Nell Ashdown\n\n", f"Hens, bread and mail\n\n{AD * 4}", "Ferry to the islands"),
        ("a headline above the story", "By Nell Ashdown\n\n", f"Hens and bread cross the sound\n\n{AD}", "Hens and"),
        ("a sentence of the core", AD, f"{LONG}\n\n", LONG),
        ("a rule", STANDFIRST, f"— — —\n\n{STANDFIRST}", "— — —"),
        ("a wire note", HEADLINE, NOTE, NOTE),
        ("a short line of the core", AD, f"The chain\n\n{AD}", "The chain"),
        ("a caption with its credit", "The storm had", f"{CAPTION}. Ida Thorn/Reuters\n\n{AD}The storm had", CAPTION),
        ("a line whose copy is gone", AD, f"{CAPTION}\n\n" * 2, CAPTION),
        ("an item of the core", AD, f"{AD}- the Marigold, a tug built in Dunmarrow in 1951\n\n", "- the Marigold"),
        ("a subheading between paragraphs", HEADLINE, GALLERY, "A long winter"),
        ("an end that nothing parts from the core", "Share\n\n", "Colwick, Monday 2pm\n\nShare\n\n", "Colwick"),
        ("a line that is spoken", HEADLINE, "\u2014 We carried the bread over by boat!", "We carried the bread"),
        ("an announced line", HEADLINE, "These boats sail again:\n\nthe Marigold from Harrow at nine", "the Marigold"),
        ("a row of labels", HEADLINE, "Directed by: Ida Thorn\n\nWritten by: Nell Ashdown", "Written by"),
    ],
)  # fmt: skip
def test_explained_by_place_or_form(what: str, old: str, new: str, stays: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that stay however sure the classifiers are: they are not even asked."""
    monkeypatch.setattr(remnants.Left, "is_doubtful", lambda page, index: True)
    assert old in PAGE
    document = left(PAGE.replace(old, new, 1), ignore="wire-note")
    assert looks_at(document)
    page = remnants.Left(document)
    asked = [p.text for i, p in enumerate(document.paragraphs) if is_candidate(document, page, i)]
    assert [p.text for p in document.paragraphs if stays in p.text], "another filter has removed it"
    assert STANDFIRST in asked
    assert not [text for text in asked if stays in text], what


@pytest.mark.parametrize(("gone", "looks"), [(4, False), (5, True)])
def test_a_page_of_which_too_little_is_gone(gone: int, looks: bool) -> None:
    story = PAGE.split("Share\n\n")[0].replace(AD, "").replace("By Nell Ashdown\n\n", "")
    document = left(story + AD * gone)
    assert len(document.first.paragraphs) - len(document.paragraphs) == gone
    assert looks_at(document) is looks


def test_a_line_in_the_core_needs_more(monkeypatch: pytest.MonkeyPatch) -> None:
    text = PAGE.replace(AD, f"{AD}The third of the ferries is laid up in Colwick for want of a captain\n\n", 1)
    document = left(text)

    def found(likely: float) -> list[str]:
        monkeypatch.setattr(remnants.Left, "is_doubtful", lambda page, index: True)
        monkeypatch.setattr(remnants.Left, "likely", lambda page, index: likely)
        return [document.paragraphs[f.index].text for f in remnant(sure=0.9)(document)]

    assert found(0.89) == []
    assert found(0.92) == [HEADLINE, STANDFIRST]
    assert len(found(0.94)) == 3


@pytest.mark.parametrize(
    ("now", "at_first", "doubtful"), [(0.0, 0.0, False), (0.03, 0.03, False), (0.05, 0.0, True), (0.0, 0.05, True)]
)
def test_a_line_is_in_doubt_now_or_at_first(
    now: float, at_first: float, doubtful: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = left(PAGE)
    page = remnants.Left(document)
    monkeypatch.setattr(model, "likely", lambda document, index: now)
    monkeypatch.setattr(model, "likely_at_first", lambda document, index: at_first)
    index = [p.text for p in document.paragraphs].index(HEADLINE)
    assert page.is_doubtful(index) is doubtful
    assert is_candidate(document, page, index) is doubtful


def test_a_line_of_the_core_is_not_known_to_it_by_its_own_words() -> None:
    document = left(PAGE.replace(AD, f"{AD}Zebras quarrel beneath turquoise umbrellas\n\n", 1))
    page = remnants.Left(document)
    index = next(i for i, p in enumerate(document.paragraphs) if p.text.startswith("Zebras"))
    assert index in page.core
    found = dict(zip(remnants.NAMES, page.vector(index), strict=True))
    assert found["words known to the core"] == 0
