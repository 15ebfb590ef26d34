"""Many documents: the same results in the same order, however many processes there are."""

import itertools
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import COMMAND, Run, files, heed_interrupts

from cleaner import Cleaner, CleanerError, Document, Finding, parse, pool

SENTENCE = "The  ferry “Dana” left at noon, two hours late, number {}.\n"


def texts(count: int) -> list[str]:
    """Texts that make a chunk of about a hundred."""
    return [SENTENCE.format(number) * 40 for number in range(count)]


def mark_process(document: Document) -> Iterator[Finding]:
    first = document.paragraphs[0]
    if "process" not in first.text:
        yield Finding(0, f"process {os.getpid()}")


def fail_on_late(document: Document) -> Iterator[Finding]:
    if "number 350." in document.paragraphs[0].text:
        raise ValueError("a filter of someone's own")
    yield from ()


def die(document: Document) -> Iterator[Finding]:
    os._exit(9)


@pytest.mark.parametrize("jobs", [0, 1, 2, 3])
def test_same_results_in_order(jobs: int) -> None:
    cleaner = Cleaner("text")
    documents = texts(700)
    assert list(cleaner.map(documents, jobs)) == [cleaner(document) for document in documents]


def test_documents_keep_their_names() -> None:
    documents = [parse(text, id=str(number)) for number, text in enumerate(texts(400))]
    results = list(Cleaner("text").map(documents, 2))
    assert [result.records[1].document for result in results] == [document.id for document in documents]


def processes(documents: list[str], jobs: int) -> set[str]:
    cleaner = Cleaner("none", filters=[mark_process])
    return {result.text.split("\n")[0].split()[1] for result in cleaner.map(documents, jobs)}


def test_large_batches_are_spread_and_small_ones_are_not() -> None:
    here = {str(os.getpid())}
    assert processes(texts(20), 2) == here
    assert processes(texts(700), 1) == here
    assert here.isdisjoint(processes(texts(700), 2))
    assert processes(["x" * 400_000], 2) == here, "one long text is a small batch"


def test_an_endless_stream_is_read_as_it_is_used() -> None:
    taken = itertools.count()

    def endless() -> Iterator[str]:
        for number in taken:
            assert number < 50_000
            yield SENTENCE.format(number) * 40

    for jobs in (1, 2):
        results = Cleaner("text").map(endless(), jobs)
        assert all(result.changed for result in itertools.islice(results, 1000))
        results.close()  # type: ignore[attr-defined]
    assert next(taken) < 6000


def test_nothing_gives_nothing() -> None:
    assert list(Cleaner("text").map([], 2)) == []
    assert len(list(Cleaner("text").map(["", "", ""], 2))) == 3


def test_a_negative_number_of_jobs_is_refused() -> None:
    with pytest.raises(ValueError, match="jobs"):
        list(Cleaner("text").map(["x"], -1))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_a_filter_reaches_the_caller(jobs: int) -> None:
    with pytest.raises(ValueError, match="someone's own"):
        list(Cleaner("none", filters=[fail_on_late]).map(texts(700), jobs))


def test_a_worker_that_dies_is_told() -> None:
    with pytest.raises(CleanerError, match="worker process died"):
        list(Cleaner("none", filters=[die]).map(texts(700), 2))


def test_filters_of_any_kind(tmp_path: Path) -> None:
    """Where workers are no forks, a filter that cannot be pickled stays here, unless workers are asked for."""
    script = tmp_path / "script.py"
    script.write_text(
        "import multiprocessing\n"
        "from cleaner import Cleaner, CleanerError\n"
        "def top(document): return ()\n"
        "def main():\n"
        "    def inner(document): return ()\n"
        "    texts = ['The ferry left.\\n' * 10_000] * 8\n"
        "    assert len(list(Cleaner('none', filters=[inner]).map(texts, 2))) == 8\n"
        "    multiprocessing.set_start_method('spawn', force=True)\n"
        "    assert len(list(Cleaner('none', filters=[inner]).map(texts))) == 8\n"
        "    assert len(list(Cleaner('none', filters=[top]).map(texts, 2))) == 8\n"
        "    try: list(Cleaner('none', filters=[inner]).map(texts, 2))\n"
        "    except CleanerError as error: print(error)\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.set_start_method('fork')\n"
        "    main()\n"
    )
    done = subprocess.run([COMMAND[0], script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("a filter defined inside a function cannot be sent to worker processes")


def test_a_program_that_workers_cannot_import_is_told_why(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import multiprocessing\n"
        "multiprocessing.set_start_method('spawn')\n"
        "from cleaner import Cleaner\n"
        "list(Cleaner('none').map(['The ferry left.\\n' * 20_000] * 4, 2))\n"
    )
    done = subprocess.run([COMMAND[0], script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "or of `if __name__ == '__main__':` in a program that they have to import" in done.stderr


def test_cores_are_those_this_process_may_use() -> None:
    assert pool.cores() == len(os.sched_getaffinity(0))


@pytest.mark.parametrize("jobs", ["2", "0"])
def test_the_command_gives_the_same_bytes(run: Run, tmp_path: Path, jobs: str) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for number, text in enumerate(texts(250)):
        (raw / f"{number:03}.txt").write_text(text)
    (raw / "bad.txt").write_bytes(b"\xff")
    lines = [json.dumps({"id": number, "text": text}) for number, text in enumerate(texts(250))]
    lines[100] = "broken"
    (raw / "r.jsonl").write_text("\n".join(lines))
    runs = []
    for count in ("1", jobs):
        out, ledger = tmp_path / f"out{count}", tmp_path / f"l{count}.jsonl"
        ran = run("clean", "raw", "-o", out, "--report", ledger, "--preset", "text", "-j", count)
        runs.append((ran, files(out), ledger.read_bytes()))
    assert runs[0] == runs[1]
    assert (runs[0][0].status, len(runs[0][0].messages), len(runs[0][1])) == (2, 2, 251)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=str)
def test_no_worker_is_left_behind(tmp_path: Path, number: signal.Signals) -> None:
    """Neither after an interrupt from the keyboard, which all processes get, nor when only the first one is ended."""
    command = [*COMMAND, "clean", "--format", "jsonl", "-o", "/dev/null", "--preset", "text", "-j", "2"]
    with (
        (tmp_path / "messages").open("wb") as messages,
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stderr=messages,
            cwd=tmp_path,
            start_new_session=True,
            preexec_fn=heed_interrupts,
        ) as process,
    ):
        assert process.stdin is not None
        for text in texts(900):
            process.stdin.write(json.dumps({"text": text}).encode() + b"\n")
        process.stdin.flush()
        workers = wait_for_workers(process.pid)
        # Let them finish what they have: one that waits for more is the one that may complain.
        time.sleep(0.5)
        if number == signal.SIGINT:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
        process.wait(20)
    end = time.monotonic() + 20
    while any(is_running(worker) for worker in workers):
        assert time.monotonic() < end
        time.sleep(0.02)
    assert (tmp_path / "messages").read_bytes() == b""


def wait_for_workers(pid: int) -> list[int]:
    end = time.monotonic() + 20
    while len(found := descendants(pid)) < 2:
        assert time.monotonic() < end
        time.sleep(0.02)
    return found


def descendants(pid: int) -> list[int]:
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return []
    return children + [found for child in children for found in descendants(child)]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
