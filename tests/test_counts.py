"""One thing is counted as one."""

import pytest
from conftest import Run

from cleaner import counts


@pytest.mark.parametrize(
    ("number", "whole", "counted", "part"),
    [
        (0, 1, "0 stories", "0 of 1 document"),
        (0, 2, "0 stories", "0 of 2 documents"),
        (1, 1, "1 story", "the only document"),
        (1, 2, "1 story", "1 of 2 documents"),
        (2, 2, "2 stories", "2 of 2 documents"),
    ],
)
def test_counts(number: int, whole: int, counted: str, part: str) -> None:
    assert (counts.counted(number, "story", "stories"), counts.part(number, whole)) == (counted, part)


def test_the_only_document(run: Run) -> None:
    ran = run("learn", "--format", "jsonl", stdin='{"text": "It rained."}\n')
    assert ran.status == 2
    assert ran.err.startswith("cleaner: the only document has no site: ")
