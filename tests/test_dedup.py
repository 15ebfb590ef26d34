"""One copy of every story: what is a copy, what only looks like one, and which one stays."""

import itertools
import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner.corpus.dates import timestamp
from cleaner.corpus.decision import Decision
from cleaner.corpus.options import Options
from cleaner.errors import CleanerError, SettingsError

FIXTURES = Path(__file__).parent.parent / "fixtures" / "dedup"

Record = dict[str, Any]

#: What the hashes of a text are; other numbers make every index that is there useless.
EXACT = ["27181caec7d6e76d", "ff33974217609567", "344907712a2356b5", "f2e1eae4c432e09b"]
SHINGLES = [1096394401, 1995212075, 3040327401, 3078191557, 3392880652, 3404690203, 3525739411, 3750038355]
KEYS = [
    "7047a15731c2b274",
    "0a45eecfb834e969",
    "187e2597100150ed",
    "b64efebbcd3f69bb",
    "ba0a60b0c17424d4",
    "d0a2f4d3aedb9142",
]
OF = [0, 0, 1, 1, 0, 1]
OF_TEXT = 14760550943040269517


def records(name: str) -> list[Record]:
    return [json.loads(line) for line in (FIXTURES / f"{name}.jsonl").read_text().split("\n") if line]


def kept(decisions: Sequence[Decision]) -> dict[str, str]:
    """For each document the one that stays in its place."""
    return {d.document: d.kept or d.document for d in decisions}


def together(found: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset((a, b)) for a, b in itertools.combinations(found, 2) if found[a] == found[b]}


@pytest.mark.parametrize("name", sorted(path.stem for path in FIXTURES.glob("*.jsonl")))
@pytest.mark.parametrize("raw", [False, True])
def test_copies_are_found_and_look_alikes_are_not(name: str, raw: bool) -> None:
    rows = records(name)
    stories = {row["id"]: row["story"] for row in rows}
    assert together(kept(list(cleaner.dedup(rows, raw=raw)))) == together(stories)


def test_all_fixtures_together_are_the_same_stories() -> None:
    rows = [row | {"id": f"{path.stem}/{row['id']}"} for path in FIXTURES.glob("*.jsonl") for row in records(path.stem)]
    found = together(kept(list(cleaner.dedup(rows))))
    ferry = {
        frozenset((f"copies/{a['id']}", f"correction/{b['id']}"))
        for a in records("copies")
        for b in records("correction")
    }
    within = {
        frozenset(f"{path.stem}/{id}" for id in pair)
        for path in FIXTURES.glob("*.jsonl")
        for pair in together({row["id"]: row["story"] for row in records(path.stem)})
    }
    assert found == within | ferry | {frozenset(("correction/corrected", "correction/story"))}


@pytest.mark.parametrize(
    ("options", "stays"),
    [
        ({}, "extended"),
        ({"keep": "longest"}, "extended"),
        ({"keep": "first"}, "gazette"),
        ({"keep": "earliest"}, "cut"),
        ({"keep": "priority"}, "cut"),
        ({"keep": "priority", "priority": ["post", "herald"]}, "edited"),
        ({"keep": "priority", "priority": ["nobody", "herald"]}, "typeset"),
    ],
)
def test_the_policy_chooses_what_stays(options: dict[str, Any], stays: str) -> None:
    found = [d for d in cleaner.dedup(records("copies"), **options) if d.stays]
    assert [d.document for d in found] == [stays]
    assert found[0].copies == 5


@pytest.mark.parametrize(
    ("document", "kind", "similarity", "containment"),
    [("gazette", "near", 200 / 253, 1.0), ("cut", "part", 116 / 253, 1.0), ("extended", None, 0.0, 0.0)],
)
def test_what_is_told_is_counted_on_the_whole_texts(
    document: str, kind: str | None, similarity: float, containment: float
) -> None:
    rows = records("copies")
    texts = {row["id"]: cleaner.clean(row["text"]) for row in rows}
    decision = {d.document: d for d in cleaner.dedup(rows)}[document]
    assert decision.kind == kind
    if decision.kept is not None:
        one, other = (shingles(texts[id]) for id in (document, decision.kept))
        assert decision.similarity == pytest.approx(len(one & other) / len(one | other))
        assert decision.containment == pytest.approx(len(one & other) / min(len(one), len(other)))
        assert decision.similarity == pytest.approx(similarity, abs=0.02)
        assert decision.containment == pytest.approx(containment, abs=0.001)


def shingles(text: str, size: int = 5) -> set[tuple[str, ...]]:
    """The plain definition, for texts in scripts with spaces."""
    from cleaner.words import words

    found = words(text)
    return {found[i : i + size] for i in range(len(found) - size + 1)}


def test_cleaning_keeps_residue_from_hiding_a_copy() -> None:
    story = records("copies")[0]["text"]
    promos = [f"Sign up for our newsletter: story {n} of the day, every Friday, in your inbox" for n in range(40)]
    rows = [{"id": "plain", "text": story}, {"id": "page", "text": story + "\n\n" + "\n\n".join(promos)}]
    assert [d.kind for d in cleaner.dedup(rows, containment=None)].count("exact") == 1
    assert [d.kind for d in cleaner.dedup(rows, containment=None, raw=True)] == [None, None]


def test_residue_fakes_no_copy() -> None:
    promo = "Sign up for our newsletter: the harbour, every Friday, in your inbox\n\n"
    rows = [{"id": row["id"], "text": row["text"] + "\n\n" + promo * 30} for row in records("matches")]
    assert all(d.stays for d in cleaner.dedup(rows))


# --- clusters ---


def chain(length: int) -> list[str]:
    """Texts of which each is nearly the one before, and the last is nothing like the first."""
    words = [f"word{n}" for n in range(400)]
    return [" ".join(words[20 * n : 20 * n + 200]) for n in range(length)]


def test_a_chain_of_look_alikes_is_no_cluster() -> None:
    texts = chain(9)
    found = list(cleaner.dedup(texts, raw=True, keep="first", containment=None))
    sets = [shingles(text) for text in texts]
    for decision in found:
        if decision.kept is not None:
            one, other = sets[int(decision.document)], sets[int(decision.kept)]
            assert len(one & other) / len(one | other) >= 0.7
    assert 1 < sum(d.stays for d in found) < 9


def test_of_a_story_in_very_many_copies_one_stays() -> None:
    story = records("copies")[0]["text"]
    chance = random.Random(3)
    texts = []
    for _ in range(120):
        words = story.split(" ")
        for _ in range(3):
            words[chance.randrange(len(words))] = f"changed{chance.randrange(10**6)}"
        texts.append(" ".join(words))
    assert sum(d.stays for d in cleaner.dedup(texts, raw=True)) == 1


def test_what_a_whole_site_prints_below_its_stories_makes_no_copies_of_them() -> None:
    notice = " ".join(f"boilerplate{n}" for n in range(60))
    texts = [" ".join(f"story{n}word{m}" for m in range(200)) + " " + notice for n in range(150)]
    assert all(d.stays for d in cleaner.dedup(texts, raw=True))


@pytest.mark.parametrize("threshold", [0.5, 0.7, 0.9])
def test_of_generated_pairs_those_above_the_threshold_are_found_and_no_others(threshold: float) -> None:
    chance = random.Random(11)
    texts = []
    for _ in range(500):
        words = [f"w{chance.randrange(10**9)}" for _ in range(chance.randrange(60, 200))]
        changed = list(words)
        for _ in range(chance.randrange(1, max(2, int(len(words) * (1 - threshold) / 8)) + 1)):
            changed[chance.randrange(len(words))] = f"w{chance.randrange(10**9)}"
        texts += [" ".join(words), " ".join(changed)]
    found = kept(list(cleaner.dedup(texts, raw=True, threshold=threshold, containment=None, jobs=1)))
    above = joined = 0
    for number in range(0, len(texts), 2):
        one, other = shingles(texts[number]), shingles(texts[number + 1])
        is_copy = len(one & other) / len(one | other) >= threshold
        is_found = found[str(number)] == found[str(number + 1)]
        assert is_copy or not is_found
        above += is_copy
        joined += is_found
    assert above >= 200
    assert joined >= 0.99 * above
    assert len(set(found.values())) == len(texts) - joined


# --- the same result for any order, number of workers and memory ---


@pytest.mark.parametrize("keep", ["longest", "earliest", "priority"])
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_input_does_not_matter(keep: Any, seed: int) -> None:
    rows = [row | {"id": f"{path.stem}/{row['id']}"} for path in FIXTURES.glob("*.jsonl") for row in records(path.stem)]
    expected = kept(list(cleaner.dedup(rows, keep=keep, raw=True)))
    random.Random(seed).shuffle(rows)
    assert kept(list(cleaner.dedup(rows, keep=keep, raw=True))) == expected


def generated(count: int) -> list[str]:
    chance = random.Random(5)
    vocabulary = [f"w{n}" for n in range(3000)]
    texts: list[str] = []
    for number in range(count):
        if number % 4 == 3:
            words = chance.choice(texts).split()
            words[chance.randrange(len(words))] = "edited"
        else:
            words = chance.choices(vocabulary, k=chance.randrange(40, 160))
        texts.append(" ".join(words))
    return texts


def test_the_number_of_workers_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = generated(400)
    expected = list(cleaner.dedup(texts, raw=True, jobs=1))
    assert sum(not d.stays for d in expected) >= 100
    monkeypatch.setattr("cleaner.corpus.batch.SIZE", 20_000)
    assert list(cleaner.dedup(texts, raw=True, jobs=2)) == expected


def test_what_does_not_fit_into_memory_goes_through_disk_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    from cleaner.corpus import candidates, collection, store

    texts = generated(400)
    expected = list(cleaner.dedup(texts, raw=True, jobs=1))
    spilled: list[int] = []
    monkeypatch.setattr(collection, "KeyList", lambda: candidates.KeyList(in_memory=1000))
    monkeypatch.setattr(collection, "Spool", lambda: store.Spool(in_memory=1000))
    monkeypatch.setattr("cleaner.engines.duck._PART", 3000)
    monkeypatch.setattr("cleaner.corpus.batch.SIZE", 20_000)
    original = candidates.KeyList._spill

    def spill(keys: candidates.KeyList) -> None:
        spilled.append(1)
        original(keys)

    monkeypatch.setattr(candidates.KeyList, "_spill", spill)
    assert list(cleaner.dedup(texts, raw=True, jobs=1)) == expected
    assert len(spilled) > 2


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 40)), max_size=200), st.randoms())
@settings(max_examples=12, deadline=None)
def test_memory_and_disk_give_the_same_pairs(entries: list[tuple[int, int]], chance: random.Random) -> None:
    from cleaner.corpus.candidates import CROWD, pairs
    from cleaner.corpus.hashing import mixed
    from cleaner.engines.duck import KeyTable

    entries = sorted(set(entries))
    keys = mixed(np.array([key for key, _ in entries], dtype=np.uint64))
    owners = np.array([owner for _, owner in entries], dtype=np.int64)
    ranks = np.array(chance.sample(range(41), 41))
    table = KeyTable()
    try:
        table.add(keys, owners)
        assert table.pairs(ranks, CROWD).tolist() == pairs(keys, ranks[owners]).tolist()
    finally:
        table.close()


# --- what is compared with what ---


def test_only_documents_of_one_site_are_compared_within_it() -> None:
    found = kept(list(cleaner.dedup(records("copies"), within="site")))
    assert together(found) == {frozenset(("gazette", "extended"))}


@pytest.mark.parametrize(
    ("window", "hours", "stay"), [("1h", 1, 3), ("2h", 2, 3), ("3h", 3, 2), (0, 0, 6), ("1d", 24, 2), (None, 999, 1)]
)
def test_only_documents_within_a_window_of_time_are_compared(
    window: float | str | None, hours: float, stay: int
) -> None:
    rows = records("copies")
    dates = {row["id"]: timestamp(row["date"]) for row in rows}
    found = list(cleaner.dedup(rows, window=window))
    assert all(abs(dates[d.document] - dates[d.kept]) <= 3600 * hours for d in found if d.kept is not None)
    stays = [dates[d.document] for d in found if d.stays]
    assert all(abs(one - other) > 3600 * hours for one, other in itertools.combinations(stays, 2))
    assert len(stays) == stay


def test_equal_documents_of_different_days_are_no_copies_with_a_window() -> None:
    rows = [
        {"id": str(n), "text": "The road is closed.", "date": f"2025-03-{day:02}"}
        for n, day in enumerate((1, 2, 20, 21))
    ]
    assert kept(list(cleaner.dedup(rows, window="7d"))) == {"0": "0", "1": "0", "2": "2", "3": "2"}
    assert kept(list(cleaner.dedup(rows))) == {"0": "0", "1": "0", "2": "0", "3": "0"}


def test_an_undated_document_is_compared_with_undated_ones_only() -> None:
    rows = [
        {"id": str(n), "text": "The road is closed.", "date": d} for n, d in enumerate(("2025-03-01", None, "soon"))
    ]
    assert kept(list(cleaner.dedup(rows, window="7d"))) == {"0": "0", "1": "1", "2": "1"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-03-01", 1740787200.0),
        ("2025-03-01T01:00:00+01:00", 1740787200.0),
        ("2025-03-01 00:00:00", 1740787200.0),
        ("Sat, 01 Mar 2025 00:00:00 GMT", 1740787200.0),
        (1740787200, 1740787200.0),
        (1740787200000, 1740787200.0),
        ("1740787200", 1740787200.0),
        (" 1740787200.5 ", 1740787200.5),
        ("1740787200000", 1740787200.0),
        ("20250301", 1740787200.0),
        ("2025", None),
        ("202503010000", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (True, None),
        ([], None),
    ],
)
def test_dates_are_read_as_publishers_write_them(value: Any, expected: float | None) -> None:
    found = timestamp(value)
    assert found == expected if expected is not None else found != found


# --- hashes, signatures, bands ---


def test_hashes_are_the_same_on_every_machine() -> None:
    from cleaner.corpus import bands, hashing, sketch
    from cleaner.corpus.fingerprint import fingerprint

    prints = fingerprint(["The ferry left at noon, two hours late, with forty people aboard.", "Ærøskøbing 港の修理費"])
    assert [f"{n:016x}" for n in prints.exact.ravel()] == EXACT
    assert prints.shingles.row(0).tolist() == SHINGLES
    keys, of = sketch.keys(prints, bands.Bands(2, 3), runs=True)
    assert [f"{n:016x}" for n in keys] == KEYS
    assert of.tolist() == OF
    assert hashing.of_text("gazette") == OF_TEXT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The FERRY left.", "the ferry left"),
        ("“It’s late” — he said", '"It\'s late" - he said'),
        ("caf\u00e9", "cafe\u0301"),
        ("ISTANBUL İstanbul", "istanbul istanbul"),
        ("soft\u00adhyphen", "softhyphen"),
        ("ﬁrst ﬂoor", "first floor"),
        ("two\n\nlines", "two lines"),
        ("港の、修理", "港の 修理"),
    ],
)
def test_what_is_typeset_in_another_way_is_the_same(one: str, other: str) -> None:
    assert [d.kind for d in cleaner.dedup([one, other], raw=True)].count("exact") == 1


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60), st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_texts_are_equal_if_their_words_are(one: str, other: str) -> None:
    from cleaner.corpus.fingerprint import fingerprint
    from cleaner.corpus.folding import fold

    prints = fingerprint([one, other, one + " "])
    assert (prints.exact[0] == prints.exact[2]).all()
    assert (prints.exact[0] == prints.exact[1]).all() == (fold(one).words.split() == fold(other).words.split())


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_folded_words_are_the_words_of_the_project(text: str) -> None:
    import unicodedata

    from cleaner.corpus.folding import fold
    from cleaner.words import UNSPACED, words

    if UNSPACED.search(text):
        return
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "").replace("\u00a0", " "))
    assert fold(text).words.decode("utf-8", "surrogatepass").split() == list(words(plain)) or not text.isascii()


@pytest.mark.parametrize("size", [1, 2, 7, 8, 9, 15, 16, 17, 40])
def test_words_of_any_length_are_told_apart(size: int) -> None:
    words = ["a" * size, "a" * (size + 1), "a" * (size - 1) + "b", "b" + "a" * (size - 1)]
    found = list(cleaner.dedup(words, raw=True))
    assert sum(d.stays for d in found) == len(set(words))


@given(st.lists(st.text(alphabet="ab ", max_size=30), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_batch_gives_what_its_texts_give_alone(texts: list[str]) -> None:
    from cleaner.corpus.fingerprint import fingerprint, shingles
    from cleaner.corpus.sketch import signatures

    both = fingerprint(texts, shingle=2)
    in_order = shingles(texts, shingle=2)
    # A signature does not mind the order, nor what comes twice.
    assert signatures(in_order, 16).tolist() == signatures(both.shingles, 16).tolist()
    for number, text in enumerate(texts):
        assert sorted(set(in_order.row(number).tolist())) == both.shingles.row(number).tolist()
        alone = fingerprint([text], shingle=2)
        assert both.exact[number].tolist() == alone.exact[0].tolist()
        assert both.words[number] == alone.words[0]
        assert both.shingles.row(number).tolist() == alone.shingles.row(0).tolist()
        assert (
            both.order.values[both.order.starts[number] : both.order.starts[number + 1]].tolist()
            == alone.order.values.tolist()
        )
        assert both.particulars.row(number).tolist() == alone.particulars.row(0).tolist()


@pytest.mark.parametrize("threshold", [0.5, 0.6, 0.7, 0.8, 0.9])
@pytest.mark.parametrize("size", [40, 300])
def test_pairs_at_the_threshold_meet(threshold: float, size: int) -> None:
    from cleaner.corpus import bands, candidates, sketch
    from cleaner.corpus.fingerprint import Ragged

    count = 2000
    common = -int(-2 * size * threshold // (1 + threshold))
    numbers = np.random.default_rng(size)
    both = numbers.integers(0, 2**32, (count, 2 * size - common), dtype=np.uint32)
    rows = np.stack([both[:, :size], both[:, size - common :]], axis=1).reshape(-1)
    shape = bands.choose(threshold)
    keys, of = sketch.band_keys(Ragged(rows, np.arange(2 * count + 1) * size), shape)
    found = candidates.pairs(keys, of)
    first, second = found >> np.uint64(32), found & np.uint64(0xFFFFFFFF)
    assert ((first % np.uint64(2) == 0) & (second == first + np.uint64(1))).sum() / count >= 0.99


@pytest.mark.parametrize("similarity", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("size", [5, 30, 400])
def test_signatures_agree_as_often_as_the_documents_are_alike(similarity: float, size: int) -> None:
    from cleaner.corpus.fingerprint import Ragged
    from cleaner.corpus.sketch import signatures

    common = round(2 * size * similarity / (1 + similarity))
    count = 400
    both = np.random.default_rng(1).integers(0, 2**32, (count, 2 * size - common), dtype=np.uint32)
    one, other = (
        signatures(Ragged(np.ascontiguousarray(part).reshape(-1), np.arange(count + 1) * size), 64)
        for part in (both[:, :size], both[:, size - common :])
    )
    assert (one == other).mean() == pytest.approx(common / (2 * size - common), abs=0.02)


@given(st.integers(36, 120), st.integers(0, 300), st.integers(0, 300), st.randoms())
@settings(max_examples=50, deadline=None)
def test_a_common_stretch_of_text_gives_a_common_key(
    stretch: int, before: int, after: int, chance: random.Random
) -> None:
    from cleaner.corpus.fingerprint import fingerprint
    from cleaner.corpus.sketch import _run_keys

    def words(count: int) -> list[str]:
        return [f"w{chance.randrange(10**9)}" for _ in range(count)]

    common = words(stretch)
    texts = [" ".join(words(before) + common), " ".join(common + words(after))]
    keys, of = _run_keys(fingerprint(texts).order)
    assert set(keys[of == 0].tolist()) & set(keys[of == 1].tolist())


@pytest.mark.parametrize(
    ("arguments", "shape"),
    [
        ((0.7, None, None), (19, 4)),
        ((0.7, 30, None), (30, 5)),
        ((0.7, None, 2), (8, 2)),
        ((0.7, 3, 3), (3, 3)),
        ((1.0, None, None), (1, 32)),
    ],
)
def test_bands_and_rows_follow_from_the_threshold(arguments: tuple[Any, ...], shape: tuple[int, int]) -> None:
    from cleaner.corpus.bands import choose

    assert tuple(choose(*arguments)) == shape


# --- short, empty, odd ---


def test_below_min_words_only_equal_documents_are_copies() -> None:
    words = [f"word{n}" for n in range(24)]
    near = [" ".join(words), " ".join([*words[:23], "other"]), " ".join(words).upper()]
    assert kept(list(cleaner.dedup(near, raw=True))) == {"0": "0", "1": "1", "2": "0"}
    assert sum(d.stays for d in cleaner.dedup(near, raw=True, min_words=24)) == 1


@pytest.mark.parametrize("texts", [[], [""], ["", ""], [" \n"], ["word"], ["\ud800 lone"], ["0"]])
def test_hardly_any_text_is_no_problem(texts: list[str]) -> None:
    found = list(cleaner.dedup(texts, raw=True))
    assert [d.document for d in found] == [str(n) for n in range(len(texts))]
    assert all(d.stays for d in found), "what has no words is no copy, whatever was lost of it"


def test_documents_of_every_kind_can_be_given() -> None:
    story = records("copies")[0]["text"]
    given = [story, cleaner.parse(story, id="parsed", site="x"), {"id": 7, "text": story}, {"text": story}]
    assert [d.document for d in cleaner.dedup(given)] == ["0", "parsed", "7", "3"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"threshold": 0}, "threshold is a number above 0 to 1, not 0"),
        ({"threshold": 1.5}, "threshold"),
        ({"containment": -1}, "containment"),
        ({"particulars": 2}, "particulars"),
        ({"shingle": 0}, "shingle is a whole number from 1"),
        ({"min_words": 1.5}, "min_words"),
        ({"bands": 0}, "bands"),
        ({"bands": 5000, "rows": 2}, "bands and rows"),
        ({"keep": "newest"}, "keep is one of longest, first, earliest, priority"),
        ({"window": "7 fortnights"}, "is no duration"),
        ({"window": -1}, "window"),
    ],
)
def test_options_that_make_no_sense_are_refused_at_once(options: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        cleaner.dedup([], **options)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"body": "x"}, r"document 1 has none \(fields: 'body'\)"),
        ({"id": "a-7", "body": "x"}, r"document 1 \(id 'a-7'\) has none"),
        ({"id": 7, "text": 3}, r"document 1 \(id '7'\) has one of type int"),
    ],
)
def test_a_record_without_a_text_is_refused(record: Record, message: str) -> None:
    with pytest.raises(CleanerError, match=f"needs a field 'text' with a text: {message}"):
        list(cleaner.dedup([{"text": "x"}, record]))


@pytest.mark.parametrize("options", [{}, {"window": "7d"}, {"within": "site"}])
def test_documents_without_words_are_no_copies(options: dict[str, Any]) -> None:
    rows = [
        {"id": str(n), "text": text, "date": "2025-03-01"} for n, text in enumerate([None, "", " \n", "--", "x", "X"])
    ]
    assert [d.document for d in cleaner.dedup(rows, **options) if not d.stays] == ["5"]


@pytest.mark.parametrize("raw", [False, True])
def test_records_without_ids_stay_in_any_order(raw: bool) -> None:
    rows = [{"url": f"https://gazette.example/{n}", "text": "The road over the moor is closed."} for n in range(12)]
    kept = []
    for seed in range(4):
        random.Random(seed).shuffle(rows)
        kept += [rows[d.position]["url"] for d in cleaner.dedup(rows, raw=raw) if d.stays]
    assert len(kept) == 4
    assert len(set(kept)) == 1


def test_importing_cleaner_loads_no_numpy() -> None:
    code = "import sys, cleaner; assert 'numpy' not in sys.modules; cleaner.dedup; assert 'numpy' in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def family(seed: int, size: int) -> list[str]:
    """Six copies of a text with a few words changed in each, so that any two are about as alike as copies must be."""
    chance = random.Random(seed)
    known = [f"w{number:04}" for number in range(3000)]
    first = chance.choices(known, k=size)
    copies = []
    for _ in range(6):
        copy = first[:]
        for _ in range(chance.choice((1, 2, 3, 4, 5))):
            copy[chance.randrange(size)] = chance.choice(known)
        copies.append(" ".join(copy))
    return copies


@pytest.mark.parametrize(("seed", "size"), [(16, 40), (184, 40), (130, 60), (227, 60), (352, 120)])
def test_copies_without_a_common_key_meet_through_a_third(seed: int, size: int) -> None:
    """The keys of these happen to miss a pair: a copy of the one that stays leads to the other."""
    rows = [{"id": str(number), "text": text} for number, text in enumerate(family(seed, size))]
    stay = [d.document for d in cleaner.dedup(rows, keep="first", raw=True) if d.kept is None]
    parts = {row["id"]: shingles(row["text"]) for row in rows}
    for one, other in itertools.combinations(stay, 2):
        smaller = min(len(parts[one]), len(parts[other]))
        assert len(parts[one] & parts[other]) / smaller < (Options().containment or 0), (one, other)
