#!/usr/bin/env python3
"""Test completion in bash, zsh and fish as they are: press the tab key and look at the line.

python scripts/shells.py          # all three; one that is not installed is an error
python scripts/shells.py bash     # one of them
"""

import fcntl
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

#: What is typed before the tab key, and what must be on the line after it.
LINES = {
    "cleaner rest": "cleaner restore ",
    "cleaner clean --preset pa": "cleaner clean --preset page ",
    "cleaner clean --select promo,leg": "cleaner clean --select promo,legal ",
    "cleaner explain section": "cleaner explain section-label ",
    "cleaner clean arti": "cleaner clean articles.txt ",
}

#: How each shell is started without anything of the user's, and what it reads at first.
SHELLS = {
    "bash": (["bash", "--noprofile", "--rcfile", "{home}/rc", "-i"], "PS1='READY> '\n{script}\n"),
    "zsh": (
        ["zsh", "-i"],
        "PS1='READY> '\nunsetopt zle_bracketed_paste\nautoload -Uz compinit\ncompinit -u\n{script}\n",
    ),
    "fish": (["fish", "-i"], "function fish_prompt; echo -n 'READY> '; end\nset -g fish_greeting\n{script}\n"),
}

_RC = {"bash": "rc", "zsh": ".zshrc", "fish": ".config/fish/config.fish"}

_SECONDS = 30


def prepared(shell: str, home: Path) -> list[str]:
    """A home with the command, a file to complete and the shell's settings; how to start the shell."""
    (home / "bin").mkdir()
    program = home / "bin" / "cleaner"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m cleaner "$@"\n')
    program.chmod(0o755)
    (home / "articles.txt").write_text("Noon.\n")
    asked = {**os.environ, "_CLEANER_COMPLETE": f"source_{shell}"}
    command = [sys.executable, "-m", "cleaner"]
    script = subprocess.run(command, input="", capture_output=True, text=True, env=asked, check=True).stdout
    start, settings = SHELLS[shell]
    rc = home / _RC[shell]
    rc.parent.mkdir(parents=True, exist_ok=True)
    rc.write_text(settings.replace("{script}", script))
    return [part.replace("{home}", str(home)) for part in start]


class Terminal:
    """A shell on a terminal."""

    def __init__(self, command: list[str], home: Path) -> None:
        self._own, theirs = pty.openpty()
        environment = {
            "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
            "HOME": str(home),
            "ZDOTDIR": str(home),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "TERM": "xterm",
            "LANG": "C.UTF-8",
            "INPUTRC": "/dev/null",
        }
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=home, env=environment, start_new_session=True,
            # fish starts on no other terminal than its own.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(theirs)

    def type(self, text: str) -> None:
        """Type a text."""
        os.write(self._own, text.encode())

    def until(self, wanted: str) -> tuple[bool, str]:
        """Whether a text is shown in time, and all that is shown till then."""
        shown, deadline = "", time.monotonic() + _SECONDS
        while time.monotonic() < deadline:
            if select.select([self._own], [], [], 0.2)[0]:
                try:
                    data = os.read(self._own, 4096).decode(errors="replace")
                except OSError:
                    break
                # fish asks what the terminal can do, and waits for an answer.
                if "\x1b[c" in data or "\x1b[0c" in data:
                    self.type("\x1b[?62;c")
                shown += data
            if wanted in plain(shown):
                return True, plain(shown)
        return False, plain(shown)

    def close(self) -> None:
        """End the shell."""
        self._process.kill()
        self._process.wait()
        os.close(self._own)


def plain(shown: str) -> str:
    """What is shown without the commands to the terminal."""
    return re.sub(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;?>=]*[A-Za-z]|\x1b[()=>][A-B0-2]?|\r", "", shown)


def failures(shell: str) -> list[str]:
    """What goes wrong in a shell."""
    with tempfile.TemporaryDirectory() as name:
        terminal = Terminal(prepared(shell, Path(name)), Path(name))
        try:
            ready, shown = terminal.until("READY> ")
            if not ready:
                return [f"{shell} does not start: {shown!r}"]
            return [problem for typed, wanted in LINES.items() for problem in tried(terminal, shell, typed, wanted)]
        finally:
            terminal.close()


def tried(terminal: Terminal, shell: str, typed: str, wanted: str) -> list[str]:
    """What goes wrong with a line."""
    terminal.type(typed + "\t")
    # Editors of lines show the whole line, or only what is new.
    new = wanted.removeprefix(typed)
    found, shown = terminal.until(new)
    terminal.type("\x15")
    time.sleep(0.5)
    terminal.until("")
    return [] if found else [f"{shell}: {typed!r} and tab gives {shown!r}, not {wanted!r}"]


def main() -> int:
    shells = sys.argv[1:] or list(SHELLS)
    problems = []
    for shell in shells:
        if shell not in SHELLS:
            problems.append(f"{shell}: known are {', '.join(SHELLS)}")
        elif shutil.which(shell) is None:
            problems.append(f"{shell} is not installed: apt-get install {shell}")
        else:
            found = failures(shell)
            problems += found
            if not found:
                print(f"{shell}: {len(LINES)} lines completed")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
