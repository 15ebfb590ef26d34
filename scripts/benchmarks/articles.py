"""Articles with copies among them, generated: what `cleaner dedup` is measured on.

Words of a large vocabulary with the frequencies of a natural language, about 390 to an article. Of every hundred, ten
are edited copies of an earlier one, three cut ones and two equal ones. `python articles.py FILE.jsonl COUNT` writes
some.
"""

import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

_SYLLABLES = [c + v + e for c in "bcdfglmnprstv" for v in "aeiou" for e in ("", "n", "r", "s", "l")]

#: Articles that later ones may be copies of.
_RECENT = 5000


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
            if len(recent) < _RECENT:
                recent.append(words)
            else:
                recent[chance.randrange(_RECENT)] = words
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


def write(path: Path, count: int) -> float:
    """Write a file of records; its megabytes."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(articles(count)):
            file.write(json.dumps({"id": f"article-{number}", "text": text}) + "\n")
    return path.stat().st_size / 1e6


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
