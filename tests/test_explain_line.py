"""Why a line goes or stays."""

import json
from pathlib import Path

import pytest
from conftest import Run

from cleaner.config import Settings
from cleaner.errors import CleanerError
from cleaner.report.explain_line import explain

STORY = "The ferry left at noon, two hours late, with forty people aboard and one goat."
AGAIN = "The harbour board said that the engine had been mended twice since the storm in May."
QUOTE = '"Sign up for our newsletter to know more about it than anyone else does," said the engineer of the ferry.'
CAPTION = "The ferry leaves Port Ellery harbour on May 5, 2024."
LATE = "Late again"

#: Lines 1 to 15, with blank lines between them.
LINES = ["Ferry leaves late again", "Advertisement", STORY, CAPTION, f"{CAPTION} REUTERS", QUOTE, AGAIN, LATE]
TEXT = "\n\n".join(LINES) + "\n"


def told(line: int, text: str = TEXT, **settings: object) -> str:
    return "\n".join(explain(text, line, Settings(**settings), name="a.txt"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (1, ("It stays as it is.", "place        the headline", "nothing found by characters")),
        (
            3,
            (
                "It goes with advert: advertisement: whole 'advertisement'",
                "advert      removes it",
                "not asked any more",
            ),
        ),
        (3, ("phrase       advert: whole 'advertisement', 100 % of the line: enough",)),
        (7, ("It goes with repeated-caption: copy of a caption (line 9)", "nearest line 9,")),
        (9, ("It stays as it is.", "nearest line 7,")),
        (5, ("It stays as it is.", "the first paragraph of the story: protected", "classifier   0.0")),
        (11, ("It stays as it is.", "it is a whole sentence that opens with a quotation mark: protected")),
        (13, ("It stays as it is.", "phrase       no phrase of news sites lies in it", "inside the story")),
    ],
)
def test_fates(line: int, expected: tuple[str, ...]) -> None:
    text = told(line)
    assert text.startswith(f"a.txt:{line}: ")
    for part in expected:
        assert part in text
    assert "for residue speak: " in text
    assert "for story speak: " in text
    assert "within max_loss 75 %" in text


def test_kept_texts() -> None:
    text = told(3, keep=("advert",))
    assert "It stays as it is." in text
    assert "would remove it (advertisement: whole 'advertisement'), but it is protected by the setting keep" in text
    assert "keep         it contains 'advert'" in text


def test_the_second_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter finds the line, and the second witness takes it for story."""
    from cleaner import model

    monkeypatch.setattr(model, "likely", lambda *_: 0.01)
    text = told(5, f"{STORY}\n\n{AGAIN}\n\nRead more: the goat\n\n{AGAIN} Again.\n", select=("read-more",))
    assert "It stays as it is." in text
    assert "but the classifier takes it for story: 0.01 residue, and read-more needs 0." in text


def test_first_paragraph_and_quotation() -> None:
    def everything(document: object) -> object:
        from cleaner import Document, Finding

        assert isinstance(document, Document)
        return [Finding(index, why="all of it") for index in range(len(document.paragraphs))]

    for line, reason in ((5, "it is the first paragraph of the story"), (11, "it is a quotation")):
        text = told(line, select=("advert",), filters=(everything,))
        assert f"everything  would remove it (all of it), but {reason}" in text


def test_over_budget() -> None:
    text = told(1, "Sign up for our newsletter\n\nSubscribe to our newsletter\n\nNoon.\n")
    assert "It would go with promo, but stays: the document is over its damage budget" in text
    assert "over max_loss 75 %" in text


def test_changed_lines_and_wrapped_ones() -> None:
    assert "It stays, changed by typography." in told(1, "It\u2019s noon.\n")
    wrapped = "".join(
        "The ferry left Port Ellery at noon, two hours late, with forty people\n"
        f"aboard, and swan number {n} that nobody had asked for a ticket came too,\n"
        "to Stratton and back.\n\n"
        for n in range(3)
    )
    assert told(2, wrapped).startswith("a.txt:1-3: ")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (TEXT, 2, "a.txt:2: the line is blank; the nearest other is 1"),
        (TEXT, 99, "a.txt:99: the last line is 15"),
        ("\n\n", 1, "a.txt:1: the text has no line with anything to read"),
    ],
)
def test_lines_that_are_not_there(text: str, line: int, message: str) -> None:
    with pytest.raises(CleanerError, match=message):
        told(line, text)


def test_the_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    ran = run("explain", "--line", "3", "a.txt")
    assert (ran.status, ran.err) == (0, "")
    assert ran.text == "\n".join(explain(TEXT, 3, Settings(), name="a.txt")) + "\n"
    assert "It stays" in run("explain", "--line", "3", "a.txt", "--ignore", "advert,residue").text
    assert run("explain", "-", "--line", "3", stdin=TEXT).text.startswith("-:3: 'Advertisement'")
    assert run("explain", "--line", "0", "a.txt").status == 2
    assert run("explain", "--line", "3", "missing").messages[0] == "cleaner: missing: No such file or directory"
    assert "did you mean 'advert'" in run("explain", "adverts").err
    assert run("explain", "advert").text.startswith("advert (line filter")


def test_records(run: Run, tmp_path: Path) -> None:
    lines = [json.dumps({"id": name, "site": "x.example", "text": TEXT}) + "\n" for name in ("a", "b")]
    (tmp_path / "r.jsonl").write_text("".join(lines))
    assert run("explain", "--line", "3", "r.jsonl", "--document", "b").text.startswith("b:3: 'Advertisement'")
    assert "2 documents in it: name one with --document" in run("explain", "--line", "3", "r.jsonl").err
    assert "no document 'c' among the 2 in it" in run("explain", "--line", "3", "r.jsonl", "--document", "c").err


def test_one_of_several_documents_with_the_same_id(run: Run, tmp_path: Path) -> None:
    rows = [{"id": "x", "text": text} for text in ("Noon.\n", "Ferry late\n\nAdvertisement\n")]
    (tmp_path / "raw.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    ran = run("explain", "--line", "3", "raw.jsonl", "--document", "x")
    assert ran.messages == ["cleaner: raw.jsonl: several documents 'x' in it: name one as raw.jsonl:1 or raw.jsonl:2"]
    ran = run("explain", "--line", "3", "raw.jsonl", "--document", "raw.jsonl:2")
    assert "'Advertisement'" in ran.text.partition("\n")[0]
