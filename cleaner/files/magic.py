"""What bytes are that are no text of a page, by how they begin, and what to do about them."""

import re
from typing import NamedTuple

from cleaner.files import formats

#: The mark of UTF-16 in both byte orders.
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

#: Bytes that have to be seen.
LENGTH = 8

#: As many tell text in UTF-16 from other bytes.
_SEEN = 1000

#: An object with a key, alone or in an array: a story begins in no such way.
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(\[\s*)?\{\s*"(?:[^"\\\n]|\\.)*"\s*:')


class _Known(NamedTuple):
    """Bytes with which data of a kind begins.

    Attributes:
        begins: the bytes.
        what: what it is.
        suffix: the suffix with which it would be read; "" if it is not read.
        unpacks: the command that unpacks it.
    """

    begins: re.Pattern[bytes]
    what: str
    suffix: str
    unpacks: str


_KNOWN = (
    _Known(re.compile(rb"\x1f\x8b\x08"), "compressed with gzip", formats.GZIP, "gzip -dc"),
    _Known(re.compile(rb"\x28\xb5\x2f\xfd"), "compressed with Zstandard", formats.ZSTD, "zstd -dc"),
    # A page follows, whose header is none of a table that begins with these letters.
    _Known(re.compile(rb"PAR1[\x00-\x08\x0e-\x1f]"), "Parquet", ".parquet", ""),
    _Known(re.compile(rb"BZh[1-9]1AY"), "compressed with bzip2", "", "bzip2 -dc"),
    _Known(re.compile(rb"\xfd7zXZ\x00"), "compressed with xz", "", "xz -dc"),
    _Known(re.compile(rb"PK\x03\x04"), "a ZIP archive", "", "unzip -p"),
)


def told(head: bytes, place: str) -> str:
    """What data is that begins so, with the remedy; "" if it may be text.

    Args:
        head: its first bytes.
        place: the file, as messages show it; `-` is standard input.
    """
    found = next((known for known in _KNOWN if known.begins.match(head)), None)
    if found is None:
        return ""
    if place == "-":
        remedy = "use --format parquet" if not found.unpacks else f"unpack it first: {found.unpacks} FILE | cleaner"
    elif found.suffix and not place.lower().endswith(found.suffix):
        remedy = f"give its name the suffix {found.suffix}"
    elif found.suffix:
        return f"{found.what} twice: unpack it once ({found.unpacks})"
    else:
        remedy = f"unpack it first ({found.unpacks})"
    return f"{found.what}: {remedy}"


def json(raw: bytes, place: str) -> str:
    """What a text is that is JSON, with the remedy; "" if it is not. Cleaned as a text it would not be JSON any more.

    Args:
        raw: the text.
        place: the file, as messages show it; `-` is standard input.
    """
    found = _JSON.match(raw)
    if found is None:
        return ""
    line = raw[found.end() :].partition(b"\n")[0]
    if not found[1] and line.rstrip().endswith(b"}"):
        return "JSON lines: use --format jsonl, or --format text to clean it as one text"
    what, each = ("a JSON array", "'.[]'") if found[1] else ("JSON in several lines", ".")
    remedy = f"make it JSON lines first: jq -c {each} {'FILE' if place == '-' else place}"
    return f"{what}: {remedy}; or use --format text to clean it as one text"


def utf_16(head: bytes) -> bool:
    """Whether data that begins so is text in UTF-16."""
    return head.startswith(UTF_16)


def utf_16_of(raw: bytes) -> str:
    """The encoding of text in UTF-16, with its mark or without; "" if it is none.

    Without a mark nearly every other byte of Latin letters is NUL, and none of the others.
    """
    if utf_16(raw):
        return "utf-16"
    head = raw[:_SEEN]
    first, second = head[::2].count(0), head[1::2].count(0)
    if max(first, second) * 5 <= len(head) * 2 or min(first, second):
        return ""
    return "utf-16-be" if first else "utf-16-le"


def recode(encoding: str, place: str) -> str:
    """How to read tables and JSON lines in an encoding in which a line end is not one byte."""
    file = "FILE" if place == "-" else place
    return f"convert it first: iconv -f {encoding} -t utf-8 {file}"
