"""The status page knows when mail does not go out, and when work is not done."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from chatsync.config import wiring
from chatsync.jobs.events import react
from chatsync.jobs.mail import queue_mail, send_again
from chatsync.jobs.models import Mail
from chatsync.jobs.tests.worker import postbox, work_off
from chatsync.kit.clock import now
from chatsync.site import status
from chatsync.site.status import status_now

assert wiring.__doc__
_AWAY = "smtp://127.0.0.1:9"
_REFUSED = "SMTPRecipientsRefused: {'ayesha@kitchen.example': (450, b'Greylisted')}"


@pytest.fixture(autouse=True)
def _nothing_waits(db: None) -> None:
    status._look.cache_clear()


@pytest.fixture
def box() -> Iterator[Any]:
    with postbox() as opened:
        yield opened


def late() -> dict[str, object]:
    """The parts that are late, with the minutes."""
    status._look.cache_clear()
    told = [part.told() for part in status_now().parts]
    return {str(it["name"]): it["minutes"] for it in told if it["health"] == "late"}


def a_mail(minutes: int, **changes: Any) -> Mail:
    mail = queue_mail(recipient="ayesha@kitchen.example", subject="Your code", text="493817")
    Mail.objects.filter(id=mail.id).update(queued_at=now() - timedelta(minutes=minutes), **changes)
    return mail


def put_back(minutes: int) -> None:
    """Let every job and its events be so much older."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - make_interval(mins => %s)", [minutes]
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET scheduled_at = scheduled_at - make_interval(mins => %s)",
            [minutes],
        )


def test_mail_is_late_while_its_server_is_away(settings: Any) -> None:
    settings.EMAIL_URL = _AWAY
    a_mail(7)
    work_off()
    assert Mail.objects.get().attempts == 1
    assert late() == {"Sending mail": 7}


def test_mail_is_late_where_no_server_is_named(settings: Any) -> None:
    settings.EMAIL_URL = ""
    a_mail(7)
    work_off()
    assert late() == {"Sending mail": 7}


def test_mail_that_nobody_tries_to_send_is_late() -> None:
    a_mail(7)
    assert late() == {"Sending mail": 7}
    Mail.objects.update(state="stopped")
    assert late() == {}


def test_mail_that_was_just_written_is_not_late(settings: Any) -> None:
    settings.EMAIL_URL = _AWAY
    a_mail(1)
    work_off()
    assert late() == {}


def test_a_mail_that_the_server_refuses_makes_nobody_late(settings: Any, box: Any) -> None:
    settings.EMAIL_URL, box.refusals = box.url, 1
    a_mail(7)
    work_off()
    assert "451" in Mail.objects.get().last_error
    a_mail(9, attempts=3, last_error=_REFUSED)
    assert late() == {}


def test_a_mail_that_is_sent_again_waits_from_then_on() -> None:
    mail = a_mail(90, state="failed", attempts=8, last_error="TimeoutError: timed out")
    assert late() == {}
    assert send_again(mail.id)
    assert late() == {}


def test_work_that_nobody_does_is_late() -> None:
    react.defer(name="nobody", fact={})
    put_back(1)
    assert late() == {}
    put_back(6)
    assert late() == {"Other work in the background": 7}


def test_work_that_was_put_off_is_late_from_its_hour_on() -> None:
    react.configure(schedule_at=now() + timedelta(minutes=5)).defer(name="nobody", fact={})
    with connection.cursor() as cursor:  # as after a first try
        cursor.execute("UPDATE procrastinate_jobs SET attempts = 1")
    put_back(6)
    assert late() == {}
    put_back(7)
    assert late() == {"Other work in the background": 8}
