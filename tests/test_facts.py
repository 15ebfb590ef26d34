"""Lines that belong to the story by their form, and runs of lines that do not, whatever the classifier says of them."""

import pytest

import cleaner
from cleaner import model
from cleaner.document import Document
from cleaner.filters._facts import is_detail, is_fact
from cleaner.filters._lists import is_at_end
from cleaner.filters.byline import byline
from cleaner.filters.read_more import read_more
from cleaner.filters.residue import residue
from cleaner.filters.tag_list import tag_list
from cleaner.filters.teaser import teaser

STORY = (
    "Ferry runs late again",
    "The ferry left at noon, two hours late, with forty people aboard and one goat.",
    "The board said that the engine had been mended twice since the spring of last year.",
    "A third repair is planned for May, and the goat has been told to bring its own hay.",
    "Nobody aboard complained, as far as the captain could hear from the bridge.",
)
THINGS = (
    "An organ for the church",
    "Forty crates of plums",
    "The mayor's hat, twice",
    "A goat",
    "Two benches and a notice",
    "The wedding cake of the Orrs",
)
HEADLINES = (
    "Mayor defends bridge plan before the board",
    "Two offers for the old ferry have come in",
    "Captain says that the goat will stay aboard",
)


def page(*lines: str, gone: tuple[str, ...] = ("Share",)) -> Document:
    """A page of which the first lines are gone."""
    whole = cleaner.parse("\n\n".join([*gone, *lines]) + "\n")
    return whole.left_with(whole.paragraphs[len(gone) :])


def removed(
    monkeypatch: pytest.MonkeyPatch, document: Document, likely: float, filters: tuple[cleaner.Filter, ...]
) -> list[str]:
    """What goes if the classifier says this of every line that is no running text."""

    def said(asked: Document, index: int) -> float:
        return 0.0 if asked.paragraphs[index].is_prose else likely

    monkeypatch.setattr(model, "likely", said)
    found = {finding.index for chosen in filters for finding in chosen(document) if finding.doubt <= likely}
    return [document.paragraphs[index].text for index in sorted(found)]


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Adair, N. (2019, June 1). Tides and timetables", True),
        ("(n.d.). The slow watch", True),
        (r"[\*2](#fn-2): The goat is not named here", True),
        ("[^2]: The goat is not named here", True),
        ("[Harbour Law, vol. 2, p. 41]", True),
        ("(Adair, pp. 12-14)", True),
        ("Captain Tom Orr in May (AFP)", True),
        ("Will the goat travel free of charge? [Splash]", True),
        ("The goat was the last to leave the ferryCredit: Splash", True),
        ("Tides and timetables (2019)", False),
        ("[The goat](#top)", False),
        ("[1 of 41]", False),
        ("Captain Tom Orr in May (left)", False),
        ("Get more ferries (FREE)", False),
    ],
)
def test_notes_sources_and_captions_stay(monkeypatch: pytest.MonkeyPatch, line: str, stays: bool) -> None:
    document = page(*STORY, line, *HEADLINES)
    assert (line not in removed(monkeypatch, document, 0.95, (residue(), teaser()))) is stays


@pytest.mark.parametrize(
    ("lines", "stay"),
    [
        (("Date:", "February 25", "Time:", "6:00 pm - 8:30 pm", "Venue", "Lighthouse Lounge", "Ellery"), True),
        (("When", "25 February at 6 pm", "Where", "Lighthouse Lounge"), True),
        (("Date:", "February 25", "Website:", "example.org/lounge"), True),
        # One label alone is that of a form, and so are those without figures.
        (("Date", "February 25"), False),
        (("Date", "Choose one", "Venue", "All venues"), False),
    ],
)
def test_when_and_where_an_event_is_stays(monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], stay: bool) -> None:
    gone = removed(monkeypatch, page(*STORY, *lines), 0.95, (residue(), byline()))
    assert not set(gone).intersection(lines) if stay else set(lines) <= set(gone)


@pytest.mark.parametrize(
    ("below", "above", "stay"),
    [
        (THINGS, (), True),
        # Something else of a site on the page: a line that is gone above, a phrase, a copy, an address, a date.
        (THINGS, ("Share",), False),
        ((*THINGS, "Newsletters"), (), False),
        ((*THINGS, "A goat"), (), False),
        ((*THINGS, "@ferryboard"), (), False),
        ((*THINGS, "Jun 11, 2024"), (), False),
        # Few lines, and a row of headlines.
        (THINGS[:5], (), False),
        ((*HEADLINES, "Church to sell its clock after three hundred years", "Angler loses three rods"), (), False),
    ],
)
def test_a_list_at_the_end_of_a_page_without_residue_stays(
    monkeypatch: pytest.MonkeyPatch, below: tuple[str, ...], above: tuple[str, ...], stay: bool
) -> None:
    gone = removed(monkeypatch, page(*STORY, *below, gone=above), 0.97, (residue(), teaser()))
    assert not gone if stay else gone


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        (("|", "•"), ["|", "•"]),
        (("»",), ["»"]),
        # A line across the page parts the story, and a price has its sign.
        (("* * *",), []),
        (("---", "___"), []),
        (("$",), []),
    ],
)
def test_a_sign_between_lines_that_are_gone_goes(
    monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], gone: list[str]
) -> None:
    whole = cleaner.parse("\n\n".join([*STORY, "Print", *lines, "Advertise"]) + "\n")
    left = whole.left_with([p for p in whole.paragraphs if p.text not in ("Print", "Advertise")])
    assert removed(monkeypatch, left, 0.0, (residue(),)) == gone


def test_a_sign_beside_a_line_of_the_story_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = cleaner.parse("\n\n".join([*STORY[:3], "|", "Print", *STORY[3:], "Advertise", "•"]) + "\n")
    left = whole.left_with([p for p in whole.paragraphs if p.text not in ("Print", "Advertise")])
    assert removed(monkeypatch, left, 0.0, (residue(),)) == ["•"]


@pytest.mark.parametrize(
    ("lines", "likely", "gone"),
    [
        (tuple(f"» {line}" for line in HEADLINES), 0.3, 3),
        (tuple(f"» {line}" for line in HEADLINES), 0.1, 0),
        (tuple(f"» {line}" for line in HEADLINES[:2]), 0.9, 0),
        (("On board there is:", *(f"» {line}" for line in HEADLINES)), 0.9, 0),
        (("What to bring", *(f"» {line}" for line in HEADLINES)), 0.9, 0),
        (tuple(f"» {line};" for line in HEADLINES), 0.9, 0),
        (tuple(f"» »{line}«, said the cook" for line in HEADLINES), 0.9, 0),
        (HEADLINES, 0.9, 0),
    ],
)
def test_headlines_with_a_mark_between_paragraphs(
    monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], likely: float, gone: int
) -> None:
    document = page(*STORY[:3], *lines, *STORY[3:])
    assert len(removed(monkeypatch, document, likely, (read_more(),))) == gone


@pytest.mark.parametrize(
    ("lines", "likely", "gone"),
    [
        (("See also", *HEADLINES), 0.7, 4),
        # The last one may be a subheading; an unlikely block stays, and so do items of a list and too many lines.
        (("See also", *HEADLINES), 0.6, 3),
        (("See also", *HEADLINES), 0.3, 0),
        (("See also", *(f"- {line}" for line in HEADLINES)), 0.7, 1),
        (("See also", *(f"{line} of year {n}" for n in range(7) for line in HEADLINES[:1])), 0.7, 1),
        (("See also", HEADLINES[0], f"{HEADLINES[1]}. Nobody knows why, nor", HEADLINES[2]), 0.7, 1),
    ],
)
def test_headlines_under_a_lead_in(
    monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], likely: float, gone: int
) -> None:
    document = page(*STORY[:3], *lines, *STORY[3:])
    assert len(removed(monkeypatch, document, likely, (read_more(),))) == gone


@pytest.mark.parametrize(
    ("heading", "kickers", "likely", "gone"),
    [
        ("Most read in news", ("HIGH AND DRY", "OFF THE HOOK", "BELL TOLLS"), 0.5, 7),
        ("Most read in news", ("HIGH AND DRY", "OFF THE HOOK", "BELL TOLLS"), 0.2, 0),
        ("Most read in news", ("HIGH AND DRY", "OFF THE HOOK"), 0.5, 0),
        ("Who is on board", ("THE CAPTAIN", "THE COOK", "THE GOAT"), 0.5, 0),
    ],
)
def test_headlines_with_kickers_inside_the_story(
    monkeypatch: pytest.MonkeyPatch, heading: str, kickers: tuple[str, ...], likely: float, gone: int
) -> None:
    pairs = [line for pair in zip(kickers, HEADLINES, strict=False) for line in pair]
    document = page(*STORY[:3], heading, *pairs, *STORY[3:])
    assert len(removed(monkeypatch, document, likely, (teaser(),))) == gone


@pytest.mark.parametrize(
    ("label", "count", "gone"), [("Categories", 5, 6), ("Categories", 4, 1), ("Animals of the island", 5, 0)]
)
def test_counted_tags_go_under_their_label_alone(
    monkeypatch: pytest.MonkeyPatch, label: str, count: int, gone: int
) -> None:
    lines = [f"{name} ({number})" for number, name in enumerate(("Bridges", "Council", "Goats", "Mills", "Plums"), 3)]
    document = page(*STORY[:3], label, *lines[:count], *STORY[3:])
    assert len(removed(monkeypatch, document, 0.5, (tag_list(),))) == gone


def test_a_page_with_all_of_it_is_clean_after_one_run() -> None:
    lines = [*STORY[:3], "»", "Print", "|", "Share", "Categories", "Goats (3)", *STORY[3:], *THINGS, "Date:", "May 5"]
    once = cleaner.clean("\n\n".join(lines) + "\n")
    assert cleaner.clean(once) == once


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("  [^2]: The goat is not named here", True),
        ("  (Adair, p. 12)  ", True),
        ("(Adair, p. 12) and so on", False),
        ("See (Adair, p. 12)", False),
        ("Adair, N. (2019a). Tides and timetables", True),
        ("Adair, N. (2019, June). Tides and timetables", True),
        ("Adair, N. (2119). Tides and timetables", False),
        ("Adair, N. (2019).", False),
        ("Adair, N. (in print). Tides and timetables", False),
        # A caption has some words before its credit, of which none has lost its space.
        ("Captain Tom Orr (AFP)  ", True),
        ("Captain Tom Orr (AFP).", True),
        ("Captain Tom Orr [AFP].", True),
        ("Tom Orr (AFP)", False),
        ("Captain Tom Orr(AFP)", False),
        ("Captain Tom Orr (goats)", False),
        ("Captain Tom OrrCredit: Splash", True),
        ("Captain Tom Orr Credit: Splash", False),
    ],
)
def test_what_is_a_fact_by_itself(line: str, fact: bool) -> None:
    document = cleaner.parse("\n\n".join([*STORY, line]) + "\n")
    assert is_fact(document, len(STORY)) is fact


NOON = ("When", "25 February at noon")


@pytest.mark.parametrize(
    ("lines", "details"),
    [
        # Under a place stand its name and its address, under all others one line.
        (("Where", "Lounge", "Quay Road 2", "Ellery", "Far Ellery", *NOON), "11110" + "11"),
        (("Website", "ferries.example", "Lounge", *NOON), "110" + "11"),
        ((*NOON, "Where"), "111"),
        # What ends it: running text, a phrase of sites, the next label.
        (("Where", STORY[1], "Lounge", *NOON), "100" + "11"),
        (("Where", "Lounge", "Share this story", "Ellery", *NOON), "1100" + "11"),
        (("Where", "Lounge", "What is on board: ", "Ellery", *NOON), "1100" + "11"),
        # Without figures right under the day or the hour nobody is told when.
        (("When", "At noon", "25 February", "Where", "Lounge"), "00000"),
        (("Admission", "$25", "Where", "Lounge"), "0000"),
        (("25", "When", "At noon", "Where", "Lounge"), "00000"),
        (("When 25", "Where", "Lounge"), "000"),
        (("When", "25 February", "When", "26 February"), "0000"),
        # The label is one word that says so, with its marks.
        (("**Location**", "Lounge", *NOON), "11" + "11"),
        (("**Location:**", "Lounge", *NOON), "00" + "00"),
        (("Captain:", "Tom Orr", *NOON), "00" + "00"),
        (("Why not", "Lounge", *NOON), "00" + "00"),
        # Others that are near tell of the same event, and those far away do not.
        (("Where", "Lounge", *["goat"] * 38, *NOON), "1111" + "0" * 36 + "11"),
        (("Where", "Lounge", *["goat"] * 39, *NOON), "0" * 43),
        ((*NOON, *["goat"] * 38, "Where", "Lounge"), "11" + "0" * 38 + "11"),
        ((*NOON, *["goat"] * 39, "Where", "Lounge"), "0" * 43),
        # A place and its price far from the day, beside another that is near it.
        (
            (*NOON, *["goat"] * 20, "Where", "Lounge", *["goat"] * 20, "Price", "$25"),
            "11" + "0" * 20 + "1111" + "0" * 20,
        ),
    ],
)
def test_which_lines_tell_of_an_event(lines: tuple[str, ...], details: str) -> None:
    document = cleaner.parse("\n\n".join([*STORY, *lines]) + "\n")
    said = "".join(str(int(is_detail(document, len(STORY) + at))) for at in range(len(lines)))
    assert said == details


def test_an_event_is_told_below_the_first_paragraph() -> None:
    below = cleaner.parse("\n\n".join([STORY[1], *NOON, "Where", "Lounge"]) + "\n")
    assert [is_detail(below, index) for index in range(5)] == [False] + [True] * 4
    above = cleaner.parse("\n\n".join([*NOON, "Where", "Lounge", STORY[1]]) + "\n")
    assert not any(is_detail(above, index) for index in range(5))


def test_signs_at_the_ends_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["|", "Print", "/", STORY[0], *STORY[1:4], "Share", "•", STORY[4], "»", "Advertise", "›", "‹"]
    whole = cleaner.parse("\n\n".join(lines) + "\n")
    left = whole.left_with([p for p in whole.paragraphs if p.text not in ("Print", "Share", "Advertise")])
    assert removed(monkeypatch, left, 0.0, (residue(),)) == ["|", "›", "‹"]
    below = cleaner.parse("\n\n".join(["Share", *STORY, "|"]) + "\n")
    assert removed(monkeypatch, below.left_with(below.paragraphs[1:]), 0.0, (residue(),)) == []
    assert removed(monkeypatch, cleaner.parse("\n\n".join(["|", *STORY, "|"]) + "\n"), 0.0, (residue(),)) == []


@pytest.mark.parametrize(
    ("lines", "ends"),
    [
        ((*HEADLINES, "Angler loses three rods", "Church to sell its clock", "Goats aboard again"), True),
        ((*HEADLINES, "Angler loses three rods", "Church to sell its clock", "Goats are aboard again"), False),
        ((*THINGS[:5], "A Goat!"), False),
        ((*THINGS[:5], "Ellery, 5"), True),
        ((*THINGS[:5], "Ellery 2024"), True),
        ((*THINGS[:5], "5 May"), False),
        ((*THINGS[:5], "updated 5"), True),
    ],
)
def test_what_is_a_list_at_the_end(lines: tuple[str, ...], ends: bool) -> None:
    """All lines below the last paragraph are in it, and none above."""
    document = page(*STORY, *lines, gone=())
    said = [is_at_end(document, index) for index in range(len(document.paragraphs))]
    assert said == [False] * len(STORY) + [ends] * len(lines)


def test_a_page_without_running_text_is_a_list() -> None:
    assert is_at_end(page(*THINGS, gone=()), 0)
    assert not is_at_end(page(*THINGS), 0)
    whole = page(STORY[1], *THINGS, gone=())
    assert is_at_end(whole, 1)
    # Lines below the story may go, and those above may not.
    assert is_at_end(whole.left_with(whole.paragraphs[:-1]), 1)
    left = cleaner.parse("\n\n".join([STORY[1], *THINGS[:3], STORY[2], *THINGS]) + "\n")
    assert not is_at_end(left.left_with([*left.paragraphs[:2], *left.paragraphs[3:]]), 5)
