"""A landing page has drafts, versions and two variants; only what is published is seen."""

import re
import secrets
from typing import Any

import pytest

from chatsync.analytics.actions import landings as deeds
from chatsync.analytics.blocks import KINDS, MOST_BLOCKS
from chatsync.analytics.models import Landing, LandingVersion, Variant
from chatsync.analytics.queries.landings import live_landing, live_slugs
from chatsync.analytics.tests.make import a_landing, block
from chatsync.kit.errors import Conflict, Invalid, NotFound
from chatsync.site.tests.stand import Browser

A, B = Variant.A, Variant.B


def page(path: str) -> str:
    answer = Browser().open(path)
    return str(answer.content.decode()) if answer.status_code == 200 else str(answer.status_code)


def test_a_draft_is_seen_by_nobody_and_a_published_page_in_both_languages() -> None:
    deeds.make_landing("spring")
    deeds.save_block("spring", A, block("hero", title="Answer together"))
    assert page("/l/spring") == "404"
    deeds.publish("spring", A)
    assert "Answer together" in page("/l/spring")
    assert "اردو: Answer together" in page("/ur/l/spring")
    assert live_slugs() == ["spring"]


def test_every_kind_of_block_is_drawn_and_a_script_in_it_is_words() -> None:
    blocks = [block(kind, title="<script>go()</script>") for kind in KINDS]
    a_landing("spring", *blocks)
    shown = page("/l/spring")
    for kind in KINDS.values():
        for text in kind.texts:
            assert f"{kind.key} {text.name}" in shown or text.name == "title", (kind, text)
    assert "<script>go" not in shown
    assert "&lt;script&gt;go" in shown


def test_it_says_where_it_is_to_search_engines_and_to_whoever_shares_it() -> None:
    a_landing("spring", block("hero", title="Answer together"))
    shown = page("/ur/l/spring")
    assert '<link rel="canonical" href="http://localhost:8000/ur/l/spring">' in shown
    assert 'hreflang="en" href="http://localhost:8000/l/spring"' in shown
    assert '<meta property="og:title" content="اردو: Answer together">' in shown
    assert "noindex" not in shown
    listed = str(Browser().open("/sitemap.xml").content.decode())
    assert "<loc>http://localhost:8000/ur/l/spring</loc>" in listed
    deeds.take_offline("spring")
    assert "/l/spring" not in str(Browser().open("/sitemap.xml").content.decode())


def test_a_page_has_one_heading_and_says_what_it_is_on_one_line() -> None:
    a_landing("two", block("hero", "1", title="First", text="A\nline"), block("hero", "2"))
    a_landing("none", block("question", question="Why?"))
    for slug, heading in (("two", "First"), ("none", "Why?")):
        shown = page(f"/l/{slug}")
        assert re.findall(r"<h1[^>]*>(.*?)</h1>", shown) == [heading]
        assert f"<title>{heading} · ChatSync</title>" in shown
    assert '<meta name="description" content="A line">' in page("/l/two")
    assert '<meta name="description" content="question answer">' in page("/l/none")


def test_the_house_leads_nobody_to_a_sign_up_that_is_closed(settings: Any) -> None:
    a_landing("spring", block("hero"))
    assert 'data-track="sign-up-top"' in page("/l/spring")
    settings.SIGNUP = "invite"
    assert 'data-track="sign-up-top"' not in page("/l/spring")


def test_editing_goes_on_in_a_new_draft_and_visitors_keep_what_is_published() -> None:
    a_landing("spring", block("hero", "1", title="First"))
    deeds.save_block("spring", A, block("hero", "1", title="Second"))
    assert "First" in page("/l/spring")
    deeds.publish("spring", A)
    assert "Second" in page("/l/spring")
    assert [it.number for it in LandingVersion.objects.order_by("number")] == [1, 2]
    deeds.restore("spring", A, 1)
    deeds.publish("spring", A)
    assert "First" in page("/l/spring")


def test_blocks_are_moved_and_taken_out() -> None:
    a_landing("spring", *(block("feature", name) for name in "abc"))
    for name, by in (("c", -1), ("c", -1), ("c", -1), ("a", 1), ("b", 1)):
        deeds.move_block("spring", A, name, by)
    assert order("spring") == ["c", "b", "a"] or order("spring") == ["c", "a", "b"]
    deeds.remove_block("spring", A, "c")
    assert "c" not in order("spring")
    with pytest.raises(NotFound):
        deeds.move_block("spring", A, "c", 1)


def order(slug: str) -> list[str]:
    draft = LandingVersion.objects.get(landing__slug=slug, published_at=None)
    return [str(one["id"]) for one in draft.blocks]


def test_what_lacks_words_in_a_language_is_not_published() -> None:
    deeds.make_landing("spring")
    with pytest.raises(Conflict, match="no draft"):
        deeds.publish("spring", A)
    deeds.save_block("spring", A, {**block("hero"), "ur": {}})
    with pytest.raises(Conflict, match="lack words"):
        deeds.publish("spring", A)


@pytest.mark.parametrize("slug", ["", "Two words", "-a", "a-", "a/b", "x" * 41, "äh"])
def test_an_address_that_cannot_be_is_refused(slug: str) -> None:
    with pytest.raises(Invalid):
        deeds.make_landing(slug)


def test_an_address_is_given_once_and_a_page_has_an_end() -> None:
    a_landing("spring", *(block("feature", str(at)) for at in range(MOST_BLOCKS)))
    with pytest.raises(Conflict):
        deeds.make_landing("spring")
    with pytest.raises(Conflict, match="40 blocks"):
        deeds.save_block("spring", A, block("feature", "more"))


def test_traffic_is_split_as_the_operator_says(monkeypatch: pytest.MonkeyPatch) -> None:
    a_landing("spring", block("hero", title="First"))
    with pytest.raises(Conflict, match="variant B first"):
        deeds.split("spring", 30)
    deeds.save_block("spring", B, block("call", title="Second"))
    deeds.publish("spring", B)
    assert live_landing("spring").share_b == 0  # type: ignore[union-attr]
    deeds.split("spring", 30)
    draws = iter((29, 30))
    monkeypatch.setattr(secrets, "randbelow", lambda _most: next(draws))
    assert "Second" in page("/l/spring")
    assert "Second" not in page("/l/spring")


def test_offline_it_is_gone_and_only_then_it_can_be_deleted() -> None:
    a_landing("spring", block("hero"))
    with pytest.raises(Conflict, match="offline first"):
        deeds.delete_landing("spring")
    deeds.take_offline("spring")
    assert page("/l/spring") == "404"
    deeds.put_online("spring")
    assert page("/l/spring") != "404"
    deeds.take_offline("spring")
    deeds.delete_landing("spring")
    assert not Landing.objects.exists()
    with pytest.raises(NotFound):
        deeds.take_offline("spring")


def test_a_page_that_was_never_published_cannot_go_online() -> None:
    deeds.make_landing("spring")
    with pytest.raises(Conflict, match="Publish variant A first"):
        deeds.put_online("spring")


def test_a_visit_stores_nothing_in_the_browser() -> None:
    a_landing("spring", block("hero"))
    browser: Any = Browser()
    browser.open("/l/spring")
    assert not browser.cookies
