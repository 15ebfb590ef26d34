"""The soak finds what it is there to find, where files take the place of their sources."""

import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

import soak

TEXTS = {f"a.jsonl#{n}": f"{letter}&amp;" for n, letter in enumerate("xyz")}
CLEANED = [f'{{"id": "{id}", "text": {json.dumps(soak.alone(text, id))}}}' for id, text in TEXTS.items()]


def round_in_place(folder: Path) -> tuple[soak.Inputs, dict[Path, bytes]]:
    """A file of three records, the second of which fails, cleaned in place."""
    inputs = soak.Inputs(folder / "raw", random.Random(1))
    for path in sorted((folder / "raw").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    inputs.texts = dict(TEXTS)
    inputs.files, inputs.bad, inputs.damaged = {"a.jsonl": list(inputs.texts)}, {"a.jsonl#1"}, set()
    path = folder / "raw" / "a.jsonl"
    path.write_text("\n".join(f'{{"id": "{id}", "text": "{text}"}}' for id, text in inputs.texts.items()))
    before = {path: path.read_bytes()}
    path.write_text("\n".join([CLEANED[0], '{"id": "a.jsonl#1", "text": "y&amp;"}', CLEANED[2]]))
    return inputs, before


def test_a_document_alone_ends_as_it_does_in_its_file() -> None:
    assert (soak.alone("x&amp;", "a.jsonl#0"), soak.alone("x&amp;", "a.txt")) == ("x&", "x&\n")


SAID = soak.Told(2, "", Counter({"a.jsonl#1": 1}))


def test_what_is_as_it_should_be_is_counted(tmp_path: Path) -> None:
    inputs, before = round_in_place(tmp_path)
    assert soak.check_in_place(tmp_path, inputs, before, SAID) == {"cleaned in place": 2, "failed": 1}


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda raw: raw.write_text("\n".join(raw.read_text().split("\n")[:2])), "2 parts, and it had 3"),
        (lambda raw: raw.write_text(raw.read_text().replace('"z', '"zz')), "a.jsonl#2: is"),
        (lambda raw: raw.write_text(raw.read_text().replace('"y&', '"Y&')), "a.jsonl#1: is"),
        (lambda raw: (raw.parent / "more.txt").write_text("x"), "other files than before"),
        (lambda raw: raw.unlink(), "other files than before"),
    ],
)
def test_what_is_lost_or_changed_is_found(tmp_path: Path, damage: Callable[[Path], object], message: str) -> None:
    inputs, before = round_in_place(tmp_path)
    damage(tmp_path / "raw" / "a.jsonl")
    with pytest.raises(AssertionError, match=message):
        soak.check_in_place(tmp_path, inputs, before, SAID)


def test_a_document_that_nobody_speaks_of_is_found(tmp_path: Path) -> None:
    inputs, before = round_in_place(tmp_path)
    (tmp_path / "raw" / "a.jsonl").write_bytes(before[tmp_path / "raw" / "a.jsonl"])
    with pytest.raises(AssertionError, match=r"a\.jsonl#0: lost without a word"):
        soak.check_in_place(tmp_path, inputs, before, SAID._replace(status=2, failed=Counter()))


def test_half_written_files_are_found_unless_the_run_was_killed(tmp_path: Path) -> None:
    (tmp_path / ".cleaner-0-1-2.tmp").touch()
    killed, not_killed = soak.Case([], "", "killed"), soak.Case([], "", "nothing")
    with pytest.raises(AssertionError, match="left behind"):
        soak.check_rest(tmp_path, not_killed, SAID, Counter())
    soak.check_rest(tmp_path, killed, SAID, Counter())
    assert list(tmp_path.iterdir()) == []
