"""Somebody new: from the home page to a workspace of their own."""

import re
import secrets
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.looks import ENGLISH, Looks
from tests.journeys.visitors import Visitors
from tests.support.product import Product


def sign_up(
    visitors: Visitors,
    product: Product,
    password: str = "",
    looks: Looks = ENGLISH,
    **how: Any,
) -> Page:
    """Somebody signs their business up and arrives in its dashboard."""
    page = visitors.stranger(**looks.browser, **how)
    page.goto(f"{product.url}{looks.home}")
    page.get_by_role("link", name=looks.page("Sign up your business")).click()
    tell_of_a_business(page, product, password, looks)
    return page


def tell_of_a_business(
    page: Page, product: Product, password: str = "", looks: Looks = ENGLISH
) -> None:
    """From the form of sign-up to the dashboard."""
    address = f"owner-{secrets.token_hex(4)}@shop.example"
    typed = {
        "Business name": "Multan Crockery",
        "Your name": "Rukhsana Bibi",
        "E-mail address": address,
        "Phone number": "+92 61 4512345",
        "Password": password or f"kettle {secrets.token_hex(6)} saucer",
    }
    for label, value in typed.items():
        page.get_by_label(looks.page(label)).fill(value)
    page.get_by_role("button", name=looks.page("Go on")).click()
    code = page.get_by_label(looks.page("Code from the e-mail"))
    code.fill(code_for(page, product, address))
    page.get_by_role("button", name=looks.page("Make the workspace")).click()
    page.wait_for_url("**/w/org_*/**")


def code_for(page: Page, product: Product, address: str) -> str:
    """What a person reads off the mailbox page, in a window beside theirs."""
    browser = page.context.browser
    assert browser
    mailbox = browser.new_page()
    mailbox.goto(product.facts["mail_url"])
    mail = mailbox.get_by_role("listitem").filter(has_text=address)
    expect(mail).to_be_visible()
    found = re.search(r"^\W*([A-Z0-9]{3,}-?[A-Z0-9]{2,})\W*$", mail.inner_text(), re.MULTILINE)
    assert found, mail.inner_text()
    mailbox.close()
    return found[1]
