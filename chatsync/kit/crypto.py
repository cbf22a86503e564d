"""Secrets at rest: AES-256-GCM with a key ring.

A sealed value is `v1|key id|nonce|ciphertext+tag` in bytes. The associated data names table,
column, workspace and row, so that a value moved to another place does not open. The key of a
workspace is derived from the ring's master key with HKDF-SHA256.
"""

import base64
import hmac
import os
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chatsync.kit.env import WrongSetting

_VERSION = b"v1"
_NONCE_BYTES = 12


class CannotOpen(Exception):  # noqa: N818
    """The value was sealed with a key that is gone, or for another place, or was altered."""


@dataclass(frozen=True)
class Place:
    """Where a sealed value lives; part of what the seal vouches for."""

    table: str
    column: str
    workspace: str
    row: str

    def as_bytes(self) -> bytes:
        return f"{self.table}|{self.column}|{self.workspace}|{self.row}".encode()


class KeyRing:
    """Named 32-byte master keys; the first seals, all open (rotation keeps the old ones)."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        self._keys = keys
        self._first = next(iter(keys))

    @classmethod
    def parse(cls, setting: str) -> "KeyRing":
        """Read `id:base64,id:base64` (CHATSYNC_ENCRYPTION_KEYS)."""
        keys: dict[str, bytes] = {}
        for part in filter(None, (piece.strip() for piece in setting.split(","))):
            name, _, encoded = part.partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except ValueError:
                key = b""
            if not name.isalnum() or len(key) != 32:
                raise WrongSetting(
                    "CHATSYNC_ENCRYPTION_KEYS must be a list of name:key, each key being 32 bytes "
                    "in base64; make one with: openssl rand -base64 32."
                )
            keys[name] = key
        if not keys:
            raise WrongSetting("CHATSYNC_ENCRYPTION_KEYS is empty; secrets could not be stored.")
        return cls(keys)

    def seal(self, secret: str, place: Place) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        box = AESGCM(_derived(self._keys[self._first], place.workspace))
        sealed = box.encrypt(nonce, secret.encode(), place.as_bytes())
        return b"|".join((_VERSION, self._first.encode(), nonce + sealed))

    def open(self, sealed: bytes, place: Place) -> str:
        try:
            version, name, rest = bytes(sealed).split(b"|", 2)
            key = self._keys[name.decode()]
        except (ValueError, KeyError, UnicodeDecodeError):
            raise CannotOpen("sealed with an unknown key or in an unknown form") from None
        if version != _VERSION:
            raise CannotOpen("sealed in an unknown form")
        box = AESGCM(_derived(key, place.workspace))
        try:
            return box.decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], place.as_bytes()).decode()
        except (InvalidTag, ValueError):
            raise CannotOpen("altered, or sealed for another place") from None

    def vouch(self, purpose: str, message: bytes) -> tuple[str, bytes]:
        """Sign for one purpose alone: the first key's name, and its HMAC-SHA256 (RFC 2104)."""
        return self._first, _mac(self._keys[self._first], purpose, message)

    def vouches(self, name: str, purpose: str, message: bytes, mac: bytes) -> bool:
        """Whether the key of that name signed this. An unknown name raises KeyError."""
        return hmac.compare_digest(_mac(self._keys[name], purpose, message), mac)

    @property
    def names(self) -> tuple[str, ...]:
        """Of all keys, the one that seals first."""
        return tuple(self._keys)

    def is_current(self, sealed: bytes) -> bool:
        """Whether the value is sealed with the first key of the ring."""
        return key_name(sealed) == self._first

    def seal_anew(self, sealed: bytes, place: Place) -> bytes:
        """The same secret sealed with the first key. Raises CannotOpen."""
        return self.seal(self.open(sealed, place), place)


def key_name(sealed: bytes) -> str:
    """The name of the key with which a value was sealed; empty where it is in no known form."""
    version, _, rest = bytes(sealed).partition(b"|")
    name, found, _ = rest.partition(b"|")
    return name.decode("ascii", "replace") if version == _VERSION and found else ""


@lru_cache(maxsize=4096)
def _derived(master: bytes, workspace: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"chatsync:" + workspace.encode()).derive(master)


def _mac(master: bytes, purpose: str, message: bytes) -> bytes:
    return hmac.digest(_derived(master, f"vouch:{purpose}"), message, "sha256")
