"""Sealing what Meta trusts us with: tokens of numbers, secrets and verify tokens of apps."""

import json
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from chatsync.channels.models import MetaApp, Number
from chatsync.kit.crypto import KeyRing, Place
from chatsync.kit.sealed import place_in


def seal_token(token: str, workspace_id: UUID, number_id: UUID) -> bytes:
    return _ring().seal(token, _token_place(workspace_id, number_id))


def open_token(sealed: bytes | memoryview, workspace_id: UUID, number_id: UUID) -> str:
    """The Graph token of a number. Raises CannotOpen when the key ring lost its key."""
    return _ring().open(bytes(sealed), _token_place(workspace_id, number_id))


def seal_secrets(secrets: tuple[str, ...], owner_id: UUID | None, app_row: UUID) -> bytes:
    return _ring().seal(json.dumps(secrets), _app_place("secrets", owner_id, app_row))


def open_secrets(
    sealed: bytes | memoryview, owner_id: UUID | None, app_row: UUID
) -> tuple[str, ...]:
    """The app's secrets; several while one is being rotated."""
    return tuple(json.loads(_ring().open(bytes(sealed), _app_place("secrets", owner_id, app_row))))


def seal_verify_token(token: str, owner_id: UUID | None, app_row: UUID) -> bytes:
    return _ring().seal(token, _app_place("verify_token", owner_id, app_row))


def open_verify_token(sealed: bytes | memoryview, owner_id: UUID | None, app_row: UUID) -> str:
    return _ring().open(bytes(sealed), _app_place("verify_token", owner_id, app_row))


@lru_cache(maxsize=1)
def _ring() -> KeyRing:
    return KeyRing.parse(settings.ENCRYPTION_KEYS)


def _token_place(workspace_id: UUID, number_id: UUID) -> Place:
    return place_in(Number, "token", workspace_id, number_id)


def _app_place(column: str, owner_id: UUID | None, app_row: UUID) -> Place:
    return place_in(MetaApp, column, owner_id, app_row)
