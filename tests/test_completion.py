"""Completion in the shell: what is offered, and that bash puts it on the line when the tab key is pressed."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import COMMAND

from cleaner import catalog
from cleaner.cli import completion

SHELLS = ("bash", "zsh", "fish")


def answer(variables: Mapping[str, str]) -> str:
    """What the program tells a shell. Its standard input is no terminal, and it must not wait for a text there."""
    done = subprocess.run(
        COMMAND, input="", capture_output=True, text=True, env={**os.environ, **variables}, check=True, timeout=60
    )
    assert done.stderr == ""
    return done.stdout


def offered(line: str) -> list[str]:
    words = line.split(" ")
    return answer(
        {"_CLEANER_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    ).split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("cleaner re", ["report", "restore", "review"]),
        ("cleaner explain section", ["section-label"]),
        ("cleaner clean --preset te", ["text"]),
        ("cleaner clean --select promo,leg", ["promo,legal"]),
        ("cleaner clean --set typography.qu", ["typography.quotes="]),
        ("cleaner clean raw/fi", []),
    ],
)
def test_offers(line: str, expected: list[str]) -> None:
    """Nothing is offered for a file: the shell does that itself."""
    assert sorted(offered(line)) == expected


def test_every_filter_and_setting_is_offered() -> None:
    assert completion.filters("") == catalog.known()
    assert completion.chains("promo,")[: len(catalog.CATALOG) - 1] == [
        f"promo,{name}" for name in catalog.CATALOG if name != "promo"
    ]
    assert {"keep=", "max_loss=", "promo.phrases="} <= set(completion.settings(""))


@pytest.mark.parametrize("shell", SHELLS)
def test_scripts(shell: str) -> None:
    script = answer({"_CLEANER_COMPLETE": f"source_{shell}"})
    assert f"complete_{shell}" in script
    assert "cleaner" in script


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"_CLEANER_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "cleaner clean --preset n"}, '"news"'),
        (
            {
                "_CLEANER_COMPLETE": "complete_fish",
                "_TYPER_COMPLETE_FISH_ACTION": "get-args",
                "_TYPER_COMPLETE_ARGS": "cleaner clean --preset n",
            },
            "news",
        ),
    ],
)
def test_answers_for_other_shells(variables: dict[str, str], expected: str) -> None:
    assert expected in answer(variables)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with the command on the path and a file to complete."""
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "cleaner"
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -m cleaner "$@"\n')
    script.chmod(0o755)
    (tmp_path / "articles.txt").write_text("Noon.\n")
    return tmp_path


@pytest.mark.slow
def test_bash_completes_when_tab_is_pressed(home: Path) -> None:
    assert shutil.which("bash")
    (home / "rc").write_text(f"PS1='> '\n{answer({'_CLEANER_COMPLETE': 'source_bash'})}\n")
    lines = {
        "cleaner rest\t": "cleaner restore ",
        "cleaner clean --isol\t": "cleaner clean --isolated ",
        "cleaner clean --preset pa\t": "cleaner clean --preset page ",
        "cleaner explain section\t": "cleaner explain section-label ",
        "cleaner clean art\t": "cleaner clean articles.txt ",
    }
    typed = typed_in(["bash", "--noprofile", "--rcfile", str(home / "rc"), "-i"], list(lines), home)
    for line, completed in zip(typed, lines.values(), strict=True):
        assert completed in line


def typed_in(shell: list[str], lines: list[str], home: Path) -> list[str]:
    """What a shell shows for each line that is typed, and then thrown away with Ctrl-C."""
    environment = {
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
        "HOME": str(home),
        "TERM": "dumb",
        "INPUTRC": "/dev/null",
    }
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        shell, stdin=theirs, stdout=theirs, stderr=theirs, cwd=home, start_new_session=True,
        env={**environment, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    os.close(theirs)
    found = []
    until(ours, "> ")
    for line in lines:
        os.write(ours, line.encode())
        # A completion ends with a space.
        found.append(until(ours, r"\S+ \S+.* $"))
        os.write(ours, b"\x15")
    os.write(ours, b"exit\n")
    process.wait(20)
    os.close(ours)
    return found


def until(descriptor: int, pattern: str) -> str:
    """What is shown until a pattern fits; what there is after some seconds."""
    text, deadline = "", time.monotonic() + 20
    while time.monotonic() < deadline:
        if select.select([descriptor], [], [], 0.2)[0]:
            text += os.read(descriptor, 4096).decode(errors="replace")
        elif re.search(pattern, text):
            break
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
