"""Documents on their way: cut out of a file without looking into them, read where they are cleaned, and written again.

To cut is cheap and is done by the first process, to read and write is not and is done by workers.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from cleaner.counts import counted
from cleaner.errors import CleanerError
from cleaner.files import jsonl
from cleaner.files.codec import Codec
from cleaner.files.formats import Kind
from cleaner.files.jsonl import Fields


class Unit(NamedTuple):
    """A document as it stands in a file.

    Attributes:
        kind: what kind of file that is.
        place: where it stands, for messages: the file, and of a record its line or row.
        raw: what was read: bytes, of a row of .csv the text; nothing for Parquet.
        name: of a text file, its name as a document.
        cells: of a row of .csv, the cells.
        columns: the names of the cells.
        row: of a row of Parquet, its values: those of the fields that mean something, or all.
        site: of a text file, the first folder that it lies in below the directory that was asked for.
    """

    kind: Kind
    place: str
    raw: Any = b""
    name: str = ""
    cells: Any = None
    columns: tuple[str, ...] = ()
    row: Any = None
    site: str = ""


class Parsed(NamedTuple):
    """What is in a unit.

    Attributes:
        text: the text to clean; None if there is none.
        id: its name as a document.
        site: its publisher or host, "" if not known.
        lang: its language, "" if not known.
        record: the record that it is part of; None for a text file.
    """

    text: str | None
    id: str = ""
    site: str = ""
    lang: str = ""
    record: dict[str, Any] | None = None


def parse(unit: Unit, codec: Codec, fields: Fields, *, exact: bool = False, spelled: bool = False) -> Parsed:
    """Read a unit.

    Args:
        exact: whether the other fields of the record matter, and not only that they are there.
        spelled: whether it matters how their numbers are written.

    Raises:
        CleanerError: it cannot be read.
    """
    place = unit.place
    if unit.kind == "text":
        return Parsed(codec.decode(unit.raw, place), unit.name, unit.site)
    if unit.kind == "jsonl":
        if exact:
            record = jsonl.parse(unit.raw, place, codec, spelled=spelled)
        else:
            record = jsonl.skim(unit.raw, place, codec, fields)
    elif unit.kind == "parquet":
        record = unit.row
    else:
        record = _cells(unit, codec)
    text = jsonl.text_of(record, fields.text, place)
    label = jsonl.label
    return Parsed(
        text, label(record, fields.id) or place, label(record, fields.site), label(record, fields.lang), record
    )


def _cells(unit: Unit, codec: Codec) -> dict[str, Any]:
    """The record of a row, whose bytes may still be what is no text."""
    raw: str = unit.raw
    if not raw.isascii() or "\0" in raw:
        codec.decode(raw.encode(codec.encoding, "surrogateescape"), unit.place)
    found, wanted = len(unit.cells), len(unit.columns)
    if found != wanted:
        raise CleanerError(f"{unit.place}: {counted(found, 'cell')}, where the header has {wanted}")
    record: dict[str, Any] = {}
    for name, cell in zip(unit.columns, unit.cells, strict=True):
        # The first of several columns of one name counts.
        record.setdefault(name, cell)
    return record


def require_names(unit: Unit) -> None:
    """See to it that a row can become a record.

    Raises:
        CleanerError: two of its columns have one name.
    """
    if twice := repeated(unit.columns):
        raise CleanerError(f"{unit.place}: {twice}")


def repeated(names: Sequence[str]) -> str:
    """What is wrong with columns of which two have one name, where a record is to be made of them; "" if nothing is."""
    if len(set(names)) == len(names):
        return ""
    name = next(name for name in names if names.count(name) > 1)
    return f"{names.count(name)} columns are called {name!r}, and a record holds one: rename them"


def encode(
    unit: Unit, parsed: Parsed, text: str, wanted: Kind, codec: Codec, fields: Fields
) -> tuple[bytes | str | None, bool]:
    """What is to be written of a unit with its new text, and whether that says something else than what was read.

    Returns:
        Bytes, for text and JSON lines. For a table, the text, which takes its place there. None: as it was.

    Raises:
        CleanerError: the encoding lacks a character, or bytes that are no text would become some.
    """
    try:
        return _encoded(unit, parsed, text, wanted, codec, fields)
    except RecursionError:
        raise CleanerError(f"{unit.place}: it is nested too deeply to be written") from None


def _encoded(
    unit: Unit, parsed: Parsed, text: str, wanted: Kind, codec: Codec, fields: Fields
) -> tuple[bytes | str | None, bool]:
    if text != parsed.text:
        codec.check(text, unit.place)
    if unit.kind == "text":
        data = codec.encode(text, unit.place)
        changed = data != unit.raw
        if wanted == "jsonl":
            return jsonl.line({fields.id: parsed.id, fields.text: text}, codec), changed
        return (data if wanted == "text" else text), changed
    changed = text != parsed.text
    if unit.kind == "jsonl":
        changed = changed or codec.loses(unit.raw)
        if wanted == "jsonl":
            return (jsonl.replaced(unit.raw, text, fields.text, unit.place, codec) if changed else None), changed
        return (text if changed else None), changed
    if unit.kind == "parquet":
        changed = changed or _is_mended(parsed.text)
    if wanted == "jsonl":
        require_names(unit)
        return as_line(parsed, text, codec, fields), changed
    return (text if changed else None), changed


def _is_mended(text: str | None) -> bool:
    from cleaner.files.values import Mended

    return isinstance(text, Mended)


def as_line(parsed: Parsed, text: str | None, codec: Codec, fields: Fields) -> bytes:
    """A record, or a text with its name, as a line of JSON."""
    if parsed.record is None:
        return jsonl.line({fields.id: parsed.id, fields.text: text}, codec)
    return jsonl.line(plain_record({**parsed.record, fields.text: text}), codec)


def plain_record(record: dict[str, Any]) -> dict[str, Any]:
    """A record as JSON can hold it."""
    from cleaner.files.values import plain

    return {name: plain(value) for name, value in record.items()}
