"""A policy changed: an owner reads it in the dashboard and by mail, sees what, and says so once."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.visitors import Visitors, no_sideways_scroll
from tests.support.product import Product, eventually

pytestmark = pytest.mark.browser
NAME = "Our policies changed"
KEPT = "SELECT count(*) FROM privacy_policyversion WHERE policy = 'terms'"
_COPY = """
  INSERT INTO privacy_policyversion
    (policy, text_en, text_ur, digest, asked, asks_again, reason, made_at, facts, is_material)
  SELECT policy, {text}, text_ur, {digest}, asked, false, reason, now(), facts, {is_material}
  FROM privacy_policyversion WHERE policy = 'terms' ORDER BY id LIMIT 1 RETURNING id
"""
_OLDER = _COPY.format(
    text="'Elsewhere' || E'\\n' || text_en", digest="'older'", is_material="false"
)
_NEWER = _COPY.format(text="text_en", digest="digest", is_material="true")
_TELL = """
  INSERT INTO procrastinate_jobs (queue_name, task_name, args)
  VALUES ('events', 'react', jsonb_build_object(
    'name', 'PolicyChanged:chatsync.site.reactions.policy_changed',
    'fact', jsonb_build_object('first_id', %s)))
"""


def _change(product: Product) -> None:
    """The terms were others for a moment, and what they are now weighs."""
    eventually(lambda: product.count(KEPT), within=120)
    with product.database() as database:
        database.execute(_OLDER)
        newer = database.execute(_NEWER).fetchone()
        assert newer
        database.execute(_TELL, [newer[0]])


def test_an_owner_is_told_of_a_changed_policy_until_they_read_it(
    product: Product, visitors: Visitors
) -> None:
    owner = product.facts["demo"]["members"]["owner"]
    _change(product)
    (mail,) = eventually(lambda: _mails(product, owner["email"]))
    assert mail["subject"] == "Changed: Terms of Use"

    page = visitors.member("owner", viewport={"width": 360, "height": 740})
    bar = page.get_by_role("status", name=NAME)
    expect(bar).to_be_visible()
    assert no_sideways_scroll(page)
    with page.expect_popup() as opened:
        bar.get_by_role("link", name="Terms of Use: what is different").click()
    expect(opened.value.locator("del", has_text="Elsewhere")).to_be_visible()
    assert opened.value.url in mail["text"]
    opened.value.close()
    bar.get_by_role("button", name="I have read it").click()
    expect(bar).to_have_count(0)
    page.reload()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(bar).to_have_count(0)
    assert len(_mails(product, owner["email"])) == 1
    with product.database() as database:  # other journeys look at other owners' pages
        database.execute("DELETE FROM privacy_policynotice")


def _mails(product: Product, address: str) -> list[dict[str, Any]]:
    found = product.sandbox(f"mail?to={address}")["items"]
    return [mail for mail in found if "/terms/changes/" in mail["text"]]
