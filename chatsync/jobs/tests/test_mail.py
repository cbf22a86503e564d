"""Mail is a row and a job: tried again until it is taken, and forgotten once it was."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.db import connection, transaction

from chatsync.config import wiring
from chatsync.jobs.mail import QueuedMail, queue_mail, send_again, send_mail, smtp_server, stop
from chatsync.jobs.models import Mail, MailState
from chatsync.jobs.tests.worker import Postbox, make_due, postbox, waiting, work_off
from chatsync.kit.clock import moved
from chatsync.kit.env import WrongSetting
from chatsync.privacy.purging import purge

assert wiring.__doc__
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def box(settings: Any) -> Iterator[Postbox]:
    with postbox() as opened:
        settings.EMAIL_URL = opened.url
        yield opened


def a_mail(text: str = "Your code is 493817.") -> Mail:
    return queue_mail(recipient="ayesha@kitchen.example", subject="Your code", text=text)


def test_a_mail_is_handed_over_and_its_text_erased(box: Postbox) -> None:
    mail = a_mail("Your code is 493817. شکریہ")
    work_off()
    (taken,) = box.mails
    assert (taken["To"], taken["Subject"]) == ("ayesha@kitchen.example", "Your code")
    assert "493817. شکریہ" in taken.get_content()
    mail.refresh_from_db()
    assert (mail.state, mail.text, mail.attempts, waiting()) == (MailState.SENT, "", 1, 0)
    assert not mail.subject
    assert mail.settled_at is not None


def test_a_refused_mail_waits_and_is_taken_later(box: Postbox) -> None:
    box.refusals = 2
    mail = a_mail()
    for attempt in (1, 2):
        work_off()
        mail.refresh_from_db()
        assert (mail.state, mail.attempts) == (MailState.QUEUED, attempt)
        assert "451" in mail.last_error
        assert mail.text
        assert make_due() == 1
    work_off()
    mail.refresh_from_db()
    assert (mail.state, mail.last_error, len(box.mails)) == (MailState.SENT, "", 1)


def a_failed_mail(box: Postbox) -> Mail:
    """One that nobody took."""
    box.refusals = 8
    mail = a_mail()
    work_off()
    while make_due():
        work_off()
    mail.refresh_from_db()
    return mail


def test_a_mail_that_nobody_takes_fails_after_the_last_attempt(box: Postbox) -> None:
    mail = a_failed_mail(box)
    assert (mail.state, mail.attempts, box.mails) == (MailState.FAILED, 8, [])
    assert "451" in mail.last_error
    assert mail.settled_at is not None


def test_a_failed_mail_can_be_sent_again_for_72_hours_and_is_then_erased(box: Postbox) -> None:
    mail = a_failed_mail(box)
    purge()
    assert send_again(mail.id)
    assert not send_again(mail.id)
    work_off()
    assert [taken["Subject"] for taken in box.mails] == ["Your code"]
    late = a_failed_mail(box)
    with moved(timedelta(hours=73)):
        purge()
    late.refresh_from_db()
    assert (late.state, late.subject, late.text) == (MailState.FAILED, "", "")
    assert not send_again(late.id)


def test_a_stopped_mail_is_erased_and_never_sent(box: Postbox) -> None:
    mail = a_mail()
    assert stop(mail.id)
    assert not stop(mail.id)
    assert not send_again(mail.id)
    mail.refresh_from_db()
    assert (mail.state, mail.subject, mail.text) == (MailState.STOPPED, "", "")
    work_off()
    assert (box.mails, waiting()) == ([], 0)


def test_a_mail_that_is_stopped_while_it_is_refused_stays_stopped(box: Postbox) -> None:
    box.refusals = 1
    mail = a_mail()

    def stop_it() -> None:
        assert stop(mail.id)
        connection.close()

    box.refusing = stop_it
    work_off()
    mail.refresh_from_db()
    assert (mail.state, mail.text, waiting()) == (MailState.STOPPED, "", 0)


def test_a_mail_server_that_is_away_costs_nothing_but_time(settings: Any) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    mail = a_mail()
    work_off()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, waiting()) == (MailState.QUEUED, 1, 1)


def test_without_a_mail_server_the_mail_says_so(settings: Any) -> None:
    settings.EMAIL_URL = ""
    mail = a_mail()
    work_off()
    mail.refresh_from_db()
    assert "EMAIL_URL is not set" in mail.last_error


def test_a_mail_of_a_transaction_that_failed_is_never_sent(box: Postbox) -> None:
    def store_and_fail() -> None:
        with transaction.atomic():
            a_mail()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store_and_fail()
    work_off()
    assert (box.mails, Mail.objects.count(), waiting()) == ([], 0, 0)


def test_the_same_job_again_sends_nothing_twice(box: Postbox) -> None:
    mail = a_mail()
    work_off()
    send_mail(str(mail.id))
    send_mail(str(uuid4()))
    assert len(box.mails) == 1


def test_djangos_mails_go_the_same_way_one_per_recipient(box: Postbox) -> None:
    mail = EmailMessage("Line\nbreak", "Text", None, ["a@x.example", "b@x.example"])
    assert QueuedMail().send_messages([mail]) == 1
    work_off()
    assert sorted(mail["To"] for mail in box.mails) == ["a@x.example", "b@x.example"]
    assert {mail["Subject"] for mail in box.mails} == {"Line break"}


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example:25"])
def test_a_wrong_mail_address_is_named(url: str) -> None:
    with pytest.raises(WrongSetting, match="EMAIL_URL must look like"):
        smtp_server(url)


def test_the_mail_address_carries_name_password_and_encryption() -> None:
    server = smtp_server("smtp://post%40x:p%2Fw@mail.example:587?tls=on")
    assert server is not None
    assert (server.host, server.port, server.username) == ("mail.example", 587, "post@x")
    assert (server.password, server.use_tls, server.use_ssl) == ("p/w", True, False)
    secure = smtp_server("smtps://mail.example")
    assert secure is not None
    assert (secure.port, secure.use_ssl) == (465, True)
