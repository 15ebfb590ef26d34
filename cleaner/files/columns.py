"""Values of Parquet as Python has them, and what is done where it has none.

Python's times have microseconds and end with the year 9999, its texts are valid. What a file holds beyond that becomes
a text that says it exactly, or is told for its row alone.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cleaner.files.values import moment

#: Parts of a second.
_UNITS = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}

_DAY = 24 * 60 * 60

#: Days from 1 January of the year 1 to 1970, and of 400 years, after which the calendar comes again.
_EPOCH = datetime.date(1970, 1, 1).toordinal() - 1
_CYCLE = 146_097


def rows(
    names: Sequence[str], columns: Sequence[Any], broken: Callable[[Any], Any] | None = None
) -> list[dict[str, Any] | ValueError]:
    """Rows as records; instead of one that cannot be read, why, with the name of the column.

    Args:
        names: of the columns.
        columns: the columns, of one length.
        broken: what becomes of a text that is not valid; None: its row cannot be read.
    """
    found = [list(_named(name, _values(column, broken))) for name, column in zip(names, columns, strict=True)]
    return [_row(names, values) for values in zip(*found, strict=True)]


def _row(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any] | ValueError:
    for value in values:
        if isinstance(value, ValueError):
            return value
    return dict(zip(names, values, strict=True))


def _named(name: str, values: Sequence[Any]) -> Iterator[Any]:
    for value in values:
        yield ValueError(f"column {name!r} {value}") if isinstance(value, ValueError) else value


def _values(column: Any, broken: Callable[[Any], Any] | None) -> list[Any]:
    """The values of a column; instead of one that cannot be read, why."""
    try:
        coarse = _coarse(column.type) if has_nanoseconds(column.type) else column.type
        found = [] if coarse is None else (column if coarse is column.type else column.cast(coarse)).to_pylist()
    except Exception:
        # Whatever Python cannot hold: they are looked at one by one.
        found = []
    return found or [_attempt(scalar, broken) for scalar in column]


def _attempt(scalar: Any, broken: Callable[[Any], Any] | None) -> Any:
    try:
        return value(scalar, broken)
    except Exception as error:
        return ValueError(_reason(error))


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        byte = f"0x{error.object[error.start]:02x}"
        what = f"holds bytes that are no text, not valid UTF-8 at byte {error.start} ({byte})"
        return f"{what}: mend where it was made, or use --errors replace"
    return f"cannot be read: {type(error).__name__}: {' '.join(str(error).split())}"


def has_nanoseconds(kind: Any) -> bool:
    """Whether a type has nanoseconds in it, for which Python has no type."""
    if getattr(kind, "unit", None) == "ns":
        return True
    if kind.num_fields:
        return any(has_nanoseconds(kind.field(number).type) for number in range(kind.num_fields))
    inner = getattr(kind, "value_type", None) or getattr(kind, "storage_type", None)
    return inner is not None and has_nanoseconds(inner)


def _coarse(kind: Any) -> Any:
    """A type of microseconds instead of nanoseconds, which does when the others are all zero."""
    import pyarrow

    types = pyarrow.types
    if types.is_timestamp(kind):
        return pyarrow.timestamp("us", kind.tz)
    if types.is_time64(kind):
        return pyarrow.time64("us")
    return pyarrow.duration("us") if types.is_duration(kind) else None


def value(scalar: Any, broken: Callable[[Any], Any] | None = None) -> Any:
    """A value of Parquet, a `pyarrow.Scalar`, exactly: a time that Python cannot hold is a `values.Moment`.

    Args:
        scalar: the value.
        broken: what becomes of a text that is not valid; None: that is an error.

    Raises:
        UnicodeDecodeError: a text is not valid.
    """
    import pyarrow

    types = pyarrow.types
    kind = scalar.type
    if not scalar.is_valid:
        return None
    if types.is_dictionary(kind) or isinstance(scalar, pyarrow.ExtensionScalar):
        whole = None if has_nanoseconds(kind) else _whole(scalar)
        return value(scalar.value, broken) if whole is None else whole
    if types.is_map(kind):
        return [(value(pair[0], broken), value(pair[1], broken)) for pair in scalar.values]
    if types.is_struct(kind):
        return {kind.field(at).name: value(scalar[at], broken) for at in range(kind.num_fields)}
    if types.is_nested(kind) and hasattr(scalar, "values"):
        return [value(inner, broken) for inner in scalar.values]
    if types.is_temporal(kind) and not types.is_interval(kind):
        return _time(scalar)
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        if broken is None:
            raise
        return broken(scalar)


def _whole(scalar: Any) -> Any:
    """What Python makes of it; None if that is nothing."""
    try:
        return scalar.as_py()
    except Exception:
        return None


def _time(scalar: Any) -> Any:
    kind = scalar.type
    try:
        return (scalar.cast(_coarse(kind)) if has_nanoseconds(kind) else scalar).as_py()
    except Exception:
        return moment(_written(scalar), scalar)


def _written(scalar: Any) -> str:
    """A time as a text: ISO 8601, and a duration as Python writes it."""
    import pyarrow

    types = pyarrow.types
    kind = scalar.type
    if types.is_date32(kind):
        return _date(scalar.value)
    if types.is_date64(kind):
        return _date(scalar.value // (_DAY * 1000))
    seconds, rest = divmod(scalar.value, _UNITS[kind.unit])
    days, second = divmod(seconds, _DAY)
    digits = len(str(_UNITS[kind.unit])) - 1
    clock = f"{second // 60 % 60:02}:{second % 60:02}" + (f".{rest:0{digits}}" if rest else "")
    hour = second // 3600
    if types.is_time(kind):
        return f"{hour:02}:{clock}"
    if types.is_duration(kind):
        return (f"{days} day{'' if abs(days) == 1 else 's'}, " if days else "") + f"{hour}:{clock}"
    local = _local(seconds, kind.tz)
    if local:
        return f"{local[:17]}{clock[3:]}{local[19:]}"
    return f"{_date(days)}T{hour:02}:{clock}" + ("+00:00" if kind.tz else "")


def _local(seconds: int, zone: str | None) -> str:
    """A time of whole seconds in its zone; "" if Python cannot say it."""
    import pyarrow

    try:
        return str(pyarrow.scalar(seconds, pyarrow.timestamp("s", zone)).as_py().isoformat(timespec="seconds"))
    except Exception:
        return ""


def _date(days: int) -> str:
    """A day, counted from 1970. Years of more than four digits, and those before the year 0, have a sign."""
    cycles, rest = divmod(days + _EPOCH, _CYCLE)
    day = datetime.date.fromordinal(rest + 1)
    year = day.year + 400 * cycles
    return f"{year:04}{day:-%m-%d}" if 0 <= year <= 9999 else f"{year:+05}{day:-%m-%d}"
