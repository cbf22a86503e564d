"""CP-5.3: Do Not Track and Global Privacy Control win on the first byte, whatever was answered."""

import pytest
from pytest_django.fixtures import Settings

from chatsync.privacy.models import ConsentRecord
from chatsync.privacy.tests.visitor import COOKIE, DNT, GPC, PLAUSIBLE, Visitor, asks, loads, state


@pytest.fixture(autouse=True)
def _measured(settings: Settings) -> None:
    settings.MEASURING = PLAUSIBLE


@pytest.fixture
def visitor(db: None) -> Visitor:
    return Visitor()


SIGNALS = pytest.mark.parametrize("signal", [GPC, DNT, {**GPC, **DNT}], ids=["GPC", "DNT", "both"])


@SIGNALS
def test_a_signal_is_not_asked_and_nothing_is_kept(
    visitor: Visitor, signal: dict[str, str]
) -> None:
    answer = visitor.open("/", headers=signal)
    page = answer.content.decode()
    assert not asks(page)
    assert not loads(page)
    assert not answer.cookies
    assert answer["Tk"] == "N"
    assert "measurement is off" in page


@SIGNALS
def test_a_signal_wins_over_an_earlier_yes(visitor: Visitor, signal: dict[str, str]) -> None:
    visitor.say("accept")
    answer = visitor.open("/", headers=signal)
    assert not loads(answer.content.decode())
    assert "stats.example" not in answer["Content-Security-Policy"]
    assert answer["Tk"] == "N"
    assert loads(visitor.page())


@SIGNALS
def test_the_preferences_say_why_it_is_off(visitor: Visitor, signal: dict[str, str]) -> None:
    page = visitor.page("/cookies/preferences", headers=signal)
    assert "your browser forbids it" in state(page)
    assert ("Global Privacy Control" if "Sec-GPC" in signal else "Do Not Track") in page


@SIGNALS
def test_a_yes_under_a_signal_is_neither_kept_nor_noted(
    visitor: Visitor, signal: dict[str, str]
) -> None:
    answer = visitor.say("accept", "preferences", headers=signal)
    assert COOKIE not in answer.cookies
    assert not ConsentRecord.objects.exists()


def test_only_the_value_one_is_a_signal(visitor: Visitor) -> None:
    for value in ("0", "", "2", "true", "null"):
        assert asks(visitor.page(headers={"Sec-GPC": value, "DNT": value})), value


def test_the_support_file_says_what_the_server_does(visitor: Visitor) -> None:
    answer = visitor.open("/.well-known/gpc.json")
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["gpc"] is True
    assert not answer.cookies


def test_the_tracking_status_is_that_of_this_browser(visitor: Visitor) -> None:
    def told(**headers: str) -> str:
        answer = visitor.open("/.well-known/dnt/", headers=headers)
        assert answer["Content-Type"] == "application/tracking-status+json"
        return str(answer.json()["tracking"])

    assert told() == "N"
    visitor.say("accept")
    assert told() == "C"
    assert told(DNT="1") == "N"


def test_every_answer_says_that_nobody_is_tracked(visitor: Visitor) -> None:
    for path in ("/", "/login", "/nothing", "/healthz", "/api/v1/me", "/.well-known/gpc.json"):
        assert visitor.open(path)["Tk"] == "N", path
