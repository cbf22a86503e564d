"""Anybody asks about their data: without account, cookie or script, and never for nothing."""

import re
from uuid import uuid4

import pytest
from django.core.cache import cache

from chatsync.desk.actions import writing
from chatsync.desk.models import LONGEST_TEXT, Entry, Request
from chatsync.desk.tests.asking import FIELDS, FORM, a_request, filled_in, mails_to, parts_of
from chatsync.site.tests.stand import Browser
from tests.support.pages import is_in_urdu

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def browser() -> Browser:
    cache.clear()
    return Browser()


def text(answer: object) -> str:
    return str(answer.content.decode())  # type: ignore[attr-defined]


def test_a_request_gets_a_reference_a_due_date_and_a_mail(browser: Browser) -> None:
    answer = browser.send(FORM, filled_in())
    assert answer.status_code == 303
    page = text(browser.open(answer["Location"], site="same-origin"))
    made = Request.objects.get()
    assert made.reference in page
    assert (made.due_at - made.received_at).days == 30
    assert (made.kind, made.address, made.source) == ("deletion", "fatima@example.com", "form")
    assert parts_of(made) == ["asked", "receipt"]
    (mail,) = mails_to("fatima@example.com")
    assert made.reference in mail.subject
    assert made.reference in mail.text
    assert not browser.cookies


def test_the_mail_holds_nothing_that_a_stranger_typed(browser: Browser) -> None:
    browser.send(FORM, filled_in(words="BUY NOW https://spam.example", name="Spam", shop="Mart"))
    (mail,) = mails_to("fatima@example.com")
    assert not re.search("BUY|spam|Spam|Mart", mail.subject + mail.text)
    assert mail.headers["Auto-Submitted"] == "auto-replied"
    assert mail.headers["Message-ID"].startswith("<desk.")


def test_in_urdu_the_page_and_the_mail_are_urdu(browser: Browser) -> None:
    page = text(browser.open(f"/ur{FORM}"))
    assert is_in_urdu(page)
    assert not re.search("Your request|Send|Privacy desk", page)
    answer = browser.send(f"/ur{FORM}", filled_in())
    assert answer["Location"].startswith(f"/ur{FORM}/sent?")
    assert Request.objects.get().language == "ur"
    assert "حوالہ نمبر" in mails_to("fatima@example.com")[0].text


def test_a_form_that_is_sent_twice_makes_one_request(browser: Browser) -> None:
    once = str(uuid4())
    answers = [browser.send(FORM, filled_in(submission=once)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Request.objects.count() == 1
    assert len(mails_to("fatima@example.com")) == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"words": ""}, "Fill in this field."),
        ({"words": "x" * (LONGEST_TEXT + 1)}, "at most 5,000 characters"),
        ({"address": "nobody"}, "This is not an e-mail address."),
        ({"address": f"{'a' * 250}@x.pk"}, "This address is too long."),
        ({"kind": "everything"}, "Choose one of these."),
        ({"name": "x" * 121}, "Write at most 120 characters."),
        ({"website": "https://spam.example"}, "A field that people do not see"),
    ],
)
def test_a_fault_is_named_and_what_was_typed_stays(
    browser: Browser, changes: dict[str, str], says: str
) -> None:
    answer = browser.send(FORM, filled_in(**changes))
    page = text(answer)
    assert answer.status_code == 422
    assert says in page
    assert (changes.get("words") or FIELDS["words"])[:20] in page or changes.get("words") == ""
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    "words", ["NUL \0 in it", "\ud83d half", "سلام \u202e reversed", "<b>x</b>"]
)
def test_any_text_is_taken(browser: Browser, words: str) -> None:
    fields = filled_in(words=words.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
    assert browser.send(FORM, fields).status_code == 303
    assert Entry.objects.filter(part="asked").count() == 1


def test_a_page_that_was_open_too_long_keeps_what_was_typed(browser: Browser) -> None:
    answer = browser.send(FORM, filled_in(form_token="old"))
    assert answer.status_code == 403
    assert FIELDS["words"] in text(answer)
    assert "open for too long" in text(answer)
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_sends_nothing(browser: Browser, headers: dict[str, str]) -> None:
    assert browser.send(FORM, filled_in(), headers=headers).status_code == 403
    assert not Request.objects.exists()


def test_without_origin_and_fetch_metadata_nothing_is_taken(browser: Browser) -> None:
    assert browser.post(FORM, filled_in()).status_code == 403
    assert not Request.objects.exists()


def test_one_network_sends_ten_an_hour_and_loses_no_words(browser: Browser) -> None:
    statuses = [browser.send(FORM, filled_in()).status_code for _ in range(10)]
    refused = browser.send(FORM, filled_in())
    assert statuses == [303] * 10
    assert refused.status_code == 429
    assert FIELDS["words"] in text(refused)


def test_one_address_gets_three_mails_a_day_and_every_request_is_kept() -> None:
    for _ in range(5):
        a_request()
    assert Request.objects.count() == 5
    assert len(mails_to("f@x.pk")) == writing.RECEIPTS_A_DAY


def test_nobody_can_make_the_desk_write_to_thousands() -> None:
    first = a_request("one@x.pk")
    receipts = [Entry(request=first, part="receipt") for _ in range(writing.RECEIPTS_AN_HOUR)]
    Entry.objects.bulk_create(receipts)
    a_request("two@x.pk")
    assert len(mails_to("one@x.pk")) == 1
    assert mails_to("two@x.pk") == []


@pytest.mark.parametrize("done", ["", "forged", "eyJ4IjoxfQ:1:x"])
def test_the_page_after_sending_shows_nothing_to_others(browser: Browser, done: str) -> None:
    answer = browser.open(f"{FORM}/sent?done={done}")
    assert answer.status_code == 404
    assert "PR-" not in text(answer)


@pytest.mark.parametrize("form", [FORM, f"/ur{FORM}"])
def test_what_became_of_a_request_travels_as_it_is_and_its_length_tells_nothing(
    browser: Browser, form: str
) -> None:
    made = browser.send(form, filled_in())
    answer = browser.open(made["Location"], headers={"Accept-Encoding": "br, gzip"})
    assert "PR-" in text(answer)
    assert "Content-Encoding" not in answer


@pytest.mark.parametrize("page", ["/", "/cookies", "/privacy", "/terms", "/refund", "/login"])
def test_every_page_leads_to_the_desk(browser: Browser, page: str) -> None:
    assert f'href="{FORM}"' in text(browser.open(page))


@pytest.mark.parametrize("page", ["/ur/cookies", "/ur/privacy", "/ur/cookies/preferences"])
def test_urdu_pages_lead_to_the_desk_in_urdu(browser: Browser, page: str) -> None:
    assert f'href="/ur{FORM}"' in text(browser.open(page))
