#!/usr/bin/env python3
"""What starting the command costs, in processor time, against an interpreter that does nothing.

    python scripts/startup.py               # the ratios, and the slowest imports of a small pipe
    python scripts/startup.py --runs 21     # more runs, less noise

The bounds are those of tests/test_startup.py, which uses `measure` too.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

ARTICLE = Path(__file__).parent.parent / "fixtures" / "articles" / "us-tabloid.in.txt"

#: Four kilobytes of ASCII that needs no change.
_LINE = "The ferry left at noon on day {}, two hours late, with forty people aboard.\n\n"
ASCII = "".join(_LINE.format(day) for day in range(50))


class Case(NamedTuple):
    """A way to start the command, and how many times an empty interpreter it may take."""

    arguments: tuple[str, ...]
    stdin: bytes
    bound: float


CASES = {
    "help": Case(("--help",), b"", 8),
    "ASCII pipe": Case((), ASCII.encode(), 8),
    "article": Case((), ARTICLE.read_bytes(), 16),
}


def measure(runs: int, environment: Mapping[str, str]) -> dict[str, float]:
    """The ratio for each case; the runs alternate, so that a busy moment hits all of them."""
    commands: dict[str, tuple[list[str], bytes]] = {"": (["-c", "pass"], b"")}
    commands |= {name: (["-m", "cleaner", *case.arguments], case.stdin) for name, case in CASES.items()}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs + 1):
        for name, (arguments, stdin) in commands.items():
            times[name].append(_processor_time(arguments, stdin, environment))
    # The first run writes the bytecode.
    medians = {name: median(found[1:]) for name, found in times.items()}
    return {name: medians[name] / medians[""] for name in CASES}


def _processor_time(arguments: list[str], stdin: bytes, environment: Mapping[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], input=stdin, capture_output=True, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def with_bytecode(folder: str) -> dict[str, str]:
    """An environment in which bytecode is written, as it is when a package is installed."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def imports(environment: Mapping[str, str]) -> dict[str, int]:
    """The modules that a small pipe imports, with the microseconds that each takes by itself."""
    command = [sys.executable, "-X", "importtime", "-m", "cleaner"]
    done = subprocess.run(command, input=ASCII.encode(), capture_output=True, env=environment, check=True)
    found = {}
    for line in done.stderr.decode().splitlines():
        if line.startswith("import time:") and not line.endswith("imported package"):
            own, _, name = line.removeprefix("import time:").split("|")
            found[name.strip()] = int(own)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=11)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = with_bytecode(folder)
        for name, ratio in measure(arguments.runs, environment).items():
            print(f"{name:12} {ratio:5.1f}  (bound {CASES[name].bound})")
        print("\nslowest imports of the ASCII pipe, microseconds")
        for name, own in sorted(imports(environment).items(), key=lambda item: -item[1])[:15]:
            print(f"{own:8} {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
