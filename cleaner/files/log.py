"""Files that a run writes beside its output, line by line: the ledger, the documents that failed.

A ledger is only true of what has been written. So what it says of a file that is not whole yet can be withdrawn: it is
held in memory, or, if it is much, cut off again.
"""

import os
import zlib
from typing import Any, Protocol

from cleaner.errors import CleanerError
from cleaner.files import formats, plan, streams
from cleaner.files.atomic import AtomicFile
from cleaner.files.outputs import Lasting, Part


class Place(Protocol):
    """Where a run that may be interrupted keeps what is not whole."""

    folder: str
    last: dict[str, Any] | None


#: Bytes that may be withdrawn and are held in memory.
_HELD = 256 * 1024


class Log:
    """A .jsonl file that is written as a run goes, and appears when it is whole.

    Args:
        option: the option that names it, for messages; "" if the name has been checked.
        name: the file.
        place: the journal, if the run may be interrupted and go on.
        number: which of the logs in the journal it is.
        lasts: whether what is settled of it stays also if the run fails or is killed, so that it is written under its
            own name.

    Raises:
        CleanerError: it cannot have this name, or cannot be written.
    """

    def __init__(
        self, option: str, name: str, place: Place | None = None, number: int = 0, *, lasts: bool = False
    ) -> None:
        if option:
            check(option, name)
        self._part: Part | None = None
        self._file: AtomicFile | Part
        self._held: list[bytes] = []
        self._size = 0
        # Where in the file begins what may be withdrawn; None: nothing of it is there.
        self._from: int | None = None
        # To where the file has to be cut, once the journal says so too.
        self._cut: int | None = None
        self._is_broken = False
        # Bytes of the file when there is nothing in it.
        self._empty = 0
        self._lasts = lasts and not plan.is_special(name) and not formats.is_remote(name)
        if self._lasts:
            self._file = Lasting(name)
            self._empty = self._position()
        elif place is None or plan.is_special(name):
            self._file = AtomicFile(name)
        else:
            size, self._from = place.last["logs"][number] if place.last is not None else (0, None)
            path = f"{place.folder}/log-{number}-{zlib.crc32(name.encode('utf-8', 'surrogateescape')):08x}"
            self._file = self._part = Part(path, name, size)

    def write(self, data: bytes) -> None:
        """Add a line."""
        self._held.append(data)
        self._size += len(data)
        if self._size >= _HELD and self._cut is None:
            self._begin()
            self._pass_on()
            if self._lasts:
                # No compressed part of it is ever without its end.
                self._position()

    def _begin(self) -> None:
        """What comes now may be withdrawn."""
        if self._from is None:
            self._from = self._position()

    def _position(self) -> int:
        """Bytes that are in the file."""
        if isinstance(self._file, Part):
            return self._file.mark(force=True) or 0
        return self._file.mark()

    def _pass_on(self) -> None:
        data = b"".join(self._held)
        self._held, self._size = [], 0
        try:
            self._file.write(data)
        except BaseException:
            # What lasts is cut where it was whole.
            self._is_broken = not self._lasts
            raise

    def settle(self) -> None:
        """All that was written until now stays."""
        if self._held and self._cut is None:
            self._pass_on()
        self._from = None

    def secure(self) -> None:
        """What was written until now outlives the process, if the log lasts. It may still be withdrawn."""
        if self._lasts:
            self._begin()
            self._pass_on()
            self._position()

    def withdraw(self) -> None:
        """Forget what was written since `settle` was called."""
        self._held, self._size = [], 0
        start, self._from = self._from, None
        if start is None or self._is_broken:
            return
        if self._part is None:
            self._file.cut(start)
        else:
            # The last moment in the journal counts on these bytes: they go when the next one does not.
            self._cut = start

    def mark(self) -> tuple[int, int | None]:
        """Bytes from which writing can go on, and what of them may still be withdrawn."""
        if self._part is None:
            return 0, None
        if self._cut is not None:
            return self._cut, None
        if self._held:
            self._begin()
            self._pass_on()
        return self._position(), self._from

    @property
    def shrinks(self) -> bool:
        """Whether it will be shorter than at the moment before, which must not be gone back to then."""
        return self._cut is not None

    def noted(self) -> None:
        """The journal has secured what `mark` said."""
        if self._cut is not None:
            self._file.cut(self._cut)
            self._cut = None

    def sync(self) -> None:
        """Let it outlive a power failure."""
        if self._part is not None:
            self._part.sync()

    def commit(self) -> None:
        """Let it appear, unless writing it has failed."""
        if self._is_broken:
            self._file.discard()
            return
        self.noted()
        self.settle()
        self._file.commit()

    def discard(self) -> None:
        """Forget it; of what lasts, only what is not settled."""
        if self._lasts:
            self.withdraw()
            if self._position() > self._empty:
                self._file.commit()
                return
        self._file.discard()

    def leave(self) -> None:
        """Leave it for a run that goes on."""
        if self._part is not None:
            self._part.close()


def holds(name: str) -> bool:
    """Whether there is such a file with something in it. One that cannot be read is taken to hold something."""
    try:
        with streams.open_input(name) as stream:
            return bool(stream.read(1))
    except FileNotFoundError:
        return False
    except EOFError:
        # Packed, and of no bytes at all.
        return os.path.getsize(name) > 0  # noqa: PTH202
    except Exception:
        return True


def check(option: str, name: str) -> None:
    """Check the name of a log.

    Raises:
        CleanerError: it cannot have this name.
    """
    if name == streams.STANDARD:
        raise CleanerError(f"{option} needs a file: standard output is for the cleaned text")
    if formats.kind(name) != "jsonl" and not plan.is_special(name):
        raise CleanerError(f"{option} {name}: name it .jsonl or .jsonl.gz")
