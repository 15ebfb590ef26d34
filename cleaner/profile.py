"""Learned profiles: for each site, the lines that came in many of its stories.

A profile is a file of JSON lines that people can read and edit. Its first line says what it is, then come the sites in
order, each followed by its lines:

    {"profile": 1, "min_documents": 5, "share": 0.1, "sample": 300}
    {"site": "example.org", "documents": 300}
    {"site": "example.org", "line": "Sign up for our newsletter", "in": 212, "before": 0, "inside": 2, "after": 210}
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple

from cleaner.counts import counted
from cleaner.errors import CleanerError
from cleaner.words import WORD, fold

#: The format of profiles that this version reads and writes.
FORMAT = 1

Place = Literal["before", "inside", "after"]

PLACES: tuple[Place, ...] = ("before", "inside", "after")

_NUMBER = re.compile(r"\d+(?:[.,:/\u066b\u066c]\d+)*")
_LETTER = re.compile(r"[^\W\d_]")
_AGAIN = "learn it again with `cleaner learn`"


def key(text: str) -> str:
    """What two lines have in common that are the same to a profile: their words, with every number as 0.

    "" for a line without a letter: of such lines nothing can be learned.
    """
    if not _LETTER.search(text):
        return ""
    return " ".join(WORD.findall(_NUMBER.sub("0", fold(text))))


class Line(NamedTuple):
    """A line that came in many stories of a site.

    Attributes:
        text: the line, as it was spelled most often.
        documents: in how many stories it came.
        before: in how many of them it stood before the story.
        inside: in how many between its paragraphs.
        after: in how many after it.
        keep: whether it was taken for story by someone who looked: it stays, and stays in the profile.
    """

    text: str
    documents: int
    before: int
    inside: int
    after: int
    keep: bool = False

    def at(self, place: Place) -> int:
        """In how many stories it stood there."""
        return {"before": self.before, "inside": self.inside, "after": self.after}[place]


@dataclass(frozen=True)
class Site:
    """What was learned of a site.

    Attributes:
        documents: how many documents with different stories were looked at.
        lines: its lines, by their keys.
    """

    documents: int
    lines: Mapping[str, Line] = field(default_factory=dict)


class Rules(NamedTuple):
    """When a line is learned.

    Attributes:
        min_documents: in how many documents with different stories it must come, at least.
        share: in what share of them, 0 to 1.
        sample: how many documents of a site are looked at.
    """

    min_documents: int = 5
    share: float = 0.1
    sample: int = 300


@dataclass(frozen=True)
class Profile:
    """What was learned, by site.

    Attributes:
        sites: the sites, by name.
        rules: when a line was learned.
    """

    sites: Mapping[str, Site] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)

    def rows(self) -> Iterator[dict[str, Any]]:
        """The records of its file: the same for the same profile."""
        yield {"profile": FORMAT, **self.rules._asdict()}
        for name, site in sorted(self.sites.items()):
            yield {"site": name, "documents": site.documents}
            for _, line in sorted(site.lines.items()):
                row = {"site": name, "line": line.text, "in": line.documents}
                row |= {place: line.at(place) for place in PLACES}
                yield {**row, "keep": True} if line.keep else row

    def dump(self) -> bytes:
        """Its file."""
        rows = (json.dumps(row, ensure_ascii=False) for row in self.rows())
        return "".join(f"{row}\n" for row in rows).encode("utf-8", "backslashreplace")


def load(path: str) -> Profile:
    """The profile in a file.

    Raises:
        CleanerError: there is none; the message names file, line and remedy.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise CleanerError(f"{path}: {error.strerror}: a profile is made with `cleaner learn`") from None
    try:
        text = data.decode("utf-8-sig")
    except ValueError:
        raise CleanerError(f"{path}: no UTF-8 text, so no profile: {_AGAIN}") from None
    return parse(text, path)


def parse(text: str, path: str) -> Profile:
    """The profile in a text.

    Args:
        text: what `Profile.dump` wrote, edited or not.
        path: where it is from, for messages.

    Raises:
        CleanerError: it is no profile.
    """
    rows = ((f"{path}:{number}", line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
    first = next(rows, None)
    if first is None:
        raise CleanerError(f"{path}: empty, so no profile: {_AGAIN}")
    rules = _rules(*first)
    sites = _Sites()
    for place, line in rows:
        sites.add(place, _record(place, line))
    return Profile(sites.found, rules)


def _record(place: str, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise CleanerError(f"{place}: no valid JSON: mend or delete the line, or {_AGAIN}") from None
    if not isinstance(record, dict):
        raise CleanerError(f"{place}: no JSON object: delete the line, or {_AGAIN}")
    return record


def _rules(place: str, line: str) -> Rules:
    record = _record(place, line)
    version = record.get("profile")
    if version is None:
        raise CleanerError(f'{place}: no profile, for it does not begin with {{"profile": {FORMAT}, ...}}: {_AGAIN}')
    if version != FORMAT:
        raise CleanerError(f"{place}: a profile of format {version!r}, and this version reads {FORMAT}: {_AGAIN}")
    _check(place, record, {"profile": int, "min_documents": int, "share": float, "sample": int})
    return Rules(record["min_documents"], float(record["share"]), record["sample"])


def _check(place: str, record: Mapping[str, Any], kinds: Mapping[str, type], optional: Sequence[str] = ()) -> None:
    """See to it that a record has the keys that it must have, and no others."""
    unknown = next((name for name in record if name not in kinds), None)
    if unknown is not None:
        raise CleanerError(f"{place}: unknown key {unknown!r} (known: {', '.join(kinds)}): delete it, or {_AGAIN}")
    for name, kind in kinds.items():
        if name not in record:
            if name not in optional:
                raise CleanerError(f"{place}: no key {name!r}: put it back, or {_AGAIN}")
        elif not _is(record[name], kind):
            meant = {str: "a text", int: "a whole number from 0", float: "a number", bool: "true or false"}[kind]
            raise CleanerError(f"{place}: {name!r} is {meant}, not {record[name]!r}: mend it, or {_AGAIN}")


def _is(value: object, kind: type) -> bool:
    if isinstance(value, bool) or kind is bool:
        return kind is bool and isinstance(value, bool)
    if kind is float:
        return isinstance(value, int | float)
    return isinstance(value, kind) and not (isinstance(value, int) and value < 0)


class _Sites:
    """The sites of a file that is being read."""

    def __init__(self) -> None:
        self.found: dict[str, Site] = {}
        self._lines: dict[str, dict[str, Line]] = {}

    def add(self, place: str, record: Mapping[str, Any]) -> None:
        """Add what a record says."""
        if "line" not in record:
            _check(place, record, {"site": str, "documents": int})
            name = record["site"]
            if name in self.found:
                raise CleanerError(f"{place}: a second record of the site {name!r}: delete one of them")
            self._lines[name] = {}
            self.found[name] = Site(record["documents"], self._lines[name])
            return
        counts: dict[str, type] = {"in": int, "before": int, "inside": int, "after": int}
        _check(place, record, {"site": str, "line": str, **counts, "keep": bool}, ("keep",))
        self._add_line(place, record["site"], record)

    def _add_line(self, place: str, site: str, record: Mapping[str, Any]) -> None:
        if site not in self.found:
            raise CleanerError(f"{place}: a line of {site!r}, of which there is no record before it: put it back")
        own, lines = key(record["line"]), self._lines[site]
        if not own:
            raise CleanerError(f"{place}: a line without a letter: delete it")
        if own in lines:
            raise CleanerError(f"{place}: the same line as {lines[own].text!r} above: delete one of them")
        if record["in"] > self.found[site].documents:
            documents = counted(self.found[site].documents, "document")
            raise CleanerError(f"{place}: in {record['in']} of {documents}, which cannot be: {_AGAIN}")
        before, inside, after = (record[place] for place in PLACES)
        lines[own] = Line(record["line"], record["in"], before, inside, after, record.get("keep", False))


def listing(profile: Profile, sites: Iterable[str] = ()) -> Iterator[str]:
    """A profile for people: the lines of each site, the most frequent first.

    Args:
        profile: the profile.
        sites: which of its sites; none: all.

    Raises:
        CleanerError: it has no such site.
    """
    chosen = list(sites) or sorted(profile.sites)
    for name in chosen:
        if name not in profile.sites:
            from cleaner.catalog import nearest

            raise CleanerError(f"no site {name!r} in the profile{nearest(name, sorted(profile.sites))}")
    for number, name in enumerate(chosen):
        site = profile.sites[name]
        if number:
            yield ""
        yield f"{_printable(name)}: {counted(site.documents, 'document')}, {counted(len(site.lines), 'line')}"
        for _, line in sorted(site.lines.items(), key=lambda item: (-item[1].documents, item[0])):
            most = max(PLACES, key=line.at)
            share = 100 * line.documents / max(1, site.documents)
            kept = "  (keep)" if line.keep else ""
            yield f"{share:5.0f} %  {line.documents:5}  {most:6}  {_printable(line.text)}{kept}"


def _printable(text: str) -> str:
    """A line without the characters that would do something to a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
