"""Which words the running text of a document uses."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from cleaner.document import Document, Paragraph
from cleaner.lazy import lazy
from cleaner.words import BEGINNING, UNSPACED, small


class Story:
    """The running text of a document.

    Args:
        paragraphs: its paragraphs.
        few: whether it is going to be asked about few words: then they are looked for one by one, which is faster than
            to cut all of the text into words.
    """

    def __init__(self, paragraphs: Sequence[Paragraph], *, few: bool) -> None:
        self.texts = [p.text for p in paragraphs]
        self._paragraphs = paragraphs
        self._few = few
        self._shares: dict[tuple[str, bool], float] = {}

    def share(self, paragraph: Paragraph, *, own: bool) -> float:
        """The share of a line's longer words that the story uses, elsewhere if it is its `own`; -1 if it has none."""
        asked = (paragraph.text, own)
        if asked not in self._shares:
            self._shares[asked] = self._share(paragraph, own) if paragraph.topics else -1.0
        return self._shares[asked]

    def _share(self, paragraph: Paragraph, own: bool) -> float:
        topics = paragraph.topics
        if self._few and not self._is_unspaced:
            uses = (self._without(paragraph) if own else self)._uses
            return sum([uses(word) for word in topics]) / len(topics)
        counts = self._counts
        if counts.keys().isdisjoint(topics):
            return 0.0
        return sum([counts[word] > own for word in topics if word in counts]) / len(topics)

    def _without(self, paragraph: Paragraph) -> "Story":
        return Story([p for p in self._paragraphs if p is not paragraph], few=True)

    def _uses(self, word: str) -> bool:
        """Whether a word is one of the text: most are not in it, or stand in it between spaces."""
        if word not in self._text:
            return False
        if word.isalnum() and (f" {word}" if len(word) == BEGINNING else f" {word} ") in self._text:
            return True
        return any(word in p.topics for p in self._paragraphs if word in small(p.text))

    @lazy
    def _text(self) -> str:
        return f" {small(' '.join(self.texts))} "

    @lazy
    def _is_unspaced(self) -> bool:
        """Whether there are characters of scripts without spaces, whose words are not to be found so."""
        return not self._text.isascii() and UNSPACED.search(self._text) is not None

    @lazy
    def _counts(self) -> Counter[str]:
        """In how many paragraphs each word is."""
        return Counter(chain.from_iterable([p.topics for p in self._paragraphs]))


def story(document: Document, paragraphs: Sequence[Paragraph], *, few: bool) -> Story:
    """The running text of a document. It stays much the same, and is known, while lines around it go."""
    found: Story | None = document.first.memo.get("story")
    if found is None or found.texts != [p.text for p in paragraphs]:
        found = document.first.memo["story"] = Story(paragraphs, few=few)
    return found
