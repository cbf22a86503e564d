"""Is this body really from Meta? HMAC-SHA256 over the raw bytes, keyed with the app secret."""

import hashlib
import hmac
import re
from collections.abc import Sequence

_HEADER = re.compile(r"sha256=([0-9a-f]{64})", re.ASCII)


def is_well_formed(header: str) -> bool:
    """Whether the header could be a signature at all; if not, the body need not be read."""
    return _HEADER.fullmatch(header) is not None


def verify(header: str | None, body: bytes, secrets: Sequence[bytes]) -> int | None:
    """The index of the secret that signed `body`, by its `X-Hub-Signature-256` header.

    None for a missing or malformed header and for a signature of none of the secrets. Several
    secrets are accepted at once so that one can be rotated; every one is compared, in constant
    time. An empty secret never matches, for anyone could sign with it. Meta signs no timestamp:
    a replay is stopped by the unique message ids alone.
    """
    found = _HEADER.fullmatch(header) if header else None
    if found is None:
        return None
    claimed = found[1].encode()
    matched: int | None = None
    for index, secret in enumerate(secrets):
        digest = hmac.new(secret, body, hashlib.sha256).hexdigest().encode()
        if hmac.compare_digest(digest, claimed) and secret and matched is None:
            matched = index
    return matched
