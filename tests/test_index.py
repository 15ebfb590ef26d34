"""The index of earlier documents: across runs, after kills, with two writers."""

import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import COMMAND, Run
from hypothesis import given
from hypothesis import strategies as st
from test_dedup_cli import call as call

import cleaner
from cleaner.corpus import files, merging
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


@pytest.mark.slow
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


@pytest.mark.parametrize("seed", range(4))
def test_of_a_key_that_many_have_the_first_ones_are_taken(tmp_path: Path, seed: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from cleaner.engines.duck import KeyTable

    chance = random.Random(seed)
    stored = {(chance.randrange(12) << 60, chance.randrange(80)) for _ in range(150)}
    files = [tmp_path / f"{n}.parquet" for n in range(2)]
    for file, part in zip(files, (sorted(stored)[::2], sorted(stored)[1::2]), strict=True):
        columns = [pa.array(column, pa.uint64()) for column in zip(*part, strict=True)]
        pq.write_table(pa.table(columns, names=["key", "number"]), file)
    asked = {(chance.randrange(14) << 60, document) for document in range(20)}
    deleted = set(range(0, 80, 7))
    table = KeyTable()
    keys, documents = (np.array(column) for column in zip(*sorted(asked), strict=True))
    table.add(keys.astype(np.uint64), documents)
    found = table.matches([str(file) for file in files], np.array(sorted(deleted)), 3)
    table.close()
    expected = set()
    for key, document in asked:
        there = sorted(number for k, number in stored if k == key and number not in deleted)
        expected |= {(document, number) for number in there[:3]}
    assert {(d, n) for d, n in zip(*(column.tolist() for column in found), strict=True)} == expected


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
    with pytest.raises(CleanerError, match=r"and this run has .* 99: .*begin another index"):
        dedup(records("short"), index)


def test_a_run_that_fails_adds_nothing(index: Path) -> None:
    dedup(records("weather"), index)
    decisions = cleaner.dedup(records("copies"), index=index, raw=True)
    next(decisions)
    decisions.close()  # type: ignore[attr-defined]
    assert len(ids(index)) == 3
    assert len(list((index / "segments").iterdir())) == 2


def test_verify_finds_what_is_wrong(index: Path) -> None:
    dedup(records("weather"), index, "first")
    dedup(records("copies"), index, "second")
    keys, documents = sorted((index / "segments").iterdir())[:2]
    data = bytearray(documents.read_bytes())
    data[len(data) // 2] ^= 1
    (keys if documents.name.endswith("keys.parquet") else documents).write_bytes(data)
    assert len(Index(index).verify()) == 1
    documents.unlink()
    assert any("is not there" in problem for problem in Index(index).verify())
    with sqlite3.connect(index / "manifest.sqlite") as connection:
        connection.execute("DELETE FROM segments")
    connection.close()
    assert [problem.partition(": run ")[2] for problem in Index(index).verify()] == [
        f"{name}: its documents are in no segment" for name in ("first", "second")
    ]


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


@pytest.mark.parametrize("kind", ["keys", "documents"])
@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_a_damaged_segment_is_noticed_by_the_next_run(call: Run, tmp_path: Path, kind: str, damage: str) -> None:
    assert call("dedup", FIXTURES / "copies.jsonl", "-o", "out.jsonl", "--index", "index").status == 0
    file = next((tmp_path / "index" / "segments").glob(f"*.{kind}.parquet"))
    data = bytearray(file.read_bytes())
    if damage == "cut":
        del data[-40:]
    else:
        data[len(data) // 3] ^= 1
    file.write_bytes(data)
    for more in (["-o", "out.jsonl"], ["--list"]):
        ran = call("dedup", FIXTURES / "copies.jsonl", "--index", "index", *more)
        assert (ran.status, len(ran.messages)) == (2, 1)
        assert file.name in ran.messages[0]
        assert "see `cleaner index verify`" in ran.messages[0]
    assert len(Index(tmp_path / "index").runs()) == 1
    assert call("index", "verify", "index").status == 2


def test_a_name_that_is_misspelt_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(CleanerError, match="no index there"):
        cleaner.Index(tmp_path / "typo")
    assert not (tmp_path / "typo").exists()


@pytest.mark.parametrize(("ids", "message"), [("12", r"not as one text: \['12'\]"), ([1], "an id is a text, not 1")])
def test_ids_to_delete_are_a_list_of_texts(index: Path, ids: Any, message: str) -> None:
    dedup([{"id": id, "text": f"Text {id}."} for id in ("1", "2")], index)
    with pytest.raises(TypeError, match=message):
        Index(index).delete(ids)
    assert len(Index(index)) == 2


def test_ids_that_are_not_there_are_told(call: Run, tmp_path: Path) -> None:
    dedup([{"id": id, "text": f"Text {id}."} for id in ("d1", "d5")], tmp_path / "index")
    ran = call("index", "delete", "index", "d5", "nope", "nope")
    assert (ran.status, ran.messages) == (
        2,
        ["cleaner: nope: not in the index index", "cleaner: 1 document deleted, 1 left"],
    )


def test_a_list_waits_for_nobody(call: Run, tmp_path: Path) -> None:
    story = FIXTURES / "copies.jsonl"
    assert call("dedup", story, "-o", "out.jsonl", "--index", "index").status == 0
    with Index(tmp_path / "index").writing():
        ran = call("dedup", story, "--list", "--index", "index")
        assert (ran.status, len(ran.text.splitlines())) == (0, 6)
    assert call("dedup", story, "--list", "--index", "nothing").status == 2


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_who_waits_for_another_run_says_so_and_can_be_ended(tmp_path: Path, end: signal.Signals) -> None:
    dedup(records("weather"), tmp_path / "index")
    command = [*COMMAND, "dedup", str(FIXTURES / "copies.jsonl"), "-o", "out.jsonl", "--index", "index"]
    with Index(tmp_path / "index").writing():
        process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        assert process.stderr.readline() == "cleaner: waiting for another run that adds to index\n"
        process.send_signal(end)
        process.communicate(timeout=20)
        assert process.returncode in (128 + end, -end)
    assert not (tmp_path / "out.jsonl").exists()


def test_no_other_directory_is_taken_for_an_index(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(CleanerError, match="other files in it"):
        Index(tmp_path, create=True)
    with pytest.raises(CleanerError, match="no index there"):
        Index(tmp_path / "nothing", create=False)
    (tmp_path / "file").write_text("x")
    with pytest.raises(CleanerError, match="file"):
        Index(tmp_path / "file", create=True)


def test_an_index_that_somebody_was_killed_making_is_made(index: Path) -> None:
    (index / "segments").mkdir(parents=True)
    (index / "manifest.sqlite").touch()
    assert len(Index(index, create=False)) == 0
    dedup(records("weather"), index)
    assert len(Index(index)) == 3


@pytest.mark.parametrize("is_there", [True, False])
def test_documents_are_not_removed_because_the_manifest_is_lost(index: Path, is_there: bool) -> None:
    dedup(records("copies"), index)
    (index / "manifest.sqlite").unlink()
    if is_there:
        (index / "manifest.sqlite").touch()
    before = sorted((index / "segments").iterdir())
    for _ in range(2):
        with pytest.raises(CleanerError, match=r"manifest\.sqlite: lost or empty, although documents are in"):
            dedup(records("copies"), index)
    assert sorted((index / "segments").iterdir()) == before


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
    assert run("index", "compact", "index").messages == ["cleaner: 1 document: there is nothing to merge"]
    assert run("index", "expire", "index", "--before", "2025-03-01").messages == [
        "cleaner: 0 documents deleted, 1 left"
    ]
    assert run("index", "delete", "index", "-", stdin="extended\n").messages == ["cleaner: 1 document deleted, 0 left"]


def test_a_list_adds_nothing(call: Run, tmp_path: Path) -> None:
    index = tmp_path / "index"
    assert call("dedup", FIXTURES / "weather.jsonl", "-o", "out.jsonl", "--index", "index").status == 0
    before = (index / "manifest.sqlite").read_bytes()
    ran = call("dedup", FIXTURES / "weather.jsonl", FIXTURES / "copies.jsonl", "--list", "--index", "index")
    assert ran.messages == ["cleaner: 9 documents: 1 stays, 8 are copies (3 exact, 3 near, 2 part)"]
    assert (index / "manifest.sqlite").read_bytes() == before
    assert len(list((index / "segments").iterdir())) == 2


def test_what_cannot_be_written_is_not_taken_for_kept(call: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "One."}\n{"id": "b", "text": "Two.", "more": 1}\n')
    ran = call("dedup", "in.jsonl", "-o", "out.csv", "--index", "index")
    assert ran.status == 2
    assert "field 'more' is no column" in ran.messages[0]
    assert ran.messages[0].endswith("nothing is written or added to the index")
    assert not (tmp_path / "out.csv").exists()
    assert ids(tmp_path / "index") == []
    assert call("dedup", "in.jsonl", "-o", "out.jsonl", "--index", "index").status == 0
    assert ids(tmp_path / "index") == ["a", "b"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list", "nothing"], "nothing: no index there"),
        (["delete", "index"], "index delete needs the ids"),
        (["list", "index", "x"], "index list takes no ids"),
        (["compact", "index", "x"], "index compact takes no ids"),
        (["compact", "nothing"], "nothing: no index there"),
        (["expire", "index"], "needs --before DATE"),
        (["verify", "index", "--before", "2025-01-01"], "nothing else takes it"),
        (["expire", "index", "--before", "soon"], "'soon' is no date"),
    ],
)
def test_what_cannot_be_done_is_told(call: Run, tmp_path: Path, arguments: list[str], message: str) -> None:
    Index(tmp_path / "index", create=True)
    ran = call("index", *arguments)
    assert ran.status == 2
    assert message in ran.messages[0]


# --- segments that are merged ---

STORIES = [
    {"id": f"story-{n}", "text": f"The ferry {n} left the harbour at {n} with {n + 5} cars.", "date": f"2025-01-{n:02}"}
    for n in range(1, 25)
]


def filled(index: Path, *, size: int = 1, rows: list[Record] = STORIES, name: str = "run") -> None:
    """An index of one run for every few documents."""
    for start in range(0, len(rows), size):
        dedup(rows[start : start + size], index, f"{name}-{start // size}")


def told(index: Path) -> dict[str, Any]:
    """All that an index tells, and what it finds."""
    opened = Index(index)
    found = None
    if len(opened):
        copies = [row | {"id": f"again-{row['id']}", "text": row["text"].upper()} for row in STORIES]
        with pytest.raises(InterruptedError), opened.writing() as writing:
            # Looks, and adds nothing.
            found = looked(opened, writing, copies)
            raise InterruptedError
    return {"runs": opened.runs(), "documents": [repr(entry) for entry in opened.documents()], "found": found}


def looked(index: Index, writing: Any, rows: list[Record]) -> list[Decision]:
    from cleaner.corpus import dedup as dedup_
    from cleaner.corpus.collection import Collection
    from cleaner.corpus.items import Reading
    from cleaner.corpus.options import Options

    reading = Reading(Options(clean=False), dated=True)
    collection = Collection(reading.options, indexed=True)
    dedup_.collect(collection, reading.items(rows), 1)
    return list(collection.decide(writing).decisions())


@pytest.mark.parametrize(
    ("size", "forgotten", "before"),
    [
        (5, [], None),
        (24, [], None),
        (8, ["story-1", "story-7", "story-8", "story-24"], None),
        (8, [f"story-{n}" for n in range(9, 17)], None),
        (8, [f"story-{n}" for n in range(1, 11)], None),
        (24, ["story-3"], None),
        (8, [], "2025-01-13"),
        (3, [f"story-{n}" for n in range(1, 25, 2)], "2025-01-06"),
        (12, [f"story-{n}" for n in range(1, 25)], None),
    ],
)
def test_a_compacted_index_tells_and_finds_the_same(
    index: Path, size: int, forgotten: list[str], before: str | None
) -> None:
    filled(index, size=size)
    opened = Index(index)
    opened.delete(forgotten)
    if before is not None:
        opened.expire(before)
    was = told(index)
    left = len(opened)
    segments = len(opened.segments())
    deleted = sum(segment.documents for segment in opened.segments()) - left
    found = opened.compact()
    assert (found.documents, found.gone) == (left, deleted)
    assert found.merged == (segments if segments > 1 or deleted else 0)
    assert told(index) == was
    assert len(opened.segments()) == min(left, 1)
    assert len(list((index / "segments").iterdir())) == 2 * min(left, 1)
    assert opened.verify() == []
    assert opened.compact() == (left, 0, 0)


def test_a_run_is_not_repeated(index: Path) -> None:
    """All its documents would be copies of themselves, and its output empty."""
    dedup(STORIES[:3], index, "monday")
    before = told(index)
    with pytest.raises(CleanerError, match="a run 'monday' is in it already"):
        dedup(STORIES[:4], index, "monday")
    assert told(index) == before
    assert sum(d.stays for d in dedup(STORIES[:4], index, "tuesday").values()) == 1


def test_a_compacted_index_goes_on(index: Path) -> None:
    """It is added to, deleted from, expired and compacted again, as one that was not."""
    filled(index, size=3, rows=STORIES[:12])
    opened = Index(index)
    opened.delete(["story-2"])
    opened.compact()
    filled(index, size=4, rows=STORIES[12:], name="more")
    assert [d.kept for d in dedup([STORIES[1]], index, "later").values()] == [None]
    assert opened.expire("2025-01-06") == 5
    assert [(r.run, r.documents, r.deleted) for r in opened.runs()] == [
        ("run-1", 3, 2),
        ("run-2", 3, 0),
        ("run-3", 3, 0),
        *((f"more-{n}", 4, 0) for n in range(3)),
    ]
    before = told(index)
    assert opened.compact().gone == 4
    assert told(index) == before
    assert len(ids(index)) == 19
    assert opened.delete([row["id"] for row in STORIES[3:9]]) == 4
    assert opened.runs()[0].run == "run-3"


def test_the_parts_of_a_merged_index_are_in_order(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow.parquet as pq

    filled(index, size=4)
    Index(index).delete(["story-5"])
    monkeypatch.setattr("cleaner.engines.duck._PART", 30)
    monkeypatch.setattr("cleaner.corpus.segments._DOCUMENTS", 7)
    monkeypatch.setattr("cleaner.corpus.segments._KEYS", 10)
    Index(index).compact()
    documents, keys = sorted((index / "segments").iterdir())
    table = pq.read_table(keys)
    assert table.column("key").to_pylist() == sorted(table.column("key").to_pylist())
    assert set(table.column("number").to_pylist()) == set(range(23))
    assert pq.read_table(documents).column("number").to_pylist() == list(range(23))
    assert [pq.ParquetFile(documents).metadata.row_group(n).num_rows for n in range(4)] == [7, 7, 7, 2]


def test_many_segments_are_merged_by_themselves(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.corpus.merging.MANY", 4)
    counts = []
    for n, row in enumerate(STORIES[:11]):
        dedup([row], index, f"run-{n}")
        counts.append(len(Index(index).segments()))
    assert counts[:6] == [1, 2, 3, 4, 1, 2]
    assert max(counts) == 4
    assert [r.run for r in Index(index).runs()] == [f"run-{n}" for n in range(11)]
    assert ids(index) == [row["id"] for row in STORIES[:11]]
    found = dedup([row | {"id": "again", "text": row["text"].upper()} for row in STORIES[7:8]], index)["again"]
    assert (found.kept, found.run) == ("story-8", "run-7")
    assert Index(index).verify() == []


def test_a_merge_that_fails_does_not_fail_the_run(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.corpus.merging.MANY", 2)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cleaner.corpus.segments.remaining", full)
    filled(index, size=6)
    assert ids(index) == [row["id"] for row in STORIES]
    assert len(Index(index).segments()) == 4
    assert len(list((index / "segments").iterdir())) == 8


@pytest.mark.parametrize("error", [OSError(28, "Arrow: errno 28"), OSError(28, "x", "here/a.parquet")])
def test_a_full_disk_is_told_with_the_place(index: Path, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    """Nothing has been added then."""

    def full(*_: object) -> None:
        raise error

    monkeypatch.setattr("cleaner.corpus.segments._write_documents", full)
    with pytest.raises(CleanerError, match=rf"^{error.filename or index / 'segments'}: No space left on device$"):
        filled(index)
    assert (len(Index(index)), list((index / "segments").iterdir())) == (0, [])


def test_a_full_disk_for_standard_input_is_told() -> None:
    with pytest.raises(CleanerError, match=r"^a temporary file in .*: No space left on device$"):
        files._spool(io.BytesIO(b"x"), "/dev/full")


def test_a_merge_does_not_wait_for_another_run(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(index, size=8)
    monkeypatch.setattr("cleaner.corpus.merging.MANY", 2)
    opened = Index(index)
    with opened.writing():
        began = time.monotonic()
        with pytest.raises(CleanerError, match="locked"):
            opened.tend()
        assert time.monotonic() - began < 1
    opened.tend()
    assert len(opened.segments()) == 1


@given(st.lists(st.integers(1, 10**6), max_size=120), st.integers(2, 40))
def test_few_segments_stay_and_few_documents_are_written_again(runs: list[int], many: int) -> None:
    sizes: list[int] = []
    written = 0
    for run in runs:
        sizes.append(run)
        start = merging.due(sizes, many)
        assert (start is None) == (len(sizes) <= many) or 2 ** len(sizes) <= 2 * sum(sizes)
        if start is not None:
            assert all(size > sum(sizes[place + 1 :]) for place, size in enumerate(sizes[:start]))
            written += sum(sizes[start:])
            sizes[start:] = [sum(sizes[start:])]
        assert len(sizes) <= max(many, sum(runs).bit_length())
    assert sum(sizes) == sum(runs)
    assert written <= sum(runs) * (1 + sum(runs).bit_length())


def test_who_reads_while_it_is_compacted_reads_on(index: Path) -> None:
    filled(index, size=8)
    reading = Index(index).documents()
    first = next(reading)
    Index(index).compact()
    dedup([{"id": "later", "text": "Later."}], index)
    assert [first.id, *(entry.id for entry in reading)] == [row["id"] for row in STORIES]
    assert ids(index) == [*(row["id"] for row in STORIES), "later"]
    dedup([{"id": "last", "text": "Last."}], index)
    named = {file for segment in Index(index).segments() for file in segment.files}
    assert {path.name for path in (index / "segments").iterdir()} == named


def test_an_index_of_another_layout_is_refused(index: Path) -> None:
    dedup(records("short"), index)
    with sqlite3.connect(index / "manifest.sqlite") as connection:
        connection.execute("UPDATE facts SET value = '1' WHERE name = 'format'")
    connection.close()
    with pytest.raises(CleanerError, match="an index of the format 1, not 3"):
        Index(index)


COMPACTED = """
import sys
import cleaner
print("ready", flush=True)
sys.stdin.readline()
print(*cleaner.Index(sys.argv[1]).compact(), flush=True)
"""


def test_of_two_that_compact_one_waits(index: Path) -> None:
    filled(index, size=8)
    both = [
        subprocess.Popen(
            [sys.executable, "-c", COMPACTED, str(index)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    said = []
    for process in both:
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[0] for process in both]
    assert sorted(said) == ["24 0 0\n", "24 3 0\n"]
    assert Index(index).verify() == []


KILLED_MERGING = """
import os, random, signal, sys, time
import cleaner
from cleaner.corpus import files, merging
index, seed = sys.argv[1], int(sys.argv[2])
chance = random.Random(seed)
merging.MANY = 3

def add(run):
    texts = [{"id": f"{run}-{n}", "text": f"Story {n} of the run {run}.", "date": "2025-01-01"} for n in range(30)]
    for _ in cleaner.dedup(texts, index=index, run=str(run), raw=True, jobs=1):
        pass

add("first")
merging.MANY = 100
add("second")
merging.MANY = 3
# Kills come while it is compacted, however fast the machine is.
begun = time.perf_counter()
cleaner.Index(index).compact()
lasts = time.perf_counter() - begun
for turn in range(15):
    merging.MANY = 100
    for run in range(2):
        add(f"{turn}-{run}")
    merging.MANY = 3
    opened = cleaner.Index(index)
    opened.delete([f"{turn}-0-{n}" for n in range(turn)])
    before = opened.runs(), list(map(repr, opened.documents()))
    ready, started = os.pipe()
    child = os.fork()
    if not child:
        os.write(started, b".")
        cleaner.Index(index).compact()
        os._exit(0)
    os.read(ready, 1)
    time.sleep(chance.uniform(0, 0.8 * lasts))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    opened = cleaner.Index(index)
    assert (opened.runs(), list(map(repr, opened.documents()))) == before
    assert opened.verify() == [], opened.verify()
    print(status, len(opened.segments()), flush=True)
    if turn % 3 == 2:
        opened.compact()
add("last")
found = list(cleaner.dedup([{"id": "x", "text": "Story 29 of the run 3-1."}], index=index, raw=True, jobs=1))
assert (found[0].kept, found[0].run) == ("3-1-29", "3-1"), found
"""


@pytest.mark.slow
def test_fifteen_kills_while_it_is_compacted_change_nothing(index: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED_MERGING, str(index), "3"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    statuses, segments = zip(*(line.split() for line in done.stdout.split("\n") if line), strict=True)
    assert statuses.count(str(int(signal.SIGKILL))) >= 8
    assert len(set(segments)) > 1, "some were killed after, some before"
    named = {file for segment in Index(index).segments() for file in segment.files}
    assert {path.name for path in (index / "segments").iterdir()} == named


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
    opened = cleaner.Index(index, create=True)
    runs = [r.run for r in opened.runs()]
    there = [entry.id for entry in opened.documents()]
    assert opened.verify() == [], opened.verify()
    assert len(there) == 30 * len(runs) == len(set(there)), (len(there), runs)
    assert not (status == 0 and str(run) not in runs), "a run that ended is lost"
    print(status, len(runs), flush=True)
"""


@pytest.mark.slow
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
    Index(tmp_path / "index", create=True)
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
