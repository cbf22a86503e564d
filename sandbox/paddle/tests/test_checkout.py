"""The checkout in a real browser, in a page of another site, and without any script."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from playwright.async_api import BrowserContext, Page, async_playwright

from sandbox.paddle.tests.support import GROWTH_YEAR, TOKEN, Destination, Json, Paddle
from sandbox.tests.support import free_port

CHROMIUM = "/usr/bin/chromium"
_PAGE = """<!doctype html><title>Shop</title><button>Pay</button><p id="told"></p>
<script src="{api}/paddle/v2/paddle.js"></script><script>
const told = document.querySelector("#told");
document.querySelector("button").addEventListener("click", () => {{
  Paddle.Environment.set("{environment}");
  Paddle.Initialize({{
    token: "{token}", eventCallback: (event) => {{ told.textContent += event.name + " "; }},
  }});
  Paddle.Checkout.open({{ transactionId: "{transaction}", settings: {{ theme: "dark" }} }});
}});</script>"""


@pytest.fixture
async def context() -> AsyncIterator[BrowserContext]:
    async with async_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield await browser.new_context(viewport={"width": 360, "height": 740})
        await browser.close()


class Shop:
    """A page on another site (localhost, not 127.0.0.1) that opens the checkout."""

    def __init__(self, paddle: Paddle, page: Page, policy: str = "", token: str = TOKEN) -> None:
        self.paddle, self.page, self.policy, self.token = paddle, page, policy, token
        self.port = free_port()
        self.runner: web.AppRunner | None = None

    async def close(self) -> None:
        if self.runner is not None:
            await self.runner.cleanup()

    async def open(self, transaction_id: str) -> None:
        environment = "sandbox" if self.token.startswith("test_") else "production"
        text = _PAGE.format(
            api=self.paddle.api,
            token=self.token,
            environment=environment,
            transaction=transaction_id,
        )

        async def answer(_request: web.Request) -> web.Response:
            headers = {"Content-Security-Policy": self.policy} if self.policy else {}
            return web.Response(text=text, content_type="text/html", headers=headers)

        app = web.Application()
        app.router.add_get("/{any:.*}", answer)
        self.runner = web.AppRunner(app, access_log=None)
        await self.runner.setup()
        await web.TCPSite(self.runner, "localhost", self.port).start()
        await self.page.goto(f"http://localhost:{self.port}/")
        await self.page.get_by_role("button", name="Pay").click()

    async def told(self, name: str) -> None:
        await self.page.locator("#told", has_text=name).wait_for(state="attached")

    async def attempts(self, count: int) -> dict[str, str | None]:
        tried: list[Json] = []
        for _ in range(100):
            tried = await self.paddle.control("GET", "attempts")
            if len(tried) >= count:
                break
            await self.page.wait_for_timeout(50)
        assert len(tried) >= count, tried
        return {one["what"]: one["got"] for one in tried}


Open = Callable[..., Awaitable[Shop]]


@pytest.fixture
async def shop(paddle: Paddle, context: BrowserContext) -> AsyncIterator[Open]:
    made: list[Shop] = []

    async def open_shop(transaction_id: str, **more: str) -> Shop:
        made.append(Shop(paddle, await context.new_page(), **more))
        await made[-1].open(transaction_id)
        return made[-1]

    yield open_shop
    for one in made:
        await one.close()


@pytest.mark.browser
async def test_a_buyer_is_declined_asked_by_the_bank_and_pays(
    paddle: Paddle, hook: Destination, context: BrowserContext, shop: Open
) -> None:
    opened = await paddle.open_checkout(GROWTH_YEAR)
    here = await shop(opened["id"])
    frame = here.page.frame_locator("iframe[title=Checkout]")
    await here.told("checkout.loaded")
    await frame.get_by_label("E-mail").fill("amina@shop.example")
    await frame.get_by_label("Country").select_option("GB")
    await frame.get_by_role("button", name="Decline").click()
    await here.told("checkout.payment.failed")
    await frame.get_by_role("button", name="Needs action").click()
    await frame.get_by_role("button", name="Approve").click()
    await here.told("checkout.completed")
    paid = await paddle.get(f"/transactions/{opened['id']}")
    assert (paid["status"], paid["details"]["totals"]["tax"]) == ("completed", "6200")
    await hook.until(lambda: "subscription.activated" in hook.kinds())
    await frame.get_by_role("button", name="Close").click()
    await here.told("checkout.closed")
    assert await here.page.locator("iframe[title=Checkout]").count() == 0
    cookies = await context.cookies()
    assert [one["name"] for one in cookies] == ["__cf_bm"]
    await here.attempts(8)


@pytest.mark.browser
async def test_in_an_open_page_the_script_gets_something(paddle: Paddle, shop: Open) -> None:
    opened = await paddle.open_checkout()
    got = await (await shop(opened["id"])).attempts(8)
    assert "Shop" in str(got["fetch page"])
    assert got["iframe"] == "Shop"
    assert got["form"] == "sent"


@pytest.mark.browser
async def test_under_a_policy_the_script_gets_nothing(paddle: Paddle, shop: Open) -> None:
    opened = await paddle.open_checkout()
    policy = (
        f"default-src 'none'; script-src 'unsafe-inline' {paddle.api}; frame-src {paddle.frame}; "
        f"connect-src {paddle.api}; style-src 'unsafe-inline'; form-action 'none'; "
        "sandbox allow-scripts allow-forms"
    )
    got = await (await shop(opened["id"], policy=policy)).attempts(8)
    assert {what for what, found in got.items() if found} == set()


@pytest.mark.browser
async def test_a_live_token_loads_what_measures(paddle: Paddle, shop: Open) -> None:
    opened = await paddle.open_checkout()
    here = await shop(opened["id"], token="live_01tests")
    assert (await here.attempts(9))["profitwell"] == "loaded"


@pytest.mark.browser
async def test_without_script_the_hosted_page_takes_the_payment(
    paddle: Paddle, context: BrowserContext
) -> None:
    opened = await paddle.open_checkout()
    browser = context.browser
    assert browser is not None
    async with await browser.new_context(java_script_enabled=False) as plain:
        page = await plain.new_page()
        await page.goto(f"{paddle.frame}/hosted?transaction_id={opened['id']}")
        await page.get_by_label("E-mail").fill("amina@shop.example")
        await page.get_by_role("button", name="Needs action").click()
        await page.get_by_role("button", name="Refuse").click()
        await page.get_by_text("The payment was declined").wait_for()
        await page.get_by_role("button", name="Pay", exact=True).click()
        await page.get_by_text("Paid. Thank you.").wait_for()
    assert (await paddle.get(f"/transactions/{opened['id']}"))["status"] == "completed"


@pytest.mark.browser
async def test_the_portal_cancels_with_the_paid_period(
    paddle: Paddle, context: BrowserContext
) -> None:
    subscription = await paddle.subscribe()
    session = await paddle.post(
        f"/customers/{subscription['customer_id']}/portal-sessions",
        {"subscription_ids": [subscription["id"]]},
    )
    page = await context.new_page()
    await page.goto(session["urls"]["general"]["overview"])
    await page.get_by_role("button", name="Cancel").click()
    await page.get_by_text("It ends with the paid period.").wait_for()
    shown = await paddle.get(f"/subscriptions/{subscription['id']}")
    assert shown["scheduled_change"]["action"] == "cancel"
