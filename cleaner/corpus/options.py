"""What is a copy, and which one stays: the settings of a run."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from cleaner.errors import SettingsError

Keep = Literal["longest", "first", "earliest", "priority"]

_DAY = 86_400
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": _DAY, "w": 7 * _DAY}

#: Words in the longest shingle: longer than many documents.
_LONGEST = 1000


@dataclass(frozen=True)
class Options:
    """Settings of deduplication.

    Attributes:
        threshold: the least Jaccard similarity of two near copies, above 0 to 1.
        containment: or else the least part of the shorter one's shingles that the longer one has, which finds cut and
            extended copies; None: does not count.
        particulars: how far the figures and names of two near copies agree at least, where they stand (see
            `agreement`): those of reports from one template do not. 0: is not looked at.
        shingle: words in a shingle.
        min_words: documents with fewer words are compared for equality only.
        bands: bands of a signature; None: by the threshold.
        rows: rows of a band; None: by the threshold.
        keep: which copy stays: the longest, the first read, the earliest by its date, or the one of highest priority.
        priority: for `priority`, sites from the most to the least wanted; with none, the document's own number decides,
            the smallest first.
        window: seconds that the dates of two copies may lie apart; None: any.
        clean: whether texts are cleaned (in memory only) before they are compared.
    """

    threshold: float = 0.7
    containment: float | None = 0.7
    particulars: float = 0.5
    shingle: int = 5
    min_words: int = 25
    bands: int | None = None
    rows: int | None = None
    keep: Keep = "longest"
    priority: Sequence[str] = ()
    window: float | None = None
    clean: bool = True

    def __post_init__(self) -> None:
        """Check the values.

        Raises:
            SettingsError: one of them makes no sense.
        """
        _share("threshold", self.threshold, above_zero=True)
        if self.containment is not None:
            _share("containment", self.containment, above_zero=True)
        _share("particulars", self.particulars)
        for name in ("shingle", "min_words", "bands", "rows"):
            value = getattr(self, name)
            if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
                raise SettingsError(f"{name} is a whole number from 1, not {value!r}")
        if self.shingle > _LONGEST:
            raise SettingsError(f"shingle is a whole number from 1 to {_LONGEST}, not {self.shingle!r}")
        if self.keep not in get_args(Keep):
            raise SettingsError(f"keep is one of {', '.join(get_args(Keep))}, not {self.keep!r}")
        if self.window is not None and not self.window >= 0:
            raise SettingsError(f"window is a number of seconds from 0, not {self.window!r}")


def _share(name: str, value: float, *, above_zero: bool = False) -> None:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not 0 <= value <= 1
        or (above_zero and not value)
    ):
        raise SettingsError(f"{name} is a number {'above 0' if above_zero else 'from 0'} to 1, not {value!r}")


def seconds(text: str) -> float:
    """A duration such as `7d`, `36h` or `2w` in seconds.

    Raises:
        SettingsError: it is none.
    """
    number, unit = text[:-1], text[-1:]
    try:
        value = float(number) * _UNITS[unit]
    except (KeyError, ValueError):
        value = -1
    if not 0 <= value < float("inf"):
        raise SettingsError(f"{text!r} is no duration: write a number and s, m, h, d or w, as in 7d")
    return value
