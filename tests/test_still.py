"""The picture of a run: what the program prints, in its colours."""

import importlib.util
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def still() -> ModuleType:
    """The script that makes it."""
    spec = importlib.util.spec_from_file_location("still", ROOT / "scripts" / "still.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_styles_of_a_line(still: ModuleType) -> None:
    line = "a\x1b[31m-b \x1b[7mc\x1b[27m d\x1b[0me\x1b[1;32mf\x1b[mg"
    assert list(still.pieces(line)) == [
        ("a", ""), ("-b ", "red"), ("c", "red reverse"), (" d", "red"), ("e", ""), ("f", "bold green"), ("g", ""),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="38"):
        list(still.pieces("\x1b[38mx"))


def test_long_lines_are_wrapped(still: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(still, "COLUMNS", 4)
    rows = list(still.wrapped([still.Piece("abcdef", "red"), still.Piece("ghi")]))
    assert rows == [[("abcd", "red")], [("ef", "red"), ("gh", "")], [("i", "")]]
    assert list(still.wrapped([])) == [[]]


def test_a_command_that_fails_makes_no_picture(still: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="exit status 3"):
        still.printed("exit 3", tmp_path)
    with pytest.raises(SystemExit, match="exit status 1"):
        still.printed("exit 1", tmp_path)
    assert still.printed("echo '<b>'; exit 1 # --diff", tmp_path) == ["<b>"]


def test_the_picture(still: ModuleType) -> None:
    text = (ROOT / "docs" / "images" / "still.svg").read_text(encoding="utf-8")
    words = "\n".join(
        "".join(row.itertext()) for row in ElementTree.fromstring(text).iter() if row.tag.endswith("text")
    )
    for command, _ in still.SESSION:
        assert f"$ {command}" in words
    assert "\n-127 Comments\n" in words
    assert "copy of a caption (line 24)" in words
    assert words.endswith("nothing is lost")
    # A page shows it as an image, and an image loads nothing.
    assert set(re.findall(r"\w+://[^\"]*", text)) == {"http://www.w3.org/2000/svg"}
    assert "prefers-color-scheme: dark" in text
    assert still.drawn([[still.Piece("<a & b>", "red")]]).count("&lt;a &amp; b&gt;") == 1


def test_check(
    still: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(still, "PICTURE", tmp_path / "still.svg")
    monkeypatch.setattr(still, "picture", lambda: "<svg/>")
    monkeypatch.setattr(sys, "argv", ["still.py", "--check"])
    assert still.main() == 1
    assert "docs/images/still.svg is out of date" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["still.py"])
    assert still.main() == 0
    monkeypatch.setattr(sys, "argv", ["still.py", "--check"])
    assert still.main() == 0
