"""The benchmark measures what it says it does."""

import dataclasses
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

import cleaner

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

import bench
from benchmarks import articles, bounds, chart, copies, corpus, measure, page, peer, suite
from benchmarks.copies import Copies, Peer, Recall, Scale
from benchmarks.suite import Files, Results, Size, Speed, Workers

ROOT = Path(__file__).parent.parent
PARTS = {"speed", "sizes", "growth", "workers", "files", "copies"}

COPIES = Copies(
    peers={
        "cleaner": Peer(10_000, [0.3, 0.4, 0.35], 1700),
        "datasketch": Peer(10_000, [7.0, 8.0, 7.5], 1690),
        "rensa": Peer(10_000, [1.2] * 3, 1690),
        "gaoya": Peer(10_000, [0.7] * 3, 2900),
    },
    recall=[Recall(0.7, 19, 4, 40, 0.995, 1.0), Recall(0.7, 19, 4, 300, 0.991, 1.0)],
    scale={10_000: Scale(29.5, 1.0, 0.8, 79.0), 1_000_000: Scale(2957, 110.0, 90.0, 600.0)},
    index={"fill it": Scale(2957, 150.0, 130.0, 620.0), "all in it already": Scale(2957, 240.0, 190.0, 650.0)},
    index_size={"keys": 364.0, "documents": 977.0},
)

GOOD = Results(
    machine={"Python": "3"},
    speed={
        "cleaner": Speed(40, [0.03, 0.02, 0.04], [0.03]),
        "ftfy": Speed(8, [0.4, 0.5, 0.45], [0.4]),
        "clean-text": Speed(3, [1.0] * 3, [1.0]),
        "textacy": Speed(15, [0.3] * 3, [0.3]),
        "datatrove": Speed(2, [2.1] * 3, [2.1]),
        "orjson": Speed(40, [0.006] * 3, [0.006]),
    },
    sizes={1: Size(0.03, 40), 10: Size(0.03, 50), 500: Size(0.031, 51), 1000: Size(0.03, 51)},
    growth=dict.fromkeys(("news", "whole pages", "all similar", "all of one length", "all promos", "one line"), 11.0),
    workers=Workers((10, 6), (10, 11), 5.0),
    small_files={"none": Files((1.0, 1.2), (1.0, 1.0)), "news": Files((9.0, 9.0), (1.0, 1.0))},
    copies=COPIES,
)


def test_the_corpus_is_the_same_every_time() -> None:
    assert list(islice(corpus.documents(), 30)) == list(islice(corpus.documents(), 30))
    assert list(islice(corpus.documents(seed=1), 3)) != list(islice(corpus.documents(), 3))


def test_each_hundred_has_the_shares_that_the_page_states() -> None:
    documents = islice(corpus.documents(), 200)
    for _ in range(2):
        block = list(islice(documents, 100))
        kinds, languages = Counter(d.kind for d in block), Counter(d.language for d in block)
        assert kinds == {"ordinary": 90, **{kind: 100 * share for kind, share in corpus.DIRTY.items()}}
        assert languages == {"en": 80, **{code: 100 * share for code, share in corpus.OTHERS.items()}}


@pytest.mark.parametrize(
    ("kind", "sign"),
    [("mojibake", r"â€|Ã\S|Ð\S|ã\S"), ("entities", r"&(?:amp;)?(?:[a-z]+|#\d+);"), ("page", r"\u200b|  ")],
)
def test_a_dirty_document_is_dirty(kind: str, sign: str) -> None:
    dirty = list(islice(corpus.documents(kind), 40))
    ordinary = list(islice(corpus.documents("ordinary"), 40))
    assert sum(bool(re.search(sign, d.text)) for d in dirty) >= 36
    assert not any(re.search(sign, d.text) for d in ordinary)


def test_mojibake_is_what_a_wrong_decoding_makes() -> None:
    """No byte is lost: read as Windows-1252 again, and as UTF-8, it is an article."""
    for document in islice(corpus.documents("mojibake"), 20):
        raw = b"".join(c.encode("cp1252") if c.encode("cp1252", "ignore") else bytes((ord(c),)) for c in document.text)
        assert "�" not in raw.decode("utf-8")


def test_hardly_a_line_comes_twice() -> None:
    lines = [line for d in islice(corpus.documents(), 300) for line in d.text.split("\n") if len(line) > 60]
    assert len(set(lines)) > 0.98 * len(lines)


def test_no_slot_is_left_open() -> None:
    assert not any(re.search(r"[{}]", d.text) for d in islice(corpus.documents(), 200))


def test_a_file_of_records(tmp_path: Path) -> None:
    size = corpus.write(tmp_path / "x.jsonl", 0.5)
    lines = (tmp_path / "x.jsonl").read_bytes().split(b"\n")[:-1]
    records = [json.loads(line) for line in lines]
    assert size == (tmp_path / "x.jsonl").stat().st_size / 1e6
    assert 0.5 <= size < 0.6
    assert [record["id"] for record in records] == [f"doc-{n}" for n in range(len(records))]
    assert [record["text"] for record in records] == [d.text for d in islice(corpus.documents(), len(records))]


def test_the_articles_are_the_same_every_time_and_have_copies(tmp_path: Path) -> None:
    assert list(articles.articles(30)) == list(articles.articles(30))
    size = articles.write(tmp_path / "x.jsonl", 300)
    records = [json.loads(line) for line in (tmp_path / "x.jsonl").read_text().split("\n")[:-1]]
    assert size == (tmp_path / "x.jsonl").stat().st_size / 1e6
    assert [record["text"] for record in records] == list(articles.articles(300))
    assert 0.05 <= sum(not d.stays for d in cleaner.dedup(records, raw=True, jobs=1)) / 300 <= 0.2


@pytest.mark.slow
def test_copies_are_measured_in_small(tmp_path: Path) -> None:
    """Everything that needs no other tool, with the command itself."""
    bench = copies.Bench(tmp_path, sys.executable, 1, (200, 400), 100)
    found = Copies(recall=list(copies.recalls(100)), scale={}, index={})
    for count in (200, 400):
        size = articles.write(tmp_path / "x.jsonl", count)
        found.scale[count] = bench._scale(tmp_path / "x.jsonl", size)
    bench._index(tmp_path / "x.jsonl", size, found)
    assert all(20 < scale.peak < 200 and scale.cpu > 0 for scale in (*found.scale.values(), *found.index.values()))
    assert found.index_size.keys() == {"keys", "documents"}
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".jsonl"] == []
    assert min(recall.at for recall in found.recall) > 0.95
    assert Copies.load(json.loads(json.dumps(found.plain()))) == found


@pytest.mark.parametrize("tool", ["cleaner", "cleaner, decisions"])
def test_a_tool_tells_what_it_takes_and_finds(tmp_path: Path, tool: str) -> None:
    (tmp_path / "x.jsonl").write_text("".join(json.dumps({"text": t}) + "\n" for t in [*articles.articles(40)] * 2))
    told = copies._told([sys.executable, str(copies.PEER), tool, str(tmp_path / "x.jsonl"), "0.7", "19", "4"])
    assert told["found"] >= 40
    assert 0 < told["seconds"] < 30


def test_processor_time_and_memory_of_all_processes() -> None:
    """A child's child counts too: it works for a while and holds 64 MB."""
    inner = "import time; x = bytearray(64_000_000); s = time.process_time()\nwhile time.process_time() < s + 0.3: pass"
    command = [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"]
    cost = measure.run(command, watch=True)
    assert cost.cpu >= 0.3
    assert cost.wall >= 0.3
    assert 64 <= cost.peak < 120
    assert 0.15 <= cost.busiest <= cost.cpu
    assert cost.together == 0.0


def test_memory_together_is_that_of_one_moment() -> None:
    """Three processes one after the other with 60 MB each hold no more than one does, two at once hold both."""
    inner = "import time; x = bytearray(60_000_000); time.sleep(0.2)"
    one = f"import subprocess, sys; c = [sys.executable, '-c', {inner!r}]\n"
    after = measure.run([sys.executable, "-c", one + "for _ in range(3): subprocess.run(c)"], watch=True, together=True)
    beside = [sys.executable, "-c", one + "[p.wait() for p in [subprocess.Popen(c), subprocess.Popen(c)]]"]
    assert 57 <= after.together < 90
    assert 114 <= measure.run(beside, watch=True, together=True).together < 150


def test_what_this_process_holds_is_not_counted() -> None:
    held = bytearray(200_000_000)
    cost = measure.run([sys.executable, "-c", "import time; time.sleep(0.1)"], watch=True)
    assert 1 < cost.peak < 60
    assert held


@pytest.mark.parametrize("watch", [False, True])
def test_a_command_that_fails_is_an_error(watch: bool) -> None:
    """Also one that says more than a pipe holds."""
    code = "import sys; print('x' * 200_000, 'no such thing', file=sys.stderr); sys.exit(3)"
    with pytest.raises(measure.RunError, match=r"exit status 3: x+ no such thing"):
        measure.run([sys.executable, "-c", code], watch=watch)


def test_the_bare_loops_copy(tmp_path: Path) -> None:
    (tmp_path / "in" / "a").mkdir(parents=True)
    (tmp_path / "in" / "a" / "x.txt").write_bytes(b"x\r\n")
    peer.copy_tree(str(tmp_path / "in"), str(tmp_path / "out"))
    assert (tmp_path / "out" / "a" / "x.txt").read_bytes() == b"x\r\n"


def test_good_figures_meet_every_bound() -> None:
    assert [str(v) for v in bounds.verdicts(GOOD, parts=PARTS) if not v.met] == []


def copied(**change: object) -> Copies:
    return dataclasses.replace(COPIES, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "missed"),
    [
        ({"speed": GOOD.speed | {"ftfy": Speed(8, [0.3] * 3, [])}}, "faster than ftfy"),
        ({"speed": GOOD.speed | {"datatrove": Speed(8, [1.1] * 3, [])}}, "faster than datatrove"),
        ({"speed": GOOD.speed | {"orjson": Speed(8, [0.004] * 3, [])}}, "against an orjson loop"),
        ({"speed": {"cleaner": GOOD.speed["cleaner"]}}, "faster than textacy: not measured"),
        ({"sizes": GOOD.sizes | {500: Size(0.03, 81)}}, "peak memory, 500 MB"),
        ({"sizes": GOOD.sizes | {1000: Size(0.03, 70)}}, "memory, the most against the least"),
        ({"sizes": GOOD.sizes | {1000: Size(0.09, 51)}}, "time of a megabyte"),
        ({"sizes": {1: Size(0.03, 40)}}, "peak memory, 500 MB: not measured"),
        ({"growth": GOOD.growth | {"all promos": 41.0}}, "ten times as long a document, all promos"),
        ({"growth": {k: v for k, v in GOOD.growth.items() if k != "one line"}}, "one line: not measured"),
        ({"workers": Workers((10, 5), (10, 13), 5.0)}, "two workers"),
        ({"workers": Workers((10, 5), (10, 10), 7.0)}, "two workers"),
        ({"workers": None}, "two workers: not measured"),
        ({"small_files": {"none": Files((1.6, 1.0), (1.0, 1.0))}}, "small files"),
        ({"copies": None}, "copies: faster than datasketch: not measured"),
        (
            {"copies": copied(peers=COPIES.peers | {"datasketch": Peer(10_000, [4.0], 0)})},
            "datasketch: 11.43 x",
        ),
        ({"copies": copied(peers=COPIES.peers | {"rensa": Peer(10_000, [0.5], 0)})}, "compiled tool (rensa): 1.43 x"),
        (
            {"copies": copied(recall=[*COPIES.recall, Recall(0.9, 1, 2, 3, 0.98, 1.0)])},
            "that meet: 0.98",
        ),
        ({"copies": copied(scale={1_000_000: Scale(1, 1.0, 1.0, 700.0)})}, "a document of 1,000,000: 734.00 bytes"),
        ({"copies": copied(index={"fill it": Scale(1, 1.0, 1.0, 700.0)})}, "memory with an index"),
        ({"copies": copied(scale=COPIES.scale | {10_000: Scale(1, 0.9, 0.9, 1.0)})}, "one of 10,000: 1.22 x"),
    ],
)
def test_what_is_missed_is_told(change: dict[str, object], missed: str) -> None:
    found = [str(v) for v in bounds.verdicts(dataclasses.replace(GOOD, **change), parts=PARTS) if not v.met]  # type: ignore[arg-type]
    assert any(missed in line for line in found)


def test_figures_come_back_from_json() -> None:
    assert suite.load(json.loads(json.dumps(suite.plain(GOOD)))) == GOOD


def test_the_page_has_every_figure(tmp_path: Path) -> None:
    page.write(tmp_path / "performance.md", GOOD, suite.NORMAL)
    text = (tmp_path / "performance.md").read_text(encoding="utf-8")
    assert "| `ftfy.fix_text` | 2.22 | 15.00 | 11.25 to 25.00 | 8.0 |" in text
    assert "| 500 MB | 51.0 MB | 31.0 |" in text
    assert "| faster than ftfy | 15.00 x | at least 12 x | yes |" in text
    assert "| 1,000,000 | 2,957 | 90.0 | 110.0 | 11,111 | 600 | 629 |" in text
    assert "| fill it | 150.0 | 620 | 650 |" in text
    assert "documents 977 MB, keys 364 MB" in text
    assert "| gaoya (Rust), `MinHashStringIndex` | 14,286 | 10.7 | 2,900 pairs" in text
    assert "| 0.7 | 19 x 4 | 300 | 0.9910 | 1.0000 |" in text
    assert "1.10 times as much as their number (1.12 times by the clock)" in text
    assert "| copies: pairs at the threshold that meet | 0.991 | at least 0.99 | yes |" in text
    for name, share in (corpus.DIRTY | corpus.FEATURES).items():
        assert f"{share:.0%} {name}" in text or f"| {name} | {share:.0%} |" in text
    ElementTree.parse(tmp_path / "images" / "performance.svg")


def test_the_bars_are_in_proportion() -> None:
    """On a logarithmic axis equal ratios are equal lengths; the chart also says its figures in words."""
    svg = ElementTree.fromstring(chart.bars("Speed", "MB/s", {"a": 100, "b <&>": 10, "c": 1}, "a"))
    space = "{http://www.w3.org/2000/svg}"
    widths = [float(r.attrib["width"]) for r in svg.iter(f"{space}rect") if r.attrib["class"].startswith("bar")]
    assert widths[0] - widths[1] == pytest.approx(widths[1] - widths[2], abs=0.2)
    assert svg.findtext(f"{space}desc") == "a 100 MB/s; b <&> 10 MB/s; c 1 MB/s"


def test_without_the_other_tools_it_says_how_to_get_them(tmp_path: Path) -> None:
    command = [sys.executable, "scripts/bench.py", "--quick", "--peers", str(tmp_path / "none")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install -r scripts/bench-requirements.txt" in done.stderr
    assert len(done.stderr.strip().split("\n")) == 1


def test_figures_of_other_parts_stay_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "figures.json").write_text(json.dumps(suite.plain(GOOD)))
    found = bench.begun(tmp_path / "figures.json", {"Python": "4"})
    assert found == dataclasses.replace(GOOD, machine={"Python": "4"})
    assert bench.begun(tmp_path / "none.json", {"Python": "4"}) == Results({"Python": "4"})
    (tmp_path / "older.json").write_text(json.dumps({k: v for k, v in suite.plain(GOOD).items() if k != "copies"}))
    assert bench.begun(tmp_path / "older.json", {}).copies is None


def test_check_tells_what_is_missed_and_fails(tmp_path: Path) -> None:
    slow = dataclasses.replace(GOOD, speed=GOOD.speed | {"ftfy": Speed(8, [0.1] * 3, [])})
    for results, status, said in ((GOOD, 0, "all bounds are met"), (slow, 1, "missed: faster than ftfy: 3.33 x")):
        (tmp_path / "figures.json").write_text(json.dumps(suite.plain(results)))
        command = [sys.executable, "scripts/bench.py", "--check", "--from", str(tmp_path / "figures.json")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        assert (done.returncode, said in done.stdout) == (status, True)
