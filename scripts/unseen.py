"""What the classifiers are judged by: a third of the sites that weights of their own have never seen.

The weights that come with the package are trained on all labelled pages, since more sites are worth more than anything
else that was tried. How well they do on a page that they have seen says little, so `train_residue.py` and
`train_remnant.py` make others too, in the same way but without this third, and figures for `unseen` sites are theirs.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cleaner import document, model
from cleaner.model import remnants

SHARE = 1 / 3

WEIGHTS = Path(__file__).parent / "unseen_weights.json"

REMNANTS = WEIGHTS.parent / "unseen_remnant_weights.json"


def is_unseen(row: dict[str, Any]) -> bool:
    """Whether a row belongs to the third of the sites."""
    return random.Random(f"site:{row['site'] or row['id']}").random() < SHARE


@contextmanager
def judging(weights: Path = WEIGHTS, remnant_weights: Path | None = REMNANTS) -> Iterator[None]:
    """Until it is left, the classifiers are those of these weights. For documents that are parsed inside.

    Args:
        weights: of the classifier of lines.
        remnant_weights: of the one of the filter `remnant`; None for that of the package.
    """
    shipped, shipped_remnants = model.builtin, remnants.builtin
    made = model.Model(model.grown(weights))
    model.builtin = lambda: made  # type: ignore[assignment]
    if remnant_weights is not None:
        of_remnants = model.grown(remnant_weights, remnants.NAMES)
        remnants.builtin = lambda: of_remnants  # type: ignore[assignment]
    document.forget()
    try:
        yield
    finally:
        model.builtin, remnants.builtin = shipped, shipped_remnants
        document.forget()
