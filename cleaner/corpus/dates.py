"""Dates as publishers write them in fields."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

#: Seconds above this are milliseconds: the year 5138.
_MILLISECONDS = 1e11

#: Seconds or milliseconds as a table or a quoted field has them: from 1973 and 2001 on, so that no year or day is one.
_EPOCH = re.compile(r"[0-9]{9,10}(?:\.[0-9]*)?|[0-9]{13}")

#: No date.
NONE = float("nan")


def timestamp(value: Any) -> float:
    """The seconds since 1970 of a date, a time or a number; not a number if it is none. Times without zone are UTC."""
    if isinstance(value, str):
        value = _parsed(value.strip())
    if isinstance(value, bool) or value is None:
        return NONE
    if isinstance(value, int | float):
        return float(value) / 1000 if abs(value) > _MILLISECONDS else float(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        return NONE
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()


def _parsed(text: str) -> datetime | float | None:
    """Seconds or milliseconds, ISO 8601, else the form of e-mail and RSS."""
    if _EPOCH.fullmatch(text):
        return float(text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
