"""Settings from files and the command line, and the pages that show them."""

import inspect
import tomllib
import typing
from pathlib import Path

import pytest
from conftest import PLAIN, RAW, Run

from cleaner import Cleaner, catalog, config, parse
from cleaner.cli import options, settings
from cleaner.cli.settings import SettingsOptions
from cleaner.errors import SettingsError

QUOTED = "“Noon”  it said.\n"


def test_the_command_line_beats_the_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cleaner.toml").write_text('select = ["typography"]\nignore = ["spacing"]\n')
    assert run(stdin=QUOTED).text == '"Noon"  it said.\n'
    assert run("--isolated", "--preset", "text", stdin=QUOTED).text == '"Noon" it said.\n'
    assert run("--preset", "text", stdin=QUOTED).text == '"Noon"  it said.\n', "ignore stays"
    assert run("--ignore", "typography", "--preset", "text", stdin=QUOTED).text == "“Noon” it said.\n"
    assert run("--select", "spacing", "--ignore", "legal", stdin=QUOTED).text == "“Noon” it said.\n"


def test_files_are_found_above_the_working_directory(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    (tmp_path / "pyproject.toml").write_text('[tool.cleaner]\npreset = "none"\n')
    assert run(stdin=QUOTED, cwd=tmp_path / "a" / "b").text == QUOTED
    (tmp_path / "other.toml").write_text('preset = "text"\n[filters.typography]\nquotes = "keep"\n')
    ran = run("--config", "../../other.toml", stdin=QUOTED, cwd=tmp_path / "a" / "b")
    assert ran.text == "“Noon” it said.\n"


def test_choosing_filters(run: Run) -> None:
    assert run("--select", "typography", "--select", "spacing", stdin=QUOTED).text == '"Noon" it said.\n'
    assert run("--select", " typography , spacing", stdin=QUOTED).text == '"Noon" it said.\n'
    assert run("--ignore", "news,page", stdin=QUOTED).text == QUOTED
    assert run("--preset", "text", "--set", "typography.quotes=keep", stdin=QUOTED).text == "“Noon” it said.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--preset", "newz"), "unknown preset 'newz': did you mean 'news'?"),
        (("--select", "promos"), "unknown filter 'promos': did you mean 'promo'?"),
        (("--ignore", "legl"), "unknown filter 'legl': did you mean 'legal'?"),
        (("--set", "typography.quote=keep"), "unknown option typography.quote: did you mean 'quotes'?"),
        (("--set", "typography.quotes=odd"), "typography.quotes is one of 'straight', 'keep', not 'odd'"),
        (("--set", "max_loss=2"), "max_loss is a share from 0 to 1"),
        (("--set", "remnant.sure=90"), "remnant.sure is a share from 0 to 1, not '90'"),
        (("--set", "nonsense"), "write FILTER.KEY=VALUE or KEY=VALUE"),
        (("--config", "missing.toml"), "missing.toml: No such file or directory"),
        (("--config", "bad.toml"), "bad.toml: no valid TOML"),
        (("--config", "key.toml"), "key.toml: unknown key 'presets': did you mean 'preset'?"),
        (("--config", "key.toml", "--isolated"), "--config and --isolated exclude each other"),
        (("--config", "preset.toml"), "preset.toml: unknown preset 'pages': did you mean 'page'?"),
        (("--config", "filter.toml"), "filter.toml: unknown filter 'promos': did you mean 'promo'?"),
        (("--config", "latin.toml"), "latin.toml: not valid UTF-8 at byte 12"),
        (("--config", "gone.toml"), "gone/no.jsonl: No such file or directory: a profile is made with `cleaner learn`"),
        (("--set", "profile=bad.toml"), "bad.toml:1: no"),
        (("--set", "learned.profile=none.jsonl"), "none.jsonl: No such file or directory"),
        (("--config", "own/pyproject.toml"), "own/pyproject.toml: tool.cleaner is a table, not 3"),
    ],
)
def test_mistakes_are_told_in_one_line(run: Run, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    (tmp_path / "bad.toml").write_text("preset = \n")
    (tmp_path / "key.toml").write_text('presets = "text"\n')
    (tmp_path / "preset.toml").write_text('preset = "pages"\n')
    (tmp_path / "filter.toml").write_text('ignore = ["promos"]\n')
    (tmp_path / "latin.toml").write_bytes(b'keep = ["caf\xe9"]\n')
    (tmp_path / "gone.toml").write_text('profile = "gone/no.jsonl"\n')
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "pyproject.toml").write_text("[tool]\ncleaner = 3\n")
    for command in ("clean", "config"):
        ran = run(command, *arguments, stdin=RAW)
        assert (ran.status, ran.out, len(ran.messages)) == (2, b"", 1)
        assert ran.err.startswith("cleaner: ")
        assert message in ran.err


def test_config_is_toml_that_means_the_same(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cleaner.toml").write_text(
        'max-loss = 0.5\nkeep = ["a \\"b\\" \\u007f", "é"]\n[filters.typography]\ndashes = "plain"\n'
    )
    options = ("--preset", "page", "--ignore", "legal,promo")
    shown = run("config", *options, "--set", "typography.quotes=keep", "--set", "captions=all").text
    values = tomllib.loads(shown)
    expected = config.load(tmp_path / "cleaner.toml")
    assert values["keep"] == list(expected.keep)
    assert (values["max_loss"], values["ignore"], values["captions"]) == (0.5, ["legal", "promo"], "all")
    assert values["filters"]["typography"] == {"quotes": "keep", "dashes": "plain", "ellipses": "keep"}
    (tmp_path / "again.toml").write_text(shown)
    again = tomllib.loads(run("config", "--config", "again.toml").text)
    assert again == values
    resolved = settings.resolve(SettingsOptions(config=str(tmp_path / "again.toml")))
    assert [stage.name for stage in resolved.chain()] == catalog.names("page", (), ("legal", "promo"))


def test_config_says_where_values_come_from(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cleaner.toml").write_text('max-loss = 0.75\n[filters.typography]\ndashes = "plain"\n')
    shown = run("config", "--set", "typography.quotes=keep", "--preset", "text").text.splitlines()
    assert 'preset = "text"  # command line' in shown
    assert f"max_loss = 0.75  # {tmp_path / 'cleaner.toml'}" in shown
    assert 'captions = "one"  # default' in shown
    assert 'quotes = "keep"  # command line' in shown
    assert f'dashes = "plain"  # {tmp_path / "cleaner.toml"}' in shown


def test_config_shows_what_a_preset_sets(run: Run) -> None:
    ((preset, options),) = catalog.PRESET_OPTIONS.items()
    for values in options.values():
        for key, value in values.items():
            line = f"{key} = {str(value).lower()}  # preset {preset}"
            assert line in run("config", "--preset", preset).text.splitlines()
            assert line not in run("config").text.splitlines()
    name, values = next(iter(options.items()))
    key = next(key for key, value in values.items() if isinstance(value, float))
    ran = run("config", "--preset", preset, "--set", f"{name}.{key}=0.25")
    assert f"{key} = 0.25  # command line" in ran.text.splitlines()


def test_filters_lists_the_catalogue_in_order(run: Run) -> None:
    rows = run("filters").text.splitlines()
    assert [row.split()[0] for row in rows[1:]] == list(catalog.CATALOG)
    for name, row in zip(catalog.CATALOG, rows[1:], strict=True):
        module = inspect.getmodule(catalog.factory(name))
        assert row.endswith((inspect.getdoc(module) or "nothing").splitlines()[0])
        cells = [cell.strip() for cell in row.split("  ") if cell]
        assert cells[2].split(", ") == [preset for preset, names in catalog.PRESETS.items() if name in names]


@pytest.mark.parametrize("name", catalog.CATALOG)
def test_every_filter_explains_itself(name: str) -> None:
    """Its page has a description, every option, and an example that it really does."""
    from cleaner.report import manual

    page = "\n".join(manual.page(name))
    module = inspect.getmodule(catalog.factory(name))
    assert module is not None
    assert (inspect.getdoc(module) or "nothing") in page
    for option in config.options_of(name).values():
        assert f"--set {name}.{option.name}=" in page
    before, after = module.EXAMPLE
    # What is learned is learned of a site.
    learned = Path(__file__).parent.parent / "fixtures" / name / "profile.jsonl"
    profile, site = (learned, "example.org") if learned.exists() else ("", "")
    chosen = Cleaner(catalog.AFTER[name]) if name in catalog.AFTER else Cleaner(select=[name], profile=profile)
    assert chosen(parse(before, site=site)).text == after != before
    preset = catalog.AFTER.get(name)
    heading = f"Example (preset {preset}, and what its other filters leave):" if preset else "Example:"
    assert heading in page.split("\n")
    assert any(line.startswith("    -") for line in page.splitlines())


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_files_of_any_editor(run: Run, tmp_path: Path, start: str, end: str) -> None:
    lines = ["# mine", "preset = 'text'", "", "[filters.typography]", "quotes = 'keep'", ""]
    (tmp_path / "cleaner.toml").write_bytes((start + end.join(lines)).encode())
    assert run(stdin=QUOTED + "\nAdvertisement\n").text == "“Noon” it said.\n\nAdvertisement\n"


def test_a_pyproject_of_another_shape_sets_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("tool = 3  # no [tool.cleaner]\n")
    assert run("--preset", "text", stdin=RAW).text == PLAIN


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[tool.cleaner]\npreset = 'text'\n", True),
        ("[ tool . cleaner ]\npreset = 'text'\n", True),
        ("[tool]\ncleaner.preset = 'text'\n", True),
        ("[tool]\ncleaner = {preset = 'text'}\n", True),
        ('[tool]\n"cleaner" = 3\n', True),
        ("['tool'.\"cleaner\"]\npreset = 'text'\n", True),
        ("tool.cleaner.preset = 'text'\n", True),
        ("[tool.cleaner\n", True),
        ("[project.scripts]\ncleaner = 'a:b'\n[tool.other]\n", False),
        ("[tool.other]\ncleaner = 'a:b'\n", False),
        ("[tool.other\ncleaner = 'a:b'\n", False),
    ],
)
def test_the_table_of_a_pyproject_in_any_spelling(tmp_path: Path, text: str, found: bool) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(text)
    assert (config.find(tmp_path) == path) == found


def test_a_key_in_two_spellings() -> None:
    with pytest.raises(SettingsError, match=r"^max_loss is set twice, with - and with _: leave one out$"):
        config.with_values(config.Settings(), {"max-loss": 0.5, "max_loss": 0.6})


def test_explain(run: Run, tmp_path: Path) -> None:
    assert run("explain", "typography").text.startswith("typography (text filter; presets: text, news")
    ran = run("explain", "typografy")
    assert ran == (2, b"", "cleaner: unknown filter 'typografy': did you mean 'typography'?\n")
    (tmp_path / "a.txt").write_text(RAW)
    message = "cleaner: a.txt: this is no filter; to ask about a line of a text, add --line N\n"
    assert run("explain", "a.txt") == (2, b"", message)


def test_help_names_every_preset_and_option() -> None:
    (preset,) = (m for m in typing.get_args(options.Preset) if hasattr(m, "help"))
    for name in catalog.PRESETS:
        assert name in preset.help


def test_help_is_plain(run: Run) -> None:
    for arguments in (("--help",), ("-h",), ("clean", "--help"), ("config", "-h")):
        ran = run(*arguments, env={"FORCE_COLOR": "1", "COLUMNS": "80", "TERM": "xterm-256color"})
        assert (ran.status, ran.err) == (0, "")
        assert ran.text.startswith("Usage: cleaner")
        assert ran.text.isascii()
        assert "\x1b" not in ran.text


def test_version(run: Run) -> None:
    import cleaner

    for option in ("--version", "-V"):
        assert run(option) == (0, f"cleaner {cleaner.__version__}\n".encode(), "")


def test_commands_that_do_not_exist(run: Run, tmp_path: Path) -> None:
    ran = run("claen")
    assert ran.status == 2
    assert "'clean'" in ran.err
    (tmp_path / "raw").mkdir()
    assert run("raw") == (2, b"", "cleaner: no command 'raw': did you mean `cleaner clean raw`?\n")
    ran = run("--no-such-option", stdin=RAW)
    assert ran == (2, b"", "cleaner: no such option: --no-such-option (see cleaner clean --help)\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("index", "info", "seen"), "invalid value for 'ACTION': 'info' is not one of 'list', 'documents'"),
        (("index",), "missing argument 'ACTION'. Choose from: list, documents"),
        (("clean", "-j", "x", "raw"), "invalid value for '-j' / '--jobs': 'x' is not a valid int"),
        (("dedup", "--shingle", "0"), "invalid value for '--shingle': 0 is not in the range x>=1"),
        (("clean", "--job", "1"), "no such option: --job"),
        (("clean", "-o"), "option '-o' requires an argument"),
        (("explain",), "missing argument 'FILTER|FILE'"),
    ],
)
def test_arguments_are_refused_in_one_line(run: Run, arguments: tuple[str, ...], message: str) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, b"")
    (line,) = ran.messages
    assert line.startswith(f"cleaner: {message}")
    assert line.endswith(f" (see cleaner {arguments[0]} --help)")


@pytest.mark.parametrize("empty", ["", " ", "\t"])
def test_an_empty_text_to_keep_is_refused(run: Run, tmp_path: Path, empty: str) -> None:
    """It would be in every line, and keep them all."""
    (tmp_path / "cleaner.toml").write_text(f"keep = ['Noon', '{empty}']\n")
    ran = run("clean", stdin=RAW)
    message = "cleaner: cleaner.toml: keep: an empty text is in every line, so that none would go: leave it out"
    assert (ran.status, ran.out) == (2, b"")
    assert ran.err.replace(f"{tmp_path}/", "") == f"{message}\n"
    assert run("clean", "--isolated", "--set", "keep=", stdin=RAW).status == 0
