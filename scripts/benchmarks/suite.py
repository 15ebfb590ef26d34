"""The measurements: what is run, on what, and how often. Each returns plain figures; bounds.py judges them."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import cleaner
from benchmarks import adversarial, copies, corpus
from benchmarks.copies import Copies
from benchmarks.measure import Cost, processor_time, run

PEER = Path(__file__).parent / "peer.py"

#: The least megabytes of the corpus that a tool gets.
_LEAST = 2.0


class Effort(NamedTuple):
    """How much is measured.

    Attributes:
        rounds: runs of each command.
        seconds: how long a tool works in one run: a slow one gets a smaller part of the corpus.
        sizes: megabytes of the files for memory and for the cost of a megabyte.
        files: how many small files.
        lines: lines of the shorter of two documents. line: characters of the shorter of two documents of one line.
        longest: seconds that one run may take; what would take longer is left out.
        documents: how many there are in the files for copies. compared: how many all tools are given to find copies in.
    """

    rounds: int
    seconds: float
    sizes: tuple[int, ...]
    files: int
    lines: int
    line: int
    longest: float
    documents: tuple[int, ...]
    compared: int


NORMAL = Effort(5, 3.0, (1, 10, 100, 500, 1000), 10_000, 1_000, 5_000_000, 900, (10_000, 100_000, 1_000_000), 10_000)
QUICK = Effort(3, 1.0, (1, 10, 50), 4_000, 300, 500_000, 40, (10_000, 100_000), 3_000)


class Speed(NamedTuple):
    """How fast a tool is.

    Attributes:
        megabytes: of the corpus that it was given.
        rounds: for each round, seconds of processor time for a megabyte; wall: the same by the clock.
    """

    megabytes: float
    rounds: list[float]
    wall: list[float]

    @property
    def seconds(self) -> float:
        """Processor time for a megabyte."""
        return median(self.rounds)


class Size(NamedTuple):
    """What a file of some megabytes takes: seconds of processor time a megabyte, and megabytes of memory."""

    seconds: float
    peak: float


class Workers(NamedTuple):
    """One worker against two: seconds by the clock, of processor time, and of the busiest of the two's processes."""

    wall: tuple[float, float]
    cpu: tuple[float, float]
    busiest: float

    @property
    def speedup(self) -> float:
        """What the processor times allow on two idle cores: no core can have less than half, nor than one process."""
        return self.cpu[0] / max(self.cpu[1] / 2, self.busiest)


class Files(NamedTuple):
    """Small files: seconds of processor time and by the clock, of the cleaner and of the bare loop."""

    cleaner: tuple[float, float]
    loop: tuple[float, float]

    @property
    def ratio(self) -> float:
        """By processor time: how long it takes to write ten thousand files depends on what else is written."""
        return self.cleaner[0] / self.loop[0]


@dataclass
class Results:
    """All figures. What was not measured is missing.

    Attributes:
        machine: where they were taken: processor, system, versions.
        speed: by tool. sizes: by megabytes. growth: by kind of document, how many times as long ten times the lines
            take. small_files: by preset.
        copies: of `cleaner dedup`.
    """

    machine: dict[str, str] = field(default_factory=dict)
    speed: dict[str, Speed] = field(default_factory=dict)
    sizes: dict[int, Size] = field(default_factory=dict)
    growth: dict[str, float] = field(default_factory=dict)
    workers: Workers | None = None
    small_files: dict[str, Files] = field(default_factory=dict)
    copies: Copies | None = None

    def ratio(self, tool: str) -> float:
        """How many times as long as the cleaner a tool takes for the same text."""
        return self.speed[tool].seconds / self.speed["cleaner"].seconds


class Bench:
    """Runs the measurements in a folder of its own.

    Args:
        folder: where files are made; what is large is removed as soon as it is measured.
        peers: the Python of the environment of the other tools.
        effort: how much is measured.
    """

    def __init__(self, folder: Path, peers: str, effort: Effort) -> None:
        self.folder = folder
        self.peers = peers
        self.effort = effort
        self._speed = 0.0

    def speeds(self) -> dict[str, Speed]:
        """Every tool on a part of the corpus that fits its speed, taking turns."""
        start = self.folder / "start.jsonl"
        first = corpus.write_start(start)
        tools = ["cleaner", *_peer_tools()]
        parts = {tool: self._part(tool, start, first) for tool in tools}
        found = {tool: Speed(size, [], []) for tool, (_, size) in parts.items()}
        for _ in range(self.effort.rounds):
            for tool, (path, size) in parts.items():
                less, more = self._run(tool, start), self._run(tool, path)
                found[tool].rounds.append((more.cpu - less.cpu) / (size - first))
                found[tool].wall.append((more.wall - less.wall) / (size - first))
        for path, _ in parts.values():
            path.unlink()
        return found

    def _part(self, tool: str, start: Path, first: float) -> tuple[Path, float]:
        """The beginning of the corpus that a tool gets, and its megabytes."""
        self._run(tool, start)
        path = self.folder / f"{tool}.jsonl"
        size = corpus.write(path, _LEAST)
        seconds = (self._run(tool, path).cpu - self._run(tool, start).cpu) / (size - first)
        wanted = self.effort.seconds / max(seconds, 1e-3)
        return path, corpus.write(path, min(max(wanted, _LEAST), corpus.DIFFERENT))

    def _run(self, tool: str, source: Path) -> Cost:
        if tool == "cleaner":
            return run(self._clean(source, "-j", "1"))
        return run([self.peers, str(PEER), tool, str(source), str(self._target)])

    def _clean(self, source: Path, *options: str) -> list[str]:
        command = [sys.executable, "-m", "cleaner", "clean", str(source), "-o", str(self._target), "-q", "--isolated"]
        return [*command, *options]

    @property
    def _target(self) -> Path:
        return self.folder / "out.jsonl"

    def sizes(self) -> dict[int, Size]:
        """The cleaner on files of growing size; the ones that would take too long are left out."""
        found: dict[int, Size] = {}
        start, path = self.folder / "start.jsonl", self.folder / "size.jsonl"
        first = corpus.write_start(start)
        speed = self._seconds(start, first)
        for megabytes in self.effort.sizes:
            if megabytes * speed > self.effort.longest:
                continue
            size = corpus.write(path, megabytes)
            # Starting takes longer than a megabyte: it needs more runs to be told from the noise.
            times = 3 * self.effort.rounds if megabytes < 10 else self.effort.rounds if megabytes == 10 else 1
            less = [run(self._clean(start, "-j", "1")) for _ in range(max(times, self.effort.rounds))]
            costs = [run(self._clean(path, "-j", "1"), watch=True) for _ in range(times)]
            seconds = (min(cost.cpu for cost in costs) - min(cost.cpu for cost in less)) / (size - first)
            found[megabytes] = Size(seconds, max(cost.peak for cost in costs))
            path.unlink()
        return found

    def _seconds(self, start: Path, first: float) -> float:
        """About how long the cleaner takes for a megabyte."""
        if not self._speed:
            path = self.folder / "guess.jsonl"
            size = corpus.write(path, _LEAST)
            self._speed = (self._run("cleaner", path).cpu - self._run("cleaner", start).cpu) / (size - first)
            path.unlink()
        return self._speed

    def workers(self) -> Workers:
        """A file in one process, and with two workers, taking turns."""
        start, path = self.folder / "start.jsonl", self.folder / "workers.jsonl"
        seconds = self._seconds(start, corpus.write_start(start))
        corpus.write(path, max(3 * self.effort.seconds / seconds, 4))
        runs: dict[str, list[Cost]] = {"1": [], "2": []}
        for _ in range(min(self.effort.rounds, 3)):
            for jobs, costs in runs.items():
                costs.append(run(self._clean(path, "-j", jobs), watch=True))
        path.unlink()
        one, two = runs.values()
        return Workers(
            (median(c.wall for c in one), median(c.wall for c in two)),
            (median(c.cpu for c in one), median(c.cpu for c in two)),
            median(c.busiest for c in two),
        )

    def growth(self) -> dict[str, float]:
        """How many times as long documents take that are ten times as long."""
        effort = self.effort
        found = {kind: adversarial.growth(write, effort.lines) for kind, write in adversarial.KINDS.items()}
        clean, text = cleaner.Cleaner(), adversarial.one_line(effort.line)
        if 10 * processor_time(lambda: clean(text)) < effort.longest:
            found["one line"] = adversarial.growth(adversarial.one_line, effort.line)
        return found

    def small_files(self) -> dict[str, Files]:
        """A tree of small files, by preset, beside the bare loop."""
        tree, single = self.folder / "tree", self.folder / "single"
        for root, number in ((tree, self.effort.files), (single, 1)):
            _plant(root, number)
        out = self.folder / "out"
        clean = [sys.executable, "-m", "cleaner", "clean", str(tree), "-o", str(out), "-q", "--isolated", "-j", "1"]
        commands = {preset: [*clean, "--preset", preset] for preset in ("none", "text", "news")}
        commands["loop"] = [self.peers, str(PEER), "tree", str(tree), str(out)]
        found = self._over(commands, tree, single)
        for root in (tree, single, out):
            shutil.rmtree(root)
        return {preset: Files(found[preset], found["loop"]) for preset in commands if preset != "loop"}

    def copies(self) -> Copies:
        """Everything about copies, by `copies.Bench`."""
        effort = self.effort
        return copies.Bench(self.folder, self.peers, effort.rounds, effort.documents, effort.compared).measured()

    def _over(self, commands: dict[str, list[str]], tree: Path, single: Path) -> dict[str, tuple[float, float]]:
        """For each command, seconds of processor time and by the clock that a tree takes more than one file."""
        costs: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(self.effort.rounds):
            for name, command in commands.items():
                less = self._fresh([str(single) if part == str(tree) else part for part in command])
                more = self._fresh(command)
                costs[name].append((more.cpu - less.cpu, more.wall - less.wall))
            if sum(wall for found in costs.values() for _, wall in found) > self.effort.longest / 2:
                break
        return {name: (median(c for c, _ in found), median(w for _, w in found)) for name, found in costs.items()}

    def _fresh(self, command: list[str]) -> Cost:
        """A run that writes a new tree."""
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        return run(command)


def _peer_tools() -> Sequence[str]:
    return ("ftfy", "clean-text", "textacy", "datatrove", "orjson")


def _plant(root: Path, number: int) -> None:
    """Write short texts, a hundred to a folder: the beginnings of ordinary documents."""
    for place, document in enumerate(islice(corpus.documents("ordinary"), min(number, 1000))):
        text = document.text[:1000]
        for copy in range(place, number, 1000):
            path = root / f"{copy // 100:03}" / f"{copy}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def machine(peers: str) -> dict[str, str]:
    """Where the figures are taken."""
    done = subprocess.run([peers, str(PEER), "versions"], capture_output=True, text=True, check=True)
    tools = [line for line in done.stdout.split("\n") if line]
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "Python": platform.python_version(),
        "cleaner": f"{_version('presscleaner')}, {'with' if find_spec('orjson') else 'without'} orjson",
        "others": ", ".join(tools),
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "from a checkout"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().split("\n")
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def plain(results: Results) -> dict[str, Any]:
    """The figures as JSON has them."""
    return {
        "machine": results.machine,
        "speed": {tool: speed._asdict() for tool, speed in results.speed.items()},
        "sizes": {str(size): cost._asdict() for size, cost in results.sizes.items()},
        "growth": results.growth,
        "workers": results.workers._asdict() if results.workers else None,
        "small_files": {preset: files._asdict() for preset, files in results.small_files.items()},
        "copies": results.copies.plain() if results.copies else None,
    }


def load(found: dict[str, Any]) -> Results:
    """The figures from JSON; of what it does not have, none were taken."""
    workers, about_copies = found["workers"], found.get("copies")
    return Results(
        found["machine"],
        {tool: Speed(**speed) for tool, speed in found["speed"].items()},
        {int(size): Size(**cost) for size, cost in found["sizes"].items()},
        found["growth"],
        Workers(tuple(workers["wall"]), tuple(workers["cpu"]), workers["busiest"]) if workers else None,
        {preset: Files(tuple(f["cleaner"]), tuple(f["loop"])) for preset, f in found["small_files"].items()},
        Copies.load(about_copies) if about_copies else None,
    )
