"""How far a run has come, written down as it goes, so that it can go on after it was interrupted, even by a power cut.

Beside the output `NAME` is a directory `.NAME.cleaner-resume`, in an output directory `.cleaner-resume`. In it are what
is not whole yet, a list of the inputs, and the journal: first what the run is (version, settings, options, inputs), and
then a line for each moment from which it could go on: how many documents of which input are done, how long each
unfinished file was then, and what had been counted. When a run goes on, what was written after the last such moment is
cut off.
"""

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from cleaner.errors import CleanerError
from cleaner.files import formats, streams
from cleaner.files.errors import problem, shown
from cleaner.files.left import beside
from cleaner.files.plan import Plan

#: Seconds between two moments that are sure to outlive a power cut.
_SYNC = 5.0

#: Bytes of a journal before it is written anew.
_LONG = 16 * 1024 * 1024

#: How a fact is called where it has changed, if not by its key.
_TOLD = {"settings": "a setting", "fields": "the list of fields"}


def folder_for(plan: Plan, output: str) -> str:
    """The directory of the journal of a run.

    Raises:
        CleanerError: the run is of a kind that cannot go on.
    """
    if not output or output == streams.STANDARD:
        raise CleanerError("--resume needs an output with -o: a file or a directory")
    if formats.is_remote(output):
        raise CleanerError(f"{shown(output)}: --resume needs an output on this machine")
    if any(task.source.name == streams.STANDARD for task in plan.tasks):
        raise CleanerError("--resume needs inputs that can be read again: standard input cannot")
    return beside(plan, output)


class Journal:
    """The journal of a run, which is new or goes on.

    Args:
        folder: where it lies.
        facts: what the run is: for each thing that must not change, a text that tells it.
        plan: its inputs, none of which may change either.

    Attributes:
        folder: where what is not whole yet lies.
        last: the last moment that was written down; None for a new run.

    Raises:
        CleanerError: something has changed, another process is at it, or it cannot be written.
    """

    def __init__(self, folder: str, facts: Mapping[str, str], plan: Plan) -> None:
        self.folder = folder
        self.last: dict[str, Any] | None = None
        self._path = f"{folder}/journal"
        self._inputs = f"{folder}/inputs"
        self._synced = time.monotonic()
        try:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._file: IO[bytes] = open(self._path, "ab+")  # noqa: PTH123, SIM115
            self._lock()
            self._header = {**facts, "inputs": self._written_inputs(plan)}
            self._open()
        except OSError as error:
            raise problem(folder, error) from None

    def _lock(self) -> None:
        """Only one process may write; its workers do not count."""
        end = time.monotonic() + 1
        while True:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except OSError:
                if time.monotonic() > end:
                    raise CleanerError(f"{shown(self.folder)}: another run is writing here") from None
                time.sleep(0.05)

    def _open(self) -> None:
        self._file.seek(0)
        lines = self._file.read().split(b"\n")
        # What follows the last line end was being written when the process ended.
        whole = lines[:-1]
        if not whole:
            self._file.truncate(0)
            os.replace(f"{self._inputs}.new", self._inputs)  # noqa: PTH105
            self._append(self._header)
            # Nothing can go on without it.
            os.fsync(self._file.fileno())
            return
        header = _entry(whole[0])
        if header is None:
            self._file.close()
            raise CleanerError(f"{shown(self._path)}: is damaged: remove {shown(self.folder)} to start anew")
        self._check(header)
        os.unlink(f"{self._inputs}.new")  # noqa: PTH108
        # After a power cut the end may be anything, zeros for example, and have line ends.
        while len(whole) > 1 and self.last is None:
            self.last = _entry(whole[-1])
            if self.last is None:
                whole.pop()
        size = sum(len(line) + 1 for line in whole)
        if size < self._file.tell():
            self._file.truncate(size)

    def _append(self, entry: Any) -> None:
        self._file.write(json.dumps(entry, separators=(",", ":")).encode() + b"\n")
        self._file.flush()

    def _check(self, before: Mapping[str, Any]) -> None:
        """Refuse to go on with a run that was another."""
        for key, value in self._header.items():
            if before.get(key) != value:
                self._file.close()
                raise CleanerError(
                    f"cannot resume: {self._difference(key, str(before.get(key, '')), value)}: undo that, or remove "
                    f"{shown(self.folder)} to start anew"
                )

    def _difference(self, key: str, before: str, now: str) -> str:
        if key != "inputs":
            return f"{_TOLD.get(key, key)} {_changed(before, now)}"
        old, new = _listed(self._inputs), _listed(f"{self._inputs}.new")
        for name, stamp in new.items():
            if name not in old:
                return f"the input {shown(name)} is new"
            if old[name] != stamp:
                return f"the input {shown(name)} has changed"
        gone = next((name for name in old if name not in new), None)
        return f"the input {shown(gone)} is gone" if gone is not None else "the order of the inputs has changed"

    def _written_inputs(self, plan: Plan) -> str:
        """Write the inputs down; what stands for all of them."""
        total = hashlib.sha256()
        with open(f"{self._inputs}.new", "wb") as file:  # noqa: PTH123
            for line in _inputs(plan):
                total.update(line)
                file.write(line)
        return total.hexdigest()

    def hurry(self) -> None:
        """The next moment is to be secured at once: none before it can be gone back to any more."""
        self._synced = float("-inf")

    def note(self, moment: Mapping[str, Any], sync: Iterable[Any]) -> None:
        """Write down a moment from which the run can go on.

        Args:
            moment: what is needed for that.
            sync: what has been written until then, to be secured now and then before this is.
        """
        try:
            now = time.monotonic()
            if now - self._synced > _SYNC:
                self._synced = now
                for file in sync:
                    file.sync()
                self._append(moment)
                os.fsync(self._file.fileno())
            else:
                self._append(moment)
            if self._file.tell() > _LONG:
                self._rewrite(moment)
        except OSError as error:
            raise problem(self._path, error) from None

    def _rewrite(self, moment: Mapping[str, Any]) -> None:
        """Leave only what counts. The first line is in place all the time; a torn second one is as if it were not."""
        path = f"{self._path}.new"
        file = open(path, "wb+")  # noqa: PTH123, SIM115
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.write(json.dumps(self._header).encode() + b"\n" + json.dumps(moment).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
        os.replace(path, self._path)  # noqa: PTH105
        self._file.close()
        self._file = file

    def end(self) -> None:
        """Remove it: the run is done."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._file.close()

    def leave(self) -> None:
        """Leave it for a run that goes on."""
        self._file.close()


def _entry(line: bytes) -> dict[str, Any] | None:
    """A line of a journal; None if it is none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _changed(before: str, now: str) -> str:
    """What differs between two texts of what a run is, as briefly as it can be told."""
    if len(before) + len(now) < 60:
        return f"was {before or 'nothing'} and is {now or 'nothing'}"
    old, new = before.split("\n"), now.split("\n")
    for first, second in zip(old, new, strict=False):
        if first != second:
            return f"has changed ({first[:80]} is now {second[:80]})"
    return "has changed"


def _inputs(plan: Plan) -> Iterator[bytes]:
    for task in plan.tasks:
        yield b"\0".join((os.fsencode(task.source.name), _stamp(task.source.name).encode())) + b"\0\n"


def _stamp(name: str) -> str:
    """What changes when a file does; nothing if it cannot be read, which will be told when it is its turn."""
    try:
        if formats.is_remote(name):
            from cleaner.files import remote

            return remote.stamp(name)
        found = os.stat(name)  # noqa: PTH116
    except (OSError, ValueError, CleanerError):
        return ""
    return f"{found.st_size} {found.st_mtime_ns}"


def _listed(path: str) -> dict[str, str]:
    with open(path, "rb") as file:  # noqa: PTH123
        parts = (entry.split(b"\0") for entry in file.read().split(b"\0\n") if entry)
        return {os.fsdecode(part[0]): os.fsdecode(part[-1]) for part in parts}
