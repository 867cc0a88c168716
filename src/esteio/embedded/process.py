"""Starting and ending the processes that belong to this one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

import psutil

from esteio.core.errors import ConfigurationError
from esteio.embedded.privileges import Account, libc

PR_SET_PDEATHSIG = 1
POLL_INTERVAL_S = 0.01


def spawn(
    command: Sequence[str | Path], *, account: Account, log: IO[bytes], signal_on_orphaned: signal.Signals
) -> subprocess.Popen[bytes]:
    """Start a server as `account`, with a pipe for its standard input.

    It has its own session, so that Ctrl-C in the terminal reaches only us and we end things in order; on Linux it
    gets `signal_on_orphaned` if we die without doing so. Raises `ConfigurationError`.
    """
    parent = os.getpid()

    def before_exec() -> None:
        account.assume()
        end_with_parent(parent, signal_on_orphaned)

    try:
        return subprocess.Popen(  # noqa: S603 - our own command
            [str(part) for part in command],
            preexec_fn=before_exec,  # noqa: PLW1509 - a few system calls; a launcher would cost a process
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ConfigurationError(
            f"{Path(command[0]).name} could not be started ({error}): start Esteio as an ordinary user "
            "in a folder of that user, or set DATABASE_URL and REDIS_URL to servers of your own."
        ) from None


def end_with_parent(parent: int, number: signal.Signals) -> None:
    """In a child before exec: have the kernel send `number` when the parent dies (Linux)."""
    if sys.platform == "linux":
        libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:  # it died before the call
            os.kill(os.getpid(), number)


def end(process: subprocess.Popen[bytes], signals: Sequence[tuple[signal.Signals, float]]) -> None:
    """Send each signal in turn, waiting the seconds that stand beside it, until the process has ended."""
    for number, patience_s in signals:
        if process.poll() is not None:
            return
        process.send_signal(number)
        try:
            process.wait(patience_s)
        except subprocess.TimeoutExpired:
            continue
        return


def end_leftovers(folder: Path, name: str, signals: Sequence[tuple[signal.Signals, float]]) -> None:
    """End processes called `name` that work in `folder`, left by an Esteio that was killed.

    PostgreSQL's processes all stand in their data folder, which tells them apart from any other server's.
    """
    for number, patience_s in signals:
        leftovers = [process for process in psutil.process_iter(["name", "cwd"]) if _stands_in(process, folder, name)]
        if not leftovers:
            return
        for process in leftovers:
            try:
                process.send_signal(number)
            except psutil.NoSuchProcess:
                continue
        psutil.wait_procs(leftovers, timeout=patience_s)


def wait_until(condition: Callable[[], bool], process: subprocess.Popen[bytes], timeout_s: float) -> bool:
    """True once the condition holds; False when the process ends first or the time is over."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        if process.poll() is not None or time.monotonic() > deadline:
            return False
        time.sleep(POLL_INTERVAL_S)
    return True


def last_words(log: Path, start: int) -> str:
    """What a server said last in its log since `start` bytes, for the sentence that reports its failure."""
    with log.open("rb") as file:
        file.seek(start)
        lines = file.read().decode(errors="replace").strip().splitlines()
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "ERROR" in line]
    return (telling or lines or ["it said nothing"])[-1].strip()


def _stands_in(process: psutil.Process, folder: Path, name: str) -> bool:
    info = process.info  # pyright: ignore[reportAttributeAccessIssue]
    return info["name"] == name and info["cwd"] == str(folder)
