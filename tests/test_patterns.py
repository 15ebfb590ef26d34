"""No regular expression of the package takes the square of the length of a line, or worse, whatever the line is."""

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import patterns
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import authors, layout, structure
from cleaner.document import Paragraph
from cleaner.filters import repeated_title, section_label, slug_line, timed_heading

#: Characters of a run. A pattern that looks through all of it from each of its places takes 50 million steps and so a
#: tenth of a second at least; one that does not takes a few milliseconds.
LENGTH = 10_000

#: Seconds of processor time that are no matter; more must be less than so many times the time of a tenth of the run.
SHORT_TIME, GROWTH = 0.03, 30

#: Seconds after which there is no doubt.
LONGEST = 0.4

#: Patterns that only ever see a short text, with the reason; what they are not asked needs no bound.
SHORT = {
    "cleaner.credits._NAME_AND_PAPER": "the last hundred characters of a line",
}

EVERY = {use.name: use for use in patterns.every()}


class SlowError(Exception):
    """A pattern was stopped."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop after so much processor time: a pattern at work lets signals through."""

    def stop(*_: Any) -> None:
        raise SlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def slow_run(use: patterns.Use, length: int = LENGTH) -> tuple[str, patterns.Run] | None:
    """The first run that a pattern takes too long for, with what it was asked."""
    for method in sorted(use.methods):
        for run in patterns.runs(use.pattern):
            if all(_is_slow(use.pattern, method, run, length) for _ in range(3)):
                return method, run
    return None


def _is_slow(pattern: re.Pattern[Any], method: str, run: patterns.Run, length: int) -> bool:
    took = _time(pattern, method, run.of(length))
    return took >= LONGEST or (took > SHORT_TIME and took > GROWTH * _time(pattern, method, run.of(length // 10)))


def _time(pattern: re.Pattern[Any], method: str, text: str) -> float:
    encoded = text.encode("utf-8", "surrogatepass") if isinstance(pattern.pattern, bytes) else text
    begin = time.process_time()
    try:
        with at_most(LONGEST):
            patterns.ask(pattern, method, encoded)
    except SlowError:
        return LONGEST
    return time.process_time() - begin


@pytest.mark.parametrize("name", sorted(EVERY.keys() - SHORT.keys()))
def test_no_run_takes_a_pattern_long(name: str) -> None:
    assert slow_run(EVERY[name]) is None


def test_all_patterns_are_known_with_their_uses() -> None:
    assert len(EVERY) > 80
    assert SHORT.keys() <= EVERY.keys()
    assert {name for name, use in EVERY.items() if not use.methods} == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pattern", "method"),
    # All ways to cut, all places to begin, both.
    [
        (r"[^\s-]+(?:[-_][^\s-]+){2,}", "fullmatch"),
        (r"[ \t]*\n[ \t]*", "sub"),
        (r"(?:Photo|Foto)\s*(?:by)?\s*[:/]", "search"),
        (r"\d\d:\d\d[\s|-]*(\S.*\D)", "fullmatch"),
        (r"(a|aa)+b", "match"),
    ],
)
def test_a_careless_pattern_is_found(pattern: str, method: str) -> None:
    method = "finditer" if method == "sub" else method
    assert slow_run(patterns.Use("", re.compile(pattern), frozenset({method}))) is not None


# What the patterns that were careless once found then, and still find.


def old(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def lines(*pieces: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=12).map("".join)


def stripped(parts: list[str]) -> list[str]:
    return [part.strip() for part in parts]


@given(lines("a", "b", "-", "_", " ", "\t"))
def test_slugs_are_what_they_were(text: str) -> None:
    assert (slug_line._SLUG.fullmatch(text) is None) == (old(r"[^\s-]+(?:[-_][^\s-]+){2,}").fullmatch(text) is None)


@given(lines("a ", "bb ", "12:30", "9:05:11", "(12.30)", "3h15pm", "2024", " - ", " \u2013 ", "|", ": ", "1 ", " uhr"))
def test_timed_headings_are_what_they_were(text: str) -> None:
    between = r"[\s|:\u2013\u2014-]*"
    whole = old(rf"{timed_heading._TIME}{between}(?P<behind>\S.*\D)|(?P<before>.*?\D){between}{timed_heading._TIME}")
    match = whole.fullmatch(text.strip())
    bare = (match and (match["behind"] or match["before"])) or ""
    now = timed_heading._bare(text.strip())
    assert [p.key for p in map(_paragraph, (bare, now))][:1] * (len(bare.split()) >= 4) == (
        [_paragraph(now).key] * (len(now.split()) >= 4)
    )


def _paragraph(text: str) -> Paragraph:
    return Paragraph(1, text)


@given(lines("Home", "a", " ", "  ", ">", "/", "\u00bb", "\t"))
def test_trails_begin_with_what_they_did(text: str) -> None:
    before, now = old(r"\s*[>\uff1e\u203a\u00bb\u2192]\s*|\s+/\s+").search(text), structure._TRAIL.search(text)
    assert (before and text[: before.start()]) == (now and text[: now.start()].rstrip())


@given(lines("a", " ", "  ", "and", "y", ",", "|", "e", "-", "/", "\u2022"))
def test_lines_are_cut_where_they_were(text: str) -> None:
    names = r"\s+(?:and|und|et|y|e|en|og|och|ja|i|&)\s+|\s*[,|•·/]\s*"
    assert stripped(re.split(names, text)) == stripped(authors._between_names().split(text))
    parts = r"\s*[|•·｜丨]\s*|\s+[-–—/]{1,2}\s+"
    assert stripped(re.split(parts, text)) == stripped(authors._parts().split(text))
    role = re.search(r"\s*,\s+|\s*[|•·｜丨]\s*|\s+[-–—/]\s+", text)
    now = authors._before_role().search(text)
    assert (role and (text[: role.start()], role[0].strip(), text[role.end() :])) == (
        now and (text[: now.start()].rstrip(), now[0].strip(), text[now.end() :])
    )
    crumbs = rf"\s+[{section_label._ARROWS}/|]\s+|\s*[{section_label._ARROWS}]\s*"
    assert stripped(re.split(crumbs, text)) == stripped(section_label._CRUMBS.split(text))
    bars = r"\s*[|\u2022\u00b7]\s*"
    assert stripped(re.split(bars, text.strip())) == stripped(section_label._BARS.split(text.strip()))
    site = r"\s+[|\u2013\u2014\u00bb\u203a-]\s+\S[^|]{1,40}$"
    assert re.sub(site, "", text).rstrip() == repeated_title._SITE.sub("", text).rstrip()


@given(lines("a", " ", "\t", "\r", "\n", "\r\n"))
def test_folds_are_what_they_were(text: str) -> None:
    before = [(m.start(), m[0]) for m in re.finditer(r"[ \t]*(?:\r\n|\r|\n)[ \t]*", text)]
    assert [(m.start(), m[0]) for m in layout._FOLD.finditer(text)] == before


@given(lines("a", "1", "@", ".", "+", "-", "_", " ", "b@c.d"))
def test_addresses_are_what_they_were(text: str) -> None:
    before = re.sub(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+", "#", text)
    assert authors.ADDRESS.sub("#", text) == before
