"""Somebody new: from the home page to a workspace of their own."""

import re
import secrets
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.visitors import Visitors
from tests.support.product import Product


def sign_up(visitors: Visitors, product: Product, password: str = "", **how: Any) -> Page:
    """Somebody signs their business up and arrives in its dashboard."""
    page = visitors.stranger(**how)
    page.goto(f"{product.url}/")
    page.get_by_role("link", name="Sign up your business").click()
    tell_of_a_business(page, visitors, product, password)
    return page


def tell_of_a_business(
    page: Page, visitors: Visitors, product: Product, password: str = ""
) -> None:
    """From the form of sign-up to the dashboard."""
    address = f"owner-{secrets.token_hex(4)}@shop.example"
    page.get_by_label("Business name").fill("Multan Crockery")
    page.get_by_label("Your name").fill("Rukhsana Bibi")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Phone number").fill("+92 61 4512345")
    page.get_by_label("Password").fill(password or f"kettle {secrets.token_hex(6)} saucer")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Code from the e-mail").fill(code_for(visitors, product, address))
    page.get_by_role("button", name="Make the workspace").click()
    page.wait_for_url("**/w/org_*/**")


def code_for(visitors: Visitors, product: Product, address: str) -> str:
    """What a person reads off the mailbox page."""
    mailbox = visitors.stranger()
    mailbox.goto(product.facts["mail_url"])
    mail = mailbox.get_by_role("listitem").filter(has_text=address)
    expect(mail).to_be_visible()
    found = re.search(r"^\W*([A-Z0-9]{3,}-?[A-Z0-9]{2,})\W*$", mail.inner_text(), re.MULTILINE)
    assert found, mail.inner_text()
    return found[1]
