"""Inviting, joining, working and leaving, as an owner and a new colleague live it."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, bubble, queue, row, sign_in
from tests.support.product import Product

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery staple"


def _owner_on_the_team_page(product: Product, visitors: Visitors) -> Page:
    """Signed in, and confirmed just now: deeds on people ask for it."""
    page = visitors.stranger()
    sign_in(page, product, "owner")
    demo = product.facts["demo"]
    page.goto(f"{product.url}/account/confirm?next=/w/{demo['workspace']}/settings/team")
    page.get_by_label("Password").fill(demo["members"]["owner"]["password"])
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Team")).to_be_visible()
    return page


def _invites(page: Page, email: str = "") -> str:
    """The link that the owner is shown; empty where a mail went."""
    page.get_by_role("button", name="Invite somebody").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("E-mail address").fill(email)
    dialog.get_by_role("button", name="Invite", exact=True).click()
    if not email:
        expect(dialog.get_by_role("img", name="QR code of the invitation")).to_be_visible()
        link = dialog.get_by_label("Link").input_value()
    else:
        expect(dialog.get_by_text("on its way")).to_be_visible()
        link = ""
    dialog.get_by_role("button", name="Done").click()
    return link


def _joins(page: Page, link: str, login: str) -> None:
    page.goto(link)
    page.get_by_label("Your name").fill(f"Colleague {login}")
    page.get_by_label("Sign-in name").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    page.wait_for_url("**/w/org_*/inbox**")


def test_a_colleague_joins_by_a_link_works_and_is_let_go(
    product: Product, visitors: Visitors, customer: Customer
) -> None:
    visitors.foresee("status of 40[134]|WebSocket")
    login = f"c{uuid4().hex[:10]}"
    owner = _owner_on_the_team_page(product, visitors)
    link = _invites(owner)
    colleague = visitors.stranger(viewport={"width": 390, "height": 780})
    _joins(colleague, link, login)
    customer.writes("Is the shop open?")
    customer.conversation()
    colleague.get_by_role("button", name="Take next").click()
    expect(bubble(colleague, "Is the shop open?")).to_be_visible()
    owner.reload()
    seat = owner.get_by_role("row").filter(has_text=login)
    seat.get_by_role("button", name="Remove").click()
    owner.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(seat).to_have_count(0)
    gone = colleague.goto(f"{product.url}/w/{product.facts['demo']['workspace']}/inbox")
    assert gone is not None
    assert gone.status == 404
    owner.get_by_role("link", name="Inbox").click()
    queue(owner, "Unassigned")
    expect(row(owner, customer.name)).to_be_visible()


def test_a_used_link_and_a_link_for_somebody_else_say_so(
    product: Product, visitors: Visitors
) -> None:
    visitors.foresee("status of 40[34]")
    owner = _owner_on_the_team_page(product, visitors)
    link = _invites(owner)
    _joins(visitors.stranger(), link, f"c{uuid4().hex[:10]}")
    late = visitors.stranger()
    late.goto(link)
    expect(late.get_by_role("heading", name="This invitation does not work")).to_be_visible()
    owner.goto(_invites(owner))
    expect(owner.get_by_role("heading", name="in this workspace already")).to_be_visible()


def test_the_log_tells_what_was_done_and_leaves_as_a_file(
    product: Product, visitors: Visitors
) -> None:
    owner = _owner_on_the_team_page(product, visitors)
    _invites(owner, f"{uuid4().hex[:10]}@example.com")
    owner.get_by_role("link", name="Audit log").click()
    expect(owner.get_by_text("All hold.")).to_be_visible()
    expect(owner.get_by_role("cell", name="Invited somebody").first).to_be_visible()
    owner.get_by_label("What").select_option("audit.exported")
    with owner.expect_download() as download:
        owner.get_by_role("button", name="Export as CSV").click()
    assert download.value.suggested_filename == "audit-log.csv"
