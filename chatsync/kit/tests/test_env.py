"""Settings from the environment: values, files, and sentences that name what is wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chatsync.kit import env
from chatsync.kit.env import WrongSetting

Set = Callable[[str, str], None]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Set:
    return monkeypatch.setenv


def test_a_value_is_trimmed_and_a_missing_one_is_the_default(given: Set) -> None:
    given("CHATSYNC_X", "  on \n")
    assert env.flag("CHATSYNC_X") is True
    assert env.flag("CHATSYNC_Y", default=True) is True
    assert env.text("CHATSYNC_Y", "fallback") == "fallback"


def test_a_secret_is_read_from_the_file_that_is_named(given: Set, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n", encoding="utf-8")
    given("CHATSYNC_X", "ignored")
    given("CHATSYNC_X_FILE", str(secret))
    assert env.text("CHATSYNC_X") == "s3cret"


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_secret_file_that_cannot_be_read_is_named(
    given: Set, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    given("CHATSYNC_X_FILE", str(path))
    with pytest.raises(WrongSetting, match=f"^chatsync: CHATSYNC_X_FILE names {path}"):
        env.text("CHATSYNC_X")


def test_a_wrong_choice_is_answered_with_the_right_ones(given: Set) -> None:
    given("CHATSYNC_X", "maybe")
    with pytest.raises(WrongSetting, match="'maybe'; it must be one of: on, off"):
        env.flag("CHATSYNC_X")


@pytest.mark.parametrize("value", ["0", "11", "-1", "1.5", "two", "²"])
def test_a_number_out_of_bounds_is_answered_with_the_bounds(given: Set, value: str) -> None:
    given("CHATSYNC_X", value)
    with pytest.raises(WrongSetting, match="must be a whole number from 1 to 10"):
        env.whole_number("CHATSYNC_X", 5, least=1, most=10)


def test_numbers_at_the_bounds_are_taken(given: Set) -> None:
    for value in ("1", "10"):
        given("CHATSYNC_X", value)
        assert env.whole_number("CHATSYNC_X", 5, least=1, most=10) == int(value)
    given("CHATSYNC_X", "")
    assert env.whole_number("CHATSYNC_X", 5, least=1, most=10) == 5


@pytest.mark.parametrize("value", ["ftp://a", "example.org", "http://", "http://[", "http://a:x"])
def test_a_wrong_address_stops_the_start(given: Set, value: str) -> None:
    given("CHATSYNC_X", value)
    with pytest.raises(WrongSetting, match="CHATSYNC_X is "):
        env.url("CHATSYNC_X")


def test_an_address_loses_its_last_slash_and_a_list_its_gaps(given: Set) -> None:
    given("CHATSYNC_X", "https://a.example/")
    given("CHATSYNC_Y", "a, ,b,")
    assert env.url("CHATSYNC_X") == "https://a.example"
    assert env.items("CHATSYNC_Y") == ("a", "b")


def test_proxies_are_addresses_and_networks(given: Set) -> None:
    assert env.networks("CHATSYNC_X") == ()
    given("CHATSYNC_X", "127.0.0.1, 10.0.0.0/24,fd00::1")
    assert env.networks("CHATSYNC_X") == ("127.0.0.1", "10.0.0.0/24", "fd00::1")


@pytest.mark.parametrize(
    "wrong", ["*", "proxy.local", "10.0.0.0/99", "10.0.0.1/24", "127.0.0.1 ::1"]
)
def test_a_proxy_that_is_no_address_stops_the_start(given: Set, wrong: str) -> None:
    given("CHATSYNC_X", wrong)
    with pytest.raises(WrongSetting, match="must be addresses or networks such as"):
        env.networks("CHATSYNC_X")


@pytest.mark.parametrize("everybody", ["0.0.0.0/0", "127.0.0.1,::/0"])
def test_nobody_trusts_everybody(given: Set, everybody: str) -> None:
    given("CHATSYNC_X", everybody)
    with pytest.raises(WrongSetting, match="which is everybody"):
        env.networks("CHATSYNC_X")


def test_a_time_zone_has_a_known_name(given: Set) -> None:
    assert env.time_zone("CHATSYNC_X") == "UTC"
    given("CHATSYNC_X", "Asia/Karachi")
    assert env.time_zone("CHATSYNC_X") == "Asia/Karachi"
    for wrong in ("PKT", "Mars/Base", "../etc/passwd"):
        given("CHATSYNC_X", wrong)
        with pytest.raises(WrongSetting, match="time zone's name, such as Asia/Karachi"):
            env.time_zone("CHATSYNC_X")
