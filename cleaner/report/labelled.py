"""What scoring reads: labelled documents, or texts that should remain, and the cleaned texts."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from cleaner.errors import CleanerError
from cleaner.files import formats, jsonl, reader, records, sources, streams
from cleaner.files.codec import Codec
from cleaner.files.errors import shown
from cleaner.files.jsonl import Fields
from cleaner.report.score import LABELS, Gold, Line

#: What is looked for in a directory.
_TEXTS = ("*.txt", "*.txt.gz")

#: Texts may hold NUL bytes: they are no part of a word.
_UTF_8 = Codec(binary=True, fixed=True)

_FIELDS = Fields()


class _Text(NamedTuple):
    """A text, its name as a document, and the place where it stands, for messages."""

    place: str
    id: str
    text: str


def read(name: str, fields: Fields) -> list[Gold]:
    """The documents as they should be cleaned.

    Args:
        name: a file of labelled rows (.jsonl, .jsonl.gz), a text, or a directory of texts.
        fields: names of the fields of a row.

    Raises:
        CleanerError: it cannot be read, or a row is not as it should be; the message names file and line.
    """
    if name == streams.STANDARD:
        raise CleanerError("GOLD must be a file or a directory: only CLEANED can be standard input")
    if _is_table(name):
        raise CleanerError(f"{shown(name)}: labelled rows are .jsonl, and what should remain is a text or a directory")
    if _is_rows(name):
        rows = [(place, document(record, place, fields)) for place, record in _records(name)]
    else:
        rows = [(text.place, _remaining(text)) for text in _texts(name)]
    if not rows:
        raise CleanerError(f"{shown(name)}: no documents in it")
    _check_distinct((place, gold.id) for place, gold in rows)
    return [gold for _, gold in rows]


def cleaned(name: str, golds: Iterable[Gold], fields: Fields) -> dict[str, str]:
    """The cleaned texts of these documents, by id; those that are not there are left out.

    Args:
        name: a file of records (.jsonl, .csv, .tsv, .parquet), a text, or a directory of texts with names like the
            ids; `-` is standard input, records for labelled rows and else a text.
        golds: the documents.
        fields: names of the fields of a record.

    Raises:
        CleanerError: it cannot be read.
    """
    wanted = {gold.id: gold for gold in golds}
    labelled = any(gold.labelled for gold in wanted.values())
    if _is_rows(name) or (name == streams.STANDARD and labelled):
        found = _named(_outputs(name, fields), wanted)
    elif _is_table(name):
        found = _named(_rows(name, fields), wanted)
    elif Path(name).is_dir():
        found = _named(_texts(name), wanted)
    else:
        found = [(gold_id, text) for text in _texts(name) for gold_id in wanted]
        if len(wanted) > 1:
            raise CleanerError(f"{shown(name)}: one text for {len(wanted)} documents: name a directory or .jsonl file")
    _check_distinct((text.place, gold_id) for gold_id, text in found)
    return {gold_id: text.text for gold_id, text in found}


def document(record: dict[str, Any], place: str, fields: Fields = _FIELDS) -> Gold:
    """The labelled document of a row.

    Raises:
        CleanerError: the row is not as it should be; the message starts with the place.
    """
    lines = record.get("lines")
    if not isinstance(lines, list):
        raise CleanerError(f"{place}: no field 'lines' with an array of labelled lines")
    labelled = [_line(entry, f"{place}: lines[{index}]", len(lines)) for index, entry in enumerate(lines)]
    site, lang = jsonl.label(record, fields.site), jsonl.label(record, fields.lang)
    return Gold(_id(record, fields.id, place), labelled, site, lang)


def _line(entry: Any, place: str, count: int) -> Line:
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        raise CleanerError(f"{place}: a line must be an object with a text")
    label, of = entry.get("label"), entry.get("of")
    if label not in LABELS:
        raise CleanerError(f"{place}: unknown label {label!r}: known are {', '.join(LABELS)}")
    if of is not None and (not isinstance(of, int) or isinstance(of, bool) or not 0 <= of < count):
        raise CleanerError(f"{place}: 'of' must be the index of a line, 0 to {count - 1}, not {of!r}")
    return Line(entry["text"], label, of)


def _remaining(text: _Text) -> Gold:
    return Gold(text.id, [Line(line, "keep") for line in text.text.split("\n")], labelled=False)


def _is_rows(name: str) -> bool:
    return formats.kind(name) == "jsonl" and not Path(name).is_dir()


def _is_table(name: str) -> bool:
    return formats.kind(name) in ("csv", "tsv", "parquet") and not Path(name).is_dir()


def _rows(name: str, fields: Fields) -> Iterator[_Text]:
    """The cleaned texts of a table."""

    def fail(message: str) -> None:
        raise CleanerError(message)

    for entry in records.read([name], problem=fail, fields=fields, codec=_UTF_8):
        yield _Text(entry.place, entry.id, entry.text)


def _id(record: dict[str, Any], field: str, place: str) -> str:
    found = jsonl.label(record, field)
    if not found:
        raise CleanerError(f"{place}: no id in the field {field!r}: name the right one with --id-field")
    return found


def _records(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The records of a file of JSON lines, each after its place."""
    for place, raw in reader.lines(name):
        yield place, jsonl.parse(raw, place, _UTF_8)


def _outputs(name: str, fields: Fields) -> Iterator[_Text]:
    for place, record in _records(name):
        yield _Text(place, _id(record, fields.id, place), jsonl.text_of(record, fields.text, place) or "")


def _texts(name: str) -> Iterator[_Text]:
    """A text, or those in a directory; their ids are their names within it."""
    listed = sources.find([name], None, null=False, globs=_TEXTS)
    if listed.problems:
        raise CleanerError(listed.problems[0])
    for source in listed.found:
        place = shown(source.name)
        text = _UTF_8.decode(reader.whole(source.name), place)
        yield _Text(place, source.id if listed.roots else PurePath(name).name, text)


def _named(texts: Iterable[_Text], wanted: dict[str, Gold]) -> list[tuple[str, _Text]]:
    """The texts of the documents that are wanted, each after the document's id. Packing changes no name."""
    found = []
    for text in texts:
        for name in (text.id, f"{text.id}{formats.GZIP}", text.id.removesuffix(formats.GZIP)):
            if name in wanted:
                found.append((name, text))
                break
    return found


def _check_distinct(pairs: Iterable[tuple[str, str]]) -> None:
    """Check that no two places have the same id."""
    taken: dict[str, str] = {}
    for place, name in pairs:
        if name in taken:
            raise CleanerError(f"{place}: the id {name!r} again, after {taken[name]}")
        taken[name] = place
