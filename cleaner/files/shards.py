"""One output as several files of limited size."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.errors import CleanerError
from cleaner.files import formats

_SIZE = re.compile(r"(\d+(?:\.\d+)?) *([kmgt]?)(i?)b", re.ASCII | re.IGNORECASE)

#: The most digits of a number that is a limit: more bytes or documents than any disk holds.
_DIGITS = 18

#: Characters of what was given that a message shows.
_SHOWN = 30

_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}


class Limit(NamedTuple):
    """What a shard holds at most; 0 is any number.

    Attributes:
        size: bytes of documents, before they are compressed.
        documents: how many of them.
    """

    size: int = 0
    documents: int = 0

    def is_over(self, size: int, count: int) -> bool:
        """Whether so much is too much."""
        return bool((self.size and size > self.size) or (self.documents and count > self.documents))


def limit(text: str) -> Limit:
    """The limit that a text names: `5000` documents, or `100MB`, `1.5GiB`.

    Raises:
        CleanerError: it names none.
    """
    found = _SIZE.fullmatch(text.strip())
    if found:
        number, letter, binary = found.groups()
        size = float(number) * (1024 if binary else 1000) ** _POWERS[letter.lower()]
        # Of a number with hundreds of digits Python makes infinity.
        made = Limit(size=int(size)) if size < 10**_DIGITS else None
    elif text.isascii() and text.isdecimal():
        made = Limit(documents=int(text)) if len(text.lstrip("0")) <= _DIGITS else None
    else:
        made = Limit()
    if made is None:
        raise CleanerError(
            f"--shard-size {_beginning(text)}: that is more than a disk holds: leave it out for one file"
        )
    if made == Limit():
        raise CleanerError(
            f"--shard-size {_beginning(text)}: give a number of documents, as in 10000, or a size, as in 100MB"
        )
    return made


def _beginning(text: str) -> str:
    """As much of what was given as a message has room for."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def name(template: str, number: int) -> str:
    """The name of a shard: `out.jsonl.gz` has `out-00000.jsonl.gz`, `out-00001.jsonl.gz` and so on."""
    start, end = _split(template)
    return f"{start}-{number:05}{end}"


def is_one(template: str, file: str) -> bool:
    """Whether a file name, without its directory, is that of a shard."""
    start, end = _split(template.rpartition("/")[2])
    return re.fullmatch(rf"{re.escape(start)}-\d{{5,}}{re.escape(end)}", file) is not None


def are_all(files: Sequence[str]) -> bool:
    """Whether files are the shards of one output, from the first on, in order."""
    first = re.fullmatch(r"(.*)-0{5}(\..*)?", files[0], re.DOTALL) if files else None
    if first is None:
        return False
    template = first[1] + (first[2] or "")
    return all(file == name(template, number) for number, file in enumerate(files))


def _split(template: str) -> tuple[str, str]:
    folder, slash, last = template.rpartition("/")
    packed = formats.packing(last)
    plain = last[: len(last) - len(packed)]
    stem, dot, suffix = plain.rpartition(".")
    if not stem:
        stem, dot, suffix = plain, "", ""
    return f"{folder}{slash}{stem}", f"{dot}{suffix}{packed}"
