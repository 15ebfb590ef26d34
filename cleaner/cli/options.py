"""Options that several commands have."""

from typing import Annotated, Literal

import typer

from cleaner.cli import completion

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATHS]...", help="Files and directories; - or nothing is standard input."),
]
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="PATH", help="Write to a file, a directory, or - for standard output."),
]
Ledger = Annotated[str, typer.Argument(metavar="LEDGER", help="What clean --report wrote, .jsonl or .jsonl.gz.")]

# Which filters run.
Preset = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="A choice of filters: none, text, news or page.", autocompletion=completion.presets
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FILTER,...",
        help="Filters or presets to run instead of the preset's.",
        autocompletion=completion.chains,
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(metavar="FILTER,...", help="Filters or presets to leave out.", autocompletion=completion.chains),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="A setting; FILTER.KEY=VALUE for an option of a filter.",
        autocompletion=completion.settings,
    ),
]
Profile = Annotated[
    str | None,
    typer.Option("--profile", metavar="FILE", help="Boilerplate of sites, as learn has written it."),
]
Config = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Settings file, instead of the nearest cleaner.toml or pyproject.toml."),
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Read no settings file.")]

# What is read, and how.
TextField = Annotated[str, typer.Option(metavar="NAME", help="Field of a record that holds the text.")]
IdField = Annotated[str, typer.Option(metavar="NAME", help="Field that names the document.")]
SiteField = Annotated[str, typer.Option(metavar="NAME", help="Field that names the site.")]
Encoding = Annotated[str, typer.Option(metavar="NAME", help="Encoding of input and output.")]
InputEncoding = Annotated[str, typer.Option(metavar="NAME", help="Encoding of the input.")]
Errors = Annotated[
    Literal["strict", "replace", "ignore", "surrogateescape"] | None,
    typer.Option(
        help="What to do with bytes that are not valid, in the texts of Parquet too; surrogateescape leaves them as "
        "they are. All but strict, the default, let NUL bytes in."
    ),
]
InputErrors = Annotated[
    Literal["strict", "replace", "ignore", "surrogateescape"] | None,
    typer.Option(help="What to do with bytes that are not valid."),
]
InputFormat = Annotated[
    Literal["auto", "text", "jsonl", "csv", "tsv", "parquet"],
    typer.Option("--format", help="auto: by the names; text: everything is text; others: what has no suffix is."),
]
FilesFrom = Annotated[
    str | None, typer.Option(metavar="FILE", help="Read more paths from a file, one a line; - is standard input.")
]
Null = Annotated[bool, typer.Option("-0", "--null", help="The paths in --files-from end with NUL bytes.")]
Glob = Annotated[
    list[str] | None, typer.Option(metavar="PATTERN", help="Files to look for in directories, instead of all.")
]

# How it is done.
ShardSize = Annotated[
    str, typer.Option(metavar="SIZE", help="Cut the output into files of so many documents (10000) or bytes (100MB).")
]
Shingle = Annotated[int, typer.Option(metavar="N", min=1, help="Words in a shingle.")]
Jobs = Annotated[
    int, typer.Option("-j", "--jobs", metavar="N", min=0, help="Worker processes; 0 is one for each processor.")
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Only errors.")]
