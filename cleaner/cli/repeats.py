"""Messages that come again and again, as when the option for the field is wrong: so many are shown, then counted."""

from collections import Counter
from collections.abc import Iterator

from cleaner.files.reader import Piece
from cleaner.lazy import lazy_pattern

#: Failures that can be counted by eye.
FEW = 10

#: How many of one kind are shown.
MOST = 100

#: So many kinds are told apart: where every message is another one, none is held back, and they need no memory.
_MOST_KINDS = 1000

_NUMBERS = lazy_pattern(r"\d+")


class Repeats:
    """Tells which messages about records are one too many of their kind: those that differ in numbers alone.

    Args:
        all_in: where all of them can be had, for the message that says so; "" if nowhere.
        holds: whether any is held back.
    """

    def __init__(self, all_in: str = "", *, holds: bool = True) -> None:
        self._holds = holds
        self._where = f": {all_in} has all of them" if all_in else ""
        self._seen: Counter[str] = Counter()

    def shown(self, message: str, piece: Piece | None) -> Iterator[str]:
        """What is to be said of a message: itself, nothing, or also that the next ones are counted only.

        Args:
            message: what is wrong.
            piece: with what; files, unlike records, are all named.
        """
        if not self._holds or piece is None or piece.unit is None or piece.task.kind == "text":
            yield message
            return
        kind = _NUMBERS.sub("#", message)
        if len(self._seen) >= _MOST_KINDS and kind not in self._seen:
            self._seen.clear()
        self._seen[kind] += 1
        if self._seen[kind] <= MOST:
            yield message
        if self._seen[kind] == MOST:
            yield f"more like the last {MOST} are counted, not shown{self._where}"
