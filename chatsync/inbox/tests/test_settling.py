"""How our own sends ended, and what may have been heard of them before."""

import json
from uuid import UUID

import pytest

from chatsync.channels.events import SendSettled, Settled
from chatsync.channels.models import Number
from chatsync.channels.tests.feed import feed
from chatsync.channels.tests.whatsapp_builders import reported
from chatsync.inbox.models import Message
from chatsync.inbox.tests.test_receiving import row
from chatsync.inbox.tests.test_ticks import an_answer, now_is, tick
from chatsync.jobs.events import emit
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")


def settle(owner: Access, *results: Settled) -> None:
    with scope(owner.workspace_id):
        emit(SendSettled(owner.workspace_id, results))


def ended(
    message: Message, state: str, wamid: str | None = None, code: int | None = None
) -> Settled:
    return Settled(message.id, message.number_id, state, wamid, code, "Title", "Details")  # type: ignore[arg-type]


def test_an_accepted_answer_has_its_id_and_browsers_hear_of_it(
    owner: Access, answer: Message
) -> None:
    settle(owner, ended(answer, "accepted", "wamid.out"))
    assert (now_is(owner, answer), answer.wamid) == ("accepted", "wamid.out")
    assert row(owner).last_status == "accepted"
    with scope(owner.workspace_id):
        last = Event.objects.order_by("seq").last()
    assert last is not None
    told = json.loads(bytes(last.payload))
    assert (told["type"], told["message"]["status"]) == ("message.changed", "accepted")


def test_a_status_that_came_first_is_applied_as_soon_as_the_id_is_known(
    owner: Access, number: Number, answer: Message
) -> None:
    feed(number, reported(tick("delivered"), tick("sent")))
    assert now_is(owner, answer) == "queued"
    settle(owner, ended(answer, "accepted", "wamid.out"))
    assert (now_is(owner, answer), row(owner).last_status) == ("delivered", "delivered")


def test_our_answer_after_the_marked_status_lowers_nothing(
    owner: Access, number: Number, answer: Message
) -> None:
    feed(number, reported(tick("read", biz_opaque_callback_data=f"{answer.id}.0")))
    settle(owner, ended(answer, "accepted", "wamid.out"))
    assert (now_is(owner, answer), answer.wamid) == ("read", "wamid.out")


@pytest.mark.parametrize(
    ("first", "second", "end"),
    [
        ("unknown", "accepted", "accepted"),
        ("accepted", "unknown", "accepted"),
        ("failed", "unknown", "failed"),
        ("accepted", "accepted", "accepted"),
    ],
)
def test_two_outcomes_of_one_message_end_at_the_surer_one(
    owner: Access, answer: Message, first: str, second: str, end: str
) -> None:
    for state in (first, second):
        settle(owner, ended(answer, state, "wamid.out" if state == "accepted" else None))
    assert now_is(owner, answer) == end


def test_a_failure_keeps_code_title_and_details(owner: Access, answer: Message) -> None:
    settle(owner, ended(answer, "failed", code=131026))
    assert now_is(owner, answer) == "failed"
    assert (answer.error_code, answer.error_title, answer.error_details) == (
        131026,
        "Title",
        "Details",
    )


def test_a_refusal_for_the_window_closes_it(owner: Access, answer: Message) -> None:
    settle(owner, ended(answer, "failed", code=131047))
    assert row(owner).window_expires_at <= now()  # type: ignore[operator]


def test_a_batch_of_outcomes_is_written_at_once(owner: Access, number: Number) -> None:
    answers = [an_answer(owner, wamid=None, state="queued") for _ in range(20)]
    settle(owner, *(ended(one, "accepted", f"wamid.{at}") for at, one in enumerate(answers)))
    assert {now_is(owner, one) for one in answers} == {"accepted"}
    assert len({one.wamid for one in answers}) == 20


def test_outcomes_of_messages_that_are_gone_or_foreign_are_passed_over(
    owner: Access, answer: Message
) -> None:
    stranger = a_workspace("Books")[1]
    settle(stranger, ended(answer, "failed"))
    nobody = UUID("018f0000-0000-7000-8000-000000000000")
    settle(owner, Settled(nobody, answer.number_id, "accepted", "wamid.x"))
    assert now_is(owner, answer) == "queued"
