#!/usr/bin/env python3
"""How fast `cleaner dedup` is, how much memory it takes, what it finds, and how others do on the same texts.

    python scripts/bench_dedup.py peers --documents 10000     # signatures and candidates, against others, on one core
    python scripts/bench_dedup.py recall                      # of generated pairs of known similarity
    python scripts/bench_dedup.py scale --documents 10000 100000 1000000
    python scripts/bench_dedup.py index --documents 1000000   # inserts and probes
    python scripts/bench_dedup.py write ARTICLES.jsonl --documents 1000000

The articles are generated: words of a large vocabulary with the frequencies of a natural language. Of every hundred,
ten are edited copies of an earlier one, three cut ones and two equal ones. The peers are not installed with the
project: pip install datasketch rensa gaoya.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

THRESHOLD = 0.7
_SYLLABLES = [c + v + e for c in "bcdfglmnprstv" for v in "aeiou" for e in ("", "n", "r", "s", "l")]


def articles(count: int, seed: int = 1) -> Iterator[str]:
    """Generated articles, the same ones each time."""
    import numpy as np

    chance = random.Random(seed)
    numbers = np.random.default_rng(seed)
    vocabulary = sorted({"".join(chance.choices(_SYLLABLES, k=1 + n % 3)) for n in range(60_000)})
    chance.shuffle(vocabulary)
    weights = 1 / np.arange(10, len(vocabulary) + 10)
    edges = np.cumsum(weights / weights.sum())
    recent: list[list[str]] = []
    for _ in range(count):
        kind = chance.random()
        if kind < 0.15 and recent:
            words = _copied(chance.choice(recent), kind, chance, vocabulary)
        else:
            size = int(min(1500, max(60, numbers.lognormal(5.75, 0.55))))
            places = np.minimum(np.searchsorted(edges, numbers.random(size)), len(vocabulary) - 1)
            words = [vocabulary[place] for place in places.tolist()]
            if len(recent) < 5000:
                recent.append(words)
            else:
                recent[chance.randrange(5000)] = words
        yield _written(words)


def _copied(words: list[str], kind: float, chance: random.Random, vocabulary: Sequence[str]) -> list[str]:
    if kind < 0.02:
        return words
    if kind < 0.05:
        return words[: len(words) * 2 // 3]
    copy = list(words)
    for _ in range(max(1, len(copy) // 100)):
        copy[chance.randrange(len(copy))] = chance.choice(vocabulary)
    return copy


def _written(words: Sequence[str]) -> str:
    """Words as sentences of twelve, in paragraphs of four."""
    sentences = [" ".join(words[i : i + 12]).capitalize() + "." for i in range(0, len(words), 12)]
    return "\n\n".join(" ".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4)) + "\n"


def shingles(text: str) -> list[str]:
    """What the others are given: runs of five folded words."""
    words = text.lower().replace(".", " ").split()
    return [" ".join(words[i : i + 5]) for i in range(len(words) - 4)]


def _ours(texts: Sequence[str]) -> int:
    import numpy as np

    from cleaner.corpus import bands, batch, candidates, sketch
    from cleaner.corpus.fingerprint import fingerprint

    keys = candidates.KeyList()
    start = 0
    for items in batch.batches(batch.Item("", text) for text in texts):
        prints = fingerprint([item.text for item in items])
        found, of = sketch.keys(prints, bands.choose(THRESHOLD), runs=False)
        keys.add(found, of + start)
        start += len(items)
    return len(keys.pairs(np.arange(start)))


def _ours_runs(texts: Sequence[str]) -> int:
    from cleaner.corpus.dedup import dedup

    return sum(not decision.stays for decision in dedup(texts, raw=True, jobs=1))


def _datasketch(texts: Sequence[str]) -> int:
    from datasketch import MinHash, MinHashLSH

    from cleaner.corpus.bands import choose

    shape = choose(THRESHOLD)
    lsh = MinHashLSH(params=(shape.bands, shape.rows), num_perm=shape.length)
    found = 0
    for number, text in enumerate(texts):
        sketch = MinHash(shape.length)
        sketch.update_batch([shingle.encode() for shingle in shingles(text)])
        found += len(lsh.query(sketch))
        lsh.insert(number, sketch, check_duplication=False)
    return found


def _rensa(texts: Sequence[str]) -> int:
    from rensa import RMinHash, RMinHashLSH

    from cleaner.corpus.bands import choose

    shape = choose(THRESHOLD)
    lsh = RMinHashLSH(threshold=THRESHOLD, num_perm=shape.length, num_bands=shape.bands)
    found = 0
    for start in range(0, len(texts), 1000):
        part = [shingles(text) for text in texts[start : start + 1000]]
        sketches = RMinHash.from_token_sets(part, shape.length, 1)
        for number, sketch in enumerate(sketches, start):
            found += len(lsh.query(sketch))
            lsh.insert(number, sketch)
    return found


def _rensa_flags(texts: Sequence[str]) -> int:
    """Its fastest way: a yes or no for each document, without the pairs."""
    from rensa import RMinHash, RMinHashLSH

    from cleaner.corpus.bands import choose

    shape = choose(THRESHOLD)
    lsh = RMinHashLSH(threshold=THRESHOLD, num_perm=shape.length, num_bands=shape.bands)
    matrix = RMinHash.digest_matrix_from_token_sets([shingles(text) for text in texts], shape.length, 1)
    return sum(lsh.query_duplicate_flags_matrix_one_shot(matrix))


def _gaoya(texts: Sequence[str]) -> int:
    from gaoya.minhash import MinHashStringIndex

    from cleaner.corpus.bands import choose

    shape = choose(THRESHOLD)
    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=THRESHOLD,
        num_bands=shape.bands,
        band_size=shape.rows,
        analyzer="word",
        lowercase=True,
        ngram_range=(5, 5),
    )
    index.par_bulk_insert_docs(list(range(len(texts))), list(texts))
    return sum(len(found) for found in index.par_bulk_query(list(texts))) - len(texts)


PEERS: dict[str, Callable[[Sequence[str]], int]] = {
    "cleaner": _ours,
    "cleaner, decisions": _ours_runs,
    "datasketch": _datasketch,
    "rensa": _rensa,
    "rensa, flags only": _rensa_flags,
    "gaoya": _gaoya,
}


def peers(arguments: argparse.Namespace) -> None:
    """Each in a process of its own on one processor, the best of three times."""
    count = arguments.documents[0]
    print(f"{count} articles, one processor, threshold {THRESHOLD}\n")
    print("| | documents/s | found |\n|---|---|---|")
    for name in arguments.only or PEERS:
        command = ["taskset", "-c", "0", sys.executable, __file__, "peer", name, "--documents", str(count)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env={**os.environ, "RAYON_NUM_THREADS": "1"}
        )
        lines = done.stderr.strip().split("\n")
        print(done.stdout.strip() if not done.returncode else f"| {name} | {lines[-1]} | |", flush=True)


def peer(arguments: argparse.Namespace) -> None:
    texts = list(articles(arguments.documents[0]))
    best, found = float("inf"), 0
    for _ in range(arguments.times):
        # Processor time: others may be busy on the machine. There is one thread.
        began = time.process_time()
        found = PEERS[arguments.name](texts)
        best = min(best, time.process_time() - began)
    print(f"| {arguments.name} | {len(texts) / best:,.0f} | {found} |")


def recall(_arguments: argparse.Namespace) -> None:
    """How many of the pairs of a similarity just at the threshold, and of some above it, become candidates."""
    import numpy as np

    from cleaner.corpus import bands, candidates, sketch
    from cleaner.corpus.fingerprint import Ragged

    numbers = np.random.default_rng(7)
    print("| threshold | bands x rows | shingles | at the threshold | 0.05 above |\n|---|---|---|---|---|")
    for threshold in (0.5, 0.6, 0.7, 0.8, 0.9):
        shape = bands.choose(threshold)
        for size in (40, 300):
            shares = []
            for similarity in (threshold, threshold + 0.05):
                count, common = 4000, round(2 * size * similarity / (1 + similarity))
                both = numbers.integers(0, 2**32, (count, 2 * size - common), dtype=np.uint32)
                rows = np.stack([both[:, :size], both[:, size - common :]], axis=1).reshape(-1)
                starts = np.arange(2 * count + 1) * size
                keys, of = sketch._band_keys(Ragged(rows, starts), shape)
                pairs = candidates.pairs(keys, of)
                first, second = pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)
                shares.append(int((first + np.uint64(1) == second)[first % np.uint64(2) == 0].sum()) / count)
            print(f"| {threshold} | {shape.bands} x {shape.rows} | {size} | {shares[0]:.4f} | {shares[1]:.4f} |")


def scale(arguments: argparse.Namespace) -> None:
    """The command itself, on files of different sizes."""
    print("| documents | text, MB | seconds | processor seconds | documents/s | peak memory, MB | bytes/document |")
    print("|---|---|---|---|---|---|---|")
    times = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for count in arguments.documents:
            name = Path(folder, f"{count}.jsonl")
            _write(name, count)
            command = [sys.executable, "-m", "cleaner", "dedup", str(name), "-o", f"{folder}/out.jsonl"]
            command += ["--report", f"{folder}/report.jsonl", *arguments.options]
            found = min((_watched(command) for _ in range(3 if count <= 10_000 else 1)), key=lambda f: f.processor)
            times.append((count, found))
            size = name.stat().st_size >> 20
            print(
                f"| {count:,} | {size:,} | {found.seconds:.1f} | {found.processor:.1f} | {count / found.seconds:,.0f} "
                f"| {found.peak >> 20} | {found.peak / count:,.0f} |",
                flush=True,
            )
            name.unlink()
    for (small, one), (large, other) in [*pairwise(times), (times[0], times[-1])]:
        more = large / small
        print(
            f"\n{small:,} to {large:,}: {other.seconds / one.seconds / more:.2f} times linear, "
            f"in processor time {other.processor / one.processor / more:.2f}"
        )


class Watched(NamedTuple):
    """What a command took.

    Attributes:
        seconds: until it was done.
        processor: seconds of processor time of all its processes.
        peak: the most memory in bytes that all its processes had together, shared memory counted once.
    """

    seconds: float
    processor: float
    peak: int


def _watched(command: Sequence[str]) -> Watched:
    """Run a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    process = subprocess.Popen(command)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_memory(number) for number in _family(process.pid)))
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"{command}: exit status {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Watched(time.perf_counter() - began, processor, peak)


def _family(number: int) -> list[int]:
    found = [number]
    for name in Path(f"/proc/{number}/task").glob("*/children"):
        try:
            children = name.read_text().split()
        except OSError:
            continue
        for child in children:
            found += _family(int(child))
    return found


def _memory(number: int) -> int:
    """Proportional memory of a process: pages that several share are counted once for all of them."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().split("\n")
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("Pss_Anon", "Pss_Shmem")))


def index(arguments: argparse.Namespace) -> None:
    """A run that fills an index, and the same documents once more against it."""
    count = arguments.documents[0]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        name = Path(folder, "articles.jsonl")
        _write(name, count)
        command = [sys.executable, "-m", "cleaner", "dedup", str(name), "-o", f"{folder}/out.jsonl", "--raw", "-q"]
        to_index = ["--index", f"{folder}/index"]
        for title, more in (("no index", []), ("fill it", to_index), ("all in it already", to_index)):
            found = _watched([*command, *more])
            print(
                f"{title}: {found.seconds:.1f} s, {found.processor:.1f} s of processor time, {found.peak >> 20} MB",
                flush=True,
            )
        sizes = {
            path.name.split(".", 1)[1]: path.stat().st_size for path in Path(folder, "index", "segments").iterdir()
        }
        print({kind: f"{size >> 20} MB" for kind, size in sizes.items()})


def write(arguments: argparse.Namespace) -> None:
    _write(Path(arguments.name), arguments.documents[0])


def _write(name: Path, count: int) -> None:
    with name.open("w") as file:
        for number, text in enumerate(articles(count)):
            file.write(json.dumps({"id": f"article-{number}", "text": text}) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for command in (peers, peer, recall, scale, index, write):
        one = commands.add_parser(command.__name__, help=(command.__doc__ or "").partition("\n")[0])
        one.set_defaults(run=command)
        one.add_argument("--documents", type=int, nargs="+", default=[10_000])
        one.add_argument("--times", type=int, default=3)
        if command in (peer, write):
            one.add_argument("name")
        if command is peers:
            one.add_argument("--only", nargs="+", choices=PEERS)
        if command is scale:
            one.add_argument("--options", nargs=argparse.REMAINDER, default=["--raw", "-q"])
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
