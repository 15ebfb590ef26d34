#!/usr/bin/env python3
"""Train the classifier of the filter `remnant` on what the other filters leave of labelled pages, and write its files:
cleaner/model/remnant_weights.json, remnant_compiled.txt from it, and scripts/unseen_remnant_weights.json, which has not
seen a third of the sites (`unseen`).

    pip install -e '.[train]'
    python scripts/train_remnant.py DATA                 # a folder of *.jsonl.gz with labelled lines

Run it after `train_residue.py`. What the first classifier says of pages that it was trained on is surer than what it
says of others. So here it is trained anew for each quarter of the sites without that quarter, and what these leave of
theirs, in the presets `news` and `page`, is what this one learns from. Invented stories on pages, with teasers of
others, are shown to it, too.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import compile_trees
import lightgbm
import numpy
import stories
import train_residue
import unseen
from quality import labels_by_line, sets
from stories import Line, Story
from train_residue import GUIDES, INVENTED, RESIDUE

import cleaner
from cleaner.document import Document, Finding
from cleaner.filters.remnant import is_candidate, looks_at
from cleaner.model import remnants

TREES: dict[str, Any] = {**train_residue.TREES, "n_estimators": 150, "num_leaves": 12, "learning_rate": 0.06}

QUARTERS = 4

#: What teasers consist of, and how many are below a story.
STYLES = (("headline", "first"), ("time", "headline", "first"), ("headline", "time"), ("first", "time", "headline"))
TIMES = ("7 h", "12.03.2024", "3 min", "5 / 12", "21:40")
FEWEST_TEASERS, MOST_TEASERS = 3, 9

#: How much a lost story line counts against a residue line that stays.
STORY_WEIGHT = 2.0

#: What the lines of a set weigh where they are not all alike: there is much of one, and others are invented.
SET_WEIGHT = {"big9": 0.5, INVENTED: 0.5, GUIDES: 0.5}

#: A line counts by its words, of which a short one has a few more.
_WORDS = 20
_SHORT = 0.3
_MOST = 3.0


class Text(NamedTuple):
    """A labelled text.

    Attributes:
        group: the set it is from.
        quarter: which quarter of the sites its own is in.
        held: whether its site is unseen.
        labels: by source line.
    """

    group: str
    quarter: int
    held: bool
    id: str
    text: str
    labels: dict[int, str]


class Example(NamedTuple):
    held: bool
    residue: bool
    weight: float
    vector: list[float]


def texts(data: Path) -> Iterator[Text]:
    for name, rows in sets(data, []):
        for row in rows:
            labels = {line: entry["label"] for line, entry in labels_by_line(row).items()}
            yield Text(name, quarter(row["site"] or row["id"]), unseen.is_unseen(row), row["id"], row["text"], labels)
    invented = list(stories.stories())
    for story in invented:
        group = GUIDES if story.is_guide else INVENTED
        for text in (story, story.in_residue(), with_teasers(story, invented)):
            if text is not None and any(line.residue for line in text.lines):
                yield Text(group, quarter(story.name), story.held, text.name, text.text, text.labels())


def with_teasers(story: Story, all_stories: list[Story]) -> Story | None:
    """A story on a page, with the headlines and first lines of others of its language below it."""
    page = story.in_residue()
    chance = random.Random(f"teasers:{story.name}")
    others = [
        s for s in all_stories if s.lang == story.lang and s.name != story.name and not s.raw and len(s.lines) > 1
    ]
    if page is None or len(others) < FEWEST_TEASERS:
        return None
    style = chance.choice(STYLES)
    teasers = []
    for other in chance.sample(others, min(len(others), chance.randint(FEWEST_TEASERS, MOST_TEASERS))):
        headline, first = other.bare().lines[:2]
        parts = {"time": chance.choice(TIMES), "headline": headline.text, "first": first.text}
        teasers += [Line(parts[part], residue=True) for part in style]
    last = max(i for i, line in enumerate(page.lines) if not line.residue) + 1
    heading = chance.randrange(2)
    return replace(page, lines=(*page.lines[: last + heading], *teasers, *page.lines[last + heading :]))


def quarter(site: str) -> int:
    return random.Random(f"quarter:{site}").randrange(QUARTERS)


def examples(found: list[Text], lines: list[train_residue.Example], *, blind: bool) -> Iterator[Example]:
    """What is left of the texts, quarter by quarter.

    Args:
        found: the texts.
        lines: what the first classifier learns from.
        blind: leave out the unseen third of the sites.
    """
    chosen = [text for text in found if not (blind and text.held)]
    for number in range(QUARTERS):
        own = [text for text in chosen if text.quarter == number]
        ids = {text.id for text in own}
        others = [line for line in lines if line.document not in ids and not (blind and line.held)]
        with tempfile.TemporaryDirectory() as folder:
            weights = Path(folder, "weights.json")
            train_residue.write(train_residue.trained(others), weights)
            with unseen.judging(weights, None):
                for text in own:
                    for preset in ("news", "page"):
                        yield from of_document(text, left(text, preset))


def left(text: Text, preset: str) -> Document:
    """What the other filters of a preset leave of a text."""
    seen: list[Document] = []

    def look(document: Document) -> Iterator[Finding]:
        seen.append(document)
        yield from ()

    clean = cleaner.Cleaner(preset, ignore=["remnant"], max_loss=1, filters=[look])
    clean(cleaner.parse(text.text, id=text.id))
    return seen[-1]


def of_document(text: Text, document: Document) -> Iterator[Example]:
    if not looks_at(document):
        return
    page = remnants.Left(document)
    for index, paragraph in enumerate(document.paragraphs):
        label = text.labels.get(paragraph.line)
        if label not in (*RESIDUE, "keep") or not is_candidate(document, page, index):
            continue
        weight = SET_WEIGHT.get(text.group, 1.0) * min(_MOST, _SHORT + paragraph.size / _WORDS)
        residue = label != "keep"
        yield Example(text.held, residue, weight * (1.0 if residue else STORY_WEIGHT), page.vector(index))


def trained(found: list[Example]) -> Any:
    model = lightgbm.LGBMClassifier(**TREES)
    vectors = numpy.array([e.vector for e in found], dtype=float)
    model.fit(vectors, [e.residue for e in found], sample_weight=[e.weight for e in found])
    return model


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    a = parser.parse_args()
    lines = [*train_residue.examples(a.data), *train_residue.invented()]
    found = list(texts(a.data))
    for blind, path in ((False, remnants.WEIGHTS), (True, unseen.REMNANTS)):
        own = list(examples(found, lines, blind=blind))
        print(f"{len(own)} lines left, {sum(e.residue for e in own)} of them residue")
        train_residue.write(trained(own), path, remnants.NAMES)
    remnants.COMPILED.write_text(compile_trees.compiled(remnants.WEIGHTS), encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
