"""No long document, however it is built, makes a filter take the square of its length.

Times are compared, never taken by themselves. Ten times the lines may take forty times as long; a square would take a
hundred. scripts/bench.py does the same with longer documents.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

from benchmarks import adversarial, bounds

import cleaner

#: Lines of the shorter document: enough that the longer one shows a square, few enough to be quick.
LINES = 150

#: Tries, for the moment in which something else slowed the machine down.
TRIES = 3


def growth(write: Callable[[int], str], small: int) -> float:
    """The least of some tries, as soon as it is within the bound."""
    least = float("inf")
    for number in range(TRIES):
        least = min(least, adversarial.growth(write, small, number))
        if least <= bounds.GROWTH:
            break
    return least


@pytest.mark.parametrize("kind", adversarial.KINDS)
def test_time_grows_with_the_lines(kind: str) -> None:
    assert growth(adversarial.KINDS[kind], LINES) <= bounds.GROWTH


def test_time_grows_with_the_length_of_a_line() -> None:
    assert growth(adversarial.one_line, 100_000) <= bounds.GROWTH


@pytest.mark.parametrize("kind", adversarial.KINDS)
def test_the_documents_are_as_long_as_they_say(kind: str) -> None:
    lines = [line for line in adversarial.KINDS[kind](300).split("\n") if line]
    assert len(lines) == 300


def test_a_square_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound tells a filter that compares each line with each other from one that does not."""

    class Square:
        def __call__(self, text: str) -> int:
            lines = text.split("\n")
            return sum(a is b for a in lines for b in lines)

    monkeypatch.setattr(cleaner, "Cleaner", Square)
    assert adversarial.growth(adversarial.similar, LINES) > bounds.GROWTH
