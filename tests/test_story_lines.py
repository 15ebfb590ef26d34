"""Lines that stay by place: posts, sources, names in broken sentences, headings; and links that resemble them."""

import pytest

import cleaner
from cleaner import model
from cleaner.document import Document
from cleaner.filters.read_more import read_more
from cleaner.filters.residue import residue
from cleaner.filters.slug_line import slug_line

STORY = (
    "Ferry runs late again",
    "The ferry left at noon, two hours late, with forty people aboard and one goat.",
    "The board of Splash said that the engine had been mended twice since the spring of last year.",
    "A third repair is planned for May, and the goat has been told to bring its own hay.",
    "Nobody aboard complained, as far as the captain could hear from the bridge.",
)


def page(*lines: str) -> Document:
    """A page of which one line is gone: of a page without any residue the classifier must be surer."""
    whole = cleaner.parse("\n\n".join(["Share", *lines]) + "\n")
    return whole.left_with(whole.paragraphs[1:])


def gone(monkeypatch: pytest.MonkeyPatch, document: Document, likely: float = 0.95) -> list[str]:
    """What goes if the classifier says this of every line that is no running text and no colon ends."""

    def said(asked: Document, index: int) -> float:
        paragraph = asked.paragraphs[index]
        return 0.1 if paragraph.is_prose or paragraph.text.endswith(":") else likely

    monkeypatch.setattr(model, "likely", said)
    return [document.paragraphs[finding.index].text for finding in residue()(document)]


def beside(*lines: str) -> Document:
    """A page whose story goes on below some lines, so that none of them stands where a subheading does."""
    return page(*STORY[:3], "Rates and berths", *lines, "Berths and rates", *STORY[3:])


@pytest.mark.parametrize(
    ("lines", "stay"),
    [
        (("Goat of the year, no contest", "— Dana Reyes (@danareyes) May 5, 2024"), True),
        (("Goat of the year, no contest", "&mdash; Dana Reyes (@danareyes) May 5, 2024"), True),
        (("Goat of the year, no contest", "&#x2014; Dana Reyes&#x2122; (@danareyes) 5 May 2024"), True),
        (("Goat of the year, no contest —", "@danareyes"), True),
        # No post is signed so.
        (("Goat of the year, no contest", "Dana Reyes (@danareyes)"), False),
        (("Goat of the year, no contest", "— Dana Reyes (@danareyes)"), False),
        (("Goat of the year, no contest", "— Dana Reyes, May 5, 2024"), False),
        (("Goat of the year, no contest", "@danareyes"), False),
    ],
)
def test_posts_stay(monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], stay: bool) -> None:
    left = set(lines).difference(gone(monkeypatch, beside(*lines)))
    assert left == (set(lines) if stay else set())


def test_a_button_above_a_signature_is_no_post(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Share this" in gone(monkeypatch, beside("Share this", "— Dana Reyes (@danareyes) May 5, 2024"))


SOURCES = ("Maker's page: Splash pumps", "Mending the old Splash engine", "Tide tables: https://example.org/tides")


@pytest.mark.parametrize(
    ("lines", "stay"),
    [
        (("Links and Sources", *SOURCES), True),
        (("Quellen:", *SOURCES), True),
        (("References", "Harbour office", "Slow watches of Corran, 1987"), True),
        # Nothing says where something is found, the heading is another one, or there is none.
        (("Sources", "Harbour office", "Rates and fees"), False),
        (("Popular now", *SOURCES[:2]), False),
    ],
)
def test_sources_below_the_story_stay(monkeypatch: pytest.MonkeyPatch, lines: tuple[str, ...], stay: bool) -> None:
    left = set(lines).difference(gone(monkeypatch, page(*STORY, *lines)))
    assert left == (set(lines) if stay else set())


def test_sources_end_where_a_button_stands_or_stood(monkeypatch: pytest.MonkeyPatch) -> None:
    below = ("Mending the goat shed", "Controlling the harbour crane")
    document = page(*STORY, "Links and sources", *SOURCES, "Share this", *below)
    assert gone(monkeypatch, document)[-3:] == ["Share this", *below]
    without = document.left_with([p for p in document.paragraphs if p.text != "Share this"])
    assert gone(monkeypatch, without) == list(below)


def test_an_address_that_is_a_source_twice_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ("https://example.org/tides", "https://example.org/tides", "https://example.org/watch")
    assert gone(monkeypatch, page(*STORY, "Sources:", *lines)) == []
    assert gone(monkeypatch, page(*STORY, "Popular:", *lines)).count(lines[0]) >= 1


BROKEN = (
    "This spring the yard reported two more faults,",
    "saying",
    "that the engine had been mended by a cousin of the captain, who is no engineer.",
    "Splash",
    "CEO Nell Adair called the second fault an unprecedented and significant nuisance. Its",
    "inquiry",
    "has since found another watch.",
    "Corran",
    "blamed a human error of its harbour office.",
)


def test_a_name_where_links_have_broken_sentences_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gone(monkeypatch, page(*STORY[:3], *BROKEN, *STORY[3:])) == []
    # The story does not have it, and nothing else is broken.
    other = ["Maxwell" if line == "Splash" else line for line in BROKEN]
    assert gone(monkeypatch, page(*STORY[:3], *other, *STORY[3:])) == ["Maxwell"]
    assert "Splash" in gone(monkeypatch, page(*STORY[:3], *BROKEN[3:5], *STORY[3:]))


def test_a_name_in_a_broken_sentence_is_no_copy_of_its_caption(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (
        "In this edited talk,",
        "Nell Adair",
        ", who teaches the law of ferries, says what the fault means for us.",
    )
    found = gone(monkeypatch, page(*STORY[:3], *lines, STORY[3], "Nell Adair", "Rates and berths", STORY[4]))
    assert found.count("Nell Adair") == 1
    assert not set(found).intersection((lines[0], lines[2]))
    document = page(*STORY[:3], *lines, STORY[3], "Nell Adair", "Rates and berths", STORY[4])
    assert [f.index for f in residue()(document) if document.paragraphs[f.index].text == "Nell Adair"] == [7]


@pytest.mark.parametrize(
    ("heading", "below", "stays"),
    [
        ("## How do I stop the pump?", "Turn the small wheel like this:", True),
        ("## How do I stop the pump?", "Rates and berths", False),
        ("How do I stop the pump?", "Turn the small wheel like this:", False),
        ("## Pumps and wheels", "Read more:", False),
    ],
)
def test_a_marked_heading_above_a_step_stays(
    monkeypatch: pytest.MonkeyPatch, heading: str, below: str, stays: bool
) -> None:
    document = page(*STORY[:3], "`pump --start`", heading, below, "`pump --stop`", "OR", *STORY[3:])
    assert (heading not in gone(monkeypatch, document)) is stays


@pytest.mark.parametrize(
    ("above", "below", "stays"),
    [
        ("Note this line:", STORY[3], True),
        ("Note this line", STORY[3], False),
        ("Read more:", STORY[3], False),
        ("Note this line:", "Rates and berths", False),
    ],
)
def test_a_line_that_a_colon_shows_stays(monkeypatch: pytest.MonkeyPatch, above: str, below: str, stays: bool) -> None:
    line = "stop-by-itself: true (goat)"
    assert (line not in gone(monkeypatch, page(*STORY[:3], above, line, below, STORY[4]))) is stays


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("Read more Mayor Defends Plan for the Bridge", True),
        ("See more Corran's 100 Favorite Goats", True),
        ('Read more "Goat Island" Moves Forward at Splash (Exclusive)', True),
        # Headings of the story, in the letters of headings or of sentences, and sentences.
        ("Read More Books About Ferries This Winter", False),
        ("Read more books about ferries", False),
        ("See more of Corran by Bike", False),
        ("Read more Corran poets", False),
        ("Read more Adair, Orr and Reyes.", False),
    ],
)
def test_headlines_behind_a_lead_in_without_a_colon(line: str, goes: bool) -> None:
    document = page(*STORY[:3], line, *STORY[3:])
    assert [document.paragraphs[f.index].text for f in read_more()(document)] == [line] * goes


@pytest.mark.parametrize(
    ("lines", "goes"),
    [
        (("ferry-400x404",), True),
        (("Ferry_Corran-1024x768",), True),
        (("goat-2x4",), False),
        (("400x404",), False),
        (("A-400x404",), False),
        (("wide-1920x1080", "small-1280x720"), False),
    ],
)
def test_names_of_pictures_with_their_size(lines: tuple[str, ...], goes: bool) -> None:
    document = page(*STORY[:3], *lines, *STORY[3:])
    assert [document.paragraphs[f.index].text for f in slug_line()(document)] == list(lines) * goes
