"""Documents that are long, and built so that a careless filter takes the square of their length."""

import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, islice

import cleaner
from benchmarks import corpus
from benchmarks.measure import processor_time
from benchmarks.wordlists import ENGLISH

#: Characters of the lines that all have the same length.
_LENGTH = 72

#: Seconds of which less is not worth to be compared.
_MEASURABLE = 0.002


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


def _paragraph(number: int) -> str:
    words = " ".join(word * (1 + number // 7**k % 3) for k, word in enumerate(("salt", "rope", "tide", "mast")))
    return f"The ferry number {number} left the pier at noon with {words} and {number + 3} people aboard."


#: Lines of which a filter may ask about all the others, by what they are.
SHORT: dict[str, Callable[[int], str]] = {
    "times of day": lambda n: f"{n // 60 % 24}:{n % 60:02}",
    "days and times": lambda n: f"yesterday at {n // 60 % 24}:{n % 60:02}",
    "dates": lambda n: f"{n % 28 + 1} May {1400 + n % 700}",
    "days": lambda n: f"{n % 28 + 1} May",
    "names": lambda n: f"Dana {_name(n)}",
    "authors": lambda n: f"By Dana {_name(n)}",
    "posts": lambda n: f"{n // 60 % 24}:{n % 60:02}Dana {_name(n)}",
    "counters": lambda n: f"{n % 999 + 1} of 999",
    "credits": lambda n: f"Photo: Dana {_name(n)}",
    "buttons": lambda n: ("Share", "Save", "Print", "Comments")[n % 4],
    "one button": lambda _: "Cookies",
    "buttons in verse": lambda n: f"the goat {_name(n)} is gone" if n % 4 else "Cookies" if n % 8 else "Share",
    "slugs": lambda n: f"ferry-runs-late-again-{_name(n).lower()}-at-noon",
    "headlines": lambda n: f"Ferry number {_name(n)} runs late again today",
    "link lines": lambda n: f"Read more: the ferry {_name(n)} runs late again",
    "timed headings": lambda n: f"Ferry {_name(n // 2)} stuck on a sandbank{'' if n % 2 else ' 20:42'}",
    "hashtags": lambda n: f"#{_name(n)} #pier",
    "pictures": lambda n: f"Picture of the ferry {_name(n)} at noon",
}

#: Where they stand: the document of some lines, of which half are paragraphs of a story.
PLACES: dict[str, Callable[[list[str], list[str]], str]] = {
    "above the story": lambda lines, story: "\n\n".join([*lines, *story]),
    "below the story": lambda lines, story: "\n\n".join([*story, *lines]),
    "between its paragraphs": lambda lines, story: "\n\n".join(chain.from_iterable(zip(lines, story, strict=True))),
    "as a verse": lambda lines, story: "\n\n".join([*story[:3], "\n".join(lines), *story[3:]]),
}


def placed(line: Callable[[int], str], place: str, lines: int, first: int = 0) -> str:
    """A document of so many lines, half of them a story; the numbers of the lines begin with the first."""
    numbers = range(first, first + lines // 2)
    return PLACES[place]([line(n) for n in numbers], [_paragraph(n) for n in numbers])


#: Runs of one sign in a line, by what they are, and the lines that they are in.
RUNS = {
    "blanks": " ",
    "tabs": "\t",
    "dashes": "-",
    "underscores": "_",
    "full stops": ".",
    "digits": "1",
    "arrows": ">",
    "bars": "| ",
    "brackets": "[",
    "ways to cut": "a_",
}
AROUND = {
    "alone": "{}-",
    "between words": "Ferry{}late",
    "before a number": "12:30 the ferry runs late {} 1",
    "before a time": "The ferry runs {} late 12:30",
    "behind a name": "By Dana Reyes{}Reporter",
    "in an address": "dana{}@ferry.example",
}


def run(sign: str, around: str, size: int) -> str:
    """A page with a line of such runs, of about so many characters, in a block above the story and one below it."""
    line = AROUND[around].replace("{}", sign * (size // len(sign)))
    story = [_paragraph(n) for n in range(6)]
    return "\n\n".join([f"{line}\nFerry runs late\nagain", *story, f"{line}\n{line}"])


def run_growth(sign: str, around: str, small: int) -> float:
    """As `growth`, of runs, and of the source that is rebuilt from the ledger as well."""
    clean = cleaner.Cleaner()

    def time(size: int) -> float:
        text = run(sign, around, size)

        def there_and_back() -> None:
            result = clean(text)
            if cleaner.restore(result.text, result.records) != text:
                raise AssertionError("the source is not what it was")

        return processor_time(there_and_back)

    time(100)
    return time(10 * small) / max(_MEASURABLE, min(time(small), time(small + 1)))


def twice(lines: int, first: int = 0) -> str:
    """A story of half as many paragraphs, and all of it once more."""
    return "\n\n".join([_paragraph(n) for n in range(first, first + lines // 2)] * 2)


def _name(number: int) -> str:
    """A name for each number."""
    letters = "R"
    while number:
        number, digit = divmod(number, 20)
        letters += "abcdefghijklmnoprstu"[digit]
    return letters + "y"


def placed_growth(write: Callable[[int, int], str], small: int, skip: int = 0) -> float:
    """As `growth`, of documents that are written for each length: of so many lines, numbered from a first one on."""
    clean = cleaner.Cleaner()
    clean(write(20, 1_000_000))
    begin = 20 * small * skip
    long, *short = (
        write(lines, begin + first) for lines, first in ((10 * small, 0), *((small, n * small) for n in (10, 11, 12)))
    )
    return processor_time(lambda: clean(long)) / min(processor_time(partial(clean, text)) for text in short)


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
