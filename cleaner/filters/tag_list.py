"""Tags, topics and what the story is filed under: `Filed under bridges, harbour`, `Tags: ...`.

A label is removed with its tags. If a label is alone on a line, the tags under it are removed too, up to the next line
that is longer than a tag. So are five lines or more under it that each end with a count, `Bridges (12)`, also beside or
inside the story. So is a line of hashtags; inside the story only if the classifier agrees. Below the story three months
or more in a row, each with its year, are the archive of a blog, unless figures follow them as in a table.

Options: `phrases` = more labels; a line that begins with one of them is removed.
"""

from collections.abc import Iterator

from cleaner import dates
from cleaner.document import Document, Filter, Finding
from cleaner.filters._phrases import hit, is_headline
from cleaner.lazy import lazy_pattern
from cleaner.phrases import Phrases

EXAMPLE = (
    "The council met on Monday.\n\nFiled under bridges, harbour, 2/3/24\n",
    "The council met on Monday.\n",
)

_HASHTAGS = lazy_pattern(r"#\w+(?:[\s,]+#\w+)+")
_COUNTED = lazy_pattern(r"\S.{0,50}\(\d{1,5}\)")
_FEWEST_COUNTED = 5
_LONGEST_LABEL = 40
_LONGEST_TAG = 3
_LONGEST_MONTH = 5
_FEWEST_MONTHS = 3


def tag_list(*, phrases: tuple[str, ...] = ()) -> Filter:
    own = Phrases({"tag-list": {"starts": phrases}}) if phrases else None

    def find(document: Document) -> Iterator[Finding]:
        under_label, taken, counted = False, set[int](), range(0)
        for index, paragraph in enumerate(document.paragraphs):
            may_be = paragraph.size <= _LONGEST_LABEL and (own or paragraph.hits)
            found = hit(paragraph, "tag-list", own) if may_be else None
            if found and not is_headline(document, index):
                after = index > document.closing
                under_label = after and (found.kind == "whole" or paragraph.text.rstrip().endswith(":"))
                yield Finding(index, why=f"tags: {found.kind} {found.phrase!r}", sure=after or found.own)
                if found.kind == "whole":
                    counted = _counted(document, index + 1)
            elif index in counted:
                yield Finding(index, why="tag with a count under a label", sure=under_label)
            elif under_label and paragraph.size <= _LONGEST_TAG and not paragraph.ends_sentence:
                taken.add(index)
                yield Finding(index, why="tag under a label", sure=True)
            elif "#" in paragraph.text and _HASHTAGS.fullmatch(paragraph.text.strip()):
                yield Finding(index, why="hashtags", sure=index > document.closing)
            else:
                under_label = False
        yield from (Finding(i, why="month of an archive", sure=True) for i in _archive(document) if i not in taken)

    return find


def _archive(document: Document) -> Iterator[int]:
    """Months in a row, `May 2012 (3)`, below the story."""
    if document.closing < 0:
        return
    paragraphs = document.paragraphs
    run: list[int] = []
    for index in range(document.closing + 1, len(paragraphs) + 1):
        if index < len(paragraphs) and paragraphs[index].size <= _LONGEST_MONTH and dates.is_month(paragraphs[index]):
            run.append(index)
            continue
        figures = index < len(paragraphs) and not any(map(str.isalpha, paragraphs[index].text))
        if len(run) >= _FEWEST_MONTHS and not figures:
            yield from run
        run = []


def _counted(document: Document, start: int) -> range:
    """The lines from an index on that end with a count; none if they are few."""
    stop = start
    while stop < len(document.paragraphs) and _COUNTED.fullmatch(document.paragraphs[stop].text.strip()):
        stop += 1
    return range(start, stop if stop - start >= _FEWEST_COUNTED else start)
