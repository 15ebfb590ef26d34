#!/usr/bin/env python3
"""Write docs/images/still.svg: commands and what they print on a terminal, in its colours, for light and dark pages.

The commands are run, on the invented articles; nothing in the picture is typed by hand. scripts/docs.py writes it with
the other generated files.

    python scripts/still.py           # write
    python scripts/still.py --check   # write nothing; exit 1 if it is out of date
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "still.svg"

#: Commands, and how many lines of each are shown: as many as fit on a screen with the others.
SESSION = (
    ("cleaner clean raw/us-tabloid.txt --diff", 24),
    ("cleaner explain --line 22 raw/us-tabloid.txt", 2),
    ("cleaner clean raw/ -o clean/ --report ledger.jsonl", 1),
    ("cleaner restore clean/ ledger.jsonl -o back/ && diff -r raw/ back/ && echo 'nothing is lost'", 1),
)

COLUMNS = 112
_CHARACTER = 8.4
_LINE = 19
_EDGE = 16

#: What the control sequences of the program switch on; 0 switches all off, 27 only `reverse`.
_STYLES = {"1": "bold", "7": "reverse", "31": "red", "32": "green", "33": "yellow", "36": "cyan"}
_SEQUENCE = re.compile(r"\x1b\[([\d;]*)m")

#: Colours on light and on dark pages.
_COLOURS = {
    "paper": ("#f6f8fa", "#161b22"),
    "ink": ("#1f2328", "#e6edf3"),
    "red": ("#b31d28", "#ff7b72"),
    "green": ("#116329", "#7ee787"),
    "cyan": ("#0550ae", "#79c0ff"),
    "faint": ("#59636e", "#9198a1"),
}

_PAGE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">
<style>
svg {{ {light} }}
@media (prefers-color-scheme: dark) {{ svg {{ {dark} }} }}
rect {{ fill: var(--paper); }}
text {{ fill: var(--ink); font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre; }}
.red {{ fill: var(--red); }} .green {{ fill: var(--green); }} .cyan, .prompt {{ fill: var(--cyan); }}
.yellow, .faint {{ fill: var(--faint); }} .bold, .prompt {{ font-weight: bold; }}
.reverse {{ text-decoration: underline; font-weight: bold; }}
</style>
<rect width="{width}" height="{height}" rx="8"/>
{rows}
</svg>
"""


class Piece(NamedTuple):
    """Characters of one style, a name of the style sheet or none."""

    text: str
    style: str = ""


def pieces(line: str) -> Iterator[Piece]:
    """A line of output cut where its style changes.

    Raises:
        ValueError: a control sequence is not known.
    """
    on: list[str] = []
    at = 0
    for match in _SEQUENCE.finditer(line):
        if match.start() > at:
            yield Piece(line[at : match.start()], " ".join(on))
        at = match.end()
        for code in (match[1] or "0").split(";"):
            if code == "0":
                on.clear()
            elif code == "27":
                on.remove("reverse")
            elif code in _STYLES:
                on.append(_STYLES[code])
            else:
                raise ValueError(f"a style that is not known: {code}")
    if at < len(line):
        yield Piece(line[at:], " ".join(on))


def wrapped(line: list[Piece]) -> Iterator[list[Piece]]:
    """The rows that a line takes on the terminal."""
    row: list[Piece] = []
    room = COLUMNS
    for text, style in line:
        while len(text) > room:
            yield [*row, Piece(text[:room], style)]
            text, row, room = text[room:], [], COLUMNS
        row.append(Piece(text, style))
        room -= len(text)
    yield row


def session(folder: Path) -> Iterator[list[Piece]]:
    """The lines of the session, run in a folder with the articles."""
    raw = folder / "raw"
    raw.mkdir()
    for page in sorted((ROOT / "fixtures" / "articles").glob("*.in.txt")):
        shutil.copy(page, raw / page.name.replace(".in.", "."))
    for number, (command, most) in enumerate(SESSION):
        if number:
            yield []
        yield [Piece("$ ", "prompt"), Piece(command, "bold")]
        lines = printed(command, folder)
        yield from (list(pieces(line)) for line in lines[:most])
        if len(lines) > most:
            yield [Piece(f"... {len(lines) - most} more lines", "faint")]


def printed(command: str, folder: Path) -> list[str]:
    """What a command prints on a terminal, by line.

    Raises:
        SystemExit: it failed.
    """
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "FORCE_COLOR": "1",
        "COLUMNS": str(COLUMNS),
    }
    environment.pop("NO_COLOR", None)
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 1 if "--diff" in command else 0):
        raise SystemExit(f"{command}: exit status {done.returncode}\n{done.stdout}")
    return done.stdout.removesuffix("\n").split("\n") if done.stdout else []


def drawn(rows: list[list[Piece]]) -> str:
    """The picture."""
    height = 2 * _EDGE + len(rows) * _LINE
    return _PAGE.format(
        width=round(2 * _EDGE + COLUMNS * _CHARACTER),
        height=height,
        label=escape("A terminal: " + "; ".join(command for command, _ in SESSION)),
        light=_variables(0),
        dark=_variables(1),
        rows="\n".join(_row(row, _EDGE + (number + 1) * _LINE - 5) for number, row in enumerate(rows) if row),
    )


def _variables(scheme: int) -> str:
    """The colours of a scheme, 0 light, 1 dark, for the style sheet."""
    return " ".join(f"--{name}: {colours[scheme]};" for name, colours in _COLOURS.items())


def _row(row: list[Piece], y: int) -> str:
    """One row of text. Its length is given, so that a font of another width does not break the columns."""
    length = sum(len(piece.text) for piece in row) * _CHARACTER
    spans = "".join(f'<tspan class="{p.style}">{escape(p.text)}</tspan>' if p.style else escape(p.text) for p in row)
    return f'<text x="{_EDGE}" y="{y}" textLength="{length:.1f}" xml:space="preserve">{spans}</text>'


def picture() -> str:
    """The picture of the session, run anew."""
    with tempfile.TemporaryDirectory() as folder:
        return drawn([row for line in session(Path(folder)) for row in wrapped(line)])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    check = parser.parse_args().check
    new = picture()
    if PICTURE.exists() and PICTURE.read_text(encoding="utf-8") == new:
        return 0
    if check:
        print("docs/images/still.svg is out of date: run scripts/still.py", file=sys.stderr)
        return 1
    PICTURE.write_text(new, encoding="utf-8")
    print("wrote docs/images/still.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
