"""Differences for a terminal: coloured, with the words marked that changed inside a line."""

import os
import re
from collections.abc import Iterator, Sequence
from typing import IO

from cleaner.report import changes, diff

_RESET = "\x1b[0m"
_BOLD, _CYAN, _RED, _GREEN = "\x1b[1m", "\x1b[36m", "\x1b[31m", "\x1b[32m"

#: Changed words stand out in any scheme of colours, and without any, when they are reversed.
_REVERSED, _NOT_REVERSED = "\x1b[7m", "\x1b[27m"

#: What would move the cursor or change the terminal, and characters that turn the direction of writing.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

#: The share of words that a line before and after must have in common to be one line that changed.
_SAME_LINE = 0.5

#: Lines that are compared to find those that changed inside; in longer runs no words are marked.
_MOST_LINES = 200


def wanted(stream: IO[str] | None) -> bool:
    """Whether colours are wanted: on a terminal, unless NO_COLOR is set; anywhere if FORCE_COLOR is."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def unified(name: str, before: str, after: str) -> Iterator[str]:
    """The lines of a unified diff in colour; none if nothing changed. What cannot be seen is spelled out."""
    if before == after:
        return
    yield f"{_BOLD}--- {_visible(name)}{_RESET}\n"
    yield f"{_BOLD}+++ {_visible(name)}{_RESET}\n"
    for hunk in diff.hunks(before, after):
        yield f"{_CYAN}@@ {hunk.ranges} @@{_RESET}\n"
        for old, new in hunk.blocks:
            if old is new:
                yield from (f" {_bare(line)}\n" for line in old)
            else:
                yield from _changed(old, new)


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    twins = dict(_twins(old, new))
    marked = {a: changes.parts(_text(old[a]), _text(new[b])) for a, b in twins.items()}
    for a, line in enumerate(old):
        yield f"{_RED}-{_marked(marked[a], 'gone') if a in marked else _bare(line)}{_RESET}\n"
    sources = {b: a for a, b in twins.items()}
    for b, line in enumerate(new):
        yield f"{_GREEN}+{_marked(marked[sources[b]], 'new') if b in sources else _bare(line)}{_RESET}\n"


def _twins(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Positions of lines before and after that are the same line, changed; in order."""
    if len(old) * len(new) > _MOST_LINES**2:
        return
    start = 0
    for b, line in enumerate(new):
        text = _text(line)
        if not text.strip():
            continue
        for a in range(start, len(old)):
            if _is_same(_text(old[a]), text):
                yield a, b
                start = a + 1
                break


def _is_same(before: str, after: str) -> bool:
    if "".join(before.split()) == "".join(after.split()):
        return True
    return changes.likeness(before, after) >= _SAME_LINE


def _marked(parts: Sequence[changes.Part], kind: changes.Kind) -> str:
    """One side of a changed line."""
    pieces = []
    for part in parts:
        if part.kind == kind:
            pieces.append(f"{_REVERSED}{_visible(part.text)}{_NOT_REVERSED}")
        elif part.kind == "same":
            pieces.append(_visible(part.text))
    return "".join(pieces)


def _text(line: str) -> str:
    return line.removesuffix("\n")


def _bare(line: str) -> str:
    return _visible(_text(line))


def _visible(text: str) -> str:
    """The text with characters spelled out that cannot be seen or would command the terminal."""
    return _CONTROL.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)
