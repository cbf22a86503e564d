import hashlib
import hmac

import pytest

from chatsync.channels.whatsapp.signature import verify

SECRET = b"test_app_secret"
BODY = b'{"object":"whatsapp_business_account","entry":[]}'
SPACED = b'{"object": "whatsapp_business_account", "entry": []}'
KNOWN = "dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756"
KNOWN_SPACED = "56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a"


def sign(body: bytes, secret: bytes) -> str:
    return "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(("body", "digest"), [(BODY, KNOWN), (SPACED, KNOWN_SPACED)])
def test_the_published_vectors_hold(body: bytes, digest: str) -> None:
    assert verify(f"sha256={digest}", body, [SECRET]) == 0


def test_the_secret_that_signed_is_named_while_secrets_rotate() -> None:
    secrets = [b"new", b"old", b"old"]
    assert [verify(sign(BODY, s), BODY, secrets) for s in (b"new", b"old", b"gone")] == [0, 1, None]


def test_one_changed_byte_breaks_the_signature() -> None:
    assert verify(f"sha256={KNOWN}", SPACED, [SECRET]) is None
    assert verify(f"sha256={KNOWN}", BODY + b" ", [SECRET]) is None


@pytest.mark.parametrize(
    "header",
    [None, "", KNOWN, f"sha1={KNOWN}", f"SHA256={KNOWN}", f"sha256={KNOWN[:-1]}",
     f"sha256={KNOWN}0", f"sha256={KNOWN} ", f"sha256={KNOWN}\n", f"sha256= {KNOWN}",
     f"sha256={KNOWN[:-1]}g", f"sha256={KNOWN},sha256={KNOWN}", "sha256=" + "٤" * 64],
)  # fmt: skip
def test_a_malformed_header_is_refused(header: str | None) -> None:
    assert verify(header, BODY, [SECRET]) is None


def test_nobody_can_sign_with_an_empty_secret() -> None:
    assert verify(sign(BODY, b""), BODY, [b"", SECRET]) is None
    assert verify(sign(BODY, b""), BODY, []) is None
