"""The index of earlier documents: across runs, after kills, with two writers."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import COMMAND, Run
from test_dedup_cli import call as call

import cleaner
from cleaner.corpus.decision import Decision
from cleaner.corpus.index import Index
from cleaner.errors import CleanerError

FIXTURES = Path(__file__).parent.parent / "fixtures" / "dedup"

Record = dict[str, Any]


def records(name: str) -> list[Record]:
    return [json.loads(line) for line in (FIXTURES / f"{name}.jsonl").read_text().split("\n") if line]


def dedup(rows: list[Record], index: Path, run: str = "", **options: Any) -> dict[str, Decision]:
    return {d.document: d for d in cleaner.dedup(rows, index=index, run=run, raw=True, jobs=1, **options)}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def ids(index: Path) -> list[str]:
    return [entry.id for entry in Index(index).documents()]


def test_what_an_earlier_run_has_kept_is_not_kept_again(index: Path) -> None:
    rows = records("copies")
    dedup(rows[:1], index, "monday")
    found = dedup([*rows[1:], *records("weather")], index, "tuesday")
    assert {id: (d.kept, d.run) for id, d in found.items() if not d.stays} == {
        row["id"]: ("gazette", "monday") for row in rows[1:]
    }
    assert found["cut"].kind == "part"
    assert found["extended"].kind == "near"
    assert ids(index) == ["gazette", "weather-tuesday", "weather-wednesday", "weather-thursday"]
    assert all(d.kind == "exact" and d.run for d in dedup(records("weather"), index).values())


def test_one_run_and_two_find_the_same_copies(index: Path, tmp_path: Path) -> None:
    rows = [
        row | {"id": f"{path.stem}/{row['id']}"}
        for path in sorted(FIXTURES.glob("*.jsonl"))
        for row in records(path.stem)
    ]
    once = {id: d.kept for id, d in dedup(rows, tmp_path / "other", keep="first").items()}
    twice = dedup(rows[:20], index, keep="first") | dedup(rows[20:], index, keep="first")
    assert {id: d.kept for id, d in twice.items()} == once
    assert ids(index) == ids(tmp_path / "other")


def test_an_index_is_probed_part_by_part_with_the_same_result(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = records("copies") + records("weather") + records("scripts")
    dedup(rows[:4], index)
    dedup(rows[4:8], index)
    monkeypatch.setattr("cleaner.engines.duck._PROBES", 7)
    monkeypatch.setattr("cleaner.engines.duck._PART", 11)
    found = dedup(rows, index)
    known = {"whole-page", "weather-tuesday", "weather-wednesday"}
    assert {d.kept for d in found.values() if d.run} == known
    assert {row["id"] for row in rows[:8]} == {id for id, d in found.items() if d.run}
    assert Index(index).verify() == []


def test_short_documents_are_found_too(index: Path) -> None:
    dedup([{"id": "a", "text": "The road is closed."}, {"id": "empty", "text": ""}], index)
    found = dedup([{"id": "b", "text": "the road is CLOSED"}, {"id": "c", "text": "The road is open."}], index)
    assert (found["b"].kept, found["b"].kind, found["c"].kept) == ("a", "exact", None)


def test_the_field_and_the_window_hold_across_runs(index: Path) -> None:
    row = {"id": "a", "text": "The road is closed.", "site": "x", "date": "2025-03-01"}
    options: dict[str, Any] = {"within": "site", "window": "7d"}
    dedup([row], index, **options)
    others = [
        row | {"id": "same"},
        row | {"id": "site", "site": "y"},
        row | {"id": "week", "date": "2025-03-08"},
        row | {"id": "later", "date": "2025-03-30"},
    ]
    found = dedup(others, index, **options)
    assert {id: d.kept for id, d in found.items()} == {"same": "a", "site": None, "week": "a", "later": None}


def test_delete_and_expire(index: Path) -> None:
    dedup([{"id": "a", "text": "One.", "date": "2025-01-01"}, {"id": "b", "text": "Two.", "date": "2025-02-01"}], index)
    dedup([{"id": "c", "text": "Three."}], index)
    opened = Index(index)
    assert (opened.delete(["b", "nothing"]), ids(index), len(opened)) == (1, ["a", "c"], 2)
    assert opened.delete(["b"]) == 0
    assert dedup([{"id": "again", "text": "Two."}], index)["again"].stays
    assert (opened.expire("2025-01-15"), ids(index)) == (1, ["c", "again"])
    assert [run.documents - run.deleted for run in opened.runs()] == [1, 1]
    assert opened.expire("2099-01-01") == 0
    assert opened.verify() == []


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"shingle": 4}, "shingle 5, and this run has shingle 4"),
        ({"threshold": 0.9}, "bands 19"),
        ({"containment": None}, "containment used"),
        ({"within": "site"}, "within everything"),
        ({"window": "7d"}, "window any"),
    ],
)
def test_what_cannot_be_compared_is_refused(index: Path, options: dict[str, Any], name: str) -> None:
    dedup(records("short"), index)
    with pytest.raises(CleanerError, match=name):
        dedup(records("short"), index, **options)
    assert len(Index(index).segments()) == 1


@pytest.mark.parametrize("name", ["NORMALISER", "SHINGLE", "SEED"])
def test_other_versions_are_refused(index: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    dedup(records("short"), index)
    monkeypatch.setattr(f"cleaner.corpus.hashing.{name}", 99)
    with pytest.raises(CleanerError, match=r"and this run has .* 99: .*use another index"):
        dedup(records("short"), index)


def test_a_run_that_fails_adds_nothing(index: Path) -> None:
    dedup(records("weather"), index)
    decisions = cleaner.dedup(records("copies"), index=index, raw=True)
    next(decisions)
    decisions.close()  # type: ignore[attr-defined]
    assert len(ids(index)) == 3
    assert len(list((index / "segments").iterdir())) == 2


def test_verify_finds_what_is_wrong(index: Path) -> None:
    dedup(records("weather"), index)
    dedup(records("copies"), index)
    keys, documents = sorted((index / "segments").iterdir())[:2]
    data = bytearray(documents.read_bytes())
    data[len(data) // 2] ^= 1
    (keys if documents.name.endswith("keys.parquet") else documents).write_bytes(data)
    assert len(Index(index).verify()) == 1
    documents.unlink()
    assert any("is not there" in problem for problem in Index(index).verify())


@pytest.mark.parametrize("number", [0, 1])
def test_a_segment_that_cannot_be_read_is_told_in_a_line(call: Run, tmp_path: Path, number: int) -> None:
    assert call("dedup", FIXTURES / "copies.jsonl", "-o", "out.jsonl", "--index", "index").status == 0
    broken = sorted((tmp_path / "index" / "segments").iterdir(), reverse=True)[number]
    broken.write_bytes(b"no Parquet at all")
    ran = call("dedup", FIXTURES / "copies.jsonl", "-o", "out.jsonl", "--index", "index")
    assert ran.status == 2
    assert len(ran.messages) == 1
    assert broken.name in ran.messages[0]
    assert call("index", "verify", "index").status == 2


def test_no_other_directory_is_taken_for_an_index(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(CleanerError, match="other files in it"):
        Index(tmp_path)
    with pytest.raises(CleanerError, match="no index there"):
        Index(tmp_path / "nothing", create=False)
    (tmp_path / "file").write_text("x")
    with pytest.raises(CleanerError, match="file"):
        Index(tmp_path / "file")


def test_an_index_that_somebody_was_killed_making_is_made(index: Path) -> None:
    (index / "segments").mkdir(parents=True)
    (index / "manifest.sqlite").touch()
    assert len(Index(index, create=False)) == 0
    dedup(records("weather"), index)
    assert len(Index(index)) == 3


def test_a_manifest_that_is_none_is_told(index: Path) -> None:
    index.mkdir()
    (index / "manifest.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(CleanerError, match="not a database"):
        Index(index)


def test_the_command(run: Run, tmp_path: Path) -> None:
    first = run("dedup", FIXTURES / "copies.jsonl", "-o", "a.jsonl", "--index", "index", "--run", "monday")
    assert first.status == 0
    again = run("dedup", FIXTURES / "copies.jsonl", "--list", "--index", "index", "--run", "tuesday")
    assert {json.loads(line)["run"] for line in again.text.split("\n") if line} == {"monday"}
    assert [line.split("\t")[::2] for line in run("index", "list", "index").text.split("\n") if line] == [
        ["run", "documents"],
        ["monday", "1"],
    ]
    assert run("index", "documents", "index").text == "id\trun\tdate\nextended\tmonday\t2025-03-12T09:00:00+00:00\n"
    assert run("index", "verify", "index").messages == ["cleaner: 1 document in 1 segment: all is as it was written"]
    assert run("index", "expire", "index", "--before", "2025-03-01").messages == [
        "cleaner: 0 documents deleted, 1 left"
    ]
    assert run("index", "delete", "index", "-", stdin="extended\n").messages == ["cleaner: 1 document deleted, 0 left"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list", "nothing"], "nothing: no index there"),
        (["delete", "index"], "index delete needs the ids"),
        (["list", "index", "x"], "index list takes no ids"),
        (["expire", "index"], "needs --before DATE"),
        (["verify", "index", "--before", "2025-01-01"], "nothing else takes it"),
        (["expire", "index", "--before", "soon"], "'soon' is no date"),
    ],
)
def test_what_cannot_be_done_is_told(call: Run, tmp_path: Path, arguments: list[str], message: str) -> None:
    Index(tmp_path / "index")
    ran = call("index", *arguments)
    assert ran.status == 2
    assert message in ran.messages[0]


# --- kills and writers at once ---

WRITER = """
import sys
import cleaner
run, index = sys.argv[1:]
texts = [{"id": f"{run}-{n}", "text": f"Story {n} of the run {run}."} for n in range(20)]
shared = [{"id": f"shared-by-{run}", "text": "What both runs have."}]
print("ready", flush=True)
sys.stdin.readline()
for decision in cleaner.dedup(texts + shared, index=index, run=run, raw=True, jobs=1):
    if decision.kept is not None:
        print(decision.document, decision.kept, decision.run, flush=True)
print("done", flush=True)
"""


def writer(run: str, index: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, run, str(index)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_of_two_writers_the_second_finds_what_the_first_has_added(index: Path) -> None:
    both = [writer(name, index) for name in ("one", "two")]
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[0].split("\n") for process in both]
    assert [lines[-2] for lines in said] == ["done", "done"]
    found = [line for lines in said for line in lines if line.startswith("shared")]
    assert found in (["shared-by-two shared-by-one one"], ["shared-by-one shared-by-two two"])
    assert len(ids(index)) == 41
    assert Index(index).verify() == []


KILLED = """
import os, random, signal, sys, threading, time
import cleaner
index, first, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

def work(run):
    texts = [{"id": f"{run}-{n}", "text": f"Story {n} of the run {run}.", "date": "2025-01-01"} for n in range(30)]
    for _ in cleaner.dedup(texts, index=index, run=str(run), raw=True, jobs=1):
        pass

for run in range(first, first + 30):
    child = os.fork()
    if not child:
        work(run)
        os._exit(0)
    time.sleep(random.Random(seed + run).uniform(0, 0.12))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    opened = cleaner.Index(index)
    runs = [r.run for r in opened.runs()]
    there = [entry.id for entry in opened.documents()]
    assert opened.verify() == [], opened.verify()
    assert len(there) == 30 * len(runs) == len(set(there)), (len(there), runs)
    assert not (status == 0 and str(run) not in runs), "a run that ended is lost"
    print(status, len(runs), flush=True)
"""


def test_thirty_kills_lose_nothing_and_leave_nothing_half_done(index: Path, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(index), "0", "1"],
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    killed = [line.split()[0] for line in done.stdout.split("\n") if line]
    assert len(killed) == 30
    assert killed.count(str(int(signal.SIGKILL))) >= 10
    assert len(list(tmp_path.glob("tmp/cleaner-keys-*"))) <= 3
    dedup([{"id": "last", "text": "After all that."}], index)
    named = {file for segment in Index(index).segments() for file in segment.files}
    assert {path.name for path in (index / "segments").iterdir()} == named


def test_a_killed_command_leaves_output_and_index_as_they_were(tmp_path: Path, run: Run) -> None:
    (tmp_path / "out.jsonl").write_text("as it was\n")
    Index(tmp_path / "index")
    # The manifest is locked, so that the command waits just before it would decide.
    lock = sqlite3.connect(tmp_path / "index" / "manifest.sqlite", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    process = subprocess.Popen(
        [*COMMAND, "dedup", str(FIXTURES / "copies.jsonl"), "-o", "out.jsonl", "--index", "index"], cwd=tmp_path
    )
    time.sleep(1.0)
    assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    lock.execute("ROLLBACK")
    lock.close()
    assert (tmp_path / "out.jsonl").read_text() == "as it was\n"
    assert len(Index(tmp_path / "index")) == 0
    assert run("dedup", FIXTURES / "copies.jsonl", "-o", "out.jsonl", "--index", "index").status == 0
    assert len(Index(tmp_path / "index")) == 1
