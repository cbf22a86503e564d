"""The audit log: who did what, in a chain that shows when a row was altered or taken away.

Each event's hash covers the event and the hash before it. What names a person lies in a row of its
own; the event holds only a salted digest of it, so that a person can be erased and the chain still
holds (GDPR article 17 beside OWASP ASVS 16.4).
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Q

from chatsync.accounts.models import Person
from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import current_workspace, scope
from chatsync.workspaces.access import Access, Via
from chatsync.workspaces.models import AuditEvent, AuditTold, Workspace

_START = b"\0" * 32
_READ_AT_ONCE = 500
_KINDS: dict[Via, str] = {
    "session": "member",
    "key": "key",
    "step_in": "operator",
    "audit": "member",
}


class Act(StrEnum):
    """What is written down."""

    INVITED = "invitation.made"
    INVITED_AGAIN = "invitation.renewed"
    INVITATION_REVOKED = "invitation.revoked"
    JOINED = "member.joined"
    ROLE_CHANGED = "member.role_changed"
    REMOVED = "member.removed"
    LEFT = "member.left"
    PASSWORD_RESET = "member.password_reset"  # noqa: S105  a name of an act
    SETTINGS_CHANGED = "settings.changed"
    KEY_MADE = "api_key.made"
    KEY_REVOKED = "api_key.revoked"
    NUMBER_CONNECTED = "number.connected"
    NUMBER_DISCONNECTED = "number.disconnected"
    EXPORTED = "audit.exported"
    CONTACTS_EXPORTED = "contacts.exported"
    CONTACT_ERASED = "contacts.erased"
    STEPPED_IN = "operator.stepped_in"
    STEPPED_OUT = "operator.stepped_out"
    LIMITED = "workspace.limited"
    SUSPENDED = "workspace.suspended"
    LIFTED = "workspace.lifted"
    PLAN_CHANGED = "plan.changed"
    PLAN_GRANTED = "plan.granted"
    PLAN_WITHDRAWN = "plan.withdrawn"
    TRANSFER_ASKED = "transfer.asked"
    TRANSFER_WITHDRAWN = "transfer.withdrawn"
    TRANSFER_APPROVED = "transfer.approved"
    RECEIPT_REFUSED = "transfer.receipt_refused"
    SUBSCRIPTION_CHANGED = "subscription.changed"
    SUBSCRIPTION_CANCELED = "subscription.canceled"
    SUBSCRIPTION_KEPT = "subscription.kept"
    SUBSCRIPTION_RESUMED = "subscription.resumed"
    INVOICED_CHANGED = "billing.recipient_changed"
    PORTAL_OPENED = "billing.portal_opened"
    WORKSPACE_EXPORTED = "workspace.exported"
    CLOSED = "workspace.closed"
    REOPENED = "workspace.reopened"
    PARKED_DISCARDED = "parked.discarded"
    AUDITED = "privacy.audited"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: `kind` is member, key, operator or system."""

    kind: str
    person_id: UUID | None
    name: str


@dataclass(frozen=True, slots=True)
class Thing:
    """What an act is about. `name` may name a person (`person_id`) and can be erased."""

    kind: str
    id: str
    name: str = ""
    person_id: UUID | None = None


@dataclass(frozen=True)
class Verdict:
    """How a chain stands: `broken_at` is the first number that does not hold, None when all do."""

    events: int
    erased: int
    broken_at: int | None


@dataclass
class _Walk:
    seq: int = 0
    before: bytes = _START
    erased: int = 0
    broken_at: int | None = field(default=None)


def record(
    by: Access | Actor, act: Act, thing: Thing, details: Mapping[str, Any] | None = None
) -> None:
    """Write an act down, in the open scope and transaction of the act itself.

    `details` must not name a person: they are never erased. Holds the workspace's row until the
    commit, so that events stand one after another; call it before numbers of pushes are taken.
    """
    workspace_id = current_workspace()
    Workspace.objects.select_for_update(no_key=True).only("id").get(id=workspace_id)
    last = AuditEvent.objects.order_by("-seq").only("seq", "hash").first()
    actor = by if isinstance(by, Actor) else _actor(by)
    told = {
        "actor": _told("actor", actor.name, actor.person_id),
        "object": _told("object", thing.name, thing.person_id),
    }
    if isinstance(by, Access) and by.place:
        told["place"] = _told("place", by.place, actor.person_id)
    event = AuditEvent(
        id=uuid7(),
        seq=last.seq + 1 if last else 1,
        at=now(),
        action=act,
        actor_kind=actor.kind,
        actor_id=actor.person_id,
        object_kind=thing.kind,
        object_id=thing.id,
        details=dict(details or {}),
        digests={part: _digest(row) for part, row in told.items()},
    )
    event.hash = _hash(bytes(last.hash) if last else _START, event)
    event.save(force_insert=True)
    for row in told.values():
        row.event = event
    AuditTold.objects.bulk_create(told.values())


def erase_person(workspace_id: UUID, person_id: UUID, addresses: Sequence[str] = ()) -> int:
    """Take a person's names and addresses out of a workspace's log; returns from how many places.

    The chain still verifies afterwards.
    """
    with scope(workspace_id):
        told = AuditTold.objects.filter(Q(person_id=person_id) | Q(text__in=addresses))
        gone, _by_table = told.delete()
    return gone


def verify(workspace_id: UUID) -> Verdict:
    """Walk the whole chain of a workspace and say whether it holds."""
    walk = _Walk()
    with scope(workspace_id):
        while walk.broken_at is None:
            stretch = list(
                AuditEvent.objects.filter(seq__gt=walk.seq).order_by("seq")[:_READ_AT_ONCE]
            )
            if not stretch:
                break
            _follow(walk, stretch)
    return Verdict(walk.seq, walk.erased, walk.broken_at)


def _follow(walk: _Walk, stretch: list[AuditEvent]) -> None:
    told: dict[UUID, dict[str, AuditTold]] = {}
    for row in AuditTold.objects.filter(event_id__in=[event.id for event in stretch]):
        told.setdefault(row.event_id, {})[row.part] = row
    for event in stretch:
        rows = told.get(event.id, {})
        holds = event.seq == walk.seq + 1 and bytes(event.hash) == _hash(walk.before, event)
        if not holds or any(event.digests.get(part) != _digest(it) for part, it in rows.items()):
            walk.broken_at = walk.seq + 1
            return
        walk.erased += len(event.digests) - len(rows)
        walk.seq, walk.before = event.seq, bytes(event.hash)


def _actor(access: Access) -> Actor:
    name = Person.objects.values_list("name", flat=True).get(id=access.person_id)
    return Actor(_KINDS[access.via], access.person_id, name)


def _told(part: str, text: str, person_id: UUID | None) -> AuditTold:
    return AuditTold(part=part, person_id=person_id, salt=secrets.token_bytes(32), text=text)


def _digest(row: AuditTold) -> str:
    said = _plain([row.part, str(row.person_id or ""), row.text])
    return hmac.new(bytes(row.salt), said, hashlib.sha256).hexdigest()


def _hash(before: bytes, event: AuditEvent) -> bytes:
    said = _plain(
        [
            str(event.workspace_id),
            event.seq,
            str(event.id),
            event.at.isoformat(),
            str(event.action),
            event.actor_kind,
            str(event.actor_id or ""),
            event.object_kind,
            event.object_id,
            event.details,
            event.digests,
        ]
    )
    return hashlib.sha256(before + said).digest()


def _plain(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
