"""Headlines that begin with a mark of links, by what tells them from the lists of a guide."""

import pytest

import cleaner
from cleaner import model
from cleaner.document import Document, Paragraph
from cleaner.filters._marked_headlines import MarkedHeadlines, between_paragraphs, is_plain, is_title

STORY = (
    "The ferry left at noon, two hours late, with forty people aboard and one goat.",
    "The board said that the engine had been mended twice since the spring of last year.",
    "Nobody aboard complained, as far as the captain could hear from the bridge.",
)
LINES = (
    "Mayor defends bridge plan before the board",
    "Two offers for the old ferry have come in",
    "Captain says that the goat will stay aboard",
    "Angler loses three rods in one night",
)
WORDS = "ferry " * 24


def page(*lines: str) -> Document:
    return cleaner.parse("\n\n".join(lines) + "\n")


@pytest.fixture(autouse=True)
def likely(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """What the classifier says of some lines; of all others that they are residue."""
    said: dict[str, float] = {}
    monkeypatch.setattr(model, "likely", lambda document, index: said.get(document.paragraphs[index].text, 1.0))
    return said


def found(document: Document, *lead_ins: int) -> list[int]:
    marked = MarkedHeadlines(document)
    for index in lead_ins:
        marked.look_below(index)
    findings = list(marked.findings())
    assert all(finding.sure for finding in findings)
    return [finding.index for finding in findings]


@pytest.mark.parametrize("mark", "» › ► ▶ ➤ →".split())
def test_below_a_lead_in_any_mark_tells_links(mark: str) -> None:
    marked = [f"  {mark} {line}" for line in LINES]
    document = page(STORY[0], "See also", *marked[:2], STORY[1], *marked[2:], STORY[2])
    # Elsewhere on the page only those marks do that nothing else has.
    assert found(document, 1) == ([2, 3, 5, 6] if mark in "»›" else [2, 3])
    assert found(document) == []
    assert found(document, 7) == []


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("» Mayor defends the", True),
        ("» Mayor defends", False),
        (f"» {WORDS.title()[: 23 * 6]}", True),
        (f"» {WORDS.title()}", False),
        ("»Mayor defends the plan", False),
        ("» mayor defends the plan", False),
        ("» Mayor defends the plan", True),
        ("» Mayor defends the plan?", True),
        ("» Mayor defends the plan.  ", False),
        ("» Mayor defends the plan;", False),
        ("» Mayor defends the plan,  ", False),
        ("» Mayor defends the plan»", False),
        ("» «Mayor defends the plan»", False),
        ("« Mayor defends the plan", False),
        ("» Mayor has defended the old bridge plan again!", False),
        ("* Mayor defends the plan", False),
    ],
)
def test_what_is_a_headline_with_a_mark(line: str, marked: bool) -> None:
    assert found(page(STORY[0], "See also", line, STORY[1]), 1) == ([2] if marked else [])


def test_other_rows_with_the_mark_of_links(likely: dict[str, float]) -> None:
    a, b, c, d = (f"» {line}" for line in LINES)
    other = c.replace("»", "›")
    # In rows of two or more, of one mark, below the first paragraph, up to the end of the page.
    assert found(page(STORY[0], "See also", a, STORY[1], b, STORY[2]), 1) == [2]
    assert found(page(STORY[0], "See also", a, STORY[1], b, other, STORY[2]), 1) == [2]
    assert found(page(STORY[0], "See also", a, STORY[1], b, c, d), 1) == [2, 4, 5, 6]
    assert found(page(STORY[0], "See also", a, STORY[1], b, c, other, STORY[2]), 1) == [2, 4, 5]
    assert found(page(STORY[0], b, c, STORY[1], "See also", a), 4) == [5, 1, 2]
    assert found(page(b, c, STORY[0], "See also", a, STORY[1]), 3) == [4]
    assert found(page("Ferry late", d, c, STORY[0], "See also", a, STORY[1]), 4) == [5]
    # As likely as they must be on the average, and a little less.
    likely.update({c: 0.02, d: 0.08})
    assert found(page(STORY[0], "See also", a, STORY[1], c, d, STORY[2]), 1) == [2, 4, 5]
    likely.update({d: 0.07})
    assert found(page(STORY[0], "See also", a, STORY[1], c, d, STORY[2]), 1) == [2]


@pytest.mark.parametrize(
    ("above", "lines", "below", "rows"),
    [
        *[(STORY[1], tuple(f"{mark} {line}" for line in LINES[:3]), STORY[2], 3) for mark in "»›▶►"],
        *[(STORY[1], tuple(f"{mark} {line}" for line in LINES[:3]), STORY[2], 0) for mark in "→➤*"],
        (STORY[1], tuple(f"»{line}" for line in LINES[:3]), STORY[2], 0),
        (STORY[1], tuple(f"  » {line}" for line in LINES), STORY[2], 4),
        (STORY[1], tuple(f"» {line}" for line in LINES[:2]), STORY[2], 0),
        (STORY[1], tuple(f"» {line}" for line in LINES), "On board", 0),
        ("On board", tuple(f"» {line}" for line in LINES), STORY[2], 0),
        (f"{STORY[1]} It said:", tuple(f"» {line}" for line in LINES), STORY[2], 0),
        (f"{STORY[1]} It said： ", tuple(f"» {line}" for line in LINES), STORY[2], 0),
        (f"{WORDS}and goats", tuple(f"» {line}" for line in LINES), STORY[2], 0),
        (STORY[1], tuple(f"» {line}." for line in LINES), STORY[2], 0),
        (STORY[1], tuple(f"» {line} «so far»" for line in LINES), STORY[2], 0),
        (STORY[1], tuple(f"» Goats. {line}" for line in LINES), STORY[2], 0),
        *[(STORY[1], tuple(f"» {line}{sign}" for line in LINES), STORY[2], 0) for sign in ",;:"],
    ],
)
def test_rows_between_two_paragraphs(above: str, lines: tuple[str, ...], below: str, rows: int) -> None:
    document = page(STORY[0], above, *lines, below, STORY[1])
    assert list(between_paragraphs(document)) == list(range(2, 2 + rows))


def test_rows_between_the_first_paragraph_and_the_last(likely: dict[str, float]) -> None:
    marked = [f"» {line}" for line in LINES]
    assert list(between_paragraphs(page(STORY[0], *marked, STORY[1]))) == [1, 2, 3, 4]
    assert list(between_paragraphs(page(*marked, STORY[0], STORY[1], *marked))) == []
    twice = page(STORY[0], *marked[:3], STORY[1], *marked[1:], STORY[2])
    assert list(between_paragraphs(twice)) == [1, 2, 3, 5, 6, 7]
    likely.update(dict.fromkeys(marked, 0.2))
    assert list(between_paragraphs(twice)) == [1, 2, 3, 5, 6, 7]
    likely.update(dict.fromkeys(marked, 0.19))
    assert list(between_paragraphs(twice)) == []


@pytest.mark.parametrize("sign", "# * - + – — • ● ▪".split())
def test_items_of_a_list_are_not_plain(sign: str) -> None:
    assert not is_plain(Paragraph(1, f" {sign} {LINES[0]}"))
    assert not is_plain(Paragraph(1, f"{sign}{LINES[0]}"))
    assert is_plain(Paragraph(1, f"{LINES[0]} {sign}"))


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Mayor defends plan", False),
        ("Mayor defends bridge plan", True),
        (WORDS, True),
        (f"{WORDS}late", False),
        ("Mayor defends bridge plan.", False),
    ],
)
def test_what_can_be_a_headline(line: str, title: bool) -> None:
    assert is_title(Paragraph(1, line)) is title
