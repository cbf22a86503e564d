"""Is this body really from Paddle? HMAC-SHA256 over `ts:` and the raw bytes (Paddle-Signature)."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass

TOLERANCE_S = 30
"""How far the signed time may lie from ours. Paddle says 5 s; a clock that drifts is no forgery,
and a replay is stopped by the event's id."""
SKEW_ALARM_S = 3
_MOST_PARTS = 12
_LONGEST_HEADER = 2048
_TIME = re.compile(rb"[0-9]{1,12}")
_DIGEST = re.compile(rb"[0-9a-f]{64}")


@dataclass(frozen=True)
class Verified:
    """Which of our secrets signed it, and how many seconds ago by Paddle's clock."""

    secret: int
    age: int


def verify(header: bytes, body: bytes, secrets: Sequence[bytes], now: int) -> Verified | None:
    """None for a header that is malformed or stale, and for a signature of none of the secrets.

    While a secret is rotated Paddle signs with both and we hold both: any of ours may match any of
    its `h1`. Other schemes are passed over. Every pair is compared, in constant time, and an empty
    secret never matches, for anyone could sign with it.
    """
    parts = _parts(header)
    if parts is None:
        return None
    signed_at, claimed = parts
    age = now - int(signed_at)
    if not claimed or abs(age) > TOLERANCE_S:
        return None
    found: int | None = None
    for index, secret in enumerate(secrets):
        digest = hmac.new(secret, signed_at + b":" + body, hashlib.sha256).hexdigest().encode()
        for each in claimed:
            if hmac.compare_digest(digest, each) and secret and found is None:
                found = index
    return None if found is None else Verified(found, age)


def _parts(header: bytes) -> tuple[bytes, list[bytes]] | None:
    """The time and the `h1` digests; None where there is no single time in it."""
    if len(header) > _LONGEST_HEADER:
        return None
    parts = [part.strip() for part in header.split(b";")]
    if len(parts) > _MOST_PARTS:
        return None
    times = [part[3:] for part in parts if part.startswith(b"ts=")]
    if len(times) != 1 or not _TIME.fullmatch(times[0]):
        return None
    digests = [part[3:] for part in parts if part.startswith(b"h1=")]
    return times[0], [each for each in digests if _DIGEST.fullmatch(each)]
