"""From documents to files: each to its own, or all to one, or all to shards of one."""

import os
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from cleaner.files import formats, outputs, shards, sinks, unfinished
from cleaner.files.atomic import write_whole
from cleaner.files.codec import Codec
from cleaner.files.errors import problem
from cleaner.files.jsonl import Fields
from cleaner.files.outputs import Output, Part
from cleaner.files.plan import Plan, Task
from cleaner.files.reader import Piece
from cleaner.files.shards import Limit
from cleaner.files.sinks import Sink
from cleaner.files.undisturbed import undisturbed


class Maker:
    """Opens outputs and the sinks before them.

    Args:
        codec: how text becomes bytes.
        fields: names of the fields of records.
        folder: where files are until they are whole, in a run that may be interrupted; "" if this is none.
    """

    def __init__(self, codec: Codec, fields: Fields, folder: str = "") -> None:
        self.codec = codec
        self.fields = fields
        self.folder = folder

    def open(self, name: str, kind: formats.Kind, state: Any = None) -> "File":
        """A file to be written.

        Args:
            name: its name; `-` is standard output.
            kind: its format.
            state: what `File.state` had told when the run was interrupted.
        """
        size, inner = state or (0, None)
        output: Output
        rows = ""
        if self.folder:
            # By its name, so that what is left of a file that is done is not taken for the next one.
            token = f"{self.folder}/{zlib.crc32(os.fsencode(name)):08x}-"
            output = Part(f"{token}part", name, size)
            rows = f"{token}rows-" if kind == "parquet" else ""
        else:
            output = outputs.opened(name)
        try:
            return File(output, sinks.sink(kind, output, self.codec, self.fields, inner, rows), rows)
        except BaseException:
            output.discard()
            raise

    def appearing(self, name: str) -> AbstractContextManager[None]:
        """Let a file appear and be told of, both or neither: no interrupt comes between.

        To send a file elsewhere may take long, and a run that goes on has no need of it.
        """
        return nullcontext() if self.folder or formats.is_remote(name) else undisturbed()


class File:
    """A file being written, with the sink that makes its bytes."""

    def __init__(self, output: Output, sink: Sink, rows: str) -> None:
        self._output = output
        self.sink = sink
        self._rows = rows

    def state(self) -> list[Any] | None:
        """What is needed to go on from here; None if that is not possible."""
        if not self.sink.pause():
            return None
        assert isinstance(self._output, Part)
        # Of Parquet, the row groups are kept beside it, and the file itself is empty to the end.
        size = 0 if self._rows else self._output.mark()
        return None if size is None else [size, self.sink.state()]

    def commit(self) -> None:
        """Write the rest, and let it appear."""
        self.sink.finish()
        self._output.commit()

    def discard(self) -> None:
        """Forget it."""
        self._output.discard()

    def leave(self) -> None:
        """Leave it for a run that goes on."""
        if isinstance(self._output, Part):
            self._output.close()

    def sync(self) -> None:
        """Let it outlive a power failure."""
        if isinstance(self._output, Part):
            self._output.sync()


class Series:
    """The common output: one file, or shards.

    Args:
        maker: opens files.
        name: the file, or what shards are named by.
        kind: its format.
        limit: what a shard holds; None for one file.
        state: what `state` had told when the run was interrupted.
        settled: is called when the file or a shard is there, and with it all documents until then.
    """

    def __init__(
        self,
        maker: Maker,
        name: str,
        kind: formats.Kind,
        limit: Limit | None = None,
        state: Any = None,
        settled: Callable[[], object] | None = None,
    ) -> None:
        self._settled = settled
        self._maker = maker
        self._name = name
        self._kind = kind
        self._limit = limit
        self._number: int
        self._size: int
        self._count: int
        self._number, self._size, self._count, inner = state or (0, 0, 0, None)
        self._shape: Any = None
        if limit is not None and not formats.is_remote(name):
            made_folder(name)
        self._file = self._open(inner)

    def _open(self, state: Any = None) -> File:
        name = self._name if self._limit is None else shards.name(self._name, self._number)
        return self._maker.open(name, self._kind, state)

    def begin(self, shape: Any) -> None:
        """Another table comes; None: something that is no table."""
        self._shape = shape
        if shape is not None:
            self._file.sink.begin(shape)

    def write(self, piece: Piece, data: bytes | str | None) -> None:
        """Write a document; into the next shard if it does not fit into this one."""
        if self._limit is not None:
            size = len(data) if data is not None else piece.size
            if self._count and self._limit.is_over(self._size + size, self._count + 1):
                self._next()
            self._file.sink.write(piece, data)
            self._count += 1
            self._size += size
        else:
            self._file.sink.write(piece, data)

    def _next(self) -> None:
        self.commit()
        self._number += 1
        self._size = self._count = 0
        before = self._file.sink
        self._file = self._open()
        self._file.sink.follow(before)
        if self._shape is not None:
            self._file.sink.begin(self._shape)

    def pause(self) -> None:
        """A good moment to write what is held back."""
        self._file.sink.pause()

    def state(self) -> Any:
        """What is needed to go on; None if that is not possible just here."""
        inner = self._file.state()
        return None if inner is None else [self._number, self._size, self._count, inner]

    def commit(self) -> None:
        """Let it appear."""
        if self._settled is None:
            self._file.commit()
            return
        with self._maker.appearing(self._name):
            self._file.commit()
            self._settled()

    def discard(self) -> None:
        """Forget it; shards that are full are there already."""
        self._file.discard()

    def leave(self) -> None:
        """Leave it for a run that goes on."""
        self._file.leave()

    def sync(self) -> None:
        """Let it outlive a power failure."""
        self._file.sync()


class Writer:
    """Where a run writes: the common output, or for each file its own.

    Args:
        plan: what goes where.
        maker: opens files.
        in_place: whether a file that stays the same is left alone.
        settling: is called before a file replaces its source; if that raises a CleanerError, it does not.
        state: what `state` had told when the run was interrupted.
        settled: is called when documents that were written are where they belong, and stay there.
    """

    def __init__(
        self,
        plan: Plan,
        maker: Maker,
        *,
        in_place: bool,
        settling: Callable[[], object],
        settled: Callable[[], object],
        state: Any = None,
    ) -> None:
        self._settling = settling
        self._settled = settled
        self._plan = plan
        self._maker = maker
        self._in_place = in_place
        self._own: File | None = None
        self._own_state = state if plan.common is None else None
        self._shape: Any = None
        self._whole: bytes | None = None
        self._folders: dict[str, bool] = {}
        self._common: Series | None = None
        if plan.common is not None:
            told = settled if plan.shard or plan.appears else None
            self._common = Series(maker, plan.common, plan.kind, plan.shard, state, told)

    @property
    def has_common(self) -> bool:
        """Whether all files share one output, so that nothing more can be written when it fails."""
        return self._common is not None

    def begin(self, task: Task, shape: Any) -> None:
        """A table begins."""
        if self._common is not None:
            self._common.begin(shape)
        elif task.target is not None:
            self._shape = shape
            self._opened_own(task)

    def write(self, piece: Piece, data: bytes | str | None) -> None:
        """Write a document.

        Raises:
            CleanerError: the file cannot be written; a `sinks.MisfitError`: this document does not fit into it.
        """
        if self._common is not None:
            self._common.write(piece, data)
        elif piece.task.target is not None:
            if self._is_small(piece.task) and piece.unit is not None:
                self._whole = data if isinstance(data, bytes) else piece.unit.raw
            else:
                self._opened_own(piece.task).sink.write(piece, data)

    def _is_small(self, task: Task) -> bool:
        """Whether a file is a text that can be written at once."""
        if task.kind != "text" or self._maker.folder or task.target is None:
            return False
        return not formats.packing(task.target) and not formats.is_remote(task.target)

    def pause(self) -> None:
        """A good moment to write what is held back."""
        if self._common is not None:
            self._common.pause()
        elif self._own is not None:
            self._own.sink.pause()

    def state(self) -> Any:
        """What is needed to go on; None if that is not possible just here."""
        if self._common is not None:
            return self._common.state()
        return self._own.state() if self._own is not None else [0, None]

    def finish(self, task: Task, *, changed: bool) -> None:
        """Let a file's own output appear; in place only if it is another than before."""
        if self._common is not None:
            self._common.begin(None)
            return
        if task.target is None:
            self._settled()
            return
        if self._in_place and not changed:
            self.abandon()
            self._settled()
        else:
            self._place(task, task.target)
        self._forget()

    def _place(self, task: Task, target: str) -> None:
        """Let a file's own output appear."""
        if self._in_place:
            self._settling()
        if self._whole is not None:
            fresh = self._prepare(target)
            with self._maker.appearing(target):
                write_whole(target, self._whole, fresh=fresh)
                self._settled()
        else:
            file = self._opened_own(task)
            with self._maker.appearing(target):
                file.commit()
                self._settled()

    def abandon(self) -> None:
        """Forget a file's own output."""
        if self._own is not None:
            self._own.discard()
        if self._common is not None:
            self._common.begin(None)
        self._forget()

    def _forget(self) -> None:
        self._own = self._own_state = self._shape = self._whole = None

    def close(self, *, whole: bool) -> None:
        """Let the common output appear, or forget it."""
        self.abandon()
        if self._common is not None:
            if whole:
                self._common.commit()
            else:
                self._common.discard()

    def leave(self) -> None:
        """Leave what is not whole for a run that goes on."""
        for file in (self._own, self._common):
            if file is not None:
                file.leave()

    def sync(self) -> None:
        """Let what has been written outlive a power failure."""
        for file in (self._own, self._common):
            if file is not None:
                file.sync()

    def _opened_own(self, task: Task) -> File:
        if self._own is None:
            assert task.target is not None
            self._prepare(task.target)
            self._own = self._maker.open(task.target, task.wanted or task.kind, self._own_state)
            if self._shape is not None:
                self._own.sink.begin(self._shape)
        return self._own

    def _prepare(self, target: str) -> bool:
        """Make the directory that a file is to lie in; whether it was not there before this run."""
        if self._in_place:
            return False
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            self._folders[folder] = made_folder(target)
        return self._folders[folder]


def made_folder(name: str) -> bool:
    """Make the directory that a file is to lie in; whether it was not there before."""
    folder = name.rpartition("/")[0]
    if not folder or formats.is_remote(name):
        return False
    path = Path(folder)
    try:
        if path.is_dir():
            unfinished.sweep_folder(folder)
            return False
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise problem(folder, error) from None
    return True
