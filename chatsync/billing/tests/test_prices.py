"""What plans cost: shown in rupees, charged in another currency, and the same at Paddle."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from chatsync.billing.actions.answered import PriceDiffers
from chatsync.billing.actions.compare_prices import compare_prices
from chatsync.billing.actions.manage import change_plan, preview_plan
from chatsync.billing.models import Subscription, Walk
from chatsync.billing.plans import Interval, Plan
from chatsync.billing.prices import price_faults, price_table
from chatsync.billing.queries import plans_sold
from chatsync.billing.tests.make import a_subscriber
from chatsync.billing.tests.stand_in import PRICES, StandIn
from chatsync.kit.env import WrongSetting
from chatsync.kit.tenancy import scope


def test_a_year_costs_ten_months() -> None:
    table = {(price.plan, price.interval): price for price in price_table()}
    assert len(table) == 6
    growth = table[Plan.GROWTH, Interval.YEAR]
    assert (growth.rupees, growth.amount, growth.currency) == (85_000, 310_00, "USD")


def test_the_operator_sets_other_prices(settings: Any) -> None:
    settings.PRICES = ("growth.month=9000:33.50",)
    settings.CHARGE_CURRENCY = "EUR"
    table = {price.key: price for price in price_table()}
    assert (table["growth.month"].rupees, table["growth.month"].amount) == (9_000, 33_50)
    assert (table["growth.year"].rupees, table["growth.year"].currency) == (85_000, "EUR")


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("PRICES", "gold.month=1:2.00", "a line is starter, growth or business"),
        ("PRICES", "growth.month", "a line is starter, growth or business"),
        ("PRICES", "growth.month=8500", "two decimals"),
        ("PRICES", "growth.month=8500:31", "two decimals"),
        ("PADDLE_PRICES", "growth.month=price_1", "begins with pri_"),
        ("PADDLE_PRICES", "growth.week=pri_1", "a line is starter, growth or business"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(
    settings: Any, name: str, line: str, said: str
) -> None:
    setattr(settings, name, (line,))
    with pytest.raises(WrongSetting) as wrong:
        price_table()
    assert said in str(wrong.value)
    assert line.partition("=")[0] in str(wrong.value)


def test_the_same_prices_at_paddle_are_no_fault(stand_in: StandIn) -> None:
    assert price_faults() == []


def test_another_amount_at_paddle_is_named(stand_in: StandIn) -> None:
    other = {"unit_price": {"amount": "3200", "currency_code": "USD"}}
    stand_in.ask("PATCH", f"/prices/{PRICES['growth.month']}", other)
    faults = price_faults()
    assert len(faults) == 1
    assert "USD 31.00 for growth.month" in faults[0]
    assert "3200" in faults[0]


def test_a_price_that_is_not_sold_any_more_is_named(stand_in: StandIn) -> None:
    stand_in.ask("PATCH", f"/prices/{PRICES['starter.year']}", {"status": "archived"})
    at = f"starter.year ({PRICES['starter.year']})"
    assert price_faults() == [f"Paddle does not sell {at} any more: it is archived there."]


def test_swapped_and_unknown_ids_are_named(stand_in: StandIn, settings: Any) -> None:
    unknown = "pri_" + "0" * 26
    settings.PADDLE_PRICES = (
        f"growth.month={PRICES['growth.year']}",
        f"starter.month={unknown}",
    )
    faults = " ".join(price_faults())
    assert f"Paddle has no price for starter.month ({unknown})" in faults
    assert "once a month" in faults
    assert "USD 31.00 for growth.month" in faults


def test_a_paddle_that_refuses_or_is_away_is_said(stand_in: StandIn, settings: Any) -> None:
    stand_in.ask("POST", "/_control/faults", {"mode": "rate_limit", "next": 1})
    assert "exceeded the allowed rate limit" in price_faults()[0]
    settings.PADDLE_API_KEY = "pdl_sdbx_apikey_of_nobody"
    assert "aren't permitted" in price_faults()[0]
    settings.PADDLE_API_URL = "http://127.0.0.1:1"
    assert "no connection" in price_faults()[0]


def test_pages_of_prices_are_all_read(stand_in: StandIn, settings: Any) -> None:
    product = "pro_01chatsync0growth000000000"
    wish = {
        "product_id": product,
        "description": "Another",
        "unit_price": {"amount": "1", "currency_code": "USD"},
    }
    for _each in range(205):
        stand_in.ask("POST", "/prices", wish)
    assert price_faults() == []


def test_how_many_differ_is_written_down_and_kept_while_paddle_is_away(
    stand_in: StandIn, settings: Any, db: None
) -> None:
    compare_prices()
    walk = Walk.objects.get()
    assert (walk.prices_differ, walk.prices_compared_at is None) == (0, False)
    stand_in.ask("PATCH", f"/prices/{PRICES['starter.year']}", {"status": "archived"})
    compare_prices()
    assert Walk.objects.get().prices_differ == 1
    settings.PADDLE_API_URL = "http://127.0.0.1:1"
    compare_prices()
    assert Walk.objects.get().prices_differ == 1


def test_without_a_key_paddle_is_not_asked(stand_in: StandIn, settings: Any) -> None:
    settings.PADDLE_API_KEY = ""
    stand_in.ask("DELETE", "/_control/requests")
    assert price_faults() == []
    assert stand_in.ask("GET", "/_control/requests") == []


def test_plans_say_what_they_open_and_cost() -> None:
    starter, growth, business = plans_sold().items
    assert (starter.staff_limit, starter.number_limit, starter.has_api) == (3, 1, False)
    assert [(price.interval, price.rupees) for price in growth.prices] == [
        ("month", 8_500),
        ("year", 85_000),
    ]
    assert business.staff_limit is None


def test_where_billing_is_off_nothing_is_sold(settings: Any) -> None:
    settings.BILLING = False
    assert plans_sold().items == []


@pytest.mark.usefixtures("db")
def test_a_plan_that_paddle_would_charge_otherwise_is_not_changed_to(stand_in: StandIn) -> None:
    owner = a_subscriber(stand_in)
    other = {"unit_price": {"amount": "7200", "currency_code": "USD"}}
    stand_in.ask("PATCH", f"/prices/{PRICES['business.month']}", other)
    for asked in (preview_plan, change_plan):
        with capture_logs() as logged, pytest.raises(PriceDiffers, match="another sum"):
            asked(owner, Plan.BUSINESS, Interval.MONTH)
        assert "billing_alarm" in {line["event"] for line in logged}
    with scope(owner.workspace_id):
        held = Subscription.objects.get()
    (item,) = stand_in.ask("GET", f"/subscriptions/{held.provider_id}")["data"]["items"]
    assert (held.asked, item["price"]["id"]) == ("", PRICES["growth.month"])
