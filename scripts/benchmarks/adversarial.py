"""Documents that are long, and built so that a careless filter takes the square of their length."""

import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

import cleaner
from benchmarks import corpus
from benchmarks.measure import processor_time
from benchmarks.wordlists import ENGLISH

#: Characters of the lines that all have the same length.
_LENGTH = 72


def news(lines: int) -> str:
    """The lines of many articles in one document."""
    return "\n\n".join(_taken(lines, (line for d in corpus.documents("ordinary") for line in d.text.split("\n"))))


def page(lines: int) -> str:
    """The lines of many whole pages in one document."""
    return "\n".join(_taken(lines, (line for d in corpus.documents("page") for line in d.text.split("\n"))))


def similar(lines: int) -> str:
    """Lines that differ in one word."""
    return "\n\n".join(f"The ferry left the pier at noon on day {n} with forty people aboard." for n in range(lines))


def same_length(lines: int) -> str:
    """Different lines that all have the same number of characters."""
    author = _author()
    sentences = (author.sentence() for _ in iter(int, 1))
    return "\n\n".join(islice((f"{s[: _LENGTH - 1]}." for s in sentences if len(s) >= _LENGTH), lines))


def promos(lines: int) -> str:
    """Nothing but invitations."""
    author = _author()
    return "\n\n".join(author.one(ENGLISH.promos) for _ in range(lines))


def captions(lines: int) -> str:
    """Nothing but captions that stand twice."""
    author = _author()
    return "\n\n".join(line for _ in range(lines // 2) for line in author.caption())


def teasers(lines: int) -> str:
    """Nothing but headlines of other stories and their slugs."""
    return "\n\n".join(_author().teasers(lines)[:lines])


def equal(lines: int) -> str:
    """One line again and again."""
    return "\n\n".join(["The ferry left the pier at noon with forty people aboard."] * lines)


def one_line(size: int) -> str:
    """A story on one line of so many characters."""
    author = _author()
    # A paragraph of its own length would take long to invent; the sentences come again after a while.
    sentences = " ".join(author.sentence() for _ in range(1000))
    return (sentences * (size // len(sentences) + 1))[:size]


KINDS: dict[str, Callable[[int], str]] = {
    "news": news,
    "whole pages": page,
    "all similar": similar,
    "all of one length": same_length,
    "all promos": promos,
    "all captions, twice": captions,
    "all teasers": teasers,
    "all equal": equal,
}


def growth(write: Callable[[int], str], small: int, skip: int = 0) -> float:
    """How many times as long a document takes the default preset that is ten times as long.

    No line is cleaned twice, so that nothing that was remembered of it can help.

    Args:
        write: makes a document of so many lines.
        small: lines of the shorter documents; there are three, and the quickest counts.
        skip: how many times as many lines to pass over first, for another try.
    """
    clean = cleaner.Cleaner()
    for document in islice(corpus.documents(seed=1), 20):
        clean(document.text)
    text = write(13 * small * (skip + 1))
    between = "\n\n" if "\n\n" in text else "\n" if "\n" in text else ""
    parts: Sequence[str] = text.split(between) if between else text
    long, *short = (
        between.join(parts[13 * small * skip + begin * small : 13 * small * skip + end * small])
        for begin, end in ((0, 10), (10, 11), (11, 12), (12, 13))
    )
    return processor_time(lambda: clean(long)) / min(processor_time(partial(clean, text)) for text in short)


def _author() -> corpus.Author:
    return corpus.Author(ENGLISH, random.Random(corpus.SEED))


def _taken(lines: int, source: Iterator[str]) -> Iterator[str]:
    return islice((line.strip("\r") for line in source if line.strip()), lines)
