"""Which words the running text of a document uses."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from cleaner.document import Document, Paragraph
from cleaner.lazy import lazy
from cleaner.words import UNSPACED, beginnings, small, unspaced

#: After so many lines there were not few words to ask about, whatever was to be expected: in a story that is printed
#: twice every line of it is asked about.
_FEW_LINES = 50


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
        found = self._shares.get(asked)
        if found is None:
            found = self._shares[asked] = self._share(paragraph, own) if paragraph.topics else -1.0
        return found

    def _share(self, paragraph: Paragraph, own: bool) -> float:
        topics = paragraph.topics
        if self._few and len(self._shares) < _FEW_LINES:
            words, pairs = self._texts_without(paragraph) if own else self._whole
            return sum([word in pairs if len(word) == 2 else _has(words, word) for word in topics]) / len(topics)
        counts = self._counts
        if counts.keys().isdisjoint(topics):
            return 0.0
        return sum([counts[word] > own for word in topics if word in counts]) / len(topics)

    @lazy
    def _whole(self) -> tuple[str, str]:
        return self._texts_without(None)

    def _texts_without(self, paragraph: Paragraph | None) -> tuple[str, str]:
        """The texts to look in for words, with a space before and after each; and for pairs of characters."""
        others = [searched for p, searched in zip(self._paragraphs, self._searched, strict=True) if p is not paragraph]
        return f" {' '.join([words for words, _ in others])} ", "\n".join([pairs for _, pairs in others])

    @lazy
    def _searched(self) -> list[tuple[str, str]]:
        """What to look in of each paragraph: topics are pairs of characters in unspaced scripts, words in others."""
        whole = "".join(self.texts)
        if whole.isascii() or not UNSPACED.search(whole):
            return [(small(text), "") for text in self.texts]
        return [("", p.key) if unspaced(p.text) else (small(p.text), "") for p in self._paragraphs]

    @lazy
    def _counts(self) -> Counter[str]:
        """In how many paragraphs each word is."""
        return Counter(chain.from_iterable([p.topics for p in self._paragraphs]))


def _has(text: str, word: str) -> bool:
    """Whether a word is one of the `beginnings` of a text, which has spaces around it. Most are nowhere in it."""
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
