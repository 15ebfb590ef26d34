"""What the system says about a file, in one line."""

from cleaner.errors import CleanerError


def problem(name: str, error: BaseException) -> CleanerError:
    """The error as one line that names the file."""
    return CleanerError(f"{shown(name)}: {_reason(error)}")


def _reason(error: BaseException) -> str:
    if isinstance(error, EOFError):
        return "the compressed data ends too early"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"no valid compressed data: {error}"


def shown(name: str) -> str:
    """A file name as it can stand in one line of a message, whatever characters it has."""
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)
