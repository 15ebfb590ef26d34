"""What the figures must reach."""

from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.copies import Copies
from benchmarks.suite import Results

#: How many times as fast as each tool the cleaner must be.
FASTER = {"ftfy": 12.0, "clean-text": 25.0, "textacy": 8.0, "datatrove": 40.0}

#: How many times the time of reading and writing alone it may take.
LOOP = 7.0

#: Megabytes of memory, and the megabytes of the file that may take no more.
PEAK, LARGE = 80.0, 500

#: How much more the dearest size may take than the cheapest: of memory, from so many megabytes, and of time, which
#: differs by a fifth from run to run on a shared machine.
FLAT, FLAT_FROM, FLAT_TIME = 1.25, 10, 1.5

#: How many times as long a document may take that is ten times as long.
GROWTH = 40.0

#: What two workers must bring.
WORKERS = 1.6

#: How many times the time of the bare loop small files may take, with the preset that changes nothing.
FILES, FILES_PRESET = 1.5, "none"

#: How many times as fast as datasketch, and as the fastest compiled tool, signatures and candidates must be.
COPIES_FASTER, COPIES_FASTER_COMPILED = 12.0, 1.5

#: Bytes of memory that a document may take where there are most, without an index and with one.
COPIES_MEMORY = 700.0

#: How many times as long a document may take among the most as among the fewest.
COPIES_GROWTH = 1.15

#: Of pairs at the threshold, the share that must become candidates.
COPIES_RECALL = 0.99


class Verdict(NamedTuple):
    """One bound: what it is about, its figure (None: not measured), the bound, and whether more is better."""

    name: str
    figure: float | None
    bound: float
    more: bool = False
    unit: str = "x"

    @property
    def met(self) -> bool:
        if self.figure is None:
            return False
        return self.figure >= self.bound if self.more else self.figure <= self.bound

    def __str__(self) -> str:
        figure = "not measured" if self.figure is None else f"{self.figure:.2f} {self.unit}"
        bound = f"{'at least' if self.more else 'at most'} {self.bound:g} {self.unit}"
        return f"{self.name}: {figure}, must be {bound}".rstrip()


def verdicts(results: Results, *, parts: set[str], quick: bool = False) -> Iterator[Verdict]:
    """Every bound on the parts that were measured; a quick run has no large files and so nothing to say of them."""
    if "speed" in parts:
        yield from _speed(results)
    if "sizes" in parts:
        yield from _sizes(results, quick)
    if "growth" in parts:
        for kind in ("news", "whole pages", "all similar", "all of one length", "all promos", "one line"):
            yield Verdict(f"ten times as long a document, {kind}", results.growth.get(kind), GROWTH)
        rest = [figure for kind, figure in results.growth.items()]
        yield Verdict("ten times as long a document, the worst kind", max(rest, default=None), GROWTH)
    if "workers" in parts:
        yield Verdict("two workers", results.workers.speedup if results.workers else None, WORKERS, more=True)
    if "files" in parts:
        files = results.small_files.get(FILES_PRESET)
        yield Verdict(f"small files against the bare loop, preset {FILES_PRESET}", files and files.ratio, FILES)
    if "copies" in parts:
        yield from _copies(results.copies or Copies())


def _speed(results: Results) -> Iterator[Verdict]:
    for tool, bound in FASTER.items():
        measured = {"cleaner", tool} <= results.speed.keys()
        yield Verdict(f"faster than {tool}", results.ratio(tool) if measured else None, bound, more=True)
    measured = {"cleaner", "orjson"} <= results.speed.keys()
    yield Verdict("against an orjson loop", 1 / results.ratio("orjson") if measured else None, LOOP)


def _sizes(results: Results, quick: bool) -> Iterator[Verdict]:
    sizes = results.sizes
    wanted = (LARGE, 1000) if not quick else ()
    missing = [size for size in wanted if size not in sizes]
    large = sizes.get(LARGE) if not quick else sizes.get(max(sizes, default=0))
    yield Verdict(
        "peak memory of the largest file" if quick else f"peak memory, {LARGE} MB",
        large and large.peak,
        PEAK,
        unit="MB",
    )
    peaks = [cost.peak for size, cost in sizes.items() if size >= FLAT_FROM]
    yield Verdict("memory, the most against the least", None if missing or not peaks else max(peaks) / min(peaks), FLAT)
    costs = [cost.seconds for cost in sizes.values()]
    yield Verdict(
        "time of a megabyte, the dearest size against the cheapest",
        None if missing or not costs else max(costs) / min(costs),
        FLAT_TIME,
    )


def _copies(copies: Copies) -> Iterator[Verdict]:
    measured = {"cleaner", "datasketch"} <= copies.peers.keys()
    ratio = copies.ratio("datasketch") if measured else None
    yield Verdict("copies: faster than datasketch", ratio, COPIES_FASTER, more=True)
    binding = copies.binding if "cleaner" in copies.peers else None
    name = f"copies: faster than the fastest compiled tool{f' ({binding})' if binding else ''}"
    yield Verdict(name, copies.ratio(binding) if binding else None, COPIES_FASTER_COMPILED, more=True)
    found = min((recall.at for recall in copies.recall), default=None)
    yield Verdict("copies: pairs at the threshold that meet", found, COPIES_RECALL, more=True, unit="")
    most = max(copies.scale, default=0)
    of = f"a document of {most:,}" if most else "a document"
    memory = copies.scale[most].per_document(most) if most else None
    yield Verdict(f"copies: memory, {of}", memory, COPIES_MEMORY, unit="bytes")
    with_index = max((scale.per_document(most) for scale in copies.index.values()), default=None)
    yield Verdict(f"copies: memory with an index, {of}", with_index, COPIES_MEMORY, unit="bytes")
    yield Verdict(
        f"copies: time of {of} against one of {min(copies.scale, default=0):,}", copies.growth(), COPIES_GROWTH
    )
