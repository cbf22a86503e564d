"""Which unsafe calls are let in: Fetch Metadata, Origin and token, in every combination."""

import pytest

from chatsync.privacy.forms import form_token
from chatsync.site.tests.stand import ORIGIN, PASSWORD, Browser, Owner

FORMS = ["/login", "/logout", "/signup", "/signup/code", "/password/reset", "/preferences/theme"]


@pytest.mark.parametrize("path", [*FORMS, "/api/v1/conversations", "/w/org_0/inbox", "/nothing"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_can_send_nothing(browser: Browser, path: str, site: str) -> None:
    browser.open("/login")
    token = browser.cookies["__Host-cs_csrf"].value
    answer = browser.post(
        path,
        {"csrfmiddlewaretoken": token, "form_token": form_token()},
        headers={"Sec-Fetch-Site": site, "Origin": ORIGIN},
    )
    assert answer.status_code == 403
    assert not answer.cookies


@pytest.mark.parametrize("path", FORMS)
def test_another_origin_is_refused_without_fetch_metadata_too(browser: Browser, path: str) -> None:
    browser.open("/login")
    token = browser.cookies["__Host-cs_csrf"].value
    fields = {"csrfmiddlewaretoken": token, "form_token": form_token(), "theme": "dark"}
    answer = browser.post(path, fields, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_token_is_refused(browser: Browser, path: str) -> None:
    browser.open("/login")
    answer = browser.send(path, {"csrfmiddlewaretoken": "", "theme": "dark"})
    assert answer.status_code == 403


def test_sign_in_of_somebody_else_cannot_be_forced(owner: Owner, browser: Browser) -> None:
    stranger = Browser()
    stranger.open("/login")
    token = stranger.cookies["__Host-cs_csrf"].value
    browser.open("/login")
    fields = {"login": "ayesha", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert browser.send("/login", fields).status_code == 403


def test_a_signed_webhook_is_no_matter_of_fetch_metadata(browser: Browser) -> None:
    answer = browser.post("/webhooks/anything", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 404  # not 403: the refusal is left to its signature


KEY = {"Authorization": "Bearer cs_live_unknown", "Sec-Fetch-Site": "cross-site"}


def test_a_call_with_a_key_is_judged_by_its_key(browser: Browser) -> None:
    assert browser.post("/api/v1/nothing", headers=KEY).status_code == 404


def test_a_call_with_key_and_session_counts_as_the_sessions(owner: Owner, browser: Browser) -> None:
    browser.sign_in("ayesha")
    assert browser.post("/api/v1/nothing", headers=KEY).status_code == 403


@pytest.mark.parametrize(("mode", "dest"), [("no-cors", "script"), ("cors", "empty")])
def test_another_site_cannot_read_the_api(browser: Browser, mode: str, dest: str) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
    answer = browser.get("/api/v1/nothing", headers=headers)
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"


def test_preferences_need_a_token_of_ours(browser: Browser) -> None:
    for token in ("", "x", form_token() + "x"):
        answer = browser.send("/preferences/theme", {"theme": "dark", "form_token": token})
        assert (answer.status_code, len(answer.cookies)) == (403, 0)


def test_preferences_need_the_browser_to_name_us(browser: Browser) -> None:
    fields = {"theme": "dark", "form_token": form_token()}
    assert browser.post("/preferences/theme", fields).status_code == 403
    named = browser.post("/preferences/theme", fields, headers={"Origin": ORIGIN})
    assert named.status_code == 303


def test_the_dashboard_sends_its_own_token_instead(owner: Owner, browser: Browser) -> None:
    browser.sign_in("ayesha")
    answer = browser.send("/preferences/theme", {"theme": "dark", "next": "/w/x/settings"})
    assert (answer.status_code, answer["Location"]) == (303, "/w/x/settings")


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "\\evil"])
def test_preferences_never_lead_to_another_site(browser: Browser, onward: str) -> None:
    fields = {"theme": "dark", "form_token": form_token(), "next": onward}
    assert browser.send("/preferences/theme", fields)["Location"] == "/"


def test_an_unknown_theme_is_not_stored(browser: Browser) -> None:
    answer = browser.send("/preferences/theme", {"theme": "pink", "form_token": form_token()})
    assert (answer.status_code, len(answer.cookies)) == (400, 0)
