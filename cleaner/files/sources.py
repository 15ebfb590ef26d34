"""The inputs: names as they are given, lists of names, and what lies in directories."""

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import NamedTuple

from cleaner.errors import CleanerError
from cleaner.files import formats, streams
from cleaner.files.errors import problem, shown


class Source(NamedTuple):
    """One input.

    Attributes:
        name: the name to open it by, as messages show it; `-` is standard input.
        id: its name as a document: within the directory that was asked for, or as given.
        mirror: where in an output directory its copy goes; "" for standard input, which has no name.
    """

    name: str
    id: str
    mirror: str


class Sources:
    """All inputs.

    Attributes:
        found: the files, in order.
        roots: the directories that were asked for.
        visited: the real paths of every directory that was read.
        problems: one line for each path that could not be read.
        empty: the directories without a file of a fitting name.
    """

    def __init__(self) -> None:
        self.found: list[Source] = []
        self.roots: list[str] = []
        self.visited: set[str] = set()
        self.problems: list[str] = []
        self.empty: list[str] = []

    def add(self, name: str, globs: Sequence[str], mirror: str) -> None:
        """Add a file, or what lies in a directory."""
        if not name:
            self.problems.append("an empty name is no path")
        elif name == streams.STANDARD:
            self.found.append(Source(name, name, ""))
        elif Path(name).is_dir():
            self.roots.append(name)
            before = len(self.found) + len(self.problems)
            self._walk(name, globs)
            if len(self.found) + len(self.problems) == before:
                self.empty.append(name)
        else:
            self.found.append(Source(name, name, mirror))

    def _walk(self, root: str, globs: Sequence[str]) -> None:
        """Add the files of a directory, sorted. Links are followed, and no directory is read twice."""
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            real = os.path.realpath(Path(root, folder))
            if real in self.visited:
                continue
            self.visited.add(real)
            folders = []
            for entry in self._entries(str(Path(root, folder))):
                relative = str(PurePath(folder, entry.name))
                if entry.name.startswith("."):
                    continue
                if entry.is_dir():
                    folders.append(relative)
                elif _fits(entry, relative, globs):
                    self.found.append(Source(str(PurePath(root, relative)), relative, relative))
            waiting += reversed(folders)

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.problems.append(str(problem(folder, error)))
            return []


def _fits(entry: os.DirEntry[str], relative: str, globs: Iterable[str]) -> bool:
    """Whether a file has a name that is looked for. Links to nowhere fit too: opening them tells what is wrong."""
    if not any(fnmatchcase(relative if "/" in glob else entry.name, glob) for glob in globs):
        return False
    return entry.is_file() or entry.is_symlink()


def find(paths: Sequence[str], files_from: str | None, *, null: bool, globs: Sequence[str]) -> Sources:
    """The inputs that a command line names; standard input if it names none."""
    sources = Sources()
    globs = globs or formats.GLOBS
    for name in paths or (() if files_from else (streams.STANDARD,)):
        sources.add(name, globs, PurePath(name).name)
    if files_from:
        if files_from == streams.STANDARD and streams.STANDARD in paths:
            raise CleanerError("standard input cannot be a text and --files-from at once")
        for name in _listed(files_from, null=null):
            sources.add(name, globs, _mirror(name))
    sources.found = list(_distinct(sources.found))
    return sources


def _listed(files_from: str, *, null: bool) -> Iterator[str]:
    """The names in a list: one a line, or with a NUL byte after each."""
    try:
        with streams.open_input(files_from) as stream:
            data = stream.read()
    except OSError as error:
        raise problem(files_from, error) from None
    if not null and b"\0" in data:
        raise CleanerError(f"{shown(files_from)}: NUL bytes between the names: use -0")
    return (os.fsdecode(name) for name in data.split(b"\0" if null else b"\n") if name)


def _mirror(name: str) -> str:
    """Listed names keep their directories in the output, unless they would lead out of it."""
    path = PurePath(name)
    return path.name if path.is_absolute() or ".." in path.parts else str(path)


def _distinct(sources: Iterable[Source]) -> Iterator[Source]:
    """The inputs without those that are the same directory entry, spelled otherwise. A link is an entry of its own."""
    folders: dict[str, str] = {}
    seen = set()
    for source in sources:
        parent, _, name = source.name.rpartition("/")
        if parent not in folders:
            folders[parent] = os.path.realpath(parent or ".")
        if (folders[parent], name) not in seen:
            seen.add((folders[parent], name))
            yield source
