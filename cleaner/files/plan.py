"""What is read and where it is written, settled and checked before anything starts."""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from cleaner.errors import CleanerError
from cleaner.files import formats, shards, sources, streams
from cleaner.files.errors import problem, shown, unwritable
from cleaner.files.formats import Kind
from cleaner.files.shards import Limit
from cleaner.files.sources import Source, Sources

Format = Literal["auto", "text", "jsonl", "csv", "tsv", "parquet"]

#: What a sharded output is called in a directory.
_SHARDS = "out"

#: Device and inode, which are the same for all names of a file; the path of one that is not there yet.
Identity = tuple[int, int] | str

_REMEDIES = "name an output with -o, or use -i, --check or --diff"


class Task(NamedTuple):
    """One file to clean.

    Attributes:
        source: where it comes from.
        kind: what it is.
        target: the file that it becomes; None if it goes to the common output or nowhere.
        wanted: what that file is; None if it stays what it is.
        guessed: whether it is taken for a text because nothing says what it is.
    """

    source: Source
    kind: Kind
    target: str | None = None
    wanted: Kind | None = None
    guessed: bool = False


class Plan(NamedTuple):
    """What to read and where to write.

    Attributes:
        tasks: the files, in order.
        common: the one output of all of them: a file, `-` for standard output, None if there is none.
        kind: what the common output is; a text becomes a record there unless it is text.
        problems: one line for each path that could not be read.
        empty: directories in which nothing was found.
        shard: how large the files are that the common output is cut into; None if it is one.
        unfinished: files in the directories that a run is writing, or was when it was killed.
        passed: names that were given of such files; they are no inputs.
        outside: links that lead out of the directories that are changed in place; they are no inputs either.
    """

    tasks: Sequence[Task]
    common: str | None
    kind: Kind
    problems: Sequence[str]
    empty: Sequence[str]
    shard: Limit | None = None
    unfinished: Sequence[str] = ()
    passed: Sequence[str] = ()
    outside: Sequence[str] = ()

    def wanted(self, task: Task) -> Kind:
        """What a file's documents are written as."""
        return (task.wanted or task.kind) if self.common is None else self.kind

    @property
    def appears(self) -> bool:
        """Whether the common output is one file that appears when it is whole."""
        name = self.common
        return name is not None and self.shard is None and name != streams.STANDARD and not is_special(name)


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
        reads: further files that are read, and may not be written either.
        shard_size: how large the files are that the output is cut into; "" if it is not.
        resume: whether files of an interrupted run may be there already.
        changes: whether the command can change files in place, which is then a way out.
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
    reads: Sequence[str] = ()
    shard_size: str = ""
    resume: bool = False
    changes: bool = False


def make(request: Request) -> Plan:
    """The plan for a request.

    Raises:
        CleanerError: it cannot be done as asked; nothing has been touched then.
    """
    _consistent(request)
    found = sources.find(
        request.paths, request.files_from, null=request.null, globs=request.globs, within=request.in_place
    )
    kinds = [_kind_of(source, request) for source in found.found]
    plan = _settled(request, found, kinds)
    _check_containment(request, found)
    _check_identity(request, plan)
    for name in request.others:
        _check_apart(name, request, found)
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
    for name in filter(None, (request.output, *request.others)):
        suffix = formats.foreign_packing(name)
        if suffix and not _is_directory(name):
            raise CleanerError(f"{shown(name)}: {suffix} is not written: name it .gz or .zst")
    _check_is_written(request)
    if request.shard_size and request.output in (None, streams.STANDARD):
        raise CleanerError("--shard-size needs a directory or a file name: give one with -o")


def _check_is_written(request: Request) -> None:
    """Refuse an output whose name says that it is of a format that is not written, unless one is asked for."""
    name = request.output or ""
    suffix = formats.foreign(name)
    if suffix and request.format == "auto" and not (_is_directory(name) or is_special(name)):
        raise CleanerError(f"{shown(name)}: {suffix} is not written: name it .jsonl, .csv or .txt, or give --format")


def _kind_of(source: Source, request: Request) -> Kind:
    """What an input is: --format decides, then its suffix, then for standard input the suffix of the output."""
    by_name = formats.kind(source.name)
    if request.format == "text":
        return "text"
    if request.format != "auto":
        return by_name or request.format
    if source.name == streams.STANDARD:
        written = formats.kind(request.output or "") or "text"
        # Parquet does not come through pipes: its end has to be read first.
        return "jsonl" if written == "parquet" else written
    return by_name or "text"


def _settled(request: Request, found: Sources, kinds: Sequence[Kind]) -> Plan:
    tasks = [
        Task(source, kind, guessed=request.format == "auto" and formats.kind(source.name) is None)
        for source, kind in zip(found.found, kinds, strict=True)
    ]
    common: str | None = None
    shard = None
    kind: Kind = "text"
    if request.in_place:
        tasks = [task._replace(target=_own_name(task.source)) for task in tasks]
    elif request.shard_size:
        shard = shards.limit(request.shard_size)
        common, kind = _sharded(request, kinds)
        _check_free(request, common)
    elif request.output is not None and _is_folder(request, found):
        tasks = [_within(request, task) for task in tasks]
        _check_distinct((task.target, task.source.name) for task in tasks)
    elif not request.dry:
        common = request.output or streams.STANDARD
        kind = _common_kind(request, found, kinds)
    if kind != "text":
        _check_distinct((task.source.id, task.source.name) for task in tasks if task.kind == "text")
    return Plan(tasks, common, kind, found.problems, found.empty, shard, found.unfinished, found.passed, found.outside)


def _sharded(request: Request, kinds: Sequence[Kind]) -> tuple[str, Kind]:
    """What the names of shards are made from, and what shards are: always records."""
    output = request.output or ""
    by_name = formats.kind(output)
    if by_name == "text" or request.format == "text":
        raise CleanerError("shards hold records: give --format jsonl, csv, tsv or parquet")
    if by_name is not None and not output.endswith("/") and not _is_directory(output):
        return output, by_name
    kind = _asked(request) or _kind_of_records(kinds) or "jsonl"
    return _joined(output, _SHARDS + formats.SUFFIXES[kind][0]), kind


def _check_free(request: Request, template: str) -> None:
    """Shards of an earlier run that stay beside those of this one would be taken for part of it."""
    folder = template.rpartition("/")[0]
    if request.resume or formats.is_remote(template):
        return
    try:
        names = os.listdir(folder or ".")  # noqa: PTH208
    except OSError:
        return
    there = next((name for name in sorted(names) if shards.is_one(template, name)), None)
    if there is not None:
        raise CleanerError(
            f"{shown(_joined(folder, there))} is there already: remove the old shards or write elsewhere"
        )


def _kind_of_records(kinds: Sequence[Kind]) -> Kind | None:
    """What all the records are; JSON lines if they differ, None if there are none."""
    found = {kind for kind in kinds if kind != "text"}
    return found.pop() if len(found) == 1 else "jsonl" if found else None


def _own_name(source: Source) -> str:
    if source.name == streams.STANDARD:
        raise CleanerError("-i needs files: standard input cannot be changed in place")
    if is_special(source.name):
        raise CleanerError(f"-i needs files: {shown(source.name)} is a pipe or a device, which has no place: use -o")
    return source.name


def _within(request: Request, task: Task) -> Task:
    """A file with its place in the output directory, in the format that is asked for if it has records."""
    folder, mirror = request.output or "", task.source.mirror
    if not mirror:
        raise CleanerError(f"{shown(folder)} is a directory, and standard input has no name: give -o a file name")
    asked = _asked(request)
    wanted = task.kind if task.kind == "text" or asked is None else asked
    if wanted != task.kind:
        mirror = formats.renamed(mirror, wanted)
    return task._replace(target=_joined(folder, mirror), wanted=wanted)


def _joined(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}" if folder else name


def _is_directory(name: str) -> bool:
    if formats.is_remote(name):
        from cleaner.files import remote

        return _asked_of(remote.is_folder, name)
    return Path(name).is_dir()


def _exists(name: str) -> bool:
    if formats.is_remote(name):
        from cleaner.files import remote

        return _asked_of(remote.exists, name)
    return Path(name).exists()


def _asked_of(storage: Callable[[str], bool], name: str) -> bool:
    """What a storage says of an address.

    Raises:
        CleanerError: it says nothing.
    """
    try:
        return storage(name)
    except OSError as error:
        raise problem(name, error) from None


def _asked(request: Request) -> Kind | None:
    """The format of records that is asked for."""
    return None if request.format == "auto" or request.format == "text" else request.format


def _is_folder(request: Request, found: Sources) -> bool:
    """Whether the output is a directory: it is one already, says so, or must take several files."""
    output = request.output or ""
    if output == streams.STANDARD or is_special(output):
        return False
    if output.endswith("/") or _is_directory(output):
        return True
    if _asked(request) or formats.kind(output) not in (None, "text"):
        return False
    several = bool(found.roots) or len(found.found) > 1
    if several and _exists(output):
        raise CleanerError(f"{shown(output)} is a file, and several texts need a directory (or a .jsonl file)")
    if several and formats.kind(output) == "text":
        place = shown(output)
        raise CleanerError(f"{place}: several texts need a directory or a file of records: name it {place}/ or .jsonl")
    return several


def is_special(name: str) -> bool:
    """Whether a name is that of a device, a pipe or an open file, which can be written to but not replaced."""
    if formats.is_remote(name):
        return False
    if streams.descriptor(name) is not None:
        return True
    path = Path(name)
    return path.exists() and not path.is_file() and not path.is_dir()


def _common_kind(request: Request, found: Sources, kinds: Sequence[Kind]) -> Kind:
    """What the common output is.

    Raises:
        CleanerError: it would have to take several texts, or records although its name says text.
    """
    name = request.output if request.output not in (None, streams.STANDARD) else None
    by_name = formats.kind(name) if name else None
    if request.format != "text" and by_name not in (None, "text"):
        return by_name or "text"
    if asked := _asked(request):
        return asked
    if request.format == "auto" and found.roots and request.output == streams.STANDARD:
        return "jsonl"
    if "text" in kinds and (len(kinds) > 1 or found.roots):
        where = "standard output" if name is None else shown(name)
        raise CleanerError(
            f"several texts cannot share {where}: use -o DIRECTORY, -i, --check, --diff, or --format jsonl for records"
        )
    records = _kind_of_records(kinds)
    if records and by_name == "text":
        raise CleanerError(f"{shown(name or '')}: records cannot be written as text: name it .jsonl")
    if found.roots and name is None and request.output is None:
        raise CleanerError(f"{shown(found.roots[0])} is a directory: {_REMEDIES}")
    return records or "text"


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
    if request.output in (None, streams.STANDARD) or not found.roots:
        return
    if formats.is_remote(str(request.output)):
        _check_remote_containment(str(request.output).rstrip("/"), found)
        return
    output = os.path.realpath(str(request.output))
    for root in (root for root in found.roots if not formats.is_remote(root)):
        if _is_inside(output, os.path.realpath(root)):
            raise CleanerError(f"{shown(str(request.output))} lies in {shown(root)}, which is read: write elsewhere")
    for folder in found.visited:
        if _is_inside(folder, output) or folder == output:
            raise CleanerError(f"{shown(folder)} is read and lies in {shown(str(request.output))}: write elsewhere")


def _check_apart(name: str, request: Request, found: Sources) -> None:
    """See to it that a report or the like does not lie where the next run reads it as a text."""
    if formats.is_remote(name):
        return
    path = os.path.realpath(name)
    fits = sources.fitting(request.globs)
    for root in found.roots:
        inside = os.path.realpath(root)
        if not formats.is_remote(root) and _is_inside(path, inside) and fits(os.path.relpath(path, inside)):
            raise CleanerError(f"{shown(name)} lies in {shown(root)}, which is read: write elsewhere")


def _check_remote_containment(output: str, found: Sources) -> None:
    for root in (root.rstrip("/") for root in found.roots if formats.is_remote(root)):
        if _is_inside(output, root):
            raise CleanerError(f"{shown(output)} lies in {shown(root)}, which is read: write elsewhere")
        if _is_inside(root, output):
            raise CleanerError(f"{shown(root)} is read and lies in {shown(output)}: write elsewhere")


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _check_identity(request: Request, plan: Plan) -> None:
    """No file that is read may be one that is written, except in place, and none may be written twice."""
    outputs = [*request.others, *([plan.common] if plan.common and not plan.shard else [])]
    targets = [] if request.in_place else [task.target for task in plan.tasks if task.target]
    if targets and not _exists(request.output or ""):
        # In a directory that is not there yet is nothing that could be read.
        targets = []
    if not outputs and not targets:
        return
    read = {_identity(task.source.name, 0) for task in plan.tasks}
    others = _identities(request)
    written: set[Identity] = set()
    for name in outputs:
        identity = _identity(name, 1)
        if identity is not None:
            _check_unread(request, name, identity in read)
            _check_other(name, identity in others)
            _check_single(name, identity in written)
            written.add(identity)
    for name in targets:
        # That no two of them have one name has been checked; a file that is not there yet is not read either.
        identity = _present(name)
        _check_unread(request, name, identity in read)
        _check_other(name, identity in others)
        _check_single(name, identity in written or (bool(written) and str(Path(name).absolute()) in written))


def _check_single(name: str, is_second: bool) -> None:
    if is_second:
        raise CleanerError(f"{_output_name(name)} is to be written twice: give --report another name")


def _check_unread(request: Request, name: str, is_read: bool) -> None:
    if is_read:
        remedy = "use -i to change a file in place" if request.changes else "write elsewhere"
        raise CleanerError(f"{_output_name(name)} is read and written at once: {remedy}")


def _check_other(name: str, is_read: bool) -> None:
    if is_read:
        raise CleanerError(f"{_output_name(name)} is read and written at once: write elsewhere")


def _identities(request: Request) -> set[Identity]:
    """What the files are that are read and are no inputs."""
    names = [name for name in (*request.reads, request.files_from or "") if name]
    return {identity for name in names if (identity := _identity(name, 0)) is not None}


def check(written: Sequence[str | None], reads: Sequence[str], texts: Sequence[str] = ()) -> None:
    """Refuse to write over what is read, for a command that writes nothing else.

    Args:
        written: files that it writes.
        reads: files that it reads.
        texts: files and directories that it reads documents from.

    Raises:
        CleanerError: it would.
    """
    others = tuple(name for name in written if name and name != streams.STANDARD)
    if texts:
        make(Request(paths=texts, dry=True, others=others, reads=reads))
    elif others:
        _check_identity(Request(others=others, reads=reads), Plan((), None, "text", (), ()))


def check_writable(names: Iterable[str | None]) -> None:
    """Refuse files that cannot be made, for a command that makes them only when all its work is done.

    Raises:
        CleanerError: the directory of one of them is not there, or nothing may be written in it.
    """
    for name in names:
        if not name or name == streams.STANDARD or formats.is_remote(name) or is_special(name):
            continue
        folder = os.path.dirname(os.path.realpath(name))  # noqa: PTH120 - where a link leads
        number = errno.ENOENT if not os.path.isdir(folder) else 0 if os.access(folder, os.W_OK) else errno.EACCES  # noqa: PTH112
        if number:
            raise unwritable(name, OSError(number, os.strerror(number)))


def _output_name(name: str) -> str:
    return "standard output" if name == streams.STANDARD else shown(name)


def _identity(name: str, descriptor: int) -> Identity | None:
    """What an ordinary file is, whether or not it is there yet; None for a device, a pipe or a directory."""
    if formats.is_remote(name):
        return name
    try:
        status = os.fstat(descriptor) if name == streams.STANDARD else os.stat(name)  # noqa: PTH116
    except (OSError, ValueError):
        return str(Path(name).absolute())
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def _present(name: str) -> Identity:
    """What an ordinary file is that is there; "" if it is not."""
    if formats.is_remote(name):
        return name
    try:
        status = os.stat(name)  # noqa: PTH116 - a Path costs more than the call
    except (OSError, ValueError):
        return ""
    return status.st_dev, status.st_ino
