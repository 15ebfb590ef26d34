"""The part of docs/performance.md about copies."""

from collections.abc import Iterator

from benchmarks.copies import THRESHOLD, Copies
from benchmarks.markdown import table, wrapped

#: What each tool is, and what it counts as found.
_PEERS = {
    "cleaner": ("`cleaner`, signatures and candidates", "pairs"),
    "cleaner, decisions": ("`cleaner`, everything", "copies"),
    "datasketch": ("datasketch, `MinHashLSH`", "pairs"),
    "rensa": ("rensa (Rust), `RMinHashLSH`", "pairs"),
    "rensa, flags": ("rensa (Rust), flags only", "documents"),
    "gaoya": ("gaoya (Rust), `MinHashStringIndex`", "pairs, each twice, above the threshold by estimate"),
}

_INTRO = """\
`cleaner dedup` on generated articles of about 390 words, of which fifteen in a hundred are copies (ten edited ones,
three cut ones, two equal ones; `scripts/benchmarks/articles.py`). Texts are compared as they are (`--raw`): cleaning is
in the figures above, and takes longer than all of this. What the stages are is said in [copies](dedup.md).
"""

_SCALE = """\
The command itself, on all processors: reading, deciding, writing what stays and the report. Memory is that of all its
processes at the worst moment, what they share counted once, without pages of files.
"""

_INDEX = """\
The same with `--index`: a run that fills an index, and the same documents once more, when all are in it already.
Processor time, since how long it takes to bring an index to the disk depends on what else is written.
"""

_RECALL = """\
Of generated pairs of sets of shingles, the share that get a common band. Every pair that meets is then compared on the
whole sets, so that what is reported is above the threshold by count.
"""


def lines(copies: Copies) -> Iterator[str]:
    """The section without its head."""
    yield _INTRO
    if copies.scale:
        yield _SCALE
        head = ("documents", "text, MB", "seconds", "processor seconds", "documents/s", "memory, MB", "bytes/document")
        yield from table(head, _scale(copies))
        yield ""
        yield from _growth(copies)
    if copies.index:
        yield _INDEX
        of_index = (f"{max(copies.scale):,} documents", "processor seconds", "memory, MB", "bytes/document")
        yield from table(of_index, _index(copies))
        sizes = ", ".join(f"{kind} {size:,.0f} MB" for kind, size in sorted(copies.index_size.items()))
        yield f"\nThe index then has: {sizes}.\n"
    if copies.peers:
        yield from _peers(copies)
        yield ""
    if copies.recall:
        yield _RECALL
        of_recall = ("threshold", "bands x rows", "shingles", "at the threshold", "0.05 above")
        yield from table(of_recall, _recall(copies))


def _scale(copies: Copies) -> Iterator[tuple[str, ...]]:
    for count, scale in copies.scale.items():
        yield (
            f"{count:,}",
            f"{scale.megabytes:,.0f}",
            f"{scale.wall:.1f}",
            f"{scale.cpu:.1f}",
            f"{count / scale.wall:,.0f}",
            f"{scale.peak:,.0f}",
            f"{scale.per_document(count):,.0f}",
        )


def _growth(copies: Copies) -> Iterator[str]:
    by_cpu, by_clock = copies.growth(), copies.growth(wall=True)
    if by_cpu is not None and by_clock is not None:
        yield wrapped(
            f"From {min(copies.scale):,} to {max(copies.scale):,} documents the time grows {by_cpu:.2f} times as much "
            f"as their number ({by_clock:.2f} times by the clock)."
        )


def _index(copies: Copies) -> Iterator[tuple[str, ...]]:
    count = max(copies.scale)
    for name, cost in {"no index": copies.scale[count], **copies.index}.items():
        memory = f"{cost.peak:,.0f}", f"{cost.per_document(count):,.0f}"
        yield (name, f"{cost.cpu:.1f}", *memory)


def _peers(copies: Copies) -> Iterator[str]:
    count = copies.peers["cleaner"].documents
    yield wrapped(
        f"Beside other tools: {count:,} articles, shingles of five words, threshold {THRESHOLD:g}, the same bands and "
        "rows for all, one process on one processor. `cleaner`, signatures and candidates, is what the others do; "
        "everything is that and the keys of cut copies, exact hashes, verification and the choice."
    )
    rows = (
        (
            _PEERS[tool][0],
            f"{peer.rate:,.0f}",
            f"{peer.rate / copies.peers['datasketch'].rate:.1f}" if "datasketch" in copies.peers else "",
            f"{peer.found:,} {_PEERS[tool][1]}",
        )
        for tool, peer in copies.peers.items()
    )
    yield from table(("", "documents/s", "times datasketch", "found"), rows)


def _recall(copies: Copies) -> Iterator[tuple[str, ...]]:
    for found in copies.recall:
        shape = f"{found.bands} x {found.rows}"
        yield (f"{found.threshold:g}", shape, f"{found.shingles}", f"{found.at:.4f}", f"{found.above:.4f}")
