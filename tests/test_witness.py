"""What a line says for itself, and when the classifier is asked; what that one says is given here."""

import pytest

from cleaner import Cleaner, credits, model, words
from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.filters import teaser

STORY = (
    "The ferry left at noon, two hours late, with forty people aboard and one goat.",
    "The board said that the engine had been mended twice since the spring of last year.",
    "A third repair is planned for May, and the goat has been told to bring its own hay.",
)


def cleaned(monkeypatch: pytest.MonkeyPatch, filter_name: str, likely: float, *lines: str) -> str:
    """A story with some lines between its paragraphs, all as likely residue, after one filter."""
    monkeypatch.setattr(model, "likely", lambda document, index: likely)
    page = ["Ferry runs late again", STORY[0], *lines, STORY[1], STORY[2]]
    return Cleaner(select=["text", filter_name])("\n\n".join(page) + "\n").text


def test_a_credit_that_says_so_needs_no_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    text = cleaned(monkeypatch, "photo-credit", 0.05, "Photo: Dana Reyes", "Dana Reyes/Reuters")
    assert "Photo:" not in text
    assert "Dana Reyes/Reuters" in text
    assert "Dana" not in cleaned(monkeypatch, "photo-credit", 0.5, "Photo: Dana Reyes", "Dana Reyes/Reuters")
    assert credits.is_introduced("© Jörn Habicke") and not credits.is_introduced("Getty Images")


def test_a_link_or_two_need_less_of_a_witness_than_many(monkeypatch: pytest.MonkeyPatch) -> None:
    links = [f"Related: The {what} of Ellery is mended" for what in ("bridge", "fountain", "clock")]
    assert "Related" not in cleaned(monkeypatch, "read-more", 0.3, links[0])
    assert cleaned(monkeypatch, "read-more", 0.3, *links).count("Related") == 3
    assert "Related" not in cleaned(monkeypatch, "read-more", 0.55, *links)


@pytest.mark.parametrize(
    ("line", "byline"),
    [("Das Gespräch führte zu nichts.", False), ("Das Gespräch führte Anna Quandt.", True)],
)
def test_a_short_sentence_without_a_name_is_no_byline(line: str, byline: bool) -> None:
    assert ("byline" in Paragraph(1, line).condemned) is byline


@pytest.mark.parametrize(
    ("text", "upper"),
    [
        ("PORT CHIEF SAYS THE GULLS", True),
        ("A案：北の桟橋から灯台まで", False),
        ("ABC", True),
        ("A", False),
        ("12", False),
    ],
)
def test_capitals(text: str, upper: bool) -> None:
    assert words.is_upper(text) is upper


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("Mayor defends bridge plan", True),
        ("Q: And who has the axe now?", False),
        ("Bring back the brass band. \u2014 Anon", False),
        ("Is the bypass finished? \u2014 Ron, Eastgate", False),
    ],
)
def test_who_asks_or_writes_makes_no_headline(line: str, headline: bool) -> None:
    assert teaser._reads_like_headline(Paragraph(1, line)) is headline


def test_the_witness_is_asked_again_when_the_page_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    def likely(document: Document, index: int) -> float:
        text = document.paragraphs[index].text
        return 0.9 if text == "Tides" and all(p.text != "Advert" for p in document.paragraphs) else 0.1

    def finds(text: str, doubt: float = 0.0) -> Filter:
        return lambda document: (Finding(i, doubt=doubt) for i, p in enumerate(document.paragraphs) if p.text == text)

    monkeypatch.setattr(model, "likely", likely)
    clean = Cleaner("none", filters=[finds("Tables", 0.5), finds("Advert"), finds("Tides", 0.5)])
    text = "\n\n".join([STORY[0], "Tables", STORY[1], "Tides", "Advert", STORY[2]]) + "\n"
    once = clean(text).text
    assert "Tables" in once and "Advert" not in once and "Tides" not in once
    assert not clean(once).changed
