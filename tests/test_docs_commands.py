"""Every command that the documentation shows runs, and prints what is shown of it."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
import zstandard
from pages import PAGES, ROOT, Step, blocks, fits, steps

pytestmark = pytest.mark.slow

#: Options with which exit status 1 means that something would change.
_WOULD_CHANGE = re.compile(r"--(?:diff|check)\b")

RunPage = Callable[[Path], list[str]]

_SHELL = """\
set -Euo pipefail
trap 'echo "$LINENO $?" >> "$NOTES/failed"' ERR
"""


@cache
def samples() -> dict[str, bytes]:
    """The files that pages take for granted."""
    row = {"id": 1, "site": "gazette.example", "text": "Advertisement\n\nNoon.\n"}
    line = json.dumps(row).encode() + b"\n"
    table = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([row]), table)
    example = (ROOT / "docs" / "example.txt").read_bytes()
    texts = dict.fromkeys(("raw.txt", "dump.txt", "raw/1.txt", "raw/2.txt"), example)
    return {
        **texts,
        "articles.jsonl": line,
        "dump.jsonl.zst": zstandard.compress(line),
        "dump.parquet": table.getvalue(),
    }


def prepared(folder: Path) -> Path:
    """A directory with the samples and the project's fixtures."""
    (folder / "raw").mkdir(parents=True)
    for file, content in samples().items():
        (folder / file).write_bytes(content)
    (folder / "fixtures").symlink_to(ROOT / "fixtures")
    return folder


def problems(page: str, folder: Path) -> list[str]:
    """Do what a page says, in one shell, and list what is not as it says."""
    notes = folder.parent / f"{folder.name}-notes"
    notes.mkdir()
    doing = steps(page)
    script, lines = _script(doing, notes)
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "NOTES": str(notes),
        "PROJECT": str(ROOT),
        "COLUMNS": "80",
        "TERM": "dumb",
        "NO_COLOR": "1",
    }
    environment.pop("FORCE_COLOR", None)
    (notes / "script.sh").write_text(script, encoding="utf-8")
    subprocess.run(
        ["bash", notes / "script.sh"], cwd=folder, env=environment, stdin=subprocess.DEVNULL, check=False, timeout=120
    )
    return [*_failed(notes, script.split("\n"), lines), *_different(doing, notes)]


def _script(doing: list[Step], notes: Path) -> tuple[str, dict[int, int]]:
    """A shell script that does all, and for its lines those of the page."""
    script = _SHELL
    lines: dict[int, int] = {}
    for number, step in enumerate(doing):
        if step.file:
            (notes / f"{number}.file").write_text(step.code, encoding="utf-8")
            script += f'mkdir -p "$(dirname {step.file})" && cp "$NOTES/{number}.file" {step.file}\n'
            continue
        script += "{\n"
        first = script.count("\n") + 1
        lines |= {first + i: step.line + i for i in range(step.code.count("\n"))}
        script += f'{step.code}true\n}} > "$NOTES/{number}.out" 2>&1\n'
    return script + 'echo done > "$NOTES/end"\n', lines


def _failed(notes: Path, script: list[str], lines: dict[int, int]) -> list[str]:
    found = []
    if (notes / "failed").exists():
        for entry in (notes / "failed").read_text().split("\n")[:-1]:
            line, status = map(int, entry.split())
            if not (status == 1 and _WOULD_CHANGE.search(script[line - 1])):
                found.append(f"line {lines.get(line)}: exit status {status}: {script[line - 1]}")
    return found if (notes / "end").exists() else [*found, "the shell did not come to the end"]


def _different(doing: list[Step], notes: Path) -> list[str]:
    found = []
    for number, step in enumerate(doing):
        out = notes / f"{number}.out"
        printed = out.read_text(encoding="utf-8") if out.exists() else ""
        if step.shown is not None and not fits(step.shown, printed):
            found.append(f"line {step.line}: shown is\n{step.shown}\nprinted was\n{printed}")
        elif re.search("warning|Traceback", printed) and step.shown is None:
            found.append(f"line {step.line}: {printed}")
    return found


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture(scope="module")
def run_page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunPage]:
    """What is wrong with a page. All that are asked for run at once, each in a shell and a folder of its own."""
    folder = tmp_path_factory.mktemp("pages")
    items = [item for item in request.session.items if isinstance(item, pytest.Function)]
    asked = [Path(str(item.callspec.params["page"])) for item in items if "run_page" in item.fixturenames]

    def run(number: int) -> list[str]:
        return problems(asked[number].read_text(encoding="utf-8"), prepared(folder / str(number)))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {page: pool.submit(run, number) for number, page in enumerate(asked)}
        yield lambda page: running[page].result()


@pytest.mark.parametrize("page", [p for p in PAGES if steps(p.read_text(encoding="utf-8"))], ids=name)
def test_the_page_does_what_it_says(page: Path, run_page: RunPage) -> None:
    found = run_page(page)
    assert not found, f"{name(page)}:\n" + "\n".join(found)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_command_hides_from_the_test(page: Path) -> None:
    for block in blocks(page.read_text(encoding="utf-8")):
        assert block.language not in ("bash", "shell", "zsh"), f"line {block.line}: commands stand in `sh` or `console`"
        others = [line for line in block.code.split("\n")[:-1] if not line.startswith("cleaner ")]
        if block.language == "text" and others and name(page) != "docs/cli.md":
            assert not re.search(r"^(?:\$ )?cleaner [a-z<-]", block.code, re.MULTILINE), f"line {block.line}"


# The test itself.

PAGE = """\
Here is `notes/a.txt`:

```text
noon
```

```sh
cat notes/a.txt   # a comment
```

```text
noon
```

<!-- run
cd notes
-->

```console
$ cat a.txt
n...n
$ for i in 1 2 3; do echo $i; done
1
...
$ pip install nothing-of-this-name
```
"""


def test_a_page_that_is_right(tmp_path: Path) -> None:
    assert problems(PAGE, prepared(tmp_path / "work")) == []


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("```text\nnoon\n```\n\n<!--", "```text\nnight\n```\n\n<!--", "line 8: shown is\nnight\n\nprinted was\nnoon\n"),
        ("n...n", "n...x", "line 20: shown is\nn...x\n\nprinted was\nnoon\n"),
        ("cd notes\n", "test -d notes/a.txt\n", "line 16: exit status 1: test -d notes/a.txt"),
        ("cd notes\n", "cat < absent | cat\n", "line 16: exit status 1: cat < absent | cat"),
        ("cd notes\n", "exit\n", "the shell did not come to the end"),
        ("cd notes\n", "cd notes\necho a warning\n", "line 16: a warning\n"),
    ],
)
def test_a_page_that_is_wrong(right: str, wrong: str, message: str, tmp_path: Path) -> None:
    assert right in PAGE
    assert message in problems(PAGE.replace(right, wrong), prepared(tmp_path / "work"))


@pytest.mark.parametrize(("command", "found"), [("false --check", 0), ("(exit 2) --check", 1), ("false", 1)])
def test_only_something_would_change_may_be_status_1(command: str, found: int, tmp_path: Path) -> None:
    page = f"```sh\n{command}\n```\n"
    assert (len(problems(page, prepared(tmp_path / "work"))) > 0) == bool(found)
