#!/usr/bin/env python3
"""Measure the cleaner: beside other tools, with files and documents of all sizes, workers, small files, copies.

python -m venv .bench && .bench/bin/pip install -r scripts/bench-requirements.txt   # the other tools
python scripts/bench.py                              # all figures, about forty minutes
python scripts/bench.py --quick                      # smaller, about three
python scripts/bench.py --only copies --json FILE    # some parts; FILE keeps what it has of the others
python scripts/bench.py --check                      # exit status 1 if a bound is missed
python scripts/bench.py --write docs/performance.md  # the page and its chart

python scripts/bench.py --in-process                     # MB/s of cleaner and ftfy, by kind of document
python scripts/bench.py --in-process --profile ordinary  # where the cleaner's time goes
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import bounds, corpus, inprocess, page, suite
from benchmarks.measure import RunError

PARTS = ("speed", "sizes", "growth", "workers", "files", "copies")
ROOT = Path(__file__).parent.parent


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--only", default=",".join(PARTS), metavar="PART,...", help=f"of {', '.join(PARTS)}")
    add("--quick", action="store_true", help="fewer rounds, smaller files")
    add("--check", action="store_true", help="exit status 1 if a bound is missed")
    add("--write", type=Path, metavar="FILE", help="write the page, and images/performance.svg beside it")
    add("--json", type=Path, metavar="FILE", help="write the figures, after each part; those of other parts stay")
    add("--from", dest="source", type=Path, metavar="FILE", help="take the figures from there, and measure nothing")
    add("--peers", type=Path, default=ROOT / ".bench", metavar="VENV", help="environment of the other tools")
    add("--temp", type=Path, metavar="FOLDER", help="where files are made; 10 GB must be free, 2.5 without copies")
    add("--in-process", action="store_true", help="MB/s by kind of document, in this process")
    add("--profile", choices=[*corpus.KINDS, "dirty", "the mix"], help="with --in-process: profile the cleaner instead")
    add("--megabytes", type=float, default=1.0, help="with --in-process: of each kind")
    arguments = parser.parse_args()
    arguments.only = set(arguments.only.split(","))
    if arguments.only - set(PARTS):
        parser.error(f"--only: no such part: {', '.join(sorted(arguments.only - set(PARTS)))}")
    if arguments.write and not arguments.source and arguments.only != set(PARTS):
        parser.error("--write needs every part: leave --only out")
    return arguments


def main() -> int:
    arguments = parsed()
    if arguments.in_process or arguments.profile:
        return in_process(arguments)
    effort = suite.QUICK if arguments.quick else suite.NORMAL
    try:
        results = (
            suite.load(json.loads(arguments.source.read_text())) if arguments.source else measured(arguments, effort)
        )
    except RunError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    if arguments.write:
        page.write(arguments.write, results, effort, quick=arguments.quick)
    missed = [v for v in bounds.verdicts(results, parts=arguments.only, quick=arguments.quick) if not v.met]
    if arguments.check:
        print("\n".join(f"missed: {verdict}" for verdict in missed) or "all bounds are met")
    return 1 if arguments.check and missed else 0


def in_process(arguments: argparse.Namespace) -> int:
    if arguments.profile:
        inprocess.profile(arguments.profile, arguments.megabytes, 40)
    else:
        inprocess.show(arguments.megabytes)
    return 0


def begun(path: Path | None, machine: dict[str, str]) -> suite.Results:
    """The figures of an earlier run, of which some are taken anew; none where there is no such file."""
    if path is None or not path.exists():
        return suite.Results(machine)
    results = suite.load(json.loads(path.read_text()))
    results.machine = machine
    return results


def measured(arguments: argparse.Namespace, effort: suite.Effort) -> suite.Results:
    """All parts that are wanted, in a folder that is removed; each part's figures are printed as they come."""
    peers = arguments.peers / "bin" / "python"
    if not peers.exists():
        raise RunError(
            f"{arguments.peers}: no environment there; `{sys.executable} -m venv {arguments.peers} && "
            f"{arguments.peers}/bin/pip install -r scripts/bench-requirements.txt` makes it"
        )
    results = begun(arguments.json, suite.machine(str(peers)))
    with tempfile.TemporaryDirectory(dir=arguments.temp) as folder:
        bench = suite.Bench(Path(folder), str(peers), effort)
        measures: dict[str, Callable[[], object]] = {
            "speed": lambda: setattr(results, "speed", bench.speeds()),
            "sizes": lambda: setattr(results, "sizes", bench.sizes()),
            "growth": lambda: setattr(results, "growth", bench.growth()),
            "workers": lambda: setattr(results, "workers", bench.workers()),
            "files": lambda: setattr(results, "small_files", bench.small_files()),
            "copies": lambda: setattr(results, "copies", bench.copies()),
        }
        for part, measure in measures.items():
            if part in arguments.only:
                started = time.perf_counter()
                measure()
                print(f"{part}, {time.perf_counter() - started:.0f} s", flush=True)
                if arguments.json:
                    arguments.json.write_text(json.dumps(suite.plain(results), indent=1) + "\n", encoding="utf-8")
                for verdict in bounds.verdicts(results, parts={part}, quick=arguments.quick):
                    print(f"  {'ok  ' if verdict.met else 'miss'} {verdict}", flush=True)
    return results


if __name__ == "__main__":
    sys.exit(main())
