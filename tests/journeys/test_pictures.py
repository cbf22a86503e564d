"""Photos in both directions."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, bubble, row, thread
from tests.support.product import Product

pytestmark = pytest.mark.browser

_WATCH_SIZES = """
known => {
  window.sizes = new Set();
  new MutationObserver(() => {
    const shown = [...document.querySelectorAll("[role=log] .picture")].slice(known);
    for (const each of shown) {
      const { width, height } = each.getBoundingClientRect();
      window.sizes.add(`${width} x ${height}`);
    }
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
}
"""
_PHOTO = Path(__file__).parents[2] / "sandbox" / "static" / "sample-teapot.jpg"


def _phone(visitors: Visitors, customer: Customer) -> Page:
    phone = visitors.stranger(viewport={"width": 900, "height": 760})
    phone.goto(customer.phone_page())
    expect(phone.get_by_role("button", name=customer.name, pressed=True)).to_be_visible()
    return phone


def _agent_with(visitors: Visitors, customer: Customer) -> Page:
    agent = visitors.member("agent")
    customer.writes("The parcel came like this:")
    customer.conversation()
    agent.get_by_role("button", name="Take next").click()
    expect(bubble(agent, "The parcel came like this:")).to_be_visible()
    return agent


def test_a_customers_photo_appears_in_its_place_and_opens(
    product: Product, visitors: Visitors
) -> None:
    customer = Customer(product, "Fatima Noor", "923005550111")
    agent, phone = _agent_with(visitors, customer), _phone(visitors, customer)
    agent.evaluate(_WATCH_SIZES, thread(agent).locator(".picture").count())
    phone.get_by_role("button", name="Photos").click()
    phone.get_by_role("button", name="Send parcel photo").click()
    small = thread(agent).get_by_role("button", name="Open photo").last
    expect(small.get_by_role("img")).to_have_js_property("complete", value=True)
    assert small.get_by_role("img").evaluate("(image) => image.naturalWidth") > 0
    expect(row(agent, customer.name)).to_contain_text("Photo")
    assert agent.evaluate("window.sizes.size") == 1, agent.evaluate("[...window.sizes]")
    small.click()
    large = agent.get_by_role("dialog").get_by_role("img")
    expect(large).to_be_visible()
    assert large.evaluate("(image) => image.naturalWidth") >= 300
    agent.keyboard.press("Escape")
    expect(agent.get_by_role("dialog")).to_have_count(0)


def test_an_agents_photo_reaches_the_phone(product: Product, visitors: Visitors) -> None:
    customer = Customer(product, "Imran Sheikh", "923335550122")
    agent, phone = _agent_with(visitors, customer), _phone(visitors, customer)
    agent.get_by_label("File to send").set_input_files(_PHOTO)
    agent.get_by_role("textbox", name="Your reply").fill("The new pot, sent today")
    agent.get_by_role("button", name="Send", exact=True).click()
    arrived = phone.get_by_role("img", name="Photo: The new pot, sent today")
    expect(arrived).to_be_visible()
    assert arrived.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0
    sent = bubble(agent, "The new pot, sent today")
    expect(sent.get_by_role("img", name="Read")).to_be_visible()
    expect(sent.get_by_role("button", name="Open photo")).to_be_visible()


def test_a_file_that_whatsapp_does_not_take_is_refused_before_it_is_sent(
    visitors: Visitors, customer: Customer, tmp_path: Path
) -> None:
    agent = _agent_with(visitors, customer)
    note = tmp_path / "logo.svg"
    note.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    agent.get_by_label("File to send").set_input_files(note)
    expect(agent.get_by_text("WhatsApp does not take this kind of file.")).to_be_visible()
    expect(agent.get_by_role("button", name="Send", exact=True)).to_be_disabled()
