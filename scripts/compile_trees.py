#!/usr/bin/env python3
"""Write the files of trees that the program loads, cleaner/model/compiled.txt and remnant_compiled.txt, from
weights.json and remnant_weights.json beside them.

Reading trees as they were grown takes as long as cleaning ten pages. `train_residue.py` and `train_remnant.py` write
both files of theirs. Run this after weights have come from elsewhere, as in a merge; a test fails when the other file
is out of date.

    python scripts/compile_trees.py           # write them
    python scripts/compile_trees.py --check   # exit 1 if one is out of date
"""

import argparse
import json
import sys
from pathlib import Path

from cleaner import model
from cleaner.model import remnants, stored
from cleaner.model.compiled import dump

#: The files that the program loads, with the weights that they are made from.
FILES = {model.COMPILED: model.WEIGHTS, remnants.COMPILED: remnants.WEIGHTS}


def compiled(weights: Path) -> str:
    """The text of the file for these weights."""
    data = json.loads(weights.read_bytes())
    return dump(stored.asked(data["trees"], len(data["features"]), data["scale"]), data["features"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether they are up to date")
    arguments = parser.parse_args()
    old = 0
    for path, weights in FILES.items():
        new = compiled(weights)
        if not arguments.check:
            path.write_text(new, encoding="ascii")
        elif not path.exists() or path.read_text(encoding="ascii") != new:
            print(f"cleaner/model/{path.name} is out of date: run scripts/compile_trees.py", file=sys.stderr)
            old = 1
    return old


if __name__ == "__main__":
    sys.exit(main())
