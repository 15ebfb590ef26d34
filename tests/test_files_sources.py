"""What lies in directories, by which names, and what a file is by its name."""

import gzip
import json
from pathlib import Path

import pytest
from conftest import PLAIN, RAW, Run, files

from cleaner.files import formats, plan, sources
from cleaner.files.plan import Request


def found(*paths: Path | str, globs: tuple[str, ...] = ()) -> list[str]:
    return [source.id for source in sources.find([str(path) for path in paths], None, null=False, globs=globs).found]


def test_the_order_does_not_depend_on_the_file_system(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/10.txt", "B.txt", "c/x.jsonl.gz", "a/z/1.txt", "a.txt.gz"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(RAW)
    assert found(tmp_path) == ["B.txt", "a.txt.gz", "b.txt", "a/10.txt", "a/2.txt", "a/z/1.txt", "c/x.jsonl.gz"]


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("*.log", ["a.log", "d/b.log", "d/e/c.log"]),
        ("**/*.log", ["a.log", "d/b.log", "d/e/c.log"]),
        ("d/**/*.log", ["d/b.log", "d/e/c.log"]),
        ("d/*.log", ["d/b.log", "d/e/c.log"]),
        ("[a-b].log", ["a.log", "d/b.log"]),
    ],
)
def test_patterns(tmp_path: Path, glob: str, expected: list[str]) -> None:
    for name in ("a.log", "d/b.log", "d/e/c.log", "d/b.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(RAW)
    assert found(tmp_path, globs=(glob,)) == expected


def test_hidden_files_stay_hidden(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name in (".git/a.txt", ".a.txt", "b.txt"):
        (tmp_path / name).write_text(RAW)
    assert found(tmp_path) == ["b.txt"]
    assert found(tmp_path / ".a.txt") == [str(tmp_path / ".a.txt")], "unless they are asked for"


def test_a_deep_tree(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(300):
        deep /= "d"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(RAW)
    assert found(tmp_path) == ["d/" * 300 + "a.txt"]


def test_directories_are_no_files_whatever_their_names(tmp_path: Path) -> None:
    (tmp_path / "dir.txt").mkdir()
    (tmp_path / "dir.txt" / "a.txt").write_text(RAW)
    assert found(tmp_path) == ["dir.txt/a.txt"]


def test_a_link_to_a_file_is_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert found(tmp_path, tmp_path / "a.txt") == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("name", "kind", "compressed"),
    [
        ("a.txt", "text", False),
        ("a.TXT.GZ", "text", True),
        ("a.text", "text", False),
        ("a.md", "text", False),
        ("a.jsonl", "jsonl", False),
        ("dir.jsonl/a", None, False),
        ("a.ndjson.gz", "jsonl", True),
        ("a.gz", None, True),
        ("a.html", None, False),
        ("a.JSONL.zst", "jsonl", True),
        ("a.csv", "csv", False),
        ("a.tsv.gz", "tsv", True),
        ("a.parquet", "parquet", False),
        ("s3://bucket/a.csv.zst", "csv", True),
        ("txt", None, False),
    ],
)
def test_names_tell_formats(name: str, kind: str | None, compressed: bool) -> None:
    assert (formats.kind(name), formats.is_compressed(name)) == (kind, compressed)


def test_a_plan_touches_nothing(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(RAW)
    made = plan.make(Request(paths=[str(tmp_path / "raw")], output=str(tmp_path / "out")))
    assert [task.target for task in made.tasks] == [str(tmp_path / "out" / "a.txt")]
    assert [path.name for path in tmp_path.iterdir()] == ["raw"]


def test_names_in_capitals_and_other_suffixes(run: Run, tmp_path: Path) -> None:
    """All that is read is found, but Markdown, which lies beside data and is none."""
    (tmp_path / "raw").mkdir()
    for name in ("a.TXT", "b.text", "C.Txt.GZ", "README.md", "e.log"):
        data = RAW.encode()
        (tmp_path / "raw" / name).write_bytes(gzip.compress(data) if name.endswith("GZ") else data)
    for name in ("f.ndjson", "G.NDJSON"):
        (tmp_path / "raw" / name).write_text(json.dumps({"text": RAW}))
    assert run("clean", "raw", "-o", "out", "--preset", "text") == (0, b"", "")
    assert set(files(tmp_path / "out")) == {"a.TXT", "b.text", "C.Txt.GZ", "f.ndjson", "G.NDJSON"}
    assert gzip.decompress((tmp_path / "out" / "C.Txt.GZ").read_bytes()) == PLAIN.encode()
    assert run("clean", "raw", "-o", "some", "--preset", "text", "--glob", "*.txt").status == 0
    assert not (tmp_path / "some").exists(), "what is asked for is taken at its word"
    ran = run("clean", "raw", "-o", "out.jsonl", "--report", "raw/l.NDJSON")
    assert (ran.status, ran.messages) == (2, ["cleaner: raw/l.NDJSON lies in raw, which is read: write elsewhere"])


def test_links_out_of_the_directory(run: Run, tmp_path: Path) -> None:
    """They are read, but nothing behind them is changed in place unless it is named."""
    outside = tmp_path / "outside"
    for name in ("raw/a.txt", "raw/.hidden/h.txt", "outside/o.txt", "outside/deep/p.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(RAW)
    for name, target in (
        ("folder", "../outside"),
        ("file.txt", "../outside/o.txt"),
        ("around", "."),
        ("up", "../raw"),
        ("in.txt", ".hidden/h.txt"),
        ("chain.txt", "file.txt"),
    ):
        (tmp_path / "raw" / name).symlink_to(target)
    text = ("--preset", "text")
    assert run("clean", "raw", "-o", "out", *text) == (0, b"", "")
    read = {"a.txt", "in.txt", "file.txt", "chain.txt", "folder/o.txt", "folder/deep/p.txt"}
    assert set(files(tmp_path / "out")) == read
    before = files(outside)
    ran = run("clean", "raw", "-i", *text)
    links = "raw/chain.txt and 2 more are links that lead out of the directory"
    remedy = "left alone, since -i changes only what is in it (name it to change it)"
    assert ran == (0, b"", f"cleaner: warning: {links}: {remedy}\n")
    assert files(outside) == before
    assert (tmp_path / "raw" / "a.txt").read_text() == PLAIN
    assert (tmp_path / "raw" / ".hidden" / "h.txt").read_text() == PLAIN
    assert run("clean", "raw", "-i", "raw/file.txt", *text).status == 0
    assert files(outside) == {"o.txt": PLAIN.encode(), "deep/p.txt": RAW.encode()}
    assert run("clean", "raw", "outside", "-i", *text) == (0, b"", "")
    assert files(outside) == {"o.txt": PLAIN.encode(), "deep/p.txt": PLAIN.encode()}
