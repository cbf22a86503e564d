"""`/ops/billing`: what Paddle told, read without what it says, and read again."""

from typing import Any

import pytest

from chatsync.billing.actions.apply import apply_events
from chatsync.billing.actions.inbox import keep_event, note_skew
from chatsync.billing.models import BillingEvent, EventState, Walk
from chatsync.billing.paddle.reader import read_event
from chatsync.billing.tests.facts import PRICE_IDS, event, subscription
from chatsync.billing.tests.make import a_trial, account_of
from chatsync.kit.clock import now
from chatsync.kit.ids import org_id
from chatsync.ops.tests.stand import operators_browser, text_of
from chatsync.workspaces.access import Access

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def _on(settings: Any) -> None:
    settings.BILLING = True
    settings.PADDLE_WEBHOOK_SECRETS = ("pdl_ntfset_one",)


def parked(owner: Access) -> BillingEvent:
    """A subscription whose price is not sold here."""
    body = event("subscription.created", subscription(owner.workspace_id), 1)
    read = read_event(body)
    assert read
    keep_event(read, body)
    row: BillingEvent = BillingEvent.objects.get()
    apply_events([row.id])
    return row


def test_it_lists_what_came_and_what_became_of_it() -> None:
    client, row = operators_browser(), parked(a_trial("Lahore Books"))
    page = text_of(client.get("/ops/billing"))
    assert "subscription.created" in page
    assert "unknown_price" in page
    assert f"/ops/billing/{row.id}" in page
    assert "subscription.created" in text_of(client.get("/ops/billing?about=sub_01test"))
    for narrowed in ("state=applied", "kind=transaction", "about=sub_02"):
        assert "There is none of these." in text_of(client.get(f"/ops/billing?{narrowed}"))


def test_a_body_shows_its_shape_and_nothing_of_what_it_says() -> None:
    client, row = operators_browser(), parked(a_trial())
    page = text_of(client.get(f"/ops/billing/{row.id}"))
    assert "custom_data&quot;: {" in page
    assert "ctm_01test" not in page


def test_one_is_read_again_once_its_price_is_known(settings: Any) -> None:
    owner = a_trial()
    client, row = operators_browser(), parked(owner)
    settings.PADDLE_PRICES = PRICE_IDS
    answer = client.post(f"/ops/billing/{row.id}/again")
    assert answer["Location"] == "/ops/billing?done=again"
    assert BillingEvent.objects.get().state == EventState.RECEIVED
    apply_events([row.id])
    assert account_of(owner).state == "active"


def test_reading_again_asks_first_who_is_there() -> None:
    client, row = operators_browser(confirmed=False), parked(a_trial())
    client.post(f"/ops/billing/{row.id}/again")
    assert BillingEvent.objects.get().state == EventState.PARKED


def test_it_tells_of_a_clock_that_is_off_and_of_a_secret_that_is_rotated(settings: Any) -> None:
    client = operators_browser()
    assert "One is taken." in text_of(client.get("/ops/billing"))
    note_skew(-9)
    settings.PADDLE_WEBHOOK_SECRETS = ("pdl_ntfset_one", "pdl_ntfset_two")
    page = text_of(client.get("/ops/billing"))
    assert "-9 seconds off" in page
    assert "2 are taken" in page


def test_it_tells_of_prices_that_are_not_paddles() -> None:
    client = operators_browser()
    assert "not yet" in text_of(client.get("/ops/billing"))
    Walk.objects.create(provider="paddle", prices_differ=2, prices_compared_at=now())
    page = text_of(client.get("/ops/billing"))
    assert "2 differences" in page
    assert "What differs is not sold." in page


def test_where_billing_is_off_there_is_no_inbox(settings: Any) -> None:
    client, row = operators_browser(), parked(a_trial())
    settings.BILLING = False
    for path in ("/ops/billing", f"/ops/billing/{row.id}", f"/ops/billing/{row.id}/again"):
        assert client.get(path).status_code == 404


def test_a_workspaces_page_tells_which_plans_it_had(settings: Any) -> None:
    owner = a_trial()
    client, address = operators_browser(), f"/ops/tenants/{org_id(owner.workspace_id)}"
    assert "Plans until now" not in text_of(client.get(address))
    settings.PADDLE_PRICES = PRICE_IDS
    parked(owner)
    page = text_of(client.get(address))
    assert "Plans until now" in page
    assert "Growth, a month · Paddle · <bdi>USD 31.00</bdi>" in page
