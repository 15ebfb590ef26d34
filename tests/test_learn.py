"""Profiles: what is learned from many documents, and how a document is cleaned with it."""

import json
import pickle
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner import Cleaner, CleanerError, Document, SettingsError, profile
from cleaner.corpus import learn, sample
from cleaner.corpus.sample import Sample
from cleaner.corpus.stories import Told, stories
from cleaner.profile import Line, Profile, Rules, Site

NOUNS = "ferry harbour council bridge captain storm mayor vote school budget choir baker engine goat lamp roof".split()
VERBS = "opened closed delayed blamed repaired sold bought praised counted".split()

TOP = "Gazette live: tides, ferries, weather"
END = "Harbour notes"
COMMENTS = "{} comments on this story"
DISCLAIMER = "Our quayside room answers every letter that reaches it before the last ferry leaves."


def sentence(rng: random.Random) -> str:
    a, b, c, d = (rng.choice(NOUNS) for _ in range(4))
    return f"The {a} {rng.choice(VERBS)} the {b} with others, and the {c} {rng.choice(VERBS)} the {d}."


def story(number: int, paragraphs: int = 6) -> list[str]:
    """A headline and running text that no other number has."""
    rng = random.Random(number)
    # Letters, because a number is the same as any other to a profile.
    name = "".join(rng.choices("abcdefghijklmnop", k=12)).title()
    return [
        f"The {name} in the harbour",
        *(f"{sentence(rng)[:-1]}, {name} said of {rng.choices(NOUNS, k=5)}." for _ in range(paragraphs)),
    ]


def page(*lines: str, site: str = "example.org") -> Document:
    return cleaner.parse("\n\n".join(lines) + "\n", site=site)


def pages(count: int, **more: str) -> list[Document]:
    return [page(TOP, *story(n), END, COMMENTS.format(n), **more) for n in range(count)]


def lines_of(found: Profile, site: str = "example.org") -> set[str]:
    return {line.text for line in found.sites[site].lines.values()}


def keys_of(found: Profile, site: str = "example.org") -> set[str]:
    return set(found.sites[site].lines)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("127 Comments", "3 comments"),
        ("3 min read", "5 MIN READ"),
        ("Follow us:", "\u2022 Follow  us"),
        ("Updated 12.03.2024, 14:05", "Updated 1/2/24, 9:30"),
        ("Don\u2019t miss", "Don't miss"),
        ("1,204 votes", "7 votes"),
    ],
)
def test_lines_that_are_the_same(one: str, other: str) -> None:
    assert profile.key(one) == profile.key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Comments", "Comment"), ("3 min read", "min read"), ("sign up", "signup")])
def test_lines_that_are_not(one: str, other: str) -> None:
    assert profile.key(one) != profile.key(other)


@pytest.mark.parametrize("text", ["", "***", "12.03.2024", "3 - 1", "_"])
def test_a_line_without_a_letter_is_none(text: str) -> None:
    assert profile.key(text) == ""


def test_what_came_in_many_stories_is_learned_with_its_place() -> None:
    found = cleaner.learn(pages(20)).sites["example.org"]
    assert found.documents == 20
    assert {(line.text, line.documents, line.before, line.inside, line.after) for line in found.lines.values()} == {
        (TOP, 20, 20, 0, 0),
        (END, 20, 0, 0, 20),
        (COMMENTS.format(0), 20, 0, 0, 20),
    }


@pytest.mark.parametrize(
    ("count", "of", "rules", "is_learned"),
    [
        (5, 20, {}, True),
        (4, 20, {}, False),
        (4, 20, {"min_documents": 4}, True),
        (5, 20, {"share": 0.3}, False),
        (6, 20, {"share": 0.3}, True),
    ],
)
def test_thresholds(count: int, of: int, rules: dict[str, float], is_learned: bool) -> None:
    documents = [page(*story(n), *([END] if n < count else [])) for n in range(of)]
    found = cleaner.learn(documents, **rules)  # type: ignore[arg-type]
    assert (END in lines_of(found)) is is_learned


def test_copies_and_versions_of_a_story_count_once() -> None:
    once = story(1, 8)
    copies = [page(*once, END)] * 20
    spaced = [cleaner.parse("\n\n".join(once) + "\n" * n, site="example.org") for n in range(1, 10)]
    updated = [page(f"Updated {n}: {once[0]}", *once[1:], f"Updated with a word on {story(n)[1]}") for n in range(10)]
    cut = [page(*once[:n]) for n in range(3, 8)]
    found = cleaner.learn([*copies, *spaced, *updated, *cut]).sites["example.org"]
    assert (found.documents, dict(found.lines)) == (1, {})


def test_a_sentence_needs_more_than_a_label_and_has_to_stand_outside_of_the_story() -> None:
    def learned(count: int, *, inside: bool) -> set[str]:
        documents = []
        for n in range(20):
            told = story(n)
            added = [DISCLAIMER] if n < count else []
            documents.append(page(*told[:3], *added, *told[3:]) if inside else page(*told, *added))
        return lines_of(cleaner.learn(documents))

    assert learned(10, inside=False) == {DISCLAIMER}
    assert learned(9, inside=False) == set()
    assert learned(20, inside=True) == set()


def test_sites_are_apart_and_documents_of_none_are_passed_over() -> None:
    found = cleaner.learn([*pages(6, site="one"), *pages(4, site="two"), *pages(9, site="")])
    assert {name: (site.documents, len(site.lines)) for name, site in found.sites.items()} == {
        "one": (6, 3),
        "two": (4, 0),
    }
    assert list(cleaner.learn(pages(9, site=""), site="all").sites) == ["all"]
    texts = ["\n\n".join([*story(n), END]) for n in range(6)]
    assert lines_of(cleaner.learn(texts, site="all"), "all") == {END}


def test_the_spelling_is_the_commonest() -> None:
    documents = [page(*story(n), END.upper() if n % 3 == 0 else END) for n in range(9)]
    assert lines_of(cleaner.learn(documents)) == {END}


@pytest.mark.parametrize("rules", [{"min_documents": 1}, {"share": 1.1}, {"share": -0.1}, {"sample": 4}])
def test_rules_that_make_no_sense(rules: dict[str, float]) -> None:
    with pytest.raises(SettingsError):
        cleaner.learn([], **rules)  # type: ignore[arg-type]


def test_stories_are_told_apart_by_their_running_text() -> None:
    def told(*own: str, label: str = "more") -> Told:
        return Told([label, *own], [0, *(10 for _ in own)])

    documents = [told("a", "b", "c", "d"), told("a", "b"), told("c", "x", "y"), told(), told("x", "y", "z", "q", "r")]
    assert stories(documents) == [[4, 2], [0, 1]]


def test_a_sample_has_so_many_documents_whatever_comes() -> None:
    seen = Sample(10)
    for number in random.Random(0).sample(range(10_000), 1000):
        seen.add("s", number, [str(number)])
    rest = [number for number, _ in seen.documents("s")]
    assert len(rest) == 10 and rest == sorted(rest)
    assert not seen.wants("s", rest[0]) and not seen.wants("s", rest[-1] + 1) and seen.wants("t", 10**6)


# Any order, any split, any number of workers.

WORDS = st.sampled_from([TOP, END, COMMENTS.format(3), COMMENTS.format(4), DISCLAIMER, "Analysis", "***"])
TEXTS = st.builds(
    lambda number, top, middle, end: "\n\n".join([*top, *story(number)[:3], *middle, *story(number)[3:], *end]),
    st.integers(0, 12),
    st.lists(WORDS, max_size=2),
    st.lists(WORDS, max_size=1),
    st.lists(WORDS, max_size=3),
)
CORPORA = st.lists(st.tuples(st.sampled_from(["one", "two"]), TEXTS), max_size=14)
RULES = st.builds(Rules, st.integers(2, 3), st.sampled_from([0.0, 0.1, 0.5]), st.sampled_from([3, 6, 300]))


def seen_of(documents: Sequence[tuple[str, str]], rules: Rules) -> Sample:
    seen = Sample(rules.sample)
    learn.collect(seen, documents, 1)
    return seen


@given(CORPORA, RULES, st.randoms(use_true_random=False))
def test_order_does_not_matter(documents: list[tuple[str, str]], rules: Rules, rng: random.Random) -> None:
    shuffled = rng.sample(documents, len(documents))
    assert learn.made(seen_of(documents, rules), rules).dump() == learn.made(seen_of(shuffled, rules), rules).dump()


@given(CORPORA, RULES, st.integers(0, 14), st.integers(0, 14))
def test_merging_is_learning_from_all(documents: list[tuple[str, str]], rules: Rules, a: int, b: int) -> None:
    a, b = sorted((a, b))
    merged = Sample(rules.sample)
    for part in (documents[b:], documents[:a], documents[a:b]):
        merged.update(seen_of(part, rules))
    whole = seen_of(documents, rules)
    assert list(merged.rows()) == list(whole.rows())
    assert learn.made(merged, rules).dump() == learn.made(whole, rules).dump()


@given(CORPORA, RULES)
def test_a_profile_comes_back_from_its_file(documents: list[tuple[str, str]], rules: Rules) -> None:
    found = learn.made(seen_of(documents, rules), rules)
    assert profile.parse(found.dump().decode(), "p") == found


def test_workers_do_not_matter() -> None:
    rules = Rules()
    documents = [(f"site {n % 3}", "\n\n".join([*story(n, 120), END])) for n in range(60)]
    assert sum(len(text) for _, text in documents) > 600_000, "several chunks"
    one, two = Sample(300), Sample(300)
    assert learn.collect(one, documents, 1) == learn.collect(two, documents, 2)
    assert list(one.rows()) == list(two.rows())
    assert learn.made(one, rules, 1).dump() == learn.made(two, rules, 2).dump()


# Changed by hand.


def without(found: Profile, text: str) -> Profile:
    site = found.sites["example.org"]
    lines = {own: line for own, line in site.lines.items() if line.text != text}
    return Profile({"example.org": Site(site.documents, lines)}, found.rules)


def test_what_was_deleted_by_hand_stays_away() -> None:
    derived = cleaner.learn(pages(20))
    found = learn.merged(cleaner.learn(pages(30)), without(derived, END), derived)
    kept = found.sites["example.org"].lines
    assert [line.text for line in kept.values() if line.keep] == [END]
    assert kept[profile.key(END)].documents == 30
    again = learn.merged(cleaner.learn(pages(40)), found, cleaner.learn(pages(30)))
    assert [line.text for line in again.sites["example.org"].lines.values() if line.keep] == [END]


def test_what_was_added_by_hand_stays() -> None:
    derived = cleaner.learn(pages(20))
    own = Line("Tide table", 7, 0, 0, 7)
    lines = {**derived.sites["example.org"].lines, profile.key(own.text): own}
    sites = {"example.org": Site(20, lines), "other.example": Site(9, {"x": Line("x", 9, 0, 0, 9)})}
    found = learn.merged(cleaner.learn(pages(30)), Profile(sites), derived)
    assert found.sites["example.org"].lines[profile.key(own.text)] == own
    assert found.sites["other.example"] == sites["other.example"]


def test_nothing_changed_by_hand_changes_nothing() -> None:
    derived, new = cleaner.learn(pages(20)), cleaner.learn(pages(30))
    assert learn.merged(new, derived, derived) == new


# Files that are no profile.

HEAD = '{"profile": 1, "min_documents": 5, "share": 0.1, "sample": 300}\n'
SITE = '{"site": "s", "documents": 9}\n'
LINE = '{"site": "s", "line": "More", "in": 9, "before": 0, "inside": 0, "after": 9}\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "p: empty, so no profile"),
        ("what is this\n", "p:1: no valid JSON"),
        ("[]\n", "p:1: no JSON object"),
        (SITE, "p:1: no profile"),
        (HEAD.replace("1", "2", 1), "p:1: a profile of format 2, and this version reads 1"),
        (HEAD.replace("share", "shares"), "p:1: unknown key 'shares'"),
        (HEAD.replace(', "sample": 300', ""), "p:1: no key 'sample'"),
        (HEAD + SITE + LINE.replace('"in"', '"on"'), "p:3: unknown key 'on'"),
        (HEAD + SITE + LINE.replace('"in": 9', '"in": "9"'), "p:3: 'in' is a whole number from 0, not '9'"),
        (HEAD + SITE + LINE.replace('"in": 9', '"in": true'), "p:3: 'in' is a whole number from 0, not True"),
        (HEAD + SITE + LINE.replace('"in": 9', '"in": 10'), "p:3: in 10 of 9 documents"),
        (HEAD + SITE + LINE.replace("}", ', "keep": 1}'), "p:3: 'keep' is true or false, not 1"),
        (HEAD + SITE + LINE.replace("More", "***"), "p:3: a line without a letter"),
        (HEAD + LINE, "p:2: a line of 's', of which there is no record before it"),
        (HEAD + SITE + SITE, "p:3: a second record of the site 's'"),
        (HEAD + SITE + LINE + LINE.replace("More", "MORE"), "p:4: the same line as 'More' above"),
        (HEAD + SITE + LINE[:20] + "\n", "p:3: no valid JSON"),
    ],
)
def test_what_is_no_profile(text: str, message: str) -> None:
    with pytest.raises(CleanerError) as caught:
        profile.parse(text, "p")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
    assert any(remedy in str(caught.value) for remedy in ("`cleaner learn`", "delete", "put it back"))


def test_a_file_edited_elsewhere_is_read(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + "\n" + SITE + LINE).replace("\n", "\r\n").encode())
    assert profile.load(str(path)).sites["s"].lines["more"].documents == 9


@pytest.mark.parametrize("data", [b"\xff", None])
def test_a_file_that_cannot_be_read(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "p.jsonl"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CleanerError, match=r"p\.jsonl: .*`cleaner learn`"):
        Cleaner(profile=path)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "damaged"),
        (['{"memory": 2, "sample": 3}'], "format 2"),
        (['{"memory": 1, "sample": 3}', '{"site": "s", "document": "x", "lines": []}'], ":2: damaged"),
        (['{"memory": 1, "sample": 3}', '{"site": "s", "document": "1", "lines": [1]}'], ":2: damaged"),
    ],
)
def test_what_is_no_memory(tmp_path: Path, rows: list[str], message: str) -> None:
    path = tmp_path / "p.memory"
    path.write_text("\n".join(rows))
    with pytest.raises(CleanerError, match=message) as caught:
        sample.load(str(path))
    assert str(caught.value).endswith("learn from all documents again")


# The filter.


def found_by(text: str, known: Profile | Path | str, **more: object) -> list[tuple[str, str]]:
    clean = Cleaner(select=["text", "learned"], profile=known, options={"learned": {"site": "example.org", **more}})
    return [(r.before, r.why) for r in clean(text).records if r.filter == "learned"]


def test_the_reason_says_how_often() -> None:
    known = cleaner.learn(pages(40))
    text = "\n\n".join([*story(1000), "18 comments on this story"])
    assert found_by(text, known) == [("18 comments on this story", "in 40 of 40 documents of example.org")]


def test_without_a_profile_or_for_another_site_it_does_nothing(tmp_path: Path) -> None:
    text = "\n\n".join([TOP, *story(1000), END]) + "\n"
    path = tmp_path / "p.jsonl"
    path.write_bytes(cleaner.learn(pages(40)).dump())
    assert Cleaner(select=["learned"])(text).text == text
    assert Cleaner(select=["learned"], profile=path)(text).text == text
    assert Cleaner(select=["learned"], profile=path)(cleaner.parse(text, site="other.example")).text == text
    assert Cleaner(select=["learned"], profile=path)(cleaner.parse(text, site="example.org")).text != text


def test_the_first_paragraph_and_the_headline_stay_even_if_they_are_in_the_profile() -> None:
    told = story(1000)
    lines = {profile.key(text): Line(text, 300, 300, 0, 0) for text in told[:2]}
    known = Profile({"example.org": Site(300, lines)})
    assert found_by("\n\n".join(told), known) == []


def test_a_note_on_who_else_wrote_it_is_left_to_its_own_filter() -> None:
    note = "(Reporting by Dana Reyes; editing by Tom Lund)"
    known = Profile({"example.org": Site(300, {profile.key(note): Line(note, 200, 0, 0, 200)})})
    assert found_by("\n\n".join([*story(1000), note]), known) == []


def test_options() -> None:
    known = cleaner.learn([page(*story(n), *([END] if n < 8 else [])) for n in range(40)])
    text = "\n\n".join([*story(1000), END])
    assert [line for line, _ in found_by(text, known)] == [END]
    assert found_by(text, known, share=0.3) == []


def test_a_cleaner_with_a_profile_can_be_pickled(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_bytes(cleaner.learn(pages(40)).dump())
    document = page(*story(1000), END)
    for known in (path, profile.load(str(path))):
        clean = Cleaner(profile=known)
        again = pickle.loads(pickle.dumps(clean))
        assert again(document).text == clean(document).text
        assert END not in clean(document).text


def test_a_settings_file_names_it_as_seen_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_bytes(cleaner.learn(pages(40)).dump())
    settings = tmp_path / "cleaner.toml"
    settings.write_text('profile = "p.jsonl"\n')
    clean = Cleaner(settings=cleaner.config.load(settings))
    assert END not in clean(page(*story(1000), END)).text


def test_a_profile_for_people() -> None:
    known = Profile({"b": Site(4, {"x": Line("x\u202ey", 2, 0, 0, 2, True)}), "a": Site(0)})
    assert list(profile.listing(known)) == [
        "a: 0 documents, 0 lines",
        "",
        "b: 4 documents, 1 line",
        "   50 %      2  after   x y  (keep)",
    ]
    with pytest.raises(CleanerError, match="no site 'c'"):
        list(profile.listing(known, ["c"]))


def test_its_file_is_sorted_and_its_text_readable() -> None:
    rows = [json.loads(row) for row in cleaner.learn([*pages(6, site="z"), *pages(6, site="é")]).dump().splitlines()]
    assert [row["site"] for row in rows[1:] if "line" not in row] == ["z", "é"]
    assert "é" in cleaner.learn(pages(6, site="é")).dump().decode()
    own = [profile.key(row["line"]) for row in rows if row.get("site") == "z" and "line" in row]
    assert own == sorted(own)


def test_it_waits_until_the_others_find_nothing_more() -> None:
    known = cleaner.learn([page(*story(n), END, DISCLAIMER) for n in range(40)])
    block = ["Dana Reyes", "Staff Writer", "Gazette", "Imprint", "Tides", "Apps", "Puzzles", "E-paper"]
    text = "\n\n".join([*story(1000), END, DISCLAIMER, *block])
    filters = [r.filter for r in Cleaner(profile=known)(cleaner.parse(text, site="example.org")).records if r.line]
    assert filters.count("learned") >= 1 and "residue" in filters
    assert filters.index("learned") > filters.index("residue")
