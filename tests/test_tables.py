"""Tables as text: quotation marks that do not fit, names that are there twice, and what other formats make of them."""

import base64
import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st

from cleaner.files.cells import replaced
from cleaner.files.codec import Codec
from cleaner.files.formats import Kind
from cleaner.files.records import Writer, read
from cleaner.files.tables import Dialect, Row, Table, row

TEXT = ("--preset", "text")

REMEDY = 'mend it: within a quoted cell, a mark that is part of the text is doubled ("")'


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().split("\n") if line]


def table(data: str, kind: Kind) -> tuple[Table, list[Row]]:
    made = Table(io.BytesIO(data.encode("utf-8", "surrogatepass")), "r", kind, Codec("utf-8", "surrogatepass"))
    return made, list(made.rows())


class TestUnclosed:
    TABLE = 'id,text\n1,It  rained.\n2,"It\nsnowed.","Oh\n3,It  hailed.\n4,Fog.\n'

    MESSAGE = (
        "r.csv:4: cell 3 begins with a quotation mark that is never closed, so that no row from here on can be told: "
        + REMEDY
    )

    def test_the_rows_before_it_stay_and_its_line_is_named(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "r.csv").write_text(self.TABLE)
        (tmp_path / "s.csv").write_text("id,text\n9,Wind.\n")
        ran = run("clean", "r.csv", *TEXT)
        assert ran == (2, b"id,text\n1,It rained.\n", f"cleaner: {self.MESSAGE}\n")
        ran = run("clean", "r.csv", "s.csv", "-o", "out.csv", *TEXT)
        assert (ran.status, ran.messages) == (2, [f"cleaner: {self.MESSAGE}"])
        assert (tmp_path / "out.csv").read_text() == "id,text\n1,It rained.\n9,Wind.\n"

    def test_a_file_of_its_own_is_left_alone(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "raw").mkdir()
        (tmp_path / "raw" / "r.csv").write_text(self.TABLE)
        assert run("clean", "raw", "-i", *TEXT).status == 2
        assert (tmp_path / "raw" / "r.csv").read_text() == self.TABLE
        assert run("clean", "raw", "-o", "out", *TEXT).status == 2
        assert not (tmp_path / "out" / "r.csv").exists()

    def test_in_the_header(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "r.csv").write_text('id,"text\n1,It rained.\n')
        ran = run("clean", "r.csv", *TEXT)
        assert (ran.status, ran.out) == (2, b"")
        assert ran.err.startswith("cleaner: r.csv:1: cell 2 begins with a quotation mark that is never closed")


class TestStray:
    """In .csv, a mark that is neither doubled nor closes its cell."""

    TABLE = 'id,text\n1,It  rained.\n2,"abc"def  g\n3,"Oh\n4,"It snowed."\n5,5\'10"  tall.\n'

    def test_the_row_fails_with_line_and_remedy(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "r.csv").write_text(self.TABLE)
        ran = run("clean", "r.csv", "-o", "out.csv", "--errors-to", "e.jsonl", *TEXT)
        assert (ran.status, ran.messages) == (2, ["cleaner: 2 failed, 2 cleaned: see e.jsonl"])
        assert (tmp_path / "out.csv").read_text() == 'id,text\n1,It rained.\n5,"5\'10"" tall."\n'
        where = ", which opens on line 4 and closes on line 5"
        assert load(tmp_path / "e.jsonl") == [
            {
                "id": "r.csv:3",
                "place": "r.csv:3",
                "message": f"cell 2 goes on behind its closing quotation mark: {REMEDY}",
                "raw": '2,"abc"def  g\n',
            },
            {
                "id": "r.csv:4",
                "place": "r.csv:4",
                "message": f"cell 2 goes on behind its closing quotation mark{where}: {REMEDY}",
                "raw": '3,"Oh\n4,"It snowed."\n',
            },
        ]

    def test_in_place_its_bytes_stay(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "r.csv").write_text(self.TABLE)
        assert run("clean", "r.csv", "-i", *TEXT).status == 2
        assert (tmp_path / "r.csv").read_text() == (
            'id,text\n1,It rained.\n2,"abc"def  g\n3,"Oh\n4,"It snowed."\n5,"5\'10"" tall."\n'
        )

    @pytest.mark.parametrize("command", ["clean", "dedup"])
    def test_to_another_format(self, run: Run, tmp_path: Path, command: str) -> None:
        (tmp_path / "r.csv").write_text(self.TABLE)
        ran = run(command, "r.csv", "-o", "out.jsonl")
        assert ran.status == 2
        assert [message[:17] for message in ran.messages if "mend it" in message] == [
            "cleaner: r.csv:3:",
            "cleaner: r.csv:4:",
        ]
        assert [record["id"] for record in load(tmp_path / "out.jsonl")] == ["1", "5"]


class TestTabs:
    """Many .tsv know no quoting."""

    TABLE = (
        "id\ttext\tn\n"
        '1\t"She is sound," said Tom  Lund.\tx\n'
        '2\tThe  "Ida" sank.\t"half\n'
        '3\tIt  rained.\t6"\n'
        "\n"
        '4\t"a" and  "b"\t\r\n'
    )

    def test_marks_stay_and_restore_gives_the_bytes_back(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "a.tsv").write_bytes(self.TABLE.encode())
        assert run("clean", "a.tsv", "-o", "b.tsv", "--report", "l.jsonl", *TEXT) == (0, b"", "")
        assert (tmp_path / "b.tsv").read_bytes().decode() == (
            "id\ttext\tn\n"
            '1\t"She is sound," said Tom Lund.\tx\n'
            '2\tThe "Ida" sank.\t"half\n'
            '3\tIt rained.\t6"\n'
            "\n"
            '4\t"a" and "b"\t\r\n'
        )
        assert run("restore", "b.tsv", "l.jsonl", "-o", "c.tsv") == (0, b"", "")
        assert (tmp_path / "c.tsv").read_bytes().decode() == self.TABLE

    def test_as_records(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "a.tsv").write_bytes(self.TABLE.encode())
        assert run("clean", "a.tsv", "-o", "b.jsonl", "--preset", "none") == (0, b"", "")
        assert [tuple(record.values()) for record in load(tmp_path / "b.jsonl")] == [
            ("1", '"She is sound," said Tom  Lund.', "x"),
            ("2", 'The  "Ida" sank.', '"half'),
            ("3", "It  rained.", '6"'),
            ("4", '"a" and  "b"', ""),
        ]

    @pytest.mark.parametrize(
        ("data", "cells"),
        [
            ('"a\tb"\tc\n', [["a\tb", "c"]]),
            ('"a\n\nb ""c"""\td\n', [['a\n\nb "c"', "d"]]),
            ('"a\n"b"\tc\n', [['"a'], ['"b"', "c"]]),
            ('"a\nb\nc', [['"a'], ["b"], ["c"]]),
            ('""a"\tb\r\n', [['""a"', "b"]]),
            ('""\t"\n', [["", '"']]),
            ('a\t"\r\nb"\r\n', [["a", "\r\nb"]]),
            ('a\t"b\nc\t"d"\ne\tf"\n', [["a", '"b'], ["c", '"d"'], ["e", 'f"']]),
            ('a\t"b\nc\td"\n', [["a", '"b'], ["c", 'd"']]),
            ('a\t"b\n\nc\td"\n', [["a", "b\n\nc\td"]]),
            ("\t\n\n\ta", [["", ""], [], ["", "a"]]),
        ],
    )
    def test_what_is_quoted_and_what_is_not(self, data: str, cells: list[list[str]]) -> None:
        _, rows = table("x\ty\n" + data, "tsv")
        assert [row.cells for row in rows] == cells
        assert "".join(row.raw for row in rows) == data

    @pytest.mark.parametrize(
        ("data", "texts"),
        [
            ('1\t"Yes"\n2\t"No."\n', ['"Yes"', '"No."']),
            ('1\t"Yes, Tom"\n2\tHe said "no".\n', ['"Yes, Tom"', 'He said "no".']),
            ('1\t"Yes, Tom"\n2\tNo, Ida\n', ['"Yes, Tom"', "No, Ida"]),
            # As Excel writes it.
            ('1\t"Yes, Tom"\n2\t"She said ""no"""\n', ["Yes, Tom", 'She said "no"']),
            ('1\t"We go on.\n2\tWe have to."\n', ['"We go on.', 'We have to."']),
            ('1\t"She said ""no"""\n2\t"We\ngo\ton."\n', ['She said "no"', "We\ngo\ton."]),
            ('"1"\t"We\ngo\ton."\n', ["We\ngo\ton."]),
            ('"1"\t"We go on."\n2\t"We\n', ['"We go on."', '"We']),
        ],
    )
    def test_marks_around_a_whole_cell(self, data: str, texts: list[str]) -> None:
        _, rows = table("x\ty\n" + data, "tsv")
        assert [row.cells[1] for row in rows] == texts

    def test_of_a_quoted_header_all_marks_are_none_of_the_text(self) -> None:
        _, rows = table('"x"\t"y"\n"1"\t"Yes"\n"2"\t"We\ngo\ton."\n', "tsv")
        assert [row.cells for row in rows] == [["1", "Yes"], ["2", "We\ngo\ton."]]

    def test_from_records_to_a_table_and_back(self, run: Run, tmp_path: Path) -> None:
        texts = ['"Yes"', '"Yes," said Tom.', 'a ""b""', "a\tb", "a\nb\tc", '"', '""', "\r\n", '"a\tb\n"\tc']
        lines = [json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(texts)]
        (tmp_path / "a.jsonl").write_text("".join(lines))
        for source, target in (("a.jsonl", "b.tsv"), ("b.tsv", "c.tsv"), ("c.tsv", "d.jsonl")):
            assert run("clean", source, "-o", target, "--preset", "none") == (0, b"", "")
        assert (tmp_path / "d.jsonl").read_text() == "".join(lines)
        assert (tmp_path / "c.tsv").read_bytes() == (tmp_path / "b.tsv").read_bytes()

    def test_a_mark_that_is_never_closed_is_not_looked_for_in_the_whole_file(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("cleaner.files.tables._REACH", 20)
        _, rows = table('x\ty\n1\t"Oh\n\n2\tabcdefghijklmnop\n3\tend"\n4\t"a\n\nb"\n', "tsv")
        assert [row.cells for row in rows] == [
            ["1", '"Oh'],
            [],
            ["2", "abcdefghijklmnop"],
            ["3", 'end"'],
            ["4", "a\n\nb"],
        ]


CELLS = st.text(st.sampled_from('ab"\t,;\n\r é\u2028'), max_size=6)


class TestAnyTable:
    @given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4), st.sampled_from(["csv", "tsv"]))
    def test_what_others_write_is_read_as_they_do(self, rows: list[list[str]], kind: Kind) -> None:
        if kind == "tsv":
            # Lines that have as many cells as the header are rows, whatever is around them.
            rows = [[cell.replace("\t", " ") for cell in row] for row in rows]
        out = io.StringIO(newline="")
        csv.writer(out, delimiter="\t" if kind == "tsv" else ",").writerows([["id", "text"], *rows])
        made, found = table(out.getvalue(), kind)
        assert [row.cells for row in found] == rows
        assert made.header.raw + "".join(row.raw for row in found) == out.getvalue()

    @given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=4), st.booleans())
    def test_what_is_written_as_tsv_is_read_again(self, rows: list[list[str]], quotes_all: bool) -> None:
        dialect = Dialect("\t", "\n", quotes_all)
        data = "".join(row(cells, dialect) for cells in [["id", "text", "n"], *rows])
        assert [found.cells for found in table(data, "tsv")[1]] == rows

    @given(st.lists(st.lists(st.text('ab" \u2028', min_size=1, max_size=6), min_size=2, max_size=2), max_size=4))
    def test_of_tsv_without_quoting_no_cell_changes(self, rows: list[list[str]]) -> None:
        """But those that are written as quoted cells are: marks with nothing within them, or marks that are doubled."""
        rows = [[*(re.sub('"+', '"', cell) for cell in cells), "1"] for cells in rows]
        data = "".join("\t".join(cells) + "\n" for cells in [["id", "text", "n"], *rows])
        assert [found.cells for found in table(data, "tsv")[1]] == rows

    @given(st.text(st.sampled_from('ab"\t,\n\r'), max_size=25), st.sampled_from(["csv", "tsv"]))
    def test_no_byte_is_lost_of_any(self, body: str, kind: Kind) -> None:
        """Each character is in a row that is read, or in one that is told; if there are no more rows, that is told."""
        made = Table(io.BytesIO(("x,y\tz\n" + body).encode()), "r", kind, Codec())
        seen = ""
        try:
            for row in made.rows():
                seen += row.raw
                if kind == "tsv" and row.cells:
                    # Marks go only where they stand around a cell or are doubled in one.
                    assert sum(cell.count('"') for cell in row.cells) * 2 + 2 * len(row.cells) >= row.raw.count('"')
        except Exception as error:
            assert kind == "csv" and "never closed" in str(error)
            assert '"' in body.removeprefix(seen)
        else:
            assert seen == body

    @given(st.lists(CELLS, min_size=1, max_size=3), st.data(), st.sampled_from(["csv", "tsv"]), st.booleans())
    def test_one_cell_changes_and_the_others_keep_their_bytes(
        self, cells: list[str], data: st.DataObject, kind: Kind, quotes_all: bool
    ) -> None:
        delimiter = "\t" if kind == "tsv" else ","
        cells = [cell.replace("\t", " ") for cell in cells]
        out = io.StringIO(newline="")
        # Of .tsv the header says whether everything is quoted.
        quoting = data.draw(st.sampled_from([0, 1])) if kind == "csv" else int(quotes_all)
        csv.writer(out, delimiter=delimiter, quoting=quoting).writerow(cells)  # type: ignore[arg-type]
        index, text = data.draw(st.integers(0, len(cells) - 1)), data.draw(CELLS)
        new = replaced(out.getvalue(), index, text, delimiter, kind, quotes_all=quotes_all)
        # Lines that follow make no difference.
        header = delimiter.join(f'"{name}"' if quotes_all else name for name in "xyz"[: len(cells)])
        _, rows = table(header + "\n" + new + '"b"\na"\n', kind)
        assert rows[0].cells == [*cells[:index], text, *cells[index + 1 :]]
        assert rows[0].raw == new


class TestNamesThatAreThereTwice:
    TABLE = "text,text,id\nIt  rained.,C,1\n"

    @pytest.mark.parametrize("target", ["out.jsonl", "out.parquet", "out.tsv"])
    def test_they_are_refused_where_one_would_be_lost(self, run: Run, tmp_path: Path, target: str) -> None:
        (tmp_path / "r.csv").write_text(self.TABLE)
        reason = "2 columns are called 'text', and a record holds one: rename them"
        assert run("clean", "r.csv", "-o", target) == (2, b"", f"cleaner: r.csv: {reason}\n")
        ran = run("dedup", "r.csv", "-o", target)
        assert (ran.status, ran.messages[0]) == (2, f"cleaner: r.csv:2: {reason}")

    def test_in_their_own_format_they_stay(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "r.csv").write_text(self.TABLE)
        assert run("clean", "r.csv", *TEXT) == (0, b"text,text,id\nIt rained.,C,1\n", "")
        (tmp_path / "s.csv").write_text("text,id\nIt snowed.,2\n")
        ran = run("clean", "s.csv", "r.csv", "-o", "out.csv", *TEXT)
        assert (ran.status, ran.messages[0][:33]) == (2, "cleaner: r.csv:2: 2 columns are c")

    def test_all_of_them_are_among_what_failed(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "r.csv").write_bytes(b"text,text,id\ncaf\xe9,C,1\n5,x\0y,2\n")
        assert run("clean", "r.csv", "--errors-to", "e.jsonl").status == 2
        first, second = load(tmp_path / "e.jsonl")
        assert base64.b64decode(first["base64"]) == b"caf\xe9,C,1\n"
        assert second["raw"] == "5,x\0y,2\n"


def test_rows_with_bytes_that_are_no_text_are_kept_as_bytes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes(b"id,text\n1,caf\xe9  x\n2,ok,caf\xe9\n3,no\0on\n")
    assert run("clean", "r.csv", "--errors-to", "e.jsonl").status == 2
    first, second, third = load(tmp_path / "e.jsonl")
    assert (first["id"], first["place"]) == ("1", "r.csv:2")
    assert base64.b64decode(first["base64"]) == b"1,caf\xe9  x\n"
    assert base64.b64decode(second["base64"]) == b"2,ok,caf\xe9\n"
    assert third["record"] == {"id": "3", "text": "no\0on"}
    assert "\\ud" not in (tmp_path / "e.jsonl").read_text()


NUMBERS = (
    '{"text":"A.","a":1.10,"b":1e400,"c":NaN,"d":[-Infinity,1.50,{"x":123456789.12345678901234567890}],'
    '"e":12345678901234567890123,"f":null,"g":true}\n{"text":"B.","a":"x","c":[]}\n'
)


def test_numbers_are_written_as_they_were(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text(NUMBERS)
    nested = '[-Infinity, 1.50, {"x": 123456789.12345678901234567890}]'
    assert run("clean", "r.jsonl", "-o", "out.csv", *TEXT) == (0, b"", "")
    with (tmp_path / "out.csv").open(newline="") as file:
        first, second = list(csv.DictReader(file))
    assert tuple(first.values()) == ("A.", "1.10", "1e400", "NaN", nested, "12345678901234567890123", "", "true")
    assert tuple(second.values())[:4] == ("B.", "x", "", "[]")
    assert run("clean", "r.jsonl", "-o", "out.parquet", *TEXT) == (0, b"", "")
    from pyarrow import parquet

    row = parquet.read_table(tmp_path / "out.parquet").to_pylist()[0]
    assert (row["a"], row["b"], row["c"], row["d"]) == ("1.10", float("inf"), "NaN", nested)


@pytest.mark.parametrize(
    ("command", "target", "depth"),
    [
        ("clean", "out.parquet", 250),
        ("dedup", "out.parquet", 400),
        ("clean", "out.csv", 900),
        ("clean", "out.csv", 980),
        ("dedup", "out.csv", 5000),
        ("clean", "out.jsonl", 900),
        ("clean", "out.jsonl", 5000),
    ],
)
def test_what_is_nested_deeply_fails_alone(run: Run, tmp_path: Path, command: str, target: str, depth: int) -> None:
    texts = ["It rained all day in the harbour.", "The ferry left at noon.", "Forty people were aboard the ship."]
    deep = ["null", "[" * depth + "]" * depth, '{"k": 1}']
    lines = [json.dumps({"id": str(at), "text": text})[:-1] for at, text in enumerate(texts)]
    (tmp_path / "r.jsonl").write_text("".join(f'{a}, "d": {d}}}\n' for a, d in zip(lines, deep, strict=True)))
    ran = run(command, "r.jsonl", "-o", target, "--errors-to", "e.jsonl")
    failed = target != "out.jsonl" or depth == 5000
    assert ran.status == (2 if failed else 0)
    assert "Traceback" not in ran.err
    found = load(tmp_path / "e.jsonl")
    assert [entry["place"] for entry in found] == (["r.jsonl:2"] if failed else [])
    # Nothing is lost: the line is there as it was.
    assert all("nested" in entry["message"] and deep[1] in entry["raw"] for entry in found)
    ids = [entry.id for entry in read([str(tmp_path / target)], problem=pytest.fail)]
    assert ids == (["0", "2"] if failed else ["0", "1", "2"])


def test_the_library_tells_of_it_too(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(TestStray.TABLE)
    told: list[str] = []
    with Writer(str(tmp_path / "out.csv")) as out:
        for entry in read([str(tmp_path / "r.csv")], problem=told.append):
            out.write(entry, entry.text.replace("  ", " "))
    assert [message.removeprefix(str(tmp_path))[:9] for message in told] == ["/r.csv:3:", "/r.csv:4:"]
    assert (tmp_path / "out.csv").read_text() == 'id,text\n1,It rained.\n5,"5\'10"" tall."\n'


class TestTheLastResort:
    """An error that nobody thought of."""

    @pytest.fixture
    def broken(self, tmp_path: Path) -> dict[str, str]:
        (tmp_path / "sitecustomize.py").write_text(
            "import os\n"
            "kind = os.environ.get('BREAK')\n"
            "if kind:\n"
            "    from cleaner.files import plan\n"
            "    def make(*_): raise eval(kind)\n"
            "    plan.make = make\n"
        )
        (tmp_path / "a.txt").write_text("It rained.\n")
        import os

        import cleaner

        return {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path(cleaner.__file__).parent.parent)])}

    @pytest.mark.parametrize("arguments", [("clean", "a.txt"), ("clean", "a.txt", "--check"), ("dedup", "a.txt")])
    def test_is_one_line_and_the_status_of_a_failure(
        self, run: Run, broken: dict[str, str], arguments: tuple[str, ...]
    ) -> None:
        ran = run(*arguments, env={**broken, "BREAK": "LookupError('a\\nb')"})
        assert (ran.status, ran.out) == (2, b"")
        assert ran.messages == [
            "cleaner: unexpected error, please report it: LookupError: a b; "
            "CLEANER_TRACEBACK=1 in the environment shows where"
        ]

    def test_shows_where_if_asked(self, run: Run, broken: dict[str, str]) -> None:
        ran = run("clean", "a.txt", env={**broken, "BREAK": "LookupError('a')", "CLEANER_TRACEBACK": "1"})
        assert ran.status == 2
        assert ran.messages[0] == "Traceback (most recent call last):"
        assert any("in make" in line for line in ran.messages)
        assert ran.messages[-1] == "cleaner: unexpected error, please report it: LookupError: a"

    @pytest.mark.parametrize(("error", "status"), [("KeyboardInterrupt()", 130), ("BrokenPipeError()", -13)])
    def test_is_not_for_what_ends_a_run(self, run: Run, broken: dict[str, str], error: str, status: int) -> None:
        ran = run("clean", "a.txt", env={**broken, "BREAK": error})
        assert (ran.status, "unexpected" in ran.err) == (status, False)

    def test_of_memory(self, run: Run, broken: dict[str, str]) -> None:
        ran = run("clean", "a.txt", env={**broken, "BREAK": "MemoryError()"})
        assert (ran.status, ran.messages) == (2, ["cleaner: out of memory: fewer workers (-j) need less"])
