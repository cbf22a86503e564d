"""The pictures of the README, taken of the running demo: `python -m tests.journeys.picture`."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.browsers import launch
from tests.journeys.scene import set_scene
from tests.journeys.visitors import Visitors, clear_desk
from tests.support.product import Product, running

_FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
_VIEW: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
_LOOKS = {"inbox": ("light", "en-GB"), "inbox-dark-ur": ("dark", "ur-PK")}


def take_pictures() -> None:
    """Write both pictures anew."""
    with running() as product, sync_playwright() as playwright:
        browser = launch(playwright)
        clear_desk(product)
        fullest = set_scene(product)
        for name, (theme, locale) in _LOOKS.items():
            _take(browser, product, fullest, name, {"color_scheme": theme, "locale": locale})
        browser.close()


def _take(
    browser: Browser, product: Product, fullest: str, name: str, looks: dict[str, str]
) -> None:
    visitors = Visitors(browser, product, {})
    page = visitors.member("owner", **_VIEW, **looks)
    page.goto(f"{page.url.partition('/inbox')[0]}/inbox/all")
    page.locator(f".list-rows a[href*='{fullest}']").click()
    expect(page.locator(".picture img").first).to_have_js_property("complete", value=True)
    expect(page.locator(".badge")).to_have_count(5)
    page.mouse.move(1200, 700)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.screenshot(path=_FOLDER / f"{name}.png", animations="disabled")
    visitors.leave()


if __name__ == "__main__":
    take_pictures()
