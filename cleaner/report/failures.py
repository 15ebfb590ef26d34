"""What could not be done, as a file: one JSON line for each document, with the reason and the document itself.

A line has `id` and `place` of the document, the `message`, and the original: `record` if it is one, `text` of a text
file, `raw` of a line that is no record, `base64` of bytes that are no text. Of a whole file there
is only the place.
"""

import json
from base64 import b64encode
from typing import Any

from cleaner.errors import CleanerError
from cleaner.files import jsonl, units
from cleaner.files.codec import Codec
from cleaner.files.errors import shown
from cleaner.files.jsonl import Fields
from cleaner.files.log import Log
from cleaner.files.reader import Piece
from cleaner.files.units import Unit
from cleaner.files.values import check_fields


class Failures:
    """Writes what could not be done.

    Args:
        log: the file.
        codec: how bytes become text.
        fields: names of the fields of records.
    """

    def __init__(self, log: Log, codec: Codec, fields: Fields) -> None:
        self._log = log
        self._codec = codec
        self._fields = fields

    def add(self, message: str, piece: Piece | None) -> None:
        """Add a document, or a file if its piece has no unit."""
        place, found = "", ""
        original: dict[str, Any] = {}
        if piece is not None and piece.unit is not None:
            unit = piece.unit
            if piece.batch is not None:
                from cleaner.files import parquet

                unit = unit._replace(row=parquet.row_as_it_is(piece.batch.table, piece.row))
            place = unit.place
            found, original = self._original(unit)
            found = found or place
        elif piece is not None:
            place = shown(piece.task.source.name)
        entry = {"id": found or None, "place": place or None, "message": message.removeprefix(f"{place}: "), **original}
        self._log.write((json.dumps(entry, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))

    def _original(self, unit: Unit) -> tuple[str, dict[str, Any]]:
        """The name of a document, and the document."""
        if unit.kind == "text":
            return unit.name, _bytes(unit.raw, "text", self._codec)
        if unit.kind == "jsonl":
            try:
                record = jsonl.parse(unit.raw, "", self._codec)
                check_fields(record)
            except (CleanerError, ValueError):
                return "", _bytes(unit.raw.rstrip(b"\r\n"), "raw", self._codec)
        elif unit.kind == "parquet":
            record = units.plain_record(unit.row)
        else:
            return self._row(unit)
        return jsonl.label(record, self._fields.id), {"record": record}

    def _row(self, unit: Unit) -> tuple[str, dict[str, Any]]:
        """The name of a row, and the row: a record only if that is all of it."""
        raw = unit.raw.encode(self._codec.encoding, "surrogateescape")
        is_record = len(unit.cells) == len(unit.columns) and not units.repeated(unit.columns)
        record = dict(zip(unit.columns, unit.cells, strict=True)) if is_record else {}
        original = _bytes(raw, "raw", self._codec)
        name = jsonl.label(record, self._fields.id)
        if record and "raw" in original:
            return name, {"record": record}
        return (name if name.isprintable() else ""), original


def _bytes(raw: bytes, name: str, codec: Codec) -> dict[str, Any]:
    try:
        return {name: raw.decode(codec.encoding)}
    except UnicodeDecodeError:
        return {"base64": b64encode(raw).decode("ascii")}
