"""Differences that say exactly what changed, however often lines repeat."""

import re
import time

import hypothesis.strategies as st
import pytest
from hypothesis import given

from cleaner.report.diff import unified

HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n")
NO_END = "\\ No newline at end of file\n"


def applied(before: str, diff: list[str]) -> str:
    """The text after a diff was applied as strictly as `patch` does without fuzz."""
    source = [line + "\n" for line in before.split("\n")]
    source[-1] = source[-1][:-1]
    result: list[str] = []
    done = 0
    lines = iter("".join(diff[2:]).splitlines(keepends=True))
    for line in lines:
        if match := HUNK.fullmatch(line):
            start, length = int(match[1]), int(match[2] or 1)
            begin = start - 1 if length else start
            result += source[done:begin]
            done = begin
            assert len(result) == int(match[3]) - (1 if int(match[4] or 1) else 0)
        elif line == NO_END:
            continue
        elif line[0] == "+":
            result.append(line[1:])
        else:
            assert source[done].removesuffix("\n") == line[1:].removesuffix("\n")
            done += 1
            if line[0] == " ":
                result.append(line[1:])
    text = "".join(result + source[done:])
    return text.removesuffix("\n") if diff[-1].endswith(NO_END) and diff[-1][0] in "+ " else text


texts = st.lists(st.sampled_from(["a", "b", "", "c d", "unlike"]), max_size=30).map("\n".join) | st.text(
    "ab\n\r\x0b", max_size=40
)


@given(texts, texts)
def test_a_diff_leads_from_one_to_the_other(before: str, after: str) -> None:
    diff = list(unified("x", before, after))
    if before == after:
        assert diff == []
    else:
        assert diff[:2] == ["--- x\n", "+++ x\n"]
        if "\r" not in before + after and "\x0b" not in before + after:
            assert applied(before, diff) == after


def test_only_what_changed_is_shown() -> None:
    before = "".join(f"line {number % 7}\n\n" for number in range(100))
    after = before.replace("line 3\n\n", "", 1)
    shown = [line for line in unified("x", before, after) if line[0] in "+-"]
    assert shown == ["--- x\n", "+++ x\n", "-line 3\n", "-\n"]


@pytest.mark.parametrize("period", [1, pytest.param(50, marks=pytest.mark.slow), 100_000])
def test_repeated_lines_do_not_slow_it_down(period: int) -> None:
    before = "".join(f"The ferry  left {number % period}.\n\n\n" for number in range(20_000))
    started = time.process_time()
    assert list(unified("x", before, before.replace("\n\n\n", "\n\n")))
    assert list(unified("x", before, before.replace("  ", " ")))
    assert time.process_time() - started < 10
