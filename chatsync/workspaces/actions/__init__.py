"""Deeds on tenants: opening one, its keys, and the answers kept for repeated requests."""

import secrets
import string
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from chatsync.accounts.models import Person
from chatsync.kit.clock import now
from chatsync.kit.crypto import CannotOpen, KeyRing
from chatsync.kit.crypto import Place as SealedIn
from chatsync.kit.errors import Conflict, Invalid
from chatsync.kit.ids import uuid7
from chatsync.kit.problem import absent
from chatsync.kit.sealed import place_in
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import ApiKey, KeptAnswer, Member, Role, Workspace

_LETTERS = string.ascii_letters + string.digits
_LOWER = string.ascii_lowercase + string.digits
ANSWERS_KEPT = timedelta(hours=24)
_GIVEN_UP_AFTER = timedelta(minutes=1)


def create_workspace(
    *, name: str, owner: Person, phone: str = "", locale: str = "en", time_zone: str = ""
) -> Workspace:
    """Open a workspace with its first member, the owner. Joins the caller's transaction."""
    with scope(uuid4()) as workspace_id:
        workspace = Workspace(id=workspace_id, name=name, phone=phone, locale=locale)
        if time_zone:
            workspace.time_zone = time_zone
        workspace.save(force_insert=True)
        Member.objects.create(person=owner, role=Role.OWNER)
    return workspace


def create_api_key(*, member_id: UUID, name: str) -> tuple[ApiKey, str]:
    """Make a key with a member's rights in the open scope; returns it and, this once, its text."""
    prefix = f"cs_live_{_random(_LOWER, 8)}"
    token = f"{prefix}_{_random(_LETTERS, 32)}"
    key = ApiKey.objects.create(
        name=name, prefix=prefix, digest=sha256(token.encode()).digest(), member_id=member_id
    )
    return key, token


def revoke_api_key(*, workspace_id: UUID, key_id: UUID) -> None:
    """Stop a key at once. Raises NotFound; revoking twice is harmless."""
    with scope(workspace_id):
        keys = ApiKey.objects.filter(id=key_id)
        if not keys.exists():
            raise absent()
        keys.filter(revoked_at__isnull=True).update(revoked_at=now())


@dataclass(frozen=True)
class Kept:
    """The answer that an earlier request with the same Idempotency-Key got."""

    status: int
    body: str


def claim_request(workspace_id: UUID, key: str, digest: bytes) -> Kept | None:
    """Claim an Idempotency-Key; None means: do the deed, then `keep_answer` or `release_request`.

    Raises Invalid when the key was used for another request, Conflict while the first one runs.
    A claim whose process died is free again after a minute.
    """
    moment = now()
    with scope(workspace_id), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO workspaces_keptanswer AS k (workspace_id, id, key, digest, started_at) "
            "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (workspace_id, key) DO UPDATE "
            "SET digest = excluded.digest, started_at = excluded.started_at, status = NULL, "
            "body = NULL WHERE k.started_at < %s OR (k.status IS NULL AND k.started_at < %s) "
            "RETURNING 1",
            [
                workspace_id,
                uuid7(),
                key,
                digest,
                moment,
                moment - ANSWERS_KEPT,
                moment - _GIVEN_UP_AFTER,
            ],
        )
        if cursor.fetchone():
            return None
        kept = KeptAnswer.objects.get(key=key)
    if bytes(kept.digest) != digest:
        said = _("This Idempotency-Key was used for another request. Use a new one.")
        raise Invalid(said, errors=[{"loc": "Idempotency-Key", "msg": said}])
    if kept.status is None:
        raise Conflict(_("The same request is still being worked on. Try again in a moment."))
    return Kept(kept.status, _ring().open(kept.body, _place(workspace_id, kept.id)))


def keep_answer(workspace_id: UUID, key: str, answer: Kept) -> None:
    """Keep the answer for a day, sealed: it may hold a secret that is shown once."""
    with scope(workspace_id):
        kept = KeptAnswer.objects.get(key=key)
        kept.status = answer.status
        kept.body = _ring().seal(answer.body, _place(workspace_id, kept.id))
        kept.save(update_fields=["status", "body"])


def answer_of(kept: KeptAnswer) -> str:
    """What a kept answer says; empty while there is none, or where its key is gone."""
    try:
        return (
            _ring().open(bytes(kept.body), _place(kept.workspace_id, kept.id)) if kept.body else ""
        )
    except CannotOpen:
        return ""


def release_request(workspace_id: UUID, key: str) -> None:
    """Forget a claim whose request was refused: it may be sent again, corrected."""
    with scope(workspace_id):
        KeptAnswer.objects.filter(key=key, status__isnull=True).delete()


def _random(alphabet: str, length: int) -> str:
    return "".join(secrets.choice(alphabet) for _index in range(length))


@lru_cache(maxsize=1)
def _ring() -> KeyRing:
    return KeyRing.parse(settings.ENCRYPTION_KEYS)


def _place(workspace_id: UUID, row: UUID) -> SealedIn:
    return place_in(KeptAnswer, "body", workspace_id, row)
