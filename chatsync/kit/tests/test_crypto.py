"""Sealed secrets open in their own place only."""

import base64
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chatsync.kit.crypto import CannotOpen, KeyRing, Place
from chatsync.kit.env import WrongSetting

FIRST, SECOND = b"a" * 32, b"b" * 32
PLACE = Place("channels_number", "token", "w1", "r1")
KNOWN = bytes.fromhex(
    "76317c6f6e657c000102030405060708090a0ba9ea6443508a97f8f0d2b17326f31ba95cec6dea5c527fb6"
)


def named(name: str, key: bytes) -> str:
    return f"{name}:{base64.b64encode(key).decode()}"


def ring(*pairs: tuple[str, bytes]) -> KeyRing:
    return KeyRing.parse(",".join(named(*pair) for pair in pairs or (("one", FIRST),)))


def test_a_value_sealed_by_other_means_to_the_same_recipe_opens() -> None:
    key = HKDF(SHA256(), 32, salt=None, info=b"chatsync:w1").derive(FIRST)
    nonce = bytes(range(12))
    sealed = AESGCM(key).encrypt(nonce, b"EAAtoken", b"channels_number|token|w1|r1")
    assert ring().open(b"v1|one|" + nonce + sealed, PLACE) == "EAAtoken"


def test_a_value_sealed_long_ago_still_opens() -> None:
    assert ring().open(KNOWN, PLACE) == "EAAtoken"


def test_the_same_secret_never_looks_the_same_twice() -> None:
    sealed = {ring().seal("EAAtoken", PLACE) for _ in range(50)}
    assert len(sealed) == 50
    assert not any(b"EAAtoken" in value for value in sealed)


@pytest.mark.parametrize("part", ["table", "column", "workspace", "row"])
def test_a_value_moved_to_another_place_does_not_open(part: str) -> None:
    sealed = ring().seal("EAAtoken", PLACE)
    with pytest.raises(CannotOpen):
        ring().open(sealed, replace(PLACE, **{part: "other"}))


def test_two_swapped_rows_do_not_open() -> None:
    here, there = PLACE, replace(PLACE, row="r2")
    mine, theirs = ring().seal("mine", here), ring().seal("theirs", there)
    for sealed, place in ((theirs, here), (mine, there)):
        with pytest.raises(CannotOpen):
            ring().open(sealed, place)


def test_every_altered_byte_is_noticed() -> None:
    sealed = ring().seal("EAAtoken", PLACE)
    for at in range(len(sealed)):
        altered = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(CannotOpen):
            ring().open(altered, PLACE)


def test_every_shortened_value_is_refused_in_the_same_words() -> None:
    sealed = ring().seal("EAAtoken", PLACE)
    for length in range(len(sealed)):
        with pytest.raises(CannotOpen):
            ring().open(sealed[:length], PLACE)


def test_a_rotated_ring_opens_what_the_old_key_sealed_and_seals_with_the_new_one() -> None:
    old, both = ring(), ring(("two", SECOND), ("one", FIRST))
    sealed = old.seal("EAAtoken", PLACE)
    assert both.open(sealed, PLACE) == "EAAtoken"
    assert not both.is_current(sealed)
    assert both.is_current(both.seal("EAAtoken", PLACE))


def test_a_value_whose_key_left_the_ring_cannot_be_opened() -> None:
    with pytest.raises(CannotOpen):
        ring(("two", SECOND)).open(ring().seal("EAAtoken", PLACE), PLACE)


@pytest.mark.parametrize(
    "setting", ["", " , ", "one", "one:", "one:short", named("o n", FIRST), named("one", b"a" * 31)]
)
def test_a_wrong_ring_stops_the_start_with_a_sentence(setting: str) -> None:
    with pytest.raises(WrongSetting, match="CHATSYNC_ENCRYPTION_KEYS"):
        KeyRing.parse(setting)


def test_text_of_any_script_comes_back_as_it_was() -> None:
    secret = "سلام 🍲 \x00 \n"
    assert ring().open(ring().seal(secret, PLACE), PLACE) == secret
