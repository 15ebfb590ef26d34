"""Sources come back from cleaned texts and their ledger, byte for byte, or not at all."""

import csv
import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import PLAIN, RAW, Run, files
from test_dedup_cli import call
from test_report_page import data

import cleaner
from cleaner import Cleaner, layout
from cleaner.files.records import read

__all__ = ["call"]

FIXTURES = Path(__file__).parent.parent / "fixtures"

#: Texts whose bytes are easily lost: marks, line ends, spaces, wrong encodings, hard wraps, no end.
AWKWARD = {
    "bom.txt": b"\xef\xbb\xbfAdvertisement\r\n\r\nThe ferry left at noon, two hours late, with forty aboard.\r\n",
    "mixed.txt": b"One.\r\nTwo.\rThree.\n\n\n\nThe  ferry left \xc2\xa0 at noon. \t\n \n",
    "mojibake.txt": "It\u2019s the harbour\u2019s caf\u00e9.\n".encode().decode("cp1252").encode()
    + b"\n\nNoon&amp;night",
    "blank.txt": b"\n \n\n",
    "empty.txt": b"",
    "wrapped.txt": b"".join(
        b"The ferry left Port Ellery at noon, two hours late, with forty people\n"
        b"aboard, and a swan that nobody had asked for a ticket came with them to\n"
        b"Stratton and back.\n\n"
        for _ in range(3)
    ),
    "over.txt": b"Sign up for our newsletter\n\nSubscribe to our newsletter\n\nNoon.\n",
    "plain.txt": PLAIN.encode(),
}


def write(folder: Path, texts: dict[str, bytes]) -> None:
    for name, raw in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)


def cleaned(run: Run, *arguments: str) -> None:
    assert run("clean", *arguments, "--report", "l.jsonl", "-q").err == ""


@pytest.mark.slow
def test_every_fixture_comes_back(run: Run, tmp_path: Path) -> None:
    sources = {str(path.relative_to(FIXTURES)): path.read_bytes() for path in FIXTURES.rglob("*.txt")}
    assert len(sources) > 100
    write(tmp_path / "raw", {**sources, **{f"awkward/{name}": raw for name, raw in AWKWARD.items()}})
    cleaned(run, "raw", "-o", "clean", "--preset", "page")
    assert files(tmp_path / "clean") != files(tmp_path / "raw")
    assert run("restore", "clean", "l.jsonl", "-o", "back") == (0, b"", "")
    assert files(tmp_path / "back") == files(tmp_path / "raw")


@pytest.mark.parametrize("name", ["bom.txt", "mixed.txt"])
def test_one_text(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(AWKWARD[name])
    (tmp_path / "c").write_bytes(run("clean", name, "--report", "l.jsonl").out)
    assert run("restore", "c", "l.jsonl").out == AWKWARD[name]
    assert run("restore", "-", "l.jsonl", stdin=(tmp_path / "c").read_bytes()).out == AWKWARD[name]


def test_records_come_back(run: Run, tmp_path: Path) -> None:
    texts = [raw.decode() for raw in AWKWARD.values()]
    records = [{"id": f"d{n}", "text": text, "more": [n]} for n, text in enumerate(texts)]
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records) + '{"id": "n", "text": null}\n'
    (tmp_path / "raw.jsonl").write_text(lines)
    cleaned(run, "raw.jsonl", "-o", "clean.jsonl")
    assert run("restore", "clean.jsonl", "l.jsonl", "-o", "back.jsonl") == (0, b"", "")
    assert (tmp_path / "back.jsonl").read_text() == lines


def test_records_without_ids_and_packed_ones(run: Run, tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": text}) + "\n" for text in (PLAIN, RAW, RAW, PLAIN, f"{RAW}More.\n")).encode()
    (tmp_path / "raw.jsonl.gz").write_bytes(gzip.compress(lines))
    assert run("clean", "raw.jsonl.gz", "-o", "clean.jsonl.gz", "--report", "l.jsonl.gz").status == 0
    assert run("restore", "clean.jsonl.gz", "l.jsonl.gz").out == lines


def test_the_order_of_documents_does_not_matter(run: Run, tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": f"{RAW}Number  {n}.\n"}) + "\n" for n in range(20)]
    (tmp_path / "raw.jsonl").write_text("".join(lines))
    cleaned(run, "raw.jsonl", "-o", "clean.jsonl")
    shuffled = (tmp_path / "clean.jsonl").read_text().splitlines(keepends=True)[::-1]
    (tmp_path / "other.jsonl").write_text("".join(shuffled))
    assert run("restore", "other.jsonl", "l.jsonl").text == "".join(lines[::-1])


def test_parquet_comes_back(run: Run, tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    table = pyarrow.table({"id": ["a", "b"], "text": [RAW, PLAIN], "n": [1, 2]})
    parquet.write_table(table, tmp_path / "raw.parquet")
    cleaned(run, "raw.parquet", "-o", "clean.parquet")
    assert run("restore", "clean.parquet", "l.jsonl", "-o", "back.parquet") == (0, b"", "")
    assert parquet.read_table(tmp_path / "back.parquet").to_pylist() == table.to_pylist()


def test_one_text_of_many(run: Run, tree: Path, tmp_path: Path) -> None:
    cleaned(run, "raw", "-o", "clean")
    assert run("restore", "clean/ap/b.txt", "l.jsonl").text == RAW
    (tmp_path / "renamed.txt").write_bytes((tmp_path / "clean" / "a.txt").read_bytes())
    ran = run("restore", "renamed.txt", "l.jsonl")
    assert ran.status == 2
    assert "none of the 2 documents" in ran.err
    assert "--document" in ran.err
    assert run("restore", "renamed.txt", "l.jsonl", "--document", "a.txt").text == RAW
    assert "no document 'x'" in run("restore", "renamed.txt", "l.jsonl", "--document", "x").err
    assert "cannot be given for several" in run("restore", "clean", "l.jsonl", "-o", "b", "--document", "a.txt").err


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("Forty", "Fifty", 5),
        ("The ferry left at noon.\n", "The ferry left at nine.\n", 1),
        ("Forty people were aboard.\n\n", "", 5),
        ("The coffee", "More.\n\nThe coffee", 7),
        ("out.\n", "out.\n\nMore.\n", 8),
    ],
)
def test_an_edited_text_is_refused(run: Run, tmp_path: Path, old: str, new: str, line: int) -> None:
    """The first line that differs is named, as a line of the source."""
    (tmp_path / "raw.txt").write_text(RAW)
    cleaned(run, "raw.txt", "-o", "clean.txt")
    clean = (tmp_path / "clean.txt").read_text()
    assert old in clean
    (tmp_path / "clean.txt").write_text(clean.replace(old, new))
    (tmp_path / "back.txt").write_text("before")
    ran = run("restore", "clean.txt", "l.jsonl", "-o", "back.txt")
    assert ran.status == 2
    assert f"clean.txt: line {line}: the ledger does not fit the text" in ran.err
    assert "l.jsonl:1" in ran.err
    assert len(ran.messages) == 1
    assert (tmp_path / "back.txt").read_text() == "before"


def test_a_ledger_of_other_texts(run: Run, tree: Path, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(json.dumps({"id": "x", "text": RAW}) + "\n")
    assert run("clean", "x.jsonl", "-o", "y.jsonl", "--report", "l.jsonl").status == 0
    ran = run("restore", "raw", "l.jsonl", "-o", "back")
    assert ran.status == 2
    assert "warning: x, the only document of l.jsonl, is not in raw\n" in ran.err


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        (1, "1 of the 3 documents of l.jsonl is not in part.jsonl: 2"),
        (2, "2 of the 3 documents of l.jsonl are not in part.jsonl, 1 for one"),
    ],
)
def test_documents_that_are_missing_are_counted(call: Run, tmp_path: Path, gone: int, told: str) -> None:
    lines = [json.dumps({"id": str(number), "text": f"It  rained {number}."}) + "\n" for number in range(3)]
    (tmp_path / "x.jsonl").write_text("".join(lines))
    assert call("clean", "x.jsonl", "-o", "y.jsonl", "--report", "l.jsonl", "--preset", "text").status == 0
    kept = (tmp_path / "y.jsonl").read_text().splitlines(keepends=True)[: 3 - gone]
    (tmp_path / "part.jsonl").write_text("".join(kept))
    assert call("restore", "part.jsonl", "l.jsonl", "-o", "back.jsonl") == (0, b"", f"cleaner: warning: {told}\n")


@pytest.mark.parametrize(
    ("ledger", "message"),
    [
        ("nonsense\n", "l.jsonl:1: no valid JSON"),
        ('{"document": "a", "filter": "x", "line": -1, "before": "", "why": ""}\n', "l.jsonl:1: no record of a ledger"),
        ('{"document": "a", "filter": "layout", "line": 0, "before": "{}", "after": null, "why": ""}\n', "is damaged"),
        ('{"document": "a", "filter": "x", "line": 1, "before": "b", "after": null, "why": ""}\n', "no layout record"),
    ],
)
def test_damaged_ledgers(run: Run, tmp_path: Path, ledger: str, message: str) -> None:
    (tmp_path / "l.jsonl").write_text(ledger)
    (tmp_path / "a").write_text(PLAIN)
    ran = run("restore", "a", "l.jsonl")
    assert (ran.status, ran.out, len(ran.messages)) == (2, b"", 1)
    assert message in ran.err


@pytest.mark.parametrize(
    "change",
    [
        {"tail": 5},
        {"tail": None},
        {"tail": "more"},
        {"leads": 5},
        {"leads": [[5, 1]]},
        {"leads": [["\n", 1.5]]},
        {"leads": [["\n", 10**15]]},
        {"leads": [["\n", 10**40]]},
        {"leads": [["\n", 10**15], ["", -(10**15)]]},
        {"leads": [["\n", 10**15]], "checks": ""},
        {"leads": [["more", 1]]},
        {"folds": []},
        {"folds": {"0": [[1, 7]]}},
        {"folds": {"0": [["x", "\n"]]}},
        {"checks": 7},
        {"checks": None},
    ],
    ids=str,
)
def test_a_damaged_layout_is_told(run: Run, tmp_path: Path, change: dict[str, object]) -> None:
    (tmp_path / "a").write_text(RAW)
    assert run("clean", "a", "-o", "b", "--report", "l.jsonl").status == 0
    records = [json.loads(line) for line in (tmp_path / "l.jsonl").read_text().split("\n") if line]
    form = next(record for record in records if record["line"] == 0)
    form["before"] = json.dumps(json.loads(form["before"]) | change)
    (tmp_path / "l.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    text, ledger = (tmp_path / "b").read_text(), [cleaner.Record(**record) for record in records]
    with pytest.raises(ValueError, match=r"the layout record .* is damaged"):
        cleaner.restore(text, ledger)


@pytest.mark.parametrize(
    "form", ["[" * 100_000, '{"leads": [["\\n", 1000000000000000]], "tail": 5, "folds": {}}'], ids=["nested", "huge"]
)
def test_a_damaged_layout_is_one_line(run: Run, tmp_path: Path, form: str) -> None:
    record = {"document": "a", "filter": "layout", "line": 0, "before": form, "after": None, "why": ""}
    (tmp_path / "l.jsonl").write_text(json.dumps(record) + "\n")
    (tmp_path / "a").write_text(PLAIN)
    ran = run("restore", "a", "l.jsonl")
    assert (ran.status, ran.out, len(ran.messages)) == (2, b"", 1)
    assert "the layout record (line 0) of the ledger is damaged" in ran.err


def test_what_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").write_text(PLAIN)
    assert run("restore", "a", "missing.jsonl").messages == ["cleaner: missing.jsonl: No such file or directory"]
    (tmp_path / "l.jsonl").write_text("")
    assert run("restore", "missing", "l.jsonl").status == 2
    assert "read and written at once" in run("restore", "a", "l.jsonl", "-o", "a").err


def test_names_that_fit_several(run: Run, tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(RAW)
    assert run("clean", "x/a.txt", "y/a.txt", "--check", "--report", "l.jsonl").status == 1
    (tmp_path / "a.txt").write_text(PLAIN)
    assert "several documents of l.jsonl fit (x/a.txt, y/a.txt)" in run("restore", "a.txt", "l.jsonl").err


def test_a_record_over_budget_does_not_hinder_the_library(run: Run, tmp_path: Path) -> None:
    (tmp_path / "over.txt").write_bytes(AWKWARD["over.txt"])
    cleaned(run, "over.txt", "-o", "c.txt")
    entries = [json.loads(line) for line in (tmp_path / "l.jsonl").read_text().splitlines()]
    assert [entry["filter"] for entry in entries] == ["budget"]
    assert json.loads(entries[0]["before"]) == {"removed": 9, "total": 10}
    text = AWKWARD["over.txt"].decode()
    assert cleaner.restore(text, [cleaner.Record(**entry) for entry in entries]) == text


def test_every_single_edit_is_noticed() -> None:
    """Whatever line of a cleaned text is changed, dropped or doubled, and whatever the ledger says of the others."""
    source = (FIXTURES / "articles" / "us-tabloid.in.txt").read_text(encoding="utf-8")
    result = Cleaner()(source)
    lines = result.text.split("\n\n")
    for index in range(len(lines)):
        for other in ([], [lines[index], lines[index]], [lines[index] + " x"], [lines[index][1:]]):
            text = "\n\n".join([*lines[:index], *other, *lines[index + 1 :]])
            with pytest.raises(ValueError, match=r"^line \d+: the ledger does not fit the text"):
                layout.restore(text, result.records)


#: Records without ids: some change, some do not, some are equal when they are clean, one has line ends of its own.
NAMELESS = [
    RAW,
    "As it was.\n",
    "One  first.",
    "Two\n\n\n\n\nlines.\n",
    "Same.\n\n",
    "Same.\n\n\n",
    "Last one.\n",
    None,
]


def texts_of(folder: Path) -> dict[str, list[str | None]]:
    """The texts of every file of records, by name without suffix."""
    found: dict[str, list[str | None]] = {}
    for path in sorted(folder.rglob("*.*")) if folder.is_dir() else [folder]:
        entries = read([str(path)], problem=pytest.fail)
        found["" if path == folder else str(path.relative_to(folder)).partition(".")[0]] = [
            entry.text for entry in entries
        ]
    return found


def nameless(folder: Path, kind: str) -> None:
    """Files of one format with such records, in folders, with equal names in two of them."""
    for number, name in enumerate(("x/a", "x/b", "y/a")):
        path = folder / f"{name}.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = [text and text.replace("One", f"One of {number}") for text in NAMELESS]
        if kind == "parquet":
            pq.write_table(pa.table({"text": texts}), path)
        elif kind == "jsonl":
            path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
        else:
            with path.open("w", newline="") as file:
                writer = csv.writer(file, delimiter="\t" if kind == "tsv" else ",")
                writer.writerows([["text", "n"], *([text, "1"] for text in texts)])


@pytest.mark.parametrize("kind", ["jsonl", "csv", "tsv", "parquet"])
@pytest.mark.parametrize(("output", "more"), [("out/", []), ("out/", ["--format", "jsonl"]), ("out.jsonl", [])])
def test_records_without_ids(call: Run, tmp_path: Path, kind: str, output: str, more: list[str]) -> None:
    """In files of equal names, in tables whose texts have more lines than they had, in another format, in one file."""
    nameless(tmp_path / "raw", kind)
    assert call("clean", "raw", "-o", output, "--report", "l.jsonl", "--preset", "text", *more).status == 0
    ran = call("restore", output, "l.jsonl", "-o", output.replace("out", "back"))
    assert ran.status == 0
    sources = texts_of(tmp_path / "raw")
    if output != "out/":
        assert texts_of(tmp_path / "back.jsonl") == {"": [text for texts in sources.values() for text in texts]}
        return
    assert texts_of(tmp_path / "back") == sources
    assert call("restore", f"out/x/a.{'jsonl' if more else kind}", "l.jsonl", "-o", "one.jsonl").status == 0
    assert texts_of(tmp_path / "one.jsonl") == {"": sources["x/a"]}


@pytest.mark.parametrize("output", ["out/", "out/o.jsonl.gz"])
@pytest.mark.parametrize("start", [0, 1])
def test_shards_of_records_without_ids(call: Run, tmp_path: Path, output: str, start: int) -> None:
    """Their lines are none of the source; one that was not changed is at the line of one that was."""
    sources = [f"One{' ' * ((number + start) % 3)}number {number}.\n" for number in range(11)]
    for name, texts in (("a", sources[:5]), ("b", sources[5:])):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    clean = ("clean", "a.jsonl", "b.jsonl", "--report", "l.jsonl", "--preset", "text", "--shard-size", "3")
    (tmp_path / "out").mkdir()
    assert call(*clean, "-o", output).status == 0
    ran = call("restore", "out", "l.jsonl", "-o", "back")
    assert (ran.status, ran.err) == (0, "")
    found = texts_of(tmp_path / "back")
    assert [text for name in sorted(found) for text in found[name]] == sources
    next(iter(sorted((tmp_path / "out").iterdir()))).unlink()
    assert call("restore", "out", "l.jsonl", "-o", "less").status == 2


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_records_without_ids_of_which_one_was_left_out(call: Run, tmp_path: Path, kind: str) -> None:
    """What cannot be put back for certain is told; it is no success."""
    sources = ["One  first.", "Two.\n", "Three  third.", "Four.\n", "Five  fifth."]
    if kind == "jsonl":
        lines = [json.dumps({"text": text}) for text in sources]
    else:
        lines = ["text", *(f'"{text}"' for text in sources)]
    (tmp_path / f"raw.{kind}").write_text("\n".join(lines) + "\n")
    assert call("clean", f"raw.{kind}", "-o", "all.jsonl", "--report", "l.jsonl", "--preset", "text").status == 0
    cleaned = (tmp_path / "all.jsonl").read_text().split("\n")
    (tmp_path / "some.jsonl").write_text("\n".join([*cleaned[:2], *cleaned[3:]]))
    ran = call("restore", "some.jsonl", "l.jsonl", "-o", "back.jsonl")
    assert ran.status == 2
    assert "without ids records that were left out since" in ran.messages[-1] or "does not fit" in ran.err


def test_records_without_ids_and_with_equal_texts_are_not_guessed_at(call: Run, tmp_path: Path) -> None:
    (tmp_path / "raw.csv").write_text('text,n\n"Same  one.",1\nSame   one.,2\nSame one.,3\n')
    assert call("clean", "raw.csv", "-o", "c.csv", "--report", "l.jsonl", "--preset", "text").status == 0
    ran = call("restore", "c.csv", "l.jsonl", "-o", "back.csv")
    assert ran.status == 2
    assert "it has no id and the same text as one before it" in ran.err


@pytest.mark.parametrize("line", [2, 6, 9, 10**9])
def test_a_ledger_line_that_the_source_does_not_have(run: Run, tmp_path: Path, line: int) -> None:
    """Behind the end, or between two paragraphs: what it says went would be lost without a word."""
    (tmp_path / "raw.txt").write_text(RAW)
    cleaned(run, "raw.txt", "-o", "clean.txt")
    entry = {"document": "raw.txt", "filter": "x", "line": line, "before": "Gone.", "after": None, "why": ""}
    with (tmp_path / "l.jsonl").open("a") as ledger:
        ledger.write(json.dumps(entry) + "\n")
    ran = run("restore", "clean.txt", "l.jsonl", "-o", "back.txt")
    assert (ran.status, len(ran.messages)) == (2, 1)
    assert (
        f"clean.txt: line {line}: the ledger does not fit the text: the source has no paragraph that begins" in ran.err
    )
    assert not (tmp_path / "back.txt").exists()


#: Records of two files with the same ids: what is changed in one is not always changed in the other.
TWINS = {
    "a": ["One  first.", "Two.\n", "Three  third.", "Same  text.", "Five.\n"],
    "b": ["Uno.\n", "Due  secondo.", "Tre  terzo.", "Same   text.", "Cinque  e  fine."],
}


def twins(folder: Path, kind: str = "jsonl") -> None:
    """Two files whose records have the ids 0 to 4 each."""
    folder.mkdir()
    for name, texts in TWINS.items():
        if kind == "parquet":
            pq.write_table(pa.table({"id": [str(n) for n in range(5)], "text": texts}), folder / f"{name}.{kind}")
            continue
        lines = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts)]
        if kind == "csv":
            lines = ["id,text", *(f'{n},"{text}"' for n, text in enumerate(texts))]
        (folder / f"{name}.{kind}").write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_file_of_several_whose_ids_repeat(call: Run, tmp_path: Path, kind: str, jobs: str) -> None:
    twins(tmp_path / "raw", kind)
    cleaning = ("clean", "raw", "-o", "out", "--report", "l.jsonl", "--preset", "text", "-j", jobs)
    assert call(*cleaning).status == 0
    for name, texts in TWINS.items():
        assert call("restore", f"out/{name}.{kind}", "l.jsonl", "-o", f"x.{kind}") == (0, b"", "")
        assert texts_of(tmp_path / f"x.{kind}") == {"": texts}
    assert call("restore", "out", "l.jsonl", "-o", "back") == (0, b"", "")
    assert texts_of(tmp_path / "back") == TWINS
    assert call("restore", f"out/b.{kind}", "l.jsonl", "-o", "b.jsonl") == (0, b"", "")
    assert texts_of(tmp_path / "b.jsonl") == {"": TWINS["b"]}


def test_the_ledger_says_where_records_with_ids_came_from(call: Run, tmp_path: Path) -> None:
    twins(tmp_path / "raw")
    (tmp_path / "raw" / "c.jsonl").write_text(json.dumps({"text": "None  has."}) + "\n")
    (tmp_path / "raw" / "d.txt").write_text("A  text.\n")
    over = json.dumps({"id": 7, "text": AWKWARD["over.txt"].decode()})
    (tmp_path / "raw" / "e.jsonl").write_text(over + "\n")
    ledgers = []
    for jobs in ("1", "2"):
        assert call("clean", "raw", "--check", "--report", "l.jsonl", "-j", jobs).status == 1
        ledgers.append((tmp_path / "l.jsonl").read_text())
    assert ledgers[0] == ledgers[1]
    entries = [json.loads(line) for line in ledgers[0].splitlines()]
    found = [(entry["document"], entry["source"]) for entry in entries if "source" in entry]
    assert found[0] == ("0", "raw/a.jsonl:1")
    assert found[-1] == ("7", "raw/e.jsonl:1")
    assert {entry["filter"] for entry in entries if "source" in entry} == {"layout", "budget"}
    assert {entry["document"] for entry in entries if "source" not in entry and not entry["line"]} == {
        "raw/c.jsonl:1",
        "d.txt",
    }
    assert [cleaner.Record(**entry).source for entry in entries if "source" in entry] == [place for _, place in found]


def test_ids_that_repeat_in_a_ledger_without_sources(call: Run, tmp_path: Path) -> None:
    """Of a ledger that says nothing of files, those entries are taken that fit."""
    twins(tmp_path / "raw")
    assert call("clean", "raw", "-o", "out", "--report", "l.jsonl", "--preset", "text").status == 0
    entries = [json.loads(line) for line in (tmp_path / "l.jsonl").read_text().splitlines()]
    (tmp_path / "old.jsonl").write_text(
        "".join(json.dumps({key: entry[key] for key in entry if key != "source"}) + "\n" for entry in entries)
    )
    ran = call("restore", "out/b.jsonl", "old.jsonl", "-o", "back.jsonl")
    assert texts_of(tmp_path / "back.jsonl")[""] == [*TWINS["b"][1:3], TWINS["a"][3], TWINS["b"][4]]
    assert ran.status == 2
    assert ran.messages[0].startswith("cleaner: out/b.jsonl:1 (0): line 1: the ledger does not fit")
    assert "warning: 2 of the 5 documents of old.jsonl are not in out/b.jsonl" in ran.messages[1]


def test_ids_that_repeat_in_one_output_of_several(call: Run, tmp_path: Path) -> None:
    """An entry goes to the document that it fits. One that could be of two is told, and no success."""
    twins(tmp_path / "raw")
    assert call("clean", "raw", "-o", "all.jsonl", "--report", "l.jsonl", "--preset", "text").status == 0
    assert call("restore", "all.jsonl", "l.jsonl", "-o", "back.jsonl") == (0, b"", "")
    assert texts_of(tmp_path / "back.jsonl") == {"": [*TWINS["a"], *TWINS["b"]]}
    (tmp_path / "raw" / "b.jsonl").write_text(json.dumps({"id": "3", "text": "Same text."}) + "\n")
    assert call("clean", "raw", "-o", "all.jsonl", "--report", "l.jsonl", "--preset", "text").status == 0
    ran = call("restore", "all.jsonl", "l.jsonl", "-o", "back.jsonl")
    assert ran.status == 2
    assert "all.jsonl:6 (3): another document has the same id and text" in ran.err


def test_ids_that_repeat_in_one_file(call: Run, tmp_path: Path) -> None:
    texts = ["One.\n", "Two  of  them.", "Three.\n", "Two  of  these."]
    (tmp_path / "raw.jsonl").write_text("".join(json.dumps({"id": "x", "text": text}) + "\n" for text in texts))
    assert call("clean", "raw.jsonl", "-o", "new.jsonl", "--report", "l.jsonl", "--preset", "text").status == 0
    assert call("restore", "new.jsonl", "l.jsonl", "-o", "back.jsonl") == (0, b"", "")
    assert texts_of(tmp_path / "back.jsonl") == {"": texts}


@pytest.mark.parametrize("output", ["out/", "all.jsonl"])
def test_an_edited_record_among_ids_that_repeat(call: Run, tmp_path: Path, output: str) -> None:
    """It is told by file, line and id."""
    twins(tmp_path / "raw")
    assert call("clean", "raw", "-o", output, "--report", "l.jsonl", "--preset", "text").status == 0
    path = tmp_path / output / "b.jsonl" if output == "out/" else tmp_path / output
    path.write_text(path.read_text().replace("Tre terzo", "Tre quarto"))
    ran = call("restore", str(path.relative_to(tmp_path)), "l.jsonl", "-o", "back.jsonl")
    assert ran.status == 2
    place = "out/b.jsonl:3" if output == "out/" else "all.jsonl:8"
    assert ran.messages == [
        f"cleaner: {place} (2): line 1: the ledger does not fit the text: the ledger has 'Tre terzo.', "
        "the text 'Tre quarto.' (ledger: l.jsonl:9)"
    ]


@pytest.mark.parametrize("others", ["text", "ids", "ids-behind", "both", "nulls"])
def test_one_output_of_sources_of_different_kinds(call: Run, tmp_path: Path, others: str) -> None:
    """Records without ids behind texts, behind records that have some, and before them."""
    (tmp_path / "raw").mkdir()
    sources = ["One  first.", "Two.\n", "Three  third."]
    (tmp_path / "raw" / "b.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in sources))
    before, behind = [], []
    if others in ("text", "both"):
        (tmp_path / "raw" / "a.txt").write_text("A  text.\n")
        before.append("A  text.\n")
    if others in ("ids", "both"):
        (tmp_path / "raw" / "aa.jsonl").write_text(json.dumps({"id": 1, "text": "An  id."}) + "\n")
        before.append("An  id.")
    if others == "nulls":
        (tmp_path / "raw" / "aa.jsonl").write_text(json.dumps({"text": None}) + "\n")
        before.append("")
    if others == "ids-behind":
        (tmp_path / "raw" / "c.jsonl").write_text(json.dumps({"id": 1, "text": "An  id."}) + "\n")
        behind.append("An  id.")
    assert call("clean", "raw", "-o", "all.jsonl", "--report", "l.jsonl", "--preset", "text").status == 0
    ran = call("restore", "all.jsonl", "l.jsonl", "-o", "back.jsonl")
    assert ran == (0, b"", "")
    assert texts_of(tmp_path / "back.jsonl") == {"": [*before, *sources, *behind]}


def test_records_without_ids_of_a_renamed_file_stay_with_their_lines(call: Run, tmp_path: Path) -> None:
    """Also those with equal texts, once a line before has proved that lines are what they were."""
    texts = ["One  first.", "Same.\n", "Same.", "Same.\n"]
    (tmp_path / "raw.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    assert call("clean", "raw.jsonl", "-o", "new.jsonl", "--report", "l.jsonl", "--preset", "text").status == 0
    assert call("restore", "new.jsonl", "l.jsonl", "-o", "back.jsonl") == (0, b"", "")
    assert texts_of(tmp_path / "back.jsonl") == {"": texts}


@pytest.mark.parametrize("texts", ["raw", "out"])
def test_a_report_of_one_file_of_several_whose_ids_repeat(call: Run, tmp_path: Path, texts: str) -> None:
    twins(tmp_path / "raw")
    assert call("clean", "raw", "-o", "out", "--report", "l.jsonl", "--preset", "text").status == 0
    assert call("report", "l.jsonl", "--texts", f"{texts}/b.jsonl", "-o", "r.html") == (0, b"", "")
    shown = data((tmp_path / "r.html").read_text())
    rows = [row["p"] for entry in shown["sample"] for row in entry["rows"] if "p" in row]
    lines = {"".join(part[1] for part in parts if part[0] != 2) for parts in rows}
    assert {text for text in TWINS["b"] if "  " in text} <= lines
    assert "Cinque" in json.dumps(shown)


def test_a_report_tells_of_records_that_are_others(call: Run, tmp_path: Path) -> None:
    twins(tmp_path / "raw")
    assert call("clean", "raw", "-o", "all.jsonl", "--report", "l.jsonl", "--preset", "text").status == 0
    path = tmp_path / "all.jsonl"
    path.write_text(path.read_text().replace("Tre terzo", "Tre quarto"))
    ran = call("report", "l.jsonl", "--texts", "all.jsonl", "-o", "r.html")
    assert (ran.status, len(ran.messages)) == (2, 1)
    assert "all.jsonl:8 (2): line 1: the ledger does not fit the text" in ran.err
