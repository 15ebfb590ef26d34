"""Where documents came from: a file, and of a record its line or row, as in `raw/ap.jsonl:3`."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from cleaner.files import formats

#: The line or row at the end of a place.
_NUMBER = re.compile(r":(\d+)\Z")

#: Formats in which a record has its own line or row, whatever its text.
_BY_LINE = {"jsonl", "parquet", "text", None}


def is_of_record(place: str) -> bool:
    """Whether a place is that of a record, and not of a text file."""
    return _NUMBER.search(place) is not None


def split(place: str) -> tuple[str, int]:
    """The file and the line of a record; 0 for the line of a text file."""
    number = _NUMBER.search(place)
    return (place[: number.start()], int(number[1])) if number else (place, 0)


def keep_lines(files: Iterable[str]) -> bool:
    """Whether a record has the same line in all of these files, if none was added or left out."""
    kinds = {formats.kind(name) for name in files}
    return len(kinds) == 1 and kinds < _BY_LINE


class Files:
    """Files that were read, to be found by the names of the files that were made of them."""

    def __init__(self) -> None:
        self._by_stem: dict[str, dict[str, None]] = {}
        self._known: dict[str, list[str]] = {}

    def add(self, file: str) -> None:
        """Take a file."""
        self._by_stem.setdefault(_parts(file)[-1], {})[file] = None

    def __iter__(self) -> Iterator[str]:
        return (file for files in self._by_stem.values() for file in files)

    def like(self, file: str) -> list[str]:
        """Those whose names share the longest end with the name of a file, suffixes aside; none: no end at all.

        A cleaned file may lie elsewhere than its source, and be in another format.
        """
        if file not in self._known:
            parts, own = _parts(file), PurePath(file).suffixes
            # Of two that differ in their suffixes only, the one of the same format.
            shared = {
                name: (_shared(parts, _parts(name)), PurePath(name).suffixes == own)
                for name in self._by_stem.get(parts[-1], ())
            }
            most = max(shared.values(), default=None)
            self._known[file] = sorted(name for name in shared if shared[name] == most)
        return self._known[file]


def _parts(file: str) -> tuple[str, ...]:
    """The parts of a path, the last without the suffixes, which another format changes."""
    path = PurePath(file)
    return *path.parent.parts, formats.stem(path.name)


def _shared(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    """How many parts two paths share at their ends."""
    pairs = zip(reversed(a), reversed(b), strict=False)
    return next((number for number, (one, other) in enumerate(pairs) if one != other), min(len(a), len(b)))
