"""One real PostgreSQL for the run: made as owner, used as the role `app`."""

import base64
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
import structlog
from psycopg.sql import SQL, Identifier, Literal

from chatsync.config.supervisor.initdb import DATABASE
from chatsync.config.supervisor.postgres import DatabaseUrls, temporary_postgres

_open = ExitStack()
_urls: list[DatabaseUrls] = []


def pytest_configure(config: pytest.Config) -> None:
    """Start the database before Django's settings are read (they name it).

    With several workers each has its own, and the one that only hands out tests has none.
    """
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        return
    urls = _open.enter_context(temporary_postgres())
    _urls.append(urls)
    folder = _open.enter_context(tempfile.TemporaryDirectory(prefix="chatsync-data-"))
    os.environ.update(
        DATABASE_URL=urls.app,
        DATABASE_OWNER_URL=urls.owner,
        CHATSYNC_SECRET_KEY="tests-" + "k" * 50,
        CHATSYNC_ENCRYPTION_KEYS="test:" + base64.b64encode(b"k" * 32).decode(),
        CHATSYNC_DATA=folder,
        CHATSYNC_BASE_URL="http://localhost:8000",
        CHATSYNC_STRICT_STORAGE="on",
        DJANGO_SETTINGS_MODULE="chatsync.config.settings",
    )
    import django  # noqa: PLC0415  settings are complete only now

    django.setup()
    from django.conf import settings  # noqa: PLC0415

    settings.PASSWORD_HASHERS = ["tests.support.hashing.LightArgon2"]
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])
    from chatsync.config.supervisor.setup import migrate  # noqa: PLC0415

    migrate(urls.owner)


def pytest_unconfigure() -> None:
    if not _urls:
        return
    from django.db import connections  # noqa: PLC0415

    for connection in connections.all():
        connection.close()
        if getattr(connection, "pool", None):
            connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's connections alone
    _open.close()


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """pytest-django makes no database: ours exists."""


@pytest.fixture(scope="session")
def database_urls() -> DatabaseUrls:
    """Where owner, app and superuser connect."""
    return _urls[0]


@pytest.fixture
def db(django_db_blocker: object, database_urls: DatabaseUrls) -> Iterator[None]:
    """The database as role `app`, with real commits; emptied afterwards."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield
        _close_connections()
    _empty(database_urls.admin)
    for path in Path(os.environ["CHATSYNC_DATA"]).rglob("*"):
        if path.is_file():
            path.unlink()  # a later test looks for its words in every file


def _close_connections() -> None:
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    # A test's own threads may have kept connections; the next test gets a pool without holes.
    connections["default"].close_pool()  # type: ignore[attr-defined]  # as above


def _empty(admin_url: str) -> None:
    """Delete what a test left behind, past policies, triggers and foreign keys.

    Truncating made files anew for every table and index, which took longer than most tests.
    """
    kept = {"django_migrations", "django_content_type", "auth_permission", "realtime_epoch"}
    with psycopg.connect(admin_url.replace("/postgres?", f"/{DATABASE}?")) as connection:
        rows = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        has_rows = SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
        asked = [has_rows.format(Literal(n), Identifier(n)) for (n,) in rows if n not in kept]
        used = connection.execute(SQL(" UNION ALL ").join(asked)).fetchall()
        connection.execute("SET session_replication_role = replica")
        for (name,) in used:
            connection.execute(SQL("DELETE FROM {}").format(Identifier(name)))


ROOT = Path(__file__).parent
