#!/usr/bin/env python3
"""Write cleaner/phrases/compiled, what the program loads, from the TOML files beside it.

Parsing two dozen TOML files takes longer than cleaning a page. Run it after every change of a phrase;
a test fails when the file is out of date.

    python scripts/compile_phrases.py           # write it
    python scripts/compile_phrases.py --check   # exit 1 if it is out of date
"""

import argparse
import json
import sys
import tomllib
from collections import Counter
from pathlib import Path

from cleaner.phrases import KINDS, LISTS, PLAIN, SPACED, UNSPACED_ONES
from cleaner.phrases.shelf import Entry, Shelf
from cleaner.phrases.written import tokens
from cleaner.words import UNSPACED, WORD, small

#: How many phrases a word must be in to be one that sites use of themselves.
FEWEST_PHRASES = 6

#: Beside this script, whichever `cleaner` is installed: what is read and written belongs together.
PHRASES = Path(__file__).parent.parent / "cleaner" / "phrases"
COMPILED = PHRASES / "compiled"


def compile_all() -> dict[str, str]:
    """The text of each file, by its name."""
    tables: dict[str, dict[str, set[str]]] = {}
    for path in sorted([*PHRASES.glob("*.toml"), *PHRASES.glob("publishers/*.toml")]):
        with path.open("rb") as file:
            data = tomllib.load(file)
        for name, kinds in data.items():
            if not isinstance(kinds, dict):
                continue
            for kind, phrases in kinds.items():
                written = tables.setdefault(name, {}).setdefault(kind, set())
                written.update(phrases)
                for letters, others in data.get("also_written", ()):
                    written.update(phrase.translate(str.maketrans(letters, others)) for phrase in phrases)
    plain = {name: {kind: sorted(p) for kind, p in sorted(kinds.items())} for name, kinds in sorted(tables.items())}
    plain["site"]["words"] += _site_words(plain)
    shelves = {PLAIN: Shelf(), SPACED: Shelf(), UNSPACED_ONES: Shelf()}
    for name, kinds in _parts(plain, phrases=True).items():
        for kind, phrases in kinds.items():
            for phrase in phrases:
                shelves[_place(phrase)].add(Entry(name, kind, phrase))
    files = {name: shelf.dump(plain=name == PLAIN) for name, shelf in shelves.items()}
    return {**files, LISTS: json.dumps(_parts(plain, phrases=False), ensure_ascii=False, indent=0) + "\n"}


def _place(phrase: str) -> str:
    """The file in which a phrase stands. Signs that are part of no word do not count."""
    if UNSPACED.search(phrase):
        return UNSPACED_ONES
    return PLAIN if "".join(tokens(phrase)).isascii() else SPACED


def _site_words(tables: dict[str, dict[str, list[str]]]) -> list[str]:
    """The words that sites use of themselves: those of several promos and page controls, but for function words.

    So many phrases are those of forms that some of their words are everybody's, `my`, `new`, `obligatory`: these are
    written out too, in `common`. In unspaced scripts these are no words: there they are written out.
    """
    phrases = (phrase for name in ("promo", "share-bar") for kind in KINDS for phrase in tables[name].get(kind, ()))
    counts = Counter(word for phrase in phrases for word in set(WORD.findall(small(phrase))))
    common = {small(w) for w in (*tables["function-words"]["words"], *tables["site"].pop("common"))}
    return sorted(w for w, n in counts.items() if n >= FEWEST_PHRASES and len(w) > 1 and w not in common)


def _parts(tables: dict[str, dict[str, list[str]]], *, phrases: bool) -> dict[str, dict[str, list[str]]]:
    """The tables with their lists of phrases only, or with their other lists only."""
    parts = {name: {k: v for k, v in kinds.items() if (k in KINDS) is phrases} for name, kinds in tables.items()}
    return {name: kinds for name, kinds in parts.items() if kinds}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    arguments = parser.parse_args()
    files = compile_all()
    if arguments.check:
        places = [COMPILED / name for name in files]
        if all(p.exists() and p.read_text(encoding="utf-8") == files[p.name] for p in places):
            return 0
        print("cleaner/phrases/compiled is out of date: run scripts/compile_phrases.py", file=sys.stderr)
        return 1
    COMPILED.mkdir(exist_ok=True)
    for name, text in files.items():
        (COMPILED / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
