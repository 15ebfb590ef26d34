"""Where texts come from and where they go: standard streams, files, directories, lists."""

import gzip
import json
import os
import pty
import subprocess
from pathlib import Path

import pytest
from conftest import COMMAND, PLAIN, RAW, Run, files

TEXT = ("--preset", "text")


@pytest.mark.parametrize(
    "arguments",
    [(), ("clean",), ("-",), ("clean", "-"), ("--preset", "text"), ("clean", "--preset", "text", "-"), ("-o", "-")],
)
def test_standard_input_to_standard_output(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments, stdin=RAW, env={"CI": "1"})
    assert ran == (0, PLAIN.encode(), "")


def test_a_file_to_standard_output(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    assert run("clean", "a.txt", *TEXT) == (0, PLAIN.encode(), "")
    assert (tmp_path / "a.txt").read_text() == RAW


def test_a_file_of_any_name_is_text(run: Run, tmp_path: Path) -> None:
    for name in ("article", "article.html.raw", "article.MD", "-article"):
        (tmp_path / name).write_text(RAW)
        assert run("clean", *TEXT, "--", name).text == PLAIN


def test_the_terminal_gets_help(tmp_path: Path) -> None:
    terminal, stdin = pty.openpty()
    done = subprocess.run([*COMMAND], stdin=stdin, capture_output=True, timeout=20, check=False, cwd=tmp_path)
    os.close(terminal)
    os.close(stdin)
    assert done.returncode == 2
    assert b"Usage: cleaner" in done.stdout + done.stderr


def test_a_text_typed_on_the_terminal(tmp_path: Path) -> None:
    terminal, stdin = pty.openpty()
    os.write(terminal, b"It was  late.\n\x04")
    done = subprocess.run([*COMMAND, *TEXT], stdin=stdin, capture_output=True, timeout=20, check=False, cwd=tmp_path)
    os.close(terminal)
    os.close(stdin)
    assert done.stdout == b"It was late.\n"
    assert b"Ctrl-D" in done.stderr


def test_output_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    assert run("clean", "a.txt", "-o", "b.txt", *TEXT) == (0, b"", "")
    assert run("clean", "-o", "c.txt", *TEXT, stdin=RAW) == (0, b"", "")
    assert files(tmp_path) == {"a.txt": RAW.encode(), "b.txt": PLAIN.encode(), "c.txt": PLAIN.encode()}


def test_output_file_compressed_is_the_same_every_time(run: Run, tmp_path: Path) -> None:
    for name in ("b.txt.gz", "other/c.txt.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        assert run("clean", "-o", name, *TEXT, stdin=RAW).status == 0
    packed = (tmp_path / "b.txt.gz").read_bytes()
    assert gzip.decompress(packed).decode() == PLAIN
    assert packed == (tmp_path / "other" / "c.txt.gz").read_bytes()
    assert packed[4:8] == bytes(4), "no time in it"
    assert run("clean", "b.txt.gz", *TEXT).text == PLAIN


def test_devices_are_written_and_not_replaced(run: Run, tmp_path: Path) -> None:
    assert run("clean", "-o", "/dev/null", *TEXT, stdin=RAW) == (0, b"", "")
    assert Path("/dev/null").is_char_device()
    assert run("clean", "-o", "/dev/stdout", *TEXT, stdin=RAW).text == PLAIN
    assert run("clean", "/dev/stdin", *TEXT, stdin=RAW).text == PLAIN


def test_in_place(run: Run, tree: Path, tmp_path: Path) -> None:
    (tree / "a.txt").chmod(0o640)
    untouched = (tree / "ap" / "plain.txt").stat()
    assert run("clean", "raw", "-i", *TEXT) == (0, b"", "")
    assert (tree / "a.txt").read_text() == (tree / "ap" / "b.txt").read_text() == PLAIN
    assert (tree / "notes.log").read_text() == (tree / ".hidden.txt").read_text() == RAW
    assert (tree / "a.txt").stat().st_mode & 0o777 == 0o640
    after = (tree / "ap" / "plain.txt").stat()
    assert (after.st_ino, after.st_mtime_ns) == (untouched.st_ino, untouched.st_mtime_ns)
    assert run("clean", "raw", "--check", *TEXT) == (0, b"", "")


def test_in_place_through_a_link(run: Run, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.txt").write_text(RAW)
    (tmp_path / "link.txt").symlink_to("deep/a.txt")
    assert run("clean", "-i", "link.txt", *TEXT).status == 0
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "deep" / "a.txt").read_text() == PLAIN


def test_check(run: Run, tree: Path, tmp_path: Path) -> None:
    before = files(tmp_path)
    assert run("clean", "raw", "--check", *TEXT) == (1, b"raw/a.txt\nraw/ap/b.txt\n", "")
    assert run("clean", "--check", *TEXT, stdin=RAW) == (1, b"-\n", "")
    assert run("clean", "--check", *TEXT, stdin=PLAIN) == (0, b"", "")
    assert files(tmp_path) == before


def test_diff_can_be_applied(run: Run, tree: Path, tmp_path: Path) -> None:
    (tree / "a.txt").write_text("No  line end\n\nat the end")
    before = files(tmp_path)
    ran = run("clean", "raw", "--diff", *TEXT)
    assert ran.status == 1
    assert files(tmp_path) == before
    assert ran.text.startswith("--- raw/a.txt\n+++ raw/a.txt\n@@")
    assert "\\ No newline at end of file\n" in ran.text
    subprocess.run(["patch", "-p0", "--quiet"], input=ran.out, cwd=tmp_path, check=True)
    assert (tree / "a.txt").read_text() == "No line end\n\nat the end\n"
    assert run("clean", "raw", "--diff", *TEXT) == (0, b"", "")
    assert run("clean", "raw", "--check", "--diff", *TEXT) == (0, b"", "")


def test_diff_of_files_with_odd_names_can_be_applied(run: Run, tmp_path: Path) -> None:
    names = [
        b"two words.txt",
        b'q"uote.txt',
        rb"back\slash.txt",
        b"line\nend.txt",
        b"caf\xe9.txt",
        "ü\u2028.txt".encode(),
    ]
    (tmp_path / "raw").mkdir()
    for name in names:
        (tmp_path / "raw" / os.fsdecode(name)).write_text(RAW)
    ran = run("clean", "raw", "--diff", *TEXT)
    subprocess.run(["patch", "-p0", "--quiet"], input=ran.out, cwd=tmp_path, check=True)
    assert files(tmp_path / "raw") == {os.fsdecode(name): PLAIN.encode() for name in names}


def test_output_directory_mirrors(run: Run, tree: Path, tmp_path: Path) -> None:
    (tree / "ap" / "c.txt.gz").write_bytes(gzip.compress(RAW.encode()))
    assert run("clean", "raw", "-o", "out/deep", *TEXT) == (0, b"", "")
    written = files(tmp_path / "out" / "deep")
    assert gzip.decompress(written.pop("ap/c.txt.gz")).decode() == PLAIN
    assert written == dict.fromkeys(["a.txt", "ap/b.txt", "ap/plain.txt"], PLAIN.encode())


def test_output_directory_for_named_files(run: Run, tree: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert run("clean", "raw/a.txt", "raw/ap/b.txt", "-o", "new", *TEXT).status == 0
    assert run("clean", "raw/ap/b.txt", "-o", "out", *TEXT).status == 0
    assert run("clean", "raw/ap/b.txt", "-o", "slash/", *TEXT).status == 0
    assert sorted(files(tmp_path / "new")) == ["a.txt", "b.txt"]
    assert list(files(tmp_path / "out")) == list(files(tmp_path / "slash")) == ["b.txt"]


def test_two_sources_of_one_output_are_refused(run: Run, tree: Path, tmp_path: Path) -> None:
    (tree / "b.txt").write_text(RAW)
    ran = run("clean", "raw/b.txt", "raw/ap/b.txt", "-o", "out", *TEXT)
    assert (ran.status, ran.messages) == (2, ["cleaner: out/b.txt would come from both raw/b.txt and raw/ap/b.txt"])
    assert not (tmp_path / "out").exists()


def test_a_directory_as_records(run: Run, tree: Path, tmp_path: Path) -> None:
    (tree / "r.jsonl").write_text('{"id": "r1", "text": "One  line.\\n"}')
    expected = [
        {"id": "a.txt", "text": PLAIN},
        {"id": "r1", "text": "One line.\n"},
        {"id": "ap/b.txt", "text": PLAIN},
        {"id": "ap/plain.txt", "text": PLAIN},
    ]
    lines = "".join(json.dumps(record) + "\n" for record in expected)
    assert run("clean", "raw", "-o", "-", *TEXT) == (0, lines.encode(), "")
    assert run("clean", "raw", "--format", "jsonl", *TEXT) == (0, lines.encode(), "")
    assert run("clean", "raw", "-o", "all.jsonl.gz", *TEXT) == (0, b"", "")
    assert gzip.decompress((tmp_path / "all.jsonl.gz").read_bytes()).decode() == lines


@pytest.mark.parametrize(
    ("arguments", "remedies"),
    [
        (("raw/a.txt", "raw/ap/b.txt"), ("-o", "-i", "--check", "--diff")),
        (("raw",), ("-o", "-i", "--check", "--diff")),
        (("raw/a.txt", "raw/ap/b.txt", "-o", "one.txt"), ("directory", ".jsonl")),
        (("raw", "-o", "raw/out"), ("lies in raw",)),
        (("raw/ap", "-o", "raw"), ("lies in raw",)),
        (("raw", "-o", "raw"), ("lies in raw",)),
        (("raw", "-o", "raw/all.jsonl"), ("lies in raw",)),
        (("raw", "-o", "out", "--report", "raw/l.jsonl"), ("raw/l.jsonl lies in raw, which is read",)),
        (("raw", "-i", "--errors-to", "raw/ap/e.jsonl"), ("raw/ap/e.jsonl lies in raw, which is read",)),
        (("raw/a.txt", "-o", "raw/a.txt"), ("-i",)),
        (("raw/a.txt", "-o", "raw"), ("-i",)),
        (("raw/a.txt", "-o", "hard.txt"), ("-i",)),
        (("raw/a.txt", "--report", "hard.jsonl"), ("read and written at once",)),
        (("raw", "-i", "--report", "raw/r.jsonl"), ("read and written at once",)),
        (("raw/a.txt", "--report", "x.txt"), (".jsonl",)),
        (("raw/r.jsonl", "-o", "x.jsonl", "--report", "x.jsonl"), ("x.jsonl is to be written twice",)),
        (("raw/r.jsonl", "-o", "x.txt"), (".jsonl",)),
        (("raw/a.txt", "-i", "-o", "x"), ("-o and -i exclude each other",)),
        (("raw/a.txt", "-i", "--check"), ("exclude each other",)),
        (("-i",), ("standard input",)),
        (("-", "-o", "raw"), ("standard input", "file name")),
        (("raw/a.txt", "--report", "-"), ("--report needs a file",)),
        (("raw/a.txt", "-o", ""), ("-o needs a name",)),
        (("raw/a.txt", "-0"), ("--files-from",)),
        (("raw/a.txt", "-j", "-1"), ("-1",)),
        (("--files-from", "-", "-"), ("at once",)),
    ],
)
def test_refused_before_anything_is_written(
    run: Run, tree: Path, tmp_path: Path, arguments: tuple[str, ...], remedies: tuple[str, ...]
) -> None:
    (tmp_path / "hard.txt").hardlink_to(tree / "a.txt")
    (tmp_path / "hard.jsonl").hardlink_to(tree / "a.txt")
    (tmp_path / "one.txt").write_text("in the way")
    (tree / "r.jsonl").write_text("{}")
    before = files(tmp_path)
    ran = run("clean", *TEXT, *arguments, stdin="nothing\n")
    assert (ran.status, ran.out) == (2, b"")
    assert all(remedy in ran.err for remedy in remedies), ran.err
    assert "Traceback" not in ran.err
    assert files(tmp_path) == before


def test_output_equal_to_redirected_input_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    for redirection in ("-o a.txt < a.txt", "a.txt >> a.txt", "< a.txt >> a.txt"):
        command = f"{' '.join(COMMAND)} clean --preset text {redirection}"
        done = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, timeout=20, check=False)
        assert done.returncode == 2
        assert b"read and written at once" in done.stderr
        assert (tmp_path / "a.txt").read_text() == RAW


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        (b"raw/a.txt\r\n\r\nraw/ap/b.txt\r\n", b"raw/a.txt\nraw/ap/b.txt\n"),
        (b"\xef\xbb\xbfraw/a.txt", b"raw/a.txt\n"),
        (b"raw/odd\r\nraw/a.txt\n", b"raw/odd\r\nraw/a.txt\n"),
    ],
)
def test_lists_of_any_editor(run: Run, tree: Path, tmp_path: Path, listed: bytes, names: bytes) -> None:
    (tree / "odd\r").write_text(RAW)
    (tmp_path / "list").write_bytes(listed)
    assert run("clean", "--files-from", "list", "--check", *TEXT) == (1, names, "")


def test_files_from(run: Run, tree: Path, tmp_path: Path) -> None:
    (tmp_path / "list").write_text("raw/a.txt\nraw/ap/b.txt\n\n")
    assert run("clean", "--files-from", "list", "-o", "out", *TEXT).status == 0
    assert sorted(files(tmp_path / "out")) == ["raw/a.txt", "raw/ap/b.txt"], "listed names keep their directories"
    names = b"\0".join(os.fsencode(path) for path in sorted(tree.rglob("*.txt")))
    ran = run("clean", "--files-from", "-", "-0", "--check", *TEXT, stdin=names)
    assert ran.text.splitlines() == [f"{tree}/.hidden.txt", f"{tree}/a.txt", f"{tree}/ap/b.txt"]
    assert run("clean", "raw/a.txt", "--files-from", "-", "-i", *TEXT, stdin="raw/ap\n").status == 0
    assert (tree / "a.txt").read_text() == (tree / "ap" / "b.txt").read_text() == PLAIN


def test_files_from_nothing_reads_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list").write_text("")
    assert run("clean", "--files-from", "list", "--check", stdin=RAW) == (0, b"", "")
    ran = run("clean", "--files-from", "missing", "--check", stdin=RAW)
    assert (ran.status, ran.err) == (2, "cleaner: missing: No such file or directory\n")
    ran = run("clean", "--files-from", "-", "--check", stdin=b"a\0b\0")
    assert (ran.status, ran.err) == (2, "cleaner: -: NUL bytes between the names: use -0\n")


def test_listed_names_do_not_lead_out_of_the_output(run: Run, tree: Path, tmp_path: Path) -> None:
    ran = run("clean", "--files-from", "-", "-o", "out", *TEXT, cwd=tree / "ap", stdin=f"../a.txt\n{tree}/ap/b.txt\n")
    assert ran.status == 0
    assert sorted(files(tree / "ap" / "out")) == ["a.txt", "b.txt"]


def test_glob(run: Run, tree: Path) -> None:
    assert run("clean", "raw", "--check", "--glob", "*.log", *TEXT).text == "raw/notes.log\n"
    ran = run("clean", "raw", "--check", "--glob", "ap/*", "--glob", "*.log", *TEXT)
    assert ran.text == "raw/notes.log\nraw/ap/b.txt\n"
    ran = run("clean", "raw", "--check", "--glob", "*.none", *TEXT)
    assert ran == (0, b"", "cleaner: warning: raw: no file in it fits *.none\n")


def test_one_file_named_twice_is_cleaned_once(run: Run, tree: Path) -> None:
    assert run("clean", "raw/a.txt", "raw", "./raw/a.txt", "--check", *TEXT).text == "raw/a.txt\nraw/ap/b.txt\n"


def test_names_in_any_encoding(run: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \n.txt")
    (tmp_path / name).write_text(RAW)
    assert run("clean", ".", "--check", *TEXT).out == b"./caf\xe9 \n.txt\n"[2:]
    ran = run("clean", ".", "-i", "--report", "../ledger.jsonl", *TEXT)
    assert (ran.status, (tmp_path / name).read_text()) == (0, PLAIN)
    (tmp_path / name).write_bytes(b"\xff")
    ran = run("clean", ".", "-i", *TEXT)
    assert len(ran.messages) == 1
    assert "\\n.txt: not valid UTF-8" in ran.err


def test_carriage_returns_are_never_translated(run: Run, tmp_path: Path) -> None:
    text = b"One.\r\n\r\nTwo.\rThree.\n\x0b\x0c\xe2\x80\xa8"
    (tmp_path / "a.txt").write_bytes(text)
    assert run("clean", "a.txt", "--preset", "none").out == text
    assert run("--preset", "none", stdin=text).out == text
    assert run("--select", "typography", stdin=b"One.\r\n\r\nTwo\xe2\x80\x99s.\r\n").out == b"One.\r\n\r\nTwo's.\r\n"
