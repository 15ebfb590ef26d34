"""The documentation is current, its links lead somewhere, and what it shows can be run."""

import dataclasses
import doctest
import importlib.util
import inspect
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pages
import pytest

import cleaner
from cleaner import catalog, config
from cleaner.config import Settings

ROOT = Path(__file__).parent.parent

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")])

_LINK = re.compile(r"\]\(([^)\s]+)\)")
#: Code and comments, in which a link is an example.
_CODE = re.compile(r"<!--.*?-->|```.*?```|`[^`\n]*`", re.DOTALL)
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

each_page = pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))


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
    (tmp_path / "articles.jsonl").write_text('{"id": 1, "text": "Advertisement\\n\\nNoon."}\n', encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_generated_pages_are_current() -> None:
    done = subprocess.run([sys.executable, "scripts/docs.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_is_out_of_date_is_named(
    docs: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(docs, "ROOT", folder)
    monkeypatch.setattr(docs, "help_of", lambda *command: "Usage: cleaner\n\nCommands:\n  clean  Clean.\n\nEnd.")
    monkeypatch.setattr(docs, "still_image", lambda: "<svg/>")
    (folder / "docs" / "images").mkdir(parents=True)
    for name in ("example.txt", "quality.md"):
        shutil.copy(ROOT / "docs" / name, folder / "docs")
    marks = "".join(f"<!-- begin: {name} -->\n<!-- end: {name} -->\n" for name in docs.readme_parts())
    (folder / "README.md").write_text(marks, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["docs.py", "--check"])
    assert docs.main() == 1
    assert [line.split()[0] for line in capsys.readouterr().err.splitlines()] == [
        "docs/cli.md", "docs/filters.md", "docs/cleaner.1", "docs/images/still.svg", "README.md",
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
    for link in _LINK.findall(_CODE.sub("", read(path))):
        if "://" not in link:
            target, _, anchor = link.partition("#")
            page = path.parent / target if target else path
            assert page.exists(), link
            headings = re.findall(r"^#+ (.+)$", read(page), re.MULTILINE) if anchor else []
            assert not anchor or anchor in [h.lower().replace(" ", "-") for h in headings], link


def test_every_command_is_documented(docs: ModuleType) -> None:
    page = read(ROOT / "docs" / "cli.md")
    assert {"clean", "score", "filters", "explain", "report", "restore", "review", "config"} <= set(docs.commands())
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
    written = config.with_values(Settings(), {**tomllib.loads(first), "filters": {}})
    assert dataclasses.replace(written, max_loss=None) == Settings()
    assert (written.budget, Settings().budget) == (config.MAX_LOSS, config.MAX_LOSS)


@pytest.mark.parametrize("path", [p for p in PAGES if p.name != "CONTRIBUTING.md"], ids=lambda p: p.name)
def test_settings_shown_are_valid(path: Path) -> None:
    for block in pages.blocks(read(path)):
        if block.language != "toml" or block.file not in (None, "cleaner.toml"):
            continue
        values = tomllib.loads(block.code)
        if "project" not in values:
            config.with_values(Settings(), values)


@each_page
def test_python_shown_runs(path: Path, folder: Path) -> None:
    # What is shown as a file is run by the commands that name it: test_docs_commands.py.
    code = [b.code for b in pages.blocks(read(path)) if b.language == "python" and not b.file]
    names: dict[str, object] = {}
    for block in code:
        if not block.startswith(">>> "):
            exec(compile(block, path.name, "exec"), names)
    test = doctest.DocTestParser().get_doctest("".join(b for b in code if b.startswith(">>> ")), {}, path.name, None, 0)
    told: list[str] = []
    assert not doctest.DocTestRunner().run(test, out=told.append).failed, "".join(told)


def test_the_two_first_commands_install() -> None:
    first, second = blocks(ROOT / "README.md", "sh")[:2]
    assert re.fullmatch(r"pip install \. && cleaner clean docs/example\.txt -o \S+\n", first)
    assert re.fullmatch(r"pip install -e '\.\[test\]' && pytest\n", second)


def test_every_page_is_on_the_site() -> None:
    nav = read(ROOT / "mkdocs.yml").partition("\nnav:\n")[2]
    listed = re.findall(r"- (?:[^:\n]+: )?([\w/-]+\.md)$", nav, re.MULTILINE)
    there = {str(path.relative_to(ROOT / "docs")) for path in ROOT.glob("docs/**/*.md")}
    assert len(listed) == len(set(listed))
    assert there <= set(listed)
    assert set(listed) - there <= {"learning.md", "performance.md"}, "only what is written later may be missing"


def test_pages_not_written_yet_are_left_out_of_the_menu(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("nav", ROOT / "scripts" / "nav.py")
    assert spec
    assert spec.loader
    nav = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(nav)
    (tmp_path / "a.md").touch()
    menu = ["a.md", "b.md", {"More": ["b.md", {"B": "b.md"}, {"A": "a.md"}, {"Last": ["a.md"]}]}]
    config = nav.on_config({"nav": menu, "docs_dir": str(tmp_path)})
    assert config["nav"] == ["a.md", {"More": [{"A": "a.md"}, {"Last": ["a.md"]}]}]


def test_pictures_are_small() -> None:
    for picture in (ROOT / "docs" / "images").iterdir():
        assert picture.stat().st_size < 200_000, picture


def test_every_public_name_is_in_the_reference() -> None:
    page = read(ROOT / "docs" / "library.md")
    for name in [*cleaner.__all__, "dedup", "Index", "Decision"]:
        assert f"`{name}" in page or f"`cleaner.{name}" in page, name
    for argument in inspect.signature(cleaner.Cleaner).parameters:
        assert f"| `{argument}` |" in page, argument
    for kind in (cleaner.Result, cleaner.Record, cleaner.Finding, cleaner.Document):
        for field in (f for f in dataclasses.fields(kind) if not f.name.startswith("_")):
            assert re.search(rf"\b{field.name}\b", page), f"{kind.__name__}.{field.name}"


def test_license_is_apache() -> None:
    text = read(ROOT / "LICENSE")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_changelog_has_the_version() -> None:
    assert re.search(rf"^## \[{re.escape(cleaner.__version__)}\] - ", read(ROOT / "CHANGELOG.md"), re.MULTILINE)
