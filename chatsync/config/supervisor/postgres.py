"""Start, await and stop the embedded PostgreSQL, and the addresses to reach it."""

import os
import secrets
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from chatsync.config.supervisor.children import spawn
from chatsync.config.supervisor.cluster import SUPERUSER, Cluster, clear_the_way, open_cluster
from chatsync.config.supervisor.initdb import DATABASE, RolePasswords, init_db
from chatsync.config.supervisor.refusals import StartRefused

FAST_STOP_WITHIN = 10.0  # seconds for SIGINT; then SIGQUIT, after which the log is replayed
_STARTS_WITHIN = 60.0  # seconds; replaying a full log takes a while
_UNSAFE_BUT_QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


@dataclass(frozen=True, slots=True)
class DatabaseUrls:
    """Where each role connects: `owner` migrates, `app` serves, `admin` is the superuser."""

    owner: str
    app: str
    admin: str


def start(cluster: Cluster) -> int:
    """Start the server as our child; returns its pid. It dies with us, its children with it.

    SIGQUIT ends all its processes within 5 s and loses no commit; a clean stop could be held up
    by a long checkpoint after nobody is left to wait for it.
    """
    clear_the_way(cluster)
    return spawn(
        cluster.command,
        environment=cluster.environment,
        folder=cluster.home,
        account=cluster.account,
        death_signal=signal.SIGQUIT,
    )


def is_ready(cluster: Cluster, pid: int) -> bool:
    """Whether that server accepts connections; read from its lock file, as `pg_ctl` does."""
    try:
        lines = cluster.lock_file.read_text(encoding="utf-8").splitlines()
        return int(lines[0]) == pid and lines[7].strip() == "ready"
    except (OSError, ValueError, IndexError):
        return False


def urls(cluster: Cluster, superuser_password: str, passwords: RolePasswords) -> DatabaseUrls:
    """Addresses over the socket; there is no TCP port."""
    where = quote(str(cluster.socket_folder), safe="")

    def url(role: str, password: str, database: str) -> str:
        return f"postgresql://{role}:{quote(password, safe='')}@/{database}?host={where}"

    return DatabaseUrls(
        owner=url("chatsync_owner", passwords.owner, DATABASE),
        app=url("chatsync_app", passwords.app, DATABASE),
        admin=url(SUPERUSER, superuser_password, SUPERUSER),
    )


@contextmanager
def temporary_postgres(*, prepared: bool = True) -> Iterator[DatabaseUrls]:
    """A quick and forgetful server in a folder of its own; for tests and benches.

    `prepared` is with roles and database; without, only the superuser can sign in.
    """
    data = Path(tempfile.mkdtemp(prefix="chatsync-"))
    passwords = RolePasswords(secrets.token_urlsafe(), secrets.token_urlsafe())
    superuser_password = secrets.token_urlsafe()
    try:
        cluster = open_cluster(data, superuser_password, settings=_UNSAFE_BUT_QUICK)
        pid = start(cluster)
        _await(cluster, pid)
        try:
            found = urls(cluster, superuser_password, passwords)
            if prepared:
                init_db(found.admin, passwords)
            yield found
        finally:
            _stop(pid)
    finally:
        shutil.rmtree(data)


def _await(cluster: Cluster, pid: int) -> None:
    until = time.monotonic() + _STARTS_WITHIN
    while not is_ready(cluster, pid):
        ended = os.waitpid(pid, os.WNOHANG)[0] == pid
        if not ended and time.monotonic() > until:
            _stop(pid)
            ended = True
        if ended:
            raise StartRefused(f"PostgreSQL did not start in {cluster.home}; its log says why.")
        time.sleep(0.01)


def _stop(pid: int) -> None:
    until = time.monotonic() + FAST_STOP_WITHIN
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(pid, signal.SIGINT)
        while not os.waitpid(pid, os.WNOHANG)[0]:
            if time.monotonic() > until:
                os.kill(pid, signal.SIGQUIT)
            time.sleep(0.01)
