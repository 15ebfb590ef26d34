#!/usr/bin/env python3
"""Measure the cleaner on labelled pages, by set, language and filter, and hold it to its floors.

    python scripts/quality.py DATA                        # a folder of *.jsonl.gz with labelled lines
    python scripts/quality.py DATA --unseen               # only the third of the sites, with weights that never saw it
    python scripts/quality.py DATA --errors promo --set big9   # story lines that a filter (or `all`) removed
    python scripts/quality.py DATA --left --set big9           # residue that stayed
    python scripts/quality.py DATA --write docs/quality.md     # the report
    python scripts/quality.py DATA --floors               # exit 1 if a figure is below its floor

A row is {"id", "site", "lang", "text", "lines": [{"text", "label"}]}; labels keep, residue, dup, caption, ignore. The
figures are those of `cleaner score` (docs/scoring.md). The weights that come with the package have seen all pages;
what is said of unseen sites, languages, filters and errors is measured with others (`unseen`), and these have to reach
the floors too.
"""

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import stories
import unseen

import cleaner
from cleaner import authors, dates
from cleaner.credits import ends_with_credit, is_credit
from cleaner.document import Paragraph
from cleaner.report import labelled, score
from cleaner.report.score import REMOVABLE, Tally

Row = dict[str, Any]


class Floor(NamedTuple):
    clean: float
    harmed: float
    lost: float
    dup: float = 0.0


#: (preset, set): what must be reached.
FLOORS = {
    ("news", "nypost"): Floor(0.993, 5, 0.2, 0.95),
    ("news", "big9"): Floor(0.983, 12, 0.4, 0.95),
    ("news", "fundus_article"): Floor(0.980, 20, 0.6, 0.95),
    ("news", "fundus_wide"): Floor(0.971, 22, 0.7, 0.95),
    ("news", "wcxb"): Floor(0.962, 25, 0.5, 0.95),
    ("page", "fundus_page"): Floor(0.957, 100, 2.0),
    ("page", "fundus_wide"): Floor(0.977, 100, 2.0),
}

GUIDES = ("wcxb",)

#: The least precision of every filter of `news`: on news, and on guides.
PRECISION = {False: 0.97, True: 0.90}


@dataclass
class Run:
    """One set, cleaned with one preset.

    Attributes:
        blind: whether with the weights that have not seen a third of the sites.
        tallies: by document id, how the cleaned text scores. nothing: how the source itself does.
        removed: by filter, how many lines of each label it removed.
        left: residue lines that stayed. lost: story lines that went, each with its record.
    """

    preset: str
    name: str
    rows: list[Row]
    blind: bool = False
    tallies: dict[str, Tally] = field(default_factory=dict)
    nothing: dict[str, Tally] = field(default_factory=dict)
    removed: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    left: list[tuple[Row, int, str]] = field(default_factory=list)
    lost: list[tuple[Row, cleaner.Record]] = field(default_factory=list)


def rows_of(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


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


def same_words(row: Row, record: cleaner.Record) -> bool:
    """Whether the line that a removed one repeats, and which stays, has the same words."""
    lines = row["text"].split("\n")
    return record.of is not None and Paragraph(1, lines[record.of - 1]).key == Paragraph(1, record.before).key


def run(
    preset: str, name: str, rows: list[Row], with_: Callable[[cleaner.Document], cleaner.Result] | None = None
) -> Run:
    clean = with_ or cleaner.Cleaner(preset)
    done = Run(preset, name, rows)
    for row in rows:
        result = clean(cleaner.parse(row["text"], id=row["id"], site=row["site"], lang=row.get("lang") or ""))
        gold = labelled.document(row, name)
        done.tallies[row["id"]] = score.tally(gold, result.text)
        done.nothing[row["id"]] = score.tally(gold, row["text"])
        labels = labels_by_line(row)
        gone = set()
        for record in result.records:
            if record.line and record.after is None:
                label = labels.get(record.line, {}).get("label", "none")
                if label == "keep" and record.of and same_words(row, record):
                    label = "copy"
                gone.add(record.line)
                done.removed[record.filter][label] += 1
                if label == "keep":
                    done.lost.append((row, record))
        done.left += [(row, n, e["text"]) for n, e in labels.items() if e["label"] in REMOVABLE and n not in gone]
    return done


def figures(tallies: dict[str, Tally], rows: Iterable[Row]) -> score.Figures:
    return score.figures([tallies[row["id"]] for row in rows])


def table(runs: Iterable[Run]) -> list[str]:
    lines = [
        "| preset | set | documents | doing nothing | clean | harmed % | lost % | dup "
        "| unseen: documents | unseen: doing nothing | unseen: clean | unseen: harmed % | unseen: lost % "
        "| unseen: dup |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    everything = list(runs)
    blind = {(r.preset, r.name): r for r in everything if r.blind}
    shipped = [r for r in everything if not r.blind]
    for done in shipped or everything:
        f = figures(done.tallies, done.rows)
        nothing = figures(done.nothing, done.rows).clean
        cells = [done.preset, done.name, str(len(done.rows)), f"{nothing:.3f}", *shown(f)]
        cells.append(share(f.dup))
        other = blind.get((done.preset, done.name))
        rows = unseen_rows(other) if other else []
        if other and rows:
            nothing = figures(other.nothing, rows).clean
            u = figures(other.tallies, rows)
            cells += [str(len(rows)), f"{nothing:.3f}", *shown(u), share(u.dup)]
        else:
            cells += ["-"] * 6
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def shown(f: score.Figures) -> list[str]:
    return [f"{f.clean:.3f}", f"{f.harmed:.1f}", f"{f.lost:.2f}"]


def share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def unseen_rows(done: Run) -> list[Row]:
    return [row for row in done.rows if unseen.is_unseen(row)]


def by_language(runs: Iterable[Run]) -> list[str]:
    lines = ["| set | language | documents | clean | doing nothing | harmed % |", "|---|---|---|---|---|---|"]
    for done in runs:
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in done.rows:
            groups[row.get("lang") or ""].append(row)
        for lang, rows in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
            if lang:
                f = figures(done.tallies, rows)
                nothing = figures(done.nothing, rows).clean
                lines.append(f"| {done.name} | {lang} | {len(rows)} | {f.clean:.3f} | {nothing:.3f} | {f.harmed:.0f} |")
    return lines


def precision(runs: Iterable[Run]) -> dict[str, dict[bool, tuple[int, int]]]:
    """By filter, on news (False) and on guides (True): residue lines and story lines removed."""
    found: dict[str, dict[bool, tuple[int, int]]] = defaultdict(dict)
    for done in runs:
        for name, labels in done.removed.items():
            good, bad = found[name].get(done.name in GUIDES, (0, 0))
            more = sum(labels[label] for label in REMOVABLE)
            found[name][done.name in GUIDES] = (good + more, bad + labels["keep"])
    return found


def by_filter(runs: Iterable[Run]) -> list[str]:
    lines = [
        "| filter | news: residue | story | precision | guides: residue | story | precision |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, sides in precision(runs).items():
        cells = [name]
        for guides in (False, True):
            good, bad = sides.get(guides, (0, 0))
            cells += [str(good), str(bad), f"{good / (good + bad):.3f}" if good + bad else "-"]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def kind(text: str) -> str:
    """What a line looks like, for the error analysis."""
    p = Paragraph(1, text)
    tests = (
        ("photo caption with its credit", ends_with_credit(p) and p.size > 5),
        ("photo credit", p.size < 12 and is_credit(text)),
        ("author line", authors.is_author(p)),
        ("date line", dates.is_date(p)),
        ("line with a known phrase", bool(p.hits)),
        ("running text of one sentence", p.is_prose and p.size <= 30),
        ("running text, longer", p.is_prose),
        ("question or exclamation", text.rstrip().endswith(("?", "!"))),
        ("one or two words", p.size <= 2),
        ("three to six words", p.size <= 6),
        ("headline-like line", True),
    )
    return next(name for name, holds in tests if holds)


def errors(runs: list[Run]) -> list[str]:
    left = Counter(kind(text) for done in runs for _, _, text in done.left)
    lost = Counter(kind(record.before) for done in runs for _, record in done.lost)
    lines = ["| residue that stayed | lines | story that went | lines |", "|---|---|---|---|"]
    for i in range(10):
        a = left.most_common(10)[i] if i < len(left) else ("", "")
        b = lost.most_common(10)[i] if i < len(lost) else ("", "")
        lines.append(f"| {a[0]} | {a[1]} | {b[0]} | {b[1]} |")
    return lines


def invented() -> list[str]:
    """What goes of the invented stories and guides that the weights have not seen."""
    lines = ["| preset | texts | story lines | gone | residue lines | left |", "|---|---|---|---|---|---|"]
    for preset in ("news", "page"):
        for name, guides in (("stories", False), ("guides", True)):
            chosen = [s for s in stories.stories() if s.held and s.is_guide == guides]
            pages = [page for s in chosen if (page := s.in_residue())]
            for where, texts in (("alone", [s.bare() for s in chosen]), ("on a page", pages)):
                with unseen.judging():
                    m = stories.measured(cleaner.Cleaner(preset), iter(texts))
                lines.append(f"| {preset} | {m.texts} {name} {where} | {m.story} | {m.lost} | {m.residue} | {m.left} |")
    return lines


#: What columns and rows of the report mean.
GLOSSARY = (
    "| term | meaning |",
    "|---|---|",
    "| `clean` | the mean over documents of the F1 of kept words: 1 is the story and nothing else |",
    "| `doing nothing` | the same for the source |",
    "| `harmed` | the share of documents that lost a line of their story, most often a short one |",
    "| `lost` | the share of the story's words that were lost |",
    "| `dup` | the share of repeated lines that were removed. Most of the rest are captions that say something their "
    "copies do not, and in guides headings that come again; these are kept on purpose |",
    "| `nypost`, `big9`, `fundus_article` | news articles as extractors leave them |",
    "| `fundus_wide` | news articles with more of the page around them |",
    "| `fundus_page` | whole news pages |",
    "| `wcxb` | no news: guides, blogs and documentation, to see that no harm is done |",
)


def report(runs: list[Run]) -> str:
    news = [r for r in runs if r.preset == "news" and r.blind]
    parts = [
        "# Quality",
        "Written by `scripts/quality.py` from real scraped pages whose lines are labelled.",
        "\n".join(GLOSSARY),
        "The classifier that comes with the package has been trained on all of these pages. What it does on other "
        "sites is better told by the columns `unseen`: a random third of the sites, judged with weights that were made "
        "in the same way without it. The tables further down are of these weights, too. The phrase lists were counted "
        "on all pages: for them nothing is a blind test.",
        "\n".join(table(runs)),
        "## Stories that look like residue",
        "The invented texts of `fixtures/stories` in 36 languages, alone and on a page with a menu, adverts, links and "
        "teasers. Stories: line-ups, calendars, verses, glossaries, code, reports about newsletters and adverts, and "
        "ordinary ones. Guides: recipes, reviews, checklists, programmes, documentation. These are the third of them "
        "that the weights have not seen.",
        "\n".join(invented()),
        "## By language",
        "\n".join(by_language([r for r in news if r.name == "fundus_article"])),
        "## By filter",
        "Of the lines that a filter removed in the preset `news`, how many were residue and how many story. Captions "
        "and lines of doubtful label are left out. A share of the story lines are credits that some annotators count "
        "as story.",
        "\n".join(by_filter(news)),
        "## What is still wrong",
        "The ten commonest kinds, over all sets with the preset `news`. Most residue that stays is names and topics "
        "of one or two words and headlines of other stories without a heading over them: taken alone they cannot be "
        "told from subheadings, so they stay. Most story that goes is short lines of guides: headings of lists, "
        "links that the annotators count as text.",
        "\n".join(errors([r for r in news if r.name != "fundus_page"])),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def fallen(runs: Iterable[Run]) -> Iterator[str]:
    """What is below its floor; on unseen sites, more than a point below."""
    for done in runs:
        floor = FLOORS.get((done.preset, done.name))
        if not floor:
            continue
        f = figures(done.tallies, done.rows)
        too_few = f.clean < floor.clean or (f.dup or 0) < floor.dup
        if too_few or f.harmed > floor.harmed or f.lost > floor.lost:
            weights = ", unseen weights" if done.blind else ""
            yield f"{done.preset} on {done.name}{weights}: below its floor {tuple(floor)}"
        rows = unseen_rows(done) if done.blind else []
        u = figures(done.tallies, rows) if rows else f
        too_few = u.clean < floor.clean - 0.01 or (u.dup is not None and u.dup < floor.dup - 0.01)
        if too_few or u.harmed > floor.harmed + 1 or u.lost > floor.lost + 1:
            yield f"{done.preset} on {done.name}, unseen sites: more than a point below the floor {tuple(floor)}"


def imprecise(runs: Iterable[Run]) -> Iterator[str]:
    """The filters that remove too much story."""
    for name, sides in precision(runs).items():
        for guides, (good, bad) in sides.items():
            if good + bad and good / (good + bad) < PRECISION[guides]:
                where = "guides" if guides else "news"
                yield f"{name} on {where}: a precision of {good / (good + bad):.3f} is below {PRECISION[guides]}"


def print_lines(runs: Iterable[Run], wanted: str | None, *, left: bool) -> None:
    for done in runs:
        for row, record in done.lost:
            if wanted in (record.filter, "all"):
                print(f"  {row['id'][-30:]} {record.line} {record.filter} [{record.why}] {record.before[:150]}")
        if left:
            for row, number, text in done.left:
                print(f"  {row['id'][-30:]} {number} {text[:150]}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", action="append", default=[], help="only sets whose name contains this; repeatable")
    parser.add_argument("--preset", action="append", help="news, page; default both, each on its sets")
    parser.add_argument("--unseen", action="store_true", help="only sites that the weights have not seen")
    parser.add_argument("--errors", metavar="FILTER", help="list the story lines that a filter removed")
    parser.add_argument("--left", action="store_true", help="list the residue that stayed")
    parser.add_argument("--write", type=Path, help="write the report to this file")
    parser.add_argument("--floors", action="store_true", help="exit 1 if a figure is below its floor")
    return parser.parse_args()


def tasks(a: argparse.Namespace) -> Iterator[tuple[str, str, list[Row], bool]]:
    for name, rows in sets(a.data, a.set):
        chosen = [r for r in rows if unseen.is_unseen(r)] if a.unseen else rows
        for preset in a.preset or ["news", "page"]:
            if chosen and (a.preset or preset == "news" or (preset, name) in FLOORS):
                yield from ((preset, name, chosen, blind) for blind in ((True,) if a.unseen else (False, True)))


def measured(task: tuple[str, str, list[Row], bool]) -> Run:
    preset, name, rows, blind = task
    with unseen.judging() if blind else nullcontext():
        done = run(preset, name, rows)
    done.blind = blind
    return done


def main() -> int:
    a = arguments()
    with ProcessPoolExecutor() as pool:
        runs = list(pool.map(measured, tasks(a)))
    blind = [r for r in runs if r.blind]
    print_lines(blind, a.errors, left=a.left)
    print("\n".join([*table(runs), "", *by_filter(r for r in blind if r.preset == "news")]))
    if a.write:
        a.write.write_text(report(runs), encoding="utf-8")
    problems = [*fallen(runs), *imprecise(r for r in blind if r.preset == "news")] if a.floors else []
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
