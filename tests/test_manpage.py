"""The man page is current, has every command and option, and is roff that renders."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
import typer.main

from cleaner import catalog
from cleaner.cli.app import app

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def manpage() -> ModuleType:
    """The script that writes the page."""
    spec = importlib.util.spec_from_file_location("manpage", ROOT / "scripts" / "manpage.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def text(manpage: ModuleType) -> str:
    """The page without its escapes."""
    page: str = manpage.page()
    for escape, plain in (("\\-", "-"), ("\\(aq", "'"), ("\\(ga", "`"), ("\\(dq", '"'), ("\\e", "\\")):
        page = page.replace(escape, plain)
    return re.sub(r"\\f[BIR]", "", page)


def test_it_is_current(
    manpage: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (ROOT / "docs" / "cleaner.1").read_text(encoding="utf-8") == manpage.page(), "run scripts/manpage.py"
    monkeypatch.setattr(manpage, "PAGE", tmp_path / "cleaner.1")
    monkeypatch.setattr(sys, "argv", ["manpage.py", "--check"])
    assert manpage.main() == 1
    assert "docs/cleaner.1 is out of date" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["manpage.py"])
    assert manpage.main() == 0
    monkeypatch.setattr(sys, "argv", ["manpage.py", "--check"])
    assert manpage.main() == 0


def test_every_command_and_option_is_in_it(text: str) -> None:
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        section = text.partition(f".SS cleaner {name}\n")[2].partition("\n.S")[0]
        assert section, name
        for parameter in command.params:
            entry = "".join(f"{option}" for option in parameter.opts[-1:])
            if parameter.param_type_name == "option":
                assert re.search(rf"^(?:.*, )?{re.escape(entry)}\b.*\n.+", section, re.MULTILINE), f"{name} {entry}"
    for name in catalog.CATALOG:
        assert f".TP\n{name}\n" in text


def test_it_is_valid_roff(manpage: ModuleType) -> None:
    for line in manpage.page().split("\n"):
        assert line.isascii()
        assert not line.startswith("'")
        if line.startswith("."):
            assert re.match(r'\.(TH|SH|SS|PP|TP|B|\\") ?', line), line
        for escape in re.findall(r"\\(.)", line):
            assert escape in 'fe-([&"', line


@pytest.mark.parametrize(("text", "expected"), [(".x", r"\&.x"), ("a-b\\c", r"a\-b\ec"), ("é", r"\[u00E9]")])
def test_texts_are_escaped(manpage: ModuleType, text: str, expected: str) -> None:
    assert manpage.roff(text) == expected
