"""The command `restore`, behind its options."""

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.cli import messages, passing
from cleaner.errors import CleanerError
from cleaner.files import plan, shards
from cleaner.files.codec import asked_for
from cleaner.files.errors import shown
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Request
from cleaner.report.lookup import Lookup
from cleaner.report.restoring import Restorer


class RestoreOptions(NamedTuple):
    """The options of `cleaner restore`, as the command line gives them."""

    text: str
    ledger: str
    output: str | None = None
    document: str | None = None
    fields: Fields = Fields()
    encoding: str = "utf-8"
    errors: str | None = None


def run(options: RestoreOptions) -> int:
    """Restore what the options name; the exit status."""
    settled = plan.make(Request(paths=(options.text,), output=options.output, reads=(options.ledger,)))
    alone = len(settled.tasks) == 1
    single = alone and settled.tasks[0].kind == "text"
    lookup = Lookup(options.ledger)
    if options.document is not None:
        _check_document(options, lookup, single=single)
    cut = shards.are_all([task.source.name for task in settled.tasks])
    restorer = Restorer(lookup, options.document, alone=alone, cut=cut, single=single)
    codec = asked_for(options.encoding, options.errors)
    failures = passing.over(restorer, settled, codec=codec, fields=options.fields)
    failures += passing.tell_refused(lookup)
    unfit = not single and _is_unfit(options, lookup, restorer)
    return messages.FAILED if failures or unfit else messages.DONE


def _check_document(options: RestoreOptions, lookup: Lookup, *, single: bool) -> None:
    if not single:
        raise CleanerError("--document names the document of one text: it cannot be given for several")
    if options.document not in lookup:
        raise CleanerError(f"{shown(options.ledger)}: no document {options.document!r} in it")


def _is_unfit(options: RestoreOptions, lookup: Lookup, restorer: Restorer) -> bool:
    """Tell which documents of the ledger were not there; whether that was all of them."""
    unused = lookup.unused()
    if not unused:
        return False
    if misplaced := restorer.misplaced():
        messages.say(
            f"{shown(options.text)}: documents of {shown(options.ledger)} that are not found in their order: "
            f"{len(misplaced)}, {shown(misplaced[0])} for one: without ids records that were left out since, or moved, "
            "make the others uncertain"
        )
        return True
    messages.say(f"warning: {_missing(unused, len(lookup), shown(options.ledger), shown(options.text))}")
    return not lookup.found


def _missing(unused: Sequence[str], count: int, ledger: str, text: str) -> str:
    """Which documents of a ledger are not there."""
    first = shown(unused[0])
    if count == 1:
        return f"{first}, the only document of {ledger}, is not in {text}"
    if len(unused) == 1:
        return f"1 of the {count} documents of {ledger} is not in {text}: {first}"
    return f"{len(unused)} of the {count} documents of {ledger} are not in {text}, {first} for one"
