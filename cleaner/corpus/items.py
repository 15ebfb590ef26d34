"""From documents and records to what is compared: which fields count, and what to do without them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan
from typing import Any

from cleaner.corpus import dates
from cleaner.corpus.batch import Item
from cleaner.corpus.hashing import of_text
from cleaner.corpus.options import Options
from cleaner.document import Document
from cleaner.errors import SettingsError, no_document, require_several
from cleaner.layout import render

#: What gives the value of a field of a document.
Get = Callable[[str], Any]


@dataclass
class Reading:
    """How the fields of a document are read.

    Attributes:
        options: what is a copy, and which one stays.
        within: field of which the values must be equal; None: any two documents are compared.
        by: field of the date.
        priority_field: field of the number by which a document is preferred, the smallest first.
        dated: whether dates are kept although nothing is decided by them.
        undated: documents without a date, where one was needed.
        unranked: documents without a priority, where one was needed.
        unplaced: documents without the field `within`.
    """

    options: Options
    within: str | None = None
    by: str = "date"
    priority_field: str = "priority"
    dated: bool = False
    undated: int = 0
    unranked: int = 0
    unplaced: int = 0
    _places: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places = {site: place for place, site in enumerate(self.options.priority)}

    def item(self, id: str, text: str, site: str, get: Get) -> Item:
        """A document to be compared.

        Args:
            id: its name.
            text: its text.
            site: its publisher or host.
            get: gives the value of a field, None if there is none.
        """
        return Item(id, text, self._within(site, get), self._date(get), self._wish(site, get))

    def _within(self, site: str, get: Get) -> str:
        if self.within is None:
            return ""
        found = _value(self.within, site, get)
        self.unplaced += not found
        return found

    def _date(self, get: Get) -> float:
        needed = self.options.window is not None or self.options.keep == "earliest"
        if not (needed or self.dated):
            return dates.NONE
        found = dates.timestamp(get(self.by))
        self.undated += needed and isnan(found)
        return found

    def _wish(self, site: str, get: Get) -> float:
        if self.options.keep != "priority":
            return dates.NONE
        found = self._places.get(site, dates.NONE) if self._places else _number(get(self.priority_field))
        self.unranked += isnan(found)
        return found

    def items(self, documents: Iterable[str | Document | Mapping[str, Any]]) -> Iterator[Item]:
        """Documents to be compared, of what a program has: texts, documents or records."""
        require_several(documents)
        for position, document in enumerate(documents):
            if isinstance(document, str):
                yield self.item(str(position), document, "", _nothing)
            elif isinstance(document, Document):
                item = self.item(document.id or str(position), render(document), document.site, document.meta.get)
                yield item if document.id else item._replace(mark=marked([document.site, document.meta, item.text]))
            elif not isinstance(document, Mapping):
                raise no_document(document, "a text, a cleaner.Document or a record")
            else:
                name = document.get("id")
                site = document.get("site") or ""
                id = str(position) if name is None else str(name)
                item = self.item(id, _text(document, position), str(site), document.get)
                yield item if name is not None else item._replace(mark=marked(document))


def marked(content: Any) -> int:
    """A hash of the whole of a record, the same for any order of its fields."""
    return of_text(json.dumps(content, sort_keys=True, default=str)) or 1


def _text(record: Mapping[str, Any], position: int) -> str:
    """The text of a record; "" where it is null, as in a file."""
    text = record.get("text")
    if text is None and "text" in record:
        return ""
    if not isinstance(text, str):
        id = record.get("id")
        which = f"document {position}" + ("" if id is None else f" (id {str(id)!r})")
        has = "has none" if "text" not in record else f"has one of type {type(text).__name__}"
        fields = ", ".join(map(repr, record)) or "none"
        raise SettingsError(f"a record needs a field 'text' with a text: {which} {has} (fields: {fields})")
    return text


def _nothing(_name: str) -> None:
    """A text has no fields."""


def _value(name: str, site: str, get: Get) -> str:
    """A field as a text. Documents without it have one value in common: none."""
    found = get(name)
    if found is None and name == "site":
        found = site
    return "" if found is None else str(found)


def _number(value: Any) -> float:
    if isinstance(value, bool):
        return dates.NONE
    try:
        return float(value)
    except (TypeError, ValueError):
        return dates.NONE


def listed(names: Sequence[str]) -> tuple[str, ...]:
    """Names that are given one by one or with commas."""
    return tuple(name.strip() for entry in names for name in entry.split(",") if name.strip())
