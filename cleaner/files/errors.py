"""What the system says about a file, in one line."""

import errno
import os

from cleaner.errors import CleanerError

#: Errors that storages elsewhere raise without a number.
_KINDS = {FileNotFoundError: errno.ENOENT, PermissionError: errno.EACCES, IsADirectoryError: errno.EISDIR}


def problem(name: str, error: BaseException) -> CleanerError:
    """The error as one line that names the file."""
    return CleanerError(f"{shown(name)}: {_reason(error)}")


def unwritable(name: str, error: OSError) -> CleanerError:
    """The same of a file that cannot be made. What is missing then is its directory."""
    folder = os.path.dirname(name)  # noqa: PTH120
    if error.errno != errno.ENOENT or not folder or os.path.isdir(folder):  # noqa: PTH112
        return problem(name, error)
    return CleanerError(f"{shown(name)}: there is no directory {shown(folder)}: make it first")


def is_of_data(error: BaseException) -> bool:
    """Whether an error is the system's, or says of compressed data that it is damaged."""
    return isinstance(error, OSError | EOFError) or type(error).__module__ == "zlib"


def _reason(error: BaseException) -> str:
    if isinstance(error, EOFError):
        return "the compressed data ends too early"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    for kind, number in _KINDS.items():
        if isinstance(error, kind):
            return os.strerror(number)
    return f"no valid compressed data: {error}"


def shown(name: str) -> str:
    """A file name as it can stand in one line of a message, whatever characters it has."""
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)
