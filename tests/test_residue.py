"""What the filter `residue` makes of what the classifier says; what it says is given here."""

import pytest

import cleaner
from cleaner import model
from cleaner.document import Document
from cleaner.filters.residue import is_candidate, residue

STORY = (
    "The ferry left at noon, two hours late, with forty people aboard and one goat.",
    "The board said that the engine had been mended twice since the spring of last year.",
    "A third repair is planned for May, and the goat has been told to bring its own hay.",
    "Nobody aboard complained, as far as the captain could hear from the bridge.",
)


def document(*lines: str) -> Document:
    return cleaner.parse("\n\n".join(["Ferry runs late again", STORY[0], *lines, STORY[3]]) + "\n")


def removed(
    monkeypatch: pytest.MonkeyPatch, page: Document, now: dict[str, float], first: dict[str, float]
) -> list[str]:
    """The lines that go, when the classifier says `now` of the document and `first` of what it was at first."""

    def likely(asked: Document, index: int) -> float:
        known = now if asked is page else first
        return known.get(asked.paragraphs[index].text, 0.0)

    monkeypatch.setattr(model, "likely", likely)
    return [page.paragraphs[f.index].text for f in residue()(page)]


@pytest.mark.parametrize(
    ("now", "first", "goes"),
    [
        (0.82, 0.10, True),
        (0.70, 0.93, True),
        (0.70, 0.85, False),
        (0.45, 0.90, True),
        (0.45, 0.84, False),
        (0.25, 0.90, False),
        (0.05, 0.99, False),
    ],
)
def test_other_residue_around_a_line_counts_as_long_as_the_line_still_looks_like_it(
    monkeypatch: pytest.MonkeyPatch, now: float, first: float, goes: bool
) -> None:
    line = "Harbour rates and berths"
    whole = document("Share", line, "Print", STORY[1], STORY[2])
    rest = whole.left_with([p for p in whole.paragraphs if p.text not in ("Share", "Print")])
    # Between two paragraphs of running text stands a subheading; beside another short line a subheading does not stand.
    rest = rest.left_with([*rest.paragraphs[:2], cleaner.parse("\n\nOther line\n").paragraphs[0], *rest.paragraphs[2:]])
    rest.paragraphs[2].line = whole.paragraphs[2].line
    assert (line in removed(monkeypatch, rest, {line: now}, {line: first})) is goes


@pytest.mark.parametrize(
    ("line", "likely", "stay"),
    [
        ("Port Ellery ferry", 0.65, 1),
        ("Port Ellery", 0.65, 3),
        ("Verdict", 0.65, 3),
        ("Verdict", 0.91, 1),
        ("Port Ellery ferry", 0.45, 3),
    ],
)
def test_copies_inside_the_story_go_sooner_if_they_have_several_words(
    monkeypatch: pytest.MonkeyPatch, line: str, likely: float, stay: int
) -> None:
    page = document(line, STORY[1], line, STORY[2], line)
    assert 3 - removed(monkeypatch, page, {line: likely}, {}).count(line) == stay


def test_a_copy_is_judged_by_the_page_as_it_was_if_that_says_more(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "Harbour rates and berths for visitors"
    whole = document("Share", line, "Print", STORY[1], STORY[2], line)
    rest = whole.left_with([p for p in whole.paragraphs if p.text not in ("Share", "Print")])
    assert removed(monkeypatch, rest, {line: 0.3}, {line: 0.3}) == []
    assert removed(monkeypatch, rest, {line: 0.3}, {line: 0.7}) == [line]
    assert removed(monkeypatch, rest, {line: 0.2}, {line: 0.7}) == []


def test_what_is_known_of_the_first_page_survives_every_step() -> None:
    whole = document("Share", *STORY[1:3])
    step = whole.left_with(whole.paragraphs[:3])
    step = step.left_with(step.paragraphs[1:])
    assert step.first is whole
    assert whole.first is whole
    assert [step.at_first(i) for i in range(2)] == [1, 2]


def test_a_document_that_was_put_together_by_hand_is_its_own_first_page() -> None:
    lines = [
        "Ferry runs late",
        STORY[0],
        "A goat in the harbour",
        "A goat in the harbour",
        STORY[1],
        "Imprint",
        "Imprint",
    ]
    page = document().with_paragraphs(
        [cleaner.Paragraph(50 + n, line) for n, line in enumerate([*lines, lines[2], STORY[2]])]
    )
    assert page.first is page
    assert STORY[2] in cleaner.Cleaner()(page).text


@pytest.mark.parametrize(
    ("line", "likely", "stays"),
    [
        ("The bus is coming.", 0.65, True),
        ("The bus is coming.", 0.80, False),
        ("Bus is coming", 0.65, False),
        ("(Laughter.)", 0.65, True),
        ("Laughter", 0.65, False),
    ],
)
def test_refrains_and_asides_may_recur(monkeypatch: pytest.MonkeyPatch, line: str, likely: float, stays: bool) -> None:
    page = document(STORY[1], line, STORY[2], STORY[3], line, STORY[1] + " Again.")
    assert (removed(monkeypatch, page, {line: likely}, {}).count(line) == 0) is stays


@pytest.mark.parametrize(
    ("line", "likely", "goes"),
    [
        ("Harbour notes", 0.74, True),
        ("The board is sorry for the goat", 0.74, False),
        ("The board is sorry for the goat", 0.80, True),
    ],
)
def test_what_may_be_a_deck_must_be_as_likely_as_a_line_of_the_story(
    monkeypatch: pytest.MonkeyPatch, line: str, likely: float, goes: bool
) -> None:
    whole = cleaner.parse("\n\n".join(["Share", "Ferry runs late again", line, *STORY]) + "\n")
    page = whole.left_with(whole.paragraphs[1:])
    assert (line in removed(monkeypatch, page, {line: likely}, {})) is goes


@pytest.mark.parametrize(("line", "goes"), [("ตลาดน้ำ คลองน้อย", False), ("Canal market", True)])
def test_a_line_in_a_script_without_full_stops_must_be_likelier(
    monkeypatch: pytest.MonkeyPatch, line: str, goes: bool
) -> None:
    whole = cleaner.parse("\n\n".join(["Ferry runs late again", *STORY, line, "Share"]) + "\n")
    page = whole.left_with(whole.paragraphs[:-1])
    assert (line in removed(monkeypatch, page, {line: 0.85}, {})) is goes
    assert line in removed(monkeypatch, page, {line: 0.93}, {})


@pytest.mark.parametrize("heading", ["Press contact", "Pressekontakt:", "Contatti"])
def test_the_lines_of_a_press_contact_stay(monkeypatch: pytest.MonkeyPatch, heading: str) -> None:
    """As many as a name, an office, an address, a telephone and a mailbox take; what comes below is judged."""
    lines = ["Nell Adair", "Harbour board of Port Ellery", "Quay 4", "Telephone 0123 4567", "press at port-ellery"]
    page = cleaner.parse("\n\n".join(["Ferry runs late again", *STORY, heading, *lines, "Print", "Share"]) + "\n")
    rest = page.left_with(page.paragraphs[:-1])
    assert removed(monkeypatch, rest, dict.fromkeys([heading, *lines, "Print"], 0.95), {}) == ["Print"]
    other = rest.left_with([p for p in rest.paragraphs if p.text != heading])
    assert removed(monkeypatch, other, dict.fromkeys([*lines, "Print"], 0.95), {}) == [*lines, "Print"]


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("The ferry leaves the pier. REUTERS", False),
        ("Ferry leaves the pier. REUTERS", True),
        ("The ferry leaves the old pier", True),
    ],
)
def test_a_caption_with_its_credit_stays(monkeypatch: pytest.MonkeyPatch, line: str, goes: bool) -> None:
    whole = document("Share", "Tides", line, *STORY[1:3])
    page = whole.left_with([p for p in whole.paragraphs if p.text != "Share"])
    assert (line in removed(monkeypatch, page, {line: 0.95}, {})) is goes


@pytest.mark.parametrize(("block", "goes"), [("Comments.\nTides", True), ("Comments.\nTides\nRain", False)])
def test_two_lines_are_no_verse(monkeypatch: pytest.MonkeyPatch, block: str, goes: bool) -> None:
    """A word with a full stop below the story may be a line of a verse, which has three lines at least."""
    whole = cleaner.parse("\n\n".join(["Ferry runs late again", *STORY, block, "Share"]) + "\n")
    page = whole.left_with(whole.paragraphs[:-1])
    assert (removed(monkeypatch, page, {"Comments.": 0.95}, {}) == ["Comments."]) is goes


@pytest.mark.parametrize(
    ("place", "likely", "goes"),
    [
        ("above", 0.074, True),
        ("above", 0.066, False),
        ("inside", 0.69, False),
        ("below", 0.36, True),
        ("below", 0.34, False),
    ],
)
def test_links_alone_go_sooner_above_and_below_the_story(
    monkeypatch: pytest.MonkeyPatch, place: str, likely: float, goes: bool
) -> None:
    link = "[Harbour rates](/rates) | [Berths](/berths)"
    head = "Ferry runs late again"
    lines = {
        "above": [link, head, *STORY],
        "inside": [head, *STORY[:2], link, "Tides", *STORY[2:]],
        "below": [head, *STORY, link],
    }
    whole = cleaner.parse("\n\n".join(["Share", *lines[place]]) + "\n")
    page = whole.left_with(whole.paragraphs[1:])
    assert (link in removed(monkeypatch, page, {link: likely}, {})) is goes


@pytest.mark.parametrize(
    ("lines", "line", "goes"),
    [
        (("Tides", "## Berths", STORY[1]), "## Berths", False),
        (("Tides", "## Berths", "Rain", STORY[1]), "## Berths", False),
        (("Tides", "## Berths", "Rain", "Snow", STORY[1]), "## Berths", True),
        (("Tides", "#berths", STORY[1]), "#berths", True),
        (("Tides", "## Related articles", STORY[1]), "## Related articles", True),
        (("Berths", STORY[1]), "Berths", False),
        (("Tides", "Berths", STORY[1]), "Berths", True),
    ],
)
def test_where_headings_stand(monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], line: str, goes: bool) -> None:
    """Right above running text, or marked as headings with running text nearby, in words that no news site has."""
    whole = document("Share", *lines)
    page = whole.left_with([p for p in whole.paragraphs if p.text != "Share"])
    assert (line in removed(monkeypatch, page, {line: 0.9}, {})) is goes
    assert line in removed(monkeypatch, page, {line: 0.99}, {})


@pytest.mark.parametrize(("likely", "goes"), [(0.92, False), (0.95, True)])
def test_a_line_that_is_the_only_residue_must_be_likelier(
    monkeypatch: pytest.MonkeyPatch, likely: float, goes: bool
) -> None:
    page = document("Tides", "Berths", STORY[1])
    assert ("Berths" in removed(monkeypatch, page, {"Berths": likely}, {})) is goes
    assert [page.paragraphs[f.index].text for f in residue(solid=True)(page)] == ["Berths"]


@pytest.mark.parametrize(
    ("lines", "judged"),
    [
        (("Tides", "Rain"), True),
        (("- Tides", "Rain"), False),
        (("12 Tides", "Rain"), False),
        (("(a) Tides", "Rain"), False),
        (("Tides", "- Rain"), False),
        (("- [Tides](/tides)", "- Rain"), True),
    ],
)
def test_items_of_lists_are_not_judged(lines: tuple[str, ...], judged: bool) -> None:
    """Nor what stands before one, from the headline on; items of nothing but links, or above it, are."""
    head = "Ferry runs late again"
    below = cleaner.parse("\n\n".join([head, *STORY, *lines]) + "\n")
    assert is_candidate(below, 1 + len(STORY)) is judged
    between = cleaner.parse("\n\n".join([head, *lines, *STORY]) + "\n")
    assert (between.title, is_candidate(between, 1)) == (0, judged)
