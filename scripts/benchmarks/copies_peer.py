"""One tool that finds candidates for copies, in one process on one processor: what it takes, and what it finds.

`python copies_peer.py TOOL RECORDS.jsonl THRESHOLD BANDS ROWS` prints `{"seconds": ..., "found": ...}` of the second
of two times; the first one, with a few texts, loads what the tool loads late. The cleaner's own run where the cleaner
is, the others in the environment of scripts/bench-requirements.txt.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple


class Task(NamedTuple):
    """What is asked of every tool alike: bands of rows for a threshold of Jaccard similarity."""

    threshold: float
    bands: int
    rows: int


Tool = Callable[[Sequence[str], Task], int]

#: Texts of the first time.
_FEW = 50

#: Texts that the cleaner takes at once: a quarter of a megabyte, as in a run.
_BATCH = 100


def shingles(text: str) -> list[str]:
    """What the others are given: runs of five folded words."""
    words = text.lower().replace(".", " ").split()
    return [" ".join(words[i : i + 5]) for i in range(len(words) - 4)]


def ours(texts: Sequence[str], task: Task) -> int:
    """Signatures and candidates, as the others make them; pairs."""
    import numpy as np

    from cleaner.corpus import bands, candidates, sketch
    from cleaner.corpus.fingerprint import shingles as shingled

    keys = candidates.KeyList()
    for start in range(0, len(texts), _BATCH):
        found, of = sketch.band_keys(shingled(texts[start : start + _BATCH]), bands.Bands(task.bands, task.rows))
        keys.add(found, of + start)
    return len(keys.pairs(np.arange(len(texts))))


def ours_decisions(texts: Sequence[str], task: Task) -> int:
    """Everything that `cleaner dedup --raw` does with texts; copies."""
    from cleaner.corpus.dedup import dedup

    decisions = dedup(texts, threshold=task.threshold, bands=task.bands, rows=task.rows, raw=True, jobs=1)
    return sum(not decision.stays for decision in decisions)


def datasketch(texts: Sequence[str], task: Task) -> int:
    """MinHash, each made from the first one, and MinHashLSH; pairs."""
    from datasketch import MinHash, MinHashLSH

    length = task.bands * task.rows
    lsh = MinHashLSH(params=(task.bands, task.rows), num_perm=length)
    found = 0
    encoded = ([shingle.encode() for shingle in shingles(text)] for text in texts)
    for number, sketch in enumerate(MinHash.generator(encoded, num_perm=length)):
        found += len(lsh.query(sketch))
        lsh.insert(number, sketch, check_duplication=False)
    return found


def rensa(texts: Sequence[str], task: Task) -> int:
    """RMinHash, a thousand texts at a time, and RMinHashLSH; pairs."""
    from rensa import RMinHash, RMinHashLSH

    length = task.bands * task.rows
    lsh = RMinHashLSH(threshold=task.threshold, num_perm=length, num_bands=task.bands)
    found = 0
    for start in range(0, len(texts), 1000):
        part = [shingles(text) for text in texts[start : start + 1000]]
        sketches = RMinHash.from_token_sets(part, length, 1)
        for number, sketch in enumerate(sketches, start):
            found += len(lsh.query(sketch))
            lsh.insert(number, sketch)
    return found


def rensa_flags(texts: Sequence[str], task: Task) -> int:
    """Its fastest way: a yes or no for each document, without the pairs; documents."""
    from rensa import RMinHash, RMinHashLSH

    length = task.bands * task.rows
    lsh = RMinHashLSH(threshold=task.threshold, num_perm=length, num_bands=task.bands)
    matrix = RMinHash.digest_matrix_from_token_sets([shingles(text) for text in texts], length, 1)
    return sum(lsh.query_duplicate_flags_matrix_one_shot(matrix))


def gaoya(texts: Sequence[str], task: Task) -> int:
    """MinHashStringIndex, which makes shingles itself; pairs, each twice, that it estimates above the threshold."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=task.threshold,
        num_bands=task.bands,
        band_size=task.rows,
        analyzer="word",
        lowercase=True,
        ngram_range=(5, 5),
        id_container="smallvec",
    )
    index.par_bulk_insert_docs(list(range(len(texts))), list(texts))
    return sum(len(found) for found in index.par_bulk_query(list(texts))) - len(texts)


OWN: dict[str, Tool] = {"cleaner": ours, "cleaner, decisions": ours_decisions}

OTHERS: dict[str, Tool] = {"datasketch": datasketch, "rensa": rensa, "rensa, flags": rensa_flags, "gaoya": gaoya}


def main(name: str, source: str, threshold: str, bands: str, rows: str) -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with Path(source).open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    task = Task(float(threshold), int(bands), int(rows))
    tool = (OWN | OTHERS)[name]
    tool(texts[:_FEW], task)
    started = time.process_time()
    found = tool(texts, task)
    print(json.dumps({"seconds": time.process_time() - started, "found": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
