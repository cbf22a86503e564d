"""Every kind of message, in both directions, and what is done to it afterwards."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chatsync.channels.tests.sound_and_film import A_PDF
from sandbox.voice import sample_voice
from tests.journeys.customers import Customer
from tests.journeys.visitors import Visitors, bubble, thread
from tests.support.product import eventually

pytestmark = pytest.mark.browser


@pytest.fixture
def agent(visitors: Visitors, customer: Customer) -> Page:
    page = visitors.member("agent")
    customer.writes("Two pots please")
    customer.conversation()
    page.get_by_role("button", name="Take next").click()
    expect(bubble(page, "Two pots please")).to_be_visible()
    return page


@pytest.fixture
def phone(visitors: Visitors, customer: Customer, agent: Page) -> Page:
    del agent
    page = visitors.stranger(viewport={"width": 900, "height": 760})
    page.goto(customer.phone_page())
    expect(page.get_by_role("button", name=customer.name, pressed=True)).to_be_visible()
    return page


def test_what_a_phone_can_send_is_shown(agent: Page, phone: Page) -> None:
    phone.get_by_role("button", name="Photos").click()
    for name in ("voice note", "document", "place", "contact", "poll"):
        phone.get_by_role("button", name=f"Send a {name}").click()
    log = thread(agent)
    expect(log.get_by_text("24.8607, 67.0011")).to_be_visible()
    expect(log.get_by_role("region", name="Contact card")).to_contain_text("Bilal")
    expect(log.get_by_text("A poll: WhatsApp shows it on the phone only")).to_be_visible()
    log.get_by_role("button", name="Play: Voice message").click()
    sound = log.get_by_label("Voice message")
    expect(sound).to_have_js_property("error", None)
    eventually(lambda: sound.evaluate("(element) => element.duration > 1"))
    with agent.expect_download() as saved:
        log.get_by_role("button", name="Save price list.pdf").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")


def test_reactions_edits_and_deletions_show_on_their_message(agent: Page, phone: Page) -> None:
    asked = bubble(agent, "Two pots please")
    asked.hover()
    asked.get_by_role("button", name="React to this message").click()
    agent.get_by_role("menuitem", name="👍").click()
    expect(phone.get_by_role("img", name="They reacted 👍")).to_be_visible()
    expect(thread(agent).get_by_role("img", name="We reacted 👍")).to_be_visible()
    said = phone.get_by_role("listitem").filter(has_text="Two pots please")
    said.hover()
    said.get_by_role("button", name="Edit").click()
    phone.get_by_role("textbox", name="Message").fill("Three pots please")
    phone.get_by_role("button", name="Send", exact=True).click()
    changed = bubble(agent, "Three pots please")
    changed.get_by_role("button", name="Edited").click()
    expect(changed.get_by_text("Two pots please")).to_be_visible()
    said = phone.get_by_role("listitem").filter(has_text="Three pots please")
    said.hover()
    said.get_by_role("button", name="Delete").click()
    expect(thread(agent).get_by_text("The customer deleted this message")).to_be_visible()
    expect(thread(agent).get_by_role("article")).to_have_count(1)


def test_a_recorded_voice_message_plays_on_both_sides(
    agent: Page, phone: Page, customer: Customer
) -> None:
    agent.get_by_role("button", name="Record a voice message").click()
    expect(agent.get_by_role("timer", name="Recording")).to_have_text(re.compile(r"0:0[1-9]"))
    agent.get_by_role("button", name="Stop recording").click()
    agent.get_by_role("button", name="Send", exact=True).click()
    heard = phone.get_by_label("Voice note")
    eventually(lambda: heard.evaluate("(sound) => sound.readyState > 0 && sound.duration > 0.5"))
    assert heard.evaluate("(sound) => sound.error") is None
    (sent,) = customer.received()
    assert sent["body"]["audio"]["voice"] is True
    thread(agent).get_by_role("button", name="Play: Voice message").click()
    own = thread(agent).get_by_label("Voice message")
    eventually(lambda: own.evaluate("(sound) => sound.duration > 0.5 && sound.currentTime > 0"))


def test_an_agents_files_reach_the_phone(agent: Page, phone: Page, tmp_path: Path) -> None:
    files = {"list.pdf": A_PDF, "note.ogg": sample_voice()}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        agent.get_by_label("File to send").set_input_files(tmp_path / name)
        agent.get_by_role("button", name="Send", exact=True).click()
    expect(phone.get_by_role("link", name="Document: list.pdf")).to_be_visible()
    expect(phone.get_by_label("Voice note")).to_be_visible()
    expect(thread(agent).get_by_role("button", name="Save list.pdf")).to_be_visible()
