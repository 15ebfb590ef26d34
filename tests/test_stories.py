"""Stories that look like residue (`fixtures/stories`): how much of them goes, and how much residue stays with them."""

import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

import stories
import unseen

import cleaner

ALL = list(stories.stories())
GROUPS = {
    "guides": [s for s in ALL if s.is_guide],
    "newsrooms": [s for s in ALL if s.file == "newsrooms"],
    "stories": [s for s in ALL if not s.is_guide and s.file != "newsrooms"],
}
VIEWS: dict[str, Callable[[stories.Story], stories.Story | None]] = {
    "bare": lambda s: s.bare(),
    "page": lambda s: s.in_residue(),
    "own": lambda s: s if any(line.residue for line in s.lines) else None,
}

#: The most story lines that may go, and the most residue lines that may stay, as shares of each, by preset.
MOST = {
    ("stories", "news", "bare"): (0.016, 0.0),
    ("stories", "news", "page"): (0.025, 0.03),
    ("stories", "news", "own"): (0.006, 0.24),
    ("stories", "page", "bare"): (0.03, 0.0),
    ("stories", "page", "page"): (0.036, 0.02),
    ("stories", "page", "own"): (0.015, 0.19),
    ("guides", "news", "bare"): (0.02, 0.0),
    ("guides", "news", "page"): (0.035, 0.02),
    ("guides", "news", "own"): (0.018, 0.52),
    ("guides", "page", "bare"): (0.042, 0.0),
    ("guides", "page", "page"): (0.045, 0.02),
    ("guides", "page", "own"): (0.026, 0.44),
    ("newsrooms", "news", "bare"): (0.004, 0.0),
    ("newsrooms", "news", "page"): (0.012, 0.02),
    ("newsrooms", "news", "own"): (0.004, 0.43),
    ("newsrooms", "page", "bare"): (0.024, 0.0),
    ("newsrooms", "page", "page"): (0.034, 0.02),
    ("newsrooms", "page", "own"): (0.022, 0.36),
}


def test_they_are_of_many_kinds_and_languages() -> None:
    assert len(ALL) >= 700
    assert len({s.kind for s in ALL}) >= 250
    assert len({s.lang for s in ALL}) >= 36
    assert len({s.name for s in ALL}) == len(ALL)
    assert 0.25 < sum(s.held for s in ALL) / len(ALL) < 0.45


#: The preset of most users is always tried.
TRIED = [pytest.param(*key, marks=[pytest.mark.slow] if key[1] == "page" else []) for key in MOST]


@pytest.mark.parametrize(
    "held", [pytest.param(False, id="seen"), pytest.param(True, id="unseen", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize(("group", "preset", "where"), TRIED)
def test_hardly_a_line_of_a_story_goes(group: str, preset: str, where: str, held: bool) -> None:
    """Of those that the weights of the package have seen, and of the others with weights that have not seen them."""
    texts = [text for s in GROUPS[group] if s.held == held and (text := VIEWS[where](s))]
    with unseen.judging() if held else nullcontext():
        found = stories.measured(cleaner.Cleaner(preset), iter(texts))
    most_lost, most_left = MOST[group, preset, where]
    assert found.story > (150 if group == "newsrooms" else 500)
    assert found.lost <= most_lost * found.story, found
    assert found.left <= most_left * found.residue, found


def test_a_story_on_a_page_is_the_story_and_residue() -> None:
    for story in ALL:
        page = story.in_residue()
        if page is not None:
            assert [line for line in page.lines if not line.residue] == list(story.bare().lines)
            assert sum(line.residue for line in page.lines) >= 10
