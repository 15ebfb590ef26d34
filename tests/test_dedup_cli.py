"""The command `cleaner dedup` as a user runs it."""

import gzip
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import COMMAND, Ran, Run, files

from cleaner.errors import CleanerError

FIXTURES = Path(__file__).parent.parent / "fixtures" / "dedup"
COPIES = FIXTURES / "copies.jsonl"


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.decode().split("\n") if line]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The command in this process, for many small cases: starting one takes longer than what it does."""
    from cleaner.cli import app

    monkeypatch.chdir(tmp_path)

    def command(*arguments: str | Path, **_: object) -> Ran:
        with pytest.raises(SystemExit) as ended:
            try:
                app.run([str(argument) for argument in arguments])
            except CleanerError as error:
                pytest.fail(str(error))
        out, err = capfd.readouterr()
        return Ran(int(ended.value.code or 0), out.encode(), err)

    return command


def test_what_stays_is_written_as_it_was_and_the_report_names_the_rest(run: Run, tmp_path: Path) -> None:
    ran = run("dedup", COPIES, "-o", "out.jsonl", "--report", "report.jsonl")
    assert (ran.status, ran.out) == (0, b"")
    assert ran.messages == ["cleaner: 6 documents: 1 stays, 5 are copies (3 near, 2 part)"]
    source = COPIES.read_bytes().split(b"\n")
    assert (tmp_path / "out.jsonl").read_bytes() == source[4] + b"\n"
    report = lines((tmp_path / "report.jsonl").read_bytes())
    assert [line["document"] for line in report] == ["gazette", "whole-page", "typeset", "cut", "edited"]
    assert list(report[0]) == ["document", "kept", "similarity", "kind", "containment"]
    assert {line["kept"] for line in report} == {"extended"}
    assert {line["kind"] for line in report} == {"near", "part"}


@pytest.mark.parametrize(
    ("options", "stays"),
    [
        (["--keep", "first"], ["gazette"]),
        (["--keep", "earliest"], ["cut"]),
        (["--keep", "priority", "--priority", "nobody,herald"], ["typeset"]),
        (["--keep", "priority", "--priority-field", "priority"], ["cut"]),
        (["--drop-all"], []),
        (["--within", "site"], ["whole-page", "typeset", "cut", "extended", "edited"]),
        (["--window", "1d"], ["cut", "extended"]),
        (["--threshold", "0.99", "--containment", "0"], ["gazette", "whole-page", "cut", "extended", "edited"]),
        (["--raw"], ["whole-page"]),
        (["-j", "1"], ["extended"]),
        (["-j", "2"], ["extended"]),
        (["--shingle", "3", "--bands", "40", "--rows", "2"], ["extended"]),
        (["--min-words", "1000"], ["gazette", "whole-page", "cut", "extended", "edited"]),
    ],
)
def test_options(call: Run, options: list[str], stays: list[str]) -> None:
    ran = call("dedup", COPIES, "-o", "-", "-q", *options)
    assert (ran.status, ran.err) == (0, "")
    assert [record["id"] for record in lines(ran.out)] == stays


def test_list_writes_nothing_but_the_report(run: Run, tmp_path: Path) -> None:
    shutil.copy(COPIES, tmp_path / "in.jsonl")
    before = files(tmp_path)
    ran = run("dedup", "in.jsonl", "--list")
    assert [line["document"] for line in lines(ran.out)] == ["gazette", "whole-page", "typeset", "cut", "edited"]
    assert files(tmp_path) == before


def test_a_device_or_pipe_takes_records(run: Run) -> None:
    ran = run("dedup", COPIES, "-o", "/dev/stdout", "-q")
    assert (ran.status, ran.err, len(lines(ran.out))) == (0, "", 1)
    assert run("dedup", COPIES, "-o", "/dev/null", "-q") == (0, b"", "")


def test_groups_has_a_line_for_each_story(run: Run) -> None:
    ran = run("dedup", COPIES, FIXTURES / "short.jsonl", "--list", "--groups")
    found = {line["kept"]: [copy["document"] for copy in line["copies"]] for line in lines(ran.out)}
    assert found == {
        "extended": ["gazette", "whole-page", "typeset", "cut", "edited"],
        "closed-monday": ["closed-monday-again"],
    }


def test_of_a_dropped_story_the_original_is_in_the_report_too(run: Run) -> None:
    ran = run("dedup", FIXTURES / "short.jsonl", "--list", "--drop-all")
    assert {line["document"]: (line["kept"], line["kind"]) for line in lines(ran.out)} == {
        "closed-monday": (None, "original"),
        "closed-monday-again": ("closed-monday", "exact"),
    }


def test_clean_and_dedup_compose(run: Run, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for record in lines(COPIES.read_bytes()):
        (raw / f"{record['id']}.txt").write_text(record["text"])
    first = subprocess.Popen(
        [*COMMAND, "clean", "raw/", "-o", "-", "--format", "jsonl"], cwd=tmp_path, stdout=subprocess.PIPE
    )
    second = subprocess.run(
        [*COMMAND, "dedup", "-", "-o", "corpus.jsonl.gz"],
        cwd=tmp_path,
        stdin=first.stdout,
        capture_output=True,
        check=True,
    )
    assert first.wait() == 0
    assert second.stdout == b""
    assert [r["id"] for r in lines(gzip.decompress((tmp_path / "corpus.jsonl.gz").read_bytes()))] == ["extended.txt"]


def test_texts_of_a_directory_go_to_a_directory(run: Run, tmp_path: Path) -> None:
    for record in lines(COPIES.read_bytes()):
        folder = tmp_path / "raw" / record["site"]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{record['id']}.txt").write_text(record["text"])
    ran = run("dedup", "raw", "-o", "one/", "--report", "report.jsonl")
    assert ran.status == 0
    assert files(tmp_path / "one") == {"gazette/extended.txt": (tmp_path / "raw/gazette/extended.txt").read_bytes()}
    assert {line["kept"] for line in lines((tmp_path / "report.jsonl").read_bytes())} == {"gazette/extended.txt"}


def test_standard_input_is_records(run: Run) -> None:
    ran = run("dedup", stdin=COPIES.read_bytes())
    assert [record["id"] for record in lines(ran.out)] == ["extended"]
    ran = run("dedup", "-", stdin=b'{"text": "one"}\n{"text": "One."}\nnothing\n')
    assert ran.status == 2
    assert lines(ran.out) == [{"text": "one"}]
    assert "cleaner: -:3: no valid JSON" in ran.err


ROWS = [("1", "It rained.", "1.10"), ("2", "it  rained", "x"), ("3", "It snowed, as it had.", "")]


@pytest.mark.parametrize(
    ("suffix", "more", "out"),
    [
        (".csv", [], "id;text;n\r\n1;It rained.;1.10\r\n3;It snowed, as it had.;\r\n"),
        (".tsv", [], "id\ttext\tn\n1\tIt rained.\t1.10\n3\tIt snowed, as it had.\t\n"),
        (".csv", ["--format", "jsonl"], '{"id": "1", "text": "It rained.", "n": "1.10"}\n'),
        (".csv", ["other.jsonl"], '{"id": "1", "text": "It rained.", "n": "1.10"}\n'),
        (".csv", ["other.csv"], "id;text;n\r\n1;It rained.;1.10\r\n3;It snowed, as it had.;\r\n4;Fog.;2\r\n"),
        (".txt", [], '{"id": "in.txt", "text": "id;text;n'),
        (".txt", ["--format", "csv"], 'id,text\nin.txt,"id;text;n\r\n1;It rained.;1.10\r\n'),
    ],
)
@pytest.mark.parametrize("output", [[], ["-o", "-"], ["-o", "/dev/stdout"]])
def test_standard_output_has_the_format_of_the_input(
    call: Run, tmp_path: Path, suffix: str, more: list[str], out: str, output: list[str]
) -> None:
    cut, end = ("\t", "\n") if suffix == ".tsv" else (";", "\r\n")
    table = end.join(cut.join(row) for row in [("id", "text", "n"), *ROWS]) + end
    (tmp_path / f"in{suffix}").write_text(table, newline="")
    (tmp_path / "other.jsonl").write_text('{"id": "4", "text": "Fog.", "n": "2"}\n')
    (tmp_path / "other.csv").write_text("id,text,n\n4,Fog.,2\n")
    ran = call("dedup", f"in{suffix}", *more, "-q", *output)
    assert (ran.status, ran.err) == (0, "")
    assert ran.text.startswith(out)
    if out.startswith("{"):
        assert len(lines(ran.out)) == (1 if suffix == ".txt" else 3 if "other.jsonl" in more else 2)
    elif suffix != ".txt":
        assert ran.text == out


def test_parquet_and_tables_in_pipes(run: Run, tmp_path: Path) -> None:
    table = pa.table({"id": [1, 2, 3], "text": ["It rained.", "it  rained", "It snowed."], "n": [1.5, None, 2.5]})
    pq.write_table(table, tmp_path / "in.parquet")
    ran = run("dedup", "in.parquet", "-q")
    assert pq.read_table(io.BytesIO(ran.out)).equals(table.take([0, 2]))
    assert run("dedup", "in.parquet", "-q", "--format", "jsonl").text.count('"n": ') == 2
    ran = run("dedup", "--format", "csv", "-q", stdin="id,text\n1,It rained.\n2,it  rained\n")
    assert ran == (0, b"id,text\n1,It rained.\n", "")


def test_a_document_that_cannot_be_read_stops_no_other(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b'{"id": "a", "text": "one"}\n{"id": "b"}\n{"id": "c", "text": "one"}\n')
    ran = run("dedup", "in.jsonl", "-o", "out.jsonl")
    assert ran.status == 2
    assert ran.messages[0].startswith("cleaner: in.jsonl:2: no field 'text'")
    assert [record["id"] for record in lines((tmp_path / "out.jsonl").read_bytes())] == ["a"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["in.jsonl", "-o", "in.jsonl"], "read and written at once"),
        (["in.jsonl", "-o", "out.jsonl", "--report", "in.jsonl"], "read and written at once"),
        (["in.jsonl", "-o", "out.jsonl", "--report", "out.jsonl"], "written twice"),
        (["in.jsonl", "--report", "-"], "written twice"),
        (["in.jsonl", "-o", "out.jsonl", "--list"], "--list writes no documents"),
        (["in.jsonl", "-o", "out.txt"], "name it .jsonl"),
        (["in.jsonl", "-o", "out/"], "records go to a file of records"),
        (["in.jsonl", "-o", "out.jsonl", "--report", "report.txt"], "name it .jsonl"),
        (["in.jsonl", "-o", "out.jsonl", "--threshold", "7"], "threshold is a number above 0 to 1"),
        (["in.jsonl", "-o", "out.jsonl", "--window", "soon"], "'soon' is no duration"),
        (["in.jsonl", "-o", "out.jsonl", "-0"], "-0 says how the names"),
        (["nothing.jsonl", "-o", "out.jsonl"], "No such file"),
        (["raw", "-o", "raw/"], "read"),
        (["raw", "-o", "raw/one/"], "lies in raw"),
        (["-", "--files-from", "-", "-o", "out.jsonl"], "standard input cannot be"),
        (["-", "-o", "out/"], "standard input has no name"),
        (["raw", "in.jsonl", "-o", "out/"], "in.jsonl: records go to a file of records"),
        (["in.jsonl", "--rows", "40"], "product of at most 4096, not 7793302 and 40"),
        (["in.jsonl", "--rows", "100000"], "product of at most 4096, not "),
        (["in.jsonl", "--threshold", "0.0001"], "threshold 0.0001 is too low"),
        (["in.jsonl", "--shingle", "9" * 20], "shingle is a whole number from 1 to 1000"),
        (["in.jsonl", "--list", "--shard-size", "10"], "--shard-size needs a directory or a file name"),
        (["raw", "-o", "out/", "--shard-size", "10"], "--shard-size cuts a file of records"),
        (["in.jsonl", "-o", "in.jsonl"], "write elsewhere"),
        (["in.jsonl", "--priority", "a,b"], "--priority is for --keep priority"),
        (["in.jsonl", "--keep", "first", "--priority", "a,b"], "--priority is for --keep priority"),
        (["in.jsonl", "--priority-field", "rank"], "--priority-field is for --keep priority without"),
        (["in.jsonl", "--keep", "priority", "--priority", "a", "--priority-field", "rank"], "without --priority"),
        (["in.jsonl", "--by", "published"], "--by names the date for --window or --keep earliest"),
        (["in.jsonl", "--run", "monday"], "--run names this run in an index: give --index too"),
        (["in.jsonl", "--shared-by", "2"], "--shared-by is for --unit paragraph"),
        (["in.jsonl", "--groups", "-o", "out.jsonl"], "--groups is about the report"),
        (["in.jsonl", "--list", "--index", "seen"], "seen: no index there"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(call: Run, tmp_path: Path, arguments: list[str], message: str) -> None:
    shutil.copy(COPIES, tmp_path / "in.jsonl")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("Noon.\n")
    ran = call("dedup", *arguments)
    assert ran.status == 2
    assert message in ran.messages[0]
    assert (tmp_path / "in.jsonl").read_bytes() == COPIES.read_bytes()
    assert not [name for name in files(tmp_path) if name.startswith(".cleaner") or name == "report.jsonl"]


def test_shards_of_an_earlier_run_are_not_mixed_with_those_of_this_one(run: Run, tmp_path: Path) -> None:
    records = "".join(json.dumps({"id": number, "text": f"Story {number}."}) + "\n" for number in range(9))
    (tmp_path / "in.jsonl").write_text(records)
    assert run("dedup", "in.jsonl", "-o", "out.jsonl", "--shard-size", "2").status == 0
    before = files(tmp_path)
    ran = run("dedup", "in.jsonl", "-o", "out.jsonl", "--shard-size", "5")
    assert (ran.status, len(ran.messages)) == (2, 1)
    assert "out-00000.jsonl is there already" in ran.err
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("format", "stdin"), [("text", "Noon."), ("csv", "text\nNoon.\n"), ("jsonl", '{"text": "Noon."}')]
)
@pytest.mark.parametrize("more", [[], ["--unit", "paragraph"]])
def test_standard_input_does_not_get_the_name_of_a_temporary_file(
    run: Run, tmp_path: Path, format: str, stdin: str, more: list[str]
) -> None:
    ran = run("dedup", "--format", format, "-o", "out.jsonl", "-q", *more, stdin=stdin)
    assert (ran.status, ran.err) == (0, "")
    expected = {"id": "-", "text": "Noon."} if format == "text" else {"text": "Noon."}
    assert lines((tmp_path / "out.jsonl").read_bytes()) == [expected]


def test_a_list_of_files_from_standard_input(run: Run, tmp_path: Path) -> None:
    ran = run("dedup", "--files-from", "-", "-0", "-o", "out.jsonl", stdin=f"{COPIES}\0{FIXTURES / 'matches.jsonl'}\0")
    assert ran.status == 0
    found = [record["id"] for record in lines((tmp_path / "out.jsonl").read_bytes())]
    assert found == ["extended", "match-october", "match-february"]


@pytest.mark.parametrize("unit", ["document", "paragraph"])
def test_if_nothing_can_be_read_nothing_is_written(call: Run, tmp_path: Path, unit: str) -> None:
    (tmp_path / "out.jsonl").write_text("as it was\n")
    ran = call("dedup", "nothing.jsonl", "-o", "out.jsonl", "--report", "report.jsonl", "--unit", unit)
    assert (ran.status, ran.messages) == (2, ["cleaner: nothing.jsonl: No such file or directory"])
    assert files(tmp_path) == {"out.jsonl": b"as it was\n"}


def test_a_directory_without_documents_is_told(call: Run, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "picture.png").write_bytes(b"x")
    ran = call("dedup", "raw", "-o", "out.jsonl")
    assert ran.status == 0
    assert ran.messages[0].startswith("cleaner: warning: raw: no file in it ends in .txt, ")


def test_seconds_in_a_table_are_dates(call: Run, tmp_path: Path) -> None:
    day = 86_400
    rows = [f"{n},The road over the moor is closed.,{1735689600 + days * day}" for n, days in enumerate((0, 1, 35))]
    (tmp_path / "seconds.csv").write_text("\n".join(["id,text,date", *rows]) + "\n")
    ran = call("dedup", "seconds.csv", "--window", "2d", "--list")
    assert [(line["document"], line["kept"]) for line in lines(ran.out)] == [("1", "0")]
    assert "no date" not in ran.err


def test_records_without_a_text_stay_and_are_told(call: Run, tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": text} for n, text in enumerate([None, "", None, "", "The road is closed."])]
    (tmp_path / "empty.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    for more in ([], ["--index", "seen", "--run", "one"], ["--index", "seen", "--run", "two", "--drop-all"]):
        ran = call("dedup", "empty.jsonl", "-o", "out.jsonl", *more)
        stay = [row["id"] for row in lines((tmp_path / "out.jsonl").read_bytes())]
        assert stay == ["0", "1", "2", "3"] + ([] if "two" in more else ["4"])
        assert ran.messages[0] == "cleaner: warning: 4 of 5 documents have no words to compare: what has none stays"


def test_the_order_of_records_without_ids_does_not_matter(call: Run, tmp_path: Path) -> None:
    rows = [json.dumps({"url": f"u{n}", "text": "The road over the moor is closed."}) for n in range(12)]
    found = []
    for order in (rows, rows[::-1], rows[5:] + rows[:5]):
        (tmp_path / "rows.jsonl").write_text("\n".join(order) + "\n")
        call("dedup", "rows.jsonl", "-o", "out.jsonl")
        found.append((tmp_path / "out.jsonl").read_bytes())
    assert len(set(found)) == 1


def test_ids_that_repeat_are_told(call: Run, tmp_path: Path) -> None:
    rows = [{"id": id, "text": f"The road is closed. {id} {n}"} for n, id in enumerate("abca")]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    told = "cleaner: warning: 2 of 4 documents have an id that others have too"
    for more in (["--list"], ["-o", "out.jsonl", "--index", "seen"]):
        assert call("dedup", "rows.jsonl", *more).messages[0].startswith(told)
    assert not call("dedup", "rows.jsonl", "--list", "-q").messages
    ran = call("diff", "a", "b", "rows.jsonl")
    assert ran.messages[0] == "cleaner: warning: 2 documents have the id 'a': this is the first, at rows.jsonl:1"
    assert "have the id" not in call("diff", "c", "b", "rows.jsonl").err


def test_an_index_among_the_inputs_is_not_read(call: Run, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "a.jsonl").write_text('{"id": "a", "text": "The road is closed."}\n')
    for run in ("one", "two"):
        ran = call("dedup", "here", "-o", "x.jsonl", "--index", "here/seen", "--run", run)
        assert ran.status == 0, ran.err
        assert "1 document:" in ran.err


@pytest.mark.parametrize("option", ["-o", "--report", "--errors-to"])
def test_nothing_else_is_written_into_an_index(call: Run, tmp_path: Path, option: str) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "The road is closed."}\n')
    more = [] if option == "-o" else ["-o", "out.jsonl"]
    ran = call("dedup", "a.jsonl", "--index", "seen", option, "seen/x.jsonl", *more)
    assert (ran.status, ran.messages) == (
        2,
        ["cleaner: seen/x.jsonl: in the directory of the index seen: write elsewhere"],
    )
    assert not (tmp_path / "seen").exists()


def test_a_missing_date_is_told(run: Run) -> None:
    ran = run("dedup", FIXTURES / "short.jsonl", "--list", "--keep", "earliest")
    assert ran.messages[0] == "cleaner: warning: 6 of 6 documents have no date in the field 'date' (see --by)"


def test_a_missing_field_to_compare_within_is_told(call: Run) -> None:
    ran = call("dedup", COPIES, "--list", "--within", "site")
    assert ran.messages == ["cleaner: 6 documents: 5 stay, 1 is a copy (1 near)"]
    ran = call("dedup", COPIES, "--list", "--within", "town")
    told = "6 of 6 documents have no field 'town' (see --within): these are compared with each other"
    assert ran.messages == [f"cleaner: warning: {told}", "cleaner: 6 documents: 1 stays, 5 are copies (3 near, 2 part)"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "0 documents: 0 stay, 0 are copies"),
        (["one"], "1 document: 1 stays, 0 are copies"),
        (["one", "One."], "2 documents: 1 stays, 1 is a copy (1 exact)"),
    ],
)
def test_what_is_counted_is_said_in_words(call: Run, tmp_path: Path, rows: list[str], told: str) -> None:
    (tmp_path / "in.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in rows))
    assert call("dedup", "in.jsonl", "-o", "out.jsonl").messages == [f"cleaner: {told}"]


def test_verbose_shows_how_documents_are_compared(run: Run) -> None:
    ran = run("dedup", COPIES, "--list", "-v", "--threshold", "0.8")
    assert ran.messages[0].startswith("cleaner: signatures of 17 bands x 6 rows: 99.")


def test_a_closed_pipe_ends_it_quietly(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": f"Story number {n} " + "x" * 3000} for n in range(200)]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    process = subprocess.Popen(
        [*COMMAND, "dedup", "in.jsonl", "-q", "--raw"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == -signal.SIGPIPE


def test_without_numpy_the_extra_is_named(tmp_path: Path) -> None:
    (tmp_path / "numpy.py").write_text("raise ModuleNotFoundError(\"No module named 'numpy'\", name='numpy')")
    done = subprocess.run(
        [sys.executable, "-m", "cleaner", "dedup", str(COPIES), "--list"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "cleaner: this needs numpy: pip install 'presscleaner[dedup]'\n"


def test_the_hash_seed_of_python_does_not_matter(run: Run) -> None:
    found = {
        run("dedup", *sorted(FIXTURES.glob("*.jsonl")), "--list", env={"PYTHONHASHSEED": seed}).out for seed in "12"
    }
    assert len(found) == 1
