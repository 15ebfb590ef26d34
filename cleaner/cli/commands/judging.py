"""Commands that show and judge what was done."""

from typing import Annotated, Literal

import typer

from cleaner.cli import completion
from cleaner.cli.ending import ended
from cleaner.cli.options import IdField, InputEncoding, InputErrors, Ledger, SiteField, TextField


def score(
    cleaned: Annotated[
        str,
        typer.Argument(metavar="CLEANED", help="Cleaned texts: records, a text, a directory; - is standard input."),
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

    ended(lambda: run(ScoreOptions(cleaned, gold, by, worst, json, id_field, text_field)))


def report(
    ledger: Ledger,
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
    encoding: InputEncoding = "utf-8",
    errors: InputErrors = None,
) -> None:
    """Make a page of a ledger: totals, charts, documents line by line.

    Every line that went is shown with its reason. The page is one file that needs nothing from the network. Of many
    documents it shows a sample; totals count all.

    Exit status: 0 done; 2 an error.
    """
    from cleaner.cli.report import ReportOptions, run
    from cleaner.files.jsonl import Fields

    fields = Fields(text=text_field, id=id_field, site=site_field)
    ended(lambda: run(ReportOptions(ledger, output, texts or (), title, fields, encoding, errors)))


def review(
    ledger: Ledger,
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
    encoding: InputEncoding = "utf-8",
    errors: InputErrors = None,
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
        errors=errors,
    )
    ended(lambda: run(options))
