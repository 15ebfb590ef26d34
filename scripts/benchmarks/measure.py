"""What a command costs: processor time, wall time, memory, for all the processes that it starts."""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

#: Seconds between two looks at the processes of a run that is watched.
_LOOK = 0.02

#: The same where memory is added up, which takes the kernel a while for large processes.
_LOOK_TOGETHER = 0.05


class RunError(Exception):
    """A command that is measured has failed."""


class Cost(NamedTuple):
    """What a run took.

    Attributes:
        cpu: seconds of processor time, of all its processes. wall: seconds.
        peak: megabytes of memory: the most that each of its processes ever held, summed; 0 if it was not watched.
        busiest: seconds of processor time of the process that took most; 0 if it was not watched.
        together: megabytes of memory: the most that all its processes held at once, what they share counted once and
            what lies in files not at all; 0 unless that was asked for.
    """

    cpu: float
    wall: float
    peak: float = 0.0
    busiest: float = 0.0
    together: float = 0.0


def run(command: Sequence[str], *, watch: bool = False, together: bool = False) -> Cost:
    """Run a command to its end.

    Args:
        command: the program and its arguments.
        watch: whether its processes are looked at while it runs.
        together: whether their memory is added up at each look, too.

    Raises:
        RunError: it failed.
    """
    watcher = _Watcher(together)
    # A file and not a pipe: a command that says much must not wait for someone to read it.
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said)
        if watch:
            while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
                watcher.look(process.pid)
                time.sleep(_LOOK_TOGETHER if together else _LOOK)
        # The processor time of workers that the command waited for is in its own.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            message = said.read().decode(errors="replace").strip()
            raise RunError(f"{' '.join(command)}: exit status {process.returncode}: {message[-500:]}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, watcher.peak, watcher.busiest, watcher.together)


class _Watcher:
    """Looks at the processes of a run while it lasts. Needs Linux's /proc."""

    def __init__(self, together: bool) -> None:
        self._adds_up = together
        self._peaks: dict[int, float] = {}
        self._times: dict[int, float] = {}
        self.together = 0.0

    def look(self, root: int) -> None:
        waiting = [root]
        sum_now = 0.0
        while waiting:
            process = waiting.pop()
            try:
                folder = Path("/proc", str(process))
                status = (folder / "status").read_text()
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                sum_now += _proportional(folder) if self._adds_up else 0.0
                waiting += _children(folder)
            except OSError:
                continue
            if "VmHWM:" in status:
                self._peaks[process] = int(status.partition("VmHWM:")[2].split()[0]) / 1024
            self._times[process] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        self.together = max(self.together, sum_now)

    @property
    def peak(self) -> float:
        return sum(self._peaks.values())

    @property
    def busiest(self) -> float:
        return max(self._times.values(), default=0.0)


def _proportional(folder: Path) -> float:
    """Megabytes of a process that are in no file; of pages that several share, its part."""
    lines = (folder / "smaps_rollup").read_text().split("\n")
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Pss_Anon", "Pss_Shmem"))) / 1024


def _children(folder: Path) -> list[int]:
    return [int(child) for task in (folder / "task").iterdir() for child in (task / "children").read_text().split()]


def processor_time(action: Callable[[], object]) -> float:
    """Seconds of processor time that something takes in this process."""
    started = time.process_time()
    action()
    return time.process_time() - started
