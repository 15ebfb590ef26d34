"""How a command ends: with the exit status of what it did."""

from collections.abc import Callable, Iterable

import typer

from cleaner.cli.messages import DONE, guarded, show


def ended(command: Callable[[], int]) -> None:
    """Do it, and end with its exit status."""
    raise typer.Exit(guarded(command))


def printed(lines: Callable[[], Iterable[str]]) -> None:
    """Print lines, and end."""

    def shown() -> int:
        show(lines())
        return DONE

    ended(shown)
