"""Paragraphs and documents: what is known of a text, and by whom it is shared."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import document, layout
from cleaner.document import SHORT, Paragraph
from cleaner.lazy import kept

LEADS = st.sampled_from(["", "\n", "\n\n", "\r\n", "\r\n\r\n", " \n\n\n", "\n \n"])


def test_short_lines_with_the_same_text_are_known_together() -> None:
    first, second = Paragraph(1, "Sign up for our newsletter"), Paragraph(9, "Sign up for our newsletter", lead="\n")
    assert first.hits
    assert second.__dict__["hits"] is first.hits
    assert (second.line, second.lead, second.tight, first.tight) == (9, "\n", True, False)


def test_long_paragraphs_are_known_by_themselves() -> None:
    text = "a" * (SHORT + 1)
    first, second = Paragraph(1, text), Paragraph(2, text)
    assert first.size == 1
    assert "size" not in second.__dict__


@pytest.mark.parametrize("text", ["Home", "The ferry left at noon, two hours late, with forty people aboard."])
def test_under_another_gap_a_paragraph_is_still_known(text: str) -> None:
    paragraph = Paragraph(3, text, 2, lead="\n", raw=text.replace(" ", "\n", 1))
    assert paragraph.words
    moved, plain = paragraph.led_by("\n\n"), paragraph.made_plain("\n\n")
    assert moved.__dict__["words"] is plain.__dict__["words"] is paragraph.words
    assert (moved.line, moved.span, moved.lead, moved.raw, moved.tight) == (3, 2, "\n\n", paragraph.raw, False)
    assert plain.raw is None
    assert "words" not in paragraph.becoming(f"{text}!").__dict__


def test_no_more_lines_are_known_than_fit() -> None:
    for number in range(2 * document._MOST_KNOWN):
        assert Paragraph(1, f"line {number}").size == 2
    assert 0 < len(document._known) <= document._MOST_KNOWN


def test_a_pickled_paragraph_is_the_same() -> None:
    paragraph = Paragraph(3, "By Dana Reyes", lead="\n")
    assert paragraph.words
    copy = pickle.loads(pickle.dumps(paragraph))
    assert (copy.line, copy.text, copy.lead, copy.tight, copy.words) == (
        3,
        "By Dana Reyes",
        "\n",
        True,
        paragraph.words,
    )


def test_what_is_kept_is_asked_once() -> None:
    asked: list[str] = []

    @kept
    def judge(paragraph: Paragraph) -> None:
        asked.append(paragraph.text)

    for line in ("one of its kind", "another of its kind", "one of its kind"):
        assert judge(Paragraph(1, line)) is None
    assert asked == ["one of its kind", "another of its kind"]


@given(leads=st.lists(LEADS, min_size=1, max_size=8), data=st.data())
def test_what_stays_stands_behind_the_widest_gap(leads: list[str], data: st.DataObject) -> None:
    paragraphs = [Paragraph(n, f"line {n}", lead=lead) for n, lead in enumerate(leads)]
    gone = data.draw(st.sets(st.integers(0, len(leads) - 1)))
    left = layout.without(paragraphs, gone)
    assert [p.line for p in left] == [n for n in range(len(leads)) if n not in gone]
    for before, after in zip([None, *left], left, strict=False):
        gaps = leads[: after.line + 1] if before is None else leads[before.line + 1 : after.line + 1]
        widest = max(gaps, key=layout._line_ends)
        assert after.lead == (leads[0] if before is None else widest)


@given(texts=st.lists(st.sampled_from(["Home", "home!", "News", "", "...", "Share this"]), max_size=12))
def test_copies_are_the_lines_with_the_same_words(texts: list[str]) -> None:
    found = layout.parse("\n\n".join(texts)).copies
    paragraphs = layout.parse("\n\n".join(texts)).paragraphs
    for index, paragraph in enumerate(paragraphs):
        same = [i for i, p in enumerate(paragraphs) if p.key == paragraph.key and p.key]
        assert found.get(index, []) == (same if len(same) > 1 else [])
