"""The operator's list of mails that did not go out tells nothing of what they say."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest

from chatsync.jobs.mail import queue_mail
from chatsync.jobs.models import Mail, MailState
from chatsync.jobs.tests.worker import postbox, work_off
from chatsync.kit.clock import now
from chatsync.ops.mail import PAGE, masked
from chatsync.ops.tests.stand import operators_browser, text_of
from tests.support.pages import is_in_urdu

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def client(db: None) -> Any:
    return operators_browser()


def a_mail(state: str = "queued", **changes: Any) -> Mail:
    mail = queue_mail(
        recipient="ayesha@kitchen.example",
        subject="WXYZ is your ChatSync code",
        text="Type WXYZ.",
        kind="sign_up_code",
    )
    Mail.objects.filter(id=mail.id).update(**{"state": state, "last_error": "", **changes})
    mail.refresh_from_db()
    return mail


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ayesha@kitchen.example", "a…@kitchen.example"),
        ("a@x.pk", "…@x.pk"),
        (
            "{'ayesha.k+1@x.pk': (550, b'<ayesha.k+1@x.pk>: no')}",
            "{'a…@x.pk': (550, b'<a…@x.pk>: no')}",
        ),
        ("connection refused", "connection refused"),
    ],
)
def test_an_address_shows_its_first_letter_and_its_host(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_the_list_tells_whom_and_why_and_never_what(client: Any, settings: Any) -> None:
    mail = a_mail()
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    work_off()
    page = text_of(client.get("/ops/mail"))
    for shown in ("Code to sign up", "a…@kitchen.example", "1 attempt", "next try", "Waits"):
        assert shown in page
    assert "ConnectionRefusedError" in page
    assert not re.search("WXYZ|ayesha", page)
    assert f"/ops/mail/{mail.id}/stop" in page


def test_what_a_server_says_of_an_address_is_masked_too(client: Any) -> None:
    a_mail("failed", last_error="SMTPRecipientsRefused: {'ayesha@kitchen.example': (550, b'No')}")
    page = html.unescape(text_of(client.get("/ops/mail?state=failed")))
    assert "SMTPRecipientsRefused: {'a…@kitchen.example': (550" in page
    assert "ayesha" not in page


def test_mails_that_went_out_are_not_listed(client: Any) -> None:
    a_mail("sent", text="")
    assert "Every mail went out." in text_of(client.get("/ops/mail"))


def test_failed_mails_are_counted_on_the_overview(client: Any) -> None:
    a_mail("failed")
    a_mail("failed", text="")
    a_mail("stopped", text="")
    assert ">1<" in re.sub(r"\s", "", text_of(client.get("/ops")))
    page = text_of(client.get("/ops/mail?state=failed"))
    assert page.count("Code to sign up") == 2
    assert page.count("/again") == 1
    assert "Its text is erased" in page


def test_a_failed_mail_is_sent_again_once(client: Any, settings: Any) -> None:
    mail = a_mail("failed", attempts=8)
    work_off()
    with postbox() as box:
        settings.EMAIL_URL = box.url
        answers = [client.post(f"/ops/mail/{mail.id}/again")["Location"] for _ in range(2)]
        work_off()
    assert answers == ["/ops/mail?done=again", "/ops/mail?done=late"]
    assert [sent["Subject"] for sent in box.mails] == ["WXYZ is your ChatSync code"]
    assert "Too late" in text_of(client.get(answers[1]))


def test_a_waiting_mail_is_stopped(client: Any) -> None:
    mail = a_mail()
    answer = client.post(f"/ops/mail/{mail.id}/stop")
    assert "It was stopped" in text_of(client.get(answer["Location"]))
    mail.refresh_from_db()
    assert (mail.state, mail.subject, mail.text) == (MailState.STOPPED, "", "")


def test_a_deed_that_does_not_fit_is_nowhere(client: Any) -> None:
    waits, failed = a_mail(), a_mail("failed")
    gone = a_mail("failed", text="")
    for path in (f"{waits.id}/again", f"{failed.id}/stop", f"{gone.id}/again", "x/stop"):
        assert client.get(f"/ops/mail/{path}").status_code == 404


def test_a_deed_asks_first_who_is_there() -> None:
    mail = a_mail()
    client = operators_browser()
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    for deed in ("again", "stop"):
        answer = client.post(f"/ops/mail/{mail.id}/{deed}")
        assert answer["Location"].startswith("/account/confirm?next=")
    mail.refresh_from_db()
    assert mail.state == MailState.QUEUED


def test_pages_follow_one_another_without_a_gap(client: Any) -> None:
    for turn in range(PAGE + 2):
        a_mail(
            "stopped", queued_at=now() - timedelta(seconds=turn), recipient=f"m{turn}@x{turn}.pk"
        )
    first = text_of(client.get("/ops/mail?state=stopped"))
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward
    second = text_of(client.get(f"/ops/mail{html.unescape(onward[1])}"))
    assert re.findall(r"@x(\d+)\.pk", first + second) == [str(turn) for turn in range(PAGE + 2)]


def test_the_pages_speak_urdu(client: Any) -> None:
    waits, failed = a_mail(), a_mail("failed")
    client.cookies["__Host-cs_locale"] = "ur"
    for path in ("", f"/{waits.id}/stop", f"/{failed.id}/again"):
        page = text_of(client.get(f"/ops/mail{path}"))
        assert is_in_urdu(page)
        assert not re.search("Stop|Send|Code|attempt", page)
