"""Django settings of the tiny product: one app with real migrations."""

import os
from typing import Any

from psycopg.conninfo import conninfo_to_dict

_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}


def _database(url: str) -> dict[str, Any]:
    parts = conninfo_to_dict(url)
    known = {ours: parts[theirs] for theirs, ours in _NAMES.items()}
    return {"ENGINE": "django.db.backends.postgresql", **known}


SECRET_KEY = os.environ["CHATSYNC_SECRET_KEY"]
INSTALLED_APPS = ["django.contrib.contenttypes"]
DATABASES = {
    alias: _database(os.environ[name])
    for alias, name in (("default", "DATABASE_URL"), ("owner", "DATABASE_OWNER_URL"))
    if name in os.environ
}
