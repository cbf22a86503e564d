"""Every person who opens a public page is counted once, and nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from chatsync.analytics import buffer
from chatsync.analytics.actions import views
from chatsync.analytics.actions.campaigns import list_word
from chatsync.analytics.models import Grain, PageCount, UtmKind, ViewSum
from chatsync.analytics.navigation import device_of
from chatsync.analytics.tests.traffic import (
    BOT,
    DESKTOP,
    HEADLESS,
    PHONE,
    TABLET,
    Guest,
    counted,
    summed,
)
from chatsync.config import wiring
from chatsync.kit.clock import moved, now
from chatsync.privacy.purging import purge
from chatsync.site.tests.stand import ORIGIN

assert wiring.__doc__


def test_a_view_is_counted_once_in_its_hour_day_and_month() -> None:
    Guest().come("/")
    Guest().come("/ur/")
    Guest().come("/")
    assert counted() == summed(Grain.DAY) == summed(Grain.MONTH) == {("/",): 2, ("/ur/",): 1}
    starts = dict(ViewSum.objects.values_list("grain", "at"))
    assert (starts["d"].hour, starts["m"].day) == (0, 1)


@pytest.mark.parametrize(
    "headers",
    [
        {"DNT": "1"},
        {"Sec_GPC": "1"},
        {"Sec_Purpose": "prefetch"},
        {"Sec_Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X_Moz": "prefetch"},
        {"Sec_Fetch_Mode": "cors"},
        {"Sec_Fetch_Dest": "iframe"},
        {"agent": BOT},
        {"agent": HEADLESS},
        {"agent": "curl/8.5.0"},
        {"agent": "WhatsApp/2.23.20.0 A"},
        {"agent": "TelegramBot (like TwitterBot)"},
        {"agent": ""},
    ],
    ids=str,
)
def test_nobody_is_counted_who_is_no_visitor_or_forbids_it(headers: dict[str, str]) -> None:
    assert Guest().come("/", **headers).status_code == 200
    assert counted() == {}


def test_a_page_that_leads_to_itself_is_still_one_view() -> None:
    guest, page = Guest(), "/pricing?utm_source=mail"
    guest.come(page)
    for path in (page, f"/ur{page}", page):
        guest.come(path, Referer=f"{ORIGIN}{page}")
    assert counted() == {("/pricing",): 1}


@pytest.mark.parametrize(
    "before", [f"{ORIGIN}/docs", f"{ORIGIN}/docs?q=note", "https://elsewhere.example/docs?q=tag"]
)
def test_a_page_that_another_page_leads_to_is_another_view(before: str) -> None:
    Guest().come("/docs?q=tag", Referer=before)
    assert counted() == {("/docs",): 1}


def test_a_head_request_a_missing_page_and_other_areas_are_not_counted() -> None:
    guest = Guest()
    navigation = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "User-Agent": DESKTOP}
    assert guest.head("/", headers=navigation).status_code == 200
    for path in ("/nothing-here", "/cookies", "/cookies/preferences", "/login", "/robots.txt"):
        guest.come(path)
    assert counted() == {}


@pytest.mark.parametrize(
    ("agent", "device"),
    [(PHONE, "phone"), (TABLET, "tablet"), (DESKTOP, "desktop")],
)
def test_a_device_is_one_of_three_classes(agent: str, device: str) -> None:
    Guest().come("/", agent)
    assert counted("device") == {(device,): 1}
    assert device_of(agent) == device


@pytest.mark.parametrize("name", ["Telegram-Android/11.3.3", "WhatsApp/2.24", "CUBOT X30"])
def test_people_in_the_apps_of_messengers_and_on_phones_called_so_are_counted(name: str) -> None:
    Guest().come("/", f"{PHONE} {name}")
    assert counted() == {("/",): 1}


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("", "none"),
        ("http://testserver/terms", "own"),
        ("https://www.google.com.pk/", "search"),
        ("https://duckduckgo.com/", "search"),
        ("https://l.facebook.com/l.php?u=secret", "social"),
        ("https://t.co/abc", "social"),
        ("https://wa.me/923001234567", "messages"),
        ("https://web.whatsapp.com/", "messages"),
        ("https://news.example/story?reader=7", "other"),
        ("https://[broken", "none"),
    ],
)
def test_of_the_site_before_only_its_class_is_kept(told: str, kind: str) -> None:
    Guest().come("/", Referer=told)
    assert counted("referrer") == {(kind,): 1}


def test_only_listed_words_of_a_link_are_counted_as_they_stand() -> None:
    list_word(UtmKind.CAMPAIGN, " Eid-2026 ")
    Guest().come("/?utm_campaign=EID-2026&utm_source=for-bilal-alone")
    Guest().come("/?utm_campaign=for-bilal-alone")
    Guest().come("/?utm_source=eid-2026")
    assert counted("utm_campaign", "utm_source") == {
        ("eid-2026", "other"): 1,
        ("other", ""): 1,
        ("", "other"): 1,
    }


def test_what_the_database_does_not_take_waits_for_the_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(_rows: Any) -> str:
        raise DatabaseError

    Guest().come("/")
    with monkeypatch.context() as broken:
        broken.setattr(views, "recordset", away)
        assert views.write_views() == 0
    assert counted() == {("/",): 1}


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buffer, "MOST_KINDS", 3)
    waiting: buffer.Waiting[int] = buffer.Waiting()
    for turn in range(2):
        for kind in range(10):
            waiting.add(kind, turn + 1)
    assert dict(waiting.take()) == {0: 3, 1: 3, 2: 3}
    assert not waiting.take()


def test_many_kinds_are_written_in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 2)
    for path in ("/", "/ur/", "/terms", "/privacy", "/refund"):
        Guest().come(path)
    assert (
        counted()
        == summed(Grain.DAY)
        == {(path,): 1 for path in ("/", "/ur/", "/terms", "/privacy", "/refund")}
    )


def test_hours_go_after_days_and_all_after_two_years() -> None:
    Guest().come("/")
    counted()
    for days, hours, sums in ((7, True, True), (9, False, True), (700, False, True)):
        with moved(timedelta(days=days)):
            purge()
        assert (PageCount.objects.exists(), ViewSum.objects.exists()) == (hours, sums)
    with moved(timedelta(days=790)):
        purge()
    assert not ViewSum.objects.exists()


def test_a_row_knows_no_minute() -> None:
    Guest().come("/")
    counted()
    assert {at.minute for at in PageCount.objects.values_list("hour", flat=True)} == {0}
    assert all(at <= now() for at in PageCount.objects.values_list("hour", flat=True))
