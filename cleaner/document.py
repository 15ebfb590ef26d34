"""The model: a document is a list of paragraphs, a filter yields findings on them, the engine writes records.

Nothing here knows a filter, a file or a preset.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from cleaner import credits, phrases, structure, words
from cleaner.lazy import lazy

__all__ = ["LAYOUT", "Document", "Filter", "Finding", "Paragraph", "Record", "Result"]

#: The index of a finding that is about the layout (line ends, blank lines, folds) instead of a paragraph.
LAYOUT = -1

#: Characters that a sentence without any sign of residue must have for filters to pass it by.
SOLID = 80

#: What stands between two paragraphs in plain layout.
PLAIN = "\n\n"


class Paragraph:
    """The unit that filters judge: one source line, or the lines of one block of hard-wrapped text joined.

    Attributes:
        line: number of its first source line, from 1; never changes.
        text: its text, without line breaks.
        span: how many source lines it covers.
        lead: what stood before it in the source: line ends and blank lines.
        raw: its source text where that differs from `text` (the folds of hard-wrapped text), else None.

    The remaining attributes are features computed when first asked for.
    """

    def __init__(self, line: int, text: str, span: int = 1, *, lead: str = PLAIN, raw: str | None = None) -> None:
        self.line = line
        self.text = text
        self.span = span
        self.lead = lead
        self.raw = raw

    def __repr__(self) -> str:
        return f"Paragraph({self.line}, {self.text!r}, {self.span})"

    def becoming(self, text: str) -> "Paragraph":
        """The same paragraph with another text."""
        return Paragraph(self.line, text, self.span, lead=self.lead)

    def led_by(self, lead: str) -> "Paragraph":
        """The same paragraph with other line ends before it."""
        return Paragraph(self.line, self.text, self.span, lead=lead, raw=self.raw)

    @lazy
    def tight(self) -> bool:
        """Whether it follows the paragraph before it without a blank line."""
        lead = self.lead
        return lead == "\n" or (lead != PLAIN and 0 < lead.count("\n") + lead.count("\r") - lead.count("\r\n") < 2)

    @lazy
    def folded(self) -> str:
        """The text with case, quotation marks, dashes and spacing folded."""
        return words.fold(self.text)

    @lazy
    def words(self) -> tuple[str, ...]:
        """Its words, folded."""
        return words.words(self.text)

    @lazy
    def vocabulary(self) -> frozenset[str]:
        """Its different words, folded."""
        return frozenset(self.words)

    @lazy
    def key(self) -> str:
        """Its words without anything between them: equal keys mean the same words."""
        return "".join(self.words)

    @lazy
    def topics(self) -> frozenset[str]:
        """What it is about: the beginnings of its longer words, folded; of unspaced scripts the pairs of characters."""
        if words.unspaced(self.text):
            return frozenset(self.key[i : i + 2] for i in range(len(self.key) - 1))
        return words.beginnings(self.text)

    @lazy
    def size(self) -> int:
        """About how many words it has, in any script."""
        return words.word_count(self.text)

    @lazy
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return words.ends_sentence(self.text)

    @lazy
    def is_prose(self) -> bool:
        """Whether it reads as running text: a whole sentence of some length, or many words."""
        return self.size >= 25 or (self.size >= 8 and self.ends_sentence and not words.is_data(self.text))

    @lazy
    def credited(self) -> bool:
        """Whether it is a photo caption with its credit at the end."""
        return credits.ends_with_credit(self)

    @lazy
    def is_solid(self) -> bool:
        """Whether it is a sentence of some length without any phrase of news sites: no filter suspects it."""
        return len(self.text) >= SOLID and self.ends_sentence and self.is_prose and not self.hits

    @lazy
    def hits(self) -> tuple[phrases.Hit, ...]:
        """The phrases of news sites that lie in it."""
        return phrases.builtin().find(self.text)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a filter has to say about one paragraph.

    Attributes:
        index: position of the paragraph in `Document.paragraphs`; `LAYOUT` to have the layout made plain.
        text: the text it becomes; None removes it.
        why: the reason, a phrase for people, or a function that works it out for those who want to know.
        of: position of the paragraph that this one repeats.
        sure: the sign is one that no story has: the engine asks no second witness.
        doubt: how likely residue, 0 to 1, the second witness must think the paragraph, if that is more than what is
            asked of the filter's other findings (`cleaner.catalog.WITNESS`).
    """

    index: int
    text: str | None = None
    why: str | Callable[[], str] = ""
    of: int | None = None
    sure: bool = False
    doubt: float = 0.0

    @property
    def reason(self) -> str:
        """The reason as text."""
        return self.why if isinstance(self.why, str) else self.why()


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of the ledger.

    Attributes:
        document: id of the document.
        filter: name of the filter.
        line: first source line of the paragraph, from 1; 0 for the layout.
        before: its text before.
        after: its text after; None if it was removed.
        why: the reason; "" if nobody wanted to know (`Cleaner(reasons=False)`) and it takes long to work out.
        of: source line of the paragraph that it repeats, if it does.
    """

    document: str
    filter: str
    line: int
    before: str
    after: str | None
    why: str
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A cleaned document.

    Attributes:
        text: the cleaned text.
        records: the ledger: everything that was changed or removed, in the order in which it was done.
        changed: whether the text differs from the source.
        removed: words removed with whole lines.
        total: words before any line was removed.
        over_budget: more than the damage budget would have gone, so every line stayed; `removed` says how much.
    """

    text: str
    records: tuple[Record, ...] = ()
    changed: bool = False
    removed: int = 0
    total: int = 0
    over_budget: bool = False


@dataclass(eq=False)
class Document:
    """One article: what filters look at.

    Attributes:
        id: name of the document in ledgers and messages.
        paragraphs: the paragraphs that are left.
        site: publisher or host, "" if not known.
        lang: ISO 639-1 code, "" if not known.
        meta: whatever else the caller knows of it.
        tail: line ends after the last paragraph.
        memo: what other modules have worked out about these paragraphs, by name.
    """

    id: str
    paragraphs: list[Paragraph]
    site: str = ""
    lang: str = ""
    meta: dict[str, Any] = field(default_factory=dict)
    tail: str = "\n"
    memo: dict[str, Any] = field(default_factory=dict, repr=False)
    _first: "Document | None" = field(default=None, repr=False)

    def with_paragraphs(self, paragraphs: list[Paragraph]) -> "Document":
        """The same document with other paragraphs; features are computed anew."""
        made = Document(self.id, paragraphs, self.site, self.lang, self.meta, self.tail)
        made._first = self.first
        return made

    @property
    def first(self) -> "Document":
        """The document as it was before anything was done to it."""
        return self._first or self

    @lazy
    def places(self) -> dict[int, int]:
        """The index of each paragraph by its source line."""
        return {p.line: i for i, p in enumerate(self.paragraphs)}

    def at_first(self, index: int) -> int:
        """The index in `first` of one of the paragraphs that are left."""
        return self.first.places[self.paragraphs[index].line]

    @lazy
    def title(self) -> int | None:
        """Index of the headline; None if the source has none before the story."""
        return structure.title(self.paragraphs, self.opening)

    @lazy
    def suspects(self) -> list[int]:
        """Indices of the paragraphs that filters need to look at: all that are not solid."""
        phrases.builtin().screen(self.paragraphs)
        return [i for i, p in enumerate(self.paragraphs) if not p.is_solid]

    @lazy
    def hit(self) -> list[int]:
        """Indices of the paragraphs in which a phrase of news sites lies."""
        return [i for i in self.suspects if self.paragraphs[i].hits]

    @lazy
    def copies(self) -> dict[int, list[int]]:
        """The paragraphs with the same words as others: for each the indices of all of them, in order.

        Solid ones count as the same only if they have the same characters.
        """
        groups: dict[str, list[int]] = {}
        suspects = frozenset(self.suspects)
        for index, paragraph in enumerate(self.paragraphs):
            groups.setdefault(paragraph.key if index in suspects else paragraph.text, []).append(index)
        return {i: group for key, group in groups.items() if key and len(group) > 1 for i in group}

    @lazy
    def opening(self) -> int:
        """Index of the first paragraph of running text; the number of paragraphs if there is none."""
        return structure.opening(self.paragraphs)

    @lazy
    def closing(self) -> int:
        """Index of the last paragraph of running text; -1 if there is none."""
        return structure.closing(self.paragraphs)


Filter = Callable[[Document], Iterable[Finding]]
