"""What the classifier is judged by: a third of the sites that weights of their own have never seen.

The weights that come with the package are trained on all labelled pages, since more sites are worth more than anything
else that was tried. How well they do on a page that they have seen says little, so `train_residue.py` makes others too,
in the same way but without this third, and figures for `unseen` sites are theirs.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cleaner import document, model

SHARE = 1 / 3

WEIGHTS = Path(__file__).parent / "unseen_weights.json"


def is_unseen(row: dict[str, Any]) -> bool:
    """Whether a row belongs to the third of the sites."""
    return random.Random(f"site:{row['site'] or row['id']}").random() < SHARE


@contextmanager
def judging(weights: Path = WEIGHTS) -> Iterator[None]:
    """Until it is left, the classifier is the one of these weights. For documents that are parsed inside."""
    shipped, made = model.builtin, model.grown(weights)
    model.builtin = lambda: made  # type: ignore[assignment]
    document.forget()
    try:
        yield
    finally:
        model.builtin = shipped
        document.forget()
