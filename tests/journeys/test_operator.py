"""The operator's day: suspending a workspace, lifting that, looking into it; seen by its owner."""

import pytest
from playwright.sync_api import Page, expect

from chatsync.audit.launching import found_browser
from chatsync.privacy.registry import SESSION
from tests.journeys.firefox import Person, at, says
from tests.journeys.test_account import confirm, fill_in, give_code
from tests.journeys.visitors import Visitors, queue, thread
from tests.support.product import Product

pytestmark = pytest.mark.browser
UNPAID = "The last invoice is unpaid."
ASKED = "They asked why a number waits."


def operator_at(product: Product, visitors: Visitors, address: str) -> Page:
    """Signed in with password and code, at a page."""
    facts = product.facts["operator"]
    page = visitors.stranger(base_url=product.url)
    page.goto(f"/login?next={address}")
    fill_in(page, facts["login"], facts["password"])
    give_code(page, facts["totp_secret"], "Sign in")
    assert page.url == f"{product.url}{address}"
    return page


def _the_same_in_firefox(request: pytest.FixtureRequest, page: Page, org: str) -> None:
    """With the sign-in of a page: a code is good for one sign-in, and the next one takes long."""
    if not found_browser("firefox"):
        return  # test_audit.py says so
    person: Person = request.getfixturevalue("person")
    for cookie in page.context.cookies():
        if cookie["name"] == SESSION.name:
            person.tab.plant(person.product.url, SESSION.name, cookie["value"])
    tenant = f"/ops/tenants/{org}"
    person.opens(f"{tenant}/standing")
    person.types("reason", UNPAID)
    person.presses("Suspend this workspace", says("Lift the suspension"))
    person.opens(f"{tenant}/standing")
    person.presses("Lift the suspension", f"{at(tenant)} && !{says('Lift the suspension')}")
    person.opens("/ops/incidents")
    person.opens(f"{tenant}/step-in")
    person.types("reason", ASKED)
    person.presses("Step in", f"{at(f'/w/{org}')} && {says('Read only')}")
    person.presses("Leave", at(tenant))


def test_a_workspace_sees_what_the_operator_does_to_it_and_when_they_look(
    product: Product, visitors: Visitors, request: pytest.FixtureRequest
) -> None:
    visitors.foresee("status of 40[34]|WebSocket")
    owner = visitors.member("owner", "demo2")
    suspended = owner.get_by_role("status", name="Workspace suspended")
    seen = owner.get_by_role("status", name="An operator looks in")
    org = product.facts["demo2"]["workspace"]
    page = operator_at(product, visitors, f"/ops/tenants/{org}")

    page.get_by_role("link", name="Suspend").click()
    confirm(page, product.facts["operator"]["password"])
    page.get_by_label("Reason").fill(UNPAID)
    page.get_by_role("button", name="Suspend this workspace").click()
    expect(suspended).to_contain_text(UNPAID)
    page.get_by_role("link", name="Lift the suspension").click()
    page.get_by_role("button", name="Lift the suspension").click()
    expect(suspended).to_have_count(0)

    page.get_by_role("link", name="Step in").click()
    page.get_by_label("Reason").fill(ASKED)
    page.get_by_role("button", name="Step in").click()
    expect(page.get_by_role("status", name="You are looking in")).to_contain_text("Read only")
    expect(seen).to_contain_text(ASKED)
    queue(page, "All Chats")
    page.get_by_role("list", name="Conversations").get_by_role("link").first.click()
    expect(thread(page).get_by_role("article").first).to_be_visible()
    expect(page.get_by_role("textbox", name="Your reply")).to_have_count(0)

    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("heading", name="Members")).to_be_visible()
    expect(seen).to_have_count(0)
    owner.get_by_role("link", name="Settings").click()
    owner.get_by_role("link", name="Audit log").click()
    expect(owner.get_by_role("cell", name="The operator's look ended")).to_be_visible()
    _the_same_in_firefox(request, page, org)
