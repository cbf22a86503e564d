"""Somebody asks about their data on a telephone, in Urdu; the operator answers; they write back."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_account import confirm
from tests.journeys.test_operator import operator_at
from tests.journeys.visitors import Visitors, no_sideways_scroll
from tests.support.product import Product, eventually

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
ADDRESS = "fatima@visitor.example"
ASKED = "میرے بارے میں جو محفوظ ہے وہ مٹا دیں۔"
ANSWERED = "کس دکان کے پیغام؟"
REPLIED = "کراچی کی دکان کے۔"


def _mails(product: Product) -> list[dict[str, Any]]:
    """What arrived at the visitor's address, the newest first."""
    found: list[dict[str, Any]] = product.sandbox(f"mail?to={ADDRESS}")["items"]
    return found


def _ask(page: Page, product: Product) -> str:
    """Fill in the form; the reference."""
    page.goto(f"{product.url}/ur/privacy/request")
    page.get_by_label("آپ کیا چاہتے ہیں؟").select_option("deletion")
    page.get_by_label("آپ کی درخواست").fill(ASKED)
    page.get_by_label("ای میل پتا").fill(ADDRESS)
    page.get_by_role("button", name="بھیجیں").click()
    expect(page.get_by_role("heading", name="آپ کی درخواست پہنچ گئی")).to_be_visible()
    return page.get_by_role("status").get_by_role("strong").inner_text()


def test_a_request_is_asked_answered_and_replied_to(product: Product, visitors: Visitors) -> None:
    visitors.foresee("Clear-Site-Data header")
    phone = visitors.stranger(viewport=PHONE, java_script_enabled=False)
    reference = _ask(phone, product)
    assert phone.context.cookies() == []
    assert reference in eventually(lambda: _mails(product))[0]["subject"]

    page = operator_at(product, visitors, "/ops/desk")
    page.get_by_role("link", name=reference).click()
    expect(page.get_by_text(ASKED)).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Confirm in a new tab").click()
    confirm(opened.value, product.facts["operator"]["password"])
    expect(opened.value.get_by_role("heading", name=reference)).to_be_visible()
    opened.value.close()
    page.get_by_label("Your answer").fill(ANSWERED)
    page.get_by_label("Afterwards it is").select_option("waiting")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("The answer is on its way.")).to_be_visible()
    answer = eventually(lambda: [it for it in _mails(product) if ANSWERED in it["text"]])[0]
    assert answer["subject"].startswith(f"[{reference}]")

    reply = {
        "from": ADDRESS,
        "to": "privacy@demo.example",
        "subject": "Re: whatever",
        "text": REPLIED,
        "message_id": "<reply@visitor.example>",
        "in_reply_to": answer["message_id"],
    }
    product.sandbox("mail", reply)
    path = page.url.partition("?")[0]
    eventually(lambda: page.goto(path) and page.get_by_text(REPLIED).count(), within=120)
    assert page.get_by_role("definition").filter(has_text="In progress").count() == 1
    assert _mails(product)[0]["text"] == answer["text"], "a reply is not confirmed again"


@pytest.mark.parametrize("address", ["/privacy/request", "/ur/privacy/request"])
def test_the_form_fits_a_telephone(product: Product, visitors: Visitors, address: str) -> None:
    page = visitors.stranger(viewport=PHONE)
    page.goto(f"{product.url}{address}")
    assert no_sideways_scroll(page)
    for field in page.get_by_role("textbox").all():
        assert field.get_attribute("id")
        assert page.locator(f"label[for={field.get_attribute('id')}]").count() == 1
