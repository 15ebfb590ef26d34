"""How much residue a cleaner removed and how much story it lost, against text that people labelled.

A document's labelled lines are aligned with the lines of the cleaned text, as tuples of words: difflib pairs equal
lines in order, and a line that was edited or joined with others is found by its words among what is then left. A line
is gone when fewer than half of its words are still there.

    keep      story: it must stay
    residue   what the page had around the story: it should go
    dup       a second copy of a headline, caption or line: it should go; `of` is the index of its original
    caption   a first copy of a caption: it may stay or go, and is not scored
    ignore    a line whose label is doubtful: not scored

Instead of labels there may be only the text that should remain. Then every line of it is `keep`, and every word of the
cleaned text that is not in one of them is wrong. What the source had is not known, and so neither is how much of it
was removed: precision and recall are those of kept words.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from statistics import fmean
from typing import NamedTuple

Words = tuple[str, ...]

LABELS = ("keep", "residue", "dup", "caption", "ignore")

#: Labels of lines that should go.
REMOVABLE = ("residue", "dup")

_NEUTRAL = ("caption", "ignore")

#: The share of its words without which a line is gone.
_GONE = 0.5

#: The share of its words that must be left over for an edited line to be found again.
_FOUND = 0.6

_WORD = re.compile(r"\w+")


class Line(NamedTuple):
    """One line of a source.

    Attributes:
        text: the line.
        label: one of `LABELS`.
        of: index of the line that a dup repeats, among the lines of its document; None if not known.
    """

    text: str
    label: str
    of: int | None = None


class Gold(NamedTuple):
    """A document as it should be cleaned.

    Attributes:
        id: its name, the same as that of the cleaned text.
        lines: the labelled lines of its source; of a text that should remain, all its lines, as `keep`.
        site: its publisher or host, "" if not known.
        lang: its language, "" if not known.
        labelled: whether the lines are those of the source, so that it is known what should go.
    """

    id: str
    lines: Sequence[Line]
    site: str = ""
    lang: str = ""
    labelled: bool = True


@dataclass
class Tally:
    """What was counted in one document.

    Attributes:
        gold: the document.
        lines_removed: residue and dup lines that are gone.
        lines_left: residue and dup lines that stayed.
        lines_lost: keep lines that are gone.
        dups: dup lines.
        dups_removed: those of them that are gone.
        words: words of keep lines.
        words_kept: those of them that are still there.
        words_left: words that should have gone and are still there.
    """

    gold: Gold
    lines_removed: int = 0
    lines_left: int = 0
    lines_lost: int = 0
    dups: int = 0
    dups_removed: int = 0
    words: int = 0
    words_kept: int = 0
    words_left: int = 0

    def add(self, label: str, size: int, kept: int) -> None:
        """Count a line of so many words, of which so many are kept."""
        gone = kept < _GONE * size
        if label == "keep":
            self.words += size
            self.words_kept += kept
            self.lines_lost += gone
            return
        self.words_left += kept
        self.lines_removed += gone
        self.lines_left += not gone
        if label == "dup":
            self.dups += 1
            self.dups_removed += gone

    @property
    def words_lost(self) -> int:
        """Words of keep lines that are gone."""
        return self.words - self.words_kept

    @property
    def kept_precision(self) -> float:
        """The share of the scored words in the cleaned text that should be there; 1 if there are none."""
        return _share(self.words_kept, self.words_kept + self.words_left, empty=1.0)

    @property
    def kept_recall(self) -> float:
        """The share of the words that should be there that are; 1 if there are none."""
        return _share(self.words_kept, self.words, empty=1.0)

    @property
    def clean(self) -> float:
        """F1 of the kept words."""
        return f1(self.kept_precision, self.kept_recall)


class Figures(NamedTuple):
    """What many documents come to. Shares are from 0 to 1, except those in per cent.

    Attributes:
        documents: how many there are.
        precision: share of the lines removed that are residue or dup; 0 if none was removed.
        recall: share of the residue and dup lines that were removed; 0 if there are none.
        f1: harmonic mean of these two.
        dup: share of the dup lines that were removed; None if there are none.
        lost: words of keep lines that are gone, per cent of all.
        harmed: documents that lost at least one keep line, per cent of all.
        clean: mean over documents of the F1 of kept words.
        kept_precision: mean over documents of the share of scored words in the cleaned text that should be there.
        kept_recall: mean over documents of the share of words that should be there that are.
    """

    documents: int
    precision: float
    recall: float
    f1: float
    dup: float | None
    lost: float
    harmed: float
    clean: float
    kept_precision: float
    kept_recall: float


def words(text: str) -> Words:
    """The words of a text, without case and without the differences that Unicode calls compatible."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def f1(precision: float, recall: float) -> float:
    """The harmonic mean; 0 if both are 0."""
    return _share(2 * precision * recall, precision + recall)


def tally(gold: Gold, cleaned: str) -> Tally:
    """What is right and wrong in a cleaned text."""
    source = [words(line.text) for line in gold.lines]
    target = [found for found in map(words, cleaned.split("\n")) if found]
    kept = kept_words(source, target)
    _credit_originals(gold.lines, source, kept)
    done = Tally(gold)
    for line, line_words, count in zip(gold.lines, source, kept, strict=True):
        if line_words and line.label not in _NEUTRAL:
            done.add(line.label, len(line_words), count)
    if not gold.labelled:
        done.words_left = sum(map(len, target)) - done.words_kept
    return done


def figures(tallies: Sequence[Tally]) -> Figures:
    """The figures over all documents.

    Args:
        tallies: those of the documents, at least one.
    """
    removed = sum(t.lines_removed for t in tallies)
    dups = sum(t.dups for t in tallies)
    precision = _share(removed, removed + sum(t.lines_lost for t in tallies))
    recall = _share(removed, removed + sum(t.lines_left for t in tallies))
    return Figures(
        documents=len(tallies),
        precision=precision,
        recall=recall,
        f1=f1(precision, recall),
        dup=_share(sum(t.dups_removed for t in tallies), dups) if dups else None,
        lost=100 * _share(sum(t.words_lost for t in tallies), sum(t.words for t in tallies)),
        harmed=100 * _share(sum(t.lines_lost > 0 for t in tallies), len(tallies)),
        clean=fmean(t.clean for t in tallies),
        kept_precision=fmean(t.kept_precision for t in tallies),
        kept_recall=fmean(t.kept_recall for t in tallies),
    )


def kept_words(source: Sequence[Words], target: Sequence[Words]) -> list[int]:
    """For each line of the source, how many of its words are still in the target.

    Args:
        source: the words of each line.
        target: the words of each line of the cleaned text.
    """
    kept = [0] * len(source)
    taken = set()
    for first, second, size in SequenceMatcher(None, source, target, autojunk=False).get_matching_blocks():
        for k in range(size):
            kept[first + k] = len(source[first + k])
            taken.add(second + k)
    _find_edited(source, kept, Counter(word for j, line in enumerate(target) if j not in taken for word in line))
    return kept


def _find_edited(source: Sequence[Words], kept: list[int], rest: Counter[str]) -> None:
    """Find lines that were edited, or joined with others, by their words among those that are left over."""
    if not rest:
        return
    for index, line in enumerate(source):
        if line and not kept[index]:
            own = Counter(line)
            common = (own & rest).total()
            if common >= _FOUND * len(line):
                kept[index] = common
                rest -= own


def _credit_originals(lines: Sequence[Line], source: Sequence[Words], kept: list[int]) -> None:
    """Count a kept copy as the line that should have stayed, if that is gone: which of the two stayed is the same."""
    stories = defaultdict(list)
    for index, line in enumerate(lines):
        if line.label == "keep":
            stories[source[index]].append(index)
    for index, line in enumerate(lines):
        for original in _originals(line, stories.get(source[index], ())):
            if kept[index] and not kept[original]:
                kept[index], kept[original] = 0, len(source[original])
                break


def _originals(line: Line, same: Iterable[int]) -> Iterator[int]:
    """The lines that should rather have stayed than this one; `same` are the keep lines with its words."""
    if line.label == "dup" and line.of is not None:
        yield line.of
    if line.label in REMOVABLE:
        yield from same


def _share(part: float, whole: float, *, empty: float = 0.0) -> float:
    return part / whole if whole else empty
