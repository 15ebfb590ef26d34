"""The report as one page that needs nothing else: no network, no other file.

What it shows is in it as JSON, which its script puts in place as text, never as markup. A policy in the page lets no
other script run and nothing be loaded.
"""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from html import escape
from pathlib import Path
from typing import Any, Self

from cleaner import catalog, layout
from cleaner.config import Settings
from cleaner.document import Record
from cleaner.errors import CleanerError
from cleaner.files import streams
from cleaner.files.atomic import AtomicFile
from cleaner.report import gather, view
from cleaner.report.gather import Counts, Gathered, Sampled, Seen
from cleaner.report.pending import Pending

_FOLDER = Path(__file__).parent

#: Where a value goes in page.html.
_MARK = re.compile(r"\{\{ (\w+) \}\}")

#: Nothing is loaded, sent or led elsewhere; the one script and the one style of the page are let in by their hashes.
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"

#: Rows of the tables of lines, rules and sites.
_TABLE = 25

#: Characters of a document above which it is shown in part; and of all documents above which all the others are.
_LONG = 60_000
_ALL = 12_000_000

#: Characters of all documents above which those that follow are listed, but not shown.
_FULL = 24_000_000

#: Characters that would end the script element, or the line for an old reader of JSON.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


class PageReport:
    """A page about a run that is going on; the file appears when the run is over.

    Args:
        name: the file.
        settings: what the run cleans with.

    Raises:
        CleanerError: it cannot be written.
    """

    def __init__(self, name: str, settings: Settings) -> None:
        if name == streams.STANDARD:
            raise CleanerError("--report needs a file: standard output is for the cleaned text")
        self._gathered = Gathered()
        self._settings = settings
        self._file = AtomicFile(name)
        self._pending = Pending()

    def add(self, document: Seen) -> None:
        """Take down what became of a document."""
        self._pending.add(document)

    def settle(self) -> None:
        """All that was added until now stays."""
        for document in self._pending.taken():
            self._gathered.add(document)

    def secure(self) -> None:
        """Nothing can be undone with a page."""

    def withdraw(self) -> None:
        """Forget what was added since `settle` was called."""
        self._pending.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._file.discard()
            return
        try:
            self.settle()
            page = html(self._gathered, title="Cleaning report", settings=self._settings)
            self._file.write(page.encode("utf-8", "replace"))
        except BaseException:
            self._file.discard()
            raise
        self._file.commit()


def html(gathered: Gathered, *, title: str, settings: Settings | None = None) -> str:
    """The page.

    Args:
        gathered: what it is about.
        title: its title.
        settings: what was cleaned with; shows which lines of documents over budget would have gone.
    """
    script, style = _part("page.js"), _part("page.css")
    data = json.dumps(_data(gathered, title, settings), ensure_ascii=False, separators=(",", ":"))
    values = {
        "title": escape(title),
        "policy": f"{_POLICY}; style-src '{_digest(style)}'; script-src '{_digest(script)}'",
        "style": style,
        "script": script,
        "data": data.translate(_ESCAPES),
    }
    return _MARK.sub(lambda match: values[match[1]], _part("page.html"))


def _part(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data(gathered: Gathered, title: str, settings: Settings | None) -> dict[str, Any]:
    from cleaner import __version__

    totals = gathered.totals
    sample = gathered.sample()
    names = _in_order({*totals.filters, *(r.filter for d in sample for r in d.seen.records if r.line)})
    would = _Would(settings)
    return {
        "title": title,
        "version": __version__,
        "documents": totals.documents,
        "changed": totals.changed,
        "over": totals.over_budget,
        "unknown": totals.unknown,
        "all": asdict(totals.all),
        "filters": [{"name": name, **asdict(totals.filters.get(name, Counts()))} for name in names],
        "sites": _sites(totals),
        "siteCount": len(totals.sites),
        "lines": totals.lines.most(_TABLE),
        "rules": totals.rules.most(_TABLE),
        "short": max(totals.lines.short, totals.rules.short),
        "maxLoss": settings.budget if settings else None,
        "sample": _documents(sample, would),
    }


def _in_order(names: set[str]) -> list[str]:
    order = {name: index for index, name in enumerate(catalog.CATALOG)}
    return sorted(names, key=lambda name: (order.get(name, len(order)), name))


def _sites(totals: gather.Totals) -> list[dict[str, Any]]:
    """The sites with most documents; nothing if no document names one."""
    if set(totals.sites) <= {""}:
        return []
    order = sorted(totals.sites.items(), key=lambda item: (-item[1].documents, item[0]))
    return [{"name": name, **asdict(counts)} for name, counts in order[:_TABLE]]


def _documents(sample: Sequence[Sampled], would: "_Would") -> list[dict[str, Any]]:
    found, taken = [], 0
    for document in sample:
        seen, size = document.seen, document.size
        entry: dict[str, Any] = {
            "id": seen.id,
            "site": seen.site,
            "words": size.words,
            "removed": size.removed,
            "lines": size.lines,
            "changed": size.changed,
            "would": seen.would,
            "filters": _in_order({record.filter for record in seen.records if record.line}),
        }
        if taken <= _FULL:
            rows = view.rows(seen, would.records(seen), most=_LONG if taken <= _ALL else 0)
            taken += view.weight(rows)
            entry["rows"] = rows
        found.append(entry)
    return found


class _Would:
    """Tells which lines of a document over budget would have gone."""

    def __init__(self, settings: Settings | None) -> None:
        from cleaner.pipeline import Cleaner

        self._cleaner = Cleaner(settings=replace(settings, max_loss=1.0)) if settings else None

    def records(self, seen: Seen) -> Sequence[Record]:
        """The records of the lines; none if the document is not over budget, or its settings are not known."""
        if self._cleaner is None or seen.would is None or seen.source is None:
            return ()
        return self._cleaner(layout.parse(seen.source, id=seen.id, site=seen.site)).records
