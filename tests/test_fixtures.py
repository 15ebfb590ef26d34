"""The fixtures: invented texts, before and after. One file is one case.

unchanged/<case>.txt            comes out byte for byte as it went in
articles/<case>.in.txt          becomes <case>.out.txt
<filter>/<case>.in.txt          becomes <case>.out.txt under the text filters and that one filter
<filter>/<case>.keep.txt        a look-alike: comes out as the text filters alone leave it
                                (of a filter that looks at what others have left: under a preset, and as without it)
<filter>/profile.jsonl          what was learned of the site of that folder's cases, which is example.org
"""

import difflib
import importlib
from functools import cache
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.catalog import AFTER, CATALOG

FIXTURES = Path(__file__).parent.parent / "fixtures"


def files(pattern: str) -> list[Path]:
    return sorted(FIXTURES.glob(pattern))


def name_of(path: Path) -> str:
    return path.relative_to(FIXTURES).as_posix()


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


@cache
def cleaner_for(folder: str) -> Cleaner:
    profile = FIXTURES / folder / "profile.jsonl"
    if profile.exists():
        return Cleaner(select=["text", folder], profile=profile, options={folder: {"site": "example.org"}})
    if folder in AFTER:
        return Cleaner(AFTER[folder])
    return Cleaner(select=["text", folder]) if folder in CATALOG else Cleaner()


def assert_becomes(cleaner: Cleaner, source: str, expected: str) -> None:
    result = cleaner(source)
    if result.text != expected:
        diff = difflib.unified_diff(
            expected.splitlines(True), result.text.splitlines(True), "expected", "cleaned", lineterm="\n"
        )
        went = "".join(f"{r.filter}, line {r.line}: {r.why}\n" for r in result.records)
        pytest.fail("".join(diff) + "\n" + went, pytrace=False)


@pytest.mark.parametrize("path", files("unchanged/*.txt"), ids=name_of)
def test_unchanged(path: Path) -> None:
    assert_becomes(Cleaner(), read(path), read(path))


@pytest.mark.parametrize("path", files("*/*.in.txt"), ids=name_of)
def test_becomes(path: Path) -> None:
    expected = path.with_name(path.name.replace(".in.txt", ".out.txt"))
    assert_becomes(cleaner_for(path.parent.name), read(path), read(expected))


@pytest.mark.parametrize("path", files("*/*.keep.txt"), ids=name_of)
def test_look_alike_stays(path: Path) -> None:
    folder, text = path.parent.name, read(path)
    left = Cleaner(AFTER[folder], ignore=[folder])(text).text if folder in AFTER else text
    assert_becomes(cleaner_for(folder), text, left)


def test_every_file_is_a_case() -> None:
    for path in files("*/*.txt"):
        if path.parent.name in ("unchanged", "stories"):
            continue
        case, _, kind = path.name.removesuffix(".txt").rpartition(".")
        assert kind in ("in", "out", "keep"), name_of(path)
        if kind != "keep":
            other = path.with_name(f"{case}.{'out' if kind == 'in' else 'in'}.txt")
            assert other.exists(), f"{name_of(path)} has no {other.name}"


def test_every_folder_is_known() -> None:
    folders = {path.name for path in FIXTURES.iterdir() if path.is_dir()}
    assert folders - {"unchanged", "articles", "dedup", "stories"} <= set(CATALOG)


@pytest.mark.parametrize("name", CATALOG)
def test_every_filter_has_cases_of_both_kinds(name: str) -> None:
    changing = [p for p in files(f"{name}/*.in.txt") if read(p) != read(p.with_name(p.name.replace(".in.", ".out.")))]
    assert len(changing) >= 2, "needs two texts that it changes"
    assert len(files(f"{name}/*.keep.txt")) >= 2, "needs two look-alikes that it leaves alone"


@pytest.mark.parametrize("name", CATALOG)
def test_example(name: str) -> None:
    before, after = importlib.import_module(f"cleaner.filters.{name.replace('-', '_')}").EXAMPLE
    assert before != after
    assert_becomes(cleaner_for(name), before, after)
    for end, text in (("in", before), ("out", after)):
        fixture = FIXTURES / name / f"example.{end}.txt"
        assert fixture.read_bytes().decode() == text, f"{fixture.name} is not what `cleaner explain {name}` shows"
