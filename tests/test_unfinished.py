"""What a killed run leaves beside the files is removed by a later one, and nothing else is."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PLAIN, RAW, Run, files

from cleaner.files import atomic, unfinished
from cleaner.files.unfinished import Unfinished

TEXT = ("--preset", "text")

#: The program, killed when the first file is to take its name.
DIES = (
    "import os, sys\n"
    "from cleaner.__main__ import main\n"
    "os.replace = lambda *_: os.kill(os.getpid(), 9)\n"
    "sys.argv[0] = 'cleaner'\n"
    "sys.exit(main())"
)


def die(folder: Path, *arguments: str) -> None:
    done = subprocess.run([sys.executable, "-c", DIES, *arguments], cwd=folder, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL


def left(folder: Path) -> list[Path]:
    return sorted(folder.rglob(".cleaner-*.tmp"))


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Path]:
    """What another process is writing in `raw`."""
    (tmp_path / "raw").mkdir(exist_ok=True)
    program = (
        "import os, sys; from cleaner.files.atomic import AtomicFile\n"
        "file = AtomicFile('raw/x.txt'); os.write(1, b'.'); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        [name] = left(tmp_path / "raw")
        yield name
        process.kill()


@pytest.mark.parametrize(
    ("arguments", "again"),
    [
        (["-i", "raw"], ["-i", "raw"]),
        # With nothing more to write in the directory.
        (["-i", "raw"], ["-i", "raw", "--preset", "none"]),
        (["-i", "raw/ap/b.txt"], ["-i", "raw/ap/b.txt"]),
        (["raw", "-o", "out/"], ["raw", "-o", "out/"]),
        (["raw", "-o", "out.jsonl"], ["raw", "-o", "out.jsonl"]),
        (["raw", "-o", "out/"], ["raw", "-o", "out/", "--resume"]),
        (["raw/a.txt", "-o", "out/", "--report", "l.jsonl"], ["raw/a.txt", "-o", "out/", "--report", "l.jsonl"]),
    ],
)
def test_the_next_run_removes_it(run: Run, tmp_path: Path, tree: Path, arguments: list[str], again: list[str]) -> None:
    die(tmp_path, "clean", *TEXT, *arguments)
    assert left(tmp_path)
    assert (tree / "a.txt").read_text() == (tree / "ap" / "b.txt").read_text() == RAW
    ran = run("clean", *TEXT, *again)
    assert (ran.status, ran.err) == (0, "")
    assert left(tmp_path) == []


@pytest.mark.parametrize("only", [["--check"], ["--diff"]])
def test_a_run_that_writes_nothing_removes_nothing(run: Run, tmp_path: Path, tree: Path, only: list[str]) -> None:
    die(tmp_path, "clean", *TEXT, "-i", "raw")
    before = files(tmp_path)
    assert run("clean", *TEXT, "raw", *only).status == 1
    assert files(tmp_path) == before


def test_what_another_run_is_writing_stays(run: Run, tmp_path: Path, tree: Path, living: Path) -> None:
    assert run("clean", *TEXT, "-i", "raw").status == 0
    assert run("clean", *TEXT, "raw/a.txt", "-o", "raw/c.txt").status == 0
    assert left(tmp_path) == [living]


def test_of_another_machine_only_what_nobody_writes_to_any_more(run: Run, tmp_path: Path, tree: Path) -> None:
    names = ("fresh", "old", "locked", "ours")
    paths = {name: tree / f".cleaner-{index:08x}-0a-1-0.tmp" for index, name in enumerate(names)}
    paths["ours"] = paths["ours"].with_name(f".cleaner-{unfinished.machine()}-0a-1-0.tmp")
    for path in paths.values():
        path.write_text("half")
    for name in ("old", "locked"):
        os.utime(paths[name], (time.time() - 90_000,) * 2)
    with paths["locked"].open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert run("clean", *TEXT, "-i", "raw").status == 0
    assert left(tmp_path) == [paths["fresh"], paths["locked"]]


def test_what_only_looks_like_it_stays(run: Run, tmp_path: Path, tree: Path) -> None:
    machine = unfinished.machine()
    (tree / f".cleaner-{machine}-0a-1-0.tmp").mkdir()
    (tree / f".cleaner-{machine}-0a-1-1.tmp").symlink_to("a.txt")
    os.mkfifo(tree / f".cleaner-{machine}-0a-1-2.tmp")
    for name in (f".cleaner-{machine}-0a-1-3.tmp.txt", ".cleaner-mine.tmp", f"cleaner-{machine}-0a-1-0.tmp"):
        (tree / name).write_text(RAW)
    before = sorted(tree.iterdir())
    assert run("clean", *TEXT, "-i", "raw").status == 0
    assert sorted(tree.iterdir()) == before


@pytest.mark.parametrize("listed", [False, True])
def test_it_is_no_input(run: Run, tmp_path: Path, tree: Path, living: Path, listed: bool) -> None:
    names = [str(path.relative_to(tmp_path)) for path in (living, tree / "a.txt")]
    (tmp_path / "list").write_text("\n".join(names))
    ran = run("clean", *TEXT, "-i", *(["--files-from", "list"] if listed else names))
    assert ran.status == 0
    assert ran.messages == [f"cleaner: warning: {names[0]}: not read: a run is writing it, or was when it was killed"]
    assert (tree / "a.txt").read_text() == PLAIN
    assert living.exists()


def test_a_file_that_is_swept_before_it_is_locked_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = fcntl.flock
    swept: list[Path] = []

    def late(descriptor: int, operation: int) -> None:
        if not swept and operation == fcntl.LOCK_EX:
            swept.extend(left(tmp_path))
            swept[0].unlink()
        lock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    atomic.write_whole(str(tmp_path / "a.txt"), b"new")
    assert len(swept) == 1
    assert files(tmp_path) == {"a.txt": b"new"}


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    before = os.listdir("/proc/self/fd")  # noqa: PTH208
    for number in range(3):
        atomic.write_whole(str(tmp_path / "a.txt"), b"new")
        with atomic.AtomicFile(str(tmp_path / f"{number}.gz")) as file:
            file.write(b"new")
        other = Unfinished(str(tmp_path / "b.txt"))
        os.close(other.descriptor)
        other.remove()
    assert os.listdir("/proc/self/fd") == before  # noqa: PTH208
    assert left(tmp_path) == []
