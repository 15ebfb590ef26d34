"""Speed within one process, by kind of document, and where the time goes: for work on the filters."""

import cProfile
import pstats
from collections.abc import Callable, Iterator
from itertools import islice

import ftfy

import cleaner
from benchmarks import corpus
from benchmarks.measure import processor_time

Clean = Callable[[str], object]


def texts(megabytes: float) -> dict[str, list[str]]:
    """Texts by kind of document, and all `dirty` ones together; so many of each that they fill the megabytes."""
    found: dict[str, list[str]] = {}
    # Another seed for each: no text is cleaned twice, so that nothing that was remembered of it can help.
    for seed, kind in enumerate(corpus.KINDS):
        found[kind] = list(_up_to(megabytes, (d.text for d in corpus.documents(kind, seed))))
    found["dirty"] = list(_up_to(megabytes, (d.text for d in corpus.documents(seed=10) if d.kind != "ordinary")))
    found["the mix"] = list(_up_to(megabytes, (d.text for d in corpus.documents(seed=11))))
    return found


def _up_to(megabytes: float, source: Iterator[str]) -> Iterator[str]:
    left = megabytes * 1e6
    while left > 0:
        text = next(source)
        left -= len(text.encode())
        yield text


def tools() -> dict[str, Clean]:
    return {"cleaner": cleaner.Cleaner(), "ftfy": ftfy.fix_text}


def speed(clean: Clean, documents: list[str]) -> float:
    """Megabytes of text a second of processor time."""

    def all_of_them() -> None:
        for text in documents:
            clean(text)

    return sum(len(text.encode()) for text in documents) / 1e6 / processor_time(all_of_them)


def show(megabytes: float) -> None:
    """Print the speeds as they are found."""
    chosen = tools()
    print(f"MB/s {'':14}" + "".join(f"{name:>10}" for name in chosen) + f"{'ratio':>8}")
    for clean in chosen.values():
        for document in islice(corpus.documents(seed=12), 100):
            clean(document.text)
    for kind, documents in texts(megabytes).items():
        found = [speed(clean, documents) for clean in chosen.values()]
        print(f"{kind:19}" + "".join(f"{figure:10.2f}" for figure in found) + f"{found[0] / found[1]:8.2f}", flush=True)


def profile(kind: str, megabytes: float, lines: int) -> None:
    """Print where the cleaner spends its time on documents of a kind."""
    documents = texts(megabytes)[kind]
    clean = cleaner.Cleaner()
    for document in islice(corpus.documents(seed=12), 100):
        clean(document.text)
    profiler = cProfile.Profile()
    profiler.enable()
    for text in documents:
        clean(text)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(lines)
