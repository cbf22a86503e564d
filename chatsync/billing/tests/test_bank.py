"""The operator's account, and how a reference is made and read."""

from typing import Any

import pytest

from chatsync.billing.bank import bank_here, new_reference, read_reference
from chatsync.kit.env import WrongSetting


def account(settings: Any, name: str, title: str, iban: str) -> None:
    settings.BANK_NAME, settings.BANK_ACCOUNT_TITLE, settings.BANK_IBAN = name, title, iban


def test_without_a_setting_there_is_none(settings: Any) -> None:
    account(settings, "", "", "")
    assert bank_here() is None


def test_where_billing_is_off_there_is_none(settings: Any) -> None:
    account(settings, "Bank", "Title", "PK36SCBL0000001123456702")
    assert bank_here() is not None
    settings.BILLING = False
    assert bank_here() is None


@pytest.mark.parametrize(
    ("name", "title", "iban", "says"),
    [
        ("", "Title", "PK36SCBL0000001123456702", "CHATSYNC_BANK_NAME is not set"),
        ("Bank", "", "PK36SCBL0000001123456702", "CHATSYNC_BANK_ACCOUNT_TITLE is not set"),
        ("Bank", "Title", "", "CHATSYNC_BANK_IBAN is not set"),
        ("Bank", "Title", "PK36SCBL0000001123456720", "check digits"),
        ("Bank", "Title", "0123456789", "check digits"),
    ],
)
def test_half_an_account_stops_the_start_with_a_sentence(
    settings: Any, name: str, title: str, iban: str, says: str
) -> None:
    account(settings, name, title, iban)
    with pytest.raises(WrongSetting, match=says):
        bank_here()


def test_references_are_found_as_statements_print_them() -> None:
    made = new_reference()
    signs = made.replace("-", "")
    for printed in (made, made.lower(), signs, f" {signs[:6]} {signs[6:]} ", signs[2:]):
        assert read_reference(printed) == made
    assert read_reference("") == ""
    assert len({new_reference() for _each in range(1000)}) == 1000
