"""What holds for every text, tried on texts made up by Hypothesis and on all fixtures.

The same texts are tried every time. To look further: `CLEANER_EXAMPLES=5000 pytest tests/test_properties.py`.
"""

import os
import pickle
import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import cleaner
from cleaner import Cleaner, Document, Finding, Result, Settings, phrases, pool
from cleaner.catalog import CATALOG, LINES

EXAMPLES = int(os.environ.get("CLEANER_EXAMPLES", "0"))
settings.register_profile(
    "cleaner", max_examples=EXAMPLES or 75, deadline=None, derandomize=not EXAMPLES, database=None
)
settings.load_profile("cleaner")

FIXTURES = sorted((Path(__file__).parent.parent / "fixtures").glob("*/*.txt"))

CHAINS = {
    "news": Settings(),
    "text": Settings(preset="text"),
    "lines": Settings(ignore=("text",)),
    "no spacing": Settings(ignore=("spacing",)),
    "spacing": Settings(select=("spacing",)),
    "promo and teaser": Settings(select=("promo", "teaser")),
}

LINE_END = re.compile(r"\r\n|\r|\n")

NOUNS = "ferry harbour council bridge captain storm mayor vote school budget 2024 Port-Ellery 12 Reyes’s cafés".split()
VERBS = "left opened closed delayed met won said “blamed” repaired".split()
TAILS = ["at noon", "on May 5, 2024", "in Port Ellery", "after the storm", "two hours late", "with forty aboard"]
ODD = [
    "Itâ€™s",
    "Bell&nbsp;&amp; Sons",
    "soft\u00adware",
    "zero\u200b",
    "two\u2028lines",
    "\u00a0",
    "  ",
    "\t",
    "Ａ１",
    "\x0c",
]
CREDITS = ["", " REUTERS", " via AP", " Photo: Dana Reyes", " (Getty Images)"]
ENDS = [".", ".", ".", "?", "!", "…", ".”", "", ":"]
GAPS = ["\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n \n", "\r\n\r\n", "\r\n", "\r", "\n\t\n\n"]
TROUBLE = [
    *"aB1 \n\r\t.,:-|&;\"'“’«。日กन\u00a0\u200b\u200d\u2028\x0b\x0c\x1c\x85\ufeff\u0301\u00ad\u3000ﬁ",
    *["â€™", "&amp;", "&#10;", "&nbsp;", "&lt;", "\r\n", "\n\n", "in", "Advertisement", "REUTERS", "Read more:"],
]


@cache
def written() -> list[str]:
    """Phrases as the data has them."""
    found = sorted({entry.phrase for entry in phrases.builtin()})
    return [p.replace("*", "the daily").replace("#", "12") for p in found]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    middle = draw(st.lists(st.sampled_from(NOUNS * 2 + VERBS * 2 + TAILS * 2 + ODD), max_size=12))
    words = ["The", draw(st.sampled_from(NOUNS)), draw(st.sampled_from(VERBS)), *middle]
    return draw(st.sampled_from(["", "", "", "“", "- ", "1. "])) + " ".join(words) + draw(st.sampled_from(ENDS))


def slug(line: str) -> str:
    return re.sub(r"[\s.?!…]+", "-", line.casefold()).strip("-")


@st.composite
def residue(draw: st.DrawFn) -> str:
    phrase = draw(st.sampled_from(written()))
    phrase = draw(st.sampled_from([phrase, phrase.capitalize(), phrase.upper(), phrase.title()]))
    return phrase + draw(st.sampled_from(["", "", ":", ".", ": Ferry runs late again", " the ferry and the council"]))


@st.composite
def pieces(draw: st.DrawFn) -> list[str]:
    """Lines that belong together: a paragraph, residue, two copies of a caption, a slug and its headline ..."""
    line = draw(sentences())
    kind = draw(st.sampled_from(["prose", "prose", "prose", "residue", "residue", "caption", "slug", "copies", "list"]))
    if kind == "prose":
        return [" ".join([line, *draw(st.lists(sentences(), max_size=3))])]
    if kind == "residue":
        return draw(st.lists(residue(), min_size=1, max_size=3))
    if kind == "caption":
        return [line, line.replace("on May 5", "in May 5") + draw(st.sampled_from(CREDITS))]
    if kind == "slug":
        return [slug(line), line]
    if kind == "copies":
        return [line] * draw(st.integers(2, 4))
    return ["\n".join(draw(st.lists(st.one_of(sentences(), residue()), min_size=2, max_size=5)))]


@st.composite
def articles(draw: st.DrawFn) -> str:
    """A text with what scraped news is made of, in any order, with any line ends, at times hard-wrapped."""
    lines = [line for piece in draw(st.lists(pieces(), max_size=8)) for line in piece]
    width = draw(st.sampled_from([0, 0, 0, 60, 72, 80]))
    if width:
        lines = [textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in lines]
    one = draw(st.sampled_from(["", *GAPS]))
    gaps = [one or draw(st.sampled_from(GAPS)) for _ in lines]
    text = "".join(line + gap for line, gap in zip(lines, gaps, strict=True))
    return draw(st.sampled_from(["", "", "", "\ufeff", "\n", " "])) + draw(st.sampled_from([text, text.strip()]))


def texts() -> st.SearchStrategy[str]:
    return st.one_of(articles(), articles(), st.lists(st.sampled_from(TROUBLE), max_size=40).map("".join), st.text())


# Stories, hundreds in a file, make the longest documents.
@pytest.fixture(
    params=[pytest.param(p, marks=[pytest.mark.slow] if p.parent.name == "stories" else []) for p in FIXTURES],
    ids=lambda p: f"{p.parent.name}/{p.name}",
)
def fixture_text(request: pytest.FixtureRequest) -> str:
    path: Path = request.param
    return path.read_bytes().decode("utf-8")


def lines_of(text: str) -> list[str]:
    return [line for line in LINE_END.split(text) if line.strip()]


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    rest: Iterator[str] = iter(whole)
    return all(line in rest for line in part)


def assert_stable(make: Cleaner, text: str) -> None:
    once = make(text)
    again = make(once.text)
    assert again.text == once.text
    assert not again.changed


def assert_restores(make: Cleaner, text: str) -> None:
    result = make(text)
    assert cleaner.restore(result.text, result.records) == text
    assert result.changed == (result.text != text)


#: A line that the classifier takes for residue only when another has gone that is found after it.
LATE = (
    "“Subscribe to nothing you have not read twice,” he tells those who ask for it, and hands them a pencil.\n\n"
    "By Dana Reyes\n\n"
    "Local birdwatcher Clive Orrell, 60, said: “He was here first. Gulls have been on this coast for long.”\n\n"
    "ट्विटर पर फॉलो करें x\n\n"
    "„Eső az lesz” – mondta a polgármester, és felnézett.\n\n"
    "“We checked the clocks, we checked the lists, and then we checked the pear tree,” said Dr Samira Haddad.\n\n"
    "~Abone ol\n"
)


@pytest.mark.parametrize("preset", ["news", *(pytest.param(p, marks=pytest.mark.slow) for p in ("text", "page"))])
@given(text=texts())
@example(text="0\r:&#10;IN")
@example(text=LATE)
def test_cleaning_twice_is_cleaning_once(preset: str, text: str) -> None:
    assert_stable(Cleaner(preset), text)


@given(text=texts())
def test_cleaning_twice_is_cleaning_once_without_captions_and_budget(text: str) -> None:
    assert_stable(Cleaner(captions="none", max_loss=1), text)


#: What bytes that are no text may stand between, and what would make a character of them if it went.
AROUND_BYTES = [
    b"\xe2\x80\x8b",
    b"\xc2\xad",
    b"&#8203;",
    b"\x1b[31m",
    b"\0",
    b" ",
    b"\n",
    b"\xcc\x81",
    b"e",
    b"&eacute;",
    b"\xa9",
]
BYTES = st.lists(st.binary(max_size=4) | st.sampled_from([b"\xc3", b"\xe2\x80", *AROUND_BYTES]), max_size=14).map(
    b"".join
)
UNDECODED = re.compile("[\udc80-\udcff]")


@given(data=BYTES)
@example(data=b"\xc3\xe2\x80\x8b\xa9")
def test_bytes_that_are_no_text_stay(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    make = Cleaner(settings=Settings(preset="text", options={"characters": {"undecoded": True}}))
    cleaned = make(text).text
    assert UNDECODED.findall(cleaned) == UNDECODED.findall(text)
    assert cleaned.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape") == cleaned
    assert_stable(make, text)
    assert_restores(make, text)


#: Lines that are joined in two steps.
TWICE_WRAPPED = (
    "The ferry left.\n\nThe ferry left.\n\nThe ferry left harbour harbour on May 5, 2024\nBell&nbsp;&amp; Sons harbour."
    " The ferry left ferry \xa0\nsoft\xadware ferry ferry ferry ferry ferry ferry on May 5, 2024\non May 5, 2024 on May"
    " 5, 2024. The ferry left. The ferry\nleft.\n\n"
)


@pytest.mark.parametrize(
    "chain", [pytest.param(c, marks=[pytest.mark.slow] if n > 2 else []) for n, c in enumerate(CHAINS)]
)
@given(text=texts())
@example(text=TWICE_WRAPPED)
def test_every_removal_can_be_undone(chain: str, text: str) -> None:
    assert_restores(Cleaner(settings=replace(CHAINS[chain], max_loss=1)), text)


@given(text=texts())
def test_removals_within_the_budget_can_be_undone(text: str) -> None:
    assert_restores(Cleaner(), text)


def test_fixtures_are_stable_and_restored(fixture_text: str) -> None:
    for preset in ("text", "news"):
        assert_stable(Cleaner(preset), fixture_text)
    for chain in CHAINS.values():
        assert_restores(Cleaner(settings=chain), fixture_text)


@given(text=st.text(st.characters()))
def test_none_changes_nothing(text: str) -> None:
    assert Cleaner("none")(text) == Result(text)


@given(text=texts())
def test_lines_only_go(text: str) -> None:
    result = Cleaner(ignore=["text"], max_loss=1)(text)
    assert is_subsequence(lines_of(result.text), lines_of(text))


@given(text=st.one_of(texts(), st.text(st.characters())))
def test_no_filter_raises(text: str) -> None:
    for name in CATALOG:
        Cleaner(select=[name], max_loss=1)(text)


def everything(document: Document) -> list[Finding]:
    """A filter that would have it all go."""
    return [Finding(index) for index in range(len(document.paragraphs))]


@given(text=articles())
def test_the_first_real_paragraph_stays(text: str) -> None:
    """It, or the copy of it that the ledger names."""
    source = cleaner.parse(text)
    for filters in ([], [everything]):
        result = Cleaner(ignore=["text"], filters=filters, max_loss=1)(source)
        if source.opening < len(source.paragraphs):
            gone = {r.line: r.of for r in result.records if r.line and r.after is None}
            line: int | None = source.paragraphs[source.opening].line
            while line in gone:
                line = gone[line]
            assert line is not None


@given(text=articles())
def test_the_ledger_is_of_the_source(text: str) -> None:
    """Line numbers are the source's, and a line that went was there."""
    source = cleaner.parse(text, id="one")
    by_line = {p.line: p.text for p in source.paragraphs}
    for record in Cleaner(ignore=["text"], max_loss=1)(source).records[1:]:
        assert record.document == "one"
        assert record.filter in LINES
        assert record.before == by_line[record.line]
        assert record.of is None or record.of in by_line


@settings(max_examples=30)
@given(batch=st.lists(articles(), max_size=6))
def test_other_documents_do_not_matter(batch: list[str]) -> None:
    one = Cleaner()
    alone = [Cleaner()(text) for text in batch]
    assert [one(text) for text in batch] == alone
    assert [one(text) for text in reversed(batch)] == alone[::-1]
    assert list(one.map(batch, jobs=1)) == alone


@pytest.mark.slow
def test_number_of_workers_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "CHUNK", 10_000)
    batch = [path.read_bytes().decode("utf-8") for path in FIXTURES]
    alone = [Cleaner()(text) for text in batch]
    assert list(Cleaner().map(batch, jobs=1)) == alone
    assert list(Cleaner().map(batch, jobs=2)) == alone


@settings(max_examples=30)
@given(text=articles())
def test_pickled_cleaner_is_the_same(text: str) -> None:
    one = Cleaner(ignore=["promo"], options={"typography": {"quotes": "keep"}}, keep=["ferry"])
    copy = pickle.loads(pickle.dumps(one))
    assert copy.settings == one.settings
    result = one(text)
    assert copy(text) == result
    assert pickle.loads(pickle.dumps(result)) == result


@settings(max_examples=60)
@given(text=texts())
def test_document_as_good_as_its_text(text: str) -> None:
    document: Document = cleaner.parse(text)
    assert Cleaner()(document) == Cleaner()(text)


def test_twins_that_entities_kept_apart_go_the_first_time() -> None:
    """What stands below a line counts as it is now, not only as the page came."""
    text = "The ferry left.\n\nthe-ferry-left-bell&nbsp;&amp;-sons\n\nThe ferry left Bell&nbsp;&amp; Sons.\n\n"
    assert_stable(Cleaner(max_loss=1), 4 * "The ferry left.\n\n" + text)
