"""Anybody writes to the operator: without account, cookie or script, and never for nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from chatsync.accounts.actions import create_person, make_operator
from chatsync.accounts.passwords import hash_password
from chatsync.kit.clock import moved, now
from chatsync.outreach.actions.answer import answer, set_aside
from chatsync.outreach.actions.write_in import delete_messages
from chatsync.outreach.models import LONGEST_TEXT, ContactMessage
from chatsync.outreach.tests.writing import filled_in, mails_to, text
from chatsync.site.tests.stand import Browser

pytestmark = pytest.mark.usefixtures("db")
DESK = "hello@chat.example"


@pytest.fixture
def browser(settings: Any) -> Browser:
    cache.clear()
    settings.CONTACT_EMAIL = DESK
    return Browser()


@pytest.mark.parametrize("before", ["", "/ur"])
def test_a_message_is_stored_and_mailed(browser: Browser, before: str) -> None:
    sent = browser.send(f"{before}/contact", filled_in())
    assert (sent.status_code, sent["Location"]) == (303, f"{before}/contact/sent")
    stored = ContactMessage.objects.get()
    assert stored.address == "fatima@example.com"
    assert stored.language == ("ur" if before else "en")
    (mail,) = mails_to(DESK)
    assert stored.words in mail.text
    assert "A question before we begin" in mail.text
    assert f"/ops/messages/{stored.id}" in mail.text
    assert mail.headers["Reply-To"] == "fatima@example.com"
    assert not browser.cookies
    assert browser.open(sent["Location"], site="same-origin").status_code == 200


def test_without_a_mailbox_every_operator_is_told(browser: Browser, settings: Any) -> None:
    settings.CONTACT_EMAIL = ""
    create_person(name="Op", password_hash=hash_password("x" * 20), email="op@example.com")
    make_operator(email="op@example.com")
    browser.send("/contact", filled_in())
    assert len(mails_to("op@example.com")) >= 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "nobody"},
        {"address": ""},
        {"name": ""},
        {"words": "   "},
        {"words": "x" * (LONGEST_TEXT + 1)},
        {"topic": "lottery"},
        {"website": "https://spam.example"},
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(
    browser: Browser, wrong: dict[str, str]
) -> None:
    page = browser.send("/contact", filled_in(**wrong))
    assert page.status_code == 422
    assert 'class="errors"' in text(page) or 'role="alert"' in text(page)
    kept = "Fatima Noor" if "name" not in wrong else "+92 numbers only"
    assert kept in text(page)
    assert not ContactMessage.objects.exists()


def test_signs_that_the_database_cannot_hold_are_replaced(browser: Browser) -> None:
    browser.send("/contact", filled_in(words="a\x00b <script>&"))
    assert ContactMessage.objects.get().words == "a\N{REPLACEMENT CHARACTER}b <script>&"


def test_another_site_and_an_old_page_send_nothing(browser: Browser) -> None:
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert browser.send("/contact", filled_in(), headers=foreign).status_code == 403
    old = browser.send("/contact", filled_in(form_token="x"))
    assert old.status_code == 403
    assert "Fatima Noor" in text(old)
    assert browser.post("/contact", filled_in()).status_code == 403
    assert not ContactMessage.objects.exists()


def test_a_second_press_on_a_slow_network_writes_nothing_twice(browser: Browser) -> None:
    fields = filled_in()
    for _press in range(2):
        assert browser.send("/contact", fields)["Location"] == "/contact/sent"
    assert len(mails_to(DESK)) == ContactMessage.objects.count() == 1
    browser.send("/contact", filled_in(words="One more thing."))
    with moved(timedelta(minutes=11)):
        browser.send("/contact", filled_in())
    assert ContactMessage.objects.count() == 3


def test_a_flood_is_stopped_and_loses_nothing(browser: Browser) -> None:
    for _ in range(10):
        assert browser.send("/contact", filled_in()).status_code == 303
    stopped = browser.send("/contact", filled_in())
    assert stopped.status_code == 429
    assert "Fatima Noor" in text(stopped)


def test_an_answer_goes_out_once(browser: Browser) -> None:
    browser.send("/contact", filled_in())
    message = ContactMessage.objects.get()
    assert answer(message.id, "Yes, and others on request.")
    assert not answer(message.id, "Again.")
    assert not set_aside(message.id)
    (mail,) = mails_to("fatima@example.com")
    assert "Yes, and others on request." in mail.text
    assert message.words in mail.text


def test_messages_go_after_their_time(browser: Browser) -> None:
    browser.send("/contact", filled_in())
    assert delete_messages(now() - timedelta(minutes=1), 500) == 0
    assert delete_messages(now() + timedelta(minutes=1), 500) == 1
