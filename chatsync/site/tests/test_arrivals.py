import re

import pytest

from chatsync.site.tests.stand import Browser, Owner

PATHS = ["/w", "/w/org_0123/inbox?q=a%26b", "/login", "/signup", "/password/reset"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_an_arrival_from_another_site_goes_on_by_itself(
    browser: Browser, path: str, site: str
) -> None:
    answer = browser.open(path, site)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'content="0;url={path}"' in page
    assert answer["Cache-Control"] == "private, no-store"
    assert 'name="robots" content="noindex"' in page
    assert not answer.cookies


def test_the_arrival_page_is_alike_for_members_strangers_and_nothing(owner: Owner) -> None:
    real = f"/w/{owner.workspace.org}/inbox"
    absent = "/w/org_00000000000000000000000000000000/inbox"
    pages = [Browser().open(path, "cross-site").content.decode() for path in (real, absent)]
    assert pages[0].replace(real, absent) == pages[1]


def test_the_second_request_carries_the_session_and_stays(owner: Owner) -> None:
    browser = Browser()
    browser.sign_in("ayesha")
    assert browser.open("/w", "same-origin")["Location"].endswith("/inbox")


@pytest.mark.parametrize("path", ["/w", "/w/", "/w/nothing", "/w/org_1/a/b/", "/w/a//b"])
@pytest.mark.parametrize("site", ["none", "same-origin"])
def test_a_signed_out_navigation_ends_at_sign_in(browser: Browser, path: str, site: str) -> None:
    answer = browser.open(path, site, follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == "/login"
    assert f'name="next" value="{path}"' in answer.content.decode()


def test_a_plain_client_ends_at_sign_in_too(browser: Browser) -> None:
    answer = browser.get("/w/org_0/inbox", follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/login")


def test_a_browser_without_fetch_metadata_goes_on_once(browser: Browser) -> None:
    old = {"Accept": "text/html", "User-Agent": "Mozilla/5.0 Version/15.6 Safari/605"}
    first = browser.get("/w/org_0/inbox?q=1", headers=old)
    onward = re.search(r'content="0;url=([^"]*)"', first.content.decode())
    assert onward
    second = browser.get(onward[1].replace("&amp;", "&"), headers=old)
    assert second["Location"].startswith("/login?next=")


def test_public_pages_need_no_arrival_page(browser: Browser) -> None:
    assert "One WhatsApp inbox" in browser.open("/", "cross-site").content.decode()
