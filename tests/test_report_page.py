"""The report page: exact totals, a stated sample, nothing lost and nothing that could run."""

import json
import re
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from conftest import RAW, Run

import cleaner
from cleaner import Cleaner, Record
from cleaner.config import Settings
from cleaner.report import gather
from cleaner.report.gather import Gathered, Often, Seen
from cleaner.report.page import html
from cleaner.words import word_count

ARTICLES = sorted((Path(__file__).parent.parent / "fixtures" / "articles").glob("*.in.txt"))

STORY = "The ferry left at noon, two hours late, with forty people aboard and one goat.\n"


def seen(name: str, text: str, site: str = "", **settings: Any) -> Seen:
    result = Cleaner(**settings)(cleaner.parse(text, id=name, site=site))
    return Seen(name, site, text, result.records, (result.removed, result.total) if result.over_budget else None)


def data(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def gathered(*documents: Seen) -> Gathered:
    found = Gathered()
    for document in documents:
        found.add(document)
    return found


@pytest.fixture(scope="module")
def articles() -> list[Seen]:
    return [seen(path.name, path.read_text(encoding="utf-8"), path.name.split("-")[0]) for path in ARTICLES]


def test_totals_are_those_of_the_records(articles: list[Seen]) -> None:
    found = data(html(gathered(*articles), title="x"))
    records = [record for document in articles for record in document.records if record.line]
    removed = [record for record in records if record.after is None]
    assert found["documents"] == found["changed"] == len(articles)
    assert found["all"]["words"] == sum(word_count(document.source or "") for document in articles)
    assert found["all"]["removed_words"] == sum(word_count(record.before) for record in removed)
    for row in found["filters"]:
        own = [record for record in records if record.filter == row["name"]]
        assert row["documents"] == len({record.document for record in own})
        assert row["removed_lines"] == sum(record.after is None for record in own)
        assert row["changed_lines"] == sum(record.after is not None for record in own)
    assert sum(site["documents"] for site in found["sites"]) == len(articles)


def test_documents_are_shown_whole(articles: list[Seen]) -> None:
    """Every line of the source is there, as it was; what was removed names its filter and reason."""
    shown = {entry["id"]: entry for entry in data(html(gathered(*articles), title="x"))["sample"]}
    for document in articles:
        rows = shown[document.id]["rows"]
        lines = {row["n"]: row.get("t") or "".join(part[1] for part in row["p"] if part[0] != 2) for row in rows}
        assert lines == {p.line: p.text for p in cleaner.parse(document.source or "").paragraphs}
        gone = {row["n"]: row["k"][-1] for row in rows if row.get("d") == 1}
        assert gone == {r.line: [r.filter, r.why, r.of] for r in document.records if r.line and r.after is None}


def test_order(articles: list[Seen]) -> None:
    over = seen("over", "Sign up for our newsletter\n\nSubscribe to our newsletter\n\nNoon.\n")
    shown = data(html(gathered(*articles, over, seen("plain", STORY)), title="x", settings=Settings()))["sample"]
    assert shown[0]["id"] == "over"
    assert shown[-1]["id"] == "plain"
    shares = [entry["removed"] / entry["words"] for entry in shown[1:]]
    assert shares == sorted(shares, reverse=True)
    assert [row["t"] for row in shown[0]["rows"] if row.get("d") == 2] == [
        "Sign up for our newsletter", "Subscribe to our newsletter",
    ]  # fmt: skip
    assert not [row for row in shown[0]["rows"] if row.get("d") == 1]


def test_a_ledger_alone_shows_what_it_knows(articles: list[Seen]) -> None:
    alone = [document._replace(source=None) for document in articles]
    found = data(html(gathered(*alone), title="x"))
    assert found["unknown"] == len(articles)
    for entry, document in zip(sorted(found["sample"], key=lambda e: e["id"]), articles, strict=True):
        assert entry["words"] is None
        changed = {record.line for record in document.records if record.line}
        assert {row["n"] for row in entry["rows"] if "k" in row} == changed
        total = sum(row.get("m", 1) for row in entry["rows"])
        assert total == len(cleaner.parse(document.source or "").paragraphs)


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "<img onerror=x>",
    "{{ script }}",
    "a\u2028b\u2029",
    "&lt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_can_break_out(text: str) -> None:
    document = Seen(text, text, f"{text}\n\n{STORY}", (Record(text, text, 1, text, None, text),))
    page = html(gathered(document), title=text)
    found = data(page)
    entry = found["sample"][0]
    assert (entry["id"], entry["site"], entry["rows"][0]["t"], found["title"]) == (text, text, text, text)
    bare = html(gathered(), title="")
    for tag in ("<script", "</script", "<img", "<!--"):
        assert page.count(tag) == bare.count(tag)


def test_lone_surrogates_are_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('{"id": "x", "text": "One \\ud800 two.  Three.\\n"}\n')
    assert run("clean", "r.jsonl", "--check", "--report", "r.html").status == 1
    row = data((tmp_path / "r.html").read_text(encoding="utf-8"))["sample"][0]["rows"][0]
    assert "".join(part[1] for part in row["p"] if part[0] != 2) == "One ? two.  Three."


def many(count: int) -> Gathered:
    found = Gathered()
    for number in range(count):
        name, lines = f"{number}.txt", number % 7
        records = [Record(name, "advert", 2 * n + 1, f"Advert {number}", None, "advertisement") for n in range(lines)]
        found.add(Seen(name, f"{number}.example", STORY + "word " * (number % 100), tuple(records)))
    return found


@pytest.mark.slow
def test_a_large_run_is_sampled_and_its_totals_are_exact() -> None:
    tracemalloc.start()
    started = time.process_time()
    found = many(12_000)
    memory = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    page = html(found, title="x")
    assert time.process_time() - started < 20
    assert memory < 60_000_000
    assert len(page) < 2_000_000
    shown = data(page)
    assert shown["documents"] == 12_000
    assert shown["all"]["removed_lines"] == sum(n % 7 for n in range(12_000))
    assert 300 <= len(shown["sample"]) <= gather.MOST + gather.ANY + gather.OF_A_FILTER + gather.UNCHANGED
    assert shown["siteCount"] <= 2_001
    shares = sorted((2 * (n % 7) / (15 + n % 100) for n in range(12_000)), reverse=True)
    assert [entry["removed"] / entry["words"] for entry in shown["sample"][:100]] == pytest.approx(shares[:100])


def test_the_sample_does_not_depend_on_the_order() -> None:
    documents = [Seen(f"{n}", "", STORY, (Record(f"{n}", "advert", 1, "Ad", None, "x"),)) for n in range(1000)]
    one, other = gathered(*documents), gathered(*documents[::-1])
    assert data(html(one, title=""))["sample"] == data(html(other, title=""))["sample"]


def test_rare_lines_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "_MOST_KEYS", 100)
    counts = Often()
    for number in range(10_000):
        counts.add("promo", f"rare {number}", "rare")
        if number % 3 == 0:
            counts.add("promo", "often", "Often")
    (name, text, times), *_ = counts.most(5)
    assert (name, text) == ("promo", "Often")
    assert 3334 - counts.short <= times <= 3334
    assert counts.short > 0
    found = Gathered()
    found.totals.lines = counts
    assert data(html(found, title=""))["short"] == counts.short


def test_long_documents_are_shown_in_part() -> None:
    lines = [STORY.strip().replace("noon", f"noon on day {n}") for n in range(2010)]
    text = "\n\n".join([*lines[:2000], "Advertisement", *lines[2000:]]) + "\n"
    rows = data(html(gathered(seen("long", text)), title=""))["sample"][0]["rows"]
    assert any(row.get("t") == "Advertisement" and row["d"] == 1 for row in rows)
    assert len(rows) < 20
    assert sum(row.get("m", 1) for row in rows) == 2011


def test_clean_writes_a_page(run: Run, tree: Path, tmp_path: Path) -> None:
    assert run("clean", "raw", "-o", "out", "--report", "r.html") == (0, b"", "")
    found = data((tmp_path / "r.html").read_text(encoding="utf-8"))
    assert (found["documents"], found["changed"], found["unknown"]) == (3, 2, 0)
    bare = (tmp_path / "r.html").read_text(encoding="utf-8").replace('href="#', "")
    assert not re.search(r"https?:|src=|href=\"|@import|url[(]", bare)


def test_sites_are_told_apart(run: Run, tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "site": f"{n % 2}.example", "text": RAW}) + "\n" for n in range(4)]
    (tmp_path / "raw.jsonl").write_text("".join(lines))
    assert run("clean", "raw.jsonl", "-o", "out.jsonl", "--report", "r.html").status == 0
    assert run("clean", "raw.jsonl", "-o", "out.jsonl", "--report", "l.jsonl").status == 0
    assert run("report", "l.jsonl", "-o", "again.html", "--texts", "raw.jsonl").status == 0
    for name in ("r.html", "again.html"):
        sites = data((tmp_path / name).read_text(encoding="utf-8"))["sites"]
        assert [(site["name"], site["documents"]) for site in sites] == [("0.example", 2), ("1.example", 2)]


@pytest.mark.parametrize("texts", ["raw", "out"])
def test_a_page_from_a_ledger_and_texts(run: Run, tree: Path, tmp_path: Path, texts: str) -> None:
    """The sources and the cleaned texts do equally well."""
    (tree / "over.txt").write_text("Sign up for our newsletter\n\nSubscribe to our newsletter\n\nNoon.\n")
    assert run("clean", "raw", "-o", "out", "--report", "l.jsonl", "-q").status == 0
    assert run("report", "l.jsonl", "--texts", texts, "-o", "r.html") == (0, b"", "")
    assert run("clean", "raw", "--check", "-q", "--report", "direct.html").status == 1
    one, other = (data((tmp_path / name).read_text(encoding="utf-8")) for name in ("r.html", "direct.html"))
    for found in (one, other):
        del found["maxLoss"], found["sample"][0]["rows"]
    assert one == other
    assert one["over"] == 1


def test_a_page_from_a_ledger_alone(run: Run, tree: Path) -> None:
    assert run("clean", "raw", "-o", "out", "--report", "l.jsonl").status == 0
    ran = run("report", "l.jsonl", "--title", "Mine")
    assert ran.status == 0
    found = data(ran.text)
    assert (found["title"], found["documents"], found["unknown"]) == ("Mine", 2, 2)


def test_what_goes_wrong(run: Run, tree: Path, tmp_path: Path) -> None:
    assert run("report", "missing.jsonl", "-o", "r.html").messages == [
        "cleaner: missing.jsonl: No such file or directory"
    ]
    assert run("clean", "raw", "-o", "out", "--report", "l.jsonl").status == 0
    (tmp_path / "out" / "a.txt").write_text("Something else.\n")
    ran = run("report", "l.jsonl", "--texts", "out", "-o", "r.html")
    assert ran.status == 2
    assert "a.txt" in ran.err
    assert "does not fit" in ran.err
    assert data((tmp_path / "r.html").read_text(encoding="utf-8"))["documents"] == 2
    assert run("clean", "raw", "--check", "--report", "no/such/r.html").status == 2
    assert run("report", "l.jsonl", "-o", "no/such/r.html").status == 2
