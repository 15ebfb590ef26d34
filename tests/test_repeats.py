"""A failure that comes again and again is shown a hundred times, then counted; a file that fails is always named."""

import json
from pathlib import Path

import pytest
from conftest import Run

from cleaner.cli.repeats import Repeats
from cleaner.files.plan import Task
from cleaner.files.reader import Piece
from cleaner.files.sources import Source
from cleaner.files.units import Unit

FOLDED = "cleaner: more like the last 100 are counted, not shown"


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    """Records without the field that is read."""
    records = (json.dumps({"id": n, "body": f"The ferry {n} left at noon."}) + "\n" for n in range(150))
    (tmp_path / "wrong.jsonl").write_text("".join(records))
    return "wrong.jsonl"


@pytest.mark.parametrize(
    ("command", "folded", "end"),
    [
        (("clean", "-o", "o.jsonl"), f"{FOLDED}: --errors-to FILE.jsonl has all of them", "150 failed, 0 cleaned"),
        (("clean", "-o", "o.jsonl", "-j", "2"), FOLDED, "150 failed, 0 cleaned"),
        (("dedup", "-o", "o.jsonl"), f"{FOLDED}: --errors-to FILE.jsonl has all of them", "150 failed"),
        (("learn", "-o", "p.json"), FOLDED, "150 failed"),
    ],
)
def test_records(command: tuple[str, ...], folded: str, end: str, run: Run, wrong: str) -> None:
    ran = run(*command, wrong)
    assert ran.status == 2
    assert [m for m in ran.messages if "no field 'text'" in m] == ran.messages[:100]
    assert ran.messages[100].startswith(folded)
    assert ran.messages[101:] == [f"cleaner: {end}"]


@pytest.mark.parametrize("command", ["clean", "dedup"])
def test_all_of_them(command: str, run: Run, wrong: str, tmp_path: Path) -> None:
    ran = run(command, "-v", wrong, "-o", "o.jsonl")
    assert len([m for m in ran.messages if "no field 'text'" in m]) == 150
    ran = run(command, wrong, "-o", "o.jsonl", "--errors-to", "e.jsonl")
    assert [m for m in ran.messages if "150 failed" in m] == ran.messages
    assert len((tmp_path / "e.jsonl").read_text().splitlines()) == 150


def test_another_reason_is_another_kind(run: Run, wrong: str, tmp_path: Path) -> None:
    with (tmp_path / wrong).open("a") as file:
        file.write("broken\n")
    assert "cleaner: wrong.jsonl:151: no valid JSON: Expecting value at column 1" in run("clean", wrong).messages


def test_messages_that_all_differ_need_no_memory() -> None:
    repeats, piece = Repeats(), Piece(Task(Source("a.jsonl", "", ""), "jsonl"), Unit("jsonl", "a.jsonl:1", b""), 0)
    words = ("".join(chr(97 + n // 26**k % 26) for k in range(3)) for n in range(5000))
    assert all(list(repeats.shown(word, piece)) == [word] for word in words)
    assert len(repeats._seen) <= 1000


def test_every_file_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    for number in range(150):
        (tmp_path / "raw" / f"{number}.txt").write_bytes(b"caf\xe9\n")
    messages = run("clean", "raw", "-o", "out").messages
    assert len([m for m in messages if ".txt: " in m]) == 150
