"""Bringing the database to the present shape, as its owner, one process at a time."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from chatsync.kit.env import WrongSetting

_LOCK = 7205759403792793


def migrate() -> None:
    """Apply all migrations as the role of DATABASE_OWNER_URL, under an advisory lock."""
    if "owner" not in settings.DATABASES:
        raise WrongSetting("DATABASE_OWNER_URL is not set; migrations run as the owner of tables.")
    connection = connections["owner"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            call_command("migrate", database="owner", interactive=False, verbosity=0)
            call_command("createcachetable", database="owner", verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    connection.close()


def fingerprint() -> str:
    """Changes whenever a migration or a definer function does."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    files = [*root.glob("*/migrations/*.py"), *root.glob("config/sql/*.sql")]
    for path in sorted(files):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
