"""Reports that are made from one template are no copies of each other, and copies of such a report are."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import notices
import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from templates import TEMPLATES, copies, report
from test_dedup_cli import call as call

import cleaner

REPORTS = 40

#: Of how many of a kind there is a copy.
COPIED = 20

#: What is done to a report; how many of a hundred copies are found at least, short ones and long ones together; and how
#: many of them may be taken for another report, which they have become like by chance.
CHANGES = {
    "a corrected figure": (100, 0),
    "two corrected figures": (99, 0),
    "three corrected figures": (45, 0.5),
    "another byline": (100, 0),
    "a dateline": (100, 0),
    "a date above and below": (100, 0),
    "without its first words": (100, 0),
    "cut": (99, 0),
    "edited": (100, 0),
}


def reports(below: bool) -> dict[str, str]:
    return {f"{kind}/{n}": report(kind, n, below=below) for kind in TEMPLATES for n in range(REPORTS)}


@cache
def found(below: bool, change: str) -> Counter[str]:
    """Of the copies with a change how many were joined with their report, by kind; under "" what else was joined."""
    texts = reports(below)
    for kind in TEMPLATES:
        for n in range(COPIED):
            texts[f"{kind}/{n}/copy"] = dict(copies(kind, n, below=below))[change]
    counts: Counter[str] = Counter()
    for d in cleaner.dedup([{"id": id, "text": text} for id, text in texts.items()], raw=True, jobs=1):
        if d.kept is not None:
            kind, number, *_ = d.document.split("/")
            counts[kind if d.kept.split("/")[:2] == [kind, number] else ""] += 1
    return counts


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize("raw", [False, True])
def test_reports_from_a_template_are_not_joined(below: bool, raw: bool) -> None:
    rows = [{"id": id, "text": text} for id, text in reports(below).items()]
    assert [d.document for d in cleaner.dedup(rows, raw=raw, jobs=1) if not d.stays] == []


def test_their_words_alone_would_join_them() -> None:
    rows = [{"id": id, "text": text} for id, text in reports(below=True).items()]
    stay = [d.document for d in cleaner.dedup(rows, raw=True, jobs=1, particulars=0) if d.stays]
    assert len(stay) <= 2 * len(TEMPLATES)


#: The commonest changes are always tried.
FIRST = ("a corrected figure", "three corrected figures", "a dateline", "edited")


@pytest.mark.parametrize("change", [pytest.param(c, marks=[] if c in FIRST else [pytest.mark.slow]) for c in CHANGES])
def test_copies_of_such_reports_are_joined_and_nothing_else(change: str) -> None:
    both = found(False, change) + found(True, change)
    wrong, part = both.pop("", 0), 2 * COPIED * len(TEMPLATES) / 100
    least, most = CHANGES[change]
    assert both.total() >= least * part
    assert wrong <= most * part


def test_on_disk_and_against_an_index_it_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cleaner.corpus import candidates, collection, store

    texts = {id: text for id, text in reports(below=True).items() if id.endswith(("1", "2", "3"))}
    changed = [dict(copies(*_numbered(id)))["a corrected figure"] for id in texts]
    rows: list[dict[str, Any]] = [{"id": id, "text": text} for id, text in texts.items()]
    rows += [{"id": f"{id}/copy", "text": text} for id, text in zip(texts, changed, strict=True)]
    expected = [d._replace(run="") for d in cleaner.dedup(rows, raw=True, jobs=1)]
    assert sum(not d.stays for d in expected) == len(texts)
    monkeypatch.setattr(collection, "KeyList", lambda: candidates.KeyList(in_memory=1000))
    monkeypatch.setattr(collection, "Spool", lambda: store.Spool(in_memory=1000))
    assert list(cleaner.dedup(rows, raw=True, jobs=1)) == expected
    first = list(cleaner.dedup(rows[: len(texts)], raw=True, jobs=1, index=tmp_path / "seen", run="first"))
    assert all(d.stays for d in first)
    again = list(cleaner.dedup(rows[len(texts) :], raw=True, jobs=1, index=tmp_path / "seen", run="second"))
    assert [d.kept for d in again] == list(texts)


def _numbered(id: str) -> tuple[str, int]:
    kind, _, number = id.partition("/")
    return kind, int(number)


def test_the_command_tells_reports_apart(call: Run, tmp_path: Path) -> None:
    rows = [
        {"id": str(n), "text": f"An earthquake of magnitude {size} shook {town}, {miles} miles away, {when}, {REST}"}
        for n, (size, when, miles, town) in enumerate(
            [
                ("3.6", "on Tuesday at 6:14 a.m.", 6, "Corran"),
                ("5.8", "on Tuesday at 3:10 p.m.", 36, "Ellery"),
                ("4.1", "on Sunday at 9:41 a.m.", 12, "Wickham"),
                ("3.6", "on Tuesday at 6:15 a.m.", 6, "Corran"),
            ]
        )
    ]
    path = tmp_path / "quakes.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    lines = [json.loads(line) for line in call("dedup", str(path), "--list").text.split("\n") if line]
    assert [{line["document"], line["kept"]} for line in lines] == [{"0", "3"}]
    assert "particulars 0." in call("diff", "0", "1", str(path)).err


REST = (
    "says the M.I. Seismic Bureau in Lund. Within the past 10 days the stations there have felt one other of magnitude "
    "3.0 or more. The figures are those of the Tremor Notice Service, and no human being has written these lines, but "
    "a program. If you have felt it too, tell the Seismic Bureau what it was like where you are."
)

WORDS = (
    "the board has put off the repair of the ramp again as costs rose more than anybody had thought in spring".split()
)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("3.6", "6.3", False),
        ("3.6", "3,6", True),
        ("14:00", "14:30", False),
        ("1,234", "1,235", False),
        ("6:14", "14:6", False),
        ("Port Ellery", "Port Corran", False),
        ("St. Alban", "St. Olaf", False),
        ("٣٦", "٣٧", False),
        ("Ærø", "Ørsted", False),
    ],
)
def test_a_figure_and_a_name_are_one(one: str, other: str, alike: bool) -> None:
    """With one figure alone, in a short text, another one is another report."""
    texts = [" ".join([*WORDS, "and", it, "was said to be enough for this year"]) for it in (one, other)]
    assert any(not d.stays for d in cleaner.dedup(texts, raw=True, threshold=0.6, containment=None, jobs=1)) == alike


@given(
    st.lists(
        st.sampled_from(["Ada", "St.", "ran,", "Lund", "to", "3.6", "14:00", "U.S.", "1", "Dr.", "She", "-", "sat."])
    )
)
@settings(max_examples=200, deadline=None)
def test_a_text_has_the_same_particulars_in_any_encoding(words: list[str]) -> None:
    from cleaner.corpus import folding
    from cleaner.corpus.fingerprint import fingerprint

    text = " ".join(words)
    plain = fingerprint([text]).particulars.values.tolist()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cleaner.corpus.fingerprint.fold", folding._fold_unicode)
        assert fingerprint([text]).particulars.values.tolist() == plain


#: Notices of a kind.
NOTICES = 12


def test_notices_in_scripts_without_capitals_are_not_joined() -> None:
    rows = [
        {"id": f"{language}/{kind}/{n}", "text": notices.notice(language, kind, n)}
        for language, kind in notices.TEMPLATES
        for n in range(NOTICES)
    ]
    joined = [(d.document, d.kept) for d in cleaner.dedup(rows, raw=True, jobs=1) if d.kept is not None]
    # What differs in one or two places may have been corrected, and a name with the letters of another one misspelled.
    assert all(_different(one, other) <= 3 for one, other in joined)
    assert len(joined) <= len(rows) / 100
    by_words = [d for d in cleaner.dedup(rows, raw=True, jobs=1, particulars=0) if not d.stays]
    assert len(by_words) > len(rows) / 4


def _different(one: str, other: str) -> int:
    """How many blanks of two notices have been filled with something else."""
    (language, kind, first), (*_, second) = one.split("/"), other.split("/")
    both = notices.blanks(language, kind, int(first)), notices.blanks(language, kind, int(second))
    return sum(both[0][blank] != both[1][blank] for blank in both[0])


@pytest.mark.slow
def test_with_a_text_below_nearly_all_of_them_are_told_apart() -> None:
    rows = [
        {"id": f"{language}/{kind}/{n}", "text": f"{notices.notice(language, kind, n)}\n\n{notices.below(language)}"}
        for language, kind in notices.TEMPLATES
        if language in notices.STORIES
        for n in range(NOTICES)
    ]
    stay = [d for d in cleaner.dedup(rows, raw=True, jobs=1) if d.stays]
    assert len(stay) > 0.9 * len(rows)


@pytest.mark.parametrize("raw", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_edited_stories_in_scripts_without_capitals_are_copies(raw: bool) -> None:
    """All that are joined by their words, however they have been edited."""
    rows = [
        {"id": f"{language}/{change}/{n}", "text": text, "pair": f"{language}/{change}"}
        for language in notices.STORIES
        for change, copy in notices.edited(language)
        for n, text in enumerate((notices.story(language), copy))
    ]
    found, by_words = (
        {d.document for d in cleaner.dedup(rows, raw=raw, jobs=1, within="pair", particulars=least) if not d.stays}
        for least in (0.5, 0)
    )
    assert found == by_words
    assert len(found) >= len(rows) // 2 - 3


def test_an_index_tells_notices_apart(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": notices.notice("ja", "death", n)} for n in range(NOTICES)]
    half = NOTICES // 2
    copies = [{"id": f"copy of {row['id']}", "text": f"訃報\n\n{row['text']}"} for row in rows[:half]]
    path = tmp_path / "seen"
    assert all(d.stays for d in cleaner.dedup(rows[:half], raw=True, jobs=1, index=path, run="first"))
    again = list(cleaner.dedup(rows[half:] + copies, raw=True, jobs=1, index=path, run="second"))
    assert [d.kept for d in again] == [None] * half + [str(n) for n in range(half)]


def test_diff_shows_that_names_differ(call: Run, tmp_path: Path) -> None:
    path = tmp_path / "notices.jsonl"
    rows = [{"id": str(n), "text": notices.notice("ar", "death", n)} for n in range(2)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    both = [call("diff", *ids, str(path)).err for ids in (("0", "1"), ("1", "0"))]
    assert "particulars 0.0" in both[0]
    assert both[0].partition(" (")[0] == both[1].partition(" (")[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nothing has changed in Lund. ", 0),
        ("Ingenting har förändrats på Öland. ", 0),
        ("Всё осталось как было. ", 0),
        ("Η Αθήνα κοιμάται ακόμη. ", 0),
        ("Hà Nội đã ngủ ở đó. ", 0),
        ("لم يتغير شيء هنا. ", 4),
        ("東京は 3.6 度。", 6),
        ("서울은 아직 조용하다. ", 3),
    ],
)
def test_words_are_kept_in_order_only_where_names_have_no_capitals(text: str, words: int) -> None:
    from cleaner.corpus.fingerprint import fingerprint

    assert fingerprint([text * 10]).wording.sizes.tolist() == [10 * words]
