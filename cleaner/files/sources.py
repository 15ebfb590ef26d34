"""The inputs: names as they are given, lists of names, and what lies in directories."""

import errno
import fnmatch
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from cleaner.errors import CleanerError
from cleaner.files import formats, jsonl, streams, unfinished
from cleaner.files.errors import is_of_data, problem, shown

#: A pattern that every name with some end fits.
_SUFFIX = re.compile(r"\*[^*?\[\]/]+")


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

    @property
    def site(self) -> str:
        """The first folder that it lies in below the directory that was asked for; "" if there is none."""
        return self.mirror.partition("/")[0] if "/" in self.mirror else ""


class Sources:
    """All inputs.

    Attributes:
        found: the files, in order.
        roots: the directories that were asked for.
        visited: the real paths of every directory that was read.
        problems: one line for each path that could not be read.
        empty: the directories without a file of a fitting name.
        unfinished: files in these directories that a run is writing, or was when it was killed.
        passed: names that were given of such files.
        outside: links in these directories that lead out of all of them and were not followed.

    Args:
        homes: the real paths of directories that no link may lead out of; None: links are followed wherever they lead.
    """

    def __init__(self, homes: Sequence[str] | None = None) -> None:
        self._homes = homes
        self.outside: list[str] = []
        self.found: list[Source] = []
        self.roots: list[str] = []
        self.visited: set[str] = set()
        self.problems: list[str] = []
        self.empty: list[str] = []
        self.unfinished: list[str] = []
        self.passed: list[str] = []

    def add(self, name: str, globs: Sequence[str], mirror: str) -> None:
        """Add a file, or what lies in a directory."""
        if not name:
            self.problems.append("an empty name is no path")
        elif name == streams.STANDARD:
            self.found.append(Source(name, name, ""))
        elif formats.is_remote(name):
            self._add_remote(name, globs)
        elif unfinished.is_one(name):
            self.passed.append(name)
        elif Path(name).is_dir():
            self.roots.append(name)
            before = len(self.found) + len(self.problems)
            self._walk(name, globs)
            if len(self.found) + len(self.problems) == before:
                self.empty.append(name)
        else:
            self.found.append(Source(name, name, mirror))

    def _add_remote(self, name: str, globs: Sequence[str]) -> None:
        """Add a file that is somewhere else, or what lies in such a directory."""
        from cleaner.files import remote

        try:
            if not name.endswith("/") and not remote.is_folder(name):
                self.found.append(Source(name, name, name.rpartition("/")[2]))
                return
            self.roots.append(name)
            fits = fitting(globs)
            found = [entry for entry in remote.walk(name) if fits(entry)]
        except CleanerError as error:
            self.problems.append(str(error))
        except OSError as error:
            self.problems.append(str(problem(name, error)))
        else:
            self.found += [Source(remote.join(name, entry), entry, entry) for entry in found]
            if not found:
                self.empty.append(name)

    def _walk(self, root: str, globs: Sequence[str]) -> None:
        """Add the files of a directory, sorted. Links are followed where they may be, and no directory is read twice.

        Links come last, so that what has a place of its own in the directory is found there.
        """
        fits = fitting(globs)
        waiting = [""]
        linked: list[str] = []
        prefix = str(PurePath(root))
        prefix = "" if prefix == "." else prefix.rstrip("/") + "/"
        while waiting or linked:
            folder = waiting.pop() if waiting else linked.pop(0)
            real = os.path.realpath(Path(root, folder))
            if real in self.visited:
                continue
            self.visited.add(real)
            folders: list[str] = []
            inside = folder + "/" if folder else ""
            for entry in self._entries(str(Path(root, folder))):
                relative = inside + entry.name
                if entry.name.startswith("."):
                    if unfinished.is_one(entry.name):
                        self.unfinished.append(entry.path)
                    continue
                is_folder = self._is_folder(entry)
                if (is_folder or fits(relative)) and self._leads_out(entry, root, prefix + relative):
                    continue
                if is_folder:
                    (linked if entry.is_symlink() else folders).append(relative)
                elif fits(relative) and (entry.is_symlink() or entry.is_file()):
                    # Links to nowhere too: opening them tells what is wrong.
                    self.found.append(Source(prefix + relative, relative, relative))
            waiting += reversed(folders)

    def _leads_out(self, entry: os.DirEntry[str], root: str, name: str) -> bool:
        """Whether an entry is a link out of its directory that must not be followed.

        A link to nowhere leads nowhere: opening it tells what is wrong.
        """
        if self._homes is None or not entry.is_symlink() or not os.path.exists(entry.path):  # noqa: PTH110
            return False
        real = os.path.realpath(entry.path)
        if _is_in(real, os.path.realpath(root)):
            return False
        if not any(_is_in(real, home) for home in self._homes):
            # What is in another one of the directories is found there.
            self.outside.append(name)
        return True

    def _is_folder(self, entry: os.DirEntry[str]) -> bool:
        """Whether an entry is a directory. A link that leads round in circles is none, as one to nowhere is none."""
        try:
            return entry.is_dir()
        except OSError as error:
            if error.errno != errno.ELOOP:
                self.problems.append(str(problem(entry.path, error)))
            return False

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.problems.append(str(problem(folder, error)))
            return []


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def fitting(globs: Sequence[str]) -> Callable[[str], bool]:
    """Whether a path within a directory has a name that is looked for; only a pattern with a slash sees all of it.

    Args:
        globs: the patterns; none: the usual ones, which names in capitals fit too, as they do when they are given.
    """
    if not globs:
        usual = tuple(glob[1:] for glob in formats.GLOBS)
        return lambda path: path.lower().endswith(usual)
    # Most patterns are suffixes, for which there is a faster way.
    ends = tuple(glob[1:] for glob in globs if _SUFFIX.fullmatch(glob))
    others = [glob for glob in globs if not _SUFFIX.fullmatch(glob)]
    if not others:
        return lambda path: path.endswith(ends)
    names = _pattern([glob for glob in others if "/" not in glob])
    paths = _pattern([glob for glob in others if "/" in glob])
    return lambda path: path.endswith(ends) or bool(names(path.rpartition("/")[2]) or paths(path))


def _pattern(globs: Sequence[str]) -> Callable[[str], object]:
    if not globs:
        return lambda _: None
    # Where any folders may stand, none may stand too.
    globs = [*globs, *(glob.replace("**/", "") for glob in globs if "**/" in glob)]
    return re.compile("|".join(fnmatch.translate(glob) for glob in globs)).match


def find(
    paths: Sequence[str], files_from: str | None, *, null: bool, globs: Sequence[str], within: bool = False
) -> Sources:
    """The inputs that a command line names; standard input if it names none.

    Args:
        paths: files and directories.
        files_from: a list of more of them.
        null: whether the names of that list end with NUL bytes.
        globs: the names to look for in directories, instead of the usual ones.
        within: whether links in directories that lead out of them are not followed.
    """
    if files_from == streams.STANDARD and streams.STANDARD in paths:
        raise CleanerError("standard input cannot be a text and --files-from at once")
    listed = list(_listed(files_from, null=null)) if files_from else []
    homes = [os.path.realpath(name) for name in (*paths, *listed) if _is_directory(name)] if within else None
    sources = Sources(homes)
    for name in paths or (() if files_from else (streams.STANDARD,)):
        sources.add(name, globs, PurePath(name).name)
    for name in listed:
        sources.add(name, globs, _mirror(name))
    sources.found = list(_distinct(sources.found))
    return sources


def _is_directory(name: str) -> bool:
    return not formats.is_remote(name) and Path(name).is_dir()


def _listed(files_from: str, *, null: bool) -> Iterator[str]:
    """The names in a list: one a line, or with a NUL byte after each."""
    try:
        with streams.open_input(files_from) as stream:
            data = stream.read()
    except Exception as error:
        if not is_of_data(error):
            raise
        remedy = ": write the list again" if formats.is_compressed(files_from) and not _is_of_system(error) else ""
        raise CleanerError(f"{problem(files_from, error)}{remedy}") from None
    _refuse_packed(data, files_from)
    if not null and b"\0" in data:
        raise CleanerError(f"{shown(files_from)}: NUL bytes between the names: use -0")
    names = data.split(b"\0") if null else _lines(data)
    return (os.fsdecode(name) for name in names if name)


def _is_of_system(error: Exception) -> bool:
    return isinstance(error, OSError) and error.errno is not None


def _refuse_packed(data: bytes, name: str) -> None:
    """Refuse a list that is compressed under another name."""
    if b"\0" in data:
        from cleaner.files import magic

        if told := magic.told(data[: magic.LENGTH], shown(name)):
            raise CleanerError(f"{shown(name)}: {told}")


def _lines(data: bytes) -> list[bytes]:
    """The lines of a list, also of one from an editor that begins it with a byte order mark or ends lines with CR LF.

    Names may end with a carriage return, but not all of them.
    """
    lines = data.removeprefix(jsonl.MARK).split(b"\n")
    if all(line.endswith(b"\r") for line in lines if line):
        return [line.removesuffix(b"\r") for line in lines]
    return lines


def _mirror(name: str) -> str:
    """Listed names keep their directories in the output, unless they would lead out of it."""
    path = PurePath(name)
    return path.name if formats.is_remote(name) or path.is_absolute() or ".." in path.parts else str(path)


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
