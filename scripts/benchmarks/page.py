"""docs/performance.md: the figures with how they were taken."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks import bounds, chart, copies_page, corpus
from benchmarks.markdown import table, wrapped
from benchmarks.suite import Effort, Results

_NAMES = {
    "cleaner": "`cleaner clean`, preset `news`",
    "ftfy": "`ftfy.fix_text`",
    "clean-text": "clean-text, `clean`",
    "textacy": "textacy, preprocessing pipeline",
    "datatrove": "datatrove, `C4QualityFilter`",
    "orjson": "orjson: read and write, nothing else",
}

_LANGUAGES = {"de": "German", "es": "Spanish", "fr": "French", "ru": "Russian", "ja": "Japanese"}

_INTRO = """\
# Performance

Written by `scripts/bench.py`, which anyone can run; it says how at its head. The other tools are in an environment of
their own (`scripts/bench-requirements.txt`).
"""

_SPEED = """\
Records (JSONL) in and out, one process, the same texts; MB are those of the file. What the tools do to the texts
differs much: ftfy repairs characters, clean-text and textacy also spacing and quotation marks, `C4QualityFilter` drops
lines and documents; `cleaner` does all of this but the dropping of documents, and judges every line. So the figures say
what a pass over a corpus costs, not which result is better.
"""

_METHOD = """\
- Every run is a process of its own; the tools take turns, round by round, so that a busy moment hits all of them. The
  figure is the median of {rounds} rounds; ratios are ratios of medians, the spread is that of the rounds.
- Time is processor time, user and system, of the process and those that it starts. What a tool spends once (start-up,
  imports, tables built at first use) is not in it: each round also runs a file with one document of each kind in each
  language, and its time and size are taken off.
- `cleaner clean IN.jsonl -o OUT.jsonl -j 1 -q --isolated`, all else at its defaults. The other tools are called by a
  loop that reads and writes JSONL with orjson, line by line, and does nothing else (`scripts/benchmarks/peer.py`);
  readers, writers and logs of their own are left out, in their favour.
- ftfy, clean-text and `C4QualityFilter` run with their defaults. The textacy pipeline is `normalize.bullet_points`,
  `hyphenated_words`, `quotation_marks`, `unicode` and `whitespace`, and `remove.html_tags`.
- A slow tool gets a shorter beginning of the corpus, as the column says, and its time is given for a megabyte. A
  beginning has kinds and languages in the same shares as the whole.
- Memory is the kernel's high-water mark (`VmHWM`) of the process and those that it starts, summed.
"""


def write(path: Path, results: Results, effort: Effort, *, quick: bool = False) -> None:
    """Write the page and, in the folder `images` beside it, its chart."""
    images = path.parent / "images"
    images.mkdir(exist_ok=True)
    names = {tool: name.replace("`", "") for tool, name in _NAMES.items()}
    figures = {names[tool]: 1 / speed.seconds for tool, speed in results.speed.items()}
    svg = chart.bars(
        "MB of records a second, one process (logarithmic)", "MB/s", figures, _NAMES["cleaner"].replace("`", "")
    )
    (images / "performance.svg").write_text(svg, encoding="utf-8")
    path.write_text("\n".join(_lines(results, effort, quick)) + "\n", encoding="utf-8")


def _lines(results: Results, effort: Effort, quick: bool) -> Iterator[str]:
    yield _INTRO
    yield from (f"- {name}: {value}" for name, value in results.machine.items())
    yield "\n## Speed\n"
    yield _SPEED
    yield "![MB of records a second, by tool](images/performance.svg)\n"
    yield from _speed(results)
    yield "\n## Size of the file\n"
    yield from _sizes(results)
    yield "\n## Length of a document\n"
    yield wrapped(
        f"How many times as long a document of {10 * effort.lines:,} lines takes as one of {effort.lines:,} (one line: "
        f"{10 * effort.line:,} characters against {effort.line:,}). Ten would be a straight line, a hundred a square."
    )
    yield from table(("lines", "times"), ((kind, f"{figure:.1f}") for kind, figure in results.growth.items()))
    yield "\n## Two workers, small files\n"
    yield from _workers(results)
    yield from _small_files(results, effort)
    if results.copies:
        yield "\n## Copies\n"
        yield from copies_page.lines(results.copies)
    yield "\n## Bounds\n"
    yield "What `python scripts/bench.py --check` asks for.\n"
    parts = {"speed", "sizes", "growth", "workers", "files", "copies"}
    rows = (
        (v.name, _figure(v), _bound(v), "yes" if v.met else "no")
        for v in bounds.verdicts(results, parts=parts, quick=quick)
    )
    yield from table(("", "figure", "bound", "met"), rows)
    yield "\n## The corpus\n"
    yield from _corpus()
    yield "\n## How it is measured\n"
    yield _METHOD.format(rounds=effort.rounds).rstrip()


def _speed(results: Results) -> Iterator[str]:
    mine = results.speed["cleaner"]
    rows = []
    for tool, speed in results.speed.items():
        ratios = [other / own for other, own in zip(speed.rounds, mine.rounds, strict=True)]
        rows.append(
            (
                _NAMES[tool],
                f"{1 / speed.seconds:.2f}",
                f"{results.ratio(tool):.2f}",
                "" if tool == "cleaner" else f"{min(ratios):.2f} to {max(ratios):.2f}",
                f"{speed.megabytes:.1f}",
            )
        )
    head = ("", "MB/s", "times the time of `cleaner`", "in the rounds", "MB of the corpus")
    yield from table(head, rows)


def _sizes(results: Results) -> Iterator[str]:
    yield f"`cleaner clean`, JSONL in and out. Beyond {corpus.DIFFERENT} MB the documents come again under other ids.\n"
    rows = (
        (f"{size:,} MB", f"{cost.peak:.1f} MB", f"{1000 * cost.seconds:.1f}") for size, cost in results.sizes.items()
    )
    yield from table(("file", "peak memory", "ms of processor time a MB"), rows)


def _workers(results: Results) -> Iterator[str]:
    workers = results.workers
    if workers is None:
        return
    wall, cpu = workers.wall[0] / workers.wall[1], workers.cpu[1] / workers.cpu[0]
    yield wrapped(
        f"Two workers: {workers.speedup:.2f} times as fast by processor time, {wall:.2f} times by the clock; together "
        f"they spend {cpu:.2f} times the processor time of one process. By processor time means: the time of one "
        "process, against half the time of all of `-j 2` or that of its busiest process, whichever is more. A busy "
        "machine changes it less than the clock."
    )


def _small_files(results: Results, effort: Effort) -> Iterator[str]:
    yield wrapped(
        f"{effort.files:,} texts of up to 1,000 characters, from a tree to a tree, against a loop that reads each file "
        "and writes it again. The bound is for the preset that changes nothing: it is the handling of files that is "
        "compared, by processor time; the other presets also clean."
    )
    rows = (
        (
            f"`{preset}`",
            f"{files.cleaner[0] / files.loop[0]:.2f}",
            f"{files.cleaner[1] / files.loop[1]:.2f}",
        )
        for preset, files in results.small_files.items()
    )
    yield from table(("preset", "times the loop, processor time", "by the clock"), rows)


def _corpus() -> Iterator[str]:
    dirty = ", ".join(f"{share:.0%} {name}" for name, share in corpus.DIRTY.items())
    others = ", ".join(f"{share:.0%} in {_LANGUAGES[code]}" for code, share in corpus.OTHERS.items())
    ordinary, english = 1 - sum(corpus.DIRTY.values()), 1 - sum(corpus.OTHERS.values())
    median, sigma = corpus.STORY_WORDS
    yield wrapped(
        f"Invented news, the same for the same seed ({corpus.SEED}). Of the documents {ordinary:.0%} are ordinary, "
        f"articles as an extractor leaves them, and the others dirty ({dirty}): `mojibake` is UTF-8 read as "
        "Windows-1252, `entities` HTML entities left in the text, some escaped twice, `page` a whole page with menus, "
        "share bars, teaser blocks, zero-width and repeated spaces. "
        f"{english:.0%} are in English, {others}. The stories, in every kind, have a median of {median} words "
        f"(log-normal, sigma {sigma}), and these shares of them have:"
    )
    yield from table(("", "share"), ((name, f"{share:.0%}") for name, share in corpus.FEATURES.items()))


def _figure(verdict: bounds.Verdict) -> str:
    if verdict.figure is None:
        return "not measured"
    return f"{verdict.figure:,.{0 if verdict.figure >= 100 else 3 if not verdict.unit else 2}f} {verdict.unit}".rstrip()


def _bound(verdict: bounds.Verdict) -> str:
    return f"{'at least' if verdict.more else 'at most'} {verdict.bound:g} {verdict.unit}".rstrip()
