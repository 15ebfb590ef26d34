"""Values of records as JSON and as cells, and what no type of Python holds."""

import datetime
import json
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

#: How deep a value may be nested that is not passed on as the bytes that were read. Python gives up at some hundreds.
DEPTH = 200


class Spelled(float):
    """A number of a JSON record that knows how it was written: `1.10`, `1e400`, more digits than a float has.

    Attributes:
        spelling: what stood there.
    """

    def __init__(self, spelling: str) -> None:
        self.spelling = spelling


class Moment(str):
    """A time of a Parquet file that the types of Python cannot hold: as a text, ISO 8601 if it is no duration.

    Attributes:
        exact: the value, a `pyarrow.Scalar`.
    """

    exact: Any = None


def moment(text: str, exact: Any) -> Moment:
    """A time as a text that remembers what it was."""
    made = Moment(text)
    made.exact = exact
    return made


class Mended(str):
    """A text of a Parquet file that is not what was read: without the bytes that are none, or with others for them."""


def plain(value: Any) -> Any:
    """A value as JSON can hold it: times as ISO 8601, decimals and uuids as texts, bytes as base64, NaN as null."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    # A number of numpy's, which pyarrow makes of some columns.
    return plain(value.item()) if hasattr(value, "item") else str(value)


def cell(value: Any) -> str:
    """A value as a cell: nothing for null, a number as it was written, JSON for what is no text otherwise."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping | list | tuple):
        return _json(value)
    simple = plain(value)
    return simple if isinstance(simple, str) else json.dumps(simple)


def _json(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_json(str(key))}: {_json(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_json, value)) + "]"
    return _number(value) if isinstance(value, Spelled) else json.dumps(plain(value), ensure_ascii=False)


def _number(value: float) -> str:
    return value.spelling if isinstance(value, Spelled) else json.dumps(value)


def check_fields(record: Mapping[str, Any]) -> None:
    """Refuse a record of which a field is nested too deeply to be looked into.

    Raises:
        ValueError: the message names the field.
    """
    for name, value in record.items():
        try:
            check_depth(value)
        except ValueError as error:
            raise ValueError(f"field {name!r} {error}") from None


def check_depth(value: Any, left: int = DEPTH) -> None:
    """Refuse what is nested too deeply to be looked into.

    Raises:
        ValueError: it is.
    """
    if isinstance(value, Mapping):
        value = value.values()
    elif not isinstance(value, list | tuple):
        return
    if not left:
        raise ValueError(f"is nested more than {DEPTH} deep")
    for inner in value:
        check_depth(inner, left - 1)
