"""The commands and their options. The help texts are their documentation."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Literal

import typer

from cleaner.cli.messages import DONE, guarded
from cleaner.errors import CleanerError

app = typer.Typer(
    name="cleaner",
    help="Turn scraped news text into clean plain text: promos, repeated captions and teasers go, the story stays.",
    epilog="`cleaner < raw.txt > clean.txt` is short for `cleaner clean -`. Options without a command are clean's.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Preset = Annotated[str | None, typer.Option(metavar="NAME", help="A choice of filters: none, text, news or page.")]
Select = Annotated[
    list[str] | None, typer.Option(metavar="FILTER,...", help="Filters or presets to run instead of the preset's.")
]
Ignore = Annotated[list[str] | None, typer.Option(metavar="FILTER,...", help="Filters or presets to leave out.")]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="A setting; FILTER.KEY=VALUE for an option of a filter."),
]
Config = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Settings file, instead of the nearest cleaner.toml or pyproject.toml."),
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Read no settings file.")]


def run(arguments: list[str]) -> None:
    """Run the command that the arguments name; ends with SystemExit."""
    first = arguments[0] if arguments else ""
    names = [command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands]
    if first and not first.startswith("-") and first not in names and Path(first).exists():
        raise CleanerError(f"no command {first!r}: did you mean `cleaner clean {first}`?")
    app(arguments, prog_name="cleaner")


def _version(asked: bool) -> None:
    if asked:
        from cleaner import __version__

        typer.echo(f"cleaner {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """The options of the program itself."""


def _ended(command: Callable[[], int]) -> None:
    raise typer.Exit(guarded(command))


def _printed(lines: Callable[[], Iterable[str]]) -> None:
    def show() -> int:
        for line in lines():
            sys.stdout.write(line + "\n")
        return DONE

    _ended(show)


@app.command()
def clean(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATHS]...", help="Files and directories; - or nothing is standard input."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="PATH", help="Write to a file, a directory, or - for standard output."),
    ] = None,
    in_place: Annotated[bool, typer.Option("-i", "--in-place", help="Change the files themselves.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; name the files that would change, and exit with 1.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; show what would change, and exit with 1.")
    ] = False,
    preset: Preset = None,
    select: Select = None,
    ignore: Ignore = None,
    set_: Set = None,
    config: Config = None,
    isolated: Isolated = False,
    report: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write every change with its reason to a .jsonl file.")
    ] = None,
    stats: Annotated[bool, typer.Option("--stats", help="Show counts by filter on standard error.")] = False,
    format_: Annotated[
        Literal["auto", "text", "jsonl"],
        typer.Option(
            "--format",
            help="auto: by the names; text: everything is text; jsonl: write JSON lines, and read as such what has no "
            "text suffix.",
        ),
    ] = "auto",
    text_field: Annotated[str, typer.Option(metavar="NAME", help="Field of a record that holds the text.")] = "text",
    id_field: Annotated[str, typer.Option(metavar="NAME", help="Field that names the document.")] = "id",
    site_field: Annotated[str, typer.Option(metavar="NAME", help="Field that names the site.")] = "site",
    lang_field: Annotated[str, typer.Option(metavar="NAME", help="Field that names the language.")] = "lang",
    files_from: Annotated[
        str | None, typer.Option(metavar="FILE", help="Read more paths from a file, one a line; - is standard input.")
    ] = None,
    null: Annotated[bool, typer.Option("-0", "--null", help="The paths in --files-from end with NUL bytes.")] = False,
    glob: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATTERN",
            help="Files to look for in directories, instead of *.txt, *.txt.gz, *.jsonl and *.jsonl.gz.",
        ),
    ] = None,
    encoding: Annotated[str, typer.Option(metavar="NAME", help="Encoding of input and output.")] = "utf-8",
    errors: Annotated[
        Literal["strict", "replace", "ignore", "surrogateescape"] | None,
        typer.Option(help="What to do with bytes that are not valid; all but strict, the default, let NUL bytes in."),
    ] = None,
    jobs: Annotated[
        int, typer.Option("-j", "--jobs", metavar="N", min=0, help="Worker processes; 0 is one for each processor.")
    ] = 0,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No warnings, only errors.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say what is done to each document.")] = False,
) -> None:
    """Clean text: files, directories, JSON lines or standard input.

    One text goes to standard output. Several need -o DIRECTORY, -i, --check, --diff, or -o FILE.jsonl, which makes each
    a record. Files ending in .gz are read and written compressed.

    Exit status: 0 done; 1 something would change (--check, --diff); 2 an error, all else is done; 130 interrupted.
    """
    from cleaner.cli.clean import CleanOptions, run
    from cleaner.cli.settings import SettingsOptions
    from cleaner.files.jsonl import Fields

    options = CleanOptions(
        paths=paths or (),
        output=output,
        in_place=in_place,
        check=check,
        diff=diff,
        settings=SettingsOptions(preset, select or (), ignore or (), set_ or (), config, isolated),
        report=report,
        stats=stats,
        format=format_,
        fields=Fields(text_field, id_field, site_field, lang_field),
        files_from=files_from,
        null=null,
        globs=glob or (),
        encoding=encoding,
        errors=errors,
        jobs=jobs,
        quiet=quiet,
        verbose=verbose,
    )
    _ended(lambda: run(options))


@app.command()
def score(
    cleaned: Annotated[
        str,
        typer.Argument(metavar="CLEANED", help="Cleaned texts: .jsonl, a text, a directory; - is standard input."),
    ],
    gold: Annotated[
        str,
        typer.Argument(
            metavar="GOLD", help="Labelled lines (.jsonl), or what should remain: a text or a directory of texts."
        ),
    ],
    by: Annotated[Literal["site", "lang"] | None, typer.Option(help="Figures for each site or language too.")] = None,
    worst: Annotated[int, typer.Option(metavar="N", min=0, help="List the N worst documents.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="One JSON object instead of tables.")] = False,
    id_field: Annotated[str, typer.Option(metavar="NAME", help="Field that names the document, in both files.")] = "id",
    text_field: Annotated[
        str, typer.Option(metavar="NAME", help="Field of a record of CLEANED that holds the text.")
    ] = "text",
) -> None:
    """Show precision and recall of removals against labelled text.

    A row of GOLD is {"id", "lines": [{"text", "label"}]}, with the labels keep, residue, dup, caption and ignore, and
    may have "site" and "lang". Texts are paired by their names in their directories.

    P, R, F1: precision and recall of removed lines. dup: share of repeated lines removed. lost%: words of the story
    that are gone. harmed%: documents that lost a line of the story. clean: F1 of the words that are left. If GOLD is
    what should remain, kept P and kept R are precision and recall of the words that are left.

    Exit status: 0 done; 2 an error.
    """
    from cleaner.cli.score import ScoreOptions, run

    _ended(lambda: run(ScoreOptions(cleaned, gold, by, worst, json, id_field, text_field)))


@app.command()
def filters() -> None:
    """List the filters, in the order in which they run."""
    from cleaner.report import manual

    _printed(manual.listing)


@app.command()
def explain(name: Annotated[str, typer.Argument(metavar="FILTER", help="Name of the filter.")]) -> None:
    """Show what a filter does, its options and an example."""
    from cleaner.report import manual

    _printed(lambda: manual.page(name))


@app.command()
def config(
    preset: Preset = None,
    select: Select = None,
    ignore: Ignore = None,
    set_: Set = None,
    config: Config = None,
    isolated: Isolated = False,
) -> None:
    """Show the settings in force, as TOML, and where each comes from."""
    from cleaner.cli import settings
    from cleaner.report.settings import toml

    options = settings.SettingsOptions(preset, select or (), ignore or (), set_ or (), config, isolated)
    _printed(lambda: toml(settings.resolve(options), settings.origins(options)))
