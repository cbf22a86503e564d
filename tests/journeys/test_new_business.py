"""A new business: sign up, connect a number, turn green, send the test message."""

import secrets

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.newcomers import sign_up
from tests.journeys.visitors import Visitors, bubble, queue, row
from tests.support.product import Product

pytestmark = pytest.mark.browser

_PHONE = "+92 300 5550111"
_LABELS = {
    "Phone number ID": "phone_number_id",
    "WhatsApp Business Account ID": "waba_id",
    "Access token": "token",
}


def _test_number(visitors: Visitors, product: Product) -> tuple[Page, Locator]:
    """The stand-in's own page of test numbers, and the card of a number made there."""
    name = f"Multan Crockery {secrets.token_hex(3)}"
    meta = visitors.stranger()
    meta.goto(f"{product.facts['sandbox_url']}/numbers")
    meta.get_by_label("Business name").fill(name)
    meta.get_by_role("button", name="Create number").click()
    card = meta.get_by_role("article").filter(has_text=name)
    expect(card).to_be_visible()
    return meta, card


def _ids_on(card: Locator) -> dict[str, str]:
    names = [one.strip() for one in card.locator("dt").all_inner_texts()]
    values = [one.strip() for one in card.locator("dd").all_inner_texts()]
    shown = dict(zip(names, values, strict=True))
    return {**shown, "WhatsApp Business Account ID": shown["Business account ID"]}


def _open_form(page: Page) -> Locator:
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Connect a number").click()
    guide = page.get_by_role("region", name="Set up a number")
    expect(guide).to_be_visible()
    return guide


def _fill(form: Locator, ids: dict[str, str]) -> None:
    for label in _LABELS:
        field = form.get_by_label(label, exact=True)
        if field.count():
            field.fill(ids[label])


def _refused(form: Locator, ids: dict[str, str], label: str, value: str) -> None:
    """Try with one wrong value: that field is named, and nothing typed is lost."""
    form.get_by_label(label, exact=True).fill(value)
    form.get_by_role("button", name="Check and connect").click()
    expect(form.locator("input[aria-invalid=true]")).to_have_attribute("name", _LABELS[label])
    for other in _LABELS.keys() - {label}:
        expect(form.get_by_label(other, exact=True)).to_have_value(ids[other])
    form.get_by_label(label, exact=True).fill(ids[label])


def _enter_app(guide: Locator, ids: dict[str, str]) -> None:
    """The shop's own Meta app: its webhooks are set up at Meta with one press."""
    guide.get_by_label("Use your own Meta app").check()
    for label in ("App ID", "App secret"):
        guide.get_by_label(label, exact=True).fill(ids[label])
    guide.get_by_role("button", name="Save the app").click()
    webhooks = guide.get_by_role("region", name="Webhooks")
    webhooks.get_by_role("button", name="Enter it at Meta for me").click()
    expect(webhooks.get_by_role("status")).to_contain_text("Meta checked the address")


def _enter_by_hand(guide: Locator, card: Locator) -> None:
    """The same in Meta's own pages."""
    webhooks = guide.get_by_role("region", name="Webhooks")
    webhooks.get_by_text("Or do it by hand").click()
    callback, token = (webhooks.get_by_label(name) for name in ("Callback URL", "Verify token"))
    _verify_callback(card, callback.input_value(), token.input_value())


def _verify_callback(card: Locator, callback: str, verify_token: str) -> None:
    card.get_by_label("Callback URL").fill(callback)
    card.get_by_label("Verify token").last.fill(verify_token)
    card.get_by_role("button", name="Verify and save").click()
    expect(card.get_by_role("status")).to_contain_text("Verified")


def _customer_writes(visitors: Visitors, product: Product, number: str) -> Page:
    phone = visitors.stranger()
    digits = "".join(filter(str.isdigit, _PHONE))
    phone.goto(f"{product.facts['sandbox_url']}/?number={number}&customer={digits}")
    expect(phone.locator("#number")).to_have_value(number)
    phone.get_by_role("textbox", name="Message").fill("Are you open on Sunday?")
    phone.get_by_role("button", name="Send", exact=True).click()
    return phone


def test_a_new_business_signs_up_connects_its_own_app_and_sends_a_test_message(
    product: Product, visitors: Visitors
) -> None:
    visitors.foresee("status of 422")
    page = sign_up(visitors, product)
    _meta, card = _test_number(visitors, product)
    ids = _ids_on(card)
    guide = _open_form(page)
    _enter_app(guide, ids)
    _enter_by_hand(guide, card)
    form = guide.get_by_role("form", name="Connect a number")
    _fill(form, ids)
    _refused(form, ids, "Access token", "EAAwrong")
    _refused(form, ids, "WhatsApp Business Account ID", "100000000000001")
    form.get_by_role("button", name="Check and connect").click()
    saved = page.get_by_role("region", name="Number saved")
    expect(saved.get_by_role("status")).to_have_text("Waiting for the first update")
    phone = _customer_writes(visitors, product, ids["Phone number ID"])
    expect(saved.get_by_role("status")).to_have_text("Connected")
    saved.get_by_role("button", name="Done").click()
    _send_test_message(page)
    expect(phone.locator("#messages .business")).to_have_count(1)
    page.get_by_role("link", name="Inbox").click()
    queue(page, "Unassigned")
    row(page, "Fatima Noor").click()
    expect(bubble(page, "Are you open on Sunday?")).to_be_visible()


def test_a_number_is_connected_through_the_app_of_the_installation(
    product: Product, visitors: Visitors
) -> None:
    page = sign_up(visitors, product)
    app_id = product.sandbox("state")["numbers"][0]["app_id"]
    number = {"phone_number_id": f"1{secrets.randbelow(10**14):014d}", "waba_id": "777000777000777"}
    number |= {"token": "EAAoperator", "app_id": app_id, "verified_name": "Sukkur Sweets"}
    product.sandbox("numbers", {**number, "display_phone_number": "+92 71 5550123"})
    form = _open_form(page)
    expect(form.get_by_label("Use the Meta app of this installation")).to_be_checked()
    form.get_by_label("Phone number ID", exact=True).fill(number["phone_number_id"])
    form.get_by_label("WhatsApp Business Account ID").fill(number["waba_id"])
    form.get_by_label("Access token").fill(number["token"])
    form.get_by_role("button", name="Check and connect").click()
    saved = page.get_by_role("region", name="Number saved")
    expect(saved.get_by_role("status")).to_have_text("Waiting for the first update")
    phone = _customer_writes(visitors, product, number["phone_number_id"])
    expect(saved.get_by_role("status")).to_have_text("Connected")
    saved.get_by_role("button", name="Done").click()
    _send_test_message(page)
    expect(phone.locator("#messages .business")).to_have_count(1)


def _send_test_message(page: Page) -> None:
    page.get_by_label("Send a test message to").fill(_PHONE)
    page.get_by_role("button", name="Send test message").click()
    expect(page.get_by_text("Handed to WhatsApp. Look at that phone now.")).to_be_visible()
