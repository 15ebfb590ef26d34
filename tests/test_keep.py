"""Which of many copies stay: as if they were asked one by one, whatever the copies look like together."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.corpus.keep import Edges, choose

NODES = 14

PAIRS = (
    st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)).map(sorted).filter(lambda pair: pair[0] < pair[1])
)


def edges(pairs: list[tuple[int, int]]) -> Edges:
    coded = np.array(sorted({(a << 32) | b for a, b in pairs}), dtype=np.uint64)
    worth = np.linspace(0.5, 1, len(coded))
    return Edges(coded, worth, worth)


def stays(count: int, pairs: list[tuple[int, int]]) -> list[bool]:
    """The plain way: one stays if none of those before it that it is a copy of does."""
    found: list[bool] = []
    for number in range(count):
        found.append(not any(b == number and found[a] for a, b in pairs))
    return found


@given(st.lists(PAIRS.map(tuple), max_size=40))
def test_it_is_as_if_they_were_asked_one_by_one(pairs: list[tuple[int, int]]) -> None:
    chosen = choose(NODES, edges(pairs))
    wanted = stays(NODES, pairs)
    assert [number < 0 for number in chosen] == wanted
    first = edges(pairs).pairs[chosen[chosen >= 0]] >> np.uint64(32)
    assert all(wanted[int(number)] for number in first), "and what goes, goes for one that stays"


@pytest.mark.parametrize("step", [1, 2, 3])
def test_long_chains(step: int) -> None:
    pairs = [(n, n + by) for n in range(3000) for by in range(1, step + 1) if n + by < 3000]
    chosen = choose(3000, edges(pairs))
    assert [number < 0 for number in chosen] == [n % (step + 1) == 0 for n in range(3000)]


def test_a_chain_takes_no_look_at_all_documents_for_each_link() -> None:
    many, links = 2_000_000, 2000
    chain = edges([(n, n + 1) for n in range(links)])
    pair = edges([(0, 1)])

    def took(given: Edges) -> float:
        begin = time.process_time()
        choose(many, given)
        return time.process_time() - begin

    # One look for each link would take a thousand times as long as none.
    assert min(took(chain) for _ in range(3)) < 20 * min(took(pair) for _ in range(3)) + 0.05
