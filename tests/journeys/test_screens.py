"""Every screen in both languages, both themes and three widths: whole, and pictured to look at."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.scene import set_scene
from tests.journeys.visitors import Visitors, clear_desk, no_sideways_scroll
from tests.support.product import Product

pytestmark = pytest.mark.browser

_PICTURES = Path(__file__).parents[2] / "test-artifacts" / "screenshots"
_THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_HEIGHTS = {360: 740, 768: 1024, 1440: 900}
_PUBLIC = {"home": "/", "sign-up": "/signup", "sign-in": "/login", "reset": "/password/reset"}
_SETTINGS = {
    "channels": "channels",
    "team": "team",
    "workspace": "workspace",
    "audit-log": "audit-log",
    "api-keys": "api-keys",
    "parked": "parked",
}
_WHOLE = ".settings-page :is(.table, .state, .card .test-form, form.card)"


@pytest.fixture(scope="module")
def fullest(product: Product) -> str:
    """The scene; the conversation that holds every kind of message."""
    clear_desk(product)
    return set_scene(product)


@pytest.fixture
def onlookers(
    browser: Browser, product: Product, kept_sessions: dict[str, object], fullest: str
) -> Iterator[Visitors]:
    onlookers = Visitors(browser, product, kept_sessions)
    yield onlookers
    onlookers.leave()
    assert onlookers.complaints == []


def _look(page: Page, name: str) -> None:
    """Keep a picture in each theme; nothing may stick out sideways."""
    page.evaluate("document.fonts.ready.then(() => true)")
    for theme in _THEMES:
        page.emulate_media(color_scheme=theme)
        page.screenshot(path=_PICTURES / f"{name}-{theme}.png", animations="disabled")
    assert no_sideways_scroll(page), name


@pytest.mark.parametrize("width", _HEIGHTS)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_screen_fits(onlookers: Visitors, fullest: str, language: str, width: int) -> None:
    view: dict[str, Any] = {
        "viewport": {"width": width, "height": _HEIGHTS[width]},
        "locale": {"en": "en-GB", "ur": "ur-PK"}[language],
    }
    tail = f"{width}-{language}"
    _look_at_public_pages(onlookers, view, tail, prefix="/ur" if language == "ur" else "")
    page = onlookers.member("owner", **view)
    _look_at_the_inbox(page, fullest, tail)
    _look_at_settings(page, tail)


def _look_at_public_pages(
    onlookers: Visitors, view: dict[str, object], tail: str, prefix: str
) -> None:
    page = onlookers.stranger(**view)
    for name, path in _PUBLIC.items():
        start = prefix if path == "/" else ""
        page.goto(f"{onlookers.product.url}{start}{path}")
        _look(page, f"{name}-{tail}")


def _look_at_the_inbox(page: Page, fullest: str, tail: str) -> None:
    base = page.url.partition("/inbox")[0]
    page.goto(f"{base}/inbox/all")
    expect(page.locator(".list-rows li")).to_have_count(7)
    _look(page, f"list-{tail}")
    page.locator(f".list-rows a[href*='{fullest}']").click()
    expect(page.locator(".picture img").first).to_have_js_property("complete", value=True)
    _look(page, f"thread-{tail}")
    page.locator(".steps-tick").last.click()
    expect(page.locator(".steps-card .step").last).to_be_visible()
    _look(page, f"steps-{tail}")
    page.locator(".thread-deeds [aria-haspopup=menu]").last.click()
    page.get_by_role("menuitem").last.click()
    expect(page.locator(".dialog .tag-list li").first).to_be_visible()
    _look(page, f"tags-{tail}")
    page.goto(f"{base}/inbox/all")
    page.locator(".list-rows a").filter(has_text="Hina Raza").click()
    expect(page.locator(".trouble")).to_be_visible()
    _look(page, f"failed-{tail}")
    page.goto(f"{base}/inbox/all")
    page.locator(".list-rows a").filter(has_text="Maria Khan").click()
    expect(page.locator(".window-note")).to_be_visible()
    _look(page, f"closed-window-{tail}")
    page.locator(".composer-foot .button-primary").click()
    page.locator(".template-choice").first.click()
    _look(page, f"templates-{tail}")
    page.goto(f"{base}/inbox/mine")
    expect(page.locator(".pane-list .state")).to_be_visible()
    _look(page, f"empty-{tail}")


def _look_at_settings(page: Page, tail: str) -> None:
    base = page.url.partition("/inbox")[0]
    for name, path in _SETTINGS.items():
        page.goto(f"{base}/settings/{path}")
        expect(page.locator(".settings-page h1")).to_be_visible()
        expect(page.locator(_WHOLE).first).to_be_visible()
        _look(page, f"{name}-{tail}")
        if name == "channels":
            page.locator(".page .button-primary").click()
            expect(page.locator(".card [name=token]")).to_be_visible()
            _look(page, f"connect-{tail}")
