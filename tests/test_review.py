"""Removed lines judged by hand: the sample, the screen, the figures, and what becomes of verdicts."""

import asyncio
import csv
import io
import json
import os
import pty
import select
import subprocess
import time
import tomllib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import COMMAND, Run
from textual.pilot import Pilot

import cleaner
from cleaner import Record
from cleaner.cli.judging import Judging
from cleaner.errors import CleanerError
from cleaner.report import learning, review
from cleaner.report.gather import Seen
from cleaner.report.ledger import Ledger
from cleaner.report.review import Case, Key, Verdict, wilson

STORY = "The ferry left at noon on day {}, two hours late, with forty people aboard and one goat."


def case(number: int, filter_name: str = "promo", text: str = "") -> Case:
    return Case(f"d{number}", 3, filter_name, text or f"Sign up for newsletter number {number}", "promo: x", None)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger of ninety removed lines of three filters, and some that were changed."""
    path = tmp_path / "l.jsonl"
    with Ledger(str(path)) as file:
        for number in range(90):
            name, filter_name = f"d{number}", ("promo", "advert", "residue")[number % 3]
            records = (
                Record(name, "layout", 0, "{}", None, "x"),
                Record(name, "typography", 1, "\u201ca", '"a', "x"),
                Record(name, filter_name, 3, f"Line to go number {number}", None, "because", 1),
            )
            file.add(Seen(name, "", None, records))
    return path


def test_the_sample_is_random_and_always_the_same(ledger: Path, tmp_path: Path) -> None:
    first = review.sample(str(ledger), 30)
    assert first == review.sample(str(ledger), 30)
    assert first.removed == {"promo": 30, "advert": 30, "residue": 30}
    assert len(first.cases) == 30
    assert first.cases == sorted(first.cases, key=lambda c: int(c.document[1:])), "in the order of the ledger"
    assert {c.filter for c in first.cases} == {"promo", "advert", "residue"}
    assert review.sample(str(ledger), 30, seed=1).cases != first.cases
    turned = tmp_path / "turned.jsonl"
    turned.write_text("".join(ledger.read_text().splitlines(keepends=True)[::-1]))
    assert {c.key for c in review.sample(str(turned), 30).cases} == {c.key for c in first.cases}
    assert {c.filter for c in review.sample(str(ledger), 50, ["promo"]).cases} == {"promo"}
    assert len(review.sample(str(ledger), 50, ["promo"]).cases) == 30


def test_the_sample_is_fair() -> None:
    counts = [0] * 40
    cases = [case(number) for number in range(40)]
    for seed in range(400):
        for chosen in sorted(cases, key=lambda c: review._rank(c, seed))[:10]:
            counts[int(chosen.document[1:])] += 1
    assert all(60 <= count <= 140 for count in counts)


@pytest.mark.parametrize(
    ("right", "trials", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, table I; and the ends of the scale.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_wilson(right: int, trials: int, low: float, high: float) -> None:
    assert wilson(right, trials) == pytest.approx((low, high), abs=5e-5)
    assert wilson(0, 0) == (None, None)


def test_precision() -> None:
    judged: list[tuple[Case, Verdict]] = [(case(n), "right") for n in range(8)]
    judged += [(case(8), "wrong"), (case(9), "wrong"), (case(10), "unsure"), (case(11, "advert"), "unsure")]
    advert, promo, everything = review.precision(judged)
    assert (promo.right, promo.wrong, promo.unsure, promo.share) == (8, 2, 1, 0.8)
    assert (advert.filter, advert.share, advert.low) == ("advert", None, None)
    assert (everything.filter, everything.unsure) == ("all", 2)
    lines = list(review.shown_precision([advert, promo]))
    assert lines[0].split() == ["filter", "right", "wrong", "unsure", "precision", "95", "%", "interval"]
    assert lines[2].split()[:5] == ["promo", "8", "2", "1", "0.800"]
    assert lines[1].split()[-2:] == ["-", "-"]


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "+1", "-item", "@you", "a,b\nc", 'quo"te', "\tx", "Ünïcode", "\ud800"]
)
def test_tables_hold_any_text_and_no_formula(text: str, tmp_path: Path) -> None:
    table = review.table([case(1, text=text)], {case(1).key: "wrong"})
    row = next(csv.DictReader(io.StringIO(table, newline="")))
    assert row["text"] in (text, f"'{text}")
    assert not row["text"].startswith(("=", "+", "-", "@", "\t"))
    (tmp_path / "t.csv").write_text(table, errors="surrogatepass")
    assert review.read_table(str(tmp_path / "t.csv")).verdicts == {case(1).key: "wrong"}


def test_texts_of_any_length_can_be_read_back(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(review.table([case(1, text="x" * 1_000_000)], {case(1).key: "right"}))
    assert review.read_table(str(tmp_path / "t.csv")).verdicts == {case(1).key: "right"}


def test_tables_of_spreadsheets(tmp_path: Path) -> None:
    """With a byte order mark, semicolons, capitals, and empty verdicts."""
    path = tmp_path / "t.csv"
    path.write_bytes(
        "document;line;filter;verdict\r\na;3;promo;Right\r\nb;4;promo;\r\nc;5;promo;n\r\n".encode("utf-8-sig")
    )
    with pytest.raises(CleanerError, match=r"t\.csv:4: unknown verdict 'n'"):
        review.read_table(str(path))
    path.write_text(path.read_text(encoding="utf-8-sig").replace(";n", ";w"))
    assert review.read_table(str(path)).verdicts == {
        ("a", 3, "promo", ""): "right",
        ("c", 5, "promo", ""): "wrong",
    }


def fill(path: Path, verdicts: dict[str, str]) -> None:
    """Fill a table in by filter."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(), newline="")))
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows({**row, "verdict": verdicts[row["filter"]]} for row in rows)


def test_a_table_judged_elsewhere(run: Run, ledger: Path, tmp_path: Path) -> None:
    assert run("review", "l.jsonl", "--sample", "60", "--filter", "promo,advert", "--csv", "s.csv") == (0, b"", "")
    fill(tmp_path / "s.csv", {"promo": "right", "advert": "wrong"})
    ran = run("review", "l.jsonl", "--verdicts", "s.csv")
    assert (ran.status, ran.err) == (0, "")
    rows = {line.split()[0]: line.split()[1:] for line in ran.text.splitlines()}
    assert rows["promo"] == ["30", "0", "0", "1.000", "0.886", "to", "1.000"]
    assert rows["advert"] == ["0", "30", "0", "0.000", "0.000", "to", "0.114"]
    assert rows["all"] == ["30", "30", "0", "0.500", "0.377", "to", "0.623"]
    found = json.loads(run("review", "l.jsonl", "--verdicts", "s.csv", "--json").text)
    assert found["all"]["precision"] == 0.5
    assert found["promo"]["interval"] == pytest.approx([0.8865, 1.0], abs=1e-4)


def test_a_table_shows_what_is_around_a_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{STORY.format(1)}\n\nAdvertisement\n\n{STORY.format(2)}\n\n-- so it is.\n")
    assert run("clean", "a.txt", "-q", "--report", "l.jsonl").status == 0
    assert run("review", "l.jsonl", "--csv", "s.csv", "--texts", "a.txt").status == 0
    with (tmp_path / "s.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["above"], row["below"]) for row in rows] == [(STORY.format(1), f"{STORY.format(2)}\n\n-- so it is.")]
    fill(tmp_path / "s.csv", {"advert": "right"})
    assert run("review", "l.jsonl", "--verdicts", "s.csv").status == 0


def test_verdicts_become_texts_to_keep(run: Run, tmp_path: Path) -> None:
    """The lines judged wrong stay from then on."""
    (tmp_path / "cleaner.toml").write_text(
        '# mine\npreset = "news"  # as usual\nkeep = ["Else"]\n\n[filters.promo]\nphrases = []\n'
    )
    text = f"{STORY.format(1)}\n\nSign up for our newsletter about goats\n\nAdvertisement\n\n{STORY.format(2)}\n"
    (tmp_path / "a.txt").write_text(text)
    assert "newsletter" not in run("clean", "a.txt", "--report", "l.jsonl").text
    assert run("review", "l.jsonl", "--csv", "s.csv").status == 0
    fill(tmp_path / "s.csv", {"promo": "wrong", "advert": "wrong"})
    ran = run("review", "l.jsonl", "--verdicts", "s.csv", "--keep", "cleaner.toml")
    assert ran.status == 0
    assert ran.messages[0] == "cleaner: cleaner.toml: 1 text to keep added"
    assert "'Advertisement' is too short to be kept by its words" in ran.messages[1]
    settings = (tmp_path / "cleaner.toml").read_text()
    assert settings.startswith('# mine\npreset = "news"  # as usual\n')
    assert tomllib.loads(settings)["keep"] == ["Else", "Sign up for our newsletter about goats"]
    assert "newsletter about goats" in run("clean", "a.txt").text
    again = run("review", "l.jsonl", "--verdicts", "s.csv", "--keep", "cleaner.toml")
    assert again.messages[0] == "cleaner: cleaner.toml: 0 texts to keep added"
    assert (tmp_path / "cleaner.toml").read_text() == settings


def test_texts_that_cannot_be_kept() -> None:
    texts = [
        "in",
        "one two",
        "one two three",
        "\u7d9a\u304d\u3092\u8aad\u3080" * 3,
        "one two three \ud800",
        "one two three",
    ]
    found = learning.keepers([(case(n, text=text), "wrong") for n, text in enumerate(texts)])
    assert found == ([texts[2], texts[3]], ["in", "one two", texts[4]])


@pytest.mark.parametrize(
    ("before", "name", "where"),
    [
        ("", "cleaner.toml", ()),
        ("[filters.promo]\nphrases = []\n", "cleaner.toml", ()),
        ('[project]\nname = "x"\n\n[tool.ruff]\nline-length = 9\n', "pyproject.toml", ("tool", "cleaner")),
        ('[tool.cleaner]\nkeep = [\n  "Else", # yes\n]\n', "pyproject.toml", ("tool", "cleaner")),
    ],
)
def test_settings_files(before: str, name: str, where: tuple[str, ...]) -> None:
    after, count = learning.with_keep(
        before, ["one two three", 'with "quotes" \u201cand\u201d'], pyproject=bool(where), place=name
    )
    assert count == 2
    found: Any = tomllib.loads(after)
    for key in where:
        found = found[key]
    assert found["keep"][-2:] == ["one two three", 'with "quotes" \u201cand\u201d']
    others = [{k: v for k, v in tomllib.loads(toml).items() if k not in ("keep", "tool")} for toml in (before, after)]
    assert others[0] == others[1]


@pytest.mark.parametrize("bad", ["keep = 3\n", "keep = [1]\n", "nonsense\n"])
def test_settings_files_that_are_none(bad: str) -> None:
    with pytest.raises(CleanerError, match=r"^c\.toml: "):
        learning.with_keep(bad, ["one two three"], pyproject=False, place="c.toml")


@pytest.mark.parametrize("texts", [(), ("--texts", "raw"), ("--texts", "out")])
def test_verdicts_become_labelled_rows(run: Run, tmp_path: Path, texts: tuple[str, ...]) -> None:
    (tmp_path / "raw").mkdir()
    text = f"{STORY.format(1)}\n\nSign up for our newsletter about goats\n\nAdvertisement\n\n{STORY.format(2)}\n"
    (tmp_path / "raw" / "a.txt").write_text(text)
    assert run("clean", "raw", "-o", "out", "--report", "l.jsonl").status == 0
    assert run("review", "l.jsonl", "--csv", "s.csv").status == 0
    fill(tmp_path / "s.csv", {"promo": "wrong", "advert": "right"})
    assert run("review", "l.jsonl", "--verdicts", "s.csv", "--labelled", "gold.jsonl", *texts).status == 0
    row = json.loads((tmp_path / "gold.jsonl").read_text())
    labels = {line["text"]: line["label"] for line in row["lines"]}
    assert labels["Sign up for our newsletter about goats"] == "keep"
    assert labels["Advertisement"] == "residue"
    assert len(labels) == (4 if texts else 2)
    assert set(labels.values()) == ({"keep", "residue", "ignore"} if texts else {"keep", "residue"})
    scored = json.loads(run("score", "out", "gold.jsonl", "--json").text)
    assert (scored["P"], scored["R"]) == (0.5, 1.0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("missing.jsonl", "--csv", "s.csv"), "missing.jsonl: No such file or directory"),
        (("l.jsonl", "--filter", "teaser", "--csv", "s.csv"), "l.jsonl: no line in it was removed by teaser (filters"),
        (("l.jsonl", "--filter", "promos", "--csv", "s.csv"), "did you mean 'promo'"),
        (("l.jsonl",), "review needs a terminal; for a table to judge elsewhere use --csv FILE"),
        (("l.jsonl", "--verdicts", "none.csv"), "none.csv: No such file or directory"),
        (("l.jsonl", "--verdicts", "l.jsonl"), "l.jsonl: no column 'document'"),
        (("l.jsonl", "--verdicts", "empty.csv"), "empty.csv: no verdict in it yet"),
        (("l.jsonl", "--verdicts", "other.csv"), "l.jsonl: promo removed no line 9 of zz in it"),
        (("l.jsonl", "--verdicts", "bad.csv"), "bad.csv:2: line 'x' is no number"),
        (("l.jsonl", "--csv", "s.csv", "--keep", "c.toml"), "read it with --verdicts then"),
        (("l.jsonl", "--verdicts", "empty.csv", "-o", "x.csv"), "exclude each other"),
    ],
)
def test_what_goes_wrong(run: Run, ledger: Path, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    (tmp_path / "empty.csv").write_text("document,line,filter,verdict\nd0,3,promo,\n")
    (tmp_path / "other.csv").write_text("document,line,filter,verdict\nzz,9,promo,right\n")
    (tmp_path / "bad.csv").write_text("document,line,filter,verdict\nzz,x,promo,right\n")
    ran = run("review", *arguments)
    assert (ran.status, ran.out, len(ran.messages)) == (2, b"", 1)
    assert message in ran.err


def judge(app: Judging, play: Callable[[Pilot[None]], Awaitable[None]]) -> None:
    """Run the screen and let someone play on it."""

    async def run_app() -> None:
        async with app.run_test(size=(100, 30)) as pilot:
            await play(pilot)

    asyncio.run(run_app())


def shown(app: Judging, selector: str) -> str:
    from textual.widgets import Static

    return str(app.query_one(selector, Static).render())


def test_the_screen() -> None:
    kept: list[dict[Key, Verdict]] = []
    cases = [case(1, text="[b]Sign up[/b] [link=x]"), case(2), case(3), case(4)]
    known: dict[Key, Verdict] = {cases[0].key: "right", ("other", 1, "promo", ""): "wrong"}
    contexts = {cases[1].key: (["Line before"], ["Line after"])}
    app = Judging(cases, known, lambda verdicts: kept.append(dict(verdicts)), contexts)

    async def play(pilot: Pilot[None]) -> None:
        assert "2 of 4" in shown(app, "#head"), "it goes on where it was left"
        assert "Sign up for newsletter number 2" in shown(app, "#case")
        assert shown(app, "#before") == "Line before"
        assert shown(app, "#after") == "Line after"
        await pilot.press("y")
        assert "3 of 4" in shown(app, "#head")
        await pilot.press("left", "left")
        assert shown(app, "#case") == "[b]Sign up[/b] [link=x]", "texts are no markup"
        assert shown(app, "#verdict") == "right"
        await pilot.press("n")
        assert "3 of 4" in shown(app, "#head"), "on to what is not judged"
        await pilot.press("space")
        assert "4 of 4" in shown(app, "#head")
        await pilot.press("u")
        assert "3 of 4" in shown(app, "#head")
        await pilot.press("y")

    judge(app, play)
    assert app.verdicts == {cases[0].key: "wrong", cases[1].key: "right", cases[3].key: "unsure", cases[2].key: "right"}
    assert len(kept) == 4
    assert kept[-1] == app.verdicts


def test_leaving_the_screen_keeps_what_was_judged() -> None:
    app = Judging([case(1), case(2)], {}, lambda _: None, {})

    async def play(pilot: Pilot[None]) -> None:
        await pilot.press("y", "q")

    judge(app, play)
    assert app.verdicts == {case(1).key: "right"}


def play_on_a_terminal(folder: Path, keys: bytes, *arguments: str) -> bytes:
    """Run the whole command in a terminal and type a key for each case; what it shows."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "review", *arguments],
        cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"},
    )  # fmt: skip
    os.close(theirs)
    seen, typed, deadline = b"", 0, time.monotonic() + 40
    while process.poll() is None and time.monotonic() < deadline:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                seen += os.read(ours, 65536)
            except OSError:
                break
        if typed < len(keys) and f"{typed + 1} of {len(keys)}".encode() in seen:
            os.write(ours, keys[typed : typed + 1])
            typed += 1
    assert process.wait(10) == 0, seen[-2000:]
    while select.select([ours], [], [], 0.1)[0]:
        try:
            seen += os.read(ours, 65536)
        except OSError:
            break
    os.close(ours)
    return seen


@pytest.mark.slow
def test_on_a_terminal(ledger: Path, tmp_path: Path) -> None:
    """With keys typed; and again with another sample, which leaves the rows of the first as they are."""
    seen = play_on_a_terminal(tmp_path, b"yn", "l.jsonl", "--sample", "2", "--seed", "5", "--filter", "promo")
    assert b"0.500" in seen
    path = tmp_path / "l.verdicts.csv"
    rows = table_of(path)
    assert sorted(row["verdict"] for row in rows) == ["right", "wrong"]
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "note"])
        writer.writeheader()
        writer.writerows({**row, "note": f"mine {number}"} for number, row in enumerate(rows))
    play_on_a_terminal(tmp_path, b"u", "l.jsonl", "--sample", "1", "--filter", "advert")
    first, second, third = table_of(path)
    assert [first, second] == [{**row, "note": f"mine {number}"} for number, row in enumerate(rows)]
    assert first["text"].startswith("Line to go number")
    assert (first["why"], first["of"]) == ("because", "1")
    assert (third["filter"], third["verdict"], third["note"]) == ("advert", "unsure", "")


def table_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(), newline="")))


#: The line of a promo in each of two files whose only record has the id 0.
TWINS = {"a": "Sign up for our newsletter about ferries", "b": "Subscribe to our podcast about gardens"}


@pytest.fixture
def twins(run: Run, tmp_path: Path) -> Path:
    """The ledger of these files."""
    (tmp_path / "raw").mkdir()
    for number, (name, line) in enumerate(TWINS.items()):
        record = {"id": 0, "text": f"{STORY.format(number)}\n\n{line}\n\n{STORY.format(number + 2)}\n"}
        (tmp_path / "raw" / f"{name}.jsonl").write_text(json.dumps(record) + "\n")
    assert run("clean", "raw", "-o", "out", "-q", "--report", "t.jsonl").status == 0
    return tmp_path / "t.jsonl"


@pytest.mark.parametrize("texts", ["raw", "out"])
def test_ids_that_repeat(run: Run, twins: Path, tmp_path: Path, texts: str) -> None:
    """A verdict is about the line of its own document, and so is what stands around it and what becomes of it."""
    assert run("review", "t.jsonl", "--csv", "s.csv", "--texts", texts).status == 0
    rows = table_of(tmp_path / "s.csv")
    assert [(row["document"], row["text"], row["source"]) for row in rows] == [
        ("0", TWINS["a"], "raw/a.jsonl:1"),
        ("0", TWINS["b"], "raw/b.jsonl:1"),
    ]
    assert [row["above"] for row in rows] == [STORY.format(0), STORY.format(1)]
    with (tmp_path / "s.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows([{**rows[0], "verdict": "wrong"}, {**rows[1], "verdict": "right"}])
    uses = ("--keep", "k.toml", "--labelled", "gold.jsonl", "--texts", texts)
    ran = run("review", "t.jsonl", "--verdicts", "s.csv", *uses)
    assert ran.text.splitlines()[-1].split()[:4] == ["all", "1", "1", "0"]
    assert tomllib.loads((tmp_path / "k.toml").read_text())["keep"] == [TWINS["a"]]
    gold = [json.loads(line)["lines"] for line in (tmp_path / "gold.jsonl").read_text().splitlines()]
    labels = [{line["text"]: line["label"] for line in lines} for lines in gold]
    assert [found[TWINS[name]] for found, name in zip(labels, TWINS, strict=True)] == ["keep", "residue"]
    assert [STORY.format(number) in found for number, found in enumerate(labels)] == [True, True]


def test_ids_that_repeat_in_a_ledger_that_does_not_say_where_from(run: Run, twins: Path, tmp_path: Path) -> None:
    entries = [json.loads(line) for line in twins.read_text().splitlines()]
    twins.write_text("".join(json.dumps({k: e[k] for k in e if k != "source"}) + "\n" for e in entries))
    assert run("review", "t.jsonl", "--csv", "s.csv").status == 0
    rows = table_of(tmp_path / "s.csv")
    assert [(row["text"], row["source"]) for row in rows] == [(TWINS["a"], ""), (TWINS["b"], "#2")]
    fill(tmp_path / "s.csv", {"promo": "wrong"})
    assert run("review", "t.jsonl", "--verdicts", "s.csv", "--keep", "k.toml").status == 0
    assert tomllib.loads((tmp_path / "k.toml").read_text())["keep"] == list(TWINS.values())


def test_a_table_that_does_not_say_which_of_several_documents(run: Run, twins: Path, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("document,line,filter,verdict\n0,3,promo,wrong\n")
    ran = run("review", "t.jsonl", "--verdicts", "s.csv")
    assert ran.status == 2
    assert ran.messages == [
        "cleaner: t.jsonl: promo removed a line 3 of several documents named 0: the table needs its column 'source'"
    ]


def test_both_of_two_documents_of_one_id_are_shown(twins: Path) -> None:
    app = Judging(review.sample(str(twins), 5).cases, {}, lambda _: None, {})

    async def play(pilot: Pilot[None]) -> None:
        assert "raw/a.jsonl:1" in shown(app, "#head")
        await pilot.press("n")
        assert shown(app, "#case") == TWINS["b"]
        await pilot.press("y")

    judge(app, play)
    assert sorted(app.verdicts.values()) == ["right", "wrong"]


def test_textual_is_asked_for_where_it_is_missing(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "textual.py").write_text("raise ImportError('no textual')\n")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*COMMAND, "review", "l.jsonl"],
        cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=False, timeout=60,
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert b"pip install 'presscleaner[review]'" in done.stderr


def test_tomlkit_is_asked_for_where_it_is_missing(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "tomlkit.py").write_text("raise ImportError('no tomlkit')\n")
    (tmp_path / "s.csv").write_text("document,line,filter,verdict\nd0,3,promo,wrong\n")
    environment = {"PYTHONPATH": str(tmp_path / "site")}
    ran = run("review", "l.jsonl", "--verdicts", "s.csv", "--keep", "c.toml", env=environment)
    assert ran.status == 2
    assert ran.messages == ["cleaner: --keep needs tomlkit: pip install 'presscleaner[review]'"]


def test_the_command_needs_no_textual_to_start() -> None:
    code = "import sys, cleaner.cli.review; sys.exit('textual' in sys.modules or 'tomlkit' in sys.modules)"
    assert subprocess.run([COMMAND[0], "-c", code], check=False).returncode == 0
    assert cleaner.__version__
