"""What cleaning changes, as a unified diff that `patch` can apply."""

from collections.abc import Iterator


def unified(name: str, before: str, after: str) -> Iterator[str]:
    """The lines of a unified diff, with their line ends; none if nothing changed."""
    import difflib

    for line in difflib.unified_diff(_lines(before), _lines(after), name, name):
        yield line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """The lines with their line ends. Only \\n ends one, as in every other tool that reads a diff."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
