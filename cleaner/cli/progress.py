"""How far a run is, on a terminal: documents, speed, what went, time left. Shown by rich, the extra `progress`."""

import sys
import time
from collections.abc import Callable
from typing import Any

from cleaner.files import formats, plan, streams
from cleaner.files.plan import Plan, Task
from cleaner.files.reader import Piece

#: Seconds before anything is shown: most runs are over by then.
_DELAY = 0.7

#: Seconds between two pictures.
_PERIOD = 0.1

#: How many times its size in the file a document is about, where it is compressed.
_UNPACKED = 3


class Progress:
    """Shows how far a run is. Without rich, or where it would only take time, nothing is shown.

    Args:
        work: what is read.
    """

    def __init__(self, work: Plan) -> None:
        self._work = work
        self._begun = self._drawn = time.monotonic()
        self._bar: Any = None
        self._line: Any = None
        self._sizes: dict[str, int] | None = None
        self._total: float | None = None
        self._ended = 0.0
        self._file = ""
        self._inside = self._read = 0
        self._documents = self._before = self._after = 0

    def cleaned(self, before: int, after: int) -> None:
        """A document is done: characters before and after."""
        self._documents += 1
        self._before += before
        self._after += after

    def advanced(self, piece: Piece) -> None:
        """A document has been dealt with."""
        self._inside += piece.size
        self._read += piece.size
        self._file = piece.task.source.name
        now = time.monotonic()
        if now - self._drawn >= (_PERIOD if self._bar is not None else _DELAY):
            self._drawn = now
            self._draw()

    def ended(self, task: Task) -> None:
        """A file has been dealt with."""
        self._inside = 0
        if self._sizes is not None:
            self._ended += self._sizes.get(task.source.name, 0)

    def _draw(self) -> None:
        if self._bar is None and not self._start():
            self._drawn = float("inf")
            return
        assert self._sizes is not None
        size = self._sizes.get(self._file, 0)
        inside = self._inside / (_UNPACKED if formats.is_compressed(self._file) else 1)
        seconds = max(0.001, time.monotonic() - self._begun)
        gone = 100 * (1 - self._after / self._before) if self._before else 0.0
        self._bar.update(
            self._line,
            completed=self._ended + min(size, inside),
            documents=f"{self._documents:,} documents",
            speed=f"{self._read / seconds / 1e6:.1f} MB/s",
            gone=f"{gone:.1f} % removed",
        )
        self._bar.refresh()

    def _start(self) -> bool:
        """Begin to show it; whether that is possible."""
        try:
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar
        except ImportError:
            return False
        self._measure()
        columns = [TextColumn("{task.fields[" + name + "]}", markup=False) for name in ("documents", "speed", "gone")]
        self._bar = Bar(
            BarColumn(),
            *columns,
            TimeRemainingColumn(),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._line = self._bar.add_task("", total=self._total, documents="", speed="", gone="")
        self._bar.start()
        return True

    def _measure(self) -> None:
        """Look up how much there is to read; what was read before this is not counted again."""
        sizes = {task.source.name: _size(task.source.name) for task in self._work.tasks}
        self._total = sum(sizes.values()) if all(sizes.values()) else None
        names = [task.source.name for task in self._work.tasks]
        if self._file in sizes:
            self._ended = sum(sizes[name] for name in names[: names.index(self._file)])
        self._sizes = sizes

    def around(self, say: Callable[[], None]) -> None:
        """Say something without leaving pieces of the bar behind."""
        if self._bar is None:
            say()
            return
        self._bar.stop()
        say()
        self._bar.start()

    def stop(self) -> None:
        """Take it away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        self._drawn = float("inf")


def _size(name: str) -> int:
    import os

    try:
        if formats.is_remote(name):
            from cleaner.files import remote

            return remote.size(name)
        return 0 if name == streams.STANDARD or plan.is_special(name) else os.stat(name).st_size  # noqa: PTH116
    except Exception:
        # It will be told when it is opened.
        return 0


def wanted(work: Plan, *, quiet: bool) -> bool:
    """Whether anybody can see it, and does not see texts at the same place."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        return False
    return work.common != streams.STANDARD or sys.stdout is None or not sys.stdout.isatty()
