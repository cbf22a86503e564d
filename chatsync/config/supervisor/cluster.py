"""The files of the embedded PostgreSQL: made once, private to its account.

`DIR/postgres` and all below is owned by PostgreSQL's account, mode 0700: `data` is the database,
`socket` the only way in. Where DIR is too long for a socket, that is a private folder in /tmp.
"""

import hashlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chatsync.config.supervisor.binaries import programs
from chatsync.config.supervisor.children import (
    Account,
    become,
    holds_for,
    unprivileged_account,
)
from chatsync.config.supervisor.refusals import StartRefused

SUPERUSER = "postgres"
_SOCKET_NAME = ".s.PGSQL.5432"
_LONGEST_SOCKET = 100  # bytes; sun_path holds 108 on Linux and 104 on macOS
_ORPHAN_STOPS_WITHIN = 10.0  # seconds
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "96MB",
    "effective_cache_size": "512MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "random_page_cost": "1.1",
    "jit": "off",
    # Reads in the backend itself: three idle I/O workers would only cost memory.
    "io_method": "sync",
    "max_worker_processes": "4",
    "max_parallel_workers": "2",
    "max_parallel_workers_per_gather": "1",
    "wal_level": "replica",
    "max_wal_senders": "2",
    "max_replication_slots": "0",
    "max_logical_replication_workers": "0",
    "wal_compression": "pglz",
    "min_wal_size": "64MB",
    "max_wal_size": "512MB",
    "checkpoint_timeout": "10min",
    "fsync": "on",
    "synchronous_commit": "on",
    "autovacuum_max_workers": "2",
    "autovacuum_naptime": "10s",
    "autovacuum_vacuum_scale_factor": "0.05",
    "autovacuum_analyze_scale_factor": "0.05",
    "idle_in_transaction_session_timeout": "5min",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "postgres: ",
    "log_checkpoints": "off",
    # Messages of people never reach a log: no statements, no row values.
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """One embedded server on disk."""

    home: Path
    programs: Path
    socket_folder: Path
    account: Account | None
    settings: dict[str, str]

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def lock_file(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def command(self) -> list[str]:
        chosen = {**_SETTINGS, **self.settings, "unix_socket_directories": str(self.socket_folder)}
        options = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
        return [str(self.programs / "postgres"), "-D", str(self.data), *options]

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of ours: secrets stay out of the server's environment."""
        return {"PATH": os.defpath, "LC_ALL": "C"}


def open_cluster(
    data: Path, superuser_password: str, *, settings: dict[str, str] | None = None
) -> Cluster:
    """The server of this data folder, made on disk when there is none yet.

    Raises StartRefused when PostgreSQL's account cannot reach the folder, or when another major
    version of PostgreSQL made the database.
    """
    account = unprivileged_account()
    data = data.resolve()
    _let_through(data, account)
    home = data / "postgres"
    _private_folder(home, account)
    cluster = Cluster(
        home, programs(data, account), _socket_folder(home, account), account, settings or {}
    )
    if not (cluster.data / "PG_VERSION").is_file():
        _initialise(cluster, superuser_password)
    _refuse_another_version(cluster)
    return cluster


def clear_the_way(cluster: Cluster) -> None:
    """Deal with what a killed start left: an orphaned server is stopped, a stale lock removed.

    The caller holds the lock on the data folder, so no living supervisor owns that server. A pid
    in the lock file may meanwhile belong to any other program: that one is left alone.
    """
    with suppress(OSError, ValueError, IndexError):
        pid = int(cluster.lock_file.read_text(encoding="utf-8").splitlines()[0])
        if _serves(pid, cluster):
            _stop_orphan(pid, cluster)
        elif _lives(pid):
            cluster.lock_file.unlink()


def _let_through(data: Path, account: Account | None) -> None:
    """Let the account pass through a data folder that is private to us, without listing it.

    The folders above are not ours to open.
    """
    if account is None:
        return
    found = data.stat()
    if found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        os.chown(data, -1, account.gid)
        data.chmod(stat.S_IMODE(found.st_mode) | stat.S_IXGRP)
    if not holds_for(account, lambda: os.access(data, os.X_OK)):
        raise StartRefused(
            f"PostgreSQL does not run as root, and its account (user id {account.uid}) cannot "
            f"reach {data}; choose a folder that it can reach with --data, for example "
            "--data /var/lib/chatsync."
        )


def _private_folder(folder: Path, account: Account | None) -> None:
    owner = os.geteuid() if account is None else account.uid
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
        raise StartRefused(
            f"{folder} belongs to somebody else; remove it, or choose another folder with --data."
        )
    if account is not None:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)


def _socket_folder(home: Path, account: Account | None) -> Path:
    folder = home / "socket"
    if len(os.fsencode(folder / _SOCKET_NAME)) > _LONGEST_SOCKET:
        digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"chatsync-{digest}"
        own_runtime = os.environ.get("XDG_RUNTIME_DIR")
        if account is None and own_runtime:
            folder = Path(own_runtime) / folder.name
    _private_folder(folder, account)
    return folder


def _initialise(cluster: Cluster, password: str) -> None:
    """Run `initdb` under another name first: a start cut short leaves nothing half made."""
    unfinished = cluster.home / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    _private_folder(unfinished, cluster.account)
    password_file = unfinished / "password"
    password_file.touch(0o600)
    password_file.write_text(password, encoding="utf-8")
    if cluster.account is not None:
        os.chown(password_file, cluster.account.uid, cluster.account.gid)
    command = [
        *(str(cluster.programs / "initdb"), "--pgdata", str(unfinished / "data")),
        *("--username", SUPERUSER, "--pwfile", str(password_file), "--auth", "scram-sha-256"),
        *("--encoding", "UTF8", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
        *("--locale", "C.UTF-8" if sys.platform == "linux" else "C"),
        "--no-instructions",
    ]
    if cluster.settings.get("fsync") == "off":
        command.append("--no-sync")
    done = subprocess.run(  # noqa: S603  our own words only
        command,
        env=cluster.environment,
        cwd=unfinished,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: become(cluster.account),
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise StartRefused(f"PostgreSQL could not make its database in {cluster.home}: {reason}")
    (unfinished / "data").rename(cluster.data)
    shutil.rmtree(unfinished)


def _refuse_another_version(cluster: Cluster) -> None:
    made_by = (cluster.data / "PG_VERSION").read_text(encoding="ascii").strip()
    if made_by != "18":
        raise StartRefused(
            f"the database in {cluster.data} was made by PostgreSQL {made_by}, this release brings "
            "18; restore a dump into a new folder given with --data."
        )


def _serves(pid: int, cluster: Cluster) -> bool:
    """Whether that process is a PostgreSQL server of this very folder."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except FileNotFoundError:
        shown = subprocess.run(  # noqa: S603
            ["/bin/ps", "-o", "args=", "-p", str(pid)], capture_output=True, check=False
        )
        words = shown.stdout.split()
    return words[0].endswith(b"/postgres") and os.fsencode(cluster.data) in words


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _stop_orphan(pid: int, cluster: Cluster) -> None:
    until = time.monotonic() + _ORPHAN_STOPS_WITHIN
    os.kill(pid, signal.SIGINT)
    while _serves(pid, cluster):
        if time.monotonic() > until:
            os.kill(pid, signal.SIGQUIT)
        time.sleep(0.05)
