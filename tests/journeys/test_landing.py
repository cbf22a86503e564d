"""What an operator puts before strangers, and what comes of it: a landing page, a newsletter."""

import re
import secrets
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chatsync.analytics.blocks import KINDS
from tests.journeys.looks import Looks
from tests.journeys.newcomers import tell_of_a_business
from tests.journeys.test_account import confirm
from tests.journeys.test_operator import operator_at
from tests.journeys.test_speed import AGENT
from tests.journeys.visitors import Visitors, no_sideways_scroll
from tests.support.product import Product, eventually, request

pytestmark = pytest.mark.browser
_PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}}
_LINK = re.compile(r"/newsletter/\w+/\S+")
_KEPT = "operator of the site"
_KEEP_WITHIN = "cards => cards.every((it) => it.scrollWidth <= it.clientWidth)"
_MEASURED = """
    INSERT INTO analytics_speedsum (grain, device, metric, at, page, name, counts, totals)
    VALUES ('d', '', 'page', date_trunc('day', now(), 'UTC'), '', '',
        array_fill(7, ARRAY[96]), array_fill(90000::bigint, ARRAY[7]))
    ON CONFLICT DO NOTHING
"""
_SUBSCRIBERS = "SELECT count(*) FROM outreach_subscriber"
_STEPS = """
    SELECT sum(viewed), sum(called), sum(shown), sum(submitted), sum(verified) FROM analytics_funnel
    WHERE landing = %s AND variant = 'b'
"""


def _operator(product: Product, visitors: Visitors, address: str, **options: Any) -> Page:
    """Each code of the second factor is good for one sign-in: these journeys share theirs."""
    if _KEPT not in visitors.kept_sessions:
        page = operator_at(product, visitors, address)
        visitors.kept_sessions[_KEPT] = page.context.storage_state()
    kept = visitors.kept_sessions[_KEPT]
    page = visitors.stranger(base_url=product.url, storage_state=kept, **options)
    page.goto(address)
    return page


def _follow(page: Page, visitors: Visitors, name: str) -> None:
    """Press a link behind which it may be asked who is there; the answer renews the session."""
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).click()
    if page.get_by_role("heading", name="Confirm that it is you").is_visible():
        with page.expect_navigation():
            confirm(page, visitors.product.facts["operator"]["password"])
        visitors.kept_sessions[_KEPT] = page.context.storage_state()


def _write(page: Page, words: str) -> None:
    """Fill in everything, in both languages, once the form is there."""
    expect(page.locator("main form [name$=_ur]").first).to_be_visible()
    for field in page.locator("main form [name$=_en], main form [name$=_ur]").all():
        field.fill(f"{words} {field.get_attribute('name')}")


def _made(page: Page, visitors: Visitors, slug: str) -> None:
    """A page with an opening and a call, published, and another opening for variant B."""
    page.get_by_label("Address").fill(slug)
    page.get_by_role("button", name="Make it").click()
    for kind in ("Opening", "Call to action"):
        page.get_by_role("link", name=kind, exact=True).click()
        _write(page, "First")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_have_text("Saved.")
    page.get_by_role("link", name="Look at it in Urdu", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("First title_ur")
    page.goto(f"/ops/landings/{slug}/a")
    _follow(page, visitors, "Publish the draft")
    page.get_by_role("button", name="Publish the draft").click()
    expect(page.get_by_role("status")).to_contain_text("It is published.")
    page.goto(f"/ops/landings/{slug}/b")
    page.get_by_role("listitem").get_by_role("link", name="Opening").click()
    _write(page, "Second")
    page.get_by_role("button", name="Save").click()
    _follow(page, visitors, "Publish the draft")
    page.get_by_role("button", name="Publish the draft").click()


def test_a_visitor_signs_up_from_the_variant_that_an_operator_made(
    product: Product, visitors: Visitors
) -> None:
    slug = f"spring-{secrets.token_hex(3)}"
    page = _operator(product, visitors, "/ops/landings")
    _made(page, visitors, slug)
    _follow(page, visitors, "Change it")
    page.get_by_label("how many get variant B").fill("100")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Variant B is drawn for 100 of 100 views.")).to_be_visible()

    visitor = visitors.stranger(**_PHONE, user_agent=AGENT)
    visitor.goto(f"{product.url}/ur/l/{slug}")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Second title_ur")
    assert no_sideways_scroll(visitor)
    visitor.goto(f"{product.url}/l/{slug}")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Second title_en")
    assert no_sideways_scroll(visitor)
    assert visitor.context.cookies() == []
    visitor.get_by_role("link", name="Second button_en").click()
    tell_of_a_business(visitor, product)

    def steps() -> tuple[int, ...] | None:
        with product.database() as connection:
            return connection.execute(_STEPS, [slug]).fetchone()

    eventually(lambda: steps() == (2, 1, 1, 1, 1) or None)
    page.goto("/ops/traffic")
    expect(page.get_by_text(f"/l/{slug}").first).to_be_visible()


def _fits(page: Page) -> None:
    """Nothing sticks out, and what is written in English looks and begins like English."""
    assert no_sideways_scroll(page), page.url
    for field in page.locator("main [name$=_en]").all():
        assert "mono" not in field.evaluate("it => getComputedStyle(it).fontFamily")
        assert field.evaluate("it => getComputedStyle(it).textAlign") == "start"


@pytest.mark.parametrize("looks", [Looks(), Looks("ur")], ids=lambda it: it.language)
def test_a_landing_page_is_made_on_a_phone(
    product: Product, visitors: Visitors, looks: Looks
) -> None:
    slug = f"eid-{secrets.token_hex(18)}"
    page = _operator(product, visitors, "/ops/landings", **_PHONE, **looks.browser)
    page.get_by_label(looks.page("Address")).fill(slug)
    page.get_by_role("button", name=looks.page("Make it")).click()
    for kind in KINDS.values():
        page.get_by_role("link", name=looks.page(kind.name), exact=True).last.click()
        _write(page, kind.key)
        _fits(page)
        page.get_by_role("button", name=looks.page("Save")).click()
        expect(page.get_by_role("status")).to_have_text(looks.page("Saved."))
        _fits(page)
    page.get_by_role("link", name=looks.page("Take out")).last.click()
    expect(page.get_by_text(f"call title_{looks.language}")).to_be_visible()
    _fits(page)
    page.get_by_role("button", name=looks.page("Take the block out")).click()
    expect(page.get_by_role("status")).to_have_text(looks.page("The block was taken out."))
    for language in ("en", "ur"):
        page.goto(f"/ops/landings/{slug}/a/preview/{language}")
        expect(page.get_by_role("heading", level=1)).to_have_text(f"hero title_{language}")
        _fits(page)
    for path in ("", f"/{slug}", f"/{slug}/split", f"/{slug}/a/publication"):
        page.goto(f"/ops/landings{path}")
        _fits(page)


@pytest.mark.parametrize("looks", [Looks(), Looks("ur")], ids=lambda it: it.language)
def test_tables_of_figures_scroll_within_their_cards_on_a_phone(
    product: Product, visitors: Visitors, looks: Looks
) -> None:
    with product.database() as connection:
        connection.execute(_MEASURED)
    page = _operator(product, visitors, "/ops/speed", **_PHONE, **looks.browser)
    page.get_by_text(looks.page("The same as a table")).click()
    expect(page.locator("details table")).to_be_visible()
    assert no_sideways_scroll(page), "the chart over time as a table"
    assert page.locator(".card").evaluate_all(_KEEP_WITHIN), "a table sticks out of its card"


def _mailed(product: Product, address: str, words: str) -> str:
    """The text of the first mail to somebody that holds these words."""

    def arrived() -> str | None:
        answer = request(product.facts["sandbox_url"], "GET", f"/_control/mail?to={address}")
        return next((it["text"] for it in answer.json()["items"] if words in it["text"]), None)

    return eventually(arrived)


def _open_link(page: Page, product: Product, mail: str) -> None:
    found = _LINK.search(mail)
    assert found, mail
    page.goto(f"{product.url}{found[0]}")


def test_a_newsletter_begins_with_a_press_is_read_and_ends_with_one(
    product: Product, visitors: Visitors
) -> None:
    subscribers = product.count(_SUBSCRIBERS)
    address = f"sana-{secrets.token_hex(3)}@reader.example"
    reader = visitors.stranger(**_PHONE, java_script_enabled=False)
    reader.goto(f"{product.url}/ur/subscribe")
    reader.locator("[name=address]").fill(address)
    reader.locator("main button[type=submit]").click()
    reader.wait_for_url("**/ur/subscribe/sent")
    _open_link(reader, product, _mailed(product, address, "/newsletter/confirm/"))
    reader.locator("main button[type=submit]").click()
    expect(reader.get_by_role("status")).to_be_visible()
    assert no_sideways_scroll(reader)
    assert reader.context.cookies() == []

    page = _operator(product, visitors, "/ops/newsletter")
    _follow(page, visitors, "Write an issue")
    _write(page, "News")
    page.get_by_role("button", name="Keep it and look at it").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("status")).to_contain_text("It is on its way")

    issue = _mailed(product, address, "News text_ur")
    assert "News text_en" not in issue
    _open_link(reader, product, issue)
    reader.locator("main button[type=submit]").click()
    expect(reader.locator("main [role=status]")).to_be_visible()
    assert product.count(_SUBSCRIBERS) == subscribers
