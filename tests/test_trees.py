"""The classifier's trees: asked all at once, they say what asking one after the other says."""

import itertools
import json
import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import model, phrases
from cleaner.document import Paragraph
from cleaner.layout import parse
from cleaner.model import compiled, remnants
from cleaner.model import stored as storing
from cleaner.model.stored import LEAF, Stored
from cleaner.model.trees import Trees

ROOT = Path(__file__).parent.parent

FEATURES = 3
#: Vectors with values on, below and above the thresholds.
VALUES = st.sampled_from([-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 7.0])


@st.composite
def stored(draw: st.DrawFn, depth: int = 4) -> list[float]:
    if depth == 0 or draw(st.booleans()):
        return [LEAF, draw(st.integers(-900, 900))]
    feature, threshold = draw(st.integers(0, FEATURES - 1)), draw(VALUES)
    return [feature, threshold, draw(st.integers(-900, 900)), *draw(stored(depth - 1)), *draw(stored(depth - 1))]


def grown(trees: list[list[float]], scale: int = 100) -> Trees:
    return Trees(storing.asked(trees, FEATURES, scale), lambda: storing.changes(trees))


def steps(tree: Stored, vector: list[float]) -> list[tuple[int, int]]:
    """Feature and mean score of the nodes that a vector passes, one question after the other; last the leaf."""

    def skipped(at: int) -> int:
        return at + 2 if tree[at] == LEAF else skipped(skipped(at + 3))

    at, found = 0, []
    while tree[at] != LEAF:
        found.append((int(tree[at]), int(tree[at + 2])))
        at = at + 3 if vector[int(tree[at])] <= tree[at + 1] else skipped(at + 3)
    return [*found, (LEAF, int(tree[at + 1]))]


def walked(tree: Stored, vector: list[float]) -> int:
    """The leaf that a vector reaches."""
    return steps(tree, vector)[-1][1]


@given(trees=st.lists(stored(), min_size=1, max_size=6), vector=st.lists(VALUES, min_size=FEATURES, max_size=FEATURES))
def test_score_is_the_sum_of_the_leaves(trees: list[list[float]], vector: list[float]) -> None:
    asked = grown(trees)
    score = sum(walked(tree, vector) for tree in trees) / 100
    assert asked.score(vector) == score
    assert asked.probability(vector) == pytest.approx(1 / (1 + math.exp(-score)))
    roots = sum(int(tree[2]) if tree[0] != LEAF else int(tree[1]) for tree in trees) / 100
    assert sum(asked.weights(vector)) == pytest.approx(score - roots)


@given(trees=st.lists(stored(), min_size=1, max_size=6), vector=st.lists(VALUES, min_size=FEATURES, max_size=FEATURES))
def test_a_feature_weighs_what_its_questions_change(trees: list[list[float]], vector: list[float]) -> None:
    weights = [0] * FEATURES
    for tree in trees:
        for (feature, before), (_, after) in itertools.pairwise(steps(tree, vector)):
            weights[feature] += after - before
    assert grown(trees).weights(vector) == [weight / 100 for weight in weights]


@given(trees=st.lists(stored(), min_size=1, max_size=6), vector=st.lists(VALUES, min_size=FEATURES, max_size=FEATURES))
def test_parts_of_the_features_put_together_say_the_same(trees: list[list[float]], vector: list[float]) -> None:
    asked = grown(trees)
    first, second = asked.part([2, 0]), asked.part([1])
    left = first.left([vector[2], vector[0]]) & second.left_again((vector[1],))
    assert asked.total(left) == asked.score(vector)
    assert asked.total(first.left_again((vector[2], vector[0])) & second.left([vector[1]])) == asked.score(vector)


def test_lines_are_judged_by_all_their_features() -> None:
    """The parts that lines have in common are asked once; what is said of a line is what its whole vector says."""
    menu = "Home\n\nNews\n\nSport\n\nHome\n\nBy Dana Reyes\n\nFerry runs late again, 2 hours\n\n"
    story = "".join(f"The ferry left at noon on day {n}, with {n} goats aboard and nobody to feed.\n\n" for n in "123")
    document = parse(f"{menu}{story}MORE STORIES\n\nMayor says: no bridge\n\n{story}Share\n\n© 2024 Gazette\n")
    page = model.page(document)
    said = [model.likely(document, i) for i in range(len(document.paragraphs))]
    assert said == [model.builtin().probability(page.vector(i)) for i in range(len(document.paragraphs))]
    assert len(set(said)) > 10


@given(trees=st.lists(stored(), min_size=1, max_size=6))
def test_what_is_compiled_is_read_as_it_was(trees: list[list[float]]) -> None:
    asked = storing.asked(trees, FEATURES, 7)
    assert compiled.load(compiled.dump(asked, ["a", "two words", "c"])) == (("a", "two words", "c"), asked)


@pytest.mark.parametrize(
    ("weights", "names", "shipped"),
    [
        (model.WEIGHTS, model.NAMES, lambda: model.builtin()),
        (remnants.WEIGHTS, remnants.NAMES, lambda: remnants.builtin()),
    ],
)
def test_the_models_of_the_package_are_what_was_grown(
    weights: Path, names: tuple[str, ...], shipped: Callable[[], model.Model | Trees]
) -> None:
    data = json.loads(weights.read_bytes())
    vector = [float(i % 7) for i in range(len(names))]
    score = sum(walked(tree, vector) for tree in data["trees"]) / data["scale"]
    roots = sum(tree[2] for tree in data["trees"]) / data["scale"]
    for read in (shipped(), model.grown(weights, names)):
        assert read.probability(vector) == pytest.approx(1 / (1 + math.exp(-score)))
        assert sum(read.weights(vector)) == pytest.approx(score - roots)


def test_compiled_is_current() -> None:
    command = [sys.executable, "scripts/compile_trees.py", "--check"]
    assert subprocess.run(command, cwd=ROOT).returncode == 0, "run scripts/compile_trees.py"


def test_a_model_of_other_features_is_refused(tmp_path: Path) -> None:
    for read, path in ((model.load, model.COMPILED), (model.grown, model.WEIGHTS)):
        other = tmp_path / path.name
        other.write_text(path.read_text().replace(model.NAMES[0], "letters", 1))
        with pytest.raises(ValueError, match=f"{other}: made for other features"):
            read(other)


@pytest.mark.slow
def test_screening_hides_no_phrase() -> None:
    """Every phrase of the package, at the start, in the middle and at the end of a long line, and alone."""
    filler = "der Hafen von Port Ellery an jenem Morgen leer und still wie lange nicht"
    found = phrases.builtin()
    lines = []
    for entry in found:
        words = entry.phrase.replace("*", "Ellery").replace("#", "12").rstrip(":")
        lines += [f"{words}: {filler}", f"{filler}, {words}, {filler}", f"{filler} {words}"]
        lines.append(words)
    paragraphs = [Paragraph(n, line) for n, line in enumerate(lines, 1)]
    # Few at a time, because what else a document is written in decides how its words are found.
    for start in range(0, len(paragraphs), 500):
        found.screen(paragraphs[start : start + 500])
    screened = [p for p in paragraphs if "hits" in p.__dict__]
    assert [p.text for p in screened if p.hits != found.find(p.text)] == []
    assert any(p.hits for p in screened)


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour master of Port Ellery counted eleven geese on the quay and wrote none of them down.",
        "All ferries follow the coast, and more of them than last year leave from the old archive by the quay.",
        "Komendant portu policzył na nabrzeżu jedenaście gęsi i żadnej z nich nie zapisał w swoim zeszycie.",
    ],
)
def test_screening_passes_most_sentences_by(sentence: str) -> None:
    paragraph = Paragraph(1, sentence)
    phrases.builtin().screen([paragraph])
    assert paragraph.__dict__["hits"] == ()
