"""Paying a plan in the checkout document, and what a script there cannot reach (CP-4.C, CP-6.3)."""

import secrets
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.firefox import Person, at, button
from tests.journeys.newcomers import sign_up
from tests.journeys.paying import (
    OPEN,
    confirm,
    foresee_refusals,
    frame_of,
    paddle,
    take_growth,
    with_pay_origin,
)
from tests.journeys.test_two_browsers import fill_in
from tests.journeys.visitors import Visitors, no_sideways_scroll, sign_in
from tests.support.product import Product, eventually

pytestmark = pytest.mark.browser

TRIED = {
    "fetch api",
    "fetch page",
    "iframe",
    "window",
    "form",
    "service worker",
    "cookies",
    "opener",
}
"""What the stand-in's script tries against the app from where it runs."""


_LIVE = """
new MutationObserver(() => {
  const page = document.querySelector("#pay");
  if (page?.dataset.token) page.dataset.token = page.dataset.token.replace("test_", "live_");
}).observe(document, { childList: true, subtree: true });
"""
"""Makes the document's token a live one before its script reads it."""


class Heard:
    """Every origin that a person's browser asks for something."""

    def __init__(self, page: Page) -> None:
        self.origins: set[str] = set()
        page.context.on("request", self._note)

    def _note(self, sent: Request) -> None:
        parts = urlsplit(sent.url)
        self.origins.add(f"{parts.scheme}://{parts.netloc}")


def of_paddle(product: Product) -> set[str]:
    return {product.facts["paddle_url"], product.facts["paddle_frame_url"]}


def attempts(product: Product) -> dict[str, str | None]:
    """What the script tried in the document, and what it got."""

    def all_told() -> dict[str, str | None] | None:
        told = {one["what"]: one["got"] for one in paddle(product, "attempts")}
        return told if set(told) >= TRIED else None

    return eventually(all_told)


def test_a_new_business_pays_growth_for_a_year_and_the_plan_is_live(
    product: Product, visitors: Visitors
) -> None:
    foresee_refusals(visitors)
    paddle(product, "attempts", method="DELETE")
    password = f"kettle {secrets.token_hex(6)} saucer"
    page = sign_up(visitors, product, password)
    heard = Heard(page)
    confirm(page, password)
    page.get_by_role("link", name="Billing").click()
    expect(page.get_by_text("Trial, until")).to_be_visible()
    take_growth(page)
    expect(page.get_by_text("USD 310.00")).to_be_visible()
    expect(page.get_by_text("Rs 85,000")).to_be_visible()
    assert heard.origins == {product.url}
    page.get_by_role("button", name=OPEN).click()
    frame = frame_of(page)
    frame.get_by_label("E-mail").fill("rukhsana@shop.example")
    frame.get_by_role("button", name="Decline").click()
    expect(frame.get_by_text("The payment was declined")).to_be_visible()
    frame.get_by_role("button", name="Needs action").click()
    frame.get_by_role("button", name="Approve").click()
    expect(frame.get_by_text("Paid. Thank you.")).to_be_visible()
    frame.get_by_role("button", name="Close").click()
    expect(page.get_by_role("heading", name="Confirming")).to_be_visible()
    assert heard.origins == {product.url, *of_paddle(product)}
    got = attempts(product)
    assert {what: found for what, found in got.items() if found} == {}
    page.get_by_role("link", name="Back to ChatSync").click()
    expect(page.get_by_role("heading", name="Your plan: Growth")).to_be_visible()
    expect(page.get_by_text("Active, paid until")).to_be_visible()
    expect(page.get_by_role("button", name="Take Growth")).to_have_count(0)


@pytest.fixture
def owner(product: Product, visitors: Visitors) -> Page:
    """An owner of the demo who has just shown who they are, on Billing."""
    foresee_refusals(visitors)
    page = visitors.stranger()
    sign_in(page, product, "owner")
    confirm(page, product.facts["demo"]["members"]["owner"]["password"])
    page.goto(f"{product.url}/w/{product.facts['demo']['workspace']}/billing")
    return page


def test_a_way_to_pay_opens_once_and_the_checkout_can_be_closed(
    product: Product, visitors: Visitors, owner: Page
) -> None:
    visitors.foresee("status of 404")
    take_growth(owner, "A month")
    way = owner.url
    owner.get_by_role("button", name=OPEN).click()
    frame_of(owner).get_by_role("button", name="Close").click()
    expect(owner.get_by_text("The checkout was closed.")).to_be_visible()
    owner.get_by_role("button", name="Try again").click()
    expect(frame_of(owner).get_by_role("button", name="Pay", exact=True)).to_be_visible()
    assert owner.url == f"{product.url}/pay"
    owner.goto(way)
    expect(owner.get_by_role("heading", name="There is nothing to pay here")).to_be_visible()


def test_a_payment_link_shows_the_same_click_in_urdu_and_dark_on_a_phone(
    product: Product, visitors: Visitors, owner: Page
) -> None:
    take_growth(owner, "A month")
    transaction = owner.locator("#pay").get_attribute("data-transaction")
    page = visitors.stranger(
        locale="ur", color_scheme="dark", viewport={"width": 360, "height": 740}
    )
    heard = Heard(page)
    page.goto(f"{product.url}/pay?_ptxn={transaction}")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert no_sideways_scroll(page)
    assert heard.origins == {product.url}
    page.locator("#open").click()
    expect(frame_of(page).locator("html")).to_have_attribute("data-theme", "dark")
    assert page.context.cookies(product.url) == []


def test_a_blocked_script_and_a_silent_frame_are_explained(
    product: Product, visitors: Visitors, owner: Page
) -> None:
    visitors.foresee("Failed to load resource|ERR_")
    take_growth(owner, "A month")
    script = f"{product.facts['paddle_url']}/paddle/v2/paddle.js"
    owner.route(script, lambda route: route.abort())
    owner.get_by_role("button", name=OPEN).click()
    expect(owner.get_by_text("Paddle's script did not load")).to_be_visible()
    expect(owner.get_by_role("link", name="Paddle's own page")).to_be_visible()
    owner.unroute(script)
    frames = f"{product.facts['paddle_frame_url']}/**"
    owner.route(frames, lambda route: route.abort())
    owner.get_by_role("button", name="Try again").click()
    expect(owner.get_by_text("Paddle's checkout does not answer")).to_be_visible()
    owner.unroute(frames)
    owner.get_by_role("button", name="Try again").click()
    expect(frame_of(owner).get_by_role("button", name="Pay", exact=True)).to_be_visible()


def test_without_script_the_way_leads_to_paddles_own_page(
    product: Product, visitors: Visitors, owner: Page
) -> None:
    take_growth(owner, "A month")
    transaction = owner.locator("#pay").get_attribute("data-transaction")
    page = visitors.stranger(java_script_enabled=False)
    page.goto(f"{product.url}/pay?_ptxn={transaction}")
    page.get_by_role("link", name="Paddle's own page").click()
    page.wait_for_url(f"{product.facts['paddle_frame_url']}/hosted?transaction_id={transaction}")


def test_on_an_origin_of_its_own_the_script_gets_nothing_either(
    product: Product, visitors: Visitors, owner: Page
) -> None:
    with with_pay_origin(product) as url:
        paddle(product, "attempts", method="DELETE")
        owner.goto(f"{url}/w/{product.facts['demo']['workspace']}/billing")
        take_growth(owner, "A month")
        assert owner.url.startswith(f"{url.replace('localhost', 'pay.localhost')}/pay/")
        owner.get_by_role("button", name=OPEN).click()
        expect(frame_of(owner).get_by_role("button", name="Pay", exact=True)).to_be_visible()
        got = attempts(product)
    assert {what: found for what, found in got.items() if found} == {}


def test_paddles_measuring_is_not_loaded_with_a_live_token_either(
    product: Product, owner: Page
) -> None:
    paddle(product, "attempts", method="DELETE")
    owner.add_init_script(_LIVE)
    take_growth(owner, "A month")
    owner.get_by_role("button", name=OPEN).click()
    expect(frame_of(owner).get_by_role("button", name="Pay", exact=True)).to_be_visible()
    assert "profitwell" not in attempts(product)


def test_paying_in_firefox_keeps_and_contacts_what_is_declared(
    product: Product, person: Person
) -> None:
    home = f"/w/{product.facts['demo']['workspace']}"
    person.tab.open(f"{product.url}/login")
    fill_in(person.tab, product)
    person.tab.wait(at("/w/"))
    person.opens(f"/account/confirm?next={home}/billing")
    person.types("password", product.facts["demo"]["members"]["owner"]["password"])
    person.sends(at(f"{home}/billing"))
    person.presses("Take Growth", f"Boolean({button('Go to the payment page')})")
    person.presses("Go to the payment page", f"Boolean({button(OPEN)})")
    person.presses(OPEN, "!document.querySelector('[data-when=open]').hidden")
    theirs = of_paddle(product)
    assert {one for one in theirs if any(it.startswith(one) for it in person.seen)} == theirs


def test_the_audit_sees_what_the_checkout_keeps_and_the_policy_tells_the_day(
    product: Product, visitors: Visitors
) -> None:
    page = visitors.stranger()
    page.goto(f"{product.url}/cookies")
    expect(page.get_by_text("not measured here").first).to_be_visible()
    said = product.command("audit", "checkout", "--data", str(product.data), "--keep")
    assert "- kept: cookie __cf_bm (127.0.0.1)" in said
    assert f"- contacted: {product.facts['paddle_frame_url']}" in said
    assert said.endswith("Differences: 0\n")
    page.reload()
    expect(page.get_by_text("Last measured on")).to_be_visible()
    expect(page.get_by_text("not measured here")).to_have_count(0)
