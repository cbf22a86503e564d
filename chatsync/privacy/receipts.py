"""The signed receipt of an answer on measurement. It says all by itself what was answered.

`v1.<key>.<payload>.<signature>`: HMAC-SHA256 under a key of the installation's ring (RFC 2104),
which names the key, so that rotation keeps old receipts valid. It holds no address, no account and
no time finer than the hour; its random number joins nothing but the ledger's row.
"""

import base64
import json
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

from django.conf import settings

from chatsync.kit.clock import now
from chatsync.kit.crypto import KeyRing
from chatsync.privacy.registry import CONSENT

_VERSION = "v1"
_PURPOSE = "consent-receipt"
_FORM = re.compile(r"\w+(\.[\w-]*){3}", re.ASCII)
_MOST_SIGNS = 1_000
_NUMBER_BYTES = 16


class Answer(StrEnum):
    """What a person said. A refusal after a yes is a withdrawal."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Method(StrEnum):
    """Where they said it."""

    BANNER = "banner"
    PREFERENCES = "preferences"


class Fault(StrEnum):
    """Why a receipt is refused. The words go to the log, never the receipt."""

    UNREADABLE = "unreadable"
    FOREIGN = "signed by an unknown key"
    ALTERED = "altered"
    EXPIRED = "expired"
    ENDED = "ended by a later answer"


class BadReceipt(Exception):  # noqa: N818
    """The receipt proves nothing."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Receipt:
    """`asked`: the version of the question, a digest of purposes and parties; `words`: a digest of
    what was shown; `at`: an hour in UTC, `2026-11-24T04`.
    """

    number: str
    answer: Answer
    method: Method
    language: str
    asked: str
    words: str
    at: str

    @property
    def given(self) -> datetime:
        """The hour of the answer."""
        return datetime.fromisoformat(f"{self.at}:00+00:00")

    @property
    def ends(self) -> datetime:
        """When the question may be asked again."""
        return self.given + CONSENT.lifetime if CONSENT.lifetime else self.given

    @property
    def digest(self) -> str:
        """The key of its row in the ledger; the number cannot be found from it."""
        return sha256(self.number.encode()).hexdigest()


def new_number() -> str:
    """A random receipt number that stands for nobody."""
    return secrets.token_urlsafe(_NUMBER_BYTES)


def this_hour() -> str:
    """The present hour in UTC, as receipts tell it."""
    return now().strftime("%Y-%m-%dT%H")


def write_receipt(receipt: Receipt) -> str:
    """The receipt as the cookie holds it, signed with the first key of the ring."""
    payload = _encoded(json.dumps(asdict(receipt), separators=(",", ":")).encode())
    name, mac = _ring(settings.ENCRYPTION_KEYS).vouch(_PURPOSE, _signed(payload))
    return f"{_VERSION}.{name}.{payload}.{_encoded(mac)}"


def read_receipt(text: str) -> Receipt:
    """What a receipt says. Raises BadReceipt; whether a later answer ended it, the ledger knows."""
    version, name, payload, mac = _parts(text)
    if version != _VERSION:
        raise BadReceipt(Fault.UNREADABLE)
    try:
        is_ours = _ring(settings.ENCRYPTION_KEYS).vouches(
            name, _PURPOSE, _signed(payload), _decoded(mac)
        )
    except KeyError:
        raise BadReceipt(Fault.FOREIGN) from None
    if not is_ours:
        raise BadReceipt(Fault.ALTERED)
    receipt = _receipt(json.loads(_decoded(payload)))
    if receipt.ends <= now():
        raise BadReceipt(Fault.EXPIRED)
    return receipt


def _parts(text: str) -> list[str]:
    text = text.strip()
    if len(text) > _MOST_SIGNS or not _FORM.fullmatch(text):
        raise BadReceipt(Fault.UNREADABLE)
    return text.split(".")


def _receipt(told: dict[str, str]) -> Receipt:
    answer, method = Answer(told.pop("answer")), Method(told.pop("method"))
    return Receipt(answer=answer, method=method, **told)


def _signed(payload: str) -> bytes:
    """The installation's address is part of what is signed: keys may be shared by mistake."""
    return f"{_VERSION}|{settings.BASE_URL}|{payload}".encode()


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise BadReceipt(Fault.UNREADABLE) from None


@lru_cache(maxsize=4)
def _ring(setting: str) -> KeyRing:
    return KeyRing.parse(setting)
