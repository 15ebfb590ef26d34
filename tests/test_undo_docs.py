"""What docs/undo.md shows runs and says what it shows."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "undo.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_commands_run_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    (tmp_path / "raw").mkdir()
    promo = "Sign up for our newsletter: the harbour, every Friday, in your inbox"
    stories = "\n\n".join(
        f"The ferry left at noon on day {n}, two hours late, with forty people aboard." for n in range(9)
    )
    (tmp_path / "raw" / "1.txt").write_text(f"Ferry late\n\nAdvertisement\n\n{stories}\n\n{promo}\n")
    shown = {}
    for line in [line for block in blocks("sh") for line in block.splitlines()]:
        command = line.partition(" #")[0].strip()
        if "--verdicts judged.csv" in command:
            judge(tmp_path)
        done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == (1 if "--diff" in command or "--check" in command else 0), f"{command}\n{done.stderr}"
        shown[command] = done.stdout
    assert (tmp_path / "back" / "1.txt").read_bytes() == (tmp_path / "raw" / "1.txt").read_bytes()
    explained = shown["cleaner explain --line 3 raw/1.txt"].splitlines()
    expected = next(block for block in blocks("text") if block.startswith("raw/1.txt:3")).splitlines()
    assert explained[:2] == expected[:2]
    assert {expected[3], expected[5]} <= set(explained)
    assert any(
        re.fullmatch(r"classifier   \d\.\d\d residue; the filter residue needs \d\.\d+", line) for line in explained
    )
    table = shown["cleaner review ledger.jsonl --verdicts judged.csv"]
    assert table in blocks("text")


def judge(folder: Path) -> None:
    """Fill in the table as its reader would: all lines of both filters, though the sample has promos only."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = ["cleaner", "review", "ledger.jsonl", "--csv", "all.csv"]
    subprocess.run(command, cwd=folder, check=True, env=environment)
    with (folder / "all.csv").open(newline="") as source, (folder / "judged.csv").open("w", newline="") as target:
        rows = [row for row in csv.DictReader(source) if row["filter"] in ("advert", "promo")]
        writer = csv.DictWriter(target, rows[0].keys())
        writer.writeheader()
        writer.writerows({**row, "verdict": "right"} for row in rows)


def test_the_picture_is_there() -> None:
    picture = (ROOT / "docs" / "images" / "report.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 200_000
