"""Another plan costs what Paddle's modes say; another card, tax and credit are reckoned with."""

import pytest

from sandbox.paddle.state import moment
from sandbox.paddle.tests.support import (
    BUSINESS_MONTH,
    GROWTH_MONTH,
    GROWTH_YEAR,
    STARTER_MONTH,
    Json,
    Paddle,
)


def wish(price_id: str, mode: str = "prorated_immediately", **more: object) -> Json:
    items = [{"price_id": price_id, "quantity": 1}]
    return {"items": items, "proration_billing_mode": mode, **more}


async def halfway(paddle: Paddle, subscription: Json) -> None:
    period = subscription["current_billing_period"]
    starts, ends = moment(period["starts_at"]), moment(period["ends_at"])
    await paddle.control("POST", "clock", {"to": (starts + (ends - starts) / 2).isoformat()})


async def test_an_upgrade_charges_the_rest_of_the_period(paddle: Paddle) -> None:
    subscription = await paddle.subscribe()
    await halfway(paddle, subscription)
    path = f"/subscriptions/{subscription['id']}"
    preview = await paddle.patch(path + "/preview", wish(GROWTH_MONTH))
    summary = preview["update_summary"]
    assert 745 <= int(summary["credit"]["amount"]) <= 755
    assert 1545 <= int(summary["charge"]["amount"]) <= 1555
    assert (await paddle.get(path))["items"][0]["price"]["id"] == STARTER_MONTH
    changed = await paddle.patch(path, wish(GROWTH_MONTH))
    assert changed["items"][0]["price"]["id"] == GROWTH_MONTH
    assert changed["next_billed_at"] == subscription["next_billed_at"]
    charged = (await paddle.get(f"/transactions?subscription_id={subscription['id']}"))[0]
    assert charged["origin"] == "subscription_update"
    expected = int(summary["result"]["amount"])
    assert abs(int(charged["details"]["totals"]["grand_total"]) - expected) <= 2


async def test_a_downgrade_leaves_credit_that_the_next_renewal_uses(paddle: Paddle) -> None:
    subscription = await paddle.subscribe(BUSINESS_MONTH)
    path = f"/subscriptions/{subscription['id']}"
    await paddle.patch(path, wish(STARTER_MONTH))
    balance = await paddle.get(f"/customers/{subscription['customer_id']}/credit-balances")
    left = int(balance[0]["balance"]["available"])
    assert 4990 <= left <= 5000
    await paddle.control("POST", "clock", {"days": 31})
    renewal = (await paddle.get(f"/transactions?subscription_id={subscription['id']}"))[0]
    totals = renewal["details"]["totals"]
    assert (totals["total"], totals["grand_total"], totals["credit"]) == ("1500", "0", "1500")
    balance = await paddle.get(f"/customers/{subscription['customer_id']}/credit-balances")
    assert int(balance[0]["balance"]["available"]) == left - 1500


async def test_from_month_to_year_a_new_period_begins(paddle: Paddle) -> None:
    subscription = await paddle.subscribe(GROWTH_MONTH)
    changed = await paddle.patch(f"/subscriptions/{subscription['id']}", wish(GROWTH_YEAR))
    assert changed["billing_cycle"] == {"interval": "year", "frequency": 1}
    days = moment(changed["next_billed_at"]) - moment(subscription["started_at"])
    assert days.days >= 364


@pytest.mark.parametrize(
    ("mode", "now", "renewal"),
    [
        ("full_immediately", 1600, 3100),
        ("full_next_billing_period", 0, 4700),
        ("prorated_next_billing_period", 0, 3900),
        ("do_not_bill", 0, 3100),
    ],
)
async def test_each_mode_bills_when_it_says(
    paddle: Paddle, mode: str, now: int, renewal: int
) -> None:
    subscription = await paddle.subscribe()
    await halfway(paddle, subscription)
    path = f"/subscriptions/{subscription['id']}"
    await paddle.patch(path, wish(GROWTH_MONTH, mode))
    listed = f"/transactions?subscription_id={subscription['id']}"
    charged = [int(one["details"]["totals"]["grand_total"]) for one in await paddle.get(listed)]
    assert sum(charged) == 1500 + now
    await paddle.control("POST", "clock", {"days": 16})
    due = (await paddle.get(listed))[0]
    assert due["origin"] == "subscription_recurring"
    assert abs(int(due["details"]["totals"]["grand_total"]) - renewal) <= 5


async def test_a_declined_card_prevents_the_change(paddle: Paddle) -> None:
    subscription = await paddle.subscribe()
    path = f"/subscriptions/{subscription['id']}"
    card = {"subscription_id": subscription["id"], "outcome": "declines"}
    await paddle.control("PUT", "cards", card)
    refused = await paddle.ask("PATCH", path, wish(GROWTH_MONTH))
    assert (refused.status, refused.body["error"]["code"]) == (400, "subscription_payment_declined")
    assert (await paddle.get(path))["items"][0]["price"]["id"] == STARTER_MONTH
    changed = await paddle.patch(path, wish(GROWTH_MONTH, on_payment_failure="apply_change"))
    assert changed["status"] == "past_due"
    assert changed["items"][0]["price"]["id"] == GROWTH_MONTH


async def test_a_charge_below_the_least_is_refused(paddle: Paddle) -> None:
    subscription = await paddle.subscribe()
    due = moment(subscription["next_billed_at"])
    early = due.timestamp() - 3600
    now = moment((await paddle.control("GET", "clock"))["now"]).timestamp()
    await paddle.control("POST", "clock", {"seconds": early - now})
    refused = await paddle.ask("PATCH", f"/subscriptions/{subscription['id']}", wish(GROWTH_MONTH))
    assert "less_than_charge_limit" in refused.body["error"]["code"]


async def test_a_mode_must_be_named(paddle: Paddle) -> None:
    subscription = await paddle.subscribe()
    path = f"/subscriptions/{subscription['id']}"
    items = [{"price_id": GROWTH_MONTH, "quantity": 1}]
    refused = await paddle.ask("PATCH", path, {"items": items})
    assert "missing_proration_billing_mode" in refused.body["error"]["code"]


async def test_tax_follows_the_country_and_a_tax_id_takes_it_off(paddle: Paddle) -> None:
    opened = await paddle.open_checkout()
    assert opened["status"] == "draft"
    paid = await paddle.pay(opened, country="DE")
    assert paid["details"]["totals"]["tax"] == "285"
    assert paid["details"]["totals"]["grand_total"] == "1785"
    business = await paddle.post(
        f"/customers/{paid['customer_id']}/businesses",
        {"name": "Amina GmbH", "tax_identifier": "DE123456789"},
    )
    path = f"/subscriptions/{paid['subscription_id']}"
    await paddle.patch(path, {"business_id": business["id"]})
    await paddle.control("POST", "clock", {"days": 31})
    renewal = (await paddle.get(f"/transactions?subscription_id={paid['subscription_id']}"))[0]
    assert renewal["details"]["totals"]["tax"] == "0"


async def test_a_one_time_charge_is_taken_at_once(paddle: Paddle) -> None:
    subscription = await paddle.subscribe()
    once = await paddle.post(
        "/prices",
        {
            "product_id": "pro_01chatsync0growth000000000",
            "description": "Set-up",
            "unit_price": {"amount": "5000", "currency_code": "USD"},
        },
    )
    items = {"items": [{"price_id": once["id"], "quantity": 1}]}
    await paddle.post(f"/subscriptions/{subscription['id']}/charge", items)
    charged = (await paddle.get(f"/transactions?subscription_id={subscription['id']}"))[0]
    assert (charged["origin"], charged["status"]) == ("subscription_charge", "completed")
