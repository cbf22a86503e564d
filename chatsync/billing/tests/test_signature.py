"""Only what Paddle signed a moment ago is taken."""

import pytest

from chatsync.billing.paddle.signature import TOLERANCE_S, verify
from chatsync.billing.tests.facts import signed

BODY = b'{"event_id": "evt_1"}'
NOW = 1_800_000_000
OURS = [b"old", b"new"]


def good(secret: str = "new") -> str:
    return signed(BODY, secret, NOW)


def test_any_of_our_secrets_may_have_signed_it() -> None:
    for index, secret in enumerate(("old", "new")):
        found = verify(good(secret).encode(), BODY, OURS, NOW)
        assert found
        assert (found.secret, found.age) == (index, 0)


def test_one_of_several_digests_is_enough_while_a_secret_is_rotated() -> None:
    digest = good("new").partition("h1=")[2]
    header = f"ts={NOW};h2=zz;h1={'0' * 64};h1={digest}".encode()
    assert verify(header, BODY, OURS, NOW)


@pytest.mark.parametrize("age", [-TOLERANCE_S, TOLERANCE_S])
def test_a_clock_that_drifts_is_no_forgery(age: int) -> None:
    assert verify(good().encode(), BODY, OURS, NOW + age)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "ts=",
        f"ts={NOW}",
        "h1=" + "0" * 64,
        good("foreign"),
        good().replace("ts=", "ts=="),
        good().replace("h1=", "h1=="),
        good().upper(),
        good().replace(f"ts={NOW}", "ts=soon"),
        good().replace(f"ts={NOW}", f"ts=-{NOW}"),
        good() + f";ts={NOW}",
        good().replace("h1=", "h2="),
        good()[:-1],
        good() + ";x=1" * 12,
        "x" * 5000,
    ],
)
def test_a_malformed_or_foreign_header_is_refused(header: str) -> None:
    assert verify(header.encode(), BODY, OURS, NOW) is None


@pytest.mark.parametrize("header", [b"ts=1800000000;h1=\xff", "ts=١٨٠".encode(), b"\0"])
def test_bytes_that_are_no_text_are_refused(header: bytes) -> None:
    assert verify(header, BODY, OURS, NOW) is None


@pytest.mark.parametrize("age", [-TOLERANCE_S - 1, TOLERANCE_S + 1])
def test_a_stale_one_is_refused(age: int) -> None:
    assert verify(good().encode(), BODY, OURS, NOW + age) is None


def test_another_body_is_refused() -> None:
    assert verify(good().encode(), BODY + b" ", OURS, NOW) is None


@pytest.mark.parametrize("secrets", [[], [b""]])
def test_no_secret_and_an_empty_one_let_nobody_in(secrets: list[bytes]) -> None:
    assert verify(signed(BODY, "", NOW).encode(), BODY, secrets, NOW) is None
