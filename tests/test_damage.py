"""Compressed data that is damaged or has a wrong name, tables in other encodings, and where a failure is."""

import gzip
import json
import subprocess
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from conftest import COMMAND, PLAIN, RAW, Run, files

TEXT = ("--preset", "text")


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.csv.zst", "a.txt.zst"])
def test_an_empty_compressed_file_is_damaged(run: Run, tmp_path: Path, name: str) -> None:
    """As for `gzip -t` and `zstd -t`; not what was empty before it was packed."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / name).write_bytes(b"")
    (tmp_path / "raw" / "b.txt.gz").write_bytes(gzip.compress(b""))
    (tmp_path / "raw" / "c.txt.zst").write_bytes(zstandard.compress(b""))
    ran = run("clean", "raw", "-o", "out", *TEXT)
    assert ran == (2, b"", f"cleaner: raw/{name}: the compressed data ends too early\n")
    assert set(files(tmp_path / "out")) == {"b.txt.gz", "c.txt.zst"}
    ran = run("clean", "--files-from", f"raw/{name}", *TEXT)
    assert (ran.status, ran.err) == (2, f"cleaner: raw/{name}: the compressed data ends too early\n")


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "link", "/proc/self/fd/1"])
def test_what_the_shell_has_opened_is_written_on(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    (tmp_path / "link").symlink_to("/dev/stdout")
    script = f"echo first; {' '.join(COMMAND)} clean a.txt --preset text -o {name}; echo last"
    for target in ("log", "log"):
        with (tmp_path / target).open("wb") as log:
            subprocess.run(["sh", "-c", script], cwd=tmp_path, stdout=log, check=True)
        assert (tmp_path / "log").read_text() == f"first\n{PLAIN}last\n"
    piped = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, check=True)
    assert piped.stdout.decode() == f"first\n{PLAIN}last\n"


def test_a_ledger_to_an_open_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    script = f"echo first >&3; {' '.join(COMMAND)} clean a.txt --preset text --report /dev/fd/3; echo last >&3"
    subprocess.run(["sh", "-c", f"({script}) 3> log"], cwd=tmp_path, capture_output=True, check=True)
    first, *ledger, last = (tmp_path / "log").read_text().splitlines()
    assert (first, last) == ("first", "last")
    assert {json.loads(line)["document"] for line in ledger} == {"a.txt"}
