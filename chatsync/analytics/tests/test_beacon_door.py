"""What a page tells of its speed is taken from people who agreed, in its closed shape."""

from typing import Any

import pytest
from pytest_django.fixtures import Settings
from structlog.testing import capture_logs

from chatsync.analytics import allowance
from chatsync.analytics.allowance import BURST, Allowance
from chatsync.analytics.passing import Passing
from chatsync.analytics.tests.measured import Agreed, Heard, told
from chatsync.analytics.tests.traffic import HEADLESS, PHONE
from chatsync.privacy.tests.visitor import PLAUSIBLE, Visitor

VISIT = "__Host-cs_visit"


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def somebody(db: None) -> Agreed:
    return Agreed()


def test_a_report_of_somebody_who_agreed_goes_on(heard: Heard, somebody: Agreed) -> None:
    report = told(c=[["sign-in", 120, False]], l=900, f=400, t=80, i=None, x=12, e=["opening", 12])
    answer = somebody.tell(heard, report, User_Agent=PHONE)
    assert answer.status == 204
    assert answer.headers["tk"] == "C"
    [line] = heard.lines
    assert (line.device, line.told.p, line.told.v, line.told.a) == ("phone", "/", 5000, 4000)
    assert (line.told.l, line.told.i, line.told.e) == (900, None, ("opening", 12))
    assert line.told.c == [("sign-in", 120, False)]


def test_the_visit_is_kept_as_declared_and_goes_on_with_the_next_page(
    heard: Heard, somebody: Agreed
) -> None:
    kept = somebody.tell(heard, told()).headers["set-cookie"]
    name, _, rest = kept.partition("=")
    value, *flags = rest.split("; ")
    assert name == VISIT
    assert flags == ["Max-Age=1800", "HttpOnly", "Path=/", "SameSite=Strict", "Secure"]
    somebody.cookies[VISIT] = value
    somebody.tell(heard, told("/w/:org/inbox/:queue"))
    assert [line.visit for line in heard.lines] == [value, value]


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        {},
        {"p": "/"},
        told(extra=1),
        told(a=6000),
        told(v=-1, a=-1),
        told(v=86_400_001),
        told(v=1.5),
        told(v="5000"),
        told(n=2),
        told(l=-1),
        told(l=10**9),
        told(x=10**9),
        told(c=[["unknown-button", 1, False]]),
        told(c=[["sign-in", -2, False]]),
        told(c=[["sign-in", 1, False]] * 31),
        told(c=[["sign-in", 1]]),
        told(e=["923001234567", 10]),
        told(e=["opening", -1]),
        told("/made-up", s=""),
        told("/made-up", s="0" * 20),
        told("/w/:org/inbox/:queue/7"),
        told("/" + "x" * 200),
        told(n=False, l=900),
    ],
    ids=repr,
)
def test_what_has_another_shape_is_refused_without_effect(
    heard: Heard, somebody: Agreed, wrong: Any
) -> None:
    if isinstance(wrong, dict) and wrong.get("p") == "/w/:org/inbox/:queue/7":
        wrong["s"] = ""
    if isinstance(wrong, dict) and len(wrong.get("p", "")) > 200:
        wrong["s"] = "0" * 20
    answer = somebody.tell(heard, wrong)
    assert answer.status == 400
    assert "set-cookie" not in answer.headers
    assert not heard.lines


def test_a_long_report_is_refused_whatever_it_says_of_its_length(
    heard: Heard, somebody: Agreed
) -> None:
    long = b" " * 4097
    assert somebody.tell(heard, long).status == 413
    assert heard.ask("POST", long, {**somebody.carried(), "Content-Length": "12"}).status == 413
    assert heard.ask("POST", b"{}", {**somebody.carried(), "Content-Length": "-1"}).status == 413
    assert not heard.lines


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://localhost:8001"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Host": "evil.example", "Origin": "http://evil.example"},
        {"DNT": "1"},
        {"Sec_GPC": "1"},
        {"Cookie": ""},
        {"Cookie": "__Host-cs_consent=v1.test.forged.forged"},
    ],
    ids=str,
)
def test_other_sites_signals_and_people_without_a_yes_are_refused(
    heard: Heard, somebody: Agreed, headers: dict[str, str]
) -> None:
    answer = somebody.tell(heard, told(), **headers)
    assert answer.status == 403
    assert (answer.headers["tk"], heard.lines) == ("N", [])


def test_a_page_that_was_open_before_a_withdrawal_is_heard_no_more(
    heard: Heard, somebody: Agreed
) -> None:
    assert heard.ask("GET", b"", somebody.carried()).status == 204
    somebody.say("refuse", "preferences")
    assert somebody.tell(heard, told()).status == 403
    assert heard.ask("GET", b"", somebody.carried()).status == 403
    assert not heard.lines


def test_a_yes_to_another_question_is_none(
    heard: Heard, somebody: Agreed, settings: Settings
) -> None:
    settings.MEASURING = PLAUSIBLE
    assert somebody.tell(heard, told()).status == 403
    assert not heard.lines


def test_where_measuring_is_switched_off_nothing_is_taken(
    heard: Heard, somebody: Agreed, settings: Settings
) -> None:
    settings.OWN_MEASURING = False
    assert somebody.tell(heard, told()).status == 403


def test_programs_are_answered_and_not_counted(heard: Heard, somebody: Agreed) -> None:
    assert somebody.tell(heard, told(), User_Agent=HEADLESS).status == 204
    assert heard.ask("PUT", b"", somebody.carried()).status == 405
    assert not heard.lines


def test_the_session_is_not_looked_at(heard: Heard, somebody: Agreed) -> None:
    kept, session = somebody.carried()["Cookie"], "s" * 22
    somebody.tell(heard, told(), Cookie=f"{kept}; __Host-cs_session={session}")
    somebody.tell(heard, told(), Cookie=f"__Host-cs_session={session}; {kept}; {VISIT}={'v' * 22}")
    assert session not in repr(heard.lines)
    first, second = heard.lines
    assert (len(first.visit), second.visit) == (22, "v" * 22)
    assert set(first.__struct_fields__) == {"visit", "device", "told"}


def test_a_flood_of_one_address_is_refused_and_takes_nothing_from_others(
    heard: Heard, somebody: Agreed
) -> None:
    report = (b'{"p":"/"}', somebody.carried())
    first = [heard.ask("POST", *report).status for _ in range(BURST + 20)]
    assert set(first[:BURST]) == {400}
    assert 429 in first[BURST:]
    other = heard.ask("POST", *report, client=("203.0.113.8", 4000))
    assert other.status == 400


def test_a_household_of_addresses_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "BURST", 2)
    mine = Allowance()
    taken = [mine.take(f"2001:db8:1:2::{n}", 100.0) for n in range(3)]
    assert taken == [True, True, False]
    assert mine.take("2001:db8:1:3::1", 100.0)
    assert mine.take("2001:db8:1:2::9", 101.0), "the bucket fills again"


def test_addresses_are_forgotten_and_their_number_is_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(allowance, "MOST_ADDRESSES", 10)
    mine = Allowance()
    for n in range(50):
        mine.take(f"203.0.113.{n}", 5.0)
    assert len(mine) == 10
    mine.take("198.51.100.1", 500.0)
    assert len(mine) == 1


def test_lines_wait_for_the_collector_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatsync.analytics.passing.MOST_WAITING", 2)
    passing = Passing()
    assert [passing.take(b"line") for _ in range(3)] == [True, True, False]


def test_nothing_of_a_report_is_logged(heard: Heard, somebody: Agreed) -> None:
    with capture_logs() as logged:
        somebody.tell(heard, told())
        somebody.tell(heard, b"{")
        somebody.tell(heard, told(), Origin="https://evil.example")
    assert not logged


def test_a_page_of_somebody_without_a_yes_loads_nothing_and_keeps_nothing(db: None) -> None:
    for visitor, headers in (
        (Visitor(), {}),
        (Agreed(), {"Sec-GPC": "1"}),
        (Agreed(), {"DNT": "1"}),
    ):
        answer = visitor.open("/", headers=headers)
        assert 'name="beacon"' not in answer.content.decode()
        assert VISIT not in answer.cookies
