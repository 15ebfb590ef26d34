"""The command `cleaner learn` and `cleaner clean --profile` as a user runs them."""

import gzip
import json
import os
import signal
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import COMMAND, Run, files
from test_learn import COMMENTS, END, TOP, story

from cleaner import Profile, profile

SITES = ("one.example", "two.example")


def record(number: int, site: str) -> dict[str, str]:
    text = "\n\n".join([TOP, *story(number), END, COMMENTS.format(number)]) + "\n"
    return {"id": f"d{number}", "site": site, "text": text}


def records(numbers: Iterable[int]) -> str:
    return "".join(json.dumps(record(n, SITES[n % 2])) + "\n" for n in numbers)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two files of records, `a.jsonl` and `b.jsonl`."""
    (tmp_path / "a.jsonl").write_text(records(range(20)))
    (tmp_path / "b.jsonl").write_text(records(range(15, 60)))
    return tmp_path


def loaded(path: Path) -> Profile:
    return profile.load(str(path))


def test_a_profile_is_learned_and_used(run: Run, corpus: Path) -> None:
    ran = run("learn", "a.jsonl", "b.jsonl", "-o", "p.jsonl")
    assert (ran.status, ran.out) == (0, b"")
    assert ran.messages == ["cleaner: 6 lines from 60 stories of 2 sites"]
    assert {p.name for p in corpus.iterdir()} == {"a.jsonl", "b.jsonl", "p.jsonl", "p.memory.gz"}
    ran = run("clean", "--format", "jsonl", "--profile", "p.jsonl", "--report", "r.jsonl", stdin=records([99]))
    assert ran.status == 0, ran.err
    assert END not in json.loads(ran.text)["text"]
    whys = [json.loads(line)["why"] for line in (corpus / "r.jsonl").read_text().split("\n") if "learned" in line]
    assert "in 30 of 30 documents of two.example" in whys
    other = json.dumps(record(99, "three.example")) + "\n"
    with_it = run("clean", "--format", "jsonl", "--profile", "p.jsonl", stdin=other)
    without = run("clean", "--format", "jsonl", stdin=other)
    assert with_it.out == without.out


@pytest.mark.slow
def test_any_order_format_and_number_of_workers_is_the_same(run: Run, corpus: Path) -> None:
    expected = run("learn", "a.jsonl", "b.jsonl").out
    lines = records(range(60)).split("\n")[:-1]
    assert run("learn", "--format", "jsonl", "-j", "1", stdin="\n".join(reversed(lines))).out == expected
    (corpus / "c.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    assert run("learn", "c.jsonl.gz", "-j", "2", "-q") == (0, expected, "")
    for name in ("c.csv", "c.parquet"):
        assert run("clean", "--preset", "none", "c.jsonl.gz", "-o", name).status == 0
        assert run("learn", name).out == expected
    assert run("learn", "--files-from", "-", stdin="b.jsonl\na.jsonl\na.jsonl\n").out == expected


def test_fields_may_have_other_names(run: Run, corpus: Path) -> None:
    renamed = records(range(60)).replace('"site"', '"host"').replace('"text"', '"body"')
    ran = run("learn", "--format", "jsonl", "--site-field", "host", "--text-field", "body", stdin=renamed)
    assert ran.out == run("learn", "a.jsonl", "b.jsonl").out


def test_folders_are_sites(run: Run, tmp_path: Path) -> None:
    for n in range(12):
        path = tmp_path / "raw" / SITES[n % 2] / "2025" / f"{n}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(record(n, "")["text"])
    (tmp_path / "raw" / "stray.txt").write_text("Nobody knows where this is from.\n")
    ran = run("learn", "raw", "-o", "p.jsonl")
    assert ran.status == 0
    assert ran.messages[0].startswith("cleaner: warning: 1 of 13 documents has no site and was passed over: ")
    assert ran.messages[1:] == ["cleaner: 6 lines from 12 stories of 2 sites"]
    assert list(loaded(tmp_path / "p.jsonl").sites) == list(SITES)
    assert run("clean", "raw", "-o", "clean", "--profile", "p.jsonl").status == 0
    cleaned = (tmp_path / "clean" / SITES[0] / "2025" / "0.txt").read_text()
    assert END not in cleaned and story(0)[3] in cleaned
    named = run("learn", f"raw/{SITES[0]}", "--site", "x", "--glob", "*.txt", "-q")
    assert [json.loads(line)["site"] for line in named.text.split("\n")[1:2]] == ["2025"], "the folder comes first"
    flat = run("learn", *sorted((tmp_path / "raw").rglob("?.txt")), "--site", "x", "-q")
    assert {json.loads(line)["site"] for line in flat.text.split("\n")[1:-1]} == {"x"}


def test_a_text_from_a_pipe_gets_its_site_from_the_option_of_the_filter(run: Run, corpus: Path) -> None:
    run("learn", "a.jsonl", "b.jsonl", "-o", "p.jsonl")
    text = record(99, "")["text"]
    ran = run("clean", "--profile", "p.jsonl", "--set", f"learned.site={SITES[0]}", stdin=text)
    assert ran.status == 0 and END not in ran.text
    explained = run(
        "explain", "--line", "17", "-", "--profile", "p.jsonl", "--set", f"learned.site={SITES[0]}", stdin=text
    )
    assert "goes with learned: in 30 of 30 documents of one.example" in explained.text


def test_adding_is_learning_from_all(run: Run, corpus: Path) -> None:
    run("learn", "a.jsonl", "b.jsonl", "-o", "all.jsonl")
    run("learn", "a.jsonl", "-o", "one.jsonl")
    run("learn", "b.jsonl", "-o", "two.jsonl")
    assert run("learn", "b.jsonl", "--profile", "one.jsonl", "-o", "added.jsonl").status == 0
    assert run("learn", "--profile", "two.jsonl", "--profile", "one.jsonl", "-o", "merged.jsonl").status == 0
    assert run("learn", "a.jsonl", "--profile", "two.jsonl", "-o", "two.jsonl").status == 0
    for name in ("added", "merged", "two"):
        for suffix in (".jsonl", ".memory.gz"):
            assert (corpus / f"{name}{suffix}").read_bytes() == (corpus / f"all{suffix}").read_bytes(), name


def test_rules_are_handed_on(run: Run, corpus: Path) -> None:
    run("learn", "a.jsonl", "-o", "p.jsonl", "--min-documents", "9", "--share", "0.2", "--sample", "50")
    run("learn", "b.jsonl", "--profile", "p.jsonl", "-o", "q.jsonl")
    assert loaded(corpus / "q.jsonl").rules == (9, 0.2, 50)
    run("learn", "--profile", "q.jsonl", "--share", "0.5", "-o", "r.jsonl")
    assert loaded(corpus / "r.jsonl").rules == (9, 0.5, 50)


def test_a_line_deleted_by_hand_stays_away(run: Run, corpus: Path) -> None:
    run("learn", "a.jsonl", "-o", "p.jsonl")
    path = corpus / "p.jsonl"
    rows = path.read_text().split("\n")
    path.write_text("\n".join(row for row in rows if not (END in row and SITES[0] in row)))
    run("learn", "b.jsonl", "--profile", "p.jsonl", "-o", "p.jsonl")
    kept = [(name, line.text) for name, site in loaded(path).sites.items() for line in site.lines.values() if line.keep]
    assert kept == [(SITES[0], END)]
    text = json.dumps(record(98, SITES[0])) + "\n" + json.dumps(record(99, SITES[1])) + "\n"
    out = run("clean", "--select", "learned", "--format", "jsonl", "--profile", "p.jsonl", stdin=text).text.split("\n")
    assert (END in out[0], END in out[1]) == (True, False)


def test_list(run: Run, corpus: Path) -> None:
    run("learn", "a.jsonl", "b.jsonl", "-o", "p.jsonl")
    ran = run("learn", "--list", "p.jsonl", "--site", SITES[1])
    assert ran.status == 0
    assert ran.text.split("\n")[:2] == [
        "two.example: 30 documents, 3 lines",
        f"  100 %     30  after   {COMMENTS.format(1)}",
    ]
    assert run("learn", "--list", "p.jsonl").text.count("30 documents") == 2


def test_without_memory_nothing_can_be_added(run: Run, corpus: Path) -> None:
    run("learn", "a.jsonl", "-o", "p.jsonl", "--no-memory")
    assert not (corpus / "p.memory.gz").exists()
    ran = run("learn", "b.jsonl", "--profile", "p.jsonl", "-o", "q.jsonl")
    remedy = "without it nothing can be added to the profile: learn from all documents again"
    assert (ran.status, ran.messages) == (2, [f"cleaner: p.memory.gz: not there, and {remedy}"])
    assert not (corpus / "q.jsonl").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["learn", "a.jsonl", "-o", "a.jsonl"], "a.jsonl"),
        (["learn", ".", "-o", "p.jsonl"], "p.jsonl lies in ., which is read"),
        (["learn", "a.jsonl", "-o", "p.txt"], "p.txt: a profile is JSON lines: name it .jsonl"),
        (["learn", "a.jsonl", "-o", "p.jsonl.gz"], "p.jsonl.gz: a profile is JSON lines: name it .jsonl"),
        (["learn", "a.jsonl", "--site-field", "host"], "20 of 20 documents have no site: name its field"),
        (["learn", "nowhere"], "nowhere: No such file or directory"),
        (["learn", "--list"], "--list shows one profile"),
        (["learn", "--list", "a.jsonl"], "a.jsonl:1: no profile"),
        (["learn", "a.jsonl", "--sample", "3"], "sample is a whole number from min_documents (5), not 3"),
        (["learn", "a.jsonl", "-0"], "-0 says how the names"),
        (["learn", "--profile", "no.jsonl"], "no.jsonl: No such file or directory: a profile is made with"),
        (["clean", "a.jsonl", "--profile", "a.jsonl"], "a.jsonl:1: no profile"),
        (["clean", "a.jsonl", "--profile", "no.jsonl"], "no.jsonl: No such file or directory: a profile is made with"),
    ],
)
def test_what_cannot_be(run: Run, corpus: Path, arguments: list[str], message: str) -> None:
    before = files(corpus)
    ran = run(*arguments)
    assert ran.status == 2
    assert len(ran.messages) == 1 and ran.messages[0].startswith(f"cleaner: {message}"), ran.err
    assert files(corpus) == before


def test_a_folder_without_texts_is_warned_of(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("learn", "empty", "-o", "p.jsonl", "--glob", "*.htm")
    assert (ran.status, ran.messages[0]) == (0, "cleaner: warning: empty: no file in it fits *.htm")
    assert run("learn", "empty", "-q").err == ""


def test_a_damaged_memory_is_named(run: Run, corpus: Path) -> None:
    run("learn", "a.jsonl", "-o", "p.jsonl")
    path = corpus / "p.memory.gz"
    path.write_bytes(path.read_bytes()[:-20])
    ran = run("learn", "b.jsonl", "--profile", "p.jsonl")
    assert ran.status == 2 and len(ran.messages) == 1 and ran.messages[0].startswith("cleaner: p.memory.gz: ")


def test_a_document_that_cannot_be_read_stops_no_other(run: Run, corpus: Path) -> None:
    with (corpus / "a.jsonl").open("a") as file:
        file.write("broken\n")
    ran = run("learn", "a.jsonl", "-o", "p.jsonl")
    assert (ran.status, ran.messages[0]) == (2, "cleaner: a.jsonl:21: no valid JSON: Expecting value at column 1")
    assert len(loaded(corpus / "p.jsonl").sites) == 2


def test_a_closed_pipe_ends_quietly(corpus: Path) -> None:
    learning = subprocess.Popen(
        [*COMMAND, "learn", "a.jsonl", "-q"], cwd=corpus, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert learning.stdout is not None and learning.stderr is not None
    learning.stdout.close()
    assert learning.stderr.read() == b""
    assert learning.wait(30) == -signal.SIGPIPE


def test_an_interrupt_leaves_what_was_there(corpus: Path) -> None:
    (corpus / "p.jsonl").write_text("as it was\n")
    learning = subprocess.Popen(
        [*COMMAND, "learn", "--format", "jsonl", "-o", "p.jsonl"],
        cwd=corpus,
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert learning.stdin is not None
    learning.stdin.write(records(range(5000)).encode())
    learning.stdin.flush()
    os.kill(learning.pid, signal.SIGTERM)
    assert learning.wait(30) != 0
    assert (corpus / "p.jsonl").read_text() == "as it was\n"
    assert {p.name for p in corpus.iterdir()} == {"a.jsonl", "b.jsonl", "p.jsonl"}


@pytest.mark.slow
def test_a_run_goes_on_only_with_the_same_profile(run: Run, corpus: Path) -> None:
    run("learn", "a.jsonl", "-o", "p.jsonl")
    (corpus / "long.jsonl").write_text(records(range(800)))
    command = ("clean", "long.jsonl", "-o", "out.jsonl", "--profile", "p.jsonl", "--resume", "-j", "1", "-q")

    def little_room() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    assert run(*command, before=little_room).status == 2
    path = corpus / "p.jsonl"
    whole = path.read_text()
    path.write_text(whole.replace('"in": 10', '"in": 9', 1))
    ran = run(*command)
    assert ran.status == 2 and "cannot resume" in ran.err and "profile: " in ran.err
    path.write_text(whole)
    assert run(*command).status == 0
    assert END not in (corpus / "out.jsonl").read_text()


def test_a_site_that_the_profile_does_not_have_is_an_error(run: Run, corpus: Path) -> None:
    assert run("learn", "a.jsonl", "b.jsonl", "-o", "p.jsonl").status == 0
    ran = run("clean", "--profile", "p.jsonl", "--set", "learned.site=one.exmaple", stdin="Noon.\n")
    assert (ran.status, ran.out) == (2, b"")
    assert ran.messages == ["cleaner: learned.site: no site 'one.exmaple' in the profile: did you mean 'one.example'?"]
    ran = run("clean", "--profile", "p.jsonl", "--set", "learned.site=xyz", stdin="Noon.\n")
    assert ran.messages == ["cleaner: learned.site: no site 'xyz' in the profile (known: one.example, two.example)"]


def test_sites_are_compared_without_case(run: Run, corpus: Path) -> None:
    assert run("learn", "a.jsonl", "b.jsonl", "-o", "p.jsonl").status == 0
    text = record(99, SITES[1])["text"]
    shouted = json.dumps(record(99, SITES[1].upper())) + "\n"
    ran = run("clean", "--format", "jsonl", "--profile", "p.jsonl", stdin=shouted)
    assert (ran.status, ran.err) == (0, "")
    assert END not in json.loads(ran.text)["text"]
    ran = run("clean", "--profile", "p.jsonl", "--set", f"learned.site={SITES[1].title()}", stdin=text)
    assert (ran.status, ran.err) == (0, "")
    assert END not in ran.text


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_documents_without_a_site_of_the_profile_are_counted(run: Run, corpus: Path, jobs: str) -> None:
    """In one line at the end; with a site for documents without one, only those of other sites."""
    assert run("learn", "a.jsonl", "b.jsonl", "-o", "p.jsonl").status == 0
    rows = [record(n, SITES[0]) for n in range(3)] + [record(n, "") for n in range(4)] + [record(9, "x.example")]
    data = "".join(json.dumps(row) + "\n" for row in rows)
    cleaning = ("clean", "--format", "jsonl", "--profile", "p.jsonl", "-j", jobs)
    ran = run(*cleaning, stdin=data)
    assert ran.status == 0
    assert ran.messages == [
        "cleaner: warning: the profile was of no use to 5 of 8 documents, 4 without a site and 1 of sites that it does "
        "not have, x.example for one: name the field with --site-field, or the site with --set learned.site=SITE"
    ]
    assert run(*cleaning, "-q", stdin=data).err == ""
    ran = run(*cleaning, "--set", f"learned.site={SITES[0]}", stdin=data)
    assert ran.messages == [
        "cleaner: warning: the profile was of no use to 1 of 8 documents, 1 of sites that it does not have, x.example "
        "for one"
    ]
    assert run(*cleaning[:3], stdin=data).err == "", "without a profile there is nothing to say"


@pytest.mark.parametrize("chosen", [("--select", "text,learned"), ("--set", "learned.site=one.example")])
def test_learned_without_a_profile(run: Run, chosen: tuple[str, ...]) -> None:
    ran = run("clean", *chosen, stdin="Noon.\n")
    assert (ran.status, ran.text) == (0, "Noon.\n")
    assert ran.messages == [
        "cleaner: warning: the filter learned has no profile, so it finds nothing: name one with --profile FILE"
    ]
