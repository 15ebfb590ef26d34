"""Paragraphs that many documents share, `cleaner diff`, and the formats that dedup reads and writes."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import COMMAND, Run, files
from test_dedup_cli import call as call

import cleaner
from cleaner.errors import SettingsError

FIXTURES = Path(__file__).parent.parent / "fixtures" / "dedup"
SERVICE = FIXTURES / "paragraphs" / "service.jsonl"
COPIES = FIXTURES / "copies.jsonl"


def lines(data: bytes | str) -> list[dict[str, Any]]:
    text = data if isinstance(data, str) else data.decode()
    return [json.loads(line) for line in text.split("\n") if line]


def source(id: str) -> list[str]:
    return str(next(row for row in lines(SERVICE.read_bytes()) if row["id"] == id)["text"]).split("\n\n")


def test_what_many_documents_share_stays_in_the_first(run: Run, tmp_path: Path) -> None:
    ran = run("dedup", SERVICE, "--unit", "paragraph", "-o", "out.jsonl", "--report", "report.jsonl")
    assert ran.messages == ["cleaner: 5 documents: 5 paragraphs that others have too go"]
    texts = {row["id"]: row["text"].split("\n\n") for row in lines((tmp_path / "out.jsonl").read_bytes())}
    assert {id: len(parts) for id, parts in texts.items()} == {"bakery": 4, "lamp": 2, "bus": 2, "choir": 2, "seal": 3}
    assert all({part.strip() for part in parts} <= {p.strip() for p in source(id)} for id, parts in texts.items())
    report = lines((tmp_path / "report.jsonl").read_bytes())
    assert report[0] == {
        "document": "lamp",
        "kept": "bakery",
        "similarity": 1.0,
        "kind": "exact",
        "containment": 1.0,
        "line": 5,
        "kept_line": 5,
        "documents": 3,
    }
    assert [(line["document"], line["line"]) for line in report[2:]] == [("choir", 5), ("choir", 7), ("choir", 9)]


@pytest.mark.parametrize(
    ("options", "gone"),
    [
        (["--shared-by", "4"], 0),
        (["--shared-by", "4", "--threshold", "0.6"], 4),
        (["--min-words", "38"], 3),
        (["--min-words", "100"], 0),
        (["--keep", "longest"], 5),
    ],
)
def test_how_many_must_share_it_and_how_long_it_must_be(call: Run, options: list[str], gone: int) -> None:
    assert len(lines(call("dedup", SERVICE, "--unit", "paragraph", "--list", *options).out)) == gone


def test_paragraphs_in_groups(run: Run) -> None:
    found = lines(run("dedup", SERVICE, "--unit", "paragraph", "--list", "--groups").out)
    assert [(line["kept"], line["kept_line"], len(line["copies"])) for line in found] == [
        ("bakery", 5, 2),
        ("bakery", 7, 3),
    ]


def test_text_files_lose_paragraphs_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    for row in lines(SERVICE.read_bytes()):
        (tmp_path / "raw" / f"{row['id']}.txt").write_text(row["text"])
    assert run("dedup", "raw", "--unit", "paragraph", "-o", "out/").status == 0
    found = files(tmp_path / "out")
    assert sorted(found) == ["bakery.txt", "bus.txt", "choir.txt", "lamp.txt", "seal.txt"]
    assert found["bakery.txt"] == (tmp_path / "raw" / "bakery.txt").read_bytes()
    assert found["lamp.txt"].decode() == "\n\n".join(source("lamp")[:2]) + "\n"


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_library_decides_what_the_command_decides(call: Run, tmp_path: Path, jobs: int) -> None:
    rows = [json.loads(line) for line in SERVICE.read_text().split("\n") if line]
    found = list(cleaner.dedup_paragraphs(rows, jobs=jobs))
    assert call("dedup", SERVICE, "--unit", "paragraph", "-o", "out.jsonl", "--report", "report.jsonl").status == 0
    assert [line for shared in found for line in shared.report] == lines((tmp_path / "report.jsonl").read_bytes())
    assert [shared.document for shared in found] == [row["id"] for row in rows]
    texts = [shared.text(row["text"]) for shared, row in zip(found, rows, strict=True)]
    assert texts == [row["text"] for row in lines((tmp_path / "out.jsonl").read_bytes())]
    assert any(shared.lines for shared in found)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"shared_by": 1}, "shared_by is a whole number from 2, not 1"),
        ({"shared_by": 2.5}, "shared_by is a whole number"),
        ({"threshold": 2}, "threshold"),
        ({"window": "soon"}, "no duration"),
        ({"keep": "best"}, "keep is one of"),
    ],
)
def test_arguments_that_make_no_sense_are_refused_at_once(options: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        cleaner.dedup_paragraphs([], **options)


def test_paragraphs_have_no_index(run: Run) -> None:
    ran = run("dedup", SERVICE, "--unit", "paragraph", "--index", "index", "--list")
    assert (ran.status, ran.messages) == (2, ["cleaner: --unit paragraph works without --index and --drop-all"])


def test_diff_shows_what_differs(run: Run) -> None:
    ran = run("diff", "story", "corrected", FIXTURES / "correction.jsonl")
    assert ran.status == 0
    assert ran.messages[0].startswith("cleaner: similarity 0.85")
    changed = [line for line in ran.text.split("\n") if line[:1] in ("-", "+")]
    assert changed[:2] == ["--- story", "+++ corrected"]
    assert len(changed) == 2 + 4 + 2
    assert changed[-1].startswith("+Correction: ")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["gazette", "typeset", COPIES], 0, "cleaner: the same words"),
        (["gazette", "nobody", COPIES], 2, "cleaner: no document has the id 'nobody'"),
        (["a.txt", "a.txt"], 0, "cleaner: the same words"),
        (["a.txt", "-"], 0, "cleaner: the same words"),
        (["-", "a.txt", "--raw"], 0, "cleaner: the same words"),
        (["a.txt", "b.txt"], 2, "cleaner: b.txt: No such file or directory"),
    ],
)
def test_diff_says_how_alike_they_are(
    run: Run, tmp_path: Path, arguments: list[Any], status: int, message: str
) -> None:
    (tmp_path / "a.txt").write_text("One line.\n")
    ran = run("diff", *arguments, stdin="One line.\n")
    assert (ran.status, ran.messages[0]) == (status, message)


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst", ".parquet", ".csv"])
def test_any_format_goes_in_and_out(call: Run, tmp_path: Path, suffix: str) -> None:
    first = call(
        "dedup",
        COPIES,
        FIXTURES / "matches.jsonl",
        "--threshold",
        "1",
        "--containment",
        "0",
        "-o",
        f"all{suffix}",
        "--raw",
    )
    assert first.status == 0, first.err
    second = call("dedup", f"all{suffix}", "-o", f"one{suffix}", "--report", "report.jsonl")
    assert second.status == 0, second.err
    third = call("dedup", f"one{suffix}", "-o", "-", "-q", "--format", "jsonl")
    assert [row["id"] for row in lines(third.out)] == ["extended", "match-october", "match-february"]


def test_mixed_formats_in_any_order_with_any_number_of_workers(call: Run, tmp_path: Path) -> None:
    rows = COPIES.read_bytes().split(b"\n")[:-1]
    names = []
    for number, suffix in enumerate((".jsonl", ".parquet", ".csv.gz", ".jsonl.zst")):
        (tmp_path / "part.jsonl").write_bytes(b"\n".join(rows[number::4]) + b"\n")
        names.append(f"{number}{suffix}")
        strict = ("--threshold", "1", "--containment", "0", "--raw")
        assert call("dedup", "part.jsonl", "-o", names[-1], *strict).status == 0
    once = call("dedup", *names, "--list", "-j", "1").text
    assert len(once.split("\n")) == 6
    for jobs in ("2", "3"):
        turned = names[int(jobs) :] + names[: int(jobs)]
        found = call("dedup", *turned, "--list", "-j", jobs).text
        assert sorted(found.split("\n")) == sorted(once.split("\n"))
    for run in ("monday", "tuesday"):
        assert call("dedup", *names, "-o", f"{run}.jsonl", "--index", "seen", "--run", run).status == 0
    assert [row["id"] for row in lines((tmp_path / "monday.jsonl").read_bytes())] == ["extended"]
    assert (tmp_path / "tuesday.jsonl").read_bytes() == b""


def test_the_corpus_of_the_manual(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    for row in lines(COPIES.read_bytes()):
        (tmp_path / "raw" / f"{row['id']}.txt").write_text(row["text"])
    command = " ".join(COMMAND)
    shell = f"{command} clean raw/ -o - --format jsonl | {command} dedup - -o corpus.jsonl.zst"
    subprocess.run(["bash", "-o", "pipefail", "-c", shell], cwd=tmp_path, check=True, capture_output=True)
    import zstandard

    with zstandard.open(tmp_path / "corpus.jsonl.zst", "rb") as stream:
        assert [row["id"] for row in lines(stream.read())] == ["extended.txt"]
