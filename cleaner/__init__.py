"""Clean scraped news text, from Python.

>>> import cleaner
>>> cleaner.clean("Advertisement\\n\\nThe ferry left at noon, two hours late, with forty people aboard.\\n")
'The ferry left at noon, two hours late, with forty people aboard.\\n'
"""

from functools import cache
from importlib import import_module

# `typing` takes longer than all of this.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from cleaner.config import Settings as Settings
    from cleaner.corpus.decision import Decision as Decision
    from cleaner.corpus.dedup import dedup as dedup
    from cleaner.corpus.index import Index as Index
    from cleaner.corpus.learn import learn as learn
    from cleaner.corpus.paragraphs import dedup_paragraphs as dedup_paragraphs
    from cleaner.document import Document as Document
    from cleaner.document import Filter as Filter
    from cleaner.document import Finding as Finding
    from cleaner.document import Paragraph as Paragraph
    from cleaner.document import Record as Record
    from cleaner.document import Result as Result
    from cleaner.errors import CleanerError as CleanerError
    from cleaner.errors import SettingsError as SettingsError
    from cleaner.layout import parse as parse
    from cleaner.layout import restore as restore
    from cleaner.pipeline import Cleaner as Cleaner
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


#: Where each name is. It is loaded when it is asked for: the program has to be able to end before all of it is there.
_HOMES = {
    "Cleaner": "pipeline",
    "CleanerError": "errors",
    "Decision": "corpus.decision",
    "Document": "document",
    "Filter": "document",
    "Finding": "document",
    "Index": "corpus.index",
    "Paragraph": "document",
    "Profile": "profile",
    "Record": "document",
    "Result": "document",
    "Settings": "config",
    "SettingsError": "errors",
    "dedup": "corpus.dedup",
    "dedup_paragraphs": "corpus.paragraphs",
    "learn": "corpus.learn",
    "parse": "layout",
    "restore": "layout",
}

#: What needs numpy; not in `__all__`, so that `import *` works without.
_EXTRA = ("Decision", "Index", "dedup", "dedup_paragraphs")


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'cleaner' has no attribute {name!r}")
    if name in _EXTRA:
        from cleaner.corpus import extras

        extras.need("numpy")
    return globals().setdefault(name, getattr(import_module(f"cleaner.{_HOMES[name]}"), name))


def clean(text: str) -> str:
    """The text cleaned with the default preset, `news`."""
    return _default()(text).text


@cache
def _default() -> "Cleaner":
    from cleaner.pipeline import Cleaner

    return Cleaner(records=False)
