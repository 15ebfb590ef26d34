"""Files that appear whole or not at all."""

import os
from pathlib import Path

import pytest
from conftest import files

from cleaner.errors import CleanerError
from cleaner.files.atomic import AtomicFile


def test_nothing_is_to_be_seen_before_the_end(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    with AtomicFile(str(target)) as file:
        file.write(b"new")
        assert not target.exists()
        assert all(path.name.startswith(".") for path in tmp_path.iterdir())
    assert files(tmp_path) == {"a.txt": b"new"}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(error), AtomicFile(str(tmp_path / "a.txt")) as file:
        file.write(b"new")
        raise error
    assert files(tmp_path) == {"a.txt": b"old"}


def test_mode_and_owner_stay(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("old")
    (tmp_path / "old.txt").chmod(0o604)
    if os.geteuid() == 0:
        os.chown(tmp_path / "old.txt", 12345, 54321)
    before = (tmp_path / "old.txt").stat()
    with AtomicFile(str(tmp_path / "old.txt")) as file:
        file.write(b"new")
    after = (tmp_path / "old.txt").stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


def test_a_new_file_obeys_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        with AtomicFile(str(tmp_path / "new.txt")) as file:
            file.write(b"new")
    finally:
        os.umask(old)
    assert (tmp_path / "new.txt").stat().st_mode & 0o777 == 0o640


def test_the_longest_name_fits(tmp_path: Path) -> None:
    name = "x" * 251 + ".txt"
    with AtomicFile(str(tmp_path / name)) as file:
        file.write(b"new")
    assert files(tmp_path) == {name: b"new"}


def test_a_chain_of_links_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a").symlink_to("deep/b")
    (tmp_path / "deep" / "b").symlink_to("../c")
    with AtomicFile(str(tmp_path / "a")) as file:
        file.write(b"new")
    assert (tmp_path / "a").is_symlink()
    assert (tmp_path / "deep" / "b").is_symlink()
    assert (tmp_path / "c").read_bytes() == b"new"


def test_a_pipe_is_written_directly(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    with AtomicFile(str(tmp_path / "pipe")) as file:
        file.write(b"new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


def test_a_directory_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(CleanerError, match="a: Is a directory"):
        AtomicFile(str(tmp_path / "a"))
