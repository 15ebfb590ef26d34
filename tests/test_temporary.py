"""Temporary directories of killed runs are removed by a later one, and nothing else is."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import COMMAND, Run

from cleaner.files import temporary
from cleaner.files.unfinished import machine

TEXTS = b'{"id": "a", "text": "It rained."}\n{"id": "b", "text": "It  rained."}\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory for temporary files."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path / "tmp"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def reading(tmp_path: Path, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run that has read some of its standard input."""
    with subprocess.Popen(
        [*COMMAND, "dedup", "-", "--raw", "-j", "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path
    ) as process:
        assert process.stdin is not None
        process.stdin.write(TEXTS)
        process.stdin.flush()
        end = time.monotonic() + 20
        while not list(folder.glob("cleaner-input-*/input.jsonl")):
            assert time.monotonic() < end
            time.sleep(0.01)
        yield process
        process.kill()


def test_a_killed_run_is_tidied_up_after(
    run: Run, tmp_path: Path, folder: Path, reading: subprocess.Popen[bytes]
) -> None:
    (tmp_path / "a.jsonl").write_bytes(TEXTS)
    there = names(folder)
    assert len(there) == 1
    assert run("dedup", "a.jsonl", "-q").status == 0
    assert names(folder) == there, "its process lives"
    reading.kill()
    reading.wait()
    assert names(folder) == there
    assert run("dedup", "a.jsonl", "-q").status == 0
    assert names(folder) == []


def test_a_run_that_ends_leaves_nothing(run: Run, folder: Path) -> None:
    assert run("dedup", "-", "-q", stdin=TEXTS) == (0, TEXTS[: TEXTS.index(b"\n") + 1], "")
    assert run("dedup", "-", "-q", stdin=b"x").status == 2
    assert names(folder) == []


def test_what_is_somebody_elses_stays(folder: Path) -> None:
    other = "0" * 8
    stay = ["cleaner-keys-mine", f"cleaner-notes-{machine()}-abcdefgh", f"cleaner-keys-{other}-abcdefgh", "keys"]
    go = [f"cleaner-keys-{machine()}-abcdefgh", f"cleaner-input-{machine()}-a_cdefg1", f"cleaner-keys-{other}-old_one1"]
    for name in (*stay, *go):
        (folder / name).mkdir()
        for inner in ("lock", "keys.duckdb"):
            (folder / name / inner).write_bytes(b"")
            if name.endswith("old_one1"):
                os.utime(folder / name / inner, (0, 0))
    # Without a lock, a link and a file.
    unlocked, link, file = (f"cleaner-keys-{machine()}-{end}" for end in ("unlocked", "linked_1", "onefile1"))
    (folder / unlocked).mkdir()
    (folder / link).symlink_to(folder / "keys")
    (folder / file).write_bytes(b"")
    with temporary.Folder("keys") as living:
        temporary.sweep()
        assert names(folder) == sorted([*stay, unlocked, link, file, Path(living.path).name])
        assert names(folder / "keys") == ["keys.duckdb", "lock"]
    assert not Path(living.path).exists()


def test_many_at_once(folder: Path) -> None:
    """Those that make a directory and those that sweep get not in each other's way."""
    program = (
        "from cleaner.files.temporary import Folder; from pathlib import Path\n"
        "for _ in range(200):\n"
        "    with Folder('keys') as folder:\n"
        "        Path(folder.path, 'x').write_text('y')\n"
        "        assert Path(folder.path, 'lock').exists()\n"
    )
    several = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(3)]
    assert [process.wait(60) for process in several] == [0, 0, 0]
    assert names(folder) == []
