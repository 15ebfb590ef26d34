"""How a signature is cut into bands, so that documents above the threshold meet in one of them.

Two documents of similarity s agree in all `rows` of a band with a chance of s ** rows, so that one of `bands` bands
brings them together with a chance of 1 - (1 - s ** rows) ** bands.
"""

from math import ceil, log, log1p
from typing import NamedTuple

from cleaner.errors import SettingsError

#: Of pairs that are just as alike as the threshold asks, the share that must meet; a little more than the 0.99 wanted,
#: since signatures are not quite independent numbers.
RECALL = 0.993

#: More bands than that cost more than what fewer false candidates save.
_MAX_BANDS = 24

#: More rows at a smaller number of bands would need signatures longer than this.
_MAX_LENGTH = 128

_MAX_ROWS = 32

#: The longest signature that may be asked for.
_MOST = 4096


class Bands(NamedTuple):
    """The shape of a signature.

    Attributes:
        bands: how many bands it has.
        rows: how many numbers are in each.
    """

    bands: int
    rows: int

    @property
    def length(self) -> int:
        """Numbers in a signature."""
        return self.bands * self.rows

    def recall(self, similarity: float) -> float:
        """The chance that two documents of this similarity meet."""
        return float(1 - (1 - similarity**self.rows) ** self.bands)


def choose(threshold: float, bands: int | None = None, rows: int | None = None) -> Bands:
    """The shape for a threshold: as many rows as the recall at the threshold allows, to have few false candidates.

    Args:
        threshold: similarity, 0 to 1, from which pairs must be found.
        bands: how many, if that is settled.
        rows: how many, if that is settled.

    Raises:
        SettingsError: they are no numbers that make sense.
    """
    if bands is not None and rows is not None:
        return _checked(Bands(bands, rows))
    if bands is not None:
        fitting = [Bands(bands, r) for r in range(1, _MAX_ROWS + 1) if Bands(bands, r).recall(threshold) >= RECALL]
        return _checked(fitting[-1] if fitting else Bands(bands, 1))
    if rows is not None:
        return _checked(Bands(_enough(threshold, rows), rows))
    shapes = [Bands(_enough(threshold, r), r) for r in range(2, _MAX_ROWS + 1)]
    fitting = [s for s in shapes if s.bands <= _MAX_BANDS and s.length <= _MAX_LENGTH]
    if fitting:
        return fitting[-1]
    few = next((s for s in (shapes[0], Bands(_enough(threshold, 1), 1)) if s.length <= _MOST), None)
    if few is None:
        raise SettingsError(f"threshold {threshold:g} is too low: pairs so unlike cannot be found")
    return few


def _enough(threshold: float, rows: int) -> int:
    """The fewest bands that reach the recall."""
    # What is too small for a number that is not zero needs more bands than there are anyway.
    met = max(threshold**rows, 1e-12)
    return 1 if met >= 1 else max(1, ceil(log(1 - RECALL) / log1p(-met)))


def _checked(shape: Bands) -> Bands:
    if shape.bands < 1 or shape.rows < 1 or shape.length > _MOST:
        raise SettingsError(
            f"bands and rows are numbers from 1 with a product of at most {_MOST}, not {shape.bands} and {shape.rows}"
        )
    return shape
