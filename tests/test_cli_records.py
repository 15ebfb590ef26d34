"""JSON lines on the command line: what is cleaned, what passes through, what is said about the rest."""

import gzip
import json
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from conftest import COMMAND, PLAIN, RAW, Run
from test_dedup_cli import call

__all__ = ["call"]

TEXT = ("--preset", "text")


def lines(*records: Any) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def test_other_fields_pass_through_in_order(run: Run) -> None:
    record = {"url": "https://example.org/é", "text": RAW, "n": 1.5, "tags": ["a", None, {"b": True}], "id": 7, "": ""}
    ran = run("clean", "--format", "jsonl", *TEXT, stdin=lines(record))
    assert ran == (0, lines({**record, "text": PLAIN}).encode(), "")


def test_a_record_that_stays_the_same_keeps_its_bytes(run: Run) -> None:
    raw = '{"text":"caf\\u00e9 \\/ noon\\n" , "n": 1.10,"n":1e400}\r\n\n   \n{"text":"no line end\\n"}'
    assert run("clean", "--format", "jsonl", *TEXT, stdin=raw) == (0, raw.encode(), "")
    assert run("clean", "--format", "jsonl", "--preset", "none", stdin=raw) == (0, raw.encode(), "")


def test_fields_by_other_names(run: Run, tmp_path: Path) -> None:
    record = {"id": "no", "body": RAW, "key": "k1", "text": 5, "host": "example.org"}
    fields = ("--text-field", "body", "--id-field", "key", "--site-field", "host", "--lang-field", "language")
    ran = run("clean", "--format", "jsonl", *fields, *TEXT, "--report", "l.jsonl", stdin=lines(record))
    assert ran.text == lines({**record, "body": PLAIN})
    entries = [json.loads(line) for line in (tmp_path / "l.jsonl").read_text().splitlines()]
    assert {entry["document"] for entry in entries} == {"k1"}
    (tmp_path / "a.txt").write_text(RAW)
    assert run("clean", "a.txt", "-o", "-", "--format", "jsonl", *fields, *TEXT).text == lines(
        {"key": "a.txt", "body": PLAIN}
    )


def test_bad_lines_are_named_and_left_out(run: Run, tmp_path: Path) -> None:
    good = lines({"text": PLAIN})
    bad = [
        ('{"text": "half', "no valid JSON"),
        ("[1, 2]", "must be a JSON object, not an array"),
        ('"text"', "must be a JSON object, not a text"),
        ('{"body": "x"}', "--text-field"),
        ('{"text": 5}', "--text-field"),
        ('{"text": ["x"]}', "an array"),
        ("[" * 100_000, "no valid JSON"),
        ('{"text": "' + "\udcff" + '"}', "not valid UTF-8 at byte 10 (0xff)"),
        ('{"text": "\0"}', "binary"),
    ]
    data = "".join(good + line + "\n" for line, _ in bad) + good
    (tmp_path / "r.jsonl").write_bytes(data.encode("utf-8", "surrogateescape"))
    ran = run("clean", "r.jsonl", *TEXT)
    assert ran.status == 2
    assert ran.text == good * (len(bad) + 1)
    for number, (message, (_, part)) in enumerate(zip(ran.messages, bad, strict=True)):
        assert message.startswith(f"cleaner: r.jsonl:{2 * number + 2}: ")
        assert part in message


def test_a_bad_line_stays_in_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(lines({"text": RAW}) + "broken\n" + lines({"text": RAW}))
    ran = run("clean", "-i", "r.jsonl", *TEXT)
    assert (ran.status, len(ran.messages)) == (2, 1)
    assert (tmp_path / "r.jsonl").read_text() == lines({"text": PLAIN}) + "broken\n" + lines({"text": PLAIN})


def test_null_texts_pass_through_with_a_warning(run: Run) -> None:
    data = lines({"id": 1, "text": None}, {"id": 2, "text": RAW}, {"id": 3, "text": None})
    ran = run("clean", "--format", "jsonl", *TEXT, stdin=data)
    assert ran.text == data.replace(json.dumps(RAW), json.dumps(PLAIN))
    assert (ran.status, ran.messages) == (0, ["cleaner: warning: -: 2 records with a null text passed through"])
    assert run("clean", "--format", "jsonl", "-q", *TEXT, stdin=data).err == ""


def test_lone_surrogates_survive_in_other_fields(run: Run) -> None:
    ran = run("clean", "--format", "jsonl", *TEXT, stdin='{"text": "It  rained.\\n", "title": "\\ud83d é"}\n')
    assert (ran.status, json.loads(ran.out)) == (0, {"text": "It rained.\n", "title": "\ud83d é"})


def test_what_an_encoding_lacks_is_escaped(run: Run) -> None:
    data = '{"text": "caf\xe9  \\u2014\\n"}\n'.encode("latin-1")
    ran = run("clean", "--format", "jsonl", "--encoding", "latin-1", *TEXT, stdin=data)
    assert ran.out == b'{"text": "caf\\u00e9 \\u2014\\n"}\n'


def test_a_byte_order_mark_is_no_error(run: Run) -> None:
    assert run(
        "clean", "--format", "jsonl", *TEXT, stdin=b"\xef\xbb\xbf" + lines({"text": RAW}).encode()
    ).text == lines({"text": PLAIN})


@pytest.mark.parametrize("more", [[], ["--resume"]])
@pytest.mark.parametrize("output", ["out.jsonl", "out.csv", "out.parquet", "out/"])
def test_what_is_there_stays_if_no_record_can_be_cleaned(
    call: Run, tmp_path: Path, output: str, more: list[str]
) -> None:
    """With a wrong field, say."""
    (tmp_path / "r.jsonl").write_text(3 * lines({"body": RAW}))
    (tmp_path / "out").mkdir()
    for name in ("out/r.jsonl", output.removesuffix("/")):
        if name != "out":
            (tmp_path / name).write_bytes(b"old")
    ran = call("clean", "r.jsonl", "-o", output, *TEXT, *more)
    assert (ran.status, len(ran.messages)) == (2, 3)
    assert (tmp_path / ("out/r.jsonl" if output == "out/" else output)).read_bytes() == b"old"
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith(".")]
    (tmp_path / "r.jsonl").write_text(lines({"body": RAW}, {"text": RAW}))
    assert call("clean", "r.jsonl", "-o", output, *TEXT, *more).status == 2
    assert (tmp_path / ("out/r.jsonl" if output == "out/" else output)).read_bytes() != b"old"


def test_files_are_joined(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text":"no line end\\n"}')
    (tmp_path / "b.ndjson.gz").write_bytes(gzip.compress(lines({"text": RAW}).encode()))
    (tmp_path / "c.jsonl").write_text("")
    first = '{"text":"no line end\\n"}\n'
    assert run("clean", "a.jsonl", "b.ndjson.gz", "c.jsonl", *TEXT).text == first + lines({"text": PLAIN})
    assert run("clean", "a.jsonl", "b.ndjson.gz", "-o", "all.jsonl.gz", "--preset", "none").status == 0
    assert gzip.decompress((tmp_path / "all.jsonl.gz").read_bytes()).decode() == first + lines({"text": RAW})


@pytest.mark.parametrize("preset", ["text", "none"])
def test_a_byte_order_mark_does_not_get_into_the_middle(run: Run, tmp_path: Path, preset: str) -> None:
    mark = b"\xef\xbb\xbf"
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(mark + lines({"text": PLAIN}).encode())
    out = run("clean", "a.jsonl", "b.jsonl", "--preset", preset).out
    assert out == mark + 2 * lines({"text": PLAIN}).encode()


def test_a_directory_of_records_is_mirrored(run: Run, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.jsonl.gz").write_bytes(gzip.compress(lines({"text": RAW}).encode()))
    (tmp_path / "raw" / "empty.jsonl").write_text("")
    assert run("clean", "raw", "-o", "out", *TEXT) == (0, b"", "")
    assert gzip.decompress((tmp_path / "out" / "a.jsonl.gz").read_bytes()).decode() == lines({"text": PLAIN})
    assert (tmp_path / "out" / "empty.jsonl").read_bytes() == b""


def test_in_place_and_check(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(lines({"text": RAW, "n": 1}) * 2)
    (tmp_path / "same.jsonl").write_text('{"text":"Same.\\n"}\n')
    before = (tmp_path / "same.jsonl").stat().st_ino
    assert run("clean", "r.jsonl", "same.jsonl", "--check", *TEXT) == (1, b"r.jsonl\n", "")
    diff = run("clean", "r.jsonl", "--diff", *TEXT)
    assert (diff.status, diff.text.count("--- r.jsonl:")) == (1, 2)
    assert run("clean", "r.jsonl", "same.jsonl", "-i", *TEXT).status == 0
    assert (tmp_path / "r.jsonl").read_text() == lines({"text": PLAIN, "n": 1}) * 2
    assert (tmp_path / "same.jsonl").stat().st_ino == before


def test_format_decides_where_names_do_not(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.data").write_text(lines({"text": RAW}))
    (tmp_path / "r.jsonl").write_text("One  line that is no record.\n")
    assert run("clean", "r.data", "--format", "jsonl", *TEXT).text == lines({"text": PLAIN})
    assert run("clean", "r.jsonl", "--format", "text", *TEXT).text == "One line that is no record.\n"
    assert run("clean", "-o", "new.jsonl", *TEXT, stdin=lines({"text": RAW})).status == 0
    assert (tmp_path / "new.jsonl").read_text() == lines({"text": PLAIN})


def test_records_stream(tmp_path: Path) -> None:
    """The first records come out long before the last go in."""
    record = lines({"text": RAW * 20}).encode()
    command = [*COMMAND, "clean", "--format", "jsonl", "--preset", "none", "-j", "1"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path) as process:
        came = threading.Event()

        def read() -> None:
            for _ in process.stdout or ():
                came.set()

        reader = threading.Thread(target=read)
        reader.start()
        assert process.stdin is not None
        written = 0
        while not came.is_set() and written < 50_000_000:
            written += process.stdin.write(record)
        process.stdin.close()
        reader.join(20)
        assert process.wait(20) == 0
    assert came.is_set()
    assert written < 5_000_000


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_memory_is_constant(tmp_path: Path, jobs: str) -> None:
    peaks = []
    for count in (500, 20_000):
        (tmp_path / "r.jsonl").write_text(lines({"text": RAW * 10}) * count)
        program = (
            "import sys; from cleaner.__main__ import main\n"
            f"sys.argv = ['cleaner', 'clean', 'r.jsonl', '-o', '/dev/null', '--preset', 'none', '-j', '{jobs}']\n"
            "try: main()\n"
            "finally: print([line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')][0])\n"
        )
        done = subprocess.run([COMMAND[0], "-c", program], cwd=tmp_path, capture_output=True, check=True, timeout=60)
        peaks.append(int(done.stdout))
    assert peaks[1] < peaks[0] + 12_000, "kilobytes; the larger input is 16 MB larger"


@pytest.mark.parametrize("name", ["x.xlsx", "x.JSON", "x.html", "x.sqlite", "x.xml.gz", "x.pdf"])
def test_names_of_formats_that_are_not_written_are_refused(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "s.jsonl").write_text('{"text":"It  rained."}\n')
    suffix = "." + name.lower().split(".")[1]
    message = f"cleaner: {name}: {suffix} is not written: name it .jsonl, .csv or .txt, or give --format\n"
    assert run("clean", "s.jsonl", "-o", name) == (2, b"", message)
    assert not (tmp_path / name).exists()
    assert run("clean", "s.jsonl", "-o", name, "--format", "jsonl").status == 0
    assert (tmp_path / name).exists()


def test_names_that_tell_no_format_are_those_of_records(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.jsonl").write_text('{"text":"It  rained."}\n')
    assert run("clean", "s.jsonl", "-o", "x.foo").status == 0
    assert (tmp_path / "x.foo").read_text() == '{"text":"It rained."}\n'
