"""The model: a document is a list of paragraphs, a filter yields findings on them, the engine writes records.

Nothing here knows a filter, a file or a preset.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Annotated, Any, TypeVar, dataclass_transform

from cleaner import credits, markdown, mention, phrases, structure, words
from cleaner.lazy import lazy

__all__ = ["LAYOUT", "Document", "Filter", "Finding", "Paragraph", "Record", "Result"]

T = TypeVar("T")

#: The index of a finding that is about the layout (line ends, blank lines, folds) instead of a paragraph.
LAYOUT = -1

#: Characters that a sentence without any sign of residue must have for filters to pass it by.
SOLID = 80

#: Key of `Document.meta` under which a run over files says where a document is from: file, of a record its line too.
PLACE = "place"

#: What stands between two paragraphs in plain layout.
PLAIN = "\n\n"

#: A line of at most so many characters is known again: menus, buttons and bylines come back page after page.
SHORT = 60

#: How many lines are known at a time; about three kilobytes each.
_MOST_KNOWN = 2000

#: Features of short lines, by their text.
_known: dict[str, dict[str, Any]] = {}


class Paragraph:
    """The unit that filters judge: one source line, or the lines of one block of hard-wrapped text joined.

    Attributes:
        line: number of its first source line, from 1; never changes.
        text: its text, without line breaks.
        span: how many source lines it covers.
        lead: what stood before it in the source: line ends and blank lines.
        raw: its source text where that differs from `text` (the folds of hard-wrapped text), else None.
        tight: whether it follows the paragraph before it without a blank line.

    The remaining attributes are features, computed when first asked for. They depend on the text alone and are kept in
    `__dict__`, which short paragraphs with the same text share.
    """

    __slots__ = ("__dict__", "lead", "line", "raw", "span", "text", "tight")

    def __init__(self, line: int, text: str, span: int = 1, *, lead: str = PLAIN, raw: str | None = None) -> None:
        self.line = line
        self.text = text
        self.span = span
        self.lead = lead
        self.raw = raw
        self.tight = lead == "\n" or (lead != PLAIN and _is_tight(lead))
        if len(text) <= SHORT:
            self.__dict__ = _features(text)

    def __repr__(self) -> str:
        return f"Paragraph({self.line}, {self.text!r}, {self.span})"

    def becoming(self, text: str) -> "Paragraph":
        """The same paragraph with another text."""
        return Paragraph(self.line, text, self.span, lead=self.lead)

    def led_by(self, lead: str) -> "Paragraph":
        """The same paragraph with other line ends before it."""
        return self if lead == self.lead else self._set(lead, self.raw)

    def made_plain(self, lead: str) -> "Paragraph":
        """The same paragraph on one line, with other line ends before it."""
        return self._set(lead, None)

    def _set(self, lead: str, raw: str | None) -> "Paragraph":
        paragraph = object.__new__(Paragraph)
        paragraph.line, paragraph.text, paragraph.span = self.line, self.text, self.span
        paragraph.lead, paragraph.raw = lead, raw
        paragraph.tight = lead == "\n" or (lead != PLAIN and _is_tight(lead))
        # What is known of the text goes along.
        paragraph.__dict__ = self.__dict__
        return paragraph

    @lazy
    def visible(self) -> str:
        """What a reader sees of its Markdown: the words of links, no marks of headings and emphasis."""
        text = self.text
        marked = "](" in text or "#" in text or "*" in text or "_" in text or "{" in text or "![[" in text
        return markdown.visible(text) if marked else text

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
        return self._measured()[0]

    @lazy
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return self._measured()[1]

    @lazy
    def is_prose(self) -> bool:
        """Whether it reads as running text: a whole sentence of some length, or many words."""
        return self._measured()[2]

    def _measured(self) -> tuple[int, bool, bool]:
        """The three features above, worked out together, because all are asked for sooner or later."""
        text, known = self.text, self.__dict__
        # Of long ones it may be known from a look at all of them together.
        size = known["size"] if "size" in known else words.word_count(text)
        ends = words.ends_sentence(text)
        is_prose = size >= 25 or (size >= 8 and ends and not words.is_data(text))
        if is_prose and "#" in text and size < 25 and markdown.is_heading(text):
            is_prose = False
        known["size"], known["ends_sentence"], known["is_prose"] = size, ends, is_prose
        return size, ends, is_prose

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

    @lazy
    def condemned(self) -> Mapping[str, phrases.Hit]:
        """Those of them that make it residue, by table; of each table the first."""
        return mention.condemning(self)


def _is_tight(lead: str) -> bool:
    """Whether there is no blank line in what stands between two paragraphs."""
    return 0 < lead.count("\n") + lead.count("\r") - lead.count("\r\n") < 2


def forget() -> None:
    """Forget what is known of short texts. Needed only when the classifier becomes another one in the same process."""
    _known.clear()


def _features(text: str) -> dict[str, Any]:
    """Where the features of a short line are kept, for all paragraphs that have its text."""
    found = _known.get(text)
    if found is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        found = _known[text] = {}
    return found


@dataclass_transform(frozen_default=True)
def _value(kind: type[T]) -> type[T]:
    """A class of values that nothing changes, as a type checker sees to.

    A page takes hundreds. To make one takes three times as long where `frozen=True` has Python see to it as well.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)


@_value
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


@_value
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
        source: in the ledger of a run over files, the file and line that a record with an id came from; only where
            `line` is 0. It is no part of what was done, and not compared.
    """

    document: str
    filter: str
    line: int
    before: str
    after: str | None
    why: str
    of: int | None = None
    source: str = field(default="", compare=False)


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
        end: what is to stand after the last paragraph in plain layout: a line end, or "" in the field of a record that
            came without one.
    """

    id: str
    paragraphs: list[Paragraph]
    site: str = ""
    lang: str = ""
    meta: dict[str, Any] = field(default_factory=dict)
    tail: str = "\n"
    memo: dict[str, Any] = field(default_factory=dict, repr=False)
    end: str = "\n"
    _first: "Document | None" = field(default=None, init=False, repr=False)
    #: The `copies` of a document of which some paragraphs are left, and the indices that these had there.
    _copies_before: "tuple[list[int], dict[int, list[int]]] | None" = field(default=None, init=False, repr=False)

    def with_paragraphs(self, paragraphs: list[Paragraph]) -> "Document":
        """The same document with other paragraphs; features are computed anew."""
        return Document(self.id, paragraphs, self.site, self.lang, self.meta, self.tail, end=self.end)

    def left_with(self, paragraphs: list[Paragraph], gone: Iterable[int] = ()) -> "Document":
        """What is left of the document in a step of the engine: it knows what it was at `first`.

        Args:
            paragraphs: some of its paragraphs, in order, as they are or `Paragraph.becoming` another text.
            gone: indices of all others, if these have kept their texts: then what is known of the whole is known of
                what is left.
        """
        left = self.with_paragraphs(paragraphs)
        left._first = self.first
        if gone:
            left._inherit(self, sorted(gone))
        return left

    def _inherit(self, whole: "Document", gone: list[int]) -> None:
        """Take over what is known of a document of which some paragraphs are gone and the others are as they were."""
        known, own = whole.__dict__, self.__dict__
        if "_screened" in known:
            own["_screened"] = self.paragraphs
        for name in ("opening", "closing"):
            if name in known and known[name] not in gone:
                own[name] = known[name] - bisect_left(gone, known[name])
        # The headline is told by what is above the story, and by how the story begins.
        if "title" in known and gone[0] >= known["opening"] + structure.BEGINNING:
            own["title"] = known["title"]
        if "copies" in known:
            self._copies_before = _without(gone, range(len(whole.paragraphs))), known["copies"]
        elif whole._copies_before is not None:
            indices, copies = whole._copies_before
            self._copies_before = _without(gone, indices), copies

    @property
    def first(self) -> "Document":
        """The document as it was before the engine did anything to it."""
        return self._first or self

    @lazy
    def places(self) -> dict[int, int]:
        """The index of each paragraph by its source line."""
        return {p.line: i for i, p in enumerate(self.paragraphs)}

    def at_first(self, index: int) -> int:
        """The index in `first` of one of the paragraphs that are left."""
        return self.first.places[self.paragraphs[index].line]

    @lazy
    def code(self) -> frozenset[int]:
        """Indices of the paragraphs that are code: those between fences of Markdown."""
        text = self.text
        fenced = ("`" in text and "```" in text) or ("~" in text and "~~~" in text)
        return markdown.code(self.paragraphs) if fenced else frozenset()

    @lazy
    def text(self) -> str:
        """All paragraphs in one text, with spaces between them: for a look at all of them together."""
        return " ".join([p.text for p in self.paragraphs])

    @lazy
    def title(self) -> int | None:
        """Index of the headline; None if the source has none before the story."""
        return structure.title(self.paragraphs, self.opening, self.first.memo)

    @lazy
    def suspects(self) -> list[int]:
        """Indices of the paragraphs that filters need to look at: all that are not solid."""
        return [i for i, p in enumerate(self._screened) if not p.is_solid]

    @lazy
    def _screened(self) -> list[Paragraph]:
        """The paragraphs, after a look at all of them together has told of most that they have no phrase."""
        phrases.builtin().screen(self.paragraphs)
        return self.paragraphs

    @lazy
    def hit(self) -> list[int]:
        """Indices of the paragraphs in which a phrase of news sites lies."""
        return [i for i in self.suspects if self.paragraphs[i].hits]

    @lazy
    def copies(self) -> dict[int, list[int]]:
        """The paragraphs with the same words as others: for each the indices of all of them, in order.

        Solid ones count as the same only if they have the same characters.
        """
        if self._copies_before is not None:
            return _copies_left(*self._copies_before)
        keys = [p.text for p in self.paragraphs]
        for index in self.suspects:
            keys[index] = self.paragraphs[index].key
        if len(set(keys)) == len(keys):
            return {}
        repeated = {key for key, times in Counter(keys).items() if times > 1 and key}
        groups: dict[str, list[int]] = {}
        for index, key in enumerate(keys):
            if key in repeated:
                groups.setdefault(key, []).append(index)
        return {i: group for group in groups.values() for i in group}

    @lazy
    def opening(self) -> int:
        """Index of the first paragraph of running text; the number of paragraphs if there is none."""
        return structure.opening(self._screened)

    @lazy
    def closing(self) -> int:
        """Index of the last paragraph of running text; -1 if there is none."""
        return structure.closing(self._screened)


def _without(gone: Iterable[int], values: Sequence[int]) -> list[int]:
    """Some values without those at the places that are gone."""
    stays = bytearray(b"\1") * len(values)
    for index in gone:
        stays[index] = 0
    return list(compress(values, stays))


def _copies_left(indices: Sequence[int], copies: Mapping[int, list[int]]) -> dict[int, list[int]]:
    """The `copies` of some paragraphs of a document, of which the indices and all `copies` are given."""
    if not copies:
        return {}
    places = dict(zip(indices, range(len(indices)), strict=True))
    left = [[places[i] for i in group if i in places] for first, group in copies.items() if first == group[0]]
    return {i: group for group in sorted([group for group in left if len(group) > 1]) for i in group}


Filter = Callable[[Document], Iterable[Finding]]

#: An option of a filter that is a part of one: 0 to 1.
Share = Annotated[float, "share"]
