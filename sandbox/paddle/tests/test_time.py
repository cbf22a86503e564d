"""The clock moves, and what falls due happens: renewals, retries, ends of paid periods."""

from datetime import timedelta

from sandbox.paddle.state import moment
from sandbox.paddle.tests.support import GROWTH_YEAR, STARTER_MONTH, Destination, Paddle


async def test_a_month_later_the_next_one_is_charged(paddle: Paddle) -> None:
    subscription = await paddle.subscribe()
    ends = subscription["current_billing_period"]["ends_at"]
    await paddle.control("POST", "clock", {"days": 31})
    renewed = await paddle.get(f"/subscriptions/{subscription['id']}")
    assert renewed["status"] == "active"
    assert renewed["current_billing_period"]["starts_at"] == ends
    found = await paddle.get(f"/transactions?subscription_id={subscription['id']}&per_page=5")
    assert [one["origin"] for one in found] == ["subscription_recurring", "api"]
    assert found[0]["status"] == "completed"
    assert found[0]["custom_data"] == {"workspace": "org_1"}


async def test_a_year_holds_twelve_renewals(paddle: Paddle) -> None:
    monthly = await paddle.subscribe(STARTER_MONTH)
    await paddle.control("POST", "clock", {"days": 370})
    found = await paddle.get(f"/transactions?subscription_id={monthly['id']}&per_page=50")
    assert len(found) == 13
    assert len({one["invoice_number"] for one in found}) == 13


async def test_what_was_cancelled_ends_with_the_paid_period(paddle: Paddle) -> None:
    subscription = await paddle.subscribe(GROWTH_YEAR)
    path = f"/subscriptions/{subscription['id']}"
    await paddle.post(path + "/cancel")
    await paddle.control("POST", "clock", {"days": 364})
    assert (await paddle.get(path))["status"] == "active"
    await paddle.control("POST", "clock", {"days": 3})
    ended = await paddle.get(path)
    assert ended["status"] == "canceled"
    assert ended["scheduled_change"] is None
    assert moment(ended["canceled_at"]) >= moment(subscription["next_billed_at"])
    refused = await paddle.ask("PATCH", path, {"scheduled_change": None})
    assert refused.body["error"]["code"] == "subscription_update_when_canceled"


async def test_a_declined_card_is_tried_for_a_month_and_then_it_ends(paddle: Paddle) -> None:
    subscription = await paddle.subscribe()
    path = f"/subscriptions/{subscription['id']}"
    card = {"subscription_id": subscription["id"], "outcome": "declines"}
    await paddle.control("PUT", "cards", card)
    await paddle.control("POST", "clock", {"days": 31})
    assert (await paddle.get(path))["status"] == "past_due"
    await paddle.control("POST", "clock", {"days": 31})
    assert (await paddle.get(path))["status"] == "canceled"
    kinds = await paddle.kinds()
    assert kinds.count("transaction.payment_failed") == 8
    assert kinds.count("subscription.past_due") == 1


async def test_another_card_settles_what_is_owed(paddle: Paddle) -> None:
    subscription = await paddle.subscribe()
    path = f"/subscriptions/{subscription['id']}"
    card = {"subscription_id": subscription["id"], "outcome": "declines"}
    await paddle.control("PUT", "cards", card)
    await paddle.control("POST", "clock", {"days": 31})
    owed = await paddle.get(path + "/update-payment-method-transaction")
    assert owed["status"] == "past_due"
    assert owed["details"]["totals"]["grand_total"] == "1500"
    await paddle.pay(owed, "declines")
    assert (await paddle.get(path))["status"] == "past_due"
    paid = await paddle.pay(owed)
    assert paid["status"] == "completed"
    attempts = [one["status"] for one in paid["payments"]]
    assert (attempts[0], set(attempts[1:])) == ("captured", {"error"})
    assert (await paddle.get(path))["status"] == "active"
    await paddle.control("POST", "clock", {"days": 31})
    assert (await paddle.get(path))["status"] == "active"


async def test_a_trial_ends_with_the_first_charge(paddle: Paddle) -> None:
    price = await paddle.post(
        "/prices",
        {
            "product_id": "pro_01chatsync0growth000000000",
            "description": "Growth with a trial",
            "billing_cycle": {"interval": "month", "frequency": 1},
            "trial_period": {"interval": "day", "frequency": 7},
            "unit_price": {"amount": "3100", "currency_code": "USD"},
        },
    )
    subscription = await paddle.subscribe(price["id"])
    assert subscription["status"] == "trialing"
    await paddle.control("POST", "clock", {"days": 8})
    active = await paddle.get(f"/subscriptions/{subscription['id']}")
    assert active["status"] == "active"


async def test_half_an_hour_before_the_renewal_nothing_can_be_changed(paddle: Paddle) -> None:
    subscription = await paddle.subscribe()
    due = moment(subscription["next_billed_at"])
    await paddle.control("POST", "clock", {"to": (due - timedelta(minutes=29)).isoformat()})
    refused = await paddle.ask("POST", f"/subscriptions/{subscription['id']}/cancel", {})
    assert refused.status == 409
    assert refused.body["error"]["code"] == "subscription_locked_renewal"


async def test_the_clock_does_not_go_back(paddle: Paddle) -> None:
    answer = await paddle.call("POST", "/_control/clock", {"to": "2020-01-01T00:00:00Z"})
    assert answer.status == 400
    assert "forward" in answer.body["error"]


async def test_events_carry_the_clock_and_signatures_the_real_time(
    paddle: Paddle, hook: Destination
) -> None:
    await paddle.control("POST", "clock", {"days": 100})
    await paddle.subscribe()
    await hook.until(lambda: "transaction.completed" in hook.kinds())
    now = moment((await paddle.control("GET", "clock"))["now"])
    assert (now - moment(hook.bodies[-1]["occurred_at"])).total_seconds() < 60
    assert hook.refused == []
