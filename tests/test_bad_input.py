"""What a user may hand over by mistake, and what the system may refuse: one line each, no traceback, nothing lost."""

import ctypes
import gzip
import json
import os
import re
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import COMMAND, PLAIN, RAW, Run, files, heed_interrupts
from test_dedup_cli import call

__all__ = ["call"]

TEXT = ("--preset", "text")
CONVERT = "convert it first: iconv -f utf-16 -t utf-8"


def without_privileges() -> None:
    """Let file modes count for root too: drop the capabilities to read and write whatever it likes."""
    if os.geteuid() == 0:
        for capability in (1, 2):
            assert ctypes.CDLL(None).prctl(24, capability, 0, 0, 0) == 0


@pytest.mark.parametrize("preset", ["none", "text", "news"])
@pytest.mark.parametrize("text", ["", "\n", " \n\t\n\r\n", "x", "\ufeff", "a" * 300_000])
def test_odd_texts_are_fine(run: Run, preset: str, text: str) -> None:
    ran = run("--quiet", "--preset", preset, stdin=text)
    assert (ran.status, ran.err) == (0, "")
    if preset == "none":
        assert ran.text == text
    elif not text.strip("\ufeff \t\r\n"):
        assert ran.text == ""
    else:
        assert ran.text == text + "\n"


def test_every_byte_comes_back_without_filters(run: Run, tmp_path: Path) -> None:
    data = bytes(range(256)) * 3 + b"\xff\xfe\0"
    assert run("--preset", "none", stdin=data).out == data
    for encoding in ("utf-8", "utf-16", "ascii", "cp1252"):
        assert run("--preset", "none", "--encoding", encoding, stdin=data).out == data
    (tmp_path / "a.txt").write_bytes(data)
    assert run("clean", "a.txt", "-o", "b.txt", "--preset", "none").status == 0
    assert (tmp_path / "b.txt").read_bytes() == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"caf\xe9 noon", "not valid UTF-8 at byte 3 (0xe9): use --encoding latin-1, or --errors replace"),
        (b"x" * 1234 + b"\xc3", "not valid UTF-8 at byte 1234 (0xc3): use --encoding latin-1, or --errors replace"),
        (b"\xed\xa0\x80", "not valid UTF-8 at byte 0 (0xed): use --encoding latin-1, or --errors replace"),
        (b"\x89PNG\r\n\x1a\n\0\0", "binary file (NUL byte at 8): use --errors replace to clean it all the same"),
        (b"\xff\xfeh\0i\0", "binary file (NUL byte at 3): use --encoding utf-16"),
    ],
)
def test_what_is_no_text_is_refused(run: Run, tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_text(RAW)
    assert run("clean", "a.txt", *TEXT) == (2, b"", f"cleaner: a.txt: {message}\n")
    assert run("clean", "a.txt", "-o", "c.txt", *TEXT).status == 2
    assert run("clean", "a.txt", "b.txt", "-i", *TEXT) == (2, b"", f"cleaner: a.txt: {message}\n")
    assert files(tmp_path) == {"a.txt": data, "b.txt": PLAIN.encode()}
    assert run(*TEXT, stdin=data) == (2, b"", f"cleaner: -: {message}\n")


def test_encodings(run: Run, tmp_path: Path) -> None:
    text = "It’s  caf\u00e9 weather.\n"
    for encoding in ("utf-16", "utf-16-le", "cp1252", "utf-8-sig"):
        ran = run("--encoding", encoding, *TEXT, stdin=text.encode(encoding))
        assert (ran.status, ran.out.decode(encoding)) == (0, "It's caf\u00e9 weather.\n")
    assert run("--errors", "replace", *TEXT, stdin=b"caf\xe9  noon\n").text == "caf\ufffd noon\n"
    assert run("--errors", "ignore", *TEXT, stdin=b"caf\xe9  noon\n").text == "caf noon\n"
    assert run("--errors", "surrogateescape", "--select", "spacing", stdin=b"\xe9  noon\n").out == b"\xe9 noon\n"
    assert run("--errors", "replace", *TEXT, stdin=b"no\0on\0\n").text == "noon\n"
    ran = run("--encoding", "utf-16-le", *TEXT, stdin="no\0on".encode("utf-16-le"))
    assert (ran.status, ran.err) == (
        2,
        "cleaner: -: binary file (NUL byte at 4): use --errors replace to clean it all the same\n",
    )
    ran = run("--encoding", "klingon", stdin=text)
    assert (ran.status, ran.err) == (2, "cleaner: --encoding klingon: no such text encoding is known\n")
    assert run("--encoding", "rot13", stdin=text).status == 2
    ran = run("--encoding", "utf-16", "--format", "jsonl", stdin="{}\n")
    assert (ran.status, ran.err) == (2, f"cleaner: -: JSON lines cannot be read as utf-16: {CONVERT} FILE\n")


#: Bytes that are no UTF-8, and what is to be cleaned around them, by preset.
BYTES = (
    b"F\xe4hre sp\xe4t\n\nThe f\xe4hre left  at noon &amp; came back, caf\xc3\x83\xc2\xa9 and all, "
    b"said \xe9\xe2\x80\x8b\x80.\n\n"
    b"Advertisement\n\n\xcf\xe0\xf0\xee\xec\xf3\n"
)
_TEXT = BYTES.replace(b"  ", b" ").replace(b"&amp;", b"&").replace(b"\xc3\x83\xc2\xa9", b"\xc3\xa9")
_LINES = _TEXT.replace(b"Advertisement\n\n", b"")
KEPT = {"none": BYTES, "text": _TEXT, "news": _LINES, "page": _LINES}
ESCAPE = ("--errors", "surrogateescape")


@pytest.mark.parametrize("preset", KEPT)
def test_bytes_that_are_no_text_come_through(run: Run, tmp_path: Path, preset: str) -> None:
    options = (*ESCAPE, "--preset", preset, "--set", "max_loss=1")
    assert run(*options, stdin=BYTES) == (0, KEPT[preset], "")
    assert run(*options, stdin=KEPT[preset]).out == KEPT[preset]
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_bytes(BYTES)
    assert run("clean", "raw", "-o", "out", "--report", "ledger.jsonl", *options).status == 0
    assert files(tmp_path / "out") == {"a.txt": KEPT[preset]}
    assert run("restore", "out/a.txt", "ledger.jsonl", *ESCAPE).out == BYTES
    shown = run("clean", "raw", "--diff", *options)
    subprocess.run(["patch", "-p0", "--quiet"], input=shown.out, cwd=tmp_path, check=True)
    assert files(tmp_path / "raw") == {"a.txt": KEPT[preset]}


def test_bytes_that_are_no_text_in_records(run: Run, tmp_path: Path) -> None:
    def record(text: bytes) -> bytes:
        return b'{"id": "caf\xe9", "text": "' + text.replace(b"\n", b"\\n") + b'"}\n'

    (tmp_path / "a.jsonl").write_bytes(record(BYTES))
    (tmp_path / "a.csv").write_bytes(b'id,text\na,"' + BYTES + b'"\n')
    (tmp_path / "a.txt").write_bytes(BYTES)
    assert run("clean", "a.jsonl", "-o", "b.jsonl", "--report", "ledger.jsonl", *ESCAPE).status == 0
    assert (tmp_path / "b.jsonl").read_bytes() == record(_LINES)
    assert run("restore", "b.jsonl", "ledger.jsonl", "-o", "c.jsonl", *ESCAPE).status == 0
    assert (tmp_path / "c.jsonl").read_bytes() == record(BYTES)
    assert run("clean", "a.csv", "-o", "b.csv", *ESCAPE).status == 0
    assert (tmp_path / "b.csv").read_bytes() == b'id,text\na,"' + _LINES + b'"\n'
    assert run("clean", "a.txt", "-o", "d.jsonl", *ESCAPE).status == 0
    assert (tmp_path / "d.jsonl").read_bytes() == record(_LINES).replace(b"caf\xe9", b"a.txt")
    cannot = "bytes that are no text, which Parquet cannot hold: write .jsonl instead"
    ran = run("clean", "a.jsonl", "-o", "b.parquet", *ESCAPE)
    assert (ran.status, ran.messages[0]) == (2, f"cleaner: a.jsonl:1: field 'id' has {cannot}")
    ran = run("clean", "a.txt", "-o", "b.parquet", *ESCAPE)
    assert (ran.status, ran.messages[0]) == (2, f"cleaner: a.txt: field 'text' has {cannot}")


@pytest.mark.slow
def test_commands_that_look_at_texts_read_what_clean_has_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(BYTES)
    (tmp_path / "b.txt").write_bytes(BYTES.replace(b"noon", b"ten"))
    assert run("clean", "a.txt", "-o", "c.txt", "--report", "ledger.jsonl", *ESCAPE).status == 0
    for command in (
        ("explain", "a.txt", "--line", "5"),
        ("report", "ledger.jsonl", "-o", "page.html", "--texts", "a.txt"),
        ("review", "ledger.jsonl", "--csv", "table.csv", "--texts", "a.txt"),
        ("diff", "a.txt", "b.txt"),
    ):
        assert run(*command, *ESCAPE).status == 0, command
        ran = run(*command)
        assert ran.status == 2, command
        assert "a.txt: not valid UTF-8 at byte 1 (0xe4): use --encoding latin-1, or --errors replace" in ran.err
    assert (tmp_path / "table.csv").exists(), "all else is done"
    shown = run("diff", "a.txt", "b.txt", *ESCAPE).out
    assert b"+" + _LINES.replace(b"noon", b"ten").split(b"\n")[2] + b"\n" in shown
    assert run("explain", "a.txt", "--line", "3", *ESCAPE).err == ""


def test_messages_name_no_option_that_the_command_lacks(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    (tmp_path / "broken.txt").write_bytes(BYTES)
    (tmp_path / "broken.jsonl").write_bytes(b'{"document": "\xe4"}\n')
    assert run("score", "broken.txt", "a.txt").messages[0] == "cleaner: broken.txt: not valid UTF-8 at byte 1 (0xe4)"
    ran = run("restore", "a.txt", "broken.jsonl")
    assert ran.messages[0] == "cleaner: broken.jsonl:1: not valid UTF-8 at byte 14 (0xe4)"


def test_bytes_that_would_become_text_are_refused(run: Run) -> None:
    """Two escapes of JSON that are the bytes of one letter: written as bytes, they would come back as that letter."""
    record = rb'{"text": "caf\udcc3\udca9  noon"}'
    ran = run("--format", "jsonl", *ESCAPE, *TEXT, stdin=record)
    message = "bytes that are not valid utf-8 would be valid side by side: use --errors replace"
    assert (ran.status, ran.out, ran.messages[0]) == (2, b"", f"cleaner: -:1: {message}")


def test_bytes_may_be_replaced_all_the_same(run: Run) -> None:
    ran = run(*ESCAPE, *TEXT, "--set", "characters.undecoded=false", stdin=b"caf\xe9  noon\n")
    assert (ran.status, ran.text) == (0, "caf\ufffd noon\n")


def test_replaced_bytes_count_as_a_change(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9\n")
    assert run("clean", "a.txt", "--check", "--errors", "replace", *TEXT).status == 1
    assert run("clean", "a.txt", "-i", "--errors", "replace", *TEXT).status == 0
    assert (tmp_path / "a.txt").read_text() == "caf\ufffd\n"


def test_what_an_encoding_cannot_write(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"&mdash; it  said\n")
    before = files(tmp_path)
    ran = run("clean", "-i", "a.txt", "--encoding", "latin-1", *TEXT)
    remedy = "use --encoding utf-8, or --errors replace"
    assert ran == (2, b"", f"cleaner: a.txt: U+2014 cannot be written in latin-1: {remedy}\n")
    assert files(tmp_path) == before


def test_paths_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(RAW)
    (tmp_path / "secret.txt").write_text(RAW)
    (tmp_path / "secret.txt").chmod(0)
    (tmp_path / "closed").mkdir(mode=0)
    (tmp_path / "dangling.txt").symlink_to("nowhere")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.txt"))
        names = ("missing.txt", "secret.txt", "closed", "dangling.txt", "loop.txt", "socket.txt", "good.txt/x", "")
        ran = run("clean", *names, "good.txt", "-o", "out", *TEXT, before=without_privileges)
    (tmp_path / "closed").chmod(0o700)
    assert ran.status == 2
    assert ran.messages == [
        "cleaner: closed: Permission denied",
        "cleaner: an empty name is no path",
        "cleaner: missing.txt: No such file or directory",
        "cleaner: secret.txt: Permission denied",
        "cleaner: dangling.txt: No such file or directory",
        "cleaner: loop.txt: Too many levels of symbolic links",
        "cleaner: socket.txt: No such device or address",
        "cleaner: good.txt/x: Not a directory",
    ]
    assert files(tmp_path / "out") == {"good.txt": PLAIN.encode()}


def test_a_directory_with_unreadable_parts(run: Run, tree: Path, tmp_path: Path) -> None:
    (tree / "ap").chmod(0)
    (tree / "broken.txt").symlink_to("nowhere")
    ran = run("clean", "raw", "-o", "out", *TEXT, before=without_privileges)
    (tree / "ap").chmod(0o700)
    assert ran.messages == ["cleaner: raw/ap: Permission denied", "cleaner: raw/broken.txt: No such file or directory"]
    assert (ran.status, files(tmp_path / "out")) == (2, {"a.txt": PLAIN.encode()})


def test_link_loops_are_no_error(run: Run, tree: Path) -> None:
    (tree / "ap" / "up").symlink_to("..")
    (tree / "again").symlink_to("ap")
    (tree / "self").symlink_to(".")
    (tree / "loop").symlink_to("loop")
    assert run("clean", "raw", "--check", *TEXT) == (1, b"raw/a.txt\nraw/ap/b.txt\n", "")
    (tree / "ap" / "loop.txt").symlink_to("loop.txt")
    ran = run("clean", "raw", "--check", *TEXT)
    message = "cleaner: raw/ap/loop.txt: Too many levels of symbolic links\n"
    assert ran == (2, b"raw/a.txt\nraw/ap/b.txt\n", message)


def test_a_link_into_a_closed_directory_stops_nothing_else(run: Run, tree: Path, tmp_path: Path) -> None:
    (tmp_path / "closed" / "deep").mkdir(parents=True)
    (tree / "link").symlink_to("../closed/deep")
    (tmp_path / "closed").chmod(0)
    ran = run("clean", "raw", "--check", *TEXT, before=without_privileges)
    (tmp_path / "closed").chmod(0o700)
    assert ran == (2, b"raw/a.txt\nraw/ap/b.txt\n", "cleaner: raw/link: Permission denied\n")


def test_places_that_cannot_be_written(run: Run, tree: Path, tmp_path: Path) -> None:
    (tmp_path / "fixed").mkdir(mode=0o500)
    tree.chmod(0o500)
    for arguments, name in [
        (("raw/a.txt", "-o", "fixed/a.txt"), "fixed/a.txt"),
        (("raw/a.txt", "-o", "fixed/deep/"), "fixed/deep"),
        (("raw/a.txt", "-i"), "raw/a.txt"),
        (("raw/a.txt", "--report", "fixed/x.jsonl"), "fixed/x.jsonl"),
    ]:
        ran = run("clean", *arguments, *TEXT, before=without_privileges)
        assert (ran.status, ran.out) == (2, b"")
        assert ran.err == f"cleaner: {name}: Permission denied\n"
    tree.chmod(0o700)
    ran = run("clean", "raw/a.txt", "-o", "nowhere/a.txt", *TEXT)
    assert ran == (2, b"", "cleaner: nowhere/a.txt: there is no directory nowhere: make it first\n")
    assert (tree / "a.txt").read_text() == RAW


def test_a_full_disk_at_standard_output(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RAW * 5000)
    for arguments in (["clean", "a.txt", *TEXT], ["clean", "a.txt", "--diff", *TEXT], ["filters"], ["--help"]):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, check=False, timeout=60
            )
        assert (done.returncode, done.stderr) == (2, b"cleaner: standard output: No space left on device\n")


def small_files() -> None:
    """Let the system refuse to make a file longer than 4096 bytes, as a full disk does."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def test_a_full_disk_under_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "large.txt").write_text(RAW * 500)
    (tmp_path / "raw" / "small.txt").write_text(RAW)
    (tmp_path / "r.jsonl").write_text(json.dumps({"text": RAW}) + "\n")
    before = files(tmp_path)
    for arguments in (("-i", "raw/large.txt"), ("-o", "x.txt", "raw/large.txt"), ("-o", "x.jsonl", "raw")):
        ran = run("clean", *arguments, *TEXT, before=small_files)
        name = "raw/large.txt" if "-i" in arguments else arguments[1]
        assert ran == (2, b"", f"cleaner: {name}: File too large\n")
        assert files(tmp_path) == before
    ran = run("clean", "raw", "-o", "out", *TEXT, before=small_files)
    assert ran == (2, b"", "cleaner: out/large.txt: File too large\n")
    assert files(tmp_path / "out") == {"small.txt": PLAIN.encode()}
    ran = run("clean", "raw/large.txt", "-o", "/dev/null", "--report", "x.jsonl", *TEXT, before=small_files)
    assert ran == (2, b"", "cleaner: x.jsonl: File too large\n")
    assert not (tmp_path / "x.jsonl").exists()


def test_damaged_compression(run: Run, tmp_path: Path) -> None:
    whole = gzip.compress(json.dumps({"text": RAW}).encode() + b"\n" + os.urandom(50_000))
    (tmp_path / "no.txt.gz").write_bytes(b"not compressed at all")
    (tmp_path / "half.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "bent.txt.gz").write_bytes(whole[:30] + b"\xff" * 40 + whole[70:])
    (tmp_path / "good.txt").write_text(RAW)
    before = files(tmp_path)
    ran = run("clean", "no.txt.gz", "half.jsonl.gz", "bent.txt.gz", "good.txt", "-o", "out", *TEXT)
    assert ran.status == 2
    broken = [message for message in ran.messages if "compressed data" in message]
    assert [message.split(": ")[1] for message in broken] == ["no.txt.gz", "half.jsonl.gz", "bent.txt.gz"]
    assert "Traceback" not in ran.err
    assert files(tmp_path / "out") == {"good.txt": PLAIN.encode()}
    assert run("clean", "half.jsonl.gz", "-i", *TEXT).status == 2
    assert {name: data for name, data in files(tmp_path).items() if "/" not in name} == before


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RAW * 20_000)
    for arguments in ("clean a.txt --preset none", "clean a.txt --preset none --report l.jsonl"):
        command = f"{' '.join(COMMAND)} {arguments} | head -c 10"
        done = subprocess.run(
            ["/bin/bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert (done.stdout, done.stderr) == (RAW[:10].encode(), b"")
        assert done.returncode == 128 + signal.SIGPIPE
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_full_pipe_is_waited_for(tmp_path: Path) -> None:
    """Programs that share a pipe may have made it non-blocking."""
    text = RAW * 20_000
    (tmp_path / "a.txt").write_text(text)
    reader, pipe = os.pipe()
    os.set_blocking(pipe, False)
    with subprocess.Popen([*COMMAND, "clean", "a.txt", "--preset", "none"], stdout=pipe, cwd=tmp_path) as process:
        os.close(pipe)
        time.sleep(0.5)
        with os.fdopen(reader, "rb") as stream:
            assert stream.read().decode() == text
    assert process.returncode == 0


def test_closed_standard_streams(tmp_path: Path) -> None:
    for redirection, message in (
        ("<&-", b"cleaner: standard input is closed\n"),
        (">&- < /dev/null", b"cleaner: standard output is closed\n"),
        ("2>&- < /dev/null", b""),
    ):
        done = subprocess.run(
            ["/bin/sh", "-c", f"{' '.join(COMMAND)} {redirection}"],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (2 if message else 0, message)


@pytest.mark.parametrize(
    "arguments", [["filters"], ["config"], ["explain", "promo"], ["explain", "--line", "1", "a.txt"]]
)
def test_what_is_shown_and_standard_output_is_closed(tmp_path: Path, run: Run, arguments: list[str]) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    ran = run(*arguments, before=lambda: os.close(1))
    assert (ran.status, ran.err) == (2, "cleaner: standard output is closed\n")


@pytest.mark.parametrize(
    "arguments",
    [
        "clean --files-from list -o list",
        "clean --files-from list -o out.txt --stats-json list",
        "clean a.txt --config c.toml -o c.toml",
        "clean a.txt -o cleaner.toml",
        "clean a.txt --profile p.jsonl -o p.jsonl",
        "restore b.txt l.jsonl -o l.jsonl",
        "report l.jsonl -o l.jsonl",
        "report l.jsonl --texts a.txt -o a.txt",
        "review l.jsonl --csv l.jsonl",
        "review l.jsonl --verdicts v.csv --labelled v.csv",
        "review l.jsonl --verdicts v.csv --labelled l.jsonl",
        "review l.jsonl --texts a.txt --csv a.txt",
        "dedup --files-from list -o out.jsonl --report list",
        "learn --files-from list --site x -o list",
    ],
)
def test_what_is_read_is_not_written_over(call: Run, tmp_path: Path, arguments: str) -> None:
    """No ledger, list, table or settings either."""
    (tmp_path / "a.txt").write_text("The ferry left at noon, two hours late.\n\nAdvertisement\n")
    (tmp_path / "list").write_text("a.txt\n")
    (tmp_path / "c.toml").write_text("ignore = []\n")
    (tmp_path / "cleaner.toml").write_text("ignore = []\n")
    (tmp_path / "p.jsonl").write_text('{"profile": 1, "min_documents": 5, "share": 0.1, "sample": 300}\n')
    assert call("clean", "a.txt", "-o", "b.txt", "--report", "l.jsonl").status == 0
    assert call("review", "l.jsonl", "--csv", "v.csv").status == 0
    (tmp_path / "v.csv").write_text((tmp_path / "v.csv").read_text().replace(",advert,,", ",advert,right,"))
    before = files(tmp_path)
    ran = call(*arguments.split())
    assert (ran.status, len(ran.messages)) == (2, 1)
    assert ran.err.endswith(" is read and written at once: write elsewhere\n")
    assert files(tmp_path) == before


def test_a_table_goes_to_standard_output(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry left at noon, two hours late.\n\nAdvertisement\n")
    assert run("clean", "a.txt", "--check", "--report", "l.jsonl").status == 1
    before = files(tmp_path)
    ran = run("review", "l.jsonl", "--csv", "-")
    assert (ran.status, ran.err, len(ran.text.split("\n"))) == (0, "", 3)
    for option in ("--keep", "--labelled"):
        ran = run("review", "l.jsonl", "--verdicts", "v.csv", option, "-")
        assert (ran.status, ran.messages) == (
            2,
            [f"cleaner: {option} needs a file: standard output is for the figures"],
        )
    assert files(tmp_path) == before


@pytest.mark.parametrize("suffix", [".bz2", ".XZ", ".zip", ".tgz"])
def test_what_is_packed_in_another_way(call: Run, tmp_path: Path, suffix: str) -> None:
    """It is not read as if it were text, nor is text written under such a name."""
    (tmp_path / f"a.txt{suffix}").write_text(RAW)
    (tmp_path / "b.txt").write_text(RAW)
    before = files(tmp_path)
    for arguments in (["b.txt", "-o", f"c.txt{suffix}"], ["b.txt", "-o", "c.txt", "--stats-json", f"s{suffix}"]):
        ran = call("clean", *arguments)
        assert (ran.status, len(ran.messages)) == (2, 1)
        assert ran.err.endswith(f"{suffix.lower()} is not written: name it .gz or .zst\n")
        assert files(tmp_path) == before
    ran = call("clean", f"a.txt{suffix}", "b.txt", "-o", "out/", *TEXT)
    assert (ran.status, len(ran.messages)) == (2, 1)
    assert f"a.txt{suffix}: {suffix.lower()} is not read: unpack it" in ran.err
    assert files(tmp_path / "out") == {"b.txt": PLAIN.encode()}


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        ("dedup - -o {}/o.jsonl", "closed"),
        ("dedup - --list --report {}/o.jsonl", "missing"),
        ("dedup - -o /dev/null --errors-to {}/o.jsonl", "missing"),
        ("learn - --site x -o {}/p.jsonl", "closed"),
    ],
)
def test_an_output_that_cannot_be_is_told_before_the_work(tmp_path: Path, arguments: str, place: str) -> None:
    """Nothing has been read by then: the input is a pipe that never ends."""
    (tmp_path / "closed").mkdir(mode=0o500)
    with subprocess.Popen(
        [*COMMAND, *arguments.format(place).split()],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        preexec_fn=without_privileges,
    ) as process:
        assert process.wait(30) == 2
        assert process.stderr is not None
        reason = "Permission denied" if place == "closed" else "there is no directory missing: make it first"
        assert process.stderr.read().decode().endswith(f".jsonl: {reason}\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            "a.txt b.txt -o c.txt",
            "c.txt: several texts need a directory or a file of records: name it c.txt/ or .jsonl",
        ),
        (
            "raw -o c.txt.gz",
            "c.txt.gz: several texts need a directory or a file of records: name it c.txt.gz/ or .jsonl",
        ),
        ("a.txt b.txt -o c.txt/", ""),
        ("raw -o c", ""),
        ("a.txt -o c.txt", ""),
        ("a.txt b.txt -o there.txt", ""),
        ("-i pipe", "-i needs files: pipe is a pipe or a device, which has no place: use -o"),
        ("-i a.txt /dev/stdin", "-i needs files: /dev/stdin is a pipe or a device, which has no place: use -o"),
        ("-i link.txt", ""),
    ],
)
def test_outputs_that_cannot_be_meant(call: Run, tmp_path: Path, arguments: str, told: str) -> None:
    """A directory called `c.txt`, a pipe that would be read and then written to for ever."""
    (tmp_path / "raw").mkdir()
    for name in ("a.txt", "b.txt", "raw/a.txt"):
        (tmp_path / name).write_text(RAW)
    (tmp_path / "there.txt").mkdir()
    (tmp_path / "link.txt").symlink_to("a.txt")
    os.mkfifo(tmp_path / "pipe")
    before = files(tmp_path)
    ran = call("clean", *arguments.split(), *TEXT)
    assert (ran.status, ran.messages) == ((2, [f"cleaner: {told}"]) if told else (0, []))
    assert (files(tmp_path) == before) is bool(told)


@pytest.mark.parametrize("seconds", ["inf", "nan", "-1"])
def test_a_timeout_is_a_number(run: Run, tmp_path: Path, seconds: str) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    ran = run("clean", "a.txt", "-o", "out.txt", "--timeout", seconds)
    assert ran.status == 2
    assert "timeout" in ran.messages[-1]
    assert set(files(tmp_path)) == {"a.txt"}


def test_without_standard_error_nothing_is_told_on_standard_output(run: Run) -> None:
    ran = run("clean", "--no-such-option", before=lambda: os.close(2))
    assert (ran.status, ran.out) == (2, b"")


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
)
@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["explain", "--line", "1", "a.txt"], "a.txt:1: 'Café “noir”'"),
        (["explain", "typography"], "“"),
        (["config", "--config", "c.toml"], 'keep = ["naïve"]'),
    ],
)
def test_what_is_shown_does_not_depend_on_the_locale(
    run: Run, tmp_path: Path, environment: dict[str, str], arguments: list[str], part: str
) -> None:
    (tmp_path / "a.txt").write_text("Café “noir”\n", "utf-8")
    (tmp_path / "c.toml").write_text('keep = ["naïve"]\n', "utf-8")
    ran = run(*arguments, env=environment)
    assert (ran.status, ran.err) == (0, "")
    assert part in ran.text


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=str
)
def test_interrupted(tmp_path: Path, number: signal.Signals, status: int) -> None:
    """A signal leaves no half-written file behind; one from the keyboard says so."""
    (tmp_path / "old.jsonl").write_text("old\n")
    arguments = ["clean", "--format", "jsonl", "-o", "old.jsonl", "--report", "l.jsonl", "--preset", "none", "-j", "1"]
    with subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        preexec_fn=heed_interrupts,
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b'{"text": "It rained."}\n' * 10_000)
        process.stdin.flush()
        wait_until(lambda: len(list(tmp_path.iterdir())) == 3)
        process.send_signal(number)
        assert process.wait(20) == status
        assert process.stdout is not None
        assert process.stderr is not None
        said = re.sub(rb"\d+", b"N", process.stderr.read())
        told = b"cleaner: interrupted after N documents: nothing is written to old.jsonl\n"
        assert (process.stdout.read(), said) == (b"", told if number == signal.SIGINT else b"")
    assert files(tmp_path) == {"old.jsonl": b"old\n"}


def wait_until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.slow
def test_large_inputs(run: Run, tmp_path: Path) -> None:
    """A line of 100 MB and a million lines; more kinds are in scripts/large_inputs.py."""
    one_line = "The ferry left at noon with forty people aboard. " * 2_100_000
    assert run(*TEXT, stdin=one_line).text == one_line.rstrip() + "\n"
    short_lines = "The ferry  left.\n" * 1_000_000
    assert run(*TEXT, stdin=short_lines).text.count("\n") == 1_000_000


def test_a_working_directory_that_is_gone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RAW)
    command = " ".join([*COMMAND, "clean", *TEXT])
    for end, expected in (
        (tmp_path / "a.txt", (0, PLAIN, "")),
        (f"-o x.txt {tmp_path / 'a.txt'}", (2, "", "cleaner: the working directory: No such file or directory\n")),
    ):
        (tmp_path / "gone").mkdir()
        done = subprocess.run(
            ["/bin/sh", "-c", f"rmdir {tmp_path / 'gone'}; {command} {end}"],
            cwd=tmp_path / "gone",
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == expected


def test_the_remedy_is_another_than_what_is_done_already(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('{"id": "\\udcff", "text": "Noon.\\n"}\n')
    ran = run("clean", "r.jsonl", "-o", "out.csv", *TEXT)
    assert (ran.status, ran.messages) == (
        2,
        ["cleaner: r.jsonl:1: U+DCFF cannot be written in utf-8: use --errors replace"],
    )


def test_counts_that_cannot_be_written_are_told_first(run: Run, tmp_path: Path) -> None:
    """Not after hours of cleaning."""
    (tmp_path / "s.json").write_text("old")
    ran = run("-o", "out.txt", "--stats-json", "nowhere/s.json", *TEXT, stdin=RAW)
    assert ran == (2, b"", "cleaner: nowhere/s.json: there is no directory nowhere: make it first\n")
    assert files(tmp_path) == {"s.json": b"old"}
