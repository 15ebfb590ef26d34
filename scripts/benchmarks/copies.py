"""What `cleaner dedup` costs and finds: beside others, for more and more documents, with an index."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks import articles
from benchmarks.copies_peer import OTHERS, OWN
from benchmarks.measure import RunError, run

PEER = Path(__file__).parent / "copies_peer.py"

#: Threshold at which the tools are compared: the default.
THRESHOLD = 0.7

#: Up to so many documents are measured several times: a short run has more noise.
_SHORT = 10_000

_MEBIBYTE = 1 << 20


class Peer(NamedTuple):
    """A tool on some documents: for each round seconds of processor time, and what it finds."""

    documents: int
    rounds: list[float]
    found: int

    @property
    def rate(self) -> float:
        """Documents a second of processor time."""
        return self.documents / median(self.rounds)


class Scale(NamedTuple):
    """What documents take.

    Attributes:
        megabytes: of the file.
        cpu: seconds of processor time. wall: seconds.
        peak: megabytes (2**20) of memory that all processes had together, what they share counted once.
    """

    megabytes: float
    cpu: float
    wall: float
    peak: float

    def per_document(self, documents: int) -> float:
        """Bytes of memory for a document."""
        return self.peak * _MEBIBYTE / documents


class Recall(NamedTuple):
    """Of generated pairs of documents, the share that become candidates.

    Attributes:
        threshold: what is asked for; bands, rows: what follows from it.
        shingles: of each document.
        at: of pairs of just this similarity; above: of those of 0.05 more.
    """

    threshold: float
    bands: int
    rows: int
    shingles: int
    at: float
    above: float


@dataclass
class Copies:
    """All figures. What was not measured is missing.

    Attributes:
        peers: by tool. recall: by threshold and length. scale: by documents.
        index: what is done with one, by name: with as many documents as the largest of `scale`.
        index_size: megabytes (2**20) of its files, by kind.
    """

    peers: dict[str, Peer] = field(default_factory=dict)
    recall: list[Recall] = field(default_factory=list)
    scale: dict[int, Scale] = field(default_factory=dict)
    index: dict[str, Scale] = field(default_factory=dict)
    index_size: dict[str, float] = field(default_factory=dict)

    def ratio(self, tool: str) -> float:
        """How many times as fast as a tool the cleaner makes signatures and candidates."""
        return self.peers["cleaner"].rate / self.peers[tool].rate

    @property
    def binding(self) -> str | None:
        """The fastest of the tools that are compiled; None: none was measured."""
        found = {tool: peer.rate for tool, peer in self.peers.items() if tool in OTHERS and tool != "datasketch"}
        return max(found, key=lambda tool: found[tool], default=None)

    def growth(self, *, wall: bool = False) -> float | None:
        """How many times as long a document takes among the most documents as among the fewest."""
        if len(self.scale) < 2:
            return None
        few, many = min(self.scale), max(self.scale)
        one, other = self.scale[few], self.scale[many]
        return (other.wall / one.wall if wall else other.cpu / one.cpu) / (many / few)

    def plain(self) -> dict[str, Any]:
        """The figures as JSON has them."""
        return {
            "peers": {tool: peer._asdict() for tool, peer in self.peers.items()},
            "recall": [recall._asdict() for recall in self.recall],
            "scale": {str(count): scale._asdict() for count, scale in self.scale.items()},
            "index": {name: scale._asdict() for name, scale in self.index.items()},
            "index_size": self.index_size,
        }

    @classmethod
    def load(cls, found: dict[str, Any]) -> "Copies":
        """The figures from JSON."""
        return cls(
            {tool: Peer(**peer) for tool, peer in found["peers"].items()},
            [Recall(**recall) for recall in found["recall"]],
            {int(count): Scale(**scale) for count, scale in found["scale"].items()},
            {name: Scale(**scale) for name, scale in found["index"].items()},
            found["index_size"],
        )


class Bench:
    """Runs the measurements in a folder of its own.

    Args:
        folder: where files are made; what is large is removed as soon as it is measured.
        peers: the Python of the environment of the other tools.
        rounds: runs of each tool.
        documents: how many documents there are in the files, the fewest first.
        compared: how many documents the tools get.
    """

    def __init__(self, folder: Path, peers: str, rounds: int, documents: tuple[int, ...], compared: int) -> None:
        self.folder = folder
        self._peers = peers
        self._rounds = rounds
        self._documents = documents
        self._compared = compared

    def measured(self) -> Copies:
        """Everything."""
        found = Copies(self.peers(), list(recalls()))
        for count in self._documents:
            path = self.folder / "articles.jsonl"
            size = articles.write(path, count)
            times = 3 if count <= _SHORT else 1
            found.scale[count] = min((self._scale(path, size) for _ in range(times)), key=lambda scale: scale.cpu)
            if count == self._documents[-1]:
                self._index(path, size, found)
            path.unlink()
        return found

    def peers(self) -> dict[str, Peer]:
        """Every tool on the same texts, taking turns."""
        from cleaner.corpus.bands import choose

        path = self.folder / "compared.jsonl"
        articles.write(path, self._compared)
        shape = choose(THRESHOLD)
        found = {tool: Peer(self._compared, [], 0) for tool in (*OWN, *OTHERS)}
        for _ in range(self._rounds):
            for tool in found:
                python = sys.executable if tool in OWN else self._peers
                command = [python, str(PEER), tool, str(path), str(THRESHOLD), str(shape.bands), str(shape.rows)]
                told = _told(command)
                found[tool].rounds.append(told["seconds"])
                found[tool] = found[tool]._replace(found=told["found"])
        path.unlink()
        return found

    def _scale(self, path: Path, size: float, *more: str) -> Scale:
        out = self.folder / "out.jsonl"
        command = [sys.executable, "-m", "cleaner", "dedup", str(path), "-o", str(out), "--raw", "-q", *more]
        cost = run([*command, "--report", str(self.folder / "report.jsonl")], watch=True, together=True)
        out.unlink()
        return Scale(size, cost.cpu, cost.wall, cost.together)

    def _index(self, path: Path, size: float, found: Copies) -> None:
        """A run that fills an index, and the same documents once more against it."""
        index = self.folder / "index"
        for name in ("fill it", "all in it already"):
            found.index[name] = self._scale(path, size, "--index", str(index))
        for file in (index / "segments").iterdir():
            kind = file.name.split(".")[1]
            found.index_size[kind] = found.index_size.get(kind, 0) + file.stat().st_size / _MEBIBYTE
        shutil.rmtree(index)


def _told(command: list[str]) -> dict[str, Any]:
    """What a tool says of itself."""
    environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise RunError(f"{' '.join(command)}: exit status {done.returncode}: {done.stderr.strip()[-500:]}")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def recalls(count: int = 4000) -> Iterator[Recall]:
    """How many pairs of a known similarity become candidates, by threshold and by length.

    Args:
        count: of pairs for each figure.
    """
    from cleaner.corpus.bands import choose

    for threshold in (0.5, 0.6, 0.7, 0.8, 0.9):
        shape = choose(threshold)
        for size in (40, 300):
            at, above = (_met(threshold, similarity, size, count) for similarity in (threshold, threshold + 0.05))
            yield Recall(threshold, shape.bands, shape.rows, size, at, above)


def _met(threshold: float, similarity: float, size: int, count: int) -> float:
    """Of pairs of a similarity, the share that share a band."""
    import numpy as np

    from cleaner.corpus import candidates, sketch
    from cleaner.corpus.bands import choose
    from cleaner.corpus.fingerprint import Ragged

    numbers = np.random.default_rng([7, round(100 * threshold), round(100 * similarity), size])
    common = round(2 * size * similarity / (1 + similarity))
    both = numbers.integers(0, 2**32, (count, 2 * size - common), dtype=np.uint32)
    rows = np.stack([both[:, :size], both[:, size - common :]], axis=1).reshape(-1)
    keys, of = sketch.band_keys(Ragged(rows, np.arange(2 * count + 1) * size), choose(threshold))
    pairs = candidates.pairs(keys, of)
    first, second = pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)
    return int((first + np.uint64(1) == second)[first % np.uint64(2) == 0].sum()) / count
