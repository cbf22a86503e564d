"""Script in every place that people outside or inside can write to is shown as words."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.customers import Customer
from tests.journeys.planted import (
    LONG,
    PAGE,
    SCRIPT,
    SVG,
    TEMPLATE,
    Watch,
    csp_reports,
    files_of,
    script_everywhere,
    send_files,
    upload,
)
from tests.journeys.visitors import Visitors, row, thread
from tests.support.product import Product, eventually

pytestmark = pytest.mark.browser


@pytest.fixture
def planter(product: Product) -> Iterator[Customer]:
    with script_everywhere(product) as customer:
        yield customer


def test_script_runs_nowhere(visitors: Visitors, product: Product, planter: Customer) -> None:
    watch, reports = Watch(), csp_reports(product)
    page = visitors.member("owner")
    watch.over(page.context)
    _in_the_inbox(page)
    colleague = visitors.member("manager")
    watch.over(colleague.context)
    _in_the_notices(colleague)
    newcomer = visitors.stranger()
    watch.over(newcomer.context)
    _as_a_newcomer(newcomer, product)
    _in_the_settings(page, product)
    phone = visitors.stranger(viewport={"width": 900, "height": 760})
    watch.over(phone.context)
    _at_the_stand_in(phone, product, planter)
    assert (watch.ran, watch.outside) == ([], [])
    assert csp_reports(product) == reports


def test_a_file_that_could_run_is_refused_or_handed_over(
    product: Product, customer: Customer
) -> None:
    """An agent's is not taken; a customer's leaves as a file, of no type that a browser runs."""
    customer.writes("Look at these")
    for name, content in (("a.svg", SVG), ("a.html", PAGE), ("a.jpg", SVG), ("a.pdf", PAGE)):
        assert upload(product, name, content) == 422, name
    send_files(product, customer)
    for file in files_of(product, customer):
        answer = product.api(f"media/{file['id']}")
        if file["state"] != "stored":
            assert answer.status == 404
            continue
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("policy", ["", "default-src 'none'; script-src 'none'"])
def test_a_weak_page_is_caught(visitors: Visitors, policy: str) -> None:
    """The watch can fail: without our guards planted script runs, or the policy reports it."""
    visitors.foresee("away.test|weak.test")
    watch, page = Watch(), visitors.stranger()
    watch.over(page.context)
    headers = {"Content-Type": "text/html", "Content-Security-Policy": policy}
    page.context.route("http://weak.test/", lambda route: route.fulfill(body=LONG, headers=headers))
    page.goto("http://weak.test/")
    if policy:
        eventually(lambda: any("CSP: " in said for said in visitors.heard))
        assert watch.ran == []
    else:
        page.wait_for_load_state("networkidle")
        assert len(watch.ran) >= 2
        assert "http://away.test/x" in watch.outside


def _in_the_inbox(page: Page) -> None:
    page.reload()
    page.get_by_role("navigation", name="Queues").get_by_role("link", name="All chats").click()
    row(page, f"{SCRIPT} Ltd").click()
    log = thread(page)
    for place in (
        log.get_by_role("region", name="Location"),
        log.get_by_role("region", name="Contact card"),
    ):
        expect(place).to_contain_text(SCRIPT)
    expect(log.get_by_text(LONG)).to_have_count(4)  # the customer's, a note, an answer, a template
    expect(log.get_by_text(f"{SCRIPT}.pdf").first).to_be_visible()
    card = page.get_by_role("complementary", name="Customer details")
    expect(card.get_by_text(LONG).first).to_be_visible()
    page.get_by_role("button", name="Template", exact=True).click()
    page.get_by_role("dialog").get_by_text(TEMPLATE).click()
    expect(page.get_by_role("dialog").get_by_text(LONG).last).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("onerror")
    expect(page.get_by_role("option").filter(has_text="onerror").first).to_be_visible()


def _in_the_notices(page: Page) -> None:
    page.reload()
    page.get_by_title("Notes that name you").click()
    expect(page.get_by_role("menuitem").filter(has_text=SCRIPT)).to_be_visible()


def _in_the_settings(page: Page, product: Product) -> None:
    home = f"{product.url}/w/{product.facts['demo']['workspace']}/settings"
    page.goto(f"{home}/workspace")
    expect(page.get_by_label("Name", exact=True)).to_have_value(SCRIPT)
    for name in ("team", "api-keys", "audit-log"):
        page.goto(f"{home}/{name}")
        expect(page.get_by_role("row").filter(has_text=SCRIPT).first).to_be_visible()


def _as_a_newcomer(page: Page, product: Product) -> None:
    """Invited to a shop named script, under a name that is script; seen by themselves and all."""
    made = product.api("invitations", method="POST", body={"role": "agent"})
    page.goto(made.json()["link"])
    expect(page.get_by_text(SCRIPT).first).to_be_visible()
    page.get_by_label("Your name").fill(SCRIPT)
    page.get_by_label("Sign-in name").fill(f"c{uuid4().hex[:10]}")
    page.get_by_label("Password").fill("correct horse battery staple")
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/w/org_*/inbox**")
    page.goto(f"{product.url}/account")
    expect(page.get_by_text(SCRIPT).first).to_be_visible()


def _at_the_stand_in(page: Page, product: Product, customer: Customer) -> None:
    page.goto(f"{product.facts['sandbox_url']}/numbers")
    page.get_by_label("Business name").fill(SCRIPT)
    page.get_by_role("button", name="Create number").click()
    expect(page.get_by_role("heading", name=SCRIPT)).to_be_visible()
    page.goto(customer.phone_page())
    messages = page.get_by_role("list", name="Messages")
    expect(messages.get_by_text(LONG).first).to_be_visible()
    expect(messages.get_by_role("link", name=f"Document: {SCRIPT}.pdf").first).to_be_visible()
