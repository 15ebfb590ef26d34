"""Where the story is: its headline, its first and its last paragraph.

Pure functions of a list of paragraphs; `Document` keeps their answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cleaner import markdown, words
from cleaner.lazy import kept, lazy_pattern
from cleaner.mention import condemns
from cleaner.phrases import table

if TYPE_CHECKING:
    from cleaner.document import Paragraph

#: How many paragraphs of the story a headline is compared with.
BEGINNING = 12

#: How many lines before the story can hold the headline.
_HEAD = 40
_LIKE_THE_BEST = 0.6
_TITLE_WORDS = range(3, 41)

#: Share of its longer words that a headline with a label has in common with the story.
_LIKE_A_HEADLINE = 0.4

#: Among how many first lines, how long a headline is that has the words of a phrase, and how much of it they are.
_FIRST_LINES = 4
_LONG_TITLE_WORDS = range(6, 17)
_MOST_PHRASE = 0.45

_TRAIL = lazy_pattern(r"[>\uff1e\u203a\u00bb\u2192]|\s/\s")

#: How many words of it, of how many letters, are none that sites use of themselves.
_FEWEST_OTHERS = 3
_LONG_WORD = 4


def opening(paragraphs: Sequence[Paragraph]) -> int:
    """Index of the first paragraph of running text; the number of paragraphs if there is none."""
    return next((i for i, p in enumerate(paragraphs) if p.is_prose and is_story(p)), len(paragraphs))


def closing(paragraphs: Sequence[Paragraph]) -> int:
    """Index of the last paragraph of running text; -1 if there is none."""
    last = len(paragraphs) - 1
    return next((last - i for i, p in enumerate(reversed(paragraphs)) if p.is_prose and is_story(p)), -1)


@kept
def is_story(paragraph: Paragraph) -> bool:
    """Whether a paragraph is running text: no caption with its credit, no line mostly made of a site's phrases."""
    if not paragraph.is_prose or paragraph.credited:
        return False
    return not any(condemns(hit, paragraph) for hit in paragraph.hits)


def title(paragraphs: Sequence[Paragraph], first: int, memo: dict[str, Any]) -> int | None:
    """Index of the headline: the first line before the story that has words in common with it as few others have.

    Args:
        paragraphs: the paragraphs of the document.
        first: index of the first paragraph of running text.
        memo: where to keep what is the same for all that is left of the document from one step to the next.
    """
    candidates = sorted(
        {*_title_candidates(paragraphs, first), *_with_a_phrase(paragraphs, first), *_top_heading(paragraphs, first)}
    )
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    likeness = _all_likeness(paragraphs, first, candidates, memo)
    enough = _LIKE_THE_BEST * max(likeness.values())
    good = [i for i in candidates if likeness[i] >= enough]
    # Of several, Markdown says which it is.
    return max((i for i in good if markdown.is_top_heading(paragraphs[i])), key=likeness.__getitem__, default=good[0])


def _all_likeness(
    paragraphs: Sequence[Paragraph], first: int, lines: Sequence[int], memo: dict[str, Any]
) -> dict[int, float]:
    """What `_likeness` says of lines, which is asked once of each as long as the story begins as it does."""
    beginning = paragraphs[first : first + BEGINNING]
    texts = [p.text for p in beginning]
    known: tuple[list[str], set[str], dict[str, float]] | None = memo.get("likeness")
    if known is None or known[0] != texts:
        known = memo["likeness"] = texts, set().union(*[p.vocabulary for p in beginning]), {}
    _, story, found = known
    for line in lines:
        if paragraphs[line].text not in found:
            found[paragraphs[line].text] = _likeness(paragraphs[line], story)
    return {line: found[paragraphs[line].text] for line in lines}


def is_labelled_headline(paragraphs: Sequence[Paragraph], index: int, first: int, found: int | None) -> bool:
    """Whether a line above the story that begins with a label has more of its words than what was `found` as headline.

    `Live: council votes on the ferry`

    Args:
        paragraphs: the paragraphs of the document.
        index: the line's place in them.
        first: index of the first paragraph of running text.
        found: index of the headline; None if there is none.
    """
    if not index < first or paragraphs[index].size not in _LONG_TITLE_WORDS:
        return False
    story: set[str] = set().union(*[p.vocabulary for p in paragraphs[first : first + BEGINNING]])
    own = _likeness(paragraphs[index], story)
    return own >= _LIKE_A_HEADLINE and (found is None or own > 2 * _likeness(paragraphs[found], story))


def _title_candidates(paragraphs: Sequence[Paragraph], first: int) -> Iterator[int]:
    for i in range(min(first, _HEAD)):
        if paragraphs[i].size in _TITLE_WORDS and _may_be_headline(paragraphs[i]):
            yield i


def _top_heading(paragraphs: Sequence[Paragraph], first: int) -> list[int]:
    """The only heading of the first rank between the first lines and the story, below a long menu."""
    found = [i for i in range(_HEAD, first) if markdown.is_top_heading(paragraphs[i])]
    return found if len(found) == 1 and _may_be_headline(paragraphs[found[0]]) else []


def _with_a_phrase(paragraphs: Sequence[Paragraph], first: int) -> Iterator[int]:
    """The lines that have the words of a phrase and may still be the headline."""
    return (i for i in range(min(first, _FIRST_LINES)) if _is_more_than_phrase(paragraphs[i]))


def may_be_headline(paragraphs: Sequence[Paragraph], index: int, first: int) -> bool:
    """Whether a line with the words of a phrase is one of the first, and so much more that it may be the headline.

    `Download the app or walk, says bus company`

    Args:
        paragraphs: the paragraphs of the document.
        index: the line's place in them.
        first: index of the first paragraph of running text.
    """
    return index < _FIRST_LINES and index < first and _is_more_than_phrase(paragraphs[index])


@kept
def _is_more_than_phrase(p: Paragraph) -> bool:
    if not p.hits or p.size not in _LONG_TITLE_WORDS or _is_no_headline(p) or p.ends_sentence:
        return False
    if any(h.kind in ("whole", "label") or h.share > _MOST_PHRASE for h in p.hits):
        return False
    if words.unspaced(p.text):
        return True
    others = [w for w in p.words if len(w) >= _LONG_WORD and w not in table("site", "words")]
    return len(others) >= _FEWEST_OTHERS


@kept
def _may_be_headline(p: Paragraph) -> bool:
    if p.hits or _is_no_headline(p):
        return False
    return " " in p.text.strip() or words.unspaced(p.text)


def _is_no_headline(p: Paragraph) -> bool:
    """Whether a line ends in a full stop, is a date and little else, or a word like `by` and names."""
    if p.text.rstrip().endswith("."):
        return True
    if words.is_data(p.text) and not p.vocabulary.isdisjoint(table("months", "names")):
        return True
    # Imported here: what only shows a help text needs neither.
    from cleaner import authors, dates

    if dates.may_be_date(p):
        return dates.is_date(p) or dates.is_recent(p)
    return authors.is_no_headline(p) or _is_trail(p)


def _is_trail(p: Paragraph) -> bool:
    """Whether a line is a way from the front page: `Home > News > Ellery`."""
    sign = _TRAIL.search(p.text)
    return sign is not None and words.small(p.text[: sign.start()].rstrip()) in table("section-label", "home")


def _likeness(paragraph: Paragraph, story: set[str]) -> float:
    """The share of a line's longer words that the story uses too."""
    longer = [w for w in paragraph.words if len(w) > 3] or paragraph.words
    return sum([w in story for w in longer]) / max(1, len(longer))
