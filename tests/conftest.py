"""The command as a user runs it: a process with real pipes and files."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

COMMAND = (sys.executable, "-m", "cleaner")

#: Three sentences that no filter of the preset `text` has anything to do with.
PLAIN = "The ferry left at noon.\n\nForty people were aboard.\n\nThe coffee had run out.\n"

#: The same with spaces, quotes and blank lines that it mends.
RAW = "The  ferry left at noon. \n\n\n\nForty people were aboard.\n\nThe coffee had run out.\n"


def heed_interrupts() -> None:
    """Let the process that begins be interrupted, also in the background of a shell or under `nohup`."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Ran(NamedTuple):
    """What a process left behind."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def messages(self) -> list[str]:
        return self.err.splitlines()


class Run(Protocol):
    """Runs the command in the test's directory."""

    def __call__(
        self,
        *arguments: str | Path,
        stdin: bytes | str = b"",
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        before: Callable[[], object] | None = None,
    ) -> Ran: ...


@pytest.fixture(scope="session", autouse=True)
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the processes of the tests compile every module once, as an installed package is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("bytecode")))
        yield


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def command(
        *arguments: str | Path,
        stdin: bytes | str = b"",
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        before: Callable[[], object] | None = None,
    ) -> Ran:
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=cwd or tmp_path,
            env={**os.environ, **(env or {})},
            preexec_fn=before,
            timeout=60,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr.decode())

    return command


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A directory `raw` with texts in it and in one below."""
    raw = tmp_path / "raw"
    (raw / "ap").mkdir(parents=True)
    (raw / "a.txt").write_text(RAW)
    (raw / "ap" / "b.txt").write_text(RAW)
    (raw / "ap" / "plain.txt").write_text(PLAIN)
    (raw / "notes.log").write_text(RAW)
    (raw / ".hidden.txt").write_text(RAW)
    return raw


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a directory with what is in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
