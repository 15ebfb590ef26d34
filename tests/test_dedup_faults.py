"""What goes wrong with a document while copies are looked for stays with that document, and is told."""

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, files
from test_dedup_cli import call, lines

import cleaner
from cleaner import pool
from cleaner.corpus import batch
from cleaner.corpus.fingerprint import fingerprint as fingerprints
from cleaner.errors import CleanerError

__all__ = ["call"]

#: Documents that make several batches; the texts of the second half are those of the first.
COUNT = 60

KILLED = "a worker process died of it twice (SIGKILL, perhaps for want of memory)"
RAISED = "cannot be compared: ValueError: of this text"


def text(number: int) -> str:
    place = f"harbour {number % (COUNT // 2)}"
    return "\n\n".join(
        f"The ferry came into {place} at noon, and {line} goats of {place} got off." for line in range(9)
    )


def records() -> list[dict[str, Any]]:
    return [{"id": f"d{number}", "text": text(number)} for number in range(COUNT)]


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process die of some texts, and fail at one."""
    real = fingerprints

    def fingerprint(texts: list[str], **options: Any) -> Any:
        if any("harbour 7 " in text or "harbour 8 " in text for text in texts):
            os.kill(os.getpid(), signal.SIGKILL)
        if any("harbour 20 " in text for text in texts):
            raise ValueError("of this\ntext")
        return real(texts, **options)

    monkeypatch.setattr(batch, "fingerprint", fingerprint)
    monkeypatch.setattr(batch, "SIZE", 5000)
    monkeypatch.setattr(pool, "CHUNK", 5000)


LOST = {"d7": KILLED, "d8": KILLED, "d20": RAISED, "d37": KILLED, "d38": KILLED, "d50": RAISED}


@pytest.mark.usefixtures("deadly")
@pytest.mark.parametrize("more", [[], ["--index", "seen"]])
def test_only_the_document_is_lost(call: Run, tmp_path: Path, more: list[str]) -> None:
    (tmp_path / "in.jsonl").write_text("broken\n" + "".join(json.dumps(record) + "\n" for record in records()))
    options = ["-j", "2", "--keep", "first", "--report", "r.jsonl", "--errors-to", "e.jsonl", *more]
    ran = call("dedup", "in.jsonl", "-o", "out.jsonl", *options)
    assert ran.status == 2
    assert ran.messages == [
        f"cleaner: {COUNT - 6} documents: 27 stay, 27 are copies (27 exact)",
        "cleaner: 7 failed: see e.jsonl",
    ]
    found = lines((tmp_path / "e.jsonl").read_bytes())
    assert found[0]["raw"] == "broken"
    assert {line["id"]: line["message"] for line in found[1:]} == LOST
    assert all(line["record"] in records() for line in found[1:])
    assert found[1]["place"] == "in.jsonl:9"
    kept = [record["id"] for record in lines((tmp_path / "out.jsonl").read_bytes())]
    assert kept == [f"d{number}" for number in range(COUNT // 2) if f"d{number}" not in LOST]
    assert len(lines((tmp_path / "r.jsonl").read_bytes())) == 27
    if more:
        assert len(cleaner.Index(tmp_path / "seen")) == 27, "what was not written is not there"


@pytest.mark.usefixtures("deadly")
def test_texts_in_folders_and_without_a_file_for_failures(call: Run, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    for record in records():
        (tmp_path / "raw" / f"{record['id']}.txt").write_text(record["text"])
    ran = call("dedup", "raw", "-o", "out/", "-j", "2", "--keep", "first")
    assert ran.status == 2
    assert sorted(ran.messages[:-1]) == sorted(f"cleaner: raw/{name}.txt: {why}" for name, why in LOST.items())
    assert len(files(tmp_path / "out")) == 27


@pytest.mark.usefixtures("deadly")
def test_a_paragraph_stays_where_it_is(call: Run, tmp_path: Path) -> None:
    """Other documents may have lost a copy of another paragraph in favour of one of the same document."""
    note = "This note was written by people who know all about ferries and goats and will tell you on every Friday."
    rest = [text(number) for number in range(10, 20)]
    texts = [note, f"{note}\n\n{text(7)}", f"{note}\n\n{text(9)}", *rest]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in enumerate(texts)))
    options = ["--unit", "paragraph", "--min-words", "12"]
    ran = call("dedup", "in.jsonl", "-o", "out.jsonl", "-j", "2", "--errors-to", "e.jsonl", *options)
    assert (ran.status, ran.messages[-1]) == (2, "cleaner: 9 failed: see e.jsonl")
    assert [record["text"] for record in lines((tmp_path / "out.jsonl").read_bytes())] == [
        note,
        text(7),
        text(9),
        *rest,
    ]
    first = lines((tmp_path / "e.jsonl").read_bytes())[0]
    assert (first["id"], first["message"]) == ("1", f"the paragraph at line 3: {KILLED}")


@pytest.mark.usefixtures("deadly")
@pytest.mark.parametrize(("jobs", "name"), [(2, "d7"), (1, "d20")])
def test_a_program_gets_an_error_that_names_the_document(jobs: int, name: str) -> None:
    given = [record for record in records() if jobs == 2 or LOST.get(record["id"]) != KILLED]
    with pytest.raises(CleanerError, match=f"^{name}: {LOST[name][:20]}"):
        list(cleaner.dedup(given, jobs=jobs))


def test_what_cannot_be_read_is_written_down_under_its_own_name(run: Run, tmp_path: Path) -> None:
    stdin = '{"id": 1, "text": "Noon."}\n{"id": 2}\nbroken\n'
    ran = run("dedup", "-", "--list", "--errors-to", "e.jsonl.gz", "--report", "r.jsonl", stdin=stdin)
    assert (ran.status, ran.messages[-1]) == (2, "cleaner: 2 failed: see e.jsonl.gz")
    import gzip

    found = lines(gzip.decompress((tmp_path / "e.jsonl.gz").read_bytes()))
    assert [(line["id"], line["place"]) for line in found] == [("2", "-:2"), ("-:3", "-:3")]
    assert found[0]["record"] == {"id": 2}


@pytest.mark.parametrize("name", ["-", "e.txt", "in.jsonl", "out.jsonl"])
def test_names(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "Noon."}\n')
    ran = run("dedup", "in.jsonl", "-o", "out.jsonl", "--errors-to", name)
    assert (ran.status, ran.out, len(ran.messages)) == (2, b"", 1)
    assert set(files(tmp_path)) == {"in.jsonl"}
