"""The commands and their options. The help texts are their documentation."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Literal

import typer

from cleaner.cli import completion
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
TextField = Annotated[str, typer.Option(metavar="NAME", help="Field of a record that holds the text.")]
IdField = Annotated[str, typer.Option(metavar="NAME", help="Field that names the document.")]
SiteField = Annotated[str, typer.Option(metavar="NAME", help="Field that names the site.")]
Encoding = Annotated[str, typer.Option(metavar="NAME", help="Encoding of input and output.")]
Errors = Annotated[
    Literal["strict", "replace", "ignore", "surrogateescape"] | None,
    typer.Option(help="What to do with bytes that are not valid; all but strict, the default, let NUL bytes in."),
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
    shard_size: Annotated[
        str,
        typer.Option(metavar="SIZE", help="Cut the output into files of so many documents (10000) or bytes (100MB)."),
    ] = "",
    resume: Annotated[
        bool, typer.Option("--resume", help="Begin a run that can be interrupted, or go on with one that was.")
    ] = False,
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
            help="Files to look for in directories, instead of *.txt, *.jsonl, *.csv, *.tsv, each also .gz and .zst, "
            "and *.parquet.",
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
    _ended(lambda: run(options))


@app.command()
def dedup(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATHS]...", help="Files and directories; - or nothing is records on standard input."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="PATH", help="Write what stays to a file of records, or texts to a DIRECTORY/."
        ),
    ] = None,
    report: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write a line for each document that goes to a .jsonl file.")
    ] = None,
    groups: Annotated[bool, typer.Option("--groups", help="A line for each story in the report instead.")] = False,
    listing: Annotated[
        bool, typer.Option("--list", help="Write no documents, only the report; without --report to standard output.")
    ] = False,
    unit: Annotated[
        Literal["document", "paragraph"],
        typer.Option(help="What is compared: whole documents, or long paragraphs, which stay in the first document."),
    ] = "document",
    shared_by: Annotated[
        int, typer.Option(metavar="N", min=2, help="Documents that must have a paragraph, for --unit paragraph.")
    ] = 3,
    threshold: Annotated[
        float, typer.Option(metavar="SHARE", help="Least Jaccard similarity of the shingles of two near copies.")
    ] = 0.7,
    containment: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE",
            help="Or else least part of the shorter one's shingles that the longer one has: cut and extended copies. "
            "0: does not count. 0.7 for documents, 0 for paragraphs.",
        ),
    ] = None,
    particulars: Annotated[
        float,
        typer.Option(
            metavar="SHARE",
            help="Least part of figures and names in common: reports from one template have few. 0: any.",
        ),
    ] = 0.5,
    shingle: Annotated[int, typer.Option(metavar="N", min=1, help="Words in a shingle.")] = 5,
    min_words: Annotated[
        int, typer.Option(metavar="N", min=1, help="Shorter documents are copies only if they are equal.")
    ] = 25,
    bands: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Bands of a signature, instead of what the threshold needs.")
    ] = None,
    rows: Annotated[int | None, typer.Option(metavar="N", min=1, help="Rows of a band, likewise.")] = None,
    keep: Annotated[
        Literal["longest", "first", "earliest", "priority"] | None,
        typer.Option(help="Which copy stays: the longest document, the first paragraph."),
    ] = None,
    priority: Annotated[
        list[str] | None,
        typer.Option(metavar="SITE,...", help="Sites from the most to the least wanted, for --keep priority."),
    ] = None,
    priority_field: Annotated[
        str, typer.Option(metavar="NAME", help="Without --priority, the field of a number: the smallest stays.")
    ] = "priority",
    drop_all: Annotated[
        bool, typer.Option("--drop-all", help="Of a story with copies let none stay, not even the first.")
    ] = False,
    within: Annotated[
        str | None, typer.Option(metavar="NAME", help="Compare only documents with the same value in a field: site.")
    ] = None,
    by: Annotated[
        str, typer.Option(metavar="NAME", help="Field of the date, for --window and --keep earliest.")
    ] = "date",
    window: Annotated[
        str | None, typer.Option(metavar="TIME", help="Compare only documents no further apart: 7d, 36h, 2w.")
    ] = None,
    index: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Compare with what earlier runs have kept, and (without --list) add to it."),
    ] = None,
    run_: Annotated[str, typer.Option("--run", metavar="NAME", help="Name of this run in the index: the time.")] = "",
    raw: Annotated[
        bool, typer.Option("--raw", help="Compare texts as they are, instead of cleaned (in memory) as clean does.")
    ] = False,
    format_: Annotated[
        Literal["auto", "text", "jsonl", "csv", "tsv", "parquet"],
        typer.Option("--format", help="auto: by the names; text: everything is text; others: what has no suffix is."),
    ] = "auto",
    shard_size: Annotated[
        str,
        typer.Option(metavar="SIZE", help="Cut the output into files of so many documents (10000) or bytes (100MB)."),
    ] = "",
    text_field: Annotated[str, typer.Option(metavar="NAME", help="Field of a record that holds the text.")] = "text",
    id_field: Annotated[str, typer.Option(metavar="NAME", help="Field that names the document.")] = "id",
    site_field: Annotated[str, typer.Option(metavar="NAME", help="Field that names the site.")] = "site",
    files_from: Annotated[
        str | None, typer.Option(metavar="FILE", help="Read more paths from a file, one a line; - is standard input.")
    ] = None,
    null: Annotated[bool, typer.Option("-0", "--null", help="The paths in --files-from end with NUL bytes.")] = False,
    glob: Annotated[
        list[str] | None, typer.Option(metavar="PATTERN", help="Files to look for in directories, instead of all.")
    ] = None,
    encoding: Annotated[str, typer.Option(metavar="NAME", help="Encoding of the input.")] = "utf-8",
    errors: Annotated[
        Literal["strict", "replace", "ignore", "surrogateescape"] | None,
        typer.Option(help="What to do with bytes that are not valid."),
    ] = None,
    jobs: Annotated[
        int, typer.Option("-j", "--jobs", metavar="N", min=0, help="Worker processes; 0 is one for each processor.")
    ] = 0,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Only errors.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say how documents are compared.")] = False,
) -> None:
    """Keep one copy of every story: find exact and near copies, also cut and extended ones.

    Texts are compared by their words; every near copy is verified on the whole texts. A copy goes in favour of one
    that stays and is itself as similar to it as the options ask. The report has a line for each document that goes:
    {"document", "kept", "similarity", "kind", "containment"}; a kind is exact, near or part (a cut or extended copy).

    Exit status: 0 done; 2 an error, all else is done; 130 interrupted.
    """
    from cleaner.cli.dedup import Given, run

    given = Given(
        paths=paths,
        output=output,
        report=report,
        groups=groups,
        listing=listing,
        unit=unit,
        shared_by=shared_by,
        threshold=threshold,
        containment=containment,
        particulars=particulars,
        shingle=shingle,
        min_words=min_words,
        bands=bands,
        rows=rows,
        keep=keep,
        priority=priority,
        priority_field=priority_field,
        drop_all=drop_all,
        within=within,
        by=by,
        window=window,
        index=index,
        run=run_,
        raw=raw,
        format_=format_,
        shard_size=shard_size,
        text_field=text_field,
        id_field=id_field,
        site_field=site_field,
        files_from=files_from,
        null=null,
        glob=glob,
        encoding=encoding,
        errors=errors,
        jobs=jobs,
        quiet=quiet,
        verbose=verbose,
    )
    _ended(lambda: run(given))


@app.command()
def diff(
    one: Annotated[str, typer.Argument(metavar="A", help="Id of a document, as in a report of dedup.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Id of another.")],
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATHS]...", help="Where they are; without, A and B are files themselves."),
    ] = None,
    raw: Annotated[bool, typer.Option("--raw", help="The texts as they are, not cleaned (in memory) first.")] = False,
    shingle: Annotated[int, typer.Option(metavar="N", min=1, help="Words in a shingle.")] = 5,
    text_field: TextField = "text",
    id_field: IdField = "id",
    format_: Annotated[
        Literal["auto", "text", "jsonl", "csv", "tsv", "parquet"],
        typer.Option("--format", help="auto: by the names; others: what has no known suffix is."),
    ] = "auto",
    encoding: Annotated[str, typer.Option(metavar="NAME", help="Encoding of the input.")] = "utf-8",
) -> None:
    """Show what differs between two documents, and how alike they are.

    The difference goes to standard output, as diff -u writes it, the similarity as dedup counts it to standard error.

    Exit status: 0 done; 2 an error.
    """
    from cleaner.cli.diff import Given, run

    _ended(lambda: run(Given(one, other, paths or (), raw, shingle, text_field, id_field, format_, encoding)))


@app.command()
def index(
    action: Annotated[
        Literal["list", "documents", "delete", "expire", "verify", "compact"],
        typer.Argument(metavar="ACTION", help="See above."),
    ],
    path: Annotated[str, typer.Argument(metavar="DIR", help="The index.")],
    ids: Annotated[list[str] | None, typer.Argument(metavar="[IDS]...", help="What to delete; - reads them.")] = None,
    before: Annotated[str | None, typer.Option(metavar="DATE", help="What to expire: 2025-03-01.")] = None,
) -> None:
    """Look at or change an index that dedup --index has made.

    list shows the runs that have added to it, documents what is in it, delete removes documents by their ids, expire
    those that are older than a date, verify checks that all is as it was written, compact makes one segment of many
    and takes out what is deleted; dedup merges some by itself when there are more than 32.

    Exit status: 0 done; 2 an error, or something is not as it was written.
    """
    from cleaner.cli.index import Given, run

    _ended(lambda: run(Given(action, path, ids or (), before)))


@app.command()
def learn(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATHS]...", help="Files and directories; - or nothing is standard input."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write the profile to a file, or - for standard output."),
    ] = None,
    profiles: Annotated[
        list[str] | None,
        typer.Option("--profile", metavar="FILE", help="Add to what this profile was learned from; repeatable."),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="Show a profile instead: PATHS is its file.")] = False,
    site: Annotated[
        str, typer.Option(metavar="NAME", help="Site of the documents that name none; with --list, which site.")
    ] = "",
    min_documents: Annotated[
        int | None,
        typer.Option(metavar="N", min=2, help="Different stories in which a line must come. 5, or as --profile."),
    ] = None,
    share: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE", min=0, max=1, help="Share of the site's stories that it must be. 0.1, or as --profile."
        ),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option(metavar="N", min=2, help="Documents of a site that are looked at. 300, or as --profile."),
    ] = None,
    memory: Annotated[
        bool,
        typer.Option(
            "--memory/--no-memory", help="Write what is needed to add to the profile later beside it, to *.memory.gz."
        ),
    ] = True,
    format_: Annotated[
        Literal["auto", "text", "jsonl", "csv", "tsv", "parquet"],
        typer.Option("--format", help="auto: by the names; text: everything is text; others: what has no suffix is."),
    ] = "auto",
    text_field: TextField = "text",
    id_field: IdField = "id",
    site_field: SiteField = "site",
    files_from: Annotated[
        str | None, typer.Option(metavar="FILE", help="Read more paths from a file, one a line; - is standard input.")
    ] = None,
    null: Annotated[bool, typer.Option("-0", "--null", help="The paths in --files-from end with NUL bytes.")] = False,
    glob: Annotated[
        list[str] | None, typer.Option(metavar="PATTERN", help="Files to look for in directories, instead of all.")
    ] = None,
    encoding: Annotated[str, typer.Option(metavar="NAME", help="Encoding of the input.")] = "utf-8",
    errors: Annotated[
        Literal["strict", "replace", "ignore", "surrogateescape"] | None,
        typer.Option(help="What to do with bytes that are not valid."),
    ] = None,
    jobs: Annotated[
        int, typer.Option("-j", "--jobs", metavar="N", min=0, help="Worker processes; 0 is one for each processor.")
    ] = 0,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Only errors.")] = False,
) -> None:
    """Learn the boilerplate of sites from many documents, for clean --profile.

    A line is learned if it comes in enough different stories of a site; copies and versions of a story count once. The
    site of a record is a field, that of a text file the first folder below the directory that is named.

    Exit status: 0 done; 2 an error, all else is done; 130 interrupted.
    """
    from cleaner.cli.learn import LearnOptions, run
    from cleaner.files.jsonl import Fields

    options = LearnOptions(
        paths=paths or (),
        output=output,
        profiles=profiles or (),
        listing=listing,
        site=site,
        min_documents=min_documents,
        share=share,
        sample=sample,
        memory=memory,
        format=format_,
        fields=Fields(text=text_field, id=id_field, site=site_field),
        files_from=files_from,
        null=null,
        globs=glob or (),
        encoding=encoding,
        errors=errors,
        jobs=jobs,
        quiet=quiet,
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
    encoding: Encoding = "utf-8",
) -> None:
    """Show what a filter does, or why a line of a text goes or stays.

    With --line: what every filter says of the line, the phrases in it, what the classifier takes it for and why, and
    what protects it. The options of clean that choose filters are taken into account.
    """
    if line is None:
        from cleaner.report import manual

        _printed(lambda: manual.page(name))
    else:
        from cleaner.cli import explain as explaining
        from cleaner.cli.settings import SettingsOptions
        from cleaner.files.jsonl import Fields

        chosen = SettingsOptions(preset, select or (), ignore or (), set_ or (), config, isolated, profile)
        fields = Fields(text=text_field, id=id_field, site=site_field)
        options = explaining.LineOptions(name, line, document, chosen, fields, encoding)
        _printed(lambda: explaining.lines(options))


@app.command()
def report(
    ledger: Annotated[str, typer.Argument(metavar="LEDGER", help="What clean --report wrote, .jsonl or .jsonl.gz.")],
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="The page, .html; - is standard output.")
    ] = None,
    texts: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH", help="The sources or the cleaned texts, so that lines that stay can be shown; repeatable."
        ),
    ] = None,
    title: Annotated[str, typer.Option(metavar="TEXT", help="Title of the page.")] = "Cleaning report",
    text_field: TextField = "text",
    id_field: IdField = "id",
    site_field: SiteField = "site",
    encoding: Encoding = "utf-8",
) -> None:
    """Make a page of a ledger: totals, charts, documents line by line.

    Every line that went is shown with its reason. The page is one file that needs nothing from the network. Of many
    documents it shows a sample; totals count all.

    Exit status: 0 done; 2 an error.
    """
    from cleaner.cli.report import ReportOptions, run
    from cleaner.files.jsonl import Fields

    fields = Fields(text=text_field, id=id_field, site=site_field)
    _ended(lambda: run(ReportOptions(ledger, output, texts or (), title, fields, encoding)))


@app.command()
def review(
    ledger: Annotated[str, typer.Argument(metavar="LEDGER", help="What clean --report wrote, .jsonl or .jsonl.gz.")],
    sample: Annotated[int, typer.Option(metavar="N", min=1, help="Lines to judge.")] = 50,
    filter_: Annotated[
        list[str] | None,
        typer.Option(
            "--filter",
            metavar="FILTER,...",
            help="Only lines that these filters removed.",
            autocompletion=completion.listed_filters,
        ),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Another number draws another sample.")] = 0,
    texts: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH", help="The sources or the cleaned texts, to show what is around a line; repeatable."
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Where verdicts are kept, instead of LEDGER.verdicts.csv."),
    ] = None,
    csv: Annotated[
        str | None, typer.Option("--csv", metavar="FILE", help="Write the sample as a table to judge elsewhere.")
    ] = None,
    verdicts: Annotated[
        str | None, typer.Option(metavar="FILE", help="Show what the verdicts in a table come to; judge nothing.")
    ] = None,
    keep: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Add the lines judged wrong to keep in this settings file (.toml)."),
    ] = None,
    labelled: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write the verdicts as labelled rows for score (.jsonl).")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
    text_field: TextField = "text",
    id_field: IdField = "id",
    site_field: SiteField = "site",
    encoding: Encoding = "utf-8",
) -> None:
    """Judge a sample of removed lines by hand.

    On a terminal the lines are shown one by one; y: right to remove it, n: wrong, u: unsure. With --csv they are
    written as a table whose column "verdict" is to be filled in with right, wrong or unsure, and read with --verdicts.

    The figures are the share of removed lines that were rightly removed, and an interval in which the true share lies
    95 times in 100.

    Exit status: 0 done; 2 an error.
    """
    from cleaner.cli.review import ReviewOptions, run
    from cleaner.files.jsonl import Fields

    options = ReviewOptions(
        ledger=ledger,
        sample=sample,
        filters=filter_ or (),
        seed=seed,
        texts=texts or (),
        output=output,
        csv=csv,
        verdicts=verdicts,
        keep=keep,
        labelled=labelled,
        json=json,
        fields=Fields(text=text_field, id=id_field, site=site_field),
        encoding=encoding,
    )
    _ended(lambda: run(options))


@app.command()
def restore(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="Cleaned text: a file, a directory, records; - is standard input.")
    ],
    ledger: Annotated[str, typer.Argument(metavar="LEDGER", help="What clean --report wrote, .jsonl or .jsonl.gz.")],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="PATH", help="Write to a file, a directory, or - for standard output."),
    ] = None,
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

    Exit status: 0 done; 2 an error, all else is done.
    """
    from cleaner.cli.restore import RestoreOptions, run
    from cleaner.files.jsonl import Fields

    fields = Fields(text=text_field, id=id_field)
    _ended(lambda: run(RestoreOptions(text, ledger, output, document, fields, encoding, errors)))


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
