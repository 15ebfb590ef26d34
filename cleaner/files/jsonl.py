"""JSON lines: records in, records out, one at a time.

A record whose text stays the same is written as the bytes that were read; any other as the standard library's json
writes it, with characters as themselves.
"""

import json
from typing import Any, NamedTuple

from cleaner.errors import CleanerError
from cleaner.files.codec import Codec

#: Put before the first line of a file by some programs.
_BYTE_ORDER_MARK = "\ufeff"


class Fields(NamedTuple):
    """Names of the fields that mean something; all others are passed on."""

    text: str = "text"
    id: str = "id"
    site: str = "site"
    lang: str = "lang"


def parse(raw: bytes, place: str, codec: Codec) -> dict[str, Any]:
    """The record of a line.

    Raises:
        CleanerError: there is none; the message starts with the place.
    """
    line = codec.decode(raw, place)
    try:
        record = json.loads(line.removeprefix(_BYTE_ORDER_MARK))
    except json.JSONDecodeError as error:
        raise CleanerError(f"{place}: no valid JSON: {error.msg} at column {error.colno}") from None
    except (ValueError, RecursionError) as error:
        raise CleanerError(f"{place}: no valid JSON: {error}") from None
    if not isinstance(record, dict):
        raise CleanerError(f"{place}: a record must be a JSON object, not {_kind(record)}")
    return record


def text_of(record: dict[str, Any], field: str, place: str) -> str | None:
    """The text of a record; None if it is null.

    Raises:
        CleanerError: there is no such field, or it holds something else.
    """
    if field not in record:
        names = ", ".join(map(repr, record)) or "none"
        raise CleanerError(f"{place}: no field {field!r} (fields: {names}): name the right one with --text-field")
    text = record[field]
    if text is not None and not isinstance(text, str):
        raise CleanerError(f"{place}: field {field!r} holds {_kind(text)}, not a text: see --text-field")
    return text


def label(record: dict[str, Any], field: str) -> str:
    """A field that names something, as a text; "" if the record has none."""
    value = record.get(field)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def line(record: dict[str, Any], codec: Codec) -> bytes:
    """The bytes of a record, with a line end. What the encoding lacks (a lone surrogate too) is escaped."""
    errors = codec.errors if codec.errors == "surrogateescape" else "strict"
    try:
        return (json.dumps(record, ensure_ascii=False) + "\n").encode(codec.encoding, errors)
    except UnicodeEncodeError:
        return (json.dumps(record) + "\n").encode(codec.encoding)


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    return {str: "a text", int: "a number", float: "a number", list: "an array"}.get(type(value), "an object")
