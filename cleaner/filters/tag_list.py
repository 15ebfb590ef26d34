"""Tags, topics and what the story is filed under: `Filed under bridges, harbour`, `Tags: ...`.

A label is removed with its tags. If a label is alone on a line, the tags under it are removed too, up to the next line
that is longer than a tag. So is a line of hashtags; inside the story only if the classifier agrees.

Options: `phrases` = more labels; a line that begins with one of them is removed.
"""

import re
from collections.abc import Iterator

from cleaner.document import Document, Filter, Finding
from cleaner.filters._phrases import hit, is_headline
from cleaner.phrases import Phrases

EXAMPLE = (
    "The council met on Monday.\n\nFiled under bridges, harbour, 2/3/24\n",
    "The council met on Monday.\n",
)

_HASHTAGS = re.compile(r"#\w+(?:[\s,]+#\w+)+")
_LONGEST_LABEL = 40
_LONGEST_TAG = 3


def tag_list(*, phrases: tuple[str, ...] = ()) -> Filter:
    own = Phrases({"tag-list": {"starts": phrases}}) if phrases else None

    def find(document: Document) -> Iterator[Finding]:
        under_label = False
        for index, paragraph in enumerate(document.paragraphs):
            may_be = paragraph.size <= _LONGEST_LABEL and (own or paragraph.hits)
            found = hit(paragraph, "tag-list", own) if may_be else None
            if found and not is_headline(document, index):
                after = index > document.closing
                under_label = after and (found.kind == "whole" or paragraph.text.rstrip().endswith(":"))
                yield Finding(index, why=f"tags: {found.kind} {found.phrase!r}", sure=after or found.own)
            elif under_label and paragraph.size <= _LONGEST_TAG and not paragraph.ends_sentence:
                yield Finding(index, why="tag under a label", sure=True)
            elif "#" in paragraph.text and _HASHTAGS.fullmatch(paragraph.text.strip()):
                yield Finding(index, why="hashtags", sure=index > document.closing)
            else:
                under_label = False

    return find
