"""The public names, settings and configuration files, and filters of the user's own."""

import importlib.metadata
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import cleaner
from cleaner import Cleaner, Document, Finding, Paragraph, Record, Result, Settings, SettingsError, config

STORY = "The ferry left at noon, two hours late, with forty people aboard."
ADVERT = f"{STORY}\n\nAdvertisement\n\nNobody on the quay could say why it had been so late.\n"
CAPTIONS = (
    "The ferry leaves Port Ellery harbour on May 5, 2024.\n\n"
    "The ferry leaves Port Ellery harbour on May 5, 2024. REUTERS\n\n"
    f"{STORY}\n"
)


def test_public_names() -> None:
    assert sorted(cleaner.__all__) == cleaner.__all__
    for name in set(cleaner.__all__) - {"Filter"}:
        assert getattr(cleaner, name).__doc__, name


def test_version_is_the_installed_one() -> None:
    assert cleaner.__version__ == importlib.metadata.version("presscleaner")


def test_clean() -> None:
    assert cleaner.clean(ADVERT) == ADVERT.replace("Advertisement\n\n", "")
    assert cleaner.clean("") == ""


def test_result_and_its_ledger() -> None:
    result = Cleaner()(cleaner.parse(ADVERT, id="raw/1.txt"))
    assert result.changed
    assert (result.removed, result.over_budget) == (1, False)
    removal = next(r for r in result.records if r.line)
    assert removal == Record("raw/1.txt", "advert", 3, "Advertisement", None, removal.why)
    assert removal.why


def test_unchanged_text_has_no_ledger() -> None:
    assert Cleaner()(STORY + "\n") == Result(STORY + "\n")


def test_restore() -> None:
    result = Cleaner()(ADVERT.replace("\n", "\r\n"))
    assert cleaner.restore(result.text, result.records) == ADVERT.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("text", "lost", "message"),
    [
        ("Another text.\n", 0, "line"),
        (f"{STORY}\n", 0, "ends before"),
        (ADVERT, 0, "line 5: .* has 'Advertisement'"),
        (ADVERT.replace("Advertisement\n\n", "") + "More.\n", 0, "goes on with 'More.'"),
        (ADVERT.replace("Advertisement\n\n", ""), 1, "no layout record"),
    ],
)
def test_restore_refuses_what_does_not_fit(text: str, lost: int, message: str) -> None:
    records = Cleaner()(ADVERT).records[lost:]
    with pytest.raises(ValueError, match=message):
        cleaner.restore(text, records)


def test_parse() -> None:
    document = cleaner.parse("One\r\n\r\nTwo\n", id="a", site="b.com", lang="en", meta={"year": 2024})
    assert [(p.line, p.text) for p in document.paragraphs] == [(1, "One"), (3, "Two")]
    assert (document.id, document.site, document.lang, document.meta) == ("a", "b.com", "en", {"year": 2024})


@pytest.mark.parametrize(("captions", "copies"), [("one", 1), ("none", 0), ("all", 2)])
def test_captions(captions: config.Captions, copies: int) -> None:
    result = Cleaner(captions=captions)(CAPTIONS)
    assert result.text.count("leaves Port Ellery") == copies
    assert STORY in result.text


def test_budget_keeps_the_lines_and_repairs_the_characters() -> None:
    text = "Advertisement\n\nSubscribe now\n\nIt\u2019s  noon.\n"
    result = Cleaner(max_loss=0.2)(text)
    assert result.over_budget
    assert result.text == "Advertisement\n\nSubscribe now\n\nIt's noon.\n"
    assert (result.removed, result.total) == (3, 5)
    assert cleaner.restore(result.text, result.records) == text
    assert Cleaner(max_loss=1)(text).text == "It's noon.\n"


def test_kept_texts_stay() -> None:
    assert "Advertisement" in Cleaner(keep=["ADVERT"])(ADVERT).text


def test_select_and_ignore() -> None:
    assert Cleaner(select=["promo"])(ADVERT).text == ADVERT
    assert Cleaner(ignore=["advert", "residue"])(ADVERT).text == ADVERT
    assert Cleaner("text")(ADVERT).text == ADVERT
    assert Cleaner(select="advert")(ADVERT).text != ADVERT


def test_options() -> None:
    text = "\u201cIt is noon,\u201d she said.\n"
    assert Cleaner(options={"typography": {"quotes": "keep"}})(text).text == text
    more = Cleaner(options={"promo": {"phrases": ("win a ferry",)}})
    assert more(f"{STORY}\n\nWin a ferry ride today\n").text == f"{STORY}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"preset": "nws"}, "unknown preset 'nws': did you mean 'news'?"),
        ({"select": ["promos"]}, "unknown filter 'promos': did you mean 'promo'?"),
        ({"ignore": ["zzz"]}, "unknown filter 'zzz' (known: characters, typography,"),
        ({"options": {"typografy": {"quotes": "keep"}}}, "unknown filter 'typografy': did you mean 'typography'?"),
        ({"options": {"typography": {"quote": "keep"}}}, "unknown option typography.quote: did you mean 'quotes'?"),
        ({"options": {"spacing": {"tabs": 1}}}, "filter 'spacing' has no options"),
        ({"options": {"typography": {"quotes": "curly"}}}, "typography.quotes is one of 'straight', 'keep', not 'cu"),
        ({"options": {"promo": {"phrases": 3}}}, "promo.phrases is a list of texts, not 3"),
        ({"options": {"read-more": {"capitals": "perhaps"}}}, "read-more.capitals is true or false, not 'perhaps'"),
        ({"captions": "two"}, "captions is one of 'one', 'none', 'all', not 'two'"),
        ({"max_loss": 2}, "max_loss is a share from 0 to 1, not 2"),
        ({"options": {"remnant": {"sure": 90}}}, "remnant.sure is a share from 0 to 1, not 90"),
        ({"options": {"residue": {"copy": -0.1}}}, "residue.copy is a share from 0 to 1, not -0.1"),
        ({"options": {"learned": {"share": float("nan")}}}, "learned.share is a share from 0 to 1, not nan"),
        ({"max_loss": "much"}, "max_loss is a number, not 'much'"),
    ],
)
def test_wrong_settings_are_told(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Cleaner(settings=Settings(**arguments))  # type: ignore[arg-type]
    assert message in str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, cleaner.CleanerError)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


FILE = """
preset = "text"
ignore = ["spacing"]
captions = "none"
max-loss = 0.5
keep = ["Port Ellery"]

[filters.typography]
quotes = "keep"

[filters.promo]
phrases = ["win a ferry"]
"""

AS_SETTINGS = Settings(
    preset="text",
    ignore=("spacing",),
    captions="none",
    max_loss=0.5,
    keep=("Port Ellery",),
    options={"typography": {"quotes": "keep"}, "promo": {"phrases": ("win a ferry",)}},
)


def test_file(tmp_path: Path) -> None:
    assert config.load(write(tmp_path / "cleaner.toml", FILE)) == AS_SETTINGS


def test_table_of_pyproject(tmp_path: Path) -> None:
    table = "[tool.cleaner]\n" + FILE.replace("[filters.", "[tool.cleaner.filters.")
    assert config.load(write(tmp_path / "pyproject.toml", '[project]\nname = "x"\n' + table)) == AS_SETTINGS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("presets = 'news'\n", "unknown key 'presets': did you mean 'preset'?"),
        ("preset = 'nws'\n", "unknown preset 'nws'"),
        ("max_loss = 'x'\n", "max_loss is a number"),
        ("filters = 3\n", "filters is a table of tables"),
        ("[filters]\npromo = 3\n", "filters.promo is a table of options"),
        ("[filters.promo]\nphrase = []\n", "unknown option promo.phrase: did you mean 'phrases'?"),
        ("preset = \n", "no valid TOML"),
    ],
)
def test_wrong_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path / "cleaner.toml", text)
    with pytest.raises(SettingsError) as caught:
        Cleaner(settings=config.load(path))
    assert message in str(caught.value)
    if "preset 'nws'" not in message:
        assert str(path) in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml: No such file"):
        config.load(tmp_path / "none.toml")


def test_nearest_file_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "one" / "two"
    folder.mkdir(parents=True)
    outer = write(tmp_path / "pyproject.toml", "[tool.cleaner]\n")
    assert config.find(folder) == outer
    write(tmp_path / "one" / "pyproject.toml", "[tool.ruff]\n")
    assert config.find(folder) == outer
    inner = write(tmp_path / "one" / "cleaner.toml", "")
    assert config.find(folder) == inner


def test_assignments() -> None:
    made = config.with_assignments(
        Settings(),
        ["max_loss=0.5", "read-more.capitals=false", "promo.phrases=win a ferry, ride free", "keep=Port Ellery"],
    )
    assert made.max_loss == 0.5
    assert made.options == {"read-more": {"capitals": False}, "promo": {"phrases": ("win a ferry", "ride free")}}
    assert made.keep == ("Port Ellery",)


@pytest.mark.parametrize("assignment", ["promo", "=x", "promo.=x", "prom.phrases=x", "promo.phrase=x", "nothing=1"])
def test_wrong_assignment_is_told(assignment: str) -> None:
    with pytest.raises(SettingsError, match="--set"):
        config.with_assignments(Settings(), [assignment])


def shouting(document: Document) -> Iterator[Finding]:
    """A filter as a user writes one."""
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.text.endswith("!!!"):
            yield Finding(index, why="shouting")
        elif paragraph.text.endswith("!!"):
            yield Finding(index, paragraph.text.rstrip("!") + "!", "exclamation marks")


def test_filter_of_the_caller() -> None:
    result = Cleaner(filters=[shouting])(f"{STORY}\n\nHurry up!!!\n\nIt left!!\n")
    assert result.text == f"{STORY}\n\nIt left!\n"
    assert [(r.filter, r.line, r.after, r.why) for r in result.records if r.line] == [
        ("shouting", 3, None, "shouting"),
        ("shouting", 5, "It left!", "exclamation marks"),
    ]


def test_filter_of_the_caller_is_bound_by_the_engine() -> None:
    def everything(document: Document) -> list[Finding]:
        return [Finding(index) for index in range(len(document.paragraphs))]

    text = f"{STORY}\n\n\u201cI never saw a ferry as late as this one,\u201d said the harbour master.\n\nNo.\n"
    assert Cleaner("none", filters=[everything], max_loss=1)(text).text == text.replace("\n\nNo.\n", "\n")
    assert Cleaner("none", filters=[everything], max_loss=0)(text).over_budget


def test_filter_of_the_caller_is_pickled() -> None:
    made = pickle.loads(pickle.dumps(Cleaner("none", filters=[shouting])))
    assert made(f"{STORY}\n\nHurry up!!!\n").text == f"{STORY}\n"


PLUGIN = """
from cleaner import Finding

def weather(*, words: tuple[str, ...] = ("Sunny",), most: int = 3):
    def find(document):
        for index, paragraph in enumerate(document.paragraphs):
            if paragraph.size <= most and paragraph.text.startswith(words):
                yield Finding(index, why="weather box")
    return find
"""


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package on sys.path that offers a filter `weather-box`."""
    write(tmp_path / "weather_plugin.py", PLUGIN)
    info = tmp_path / "weather_plugin-1.0.dist-info"
    info.mkdir()
    write(info / "METADATA", "Metadata-Version: 2.1\nName: weather-plugin\nVersion: 1.0\n")
    write(info / "entry_points.txt", "[cleaner.filters]\nweather-box = weather_plugin:weather\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "weather_plugin", raising=False)


@pytest.mark.usefixtures("plugin")
def test_filter_of_another_package() -> None:
    text = f"{STORY}\n\nSunny, 21 degrees\n\nFog, 12 degrees\n"
    assert Cleaner(ignore=["residue"])(text).text == text
    with_sun = Cleaner(select=["news", "weather-box"], ignore=["residue"])
    assert with_sun(text).text == f"{STORY}\n\nFog, 12 degrees\n"
    assert [r.filter for r in with_sun(text).records if r.line] == ["weather-box"]
    fog = Cleaner(select=["weather-box"], options={"weather-box": {"words": ("Fog",)}})
    assert fog(text).text == f"{STORY}\n\nSunny, 21 degrees\n"
    assert Cleaner(select=["weather-box"], ignore=["weather-box"])(text).text == text


@pytest.mark.usefixtures("plugin")
def test_options_of_another_package_are_checked() -> None:
    with pytest.raises(SettingsError, match=r"unknown option weather-box\.word: did you mean 'words'"):
        Cleaner(options={"weather-box": {"word": ("Fog",)}})
    with pytest.raises(SettingsError, match=r"unknown filter 'wether-box': did you mean 'weather-box'"):
        Cleaner(select=["wether-box"])


def test_threads() -> None:
    one = Cleaner()
    texts = [ADVERT, CAPTIONS, STORY, "\ufeff" + ADVERT] * 25
    alone = [Cleaner()(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(one, texts)) == alone


def test_map_is_lazy_and_in_order() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield from (ADVERT, STORY + "\n")

    results = Cleaner().map(endless(), jobs=1)
    assert [next(results).changed for _ in range(4)] == [True, False, True, False]


def test_paragraph_says_what_it_is() -> None:
    assert repr(Paragraph(3, "Noon.")) == "Paragraph(3, 'Noon.', 1)"


def test_import_is_light() -> None:
    heavy = ("typer", "click", "rich", "ftfy", "rapidfuzz", "numpy", "pyarrow", "importlib.metadata", "multiprocessing")
    code = f"import sys, cleaner; cleaner.clean({ADVERT!r}); print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", ["promo", "read-more", "photo-credit", "byline", "share-bar", "legal"])
def test_phrases_of_the_user_need_no_witness(name: str) -> None:
    story = "The ferry left at noon, two hours late, with forty people aboard and one goat."
    line = "Win 40 tickets for the harbour fair"
    text = f"Ferry runs late again\n\n{story}\n\n{line}\n\n{story.replace('noon', 'one')}\n"
    assert line in Cleaner()(text).text
    assert line not in Cleaner(options={name: {"phrases": ["win # tickets"]}})(text).text


@pytest.mark.parametrize(
    ("given", "budget"),
    [
        ({}, 0.75),
        ({"preset": "page"}, 0.95),
        ({"preset": "page", "max_loss": 0.5}, 0.5),
        ({"preset": "page", "select": ("promo",)}, 0.75),
    ],
)
def test_the_budget_is_that_of_the_preset_unless_it_is_set(given: dict[str, Any], budget: float) -> None:
    assert config.Settings(**given).budget == budget


def test_a_page_may_be_nine_tenths_residue() -> None:
    menu = "\n\n".join(f"Subscribe to our newsletter number {n}" for n in range(40))
    text = f"{menu}\n\nThe ferry left at noon, two hours late, with forty people aboard and one goat in the hold.\n"
    assert Cleaner(reasons=False)(text).over_budget
    result = Cleaner("page", reasons=False)(text)
    assert not result.over_budget
    assert result.text.startswith("The ferry left")


@pytest.mark.parametrize("text", ["", STORY, f"{STORY}  \r\n", f"Ferry\n\n{STORY}\n\nAdvertisement\n", "Share\n" * 9])
def test_without_records_all_else_is_the_same(text: str) -> None:
    with_records, without = Cleaner()(text), pickle.loads(pickle.dumps(Cleaner(records=False)))(text)
    assert without == replace(with_records, records=())
    assert bool(with_records.records) == (with_records.text != text), "or this test says nothing"


BYLINE = "By CELIA ROURKE, Staff Writer"
WITH_BYLINE = (
    f"Ferry runs late again\n\n{BYLINE}\n\n{STORY}\n\nThe board met again in the evening and heard the complaints.\n"
)


def test_what_a_filter_left_out_would_take_is_not_taken_by_the_classifier() -> None:
    eager = {"residue": {"sure": 0.3}}
    assert BYLINE not in Cleaner(select=["residue"], options=eager)(WITH_BYLINE).text, "or this test says nothing"
    assert Cleaner(ignore=["byline"], options=eager)(WITH_BYLINE).text == WITH_BYLINE
    assert Cleaner("page", ignore=["byline", "promo"], options=eager)(WITH_BYLINE).text == WITH_BYLINE
    assert BYLINE not in Cleaner(ignore=["promo"], options=eager)(WITH_BYLINE).text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"preset": 5}, "preset is a text, not 5"),
        ({"select": 5}, "several texts are given as a list, not as 5"),
        ({"keep": [5]}, "keep is a list of texts"),
        ({"max_loss": "much"}, "max_loss is a number, not 'much'"),
        ({"options": ["promo"]}, "options are a table of tables"),
        ({"options": {"promo": 5}}, "the options of promo are a table, not 5"),
        ({"filters": [5]}, "filters are callables that take a document, not 5"),
        ({"profile": 5}, "profile is the name of a file or a cleaner.Profile, not 5"),
    ],
)
def test_arguments_that_make_no_sense(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(cleaner.SettingsError, match=message):
        Cleaner(**arguments)


def test_a_share_may_be_a_text() -> None:
    assert Cleaner(max_loss="0.5").settings.budget == 0.5  # type: ignore[arg-type]


#: The package as a program without types calls it.
UNTYPED: Any = cleaner


#: A data frame, as pandas has it: iterated, it gives the names of its columns.
FRAME = type(
    "DataFrame", (), {"columns": ("id", "text"), "to_dict": None, "__iter__": lambda _: iter(("id", "text"))}
)()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: list(UNTYPED.Cleaner().map("One text.")), "not as one str"),
        (lambda: list(UNTYPED.dedup("One text.")), "not as one str"),
        (lambda: list(UNTYPED.dedup({"text": "One record."})), "not as one dict"),
        (lambda: list(UNTYPED.dedup_paragraphs(b"One text.")), "not as one bytes"),
        (lambda: UNTYPED.learn("One text.", site="a.example"), "not as one str"),
        (lambda: list(UNTYPED.Cleaner().map(FRAME)), "a data frame is a list of columns"),
        (lambda: list(UNTYPED.dedup(FRAME)), "a data frame is a list of columns"),
        (
            lambda: list(UNTYPED.Cleaner().map(["One.", None])),
            "a document is a text or a cleaner.Document, not NoneType",
        ),
        (lambda: UNTYPED.clean(None), "a document is a text or a cleaner.Document, not NoneType"),
        (lambda: UNTYPED.Cleaner()(b"One."), "a document is a text or a cleaner.Document, not bytes"),
        (lambda: list(UNTYPED.dedup(["One.", 5])), "a document is a text, a cleaner.Document or a record, not int"),
        (lambda: UNTYPED.learn([{"text": "One."}], site="a.example"), "a document is a text .* not dict"),
    ],
)
def test_what_is_no_document_or_not_several(call: Callable[[], object], message: str) -> None:
    """One text in place of many would be taken for as many documents as it has characters."""
    with pytest.raises(TypeError, match=message):
        call()


@pytest.mark.parametrize("rules", [{"min_documents": 2.5}, {"share": "half"}, {"sample": True}, {"site": 5}])
def test_rules_of_learning_that_make_no_sense(rules: dict[str, Any]) -> None:
    with pytest.raises(cleaner.SettingsError, match=next(iter(rules))):
        cleaner.learn([], **rules)


def test_the_first_paragraph_does_not_go_for_a_copy_further_down() -> None:
    """There other paragraphs of the story stand above the copy, so that nothing would protect it any more."""
    first = "The ferry left at noon, two hours late, with forty people aboard."
    between = "The company blamed the fog, which had come in from the north at nine."
    fuller = "The ferry left at noon, two hours late, with forty people aboard and one goat."

    def find(document: Document) -> Iterator[Finding]:
        texts = [p.text for p in document.paragraphs]
        if first in texts:
            yield Finding(texts.index(first), why="copy", of=texts.index(fuller))

    clean = Cleaner("none", filters=[find], max_loss=1)
    assert first in clean("\n\n".join([first, between, fuller])).text
    assert first not in clean("\n\n".join([first, fuller, between])).text.split("\n\n")


def finds(found: dict[str, str | None], *, sure: bool = False) -> Callable[[Document], Iterator[Finding]]:
    """A filter that takes lines away, each as a copy of another one that is there, or for its own sake (None)."""

    def find(document: Document) -> Iterator[Finding]:
        texts = [p.text for p in document.paragraphs]
        for text, of in found.items():
            if text in texts and (of is None or of in texts):
                yield Finding(texts.index(text), why="found", of=None if of is None else texts.index(of), sure=sure)

    return find


def test_of_two_lines_that_are_copies_of_each_other_one_stays() -> None:
    """A filter may take either for the copy: the second one has nothing that would stand for it any more."""
    lines = ["Ferry runs late again", STORY, "The ferry runs late again"]
    both = finds({lines[0]: lines[2], lines[2]: lines[0]})
    result = Cleaner("none", filters=[both], max_loss=1)("\n\n".join(lines) + "\n")
    assert result.text == f"{STORY}\n\n{lines[2]}\n"
    assert [(r.line, r.of) for r in result.records if r.line] == [(1, 5)]


@pytest.mark.parametrize(("sure", "stays"), [(False, True), (True, False)])
def test_what_stands_for_a_quotation_is_protected_in_its_place(sure: bool, stays: bool) -> None:
    """If it went as the copy of another line, that line goes for nothing but a sure sign."""
    quotation = '"The goat had a ticket, which is more than the mayor had," said the mate.'
    pulled = "The goat had a ticket, which is more than the mayor had"
    text = "\n\n".join([STORY, quotation, "Nobody asked the goat, who slept on a coil of rope.", pulled]) + "\n"
    filters = [finds({quotation: pulled}), finds({pulled: None}, sure=sure)]
    result = Cleaner("none", filters=filters, max_loss=1)(text)
    assert quotation not in result.text
    assert (pulled in result.text) is stays
    assert Cleaner("none", filters=filters[1:], max_loss=1)(text).text.count(pulled) == 1, "or the line is no residue"


@pytest.mark.parametrize(
    ("keep", "line"),
    [
        ("Don’t miss", "Don’t miss out: sign up for our newsletter"),
        (["DON'T MISS"], "Don’t miss out: sign up for our newsletter"),
        ("newsletter, today", "Sign up for our newsletter, today"),
        ("newsletter today", "Sign up for our newsletter\u00a0today"),
    ],
)
def test_a_text_to_keep_is_found_however_it_is_set(keep: str | list[str], line: str) -> None:
    text = f"{STORY}\n\n{line}\n\n{STORY}\n"
    assert line[:7].replace("’", "'") not in Cleaner()(text).text
    assert line[:7].replace("’", "'") in Cleaner(keep=keep)(text).text


def test_a_text_to_keep_is_not_cut_at_commas() -> None:
    text = f"{STORY}\n\nSign up for our newsletter now\n\n{STORY}\n"
    assert "newsletter" not in Cleaner(keep="Sign up, now")(text).text


def test_an_empty_choice_of_filters_is_empty_and_presets_are_checked() -> None:
    text = f"Advertisement\n\n{STORY}\n"
    assert Cleaner(select="none")(text).text == text
    with pytest.raises(cleaner.SettingsError, match="unknown preset 'nonsense'"):
        cleaner.Cleaner("nonsense", select="advert")


def test_a_document_that_was_changed_is_looked_at_anew() -> None:
    document = cleaner.parse(f"{STORY}\n\nAdvertisement\n\n{STORY}\n")
    clean = cleaner.Cleaner()
    clean(document)
    document.paragraphs = document.paragraphs[:2]
    assert clean(document).text == clean(cleaner.layout.render(document)).text


def test_a_document_that_is_not_done_after_many_rounds_is_cleaned_as_far_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Lines of a long menu can go one after the other, a few in each round."""
    monkeypatch.setattr(cleaner.pipeline, "_MAX_ROUNDS", 2)
    sentences = [STORY.replace("noon", f"{hour}:00") for hour in range(100)]
    result = Cleaner(max_loss=1)("\n\n".join(["Ferry runs late again", *["7"] * 149, *sentences]))
    assert 0 < result.text.count("\n7\n") < 149
    assert all(sentence in result.text for sentence in sentences)


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ({}, "Cleaner('news')"),
        ({"preset": "page", "max_loss": 0.5}, "Cleaner('page', max_loss=0.5)"),
        ({"ignore": "byline", "captions": "none"}, "Cleaner('news', ignore=['byline'], captions='none')"),
        (
            {"options": {"typography": {"quotes": "keep"}}, "records": False},
            "Cleaner('news', options={'typography': {'quotes': 'keep'}}, records=False)",
        ),
        ({"settings": Settings("text")}, "Cleaner('text')"),
    ],
)
def test_a_cleaner_shows_what_is_not_the_default(arguments: dict[str, Any], shown: str) -> None:
    assert repr(Cleaner(**arguments)) == shown


def test_a_cleaner_with_much_in_it_is_shown_in_short() -> None:
    made = Cleaner(keep=["With reporting by everyone " * 9] * 99, profile=cleaner.Profile(), filters=[lambda _: ()])
    assert len(repr(made)) < 700
    assert repr(made).startswith("Cleaner('news', keep=['With reporting")
