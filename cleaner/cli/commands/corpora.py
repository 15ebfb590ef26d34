"""Commands that look at many documents: copies of stories, boilerplate of sites."""

from typing import Annotated, Literal

import typer

from cleaner.cli.ending import ended
from cleaner.cli.options import (
    FilesFrom,
    Glob,
    IdField,
    InputEncoding,
    InputErrors,
    InputFormat,
    Jobs,
    Null,
    Paths,
    Quiet,
    ShardSize,
    Shingle,
    SiteField,
    TextField,
)


def dedup(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATHS]...", help="Files and directories; - or nothing is records on standard input."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="PATH",
            help="Write what stays to a file of records, or texts to a DIRECTORY/; without it, or with -, to standard "
            "output in the format of the input.",
        ),
    ] = None,
    report: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write a line for each document that goes to a .jsonl file.")
    ] = None,
    errors_to: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Write what cannot be read or compared to a .jsonl file, with the reason and the document.",
        ),
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
            help="How far figures and names agree at least, place by place: those of reports from one template do "
            "not. 0: any.",
        ),
    ] = 0.5,
    shingle: Shingle = 5,
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
    format_: InputFormat = "auto",
    shard_size: ShardSize = "",
    text_field: TextField = "text",
    id_field: IdField = "id",
    site_field: SiteField = "site",
    files_from: FilesFrom = None,
    null: Null = False,
    glob: Glob = None,
    encoding: InputEncoding = "utf-8",
    errors: InputErrors = None,
    jobs: Jobs = 0,
    quiet: Quiet = False,
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
        errors_to=errors_to,
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
    ended(lambda: run(given))


def diff(
    one: Annotated[str, typer.Argument(metavar="A", help="Id of a document, as in a report of dedup.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Id of another.")],
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATHS]...", help="Where they are; without, A and B are files themselves."),
    ] = None,
    raw: Annotated[bool, typer.Option("--raw", help="The texts as they are, not cleaned (in memory) first.")] = False,
    shingle: Shingle = 5,
    text_field: TextField = "text",
    id_field: IdField = "id",
    format_: Annotated[
        Literal["auto", "text", "jsonl", "csv", "tsv", "parquet"],
        typer.Option("--format", help="auto: by the names; others: what has no known suffix is."),
    ] = "auto",
    encoding: InputEncoding = "utf-8",
    errors: InputErrors = None,
) -> None:
    """Show what differs between two documents, and how alike they are.

    The difference goes to standard output, as diff -u writes it, the similarity as dedup counts it to standard error.

    Exit status: 0 done; 2 an error.
    """
    from cleaner.cli.diff import Given, run

    ended(lambda: run(Given(one, other, paths or (), raw, shingle, text_field, id_field, format_, encoding, errors)))


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

    ended(lambda: run(Given(action, path, ids or (), before)))


def learn(
    paths: Paths = None,
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
    format_: InputFormat = "auto",
    text_field: TextField = "text",
    id_field: IdField = "id",
    site_field: SiteField = "site",
    files_from: FilesFrom = None,
    null: Null = False,
    glob: Glob = None,
    encoding: InputEncoding = "utf-8",
    errors: InputErrors = None,
    jobs: Jobs = 0,
    quiet: Quiet = False,
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
    ended(lambda: run(options))
