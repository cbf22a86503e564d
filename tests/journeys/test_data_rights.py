"""Leaving: a colleague takes their data and deletes their account, an owner closes the business."""

import re
import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.newcomers import code_for
from tests.journeys.test_team import PASSWORD, _invites, _joins, _owner_on_the_team_page
from tests.journeys.visitors import Visitors
from tests.support.product import Product, eventually

pytestmark = pytest.mark.browser

SHOP = "Sahiwal Lamps"
_AGE = "UPDATE workspaces_workspace SET closed_at = closed_at - interval '15 days' WHERE name = %s"


def _confirm(page: Page, password: str) -> None:
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Go on").click()


def test_a_colleague_takes_their_data_and_deletes_their_account(
    product: Product, visitors: Visitors
) -> None:
    visitors.foresee("status of 40[134]|WebSocket|Clear-Site-Data")
    login = f"c{secrets.token_hex(5)}"
    owner = _owner_on_the_team_page(product, visitors)
    page = visitors.stranger(accept_downloads=True)
    _joins(page, _invites(owner), login)
    page.goto(f"{product.url}/account")
    page.get_by_role("link", name="Get your data").click()
    _confirm(page, PASSWORD)
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_role("status")).to_be_visible()
    _look_until_it_is_made(page)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download").click()
    assert fetched.value.suggested_filename == "my-data.zip"

    page.goto(f"{product.url}/account/delete")
    page.get_by_label(f"Type your sign-in name: {login}").fill(login)
    page.get_by_role("button", name="Delete my account for good").click()
    expect(page.get_by_role("heading", name="Your account is deleted")).to_be_visible()
    owner.reload()
    expect(owner.get_by_role("heading", name="Team")).to_be_visible()
    expect(owner.get_by_text(f"Colleague {login}")).to_have_count(0)


def _look_until_it_is_made(page: Page) -> None:
    """The page does not look by itself; each look is a page of its own."""
    again, download = (page.get_by_role("link", name=it) for it in ("Look again", "Download"))
    expect(again.or_(download)).to_be_visible()
    while again.is_visible():
        with page.expect_navigation():
            again.click()
        expect(again.or_(download)).to_be_visible()


def test_an_owner_exports_closes_takes_it_back_and_closes_for_good(
    product: Product, visitors: Visitors
) -> None:
    visitors.foresee("status of 40[134]|WebSocket|Clear-Site-Data")
    page, settings, address = _signed_up(visitors, product)
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_text("The file is ready.")).to_be_visible()
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Download").click()
    assert fetched.value.suggested_filename == "workspace.zip"

    bar = page.get_by_role("status", name="Workspace closed")
    _close(page)
    expect(bar).to_be_visible()
    bar.get_by_role("button", name="Take it back").click()
    expect(bar).to_have_count(0)
    _close(page)
    expect(bar).to_be_visible()

    with product.database() as database:
        database.execute(_AGE, [SHOP])
    product.command("purge")
    page.goto(f"{product.url}{settings}")
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    owner = f"SELECT count(*) FROM accounts_person WHERE email = '{address}'"
    eventually(lambda: product.count(owner) == 0)


def _signed_up(visitors: Visitors, product: Product) -> tuple[Page, str, str]:
    """The new owner on the page of settings, confirmed just now; its path, and their address."""
    page = visitors.stranger(accept_downloads=True)
    password = f"kettle {secrets.token_hex(6)} saucer"
    address = f"owner-{secrets.token_hex(4)}@shop.example"
    page.goto(f"{product.url}/signup")
    page.get_by_label("Business name").fill(SHOP)
    page.get_by_label("Your name").fill("Rukhsana Bibi")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Phone number").fill("+92 61 4512345")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Code from the e-mail").fill(code_for(page, product, address))
    page.get_by_role("button", name="Make the workspace").click()
    page.wait_for_url("**/w/org_*/**")
    found = re.search(r"/w/(org_\w+)/", page.url)
    assert found
    settings = f"/w/{found[1]}/settings/workspace"
    page.goto(f"{product.url}/account/confirm?next={settings}")
    _confirm(page, password)
    return page, settings, address


def _close(page: Page) -> None:
    page.get_by_role("button", name="Close the workspace").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Type the name of the workspace").fill(SHOP)
    dialog.get_by_role("button", name="Close it").click()
