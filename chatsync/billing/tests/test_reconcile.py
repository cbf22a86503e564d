"""What webhooks missed is healed by Paddle's own lists."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from chatsync.billing.actions.reconcile import reconcile, reconcile_when_due
from chatsync.billing.models import BillingEvent, Walk
from chatsync.billing.tests.facts import (
    PRICE_IDS,
    ListingPaddle,
    a_life,
    at,
    event,
    listing_paddle,
    subscription,
)
from chatsync.billing.tests.make import a_trial, account_of
from chatsync.billing.tests.test_life import bought, tell
from chatsync.kit.clock import moved
from chatsync.workspaces.access import Access

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Access:
    return a_trial()


@pytest.fixture
def paddle(settings: Any) -> Iterator[ListingPaddle]:
    with listing_paddle() as lists:
        settings.PADDLE_API_URL, settings.PADDLE_API_KEY = lists.url, "pdl_sdbx_apikey_test"
        settings.PADDLE_PRICES = PRICE_IDS
        yield lists


def test_what_was_lost_is_read_and_nothing_twice(owner: Access, paddle: ListingPaddle) -> None:
    chance = random.Random(7)
    life = a_life(owner.workspace_id)
    paddle.events, paddle.page = [json.loads(body) for body in life], 4
    for body in life:
        if chance.random() > 0.3:
            tell(body)
    told = BillingEvent.objects.count()
    assert reconcile().missed == len(life) - told
    assert bought(owner).state == "canceled"
    assert reconcile().missed == 0


def test_the_walk_goes_on_where_it_stood(owner: Access, paddle: ListingPaddle) -> None:
    life = [json.loads(body) for body in a_life(owner.workspace_id)]
    paddle.events = life[:3]
    assert reconcile(compares=False).missed == 3
    paddle.events = life
    paddle.asked.clear()
    assert reconcile(compares=False).missed == len(life) - 3
    assert Walk.objects.get().after == life[-1]["event_id"]


def test_a_subscription_of_which_no_event_is_left_is_compared(
    owner: Access, paddle: ListingPaddle
) -> None:
    paddle.subscriptions = [subscription(owner.workspace_id, updated_at=at(30))]
    assert reconcile().compared == 1
    assert account_of(owner).state == "active"
    reconcile()
    assert BillingEvent.objects.count() == 1


def test_a_newer_event_is_not_undone_by_an_older_comparison(
    owner: Access, paddle: ListingPaddle
) -> None:
    tell(event("subscription.past_due", subscription(owner.workspace_id, "past_due"), 40))
    paddle.subscriptions = [subscription(owner.workspace_id, updated_at=at(30))]
    reconcile()
    assert account_of(owner).state == "past_due"


def test_an_event_whose_reading_never_concluded_is_read(
    owner: Access, paddle: ListingPaddle
) -> None:
    tell(event("subscription.created", subscription(owner.workspace_id), 1))
    BillingEvent.objects.update(state="received")
    assert reconcile(compares=False).again == 1
    assert BillingEvent.objects.get().state == "stale"


def test_it_walks_every_hour_and_compares_once_a_day(owner: Access, paddle: ListingPaddle) -> None:
    for hours in (0, 0.5, 1.1, 2.2, 25):
        with moved(timedelta(hours=hours)):
            reconcile_when_due()
    assert paddle.asked.count("/events") == 4
    assert paddle.asked.count("/subscriptions") == 2


def test_paddle_that_does_not_answer_is_said(owner: Access, settings: Any) -> None:
    settings.PADDLE_API_URL, settings.PADDLE_API_KEY = "http://127.0.0.1:9", "pdl_sdbx_apikey_x"
    assert "no connection" in reconcile().trouble
