"""Files that are somewhere else: through fsspec, here with its storage in memory. scripts/check_s3.py uses a server."""

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pyarrow.parquet as pq
import pytest
from conftest import PLAIN, RAW, Run, files
from test_files_formats import CLEANED, RECORDS, write

from cleaner.cli.clean import CleanOptions
from cleaner.cli.clean import run as run_here
from cleaner.cli.settings import SettingsOptions
from cleaner.errors import CleanerError
from cleaner.files.log import Log
from cleaner.files.records import Writer, read


@pytest.fixture
def store() -> Iterator[fsspec.AbstractFileSystem]:
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]
    yield memory
    memory.store.clear()


def clean(*paths: str, output: str, **more: object) -> int:
    settings = SettingsOptions(preset="text", isolated=True)
    return run_here(CleanOptions(paths=paths, output=output, settings=settings, **more))  # type: ignore[arg-type]


def stored(store: fsspec.AbstractFileSystem) -> dict[str, bytes]:
    return {name: store.cat_file(name) for name in store.find("/")}


def test_files_and_directories(store: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    store.pipe({"/raw/a.txt": RAW.encode(), "/raw/deep/b.txt.gz": gzip.compress(RAW.encode()), "/raw/.c.txt": b"x"})
    store.pipe("/raw/d.log", b"x")
    assert clean("memory://raw", output="memory://out") == 0
    out = {name: data for name, data in stored(store).items() if name.startswith("/out")}
    assert sorted(out) == ["/out/a.txt", "/out/deep/b.txt.gz"]
    assert out["/out/a.txt"] == gzip.decompress(out["/out/deep/b.txt.gz"]) == PLAIN.encode()
    assert clean("memory://raw/a.txt", output=str(tmp_path / "here.txt")) == 0
    assert files(tmp_path) == {"here.txt": PLAIN.encode()}
    (tmp_path / "there.txt").write_text(RAW)
    assert clean(str(tmp_path / "there.txt"), output="memory://there.txt") == 0
    assert store.cat_file("/there.txt") == PLAIN.encode()
    assert clean("memory://raw/a.txt", output=None, in_place=True) == 0  # type: ignore[arg-type]
    assert store.cat_file("/raw/a.txt") == PLAIN.encode()


@pytest.mark.parametrize("name", ["r.jsonl", "r.jsonl.zst", "r.csv", "r.parquet"])
def test_records(store: fsspec.AbstractFileSystem, tmp_path: Path, name: str) -> None:
    write(tmp_path / name, RECORDS)
    store.pipe(f"/in/{name}", (tmp_path / name).read_bytes())
    assert clean(f"memory://in/{name}", output="memory://out.parquet") == 0
    found = pq.read_table(io.BytesIO(store.cat_file("/out.parquet"))).to_pylist()
    assert [row["text"] for row in found] == [record["text"] for record in CLEANED]
    assert clean("memory://in", output="memory://shards", shard_size="2", format="jsonl") == 0
    assert sorted(store.find("/shards")) == ["/shards/out-00000.jsonl", "/shards/out-00001.jsonl"]
    with Writer("memory://again.jsonl.gz") as out:
        for entry in read([f"memory://in/{name}"], problem=pytest.fail):
            out.write(entry)
    again = gzip.decompress(store.cat_file("/again.jsonl.gz")).split(b"\n")[:-1]
    assert [json.loads(line)["text"] for line in again] == [record["text"] for record in RECORDS]


def test_what_is_refused(store: fsspec.AbstractFileSystem, capsys: pytest.CaptureFixture[str]) -> None:
    store.pipe({"/raw/a.txt": RAW.encode(), "/raw/b.txt": RAW.encode(), "/one.txt": b"x"})
    before = stored(store)
    for paths, output, message in [
        (("memory://raw/a.txt",), "memory://raw/a.txt", "read and written at once"),
        (("memory://raw",), "memory://raw", "lies in memory://raw, which is read"),
        (("memory://raw",), "memory://raw/out/", "lies in memory://raw, which is read"),
        (("memory://raw",), "memory://one.txt", "is a file, and several texts need a directory"),
    ]:
        with pytest.raises(CleanerError, match=message):
            clean(*paths, output=output)
        assert stored(store) == before
    assert clean("memory://raw/none.txt", "memory://raw/a.txt", output="memory://out") == 2
    assert capsys.readouterr().err == "cleaner: memory://raw/none.txt: No such file or directory\n"
    assert sorted(store.find("/out")) == ["/out/a.txt"]


def test_a_storage_that_does_not_answer_is_named(
    store: fsspec.AbstractFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ConnectionRefusedError(None, "connection refused")

    for method in ("isdir", "exists"):
        monkeypatch.setattr(type(store), method, refuse)
    (tmp_path / "a.txt").write_text(RAW)
    with pytest.raises(CleanerError, match=r"memory://out: connection refused"):
        clean(str(tmp_path / "a.txt"), output="memory://out")


@pytest.mark.parametrize("is_there", [True, False])
def test_a_bucket_that_may_not_be_made(
    store: fsspec.AbstractFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    """That is no reason to fail if it is there; if it is not, this is told instead of what follows from it."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(None, "may not make a bucket")

    def put(_: object, local: str, path: str) -> None:
        if not is_there:
            raise FileNotFoundError(None, "no such bucket")
        store.pipe_file(path, Path(local).read_bytes())

    monkeypatch.setattr(type(store), "makedirs", refuse)
    monkeypatch.setattr(type(store), "put_file", put)
    (tmp_path / "a.txt").write_text(RAW)
    if is_there:
        assert clean(str(tmp_path / "a.txt"), output="memory://closed/out.txt") == 0
        assert store.cat_file("/closed/out.txt") == PLAIN.encode()
        return
    with pytest.raises(CleanerError, match=r"closed/out\.txt: may not make a bucket"):
        clean(str(tmp_path / "a.txt"), output="memory://closed/out.txt")


def test_an_unknown_kind_of_address(run: Run, tmp_path: Path) -> None:
    ran = run("clean", "nowhere://x/y.txt", "-o", "out.txt")
    assert (ran.status, len(ran.messages)) == (2, 1)
    assert ran.err.startswith("cleaner: nowhere://x/y.txt: ")
    ran = run("clean", "-o", "nowhere://x/y.txt", stdin=RAW)
    assert (ran.status, len(ran.messages)) == (2, 1)
    assert ran.err.startswith("cleaner: nowhere://x/y.txt: ")


def test_a_log_that_lasts_appears_there_when_it_is_whole(store: fsspec.AbstractFileSystem) -> None:
    """What is somewhere else cannot be written line by line."""
    log = Log("--report", "memory://l.jsonl", lasts=True)
    log.write(b"{}\n")
    log.secure()
    log.settle()
    assert stored(store) == {}
    log.commit()
    assert stored(store) == {"/l.jsonl": b"{}\n"}
