"""The embedded PostgreSQL: who gets in, what it survives, what it refuses."""

import os
import shutil
import signal
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg
import pytest

from chatsync.config.supervisor import binaries, postgres
from chatsync.config.supervisor.children import Account, holds_for, unprivileged_account
from chatsync.config.supervisor.cluster import Cluster, open_cluster
from chatsync.config.supervisor.refusals import StartRefused
from chatsync.config.tests.supervisor_product import eventually
from tests.support.processes import living

_STRANGER = Account(uid=65533, gid=65533)
_QUICK = {"fsync": "off"}
_AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another account")


@pytest.fixture
def data() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="chatsync-test-"))
    yield folder
    shutil.rmtree(folder)


@contextmanager
def started(cluster: Cluster) -> Iterator[int]:
    pid = postgres.start(cluster)
    try:
        eventually(lambda: postgres.is_ready(cluster, pid))
        yield pid
    finally:
        if pid in living():
            os.kill(pid, signal.SIGINT)
        os.waitpid(pid, 0)


def _address(cluster: Cluster, password: str) -> str:
    return f"host={cluster.socket_folder} user=postgres password={password} dbname=postgres"


def _asks(cluster: Cluster, question: str) -> object:
    with psycopg.connect(_address(cluster, "right")) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None


def test_a_wrong_password_is_refused_even_over_the_socket(data: Path) -> None:
    cluster = open_cluster(data, "right", settings=_QUICK)
    with started(cluster):
        assert _asks(cluster, "SELECT 1") == 1
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(_address(cluster, "wrong"))
        assert _asks(cluster, "SHOW listen_addresses") == ""


def test_stored_passwords_are_scram_and_no_line_trusts(data: Path) -> None:
    cluster = open_cluster(data, "right", settings=_QUICK)
    with started(cluster):
        verifier = "SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolsuper"
        assert _asks(cluster, verifier) is True
        methods = "SELECT array_agg(DISTINCT auth_method) FROM pg_hba_file_rules"
        assert _asks(cluster, methods) == ["scram-sha-256"]


def test_the_server_is_durable_and_knows_vectors(data: Path) -> None:
    cluster = open_cluster(data, "right")
    with started(cluster):
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert _asks(cluster, f"SHOW {setting}") == "on"
        assert _asks(cluster, "SHOW server_encoding") == "UTF8"
        assert (
            _asks(
                cluster,
                "SELECT lower('ÄÖ') || 1 FROM pg_available_extensions WHERE name = 'vector'",
            )
            == "äö1"
        )


@_AS_ROOT
def test_other_accounts_cannot_open_the_socket_or_the_data(data: Path) -> None:
    cluster = open_cluster(data, "right", settings=_QUICK)
    for folder in (cluster.home, cluster.data, cluster.socket_folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert not holds_for(_STRANGER, partial(os.access, folder, os.X_OK))
    assert not holds_for(_STRANGER, lambda: os.access(data, os.X_OK))


@_AS_ROOT
def test_the_server_does_not_run_as_root(data: Path) -> None:
    cluster = open_cluster(data, "right", settings=_QUICK)
    with started(cluster) as pid:
        assert Path(f"/proc/{pid}").stat().st_uid == 65534


@_AS_ROOT
def test_an_unreachable_data_folder_is_named_together_with_the_option(data: Path) -> None:
    inner = data / "private" / "data"
    inner.mkdir(parents=True)
    inner.parent.chmod(0o700)
    with pytest.raises(StartRefused, match=rf"cannot reach {inner}; .* --data"):
        open_cluster(inner, "right")
    assert stat.S_IMODE(inner.parent.stat().st_mode) == 0o700


@_AS_ROOT
def test_unreachable_programs_are_copied_once_and_run(data: Path) -> None:
    hidden = data / "hidden"
    hidden.mkdir(mode=0o700)
    packaged = binaries.programs(data, None).parents[1]
    package = hidden / packaged.name
    shutil.copytree(packaged, package, ignore=shutil.ignore_patterns("pginstall"))
    shutil.copytree(packaged.with_name(f"{packaged.name}.libs"), hidden / f"{packaged.name}.libs")
    data.chmod(0o711)
    folder = data / "data"
    folder.mkdir(mode=0o711)
    found = binaries.programs(folder, unprivileged_account(), packaged=package)
    assert folder in found.parents
    first = (found / "postgres").stat().st_ino
    again = binaries.programs(folder, unprivileged_account(), packaged=package)
    assert (again / "postgres").stat().st_ino == first
    assert holds_for(unprivileged_account(), lambda: os.system(f"{found}/initdb -V >&2") == 0)


def test_a_lock_left_behind_with_the_pid_of_a_living_stranger_is_removed(data: Path) -> None:
    cluster = open_cluster(data, "right", settings=_QUICK)
    with started(cluster) as pid:
        left = cluster.lock_file.read_text().splitlines()
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: pid not in living())
    cluster.lock_file.write_text("\n".join([str(os.getppid()), *left[1:]]) + "\n")
    with started(cluster):
        assert _asks(cluster, "SELECT 1") == 1
    assert os.getppid() in living()


def test_a_server_left_behind_is_stopped_before_the_next_one_starts(data: Path) -> None:
    cluster = open_cluster(data, "right", settings=_QUICK)
    with started(cluster) as orphan, started(cluster) as pid:
        assert orphan not in living()
        assert pid in living()


def test_a_start_cut_short_while_making_the_database_is_repeated(data: Path) -> None:
    (data / "postgres" / "unfinished" / "data").mkdir(parents=True)
    (data / "postgres" / "unfinished" / "data" / "PG_VERSION").write_text("18\n")
    cluster = open_cluster(data, "right", settings=_QUICK)
    with started(cluster):
        assert _asks(cluster, "SELECT 1") == 1


def test_a_path_too_long_for_a_socket_gets_a_private_folder_elsewhere(data: Path) -> None:
    deep = data / ("long" * 20)
    deep.mkdir(mode=0o711)
    data.chmod(0o711)
    cluster = open_cluster(deep, "right", settings=_QUICK)
    try:
        assert data not in cluster.socket_folder.parents
        assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700
        with started(cluster):
            assert _asks(cluster, "SELECT 1") == 1
    finally:
        shutil.rmtree(cluster.socket_folder)


def test_a_database_of_another_version_is_left_alone(data: Path) -> None:
    cluster = open_cluster(data, "right", settings=_QUICK)
    (cluster.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(StartRefused, match="made by PostgreSQL 17"):
        open_cluster(data, "right")
