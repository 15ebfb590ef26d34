"""Clean scraped news text, from Python.

>>> import cleaner
>>> cleaner.clean("Advertisement\\n\\nThe ferry left at noon, two hours late, with forty people aboard.\\n")
'The ferry left at noon, two hours late, with forty people aboard.\\n'
"""

from functools import cache

from cleaner.config import Settings
from cleaner.document import Document, Filter, Finding, Paragraph, Record, Result
from cleaner.errors import CleanerError, SettingsError
from cleaner.layout import parse, restore
from cleaner.pipeline import Cleaner

__all__ = [
    "Cleaner",
    "CleanerError",
    "Document",
    "Filter",
    "Finding",
    "Paragraph",
    "Record",
    "Result",
    "Settings",
    "SettingsError",
    "clean",
    "parse",
    "restore",
]

__version__ = "0.1.0"


def clean(text: str) -> str:
    """The text cleaned with the default preset, `news`."""
    return _default()(text).text


@cache
def _default() -> Cleaner:
    return Cleaner()
