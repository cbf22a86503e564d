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


def taken(line: Line, share: int = 10) -> list[UUID]:
    return [row.message_id for row in claim(line.connected(), SENDER, {NUMBER: share})]


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


def test_a_customer_whose_last_message_is_not_settled_waits_for_its_end(line: Line) -> None:
    customer = uuid7()
    first, second = queue(customer), queue(customer)
    assert taken(line, share=1) == [first]
    assert taken(line) == []
    Dispatch.objects.filter(id=first).delete()
    assert taken(line) == [second]


def test_a_message_that_had_to_wait_still_goes_before_the_later_one(line: Line) -> None:
    customer = uuid7()
    waited, later = queue(customer, in_seconds=-1), queue(customer, in_seconds=-60)
    assert taken(line, share=1) == [waited]
    Dispatch.objects.filter(id=waited).delete()
    assert taken(line) == [later]


def test_what_one_claim_took_no_other_takes(line: Line) -> None:
    mine = queue(uuid7())
    assert taken(line) == [mine]
    assert taken(line) == []
