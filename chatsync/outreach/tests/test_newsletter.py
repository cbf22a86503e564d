"""The newsletter: only who confirmed gets it, everybody once, and one press ends it."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache

from chatsync.config import wiring
from chatsync.kit.clock import moved, now
from chatsync.outreach.actions import issues
from chatsync.outreach.actions.issues import deliver, discard, send, write
from chatsync.outreach.actions.subscribe import delete_requests, leaving_link
from chatsync.outreach.models import Issue, Subscriber, SubscriptionRequest
from chatsync.outreach.tests.writing import link_in, mails_to, text
from chatsync.privacy.forms import form_token
from chatsync.site.tests.stand import Browser
from tests.support.pages import is_in_urdu

pytestmark = pytest.mark.usefixtures("db")
assert wiring.__doc__
ADDRESS = "sana@example.com"
WORDS = {"subject_en": "News", "text_en": "Hello.", "subject_ur": "خبر", "text_ur": "سلام۔"}


@pytest.fixture
def browser() -> Browser:
    cache.clear()
    return Browser()


def ask(browser: Browser, address: str = ADDRESS, before: str = "") -> Any:
    fields = {"address": address, "form_token": form_token()}
    return browser.send(f"{before}/subscribe", fields)


def press(browser: Browser, path: str) -> Any:
    return browser.send(path, {"form_token": form_token()})


def confirmed(browser: Browser, address: str = ADDRESS, before: str = "") -> Subscriber:
    ask(browser, address, before)
    press(browser, link_in(mails_to(address)[-1]))
    return Subscriber.objects.get(address=address)


def test_nobody_is_a_subscriber_before_they_press(browser: Browser) -> None:
    assert ask(browser, "Sana@Example.com").status_code == 303
    (mail,) = mails_to(ADDRESS)
    page = browser.open(link_in(mail), site="same-origin")
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "same-origin"
    assert not Subscriber.objects.exists()
    assert press(browser, link_in(mail)).status_code == 200
    assert Subscriber.objects.get().address == ADDRESS
    assert not SubscriptionRequest.objects.exists()


def test_a_link_confirms_once_and_for_48_hours(browser: Browser) -> None:
    ask(browser)
    link = link_in(mails_to(ADDRESS)[0])
    with moved(timedelta(hours=49)):
        assert press(browser, link).status_code == 404
    assert press(browser, link).status_code == 200
    assert press(browser, link).status_code == 404
    assert press(browser, "/newsletter/confirm/guessed").status_code == 404


def test_the_page_behind_a_mail_speaks_its_language(browser: Browser) -> None:
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en-GB"
    ask(browser, before="/ur")
    link = link_in(mails_to(ADDRESS)[0])
    for answer in (browser.open(link, site="same-origin"), press(browser, link)):
        assert is_in_urdu(text(answer))
        assert answer["Content-Language"] == "ur"
    leaving = leaving_link(Subscriber.objects.get()).removeprefix(settings.BASE_URL)
    assert "خبرنامہ بند کریں" in text(browser.open(leaving, site="same-origin"))
    gone = text(browser.open(link, site="same-origin"))
    assert 'href="/ur/subscribe">' in gone.partition("<footer")[0]
    browser.cookies["__Host-cs_locale"] = "en"
    assert '<html lang="en"' in text(browser.open(leaving, site="same-origin"))
    del browser.cookies["__Host-cs_locale"]
    assert '<html lang="en"' in text(browser.open(f"{leaving[:-2]}xx", site="same-origin"))


def test_the_answer_tells_nothing_and_fills_no_mailbox(browser: Browser) -> None:
    known = confirmed(browser).address
    first = ask(browser, known)
    other = ask(browser, "other@example.com")
    again = ask(browser, "other@example.com")
    assert (first.status_code, first["Location"]) == (other.status_code, other["Location"])
    assert again["Location"] == other["Location"]
    assert len(mails_to(known)) == len(mails_to("other@example.com")) == 1


def test_a_wrong_address_is_named(browser: Browser) -> None:
    page = ask(browser, "nobody")
    assert page.status_code == 422
    assert 'value="nobody"' in text(page)


def test_only_our_own_page_confirms(browser: Browser) -> None:
    ask(browser)
    link = link_in(mails_to(ADDRESS)[0])
    assert browser.post(link).status_code == 403
    assert not Subscriber.objects.exists()


def test_each_gets_theirs_once_however_often_the_job_runs(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issues, "AT_ONCE", 2)
    for number in range(5):
        Subscriber.objects.create(address=f"s{number}@x.pk", language="ur" if number else "en")
    issue = write(**WORDS)
    assert send(issue.id)
    assert not send(issue.id)
    assert not discard(issue.id)
    late = Subscriber.objects.create(address="late@x.pk", language="en")
    deliver(issue.id)
    deliver(issue.id)
    mails = [mails_to(f"s{number}@x.pk") for number in range(5)]
    assert [len(found) for found in mails] == [1] * 5
    assert not mails_to(late.address)
    assert (mails[0][0].subject, mails[1][0].subject) == ("News", "خبر")
    assert Issue.objects.get().mailed == 5


def test_a_press_in_the_mail_program_ends_it(browser: Browser) -> None:
    confirmed(browser)
    issue = write(**WORDS)
    send(issue.id)
    deliver(issue.id)
    mail = mails_to(ADDRESS)[-1]
    link = mail.headers["List-Unsubscribe"].removeprefix("<").removesuffix(">")
    assert link in mail.text
    assert link.partition("?")[0].endswith(link_in(mail).partition("?")[0])
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    program = Browser()
    gone = program.post(link_in(mail), {"List-Unsubscribe": "One-Click"})
    assert gone.status_code == 200
    assert not Subscriber.objects.exists()
    assert browser.open(link_in(mail), site="same-origin").status_code == 200


def test_looking_at_the_link_ends_nothing(browser: Browser) -> None:
    link = leaving_link(confirmed(browser)).partition("//")[2].partition("/")[2]
    page = browser.open(f"/{link}", site="same-origin")
    assert page.status_code == 200
    assert Subscriber.objects.exists()
    press(browser, f"/{link}")
    assert not Subscriber.objects.exists()


def test_a_forged_link_ends_nothing(browser: Browser) -> None:
    subscriber = confirmed(browser)
    press(browser, f"/newsletter/leave/{subscriber.id}")
    assert Subscriber.objects.exists()


def test_addresses_that_never_confirmed_go(browser: Browser) -> None:
    ask(browser)
    assert delete_requests(now() + timedelta(minutes=1), 500) == 1
