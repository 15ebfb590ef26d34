"""What the second classifier sees of a line: what the first one says, what is gone around it, of what it speaks.

The first classifier judges a line by itself, its neighbours and its place. When the filters are done, more is known of
a page: where most of it has gone, and which part of it is the story. The standfirst of another story reads like this
one; but it stands among lines that are gone, and has few words in common with the story.

The core of a page is the stretch that has most words of running text for the lines that are gone in it; a run is what
is left without a line that is gone in between.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain
from pathlib import Path

from cleaner import model
from cleaner.document import Document, Paragraph
from cleaner.lazy import lazy
from cleaner.model.trees import Trees

#: The trees as they were grown, and as they are read.
WEIGHTS = Path(__file__).parent / "remnant_weights.json"
COMPILED = WEIGHTS.parent / "remnant_compiled.txt"

#: About the line.
LINE = ("likely residue", "likely residue at first", "running text", "words", "ends a sentence", "phrases", "digits")

#: About what is gone around it.
GONE = (
    "gone within 3 lines",
    "gone within 10 lines",
    "gone in 10 lines before",
    "gone in 10 lines after",
    "gone before",
)

#: About its place.
PLACE = ("share of words before", "lines from the core")

#: Of what it speaks.
TOPIC = (
    "words known to the core", "words known to the core, compared", "words in the headline", "words in the line before",
    "words in the line after",
)  # fmt: skip

#: About the lines beside it.
NEAR = (
    "likely residue around",
    "line before likely residue",
    "line after likely residue",
    "words before",
    "words after",
)

#: About its run.
RUN = (
    "lines of the run", "words of the run", "words of running text in the run", "run likely residue",
    "run known to the core", "run known to the core, compared", "best known line of the run",
)  # fmt: skip

#: About the whole page.
PAGE = ("share of the core", "share of lines gone", "lines of the core known to it")

#: All of them, in the order in which the trees were grown.
NAMES = (*LINE, *GONE, *PLACE, *TOPIC, *NEAR, *RUN, *PAGE)

#: What a line that is gone takes from the words of a core, and what a word outside of running text adds to them.
_GONE = -12.0
_WORD = 0.3

#: A line that is less likely residue, now and at first, is story.
_DOUBT = 0.04

_NEAR, _FAR = 3, 10
_MOST_GONE = 40
_MOST_WORDS = 100
_LONGEST_RUN = 1000
_MOST_LINES = 60

#: Said of what is not there.
_NONE = -1.0

Run = tuple[float, ...]


class Left:
    """What is left of a page.

    Attributes:
        core: indices of the paragraphs of the core, from and to.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._paragraphs: Sequence[Paragraph] = document.paragraphs
        self._at = [document.at_first(index) for index in range(len(self._paragraphs))]
        stays = bytearray(len(document.first.paragraphs))
        for at in self._at:
            stays[at] = 1
        self._stays = list(accumulate(stays, initial=0))
        self._sizes = [p.size for p in self._paragraphs]
        self._before = list(accumulate(self._sizes, initial=0))
        self.core = self._core()

    def is_plain(self, index: int) -> bool:
        """Whether a line is a sentence of the core without any sign of residue: no classifier is asked about it."""
        return index in self.core and self._paragraphs[index].is_solid

    def is_doubtful(self, index: int) -> bool:
        """Whether the first classifier has a doubt that a line is story, now or on the page as it was."""
        if self.is_plain(index):
            return False
        return self._asked(index) >= _DOUBT or self._at_first(index) >= _DOUBT

    def vector(self, index: int) -> list[float]:
        """The features of one line, in the order of `NAMES`."""
        return [
            *self._of_line(index),
            *self._gone(index),
            *self._place(index),
            *self._topic(index),
            *self._near(index),
            *self._runs[index],
            *self._page,
        ]

    def joins_core(self, index: int) -> bool:
        """Whether no line is gone between a line and the core."""
        if not self.core:
            return False
        nearest = min(max(index, self.core.start), self.core.stop - 1)
        return abs(self._at[index] - self._at[nearest]) == abs(index - nearest)

    def likely(self, index: int) -> float:
        """How likely a line is residue, 0 to 1."""
        return builtin().probability(self.vector(index))

    def reasons(self, index: int) -> list[str]:
        """The names of the features that spoke most for residue, most weighty first."""
        return model.most_weighty(builtin().weights(self.vector(index)), NAMES)

    def _asked(self, index: int) -> float:
        return 0.0 if self.is_plain(index) else model.likely(self._document, index)

    def _at_first(self, index: int) -> float:
        return model.likely_at_first(self._document, index)

    def _core(self) -> range:
        best = total = 0.0
        first = start = stop = 0
        gone_before = 0
        for index, (paragraph, at) in enumerate(zip(self._paragraphs, self._at, strict=True)):
            gone = at - index
            total += _GONE * (gone - gone_before)
            gone_before = gone
            if total <= 0:
                total, first = 0.0, index
            total += self._sizes[index] * (1.0 if paragraph.is_prose else _WORD)
            if total > best:
                best, start, stop = total, first, index + 1
        return range(start, stop)

    def _share(self, topics: Collection[str], own: Mapping[str, int]) -> float:
        """The share of words that the core has besides its `own` lines; in how many of these each word is."""
        counts = self._counts
        return sum([counts[word] > own.get(word, 0) for word in topics]) / len(topics) if topics else _NONE

    def _of_line(self, index: int) -> list[float]:
        paragraph = self._paragraphs[index]
        text = paragraph.text
        return [
            self._likely[index],
            self._at_first(index),
            paragraph.is_prose,
            min(self._sizes[index], _MOST_WORDS),
            paragraph.ends_sentence,
            len(paragraph.hits),
            sum(map(str.isdigit, text)) / len(text),
        ]

    def _gone(self, index: int) -> list[float]:
        at = self._at[index]
        before = at - self._at[index - 1] - 1 if index else at
        return [
            self._share_gone(at - _NEAR, at + _NEAR + 1),
            self._share_gone(at - _FAR, at + _FAR + 1),
            self._share_gone(at - _FAR, at),
            self._share_gone(at + 1, at + _FAR + 1),
            min(before, _MOST_GONE),
        ]

    def _share_gone(self, start: int, stop: int) -> float:
        """The share of the lines of the page between two that are gone."""
        start, stop = max(0, start), min(len(self._stays) - 1, stop)
        return 1 - (self._stays[stop] - self._stays[start]) / (stop - start) if start < stop else 0.0

    def _place(self, index: int) -> list[float]:
        at = self._at[index]
        from_core = max(self._at[self.core.start] - at, at - self._at[self.core.stop - 1], 0) if self.core else 0
        return [self._before[index] / (self._before[-1] or 1), min(from_core, _MOST_GONE)]

    def _topic(self, index: int) -> list[float]:
        topics, headline = self._paragraphs[index].topics, self._headline
        return [
            self._known[index],
            self._compared(self._known[index]),
            len(topics & headline) / len(topics) if topics and headline else _NONE,
            self._in_other(index, index - 1),
            self._in_other(index, index + 1),
        ]

    def _compared(self, known: float) -> float:
        """How well known to the core something is, beside what lines of the core are."""
        return known / self._mean if self._mean and known >= 0 else _NONE

    def _in_other(self, index: int, other: int) -> float:
        topics = self._paragraphs[index].topics
        if not topics or not 0 <= other < len(self._paragraphs):
            return _NONE
        return len(topics & self._paragraphs[other].topics) / len(topics)

    def _near(self, index: int) -> list[float]:
        likely, sizes = self._likely, self._sizes
        around = likely[max(0, index - _NEAR) : index + _NEAR + 1]
        after = index + 1 < len(likely)
        return [
            sum(around) / len(around),
            likely[index - 1] if index else _NONE,
            likely[index + 1] if after else _NONE,
            min(sizes[index - 1], _MOST_WORDS) if index else _NONE,
            min(sizes[index + 1], _MOST_WORDS) if after else _NONE,
        ]

    @lazy
    def _likely(self) -> list[float]:
        return [self._asked(index) for index in range(len(self._paragraphs))]

    @lazy
    def _counts(self) -> Counter[str]:
        """In how many lines of the core each word is."""
        return Counter(chain.from_iterable(p.topics for p in self._paragraphs[self.core.start : self.core.stop]))

    @lazy
    def _known(self) -> list[float]:
        return [self._share(p.topics, self._own(range(i, i + 1))) for i, p in enumerate(self._paragraphs)]

    def _own(self, run: range) -> Mapping[str, int]:
        """In how many lines of a run each word is, if the run is of the core."""
        paragraphs = self._paragraphs[run.start : run.stop] if run.start in self.core else ()
        return Counter(chain.from_iterable(p.topics for p in paragraphs))

    @lazy
    def _headline(self) -> frozenset[str]:
        title = self._document.title
        return frozenset() if title is None else self._paragraphs[title].topics

    @lazy
    def _mean(self) -> float:
        """How well running text of the core is known to the rest of it, on the average."""
        known = [self._known[i] for i in self.core if self._paragraphs[i].is_prose]
        return sum(known) / len(known) if known else 0.0

    @lazy
    def _page(self) -> list[float]:
        core = sum(self._sizes[self.core.start : self.core.stop])
        gone = 1 - len(self._paragraphs) / (len(self._stays) - 1)
        return [core / (self._before[-1] or 1), gone, self._mean]

    @lazy
    def _runs(self) -> list[Run]:
        """For each line what is said of its run."""
        found: list[Run] = []
        for run in self._each_run():
            found += [self._of_run(run)] * len(run)
        return found

    def _each_run(self) -> Iterator[range]:
        start = 0
        for index in range(1, len(self._at) + 1):
            if index == len(self._at) or self._at[index] != self._at[index - 1] + 1:
                yield range(start, index)
                start = index

    def _of_run(self, run: range) -> Run:
        paragraphs = self._paragraphs[run.start : run.stop]
        sizes = self._sizes[run.start : run.stop]
        topics = set().union(*[p.topics for p in paragraphs])
        known = self._share(topics, self._own(run))
        return (
            min(len(run), _MOST_LINES),
            min(sum(sizes), _LONGEST_RUN),
            min(sum([size for size, p in zip(sizes, paragraphs, strict=True) if p.is_prose]), _LONGEST_RUN),
            sum(self._likely[run.start : run.stop]) / len(run),
            known,
            self._compared(known),
            max(self._known[run.start : run.stop]),
        )


@cache
def builtin() -> Trees:
    """The trees that come with the package."""
    return model.trees_of(COMPILED, WEIGHTS, NAMES)
