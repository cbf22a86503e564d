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
async def test_the_page_fits_a_small_phone(meta: Meta, page: Page) -> None:
    await page.get_by_role("button", name="Hamza").click()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == 360
    hidden = page.get_by_role("list", name="Customers").get_by_role("button", name="hamza.reads")
    assert await hidden.count() == 1
