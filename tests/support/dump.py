"""Everything that the installation holds, searched for a word."""

from pathlib import Path
from zipfile import ZipFile, is_zipfile

import psycopg
from django.conf import settings
from psycopg import sql

from chatsync.config.supervisor.initdb import DATABASE
from chatsync.config.supervisor.postgres import DatabaseUrls

_TABLES = """
  SELECT schemaname, tablename FROM pg_tables
  WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""
_HITS = "SELECT count(*) FROM {} AS t WHERE strpos(t::text, %s) > 0 OR strpos(t::text, %s) > 0"


def places_of(urls: DatabaseUrls, word: str) -> dict[str, int]:
    """Tables in which rows hold the word, as text or in bytes, and files that do; with counts.

    Files whose name or content holds it, also packed in an archive.
    """
    found: dict[str, int] = {}
    with psycopg.connect(urls.admin, dbname=DATABASE) as connection:
        for schema, table in connection.execute(_TABLES).fetchall():
            asked = sql.SQL(_HITS).format(sql.Identifier(schema, table))
            row = connection.execute(asked, [word, word.encode().hex()]).fetchone()
            if row and row[0]:
                found[table] = row[0]
    for path in Path(settings.DATA_DIR).rglob("*"):
        if word in path.name or (path.is_file() and _holds(path, word.encode())):
            found[path.name] = 1
    return found


def _holds(path: Path, word: bytes) -> bool:
    if is_zipfile(path):
        with ZipFile(path) as archive:
            return any(word in archive.read(name) for name in archive.namelist())
    return word in path.read_bytes()
