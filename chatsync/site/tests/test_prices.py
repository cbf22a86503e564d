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


def test_nothing_is_sold_that_is_not_built(browser: Browser, settings: Any) -> None:
    settings.BILLING = True
    shown = page(browser, "/pricing").partition('class="questions"')[0].lower()
    assert not [word for word in ("campaign", "shopify", " ai ", "chatbot") if word in shown]
