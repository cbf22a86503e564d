"""A plan from its first payment to its end, as an owner sees it on a phone."""

import secrets
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newcomers import sign_up
from tests.journeys.paying import confirm, foresee_refusals, paddle, take_growth
from tests.journeys.visitors import Visitors, no_sideways_scroll
from tests.support.product import Product

pytestmark = pytest.mark.browser


def buy_growth(page: Page, product: Product) -> None:
    """Somebody pays what the payment page is for, as its frame would."""
    take_growth(page, "A month")
    transaction = page.locator("#pay").get_attribute("data-transaction")
    how = {"transaction_id": transaction, "email": f"{secrets.token_hex(4)}@shop.example"}
    paddle(product, "payments", how)
    page.get_by_role("link", name="Back to ChatSync").click()
    expect(page.get_by_role("heading", name="Your plan: Growth")).to_be_visible()


def newest_subscription(product: Product) -> str:
    with product.database() as connection:
        row = connection.execute(
            "SELECT provider_id FROM billing_subscription WHERE provider = 'paddle' "
            "ORDER BY made_at DESC LIMIT 1"
        ).fetchone()
    assert row
    return str(row[0])


def end_trial(product: Product) -> None:
    """The stand-in's clock is ahead, ours is not: else the days of the trial were still there."""
    with product.database() as connection:
        connection.execute("UPDATE billing_account SET trial_ends_at = now() - interval '1 day'")


def cancel(page: Page) -> None:
    page.get_by_role("button", name="Cancel Business").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel the plan").click()
    expect(page.get_by_text("Cancelled. Everything goes on until")).to_be_visible()


def test_upgraded_cancelled_kept_owed_recovered_and_ended(
    product: Product, visitors: Visitors, tmp_path: Path
) -> None:
    foresee_refusals(visitors)
    password = f"kettle {secrets.token_hex(6)} saucer"
    page = sign_up(visitors, product, password, viewport={"width": 360, "height": 740})
    confirm(page, product, password)
    buy_growth(page, product)
    with page.expect_download() as fetched:
        page.get_by_role("button", name="as PDF").click()
    fetched.value.save_as(tmp_path / "invoice.pdf")
    assert (tmp_path / "invoice.pdf").read_bytes().startswith(b"%PDF")
    page.get_by_role("button", name="Change to Business").click()
    dialog = page.get_by_role("dialog", name="Change to Business")
    expect(dialog.get_by_text("Charged now")).to_be_visible()
    dialog.get_by_role("button", name="Change the plan").click()
    expect(page.get_by_role("heading", name="Your plan: Business")).to_be_visible()
    cancel(page)
    page.get_by_role("button", name="Keep Business").click()
    expect(page.get_by_text("Active, paid until")).to_be_visible()
    bought = {"subscription_id": newest_subscription(product)}
    paddle(product, "cards", {**bought, "outcome": "declines"}, "PUT")
    paddle(product, "clock", {"days": 32})
    expect(page.get_by_text("The card was not charged.")).to_be_visible()
    assert no_sideways_scroll(page)
    paddle(product, "cards", {**bought, "outcome": "pays"}, "PUT")
    paddle(product, "clock", {"days": 4})
    expect(page.get_by_text("Active, paid until")).to_be_visible()
    end_trial(product)
    cancel(page)
    paddle(product, "clock", {"days": 32})
    expect(page.get_by_text("Ended. Messages still arrive")).to_be_visible()
