"""What is worth a warning about the inputs of a run before it begins."""

import sys
from collections.abc import Iterator, Sequence

from cleaner.files import formats, streams
from cleaner.files.errors import shown
from cleaner.files.plan import Plan
from cleaner.files.sources import Sources


def of_inputs(work: Plan | Sources, globs: Sequence[str] | None) -> Iterator[str]:
    """The warnings.

    Args:
        work: what is read.
        globs: what was looked for in directories; nothing: all that can be read.
    """
    inputs = [task.source for task in work.tasks] if isinstance(work, Plan) else work.found
    for folder in work.empty:
        yield f"{shown(folder)}: no file in it {_looked_for(globs)}"
    if work.outside:
        first, count = shown(work.outside[0]), len(work.outside)
        links = f"{first} is a link that leads" if count == 1 else f"{first} and {count - 1} more are links that lead"
        yield f"{links} out of the directory: left alone, since -i changes only what is in it (name it to change it)"
    for name in work.passed:
        yield f"{shown(name)}: not read: a run is writing it, or was when it was killed"
    if any(source.name == streams.STANDARD for source in inputs) and sys.stdin is not None and sys.stdin.isatty():
        yield "reading from the terminal: end the text with Ctrl-D"


def _looked_for(globs: Sequence[str] | None) -> str:
    if globs:
        return f"fits {' '.join(globs)}"
    plain = [glob.removeprefix("*") for glob in formats.GLOBS if not formats.is_compressed(glob)]
    return f"ends in {', '.join(plain)} (or these with .gz, .zst): name others with --glob"
