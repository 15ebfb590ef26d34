#!/usr/bin/env python3
"""Measure the cleaner on labelled pages, by set and by filter, and hold it to its floors.

    python scripts/quality.py DATA              # a folder of *.jsonl.gz with labelled lines
    python scripts/quality.py DATA --filters    # precision of every filter: of the lines it removed, how many were residue
    python scripts/quality.py DATA --errors promo --set big9   # the story lines that a filter removed
    python scripts/quality.py DATA --left --set big9           # residue that stayed
    python scripts/quality.py DATA --floors     # exit 1 if a figure is below its floor

A row is {"id", "site", "lang", "text", "lines": [{"text", "label"}]}; labels keep, residue, dup, caption, ignore. The
scorer itself is `score.py` in the data folder.
"""

import argparse
import gzip
import importlib.util
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cleaner
from cleaner.pipeline import LAYOUT_RECORD

Row = dict[str, Any]

#: set: (clean at least, harmed % at most, lost % at most)
FLOORS: dict[str, tuple[float, float, float]] = {}


def rows_of(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def scorer(data: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", data / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{data}: no score.py there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def held_out(row: Row) -> bool:
    """Whether a row belongs to the third of the sites that tuning does not look at."""
    return random.Random(f"site:{row['site'] or row['id']}").random() < 1 / 3  # noqa: S311


def sets(data: Path, wanted: list[str]) -> Iterator[tuple[str, list[Row]]]:
    for path in sorted(data.glob("*.jsonl.gz")):
        name = path.name.split(".")[0]
        if not name.startswith("dedup") and (not wanted or any(w in name for w in wanted)):
            yield name, rows_of(path)


def labels_by_line(row: Row) -> dict[int, dict[str, Any]]:
    """The labelled line of each source line, by number."""
    found: dict[int, dict[str, Any]] = {}
    queue = iter(row["lines"])
    current = next(queue, None)
    for number, line in enumerate(row["text"].split("\n"), 1):
        if current is not None and line.strip() == current["text"].strip():
            found[number] = current
            current = next(queue, None)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--preset", default="news")
    parser.add_argument("--filters", action="store_true")
    parser.add_argument("--errors", metavar="FILTER")
    parser.add_argument("--left", action="store_true")
    parser.add_argument("--split", choices=["all", "tune", "held"], default="all")
    parser.add_argument("--floors", action="store_true")
    a = parser.parse_args()
    score = scorer(a.data)
    clean = cleaner.Cleaner(preset=a.preset)
    by_filter: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    failed = False
    print(f"{'set':18}{'docs':>5}{'P':>8}{'R':>8}{'dup':>8}{'lost%':>8}{'harmed%':>9}{'clean':>8}{'over':>6}")
    for name, rows in sets(a.data, a.set):
        if a.split != "all":
            rows = [r for r in rows if held_out(r) == (a.split == "held")]
        outputs, over = {}, 0
        for row in rows:
            result = clean(cleaner.parse(row["text"], id=row["id"], site=row["site"], lang=row.get("lang") or ""))
            outputs[row["id"]] = result.text
            over += result.over_budget
            labels = labels_by_line(row)
            for record in result.records:
                if record.after is None and record.filter != LAYOUT_RECORD:
                    label = labels.get(record.line, {}).get("label", "?")
                    by_filter[name][record.filter][label] += 1
                    if a.errors in (record.filter, "all") and label == "keep":
                        print(f"  {row['id'][-30:]} {record.line} {record.filter} [{record.why}] {record.before[:150]}")
            if a.left:
                gone = {r.line for r in result.records if r.after is None}
                for number, line in labels.items():
                    if line["label"] in ("residue", "dup") and number not in gone:
                        print(f"  {row['id'][-24:]:24} {number:4} {line['label']} {line['text'][:140]}")
        figures = score.score(rows, outputs)[0]
        dup = "-" if figures["dup"] is None else f"{figures['dup']:.3f}"
        print(
            f"{name:18}{len(rows):5}{figures['P']:8.4f}{figures['R']:8.4f}{dup:>8}{figures['lost%']:8.2f}"
            f"{figures['harmed%']:9.2f}{figures['clean']:8.4f}{over:6}"
        )
        floor = FLOORS.get(name)
        if a.floors and floor and a.preset == "news":
            fell = figures["clean"] < floor[0] or figures["harmed%"] > floor[1] or figures["lost%"] > floor[2]
            failed |= fell
            if fell:
                print(f"  below its floor: clean {floor[0]}, harmed {floor[1]} %, lost {floor[2]} %", file=sys.stderr)
    if a.filters:
        print_filters(by_filter)
    return 1 if failed else 0


def print_filters(by_filter: dict[str, dict[str, Counter[str]]]) -> None:
    names = list(dict.fromkeys(f for counts in by_filter.values() for f in counts))
    print(f"\n{'filter':18}" + "".join(f"{s:>24}" for s in by_filter))
    for name in names:
        cells = []
        for counts in by_filter.values():
            c = counts[name]
            good, bad = c["residue"] + c["dup"], c["keep"]
            share = f"{good / (good + bad):.3f}" if good + bad else "-"
            cells.append(f"{share} {good}/{bad} c{c['caption']}".rjust(24))
        print(f"{name:18}" + "".join(cells))


if __name__ == "__main__":
    sys.exit(main())
