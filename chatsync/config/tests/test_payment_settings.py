"""What `chatsync doctor` and every part say of a payment page that cannot work."""

from typing import Any

import pytest

from chatsync.config.setup_check import _payment_problems

OWN = "CHATSYNC_PAY_URL is"


@pytest.mark.parametrize(
    ("pay", "said"),
    [
        ("", []),
        ("https://pay.chat.example", []),
        ("https://chat.example/pay", [OWN]),
        ("https://chat.example", [OWN]),
        ("http://pay.chat.example", ["CHATSYNC_PAY_URL must start with https://"]),
    ],
)
def test_the_payment_page_has_an_origin_of_its_own_or_ours(
    settings: Any, pay: str, said: list[str]
) -> None:
    settings.BASE_URL, settings.PAY_URL, settings.IS_LOOPBACK = "https://chat.example", pay, False
    found = _payment_problems()
    assert len(found) == len(said)
    assert all(one.startswith(begins) for one, begins in zip(found, said, strict=True))


@pytest.mark.parametrize(
    ("key", "token", "is_wrong"),
    [
        ("pdl_live_apikey_1", "live_1", False),
        ("pdl_sdbx_apikey_1", "test_1", False),
        ("pdl_live_apikey_1", "test_1", True),
        ("pdl_sdbx_apikey_1", "live_1", True),
        ("pdl_live_apikey_1", "", False),
    ],
)
def test_key_and_token_are_of_one_environment(
    settings: Any, key: str, token: str, is_wrong: bool
) -> None:
    settings.PADDLE_API_KEY, settings.PADDLE_CLIENT_TOKEN = key, token
    assert bool(_payment_problems()) is is_wrong
