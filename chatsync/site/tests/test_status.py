"""The status page says what is measured, also where it is bad."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError

from chatsync.channels.models import InboundDelivery
from chatsync.config.catalogues import compile_all
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.outreach.actions.incidents import Said, add_word, open_incident
from chatsync.site import status
from chatsync.site.status import Health, status_now
from chatsync.site.tests.stand import Browser


@pytest.fixture(autouse=True, scope="module")
def _compiled() -> None:
    compile_all()


@pytest.fixture(autouse=True)
def _measured_anew(db: None) -> Iterator[None]:
    status._look.cache_clear()
    yield
    status._look.cache_clear()


def page(browser: Browser, path: str = "/status") -> str:
    answer = browser.open(path)
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def a_body(age: timedelta) -> None:
    InboundDelivery.objects.create(lane=1, app_id=uuid7(), body=b"{}", received_at=now() - age)


def test_an_empty_installation_works(browser: Browser) -> None:
    assert status_now().all_work
    assert "Everything that we measure works at this moment." in page(browser)


def test_what_waits_for_long_is_late(browser: Browser) -> None:
    a_body(timedelta(minutes=7))
    assert [part.health for part in status_now().parts].count(Health.LATE) == 1
    shown = page(browser)
    assert "Late by 7 minutes" in shown
    assert "Something does not work as it should at this moment." in shown


def test_what_just_came_is_not_late() -> None:
    a_body(timedelta(seconds=30))
    assert status_now().all_work


def test_many_readers_ask_the_database_once(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        status_now(lambda: 1000.0)
        status_now(lambda: 1004.0)


def test_without_a_database_the_page_says_so(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Away:
        def cursor(self) -> Any:
            raise OperationalError("away")

    def unread(_since: object) -> Any:
        raise OperationalError("away")

    monkeypatch.setattr(status, "connection", Away())
    monkeypatch.setattr("chatsync.site.views.status.incidents", unread)
    shown = page(browser)
    assert "Does not answer" in shown
    assert "Cannot be measured" in shown
    assert "They cannot be read without the database." in shown


def test_an_incident_is_shown_in_the_readers_language_until_it_is_old(browser: Browser) -> None:
    told = open_incident(Said("Mail is slow", "میل سست ہے"), Said("We look.", "ہم دیکھ رہے ہیں۔"))
    assert "Mail is slow" in page(browser)
    assert "not over yet" in page(browser)
    assert "میل سست ہے" in page(browser, "/ur/status")
    add_word(told.id, Said("It goes out again.", "پھر جا رہی ہے۔"), ends=True)
    assert "It goes out again." in page(browser)
    assert "not over yet" not in page(browser)


@pytest.mark.parametrize("path", ["/status", "/ur/status"])
def test_every_time_is_of_the_zone_of_the_installation(
    browser: Browser, settings: Any, path: str
) -> None:
    settings.CLOCK_ZONE = "Asia/Karachi"
    told = open_incident(Said("Slow", "سست"), Said("We look.", "دیکھ رہے ہیں۔"))
    assert add_word(told.id, Said("Over.", "ختم۔"), ends=True)
    shown = page(browser, path)
    # Of the measurement, the beginning, the end and two words.
    assert (
        len(re.findall(r'<time datetime="\S+\+05:00"><bdi>[^<]+ UTC\+5</bdi></time>', shown)) == 5
    )
    assert shown.count("<time") == 5
