#!/usr/bin/env python3
"""Clean inputs of a size that no article has: a single line of 100 MB, a million short lines, a record of 50 MB.

    python scripts/large_inputs.py              # preset text
    python scripts/large_inputs.py --preset news

Prints the time and the peak of memory for each. tests/test_bad_input.py does the same with smaller ones.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

SENTENCE = "The ferry left at noon on day {}, two hours late, with forty people  aboard. "


def inputs() -> Iterator[tuple[str, str, Iterator[str]]]:
    """Names, file names and texts, in pieces: what this process holds counts for its children's memory too."""
    yield "one line of 100 MB", "line.txt", (SENTENCE.format(number) for number in range(1_300_000))
    yield "a million short lines", "lines.txt", (f"The ferry  left {number}.\n" for number in range(1_000_000))
    yield "a million equal lines", "equal.txt", repeat("The ferry  left.\n", 1_000_000)
    yield "a million blank lines", "blank.txt", repeat("\n", 1_000_000)
    paragraphs = (json.dumps(SENTENCE.format(number) + "\n\n")[1:-1] for number in range(650_000))
    yield "a record of 50 MB", "record.jsonl", chain(['{"text": "'], paragraphs, ['"}\n'])
    yield "a million records", "records.jsonl", repeat('{"id": 1, "text": "The ferry  left."}\n', 1_000_000)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", default="text")
    parser.add_argument("--only", default="", help="part of a name")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, file, pieces in inputs():
            if arguments.only in name:
                path = Path(folder, file)
                with path.open("w", encoding="utf-8") as stream:
                    stream.writelines(pieces)
                print(f"{name:24} {_measured(path, arguments.preset)}", flush=True)
                path.unlink()
    return 0


def _measured(path: Path, preset: str) -> str:
    started = time.perf_counter()
    command = [sys.executable, "-m", "cleaner", "clean", str(path), "--preset", preset, "-o", f"{path}.out"]
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    return f"status {process.returncode}  {seconds:7.1f} s  {usage.ru_maxrss / 1024:7.0f} MB"


if __name__ == "__main__":
    sys.exit(main())
