"""Ticks: a status only rises, whatever the order in which Meta reports."""

from itertools import permutations

import pytest

from chatsync.channels.models import AccountUpdate, Number
from chatsync.channels.tests.feed import a_line, feed
from chatsync.channels.tests.test_ingest import said
from chatsync.channels.tests.whatsapp_builders import (
    Json,
    change,
    delivery,
    failure,
    inbound,
    reported,
    status,
)
from chatsync.channels.tests.whatsapp_fields import ACCOUNT
from chatsync.inbox.models import Conversation, Message, StatusReport
from chatsync.inbox.tests.make import a_message
from chatsync.inbox.tests.test_receiving import echoed, row, seconds_ago
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")

NOT_ON_WHATSAPP = failure(131026, "Message undeliverable", "Not on WhatsApp")
CLOSED = failure(131047, "Re-engagement message", "More than 24 hours have passed")


def an_answer(owner: Access, wamid: str | None = "wamid.out", state: str = "accepted") -> Message:
    conversation = row(owner)
    return a_message(
        owner, conversation.id, "On its way", direction="out", status=state, wamid=wamid
    )


def tick(word: str, wamid: str = "wamid.out", **parts: object) -> Json:
    return status(word, id=wamid, **parts)


def failed(error: Json = NOT_ON_WHATSAPP, wamid: str = "wamid.out") -> Json:
    """As Meta sends it: no contacts, no recipient."""
    return {"id": wamid, "status": "failed", "timestamp": "1790000000", "errors": [error]}


def now_is(owner: Access, message: Message) -> str:
    with scope(owner.workspace_id):
        message.refresh_from_db()
    return message.status


def test_every_order_of_ticks_ends_at_the_highest(owner: Access, number: Number) -> None:
    orders = list(permutations(["sent", "delivered", "read", "delivered"]))
    answers = [an_answer(owner, f"wamid.{at}") for at in range(len(orders))]
    for step in range(4):
        words = [tick(order[step], f"wamid.{at}") for at, order in enumerate(orders)]
        feed(number, reported(*words))
    assert {now_is(owner, answer) for answer in answers} == {"read"}


def test_ticks_that_skip_delivered_or_repeat_are_taken(owner: Access, number: Number) -> None:
    answer = an_answer(owner)
    feed(number, reported(tick("read"), tick("read"), tick("sent")), reported(tick("played")))
    assert now_is(owner, answer) == "played"


@pytest.mark.parametrize(
    ("words", "end"),
    [
        (["failed"], "failed"),
        (["failed", "sent"], "failed"),
        (["sent", "failed", "sent"], "failed"),
        (["failed", "delivered"], "delivered"),
        (["delivered", "failed"], "delivered"),
        (["read", "failed", "sent"], "read"),
        (["warning", "deleted", "teleported"], "accepted"),
    ],
)
def test_failure_stands_above_sent_and_below_proof_of_delivery(
    owner: Access, number: Number, words: list[str], end: str
) -> None:
    answer = an_answer(owner)
    for word in words:
        feed(number, reported(failed() if word == "failed" else tick(word)))
    assert now_is(owner, answer) == end
    assert (answer.error_code is None) == (end != "failed")


def test_a_failure_without_contacts_says_why(owner: Access, number: Number) -> None:
    answer = an_answer(owner)
    feed(number, reported(failed()))
    assert now_is(owner, answer) == "failed"
    assert (answer.error_code, answer.error_details) == (131026, "Not on WhatsApp")
    assert row(owner).last_status == "failed"


def test_a_status_before_the_message_waits_for_it(owner: Access, number: Number) -> None:
    feed(number, reported(tick("delivered")))
    with scope(owner.workspace_id):
        assert StatusReport.objects.get().status == "delivered"
    assert now_is(owner, an_answer(owner)) == "accepted"
    feed(number, reported(tick("sent")))
    with scope(owner.workspace_id):
        assert Message.objects.get(wamid="wamid.out").status == "delivered"


def test_a_status_with_our_mark_resolves_the_unknown_and_names_it(
    owner: Access, number: Number
) -> None:
    answer = an_answer(owner, wamid=None, state="unknown")
    feed(number, reported(tick("sent", biz_opaque_callback_data=f"{answer.id}.0")))
    assert (now_is(owner, answer), answer.wamid) == ("sent", "wamid.out")
    feed(number, reported(tick("read")))
    assert now_is(owner, answer) == "read"


@pytest.mark.parametrize("mark", ["", "nonsense", "{id}", "018f0000-0000-7000-8000-000000000000.0"])
def test_a_mark_that_is_not_ours_names_nothing(owner: Access, number: Number, mark: str) -> None:
    answer = an_answer(owner, wamid=None, state="unknown")
    feed(number, reported(tick("sent", biz_opaque_callback_data=mark)))
    assert (now_is(owner, answer), answer.wamid) == ("unknown", None)


def test_a_mark_of_a_customers_message_or_of_another_number_names_nothing(
    owner: Access, number: Number
) -> None:
    answer = an_answer(owner, wamid=None, state="unknown")
    theirs = a_message(owner, row(owner).id, wamid=None)
    other = a_line(owner, "5002", app=number.app)
    body = reported(tick("sent", biz_opaque_callback_data=f"{answer.id}.0"))
    body["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = "5002"
    feed(other, body)
    feed(number, reported(tick("sent", "wamid.b", biz_opaque_callback_data=f"{theirs.id}.0")))
    assert (now_is(owner, answer), answer.wamid) == ("unknown", None)
    assert (now_is(owner, theirs), theirs.wamid) == ("received", None)


def test_a_wamid_of_another_number_or_workspace_is_untouched(owner: Access, number: Number) -> None:
    answer = an_answer(owner)
    stranger = a_workspace("Books")[1]
    for line in (a_line(owner, "5002"), a_line(stranger, "5003")):
        body = reported(tick("read"))
        body["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = (
            line.phone_number_id
        )
        feed(line, body)
    assert now_is(owner, answer) == "accepted"


def test_a_customers_own_message_has_no_ticks(owner: Access, number: Number) -> None:
    feed(number, reported(tick("read", "wamid.Salam")))
    with scope(owner.workspace_id):
        assert Message.objects.get().status == "received"


def test_statuses_of_calls_touch_no_message(owner: Access, number: Number) -> None:
    answer = an_answer(owner)
    ringing = change("calls", statuses=[tick("read"), tick("RINGING")])
    feed(number, delivery(ringing))
    with scope(owner.workspace_id):
        assert not StatusReport.objects.exists()
        assert AccountUpdate.objects.get().field == "calls"
    assert (now_is(owner, answer), "calls" in str(ACCOUNT)) == ("accepted", True)


def test_meta_says_the_window_is_closed_and_so_it_is(owner: Access, number: Number) -> None:
    an_answer(owner)
    assert row(owner).window_expires_at > now()  # type: ignore[operator]
    feed(number, reported(failed(CLOSED)))
    assert row(owner).window_expires_at <= now()  # type: ignore[operator]
    feed(number, inbound(said("again", seconds_ago(1))))
    assert row(owner).window_expires_at > now()  # type: ignore[operator]


def test_the_list_shows_the_tick_of_its_last_message_only(owner: Access, number: Number) -> None:
    an_answer(owner, "wamid.first")
    an_answer(owner, "wamid.last")
    feed(number, reported(tick("read", "wamid.first"), tick("delivered", "wamid.last")))
    with scope(owner.workspace_id):
        assert Conversation.objects.get().last_status == "delivered"


def test_a_tick_that_changes_nothing_tells_nobody(owner: Access, number: Number) -> None:
    an_answer(owner)
    feed(number, reported(tick("read")))
    with scope(owner.workspace_id):
        before = Event.objects.count()
    feed(number, reported(tick("read"), tick("sent"), tick("teleported")))
    with scope(owner.workspace_id):
        assert Event.objects.count() == before


def test_ticks_of_what_was_written_on_the_business_phone_are_applied_in_one_batch(
    owner: Access, number: Number
) -> None:

    body = echoed("from the phone", seconds_ago(5))
    body["entry"] += reported(tick("read", "wamid.from the phone"))["entry"]
    feed(number, body)
    with scope(owner.workspace_id):
        assert Message.objects.get(origin="echo").status == "read"
