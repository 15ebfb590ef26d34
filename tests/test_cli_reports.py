"""What a run tells: the ledger, statistics, warnings, and how loud it is."""

import gzip
import json
import os
from pathlib import Path
from typing import Any

from conftest import PLAIN, RAW, Run

import cleaner
from cleaner import Record

TEXT = ("--preset", "text")

#: Every word of it would go.
PROMOS = "Sign up for our newsletter\n\nSubscribe to our newsletter\n"


def entries(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_the_ledger_holds_what_the_engine_recorded(run: Run, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "café.txt").write_text(RAW)
    assert run("clean", "raw", "-o", "out", "--report", "ledger.jsonl", *TEXT) == (0, b"", "")
    found = entries(tmp_path / "ledger.jsonl")
    assert list(found[0]) == ["document", "filter", "line", "before", "after", "why", "of"]
    document = cleaner.parse(RAW, id="café.txt")
    assert [Record(**entry) for entry in found] == list(cleaner.Cleaner("text")(document).records)
    assert "café.txt" in (tmp_path / "ledger.jsonl").read_text()


def test_a_text_comes_back_from_its_ledger(run: Run, tmp_path: Path) -> None:
    ran = run("--report", "ledger.jsonl.gz", *TEXT, stdin=RAW)
    packed = (tmp_path / "ledger.jsonl.gz").read_bytes()
    records = [Record(**json.loads(line)) for line in gzip.decompress(packed).splitlines()]
    assert cleaner.restore(ran.text, records) == RAW


def test_dry_runs_write_a_ledger_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    assert run("clean", "a.txt", "--check", "--report", "l.jsonl", *TEXT).status == 1
    assert {entry["document"] for entry in entries(tmp_path / "l.jsonl")} == {"a.txt"}
    assert run("clean", "a.txt", "--report", "/dev/stderr", *TEXT).err.startswith('{"document": "a.txt"')


def test_records_are_named_by_their_id_or_line(run: Run, tmp_path: Path) -> None:
    data = "".join(json.dumps(record) + "\n" for record in ({"id": "one", "text": RAW}, {"id": None, "text": RAW}))
    assert run("--format", "jsonl", "--report", "l.jsonl", *TEXT, stdin=data).status == 0
    assert {entry["document"] for entry in entries(tmp_path / "l.jsonl")} == {"one", "-:2"}


def test_stats(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    (tmp_path / "a.txt").write_text("“Advert”\n\nAdvertisement\n\n" + PLAIN)
    (tmp_path / "plain.txt").write_text(PLAIN)
    ran = run("clean", "a.txt", "bad.txt", "plain.txt", "--check", "--stats", "--select", "advert,typography")
    assert (ran.status, ran.text) == (2, "a.txt\n")
    rows = {line.split()[0]: line.split()[1:] for line in ran.messages[2:]}
    assert rows["typography"] == ["0", "0", "1", "1"]
    assert rows["advert"] == ["1", "1", "0", "0"]
    assert rows["total"] == ["1", "1", "1", "1"]
    assert list(rows)[:2] == ["typography", "advert"], "in the order of the catalogue"
    assert ran.messages[-1] == "2 documents, 1 changed, 0 over budget, 1 failed"


def test_over_budget(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROMOS)
    warning = "cleaner: warning: a.txt: 100 % of the words would go, more than max_loss 75 %: its lines stay"
    ran = run("clean", "a.txt", "--select", "promo", "--stats")
    assert (ran.status, ran.text) == (0, PROMOS)
    assert ran.messages[0] == warning
    assert ran.messages[-1] == "1 document, 0 changed, 1 over budget, 0 failed"
    assert run("clean", "a.txt", "-q", "--select", "promo").err == ""
    assert run("clean", "a.txt", "--select", "promo,spacing", "--set", "max_loss=1") == (0, b"", "")


def test_quiet_keeps_errors(run: Run) -> None:
    assert run("clean", "missing", "-q").err == "cleaner: missing: No such file or directory\n"


def test_verbose(run: Run, tree: Path, tmp_path: Path) -> None:
    (tmp_path / "cleaner.toml").write_text('preset = "text"\n')
    ran = run("clean", "raw", "-v", "-o", "out")
    assert ran.messages == [
        f"cleaner: settings: {tmp_path / 'cleaner.toml'}",
        "cleaner: raw/a.txt: 0 lines removed, 1 changed",
        "cleaner: raw/ap/b.txt: 0 lines removed, 1 changed",
    ]


def test_every_message_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "two\nlines.txt").write_text(RAW + "\nAdvertisement\n")
    (tmp_path / "em\npty").mkdir()
    ran = run("clean", "raw", "em\npty", "-v", "-o", "out", "--set", "max_loss=0")
    assert [message.partition(": ")[2][:12] for message in ran.messages] == [
        "settings: no",
        "warning: em\\",
        r"warning: raw",
        r"raw/two\nlin",
    ]


def test_a_filter_that_fails_fails_one_document(run: Run, tmp_path: Path) -> None:
    """A filter of another package, found by its entry point."""
    package = tmp_path / "site" / "fussy-1.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: fussy\nVersion: 1\n")
    (package / "entry_points.txt").write_text("[cleaner.filters]\nfussy = fussy:fussy\n")
    (tmp_path / "site" / "fussy.py").write_text(
        '"""Fusses."""\n'
        "def fussy():\n"
        "    def find(document):\n"
        "        if document.id == 'b.txt': raise ValueError('not this one')\n"
        "        return ()\n"
        "    return find\n"
    )
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(RAW)
    path = {"PYTHONPATH": os.pathsep.join(filter(None, (str(tmp_path / "site"), os.environ.get("PYTHONPATH"))))}
    ran = run("clean", "a.txt", "b.txt", "c.txt", "-i", "--select", "text,fussy", env=path)
    assert ran == (2, b"", "cleaner: b.txt: cannot be cleaned: ValueError: not this one (in the filter 'fussy')\n")
    assert [(tmp_path / name).read_text() for name in ("a.txt", "b.txt", "c.txt")] == [PLAIN, RAW, PLAIN]
    assert "fussy" in run("filters", env=path).text
    assert "Fusses." in run("explain", "fussy", env=path).text
