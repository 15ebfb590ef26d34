"""Lists of the story and sentences broken over several lines, whatever the classifier says of their lines."""

import pytest

import cleaner
from cleaner import model
from cleaner.document import Document, Paragraph
from cleaner.filters._broken import is_broken_sentence
from cleaner.filters._lists import are_alike, is_announced
from cleaner.filters.residue import residue
from cleaner.filters.teaser import teaser

STORY = (
    "Marlow Brothers announce a last tour",
    "The Marlow Brothers will go on tour once more next summer, forty years after their first record.",
    "Tickets go on sale at noon on Friday, at the box offices of the halls and nowhere else.",
    "The singer, Joss Marlow, said that the bus had been repaired and that the drummer had been asked twice.",
    "The opening act on all evenings is a choir of ferrymen from Port Ellery.",
)
DATES = (
    "June 9 -- Coral Quay Amphitheatre, Port Ellery, FL",
    "June 10 -- Old Mill Hall, Tansy Falls, FL",
    "June 14 -- The Granary, Alder Creek, GA",
    "June 26 -- Town Center, Corran, PA",
)


def page(*lines: str) -> Document:
    """A page of which one line is gone: of a page without any residue the classifier must be surer."""
    whole = cleaner.parse("\n\n".join(["Share", *STORY, *lines]) + "\n")
    return whole.left_with(whole.paragraphs[1:])


def gone(monkeypatch: pytest.MonkeyPatch, document: Document, likely: float | dict[str, float]) -> set[str]:
    """What goes, if the classifier says this of every line, or of some lines, that is no running text."""

    def said(asked: Document, index: int) -> float:
        paragraph = asked.paragraphs[index]
        return likely.get(paragraph.text, 0.0) if isinstance(likely, dict) else 0.0 if paragraph.is_prose else likely

    monkeypatch.setattr(model, "likely", said)
    found = [*residue()(document), *teaser()(document)]
    return {document.paragraphs[f.index].text for f in found} - {STORY[0]}


@pytest.mark.parametrize(
    ("heading", "stays"),
    [
        ("The Marlow Brothers' summer tour dates:", True),
        ("Marlow tour：", False),
        ("Recent journal posts:", False),
        ("More from the Marlow Brothers:", False),
        ("The Marlow Brothers' summer tour dates", False),
    ],
)
def test_a_list_that_the_story_announces_stays(monkeypatch: pytest.MonkeyPatch, heading: str, stays: bool) -> None:
    """In words of its own, several of them, with a colon behind; a heading of the site announces other stories."""
    assert gone(monkeypatch, page(heading, *DATES), 0.95).isdisjoint(DATES) is stays


@pytest.mark.parametrize(
    ("heading", "announces"),
    [
        ("Marlow Brothers dates:", True),
        ("The Marlow tour：", True),
        ("Summer tour of Marlow:  ", True),
        ("Ferrymen repaired the harbour bridge:", True),
        ("Ferrymen, berths and harbours:", False),
        ("Marlow record:", False),
        ("More from Marlow Brothers:", False),
        # Its own words are no words of the story.
        (
            "Nobody knows what comes below in the register of berths and harbours, said the archivist of Corran, who "
            "had been there since the spring of the year before. She wrote:",
            False,
        ),
    ],
)
def test_what_announces_a_list(heading: str, announces: bool) -> None:
    document = page(heading, *DATES)
    first = len(STORY)
    assert [is_announced(document, index) for index in range(len(document.paragraphs))] == [
        announces and index >= first for index in range(len(document.paragraphs))
    ]
    assert not is_announced(page(heading), first)


def test_where_a_list_can_be_announced() -> None:
    """In the story, also right below its first paragraph, and not more than some lines above."""
    heading = "The Marlow Brothers' summer tour dates:"
    early = cleaner.parse("\n\n".join([*STORY[:2], heading, *DATES, *STORY[2:]]) + "\n")
    assert [is_announced(early, index) for index in range(2, 8)] == [True] * 5 + [False]
    above = cleaner.parse("\n\n".join([heading, *DATES, *STORY]) + "\n")
    assert above.opening == 6
    assert not any(is_announced(above, index) for index in range(10))
    long = page(heading, *[f"June {day} -- Corran" for day in range(90)])
    announced = [is_announced(long, index) for index in range(len(long.paragraphs))]
    assert announced == [False] * 5 + [True] * 80 + [False] * 11


@pytest.mark.parametrize(
    ("lines", "alike"),
    [
        (("Corran (A)", "Maxwell (B)"), True),
        (("Corran: one", "Maxwell: two"), False),
        (("Corran (A)", "Maxwell [B]"), False),
        (("Corran, (A)", "Maxwell (B)"), False),
        (("Corran, one.", "Maxwell, two."), False),
    ],
)
def test_lines_of_one_form(lines: tuple[str, ...], alike: bool) -> None:
    assert are_alike([Paragraph(number, line) for number, line in enumerate(lines, 1)]) is alike


def test_an_announced_list_ends_with_the_next_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["Harbour rates and berths", "Mayor defends the bridge again", "Goat wins the ferry race"]
    below = page("The Marlow Brothers' summer tour dates:", *DATES, STORY[2].replace("noon", "ten"), *lines)
    assert gone(monkeypatch, below, 0.95) == set(lines)


GROUPS = {
    "Corran (Group A): 10th appearance": 0.5,
    "Maxwell (Group B): Seventh appearance": 0.95,
    "Heron (Group F): 11th appearance": 0.9,
}


def test_a_line_stays_beside_one_of_the_same_form_that_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gone(monkeypatch, page(*GROUPS), GROUPS) == set()
    sure = dict.fromkeys([line.replace("(", "").replace(")", "") for line in GROUPS], 0.9)
    assert gone(monkeypatch, page(*sure), sure) == set(sure)
    below = dict(reversed(GROUPS.items()))
    assert gone(monkeypatch, page(*below), below) == set()
    apart = {"Corran (Group A): 10th appearance": 0.5, "Maxwell berths": 0.5, "Heron (Group F): 11th appearance": 0.9}
    assert gone(monkeypatch, page(*apart), apart) == {"Heron (Group F): 11th appearance"}


@pytest.mark.parametrize(
    ("lines", "goes"),
    [(("Berths and rates", "Harbour office"), True), (("Berths, rates.", "Harbour, office."), True)],
)
def test_marks_that_any_line_has_are_no_form(
    monkeypatch: pytest.MonkeyPatch, lines: tuple[str, str], goes: bool
) -> None:
    assert (lines[1] in gone(monkeypatch, page(*lines), {lines[0]: 0.5, lines[1]: 0.95})) is goes


BROKEN = (
    "The ferry line wants",
    "to get over the crisis by saving and to pay back its",
    "debts to the county soon. Its plan",
    "provides above all for fewer hands, which at the",
    "daughters in Corran and Maxwell goes faster",
    "than in Port Ellery.",
)


def test_sentences_broken_over_lines_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    assert gone(monkeypatch, page(*BROKEN), 0.95) == set()
    # Each begins with a capital, as buttons and headlines do.
    capitals = [line[0].upper() + line[1:] for line in BROKEN]
    assert gone(monkeypatch, page(*capitals), 0.95) >= set(capitals[:-1])
    # No sentence ever ends.
    endless = [f"{line.replace('.', '')} {number}" for number in range(4) for line in BROKEN]
    assert gone(monkeypatch, page(*endless), 0.95) >= set(endless[6:-6])
    # Two breaks may be those of a long headline.
    assert gone(monkeypatch, page(*BROKEN[-2:]), 0.95) >= {BROKEN[-2]}


def test_what_stands_between_broken_sentences_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    beside = page(*BROKEN[:3], "Share this", "Print", *BROKEN[3:])
    assert gone(monkeypatch, beside, 0.95) == {"Print"} | {"Share this"}


@pytest.mark.parametrize(
    ("lines", "broken"),
    [
        (("The Marlow Brothers", "who founded the line", ", have bought", "the old harbour office in Corran."), "1111"),
        (("Marlow Brothers", "blamed an error of the man who held the rope."), "11"),
        (("In this account,", "Nell Adair", "says what he saw from the deck."), "111"),
        # What was wrapped has no short lines.
        (("The exciting world of the ferries on", "the river that nobody has ever seen before."), "00"),
        (("Marlow Brothers and others", "blamed an error of the man who held the rope."), "00"),
        # Questions, teasers, addresses, numbers, buttons.
        (("Marlow Brothers", "who was the man that held the rope at noon?"), "00"),
        (("Marlow Brothers", "blamed an error of the man who held the rope..."), "00"),
        (("Own research", "ferries.example: Who was the man that held the rope on the deck."), "00"),
        (("3", "ferries are late on this river, and nobody knows why."), "00"),
        (("Print", "this page for those who have no light on the deck."), "00"),
        (("Own research:", "blamed an error of the man who held the rope."), "00"),
        # No sentence, or a short one.
        (("Berths", "or rates at noon."), "00"),
        (("Marlow Brothers", "or", "blamed", "an", "error", "of", "the man."), "0000000"),
        (("Marlow Brothers", "blamed an error of the man who held the rope"), "00"),
        (("Marlow Brothers", "  blamed an error of the man."), "11"),
        (("Marlow", "blamed an error of the man."), "00"),
        (("Marlow Brothers", "blamed an error of the man. He held the rope"), "11"),
        (("Marlow Brothers", ".NET is what the man wrote on the rope."), "00"),
        # A name of a reader among other letters.
        (("Nell Adair", "sksg \uacf5\uac10\ud569\ub2c8\ub2e4. \uc55e \uc88b \uae30 \ubd80 \ub4dc \uadf8."), "00"),
        (("LIVE", "sksg \uacf5\uac10\ud569\ub2c8\ub2e4. \uc55e \uc88b \uae30 \ubd80 \ub4dc \uadf8."), "00"),
    ],
)
def test_sentences_that_links_have_broken(lines: tuple[str, ...], broken: str) -> None:
    document = cleaner.parse("\n\n".join(("It was noon.", *lines, "Then it was over.")) + "\n")
    said = [is_broken_sentence(document, index) for index in range(1, len(lines) + 1)]
    assert said == [letter == "1" for letter in broken]
    alone = cleaner.parse("\n\n".join(lines) + "\n")
    assert [is_broken_sentence(alone, index) for index in range(len(lines))] == said


@pytest.mark.parametrize(
    ("lines", "broken"),
    [
        ("aaaa aaaa aaaa aaaa.", "1111"),
        ("aaaa -aaaa -aaaa -aaaa.", "1111"),
        # Too few breaks, too short lines, a sentence too seldom.
        ("aaaa aaaa aaaa.", "000"),
        ("aaa aaa aaa aaa.", "0000"),
        ("aaaa aaaa aaaa aaaa aaaa aaaa.", "111111"),
        ("aaaa aaaa aaaa aaaa aaaa aaaa aaaa.", "0000000"),
        ("aaaa aa.aa aaaa aaaa aaaa aaaa aaaa.", "1111111"),
        # Nothing goes on in a short line, nor from the end into the beginning.
        ("aaa aaaa aaaa. aaaa aaaa aaaa", "011111"),
        # The end of a sentence has several words, or a full stop, or a small letter.
        ("aaaa. aaaa aaaa aaaa aaaa Aaaa", "011111"),
        ("aaaa. aaaa aaaa aaaa aaaa Aa.", "011111"),
        ("aaaa. aaaa aaaa aaaa aaaa aa", "011111"),
        ("aaaa. aaaa aaaa aaaa aaaa Aa", "011110"),
        # Of the breaks, enough are inside a sentence.
        ("aa.aa aa.aa aaaa aaaa Aaaa Aaaa Aaaa Aaaa Aaaa Aaaa.", "1100000000"),
        ("aa.aa Aaaa Aaaa Aaaa Aaaa Aaaa Aaaa aaaa aaaa aaaa aaaa.", "00001110000"),
        # The last line goes on nowhere.
        ("aaaa aaaa aaaa aaaa. aaaa", "11110"),
        # Only lines nearby count.
        ("aaaa aaaa aaaa aaaa aaaa aaaa aaaa aaaa. aaaa. aaaa.", "0011111100"),
    ],
)
def test_pieces_of_sentences(lines: str, broken: str) -> None:
    """Each letter is a word; a line may begin with spaces."""
    words = {"a": "ferry ", "A": "Ferry ", "-": "  "}
    texts = ["".join(words.get(c, c) for c in line).replace(" .", ". ").rstrip() for line in lines.split()]
    document = cleaner.parse("\n\n".join(texts) + "\n")
    assert "".join(str(int(is_broken_sentence(document, index))) for index in range(len(texts))) == broken


def test_the_last_line_is_not_beside_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    first, last = "(Corran): tenth", "(Heron): eleventh"
    whole = cleaner.parse("\n\n".join(["Share", first, *STORY, last]) + "\n")
    assert gone(monkeypatch, whole.left_with(whole.paragraphs[1:]), {first: 0.95, last: 0.5}) == {first}


@pytest.mark.parametrize(
    ("count", "likely", "goes"),
    [
        (150, 76, 150),
        (150, 75, 0),
        (150, 1, 0),
        (150, 0, 0),
        (150, 150, 150),
        (149, 76, 76),
    ],
)
def test_of_many_lines_of_one_form_all_go_or_all_stay(
    monkeypatch: pytest.MonkeyPatch, count: int, likely: int, goes: int
) -> None:
    """Lines of other forms go by themselves, however many there are of these."""
    lines = [f"Goat {number}" for number in range(1, count + 1)]
    others = ["Berths and rates", "Harbour office"]
    document = page(others[0], *lines, others[1])
    said = {**dict.fromkeys(lines[:likely], 0.95), others[1]: 0.95}
    assert gone(monkeypatch, document, said) == {*lines[:goes], others[1]}


def test_copies_go_with_most_lines_of_their_form_and_lines_of_the_text_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"Goat {number} of Corran" for number in range(1, 201)]
    # The list that the story announces has eighty lines; one of them is there twice.
    document = page("The Marlow Brothers' summer tour dates:", *lines[:40], lines[9], *lines[40:])
    said = dict.fromkeys(lines, 0.95) | {lines[9]: 0.1, lines[150]: 0.1}
    monkeypatch.setattr(model, "likely", lambda asked, index: said.get(asked.paragraphs[index].text, 0.0))
    found = {finding.index: finding for finding in residue()(document)}
    first = len(STORY) + 1
    assert sorted(found) == [first + 40, *range(first + 79, first + 201)]
    assert found[first + 40].of == first + 9
    assert found[first + 151].of is None
    assert {found[first + 40].why, found[first + 151].why} == {
        "does not read like the story, as most lines of its form"
    }


def test_many_copies_stay_as_most_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    document = page(*["Goat"] * 150)
    first = len(STORY)
    for likely, count in ((0.95, 150), (0.2, 0)):
        said = dict.fromkeys(range(first, first + 150), likely)
        monkeypatch.setattr(model, "likely", lambda asked, index, said=said: said.get(index, 0.0))
        assert len(list(residue()(document))) == count


def test_two_lists_of_the_story_may_have_an_item_in_common(monkeypatch: pytest.MonkeyPatch) -> None:
    first = ("The Marlow Brothers' summer tour halls:", "Old Mill Hall", "The Granary", "Corran Town Center")
    second = ("The Marlow Brothers' winter tour halls:", "The Granary", "Town Hall", "Corran Town Center")
    below = page(*first, STORY[2].replace("noon", "ten"), *second, STORY[2].replace("noon", "two"))
    assert gone(monkeypatch, below, 0.95) == set()
