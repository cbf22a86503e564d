"""Child processes that cannot outlive the process that started them.

Linux sends the chosen signal to a child when its parent dies, also after kill -9 (prctl(2),
PR_SET_PDEATHSIG). Elsewhere a forked child watches its parent from a thread.
"""

import ctypes
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_NOBODY = 65534
_CANNOT_START = 127
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Account:
    """The system account that PostgreSQL runs as, because it refuses to run as root."""

    uid: int
    gid: int


def unprivileged_account() -> Account | None:
    """Nobody's account when we are root; None means that we stay who we are."""
    return Account(_NOBODY, _NOBODY) if os.geteuid() == 0 else None


def become(account: Account | None) -> None:
    """Give up root for good in this process."""
    if account is not None:
        os.setgroups([])
        os.setgid(account.gid)
        os.setuid(account.uid)


def holds_for(account: Account | None, question: Callable[[], bool]) -> bool:
    """Whether `question` is true when that account asks it (also false if it cannot ask)."""
    if account is None:
        return question()
    pid = os.fork()
    if pid == 0:
        answer = False
        with suppress(OSError):
            become(account)
            answer = question()
        os._exit(0 if answer else 1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def adopt_orphans() -> None:
    """Make grandchildren whose parent dies ours, so that none is left unseen (Linux)."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def kill_orphans(known: AbstractSet[int]) -> None:
    """Kill adopted grandchildren: children of ours that are not among the known ones (Linux)."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        # The name, in brackets, may hold anything; state and parent follow the last bracket.
        with suppress(OSError, IndexError, ValueError):
            state, parent = stat.read_text(errors="replace").rpartition(")")[2].split()[:2]
            pid = int(stat.parent.name)
            if int(parent) == os.getpid() and state != "Z" and pid not in known:
                os.kill(pid, signal.SIGKILL)


def spawn(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    folder: Path,
    account: Account | None = None,
    death_signal: signal.Signals = signal.SIGKILL,
) -> int:
    """Start a program as our child in its own session; returns its pid.

    Ctrl-C in the terminal does not reach it: only we decide in which order things stop.
    """
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        _leave_the_parent_behind()
        become(account)
        # After setuid, which clears the death signal.
        _die_with(parent, death_signal)
        os.chdir(folder)
        os.execve(command[0], list(command), dict(environment))  # noqa: S606  no shell
    except OSError as error:
        os.write(2, f"chatsync: cannot start {command[0]}: {error.strerror}.\n".encode())
    finally:
        os._exit(_CANNOT_START)


def fork(part: Callable[[], None], *, without: Sequence[int] = ()) -> int:
    """Run `part` in a child that shares our loaded code; returns its pid.

    `without` are descriptors that are the parent's alone (locks, wake-up pipes).
    """
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        for descriptor in without:
            os.close(descriptor)
        _leave_the_parent_behind()
        _die_with(parent, signal.SIGKILL)
        # A closed connection is an error to handle, not the end of a part.
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)
        _offer_to_the_oom_killer()
        random.seed()
        part()
        code = 0
    except SystemExit as ending:
        code = _exit_code(ending)
    except BaseException:  # noqa: BLE001  the child ends here whatever happened; the hook tells why
        sys.excepthook(*sys.exc_info())
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _exit_code(ending: SystemExit) -> int:
    if ending.code is None or isinstance(ending.code, int):
        return ending.code or 0
    sys.stderr.write(f"{ending.code}\n")
    return 1


def _leave_the_parent_behind() -> None:
    signal.set_wakeup_fd(-1)
    for number in signal.valid_signals():
        with suppress(OSError, ValueError):
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, set())
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def _die_with(parent: int, death_signal: signal.Signals) -> None:
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os._exit(_CANNOT_START)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(_CANNOT_START)


def _offer_to_the_oom_killer() -> None:
    """When memory runs out, a part that is back in a second goes before the database."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("300", encoding="ascii")
