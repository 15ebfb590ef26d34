"""The program: its commands, in the order of its help."""

from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from cleaner.cli.commands import cleaning, corpora, judging
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

COMMANDS = (
    cleaning.clean,
    corpora.dedup,
    corpora.diff,
    corpora.index,
    corpora.learn,
    judging.score,
    cleaning.filters,
    cleaning.explain,
    judging.report,
    judging.review,
    cleaning.restore,
    cleaning.config,
)


def run(arguments: list[str]) -> None:
    """Run the command that the arguments name; ends with SystemExit.

    Raises:
        CleanerError: they are not what a command can be told.
    """
    first = arguments[0] if arguments else ""
    names = [command.__name__ for command in COMMANDS]
    if first and not first.startswith("-") and first not in names and Path(first).exists():
        raise CleanerError(f"no command {first!r}: did you mean `cleaner clean {first}`?")
    try:
        status = app(arguments, prog_name="cleaner", standalone_mode=False)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        _refuse(error, f"cleaner {first}" if first in names else "cleaner")
    raise SystemExit(status or 0)


def _refuse(error: Any, command: str) -> NoReturn:
    """Say in one line what is wrong with the arguments, where typer has several."""
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        raise SystemExit(error.exit_code)
    message = " ".join(error.format_message().split()).rstrip(".")
    raise CleanerError(f"{message[:1].lower()}{message[1:]} (see {command} --help)") from None


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


for command in COMMANDS:
    app.command()(command)
