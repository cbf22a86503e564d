"""Facts: heard at once, or later by a job of the same transaction; never by nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from chatsync.jobs import events
from chatsync.jobs.events import Event, WrongWiring, emit, on, wired
from chatsync.jobs.tests.worker import make_due, waiting, work_off

pytestmark = pytest.mark.usefixtures("db")

heard: list[Event] = []
faults: list[Exception] = []


@dataclass(frozen=True)
class LampSold(Event):
    lamp_id: UUID
    price: int = 5


@dataclass(frozen=True)
class LampsCounted(Event):
    heard_later: ClassVar[bool] = False

    count: int


def listen(event: Event) -> None:
    if faults:
        raise faults.pop()
    heard.append(event)


@pytest.fixture(autouse=True)
def _fresh_wiring() -> Iterator[None]:
    """The wiring page is a table of the process: what a test adds goes again."""
    before_now = {event: list(found) for event, found in events._now.items()}
    before_later = dict(events._later)
    heard.clear()
    yield
    events._now.clear()
    events._now.update(before_now)
    events._later.clear()
    events._later.update(before_later)


def test_a_fact_that_nobody_hears_is_refused() -> None:
    with pytest.raises(WrongWiring, match="nobody hears LampSold"):
        emit(LampSold(uuid4()))


def test_a_batch_may_not_be_heard_later() -> None:
    with pytest.raises(WrongWiring, match="LampsCounted comes in batches"):
        on(LampsCounted, later=(listen,))
    assert LampsCounted not in wired()


def test_a_reaction_now_hears_before_emit_returns() -> None:
    on(LampsCounted, now=(listen,))
    emit(LampsCounted(3))
    assert (heard, waiting()) == ([LampsCounted(3)], 0)


def test_a_later_reaction_hears_the_same_fact_from_a_job() -> None:
    on(LampSold, later=(listen,))
    fact = LampSold(uuid4(), 7)
    emit(fact)
    assert (heard, waiting()) == ([], 1)
    work_off()
    assert (heard, waiting()) == ([fact], 0)


def test_a_rolled_back_fact_is_never_told() -> None:
    on(LampSold, later=(listen,))

    def tell_and_fail() -> None:
        with transaction.atomic():
            emit(LampSold(uuid4()))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        tell_and_fail()
    work_off()
    assert (heard, waiting()) == ([], 0)


def test_a_failing_reaction_now_takes_the_deed_and_its_jobs_back() -> None:
    on(LampSold, now=(listen,), later=(listen,))
    faults.append(ValueError("no"))
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        emit(LampSold(uuid4()))
    assert (heard, waiting()) == ([], 0)


def test_a_failing_later_reaction_comes_again() -> None:
    on(LampSold, later=(listen,))
    faults.append(ValueError("not yet"))
    emit(LampSold(uuid4()))
    work_off()
    assert (heard, make_due()) == ([], 1)
    work_off()
    assert len(heard) == 1
