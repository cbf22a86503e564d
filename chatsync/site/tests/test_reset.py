import time

from django.conf import settings as project
from django.contrib.sessions.models import Session

from chatsync.accounts.queries import verify_session
from chatsync.site.tests.stand import Browser, Owner, code_in, last_mail, levelled

FRESH = "four quiet rivers under snow"


def ask(browser: Browser, address: str) -> None:
    browser.open("/password/reset")
    answer = browser.send("/password/reset", {"email": address})
    assert (answer.status_code, answer["Location"]) == (302, "/password/reset/code")


def test_a_code_sets_a_new_password_and_ends_other_sessions(owner: Owner) -> None:
    elsewhere, browser = Browser(), Browser()
    elsewhere.sign_in("ayesha")
    key = elsewhere.cookies[project.SESSION_COOKIE_NAME].value
    ask(browser, "ayesha@example.com")
    before = browser.cookies[project.SESSION_COOKIE_NAME].value
    answer = browser.send(
        "/password/reset/code", {"code": code_in(last_mail("ayesha@example.com"))}
    )
    assert answer["Location"] == "/password/reset/new"
    assert browser.cookies[project.SESSION_COOKIE_NAME].value != before
    assert browser.send("/password/reset/new", {"password1": FRESH})["Location"].endswith("done")
    assert verify_session(key) is None
    assert elsewhere.open("/w")["Location"].startswith("/login")
    assert Browser().sign_in("ayesha", FRESH)["Location"] == "/w"
    assert "was changed" in last_mail("ayesha@example.com").subject


def test_a_reset_does_not_tell_whether_an_address_is_known(owner: Owner, browser: Browser) -> None:
    ask(browser, "ayesha@example.com")
    other = Browser()
    ask(other, "nobody@example.com")
    pages = [one.open("/password/reset/code").content.decode() for one in (browser, other)]
    bare = [levelled(page) for page in pages]
    assert bare[0].replace("ayesha@", "nobody@") == bare[1]
    wrong = other.send("/password/reset/code", {"code": "BCDF-GHJK"})
    assert "This code is wrong" in wrong.content.decode()
    assert "Nobody signs in" in last_mail("nobody@example.com").subject


def test_five_wrong_codes_end_a_reset(owner: Owner, browser: Browser) -> None:
    ask(browser, "ayesha@example.com")
    code = code_in(last_mail("ayesha@example.com"))
    tries = [browser.send("/password/reset/code", {"code": "XXXX"}) for _ in range(5)]
    assert tries[-1]["Location"].startswith("/login")
    assert "Too many wrong tries" in browser.open("/login").content.decode()
    assert browser.send("/password/reset/code", {"code": code})["Location"].startswith("/login")


def test_a_reset_code_is_good_for_ten_minutes(owner: Owner, browser: Browser) -> None:
    ask(browser, "ayesha@example.com")
    session = browser.session
    state = session["account_password_reset_verification"]
    state["at"] = time.time() - 601
    session["account_password_reset_verification"] = state
    session.save()
    code = code_in(last_mail("ayesha@example.com"))
    assert browser.send("/password/reset/code", {"code": code})["Location"].startswith("/login")


def test_a_weak_new_password_is_refused_with_advice(owner: Owner, browser: Browser) -> None:
    ask(browser, "ayesha@example.com")
    browser.send("/password/reset/code", {"code": code_in(last_mail("ayesha@example.com"))})
    page = browser.send("/password/reset/new", {"password1": "ayeshakhan12345"}).content.decode()
    assert "Easy to guess." in page
    assert Session.objects.count() == 1


def test_mails_to_one_address_are_limited(owner: Owner) -> None:
    for _time in range(3):
        ask(Browser(), "ayesha@example.com")
    browser = Browser()
    browser.open("/password/reset")
    answer = browser.send("/password/reset", {"email": "ayesha@example.com"})
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()
