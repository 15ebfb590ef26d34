#!/usr/bin/env python3
"""Measure what learned profiles add, on labelled pages of sites with several documents.

    python scripts/learned_quality.py DATA                        # a folder of *.jsonl.gz with labelled lines
    python scripts/learned_quality.py DATA --set fundus_page --preset page --min-documents 2
    python scripts/learned_quality.py DATA --min-documents 2 --lost   # story lines that went only with a profile

Each document is cleaned with a profile that was learned from the other documents of its site, never from itself, and
never from labels. Figures are those of scripts/quality.py, over the documents of sites with at least as many others as
`--min-documents`. Exits with 1 if any filter, with a profile, harms more documents than without one.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import quality

import cleaner
from cleaner.corpus import learn, sample
from cleaner.corpus.sample import Sample
from cleaner.profile import Profile, Rules
from cleaner.report.score import REMOVABLE


class LeaveOneOut:
    """Stands in for a `Cleaner`: cleans each document with what the others of its site taught.

    Args:
        preset: the preset to run.
        rows: all documents.
        rules: when a line is learned.
    """

    def __init__(self, preset: str, rows: list[quality.Row], rules: Rules) -> None:
        self._preset = preset
        self._rules = rules
        self._sites: dict[str, dict[int, list[str]]] = defaultdict(dict)
        text = cleaner.Cleaner("text")
        for row in rows:
            self._sites[row["site"]][sample.digest(row["text"])] = sample.lines_of(text(row["text"]).text)
        self.lines = 0

    def __call__(self, document: cleaner.Document) -> cleaner.Result:
        known = self.profile(document.site, sample.digest(cleaner.layout.render(document)))
        self.lines += sum(len(site.lines) for site in known.sites.values())
        return cleaner.Cleaner(self._preset, profile=known)(document)

    def profile(self, site: str, without: int) -> Profile:
        """What the documents of a site but one teach."""
        seen = Sample(self._rules.sample)
        for number, lines in self._sites[site].items():
            if number != without:
                seen.add(site, number, lines)
        return learn.made(seen, self._rules)


def eligible(rows: list[quality.Row], least: int) -> list[quality.Row]:
    """The documents of known sites with so many others."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row["site"]] += 1
    return [row for row in rows if row["site"] and counts[row["site"]] > least]


def pairs(a: argparse.Namespace, rules: Rules) -> Iterator[tuple[quality.Run, quality.Run, int]]:
    """For each set and preset the run without a profile, the one with, and lines known to a document on the average."""
    for name, everything in quality.sets(a.data, a.set):
        rows = eligible(everything, rules.min_documents)
        for preset in a.preset or ["news", "page"]:
            if rows:
                learned = LeaveOneOut(preset, rows, rules)
                without = quality.run(preset, name, rows)
                yield without, quality.run(preset, name, rows, learned), learned.lines // len(rows)


def recall(run: quality.Run) -> float:
    """The share of residue lines that went."""
    gone = sum(labels[label] for labels in run.removed.values() for label in REMOVABLE)
    return gone / max(1, gone + len(run.left))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", action="append", default=[], help="only sets whose name contains this; repeatable")
    parser.add_argument("--preset", action="append", help="news, page; default both")
    parser.add_argument("--min-documents", type=int, default=Rules().min_documents)
    parser.add_argument("--share", type=float, default=Rules().share)
    parser.add_argument("--lost", action="store_true", help="list the story lines that went only with a profile")
    a = parser.parse_args()
    rules = Rules(a.min_documents, a.share)
    print(
        "| preset | set | documents | lines known | clean | with | harmed % | with | recall | with | residue | story |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    worse = False
    for without, with_, known in pairs(a, rules):
        one, other = (quality.figures(run.tallies, run.rows) for run in (without, with_))
        worse |= other.harmed > one.harmed
        labels = with_.removed.get("learned", Counter[str]())
        cells = [
            with_.preset, with_.name, len(with_.rows), known, f"{one.clean:.4f}", f"{other.clean:.4f}",
            f"{one.harmed:.1f}", f"{other.harmed:.1f}", f"{recall(without):.4f}", f"{recall(with_):.4f}",
            sum(labels[label] for label in REMOVABLE), labels["keep"],
        ]  # fmt: skip
        print("| " + " | ".join(map(str, cells)) + " |", flush=True)
        if a.lost:
            before = {(row["id"], record.line) for row, record in without.lost}
            for row, record in with_.lost:
                if (row["id"], record.line) not in before:
                    print(f"  {row['id'][-30:]} {record.line} {record.filter} [{record.why}] {record.before[:120]}")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
