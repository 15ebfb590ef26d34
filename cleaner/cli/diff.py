"""The command `diff`, behind its options."""

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.cli import messages, settings
from cleaner.config import Settings
from cleaner.corpus import extras
from cleaner.errors import CleanerError
from cleaner.files import streams
from cleaner.files.codec import asked_for
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Format

extras.need("numpy")

from cleaner.corpus import files, pair  # noqa: E402
from cleaner.corpus.files import Inputs  # noqa: E402


class Given(NamedTuple):
    """The options of `cleaner diff`, as the command line gives them."""

    one: str
    other: str
    paths: Sequence[str] = ()
    raw: bool = False
    shingle: int = 5
    text_field: str = "text"
    id_field: str = "id"
    format_: Format = "auto"
    encoding: str = "utf-8"
    errors: str | None = None


def run(given: Given) -> int:
    """Show what differs between two documents; the exit status."""
    from cleaner.files.streams import StandardOutput
    from cleaner.pipeline import Cleaner
    from cleaner.report.diff import encoded, unified

    fields = Fields(given.text_field, given.id_field)
    paths = given.paths or (given.one, given.other)
    failed: list[str] = []
    # What is one of two documents itself is no file of them.
    is_text = not given.paths and streams.STANDARD in paths and given.format_ == "auto"
    kind: Format = "text" if is_text else given.format_
    with files.rereadable(Inputs(paths, fields, asked_for(given.encoding, given.errors), kind)) as inputs:
        try:
            entries = inputs.entries(lambda message, _: failed.append(message))
            both = pair.find(entries, (given.one, given.other), lambda notice: messages.say(f"warning: {notice}"))
        except CleanerError:
            for message in failed:
                messages.say(message)
            raise
    cleaner = Cleaner(settings=settings.reading(Settings(), given.errors), records=False)
    before, after = (entry.text if given.raw else cleaner(entry.text).text for entry in both)
    messages.say(pair.likeness(before, after, given.shingle))
    output = StandardOutput()
    for line in unified(given.one, before, after, given.other):
        output.write(encoded(line))
    output.commit()
    return messages.DONE
