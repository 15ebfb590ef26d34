"""The command `learn`, behind its options."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import PurePath
from typing import NamedTuple

from cleaner import profile
from cleaner.cli import messages, notices
from cleaner.cli.repeats import FEW, Repeats
from cleaner.corpus import learn, sample
from cleaner.corpus.sample import Sample
from cleaner.counts import counted, part
from cleaner.errors import CleanerError
from cleaner.files import formats, plan, sources, streams
from cleaner.files.atomic import AtomicFile
from cleaner.files.codec import asked_for
from cleaner.files.jsonl import Fields
from cleaner.files.plan import Format, Request
from cleaner.files.reader import Piece
from cleaner.files.records import entries, tasks
from cleaner.files.streams import StandardOutput
from cleaner.files.undisturbed import undisturbed
from cleaner.profile import Profile, Rules

_MEMORY = ".memory.gz"


class LearnOptions(NamedTuple):
    """The options of `cleaner learn`, as the command line gives them."""

    paths: Sequence[str] = ()
    output: str | None = None
    profiles: Sequence[str] = ()
    listing: bool = False
    site: str = ""
    min_documents: int | None = None
    share: float | None = None
    sample: int | None = None
    memory: bool = True
    format: Format = "auto"
    fields: Fields = Fields()
    files_from: str | None = None
    null: bool = False
    globs: Sequence[str] = ()
    encoding: str = "utf-8"
    errors: str | None = None
    jobs: int = 0
    quiet: bool = False

    @property
    def to_file(self) -> bool:
        """Whether the profile goes to a file."""
        return self.output not in (None, streams.STANDARD)

    @property
    def reads(self) -> bool:
        """Whether there are documents to read: only profiles can be merged, too."""
        return bool(self.paths or self.files_from or not self.profiles)


class _Old(NamedTuple):
    """A profile that is added to.

    Attributes:
        profile: as its file has it.
        seen: the documents that it was learned from.
    """

    profile: Profile
    seen: Sample


def run(options: LearnOptions) -> int:
    """Learn a profile and write it, or show one; the exit status."""
    if options.listing:
        return _show(options)
    rules, olds = _given(options)
    _check(options)
    teller = _Teller(options)
    seen = Sample(rules.sample)
    for old in olds:
        seen.update(old.seen)
    counts: Counter[str] = Counter()
    if options.reads:
        counts = learn.collect(seen, _documents(options, teller), options.jobs, teller.failed)
        teller.read(counts)
        if teller.lost and not counts:
            return teller.status()
    found = learn.made(seen, rules, options.jobs)
    for old in olds:
        found = learn.merged(found, old.profile, learn.made(old.seen, old.profile.rules))
    _write(options, found, seen)
    return teller.end(found)


def memory_of(name: str) -> str:
    """The file in which is remembered what a profile was learned from: beside it, with its name."""
    path = PurePath(name)
    return str(path.with_name(path.name.removesuffix(".jsonl").removesuffix(".json") + _MEMORY))


def _show(options: LearnOptions) -> int:
    if len(options.paths) != 1 or options.profiles or options.output is not None:
        raise CleanerError("--list shows one profile: `cleaner learn --list profile.jsonl`")
    try:
        lines = list(profile.listing(profile.load(options.paths[0]), [options.site] if options.site else []))
    except CleanerError as error:
        place = options.paths[0]
        raise error if str(error).startswith(place) else CleanerError(f"{place}: {error}") from None
    messages.show(lines)
    return messages.DONE


def _given(options: LearnOptions) -> tuple[Rules, Sequence[_Old]]:
    """The rules, which are those of the first profile that is added to where nothing else is said; these profiles."""
    olds = [_Old(profile.load(name), sample.load(memory_of(name))) for name in options.profiles]
    rules = olds[0].profile.rules if olds else Rules()
    said = {name: getattr(options, name) for name in Rules._fields if getattr(options, name) is not None}
    return learn.checked(rules._replace(**said)), olds


def _check(options: LearnOptions) -> None:
    """See to it that nothing is read as a document that will be written.

    Raises:
        CleanerError: something is, or an option has nothing to be about.
    """
    if options.null and not options.files_from:
        raise CleanerError("-0 says how the names in --files-from end: give --files-from too")
    if not options.to_file:
        return
    assert options.output is not None
    plan.check_writable([options.output])
    if not options.reads:
        return
    if formats.is_compressed(options.output) or formats.kind(options.output) not in (None, "jsonl"):
        raise CleanerError(f"{options.output}: a profile is JSON lines: name it .jsonl")
    others = (memory_of(options.output),) if options.memory else ()
    from_list = options.files_from if options.files_from != streams.STANDARD else None
    request = Request(
        paths=options.paths,
        files_from=from_list,
        null=options.null and from_list is not None,
        globs=options.globs,
        format="jsonl",
        output=options.output,
        others=others,
    )
    plan.make(request)


def _documents(options: LearnOptions, teller: "_Teller") -> Iterator[tuple[str, str]]:
    """Site and text of each document."""
    codec = asked_for(options.encoding, options.errors)
    found = sources.find(options.paths, options.files_from, null=options.null, globs=options.globs)
    for message in found.problems:
        teller.failed(message)
    for notice in notices.of_inputs(found, options.globs):
        teller.warned(notice)
    work = tasks(found, options.format)
    for entry in entries(work, teller.failed, fields=options.fields, codec=codec):
        yield entry.site or options.site, entry.text


def _write(options: LearnOptions, found: Profile, seen: Sample) -> None:
    """Write the profile and the memory. Both appear when they are whole, with no interrupt between them."""
    if not options.to_file:
        output = StandardOutput()
        output.write(found.dump())
        output.commit()
        return
    assert options.output is not None
    with ExitStack() as stack:
        file = stack.enter_context(AtomicFile(options.output))
        if options.memory:
            memory = stack.enter_context(AtomicFile(memory_of(options.output)))
            for row in seen.rows():
                memory.write(f"{row}\n".encode())
        file.write(found.dump())
        with undisturbed():
            stack.close()


class _Teller:
    """Tells the user what happens, on standard error.

    Attributes:
        lost: how many documents and files could not be read.
    """

    def __init__(self, options: LearnOptions) -> None:
        self._quiet = options.quiet
        self.lost = 0
        self._repeats = Repeats()

    def failed(self, message: str, piece: Piece | None = None) -> None:
        """Tell of something that could not be read."""
        self.lost += 1
        for line in self._repeats.shown(message, piece):
            messages.say(line)

    def warned(self, message: str) -> None:
        """Tell of something that need not be wrong."""
        if not self._quiet:
            messages.say(f"warning: {message}")

    def read(self, counts: Counter[str]) -> None:
        """Tell of documents from which nothing can be learned.

        Raises:
            CleanerError: these are all.
        """
        total = counts.total()
        without = counts[""]
        if not without:
            return
        have = f"{part(without, total)} {'has' if without == 1 else 'have'} no site"
        remedy = "name its field with --site-field or the site itself with --site, or put texts into a folder a site"
        if without == total:
            raise CleanerError(f"{have}: {remedy}")
        self.warned(f"{have} and {'was' if without == 1 else 'were'} passed over: {remedy}")

    def end(self, found: Profile) -> int:
        """Tell what was learned; the exit status."""
        if not self._quiet:
            documents = sum(site.documents for site in found.sites.values())
            lines = sum(len(site.lines) for site in found.sites.values())
            least = found.rules.min_documents
            few = sum(site.documents < least for site in found.sites.values())
            short = f"; {few} with fewer than {least} stories taught nothing" if few else ""
            messages.say(
                f"{counted(lines, 'line')} from {counted(documents, 'story', 'stories')} of "
                f"{counted(len(found.sites), 'site')}{short}"
            )
        return self.status()

    def status(self) -> int:
        """The exit status; how many were lost, where that is not seen at once."""
        if self.lost > FEW:
            messages.say(f"{self.lost} failed")
        return messages.FAILED if self.lost else messages.DONE
