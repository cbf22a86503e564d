"""Rows as one parameter, and a loop's own connection."""

from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from django.db import ProgrammingError, connection

from chatsync.kit.db import Line, recordset, set_cursor

pytestmark = pytest.mark.usefixtures("db")

TEXTS = ["", "سلام", "🍲\u200d♂️", 'quotes " and \\ slashes', "line\nbreak\t", "'; --", "%s", "\x7f"]


def stored(texts: list[str | None]) -> list[str | None]:
    rows = [{"at": at, "text": text} for at, text in enumerate(texts)]
    with set_cursor() as cursor:
        cursor.execute(
            "SELECT t.text FROM json_to_recordset(%s::json) AS t (at int, text text) ORDER BY t.at",
            [recordset(rows)],
        )
        return [row[0] for row in cursor.fetchall()]


def test_text_of_every_script_makes_the_round_trip() -> None:
    every = "".join(map(chr, (*range(1, 0xD800), *range(0xE000, 0x11000), 0x1F372, 0x10FFFF)))
    assert stored([*TEXTS, None, every]) == [*TEXTS, None, every]


def test_ids_moments_and_bytes_make_the_round_trip() -> None:
    one, moment = uuid4(), datetime(2026, 5, 4, 3, 2, 1, 654_321, tzinfo=UTC)
    with set_cursor() as cursor:
        cursor.execute(
            "SELECT t.id, t.at, convert_to(t.raw, 'UTF8') FROM json_to_recordset(%s::json) "
            "AS t (id uuid, at timestamptz, raw text)",
            [recordset([{"id": one, "at": moment, "raw": '{"a":"\\u0000"}'}])],
        )
        assert cursor.fetchall() == [(one, moment, b'{"a":"\\u0000"}')]


def test_a_wrong_statement_raises_as_django_would() -> None:
    with pytest.raises(ProgrammingError), set_cursor() as cursor:
        cursor.execute("SELECT nonsense")


def test_a_line_hears_what_was_said_and_drops_repetitions() -> None:
    line = Line("tests_channel")
    line.connected()
    with connection.cursor() as cursor:
        for _ in range(3):
            cursor.execute("SELECT pg_notify('tests_channel', '')")
    assert line.wait(20)
    assert not line.wait(0)
    line.drop()


def test_a_cut_line_connects_and_listens_anew() -> None:
    line = Line("tests_channel")
    pid = line.connected().info.backend_pid
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    with pytest.raises(psycopg.OperationalError):
        line.wait(20)
    assert line.connected().info.backend_pid != pid
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('tests_channel', '')")
    assert line.wait(20)
    line.drop()
