"""Bullets without words, months of an archive and tags with counts, by what stands around them."""

import pytest

import cleaner
from cleaner.catalog import factory

STORY = (
    "The ferry left at noon, two hours late, with forty people aboard and one goat.",
    "The board said that the engine had been mended twice since the spring of last year.",
)


def found(name: str, *lines: str) -> list[int]:
    document = cleaner.parse("\n\n".join(lines) + "\n")
    findings = list(factory(name)()(document))
    assert all(finding.sure for finding in findings)
    return sorted(finding.index for finding in findings)


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        *[((f"{sign} one", f"  {sign} ", f"{sign} two"), [1]) for sign in "*+-\u2022"],
        (("- one", "-"), [1]),
        (("-", "- one"), [0]),
        (("  - one", "-"), [1]),
        (("-", "-", "-\tone"), [0, 1]),
        # Beside an item of another list, a word with a dash, a line across the page, another line.
        (("+ one", "-"), []),
        (("-", "+ one"), []),
        (("-one", "-"), []),
        (("- !", "-"), []),
        (("- one", "Words", "-", "Words", "- two"), []),
        (("-", "Words", "-", "Words", "-", "Words", "-"), []),
        (("o one", "o", "o two"), []),
        # Each row by itself: one beside an item, one of two bullets, one of many.
        (("- one", "-", "Words", "-"), [1]),
        (("- one", "-", "*", "Words"), [1, 2]),
        (("*", "*", "*"), []),
        (("*", "*", "*", "*"), [0, 1, 2, 3]),
        (("*", "+", "-", "*", "*", "Words", "*"), [0, 1, 2, 3, 4]),
        # Code and comparisons have bare signs.
        (("```", "- one", "-", "```"), []),
        (("@@ Sundays @@", "- one", "-"), []),
    ],
)
def test_bullets_without_words(lines: tuple[str, ...], gone: list[int]) -> None:
    assert found("empty-markup", *lines) == gone
    assert found("empty-markup", STORY[0], *lines, STORY[1]) == [index + 1 for index in gone]


MONTHS = ("May 2012 (3)", "April 2012", "M\u00e4rz 2012 (12)")


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        (MONTHS, [0, 1, 2]),
        (MONTHS[:2], []),
        ((*MONTHS, "Berths", *MONTHS[:2], "Rates", *MONTHS), [0, 1, 2, 7, 8, 9]),
        ((*MONTHS[:2], "Berths", MONTHS[2]), []),
        (("Berths", *MONTHS, "Rates"), [1, 2, 3]),
        # A table has figures below.
        ((*MONTHS, "12"), []),
        ((*MONTHS, "12 %", *MONTHS), [4, 5, 6]),
        ((*MONTHS, "12 goats"), [0, 1, 2]),
        (("May 2012 3 4 5", *MONTHS[:2]), [0, 1, 2]),
        (("May 2012 3 4 5 6", *MONTHS[:2]), []),
        # Under a label they are tags.
        (("Tags:", *MONTHS), [0, 1, 2, 3]),
    ],
)
def test_months_of_an_archive(lines: tuple[str, ...], gone: list[int]) -> None:
    """Below the story alone."""
    assert found("tag-list", *STORY, *lines) == [index + 2 for index in gone]
    assert found("tag-list", STORY[0], *lines) == [index + 1 for index in gone]
    if lines[0] != "Tags:":
        assert found("tag-list", STORY[0], *lines, STORY[1]) == []
        assert found("tag-list", *lines, *STORY) == []
        assert found("tag-list", *lines) == []


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        (("Goats (3)", "Mills (4)", "Plums (99999)", "Bells (0)", f"{'B' * 50} (5)"), 5),
        (("Goats (3)", "Mills (4)", "Plums (999999)", "Bells (0)", "Boats (5)"), 0),
        (("Goats (3)", "Mills (4)", f"{'B' * 52} (5)", "Bells (0)", "Boats (5)"), 0),
        (("Goats (3)", "Mills (4)", "Plums", "Bells (0)", "Boats (5)", "Piers (6)"), 0),
        (("Goats (3)", "Mills (4)", "Plums (5)", "Bells (0)"), 0),
        (("  Goats (3) ", "Mills (4)", "Plums (5)", "Bells (0)", "Boats (5)", "Piers (6)", "Berths"), 6),
    ],
)
def test_tags_with_counts_under_a_label(lines: tuple[str, ...], gone: int) -> None:
    document = cleaner.parse("\n\n".join([STORY[0], "Categories", *lines, STORY[1], *lines]) + "\n")
    findings = list(factory("tag-list")()(document))
    assert [finding.index for finding in findings] == list(range(1, 2 + gone))
    assert not any(finding.sure for finding in findings)
    # Below the story tags need no counts.
    assert found("tag-list", *STORY, "Categories", *lines[:5]) == list(range(2, 3 + len(lines[:5])))
