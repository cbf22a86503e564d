"""Meta's 24 hours: counted from Meta's own time, and only from what a customer writes live."""

from datetime import UTC, datetime, timedelta

import pytest

from chatsync.channels.models import Number
from chatsync.channels.tests.feed import a_line, feed
from chatsync.channels.tests.test_ingest import said
from chatsync.channels.tests.whatsapp_builders import inbound, message
from chatsync.channels.tests.whatsapp_messages import MESSAGES
from chatsync.inbox.models import Conversation, Message
from chatsync.inbox.tests.test_receiving import echoed, row, seconds_ago
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")
DAY = 24 * 60 * 60


@pytest.fixture
def owner() -> Access:
    return a_workspace()[1]


@pytest.fixture
def number(owner: Access) -> Number:
    return a_line(owner)


def closes_at(access: Access) -> int:
    until = row(access).window_expires_at
    assert until is not None
    return int(until.timestamp())


def test_the_window_closes_a_day_after_the_customer_wrote_not_after_we_heard(
    owner: Access, number: Number
) -> None:
    at = seconds_ago(5 * 60 * 60)
    feed(number, inbound(said("hours late", at)))
    assert closes_at(owner) == at + DAY


def test_a_message_of_last_week_opens_nothing(owner: Access, number: Number) -> None:
    feed(number, inbound(said("very late", seconds_ago(7 * DAY))))
    assert closes_at(owner) < now().timestamp()


def test_a_late_message_does_not_shorten_the_window(owner: Access, number: Number) -> None:
    at = seconds_ago(60)
    feed(number, inbound(said("now", at)))
    feed(number, inbound(said("before", at - 1_000)))
    assert closes_at(owner) == at + DAY


def test_the_latest_of_a_batch_counts_whatever_its_place(owner: Access, number: Number) -> None:
    at = seconds_ago(600)
    feed(number, inbound(said("b", at), said("c", at + 99), said("a", at - 99)))
    assert closes_at(owner) == at + 99 + DAY


@pytest.mark.parametrize("ahead", [3_600, 400 * DAY, 60 * 365 * DAY])
def test_a_time_in_the_future_opens_no_more_than_a_day(
    owner: Access, number: Number, ahead: int
) -> None:
    feed(number, inbound(said("from tomorrow", seconds_ago(-ahead))))
    assert row(owner).window_expires_at <= now() + timedelta(days=1)  # type: ignore[operator]
    with scope(owner.workspace_id):
        assert Message.objects.get().sent_at <= datetime.now(UTC)


def test_our_own_words_on_the_business_phone_open_nothing(owner: Access, number: Number) -> None:
    feed(number, echoed("Hello", seconds_ago(60)))
    assert row(owner).window_expires_at is None


def test_each_kind_opens_the_window_or_leaves_it_shut_as_meta_says(
    owner: Access, number: Number
) -> None:
    shut = {"reaction", "system", "unsupported", "edit", "revoke", "request_welcome"}
    kinds = [
        {**item, "id": f"wamid.{at}", "from": f"92300{at:07}", "timestamp": str(seconds_ago(9))}
        for at, (item, _) in enumerate(MESSAGES.values())
    ]
    for item in kinds:
        item.pop("from_user_id", None)
        feed(number, inbound(item))
    with scope(owner.workspace_id):
        opened = set(
            Conversation.objects.filter(window_expires_at__isnull=False).values_list(
                "last_type", flat=True
            )
        )
        every = set(Message.objects.values_list("type", flat=True))
    assert opened
    assert not opened & shut
    assert every - opened <= shut


def test_a_message_of_a_group_opens_nothing(owner: Access, number: Number) -> None:
    feed(number, inbound(message("text", text={"body": "hi"}, group_id="GRP1")))
    assert row(owner).window_expires_at is None
