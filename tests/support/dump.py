"""Everything that the installation holds, searched for a word."""

from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

from chatsync.config.supervisor.initdb import DATABASE
from chatsync.config.supervisor.postgres import DatabaseUrls

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
_HITS = "SELECT count(*) FROM {} AS t WHERE strpos(t::text, %s) > 0 OR strpos(t::text, %s) > 0"


def places_of(urls: DatabaseUrls, word: str) -> dict[str, int]:
    """Tables in which rows hold the word, as text or in bytes, and files that do; with counts."""
    found: dict[str, int] = {}
    with psycopg.connect(urls.admin, dbname=DATABASE) as connection:
        for (table,) in connection.execute(_TABLES).fetchall():
            asked = sql.SQL(_HITS).format(sql.Identifier(table))
            row = connection.execute(asked, [word, word.encode().hex()]).fetchone()
            if row and row[0]:
                found[table] = row[0]
    for path in Path(settings.DATA_DIR).rglob("*"):
        if path.is_file() and word.encode() in path.read_bytes():
            found[path.name] = 1
    return found
