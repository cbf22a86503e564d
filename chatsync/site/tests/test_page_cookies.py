import re

import pytest
from django.urls import get_resolver

from chatsync.site.tests.stand import FORM, PASSWORD, Browser, Owner, code_in, last_mail

STRICT = ("Secure", "HttpOnly", "SameSite=Strict", "Path=/")


def every_page() -> list[str]:
    """Every address of the table that needs no argument, and some that do not exist."""
    routes = [str(pattern.pattern) for pattern in get_resolver().url_patterns]
    plain = [f"/{route}" for route in routes if re.fullmatch(r"[\w/-]*", route)]
    return [*plain, "/nothing", "/ur/nothing", "/w/org_0/inbox", "/api/v1/nothing"]


def assert_strict(answer: object) -> None:
    for morsel in answer.cookies.values():  # type: ignore[attr-defined]
        line = morsel.OutputString()
        assert morsel.key.startswith("__Host-cs_"), line
        assert all(flag in line.split("; ") for flag in STRICT), line
        assert "Domain" not in line, line


def test_a_first_visit_to_a_public_page_stores_nothing(browser: Browser) -> None:
    for path in ("/", "/ur/", "/nothing", "/ur/nothing"):
        assert not browser.open(path).cookies, path


def test_every_cookie_of_every_page_is_strict(owner: Owner, browser: Browser) -> None:
    assert len(every_page()) > 15
    for path in every_page():
        assert_strict(browser.open(path))
    assert_strict(browser.sign_in("ayesha"))
    for path in every_page():
        if path != "/logout":
            assert_strict(browser.open(path))
    assert_strict(browser.open(f"/w/{owner.workspace.org}/inbox"))
    gone = browser.send("/logout", {})
    assert gone.cookies["__Host-cs_session"]["max-age"] == 0
    assert_strict(gone)


def test_the_csrf_cookie_comes_with_forms_that_need_it_only(owner: Owner) -> None:
    with_it = {path for path in every_page() if "__Host-cs_csrf" in Browser().open(path).cookies}
    assert with_it == {"/login", "/signup", "/password/reset"}


def test_the_cookies_of_sign_up_and_reset_are_strict(browser: Browser) -> None:
    assert_strict(browser.open("/signup"))
    assert_strict(browser.send("/signup", FORM))
    done = browser.send("/signup/code", {"code": code_in(last_mail(FORM["email"]))})
    assert_strict(done)
    browser.send("/logout", {})
    assert_strict(browser.send("/password/reset", {"email": FORM["email"]}))


@pytest.mark.parametrize(("theme", "attribute"), [("dark", "dark"), ("light", "light")])
def test_a_theme_is_stored_only_when_it_is_chosen(
    browser: Browser, theme: str, attribute: str
) -> None:
    page = browser.open("/").content.decode()
    assert "data-theme" not in page
    token = re.search(r'form_token" value="([^"]*)"', page)
    assert token
    answer = browser.send(
        "/preferences/theme", {"theme": theme, "next": "/", "form_token": token[1]}
    )
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert_strict(answer)
    assert list(answer.cookies) == ["__Host-cs_theme"]
    assert f'data-theme="{attribute}"' in browser.open("/").content.decode()


def test_no_answer_holds_a_session_key_in_its_body(owner: Owner, browser: Browser) -> None:
    browser.sign_in("ayesha", PASSWORD)
    key = browser.cookies["__Host-cs_session"].value
    for path in every_page():
        assert key not in browser.open(path).content.decode(), path
