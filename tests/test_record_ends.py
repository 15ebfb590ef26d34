"""The text of a record ends as it came: without a line end if it had none, with one if it had any."""

import csv
import json
import subprocess
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import COMMAND, Run
from test_dedup_cli import call

import cleaner
from cleaner.files.records import Writer, read

__all__ = ["call"]

STORY = "The ferry left at noon, two hours late, with forty people aboard."

#: The text of a record, and what it becomes. Those of the second part need nothing.
CASES = [
    (f"Advertisement\n\n{STORY}", STORY),
    (f"{STORY}\n\nAdvertisement", STORY),
    (f"{STORY}\n\nAdvertisement\n", f"{STORY}\n"),
    (f"{STORY}\r\n\r\nAdvertisement\r\n", f"{STORY}\n"),
    (f"{STORY}  ", STORY),
    (f"{STORY}\n\n\n", f"{STORY}\n"),
    (f"{STORY}\r\n", f"{STORY}\n"),
    (f"{STORY}\n  ", f"{STORY}\n"),
    ("\n \n", ""),
    (STORY, STORY),
    (f"{STORY}\n", f"{STORY}\n"),
    (f"{STORY}\n\nNobody minded.", f"{STORY}\n\nNobody minded."),
    ("", ""),
]

#: How many of them change.
CHANGE = 9

KINDS = ("jsonl", "csv", "tsv", "parquet")


def write(path: Path, texts: list[str]) -> None:
    rows = [{"id": str(number), "text": text} for number, text in enumerate(texts)]
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    else:
        with path.open("w", newline="") as file:
            out = csv.writer(file, "excel-tab" if path.suffix == ".tsv" else "excel", lineterminator="\n")
            out.writerows([("id", "text"), *(tuple(row.values()) for row in rows)])


def texts(path: Path) -> list[str]:
    return [entry.text for entry in read([str(path)], problem=pytest.fail)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_counts_ledger_and_way_back(call: Run, tmp_path: Path, kind: str) -> None:
    source, clean = tmp_path / f"raw.{kind}", tmp_path / f"clean.{kind}"
    write(source, [before for before, _ in CASES])
    ran = call("clean", source.name, "-o", clean.name, "--report", "l.jsonl", "--stats")
    assert (ran.status, ran.messages[-1]) == (0, f"{len(CASES)} documents, {CHANGE} changed, 0 over budget, 0 failed")
    assert texts(clean) == [after for _, after in CASES]
    ledger = [json.loads(line) for line in (tmp_path / "l.jsonl").read_text().splitlines()]
    assert {entry["document"] for entry in ledger} == set(map(str, range(CHANGE)))
    assert call("restore", clean.name, "l.jsonl", "-o", f"back.{kind}").status == 0
    if kind == "parquet":
        assert pq.read_table(tmp_path / "back.parquet").equals(pq.read_table(source))
    else:
        assert (tmp_path / f"back.{kind}").read_bytes() == source.read_bytes()
    # Twice is once.
    assert call("clean", clean.name, "--check").status == 0


@pytest.mark.parametrize("kind", KINDS)
def test_what_needs_nothing_keeps_its_bytes(call: Run, tmp_path: Path, kind: str) -> None:
    source = tmp_path / f"raw.{kind}"
    write(source, [before for before, _ in CASES[CHANGE:]])
    before, moment = source.read_bytes(), source.stat().st_mtime_ns
    for options in (("--check",), ("--diff",), ("-i", "--report", "l.jsonl")):
        assert call("clean", source.name, *options) == (0, b"", "")
    assert (source.read_bytes(), source.stat().st_mtime_ns) == (before, moment)
    assert (tmp_path / "l.jsonl").read_bytes() == b""


def test_a_cell_of_one_line_stays_one(call: Run, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("id,text\n1,It  rained.\n2,It snowed.\n")
    ran = call("clean", "r.csv", "--diff")
    assert ran.text == (
        "--- r.csv:2\n+++ r.csv:2\n@@ -1 +1 @@\n"
        "-It  rained.\n\\ No newline at end of file\n+It rained.\n\\ No newline at end of file\n"
    )
    assert call("clean", "r.csv", "-i").status == 0
    assert (tmp_path / "r.csv").read_text() == "id,text\n1,It rained.\n2,It snowed.\n"


def test_texts_in_files_and_pipes_end_in_a_line_end(call: Run, tmp_path: Path) -> None:
    """Also where a record is made of them."""
    (tmp_path / "a.txt").write_text(STORY)
    assert call("clean", "a.txt").text == f"{STORY}\n"
    assert call("clean", "a.txt", "-o", "a.jsonl").status == 0
    assert texts(tmp_path / "a.jsonl") == [f"{STORY}\n"]
    done = subprocess.run(COMMAND, input=STORY.encode(), stdout=subprocess.PIPE, check=True, cwd=tmp_path)
    assert done.stdout == f"{STORY}\n".encode()


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_to_another_format(call: Run, tmp_path: Path, kind: str) -> None:
    write(tmp_path / "raw.tsv", [before for before, _ in CASES])
    assert call("clean", "raw.tsv", "-o", f"clean.{kind}").status == 0
    assert texts(tmp_path / f"clean.{kind}") == [after for _, after in CASES]


def test_workers_and_a_run_that_may_go_on(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "raw.jsonl", [before for before, _ in CASES * 3])
    assert run("clean", "raw.jsonl", "-o", "clean.jsonl", "-j", "2", "--resume") == (0, b"", "")
    assert texts(tmp_path / "clean.jsonl") == [after for _, after in CASES * 3]


def test_over_the_damage_budget(call: Run, tmp_path: Path) -> None:
    advert = "Sign up for our newsletter\n\nSubscribe to our newsletter\n\nNoon."
    write(tmp_path / "raw.jsonl", [advert, advert + "\n"])
    before = (tmp_path / "raw.jsonl").read_bytes()
    ran = call("clean", "raw.jsonl", "-o", "clean.jsonl", "--report", "l.jsonl")
    assert ran.err.count("its lines stay") == 2
    assert (tmp_path / "clean.jsonl").read_bytes() == before
    assert (tmp_path / "l.jsonl").read_text().count("budget") == 2


@pytest.mark.parametrize(("before", "after"), CASES)
def test_from_python(before: str, after: str) -> None:
    clean = cleaner.Cleaner()
    result = clean(cleaner.parse(before, field=True))
    assert (result.text, result.changed, bool(result.records)) == (after, before != after, before != after)
    assert cleaner.restore(result.text, result.records) == before
    assert [found.text for found in clean.map([cleaner.parse(before, field=True)])] == [after]
    # A text that is no field ends in a line end, if there is anything in it.
    assert clean(before).text == (after.rstrip("\n") + "\n" if after else "")


def test_entries_of_files(tmp_path: Path) -> None:
    write(tmp_path / "raw.csv", ["It  rained.", "It snowed.\n"])
    (tmp_path / "a.txt").write_text("It  hailed.")
    clean = cleaner.Cleaner()
    with Writer(str(tmp_path / "out.jsonl")) as out:
        for name in ("raw.csv", "a.txt"):
            for entry in read([str(tmp_path / name)], problem=pytest.fail):
                assert (entry.document.id, entry.document.meta["place"]) == (entry.id, entry.place)
                out.write(entry, clean(entry.document).text)
    assert texts(tmp_path / "out.jsonl") == ["It rained.", "It snowed.\n", "It hailed.\n"]
