"""What goes wrong and is told to the user in one line."""

from collections.abc import Mapping


class CleanerError(Exception):
    """Something the user can mend: the message names the place and the remedy."""


class SettingsError(CleanerError, ValueError):
    """A setting that does not exist or does not fit."""


def require_several(documents: object) -> None:
    """Refuse one text where many documents are wanted: its characters would be taken for them.

    Raises:
        TypeError: it is one.
    """
    if isinstance(documents, str | bytes | bytearray | Mapping):
        raise TypeError(f"documents are given as a list or another iterable of them, not as one {_kind(documents)}")


def no_document(found: object, wanted: str) -> TypeError:
    """The error for something that is no document."""
    return TypeError(f"a document is {wanted}, not {_kind(found)}")


def _kind(found: object) -> str:
    return type(found).__name__
