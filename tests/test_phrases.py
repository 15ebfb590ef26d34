"""The phrase data is in form, and the matcher finds what it should and nothing else."""

import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cleaner.catalog import CATALOG
from cleaner.document import Paragraph
from cleaner.phrases import FOLDER, KINDS, Hit, Phrases, builtin, table
from cleaner.phrases.shelf import SHORT

ROOT = Path(__file__).parent.parent

FILES = sorted([*FOLDER.glob("*.toml"), *FOLDER.glob("publishers/*.toml")])

#: Lists of words beside the phrase lists, by table.
WORD_LISTS = {
    "byline": {"lead", "date", "role", "between", "by", "for", "degree", "about"},
    "picture": {"opens", "source"},
    "venue": {"first", "last", "name", "suffix"},
    "photo-credit": {"lead", "agency"},
    "share-bar": {"weak"},
    "months": {"names", "days", "around", "relative"},
    "function-words": {"words"},
    "comments": {"says"},
    "speech": {"verbs", "first-person"},
    "site": {"words", "common"},
    "section-label": {"home"},
}

Tables = dict[str, dict[str, list[str]]]


def tables(path: Path) -> Tables:
    return {name: kinds for name, kinds in load(path).items() if isinstance(kinds, dict)}


def only_phrases(path: Path) -> Tables:
    return {name: {k: v for k, v in kinds.items() if k in KINDS} for name, kinds in tables(path).items()}


def load(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def lists(path: Path) -> list[tuple[str, list[str]]]:
    return [(f"{name}.{kind}", entries) for name, kinds in tables(path).items() for kind, entries in kinds.items()]


each_file = pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)


@each_file
def test_head(path: Path) -> None:
    head: dict[str, Any] = {key: value for key, value in load(path).items() if not isinstance(value, dict)}
    if path.parent.name == "publishers":
        assert set(head) == {"publisher", "sites"}
        assert isinstance(head["sites"], list)
        assert all(isinstance(site, str) and "." in site for site in head["sites"])
    else:
        assert head.pop("language") == path.stem
        for letters, others in head.pop("also_written", ()):
            assert len(letters) == len(others)
        assert not head


@each_file
def test_tables_and_keys_are_known(path: Path) -> None:
    for name, kinds in tables(path).items():
        assert name in CATALOG or name in WORD_LISTS
        phrase_kinds = set(KINDS) if name in CATALOG else set()
        assert set(kinds) <= phrase_kinds | WORD_LISTS.get(name, set()), name


@each_file
def test_entries_are_written_as_they_are_matched(path: Path) -> None:
    for place, entries in lists(path):
        assert entries, f"{place} is empty"
        for entry in entries:
            assert isinstance(entry, str)
            assert entry == " ".join(entry.split()) != "", f"{place}: {entry!r}: spaces"
            assert entry == entry.lower(), f"{place}: {entry!r}: capitals"
            assert "\u2019" not in entry, f"{place}: {entry!r}: curly apostrophe"


@each_file
def test_no_entry_twice(path: Path) -> None:
    for place, entries in lists(path):
        twice = [entry for entry, times in Counter(entries).items() if times > 1]
        assert not twice, f"{place}: {twice}"


@each_file
def test_every_phrase_has_a_word(path: Path) -> None:
    Phrases(only_phrases(path))


@pytest.mark.slow
def test_compiled_is_current() -> None:
    command = [sys.executable, "scripts/compile_phrases.py", "--check"]
    assert subprocess.run(command, cwd=ROOT).returncode == 0, "run scripts/compile_phrases.py"


@each_file
def test_every_phrase_is_found_in_itself(path: Path) -> None:
    phrase_tables = only_phrases(path)
    phrases = Phrases(phrase_tables)
    lost = []
    for name, kinds in phrase_tables.items():
        for kind, entries in kinds.items():
            for phrase in entries:
                line = as_in_print(kind, phrase)
                if (name, kind, phrase) not in {(hit.table, hit.kind, hit.phrase) for hit in phrases.find(line)}:
                    lost.append(f"{name}.{kind}: {phrase!r} is not found in {line!r}")
    assert not lost


@pytest.mark.slow
def test_what_is_loaded_finds_every_phrase() -> None:
    """Also those on the shelves that are opened when a line needs them."""
    phrases = builtin()
    every = list(phrases)
    assert len(every) > 30_000
    assert not all(entry.phrase.isascii() for entry in every)
    for entry in every:
        line = as_in_print(entry.kind, entry.phrase)
        assert entry in {hit[:3] for hit in phrases.find(line)}, line


@pytest.mark.parametrize(
    ("kind", "phrase", "line", "found"),
    [
        ("starts", "(photo", "(Photo: Dana Reyes)", True),
        ("starts", "(photo", "Photo taken, he left.", False),
        ("starts", "【記者", "【記者林佩／港都報導】", True),
        ("starts", "【記者", "記者は現場に着いた。", False),
        ("starts", ">>更多", ">>更多新闻", True),
        ("starts", ">>更多", "更多市民选择步行。", False),
        ("ends", "更多>>", "阅读更多>>", True),
        ("ends", "更多>>", "他还想要更多", False),
        ("starts", "编辑|", "编辑|王小", True),
        ("starts", "编辑|", "编辑部很小。", False),
    ],
)
def test_signs_around_a_phrase_count_where_words_do_not_part(kind: str, phrase: str, line: str, found: bool) -> None:
    assert bool(hits(kind, phrase, line)) is found


def as_in_print(kind: str, phrase: str) -> str:
    """A line with the phrase: a label and what is written with a colon have something behind them."""
    line = phrase.replace("*", "harbour").replace("#", "12")
    if line.endswith((":", "：")):
        return line if kind in ("whole", "ends") else line + " more"
    return line + ": more" if kind == "label" else line


def hits(kind: str, phrase: str, line: str) -> tuple[Hit, ...]:
    return Phrases({"promo": {kind: [phrase]}}).find(line)


FOUND = [
    ("whole", "read more", "READ MORE"),
    ("whole", "read more", "« Read more… »"),
    ("whole", "today's papers", "Today’s papers"),
    ("whole", "# comments", "59 Comments"),
    ("whole", "# comments", "1,204 comments"),
    ("whole", "follow * on x", "Follow Dana Reyes on X"),
    ("starts", "sign up for", "Sign up for our newsletter"),
    ("starts", "sign up for", "Sign up for"),
    ("starts", "subscribe to * newsletter", "Subscribe to the Harbour Gazette's newsletter today"),
    ("ends", "all rights reserved", "The Gazette. All rights reserved."),
    ("ends", "* reserved", "Some rights reserved"),
    ("contains", "our newsletter", "Why not try our newsletter for once?"),
    ("contains", "page #", "(Continued on page 12, column 2)"),
    ("label", "read more", "Read more: ferry late again"),
    ("label", "read more", "READ MORE | Ferry late again"),
    ("label", "read more", "Read more – ferry late again"),
    ("label", "read more", "Read more » ferry"),
    ("whole", "مشاركة", "مشاركة"),
    ("starts", "читайте также", "Читайте также: паром опоздал"),
    ("whole", "広告", "広告"),
    ("whole", "続きを読む", "【続きを読む】"),
    ("starts", "関連記事", "関連記事 港の橋"),
    ("ends", "を読む", "港の記事を読む"),
    ("contains", "会員限定", "この記事は会員限定です"),
    ("label", "関連", "関連：港の橋"),
    ("whole", "第#回", "第12回"),
    ("starts", "写真*撮影", "写真は記者撮影"),
]

NOT_FOUND = [
    ("whole", "read more", "Read more books"),
    ("whole", "read more", "I read more"),
    ("whole", "# comments", "No comments"),
    ("whole", "follow * on x", "Follow on X"),
    ("whole", "follow * on x", "Follow the one and only true harbour story on X"),
    ("starts", "sign up for", "They sign up for the fleet"),
    ("starts", "sign up for", "Sign up forever"),
    ("ends", "all rights reserved", "All rights reserved by him"),
    ("contains", "our newsletter", "Four newsletters"),
    ("contains", "our newsletter", "our weekly newsletter"),
    ("label", "read more", "Read more books: a plan"),
    ("label", "read more", "Read more and more"),
    ("label", "read more", "Read more-or-less"),
    ("whole", "広告", "広告の歴史"),
    ("label", "関連", "関連の記事"),
    ("ends", "を読む", "新聞を読む人"),
    ("whole", "read more", ""),
    ("whole", "read more", "—"),
]


@pytest.mark.parametrize(("kind", "phrase", "line"), FOUND)
def test_found(kind: str, phrase: str, line: str) -> None:
    found = hits(kind, phrase, line)
    assert [(hit.table, hit.kind, hit.phrase) for hit in found] == [("promo", kind, phrase)]
    assert 0 < found[0].share <= 1


@pytest.mark.parametrize(("kind", "phrase", "line"), NOT_FOUND)
def test_not_found(kind: str, phrase: str, line: str) -> None:
    assert hits(kind, phrase, line) == ()


@pytest.mark.parametrize(
    ("phrase", "line", "share"),
    [
        ("our newsletter", "our newsletter", 1),
        ("our newsletter", "Get our newsletter now", 0.5),
        ("read * now", "read all of it now or later", 5 / 7),
        ("会員", "会員限定", 0.5),
    ],
)
def test_share_of_the_line(phrase: str, line: str, share: float) -> None:
    assert hits("contains", phrase, line)[0].share == pytest.approx(share)


MIDDLE = "The ferry left at noon, two hours late, with forty people aboard. " * 12


@pytest.mark.parametrize(
    ("kind", "line", "found"),
    [
        ("starts", "Sign up here. " + MIDDLE, True),
        ("ends", MIDDLE + "Sign up here.", True),
        ("contains", "Please sign up here. " + MIDDLE, True),
        ("contains", MIDDLE + "Please sign up here. The end.", True),
        ("contains", MIDDLE + "Please sign up here. " + MIDDLE, False),
        ("whole", "Sign up here. " + MIDDLE, False),
        ("ends", "Sign up here. " + MIDDLE, False),
    ],
)
def test_long_line_is_looked_at_where_it_begins_and_ends(kind: str, line: str, found: bool) -> None:
    result = hits(kind, "sign up here", line)
    assert bool(result) is found
    assert all(hit.share < 0.1 for hit in result)


def test_phrases_come_in_the_order_of_the_line() -> None:
    """Not in that of a set of words, which differs from one run to the next."""
    phrases = Phrases({"promo": {"contains": ["weekly letter", "evening paper", "morning post", "sunday print"]}})
    line = "Our Morning Post, our Evening Paper, our Sunday Print and a weekly letter"
    assert [h.phrase for h in phrases.find(line)] == ["morning post", "evening paper", "sunday print", "weekly letter"]


def test_phrase_of_all_kinds_and_tables() -> None:
    phrases = Phrases({"promo": {"starts": ["sign up"], "ends": ["today"]}, "legal": {"whole": ["sign up today"]}})
    found = {(hit.table, hit.kind) for hit in phrases.find("Sign up today")}
    assert found == {("promo", "starts"), ("promo", "ends"), ("legal", "whole")}


@pytest.mark.slow
def test_every_whole_phrase_is_found_where_it_is_the_whole_line() -> None:
    """However long it is: the cheap look at long lines must not pass it by."""
    whole = [e for e in builtin() if e.kind == "whole" and not {"*", "#"} & set(e.phrase)]
    assert max(len(entry.phrase) for entry in whole) > SHORT
    paragraphs = [Paragraph(1, entry.phrase) for entry in whole]
    for start in range(0, len(paragraphs), 1000):
        builtin().screen(paragraphs[start : start + 1000])
    lost = [e for e, p in zip(whole, paragraphs, strict=True) if (e.table, e.phrase) not in {h[:3:2] for h in p.hits}]
    assert not lost


def test_phrase_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        Phrases({"promo": {"starts": ["* #"]}})


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind 'begins'"):
        Phrases({"promo": {"begins": ["sign up"]}})


def test_word_lists() -> None:
    assert "may" in table("months", "names")
    assert table("months", "no such list") == frozenset()
    assert table("no such table", "names") == frozenset()
