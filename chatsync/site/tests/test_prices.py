"""The page of prices: one table, two ways to pay, and nothing where nothing is sold."""

from typing import Any

import pytest

from chatsync.config.catalogues import compile_all
from chatsync.site.tests.stand import Browser


@pytest.fixture(autouse=True, scope="module")
def _compiled() -> None:
    compile_all()


def page(browser: Browser, path: str) -> str:
    answer = browser.open(path)
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def test_without_billing_nothing_is_sold(browser: Browser, settings: Any) -> None:
    settings.BILLING = False
    shown = page(browser, "/pricing?by=year")
    assert "This installation has no plans" in shown
    assert "Rs " not in shown


@pytest.mark.parametrize(
    ("path", "amounts"),
    [
        ("/pricing", ("Rs 4,000", "Rs 8,500", "Rs 18,000", "USD 15.00", "USD 65.00")),
        ("/pricing?by=nonsense", ("Rs 4,000", "USD 31.00")),
        ("/ur/pricing?by=year", ("Rs 40,000", "Rs 85,000", "Rs 180,000", "USD 310.00")),
    ],
)
def test_both_ways_to_pay_stand_in_rupees_and_in_what_is_charged(
    browser: Browser, settings: Any, path: str, amounts: tuple[str, ...]
) -> None:
    settings.BILLING = True
    shown = page(browser, path)
    assert [it for it in amounts if it not in shown] == []
    assert "This installation has no plans" not in shown


def test_whoever_chose_a_plan_can_sign_up_there_and_reads_how_it_ends(
    browser: Browser, settings: Any
) -> None:
    settings.BILLING = True
    shown = page(browser, "/pricing")
    assert 'data-track="sign-up-prices"' in shown
    assert "Cancel at any time." in shown
    assert 'href="/ur/refund"' in page(browser, "/ur/pricing").partition("<footer")[0]
    settings.SIGNUP = "closed"
    assert 'data-track="sign-up-prices"' not in page(browser, "/pricing")
    settings.BILLING = False
    assert "Cancel at any time." not in page(browser, "/pricing")


def test_a_year_is_called_ten_months_only_where_it_costs_that(
    browser: Browser, settings: Any
) -> None:
    settings.BILLING = True
    assert "A year costs as much as ten months." in page(browser, "/pricing")
    settings.PRICES = ("growth.year=90000:310.00",)
    assert "A year costs as much as ten months." not in page(browser, "/pricing")


def test_nothing_is_sold_that_is_not_built(browser: Browser, settings: Any) -> None:
    settings.BILLING = True
    shown = page(browser, "/pricing").partition('class="questions"')[0].lower()
    assert not [word for word in ("campaign", "shopify", " ai ", "chatbot") if word in shown]
