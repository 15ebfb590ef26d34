"""Why a line went, or why it stayed: what every filter says of it, what protects it, and the rule that came nearest.

The chain runs as it always does; its filters are watched while they look at the line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from cleaner import config, layout, model
from cleaner.catalog import Stage
from cleaner.config import Settings
from cleaner.document import Document, Filter, Finding, Paragraph, Record, Result
from cleaner.errors import CleanerError
from cleaner.filters.residue import is_candidate, is_of_text, is_outside
from cleaner.mention import condemns
from cleaner.phrases import Hit
from cleaner.pipeline import Cleaner, kept_text
from cleaner.words import opens_quotation

_SHOWN = 100

#: Features of the classifier that are named.
_FEATURES = 5


class Look(NamedTuple):
    """A filter looked at the line.

    Attributes:
        stage: the filter.
        document: what it looked at.
        at: where the line stands in it.
        finding: what it found there; None if nothing.
        others: positions of the paragraphs that it would remove at once.
    """

    stage: Stage
    document: Document
    at: int
    finding: Finding | None
    others: frozenset[int]


@dataclass
class Watched:
    """What was seen of a line while the chain ran.

    Attributes:
        looks: every look that a filter had at it, in order.
        result: what became of the document.
        records: what was done to the line.
        chain: the names of all filters, in order.
    """

    looks: list[Look] = field(default_factory=list)
    result: Result = field(default_factory=lambda: Result(""))
    records: list[Record] = field(default_factory=list)
    chain: list[str] = field(default_factory=list)


class _Watching(Cleaner):
    """A cleaner whose filters are watched while they look at one line."""

    def __init__(self, settings: Settings, line: int) -> None:
        super().__init__(settings=settings)
        self.watched = Watched(chain=[stage.name for stage in self._chain])
        self._line = line
        self._chain = [stage._replace(filter=self._watch(stage)) for stage in self._chain]

    def _watch(self, stage: Stage) -> Filter:
        def find(document: Document) -> Sequence[Finding]:
            findings = list(stage.filter(document))
            index = next((i for i, p in enumerate(document.paragraphs) if p.line == self._line), None)
            if index is not None:
                own = next((f for f in findings if f.index == index), None)
                gone = frozenset(f.index for f in findings if f.text is None and f.index >= 0)
                self.watched.looks.append(Look(stage, document, index, own, gone))
            return findings

        return find


def explain(text: str, line: int, settings: Settings, *, name: str = "", site: str = "") -> Iterator[str]:
    """The lines of an explanation for people.

    Args:
        text: a source text.
        line: number of one of its lines, from 1.
        settings: what to clean with.
        name, site: what is known of the document.

    Raises:
        CleanerError: the text has no such line, or it is blank.
    """
    document = layout.parse(text, id=name, site=site)
    paragraph = _paragraph(document, line, name)
    # Over the damage budget lines stay that the filters would remove; they are watched as if there were none.
    watching = _Watching(replace(settings, max_loss=1.0), paragraph.line)
    without_budget = watching(document)
    watched = watching.watched
    watched.records = [r for r in without_budget.records if r.line == paragraph.line]
    watched.result = Cleaner(settings=settings)(document)
    yield f"{name or 'text'}:{_numbers(paragraph)}: {_short(paragraph.text)}"
    yield f"It {_fate(watched)}."
    yield ""
    yield from _verdicts(watched)
    yield ""
    yield from _place(document, paragraph, settings)
    yield from _phrases(paragraph)
    yield from _classifier(document, paragraph, settings)
    yield from _nearest_copy(document, paragraph)
    yield from _budget(watched.result, settings)


def _paragraph(document: Document, line: int, name: str) -> Paragraph:
    last = 0
    for paragraph in document.paragraphs:
        if paragraph.line <= line < paragraph.line + paragraph.span:
            return paragraph
        last = paragraph.line + paragraph.span - 1
    where = f"{name}:{line}" if name else f"line {line}"
    if not last:
        raise CleanerError(f"{where}: the text has no line with anything to read")
    near = min((p.line for p in document.paragraphs), key=lambda other: abs(other - line))
    reason = f"the last line is {last}" if line > last else f"the line is blank; the nearest other is {near}"
    raise CleanerError(f"{where}: {reason}")


def _numbers(paragraph: Paragraph) -> str:
    return str(paragraph.line) if paragraph.span == 1 else f"{paragraph.line}-{paragraph.line + paragraph.span - 1}"


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")


def _fate(watched: Watched) -> str:
    """What became of the line, as a phrase."""
    gone = next((r for r in watched.records if r.after is None), None)
    if gone is not None and watched.result.over_budget:
        return f"would go with {gone.filter}, but stays: the document is over its damage budget"
    if gone is not None:
        return f"goes with {gone.filter}: {_reason(gone)}"
    changed = [r.filter for r in watched.records]
    if changed:
        return f"stays, changed by {', '.join(dict.fromkeys(changed))}"
    return "stays as it is"


def _reason(record: Record) -> str:
    of = "" if record.of is None else f" (line {record.of})"
    return f"{record.why or 'no reason given'}{of}"


def _verdicts(watched: Watched) -> Iterator[str]:
    """A line for each filter that has to say something, and the names of those that have not."""
    asked = dict.fromkeys(look.stage.name for look in watched.looks)
    verdicts: dict[str, str] = {}
    for look in watched.looks:
        if look.finding is not None and look.finding.text is None and not _was_done(look.stage, watched.records):
            verdicts[look.stage.name] = _refused(look)
    for record in watched.records:
        if record.after is None:
            verdicts[record.filter] = f"removes it: {_reason(record)}"
        else:
            verdicts[record.filter] = f"changes it to {_short(record.after)}" + (
                f": {record.why}" if record.why else ""
            )
    width = max([*map(len, verdicts), len("classifier")])
    for name in asked:
        if name in verdicts:
            yield f"{name:{width}}  {verdicts[name]}"
    silent = [name for name in asked if name not in verdicts]
    if silent:
        yield f"nothing found by {', '.join(silent)}"
    unasked = [name for name in watched.chain if name not in asked]
    if unasked:
        yield f"not asked any more: {', '.join(unasked)}"


def _was_done(stage: Stage, records: Sequence[Record]) -> bool:
    return any(record.filter == stage.name and record.after is None for record in records)


def _refused(look: Look) -> str:
    """What a filter would have done, and why the engine did not let it."""
    finding = look.finding
    assert finding is not None
    return f"would remove it ({finding.reason or 'no reason given'}), but {_refusal(look, finding)}"


def _refusal(look: Look, finding: Finding) -> str:
    paragraph = look.document.paragraphs[look.at]
    if finding.of is not None and finding.of in look.others:
        return "the line that it repeats went at the same time"
    if finding.of is None and paragraph.is_prose and look.at == look.document.opening:
        return "it is the first paragraph of the story"
    if finding.of is None and paragraph.is_prose and opens_quotation(paragraph.text):
        return "it is a quotation"
    needed = look.stage.needs(finding, look.document)
    likely = model.likely(look.document, look.at) if needed else 1.0
    if likely < needed:
        return f"the classifier takes it for story: {likely:.2f} residue, and {look.stage.name} needs {needed:.2f}"
    return "it is protected by the setting keep, or in place of a line that went as its copy"


def _place(document: Document, paragraph: Paragraph, settings: Settings) -> Iterator[str]:
    index = document.paragraphs.index(paragraph)
    kept = kept_text(settings.keep, paragraph)
    if kept is not None:
        yield f"keep         it contains {kept!r}: no filter of lines may remove it"
    if index == document.title:
        yield "place        the headline"
    elif index == document.opening:
        yield "place        the first paragraph of the story: protected"
    elif document.closing < 0:
        yield "place        the text has no running text"
    elif index < document.opening:
        yield f"place        before the story, which begins in line {document.paragraphs[document.opening].line}"
    elif index > document.closing:
        yield f"place        after the story, which ends in line {document.paragraphs[document.closing].line}"
    else:
        yield f"place        inside the story, lines {document.paragraphs[document.opening].line} to " + str(
            document.paragraphs[document.closing].line
        )
    if paragraph.is_prose and opens_quotation(paragraph.text):
        yield "quotation    it is a whole sentence that opens with a quotation mark: protected"


def _phrases(paragraph: Paragraph) -> Iterator[str]:
    """The phrases that lie in the line, and whether each is enough."""
    hits = sorted(paragraph.hits, key=lambda hit: -hit.share)
    for hit in hits:
        share = f"{100 * hit.share:.0f} % of the line"
        yield f"phrase       {hit.table}: {hit.kind} {hit.phrase!r}, {share}: {_weight(hit, paragraph)}"
    if not hits:
        yield "phrase       no phrase of news sites lies in it"


def _weight(hit: Hit, paragraph: Paragraph) -> str:
    return "enough" if condemns(hit, paragraph) else "the sentence only mentions it"


def _classifier(document: Document, paragraph: Paragraph, settings: Settings) -> Iterator[str]:
    """How likely residue the line is as the document was at first, and what speaks for that and against it."""
    index = document.paragraphs.index(paragraph)
    vector = model.page(document).vector(index)
    weights = model.builtin().weights(vector)
    best = sorted(range(len(weights)), key=lambda i: weights[i])
    story = [model.NAMES[i] for i in best[:_FEATURES] if weights[i] < 0]
    residue = [model.NAMES[i] for i in best[::-1][:_FEATURES] if weights[i] > 0]
    options = {**_defaults("residue"), **settings.preset_options("residue"), **settings.options.get("residue", {})}
    needed = options["sure"]
    if is_outside(document, index):
        needed -= options["outside"]
    yield f"classifier   {model.builtin().probability(vector):.2f} residue; the filter residue needs {round(needed, 2)}"
    yield f"             for residue speak: {', '.join(residue) or 'nothing'}"
    yield f"             for story speak: {', '.join(story) or 'nothing'}"
    if document.closing >= 0 and not is_candidate(document, index):
        yield "             residue leaves lines like this alone: headline, caption, list, verse or running text"
    elif document.closing >= 0 and is_of_text(document, index):
        yield "             residue leaves lines like this alone: of a list, a table or a sentence that goes on"


def _defaults(filter_name: str) -> dict[str, Any]:
    return {option.name: option.default for option in config.options_of(filter_name).values()}


def _nearest_copy(document: Document, paragraph: Paragraph) -> Iterator[str]:
    """The other line that says most nearly the same."""
    best, nearest = 0.0, None
    for other in document.paragraphs:
        if other is not paragraph and other.vocabulary and paragraph.vocabulary:
            share = len(other.vocabulary & paragraph.vocabulary) / len(other.vocabulary | paragraph.vocabulary)
            if share > best:
                best, nearest = share, other
    if nearest is not None and best >= 0.5:
        yield f"nearest line {nearest.line}, {100 * best:.0f} % the same words: {_short(nearest.text)}"


def _budget(result: Result, settings: Settings) -> Iterator[str]:
    if not result.total:
        yield "budget       no line of the document goes"
        return
    share = 100 * result.removed / result.total
    state = "over" if result.over_budget else "within"
    yield f"budget       {share:.0f} % of the words go with lines, {state} max_loss {100 * settings.budget:.0f} %"
