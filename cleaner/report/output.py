"""Where `clean` reports to: a ledger, or a page for people, as the name of the file says."""

from contextlib import AbstractContextManager
from typing import Protocol

from cleaner.config import Settings
from cleaner.files.log import Log
from cleaner.report.gather import Seen

#: What the name of a page ends with.
PAGES = (".html", ".htm")


class Report(Protocol):
    """Is told of every document of a run."""

    def add(self, document: Seen) -> None:
        """Take down what became of a document."""

    def settle(self) -> None:
        """All that was added until now stays: it is written."""

    def secure(self) -> None:
        """What was added until now must outlive the process, since it is the way back from what is done next."""

    def withdraw(self) -> None:
        """Forget what was added since `settle` was called: it will not be written."""


def is_page(name: str) -> bool:
    """Whether a report of this name is a page."""
    return name.lower().endswith(PAGES)


def opened(
    name: str, settings: Settings, file: Log | None = None, *, lasts: bool = False
) -> AbstractContextManager[Report]:
    """A report, opened; its file appears when it is closed without an error.

    Args:
        name: the file.
        settings: what the run cleans with.
        file: what a ledger is written to, if the run that writes it may be interrupted and go on.
        lasts: whether what is settled of a ledger stays also if the run fails or is killed.

    Raises:
        CleanerError: the file cannot have this name, or cannot be written.
    """
    if is_page(name):
        from cleaner.report.page import PageReport

        return PageReport(name, settings)
    from cleaner.report.ledger import Ledger

    return Ledger(name, file, lasts=lasts)
