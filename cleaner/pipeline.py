"""The engine: runs a chain of filters over a document, applies what they find and writes the ledger.

It is the only place that changes a document. It goes round until no filter finds anything, so that cleaning twice
changes nothing the second time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cleaner import config, layout, model, structure
from cleaner.catalog import CATALOG, Stage
from cleaner.document import LAYOUT, Document, Filter, Finding, Paragraph, Record, Result
from cleaner.errors import IN_FILTER, FilterError, no_document
from cleaner.words import fold, opens_quotation

if TYPE_CHECKING:
    import os

    from cleaner.profile import Profile

#: Name under which the engine records the layout of a source: what stood between its paragraphs.
LAYOUT_RECORD = "layout"

#: Rounds after which a document that still changes is given up. Real ones need two or three.
_MAX_ROUNDS = 100


class Cleaner:
    """A chain of filters, ready to clean any number of documents. Picklable, reusable and safe in threads.

    Args:
        preset: a named choice of filters: `none`, `text`, `news` or `page`.
        select: filters or presets to run instead of the preset.
        ignore: filters or presets to leave out.
        options: for each filter its options, as in `{"typography": {"quotes": "keep"}}`.
        captions: copies of a photo caption that stay: `one`, `none` or `all`.
        max_loss: the damage budget: the share of a document's words (0 to 1) that may go with removed lines; None is
            that of the preset, 0.95 for `page` and 0.75 for the others. Over it,
            the document keeps all its lines and its result says `over_budget`.
        keep: a text or several; a line that contains one of them is never removed. Case, and how quotation marks,
            dashes and spaces are set, make no difference.
        profile: boilerplate of sites for the filter `learned`: a file from `cleaner learn`, or a `cleaner.Profile`.
        filters: your own filters, callables from `Document` to findings, run after the others.
        settings: all of these at once; the other arguments but `reasons` and `records` are then ignored.
        reasons: whether records say why a line went also where that takes longer to work out than the decision.
        records: whether results have records; without them cleaning takes a few percent less.

    Raises:
        cleaner.SettingsError: a name is not known or a value does not fit.
    """

    def __init__(
        self,
        preset: str = "news",
        *,
        select: str | Sequence[str] = (),
        ignore: str | Sequence[str] = (),
        options: Mapping[str, Mapping[str, Any]] | None = None,
        captions: config.Captions = "one",
        max_loss: float | None = None,
        keep: str | Sequence[str] = (),
        profile: "str | os.PathLike[str] | Profile" = "",
        filters: Sequence[Filter] = (),
        settings: config.Settings | None = None,
        reasons: bool = True,
        records: bool = True,
    ) -> None:
        self.settings = settings or config.Settings(
            preset,
            config.several(select),
            config.several(ignore),
            captions,
            max_loss,
            (keep,) if isinstance(keep, str) else config.several(keep),
            options or {},
            tuple(filters),
            profile,
        )
        self.reasons = reasons
        self.records = records
        self._chain = self.settings.chain()

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The filters in their places, in order."""
        return tuple(self._chain)

    def __reduce__(self) -> tuple[Any, ...]:
        return _remake, (self.settings, self.reasons, self.records)

    def __repr__(self) -> str:
        """The preset, and what else is not the default, long values cut."""
        from reprlib import Repr

        short, chosen, usual = Repr(), self.settings, config.Settings()
        short.maxstring = short.maxother = 60
        told = [repr(chosen.preset)]
        for name in config.KEYS:
            value = getattr(chosen, name)
            if name != "preset" and value != getattr(usual, name):
                told.append(f"{name}={short.repr(list(value) if isinstance(value, tuple) else value)}")
        told += [f"{name}={short.repr(value)}" for name in ("options", "filters") if (value := getattr(chosen, name))]
        told += [f"{name}=False" for name in ("reasons", "records") if not getattr(self, name)]
        return f"Cleaner({', '.join(told)})"

    def __call__(self, document: str | Document) -> Result:
        """Clean one text or document.

        Raises:
            TypeError: it is neither.
            cleaner.CleanerError: filters find something again and again in what they have left, or found something
                where no paragraph is. What a filter raises itself goes on, with a note of the filter's name.
        """
        if isinstance(document, str):
            text, document = document, layout.parse(document)
        elif isinstance(document, Document):
            text = layout.render(document)
            # What was worked out of it before may be of other paragraphs.
            document = document.with_paragraphs(document.paragraphs)
        else:
            raise no_document(document, "a text or a cleaner.Document")
        run = self._run(document, self._chain)
        total = run.removed + sum(p.size for p in run.document.paragraphs) if run.removed else 0
        if run.removed > self.settings.budget * total:
            text_only = self._run(document, [s for s in self._chain if not s.removes_lines])
            return text_only.result(text, run.removed, total, over_budget=True)
        return run.result(text, run.removed, total)

    def _run(self, document: Document, chain: Sequence[Stage]) -> "_Run":
        run = _Run(document, self.settings.keep, reasons=self.reasons, records=self.records)
        eager = [stage for stage in chain if not stage.waits]
        waiting = [stage for stage in chain if stage.waits]
        unchanged = 0
        for _ in range(_MAX_ROUNDS):
            if run.begin_round():
                unchanged = 0
            for stage in eager:
                if unchanged == len(eager):
                    break
                unchanged = 0 if run.apply(stage) else unchanged + 1
            if unchanged == len(eager):
                # A list, because each of them has its turn.
                if not any([run.apply(stage) for stage in waiting]):  # noqa: C419
                    return run
                unchanged = 0
        # The filters of the package only take lines away, of which there is an end: what they have left may stay. They
        # are not given all the rounds that a menu of thousands of lines can take, because that is the square of them.
        restless = [stage.name for stage in chain if stage.name not in CATALOG and run.apply(stage)]
        if not restless:
            return run
        raise FilterError(
            f"no end after {_MAX_ROUNDS} rounds: {_named(restless)} again and again something in what is left, where "
            "filters have to find nothing"
        )

    def map(self, documents: Iterable[str | Document], jobs: int = 0) -> Iterator[Result]:
        """Clean many documents; the results come in their order.

        Args:
            documents: texts or documents.
            jobs: worker processes; 0 = one a core. A small batch is done in this process.
        """
        from cleaner import batch

        return batch.map_documents(self, documents, jobs)


def _named(filters: Sequence[str]) -> str:
    names = ", ".join(map(repr, filters))
    return f"the filter {names} finds" if len(filters) == 1 else f"the filters {names} find"


def _remake(settings: config.Settings, reasons: bool, records: bool) -> Cleaner:
    return Cleaner(settings=settings, reasons=reasons, records=records)


class _Run:
    """One document on its way through a chain.

    Attributes:
        reasons: whether to work out why, where that takes long.
        records: what was done; None if nobody wants to know.
        changed: whether anything was done.
        heirs: lines that stand for a protected line or the headline, which went as their copy.
        removed: words that went with whole lines.
        plain: whether the layout was made plain.
    """

    def __init__(self, document: Document, keep: Sequence[str], *, reasons: bool, records: bool) -> None:
        self.reasons = reasons
        self.source = document
        self.document = document
        self.keep = keep
        self.heirs: set[int] = set()
        self.records: list[Record] | None = [] if records else None
        self.changed = False
        self.removed = 0
        self.plain = False
        self._sound: dict[str, set[str]] = {}
        self._whole: Document | None = None
        self._kept_by_witness = False
        self._code: set[int] | None = None

    def begin_round(self) -> bool:
        """Begin a round.

        Returns:
            Whether all filters must be asked again: the witness kept a line, on a page that has changed since.
        """
        ask_again, self._kept_by_witness = self._kept_by_witness and self._whole is not self.document, False
        self._whole = None
        return ask_again

    def apply(self, stage: Stage) -> bool:
        """Apply what a filter finds; whether that was anything. What goes wrong gets a note of the filter's name."""
        try:
            return self._apply(stage)
        except FilterError:
            raise
        except Exception as error:
            error.add_note(f"{IN_FILTER} {stage.name!r}")
            raise

    def _apply(self, stage: Stage) -> bool:
        document = self.document
        findings = self._found_locally(stage) if stage.local else list(stage.filter(document))
        if not findings:
            return False
        changed = edited = plain = False
        paragraphs = list(document.paragraphs)
        gone: dict[int, Finding] = {}
        for finding in findings:
            if finding.index == LAYOUT:
                plain = True
            elif self._note(stage, finding, paragraphs, gone):
                changed = True
                edited |= finding.text is not None
        if gone:
            paragraphs = layout.without(paragraphs, gone)
        if changed:
            self.document = document.left_with(paragraphs, () if edited else gone)
        if plain and not layout.is_plain(self.document):
            self.document = layout.made_plain(self.document)
            self.plain = changed = True
        return changed

    def _found_locally(self, stage: Stage) -> list[Finding]:
        """What a filter finds that judges each paragraph by itself: it is shown those with a text that is new to it."""
        document = self.document
        sound = self._sound.get(stage.name)
        if sound is None:
            findings = list(stage.filter(document))
            found = {document.paragraphs[f.index].text for f in findings}
            self._sound[stage.name] = {p.text for p in document.paragraphs} - found
            return findings
        new = [i for i, p in enumerate(document.paragraphs) if p.text not in sound]
        if not new:
            return []
        shown = document.left_with([document.paragraphs[i] for i in new])
        findings = list(stage.filter(shown))
        sound.update({p.text for p in shown.paragraphs} - {shown.paragraphs[f.index].text for f in findings})
        return [replace(f, index=new[f.index]) for f in findings]

    def _note(self, stage: Stage, finding: Finding, paragraphs: list[Paragraph], gone: dict[int, Finding]) -> bool:
        """Apply one finding and write its record, unless the paragraph is protected."""
        index = finding.index
        if not 0 <= index < len(paragraphs):
            raise _nowhere(stage, index, paragraphs)
        if finding.of is not None and not 0 <= finding.of < len(paragraphs):
            raise _nowhere(stage, finding.of, paragraphs)
        paragraph = paragraphs[index]
        after = _one_line(finding.text)
        if index in gone or after == paragraph.text:
            return False
        if after is None and stage.removes_lines and self._stays(index, finding, stage, gone):
            return False
        of = None if finding.of is None else paragraphs[finding.of].line
        if after is None and of is not None and (self._is_sacred(index) or self._moves_headline(index, finding.of)):
            self.heirs.add(of)
        self.changed = True
        if self.records is not None:
            why = self._why(finding)
            self.records.append(Record(self.source.id, stage.name, paragraph.line, paragraph.text, after, why, of))
        if after is None:
            gone[index] = finding
            self.removed += paragraph.size if stage.removes_lines else 0
        else:
            paragraphs[index] = paragraph.becoming(after)
        return True

    def _why(self, finding: Finding) -> str:
        return finding.reason if self.reasons or isinstance(finding.why, str) else ""

    def _stays(self, index: int, finding: Finding, stage: Stage, gone: Mapping[int, Finding]) -> bool:
        """Whether a line stays although a filter found it: it is protected, or the classifier takes it for story."""
        if self._protected(index, finding, gone):
            return True
        needed = stage.needs(finding, self.document)
        if needed == 0 or self._likely(index) >= needed:
            return False
        self._kept_by_witness = True
        return True

    def _likely(self, index: int) -> float:
        """How likely a paragraph is residue, as it stood before this round removed any line."""
        if self._whole is None:
            self._whole = self.document
        return model.likely(self._whole, self._whole.places[self.document.paragraphs[index].line])

    def _protected(self, index: int, finding: Finding, gone: Mapping[int, Finding]) -> bool:
        """Whether a line must stay: the story's first paragraph, a quotation, the last copy, code, a text to keep."""
        paragraph = self.document.paragraphs[index]
        if (self.keep and kept_text(self.keep, paragraph) is not None) or self._is_code(paragraph):
            return True
        if finding.of is not None:
            return finding.of in gone or self._is_only_beginning(index, finding.of)
        return self._is_sacred(index) or (paragraph.line in self.heirs and not finding.sure)

    def _is_code(self, paragraph: Paragraph) -> bool:
        """Whether a line was in a block of code on the page as it came."""
        if self._code is None:
            self._code = {self.source.paragraphs[index].line for index in self.source.code}
        return paragraph.line in self._code

    def _is_sacred(self, index: int) -> bool:
        """Whether a paragraph is the story's first or a quotation."""
        paragraph = self.document.paragraphs[index]
        return paragraph.is_prose and (index == self.document.opening or opens_quotation(paragraph.text))

    def _moves_headline(self, index: int, of: int | None) -> bool:
        """Whether the headline goes, and the copy that stands for it is further down than headlines are looked for."""
        return of is not None and index == self.document.title and of > self.document.opening

    def _is_only_beginning(self, index: int, of: int) -> bool:
        """Whether a paragraph is the story's first, and the copy that would stand for it is elsewhere in the story."""
        paragraphs = self.document.paragraphs
        if index != self.document.opening or not paragraphs[index].is_prose:
            return False
        return any(structure.is_story(p) for p in paragraphs[index + 1 : of])

    def result(self, source_text: str, removed: int, total: int, *, over_budget: bool = False) -> Result:
        if not self.changed and not self.plain:
            return Result(source_text, removed=removed, total=total, over_budget=over_budget)
        text = layout.render(self.document)
        return Result(text, self._ledger(), text != source_text, removed, total, over_budget)

    def _ledger(self) -> tuple[Record, ...]:
        if self.records is None:
            return ()
        plain = "plain" if self.plain else None
        why = "what stood between the paragraphs"
        form = Record(self.source.id, LAYOUT_RECORD, 0, layout.describe(self.source), plain, why)
        return form, *self.records


def _nowhere(stage: Stage, place: int, paragraphs: Sequence[Paragraph]) -> FilterError:
    return FilterError(
        f"the filter {stage.name!r} found something in paragraph {place}, where they go from 0 to {len(paragraphs) - 1}"
    )


def kept_text(keep: Sequence[str], paragraph: Paragraph) -> str | None:
    """The text of the setting `keep` that is in a paragraph; None if none is."""
    if not keep:
        return None
    small = paragraph.text.casefold()
    return next((k for k in keep if k.casefold() in small or fold(k) in paragraph.folded), None)


def _one_line(text: str | None) -> str | None:
    """The text a paragraph becomes; one that has nothing to read left is removed."""
    if text is None or not text.strip():
        return None
    return " ".join(text.replace("\r", "\n").split("\n")) if "\n" in text or "\r" in text else text
