import re

import pytest
from django.conf import settings as project

from chatsync.accounts.actions import create_person
from chatsync.accounts.passwords import hash_password
from chatsync.accounts.queries import verify_session
from chatsync.site.tests.stand import PASSWORD, Browser, Owner, a_business, levelled

WRONG = "The sign-in name or the password is wrong."


@pytest.mark.parametrize("login", ["ayesha", "AYESHA@example.com", " Ayesha "])
def test_people_sign_in_by_name_or_address(owner: Owner, browser: Browser, login: str) -> None:
    assert browser.sign_in(login)["Location"] == "/w"
    assert browser.open("/w")["Location"] == f"/w/{owner.workspace.org}/inbox"


def test_somebody_without_an_address_signs_in(browser: Browser) -> None:
    create_person(name="Sana", login="sana", password_hash=hash_password(PASSWORD))
    assert browser.sign_in("sana")["Location"] == "/w"
    assert "You are in no workspace" in browser.open("/w").content.decode()


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(
    owner: Owner, browser: Browser
) -> None:
    wrong = browser.sign_in("ayesha@example.com", "not the password")
    unknown = browser.sign_in("nobody@example.com", "not the password")
    assert wrong.status_code == unknown.status_code == 200
    assert WRONG in wrong.content.decode()
    assert _bare(wrong.content.decode()) == _bare(unknown.content.decode())


def _bare(page: str) -> str:
    """Without what differs with every answer."""
    return re.sub(r'login" value="[^"]*"', "", levelled(page)).replace("nobody@", "ayesha@")


@pytest.mark.parametrize(
    "onward",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "evil"],
)
def test_sign_in_never_leads_to_another_site(owner: Owner, browser: Browser, onward: str) -> None:
    browser.open("/login")
    fields = {"login": "ayesha", "password": PASSWORD, "next": onward}
    assert browser.send("/login", fields)["Location"] == "/w"


def test_sign_in_leads_back_to_where_it_was_asked_for(owner: Owner, browser: Browser) -> None:
    path = f"/w/{owner.workspace.org}/contacts?tag=1"
    asked = browser.open(path)
    page = browser.open(asked["Location"]).content.decode().partition("<main")[2]
    kept = re.search(r'name="next" value="([^"]*)"', page)
    assert kept
    fields = {"login": "ayesha", "password": PASSWORD, "next": kept[1]}
    assert browser.send("/login", fields)["Location"] == path


def test_the_session_gets_a_new_key_at_sign_in(owner: Owner, browser: Browser) -> None:
    browser.open("/password/reset")
    browser.send("/password/reset", {"email": "ayesha@example.com"})
    before = browser.cookies[project.SESSION_COOKIE_NAME].value
    browser.sign_in("ayesha")
    assert browser.cookies[project.SESSION_COOKIE_NAME].value != before
    assert verify_session(before) is None


def test_the_sixth_wrong_password_closes_the_account_for_a_while(owner: Owner) -> None:
    for _try in range(5):
        Browser().sign_in("ayesha", "not the password")  # another browser each: the count is shared
    refused = Browser().sign_in("ayesha")
    assert "Too many wrong tries" in refused.content.decode()


def test_sign_out_needs_a_post_and_ends_the_session(owner: Owner, browser: Browser) -> None:
    browser.sign_in("ayesha")
    key = browser.cookies[project.SESSION_COOKIE_NAME].value
    assert "Sign out?" in browser.open("/logout").content.decode()
    assert verify_session(key) == owner.person.id
    answer = browser.send("/logout", {})
    assert answer["Clear-Site-Data"] == '"storage"'
    assert answer["Location"] == "/login"
    assert verify_session(key) is None
    assert browser.open("/w")["Location"].startswith("/login")


def test_blocked_cookies_are_named_and_lead_into_no_loop(owner: Owner, browser: Browser) -> None:
    browser.open("/login")
    browser.cookies.clear()
    answer = browser.send("/login", {"login": "ayesha", "password": PASSWORD})
    assert answer.status_code == 403
    assert "Your browser blocks our cookies" in answer.content.decode()


def test_a_switched_off_person_cannot_sign_in(owner: Owner, browser: Browser) -> None:
    owner.person.is_active = False
    owner.person.save()
    assert browser.sign_in("ayesha")["Location"] == "/login/inactive"
    assert browser.open("/w")["Location"].startswith("/login")


def test_a_foreign_workspace_answers_like_one_that_does_not_exist(
    owner: Owner, browser: Browser
) -> None:
    other = a_business("Lahore Books", "omar@example.com")
    browser.sign_in("ayesha")
    foreign = browser.open(f"/w/{other.workspace.org}/inbox")
    unknown = browser.open("/w/org_00000000000000000000000000000000/inbox")
    assert foreign.status_code == unknown.status_code == 404
    pages = [
        re.sub(r'next" value="[^"]*"', "", levelled(answer.content.decode()))
        for answer in (foreign, unknown)
    ]
    assert pages[0] == pages[1]
