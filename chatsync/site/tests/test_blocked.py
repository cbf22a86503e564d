"""CP-5.4: where signing in cannot work, a page says why and what to do, without any circles."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from chatsync.site.tests.stand import Browser, Owner

LAN = "192.168.1.20"


def test_another_address_says_that_sign_in_needs_https_and_where(
    browser: Browser, settings: Settings
) -> None:
    for path in ("/", "/login", "/w/org_0/inbox", "/cookies"):
        answer = browser.open(path, headers={"Host": LAN})
        text = answer.content.decode()
        assert answer.status_code == 400
        assert "Sign-in needs HTTPS" in text
        assert f'href="{settings.BASE_URL}"' in text
    settings.BASE_URL = "https://chat.example"
    text = browser.open("/login", headers={"Host": LAN}).content.decode()
    assert "Under the address you typed it does not answer" in text
    assert 'href="https://chat.example"' in text


def test_an_unknown_proxy_is_told_instead_of_sent_round(settings: Settings, db: None) -> None:
    settings.SECURE_SSL_REDIRECT = True
    proxied = Client().get("/login", headers={"X-Forwarded-Proto": "https"})
    assert proxied.status_code == 400
    assert "CHATSYNC_TRUSTED_PROXIES" in proxied.content.decode()
    assert Client().get("/login").headers["Location"].startswith("https://")
    assert Client().get("/login", secure=True).status_code == 200


def test_the_dashboard_is_told_when_no_cookie_comes_any_more(
    owner: Owner, browser: Browser
) -> None:
    browser.sign_in("ayesha")
    org = {"ChatSync-Workspace": owner.workspace.org, "Sec-Fetch-Site": "same-origin"}
    assert "ChatSync-Cookies" not in browser.get("/api/v1/me", headers=org).headers
    browser.cookies["__Host-cs_session"] = "ended"
    ended = browser.get("/api/v1/me", headers=org)
    assert ended.status_code == 401
    assert "ChatSync-Cookies" not in ended.headers
    browser.cookies.clear()
    for path in ("/api/v1/me", "/account/session"):
        blocked = browser.get(path, headers=org)
        assert (blocked.status_code, blocked.headers["ChatSync-Cookies"]) == (401, "none")


def test_a_key_needs_no_cookie_and_is_told_of_none(db: None) -> None:
    answer = Client().get("/api/v1/me", headers={"Authorization": "Bearer cs_live_unknown"})
    assert answer.status_code == 401
    assert "ChatSync-Cookies" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/ur/", "/cookies", "/ur/privacy", "/login"])
def test_pages_are_whole_without_javascript(browser: Browser, path: str) -> None:
    text = browser.open(path).content.decode()
    assert "<h1>" in text
    assert "<noscript>" not in text
    assert " hidden" not in text.partition("<main")[2].partition("</main>")[0] or path == "/login"
