#!/usr/bin/env python3
"""Train the line classifier of the filter `residue` on labelled pages and write its files: cleaner/model/weights.json,
compiled.txt from it, and scripts/unseen_weights.json, which has not seen a third of the sites (`unseen`).

    pip install -e '.[train]'
    python scripts/train_residue.py DATA                 # a folder of *.jsonl.gz with labelled lines
    python scripts/train_residue.py DATA --report        # what it does on the third of the sites it did not see

Every page is shown four times: as it is, as the other filters leave it, with a random half of the rest of the residue
gone, and, so that the classifier stays calm on clean text, with all of it gone. Invented stories that look like residue
(`stories`) are shown too, alone and on a page.
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import compile_trees
import lightgbm
import numpy
import stories
import unseen
from quality import Row, labels_by_line, sets

import cleaner
from cleaner.document import Document
from cleaner.filters.residue import is_candidate
from cleaner.layout import without
from cleaner.model import COMPILED, WEIGHTS
from cleaner.model.features import NAMES, Page
from cleaner.model.stored import LEAF

TREES: dict[str, Any] = {
    "n_estimators": 300,
    "num_leaves": 20,
    "learning_rate": 0.064,
    "min_child_samples": 40,
    "subsample": 0.8,
    "subsample_freq": 1,
    "colsample_bytree": 0.6,
    "reg_lambda": 5.0,
    "random_state": 1,
    "deterministic": True,
    "verbose": -1,
}

#: How much a lost story line counts against a residue line that stays.
STORY_WEIGHT = 2.0

#: The lines of every set together weigh the same.
SET_WEIGHT = 6000

#: The invented stories and guides, and what each of the two weighs beside a set.
INVENTED = "stories"
GUIDES = "guides"
INVENTED_WEIGHT = 0.5

RESIDUE = ("residue", "dup")

#: Scores are stored in units of one over this.
SCALE = 1000


class Example(NamedTuple):
    group: str
    document: str
    held: bool
    view: int
    residue: bool
    vector: list[float]


def examples(data: Path) -> Iterator[Example]:
    for name, rows in sets(data, []):
        for row in rows:
            labels = {line: entry["label"] for line, entry in labels_by_line(row).items()}
            document = filtered(row, "news")
            views = [document, filtered(row, "text"), thinned(document, labels, 0.5), thinned(document, labels, 1.0)]
            for number, view in enumerate(views):
                yield from of_document(name, row, view, labels, unseen.is_unseen(row), number)


def invented() -> Iterator[Example]:
    for story in stories.stories():
        own = story if any(line.residue for line in story.lines) else None
        for text in (own, story.bare(), story.short(), story.touched(), story.in_residue()):
            if text is None:
                continue
            row: Row = {"text": text.text, "id": text.name}
            document, labels = filtered(row, "news"), text.labels()
            views = [document]
            if any(line.residue for line in text.lines):
                views += [filtered(row, "text"), thinned(document, labels, 0.5)]
            for number, view in enumerate(views):
                group = GUIDES if story.is_guide else INVENTED
                yield from of_document(group, row, view, labels, text.held, number)


def filtered(row: Row, preset: str) -> Document:
    """The page as the other filters of a preset leave it, in its source lines."""
    rules = cleaner.Cleaner(preset, ignore=["residue", "remnant"], max_loss=1)
    document = cleaner.parse(row["text"], id=row["id"])
    result = rules(document)
    texts = {r.line: r.after for r in result.records if r.line}
    kept = []
    for paragraph in document.paragraphs:
        text = texts.get(paragraph.line, paragraph.text)
        if text is not None:
            kept.append(paragraph.becoming(text))
    return document.with_paragraphs(kept)


def thinned(document: Document, labels: dict[int, str], share: float) -> Document:
    """The document without a random share of its residue."""
    chance = random.Random(document.id)
    gone = {i for i, p in enumerate(document.paragraphs) if labels.get(p.line) in RESIDUE and chance.random() < share}
    return document.with_paragraphs(without(document.paragraphs, gone))


def of_document(
    name: str, row: Row, document: Document, labels: dict[int, str], held: bool, view: int
) -> Iterator[Example]:
    page = Page(document)
    for index, paragraph in enumerate(document.paragraphs):
        label = labels.get(paragraph.line)
        if name == INVENTED and label == "keep" and paragraph.hits:
            # Stories that speak of newsletters are rarer than these are: of phrases real pages have to tell.
            continue
        if label in (*RESIDUE, "keep") and is_candidate(document, index):
            yield Example(name, row["id"], held, view, label != "keep", page.vector(index))


def weights(found: list[Example]) -> list[float]:
    count: dict[str, int] = defaultdict(int)
    for e in found:
        count[e.group] += 1
    return [
        SET_WEIGHT
        / count[e.group]
        * (1.0 if e.residue else STORY_WEIGHT)
        * (INVENTED_WEIGHT if e.group in (INVENTED, GUIDES) else 1.0)
        for e in found
    ]


def stored(tree: dict[str, Any]) -> list[float]:
    """A tree of LightGBM's dump as `cleaner.model.stored.Stored`."""
    numbers: list[float] = []

    def add(node: dict[str, Any]) -> None:
        if "leaf_value" in node:
            numbers.extend((LEAF, round(node["leaf_value"] * SCALE)))
            return
        value = round(node["internal_value"] * SCALE)
        numbers.extend((node["split_feature"], round(node["threshold"], 6), value))
        add(node["left_child"])
        add(node["right_child"])

    add(tree["tree_structure"])
    return numbers


def report(model: Any, found: list[Example]) -> None:
    likely = model.predict_proba(numpy.array([e.vector for e in found]))[:, 1]
    for group in sorted({e.group for e in found}):
        own = [(e, p) for e, p in zip(found, likely, strict=True) if e.group == group]
        documents = {e.document for e, _ in own}
        cells = []
        for sure in (0.5, 0.7, 0.8, 0.85, 0.9, 0.95):
            gone = [e for e, p in own if p >= sure]
            good = sum(e.residue for e in gone)
            every = sum(e.residue for e, _ in own)
            harmed = {e.document for e in gone if not e.residue}
            cells.append(f"{sure}: R {good / max(1, every):.3f} P {good / max(1, len(gone)):.3f} harmed {len(harmed)}")
        print(f"{group:15} of {len(documents):3}  " + " | ".join(cells))


def trained(found: list[Example]) -> Any:
    model = lightgbm.LGBMClassifier(**TREES)
    model.fit(numpy.array([e.vector for e in found]), [e.residue for e in found], sample_weight=weights(found))
    return model


def write(model: Any, path: Path, names: Sequence[str] = NAMES) -> None:
    trees = [stored(t) for t in model.booster_.dump_model()["tree_info"]]
    data = {"features": names, "scale": SCALE, "trees": trees}
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(trees)} trees, {path.stat().st_size} bytes")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--report", action="store_true", help="also print what it does on unseen sites")
    a = parser.parse_args()
    found = [*examples(a.data), *invented()]
    print(f"{len(found)} lines")
    write(trained(found), WEIGHTS)
    COMPILED.write_text(compile_trees.compiled(WEIGHTS), encoding="ascii")
    blind = trained([e for e in found if not e.held])
    write(blind, unseen.WEIGHTS)
    if a.report:
        report(blind, [e for e in found if e.held and e.view == 0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
