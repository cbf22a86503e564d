"""The phone page in a real browser: write, send a photo, read the answer."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright

from sandbox.tests.support import Meta

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture
async def page(meta: Meta) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        tab = await browser.new_page(viewport={"width": 360, "height": 740})
        complaints: list[str] = []
        tab.on("console", lambda said: complaints.append(said.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        await tab.goto(f"{meta.base}/?number={meta.number_id}")
        yield tab
        await browser.close()
        assert complaints == []


@pytest.mark.browser
async def test_a_customer_writes_sends_a_photo_and_sees_the_answer(meta: Meta, page: Page) -> None:
    await page.get_by_role("button", name="Ayesha Khan").click()
    await page.get_by_role("textbox", name="Message").fill("Is the pot in stock?")
    await page.get_by_role("button", name="Send", exact=True).click()
    await page.get_by_role("button", name="Photos").click()
    await page.get_by_role("button", name="Send parcel photo").click()
    await meta.receiver.until(lambda: len(meta.receiver.messages()) == 2)
    assert [one["type"] for one in meta.receiver.messages()] == ["text", "image"]
    await page.get_by_role("img", name="Photo").wait_for()
    answer = await meta.send(f"+{meta.receiver.messages()[0]['from']}", body="Two left.")
    await page.get_by_role("list", name="Messages").get_by_text("Two left.").wait_for()
    await meta.receiver.until(
        lambda: any(
            one["status"] == "read" and one["id"] == answer.body["messages"][0]["id"]
            for one in meta.receiver.statuses()
        )
    )


@pytest.mark.browser
async def test_a_customer_sends_every_kind_and_marks_what_was_said(meta: Meta, page: Page) -> None:
    await page.get_by_role("button", name="Ayesha Khan").click()
    await page.get_by_role("textbox", name="Message").fill("two pots")
    await page.get_by_role("button", name="Send", exact=True).click()
    await page.get_by_role("button", name="Photos").click()
    for name in ("Send a voice note", "Send a document", "Send a place", "Send a contact"):
        await page.get_by_role("button", name=name).click()
    await meta.receiver.until(lambda: len(meta.receiver.messages()) == 5)
    said = page.get_by_role("listitem").filter(has_text="two pots")
    await said.hover()
    await said.get_by_role("button", name="Edit").click()
    await page.get_by_role("textbox", name="Message").fill("three pots")
    await page.get_by_role("button", name="Send", exact=True).click()
    said = page.get_by_role("listitem").filter(has_text="three pots")
    await said.get_by_text("Edited").wait_for()
    await said.hover()
    await said.get_by_role("button", name="Delete").click()
    await page.get_by_text("You deleted this message").wait_for()
    await meta.receiver.until(lambda: len(meta.receiver.messages()) == 7)
    kinds = [one["type"] for one in meta.receiver.messages()]
    assert sorted(kinds[1:5]) == ["audio", "contacts", "document", "location"]
    assert kinds[5:] == ["edit", "revoke"]


@pytest.mark.browser
async def test_the_phone_shows_what_the_business_sends(meta: Meta, page: Page) -> None:
    await page.get_by_role("button", name="Ayesha Khan").click()
    await page.get_by_role("textbox", name="Message").fill("Salam")
    await page.get_by_role("button", name="Send", exact=True).click()
    await meta.receiver.until(lambda: len(meta.receiver.messages()) == 1)
    first = meta.receiver.messages()[0]
    reaction = {"message_id": first["id"], "emoji": "\N{THUMBS UP SIGN}"}
    await meta.send(f"+{first['from']}", type="reaction", reaction=reaction)
    await page.get_by_role("img", name="They reacted \N{THUMBS UP SIGN}").wait_for()
    buttons = [{"type": "reply", "reply": {"id": "1", "title": "Yes please"}}]
    asked = {"type": "button", "body": {"text": "Wrap it?"}, "action": {"buttons": buttons}}
    await meta.send(f"+{first['from']}", type="interactive", interactive=asked)
    await page.get_by_role("button", name="Yes please").click()
    await meta.receiver.until(lambda: len(meta.receiver.messages()) == 2)
    assert meta.receiver.messages()[1]["interactive"]["button_reply"]["title"] == "Yes please"


@pytest.mark.browser
async def test_the_page_fits_a_small_phone(meta: Meta, page: Page) -> None:
    await page.get_by_role("button", name="Hamza").click()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == 360
    hidden = page.get_by_role("list", name="Customers").get_by_role("button", name="hamza.reads")
    assert await hidden.count() == 1


@pytest.mark.browser
async def test_every_page_leads_to_the_others(meta: Meta, page: Page) -> None:
    for name, title in (
        ("Mailbox", "Mailbox"),
        ("Numbers", "Test numbers"),
        ("Mailbox", "Mailbox"),
        ("Phone", "Customer's phone"),
    ):
        await page.get_by_role("navigation").get_by_role("link", name=name).click()
        await page.wait_for_function("title => document.title === title", arg=title)
        assert not await page.evaluate("document.body.scrollWidth > innerWidth")
    assert page.url.startswith(meta.base)
