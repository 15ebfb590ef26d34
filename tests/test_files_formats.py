"""Every format in and out: what is kept, what is converted, and what is said of the rest."""

import csv
import datetime
import decimal
import gzip
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from conftest import COMMAND, PLAIN, RAW, Run, files

import cleaner
from cleaner.cli.clean import CleanOptions
from cleaner.cli.clean import run as run_here
from cleaner.cli.settings import SettingsOptions
from cleaner.files import plan, shards
from cleaner.files.codec import Codec
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Request
from cleaner.files.records import MisfitError, Writer, read

TEXT = SettingsOptions(preset="text", isolated=True)

RECORDS: list[dict[str, Any]] = [
    {"id": "a", "text": RAW, "site": "example.org", "n": 7},
    {"id": "b", "text": 'One line, “quoted”.\r\nAnd another, with a "mark".\n', "site": "é, ü; \t |", "n": -1},
    {"id": "c", "text": PLAIN, "site": "", "n": 0},
]

CLEANED = [
    {**RECORDS[0], "text": PLAIN},
    {**RECORDS[1], "text": 'One line, "quoted".\nAnd another, with a "mark".\n'},
    RECORDS[2],
]


def clean(folder: Path, *paths: str, output: str, **more: Any) -> int:
    return run_here(
        CleanOptions(paths=[str(folder / p) for p in paths], output=f"{folder}/{output}", settings=TEXT, **more)
    )


def write(path: Path, records: list[dict[str, Any]]) -> None:
    """Write records as another program would."""
    if path.name.endswith(".parquet"):
        pq.write_table(pa.Table.from_pylist(records), path)
        return
    if ".jsonl" in path.name:
        data = "".join(json.dumps(record) + "\n" for record in records).encode()
    else:
        out = io.StringIO(newline="")
        table = csv.DictWriter(out, list(records[0]), delimiter="\t" if ".tsv" in path.name else ",")
        table.writeheader()
        table.writerows(records)
        data = out.getvalue().encode()
    if path.name.endswith(".gz"):
        data = gzip.compress(data)
    if path.name.endswith(".zst"):
        data = zstandard.ZstdCompressor().compress(data)
    path.write_bytes(data)


def load(path: Path) -> list[dict[str, Any]]:
    """Read records as another program would."""
    if path.name.endswith(".parquet"):
        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return rows
    data = path.read_bytes()
    if path.name.endswith(".gz"):
        data = gzip.decompress(data)
    if path.name.endswith(".zst"):
        with zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True) as stream:
            data = stream.read()
    if ".jsonl" in path.name:
        return [json.loads(line) for line in data.decode().split("\n") if line]
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), delimiter="\t" if ".tsv" in path.name else ","))


def untyped(records: list[dict[str, Any]]) -> list[dict[str, str]]:
    """What is left of records in a table without types."""
    return [{name: str(value) for name, value in record.items()} for record in records]


NAMES = ("r.jsonl", "r.jsonl.gz", "r.jsonl.zst", "r.csv", "r.tsv.zst", "r.parquet")


@pytest.mark.parametrize("source", NAMES)
@pytest.mark.parametrize("target", NAMES)
def test_any_format_becomes_any_other(tmp_path: Path, source: str, target: str) -> None:
    (tmp_path / "raw").mkdir()
    write(tmp_path / "raw" / source, RECORDS)
    assert clean(tmp_path, f"raw/{source}", output=target) == 0
    has_types = not any(".csv" in name or ".tsv" in name for name in (source, target))
    found = load(tmp_path / target)
    assert found == CLEANED if has_types else untyped(found) == untyped(CLEANED)


def test_a_tree_of_everything(tmp_path: Path) -> None:
    (tmp_path / "raw" / "deep").mkdir(parents=True)
    for name in NAMES:
        write(tmp_path / "raw" / "deep" / name, RECORDS)
    (tmp_path / "raw" / "a.txt.zst").write_bytes(zstandard.ZstdCompressor().compress(RAW.encode()))
    assert clean(tmp_path, "raw", output="out") == 0
    assert zstandard.ZstdDecompressor().decompressobj().decompress((tmp_path / "out" / "a.txt.zst").read_bytes()) == (
        PLAIN.encode()
    )
    for name in NAMES:
        assert untyped(load(tmp_path / "out" / "deep" / name)) == untyped(CLEANED)
    assert clean(tmp_path, "raw", output="all.jsonl") == 0
    found = load(tmp_path / "all.jsonl")
    assert found[0] == {"id": "a.txt.zst", "text": PLAIN}
    assert len(found) == 1 + len(NAMES) * len(CLEANED)
    (tmp_path / "raw" / "deep" / "r.jsonl.gz").unlink()
    (tmp_path / "raw" / "deep" / "r.jsonl.zst").unlink()
    (tmp_path / "raw" / "deep" / "r.parquet").unlink()
    (tmp_path / "raw" / "deep" / "r.csv").unlink()
    assert clean(tmp_path, "raw", output="converted/", format="jsonl") == 0
    assert sorted(files(tmp_path / "converted")) == ["a.txt.zst", "deep/r.jsonl", "deep/r.jsonl.zst"]


@pytest.mark.parametrize("target", ["r.jsonl.zst", pytest.param("r.csv", marks=pytest.mark.slow), "r.parquet"])
def test_the_same_bytes_for_any_number_of_workers(tmp_path: Path, target: str) -> None:
    (tmp_path / "raw").mkdir()
    records = [{"id": f"d{number}", "text": f"“{number}”\n\n" + PLAIN * 20, "n": number} for number in range(450)]
    records[200]["text"] = None
    for name in ("a.parquet", "b.jsonl", "c.csv"):
        write(tmp_path / "raw" / name, records)
    with (tmp_path / "raw" / "b.jsonl").open("a") as file:
        file.write("broken\n")
    runs = []
    for jobs in (1, 2, 3):
        (tmp_path / f"out{jobs}").mkdir()
        more = {name: f"{tmp_path}/out{jobs}/{name}.jsonl" for name in ("report", "errors_to")}
        assert clean(tmp_path, "raw", output=f"out{jobs}/{target}", jobs=jobs, **more) == 2
        runs.append(files(tmp_path / f"out{jobs}"))
    assert runs[0] == runs[1] == runs[2]
    # A table without types has texts where the first one has numbers.
    assert len(load(tmp_path / "out1" / target)) == (2 if target == "r.parquet" else 3) * 450


def test_converted_names_that_meet_are_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    write(tmp_path / "raw" / "r.csv", RECORDS)
    write(tmp_path / "raw" / "r.tsv", RECORDS)
    ran = run("clean", "raw", "-o", "out/", "--format", "parquet")
    assert (ran.status, ran.err) == (2, "cleaner: out/r.parquet would come from both raw/r.csv and raw/r.tsv\n")
    (tmp_path / "raw" / "r.tsv").rename(tmp_path / "raw" / "s.tsv.gz")
    (tmp_path / "raw" / "s.tsv.gz").write_bytes(gzip.compress((tmp_path / "raw" / "s.tsv.gz").read_bytes()))
    assert run("clean", "raw", "-o", "out/", "--format", "parquet", "--preset", "text") == (0, b"", "")
    assert sorted(files(tmp_path / "out")) == ["r.parquet", "s.parquet"]


class TestParquet:
    def test_everything_else_is_kept(self, tmp_path: Path) -> None:
        schema = pa.schema(
            [
                pa.field("id", pa.int64(), nullable=False, metadata={"unit": "number"}),
                ("text", pa.large_string()),
                ("when", pa.timestamp("ms", "Europe/Oslo")),
                ("price", pa.decimal128(10, 2)),
                ("tags", pa.list_(pa.string())),
                ("where", pa.struct([("city", pa.string()), ("zip", pa.int32())])),
                ("kind", pa.dictionary(pa.int8(), pa.string())),
                ("raw", pa.binary()),
                ("nothing", pa.null()),
            ],
            metadata={"origin": "invented"},
        )
        when = datetime.datetime(2024, 5, 1, 12, tzinfo=datetime.UTC)
        rows = [
            {
                "id": number,
                "text": None if number == 3 else RAW if number % 2 else PLAIN,
                "when": when,
                "price": decimal.Decimal("12.50"),
                "tags": ["a", None],
                "where": {"city": "Bergen", "zip": None},
                "kind": "news",
                "raw": b"\xff\0",
                "nothing": None,
            }
            for number in range(1500)
        ]
        table = pa.Table.from_pylist(rows, schema=schema)
        pq.write_table(table, tmp_path / "r.parquet", row_group_size=600, compression={"id": "gzip", "text": "snappy"})
        assert clean(tmp_path, "r.parquet", output="out.parquet") == 0
        found = pq.ParquetFile(tmp_path / "out.parquet")
        assert found.schema_arrow.equals(pq.ParquetFile(tmp_path / "r.parquet").schema_arrow, check_metadata=True)
        metadata = found.metadata
        assert [metadata.row_group(i).num_rows for i in range(metadata.num_row_groups)] == [600, 600, 300]
        before = pq.ParquetFile(tmp_path / "r.parquet").metadata.row_group(0)
        for column in range(before.num_columns):
            assert metadata.row_group(0).column(column).compression == before.column(column).compression
        cleaned = found.read().to_pylist()
        assert cleaned == [{**row, "text": row["text"] and PLAIN} for row in table.to_pylist()]
        assert clean(tmp_path, "r.parquet", output="out.jsonl") == 0
        first = load(tmp_path / "out.jsonl")[0]
        assert first == {
            "id": 0,
            "text": PLAIN,
            "when": "2024-05-01T14:00:00+02:00",
            "price": "12.50",
            "tags": ["a", None],
            "where": {"city": "Bergen", "zip": None},
            "kind": "news",
            "raw": "/wA=",
            "nothing": None,
        }

    def test_in_place_and_check(self, run: Run, tmp_path: Path) -> None:
        write(tmp_path / "r.parquet", RECORDS)
        write(tmp_path / "same.parquet", CLEANED)
        inode = (tmp_path / "same.parquet").stat().st_ino
        assert run("clean", "r.parquet", "same.parquet", "--check", "--preset", "text").text == "r.parquet\n"
        assert run("clean", "r.parquet", "same.parquet", "-i", "--preset", "text").status == 0
        assert load(tmp_path / "r.parquet") == CLEANED
        assert (tmp_path / "same.parquet").stat().st_ino == inode
        assert run("clean", "r.parquet", "same.parquet", "--check", "--preset", "text") == (0, b"", "")

    @pytest.mark.parametrize(
        ("damage", "message"),
        [
            (lambda data: data[: len(data) // 2], "no valid Parquet file"),
            (lambda data: b"PAR1" + b"\xff" * 60 + data[64:], "rows 1 to 3 cannot be read"),
            (lambda data: b"", "no valid Parquet file"),
        ],
    )
    def test_damage_is_told(self, run: Run, tmp_path: Path, damage: Callable[[bytes], bytes], message: str) -> None:
        write(tmp_path / "r.parquet", RECORDS)
        data = (tmp_path / "r.parquet").read_bytes()
        (tmp_path / "r.parquet").write_bytes(damage(data))
        write(tmp_path / "s.jsonl", RECORDS)
        ran = run("clean", "r.parquet", "s.jsonl", "-o", "out.jsonl", "--preset", "text")
        assert ran.status == 2
        assert [m.startswith(("cleaner: r.parquet: no valid", "cleaner: r.parquet: rows 1")) for m in ran.messages] == [
            True
        ]
        assert message in ran.err
        assert load(tmp_path / "out.jsonl") == CLEANED

    def test_a_column_that_is_no_text(self, run: Run, tmp_path: Path) -> None:
        write(tmp_path / "r.parquet", [{"text": 5, "body": "x"}])
        ran = run("clean", "r.parquet", "-o", "out.parquet")
        assert ran == (2, b"", "cleaner: r.parquet: column 'text' holds int64, not texts: see --text-field\n")
        ran = run("clean", "r.parquet", "-o", "out.parquet", "--text-field", "story")
        remedy = "no column 'story' (columns: 'text', 'body'): name it with --text-field"
        assert ran == (2, b"", f"cleaner: r.parquet: {remedy}\n")
        assert run("clean", "r.parquet", "-o", "out.parquet", "--text-field", "body").status == 0

    def test_standard_streams(self, run: Run, tmp_path: Path) -> None:
        write(tmp_path / "r.parquet", RECORDS)
        ran = run("clean", "--format", "parquet", "--preset", "text", stdin=(tmp_path / "r.parquet").read_bytes())
        assert pq.read_table(io.BytesIO(ran.out)).to_pylist() == CLEANED

    def test_columns_of_mixed_types_become_text(self, tmp_path: Path) -> None:
        records: list[dict[str, Any]] = [
            {"text": "A.\n", "id": 1, "big": 2**70, "e": {}},
            {"text": "B.\n", "id": "two", "big": None, "x": [1, "a"]},
        ]
        write(tmp_path / "r.jsonl", records)
        assert clean(tmp_path, "r.jsonl", output="out.parquet") == 0
        assert load(tmp_path / "out.parquet") == [
            {"text": "A.\n", "id": "1", "big": str(2**70), "e": "{}", "x": None},
            {"text": "B.\n", "id": "two", "big": None, "e": None, "x": '[1, "a"]'},
        ]

    def test_what_does_not_fit_is_told_and_left_out(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(tmp_path / "a.parquet", [{"text": "A.\n", "n": 1, "o": {"k": 1}}])
        others: list[dict[str, Any]] = [
            {"text": "B.\n", "n": 2, "o": {"k": 2}},
            {"text": "C.\n", "n": "three"},
            {"text": "D.\n", "m": 4},
            {"text": "E.\n", "n": 2.5},
            {"text": "F.\n", "o": {"l": 1}},
            {"text": "G.\n"},
        ]
        write(tmp_path / "b.jsonl", others)
        assert clean(tmp_path, "a.parquet", "b.jsonl", output="out.parquet") == 2
        assert [row["text"] for row in load(tmp_path / "out.parquet")] == ["A.\n", "B.\n", "G.\n"]
        messages = capsys.readouterr().err.split("\n")[:-1]
        assert [message.partition("b.jsonl:")[2].partition(":")[0] for message in messages] == ["2", "3", "4", "5"]
        assert "field 'm' is no column of the output" in messages[1]
        assert all(message.endswith("write .jsonl instead") for message in messages)


class TestTables:
    RAW_TABLE = (
        b"\xef\xbb\xbfid;text;note\r\n"
        b'1;"One  line.\n\nAnd ""another"".\n";"keep  this"\r\n'
        b"2;\"Same.\n\";'odd' quoting\r\n"
        b"\r\n"
        b'3;"";\r\n'
    )

    def test_rows_that_stay_the_same_keep_their_bytes(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "r.csv").write_bytes(self.RAW_TABLE)
        assert run("clean", "r.csv", "--preset", "none").out == self.RAW_TABLE
        ran = run("clean", "r.csv", "--select", "spacing")
        assert ran.out == self.RAW_TABLE.replace(b'1;"One  line', b'1;"One line')
        assert ran.status == 0

    def test_quotes_everywhere_stay_everywhere(self, run: Run) -> None:
        table = '"id","text"\n"1","One  line.\n"\n'
        ran = run("clean", "--format", "csv", "--select", "spacing", stdin=table)
        assert ran.text == table.replace("  ", " ")

    @pytest.mark.parametrize(
        ("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.csv", "\t"), ("a.tsv", "\t"), ("a.csv", "|")]
    )
    def test_delimiters(self, tmp_path: Path, name: str, delimiter: str) -> None:
        rows = [["id", "text"], ["1", f'“One”{delimiter}  two, three; four\nfive | "six"\tseven\n']]
        with (tmp_path / name).open("w", newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
        assert clean(tmp_path, name, output=f"out-{name}") == 0
        with (tmp_path / f"out-{name}").open(newline="") as file:
            found = list(csv.reader(file, delimiter=delimiter))
        assert found[0] == rows[0]
        assert found[1][1] == cleaner.Cleaner("text")(rows[1][1]).text
        assert found[1][1] != rows[1][1]

    def test_bad_rows_are_told_and_left_out(self, run: Run, tmp_path: Path) -> None:
        table = b"id,text\n1,\n2\n3,Good,too\n4,caf\xe9\n5,no\0on\n6,\n"
        (tmp_path / "r.csv").write_bytes(table)
        ran = run("clean", "r.csv", "--preset", "text", "--errors-to", "e.jsonl")
        assert (ran.status, ran.text) == (2, "id,text\n1,\n6,\n")
        errors = load(tmp_path / "e.jsonl")
        assert [(e["place"], e["message"]) for e in errors] == [
            ("r.csv:3", "1 cell, where the header has 2"),
            ("r.csv:4", "3 cells, where the header has 2"),
            ("r.csv:5", "not valid UTF-8 at byte 5 (0xe9): use --encoding latin-1, or --errors replace"),
            ("r.csv:6", "binary file (NUL byte at 4): use --errors replace to clean it all the same"),
        ]
        assert run("clean", "r.csv", "-i", "--preset", "text").status == 2
        assert (tmp_path / "r.csv").read_bytes() == table

    def test_a_table_without_what_is_needed(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("")
        (tmp_path / "b.csv").write_text("id,body\n1,x\n")
        (tmp_path / "c.csv").write_bytes("text\nA.\n".encode("utf-16"))
        convert = "convert it first: iconv -f utf-16 -t utf-8"
        for arguments, message in [
            (("a.csv",), "a.csv: a table needs a first row with the names of its columns"),
            (("b.csv",), "b.csv: no column 'text' (columns: 'id', 'body'): name it with --text-field"),
            (("c.csv", "--encoding", "utf-16"), f"c.csv: tables cannot be read as utf-16: {convert} c.csv"),
        ]:
            assert run("clean", *arguments) == (2, b"", f"cleaner: {message}\n")

    def test_cells_of_any_length(self, tmp_path: Path) -> None:
        write(tmp_path / "r.csv", [{"id": "1", "text": "It rained.  " * 100_000}])
        assert clean(tmp_path, "r.csv", output="out.csv") == 0
        assert len(load(tmp_path / "out.csv")[0]["text"]) == 11 * 100_000 - 1

    def test_tables_are_joined_by_their_columns(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "a.csv").write_text('id,text\n1,"A.\n"\n2,"B.\n"')
        (tmp_path / "b.csv").write_text('text;id\n"C.\n";3\n')
        (tmp_path / "c.csv").write_text("id,text,more\n4,D.,x\n")
        assert clean(tmp_path, "a.csv", "b.csv", "c.csv", output="out.csv") == 2
        assert (tmp_path / "out.csv").read_text() == 'id,text\n1,"A.\n"\n2,"B.\n"\n3,"C.\n"\n'
        assert "c.csv:2: field 'more' is no column of the output" in capsys.readouterr().err


def test_zstandard_is_not_cut_off_silently(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "r.jsonl.zst", RECORDS)
    data = (tmp_path / "r.jsonl.zst").read_bytes()
    (tmp_path / "r.jsonl.zst").write_bytes(data + data)
    assert len(run("clean", "r.jsonl.zst", "--preset", "none").text.split("\n")) == 2 * len(RECORDS) + 1
    for damaged, message in [
        (data[:-5], "the compressed data ends too early"),
        (data[:20] + b"\xff" * 20 + data[40:], "no valid compressed data"),
        (b"nothing of the kind", "no valid compressed data"),
    ]:
        (tmp_path / "r.jsonl.zst").write_bytes(damaged)
        ran = run("clean", "r.jsonl.zst", "-o", "out.jsonl", "--preset", "none")
        assert (ran.status, len(ran.messages)) == (2, 1)
        assert f"r.jsonl.zst: {message}" in ran.err
        assert not (tmp_path / "out.jsonl").exists()


class TestShards:
    @pytest.mark.parametrize(
        ("text", "limit"),
        [
            ("5000", (0, 5000)),
            ("100MB", (100_000_000, 0)),
            ("1.5 GiB", (3 * 2**29, 0)),
            ("2kb", (2000, 0)),
            ("7B", (7, 0)),
        ],
    )
    def test_sizes(self, text: str, limit: tuple[int, int]) -> None:
        assert shards.limit(text) == limit

    def test_names(self) -> None:
        assert shards.name("a/out.jsonl.gz", 3) == "a/out-00003.jsonl.gz"
        assert shards.name("a.b/out", 3) == "a.b/out-00003"
        assert shards.is_one("a/out.jsonl", "out-00012.jsonl")
        assert not shards.is_one("a/out.jsonl", "out-12.jsonl")

    @pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".csv", ".parquet"])
    @pytest.mark.parametrize("size", ["100", "20KB"])
    def test_every_document_once(self, tmp_path: Path, suffix: str, size: str) -> None:
        records = [{"id": f"d{number}", "text": f"{number}.\n" + PLAIN, "n": number} for number in range(450)]
        write(tmp_path / "r.jsonl", records)
        assert clean(tmp_path, "r.jsonl", output=f"deep/out{suffix}", shard_size=size) == 0
        names = sorted(path.name for path in (tmp_path / "deep").iterdir())
        assert names == [f"out-{number:05}{suffix}" for number in range(len(names))]
        parts = [load(tmp_path / "deep" / name) for name in names]
        assert [record["id"] for part in parts for record in part] == [record["id"] for record in records]
        assert len(names) > 1
        if size == "100":
            assert [len(part) for part in parts] == [100, 100, 100, 100, 50]
        elif suffix == ".jsonl":
            assert all(15_000 < (tmp_path / "deep" / name).stat().st_size <= 20_000 for name in names[:-1])
        if suffix == ".parquet":
            assert len({str(pq.read_schema(tmp_path / "deep" / name)) for name in names}) == 1

    def test_a_directory_and_a_tree(self, run: Run, tree: Path, tmp_path: Path) -> None:
        assert run("clean", "raw", "-o", "out", "--shard-size", "2", "--preset", "text") == (0, b"", "")
        assert {name: data.count(b"\n") for name, data in files(tmp_path / "out").items()} == {
            "out-00000.jsonl": 2,
            "out-00001.jsonl": 1,
        }
        ran = run("clean", "raw", "-o", "out", "--shard-size", "2", "--preset", "text")
        assert (ran.status, ran.messages) == (
            2,
            ["cleaner: out/out-00000.jsonl is there already: remove the old shards or write elsewhere"],
        )

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("--shard-size", "5"), "--shard-size needs a directory or a file name"),
            (("-o", "out", "--shard-size", "0"), "--shard-size 0: give a number of documents"),
            (("-o", "out", "--shard-size", "9" * 5000), f"--shard-size {'9' * 30}...: that is more than a disk holds"),
            (("-o", "out", "--shard-size", "9" * 400 + "GB"), "...: that is more than a disk holds"),
            (("-o", "out", "--shard-size", "1" + "0" * 18), "that is more than a disk holds"),
            (("-o", "out", "--shard-size", "x" * 5000), f"--shard-size {'x' * 30}...: give a number of documents"),
            (("-o", "out", "--shard-size", "many"), "--shard-size many: give a number"),
            (("-o", "out.txt", "--shard-size", "5"), "shards hold records"),
            (("-i", "--shard-size", "5"), "--shard-size needs"),
        ],
    )
    def test_refused(self, run: Run, tree: Path, arguments: tuple[str, ...], message: str) -> None:
        ran = run("clean", "raw/a.txt", *arguments)
        assert (ran.status, len(ran.messages)) == (2, 1)
        assert message in ran.err


class TestRecords:
    """The interface for programs."""

    @pytest.mark.parametrize("name", NAMES)
    def test_what_is_read(self, tmp_path: Path, name: str) -> None:
        write(tmp_path / name, RECORDS)
        (tmp_path / "a.txt").write_text(RAW)
        told: list[str] = []
        entries = list(read([str(tmp_path / "a.txt"), str(tmp_path / name)], problem=told.append))
        assert told == []
        assert [entry.id for entry in entries[1:]] == ["a", "b", "c"]
        assert [(entry.text, entry.site) for entry in entries[1:]] == [(r["text"], r["site"]) for r in RECORDS]
        assert untyped([entry.record for entry in entries[1:]]) == untyped(RECORDS)
        assert [str(entry.get("n")) for entry in entries[1:]] == ["7", "-1", "0"]
        assert entries[1].get("none") is None
        assert entries[0].record == {"id": str(tmp_path / "a.txt"), "text": RAW}

    @pytest.mark.parametrize("source", NAMES)
    @pytest.mark.parametrize("target", NAMES)
    def test_what_is_written(self, tmp_path: Path, source: str, target: str) -> None:
        write(tmp_path / source, RECORDS)
        with Writer(str(tmp_path / f"out-{target}")) as out:
            for entry in read([str(tmp_path / source)], problem=pytest.fail):
                if entry.id != "b":
                    out.write(entry, "New.\n" if entry.id == "c" else None)
        expected = [RECORDS[0], {**RECORDS[2], "text": "New.\n"}]
        assert untyped(load(tmp_path / f"out-{target}")) == untyped(expected)

    def test_problems_and_misfits(self, tmp_path: Path) -> None:
        (tmp_path / "r.jsonl").write_text('{"text": "A."}\nbroken\n{"text": "B.", "x": 1}\n{"text": null}\n')
        told: list[str] = []
        with Writer(str(tmp_path / "out.csv"), shard_size="1") as out:
            for entry in read([str(tmp_path / "r.jsonl"), str(tmp_path / "none")], problem=told.append):
                try:
                    out.write(entry)
                except MisfitError as error:
                    told.append(str(error))
        assert [message.removeprefix(str(tmp_path))[:12] for message in told] == [
            "/r.jsonl:2: ",
            "/r.jsonl:3: ",
            "/none: No su",
        ]
        assert files(tmp_path) == {
            "r.jsonl": (tmp_path / "r.jsonl").read_bytes(),
            "out-00000.csv": b"text\nA.\n",
            "out-00001.csv": b'text\n""\n',
        }

    def test_an_error_leaves_nothing(self, tmp_path: Path) -> None:
        write(tmp_path / "r.jsonl", RECORDS)
        with pytest.raises(ZeroDivisionError), Writer(str(tmp_path / "out.parquet")) as out:
            for entry in read([str(tmp_path / "r.jsonl")], problem=pytest.fail):
                out.write(entry)
            raise ZeroDivisionError
        assert list(files(tmp_path)) == ["r.jsonl"]

    def test_names_and_encodings(self, tmp_path: Path) -> None:
        (tmp_path / "r.data").write_bytes(b'{"body": "caf\xe9", "key": 5, "host": "h"}\n')
        fields = Fields("body", "key", "host", "language")
        found = list(
            read([str(tmp_path / "r.data")], problem=pytest.fail, fields=fields, codec=Codec("latin-1"), format="jsonl")
        )
        assert [(entry.id, entry.text, entry.site) for entry in found] == [("5", "café", "h")]


@pytest.mark.parametrize(
    ("module", "name", "message"),
    [
        ("pyarrow", "r.parquet", "Parquet files need the package pyarrow: pip install 'presscleaner[parquet]'"),
        (
            "zstandard",
            "r.jsonl.zst",
            "files ending in .zst need the package zstandard: pip install 'presscleaner[zstd]'",
        ),
        (
            "fsspec",
            "memory://r.jsonl",
            "memory://r.jsonl: addresses need the package fsspec: pip install 'presscleaner[remote]'",
        ),
    ],
)
def test_missing_extras_are_named(tmp_path: Path, module: str, name: str, message: str) -> None:
    if ":" not in name:
        write(tmp_path / name, RECORDS)
    write(tmp_path / "s.jsonl", RECORDS)
    for arguments in ([name, "-o", "out.jsonl"], ["s.jsonl", "-o", name.replace("r.", "new.")]):
        program = (
            f"import sys; sys.modules[{module!r}] = None\n"
            "from cleaner.__main__ import main\n"
            f"sys.argv = ['cleaner', 'clean', *{arguments!r}]\n"
            "sys.exit(main())"
        )
        done = subprocess.run([COMMAND[0], "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr.split("\n")[0].endswith(
            message.replace("r.jsonl:", "new.jsonl:") if "new" in done.stderr else message
        )
        assert "Traceback" not in done.stderr


def test_nothing_is_added_to_a_closed_output(tmp_path: Path) -> None:
    write(tmp_path / "s.jsonl", RECORDS)
    [first, *_] = read([str(tmp_path / "s.jsonl")], problem=pytest.fail)
    out = Writer(str(tmp_path / "out.jsonl"))
    out.write(first)
    out.close()
    out.close()
    with pytest.raises(ValueError, match="it is closed"):
        out.write(first)
    assert len((tmp_path / "out.jsonl").read_text().split("\n")) == 2


def test_standard_input_is_what_the_output_is(tmp_path: Path) -> None:
    for output, kind in [("x.csv", "csv"), ("x.parquet", "jsonl"), ("x.jsonl.zst", "jsonl"), ("x.txt.gz", "text")]:
        made = plan.make(Request(output=str(tmp_path / output)))
        assert made.tasks[0].kind == kind
