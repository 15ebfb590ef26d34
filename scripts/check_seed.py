#!/usr/bin/env python3
"""Clean every seed with the command line, in every form in which it may come, and compare the bytes.

python scripts/check_seed.py DATA    # a folder of NAME.txt and NAME.expected.txt
"""

import argparse
import difflib
import gzip
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

CLEAN = [sys.executable, "-m", "cleaner"]


def wrapped(text: str) -> str:
    """The text hard-wrapped at 80, every line of it a block of its own."""
    lines = [line for line in text.split("\n") if line.strip()]
    folded = ["\n".join(textwrap.wrap(line, 80, break_long_words=False, break_on_hyphens=False)) for line in lines]
    return "\n\n".join(folded) + "\n"


def forms(text: str) -> Iterator[tuple[str, str, bytes]]:
    """The forms of a seed: name, suffix, bytes."""
    yield "as it is", ".txt", text.encode()
    yield "CRLF", ".txt", text.replace("\n", "\r\n").encode()
    yield "byte order mark", ".txt", b"\xef\xbb\xbf" + text.encode()
    yield "no blank lines", ".txt", "\n".join(line for line in text.split("\n") if line.strip()).encode()
    yield "gzip", ".txt.gz", gzip.compress(text.encode())
    yield "hard-wrapped", ".txt", wrapped(text).encode()


def outputs(source: bytes, suffix: str) -> Iterator[tuple[str, bytes]]:
    """What cleaning gives: from file to file, from file to standard output, and through a pipe."""
    with tempfile.TemporaryDirectory() as folder:
        raw, clean = Path(folder, "raw" + suffix), Path(folder, "clean.txt")
        raw.write_bytes(source)
        subprocess.run([*CLEAN, "clean", raw, "-o", clean, "--isolated"], check=True)
        yield "file", clean.read_bytes()
        yield (
            "standard output",
            subprocess.run([*CLEAN, "clean", raw], check=True, cwd=folder, capture_output=True).stdout,
        )
        if suffix == ".txt":
            yield "pipe", subprocess.run(CLEAN, check=True, cwd=folder, input=source, capture_output=True).stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    expectations = sorted(parser.parse_args().data.glob("*.expected.txt"))
    done = failed = 0
    for path in expectations:
        seed = path.with_name(path.name.replace(".expected.txt", ".txt"))
        expected = path.read_bytes()
        for form, suffix, source in forms(seed.read_bytes().decode()):
            for way, output in outputs(source, suffix):
                done += 1
                if output != expected:
                    failed += 1
                    print(f"{seed.name}, {form}, {way}: differs", file=sys.stderr)
                    sides = (expected.decode().splitlines(), output.decode(errors="replace").splitlines())
                    print(
                        "\n".join(difflib.unified_diff(*sides, "expected", "cleaned", n=1, lineterm="")),
                        file=sys.stderr,
                    )
    print(f"{done - failed} of {done} outputs of {len(expectations)} seeds are as expected")
    return 1 if failed or not done else 0


if __name__ == "__main__":
    sys.exit(main())
