"""`Cleaner.map` and what is under it: the same answers and errors in the same order for any number of processes."""

import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cleaner import Cleaner, CleanerError, Document, Finding, parse, pool

TEXT = "The ferry  left at noon with forty people aboard. " * 40

JOBS = (1, 2, 4)


class OddError(Exception):
    """An error that cannot be made again from what it prints."""

    def __init__(self, number: int, place: str) -> None:
        super().__init__(f"{number} at {place}")


def fails_at_300(document: Document) -> Iterator[Finding]:
    if document.id == "300":
        raise ValueError("no ferry")
    yield Finding(0, "Changed.")


def fails_oddly(document: Document) -> Iterator[Finding]:
    if document.id == "300":
        raise OddError(300, "the pier")
    yield Finding(0, "Changed.")


def documents(number: int) -> Iterator[Document]:
    return (parse(f"{n}\n\n{TEXT}", id=str(n)) for n in range(number))


def taken(results: Iterator[Any]) -> tuple[int, Exception | None]:
    """How many results there are before an error, and the error."""
    count = 0
    try:
        for _ in results:
            count += 1
    except Exception as error:
        return count, error
    return count, None


def with_one(filter: Callable[[Document], Iterator[Finding]]) -> Cleaner:
    return Cleaner("none", filters=[filter], max_loss=1)


@pytest.mark.parametrize("jobs", JOBS)
def test_an_error_comes_when_it_is_its_turn(jobs: int) -> None:
    count, error = taken(with_one(fails_at_300).map(documents(700), jobs=jobs))
    assert (count, type(error), str(error)) == (300, ValueError, "no ferry")


@pytest.mark.parametrize("filter", [fails_at_300, fails_oddly])
def test_where_a_worker_failed_is_told(filter: Callable[[Document], Iterator[Finding]]) -> None:
    count, error = taken(with_one(filter).map(documents(700), jobs=2))
    assert count == 300 and error is not None
    told = "".join(traceback.format_exception(error))
    assert "In the worker process:" in told
    assert f"in {filter.__name__}" in told


@pytest.mark.parametrize("jobs", JOBS)
@pytest.mark.parametrize("number", [0, 3, 100, 600])
def test_an_error_of_the_input_comes_after_what_was_before_it(jobs: int, number: int) -> None:
    def broken() -> Iterator[Document]:
        yield from documents(number)
        raise OSError("the disk is gone")

    count, error = taken(Cleaner("text").map(broken(), jobs=jobs))
    assert (count, str(error)) == (number, "the disk is gone")


def refuse(thing: int) -> int:
    if thing == 7:
        raise ValueError("seven cannot be sent")
    return thing


@pytest.mark.parametrize("jobs", JOBS)
def test_what_cannot_be_loaded_is_an_error_in_its_turn(jobs: int) -> None:
    answers = pool.ordered(str, range(20), jobs, load=refuse, weight=lambda _: pool.CHUNK)
    assert [next(answers) for _ in range(7)] == [(n, str(n)) for n in range(7)]
    with pytest.raises(ValueError, match="seven"):
        next(answers)


class Unwilling:
    def __reduce__(self) -> str:
        raise RuntimeError("not me")


@pytest.mark.parametrize("jobs", JOBS)
@pytest.mark.parametrize("value", [lambda: 0, Unwilling(), iter(str, "")], ids=["function", "unwilling", "iterator"])
def test_what_cannot_be_sent_is_done_here(jobs: int, value: object) -> None:
    some = [parse(f"{n}\n\n{TEXT}", id=str(n), meta={"f": value} if n % 100 == 7 else {}) for n in range(500)]
    results = list(Cleaner("text").map(some, jobs=jobs))
    assert [result.text.partition("\n")[0] for result in results] == [str(n) for n in range(500)]
    everywhere = [parse(f"{n}\n\n{TEXT}", id=str(n), meta={"f": value}) for n in range(300)]
    assert len(list(Cleaner("text").map(everywhere, jobs=jobs))) == 300


def test_what_cannot_be_sent_fails_in_its_turn() -> None:
    some = [parse(f"{n}\n\n{TEXT}", id=str(n), meta={"f": bool if n != 300 else lambda: 0}) for n in range(500)]
    count, error = taken(with_one(fails_at_300).map(some, jobs=2))
    assert (count, str(error)) == (300, "no ferry")


@pytest.mark.parametrize("jobs", JOBS)
@pytest.mark.parametrize("text", [TEXT, pytest.param(TEXT * 30, marks=pytest.mark.slow)], ids=["short", "long"])
def test_results_do_not_wait_for_a_slow_input(jobs: int, text: str) -> None:
    """None of them waits for more than the next few documents, however few characters these have."""
    given = 0

    def slow() -> Iterator[str]:
        nonlocal given
        for _ in range(7):
            time.sleep(0.12)
            given += 1
            yield text

    behind = []
    for number, _ in enumerate(Cleaner("text").map(slow(), jobs=jobs), 1):
        behind.append(given - number)
    assert len(behind) == 7
    assert max(behind) <= 3


@pytest.mark.parametrize("pause", [0, 0.02])
def test_the_answers_do_not_depend_on_the_chunks(pause: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "CHUNK", 40_000)

    def pausing() -> Iterator[str]:
        for n in range(60):
            if n % 5 == 0:
                time.sleep(pause)
            yield f"{n}\n\n{TEXT}"

    alone = list(Cleaner("text").map(pausing(), jobs=1))
    for limit in (0.0, 0.01, 100.0):
        monkeypatch.setattr(pool, "_LONG", limit)
        assert list(Cleaner("text").map(pausing(), jobs=2)) == alone


def test_an_endless_input_is_read_no_further_than_it_must_be() -> None:
    given = 0

    def endless() -> Iterator[str]:
        nonlocal given
        while True:
            given += 1
            yield TEXT

    results = Cleaner("text").map(endless(), jobs=2)
    for _ in range(5):
        next(results)
    assert given * len(TEXT) < 12 * pool.CHUNK


def test_workers_that_cannot_be_had_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_can_travel", lambda _: False)
    with pytest.raises(CleanerError, match="cannot be sent to worker processes"):
        list(Cleaner("text").map(documents(700), jobs=2))
