#!/usr/bin/env python3
"""Begin a new filter: its module and its first fixtures, which work and wait to be filled.

python scripts/new_filter.py weather-box
"""

import argparse
import re
import sys
from pathlib import Path
from string import Template

MODULE = Template('''\
"""Which lines go, in one sentence, with examples: `Replace me`, `Replace us`.

Why no line of a story goes with them: what a look-alike lacks, such as a colon, a place above the story, a copy nearby.

Options: `longest` = words that a line may have at most.
"""

from collections.abc import Iterator

from cleaner.document import Document, Filter, Finding

EXAMPLE = (
    "The council met on Monday.\\n\\nReplace me\\n\\nIt meets again in May.\\n",
    "The council met on Monday.\\n\\nIt meets again in May.\\n",
)


def $function(*, longest: int = 4) -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        for index, paragraph in enumerate(document.paragraphs):
            if paragraph.size <= longest and paragraph.folded.startswith("replace "):
                yield Finding(index, why="a reason, for people")

    return find
''')

#: As in the module's EXAMPLE: a test holds the two equal.
EXAMPLE = "The council met on Monday.\n\nReplace me\n\nIt meets again in May.\n"

FIRST = """\
Council puts off the bridge again

The council met on Monday, and for the third time this year it could not agree on the colour of the bridge.

Replace me

It meets again in May, when the painters are back from the coast.
"""

LOOK_ALIKE = """\
Council puts off the bridge again

Replace it, said the engineer who had been under it. Paint it, said the council, which had not.

It meets again in May, when the painters are back from the coast.
"""

NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")


def files(root: Path, name: str) -> dict[Path, str]:
    """What to write, by path."""
    module = name.replace("-", "_")
    fixtures = root / "fixtures" / name
    return {
        root / "cleaner" / "filters" / f"{module}.py": MODULE.substitute(function=module),
        fixtures / "example.in.txt": EXAMPLE,
        fixtures / "example.out.txt": EXAMPLE.replace("Replace me\n\n", ""),
        fixtures / "first.in.txt": FIRST,
        fixtures / "first.out.txt": FIRST.replace("Replace me\n\n", ""),
        fixtures / "look-alike.keep.txt": LOOK_ALIKE,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help="lower-case words joined by hyphens: what the filter finds, not what it does")
    parser.add_argument("--root", type=Path, default=Path(__file__).parent.parent, help="the project's folder")
    arguments = parser.parse_args()
    name, root = arguments.name, arguments.root
    if not NAME.fullmatch(name):
        parser.error(f"{name!r} is no name for a filter: lower-case words joined by hyphens, such as weather-box")
    new = files(root, name)
    taken = [path for path in (*new, root / "fixtures" / name) if path.exists()]
    if taken:
        parser.error(f"{taken[0].relative_to(root)} exists")
    for path, text in new.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(root)}")
    print(f"""
Next:
1. Enter "{name}" in LINES in cleaner/catalog.py, behind the filters whose work it builds on.
2. Write the filter, its docstring (the manual that `cleaner explain {name}` prints) and EXAMPLE.
3. Fill fixtures/{name}/ with invented texts: two that change and two look-alikes that do not, at least.
4. python scripts/docs.py && pytest""")
    return 0


if __name__ == "__main__":
    sys.exit(main())
