"""The packages of the extra `dedup`, which not everybody has."""

from importlib import import_module
from importlib.util import find_spec

from cleaner.errors import CleanerError


def need(*packages: str) -> None:
    """See to it that packages of the extra are there.

    Raises:
        CleanerError: one is not; the message says how to get it.
    """
    for package in packages:
        try:
            import_module(package)
        except ModuleNotFoundError as error:
            if error.name != package:
                raise
            raise _missing(package) from None


def need_later(*packages: str) -> None:
    """The same for packages that may not be used at all, and take long to load: only whether they are there.

    Raises:
        CleanerError: one is not.
    """
    for package in packages:
        if find_spec(package) is None:
            raise _missing(package)


def _missing(package: str) -> CleanerError:
    return CleanerError(f"this needs {package}: pip install 'presscleaner[dedup]'")
