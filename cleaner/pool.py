"""The same work for many things, in several processes, with the answers in order.

Things travel in chunks, which leave after a tenth of a second if they are not full by then, and only so many chunks are
on their way that an endless stream fits into memory. What a slow input gives is done in the first process as long as it
is little. A worker tells in shared memory which thing it is at. So when it dies, or takes too long and is killed, the
thing that it was at is known: it is tried once more alone, in a new process, and only then given up; everything else is
done as if nothing had been.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from cleaner.errors import CleanerError

T = TypeVar("T")
R = TypeVar("R")

#: Characters of text in a chunk: enough that sending it costs little beside cleaning it.
CHUNK = 256 * 1024

#: What a thing weighs besides its text, so that a chunk of empty texts ends too.
_WEIGHT = 64

#: Seconds after which a chunk is given out although it is not full, and characters of one that came so slowly of which
#: there is no point in sending them anywhere.
_LONG, _LITTLE = 0.1, 32 * 1024

#: Chunks on their way for each worker.
_AHEAD = 3

#: Workers that may die one after another without an answer before there is no point in starting more.
_PATIENCE = 10


class Lost(NamedTuple):
    """The answer for a thing that cannot be had.

    Attributes:
        reason: why, a phrase.
    """

    reason: str


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
    timeout: float = 0.0,
    apart: bool = False,
) -> Generator[tuple[T, R | Lost | None]]:
    """Each thing with the answer to it, in order.

    Args:
        work: what is done to the load of a thing.
        things: any number of them; they stay in this process.
        jobs: number of processes; 0 = one for each processor. One means this one, unless there is a timeout.
        load: what is sent of a thing; None if there is nothing to be done.
        weight: about how many characters that is.
        timeout: seconds that a thing may take; 0 = any. A process that takes longer is killed, whatever it is at.
        apart: whether not even few things, or one job, are done in this process.

    Raises:
        CleanerError: workers cannot be had.
    """
    if jobs < 0:
        raise ValueError(f"jobs is a number of processes or 0, not {jobs}")
    wanted, jobs = jobs, jobs or cores()
    apart = apart or bool(timeout)
    if apart:
        wanted = jobs
    elif jobs == 1:
        yield from _here(work, things, load)
        return
    chunks = _gathered(things, weight)
    first = next(chunks, None) if apart else (yield from _here_while_slow(work, chunks, load))
    begun = [first] if first else []
    small = not apart and (first is None or first.last)
    if small or _is_worker() or not (_can_travel(work) or _must_travel(wanted)):
        for chunk in chain(begun, chunks):
            yield from _here(work, chunk.things, load)
            if chunk.error:
                raise chunk.error
        return
    workers = _Workers(work, jobs, timeout)
    try:
        yield from workers.run(chain(begun, chunks), load)
    finally:
        workers.end()


def _here(work: Callable[[Any], R], things: Iterable[T], load: Callable[[T], Any]) -> Iterator[tuple[T, R | None]]:
    for thing in things:
        sent = load(thing)
        yield thing, None if sent is None else work(sent)


class _Gathered(NamedTuple):
    """Things that travel together.

    Attributes:
        slowly: whether they took longer to come than they will take to be done.
        last: whether no others come.
        error: what was raised in place of more.
    """

    things: list[Any]
    slowly: bool = False
    last: bool = False
    error: Exception | None = None


def _gathered(things: Iterable[T], weight: Callable[[T], int]) -> Generator[_Gathered]:
    chunk: list[T] = []
    size = 0
    begun = time.monotonic()
    try:
        for thing in things:
            added = weight(thing)
            # What weighs nothing goes with what was before it: it is not worth a chunk.
            if size >= CHUNK and added:
                yield _Gathered(chunk)
                chunk, size, begun = [], 0, time.monotonic()
            chunk.append(thing)
            size += added + _WEIGHT
            if time.monotonic() - begun > _LONG:
                yield _Gathered(chunk, slowly=size < _LITTLE)
                chunk, size, begun = [], 0, time.monotonic()
    except Exception as error:
        # Its turn is after what came before it.
        yield _Gathered(chunk, last=True, error=error)
    else:
        if chunk:
            yield _Gathered(chunk, last=True)


def _here_while_slow(
    work: Callable[[Any], R], chunks: Iterator[_Gathered], load: Callable[[Any], Any]
) -> Generator[tuple[Any, R | None], None, _Gathered | None]:
    """Do what there is for as long as little of it comes; the first chunk that is not little, None if there is none."""
    for chunk in chunks:
        if not chunk.slowly:
            return chunk
        yield from _here(work, chunk.things, load)
    return None


class _Chunk:
    """Things on their way, with the answers that have come.

    Attributes:
        missing: how many answers have not.
        errors: what was raised in place of an answer, by index. Nobody asks for what is behind the first.
    """

    def __init__(self, things: Sequence[Any], load: Callable[[Any], Any]) -> None:
        self.things = things
        self.errors: dict[int, Exception] = {}
        self.loads = [self._loaded(load, index) for index in range(len(things))]
        self.answers: list[Any] = [None] * len(things)
        self.missing = len(things)

    def _loaded(self, load: Callable[[Any], Any], index: int) -> Any:
        try:
            return load(self.things[index])
        except Exception as error:
            self.errors[index] = error
            return None

    def fail(self, start: int, stop: int, answers: Sequence[Any], error: Exception) -> None:
        """Put the answers for some of the things in their places, and an error in that of the next one."""
        self.errors[start + len(answers)] = error
        self.take(start, [*answers, *[None] * (stop - start - len(answers))])

    def in_order(self) -> Iterator[tuple[Any, Any]]:
        """The things with their answers, up to the first error, which is raised."""
        first = min(self.errors, default=len(self.things))
        yield from zip(self.things[:first], self.answers[:first], strict=True)
        if self.errors:
            raise self.errors[first]

    def take(self, start: int, answers: Sequence[Any]) -> None:
        """Put answers in their places."""
        stop = start + len(answers)
        self.answers[start:stop] = answers
        self.loads[start:stop] = [None] * len(answers)
        self.missing -= len(answers)


class _Job(NamedTuple):
    """Part of a chunk for a worker.

    Attributes:
        alone: whether it is one thing, with which a worker has died before.
    """

    chunk: _Chunk
    start: int
    stop: int
    alone: bool = False


class _Worker:
    """A process, and what it is at.

    Attributes:
        job: what it was given; None when it waits.
    """

    def __init__(self, work: Callable[[Any], Any]) -> None:
        import multiprocessing

        self._slot = multiprocessing.RawArray("d", [-1.0, 0.0])
        self.pipe, end = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=_serve, args=(end, work, self._slot), daemon=True)
        self.process.start()
        end.close()
        self.job: _Job | None = None

    def give(self, job: _Job) -> bool:
        """Send it a job. That it is dead is found out when the answer is waited for.

        Returns:
            whether the job can be sent at all.
        """
        try:
            self.pipe.send(job.chunk.loads[job.start : job.stop])
        except (BrokenPipeError, ConnectionResetError):
            pass
        except Exception:
            # Whatever pickle, or what is pickled, raises: nothing was sent.
            return False
        self.job = job
        return True

    def at(self) -> tuple[int, float]:
        """Which thing of its job it is at (-1: none), and since when."""
        return int(self._slot[0]), self._slot[1]

    def end(self) -> None:
        """End it, whatever it is at."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        self.process.close()


class _Workers:
    """Processes that do the same work."""

    def __init__(self, work: Callable[[Any], Any], number: int, timeout: float) -> None:
        self._work = work
        self._number = number
        self._timeout = timeout
        self._all: list[_Worker] = []
        self._jobs: deque[_Job] = deque()
        self._deaths = 0
        self._failed = False

    def run(self, chunks: Iterable[_Gathered], load: Callable[[Any], Any]) -> Iterator[tuple[Any, Any]]:
        """Each thing with its answer, in order. An error is raised when it is its turn."""
        chunks = iter(chunks)
        waiting: deque[_Chunk] = deque()
        end: Exception | None = None
        more = True
        while more or waiting:
            if more and len(waiting) < self._number * _AHEAD:
                found = next(chunks, None)
                # After an error nothing is wanted any more but what is before it.
                more = found is not None and not found.last and not self._failed
                end = found.error if found else end
                if found and found.things:
                    chunk = _Chunk(found.things, load)
                    waiting.append(chunk)
                    self._jobs.append(_Job(chunk, 0, len(found.things)))
                    self._hand_out()
                    self._wait(0)
            elif waiting[0].missing:
                self._wait()
            while waiting and not waiting[0].missing:
                yield from waiting.popleft().in_order()
        if end:
            raise end

    def _hand_out(self) -> None:
        """Give every worker that has nothing to do something."""
        idle = [worker for worker in self._all if worker.job is None]
        while self._jobs and (idle or len(self._all) < self._number):
            if not idle:
                idle.append(_Worker(self._work))
                self._all.append(idle[0])
            job = self._jobs.popleft()
            if idle[0].give(job):
                idle.pop(0)
            else:
                self._part(job)

    def _part(self, job: _Job) -> None:
        """Do what cannot be sent of a job here, as one process alone would, and hand out the rest."""
        if job.stop - job.start > 1:
            middle = (job.start + job.stop) // 2
            self._jobs.extendleft((job._replace(start=middle), job._replace(stop=middle)))
            return
        try:
            job.chunk.take(job.start, [self._work(job.chunk.loads[job.start])])
        except Exception as error:
            self._fail(job, [], error)

    def _fail(self, job: _Job, answers: Sequence[Any], error: Exception) -> None:
        """Take what there is of a job that ended in an error."""
        self._failed = True
        job.chunk.fail(job.start, job.stop, answers, error)

    def _wait(self, seconds: float | None = None) -> None:
        """Wait until a worker has done something, died or taken too long, or so many seconds."""
        from multiprocessing.connection import wait

        busy = [worker for worker in self._all if worker.job is not None]
        handles = [handle for worker in busy for handle in (worker.pipe, worker.process.sentinel)]
        ready = set(wait(handles, self._patience(busy) if seconds is None else seconds))
        for worker in busy:
            if worker.pipe in ready or worker.process.sentinel in ready:
                self._receive(worker)
            elif self._timeout and self._is_late(worker):
                self._stop(worker)
        self._hand_out()

    def _patience(self, busy: Sequence[_Worker]) -> float | None:
        """Seconds until the next worker may have taken too long."""
        if not self._timeout:
            return None
        now = time.monotonic()
        left = (self._timeout - (now - since) for index, since in (worker.at() for worker in busy) if index >= 0)
        return max(0.01, min(left, default=self._timeout)) + 0.01

    def _is_late(self, worker: _Worker) -> bool:
        index, since = worker.at()
        return index >= 0 and time.monotonic() - since > self._timeout

    def _stop(self, worker: _Worker) -> None:
        """Kill a worker that takes too long, unless it has just got further."""
        index, _ = worker.at()
        worker.process.kill()
        worker.process.join()
        self._receive(worker, f"took longer than {self._timeout:g} s" if worker.at()[0] == index >= 0 else "")

    def _receive(self, worker: _Worker, reason: str = "") -> None:
        """Take the answers of a worker; if there are none, it is dead, for a reason that may be known."""
        try:
            answers = worker.pipe.recv() if worker.pipe.poll() else None
        except (EOFError, OSError):
            answers = None
        job = worker.job
        assert job is not None
        if answers is None:
            worker.process.join()
            self._bury(worker, reason)
            return
        worker.job = None
        self._deaths = 0
        if isinstance(answers, _Failed):
            answers.error.add_note(f"In the worker process:\n{answers.trace}")
            self._fail(job, answers.answers, answers.error)
        else:
            job.chunk.take(job.start, answers)

    def _bury(self, worker: _Worker, reason: str) -> None:
        """Hand the job of a dead worker to others, without the thing that it died of."""
        job = worker.job
        assert job is not None
        number, _ = worker.at()
        status = worker.process.exitcode
        self._all.remove(worker)
        worker.end()
        at = job.start + number
        if number < 0:
            # Between two jobs: no thing is to blame.
            self._deaths += 1
            if self._deaths > _PATIENCE:
                raise CleanerError(f"worker processes die before they do anything, perhaps for want of {_wanting()}")
            self._jobs.appendleft(job)
            return
        if reason or job.alone:
            job.chunk.take(at, [Lost(reason or _death(status))])
            again = []
        else:
            again = [_Job(job.chunk, at, at + 1, alone=True)]
        parts = (_Job(job.chunk, job.start, at), *again, _Job(job.chunk, at + 1, job.stop))
        self._jobs.extendleft(reversed([part for part in parts if part.start < part.stop]))

    def end(self) -> None:
        """End all of them."""
        for worker in self._all:
            worker.end()
        self._all.clear()


def _wanting() -> str:
    """What workers may lack that never get to their work."""
    import multiprocessing

    if multiprocessing.get_start_method() == "fork":
        return "memory"
    return "memory, or of `if __name__ == '__main__':` in a program that they have to import"


def _death(status: int | None) -> str:
    import signal

    if status is not None and status < 0:
        try:
            name = signal.Signals(-status).name
        except ValueError:
            name = f"signal {-status}"
        memory = ", perhaps for want of memory" if name == "SIGKILL" else ""
        return f"a worker process died of it twice ({name}{memory})"
    return f"a worker process died of it twice (exit status {status})"


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


def _serve(pipe: Any, work: Callable[[Any], Any], slot: Any) -> None:
    """What a worker does: jobs, until there are none."""
    _start()
    while True:
        try:
            loads = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_done(work, loads, slot))


class _Failed(NamedTuple):
    """What comes back of a job that ended in an error.

    Attributes:
        answers: for the things before.
        trace: where it was raised, for people.
    """

    answers: list[Any]
    error: Exception
    trace: str


def _done(work: Callable[[Any], Any], loads: Sequence[Any], slot: Any) -> list[Any] | _Failed:
    """The answers; with the error, if there is one. In the slot stands which thing this is at, and since when."""
    answers: list[Any] = []
    try:
        for index, load in enumerate(loads):
            # In this order: read in between, the time is too late and not too early.
            slot[1] = time.monotonic()
            slot[0] = index
            answers.append(None if load is None else work(load))
    except Exception as error:
        import traceback

        return _Failed(answers, _sendable(error), "".join(traceback.format_exception(error)).rstrip())
    finally:
        slot[0] = -1
    return answers


def _sendable(error: Exception) -> Exception:
    """The error, or what can be said of one that cannot be sent."""
    import pickle

    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - its own
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _start() -> None:
    """Make a worker ready. An interrupt from the keyboard is for the first process, which then ends the others."""
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the first process does, even if it was killed and could not say so."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
