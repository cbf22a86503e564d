"""A crew of child processes: kept alive, restarted at once, stopped in order.

One thread, no event loop: signals wake a `select` through a pipe, so that an idle supervisor
uses no processor time and forking is safe.
"""

import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from chatsync.config.supervisor.children import adopt_orphans, fork, kill_orphans
from chatsync.config.supervisor.refusals import StartRefused

_QUICK = 2.0  # seconds; a child that lives shorter has died quickly
_LONGEST_PAUSE = 2.0  # seconds between two starts of a child that keeps dying
_PAUSE_STEP = 0.1
_HOPELESS = 6  # quick deaths in a row; during a start that is reason enough to give up
_POLL = 0.02


class StopRequested(Exception):  # noqa: N818  somebody's wish, not a fault
    """Ctrl-C, SIGTERM or a closed terminal."""


def say(sentence: str) -> None:
    """One plain line for the person at the terminal."""
    sys.stdout.write(f"chatsync: {sentence}\n")
    sys.stdout.flush()


@dataclass(slots=True, kw_only=True)
class Child:
    """One process of the crew; `launch` starts it and returns its pid.

    Ways to stop it are tried in order: a signal, and how many seconds it may take. What is still
    there after the last one is killed with its whole session.
    """

    name: str
    launch: Callable[[], int]
    stop_with: tuple[tuple[signal.Signals, float], ...] = ((signal.SIGTERM, 5.0),)
    stops_last: bool = False
    pid: int = 0
    launched_at: float = 0.0
    quick_deaths: int = 0
    due_at: float | None = None


@dataclass(slots=True)
class Crew:
    """The children and what the loop knows about them."""

    children: list[Child] = field(default_factory=list)
    after_restart: Callable[[], None] = lambda: None
    stop_requests: int = 0
    tasks: dict[int, int | None] = field(default_factory=dict)
    wakeup: tuple[int, int] = (-1, -1)

    def sign_on(self) -> None:
        """Take over the signals of this process and the orphans of our children."""
        self.wakeup = os.pipe()
        for end in self.wakeup:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self.wakeup[1], warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._note_stop)
        # Under nohup the closed terminal is to be ignored.
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._note_stop)
        adopt_orphans()

    def _note_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stop_requests += 1

    def add(self, child: Child) -> None:
        """Start a child and keep it alive from now on."""
        self.children.append(child)
        self._launch(child)

    def _launch(self, child: Child) -> None:
        child.due_at = None
        child.launched_at = time.monotonic()
        child.pid = child.launch()
        say(f"{child.name} started (pid {child.pid}).")

    def turn(self, longest: float | None = None) -> None:
        """Wait for a signal, a due restart or `longest` seconds; then reap and restart."""
        due = [child.due_at for child in self.children if child.due_at is not None]
        waits = [max(0.0, moment - time.monotonic()) for moment in due]
        waits += [] if longest is None else [longest]
        if select.select([self.wakeup[0]], [], [], min(waits, default=None))[0]:
            with suppress(BlockingIOError):
                os.read(self.wakeup[0], 4096)
        self._reap()
        if self.stop_requests:
            return
        again = [
            child
            for child in self.children
            if child.due_at is not None and child.due_at <= time.monotonic()
        ]
        for child in again:
            self._launch(child)
        if again:
            self.after_restart()

    def _reap(self) -> None:
        with suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                self._bury(pid, os.waitstatus_to_exitcode(status))

    def _bury(self, pid: int, code: int) -> None:
        child = next((child for child in self.children if child.pid == pid), None)
        if child is None:
            if pid in self.tasks:
                self.tasks[pid] = code
            return
        child.pid = 0
        # What it left behind is ours now; PostgreSQL's backends would hold up its restart.
        kill_orphans({*self.tasks, *(child.pid for child in self.children)})
        if self.stop_requests:
            return
        quick = time.monotonic() - child.launched_at < _QUICK
        child.quick_deaths = child.quick_deaths + 1 if quick else 0
        pause = _PAUSE_STEP * 2**child.quick_deaths if child.quick_deaths > 1 else 0.0
        child.due_at = time.monotonic() + min(pause, _LONGEST_PAUSE)
        say(f"{child.name} {_ending(code)}; starting it again.")

    def until(self, reached: Callable[[], bool], within: float, otherwise: str) -> None:
        """Keep the crew running until `reached()`.

        Raises StartRefused after `within` seconds, or when a child only ever dies.
        """
        last = time.monotonic() + within
        while not reached():
            if self.stop_requests:
                raise StopRequested
            hopeless = any(child.quick_deaths >= _HOPELESS for child in self.children)
            if hopeless or time.monotonic() > last:
                raise StartRefused(otherwise)
            self.turn(_POLL)

    def finish(self, task: Callable[[], None], within: float, otherwise: str) -> None:
        """Run a task in a child of its own to its end; raises StartRefused when it fails."""
        pid = fork(task, without=self.wakeup)
        self.tasks[pid] = None
        try:
            self.until(lambda: self.tasks[pid] is not None, within, otherwise)
        except (StopRequested, StartRefused):
            os.kill(pid, signal.SIGKILL)
            raise
        if self.tasks.pop(pid):
            raise StartRefused(otherwise)

    def serve(self) -> None:
        """Keep the crew alive until somebody asks us to stop."""
        while not self.stop_requests:
            self.turn()

    def stop(self) -> None:
        """Stop all that use the database together, then the database."""
        self.stop_requests += 1
        for last in (False, True):
            group = [child for child in self.children if child.stops_last == last]
            for attempt in range(max((len(child.stop_with) for child in group), default=0)):
                self._ask(group, attempt)
            self._kill(group)

    def _ask(self, group: list[Child], attempt: int) -> None:
        asked_before = self.stop_requests
        last = time.monotonic()
        for child in group:
            if child.pid and attempt < len(child.stop_with):
                number, patience = child.stop_with[attempt]
                last = max(last, time.monotonic() + patience)
                os.kill(child.pid, number)
        # A second Ctrl-C means: do not wait any longer.
        while any(child.pid for child in group) and time.monotonic() < last:
            if self.stop_requests > asked_before:
                return
            self.turn(_POLL)

    def _kill(self, group: list[Child]) -> None:
        for child in group:
            if child.pid:
                say(f"{child.name} did not stop in time and was killed.")
                os.killpg(child.pid, signal.SIGKILL)
        while any(child.pid for child in group):
            self.turn(_POLL)


def _ending(code: int) -> str:
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
