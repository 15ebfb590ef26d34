"""What a run that is interrupted, or that meets a damaged file, says of itself agrees with what it has written."""

import gzip
import json
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from conftest import PLAIN, Ran, Run, files, heed_interrupts

from cleaner.files.log import Log, holds

TEXT = ("--preset", "text", "-j", "1")

#: The program, to which something is done at a moment of the run.
PROGRAM = """
import os, signal, sys
from cleaner.__main__ import main
from cleaner.cli.teller import Teller
from cleaner.files.unfinished import Unfinished

number, when, count = int(sys.argv.pop(1)), sys.argv.pop(1), int(sys.argv.pop(1))

def after(owner, name):
    plain, calls = getattr(owner, name), []
    def called(*arguments):
        plain(*arguments)
        calls.append(1)
        if len(calls) == count:
            os.kill(os.getpid(), number)
    setattr(owner, name, called)

moments = {"document": (Teller, "cleaned"), "settling": (Teller, "settling"), "file": (Unfinished, "place")}
after(*moments[when])
sys.exit(main())
"""

ENDS = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


def stopped(folder: Path, when: str, count: int, *arguments: str, number: int = signal.SIGINT) -> Ran:
    """The command, to which a signal is sent after some documents are cleaned or files are in place."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(int(number)), when, str(count), *arguments],
        cwd=folder,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr.decode())


def record(name: str, words: int = 600) -> str:
    """A record that makes an entry of some kilobytes."""
    return json.dumps({"id": name, "text": "It  rained" + " on the ferry" * words + "."}) + "\n"


def records(prefix: str, count: int, words: int = 600) -> str:
    return "".join(record(f"{prefix}{number}", words) for number in range(count))


def named(ledger: Path) -> set[str]:
    """The documents of a ledger."""
    data = ledger.read_bytes()
    data = gzip.decompress(data) if ledger.suffix == ".gz" else data
    return {json.loads(line)["document"] for line in data.splitlines()}


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A directory with a small file, a large one and a small one."""
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.jsonl").write_text(records("a", 3))
    (raw / "b.jsonl").write_text(records("b", 200))
    (raw / "c.jsonl").write_text(records("c", 3))
    return raw


@pytest.mark.parametrize(("number", "status"), ENDS, ids=str)
@pytest.mark.parametrize("count", [1, 5, 150])
def test_the_ledger_names_what_is_written(
    run: Run, tmp_path: Path, three: Path, number: signal.Signals, status: int, count: int
) -> None:
    """In the first file; in the second, when what may not stay is still in memory, and when it is in the file."""
    before = files(three)
    ran = stopped(tmp_path, "document", count, "clean", "raw", "-i", "--report", "l.jsonl", *TEXT, number=number)
    done = 0 if count == 1 else 1
    said = f"cleaner: interrupted: {done} file{'s' * (not done)} done\n" if number == signal.SIGINT else ""
    assert (ran.status, ran.out, ran.err) == (status, b"", said)
    assert named(tmp_path / "l.jsonl") == ({"a0", "a1", "a2"} if done else set())
    changed = {name for name, data in files(three).items() if data != before[name]}
    assert changed == ({"a.jsonl"} if done else set())
    ran = run("restore", "raw", "l.jsonl", "-o", "back")
    assert (ran.status, ran.err) == (0, "")
    assert files(tmp_path / "back") == before


def test_of_a_directory_to_a_directory(tmp_path: Path, three: Path) -> None:
    arguments = ("clean", "raw", "-o", "out", "--report", "l.jsonl.gz", *TEXT)
    ran = stopped(tmp_path, "document", 2, *arguments)
    assert (ran.status, ran.err) == (130, "cleaner: interrupted: 0 files done\n")
    assert (files(tmp_path / "out"), named(tmp_path / "l.jsonl.gz")) == ({}, set())
    ran = stopped(tmp_path, "document", 150, *arguments)
    assert set(files(tmp_path / "out")) == {"a.jsonl"}
    assert named(tmp_path / "l.jsonl.gz") == {"a0", "a1", "a2"}


def test_a_page_shows_what_is_written(tmp_path: Path, three: Path) -> None:
    ran = stopped(tmp_path, "document", 150, "clean", "raw", "-o", "out", "--report", "page.html", *TEXT)
    assert ran.status == 130
    page = (tmp_path / "page.html").read_text()
    assert '"a2"' in page
    assert '"b0"' not in page


def test_of_shards_the_whole_ones(tmp_path: Path, three: Path) -> None:
    arguments = ("clean", "raw", "-o", "out.jsonl", "--shard-size", "50", "--report", "l.jsonl", *TEXT)
    ran = stopped(tmp_path, "document", 130, *arguments)
    assert (ran.status, ran.err) == (130, "cleaner: interrupted: 2 shards done\n")
    there = [json.loads(line)["id"] for path in sorted(tmp_path.glob("out-*")) for line in path.open()]
    assert len(there) == 100
    assert named(tmp_path / "l.jsonl") == set(there)


@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize("name", ["out.jsonl", pytest.param("out.parquet", marks=pytest.mark.slow)])
def test_of_one_file_nothing(tmp_path: Path, three: Path, name: str, there: bool) -> None:
    if there:
        (tmp_path / name).write_bytes(b"old")
    ran = stopped(tmp_path, "document", 150, "clean", "raw", "-o", name, "--report", "l.jsonl", *TEXT)
    assert (ran.status, ran.out) == (130, b"")
    assert ran.err == f"cleaner: interrupted after 150 documents: nothing is written to {name}\n"
    assert {n: data for n, data in files(tmp_path).items() if "/" not in n} == ({name: b"old"} if there else {})


def test_of_one_file_all_if_it_is_in_place(run: Run, tmp_path: Path, three: Path) -> None:
    """The interrupt comes right after the file has its name: the ledger is there too."""
    ran = stopped(tmp_path, "file", 1, "clean", "raw", "-o", "out.jsonl", "--report", "l.jsonl", *TEXT)
    assert (ran.status, ran.out, ran.err) == (130, b"", "cleaner: interrupted: out.jsonl is written\n")
    there = [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").open()]
    assert (len(there), named(tmp_path / "l.jsonl")) == (206, set(there))
    assert run("restore", "out.jsonl", "l.jsonl", "-o", "back.jsonl").status == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--check",),
        *(pytest.param(a, marks=pytest.mark.slow) for a in (("-o", "-"), ("-o", "/dev/stdout"), ("--diff",))),
    ],
    ids=str,
)
def test_of_what_is_sent_or_shown_nothing_is_said(tmp_path: Path, arguments: Sequence[str]) -> None:
    (tmp_path / "a.jsonl").write_text(records("a", 3))
    ran = stopped(tmp_path, "document", 2, "clean", "a.jsonl", *arguments, *TEXT)
    assert (ran.status, ran.err) == (130, "")


def test_a_file_that_is_in_place_is_in_the_ledger(run: Run, tmp_path: Path, tree: Path) -> None:
    """The interrupt comes right after the file has its name, before anyone is told of it."""
    before = files(tree)
    ran = stopped(tmp_path, "file", 2, "clean", "raw", "-i", "--report", "l.jsonl", *TEXT)
    assert (ran.status, ran.err) == (130, "cleaner: interrupted: 2 files done\n")
    assert named(tmp_path / "l.jsonl") == {"a.txt", "ap/b.txt"}
    assert files(tree)["ap/b.txt"] == PLAIN.encode()
    assert run("restore", "raw", "l.jsonl", "-o", "back").status == 0
    assert files(tmp_path / "back") == {name: data for name, data in before.items() if name in BELOW}


#: What of the tree is read.
BELOW = ("a.txt", "ap/b.txt", "ap/plain.txt")


def test_the_ledger_of_a_run_in_place_is_not_replaced(run: Run, tmp_path: Path, three: Path) -> None:
    before = files(three)
    assert stopped(tmp_path, "document", 5, "clean", "raw", "-i", "--report", "l.jsonl", *TEXT).status == 130
    there = files(tmp_path)
    for report in ("l.jsonl", "./l.jsonl"):
        ran = run("clean", "raw", "-i", "--report", report, *TEXT)
        remedy = "is there already, and what an earlier run with -i has changed cannot be restored without it"
        assert ran == (2, b"", f"cleaner: {report} {remedy}: give --report another name\n")
        assert files(tmp_path) == there
    assert run("clean", "raw", "-i", "--report", "l2.jsonl", *TEXT).status == 0
    assert named(tmp_path / "l2.jsonl").isdisjoint(named(tmp_path / "l.jsonl"))
    assert run("restore", "raw", "l2.jsonl", "-o", "half").status == 0
    assert run("restore", "half", "l.jsonl", "-o", "back").status == 0
    assert files(tmp_path / "back") == before


@pytest.mark.parametrize("name", [pytest.param("l.jsonl", marks=pytest.mark.slow), "l.jsonl.gz"])
@pytest.mark.parametrize(
    ("when", "count", "changed"),
    [
        pytest.param("document", 1, set(), marks=pytest.mark.slow),
        pytest.param("settling", 1, set(), marks=pytest.mark.slow),
        pytest.param("file", 1, {"a.jsonl"}, marks=pytest.mark.slow),
        ("document", 150, {"a.jsonl"}),
        ("settling", 2, {"a.jsonl"}),
        ("file", 2, {"a.jsonl", "b.jsonl"}),
    ],
)
def test_what_a_killed_run_has_changed_in_place_can_be_restored(
    run: Run, tmp_path: Path, three: Path, name: str, when: str, count: int, changed: set[str]
) -> None:
    """Also from a ledger that tells of a file too that was not replaced any more."""
    before = files(three)
    arguments = ("clean", "raw", "-i", "--report", name, *TEXT)
    assert stopped(tmp_path, when, count, *arguments, number=signal.SIGKILL).status == -signal.SIGKILL
    assert {n for n, data in files(three).items() if n in before and data != before[n]} == changed
    ran = run("restore", "raw", name, "-o", "back")
    assert (ran.status, ran.err) == (0, "")
    assert files(tmp_path / "back") == before
    # The rest is done with another ledger, and the way back goes over both.
    assert run("clean", "raw", "-i", "--report", "l2.jsonl", *TEXT).status == 0
    assert run("restore", "raw", "l2.jsonl", "-o", "half").status == 0
    assert run("restore", "half", name, "-o", "whole").status == 0
    assert files(tmp_path / "whole") == before


def test_no_file_is_replaced_without_its_entries_in_the_ledger(run: Run, tmp_path: Path, three: Path) -> None:
    """The disk has room for the second file, but not for its entries, which hold it twice."""
    before = files(three)
    limit = 2_400_000
    done = subprocess.run(
        [sys.executable, "-m", "cleaner", "clean", "raw", "-i", "--report", "l.jsonl", *TEXT],
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"l.jsonl: File too large" in done.stderr
    assert {name for name, data in files(three).items() if data != before[name]} == {"a.jsonl"}
    ran = run("restore", "raw", "l.jsonl", "-o", "back")
    assert (ran.status, ran.err) == (0, "")
    assert files(tmp_path / "back") == before


@pytest.mark.parametrize("name", ["l.jsonl", "l.jsonl.gz"])
def test_a_ledger_of_nothing_is_replaced(run: Run, tmp_path: Path, tree: Path, name: str) -> None:
    assert stopped(tmp_path, "document", 1, "clean", "raw", "-i", "--report", name, *TEXT).status == 130
    assert (tmp_path / name).exists()
    assert run("clean", "raw", "-i", "--report", name, *TEXT).status == 0
    assert named(tmp_path / name) == {"a.txt", "ap/b.txt"}
    assert run("clean", "raw", "-i", "--report", name, *TEXT).status == 2
    (tmp_path / name).write_bytes(b"")
    assert run("clean", "raw", "-i", "--report", name, *TEXT).status == 0


def test_other_ledgers_are_replaced(run: Run, tmp_path: Path, tree: Path) -> None:
    """The sources are still there."""
    for arguments in (("-o", "out"), ("--check",)):
        for _ in range(2):
            assert run("clean", "raw", *arguments, "--report", "l.jsonl", *TEXT).status in (0, 1)
    assert run("clean", "raw", "-i", "--report", "/dev/null", *TEXT).status == 0


def cut_off(path: Path, text: str) -> int:
    """Write half of a compressed file; how many lines of it can be read."""
    data = gzip.compress(text.encode())
    path.write_bytes(data[: len(data) // 2])
    shown = subprocess.run(["zcat", path], capture_output=True, check=False).stdout
    return shown.count(b"\n")


@pytest.mark.parametrize("arguments", [("-o", "out.jsonl"), ("-o", "out.jsonl", "--shard-size", "1000")], ids=str)
def test_what_was_read_before_the_damage_stays(run: Run, tmp_path: Path, arguments: Sequence[str]) -> None:
    count = cut_off(tmp_path / "a.jsonl.gz", records("a", 5000, 4))
    assert count % 1000
    ran = run("clean", "a.jsonl.gz", *arguments, "--stats-json", "s.json", "--report", "l.jsonl", *TEXT)
    assert (ran.status, ran.err) == (2, "cleaner: a.jsonl.gz: the compressed data ends too early\n")
    written = [line for path in sorted(tmp_path.glob("out*")) for line in path.open()]
    assert abs(len(written) - count) < 20
    stats = json.loads((tmp_path / "s.json").read_text())
    assert (stats["documents"], stats["failed"]) == (len(written), 1)
    assert named(tmp_path / "l.jsonl") == {json.loads(line)["id"] for line in written}


@pytest.mark.parametrize("words", [4, 600])
@pytest.mark.parametrize("resume", [(), ("--resume",)])
@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_what_is_not_written_is_not_counted(
    run: Run, tmp_path: Path, three: Path, words: int, resume: Sequence[str], suffix: str
) -> None:
    """Of a damaged file in a mirrored directory nothing is written, so that nothing is said of its documents."""
    (three / "b.jsonl").unlink()
    cut_off(three / "b.jsonl.gz", records("b", 700, words))
    ledger = f"l.jsonl{suffix}"
    ran = run("clean", "raw", "-o", "out", "--stats-json", "s.json", "--report", ledger, *resume, *TEXT)
    assert (ran.status, ran.messages) == (2, ["cleaner: raw/b.jsonl.gz: the compressed data ends too early"])
    assert set(files(tmp_path / "out")) == {"a.jsonl", "c.jsonl"}
    stats = json.loads((tmp_path / "s.json").read_text())
    assert (stats["documents"], stats["changed"], stats["failed"]) == (6, 6, 1)
    assert named(tmp_path / ledger) == {"a0", "a1", "a2", "c0", "c1", "c2"}


#: Lines of a log, the last one too long to be held in memory.
LINES = {"a": b'"alpha"\n', "b": b'"beta"\n', "G": b'"' + b"great " * 60_000 + b'"\n'}


@pytest.mark.parametrize(
    ("steps", "killed", "failed", "whole"),
    [
        ("", "", None, ""),
        ("a secure", "a", None, "a"),
        ("a secure settle", "a", "a", "a"),
        ("a settle secure", "a", "a", "a"),
        ("a secure withdraw", "", None, ""),
        ("a settle withdraw secure", "a", "a", "a"),
        ("a secure settle b secure", "ab", "a", "ab"),
        ("a secure settle b secure withdraw", "a", "a", "a"),
        ("a secure settle b withdraw G secure", "aG", "a", "aG"),
        ("a secure b secure withdraw secure withdraw", "", None, ""),
        ("a secure settle b", "a", "a", "ab"),
        ("G", "G", None, "G"),
        ("a settle G G withdraw b secure settle", "ab", "ab", "ab"),
    ],
)
@pytest.mark.parametrize("name", ["l.jsonl", "l.jsonl.gz"])
def test_a_log_that_lasts(tmp_path: Path, name: str, steps: str, killed: str, failed: str | None, whole: str) -> None:
    """What is in it at any moment, what stays of it if the run fails, and what if the run ends well."""
    path = tmp_path / name

    def after(end: str) -> bytes | None:
        path.write_bytes(b"what was there before\n" * 9)
        log = Log("--report", str(path), lasts=True)
        for step in steps.split():
            log.write(LINES[step]) if step in LINES else getattr(log, step)()
        if end:
            getattr(log, end)()
        if not path.exists():
            return None
        data = path.read_bytes()
        # Packed, it is whole from the start.
        assert data or path.suffix != ".gz"
        return gzip.decompress(data) if path.suffix == ".gz" else data

    expected = [None if lines is None else b"".join(LINES[line] for line in lines) for lines in (killed, failed, whole)]
    assert [after(end) for end in ("", "discard", "commit")] == expected


@pytest.mark.parametrize(
    ("name", "data", "something"),
    [
        ("l.jsonl", None, False),
        ("l.jsonl", b"", False),
        ("l.jsonl", b"\n", True),
        ("l.jsonl.gz", None, False),
        ("l.jsonl.gz", b"", False),
        ("l.jsonl.gz", gzip.compress(b"", mtime=0), False),
        ("l.jsonl.gz", gzip.compress(b"{}", mtime=0)[:5], True),
        ("l.jsonl.gz", b"not packed at all", True),
    ],
)
def test_what_holds_something(tmp_path: Path, name: str, data: bytes | None, something: bool) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert holds(str(tmp_path / name)) is something


#: The program, interrupted when a module is imported, or after a function is called so many times.
ANYWHERE = """
import os, signal, sys
from importlib import import_module

moment, count = sys.argv.pop(1), int(sys.argv.pop(1))
module, _, name = moment.partition(":")

def interrupt():
    os.kill(os.getpid(), signal.SIGINT)

class Finder:
    def find_spec(self, name, *_):
        if name == module:
            sys.meta_path.remove(self)
            interrupt()

if name:
    *owners, name = name.split(".")
    owner = import_module(module)
    for each in owners:
        owner = getattr(owner, each)
    plain, calls = getattr(owner, name), []
    def called(*arguments, **options):
        found = plain(*arguments, **options)
        calls.append(1)
        if len(calls) == count:
            interrupt()
        return found
    setattr(owner, name, called)
else:
    sys.meta_path.insert(0, Finder())

from cleaner.__main__ import main
sys.exit(main())
"""

NOTHING = "interrupted: nothing is written"


def interrupted(folder: Path, moment: str, count: int, *arguments: str) -> Ran:
    """The command, interrupted at a moment of its work."""
    done = subprocess.run(
        [sys.executable, "-c", ANYWHERE, moment, str(count), *arguments],
        cwd=folder,
        capture_output=True,
        timeout=60,
        check=False,
        preexec_fn=heed_interrupts,
    )
    return Ran(done.returncode, done.stdout, done.stderr.decode())


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """A ledger, texts and cleaned ones, and records of one site."""
    for name in "abc":
        for folder in ("raw", "clean"):
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / f"{name}.txt").write_text(f"The ferry {name} left the quay at noon.\n")
    (tmp_path / "l.jsonl").write_bytes(b"")
    rows = [{"id": name, "site": "quay.example", "text": f"The ferry {name} left at noon."} for name in "abc"]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


COMMIT = "cleaner.files.atomic:AtomicFile.commit"
PUT = "cleaner.files.records:Writer.write"
slow = partial(pytest.param, marks=pytest.mark.slow)


@pytest.mark.parametrize(
    ("moment", "count", "arguments", "told", "written"),
    [
        # While modules are loaded: the first one, that of the options, that of the work.
        ("cleaner.cli.messages", 0, "filters", NOTHING, ""),
        ("typer.core", 0, "config", NOTHING, ""),
        ("cleaner.cli.index", 0, "index list seen", NOTHING, ""),
        slow("cleaner.cli.learn", 0, "learn in.jsonl -o p.jsonl", NOTHING, ""),
        slow("cleaner.cli.score", 0, "score clean raw", NOTHING, ""),
        slow("cleaner.cli.explain", 0, "explain promo", NOTHING, ""),
        slow("cleaner.cli.review", 0, "review l.jsonl -o v.jsonl", NOTHING, ""),
        slow("cleaner.cli.clean", 0, "clean in.jsonl -o out.jsonl --stats", NOTHING, ""),
        # While they work.
        ("cleaner.report.score:tally", 1, "score clean raw", NOTHING, ""),
        ("cleaner.report.page:html", 1, "report l.jsonl -o page.html", NOTHING, ""),
        ("cleaner.corpus.learn:collect", 1, "learn in.jsonl -o p.jsonl", NOTHING, ""),
        (COMMIT, 1, "learn in.jsonl -o p.jsonl", "interrupted: p.memory.gz and p.jsonl are written, nothing else",
         "p.jsonl p.memory.gz"),
        (PUT, 2, "dedup in.jsonl -o o.jsonl --report r.jsonl", NOTHING, ""),
        slow(PUT, 2, "dedup in.jsonl -o o.jsonl --shard-size 1", "interrupted: o-00000.jsonl is written, nothing else",
             "o-00000.jsonl"),
        slow(PUT, 2, "dedup in.jsonl --errors-to e.jsonl", "interrupted: e.jsonl is written", "e.jsonl"),
        slow(COMMIT, 1, "dedup in.jsonl -o o.jsonl --report r.jsonl --index seen",
             "interrupted: o.jsonl and r.jsonl are written, nothing else", "o.jsonl r.jsonl"),
        slow("cleaner.corpus.writing:Writing.end", 1, "dedup in.jsonl -o o.jsonl --report r.jsonl --index seen",
             "interrupted: 3 files are written, seen the last, nothing else", "o.jsonl r.jsonl"),
        slow(COMMIT, 2, "dedup raw -o o/", "interrupted: o/a.txt and o/b.txt are written, nothing else",
             "o/a.txt o/b.txt"),
        slow("cleaner.files.atomic:write_whole", 1, "restore clean l.jsonl -o back",
             "interrupted: back/a.txt is written, nothing else", "back/a.txt"),
        ("cleaner.report.restoring:Restorer.__call__", 2, "restore clean l.jsonl -o b.jsonl", NOTHING, ""),
        slow("cleaner.report.restoring:Restorer.__call__", 2, "restore in.jsonl l.jsonl", "interrupted", ""),
    ],
)  # fmt: skip
def test_every_command_says_what_is_written(
    stories: Path, moment: str, count: int, arguments: str, told: str, written: str
) -> None:
    before = set(files(stories))
    ran = interrupted(stories, moment, count, *arguments.split())
    assert (ran.status, ran.err) == (130, f"cleaner: {told}\n")
    assert (ran.out != b"") == (told == "interrupted" or "--errors-to" in arguments)
    there = {name for name in files(stories) if name not in before and not name.startswith("seen/")}
    assert there == set(written.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("moment", "left"), [("cleaner.corpus.writing:Writing.delete", 3), ("cleaner.corpus.writing:Writing.end", 2)]
)
def test_an_index_is_changed_or_not(run: Run, stories: Path, moment: str, left: int) -> None:
    assert run("dedup", "in.jsonl", "-o", "o.jsonl", "--index", "seen", "-q").status == 0
    ran = interrupted(stories, moment, 1, "index", "delete", "seen", "a")
    told = NOTHING if left == 3 else "interrupted: seen is written, nothing else"
    assert (ran.status, ran.err) == (130, f"cleaner: {told}\n")
    assert len(run("index", "documents", "seen").text.splitlines()) == 1 + left
