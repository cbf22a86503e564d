from collections.abc import Callable

import pytest
from django.http import HttpResponse
from pytest_django.fixtures import Settings

from chatsync.privacy.areas import Area
from chatsync.privacy.cookies import forget, remember
from chatsync.privacy.entries import Entry
from chatsync.privacy.middleware import UndeclaredStorage, guard_storage
from chatsync.privacy.queries import undeclared_storage_today, violations_today
from chatsync.privacy.registry import COOKIES, CSRF, SESSION, THEME, VISIT

Change = Callable[[HttpResponse], object]


def an_answer_with(entry: Entry) -> HttpResponse:
    answer = HttpResponse()
    remember(answer, entry, "value")
    return answer


def change(attribute: str, value: object) -> Change:
    def apply(answer: HttpResponse) -> None:
        for morsel in answer.cookies.values():
            morsel[attribute] = value

    return apply


FAULTS = {
    "no Secure": change("secure", ""),
    "no HttpOnly": change("httponly", ""),
    "SameSite=Lax": change("samesite", "Lax"),
    "no SameSite": change("samesite", ""),
    "another path": change("path", "/w"),
    "a Domain": change("domain", "example.com"),
    "too long": change("max-age", 400 * 24 * 3600),
}


@pytest.mark.parametrize("entry", COOKIES.values(), ids=COOKIES)
@pytest.mark.parametrize("fault", FAULTS)
def test_every_dropped_flag_of_every_cookie_is_caught(entry: Entry, fault: str) -> None:
    area = min(entry.where)
    guard_storage(an_answer_with(entry), area, may_measure=True)
    answer = an_answer_with(entry)
    FAULTS[fault](answer)
    with pytest.raises(UndeclaredStorage):
        guard_storage(answer, area, may_measure=True)


def test_what_measures_is_caught_without_a_yes() -> None:
    with pytest.raises(UndeclaredStorage, match="did not agree"):
        guard_storage(an_answer_with(VISIT), Area.PUBLIC)


def test_an_undeclared_cookie_is_caught() -> None:
    answer = HttpResponse()
    answer.set_cookie("messages", "x", secure=True, httponly=True, samesite="Strict")
    with pytest.raises(UndeclaredStorage, match="is not in the registry"):
        guard_storage(answer, Area.PUBLIC)


def test_a_raw_header_is_caught() -> None:
    answer = HttpResponse(headers={"Set-Cookie": "a=b"})
    with pytest.raises(UndeclaredStorage):
        guard_storage(answer, Area.PUBLIC)


@pytest.mark.parametrize("entry", [SESSION, CSRF, THEME], ids=lambda entry: entry.name)
def test_a_cookie_on_a_page_of_the_wrong_kind_is_caught(entry: Entry) -> None:
    with pytest.raises(UndeclaredStorage, match="may not be set by a page"):
        guard_storage(an_answer_with(entry), Area.PUBLIC)


def test_a_public_installation_drops_the_cookie_counts_it_and_serves_on(
    db: None, settings: Settings
) -> None:
    settings.STRICT_STORAGE = False
    answer = an_answer_with(THEME)
    answer.set_cookie("tracker", "x")
    answer.headers["Set-Cookie"] = "raw=1"
    guard_storage(answer, Area.PREFERENCES)
    assert list(answer.cookies) == [THEME.name]
    assert "Set-Cookie" not in answer.headers
    assert {row.blocked for row in violations_today()} == {"tracker", "a raw Set-Cookie header"}
    assert undeclared_storage_today() == 2


def test_taking_a_cookie_away_is_allowed_everywhere_and_fully_flagged() -> None:
    answer = HttpResponse()
    answer.delete_cookie(SESSION.name)
    guard_storage(answer, Area.PUBLIC)
    line = answer.cookies[SESSION.name].OutputString()
    for flag in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=0"):
        assert flag in line
    ours = HttpResponse()
    forget(ours, SESSION.name)
    assert ours.cookies[SESSION.name].OutputString() == line


def test_a_strangers_cookie_may_only_be_taken_away() -> None:
    answer = HttpResponse()
    forget(answer, "_pk_id.1")
    guard_storage(answer, Area.PREFERENCES)
    assert "Max-Age=0" in answer.cookies["_pk_id.1"].OutputString()


def test_every_cookie_is_of_ours_and_all_but_one_are_essential() -> None:
    for entry in COOKIES.values():
        assert entry.name.startswith("__Host-")
        tier = "B" if entry is VISIT else "A"
        assert (entry.tier, entry.setter, len(entry.flags)) == (tier, "ChatSync", 4)
