#!/usr/bin/env python3
"""Write cleaner/model/compiled.txt, the file that the program loads, from cleaner/model/weights.json beside it.

Reading the trees as they were grown takes as long as cleaning ten pages. `train_residue.py` writes both files. Run this
after weights.json has come from elsewhere, as in a merge; a test fails when the other file is out of date.

    python scripts/compile_trees.py           # write it
    python scripts/compile_trees.py --check   # exit 1 if it is out of date
"""

import argparse
import json
import sys

from cleaner.model import COMPILED, WEIGHTS, stored
from cleaner.model.compiled import dump


def compiled() -> str:
    """The text of the file."""
    data = json.loads(WEIGHTS.read_bytes())
    return dump(stored.asked(data["trees"], len(data["features"]), data["scale"]), data["features"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    arguments = parser.parse_args()
    new = compiled()
    if arguments.check:
        current = COMPILED.exists() and COMPILED.read_text(encoding="ascii") == new
        if not current:
            print("cleaner/model/compiled.txt is out of date: run scripts/compile_trees.py", file=sys.stderr)
        return 0 if current else 1
    COMPILED.write_text(new, encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
