"""What changed inside a line, and differences in colour."""

import importlib
import io
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
from conftest import COMMAND, PLAIN, RAW, Run
from hypothesis import given
from hypothesis import strategies as st

from cleaner.report import diff, paint
from cleaner.report.changes import Part, likeness, parts

#: Everything that paints; without it a painted difference is a plain one.
SGR = re.compile(r"\x1b\[\d*m")

TEXT = ("--preset", "text")

lines = st.text(st.sampled_from("ab \u00a0\u201c\"'.x"), max_size=30) | st.text(max_size=20)


@given(lines, lines, st.booleans())
def test_parts_are_the_two_lines(before: str, after: str, fine: bool) -> None:
    found = parts(before, after, fine=fine)
    assert "".join(p.text for p in found if p.kind != "new") == before
    assert "".join(p.text for p in found if p.kind != "gone") == after
    assert all(p.text for p in found)
    if before == after:
        assert all(p.kind == "same" for p in found)


@pytest.mark.parametrize(
    ("before", "after", "fine", "expected"),
    [
        ("It is noon.", "It was noon.", False, "It [is|was] noon."),
        ("“Noon”", '"Noon"', False, '[“|"]Noon[”|"]'),
        ("one  two", "one two", False, "one [ |]two"),
        ("cafÃ© open", "café open", False, "[cafÃ©|café] open"),
        ("cafÃ© open", "café open", True, "caf[Ã©|é] open"),
        ("", "new", True, "[|new]"),
    ],
)
def test_parts(before: str, after: str, fine: bool, expected: str) -> None:
    marked, gone, new = "", "", ""
    for part in [*parts(before, after, fine=fine), Part("same", "")]:
        if part.kind == "same":
            marked += (f"[{gone}|{new}]" if gone or new else "") + part.text
            gone = new = ""
        else:
            gone, new = (gone + part.text, new) if part.kind == "gone" else (gone, new + part.text)
    assert marked == expected


def test_very_long_lines_are_not_compared_word_by_word() -> None:
    before = "start " + "a b " * 5000 + "end"
    after = "start " + "c d " * 5000 + "end"
    assert [p.kind for p in parts(before, after)] == ["same", "gone", "new", "same"]
    assert likeness(before, after) == 0.5, "by vocabulary"


texts = st.lists(
    st.sampled_from(["one two three", "one  two three", "“x” y z", '"x" y z', "", "end"]), max_size=12
).map(lambda found: "".join(f"{line}\n" for line in found))


@given(texts, texts)
def test_colour_changes_nothing_else(before: str, after: str) -> None:
    painted = "".join(paint.unified("x", before, after))
    assert SGR.sub("", painted) == "".join(diff.unified("x", before, after))
    for line in painted.splitlines():
        assert line.startswith(" ") or line.endswith("\x1b[0m"), "no colour runs on"


def test_words_that_changed_are_marked() -> None:
    painted = list(paint.unified("x", "It  is noon.\n\nGone.\n", "It is noon.\n"))
    assert "\x1b[31m-It \x1b[7m \x1b[27mis noon.\x1b[0m\n" in painted
    assert "\x1b[32m+It is noon.\x1b[0m\n" in painted
    assert "\x1b[31m-Gone.\x1b[0m\n" in painted


def test_texts_cannot_command_the_terminal() -> None:
    painted = "".join(paint.unified("a\x1b[2Jb", "\x1b[31mred\x07 \u202eevil\n", "red\n"))
    assert "\x1b[2J" not in painted
    assert "\x07" not in painted
    assert "<U+001B>[31mred<U+0007> <U+202E>evil" in SGR.sub("", painted)


@pytest.mark.parametrize(
    ("variables", "terminal", "expected"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_when_colours_are_wanted(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], terminal: bool, expected: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    assert paint.wanted(stream) is expected
    assert paint.wanted(None) is bool(variables.get("FORCE_COLOR") and not variables.get("NO_COLOR"))


def test_diff_is_plain_in_a_pipe_and_coloured_on_a_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    (tmp_path / "b.txt").write_text(PLAIN)
    environment = {"NO_COLOR": "", "FORCE_COLOR": "", "TERM": "xterm"}
    ran = run("clean", "a.txt", "--diff", *TEXT, env=environment)
    assert (ran.status, ran.text) == (1, "".join(diff.unified("a.txt", RAW, PLAIN)))
    assert run("clean", "b.txt", "--diff", *TEXT, env=environment) == (0, b"", "")
    assert run("clean", "a.txt", "--diff", *TEXT, env={**environment, "FORCE_COLOR": "1"}).out.startswith(
        b"\x1b[1m--- a"
    )
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*COMMAND, "clean", "a.txt", "--diff", *TEXT],
        cwd=tmp_path, stdout=theirs, env={**os.environ, **environment}, check=False, timeout=60,
    )  # fmt: skip
    os.close(theirs)
    shown = os.read(ours, 65536).decode().replace("\r\n", "\n")
    os.close(ours)
    assert done.returncode == 1
    assert shown == "".join(paint.unified("a.txt", RAW, PLAIN))
    assert "\x1b[7m" in shown


def test_diff_over_folders_and_records(run: Run, tree: Path, tmp_path: Path) -> None:
    ran = run("clean", "raw", "--diff", *TEXT)
    assert ran.status == 1
    assert [line for line in ran.text.splitlines() if line.startswith("--- ")] == ["--- raw/a.txt", "--- raw/ap/b.txt"]
    (tmp_path / "r.jsonl").write_text('{"id": "x", "text": "One.  Two.\\n"}\n{"id": "y", "text": "One.\\n"}\n')
    ran = run("clean", "r.jsonl", "--diff", *TEXT)
    assert (ran.status, ran.text) == (1, "--- r.jsonl:1\n+++ r.jsonl:1\n@@ -1 +1 @@\n-One.  Two.\n+One. Two.\n")


def test_diff_over_parquet(run: Run, tmp_path: Path) -> None:
    arrow = importlib.import_module("pyarrow")
    parquet = importlib.import_module("pyarrow.parquet")
    parquet.write_table(arrow.table({"id": ["x", "y"], "text": ["One.  Two.\n", "One.\n"]}), tmp_path / "r.parquet")
    ran = run("clean", "r.parquet", "--diff", *TEXT)
    assert ran.status == 1
    assert "-One.  Two.\n+One. Two.\n" in ran.text
