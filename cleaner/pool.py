"""The same work for many things, in several processes, with the answers in order.

Things travel in chunks, and only so many chunks are on their way that an endless stream fits into memory.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, TypeVar

from cleaner.errors import CleanerError

T = TypeVar("T")
R = TypeVar("R")

#: Characters of text in a chunk: enough that sending it costs little beside cleaning it.
CHUNK = 256 * 1024

#: What a thing weighs besides its text, so that a chunk of empty texts ends too.
_WEIGHT = 64

#: Chunks on their way for each worker.
_AHEAD = 3


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ordered(
    work: Callable[[Any], R],
    things: Iterable[T],
    jobs: int,
    *,
    load: Callable[[T], Any],
    weight: Callable[[T], int],
) -> Generator[tuple[T, R | None]]:
    """Each thing with the answer to it, in order.

    Args:
        work: what is done to the load of a thing.
        things: any number of them; they stay in this process.
        jobs: number of processes; 0 = one for each processor.
        load: what is sent of a thing; None if there is nothing to be done.
        weight: about how many characters that is.
    """
    if jobs < 0:
        raise ValueError(f"jobs is a number of processes or 0, not {jobs}")
    wanted, jobs = jobs, jobs or cores()
    if jobs == 1:
        for thing in things:
            yield from _here(work, (thing,), load)
        return
    chunks = _chunks(things, weight)
    first = next(chunks, [])
    second = next(chunks, None)
    if second is None or _is_worker() or not (_can_travel(work) or _must_travel(wanted)):
        for chunk in chain([first], [second or []], chunks):
            yield from _here(work, chunk, load)
        return
    yield from _spread(work, chain([first, second], chunks), jobs, load)


def _here(work: Callable[[Any], R], things: Iterable[T], load: Callable[[T], Any]) -> Iterator[tuple[T, R | None]]:
    for thing in things:
        sent = load(thing)
        yield thing, None if sent is None else work(sent)


def _chunks(things: Iterable[T], weight: Callable[[T], int]) -> Iterator[list[T]]:
    chunk: list[T] = []
    size = 0
    for thing in things:
        added = weight(thing)
        # What weighs nothing goes with what was before it: it is not worth a chunk.
        if size >= CHUNK and added:
            yield chunk
            chunk, size = [], 0
        chunk.append(thing)
        size += added + _WEIGHT
    if chunk:
        yield chunk


def _spread(
    work: Callable[[Any], R], chunks: Iterable[Sequence[T]], jobs: int, load: Callable[[T], Any]
) -> Iterator[tuple[T, R | None]]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(jobs, initializer=_start, initargs=(work,))
    waiting: deque[tuple[Sequence[T], Future[list[R | None]]]] = deque()
    try:
        for chunk in chunks:
            waiting.append((chunk, pool.submit(_work, [load(thing) for thing in chunk])))
            if len(waiting) >= jobs * _AHEAD:
                yield from _answers(*waiting.popleft())
        while waiting:
            yield from _answers(*waiting.popleft())
    except BrokenProcessPool:
        raise CleanerError("a worker process died, perhaps for want of memory: try fewer jobs") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _answers(chunk: Sequence[T], future: Any) -> Iterator[tuple[T, Any]]:
    return zip(chunk, future.result(), strict=True)


def _is_worker() -> bool:
    """Whether this is a worker process itself, which may have none of its own."""
    import multiprocessing

    return bool(multiprocessing.current_process().daemon)


def _can_travel(work: Callable[[Any], Any]) -> bool:
    """Whether the work can be had in a worker: a fork has everything, any other start needs it pickled."""
    import multiprocessing
    import pickle

    if multiprocessing.get_start_method() == "fork":
        return True
    try:
        pickle.dumps(work)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True


def _must_travel(jobs: int) -> bool:
    """Nobody asked for workers when `jobs` is 0, so that there is no need to complain."""
    if jobs:
        raise CleanerError(
            "a filter defined inside a function cannot be sent to worker processes: "
            "define it at the top of a module, or ask for one job"
        )
    return False


_task: Callable[[Any], Any] | None = None


def _start(work: Callable[[Any], Any]) -> None:
    """Make a worker ready. An interrupt from the keyboard is for the first process, which then ends the others."""
    import signal
    import threading

    global _task
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _task = work


def _end_with_parent() -> None:
    """End when the first process does, even if it was killed and could not say so."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(loads: Sequence[Any]) -> list[Any]:
    assert _task is not None
    return [None if load is None else _task(load) for load in loads]
