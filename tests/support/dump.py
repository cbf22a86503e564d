"""Everything that the installation holds, searched for a word."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import psycopg
from django.conf import settings
from psycopg import sql

from chatsync.config.supervisor.initdb import DATABASE
from chatsync.config.supervisor.postgres import DatabaseUrls
from chatsync.kit.storage import store

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
    found |= {name: 1 for name, held in _files() if word in name or _holds(held, word.encode())}
    return found


def _files() -> Iterator[tuple[str, bytes]]:
    """Names and contents of the data folder, and of the bucket where there is one."""
    for path in Path(settings.DATA_DIR).rglob("*"):
        yield path.name, path.read_bytes() if path.is_file() else b""
    if settings.BUCKET:
        for name, _at in store.listed(""):
            yield name, store.part(name, 0, store.size(name))


def _holds(held: bytes, word: bytes) -> bool:
    if is_zipfile(BytesIO(held)):
        with ZipFile(BytesIO(held)) as archive:
            return any(word in archive.read(name) for name in archive.namelist())
    return word in held
