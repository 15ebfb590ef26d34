"""Compressed data that is damaged or has a wrong name, tables in other encodings, and where a failure is."""

import gzip
import json
import subprocess
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from conftest import COMMAND, PLAIN, RAW, Run, files

from cleaner.errors import CleanerError
from cleaner.files import jsonl, magic
from cleaner.files.codec import Codec

TEXT = ("--preset", "text")


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.csv.zst", "a.txt.zst"])
def test_an_empty_compressed_file_is_damaged(run: Run, tmp_path: Path, name: str) -> None:
    """As for `gzip -t` and `zstd -t`; not what was empty before it was packed."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / name).write_bytes(b"")
    (tmp_path / "raw" / "b.txt.gz").write_bytes(gzip.compress(b""))
    (tmp_path / "raw" / "c.txt.zst").write_bytes(zstandard.compress(b""))
    ran = run("clean", "raw", "-o", "out", *TEXT)
    assert ran == (2, b"", f"cleaner: raw/{name}: the compressed data ends too early\n")
    assert set(files(tmp_path / "out")) == {"b.txt.gz", "c.txt.zst"}
    ran = run("clean", "--files-from", f"raw/{name}", *TEXT)
    assert ran == (2, b"", f"cleaner: raw/{name}: the compressed data ends too early: write the list again\n")


LIST = gzip.compress(b"a.txt\n" * 9, mtime=0)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("list.gz", LIST[:-3], "the compressed data ends too early: write the list again"),
        ("list.gz", LIST[:12], "the compressed data ends too early: write the list again"),
        ("list.zst", zstandard.compress(b"a.txt\n")[:-3], "the compressed data ends too early: write the list again"),
        (
            "list.gz",
            LIST[:-8] + b"12345678",
            "no valid compressed data: CRC check failed 0x34333231 != 0x4625ef74: write the list again",
        ),
        (
            "list.gz",
            LIST[:10] + b"\xff" * 9,
            "no valid compressed data: Error -3 while decompressing data: invalid block type: write the list again",
        ),
        ("list.gz", b"a.txt\n", "no valid compressed data: Not a gzipped file (b'a.'): write the list again"),
        ("list", LIST, "compressed with gzip: give its name the suffix .gz"),
        ("-", LIST, "compressed with gzip: unpack it first: gzip -dc FILE | cleaner"),
        ("list.gz", gzip.compress(LIST), "compressed with gzip twice: unpack it once (gzip -dc)"),
    ],
    ids=["end", "middle", "zstd", "sum", "blocks", "plain", "no suffix", "standard input", "twice"],
)
def test_a_damaged_list_of_files(run: Run, tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    if name != "-":
        (tmp_path / name).write_bytes(data)
    ran = run("clean", "--files-from", name, stdin=data if name == "-" else b"")
    assert ran == (2, b"", f"cleaner: {name}: {reason}\n")


@pytest.mark.parametrize("command", ["dedup", "learn"])
def test_nothing_is_written_of_a_list_that_is_cut_off(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    (tmp_path / "list.gz").write_bytes(LIST[:-3])
    message = "cleaner: list.gz: the compressed data ends too early: write the list again\n"
    assert run(command, "--files-from", "list.gz", "-o", "out") == (2, b"", message)
    assert set(files(tmp_path)) == {"a.txt", "list.gz"}


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "link", "/proc/self/fd/1"])
def test_what_the_shell_has_opened_is_written_on(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    (tmp_path / "link").symlink_to("/dev/stdout")
    script = f"echo first; {' '.join(COMMAND)} clean a.txt --preset text -o {name}; echo last"
    for target in ("log", "log"):
        with (tmp_path / target).open("wb") as log:
            subprocess.run(["sh", "-c", script], cwd=tmp_path, stdout=log, check=True)
        assert (tmp_path / "log").read_text() == f"first\n{PLAIN}last\n"
    piped = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, check=True)
    assert piped.stdout.decode() == f"first\n{PLAIN}last\n"


def test_a_ledger_to_an_open_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    script = f"echo first >&3; {' '.join(COMMAND)} clean a.txt --preset text --report /dev/fd/3; echo last >&3"
    subprocess.run(["sh", "-c", f"({script}) 3> log"], cwd=tmp_path, capture_output=True, check=True)
    first, *ledger, last = (tmp_path / "log").read_text().splitlines()
    assert (first, last) == ("first", "last")
    assert {json.loads(line)["document"] for line in ledger} == {"a.txt"}


def packed(data: bytes, suffix: str) -> bytes:
    return gzip.compress(data) if suffix == ".gz" else zstandard.compress(data)


@pytest.mark.parametrize(
    ("suffix", "what", "unpack"),
    [(".gz", "compressed with gzip", "gzip -dc"), (".zst", "compressed with Zstandard", "zstd -dc")],
)
@pytest.mark.parametrize("kind", ["txt", "jsonl", "csv"])
def test_compressed_data_under_a_wrong_name(
    run: Run, tmp_path: Path, kind: str, suffix: str, what: str, unpack: str
) -> None:
    """The remedy is none that would clean the compressed bytes."""
    plain = {"txt": RAW, "jsonl": json.dumps({"text": RAW}), "csv": 'text\n"It  rained."\n'}[kind].encode()
    data = packed(plain, suffix)
    (tmp_path / f"a.{kind}").write_bytes(data)
    (tmp_path / f"b.{kind}{suffix}").write_bytes(packed(data, suffix))
    ran = run("clean", f"a.{kind}", *TEXT)
    assert ran == (2, b"", f"cleaner: a.{kind}: {what}: give its name the suffix {suffix}\n")
    ran = run("clean", f"b.{kind}{suffix}", *TEXT)
    assert ran == (2, b"", f"cleaner: b.{kind}{suffix}: {what} twice: unpack it once ({unpack})\n")
    ran = run("clean", "--format", kind.replace("txt", "text"), *TEXT, stdin=data)
    assert ran == (2, b"", f"cleaner: -: {what}: unpack it first: {unpack} FILE | cleaner\n")
    (tmp_path / f"a.{kind}").rename(tmp_path / f"a.{kind}{suffix}")
    assert run("clean", f"a.{kind}{suffix}", *TEXT).status == 0


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"BZh91AY&SY\xff", "compressed with bzip2: unpack it first (bzip2 -dc)"),
        (b"\xfd7zXZ\0\0\4", "compressed with xz: unpack it first (xz -dc)"),
        (b"PK\3\4\x14\0\0\0", "a ZIP archive: unpack it first (unzip -p)"),
    ],
)
def test_other_archives_are_named(run: Run, tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert run("clean", "a.txt", *TEXT) == (2, b"", f"cleaner: a.txt: {message}\n")


def test_texts_that_begin_like_archives_are_texts(run: Run) -> None:
    for text in ("PAR1 was the first.\n", "BZh9\n", "PK is a name.\n", "(\n"):
        assert run(*TEXT, stdin=text).text == text


def test_parquet_under_a_wrong_name(run: Run, tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": ["It  rained."]}), tmp_path / "a.parquet")
    data = (tmp_path / "a.parquet").read_bytes()
    for name in ("a", "a.txt", "a.jsonl", "a.csv"):
        (tmp_path / name).write_bytes(data)
        ran = run("clean", name, *TEXT)
        assert ran == (2, b"", f"cleaner: {name}: Parquet: give its name the suffix .parquet\n")
    for options in ((), ("--format", "jsonl"), ("--format", "csv")):
        ran = run("clean", *options, *TEXT, stdin=data)
        assert ran == (2, b"", "cleaner: -: Parquet: use --format parquet\n")
    ran = run("clean", "--format", "parquet", "-o", "b.jsonl", *TEXT, stdin=data)
    assert (ran.status, (tmp_path / "b.jsonl").read_text()) == (0, '{"text": "It rained."}\n')


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"id": 1, "text": "It  rained."}\n{"id": 2}\n', "JSON lines: use --format jsonl"),
        ('\ufeff {"te\\"xt": "He said  \u201cno\u201d."}', "JSON lines: use --format jsonl"),
        ('[{"text": "It  rained."}]', "a JSON array: make it JSON lines first: jq -c '.[]' {}; or use"),
        ('[\n  {\n"text": "It  rained."}]', "a JSON array: make it JSON lines first: jq -c '.[]' {}; or use"),
        ('{\n  "text": "It  rained."\n}\n', "JSON in several lines: make it JSON lines first: jq -c . {}; or use"),
    ],
)
def test_json_is_not_cleaned_as_a_text_by_mistake(run: Run, tmp_path: Path, text: str, told: str) -> None:
    """Straight quotation marks for curly ones, and it would be JSON no more."""
    (tmp_path / "a.json").write_text(text)
    (tmp_path / "b").write_text("It  rained.\n")
    ran = run("clean", "a.json", "b", "-o", "out", *TEXT)
    assert (ran.status, ran.out, [path.name for path in (tmp_path / "out").iterdir()]) == (2, b"", ["b"])
    assert ran.err.startswith(f"cleaner: a.json: {told.format('a.json')}") and "--format text" in ran.err
    ran = run(*TEXT, stdin=text)
    assert (ran.status, ran.out) == (2, b"") and ran.err.startswith(f"cleaner: -: {told.format('FILE')}")
    assert run("--format", "text", *TEXT, stdin=text).status == 0


@pytest.mark.parametrize(
    "text",
    ['{"Noon," he said}\n', "{Noon: 1}\n", '["Noon", "One"]\n', "[Noon]\n", '{"Noon\n": 1}\n', '"a": {"b": 1}\n'],
)
def test_texts_that_begin_like_json_are_texts(text: str) -> None:
    assert magic.json(text.encode(), "-") == ""


@pytest.mark.parametrize(
    ("line", "column"),
    [(b'{"id": 8\n', 9), (b'{"id": 8,\r\n', 10), (b'{"id": 8}}\n', 10), (b'\xef\xbb\xbf{"id": x}\n', 8)],
)
def test_the_column_of_broken_json(line: bytes, column: int) -> None:
    with pytest.raises(CleanerError, match=rf" at column {column}$"):
        jsonl.parse(line, "a.jsonl:1", Codec())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32-le", ""])
def test_text_in_utf_16_without_a_mark(run: Run, tmp_path: Path, encoding: str) -> None:
    """The remedy is none that would clean every other byte."""
    data = "It  rained.\n\nBun “again”.\n".encode(encoding) if encoding else b"It  rained.\0\n" * 9
    (tmp_path / "a.txt").write_bytes(data)
    ran = run("clean", "a.txt", *TEXT)
    remedy = f"use --encoding {encoding}" if encoding.startswith("utf-16") else "use --errors replace to clean it"
    assert (ran.status, ran.out) == (2, b"") and remedy in ran.err
    if encoding.startswith("utf-16"):
        ran = run("clean", "a.txt", "--encoding", encoding, *TEXT)
        assert ran.out.decode(encoding) == 'It rained.\n\nBun "again".\n'


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(("name", "what"), [("a.csv", "tables"), ("a.tsv", "tables"), ("a.jsonl", "JSON lines")])
def test_records_in_utf_16(run: Run, tmp_path: Path, name: str, what: str, encoding: str) -> None:
    """Whether or not the encoding is named; the remedy works."""
    text = '{"text": "It  rained."}\n' if name.endswith("jsonl") else "text\nIt  rained.\n"
    mark = "\ufeff" if encoding != "utf-16" else ""
    (tmp_path / name).write_bytes((mark + text).encode(encoding))
    for options in ((), ("--encoding", encoding)):
        ran = run("clean", name, *options, *TEXT)
        remedy = f"convert it first: iconv -f utf-16 -t utf-8 {name}"
        assert ran == (2, b"", f"cleaner: {name}: {what} cannot be read as utf-16: {remedy}\n")
    converted = subprocess.run(remedy.partition(": ")[2].split(), cwd=tmp_path, capture_output=True, check=True)
    ran = run("clean", "--format", name[2:], *TEXT, stdin=converted.stdout)
    assert (ran.status, ran.err, b"It rained." in ran.out) == (0, "", True)


def test_a_failure_has_its_place(run: Run, tmp_path: Path, tree: Path) -> None:
    """Also that of a whole file, so that it can be tried again."""
    (tree / "half.jsonl.gz").write_bytes(gzip.compress(b'{"text": "It rained."}\n' * 1000)[:60])
    (tree / "no.csv").write_text("id,body\n1,x\n")
    (tree / "gone.txt").symlink_to("nowhere")
    for command in (("clean", "raw", "-o", "out"), ("dedup", "raw", "-o", "out.jsonl")):
        ran = run(*command, "--errors-to", "failed.jsonl")
        assert ran.status == 2
        failed = {entry["place"]: entry for entry in map(json.loads, (tmp_path / "failed.jsonl").open())}
        assert {"raw/half.jsonl.gz", "raw/no.csv", "raw/gone.txt"} == set(failed)
        entry = failed["raw/gone.txt"]
        assert entry == {"id": None, "place": "raw/gone.txt", "message": "No such file or directory"}
    ran = run("dedup", "-o", "out.jsonl", "--format", "csv", "--errors-to", "failed.jsonl", stdin="id,body\n1,x\n")
    assert json.loads((tmp_path / "failed.jsonl").read_text())["place"] == "-"


def test_messages_have_no_python_in_them(run: Run, tmp_path: Path) -> None:
    digits = "1" * 6000
    (tmp_path / "a.jsonl").write_text(
        f'{{"text": "a\1"}}\n{{"text": "It  rained.", "n": {digits}}}\n{{"id": {digits}, "text": "It  rained."}}\n'
    )
    most = "a number of more than 4300 digits: write it as a text"
    ran = run("clean", "a.jsonl", "-o", "b.jsonl", *TEXT)
    assert ran.messages == [
        "cleaner: a.jsonl:1: no valid JSON: Invalid control character at column 12",
        f"cleaner: a.jsonl:3: {most}",
    ]
    written = f'{{"text": "It rained.", "n": {digits}}}\n'
    assert (tmp_path / "b.jsonl").read_text() == written, "numbers of any length stay"
    assert run("clean", "a.jsonl", "-o", "b.csv", *TEXT).messages[1] == f"cleaner: a.jsonl:2: {most}"
    for encoding in ("idna", "punycode", "undefined"):
        ran = run("--encoding", encoding, *TEXT, stdin="a..b  c\n")
        assert ran == (2, b"", f"cleaner: --encoding {encoding}: no such text encoding is known\n")
    for arguments, name in ((("foo://x",), "foo://x"), (("a.jsonl", "-o", "foo://x.jsonl"), "foo://x.jsonl")):
        ran = run("clean", *arguments, *TEXT)
        message = f"cleaner: {name}: no storage is known for addresses that begin with foo://"
        assert (ran.status, ran.messages[-1]) == (2, message)


def test_warnings_name_the_file(run: Run, tmp_path: Path) -> None:
    """Ids repeat from file to file."""
    (tmp_path / "raw").mkdir()
    for name in ("a", "b"):
        lines = [json.dumps({"id": number, "text": "Advertisement\n\nAdvertisement\n"}) for number in (1, 2)]
        (tmp_path / "raw" / f"{name}.jsonl").write_text("\n".join(lines))
    (tmp_path / "raw" / "c.txt").write_text("Advertisement\n\nAdvertisement\n")
    (tmp_path / "raw" / "d.jsonl").write_text(json.dumps({"text": "Advertisement\n"}))
    ran = run("clean", "raw", "-o", "out")
    places = [message.removeprefix("cleaner: warning: ").partition(": ")[0] for message in ran.messages]
    assert places == [
        "raw/a.jsonl:1 (id 1)",
        "raw/a.jsonl:2 (id 2)",
        "raw/b.jsonl:1 (id 1)",
        "raw/b.jsonl:2 (id 2)",
        "raw/c.txt",
        "raw/d.jsonl:1",
    ]
