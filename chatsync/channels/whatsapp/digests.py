"""SHA-256 as Meta writes it: base64 in webhooks, hex in the media node."""

import base64
import binascii


def same_sha256(named: str | None, digest: bytes) -> bool | None:
    """Whether `digest` is the one that was named; None if the name is no SHA-256 at all."""
    if not named:
        return None
    try:
        raw = bytes.fromhex(named) if len(named) == 64 else base64.b64decode(named, validate=True)
    except (ValueError, binascii.Error):
        return None
    return raw == digest if len(raw) == len(digest) else None
