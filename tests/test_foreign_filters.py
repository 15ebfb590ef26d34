"""Filters of other packages and of programs that do not what filters have to do."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from conftest import RAW, Run

import cleaner
from cleaner import Cleaner, Document, Filter, Finding
from cleaner.errors import FilterError

#: Filters by entry point: what is in the module, and what is said of each.
BROKEN = {
    "no-module": ("nosuchmod:x", "ModuleNotFoundError: No module named 'nosuchmod'"),
    "no-attribute": ("broken:nothing", "AttributeError: module 'broken' has no attribute 'nothing'"),
    "exits": ("exiting:x", "SystemExit: 3"),
    "no-factory": ("broken:text", "TypeError: 'no factory' is not a callable object"),
    "a-filter": ("broken:find", "no factory of a filter, for its parameter 'document' is not keyword-only"),
    "no-hint": ("broken:unhinted", "the option 'longest' of its factory has no type hint"),
    "bad-hint": ("broken:misspelled", "NameError: name 'innt' is not defined"),
}

#: Factories that fail when their filter is made.
UNMADE = {
    "raises": ("broken:raises", "ValueError: one of two lines"),
    "makes-nothing": ("broken:makes_nothing", "its factory returns no filter, but None"),
}

MODULE = '''"""Broken ones."""
text = "no factory"
def find(document): return ()
def unhinted(*, longest=3): return find
def misspelled(*, longest: "innt" = 3): return find
def raises(): raise ValueError("one\\nof two lines")
def makes_nothing(): return None
def works(*, longest: int = 3): return find
'''


def with_site(site: Path) -> dict[str, str]:
    """The environment in which what is in a folder is installed too."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(site), os.environ.get("PYTHONPATH"))))}


@pytest.fixture
def path(tmp_path: Path) -> dict[str, str]:
    """The environment in which a package with all of these is installed."""
    site = tmp_path / "site"
    info = site / "broken_filters-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-filters\nVersion: 1\n")
    points = {"works": ("broken:works", ""), **BROKEN, **UNMADE}
    entries = "".join(f"{name} = {value}\n" for name, (value, _) in points.items())
    (info / "entry_points.txt").write_text(f"[cleaner.filters]\n{entries}")
    (site / "broken.py").write_text(MODULE)
    (site / "exiting.py").write_text("raise SystemExit(3)\n")
    return with_site(site)


def test_the_list_of_filters_has_all_that_can_be_used(run: Run, path: dict[str, str]) -> None:
    ran = run("filters", env=path)
    assert (ran.status, ran.err) == (0, "")
    rows = {line.split()[0]: line for line in ran.text.splitlines()}
    assert "Broken ones." in rows["works"]
    assert "promo" in rows
    for name, (value, why) in BROKEN.items():
        assert f"filter {name!r} of the package broken-filters cannot be used: {value}: {why}" in rows[name]


@pytest.mark.parametrize("name", [*BROKEN, *UNMADE])
def test_a_filter_that_cannot_be_used(run: Run, path: dict[str, str], name: str) -> None:
    ran = run("clean", "--select", name, stdin=RAW, env=path)
    assert (ran.status, ran.out, len(ran.messages)) == (2, b"", 1)
    assert f"filter {name!r}" in ran.err
    assert {**BROKEN, **UNMADE}[name][1] in ran.err


@pytest.mark.parametrize("name", ["no-module", "a-filter"])
def test_no_manual_of_a_filter_that_cannot_be_used(run: Run, path: dict[str, str], name: str) -> None:
    ran = run("explain", name, env=path)
    assert (ran.status, len(ran.messages)) == (2, 1)
    assert BROKEN[name][1] in ran.err
    assert run("explain", "works", env=path).text.startswith("works (line filter")


def out_of_range(document: Document) -> Iterator[Finding]:
    yield Finding(99, why="x")


def negative(document: Document) -> Iterator[Finding]:
    yield Finding(-2, why="x")


def repeats_nothing(document: Document) -> Iterator[Finding]:
    yield Finding(0, why="x", of=-1)


@pytest.mark.parametrize("bad", [out_of_range, negative, repeats_nothing])
def test_findings_where_no_paragraph_is(bad: Filter) -> None:
    name = bad.__name__.replace("_", "-")
    with pytest.raises(FilterError, match=rf"^the filter '{name}' found something in paragraph -?\d+, where they go"):
        Cleaner(filters=[bad])(RAW)


def fails(document: Document) -> Iterable[Finding]:
    raise ZeroDivisionError("in\ntwo lines")


def finds_nothing(document: Document) -> Iterable[Finding]:
    return None  # type: ignore[return-value]


def fails_late(document: Document) -> Iterator[Finding]:
    def why() -> str:
        raise LookupError("no reason")

    yield Finding(0, "Ferry", why=why)


@pytest.mark.parametrize(
    ("bad", "kind"), [(fails, ZeroDivisionError), (finds_nothing, TypeError), (fails_late, LookupError)]
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_names_its_filter(bad: Filter, kind: type[Exception], jobs: int) -> None:
    """It stays what it is, in worker processes too."""
    with pytest.raises(kind) as caught:
        list(Cleaner(filters=[bad]).map([RAW] * 2000 if jobs > 1 else [RAW], jobs=jobs))
    filter_note, *of_worker = caught.value.__notes__
    assert filter_note == f"in the filter {bad.__name__.replace('_', '-')!r}"
    assert [note.split("\n")[0] for note in of_worker] == ["In the worker process:"] * (jobs - 1)


def upper(document: Document) -> Iterator[Finding]:
    for index, paragraph in enumerate(document.paragraphs):
        if not paragraph.text.isupper():
            yield Finding(index, paragraph.text.upper(), why="upper")


def lower(document: Document) -> Iterator[Finding]:
    for index, paragraph in enumerate(document.paragraphs):
        if not paragraph.text.islower():
            yield Finding(index, paragraph.text.lower(), why="lower")


def growing(document: Document) -> Iterator[Finding]:
    yield Finding(0, document.paragraphs[0].text + "!", why="more")


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ([upper, lower], r"^no end after 100 rounds: the filters 'upper', 'lower' find again and again something"),
        ([growing], r"^no end after 100 rounds: the filter 'growing' finds again and again something"),
    ],
)
def test_filters_that_find_no_end(filters: list[Callable[[Document], Iterator[Finding]]], message: str) -> None:
    with pytest.raises(cleaner.CleanerError, match=message):
        Cleaner(select="text", filters=filters)(RAW)


def test_the_command_line_names_filters_that_fail(run: Run, tmp_path: Path) -> None:
    """The document fails, the others go on; one line each, whatever the error says."""
    site = tmp_path / "site"
    info = site / "mine-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1\n")
    names = ("growing", "fails", "out-of-range")
    (info / "entry_points.txt").write_text(
        "[cleaner.filters]\n" + "".join(f"{name} = mine:make_{name.replace('-', '_')}\n" for name in names)
    )
    (site / "mine.py").write_text(
        "from cleaner import Finding\n"
        "def make_growing():\n"
        "    return lambda d: [Finding(0, d.paragraphs[0].text + '!')] if d.id == 'growing' else []\n"
        "def make_fails():\n"
        "    def find(d):\n"
        "        if d.id == 'fails': raise ZeroDivisionError('in\\ntwo lines')\n"
        "        return []\n"
        "    return find\n"
        "def make_out_of_range():\n"
        "    return lambda d: [Finding(99)] if d.id == 'out_of_range' else []\n"
    )
    rows = "".join(f'{{"id": "{name}", "text": "One  line."}}\n' for name in ("growing", "fails", "a", "out_of_range"))
    (tmp_path / "raw.jsonl").write_text(rows)
    ran = run(
        "clean", "raw.jsonl", "-o", "out.jsonl", "--select", "text,growing,fails,out-of-range",
        env=with_site(site),
    )  # fmt: skip
    assert ran.status == 2
    assert ran.messages == [
        "cleaner: raw.jsonl:1: no end after 100 rounds: the filter 'growing' finds again and again something in what "
        "is left, where filters have to find nothing",
        "cleaner: raw.jsonl:2: cannot be cleaned: ZeroDivisionError: in two lines (in the filter 'fails')",
        "cleaner: raw.jsonl:4: the filter 'out-of-range' found something in paragraph 99, where they go from 0 to 0",
    ]
    assert (tmp_path / "out.jsonl").read_text() == '{"id": "a", "text": "One line."}\n'
