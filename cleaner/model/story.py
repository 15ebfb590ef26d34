"""Which words the running text of a document uses."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from cleaner.document import Document, Paragraph
from cleaner.lazy import lazy
from cleaner.words import UNSPACED, beginnings, small


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
            text = self._text_without(paragraph) if own else self._text
            return sum([_has(text, word) for word in topics]) / len(topics)
        counts = self._counts
        if counts.keys().isdisjoint(topics):
            return 0.0
        return sum([counts[word] > own for word in topics if word in counts]) / len(topics)

    def _text_without(self, paragraph: Paragraph) -> str:
        return _spaced([text for p, text in zip(self._paragraphs, self._small, strict=True) if p is not paragraph])

    @lazy
    def _text(self) -> str:
        return _spaced(self._small)

    @lazy
    def _small(self) -> list[str]:
        """The texts without case."""
        return list(map(small, self.texts))

    @lazy
    def _is_unspaced(self) -> bool:
        """Whether there are characters of scripts without spaces, whose words are not to be found so."""
        return not self._text.isascii() and UNSPACED.search(self._text) is not None

    @lazy
    def _counts(self) -> Counter[str]:
        """In how many paragraphs each word is."""
        return Counter(chain.from_iterable([p.topics for p in self._paragraphs]))


def _spaced(texts: Sequence[str]) -> str:
    """Some texts in one, with a space before and after each word."""
    return f" {' '.join(texts)} "


def _has(text: str, word: str) -> bool:
    """Whether a word is one of the `beginnings` of a text that `_spaced` made. Most are nowhere in it."""
    at = text.find(word)
    while at >= 0:
        start, stop = text.rfind(" ", 0, at) + 1, text.find(" ", at)
        if word in beginnings(text[start:stop]):
            return True
        at = text.find(word, stop)
    return False


def story(document: Document, paragraphs: Sequence[Paragraph], *, few: bool) -> Story:
    """The running text of a document. It stays much the same, and is known, while lines around it go."""
    found: Story | None = document.first.memo.get("story")
    if found is None or found.texts != [p.text for p in paragraphs]:
        found = document.first.memo["story"] = Story(paragraphs, few=few)
    return found
