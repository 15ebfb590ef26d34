"""JSON lines: records in, records out, one at a time.

A record whose text stays the same is written as the bytes that were read. In any other only the text is replaced, so
that numbers, escapes and spaces of the other fields stay as they were.

orjson reads lines faster where it is installed. What it reads otherwise than the standard library, or not at all (NaN,
lone surrogates, whole numbers of more than 64 bits), is left to the standard library, which has the last word.
"""

import json
import re
import sys
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from cleaner.errors import CleanerError
from cleaner.files.codec import Codec

#: Put before the first line of a file by some programs.
_BYTE_ORDER_MARK = "\ufeff"

#: With what a file of UTF-8 may begin.
MARK = _BYTE_ORDER_MARK.encode()


class Fields(NamedTuple):
    """Names of the fields that mean something; all others are passed on."""

    text: str = "text"
    id: str = "id"
    site: str = "site"
    lang: str = "lang"


#: The usual names.
FIELDS = Fields()


def parse(raw: bytes, place: str, codec: Codec, *, rough: bool = False, spelled: bool = False) -> dict[str, Any]:
    """The record of a line.

    Args:
        rough: whether whole numbers of thousands of digits may come as floats; they cannot be had otherwise.
        spelled: whether its numbers, but the whole ones, are `values.Spelled`.

    Raises:
        CleanerError: there is none; the message starts with the place.
    """
    line = codec.decode(raw, place)
    try:
        record = _loaded(line.removeprefix(_BYTE_ORDER_MARK), place, rough=rough, spelled=spelled)
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at")
        # For Python, what is cut off goes wrong in the next line.
        column = min(error.pos, len(error.doc.rstrip())) + 1
        raise CleanerError(f"{place}: no valid JSON: {what} at column {column}") from None
    except RecursionError:
        raise CleanerError(f"{place}: no valid JSON that can be read: it is nested too deeply") from None
    except ValueError as error:
        raise CleanerError(f"{place}: no valid JSON: {error}") from None
    if not isinstance(record, dict):
        raise CleanerError(f"{place}: a record must be a JSON object, not {_kind(record)}")
    return record


def _loaded(text: str, place: str, *, rough: bool, spelled: bool) -> Any:
    """What JSON says."""
    try:
        return _spelling()(text) if spelled else json.loads(text)
    except json.JSONDecodeError:
        raise
    except ValueError:
        # Python reads no longer ones, since that takes time as the square of their length.
        most = sys.get_int_max_str_digits()
        if not rough:
            raise CleanerError(f"{place}: a number of more than {most} digits: write it as a text") from None
        return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) <= most else float(digits))


def skim(raw: bytes, place: str, codec: Codec, fields: "Fields") -> dict[str, Any]:
    """The record of a line, of which only the texts, and the numbers among `fields`, are sure to be exact.

    Raises:
        CleanerError: there is none; the message starts with the place.
    """
    record = _skimmed(raw, place, codec)
    # Whole numbers of more than 64 bits may have come as floats: as a name, one would be another.
    if any(type(record.get(field)) is float for field in fields):
        return parse(raw, place, codec)
    return record


def _skimmed(raw: bytes, place: str, codec: Codec) -> dict[str, Any]:
    loads = _fast()
    if loads is None or not codec.is_plain_utf_8:
        return parse(raw, place, codec, rough=True)
    try:
        record = loads(raw)
    except ValueError:
        return parse(raw, place, codec, rough=True)
    return record if type(record) is dict else parse(raw, place, codec)


@cache
def _spelling() -> Callable[[str], Any]:
    from cleaner.files.values import Spelled

    return json.JSONDecoder(parse_float=Spelled, parse_constant=Spelled).decode


@cache
def _fast() -> Callable[[bytes], Any] | None:
    """orjson's `loads`; None if it is not installed."""
    try:
        import orjson
    except ImportError:
        return None
    return orjson.loads


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


#: How an ASCII letter, a digit or an underscore may also be written in a key.
_ESCAPED = re.compile(rb"\\u00[3-7]", re.ASCII)

#: A field whose name is always written the same way, unless by `_ESCAPED`.
_SIMPLE = re.compile(r"\w+", re.ASCII)

#: The rest of a string, to its end.
_STRING = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)

_QUOTE = re.compile(rb'[ \t]*"')


def replaced(raw: bytes, text: str, field: str, place: str, codec: Codec) -> bytes:
    """A line with another text in a field, and everything else as it was.

    Where the field cannot be found without doubt (a second key of that name, deeper down perhaps, or one that is
    written with escapes), the whole record is written anew.
    """
    span = _span(raw, field) if codec.is_bytewise else None
    if span is None:
        return line({**parse(raw, place, codec), field: text}, codec)
    start, end = span
    return b"".join((raw[:start].removeprefix(MARK), string(text, codec), raw[end:]))


def _span(raw: bytes, field: str) -> tuple[int, int] | None:
    """Where in a valid record the text of a field stands, with its quotation marks; None where that is in doubt."""
    if not _SIMPLE.fullmatch(field) or _ESCAPED.search(raw):
        return None
    found = None
    for key in re.finditer(f'"{field}"[ \\t]*:'.encode(), raw):
        if found is not None:
            return None
        found = key.end()
    quote = _QUOTE.match(raw, found) if found is not None else None
    end = _STRING.match(raw, quote.end()) if quote else None
    return (quote.end() - 1, end.end()) if quote and end else None


def string(text: str, codec: Codec) -> bytes:
    """A text as JSON. What the encoding lacks (a lone surrogate too) is escaped, and then all that is not ASCII."""
    errors = codec.errors if codec.errors == "surrogateescape" else "strict"
    try:
        return json.dumps(text, ensure_ascii=False).encode(codec.encoding, errors)
    except UnicodeEncodeError:
        return json.dumps(text).encode(codec.encoding)


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    return {str: "a text", int: "a number", float: "a number", list: "an array"}.get(type(value), "an object")
