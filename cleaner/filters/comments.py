"""Comments of readers below the story: `Nell Adair says:`, the day and the hour, and what Nell Adair has to say.

Blogs print comments in this form: a name, a verb of saying and a colon, and after it or on the next line a date with
its year and a time of day. From the first such line on, everything is removed to the end of the last comment; what is
below that is removed too unless it is long. Interviews and live blogs do not print a year with their times, so they
stay. So does a page that is nothing but a discussion, without a story of four paragraphs above it.
"""

from collections.abc import Iterator
from functools import cache

from cleaner.dates import is_date
from cleaner.document import Document, Filter, Finding, Paragraph
from cleaner.lazy import kept, lazy_pattern
from cleaner.mention import verbs_of_saying
from cleaner.phrases import table
from cleaner.words import COLONS, WORD, small

EXAMPLE = (
    "The ferry left at noon, two hours late, with forty people aboard.\n\n"
    "The company blamed the fog, which had come in from the north at nine.\n\n"
    "A second boat was sent out to look for the first, and found it.\n\n"
    "Nobody was hurt, and everybody was given a cup of soup at the pier.\n\n"
    "Old Gull says:\n\nMay 5, 2024 at 2:55 pm\n\nThe soup was cold. I have said so for years.\n",
    "The ferry left at noon, two hours late, with forty people aboard.\n\n"
    "The company blamed the fog, which had come in from the north at nine.\n\n"
    "A second boat was sent out to look for the first, and found it.\n\n"
    "Nobody was hurt, and everybody was given a cup of soup at the pier.\n",
)

_NAME_WORDS = 10
_LONGEST_DATE = 8
_FEWEST_STORY = 4

#: How much of the page may stand below the first line of the last comment, as a share of its words.
_MOST_BELOW = 0.3
_YEAR = lazy_pattern(r"\b(?:19|20)\d\d\b")
_TIME = lazy_pattern(r"\b\d{1,2}[:.h]\d\d\b")


def comments() -> Filter:
    def find(document: Document) -> Iterator[Finding]:
        heads = [i for i in document.suspects if i > document.opening and _is_head(document, i)]
        if not heads or sum(p.is_prose for p in document.paragraphs[: heads[0]]) < _FEWEST_STORY:
            return
        for index in range(heads[0], _end(document, heads[-1])):
            yield Finding(index, why="comment of a reader", sure=True)

    return find


def _is_head(document: Document, index: int) -> bool:
    """Whether a line names the author of a comment, with the date and the time behind it or on the next line."""
    says = _says(document.paragraphs[index])
    if says is None:
        return False
    if says:
        return _is_dated(Paragraph(0, says))
    return index + 1 < len(document.paragraphs) and _is_dated(document.paragraphs[index + 1])


@kept
def _says(paragraph: Paragraph) -> str | None:
    """What stands behind `Nell Adair says:`, where a line begins so; None if it does not."""
    at = min((at for colon in COLONS if (at := paragraph.text.find(colon)) > 0), default=-1)
    if at < 0 or paragraph.size > _NAME_WORDS + _LONGEST_DATE:
        return None
    words = WORD.findall(small(paragraph.text[:at]))
    if not 1 < len(words) <= _NAME_WORDS and not paragraph.text[:at].endswith(_unspaced_verbs()):
        return None
    if words[-1] not in verbs_of_saying() and not paragraph.text[:at].rstrip().endswith(_unspaced_verbs()):
        return None
    return paragraph.text[at + 1 :].strip()


def _is_dated(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return is_date(paragraph) and _YEAR.search(text) is not None and _TIME.search(text) is not None


def _end(document: Document, last: int) -> int:
    """Where the comments end: at the end of the page, or behind the last one if much is below it."""
    paragraphs = document.paragraphs
    first_of_it = last + 1 + (not _says(paragraphs[last]))
    below = sum(p.size for p in paragraphs[first_of_it + 1 :])
    whole = sum(p.size for p in paragraphs)
    return len(paragraphs) if below <= _MOST_BELOW * whole else min(first_of_it + 1, len(paragraphs))


@cache
def _unspaced_verbs() -> tuple[str, ...]:
    return tuple(table("comments", "says"))
