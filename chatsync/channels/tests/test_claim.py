"""A turn is of bounded size, and the next one is claimed while it is stored."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from chatsync.channels.actions.claim import claim
from chatsync.channels.actions.ingest import read_turn
from chatsync.channels.loops.ingest import ingest as loop
from chatsync.channels.models import InboundDelivery
from chatsync.channels.tests.feed import a_line, deliver, texts
from chatsync.channels.tests.whatsapp_builders import AT, inbound, message
from chatsync.kit.db import Line
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")

MANY = 450
"""More than one turn takes."""


@pytest.fixture
def owner() -> Access:
    return a_workspace()[1]


@pytest.fixture
def line() -> Iterator[Line]:
    own = Line()
    yield own
    own.drop()


other = line
"""The line of a second reader, or of the same one that claims ahead."""


def test_a_turn_of_large_bodies_ends_when_it_has_enough(line: Line) -> None:
    InboundDelivery.objects.bulk_create(
        InboundDelivery(lane=1, app_id="0" * 32, body=b"[" + b" " * 300_000 + b"]")
        for _ in range(5)
    )
    assert [read_turn(claim(line)) for _ in range(4)] == [2, 2, 1, 0]


def test_what_a_turn_of_large_bodies_leaves_can_be_claimed_at_once(line: Line, other: Line) -> None:
    InboundDelivery.objects.bulk_create(
        InboundDelivery(lane=1, app_id="0" * 32, body=b"[" + b" " * 300_000 + b"]")
        for _ in range(5)
    )
    first, second = claim(line), claim(other)
    oldest = InboundDelivery.objects.order_by("id").values_list("id", flat=True)[:4]
    assert [*first.ids, *second.ids] == list(oldest)
    assert read_turn(first) == read_turn(second) == 2


def test_large_bodies_of_one_number_do_not_crowd_out_another(line: Line) -> None:
    large, small = b"[" + b" " * 600_000 + b"]", b"{}"
    InboundDelivery.objects.bulk_create(
        InboundDelivery(lane=lane, app_id="0" * 32, body=body)
        for lane, body in ((1, large), (1, large), (2, small))
    )
    assert read_turn(claim(line)) == 2
    assert InboundDelivery.objects.get().lane == 1


def test_the_next_turn_is_claimed_while_one_is_stored_and_read_after_it(owner: Access) -> None:
    queue(owner)
    with reading():
        with storing_held_up(owner) as lock:
            until(lambda: waits_for_us(lock) and nothing_is_left_to_claim(lock))
        until(lambda: not InboundDelivery.objects.exists())
    assert texts(owner) == [str(at) for at in range(MANY)]


def test_a_database_that_goes_away_under_a_turn_costs_nothing(owner: Access) -> None:
    queue(owner)
    with reading():
        with storing_held_up(owner) as lock:
            until(lambda: waits_for_us(lock) and nothing_is_left_to_claim(lock))
            lock.execute(f"SELECT pg_terminate_backend(pid) FROM ({_WAITING}) AS w")
        until(lambda: not InboundDelivery.objects.exists())
    assert texts(owner) == [str(at) for at in range(MANY)]


def test_a_reader_told_to_stop_lets_go_of_what_it_claimed_ahead(owner: Access, line: Line) -> None:
    queue(owner)
    stop = threading.Event()
    with storing_held_up(owner) as lock, reading(stop):
        until(lambda: waits_for_us(lock) and nothing_is_left_to_claim(lock))
        stop.set()
        lock.rollback()
    turn = claim(line)
    assert len(turn.ids) == InboundDelivery.objects.count() == MANY - 400
    turn.held.close()


def queue(owner: Access) -> None:
    number = a_line(owner)
    for at in range(MANY):
        words = message("text", id=f"wamid.{at}", text={"body": str(at)}, timestamp=str(AT + at))
        deliver(number, inbound(words))


_WAITING = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


@contextmanager
def storing_held_up(owner: Access) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Nobody else writes to many conversations of this workspace meanwhile."""
    with psycopg.connect(settings.DATABASE_LISTEN_URL) as lock:
        lock.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [str(owner.workspace_id)]
        )
        yield lock
        lock.rollback()


def waits_for_us(lock: psycopg.Connection[tuple[object, ...]]) -> bool:
    return lock.execute(_WAITING).fetchone() is not None


def nothing_is_left_to_claim(lock: psycopg.Connection[tuple[object, ...]]) -> bool:
    left = "SELECT 1 FROM channels_inbounddelivery FOR UPDATE SKIP LOCKED LIMIT 1"
    with psycopg.connect(lock.info.dsn, password=lock.info.password) as other:
        return other.execute(left).fetchone() is None


@contextmanager
def reading(stop: threading.Event | None = None) -> Iterator[None]:
    stop = stop or threading.Event()

    def read() -> None:
        try:
            loop(stop)
        finally:
            connections.close_all()

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield
    finally:
        stop.set()
        reader.join()


def until(holds: Callable[[], bool]) -> None:
    for _ in range(3000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it never came to be")
