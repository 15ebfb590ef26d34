"""Stories that look like residue (`fixtures/stories`): how much of them goes, and how much residue stays with them."""

import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

import stories
import unseen

import cleaner

#: The most story lines that may go, and the most residue lines that may stay, as shares of each, by preset.
MOST = {
    ("news", "bare"): (0.02, 0.0),
    ("news", "page"): (0.03, 0.05),
    ("news", "own"): (0.006, 0.26),
    ("page", "bare"): (0.035, 0.0),
    ("page", "page"): (0.042, 0.02),
    ("page", "own"): (0.021, 0.19),
}

ALL = list(stories.stories())
TEXTS = {
    "bare": [s.bare() for s in ALL],
    "page": [page for s in ALL if (page := s.in_residue())],
    "own": [s for s in ALL if any(line.residue for line in s.lines)],
}


def test_they_are_of_many_kinds_and_languages() -> None:
    assert len(ALL) >= 500
    assert len({s.kind for s in ALL}) >= 250
    assert len({s.lang for s in ALL}) >= 35
    assert len({s.name for s in ALL}) == len(ALL)
    assert 0.25 < sum(s.held for s in ALL) / len(ALL) < 0.45


@pytest.mark.parametrize("held", [False, True], ids=["seen", "unseen"])
@pytest.mark.parametrize(("preset", "where"), MOST)
def test_hardly_a_line_of_a_story_goes(preset: str, where: str, held: bool) -> None:
    """Of those that the weights of the package have seen, and of the others with weights that have not seen them."""
    texts = [s for s in TEXTS[where] if s.held == held]
    with unseen.judging() if held else nullcontext():
        found = stories.measured(cleaner.Cleaner(preset), iter(texts))
    most_lost, most_left = MOST[preset, where]
    assert found.story > 500
    assert found.lost <= most_lost * found.story, found
    assert found.left <= most_left * found.residue, found


def test_a_story_on_a_page_is_the_story_and_residue() -> None:
    for story in ALL:
        page = story.in_residue()
        if page is not None:
            assert [line for line in page.lines if not line.residue] == list(story.bare().lines)
            assert sum(line.residue for line in page.lines) >= 10
