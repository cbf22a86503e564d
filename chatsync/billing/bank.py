"""The operator's bank account, for plans that are paid by bank transfer, in rupees."""

import re
import secrets
from dataclasses import dataclass

from django.conf import settings

from chatsync.kit.env import WrongSetting

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_PARTS, _LONG = 2, 4


@dataclass(frozen=True)
class Bank:
    """Where the money goes. `title` is whose account it is; `iban` without spaces."""

    name: str
    title: str
    iban: str


def bank_here() -> Bank | None:
    """None where no plan is sold, or none by bank transfer. Raises WrongSetting."""
    said = {
        "CHATSYNC_BANK_NAME": settings.BANK_NAME,
        "CHATSYNC_BANK_ACCOUNT_TITLE": settings.BANK_ACCOUNT_TITLE,
        "CHATSYNC_BANK_IBAN": settings.BANK_IBAN,
    }
    if not settings.BILLING or not any(said.values()):
        return None
    missing = [name for name, value in said.items() if not value]
    if missing:
        raise WrongSetting(
            f"{missing[0]} is not set; a bank transfer needs the bank, the title of the account "
            "and its IBAN, or none of them."
        )
    iban = "".join(settings.BANK_IBAN.split()).upper()
    if not _IBAN.fullmatch(iban) or not _adds_up(iban):
        raise WrongSetting(
            f"CHATSYNC_BANK_IBAN is {settings.BANK_IBAN}, which is no IBAN: its check digits do "
            "not fit. Copy it anew from the bank."
        )
    return Bank(settings.BANK_NAME, settings.BANK_ACCOUNT_TITLE, iban)


def new_reference() -> str:
    """What a payer writes on the transfer, such as CS-7K4M-2QXW: no sign looks like another."""
    parts = ("".join(secrets.choice(_SIGNS) for _ in range(_LONG)) for _ in range(_PARTS))
    return "-".join(("CS", *parts))


def read_reference(typed: str) -> str:
    """A reference as a bank's statement prints it: with other spaces, dashes and letters."""
    signs = re.sub(r"[^A-Z0-9]", "", typed.upper())
    bare = signs.removeprefix("CS")
    return f"CS-{bare[:_LONG]}-{bare[_LONG:]}" if len(bare) == _PARTS * _LONG else typed.strip()


def _adds_up(iban: str) -> bool:
    """The check of ISO 7064, MOD 97-10 (ISO 13616)."""
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
