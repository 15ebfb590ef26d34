"""What is read and where it is written, settled and checked before anything starts."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from cleaner.errors import CleanerError
from cleaner.files import formats, sources, streams
from cleaner.files.errors import shown
from cleaner.files.formats import Kind
from cleaner.files.sources import Source, Sources

Format = Literal["auto", "text", "jsonl"]

#: Device and inode, which are the same for all names of a file; the path of one that is not there yet.
Identity = tuple[int, int] | str

_REMEDIES = "name an output with -o, or use -i, --check or --diff"


class Task(NamedTuple):
    """One file to clean.

    Attributes:
        source: where it comes from.
        kind: what it is.
        target: the file that it becomes; None if it goes to the common output or nowhere.
    """

    source: Source
    kind: Kind
    target: str | None = None


class Plan(NamedTuple):
    """What to read and where to write.

    Attributes:
        tasks: the files, in order.
        common: the one output of all of them: a file, `-` for standard output, None if there is none.
        records: whether the common output takes records, so that a text becomes one.
        problems: one line for each path that could not be read.
        empty: directories in which nothing was found.
    """

    tasks: Sequence[Task]
    common: str | None
    records: bool
    problems: Sequence[str]
    empty: Sequence[str]


class Request(NamedTuple):
    """What a command line says about files.

    Attributes:
        paths: files and directories; `-` or none is standard input.
        files_from: a list of more of them.
        null: whether the names of that list end with NUL bytes.
        globs: the names to look for in directories, instead of the usual ones.
        format: what the inputs are and what is written; `auto` goes by the names.
        output: a file, a directory, or `-` for standard output.
        in_place: whether each file takes the place of its source.
        dry: whether nothing is written at all.
        others: further files that will be written.
    """

    paths: Sequence[str] = ()
    files_from: str | None = None
    null: bool = False
    globs: Sequence[str] = ()
    format: Format = "auto"
    output: str | None = None
    in_place: bool = False
    dry: bool = False
    others: Sequence[str] = ()


def make(request: Request) -> Plan:
    """The plan for a request.

    Raises:
        CleanerError: it cannot be done as asked; nothing has been touched then.
    """
    _consistent(request)
    found = sources.find(request.paths, request.files_from, null=request.null, globs=request.globs)
    kinds = [_kind_of(source, request) for source in found.found]
    plan = _settled(request, found, kinds)
    _check_containment(request, found)
    _check_identity(request, plan)
    return plan


def _consistent(request: Request) -> None:
    ways = [("-o", request.output is not None), ("-i", request.in_place), ("--check or --diff", request.dry)]
    given = [name for name, is_given in ways if is_given]
    if len(given) > 1:
        raise CleanerError(f"{' and '.join(given)} exclude each other")
    if request.null and not request.files_from:
        raise CleanerError("-0 says how the names in --files-from end: give --files-from too")
    if request.output == "":
        raise CleanerError("-o needs a name")


def _kind_of(source: Source, request: Request) -> Kind:
    """What an input is: --format decides, then its suffix, then for standard input the suffix of the output."""
    by_name = formats.kind(source.name)
    if request.format == "text":
        return "text"
    if request.format == "jsonl":
        return by_name or "jsonl"
    if source.name == streams.STANDARD:
        return formats.kind(request.output or "") or "text"
    return by_name or "text"


def _settled(request: Request, found: Sources, kinds: Sequence[Kind]) -> Plan:
    tasks = [Task(source, kind) for source, kind in zip(found.found, kinds, strict=True)]
    common: str | None = None
    records = False
    if request.in_place:
        tasks = [Task(task.source, task.kind, _own_name(task.source)) for task in tasks]
    elif request.output is not None and _is_folder(request, found):
        tasks = [Task(task.source, task.kind, _within(request.output, task.source)) for task in tasks]
        _check_distinct((task.target, task.source.name) for task in tasks)
    elif not request.dry:
        common = request.output or streams.STANDARD
        records = _takes_records(request, found, kinds)
        if records:
            _check_distinct((task.source.id, task.source.name) for task in tasks if task.kind == "text")
    return Plan(tasks, common, records, found.problems, found.empty)


def _own_name(source: Source) -> str:
    if source.name == streams.STANDARD:
        raise CleanerError("-i needs files: standard input cannot be changed in place")
    return source.name


def _within(folder: str, source: Source) -> str:
    if not source.mirror:
        raise CleanerError(f"{shown(folder)} is a directory, and standard input has no name: give -o a file name")
    return str(Path(folder, source.mirror))


def _is_folder(request: Request, found: Sources) -> bool:
    """Whether the output is a directory: it is one already, says so, or must take several files."""
    output = request.output or ""
    if output == streams.STANDARD or is_special(output):
        return False
    if output.endswith("/") or Path(output).is_dir():
        return True
    if request.format == "jsonl" or formats.kind(output) == "jsonl":
        return False
    several = bool(found.roots) or len(found.found) > 1
    if several and Path(output).exists():
        raise CleanerError(f"{shown(output)} is a file, and several texts need a directory (or a .jsonl file)")
    return several


def is_special(name: str) -> bool:
    """Whether a name is that of a device or pipe, which can be written to but not replaced."""
    path = Path(name)
    return path.exists() and not path.is_file() and not path.is_dir()


def _takes_records(request: Request, found: Sources, kinds: Sequence[Kind]) -> bool:
    """Whether the common output takes records.

    Raises:
        CleanerError: it would have to take several texts, or records although its name says text.
    """
    name = request.output if request.output not in (None, streams.STANDARD) else None
    by_name = formats.kind(name) if name else None
    gathered = by_name == "jsonl" or (bool(found.roots) and request.output == streams.STANDARD)
    if request.format == "jsonl" or (request.format == "auto" and gathered):
        return True
    if "text" in kinds and (len(kinds) > 1 or found.roots):
        where = "standard output" if name is None else shown(name)
        raise CleanerError(
            f"several texts cannot share {where}: use -o DIRECTORY, -i, --check, --diff, or --format jsonl for records"
        )
    if "jsonl" in kinds and by_name == "text":
        raise CleanerError(f"{shown(name or '')}: records cannot be written as text: name it .jsonl")
    if found.roots and name is None and request.output is None:
        raise CleanerError(f"{shown(found.roots[0])} is a directory: {_REMEDIES}")
    return "jsonl" in kinds


def _check_distinct(pairs: Iterable[tuple[str | None, str]]) -> None:
    taken: dict[str, str] = {}
    for target, name in pairs:
        if target is None:
            continue
        if target in taken:
            raise CleanerError(f"{shown(target)} would come from both {shown(taken[target])} and {shown(name)}")
        taken[target] = name


def _check_containment(request: Request, found: Sources) -> None:
    """An output in an input directory would be read by the next run; an input in the output would be overwritten."""
    if request.output in (None, streams.STANDARD) or not found.visited:
        return
    output = os.path.realpath(str(request.output))
    for root in found.roots:
        if _is_inside(output, os.path.realpath(root)):
            raise CleanerError(f"{shown(str(request.output))} lies in {shown(root)}, which is read: write elsewhere")
    for folder in found.visited:
        if _is_inside(folder, output) or folder == output:
            raise CleanerError(f"{shown(folder)} is read and lies in {shown(str(request.output))}: write elsewhere")


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _check_identity(request: Request, plan: Plan) -> None:
    """No file that is read may be one that is written, except in place, and none may be written twice."""
    outputs = list(_outputs(request, plan))
    if not outputs:
        return
    read = {_identity(task.source.name, 0) for task in plan.tasks}
    written: dict[Identity, str] = {}
    for name in outputs:
        identity = _identity(name, 1)
        if identity is None:
            continue
        if identity in read:
            raise CleanerError(f"{_output_name(name)} is read and written at once: use -i to change a file in place")
        if identity in written:
            raise CleanerError(f"{_output_name(name)} is to be written twice: give --report another name")
        written[identity] = name


def _output_name(name: str) -> str:
    return "standard output" if name == streams.STANDARD else shown(name)


def _outputs(request: Request, plan: Plan) -> Iterator[str]:
    yield from request.others
    if plan.common:
        yield plan.common
    if not request.in_place:
        yield from (task.target for task in plan.tasks if task.target)


def _identity(name: str, descriptor: int) -> Identity | None:
    """What an ordinary file is, whether or not it is there yet; None for a device, a pipe or a directory."""
    try:
        status = os.fstat(descriptor) if name == streams.STANDARD else Path(name).stat()
    except OSError:
        return str(Path(name).absolute())
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None
