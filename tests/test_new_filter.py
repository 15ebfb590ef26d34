"""A filter that scripts/new_filter.py begins works as soon as it is in the catalogue."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(cwd)}
    return subprocess.run([sys.executable, *command], cwd=cwd, env=environment, capture_output=True, text=True)


def new_filter(name: str, root: Path) -> "subprocess.CompletedProcess[str]":
    return run("scripts/new_filter.py", name, "--root", str(root))


@pytest.mark.slow
def test_new_filter_works(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    for folder in ("cleaner", "scripts"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "test_fixtures.py", tmp_path / "tests")
    made = new_filter("weather-box", tmp_path)
    assert made.returncode == 0, made.stderr
    assert "cleaner/catalog.py" in made.stdout
    catalogue = tmp_path / "cleaner" / "catalog.py"
    text = catalogue.read_text(encoding="utf-8")
    assert '    "teaser",\n' in text
    catalogue.write_text(text.replace('    "teaser",\n', '    "teaser",\n    "weather-box",\n', 1), encoding="utf-8")
    tested = run(
        "-m", "pytest", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", ".",
        "-k", "weather-box and not both_kinds", "tests/test_fixtures.py", cwd=tmp_path,
    )  # fmt: skip
    assert tested.returncode == 0, tested.stdout
    assert "4 passed" in tested.stdout
    explained = run("-m", "cleaner", "explain", "weather-box", cwd=tmp_path)
    assert "Replace me" in explained.stdout


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("promo", "cleaner/filters/promo.py exists"),
        ("read-more", "cleaner/filters/read_more.py exists"),
        ("Weather", "no name for a filter"),
        ("weather_box", "no name for a filter"),
        ("../weather", "no name for a filter"),
    ],
)
def test_refused(name: str, message: str) -> None:
    refused = new_filter(name, ROOT)
    assert refused.returncode == 2
    assert message in refused.stderr


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "fixtures" / "weather-box").mkdir(parents=True)
    refused = new_filter("weather-box", tmp_path)
    assert refused.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["fixtures"]
