"""Scoring: what is counted in a document, and the command. All figures are worked out by hand."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Run

from cleaner.errors import CleanerError
from cleaner.report import labelled, score
from cleaner.report.score import Gold, Line, Tally

DOCS = Path(__file__).parent.parent / "docs" / "scoring.md"

TITLE = Line("Ferry runs late again", "keep")
NOON = Line("The ferry left at noon.", "keep")
HURT = Line("Nobody was hurt.", "keep")
PROMO = Line("Sign up for our newsletter", "residue")
ADVERT = Line("Advertisement", "residue")

#: 12 words to keep, 6 of residue and 4 of a copy to go.
STORY = [TITLE, TITLE._replace(label="dup", of=0), PROMO, NOON, HURT, ADVERT]


def tally(lines: list[Line], cleaned: str, *, labelled: bool = True) -> Tally:
    return score.tally(Gold("a", lines, labelled=labelled), cleaned)


def counts(found: Tally) -> tuple[int, ...]:
    """Residue lines removed and left, story lines lost; story words kept, residue words left."""
    return (found.lines_removed, found.lines_left, found.lines_lost, found.words_kept, found.words_left)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        (" ... ", ()),
        ("The FERRY, at noon", ("the", "ferry", "at", "noon")),
        ("ﬁve\u00a0o’clock", ("five", "o", "clock")),
        ("Straße ½", ("strasse", "1", "2")),
    ],
)
def test_words(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(w for word in score.words(text) for w in word.split("\u2044")) == expected


@pytest.mark.parametrize(
    ("name", "lines", "cleaned", "expected"),
    [
        ("all right", STORY, "Ferry runs late again\n\nThe ferry left at noon.\nNobody was hurt.", (3, 0, 0, 12, 0)),
        ("nothing done", STORY, "\n".join(line.text for line in STORY), (0, 3, 0, 12, 10)),
        ("all gone", STORY, "", (3, 0, 3, 0, 0)),
        ("case and punctuation", [NOON], "THE FERRY LEFT AT NOON", (0, 0, 0, 5, 0)),
        ("line ends", [NOON, HURT], "The ferry left at noon.\r\nNobody was hurt.\r\n", (0, 0, 0, 8, 0)),
        ("other words do not count", [NOON], "The ferry left at noon.\nSomething else", (0, 0, 0, 5, 0)),
        ("joined lines", [NOON, HURT], "The ferry left at noon. Nobody was hurt.", (0, 0, 0, 8, 0)),
        ("split line", [NOON], "The ferry\nleft at noon.", (0, 0, 0, 5, 0)),
        ("three words of five are found", [NOON], "The ferry left", (0, 0, 0, 3, 0)),
        ("two words of five are not", [NOON], "The ferry", (0, 0, 1, 0, 0)),
        ("words are found once", [HURT, NOON, HURT], "The ferry left at noon Nobody was hurt", (0, 0, 1, 8, 0)),
        ("the copy stayed", [TITLE, NOON, TITLE._replace(label="dup", of=0)],
         "The ferry left at noon.\nFerry runs late again", (1, 0, 0, 9, 0)),
        ("a dup with other words stayed", [TITLE, NOON, Line("Late again: ferry", "dup", 0)],
         "The ferry left at noon.\nLate again: ferry", (1, 0, 0, 9, 0)),
        ("a dup without original", [TITLE, Line("Late again: ferry", "dup")], "Late again: ferry", (0, 1, 1, 0, 3)),
        ("residue with the words of a story line", [NOON, TITLE, TITLE._replace(label="residue")],
         "Ferry runs late again", (1, 0, 1, 4, 0)),
        ("captions and doubtful lines", [NOON, Line("At the quay", "caption"), Line("By X", "ignore")],
         "The ferry left at noon.\nAt the quay", (0, 0, 0, 5, 0)),
        ("lines without words", [Line("", "keep"), Line("***", "residue"), NOON], NOON.text, (0, 0, 0, 5, 0)),
    ],
)  # fmt: skip
def test_what_is_counted(name: str, lines: list[Line], cleaned: str, expected: tuple[int, ...]) -> None:
    assert counts(tally(lines, cleaned)) == expected, name


def test_half_of_a_line_is_still_there() -> None:
    found = Tally(Gold("a", []))
    found.add("keep", 4, 2)
    found.add("keep", 5, 2)
    found.add("dup", 4, 2)
    found.add("dup", 5, 2)
    assert counts(found) == (1, 1, 1, 4, 4)
    assert (found.words, found.words_lost, found.dups, found.dups_removed) == (9, 5, 2, 1)


@pytest.mark.parametrize(
    ("lines", "cleaned", "precision", "recall", "clean"),
    [
        (STORY, "Ferry runs late again\nThe ferry left at noon.\nAdvertisement", 9 / 10, 9 / 12, 9 / 11),
        (STORY, "", 1, 0, 0),
        ([ADVERT], "", 1, 1, 1),
        ([ADVERT], "Advertisement", 0, 1, 0),
        ([], "Something", 1, 1, 1),
    ],
)
def test_kept_words(lines: list[Line], cleaned: str, precision: float, recall: float, clean: float) -> None:
    found = tally(lines, cleaned)
    assert (found.kept_precision, found.kept_recall) == pytest.approx((precision, recall))
    assert found.clean == pytest.approx(clean)


def test_every_other_word_is_wrong_if_only_the_story_is_known() -> None:
    found = tally([TITLE, NOON, HURT], "Ferry runs late again\nThe ferry left at noon.\nAdvertisement", labelled=False)
    assert counts(found) == (0, 0, 1, 9, 1)
    assert found.clean == pytest.approx(9 / 11)


def test_figures() -> None:
    spoiled = tally(STORY, "Ferry runs late again\nThe ferry left at noon.\nAdvertisement")
    untouched = tally([NOON, PROMO], "The ferry left at noon.\nSign up for our newsletter")
    found = score.figures([spoiled, untouched])
    # Removed: a dup, a promo, a story line. Left: two residue lines. 3 of 17 words of the story are gone.
    assert found._asdict() == pytest.approx(
        {
            "documents": 2,
            "precision": 2 / 3,
            "recall": 2 / 4,
            "f1": 4 / 7,
            "dup": 1.0,
            "lost": 300 / 17,
            "harmed": 50.0,
            "clean": (9 / 11 + 2 / 3) / 2,
            "kept_precision": (9 / 10 + 1 / 2) / 2,
            "kept_recall": (9 / 12 + 1) / 2,
        }
    )


def test_figures_of_nothing_to_do_and_nothing_done() -> None:
    found = score.figures([tally([NOON], NOON.text)])
    assert (found.precision, found.recall, found.f1, found.dup) == (0, 0, 0, None)
    assert (found.lost, found.harmed, found.clean) == (0, 0, 1)
    assert score.figures([tally([], "")]).lost == 0


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "a"}, "g:1: no field 'lines' with an array of labelled lines"),
        ({"id": "a", "lines": {}}, "g:1: no field 'lines' with an array of labelled lines"),
        ({"lines": []}, "g:1: no id in the field 'id': name the right one with --id-field"),
        ({"id": "a", "lines": ["x"]}, "g:1: lines[0]: a line must be an object with a text"),
        ({"id": "a", "lines": [{"label": "keep"}]}, "g:1: lines[0]: a line must be an object with a text"),
        (
            {"id": "a", "lines": [{"text": "x", "label": "keep"}, {"text": "x", "label": "promo"}]},
            "g:1: lines[1]: unknown label 'promo': known are keep, residue, dup, caption, ignore",
        ),
        (
            {"id": "a", "lines": [{"text": "x"}]},
            "g:1: lines[0]: unknown label None: known are keep, residue, dup, caption, ignore",
        ),
        (
            {"id": "a", "lines": [{"text": "x", "label": []}]},
            "g:1: lines[0]: unknown label []: known are keep, residue, dup, caption, ignore",
        ),
        *(
            (
                {"id": "a", "lines": [{"text": "x", "label": "dup", "of": of}]},
                f"g:1: lines[0]: 'of' must be the index of a line, 0 to 0, not {of!r}",
            )
            for of in (1, -1, "0", True)
        ),
    ],
)
def test_rows_that_are_not_as_they_should_be(row: dict[str, Any], message: str) -> None:
    with pytest.raises(CleanerError) as raised:
        labelled.document(row, "g:1")
    assert str(raised.value) == message


# The command.


@pytest.fixture
def example(tmp_path: Path) -> list[str]:
    """The files of docs/scoring.md, and the transcripts that it shows of them."""
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    rows, outputs = (text for language, text in blocks if language == "json")
    write(tmp_path / "gold.jsonl", rows)
    write(tmp_path / "clean.jsonl", outputs)
    story = [line["text"] for line in json.loads(rows.splitlines()[0])["lines"] if line["label"] == "keep"]
    write(tmp_path / "gold" / "ap" / "ferry.txt", "\n\n".join(story))
    write(tmp_path / "clean" / "ap" / "ferry.txt", "\n".join([*story[:-1], "Advertisement"]))
    return [text for language, text in blocks if language == "console"]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_page_shows_what_is_printed(run: Run, example: list[str]) -> None:
    assert len(example) == 2
    for transcript in example:
        command, _, printed = transcript.partition("\n")
        assert run(*command.removeprefix("$ cleaner ").split()) == (0, printed.encode(), "")


def test_json(run: Run, example: list[str]) -> None:
    ran = run("score", "clean.jsonl", "gold.jsonl", "--json", "--by", "lang", "--worst", "1")
    assert (ran.status, ran.err, ran.text.count("\n")) == (0, "", 1)
    found = json.loads(ran.text)
    # Of 16 + 13 words of the story 3 are gone, one that should be is not; 3 + 1 lines were removed, 3 of them rightly.
    figures = {
        "documents": 2,
        "P": 0.75,
        "R": 0.75,
        "F1": 0.75,
        "dup": 1.0,
        "lost%": 300 / 29,
        "harmed%": 50.0,
        "clean": (26 / 30 + 1) / 2,
    }
    assert found.pop("lang") == {"en": pytest.approx(figures)}
    worst = {"id": "ferry", "clean": 26 / 30, "lines lost": 1, "words lost": 3, "words left": 1}
    assert found.pop("worst") == [pytest.approx(worst)]
    assert found == pytest.approx({**figures, "missing": 0})
    assert list(found)[:-1] == list(figures)


def test_one_row_without_options(run: Run, example: list[str]) -> None:
    head, row = run("score", "clean.jsonl", "gold.jsonl").text.splitlines()
    assert head.split() == ["documents", "P", "R", "F1", "dup", "lost%", "harmed%", "clean"]
    assert row.split() == ["all", "2", "0.7500", "0.7500", "0.7500", "1.0000", "10.34", "50.00", "0.9333"]


def test_the_same_from_other_places(run: Run, example: list[str], tmp_path: Path) -> None:
    expected = run("score", "clean.jsonl", "gold.jsonl").out
    records = [json.loads(line) for line in (tmp_path / "clean.jsonl").read_text().splitlines()]
    (tmp_path / "gold.jsonl.gz").write_bytes(gzip.compress((tmp_path / "gold.jsonl").read_bytes()))
    assert run("score", "-", "gold.jsonl.gz", stdin=(tmp_path / "clean.jsonl").read_bytes()) == (0, expected, "")
    gold = (tmp_path / "gold.jsonl").read_text()
    write(tmp_path / "url.jsonl", gold.replace('"id"', '"url"'))
    renamed = [{"n": 1, "url": record["id"], "body": record["text"]} for record in [*records, {"id": "x", "text": ""}]]
    write(tmp_path / "bodies.jsonl", "\n\n".join(map(json.dumps, renamed)))
    fields = ("--id-field", "url", "--text-field", "body")
    assert run("score", "bodies.jsonl", "url.jsonl", *fields) == (0, expected, "")
    write(tmp_path / "named.jsonl", gold.replace('"ferry"', '"ap/ferry.txt"').replace('"bun"', '"bun.txt"'))
    write(tmp_path / "texts" / "ap" / "ferry.txt", records[0]["text"])
    (tmp_path / "texts" / "bun.txt.gz").write_bytes(gzip.compress(records[1]["text"].encode()))
    assert run("score", "texts", "named.jsonl") == (0, expected, "")


@pytest.mark.parametrize("name", ["clean.csv", "clean.tsv.gz", "clean.parquet"])
def test_the_same_from_tables(run: Run, example: list[str], name: str) -> None:
    assert run("clean", "clean.jsonl", "--preset", "none", "-o", name).status == 0
    assert run("score", name, "gold.jsonl") == run("score", "clean.jsonl", "gold.jsonl")


def test_texts_that_should_remain(run: Run, example: list[str], tmp_path: Path) -> None:
    expected = run("score", "clean", "gold").out
    cleaned, gold = "clean/ap/ferry.txt", "gold/ap/ferry.txt"
    text = (tmp_path / cleaned).read_text()
    assert run("score", cleaned, gold).out == expected
    assert run("score", "-", gold, stdin=text).out == expected
    write(tmp_path / "records.jsonl", json.dumps({"id": "ap/ferry.txt", "text": text}))
    assert run("score", "records.jsonl", "gold").out == expected
    found = json.loads(run("score", "clean", "gold", "--json").text)
    assert found == pytest.approx(
        {
            "documents": 1,
            "kept P": 13 / 14,
            "kept R": 13 / 16,
            "lost%": 18.75,
            "harmed%": 100,
            "clean": 26 / 30,
            "missing": 0,
        }
    )


def test_missing_documents_count_as_empty(run: Run, example: list[str], tmp_path: Path) -> None:
    write(tmp_path / "one.jsonl", '{"id": "bun", "text": null}\n')
    ran = run("score", "one.jsonl", "gold.jsonl", "--json")
    warning = "1 of 2 documents of gold.jsonl is not in one.jsonl, and is scored as an empty text: ferry"
    assert (ran.status, ran.messages) == (0, [f"cleaner: warning: {warning}"])
    found = json.loads(ran.text)
    # All 4 lines that should go are gone, and 5 story lines too.
    assert (found["P"], found["R"], found["lost%"], found["missing"]) == (4 / 9, 1, 100, 1)


@pytest.mark.parametrize(
    ("cleaned", "gold", "warning"),
    [
        ("abc", "abc", ""),
        ("abcd", "abc", ""),
        ("ab", "abc", "1 of 3 documents of g.jsonl is not in c.jsonl, and is scored as an empty text: c"),
        ("a", "abc", "2 of 3 documents of g.jsonl are not in c.jsonl, and are scored as empty texts: b for one"),
        ("", "a", "the only document of g.jsonl, a, is not in c.jsonl, and all text is scored as lost: "),
        (
            "d",
            "abc",
            "not one of the 3 documents of g.jsonl, a for one, is in c.jsonl, and all text is scored as lost: ",
        ),
    ],
)
def test_documents_that_are_missing_are_told(run: Run, tmp_path: Path, cleaned: str, gold: str, warning: str) -> None:
    rows: list[dict[str, Any]] = [{"id": id, "text": "x", "lines": [{"text": "x", "label": "keep"}]} for id in "abcd"]
    for name, ids in (("c.jsonl", cleaned), ("g.jsonl", gold)):
        write(tmp_path / name, "".join(json.dumps(row) + "\n" for row in rows if row["id"] in ids))
    ran = run("score", "c.jsonl", "g.jsonl")
    told = f"cleaner: warning: {warning}" + "are the ids the same (see --id-field)?\n" * warning.endswith(": ")
    assert (ran.status, ran.err.rstrip("\n")) == (0, told.rstrip("\n") if warning else "")


GOOD_GOLD = '{"id": 1, "lines": [{"text": "x", "label": "keep"}]}\n'


@pytest.mark.parametrize(
    ("cleaned", "gold", "message"),
    [
        ('{"id": 1, "text": ""}\n', "\n{", "g.jsonl:2: no valid JSON: "),
        ('{"id": 1, "text": ""}\n{"id" 2}', GOOD_GOLD, "c.jsonl:2: no valid JSON: "),
        ('{"id": 1, "text": ""}\n', GOOD_GOLD + GOOD_GOLD, "g.jsonl:2: the id '1' again, after g.jsonl:1"),
        ('{"id": 1, "text": ""}\n' * 2, GOOD_GOLD, "c.jsonl:2: the id '1' again, after c.jsonl:1"),
        ('{"id": 1, "text": ""}\n', GOOD_GOLD.replace("keep", "good"), "g.jsonl:1: lines[0]: unknown label 'good': "),
        ('{"id": 1, "text": ""}\n', "\n", "g.jsonl: no documents in it"),
        ('{"id": 1}\n', GOOD_GOLD, "c.jsonl:1: no field 'text' (fields: 'id'): name the right one with --text-field"),
        ('{"text": ""}\n', GOOD_GOLD, "c.jsonl:1: no id in the field 'id': name the right one with --id-field"),
        ('{"id": 1, "text": "\xe9"}\n', GOOD_GOLD, "c.jsonl:1: not valid UTF-8 at byte 19"),
    ],
)
def test_what_cannot_be_read_is_named(run: Run, tmp_path: Path, cleaned: str, gold: str, message: str) -> None:
    (tmp_path / "c.jsonl").write_bytes(cleaned.encode("latin-1"))
    write(tmp_path / "g.jsonl", gold)
    ran = run("score", "c.jsonl", "g.jsonl")
    assert (ran.status, ran.out, len(ran.messages)) == (2, b"", 1)
    assert ran.err.startswith(f"cleaner: {message}")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("none.jsonl", "gold.jsonl"), "none.jsonl: No such file or directory"),
        (("none", "gold.jsonl"), "none: No such file or directory"),
        (("clean.jsonl", "none"), "none: No such file or directory"),
        (("clean.jsonl", "-"), "GOLD must be a file or a directory: only CLEANED can be standard input"),
        (("clean.jsonl", "table.csv"), "table.csv: labelled rows are .jsonl"),
        (("table.csv", "gold.jsonl"), "table.csv:2: 3 cells, where the header has 2"),
        (("clean.jsonl", "empty"), "empty: no documents in it"),
        (("clean/ap/ferry.txt", "gold.jsonl"), "one text for 2 documents: name a directory or .jsonl file"),
        (("clean", "gold", "--by", "site"), "--by site needs labelled rows: of texts neither site nor language is"),
        (("bad.jsonl.gz", "gold.jsonl"), "bad.jsonl.gz: no valid compressed data: "),
        (("bad.jsonl.gz", "bad"), "bad/a.txt: not valid UTF-8 at byte 0"),
    ],
)
def test_what_does_not_fit(
    run: Run, example: list[str], tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "bad" / "a.txt", "").write_bytes(b"\xff")
    (tmp_path / "bad.jsonl.gz").write_bytes(b"no gzip")
    write(tmp_path / "table.csv", "id,text\na,b,c\n")
    ran = run("score", *arguments)
    assert (ran.status, ran.out, len(ran.messages)) == (2, b"", 1)
    assert message in ran.err


def test_wrong_options(run: Run, example: list[str]) -> None:
    for options in (("--by", "author"), ("--worst", "-1"), ("--worst", "x")):
        ran = run("score", "clean.jsonl", "gold.jsonl", *options)
        assert (ran.status, ran.out) == (2, b"")


def test_documents_without_a_site_are_a_group(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "g.jsonl", GOOD_GOLD)
    write(tmp_path / "c.jsonl", '{"id": "1", "text": "x"}')
    rows = run("score", "c.jsonl", "g.jsonl", "--by", "site").text.splitlines()
    assert [row.split()[:2] for row in rows] == [["site", "documents"], ["-", "1"], ["all", "1"]]
