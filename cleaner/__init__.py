"""Clean scraped news text, from Python.

>>> import cleaner
>>> cleaner.clean("Advertisement\\n\\nThe ferry left at noon, two hours late, with forty people aboard.\\n")
'The ferry left at noon, two hours late, with forty people aboard.\\n'
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from cleaner.config import Settings
from cleaner.document import Document, Filter, Finding, Paragraph, Record, Result
from cleaner.errors import CleanerError, SettingsError
from cleaner.layout import parse, restore
from cleaner.pipeline import Cleaner

if TYPE_CHECKING:
    from cleaner.corpus.decision import Decision as Decision
    from cleaner.corpus.dedup import dedup as dedup
    from cleaner.corpus.index import Index as Index
    from cleaner.corpus.learn import learn as learn
    from cleaner.corpus.paragraphs import dedup_paragraphs as dedup_paragraphs
    from cleaner.profile import Profile as Profile

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


#: What needs numpy, and is loaded when it is asked for; not in `__all__`, so that `import *` works without.
_LATER = {
    "Decision": "corpus.decision",
    "Index": "corpus.index",
    "dedup": "corpus.dedup",
    "dedup_paragraphs": "corpus.paragraphs",
}

#: What is loaded when it is asked for, because few need it.
_SELDOM = {"Profile": "profile", "learn": "corpus.learn"}


def __getattr__(name: str) -> object:
    if name in _SELDOM:
        return getattr(import_module(f"cleaner.{_SELDOM[name]}"), name)
    if name not in _LATER:
        raise AttributeError(f"module 'cleaner' has no attribute {name!r}")
    from cleaner.corpus import extras

    extras.need("numpy")
    return getattr(import_module(f"cleaner.{_LATER[name]}"), name)


def clean(text: str) -> str:
    """The text cleaned with the default preset, `news`."""
    return _default()(text).text


@cache
def _default() -> Cleaner:
    return Cleaner(records=False)
