"""What goes wrong in a batch stays with the document that it goes wrong with, and is told."""

import base64
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import COMMAND, PLAIN, RAW, Run, files, heed_interrupts
from test_batch import descendants, texts

from cleaner import Cleaner, Document, Finding, batch, parse, pool
from cleaner.batch import Cleaned
from cleaner.files import plan
from cleaner.files.codec import Codec
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Request
from cleaner.files.reader import Piece

TEXT = ("--preset", "text")

#: Documents that make several chunks.
COUNT = 700


def number_of(document: Document) -> int:
    return int(document.paragraphs[0].text.partition("number ")[2].partition(".")[0] or -1)


def misbehave(document: Document) -> Iterator[Finding]:
    """Die, hang and fail, each at two documents."""
    number = number_of(document)
    if number in (130, 131):
        os.kill(os.getpid(), signal.SIGKILL)
    if number in (5, 690):
        time.sleep(60)
    if number == 300:
        os._exit(3)
    if number == 400:
        raise ValueError("a filter of someone's own")
    yield from ()


class Told(batch.Observer):
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.failures: list[str] = []

    def cleaned(self, document: Cleaned) -> None:
        self.done.append(document.name)

    def failed(self, message: str, piece: Piece | None = None) -> None:
        self.failures.append(message)


def lines(count: int) -> str:
    return "".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts(count)))


@pytest.mark.parametrize("jobs", [pytest.param(1, marks=pytest.mark.slow), 2])
def test_only_the_document_is_lost(tmp_path: Path, jobs: int) -> None:
    """In the middle of a chunk, next to each other, in the first and in the last one; even with one job."""
    (tmp_path / "r.jsonl").write_text(lines(COUNT))
    made = plan.make(Request(paths=[str(tmp_path / "r.jsonl")], output=str(tmp_path / "out.jsonl")))
    told = Told()
    batch.clean_files(
        Cleaner("none", filters=[misbehave]), made, told, codec=Codec(), fields=Fields(), jobs=jobs, timeout=1.0
    )
    lost = {
        5: "took longer than 1 s",
        130: "a worker process died of it twice (SIGKILL, perhaps for want of memory)",
        131: "a worker process died of it twice (SIGKILL, perhaps for want of memory)",
        300: "a worker process died of it twice (exit status 3)",
        400: "cannot be cleaned: ValueError: a filter of someone's own (in the filter 'misbehave')",
        690: "took longer than 1 s",
    }
    assert told.failures == [f"{tmp_path}/r.jsonl:{number + 1}: {reason}" for number, reason in lost.items()]
    expected = [number for number in range(COUNT) if number not in lost]
    assert told.done == [str(number) for number in expected]
    written = [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text().split("\n")[:-1]]
    assert written == expected


def test_a_worker_that_is_killed_by_someone_else_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(lines(2500))
    command = [*COMMAND, "clean", "r.jsonl", "-o", "out.jsonl", "--preset", "text", "-j", "2"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) as process:
        killed = 0
        end = time.monotonic() + 30
        while killed < 3 and process.poll() is None:
            assert time.monotonic() < end
            for worker in descendants(process.pid)[:1] if process.poll() is None else ():
                time.sleep(0.05)
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
                    killed += 1
        assert process.wait(60) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert killed
    assert len((tmp_path / "out.jsonl").read_bytes().split(b"\n")) == 2501


def test_the_library_names_the_document() -> None:
    documents = [parse(text, id=str(number)) for number, text in enumerate(texts(COUNT))]
    for index in (5, 400, 690):
        documents[index] = parse("It rained.\n", id=str(index))
    with pytest.raises(Exception, match="130: a worker process died of it twice"):
        list(Cleaner("none", filters=[misbehave]).map(documents, 2))


def test_a_timeout_for_a_document_that_is_too_large(run: Run, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(RAW)
    (tmp_path / "raw" / "huge.txt").write_text("The “ferry”  left at noon &amp; came back.\n\n" * 100_000)
    (tmp_path / "raw" / "z.txt").write_text(RAW)
    for jobs in ("1", "2"):
        out = tmp_path / f"out{jobs}"
        ran = run("clean", "raw", "-o", out, *TEXT, "--timeout", "0.3", "-j", jobs)
        assert ran == (2, b"", "cleaner: raw/huge.txt: took longer than 0.3 s\n")
        assert files(out) == {"a.txt": PLAIN.encode(), "z.txt": PLAIN.encode()}


def test_memory_does_not_grow_with_what_waits() -> None:
    """The first thing is slow; the others are not all read meanwhile."""
    read = 0

    def things() -> Iterator[int]:
        nonlocal read
        for number in range(10_000):
            read += 1
            yield number

    answers = pool.ordered(_slow_first, things(), 2, load=lambda n: n, weight=lambda n: pool.CHUNK)
    assert next(answers) == (0, 0)
    assert read < 20
    assert [answer for _, answer in answers] == list(range(1, 10_000))


def _slow_first(number: int) -> int:
    if number == 0:
        time.sleep(0.5)
    return number


class TestErrorsTo:
    def test_everything_that_failed_is_there(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "raw").mkdir()
        (tmp_path / "raw" / "a.txt").write_bytes(b"caf\xe9")
        (tmp_path / "raw" / "gone.txt").symlink_to("nowhere")
        (tmp_path / "raw" / "good.txt").write_text(RAW)
        bad = ['{"id": "x", "n": 1.50}', "half a {", '["list"]', '{"id": 7, "text": 5}']
        (tmp_path / "raw" / "r.jsonl").write_text("\n".join(bad) + '\n{"text": "Good.\\n"}\n')
        (tmp_path / "raw" / "t.csv").write_text("id,text\n1,a,b\n")
        ran = run("clean", "raw", "-o", "out.jsonl", "--errors-to", "e.jsonl", *TEXT)
        assert (ran.status, ran.messages) == (2, ["cleaner: 7 failed, 2 cleaned: see e.jsonl"])
        found = [json.loads(line) for line in (tmp_path / "e.jsonl").read_text().split("\n")[:-1]]
        assert [(e["id"], e["place"]) for e in found] == [
            ("a.txt", "raw/a.txt"),
            (None, "raw/gone.txt"),
            ("x", "raw/r.jsonl:1"),
            ("raw/r.jsonl:2", "raw/r.jsonl:2"),
            ("raw/r.jsonl:3", "raw/r.jsonl:3"),
            ("7", "raw/r.jsonl:4"),
            ("raw/t.csv:2", "raw/t.csv:2"),
        ]
        assert base64.b64decode(found[0]["base64"]) == b"caf\xe9"
        assert found[1] == {"id": None, "place": "raw/gone.txt", "message": "No such file or directory"}
        assert found[2]["record"] == {"id": "x", "n": 1.5}
        assert "no field 'text'" in found[2]["message"]
        assert found[3]["raw"] == "half a {"
        assert found[3]["message"] == "no valid JSON: Expecting value at column 1"
        assert found[4]["raw"] == '["list"]'
        assert found[5]["record"] == {"id": 7, "text": 5}
        assert found[6]["raw"] == "1,a,b\n"

    def test_it_is_empty_when_all_went_well(self, run: Run, tmp_path: Path) -> None:
        assert run("--errors-to", "e.jsonl", *TEXT, stdin=RAW) == (0, PLAIN.encode(), "")
        assert (tmp_path / "e.jsonl").read_bytes() == b""

    def test_it_is_there_even_if_the_output_cannot_be_written(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "r.jsonl").write_text("broken\n" + lines(200))
        ran = run("clean", "r.jsonl", "-o", "/dev/full", "--errors-to", "e.jsonl", *TEXT)
        assert (ran.status, ran.messages) == (2, ["cleaner: /dev/full: No space left on device"])
        assert json.loads((tmp_path / "e.jsonl").read_text())["raw"] == "broken"

    @pytest.mark.parametrize("name", ["-", "e.txt"])
    def test_names(self, run: Run, name: str) -> None:
        ran = run("--errors-to", name, *TEXT, stdin=RAW)
        assert (ran.status, ran.out, len(ran.messages)) == (2, b"", 1)

    def test_many_failures_are_counted_at_the_end(self, run: Run) -> None:
        ran = run("--format", "jsonl", *TEXT, stdin='{"text": "Good.\\n"}\n' + "broken\n" * 12)
        assert (ran.status, len(ran.messages)) == (2, 13)
        assert ran.messages[-1] == "cleaner: 12 failed, 1 cleaned"


def test_stats_for_programs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(json.dumps({"text": RAW}) + "\n" + json.dumps({"text": PLAIN}) + "\nbroken\n")
    for jobs in ("1", "2"):
        assert run("clean", "r.jsonl", "-o", "/dev/null", "--stats-json", "s.json", "-j", jobs, *TEXT).status == 2
        assert json.loads((tmp_path / "s.json").read_text()) == {
            "documents": 2,
            "changed": 1,
            "over_budget": 0,
            "failed": 1,
            "characters": {"before": len(RAW + PLAIN), "after": 2 * len(PLAIN)},
            "filters": {"spacing": {"lines_removed": 0, "words_removed": 0, "lines_changed": 1, "words_changed": 5}},
        }
    ran = run("clean", "r.jsonl", "-o", "out.jsonl", "--stats-json", "-", *TEXT)
    assert json.loads(ran.out)["documents"] == 2
    ran = run("clean", "r.jsonl", "--stats-json", "-", *TEXT)
    assert (ran.status, ran.out, len(ran.messages)) == (2, b"", 1)


def on_a_terminal(arguments: list[str], folder: Path, *, without: str = "", interrupt: bool = False) -> tuple[int, str]:
    """Run the command with standard error on a terminal; its status and what was to be seen."""
    program = (
        f"import sys\nfor name in {without.split()!r}: sys.modules[name] = None\n"
        "from cleaner.__main__ import main\n"
        f"sys.argv = ['cleaner', *{arguments!r}]\n"
        "sys.exit(main())"
    )
    terminal, stderr = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stderr=stderr,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        env=environment,
        preexec_fn=heed_interrupts,
    ) as process:
        seen = b""
        ended = False
        # This end stays open until all is read: a terminal that nobody writes to any more can swallow what came last.
        while not ended:
            ended = process.poll() is not None
            while select.select([terminal], [], [], 0.05)[0]:
                seen += os.read(terminal, 10_000)
                # On a busy machine the bar may be there before the first file is.
                if interrupt and b"MB/s" in seen and any(folder.glob("out/*.jsonl")):
                    process.send_signal(signal.SIGINT)
                    interrupt = False
    os.close(stderr)
    os.close(terminal)
    return process.returncode, seen.decode()


class TestProgress:
    @pytest.fixture
    def slow(self, tmp_path: Path) -> list[str]:
        """A run that takes longer than what is not worth a bar, with a failure and brackets in its name."""
        (tmp_path / "raw").mkdir()
        # No two lines are the same: what is known of a line would make the second one cheap.
        for number in range(6):
            texts = ["".join(f"“{n}-{k}”  ferries left &amp; came back.\n\n" for k in range(60)) for n in range(90)]
            records = "".join(json.dumps({"text": f"{number} {text}"}) + "\n" for text in texts)
            (tmp_path / "raw" / f"{number}[red].jsonl").write_text(records + "broken\n")
        return ["clean", "raw", "-o", "out", "--preset", "text", "-j", "1"]

    def test_on_a_terminal(self, tmp_path: Path, slow: list[str]) -> None:
        status, seen = on_a_terminal(slow, tmp_path)
        assert status == 2
        for part in ("documents", "MB/s", "% removed", "\u2501"):
            assert part in seen
        assert "cleaner: raw/5[red].jsonl:91: no valid JSON" in seen

    @pytest.mark.parametrize(("more", "without"), [(["-q"], ""), ([], "rich")])
    def test_without(self, tmp_path: Path, slow: list[str], more: list[str], without: str) -> None:
        status, seen = on_a_terminal([*slow, *more], tmp_path, without=without)
        assert status == 2
        assert "MB/s" not in seen
        assert seen.count("no valid JSON") == 6

    def test_nowhere_else(self, run: Run, slow: list[str]) -> None:
        assert len(run(*slow).messages) == 6

    def test_an_interrupt_keeps_what_is_finished(self, tmp_path: Path, slow: list[str]) -> None:
        status, seen = on_a_terminal([*slow, "--report", "l.jsonl"], tmp_path, interrupt=True)
        assert status == 130
        done = files(tmp_path / "out")
        assert 0 < len(done) < 6
        assert all(name.endswith(".jsonl") for name in done)
        assert f"interrupted: {len(done)} file" in seen, seen[-500:]
        assert (tmp_path / "l.jsonl").stat().st_size
