"""Commands that clean texts, say how, and undo it. The help texts are their documentation."""

from typing import Annotated, Literal

import typer

from cleaner.cli import completion
from cleaner.cli.ending import ended, printed
from cleaner.cli.options import (
    Config,
    Encoding,
    Errors,
    FilesFrom,
    IdField,
    Ignore,
    InputEncoding,
    InputErrors,
    Isolated,
    Jobs,
    Ledger,
    Null,
    Output,
    Paths,
    Preset,
    Profile,
    Select,
    Set,
    ShardSize,
    SiteField,
    TextField,
)


def clean(
    paths: Paths = None,
    output: Output = None,
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
    profile: Profile = None,
    config: Config = None,
    isolated: Isolated = False,
    report: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Write every change with its reason to a .jsonl file, or a page for people to .html."
        ),
    ] = None,
    stats: Annotated[bool, typer.Option("--stats", help="Show counts by filter on standard error.")] = False,
    stats_json: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write them to a file as JSON; - is standard output.")
    ] = None,
    errors_to: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Write what cannot be cleaned to a .jsonl file, with the reason and the document."
        ),
    ] = None,
    format_: Annotated[
        Literal["auto", "text", "jsonl", "csv", "tsv", "parquet"],
        typer.Option(
            "--format",
            help="auto: by the names; text: everything is text; others: write records so, and read as such what has no "
            "known suffix.",
        ),
    ] = "auto",
    shard_size: ShardSize = "",
    resume: Annotated[
        bool, typer.Option("--resume", help="Begin a run that can be interrupted, or go on with one that was.")
    ] = False,
    text_field: TextField = "text",
    id_field: IdField = "id",
    site_field: SiteField = "site",
    lang_field: Annotated[str, typer.Option(metavar="NAME", help="Field that names the language.")] = "lang",
    files_from: FilesFrom = None,
    null: Null = False,
    glob: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATTERN",
            help="Files to look for in directories, instead of *.txt, *.text, *.jsonl, *.ndjson, *.csv, *.tsv, each "
            "also .gz and .zst, and *.parquet.",
        ),
    ] = None,
    encoding: Encoding = "utf-8",
    errors: Errors = None,
    jobs: Jobs = 0,
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="Give a document up that takes longer; 0 is never.")
    ] = 0.0,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No warnings, only errors.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say what is done to each document.")] = False,
) -> None:
    """Clean text: files, directories, records (.jsonl, .csv, .tsv, .parquet) or standard input.

    One text goes to standard output. Several need -o DIRECTORY, -i, --check, --diff, or -o FILE.jsonl, which makes each
    a record. Files ending in .gz and .zst are read and written compressed. Addresses (s3://...) are read and written
    too.

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
        settings=SettingsOptions(preset, select or (), ignore or (), set_ or (), config, isolated, profile),
        report=report,
        stats=stats,
        stats_json=stats_json,
        errors_to=errors_to,
        format=format_,
        fields=Fields(text_field, id_field, site_field, lang_field),
        files_from=files_from,
        null=null,
        globs=glob or (),
        encoding=encoding,
        errors=errors,
        jobs=jobs,
        timeout=timeout,
        shard_size=shard_size,
        resume=resume,
        quiet=quiet,
        verbose=verbose,
    )
    ended(lambda: run(options))


def restore(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="Cleaned text: a file, a directory, records; - is standard input.")
    ],
    ledger: Ledger,
    output: Output = None,
    document: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Which document of LEDGER a single text is, if it is named otherwise."),
    ] = None,
    text_field: TextField = "text",
    id_field: IdField = "id",
    encoding: Encoding = "utf-8",
    errors: Errors = None,
) -> None:
    """Rebuild the sources of cleaned texts from the ledger.

    They come back character for character, byte order marks and line ends included. A text that was edited since, or
    that the ledger does not belong to, is refused with the first line that differs.
    Documents without an entry were not changed, and stay as they are.

    Exit status: 0 done; 2 an error, all else is done; 130 interrupted.
    """
    from cleaner.cli.restore import RestoreOptions, run
    from cleaner.files.jsonl import Fields

    fields = Fields(text=text_field, id=id_field)
    ended(lambda: run(RestoreOptions(text, ledger, output, document, fields, encoding, errors)))


def filters() -> None:
    """List the filters, in the order in which they run."""
    from cleaner.report import manual

    printed(manual.listing)


def explain(
    name: Annotated[
        str,
        typer.Argument(
            metavar="FILTER|FILE",
            help="Name of the filter; with --line the file, - is standard input.",
            autocompletion=completion.filters,
        ),
    ],
    line: Annotated[
        int | None, typer.Option("--line", metavar="N", min=1, help="Say why this line of FILE goes or stays.")
    ] = None,
    document: Annotated[
        str | None, typer.Option(metavar="ID", help="Which document, if FILE has several records.")
    ] = None,
    preset: Preset = None,
    select: Select = None,
    ignore: Ignore = None,
    set_: Set = None,
    profile: Profile = None,
    config: Config = None,
    isolated: Isolated = False,
    text_field: TextField = "text",
    id_field: IdField = "id",
    site_field: SiteField = "site",
    encoding: InputEncoding = "utf-8",
    errors: InputErrors = None,
) -> None:
    """Show what a filter does, or why a line of a text goes or stays.

    With --line: what every filter says of the line, the phrases in it, what the classifier takes it for and why, and
    what protects it. The options of clean that choose filters are taken into account.
    """
    from cleaner.cli import explain as explaining

    if line is None:
        printed(lambda: explaining.page(name))
    else:
        from cleaner.cli.settings import SettingsOptions
        from cleaner.files.jsonl import Fields

        chosen = SettingsOptions(preset, select or (), ignore or (), set_ or (), config, isolated, profile)
        fields = Fields(text=text_field, id=id_field, site=site_field)
        options = explaining.LineOptions(name, line, document, chosen, fields, encoding, errors)
        printed(lambda: explaining.lines(options))


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
    printed(lambda: toml(settings.checked(settings.resolve(options)), settings.origins(options)))
