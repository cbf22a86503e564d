"""From stored deliveries to timelines: once each, in fair turns, whatever happens on the way."""

import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psycopg
import pytest
from django.db import connections

from chatsync.channels.actions.claim import claim
from chatsync.channels.actions.ingest import read_turn, take_in
from chatsync.channels.loops.ingest import ingest as loop
from chatsync.channels.models import InboundDelivery
from chatsync.channels.tests.feed import a_line, deliver, feed, read, texts, thread
from chatsync.channels.tests.whatsapp_builders import (
    AT,
    Json,
    change,
    delivery,
    inbound,
    message,
    value,
)
from chatsync.inbox.models import Message
from chatsync.kit.db import Line
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Access:
    return a_workspace()[1]


def said(word: str, at: int = AT, **parts: object) -> Json:
    return message("text", id=f"wamid.{word}", text={"body": word}, timestamp=str(at), **parts)


def of_number(phone_number_id: str, *messages: Json) -> Json:
    inner = value(messages=list(messages))
    inner["metadata"]["phone_number_id"] = phone_number_id
    return delivery({"field": "messages", "value": inner})


@pytest.fixture
def line() -> Iterator[Line]:
    own = Line()
    yield own
    own.drop()


def test_every_change_of_every_entry_is_read(owner: Access) -> None:
    number = a_line(owner)
    body = delivery(
        change("messages", messages=[said("a"), said("b")]),
        change("messages", messages=[said("c", AT + 1)]),
    )
    body["entry"] += inbound(said("d", AT + 2))["entry"]
    feed(number, body)
    assert texts(owner) == ["a", "b", "c", "d"]
    assert not InboundDelivery.objects.exists()


def test_a_body_that_comes_again_stores_nothing_twice(owner: Access) -> None:
    number = a_line(owner)
    feed(number, inbound(said("a"), said("b")))
    feed(number, inbound(said("a"), said("b")), inbound(said("b")))
    assert texts(owner) == ["a", "b"]


def test_a_message_repeated_inside_one_batch_is_stored_once_in_its_first_place(
    owner: Access,
) -> None:
    feed(a_line(owner), inbound(said("a")), inbound(said("b")), inbound(said("a"), said("c")))
    assert texts(owner) == ["a", "b", "c"]


def test_repeated_and_shuffled_bodies_end_in_the_same_timeline(owner: Access) -> None:
    number = a_line(owner)
    bodies = [inbound(said(str(at), AT + at)) for at in range(60)]
    bodies += [inbound(*(said(str(at), AT + at) for at in range(start, 60))) for start in (0, 30)]
    random.Random(7).shuffle(bodies)
    feed(number, *bodies, *reversed(bodies))
    assert texts(owner) == [str(at) for at in range(60)]


def test_two_readers_at_once_store_each_message_once(owner: Access) -> None:
    number = a_line(owner)
    for at in range(300):
        deliver(number, inbound(said(str(at), AT + at)), inbound(said(str(at), AT + at)))

    def work(_reader: int) -> int:
        try:
            return read()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(work, range(3))) == 600
    assert texts(owner) == [str(at) for at in range(300)]


def test_a_reader_that_dies_before_its_commit_loses_nothing(owner: Access, line: Line) -> None:
    number = a_line(owner)
    deliver(number, inbound(said("a")), inbound(said("b")))

    def read_and_die() -> None:
        turn = claim(line)
        with turn.held:
            take_in(turn.deliveries[:1])
            line.drop()

    with suppress(psycopg.OperationalError):
        read_and_die()
    assert InboundDelivery.objects.count() == 2
    read()
    assert texts(owner) == ["a", "b"]


def test_what_another_reader_holds_is_left_to_it(owner: Access, line: Line) -> None:
    number = a_line(owner)
    deliver(number, inbound(said("a")))
    turn = claim(line)
    with turn.held:
        assert len(turn.ids) == 1
        assert read() == 0
        assert texts(owner) == []
    assert read() == 1


def test_one_number_with_fifty_times_the_load_leaves_another_its_turn(
    owner: Access, line: Line
) -> None:
    busy, calm = a_line(owner, "5001"), a_line(owner, "5002")
    InboundDelivery.objects.bulk_create(
        InboundDelivery(lane=1, app_id=busy.app_id, body=b"{}") for _ in range(2_000)
    )
    deliver(calm, *(of_number("5002", said(str(at), AT + at)) for at in range(40)))
    assert read_turn(claim(line)) < 300
    assert len(texts(owner)) == 40


def test_many_lanes_get_the_same_share_of_a_turn(line: Line) -> None:
    InboundDelivery.objects.bulk_create(
        InboundDelivery(lane=lane, app_id="0" * 32, body=b"{}")
        for lane, count in enumerate((900, 60, 900, 60), start=1)
        for _ in range(count)
    )
    assert read_turn(claim(line)) == 100 + 60 + 100 + 60
    left = dict(
        line.connected()
        .execute("SELECT lane, count(*)::int FROM channels_inbounddelivery GROUP BY lane")
        .fetchall()
    )
    assert left == {1: 800, 3: 800}


def test_updates_of_two_workspaces_in_one_body_go_to_their_own(owner: Access) -> None:
    other = a_workspace("Books")[1]
    first = a_line(owner, "5001")
    a_line(other, "5002", app=first.app)
    body = of_number("5001", said("mine"))
    body["entry"] += of_number("5002", said("theirs"))["entry"]
    feed(first, body)
    assert (texts(owner), texts(other)) == (["mine"], ["theirs"])


def test_the_same_message_id_on_two_numbers_is_two_messages(owner: Access) -> None:
    first = a_line(owner, "5001")
    a_line(owner, "5002", app=first.app)
    feed(first, of_number("5001", said("a")), of_number("5002", said("a")))
    assert len({message.number_id for message in thread(owner)}) == 2


def test_a_body_of_a_thousand_messages_is_stored_whole(owner: Access) -> None:
    feed(a_line(owner), inbound(*(said(str(at), AT + at) for at in range(1_000))))
    with scope(owner.workspace_id):
        assert Message.objects.count() == 1_000


def test_the_loop_reads_what_is_announced_and_stops_when_told(owner: Access) -> None:

    number, stop = a_line(owner), threading.Event()
    reader = threading.Thread(target=_run, args=(stop,))
    reader.start()
    try:
        deliver(number, inbound(said("a")))
        while InboundDelivery.objects.exists():
            stop.wait(0.02)
    finally:
        stop.set()
        reader.join()
    assert texts(owner) == ["a"]


def _run(stop: threading.Event) -> None:
    try:
        loop(stop)
    finally:
        connections.close_all()
