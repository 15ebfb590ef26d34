"""The command `explain`, behind its options."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cleaner import catalog, layout
from cleaner.cli import passing, settings
from cleaner.cli.settings import SettingsOptions
from cleaner.document import PLACE, Document, Result
from cleaner.errors import CleanerError
from cleaner.files import streams
from cleaner.files.codec import asked_for
from cleaner.files.errors import shown
from cleaner.files.jsonl import Fields
from cleaner.report import explain_line, manual


class LineOptions(NamedTuple):
    """The options of `cleaner explain --line`, as the command line gives them."""

    path: str
    line: int
    document: str | None = None
    settings: SettingsOptions = SettingsOptions()
    fields: Fields = Fields()
    encoding: str = "utf-8"
    errors: str | None = None


class _Finder:
    """Looks for a document among others."""

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.found: list[Document] = []
        self.count = 0

    def __call__(self, document: Document) -> Result:
        self.count += 1
        if self.name in (None, document.id, document.meta.get(PLACE)) and len(self.found) < 2:
            self.found.append(document)
        return Result(layout.render(document))


def page(name: str) -> Iterator[str]:
    """The lines of the manual page of a filter.

    Raises:
        CleanerError: there is no such filter.
    """
    if name not in catalog.known() and (name == streams.STANDARD or Path(name).exists()):
        raise CleanerError(f"{shown(name)}: this is no filter; to ask about a line of a text, add --line N")
    yield from manual.page(name)


def lines(options: LineOptions) -> Iterator[str]:
    """The lines of the explanation.

    Raises:
        CleanerError: there is no such document or line.
    """
    chosen = settings.resolve(options.settings, options.errors)
    document = _document(options)
    yield from explain_line.explain(
        layout.render(document), options.line, chosen, name=shown(document.id), site=document.site
    )


def _document(options: LineOptions) -> Document:
    if options.path == "-" and sys.stdin is not None and sys.stdin.isatty():
        raise CleanerError("--line needs a text: name a file")
    finder = _Finder(options.document)
    failures = passing.look(
        finder, [options.path], codec=asked_for(options.encoding, options.errors), fields=options.fields
    )
    place = shown(options.path)
    if not finder.found:
        if failures:
            raise CleanerError(f"{place}: nothing in it can be explained")
        known = f"no document {options.document!r} among the {finder.count}" if options.document else "no document"
        raise CleanerError(f"{place}: {known} in it")
    if len(finder.found) > 1 and options.document is not None:
        one, other = (shown(document.meta[PLACE]) for document in finder.found)
        raise CleanerError(f"{place}: several documents {options.document!r} in it: name one as {one} or {other}")
    if len(finder.found) > 1:
        raise CleanerError(f"{place}: {finder.count} documents in it: name one with --document ID")
    return finder.found[0]
