"""The documentation is current, its links lead somewhere, and what it shows can be run."""

import doctest
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from cleaner import catalog, config
from cleaner.config import Settings

ROOT = Path(__file__).parent.parent

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md")])

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

each_page = pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(path: Path, language: str) -> list[str]:
    return [match[2] for match in _FENCE.finditer(read(path)) if match[1] == language]


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    """The script that writes the generated pages."""
    spec = importlib.util.spec_from_file_location("docs", ROOT / "scripts" / "docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with the files that the examples name, and `cleaner` on the path."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    source = ROOT / "docs" / "example.txt"
    (tmp_path / "raw").mkdir()
    for name in ("raw.txt", "dump.txt", "raw/1.txt", "raw/2.txt"):
        shutil.copy(source, tmp_path / name)
    (tmp_path / "articles.jsonl").write_text('{"id": 1, "text": "Advertisement\\n\\nNoon.\\n"}\n', encoding="utf-8")
    return tmp_path


def test_generated_pages_are_current() -> None:
    done = subprocess.run([sys.executable, "scripts/docs.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_is_out_of_date_is_named(
    docs: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(docs, "ROOT", folder)
    monkeypatch.setattr(docs, "help_of", lambda *command: "Usage: cleaner\n\nCommands:\n  clean  Clean.\n\nEnd.")
    (folder / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "example.txt", folder / "docs")
    marks = "".join(f"<!-- begin: {name} -->\n<!-- end: {name} -->\n" for name in docs.readme_parts())
    (folder / "README.md").write_text(marks, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["docs.py", "--check"])
    assert docs.main() == 1
    assert [line.split()[0] for line in capsys.readouterr().err.splitlines()] == [
        "docs/cli.md", "docs/filters.md", "README.md",
    ]  # fmt: skip
    monkeypatch.setattr(sys, "argv", ["docs.py"])
    assert docs.main() == 0
    monkeypatch.setattr(sys, "argv", ["docs.py", "--check"])
    assert docs.main() == 0
    (folder / "README.md").write_text("<!-- begin: else -->\n<!-- end: else -->\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="else"):
        docs.main()


@each_page
def test_relative_links_lead_somewhere(path: Path) -> None:
    for link in _LINK.findall(read(path)):
        if "://" not in link:
            target, _, anchor = link.partition("#")
            page = path.parent / target if target else path
            assert page.exists(), link
            headings = re.findall(r"^#+ (.+)$", read(page), re.MULTILINE) if anchor else []
            assert not anchor or anchor in [h.lower().replace(" ", "-") for h in headings], link


def test_every_command_is_documented(docs: ModuleType) -> None:
    page = read(ROOT / "docs" / "cli.md")
    assert {"clean", "score", "filters", "explain", "config"} <= set(docs.commands())
    for command in docs.commands():
        assert f"\n## cleaner {command}\n" in page


def test_every_option_of_clean_has_a_help_text(docs: ModuleType) -> None:
    lines = docs.help_of("clean").partition("Options:\n")[2].splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("  -"):
            described = re.search(r"\S  +\S", line.strip()) or following.startswith(" " * 10)
            assert described, line


@pytest.mark.parametrize("name", catalog.CATALOG)
def test_every_filter_is_documented(name: str) -> None:
    page = read(ROOT / "docs" / "filters.md")
    section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    assert "\nBefore:\n" in section
    for option in config.options_of(name):
        assert f"| `{option}` |" in section, f"{name}.{option} is not in docs/filters.md"
        assert f"`{option}` = " in section, f"the docstring of {name} does not say what {option} means"
    assert f"[{name}](docs/filters.md#{name})" in read(ROOT / "README.md")


def test_every_setting_is_documented() -> None:
    page = read(ROOT / "docs" / "configuration.md")
    for key in config.KEYS:
        assert f"| `{key}` |" in page
    for preset in catalog.PRESETS:
        assert f"| `{preset}` |" in page
    first = blocks(ROOT / "docs" / "configuration.md", "toml")[0]
    assert set(tomllib.loads(first)) == {*config.KEYS, "filters"}
    assert config.with_values(Settings(), {**tomllib.loads(first), "filters": {}}) == Settings()


@pytest.mark.parametrize("path", [p for p in PAGES if p.name != "CONTRIBUTING.md"], ids=lambda p: p.name)
def test_settings_shown_are_valid(path: Path) -> None:
    for block in blocks(path, "toml"):
        values = tomllib.loads(block)
        if "project" not in values:
            config.with_values(Settings(), values)


@each_page
def test_python_shown_runs(path: Path, folder: Path) -> None:
    code = blocks(path, "python")
    names: dict[str, object] = {}
    for block in code:
        if not block.startswith(">>> "):
            exec(compile(block, path.name, "exec"), names)
    test = doctest.DocTestParser().get_doctest("".join(b for b in code if b.startswith(">>> ")), {}, path.name, None, 0)
    told: list[str] = []
    assert not doctest.DocTestRunner().run(test, out=told.append).failed, "".join(told)


def test_commands_shown_in_the_readme_run(folder: Path) -> None:
    lines = [line for block in blocks(ROOT / "README.md", "sh") for line in block.splitlines()]
    commands = [line.partition(" #")[0].strip() for line in lines if not line.startswith("pip install")]
    assert len(commands) >= 8
    for command in commands:
        done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True)
        expected = (0, 1) if "--diff" in command or "--check" in command else (0,)
        assert done.returncode in expected, f"{command}\n{done.stderr}"
        assert "warning" not in done.stderr


def test_the_two_first_commands_install() -> None:
    first, second = blocks(ROOT / "README.md", "sh")[:2]
    assert re.fullmatch(r"pip install \. && cleaner clean docs/example\.txt -o \S+\n", first)
    assert re.fullmatch(r"pip install -e '\.\[test\]' && pytest\n", second)


def test_license_is_apache() -> None:
    text = read(ROOT / "LICENSE")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_changelog_has_the_version() -> None:
    import cleaner

    assert re.search(rf"^## \[{re.escape(cleaner.__version__)}\] - ", read(ROOT / "CHANGELOG.md"), re.MULTILINE)
