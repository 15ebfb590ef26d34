"""Parquet holds more than Python does: times beyond it, texts that are none, names that are there twice."""

import json
import os
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import Run
from test_dedup_cli import call

import cleaner
from cleaner.files import columns
from cleaner.files.codec import Codec
from cleaner.files.records import read

__all__ = ["call"]

TEXT = ("--preset", "text")


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().split("\n") if line]


def invalid(*texts: bytes) -> pa.Array:
    """A column of texts of which not all are valid, as some programs write it."""
    raw = pa.array(texts, pa.binary())
    return pa.Array.from_buffers(pa.string(), len(raw), raw.buffers())


@pytest.fixture
def without_pandas(tmp_path: Path) -> Mapping[str, str]:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "pandas.py").write_text("raise ImportError('there is no pandas')\n")
    return {"PYTHONPATH": os.pathsep.join([str(tmp_path / "none"), str(Path(cleaner.__file__).parent.parent)])}


#: A column, and what becomes of it in JSON and in a cell.
BEYOND: list[tuple[str, pa.Array, list[Any]]] = [
    ("far", pa.array([2**61, 0, -(2**61)], pa.timestamp("us")),
     ["+75039-04-04T19:00:13.693952", "1970-01-01T00:00:00", "-71100-09-29T04:59:46.306048"]),
    ("day", pa.array([2_932_897, -719_163, -719_528], pa.date32()), ["+10000-01-01", "0000-12-31", "0000-01-01"]),
    ("day64", pa.array([2_932_897 * 86_400_000, 0, None], pa.date64()), ["+10000-01-01", "1970-01-01", None]),
    ("zone", pa.array([2**45, 0, None], pa.timestamp("ms", "Europe/Oslo")),
     ["3084-12-12T13:41:28.832000+01:00", "1970-01-01T01:00:00+01:00", None]),
    ("zone_far", pa.array([2**51, 0, None], pa.timestamp("ms", "Europe/Oslo")),
     ["+73326-09-11T20:14:45.248+00:00", "1970-01-01T01:00:00+01:00", None]),
    ("nano", pa.array([1_714_557_600_000_000_001, 5000, None], pa.timestamp("ns", "Europe/Oslo")),
     ["2024-05-01T12:00:00.000000001+02:00", "1970-01-01T01:00:00.000005+01:00", None]),
    ("clock", pa.array([1, 86_399_999_999_999, 1000], pa.time64("ns")),
     ["00:00:00.000000001", "23:59:59.999999999", "00:00:00.000001"]),
    ("took", pa.array([1, -1, 86_400 * 10**9], pa.duration("ns")),
     ["0:00:00.000000001", "-1 day, 23:59:59.999999999", "1 day, 0:00:00"]),
    ("long", pa.array([2**62, 1, None], pa.duration("s")), ["53375995583650 days, 7:45:04", "0:00:01", None]),
    ("list", pa.array([[1, None], [], None], pa.list_(pa.timestamp("ns"))),
     [["1970-01-01T00:00:00.000000001", None], [], None]),
    ("map", pa.array([[("a", 1)], [], None], pa.map_(pa.string(), pa.time64("ns"))),
     [[["a", "00:00:00.000000001"]], [], None]),
    ("deep", pa.array([{"d": 2_932_897}, {"d": None}, None], pa.struct([("d", pa.date32())])),
     [{"d": "+10000-01-01"}, {"d": None}, None]),
    ("coded", pa.array([1, 1000, None], pa.timestamp("ns")).dictionary_encode(),
     ["1970-01-01T00:00:00.000000001", "1970-01-01T00:00:00.000001", None]),
    ("half", pa.array([1.5, 2.0, None], pa.float16()), [1.5, 2.0, None]),
]  # fmt: skip

if hasattr(pa, "uuid"):
    raw = pa.array([uuid.UUID(int=5).bytes, None, uuid.UUID(int=6).bytes], pa.binary(16))
    names = ["00000000-0000-0000-0000-000000000005", None, "00000000-0000-0000-0000-000000000006"]
    BEYOND.append(("uuid", pa.ExtensionArray.from_storage(pa.uuid(), raw), names))


def beyond(path: Path, *more: tuple[str, list[Any]]) -> pa.Table:
    table = pa.table({"text": ["It  rained.", "Fog.", "It  snowed."], **{name: column for name, column, _ in BEYOND}})
    for name, values in more:
        table = table.append_column(name, pa.array(values))
    pq.write_table(table, path)
    return table


def test_values_beyond_python_are_written_exactly(run: Run, tmp_path: Path, without_pandas: Mapping[str, str]) -> None:
    beyond(tmp_path / "r.parquet")
    assert run("clean", "r.parquet", "-o", "out.jsonl", *TEXT, env=without_pandas) == (0, b"", "")
    expected = [{name: values[row] for name, _, values in BEYOND} for row in range(3)]
    found = load(tmp_path / "out.jsonl")
    assert [record.pop("text") for record in found] == ["It rained.", "Fog.", "It snowed."]
    assert found == expected
    assert run("clean", "r.parquet", "-o", "out.csv", *TEXT, env=without_pandas) == (0, b"", "")
    entries = read([str(tmp_path / "out.csv")], problem=pytest.fail)
    for entry, record in zip(entries, expected, strict=True):
        cells = {name: entry.record[name] for name in record}
        simple = {name: v for name, v in record.items() if not isinstance(v, list | dict)}
        assert {name: cells[name] for name in simple} == {n: "" if v is None else str(v) for n, v in simple.items()}
    ran = run("dedup", "r.parquet", "-o", "out.jsonl", "--by", "far", "--window", "1d", env=without_pandas)
    assert ran.status == 0
    assert [{n: v for n, v in record.items() if n != "text"} for record in load(tmp_path / "out.jsonl")] == expected


def test_they_stay_what_they_are_in_parquet(run: Run, tmp_path: Path, without_pandas: Mapping[str, str]) -> None:
    beyond(tmp_path / "a.parquet")
    table = pq.read_table(tmp_path / "a.parquet").drop_columns("text")
    assert run("clean", "a.parquet", "-o", "out.parquet", *TEXT, env=without_pandas) == (0, b"", "")
    assert pq.read_table(tmp_path / "out.parquet").drop_columns("text").equals(table)
    # Into another schema, by their values.
    beyond(tmp_path / "b.parquet", ("more", [1, 2, 3]))
    assert run("clean", "b.parquet", "a.parquet", "-o", "both.parquet", *TEXT, env=without_pandas) == (0, b"", "")
    both = pq.read_table(tmp_path / "both.parquet").drop_columns("text")
    for name in table.column_names:
        assert both.column(name).slice(3).combine_chunks().equals(table.column(name).combine_chunks()), name


@pytest.mark.slow
def test_one_bad_cell_is_one_row(run: Run, tmp_path: Path) -> None:
    texts = [b"It  rained.", b"Fog.", b"a\xff", b"It  snowed."]
    table = pa.table({"id": ["1", "2", "3", "4"], "text": invalid(*texts), "note": invalid(b"", b"\xc3", b"", b"x")})
    pq.write_table(table, tmp_path / "r.parquet", row_group_size=2)
    told = "holds bytes that are no text, not valid UTF-8 at byte"
    text = f"cleaner: r.parquet:3: column 'text' {told} 1 (0xff): mend where it was made, or use --errors replace"
    note = f"cleaner: r.parquet:2: column 'note' {told} 0 (0xc3): mend where it was made, or use --errors replace"
    ran = run("clean", "r.parquet", "-o", "out.parquet", *TEXT)
    assert (ran.status, ran.messages) == (2, [text])
    assert pq.read_table(tmp_path / "out.parquet")["text"].to_pylist() == ["It rained.", "Fog.", "It snowed."]
    assert pq.read_table(tmp_path / "out.parquet")["note"].cast(pa.binary()).to_pylist() == [b"", b"\xc3", b"x"]
    for command in ("clean", "dedup"):
        ran = run(
            command, "r.parquet", "-o", "out.jsonl", "--errors-to", "e.jsonl", *(TEXT if command == "clean" else ())
        )
        assert ran.status == 2
        assert [record["id"] for record in load(tmp_path / "out.jsonl")] == ["1", "4"]
        found = {f"cleaner: {e['place']}: {e['message']}": e["record"] for e in load(tmp_path / "e.jsonl")}
        assert found == {
            note: {"id": "2", "text": "Fog.", "note": "ww=="},
            text: {"id": "3", "text": "Yf8=", "note": ""},
        }
    assert run("clean", "r.parquet", "-i", *TEXT).messages == [text]
    assert pq.read_table(tmp_path / "r.parquet")["text"].cast(pa.binary()).to_pylist() == [
        b"It rained.",
        b"Fog.",
        b"a\xff",
        b"It snowed.",
    ]


def test_names_that_are_there_twice(run: Run, tmp_path: Path) -> None:
    columns_ = [pa.array(["It  rained."]), pa.array(["1"]), pa.array(["2"])]
    pq.write_table(pa.Table.from_arrays(columns_, names=["text", "x", "x"]), tmp_path / "r.parquet")
    reason = "2 columns are called 'x', and a record holds one: rename them"
    assert run("clean", "r.parquet", "-o", "out.jsonl") == (2, b"", f"cleaner: r.parquet: {reason}\n")
    assert run("dedup", "r.parquet", "-o", "out.jsonl").messages[0] == f"cleaner: r.parquet:1: {reason}"
    assert run("clean", "r.parquet", "-o", "out.parquet", *TEXT) == (0, b"", "")
    assert [column.to_pylist() for column in pq.ParquetFile(tmp_path / "out.parquet").read()] == [
        ["It rained."],
        ["1"],
        ["2"],
    ]
    ran = run("clean", "r.parquet", "-o", "out.parquet", "--text-field", "x")
    assert ran == (2, b"", "cleaner: r.parquet: 2 columns are called 'x' (columns: 'text', 'x', 'x'): rename them\n")


def test_a_column_of_nulls_is_one_of_texts(run: Run, tmp_path: Path) -> None:
    nulls = pa.table({"id": ["1"], "text": pa.array([None], pa.null())})
    pq.write_table(nulls, tmp_path / "a.parquet")
    pq.write_table(pa.table({"id": ["2"], "text": ["It  rained."]}), tmp_path / "b.parquet")
    warning = "cleaner: warning: a.parquet: 1 record with a null text passed through\n"
    assert run("clean", "a.parquet", "-o", "out.jsonl", *TEXT) == (0, b"", warning)
    assert load(tmp_path / "out.jsonl") == [{"id": "1", "text": None}]
    assert run("clean", "a.parquet", "b.parquet", "-o", "out.parquet", *TEXT) == (0, b"", warning)
    assert pq.read_table(tmp_path / "out.parquet").to_pylist() == [
        {"id": "1", "text": None},
        {"id": "2", "text": "It rained."},
    ]
    assert run("clean", "a.parquet", "-i", *TEXT) == (0, b"", warning)
    assert pq.read_table(tmp_path / "a.parquet").equals(nulls)


def test_the_library_has_them_all(tmp_path: Path) -> None:
    table = beyond(tmp_path / "r.parquet").append_column("bad", invalid(b"a", b"\xff", b"c"))
    pq.write_table(table, tmp_path / "r.parquet")
    entries = list(read([str(tmp_path / "r.parquet")], problem=pytest.fail))
    assert [entry.get("far") for entry in entries][::2] == [
        "+75039-04-04T19:00:13.693952",
        "-71100-09-29T04:59:46.306048",
    ]
    assert [entry.get("bad") for entry in entries] == ["a", None, "c"]
    assert [entry.record["bad"] for entry in entries] == ["a", b"\xff", "c"]
    assert entries[0].record["nano"] == "2024-05-01T12:00:00.000000001+02:00"


def test_every_day_of_the_calendar() -> None:
    """Against Python's own, in the years that it has, and 400 years later."""
    import datetime

    for ordinal in range(1, datetime.date.max.toordinal(), 9_973):
        day = datetime.date.fromordinal(ordinal)
        days = ordinal - datetime.date(1970, 1, 1).toordinal()
        assert columns._date(days) == day.isoformat()
        later = f"{day.year + 10_000:+05}-{day:%m-%d}"
        assert columns._date(days + 25 * columns._CYCLE) == later


@pytest.mark.parametrize(
    ("errors", "texts", "notes"),
    [
        ("replace", ["It rained.", "a\ufffd\n", "b \ufffd c\n"], ["", "\ufffd", "x"]),
        ("ignore", ["It rained.", "a\n", "b c\n"], ["", "", "x"]),
        ("surrogateescape", ["It rained.", "a\udcff\n", "b \udcff c\n"], ["", "\udcc3", "x"]),
    ],
)
def test_bytes_that_are_no_text_as_asked_for(
    run: Run, tmp_path: Path, errors: str, texts: list[str], notes: list[str]
) -> None:
    raw = [b"It  rained.", b"a\xff\n", b"b  \xff c\n"]
    table = pa.table({"id": ["1", "2", "3"], "text": invalid(*raw), "note": invalid(b"", b"\xc3", b"x")})
    pq.write_table(table, tmp_path / "r.parquet")
    assert run("clean", "r.parquet", "-o", "out.jsonl", "--errors", errors, *TEXT) == (0, b"", "")
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().decode(errors=errors).split("\n")[:3]]
    assert [record["text"] for record in found] == texts
    assert [record["note"] for record in found] == notes
    ran = run("clean", "r.parquet", "-o", "out.parquet", "--errors", errors, *TEXT)
    out = pq.read_table(tmp_path / "out.parquet")
    cells = out["text"].cast(pa.binary()).to_pylist()
    if errors == "surrogateescape":
        # Of a text that changes they cannot be written.
        assert ran.messages == [
            "cleaner: r.parquet:3: field 'text' has bytes that are no text, which Parquet cannot hold"
        ]
        assert (ran.status, cells) == (2, [b"It rained.", b"a\xff\n"])
    else:
        assert (ran.status, cells) == (0, [text.encode() for text in texts])
        # What is not cleaned stays as it is.
        assert out["note"].cast(pa.binary()).to_pylist() == [b"", b"\xc3", b"x"]
    assert run("clean", "r.parquet", "--check", "--errors", errors, *TEXT).status == 1
    entries = read([str(tmp_path / "r.parquet")], problem=pytest.fail, codec=Codec("utf-8", errors))
    assert [entry.text for entry in entries][1] == texts[1]


#: Texts that are stored as bytes, and what they become.
STORED = [b"It  rained.", b"It snowed.\n", None, "Caf\u00e9  noir.".encode(), b"a\xff  b", b""]
KEPT = [b"It rained.", b"It snowed.\n", None, "Caf\u00e9 noir.".encode(), b""]


#: Types in which texts are stored. Some programs store bytes, codes for what comes often, or views.
KINDS = [
    pa.binary(),
    pa.large_binary(),
    pa.binary_view(),
    pa.string_view(),
    *(pa.dictionary(pa.int32(), kind) for kind in (pa.binary(), pa.string())),
    pa.dictionary(pa.int8(), pa.binary(), ordered=True),
]


def column(texts: Sequence[bytes | None], kind: pa.DataType) -> pa.Array:
    """Texts as they are stored in a type, valid or not."""
    return pa.array(texts, pa.binary()).cast(kind, safe=False)


def but_one(table: pa.Table) -> pa.Table:
    """A table without the row that cannot be read. Arrow takes no rows of views."""
    return pa.concat_tables([table.slice(0, 4), table.slice(5)]).combine_chunks()


def rows_of(table: pa.Table) -> list[dict[str, Any]]:
    """The rows of a table, whatever their texts are stored as."""
    texts = pa.chunked_array([chunk.cast(pa.binary()) for chunk in table["text"].chunks], pa.binary())
    rows: list[dict[str, Any]] = table.set_column(1, "text", texts).to_pylist()
    return rows


def stored(path: Path, kind: pa.DataType) -> pa.Table:
    """A file with texts that are stored as bytes, and bytes that are none."""
    field = pa.field("text", kind, metadata={"of": "text"})
    other = pa.binary_view() if kind == pa.binary_view() else pa.binary()
    schema = pa.schema([("id", pa.string()), field, ("hash", other)], metadata={"made": "by hand"})
    rows = {"id": list("123456"), "text": column(STORED, kind), "hash": [b"\xff", b"\x00"] * 3}
    table = pa.table(rows, schema=schema)
    pq.write_table(table, path, row_group_size=4)
    return table


@pytest.mark.parametrize(
    "kind", [pytest.param(k, marks=[pytest.mark.slow] * (k in KINDS[1:2])) for k in KINDS], ids=str
)
def test_texts_that_are_stored_as_bytes(call: Run, tmp_path: Path, kind: pa.DataType) -> None:
    table = stored(tmp_path / "r.parquet", kind)
    ran = call("clean", "r.parquet", "-o", "out.parquet", "--report", "l.jsonl", "--errors-to", "e.jsonl", *TEXT)
    warning = "cleaner: warning: r.parquet: 1 record with a null text passed through"
    assert (ran.status, ran.messages) == (2, [warning, "cleaner: 1 failed, 4 cleaned: see e.jsonl"])
    [failure] = load(tmp_path / "e.jsonl")
    assert (failure["place"], failure["record"]["text"]) == ("r.parquet:5", "Yf8gIGI=")
    assert "column 'text' holds bytes that are no text, not valid UTF-8 at byte 1 (0xff)" in failure["message"]
    out = pq.read_table(tmp_path / "out.parquet")
    assert out.schema.equals(table.schema, check_metadata=True)
    left = but_one(table)
    assert rows_of(out) == rows_of(left.set_column(1, table.schema.field(1), column(KEPT, kind)))
    assert pq.ParquetFile(tmp_path / "out.parquet").num_row_groups == 2
    assert call("restore", "out.parquet", "l.jsonl", "-o", "back.parquet").status == 0
    back = pq.read_table(tmp_path / "back.parquet")
    assert (back.schema, rows_of(back)) == (table.schema, rows_of(left))
    # In place, the row that cannot be read stays.
    assert call("clean", "r.parquet", "-i", "-q", *TEXT).status == 2
    assert [row["text"] for row in rows_of(pq.read_table(tmp_path / "r.parquet"))] == [*KEPT[:4], STORED[4], b""]


@pytest.mark.parametrize("kind", [pytest.param(k, marks=[pytest.mark.slow] * (k != KINDS[5])) for k in KINDS], ids=str)
def test_texts_that_are_stored_as_bytes_beside_others(call: Run, tmp_path: Path, kind: pa.DataType) -> None:
    table = stored(tmp_path / "a.parquet", kind)
    pq.write_table(pa.table({"id": ["7"], "text": ["It  hailed."], "hash": [b"x"]}), tmp_path / "b.parquet")
    texts = [None if text is None else text.decode() for text in KEPT]
    for names, more in ((("a", "b"), (*texts, "It hailed.")), (("b", "a"), ("It hailed.", *texts))):
        inputs = [f"{name}.parquet" for name in names]
        for output in ("out.jsonl", "out.parquet"):
            ran = call("clean", *inputs, "-o", output, "-q", *TEXT)
            assert (ran.status, len(ran.messages)) == (2, 1)
            assert ran.err.startswith("cleaner: a.parquet:5: column 'text' holds bytes that are no text")
            assert [e.text for e in read([str(tmp_path / output)], problem=pytest.fail)] == [t or "" for t in more]
    assert call("clean", "a.parquet", "-o", "out.jsonl", "-q", "--errors", "replace", *TEXT).status == 0
    assert load(tmp_path / "out.jsonl")[4]["text"] == "a\ufffd b"
    ran = call("dedup", "a.parquet", "-o", "one.parquet", "-q")
    one = pq.read_table(tmp_path / "one.parquet")
    assert (ran.status, one.schema, rows_of(one)) == (2, table.schema, rows_of(but_one(table)))


@pytest.mark.parametrize(("count", "status"), [(100, 0), (200, 2)])
def test_more_texts_than_a_column_has_codes_for(call: Run, tmp_path: Path, count: int, status: int) -> None:
    texts = column([b"It  rained."], pa.dictionary(pa.int8(), pa.string()))
    pq.write_table(pa.table({"id": ["a"], "text": texts}), tmp_path / "a.parquet")
    rows = [{"id": str(number), "text": f"It rained {number} times."} for number in range(count)]
    (tmp_path / "b.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    ran = call("clean", "a.parquet", "b.jsonl", "-o", "out.parquet", "-q", *TEXT)
    message = (
        "cleaner: out.parquet: column 'text' is coded in int8, as in the first input: too few codes for what the "
        "others hold: write .jsonl instead, or store that input as plain texts"
    )
    assert (ran.status, ran.messages) == (status, [message] if status else [])
    assert (tmp_path / "out.parquet").exists() is not bool(status)


@pytest.mark.parametrize("values", [pa.array([b"It  rained."], pa.binary(11)), pa.array([["It  rained."]])], ids=str)
def test_what_is_no_text_is_refused(call: Run, tmp_path: Path, values: pa.Array) -> None:
    pq.write_table(pa.table({"text": values}), tmp_path / "r.parquet")
    kind = pq.read_schema(tmp_path / "r.parquet").field("text").type
    message = f"cleaner: r.parquet: column 'text' holds {kind}, not texts: see --text-field\n"
    assert call("clean", "r.parquet", "-o", "out.parquet") == (2, b"", message)
