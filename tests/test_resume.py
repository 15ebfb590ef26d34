"""Runs that are interrupted and go on: killed at any moment, the end is what it would have been."""

import csv
import gzip
import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import pairwise
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import COMMAND, Run, files, heed_interrupts

import cleaner
from cleaner.cli.clean import CleanOptions
from cleaner.cli.clean import run as run_here
from cleaner.cli.settings import SettingsOptions
from cleaner.errors import CleanerError
from cleaner.files.journal import Journal
from cleaner.files.jsonl import Fields

TEXT = SettingsOptions(preset="text", isolated=True)


def article(number: int) -> str:
    """A text that the preset `text` has something to do with."""
    lines = [
        f"The ferry left at noon on day {number}.{line}, with forty people and a dog aboard." for line in range(40)
    ]
    return "\n\n".join([f"Story  “{number}” of the day", *lines]) + "\n"


def make_tree(folder: Path) -> None:
    for number in range(300):
        path = folder / str(number % 7) / f"{number:03}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(article(number))
    (folder / "3" / "bad.txt").write_bytes(b"\xff")


def record(number: int) -> dict[str, object]:
    return {"id": f"d{number}", "text": article(number), "n": number, "tags": ["a", str(number)]}


def make_jsonl(folder: Path) -> None:
    lines = [json.dumps(record(number)) for number in range(700)]
    lines[277] = "broken"
    (folder / "r.jsonl").write_text("\n".join(lines))


def make_parquet(folder: Path) -> None:
    table = pa.Table.from_pylist([record(number) for number in range(700)])
    pq.write_table(table.replace_schema_metadata({"origin": "invented"}), folder / "r.parquet", row_group_size=50)


def make_damaged(folder: Path) -> None:
    """A file that is cut off between two others: what the ledger has of it by then is withdrawn."""
    lines = [json.dumps(record(number)) + "\n" for number in range(700)]
    (folder / "a.jsonl").write_text("".join(lines[:100]))
    packed = gzip.compress("".join(lines[100:600]).encode())
    (folder / "b.jsonl.gz").write_bytes(packed[: len(packed) * 3 // 4])
    (folder / "c.jsonl").write_text("".join(lines[600:]))


class Case(NamedTuple):
    """A kind of run that is killed.

    Attributes:
        make: makes the input.
        output: name of the output.
        kills: how often it is killed.
        share: the longest processor time until then, as a share of that of the whole run.
        shard_size: how large the files are that the output is cut into.
    """

    make: Callable[[Path], None]
    output: str
    kills: int = 20
    share: float = 0.2
    shard_size: str = ""


CASES = {
    "tree": Case(make_tree, "out", share=0.1),
    "jsonl": Case(make_jsonl, "out.jsonl", share=0.1),
    "parquet": Case(make_parquet, "out.parquet", share=0.1),
    # A compressed file can go on only every megabyte, one that becomes Parquet after each of its large row groups.
    "packed": Case(make_jsonl, "out.jsonl.gz", 6, 0.3),
    "shards": Case(make_jsonl, "out.jsonl", 6, 0.2, "600KB"),
    "packed shards": Case(make_jsonl, "out.jsonl.zst", 6, 0.3, "1500KB"),
    "damaged": Case(make_damaged, "out", 8, 0.2),
    "converted": Case(make_jsonl, "out.parquet", 2, 0.9),
}


def options(folder: Path, case: Case, *, resume: bool = True, jobs: int = 1) -> CleanOptions:
    return CleanOptions(
        paths=[str(folder / "raw")],
        output=str(folder / case.output),
        settings=TEXT,
        report=str(folder / "ledger.jsonl"),
        errors_to=str(folder / "errors.jsonl.gz"),
        stats_json=str(folder / "stats.json"),
        resume=resume,
        shard_size=case.shard_size,
        jobs=jobs,
        quiet=True,
    )


def begun(given: CleanOptions, before: Callable[[], object] = bool) -> ForkProcess:
    """A run in a process of its own, which needs no time to start; `before` is called there first."""

    def here() -> None:
        before()
        os._exit(run_here(given))

    process = multiprocessing.get_context("fork").Process(target=here)
    process.start()
    return process


def die_after(seconds: float) -> None:
    """Let this process be killed, wherever it is then, when it has used so much processor time from now on.

    Not the time of a clock: how far the run is then must not depend on what else the machine does.
    """
    signal.setitimer(signal.ITIMER_PROF, max(seconds, 1e-6))


def die() -> None:
    """Kill this process."""
    os.kill(os.getpid(), signal.SIGKILL)


def at_moment(beyond: int, act: Callable[[], object]) -> Callable[[], None]:
    """What lets a process do something when its journal has just said that more documents than these are done."""

    def prepare() -> None:
        note = Journal.note

        def noted(journal: Journal, moment: Mapping[str, Any], sync: Iterable[Any]) -> None:
            note(journal, moment, sync)
            if moment["told"][0] > beyond:
                Journal.note = note  # type: ignore[method-assign]
                act()

        Journal.note = noted  # type: ignore[assignment, method-assign]

    return prepare


def die_after_moment(beyond: int, seconds: float) -> Callable[[], None]:
    """What lets a process be killed some processor time after such a moment, at the latest when all is written."""

    def armed() -> None:
        Journal.end = lambda _: die()  # type: ignore[assignment, method-assign]
        die_after(seconds)

    return at_moment(beyond, armed)


def ended(process: ForkProcess) -> int | None:
    process.join(60)
    return process.exitcode


def results(folder: Path) -> dict[str, bytes]:
    """Everything that a run leaves behind, whether or not it should."""
    return {name: data for name, data in files(folder).items() if not name.startswith("raw/")}


def used() -> float:
    """Seconds of processor time that runs which have ended took."""
    times = resource.getrusage(resource.RUSAGE_CHILDREN)
    return times.ru_utime + times.ru_stime


def documents_done(folder: Path) -> int:
    """How many documents are behind a run that was killed, as its journal has it."""
    journals = [path for path in folder.rglob("journal") if ".cleaner-resume" in str(path)]
    lines = journals[0].read_bytes().split(b"\n")[:-1] if journals else []
    return int(json.loads(lines[-1])["told"][0]) if len(lines) > 1 else 0


#: One of each kind of output is always tried.
FIRST = ("tree", "jsonl", "parquet", "damaged")


@pytest.mark.parametrize("name", [pytest.param(n, marks=[] if n in FIRST else [pytest.mark.slow]) for n in CASES])
def test_killed_at_any_moment(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    (tmp_path / "raw").mkdir()
    case.make(tmp_path / "raw")
    start = used()
    status = ended(begun(options(tmp_path, case)))
    took = used() - start
    assert status == (0 if name == "parquet" else 2)
    expected = results(tmp_path)
    if name == "damaged":
        told = {json.loads(line)["document"] for line in expected["ledger.jsonl"].split(b"\n") if line}
        assert told == {f"d{number}" for number in (*range(100), *range(600, 700))}
    for path in tmp_path.iterdir():
        if path.name != "raw":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    moments = random.Random(name)
    killed, reached = 0, [0]
    for number in range(case.kills):
        seconds = moments.uniform(0, took * case.share)
        # Every third one when it has come further than the one before.
        when = die_after_moment(reached[-1], seconds) if number % 3 == 2 else partial(die_after, seconds)
        killed += ended(begun(options(tmp_path, case), when)) in (-signal.SIGPROF, -signal.SIGKILL)
        reached.append(documents_done(tmp_path))
    assert ended(begun(options(tmp_path, case))) == status
    assert results(tmp_path) == expected
    assert killed >= case.kills / 2
    assert any(reached) or name == "converted"
    if case.kills >= 20:
        assert any(before and before < after for before, after in pairwise(reached)), "it goes on where it was"


CASE = Case(make_jsonl, "out.jsonl")


def interrupted(folder: Path, case: Case = CASE) -> None:
    """Leave a run behind that was killed when some of it was done."""
    (folder / "raw").mkdir()
    case.make(folder / "raw")
    assert ended(begun(options(folder, case), at_moment(0, die))) == -signal.SIGKILL
    assert documents_done(folder)


CHANGES: dict[str, tuple[Callable[[Path, CleanOptions], CleanOptions], str]] = {
    "settings": (lambda _, o: o._replace(settings=TEXT._replace(ignore=["spacing"])), "a setting has changed"),
    "preset": (lambda _, o: o._replace(settings=SettingsOptions(preset="news", isolated=True)), "preset: 'text'"),
    "report": (lambda _, o: o._replace(report=None), "report has changed"),
    "field": (lambda _, o: o._replace(fields=Fields(text="body")), "fields was text id site lang"),
    "shards": (lambda _, o: o._replace(encoding="latin-1"), "encoding was utf-8"),
}


def test_what_has_changed_is_told(tmp_path: Path) -> None:
    interrupted(tmp_path)
    before = files(tmp_path)
    for change, message in CHANGES.values():
        with pytest.raises(CleanerError, match=message) as error:
            run_here(change(tmp_path, options(tmp_path, CASE)))
        assert "cannot resume" in str(error.value)
        assert ".out.jsonl.cleaner-resume to start anew" in str(error.value)
    (tmp_path / "raw" / "s.jsonl").write_text("")
    with pytest.raises(CleanerError, match=r"the input \S+s.jsonl is new"):
        run_here(options(tmp_path, CASE))
    (tmp_path / "raw" / "s.jsonl").unlink()
    assert {k: v for k, v in files(tmp_path).items() if "inputs.new" not in k} == before
    (tmp_path / "raw" / "r.jsonl").touch()
    with pytest.raises(CleanerError, match=r"the input \S+r.jsonl has changed"):
        run_here(options(tmp_path, CASE))
    (tmp_path / "raw" / "r.jsonl").rename(tmp_path / "raw" / "q.jsonl")
    with pytest.raises(CleanerError, match=r"the input \S+q.jsonl is new"):
        run_here(options(tmp_path, CASE))


def test_another_version_does_not_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(tmp_path)
    monkeypatch.setattr(cleaner, "__version__", "99.0")
    with pytest.raises(CleanerError, match=r"version was \S+ and is 99.0"):
        run_here(options(tmp_path, CASE))


def test_a_plain_run_does_not_write_over_it(tmp_path: Path) -> None:
    interrupted(tmp_path)
    before = files(tmp_path)
    with pytest.raises(CleanerError, match="use --resume, or remove it"):
        run_here(options(tmp_path, CASE, resume=False))
    assert files(tmp_path) == before
    assert run_here(options(tmp_path, CASE, jobs=2)) == 2
    assert sorted(results(tmp_path)) == ["errors.jsonl.gz", "ledger.jsonl", "out.jsonl", "stats.json"]
    with gzip.open(tmp_path / "errors.jsonl.gz", "rt") as errors:
        assert [json.loads(line)["raw"] for line in errors] == ["broken"]


def test_missing_bytes_are_told(tmp_path: Path) -> None:
    interrupted(tmp_path)
    part = next(path for path in (tmp_path / ".out.jsonl.cleaner-resume").iterdir() if path.name.endswith("-part"))
    part.write_bytes(b"")
    with pytest.raises(CleanerError, match="bytes are missing: remove it"):
        run_here(options(tmp_path, CASE))


@pytest.mark.parametrize(
    "tail",
    [
        b"\0" * 4096,
        b"\0" * 4096 + b"\n",
        b"\0" * 100 + b"\n" + b"\0" * 100 + b"\n",
        b"{\n",
        b"17\n",
        b'{"task": 1, "it',
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
    ],
    ids=["zeros", "zeros and a line end", "two lines of zeros", "torn", "no moment", "no end", "no text", "nested"],
)
def test_a_damaged_end_is_as_if_it_were_not(tmp_path: Path, tail: bytes) -> None:
    interrupted(tmp_path)
    journal = tmp_path / ".out.jsonl.cleaner-resume" / "journal"
    with journal.open("ab") as file:
        file.write(tail)
    assert run_here(options(tmp_path, CASE)) == 2
    found = [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text().split("\n") if line]
    assert found == [f"d{number}" for number in range(700) if number != 277]


def test_moments_all_damaged_begin_anew(tmp_path: Path) -> None:
    interrupted(tmp_path)
    journal = tmp_path / ".out.jsonl.cleaner-resume" / "journal"
    header, *moments = journal.read_bytes().split(b"\n")
    journal.write_bytes(b"\n".join([header, *(b"\0" * len(moment) for moment in moments[:-1]), b""]))
    assert len(moments) > 1
    assert run_here(options(tmp_path, CASE)) == 2
    assert (tmp_path / "out.jsonl").read_bytes().count(b'"id"') == 699


@pytest.mark.parametrize("header", [b"garbage\n", b"\0\0\0\n", b"[1]\n", b"\xff\n"])
def test_a_damaged_beginning_is_told(tmp_path: Path, header: bytes) -> None:
    interrupted(tmp_path)
    journal = tmp_path / ".out.jsonl.cleaner-resume" / "journal"
    journal.write_bytes(header + journal.read_bytes().partition(b"\n")[2])
    before = journal.read_bytes()
    with pytest.raises(CleanerError, match=r"resume/journal: is damaged: remove \S+cleaner-resume to start anew"):
        run_here(options(tmp_path, CASE))
    assert journal.read_bytes() == before


def test_two_at_once(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    make_jsonl(tmp_path / "raw")
    first = begun(options(tmp_path, CASE), at_moment(0, lambda: os.kill(os.getpid(), signal.SIGSTOP)))
    assert first.pid is not None
    os.waitpid(first.pid, os.WUNTRACED)
    with pytest.raises(CleanerError, match="another run is writing here"):
        run_here(options(tmp_path, CASE))
    os.kill(first.pid, signal.SIGCONT)
    assert ended(first) == 2
    assert (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (("raw.txt",), "-o"),
        (("raw.txt", "-o", "-"), "-o"),
        (("raw.txt", "-i"), "-o"),
        (("-", "-o", "x.jsonl"), "standard input"),
        (("raw.txt", "-o", "memory://x"), "on this machine"),
        (("raw.txt", "-o", "x", "--report", "r.html"), ".jsonl"),
    ],
)
def test_what_cannot_go_on(run: Run, tmp_path: Path, arguments: tuple[str, ...], remedy: str) -> None:
    (tmp_path / "raw.txt").write_text("It rained.\n")
    ran = run("clean", "--resume", *arguments)
    assert (ran.status, len(ran.messages)) == (2, 1)
    assert remedy in ran.err
    assert files(tmp_path) == {"raw.txt": b"It rained.\n"}


def test_a_full_disk_can_be_mended(run: Run, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    make_jsonl(tmp_path / "raw")
    command = ("clean", "raw/r.jsonl", "-o", "out.jsonl", "--resume", "--preset", "text", "-j", "1")

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    ran = run(*command, before=little_room)
    assert (ran.status, ran.messages[-1]) == (2, "cleaner: out.jsonl: File too large")
    assert not (tmp_path / "out.jsonl").exists()
    assert documents_done(tmp_path) > 100
    assert run(*command).status == 2, "for the broken line"
    assert run("clean", "raw/r.jsonl", "-o", "whole.jsonl", "--preset", "text").status == 2
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


#: The program, which is interrupted as by a terminal, all its processes at once, when some of the run is done.
INTERRUPTED = """
import os, signal, sys
from cleaner.__main__ import main
from cleaner.files.journal import Journal

note = Journal.note

def noted(*moment):
    note(*moment)
    os.killpg(0, signal.SIGINT)

Journal.note = noted
sys.exit(main())
"""


def test_an_interrupt_leaves_it_to_go_on(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    make_jsonl(tmp_path / "raw")
    arguments = ["clean", "raw", "-o", "out.jsonl", "--resume", "--preset", "text", "-j", "2"]
    stopped = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, *arguments],
        cwd=tmp_path,
        capture_output=True,
        start_new_session=True,
        preexec_fn=heed_interrupts,
        timeout=60,
        check=False,
    )
    assert stopped.returncode == 130
    assert b"the same command goes on" in stopped.stderr
    command = [*COMMAND, *arguments]
    done = subprocess.run([*command, "-v"], cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert done.returncode == 2
    assert b"going on after" in done.stderr
    assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") == 698, "and the last line has no end, as in the input"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def make_tables(folder: Path) -> None:
    """Tables of which the first says how they are written: with semicolons, all cells quoted, and its line ends."""
    for name, numbers in (("a", range(400)), ("b", range(400, 700))):
        rows = [["id", "text", "n"], *([f"d{number}", article(number), str(number)] for number in numbers)]
        with (folder / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)


def test_a_table_goes_on_as_it_was_begun(tmp_path: Path) -> None:
    case = Case(make_tables, "out.csv")
    interrupted(tmp_path, case)
    assert run_here(options(tmp_path, case)) == 0
    resumed = results(tmp_path)
    (tmp_path / "out.csv").unlink()
    assert run_here(options(tmp_path, case, resume=False)) == 0
    assert resumed["out.csv"] == (tmp_path / "out.csv").read_bytes()
    rows = list(csv.reader(resumed["out.csv"].decode().split("\r\n"), delimiter=";"))
    assert (rows[0], rows[-2][0]) == (["id", "text", "n"], "d699")
    assert resumed["out.csv"].count(b'"\r\n') == 701
