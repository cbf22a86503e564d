"""An operator makes a landing page from blocks, looks at it, publishes it and compares two."""

import re
from typing import Any

import pytest

from chatsync.analytics.actions.landings import make_landing, save_block
from chatsync.analytics.actions.views import write_views
from chatsync.analytics.blocks import KINDS
from chatsync.analytics.models import Funnel, Landing, LandingVersion, Variant
from chatsync.analytics.tests.make import a_landing, block, needs_letters
from chatsync.analytics.tests.test_figures import seen
from chatsync.analytics.tests.traffic import nothing_waits
from chatsync.kit.clock import now
from chatsync.ops.tests.stand import operators_browser, text_of
from chatsync.site.tests.stand import Browser
from tests.support.pages import is_in_urdu

pytestmark = pytest.mark.usefixtures("db")
SPRING = "/ops/landings/spring"


@pytest.fixture
def client(db: None) -> Any:
    return operators_browser()


def public(path: str = "/l/spring") -> str:
    return str(Browser().open(path).content.decode())


def words(kind: str) -> dict[str, str]:
    return {
        f"{text.name}_{language}": f"{text.name} {language}"
        for text in KINDS[kind].texts
        for language in ("en", "ur")
    }


def test_a_page_is_made_filled_looked_at_and_published(client: Any) -> None:
    assert "There is no landing page yet." in text_of(client.get("/ops/landings"))
    made = client.post("/ops/landings", {"slug": " Spring "})
    assert made["Location"] == f"{SPRING}/a"
    assert "No block yet." in text_of(client.get(f"{SPRING}/a"))
    for kind in KINDS:
        saved = client.post(f"{SPRING}/a/new/{kind}", words(kind))
        assert "Saved." in text_of(client.get(saved["Location"]))
    for language in ("en", "ur"):
        shown = text_of(client.get(f"{SPRING}/a/preview/{language}"))
        assert f"title {language}" in shown
        assert "This is a preview" in shown or "پیش" in shown
        assert f'lang="{language}"' in shown
        assert "via=" not in shown
    assert Browser().open("/l/spring").status_code == 404
    assert "It is published." in text_of(client.get(_done(client, "a/publication")))
    assert "title en" in public()
    assert "title ur" in public("/ur/l/spring")
    for path in ("/l/spring", "/ur/l/spring"):
        assert f'{path}" dir="ltr"' in text_of(client.get(SPRING))
    assert not Funnel.objects.exists()


def test_a_preview_is_drawn_by_the_sheets_of_the_page_in_their_order(client: Any) -> None:
    a_landing("spring", block("hero", "a1"))
    sheets = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
    published = sheets.findall(public())
    assert len(published) == 4
    assert sheets.findall(text_of(client.get(f"{SPRING}/a/preview/en"))) == published


def _done(client: Any, deed: str) -> str:
    """Do what a page asks about; where it leads."""
    assert client.get(f"{SPRING}/{deed}").status_code == 200
    return str(client.post(f"{SPRING}/{deed}")["Location"])


def test_blocks_are_changed_moved_and_taken_out(client: Any) -> None:
    a_landing("spring", block("hero", "a1"), block("call", "b2"))
    client.post(f"{SPRING}/a/blocks/a1", {**words("hero"), "title_en": "Changed"})
    client.post(f"{SPRING}/a/blocks/a1/place", {"move": "down"})
    listed = text_of(client.get(f"{SPRING}/a"))
    assert listed.index("Call to action</a>") < listed.index("Opening</a>")
    assert "Changed" in listed
    assert "Changed" not in public()
    asked = text_of(client.get(f"{SPRING}/a/blocks/b2/place"))
    assert "Call to action: <bdi>call title</bdi>" in asked
    gone = client.post(f"{SPRING}/a/blocks/b2/place", {"move": "out"})
    assert "The block was taken out." in text_of(client.get(gone["Location"]))
    for path in ("b2", "b2/place"):
        assert client.get(f"{SPRING}/a/blocks/{path}").status_code == 404
    assert client.post(f"{SPRING}/a/blocks/b2/place", {"move": "up"}).status_code == 404


def test_blocks_are_told_apart_in_the_language_of_the_reader(client: Any) -> None:
    make_landing("spring")
    client.post(f"{SPRING}/a/new/hero", {"title_en": "Answer together", "title_ur": "مل کر"})
    client.post(f"{SPRING}/a/new/call", {"title_en": "Begin today"})
    assert "<bdi>Answer together</bdi>" in text_of(client.get(f"{SPRING}/a"))
    client.cookies["__Host-cs_locale"] = "ur"
    listed = text_of(client.get(f"{SPRING}/a"))
    assert "<bdi>مل کر</bdi>" in listed
    assert "<bdi>Begin today</bdi>" in listed


def test_gaps_may_stay_in_a_draft_but_are_not_published(client: Any) -> None:
    make_landing("spring")
    client.post(f"{SPRING}/a/new/hero", {"title_en": "Only English"})
    assert "Words are missing in English or Urdu." in text_of(client.get(f"{SPRING}/a"))
    refused = client.post(f"{SPRING}/a/publication")
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "Some blocks lack words" in page
    (lacking,) = LandingVersion.objects.get().blocks
    link = f'href="{SPRING}/a/blocks/{lacking["id"]}">Opening: <bdi>Only English</bdi></a>'
    assert page.count(link) == 1


def test_only_the_blocks_that_lack_words_are_linked_for_it(client: Any) -> None:
    make_landing("spring")
    client.post(f"{SPRING}/a/new/hero", words("hero"))
    for question in ("How?", "Why?"):
        client.post(f"{SPRING}/a/new/question", {"question_en": question})
    page = client.post(f"{SPRING}/a/publication").content.decode()
    linked = re.findall(r'/a/blocks/\w+">([^<]*)', page)
    assert linked == ["Question and answer: "] * 2


def test_too_long_a_text_is_said_and_nothing_typed_is_lost(client: Any) -> None:
    make_landing("spring")
    page = text_of(client.post(f"{SPRING}/a/new/call", {**words("call"), "title_en": "x" * 121}))
    assert "at most 120 characters" in page
    assert "button ur" in page
    assert LandingVersion.objects.get().blocks == []


def test_only_a_draft_is_offered_for_publishing(client: Any) -> None:
    a_landing("spring")
    for path in (SPRING, f"{SPRING}/a", f"{SPRING}/b"):
        assert "/publication" not in text_of(client.get(path)), path
    save_block("spring", Variant.A, block("call"))
    for path in (SPRING, f"{SPRING}/a"):
        assert f"{SPRING}/a/publication" in text_of(client.get(path)), path
    assert "/publication" not in text_of(client.get(f"{SPRING}/b"))


def test_two_variants_are_compared(client: Any) -> None:
    a_landing("spring")
    assert "Not begun." in text_of(client.get(SPRING))
    early = text_of(client.post(f"{SPRING}/split", {"share_b": "50"}))
    assert "Publish variant B first." in early
    assert "Opening" in text_of(client.get(f"{SPRING}/b"))
    save_block("spring", Variant.B, block("call"))
    _done(client, "b/publication")
    for share in ("101", "-1", "half", ""):
        assert (
            "from 0 to 100" in text_of(client.post(f"{SPRING}/split", {"share_b": share}))
            or not share
        )
    client.post(f"{SPRING}/split", {"share_b": "50"})
    assert "drawn for 50 of 100 views" in text_of(client.get(SPRING))
    assert "Variant B for 50 of 100 views" in text_of(client.get("/ops/landings"))


def test_every_published_version_can_be_looked_at(client: Any) -> None:
    a_landing("spring", block("hero", title="First"))
    save_block("spring", Variant.A, block("hero", title="Second"))
    _done(client, "a/publication")
    save_block("spring", Variant.A, block("hero", title="Third"))
    addresses = re.findall(r'href="(\S+/versions/\S+/preview/en)"', text_of(client.get(SPRING)))
    for address, number, title in zip(addresses, (2, 1), ("Second", "First"), strict=True):
        shown = text_of(client.get(address))
        assert f"This is version {number} of variant A" in shown
        assert title in shown
        assert "Third" not in shown
    assert 'lang="ur"' in text_of(client.get(f"{SPRING}/a/versions/1/preview/ur"))
    for gone in ("a/versions/3/preview/en", "b/versions/1/preview/en", "a/versions/1/preview/de"):
        assert client.get(f"{SPRING}/{gone}").status_code == 404


def test_an_older_version_is_brought_back(client: Any) -> None:
    a_landing("spring", block("hero", title="First"))
    save_block("spring", Variant.A, block("hero", title="Second"))
    _done(client, "a/publication")
    assert "draft is what that version was" in text_of(
        client.get(_done(client, "a/versions/1/draft"))
    )
    _done(client, "a/publication")
    assert "First" in public()
    assert client.post(f"{SPRING}/a/versions/9/draft").status_code == 409


def test_a_page_goes_offline_comes_back_and_is_deleted(client: Any) -> None:
    a_landing("spring")
    assert client.post(f"{SPRING}/removal").status_code == 409
    assert "The page is offline." in text_of(client.get(_done(client, "standing")))
    assert "online again" in text_of(client.get(_done(client, "standing")))
    _done(client, "standing")
    assert "was deleted" in text_of(client.get(_done(client, "removal")))
    assert not Landing.objects.exists()


@pytest.mark.parametrize(
    "path",
    ["", "/a", "/split", "/standing", "/removal", "/a/publication", "/a/new/hero", "/a/preview/en"],
)
def test_what_does_not_exist_is_not_found(client: Any, path: str) -> None:
    assert client.get(f"/ops/landings/nothing{path}").status_code == 404


@pytest.mark.parametrize("path", ["/c", "/c/publication", "/a/new/video", "/a/preview/de"])
def test_unknown_variants_kinds_and_languages_are_not_found(client: Any, path: str) -> None:
    make_landing("spring")
    assert client.get(f"{SPRING}{path}").status_code == 404


@pytest.mark.parametrize("slug", ["Two words", "x" * 41, "spring"])
def test_an_address_that_cannot_be_is_said(client: Any, slug: str) -> None:
    make_landing("spring")
    page = text_of(client.post("/ops/landings", {"slug": slug}))
    assert 'aria-invalid="true"' in page


def test_what_the_public_sees_changes_only_after_showing_who_is_there(client: Any) -> None:
    a_landing("spring")
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    for path in ("a/publication", "standing", "split", "removal", "a/versions/1/draft"):
        assert client.post(f"{SPRING}/{path}")["Location"].startswith("/account/confirm?next=")


def test_the_pages_speak_urdu(client: Any) -> None:
    a_landing("spring", *(block(kind) for kind in KINDS))
    client.cookies["__Host-cs_locale"] = "ur"
    paths = ["", "/a", "/split", "/standing", "/a/publication", "/a/new/price", "/a/preview/ur"]
    for path in paths:
        page = text_of(client.get(f"{SPRING}{path}"))
        assert is_in_urdu(page)
        assert not re.search(r"Landing pages|Variant [AB]|Publish|Draft|in English", page), path


@needs_letters
def test_the_draft_shows_the_picture_of_a_link_in_both_languages(client: Any) -> None:
    a_landing("spring", block("hero", title="First"))
    save_block("spring", Variant.A, block("hero", title="Second"))
    page = text_of(client.get(f"{SPRING}/a"))
    pictures = re.findall(r'<img src="(\S+)"', page)
    assert pictures == [f"{SPRING}/a/card/{language}.jpg" for language in ("en", "ur")]
    assert 'alt="Second"' in page
    drawn = [client.get(path) for path in pictures]
    assert [(it["Content-Type"], it["Cache-Control"]) for it in drawn] == [
        ("image/jpeg", "private, no-store")
    ] * 2
    assert drawn[0].content != drawn[1].content
    assert "picture of variant A" in text_of(client.get(f"{SPRING}/b"))
    assert client.get(f"{SPRING}/a/card/de.jpg").status_code == 404


@needs_letters
def test_the_draft_says_where_a_link_shows_the_picture_of_all_pages(client: Any) -> None:
    a_landing("spring", block("call"))
    assert "links show the picture of all pages" in text_of(client.get(f"{SPRING}/a"))
    assert client.get(f"{SPRING}/a/card/en.jpg").status_code == 404


def test_the_draft_says_where_the_machine_cannot_draw(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatsync.analytics.lettering.features.check", lambda _name: False)
    a_landing("spring", block("hero", title="First"))
    assert "This machine cannot draw it" in text_of(client.get(f"{SPRING}/a"))


def test_a_landing_page_leads_to_its_own_figures(client: Any) -> None:
    nothing_waits()
    a_landing("spring")
    for page, count in (("/l/spring", 12), ("/ur/l/spring", 9), ("/", 30)):
        seen(now().date(), page, count)
    write_views()
    links = re.findall(r'href="(/ops/traffic\?[^"]*)"', text_of(client.get(SPRING)))
    for link, views in zip(links, ("12 views", "9 views"), strict=True):
        assert views in text_of(client.get(link))
