"""The supervisor with real processes, a real PostgreSQL and real kills."""

import http.client
import json
import os
import shutil
import signal
import socket
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.pq import PGconn

from chatsync.config.tests.supervisor_product import (
    Running,
    eventually,
    launch,
    running,
)
from tests.support.processes import living


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder that PostgreSQL's account can reach (pytest's own folders are private)."""
    home = Path(tempfile.mkdtemp(prefix="chatsync-test-"))
    home.chmod(0o755)
    yield home / "data"
    shutil.rmtree(home)


def test_everything_starts_and_everything_stops(data: Path) -> None:
    with running(data) as product:
        assert product.ready()["url"] == f"http://localhost:{product.port}"
        assert stat.S_IMODE(product.ready_file.stat().st_mode) == 0o600
        family = product.family()
        assert {product.pid(name) for name in ("web", "jobs", "postgres", "sandbox")} <= family
    assert product.process.returncode == 0
    assert not family & living().keys()
    assert not product.ready_file.exists()


def test_a_killed_part_comes_back_under_the_same_name(data: Path) -> None:
    with running(data) as product:
        for name in ("web", "jobs", "postgres", "sandbox"):
            killed = product.pid(name)
            os.kill(killed, signal.SIGKILL)
            _wait_for_another(product, name, killed)
        answered = _asks_who_serves(product)
        assert answered == product.pid("web")


def test_connections_wait_while_the_web_process_is_replaced(data: Path) -> None:
    with running(data) as product:
        killed = product.pid("web")
        os.kill(killed, signal.SIGKILL)
        assert _asks_who_serves(product) != killed


def test_stored_rows_survive_a_killed_database(data: Path) -> None:
    with running(data) as product:
        url = _app_url(data)
        before = product.pid("postgres")
        with psycopg.connect(url) as connection:
            connection.execute(
                "INSERT INTO django_content_type (app_label, model) VALUES ('a','b')"
            )
        os.kill(before, signal.SIGKILL)
        eventually(lambda: _counts(url, "SELECT count(*) FROM django_content_type WHERE model='b'"))


def test_a_busy_backend_does_not_hold_up_the_restart_of_a_killed_database(data: Path) -> None:
    with running(data) as product:
        connection = PGconn.connect(_app_url(data).encode())
        connection.send_query(b"SELECT count(*) FROM generate_series(1, 1e12)")
        os.kill(product.pid("postgres"), signal.SIGKILL)
        eventually(lambda: _counts(_app_url(data), "SELECT 1"))
        assert connection.backend_pid not in living()
        connection.finish()


def test_a_killed_supervisor_leaves_nothing_alive(data: Path) -> None:
    with running(data, "web=web,jobs=stubborn") as product:
        family = product.family()
        assert len(family) > 6
        product.process.kill()
        eventually(lambda: not family & living().keys())


def test_a_part_that_ignores_the_polite_signal_is_killed_with_its_children(data: Path) -> None:
    with running(data, "web=web,jobs=stubborn,sender=with_a_grandchild") as product:
        family = product.family()
    assert not family & living().keys()


def test_a_part_that_keeps_dying_does_not_disturb_the_others(data: Path) -> None:
    with running(data, "web=web,jobs=quiet,ingest=broken") as product:
        jobs = product.pid("jobs")
        first = product.pid("ingest")
        eventually(lambda: product.pid("ingest") not in {first, 0})
        assert product.pid("jobs") == jobs


def test_a_start_whose_part_only_dies_gives_up_and_leaves_nothing(data: Path) -> None:
    refused = launch(data, "web=broken,jobs=quiet")
    eventually(lambda: len(refused.family()) > 4)
    family = refused.family()
    assert "the product did not become ready; the lines above say why." in refused.said()
    assert refused.process.returncode == 1
    assert not family & living().keys()


def test_a_start_after_a_kill_stops_the_orphaned_database_first(data: Path) -> None:
    with running(data) as product:
        product.process.kill()
        product.process.wait()
    with running(data) as again:
        assert _counts(_app_url(data), "SELECT 1")
        assert again.ready()["pids"]["supervisor"] == again.process.pid


def test_a_second_start_makes_no_new_secrets_and_seeds_nothing_again(data: Path) -> None:
    with running(data) as product:
        first, secrets = product.ready(), (data / "secrets.json").read_bytes()
        assert stat.S_IMODE((data / "secrets.json").stat().st_mode) == 0o600
    with running(data) as again:
        assert again.ready()["demo"] == first["demo"]
        assert (data / "secrets.json").read_bytes() == secrets
        assert (data / "seeded").read_text() == "once\n"


def test_a_second_supervisor_on_the_same_folder_is_refused_in_one_sentence(data: Path) -> None:
    with running(data):
        second = launch(data)
        said = second.said()
    assert second.process.wait() == 1
    assert said == (
        f"chatsync: ChatSync already runs on {data}; stop that one first, or choose another "
        "folder with --data.\n"
    )


def test_a_busy_port_is_refused_in_one_sentence(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = _said(data, f"CHATSYNC_TEST_PORT={port}")
    assert said.startswith(f"chatsync: port {port} cannot be used (Address already in use)")


def test_a_public_address_is_refused_while_the_demo_is_on(data: Path) -> None:
    said = _said(data, "CHATSYNC_BASE_URL=https://chat.example.com")
    assert "must stay on this machine" in said
    assert said.count("\n") == 1


def test_lost_secrets_are_never_replaced_by_new_ones(data: Path) -> None:
    with running(data):
        pass
    (data / "secrets.json").unlink()
    assert "secrets.json is missing" in _said(data)
    assert not (data / "secrets.json").exists()


def _said(data: Path, *settings: str) -> str:
    """What a start that is refused tells."""
    refused = launch(data, **dict(setting.split("=", 1) for setting in settings))
    said = refused.said()
    assert refused.process.wait() == 1
    return "".join(line for line in said.splitlines(keepends=True) if "stop" not in line[:16])


def _wait_for_another(product: Running, name: str, killed: int) -> None:
    eventually(lambda: product.pid(name) not in {killed, 0})


def _asks_who_serves(product: Running) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", product.port, timeout=30)
    connection.request("GET", "/")
    return int(connection.getresponse().read())


def _app_url(data: Path) -> str:
    password = json.loads((data / "secrets.json").read_text())["database_app"]
    socket_folder = data / "postgres" / "socket"
    return f"user=chatsync_app password={password} dbname=chatsync host={socket_folder}"


def _counts(url: str, question: str) -> int:
    try:
        with psycopg.connect(url) as connection:
            row = connection.execute(question.encode()).fetchone()
    except psycopg.OperationalError:
        return 0
    return int(row[0]) if row else 0
