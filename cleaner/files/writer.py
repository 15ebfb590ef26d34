"""From documents to files: each to its own, or all to one."""

from pathlib import Path

from cleaner.files import jsonl, streams
from cleaner.files.atomic import AtomicFile
from cleaner.files.codec import Codec
from cleaner.files.errors import problem
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Plan, Task
from cleaner.files.reader import Piece
from cleaner.files.streams import StandardOutput


def encode(piece: Piece, text: str, codec: Codec, fields: Fields, *, records: bool) -> tuple[bytes, bool]:
    """The bytes of a document with its new text, and whether they say something else than those that were read.

    Raises:
        CleanerError: the encoding lacks a character.
    """
    if piece.record is not None:
        changed = text != piece.text or codec.loses(piece.raw)
        return (jsonl.line({**piece.record, fields.text: text}, codec) if changed else piece.raw), changed
    data = codec.encode(text, piece.place)
    if records:
        return jsonl.line({fields.id: piece.id, fields.text: text}, codec), data != piece.raw
    return data, data != piece.raw


class Writer:
    """Where a run writes: the common output, or for each file its own.

    Args:
        plan: what goes where.
        in_place: whether a file that stays the same is left alone.
    """

    def __init__(self, plan: Plan, *, in_place: bool) -> None:
        self._plan = plan
        self._in_place = in_place
        self._own: AtomicFile | None = None
        self._common = _opened(plan.common)
        self._folders: set[Path] = set()
        self._open_line = False

    @property
    def has_common(self) -> bool:
        """Whether all files share one output, so that nothing more can be written when it fails."""
        return self._common is not None

    def write(self, task: Task, data: bytes) -> None:
        """Write a piece of a file's output."""
        if self._common is not None:
            if self._open_line and data:
                self._common.write(b"\n")
                self._open_line = False
            self._common.write(data)
            if self._plan.records and data:
                self._open_line = not data.endswith(b"\n")
        elif task.target is not None:
            self._opened_own(task.target).write(data)

    def finish(self, task: Task, *, changed: bool) -> None:
        """Let a file's own output appear; in place only if it is another than before."""
        if task.target is None or self._common is not None:
            return
        if self._in_place and not changed:
            self.abandon()
        else:
            self._opened_own(task.target).commit()
        self._own = None

    def abandon(self) -> None:
        """Forget a file's own output."""
        if self._own is not None:
            self._own.discard()
            self._own = None

    def close(self, *, whole: bool) -> None:
        """Let the common output appear, or forget it."""
        self.abandon()
        if self._common is not None:
            if whole:
                self._common.commit()
            else:
                self._common.discard()

    def _opened_own(self, target: str) -> AtomicFile:
        if self._own is None:
            folder = Path(target).parent
            if folder not in self._folders and not self._in_place:
                try:
                    folder.mkdir(parents=True, exist_ok=True)
                except OSError as error:
                    raise problem(str(folder), error) from None
                self._folders.add(folder)
            self._own = AtomicFile(target)
        return self._own


def _opened(name: str | None) -> AtomicFile | StandardOutput | None:
    if name is None:
        return None
    return StandardOutput() if name == streams.STANDARD else AtomicFile(name)
