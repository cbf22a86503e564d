"""Pictures of the running demo, for README and public site: `python -m tests.journeys.picture`,
with names (`list phone`) for some alone, with `card` for the cards alone.

Each is taken in both themes and languages. The site gets AVIF in two widths and WebP for browsers
that do not read it; `card-….jpg` is what others show of a link.
"""

import base64
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.journeys.browsers import launch
from tests.journeys.scene import set_scene
from tests.journeys.visitors import Visitors, clear_desk
from tests.support.product import Product, running

_ROOT = Path(__file__).parents[2]
_README = _ROOT / "docs" / "screenshots"
_SITE = _ROOT / "chatsync" / "site" / "static" / "site" / "pictures"
_CARD = Path(__file__).parent / "card.html"
_THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_LOCALES = {"en": "en-GB", "ur": "ur-PK"}
_README_HAS = {("inbox", "light", "en"): "inbox", ("inbox", "dark", "ur"): "inbox-dark-ur"}
_CARD_VIEW: dict[str, Any] = {"viewport": {"width": 1200, "height": 630}, "bypass_csp": True}


@dataclass(frozen=True)
class Shot:
    """One picture: the size of the window in CSS pixels, its sharpness, and how to get there."""

    width: int
    height: int
    scale: int
    go: Callable[[Page, str], None]
    quality: int = 50
    """Of its AVIF, of 100: as little as its letters stay clear with."""


def _workspace(page: Page) -> str:
    """The address of the workspace that is open: scheme, host, /w, its id."""
    return "/".join(page.url.split("/")[:5])


def _inbox(page: Page, fullest: str) -> None:
    page.goto(f"{_workspace(page)}/inbox/all")
    page.locator(f".list-rows a[href*='{fullest}']").click()
    expect(page.locator(".picture img").first).to_have_js_property("complete", value=True)


def _whole_inbox(page: Page, fullest: str) -> None:
    _inbox(page, fullest)
    expect(page.locator(".badge")).to_have_count(5)
    page.mouse.move(1200, 700)


def _list(page: Page, _fullest: str) -> None:
    page.goto(f"{_workspace(page)}/inbox/all")
    expect(page.locator(".badge").nth(4)).to_be_visible()


def _steps(page: Page, fullest: str) -> None:
    _inbox(page, fullest)
    page.locator(".steps-tick").last.click()
    expect(page.locator(".steps-card .step").last).to_be_visible()


def _team(page: Page, _fullest: str) -> None:
    page.goto(f"{_workspace(page)}/settings/team")
    expect(page.locator(".settings-page .table").first).to_be_visible()


_SHOTS = {
    "inbox": Shot(1440, 900, 1, _whole_inbox),
    "list": Shot(360, 500, 2, _list, quality=36),
    "phone": Shot(360, 740, 2, _inbox),
    "steps": Shot(900, 640, 1, _steps),
    "team": Shot(900, 640, 1, _team),
}


def take_pictures(names: list[str]) -> None:
    """Write these pictures anew, all without a name; and the cards, which show the inbox."""
    _SITE.mkdir(exist_ok=True)
    with running() as product, sync_playwright() as playwright:
        browser = launch(playwright)
        clear_desk(product)
        fullest, visitors = set_scene(product), Visitors(browser, product, {})
        for language in _LOCALES:
            for theme in _THEMES:
                for name in [it for it in names if it in _SHOTS] if names else _SHOTS:
                    taken = _take(visitors, fullest, _SHOTS[name], theme, language)
                    _keep(taken, name, theme, language)
            _draw_card(visitors.stranger(**_CARD_VIEW), product, language)
        visitors.leave()
        browser.close()


def _take(
    visitors: Visitors, fullest: str, shot: Shot, theme: Literal["light", "dark"], language: str
) -> bytes:
    size = {"width": shot.width, "height": shot.height}
    looks: dict[str, Any] = {"color_scheme": theme, "locale": _LOCALES[language]}
    page = visitors.member("owner", viewport=size, device_scale_factor=shot.scale, **looks)
    shot.go(page, fullest)
    # A font that was not there at once is not used (docs/adr/0017); the second time it is.
    page.reload()
    shot.go(page, fullest)
    page.evaluate("document.fonts.ready.then(() => true)")
    raw = page.screenshot(animations="disabled")
    page.context.close()
    return raw


def _keep(raw: bytes, name: str, theme: str, language: str) -> None:
    kept_for_readme = _README_HAS.get((name, theme, language))
    if kept_for_readme:
        (_README / f"{kept_for_readme}.png").write_bytes(raw)
    whole = Image.open(BytesIO(raw)).convert("RGB")
    half = whole.resize((whole.width // 2, whole.height // 2), Image.Resampling.LANCZOS)
    stem = f"{name}-{theme}-{language}"
    for picture in (whole, half):
        picture.save(_SITE / f"{stem}-{picture.width}.avif", quality=_SHOTS[name].quality, speed=2)
    whole.save(_SITE / f"{stem}-{whole.width}.webp", quality=70, method=6)


def _draw_card(page: Page, product: Product, language: str) -> None:
    """1200 by 630, as Open Graph asks: our words beside the real inbox."""
    page.goto(f"{product.url}{'/ur/' if language == 'ur' else '/'}")
    page.wait_for_load_state("networkidle")  # with the fonts that it fetches for the next page
    inbox = base64.b64encode((_SITE / f"inbox-light-{language}-1440.webp").read_bytes()).decode()
    card = _CARD.read_text(encoding="utf-8")
    card = card.replace("{{ words }}", page.locator("h1").inner_text())
    card = card.replace("{{ mark }}", page.locator(".brand use").get_attribute("href") or "")
    card = card.replace("{{ direction }}", "rtl" if language == "ur" else "ltr")
    page.evaluate(
        "card => { document.body.innerHTML = card; delete document.documentElement.dataset.fonts }",
        card.replace("{{ picture }}", f"data:image/webp;base64,{inbox}"),
    )
    page.evaluate("document.fonts.ready.then(() => true)")
    picture = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    picture.save(_SITE / f"card-{language}.jpg", quality=82, optimize=True)
    page.context.close()


if __name__ == "__main__":
    take_pictures(sys.argv[1:])
