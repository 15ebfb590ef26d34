"""What goes wrong and is told to the user in one line."""

from collections.abc import Mapping


class CleanerError(Exception):
    """Something the user can mend: the message names the place and the remedy."""


class SettingsError(CleanerError, ValueError):
    """A setting that does not exist or does not fit."""


class FilterError(CleanerError):
    """A filter does what filters must not do: the message names it."""


#: What a note begins with that names the filter in which an error came up.
IN_FILTER = "in the filter"


def told(error: BaseException) -> str:
    """An error of code that is not ours, in one line: its type, what it says, and in which filter it came up."""
    said = "".join(c if c.isprintable() else " " for c in str(error))
    line = ": ".join(filter(None, (type(error).__name__, " ".join(said.split()))))
    notes = [note for note in getattr(error, "__notes__", ()) if note.startswith(IN_FILTER)]
    return f"{line} ({notes[0]})" if notes else line


def require_several(documents: object) -> None:
    """Refuse one text where many documents are wanted, and a data frame: its characters, or the names of its columns,
    would be taken for them.

    Raises:
        TypeError: it is one.
    """
    if isinstance(documents, str | bytes | bytearray | Mapping):
        raise TypeError(f"documents are given as a list or another iterable of them, not as one {_kind(documents)}")
    if hasattr(documents, "columns") and hasattr(documents, "to_dict"):
        raise TypeError(
            "a data frame is a list of columns: give one of them, as in frame['text'], or its rows as dicts"
        )


def no_document(found: object, wanted: str) -> TypeError:
    """The error for something that is no document."""
    return TypeError(f"a document is {wanted}, not {_kind(found)}")


def _kind(found: object) -> str:
    return type(found).__name__
