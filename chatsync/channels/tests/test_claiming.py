"""What the sender takes from its queue."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from chatsync.channels.actions.sending import claim
from chatsync.channels.models import Dispatch
from chatsync.kit.clock import now
from chatsync.kit.db import Line
from chatsync.kit.ids import uuid7

NUMBER, WORKSPACE, SENDER = uuid7(), uuid7(), 4711


@pytest.fixture
def line(db: None) -> Iterator[Line]:
    own = Line()
    yield own
    own.drop()


def queue(pair: UUID, *, in_seconds: float = 0, priority: int = 0) -> UUID:
    row = Dispatch.objects.create(
        id=uuid7(),
        workspace_id=WORKSPACE,
        number_id=NUMBER,
        pair_id=pair,
        priority=priority,
        due_at=now() + timedelta(seconds=in_seconds),
    )
    return row.id


def taken(line: Line, busy: tuple[UUID, ...] = ()) -> list[UUID]:
    own = line.connected()
    return [row.message_id for row in claim(own, SENDER, {NUMBER: 10}, busy)]


def test_nothing_overtakes_an_earlier_message_that_waits_in_the_same_conversation(
    line: Line,
) -> None:
    waiting, other = uuid7(), uuid7()
    queue(waiting, in_seconds=60)
    queue(waiting)
    free = queue(other)
    assert taken(line) == [free]


def test_a_reply_does_not_wait_for_an_earlier_bulk_message(line: Line) -> None:
    customer = uuid7()
    queue(customer, in_seconds=60, priority=9)
    reply = queue(customer, priority=0)
    assert taken(line) == [reply]


def test_a_customer_to_whom_one_is_on_its_way_is_left_out(line: Line) -> None:
    customer = uuid7()
    queue(customer)
    assert taken(line, busy=(customer,)) == []


def test_what_one_claim_took_no_other_takes(line: Line) -> None:
    mine = queue(uuid7())
    assert taken(line) == [mine]
    assert taken(line) == []
