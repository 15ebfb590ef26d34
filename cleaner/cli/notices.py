"""What is worth a warning about the inputs of a run before it begins."""

import sys
from collections.abc import Iterator, Sequence

from cleaner.files import formats, streams
from cleaner.files.errors import shown
from cleaner.files.plan import Plan


def of_inputs(work: Plan, globs: Sequence[str] | None) -> Iterator[str]:
    """The warnings.

    Args:
        work: what is read.
        globs: what was looked for in directories; nothing: all that can be read.
    """
    for folder in work.empty:
        yield f"{folder}: no file in it fits {' '.join(globs or formats.GLOBS)}"
    for name in work.passed:
        yield f"{shown(name)}: not read: a run is writing it, or was when it was killed"
    reads_input = any(task.source.name == streams.STANDARD for task in work.tasks)
    if reads_input and sys.stdin is not None and sys.stdin.isatty():
        yield "reading from the terminal: end the text with Ctrl-D"
