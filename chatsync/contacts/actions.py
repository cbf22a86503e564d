"""Who wrote: from the addresses in a message to one contact, never by name.

Order of proof (Meta, business-scoped user ids): the user id, the former user id, the phone
number. A message that carries both proves that two contacts are one person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from chatsync.contacts.events import ContactsMerged
from chatsync.contacts.models import Contact, Identity, IdentityKind
from chatsync.jobs.events import emit
from chatsync.kit.clock import now
from chatsync.kit.db import recordset, set_cursor
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import current_workspace

_NOBODY = (IdentityKind.BSUID.value, "?")
_VALUE_LIMIT = 160

Key = tuple[str, str]


@dataclass(frozen=True)
class Person:
    """The customer's side of a message as the channel saw it. `phone` is digits without `+`."""

    phone: str | None = None
    bsuid: str | None = None
    previous_bsuid: str | None = None
    username: str | None = None
    profile_name: str | None = None

    def addresses(self) -> tuple[Key, ...]:
        """The addresses, strongest proof first; a message without any belongs to nobody known."""
        values = (
            (IdentityKind.BSUID.value, self.bsuid),
            (IdentityKind.BSUID.value, self.previous_bsuid),
            (IdentityKind.PHONE.value, self.phone),
        )
        return tuple((k, v[:_VALUE_LIMIT]) for k, v in values if v) or (_NOBODY,)


def identify(people: Sequence[Person]) -> list[UUID]:
    """The contact of each person, in order; unknown ones are made, changed profiles kept.

    Constant number of statements for any number of people, but for merges, which are rare. The
    caller holds the workspace's ingest lock.
    """
    addressed = [person.addresses() for person in people]
    known = _contacts_of({key for keys in addressed for key in keys})
    stored = frozenset(known)
    made: dict[UUID, Person] = {}
    learned: dict[Key, UUID] = {}
    found: list[UUID] = []
    for person, keys in zip(people, addressed, strict=True):
        contact_id = next((known[key] for key in keys if key in known), None)
        if contact_id is None:
            contact_id = uuid7()
            made[contact_id] = person
        for key in keys:
            other = known.get(key)
            if other is None:
                known[key] = learned[key] = contact_id
            elif other != contact_id:
                _merge_known(known, learned, kept=contact_id, gone=other, made=made)
        found.append(contact_id)
    _insert(made, learned)
    current = [known[keys[0]] for keys in addressed]
    _keep_profiles(zip(current, people, strict=True), stored)
    return current


def change_identity(old: Person, new: Person) -> None:
    """The same person under a new number or user id. Safe to repeat."""
    before = old.addresses()
    keys = {*before, *new.addresses()} - {_NOBODY}
    known = _contacts_of(keys)
    is_done = len(known) == len(keys) and len(set(known.values())) == 1
    if not known or is_done:
        return
    both = Person(
        phone=new.phone,
        bsuid=new.bsuid or old.bsuid,
        previous_bsuid=old.bsuid if new.bsuid else None,
    )
    contact_id = identify([both])[0]
    if old.phone and old.phone != new.phone:
        _insert({}, {(IdentityKind.PHONE.value, old.phone): contact_id})
    stale = {owner for key, owner in known.items() if key in before} - {contact_id}
    for other in stale:
        if Contact.objects.filter(id=other).exists():
            merge(kept_id=contact_id, gone_id=other)
    if new.phone:
        Contact.objects.filter(id=contact_id).update(phone=_shown(new.phone))


def name_contact(contact_id: UUID, name: str | None) -> bool:
    """Keep our own name for a contact of the open scope; whether it changed."""
    changed = Contact.objects.filter(id=contact_id).exclude(name=name) if name else None
    if changed is None:
        changed = Contact.objects.filter(id=contact_id, name__isnull=False)
    return bool(changed.update(name=name))


def merge(*, kept_id: UUID, gone_id: UUID) -> None:
    """Make two contacts one: addresses and conversations move, then the empty one goes."""
    kept, gone = Contact.objects.get(id=kept_id), Contact.objects.get(id=gone_id)
    Identity.objects.filter(contact_id=gone_id).update(contact_id=kept_id)
    for field in ("name", "profile_name", "phone", "username"):
        if not getattr(kept, field):
            setattr(kept, field, getattr(gone, field))
    kept.save()
    emit(ContactsMerged(workspace_id=current_workspace(), kept_id=kept_id, gone_id=gone_id))
    gone.delete()


def _merge_known(
    known: dict[Key, UUID],
    learned: dict[Key, UUID],
    *,
    kept: UUID,
    gone: UUID,
    made: dict[UUID, Person],
) -> None:
    """Point every address of `gone` to `kept`, in memory and, where it is stored, in the tables."""
    if gone in made:
        del made[gone]
    else:
        _insert({kept: made.pop(kept)} if kept in made else {}, {})
        merge(kept_id=kept, gone_id=gone)
    for table in (known, learned):
        for key, owner in table.items():
            if owner == gone:
                table[key] = kept


def _contacts_of(keys: Iterable[Key]) -> dict[Key, UUID]:
    rows = [{"kind": kind, "value": value} for kind, value in keys]
    with set_cursor() as cursor:
        cursor.execute(
            "SELECT t.kind, t.value, i.contact_id FROM json_to_recordset(%s::json) "
            "AS t (kind text, value text) CROSS JOIN LATERAL ("
            "SELECT i.contact_id FROM contacts_identity i WHERE i.workspace_id = %s "
            "AND i.kind = t.kind AND i.value = t.value LIMIT 1) AS i",
            [recordset(rows), current_workspace()],
        )
        return {(kind, value): contact_id for kind, value, contact_id in cursor.fetchall()}


def _insert(made: dict[UUID, Person], learned: dict[Key, UUID]) -> None:
    if not made and not learned:
        return
    people = [{"id": contact_id, **_profile(person)} for contact_id, person in made.items()]
    identities = [
        {"id": uuid7(), "kind": kind, "value": value, "contact_id": contact_id}
        for (kind, value), contact_id in learned.items()
    ]
    with set_cursor() as cursor:
        cursor.execute(
            "INSERT INTO contacts_contact (id, workspace_id, profile_name, phone, username, "
            "created_at) SELECT t.id, %s, t.profile_name, t.phone, t.username, %s "
            "FROM json_to_recordset(%s::json) "
            "AS t (id uuid, profile_name text, phone text, username text)",
            [current_workspace(), now(), recordset(people)],
        )
        cursor.execute(
            "INSERT INTO contacts_identity (id, workspace_id, kind, value, contact_id) "
            "SELECT t.id, %s, t.kind, t.value, t.contact_id FROM json_to_recordset(%s::json) "
            "AS t (id uuid, kind text, value text, contact_id uuid) "
            "ON CONFLICT (workspace_id, kind, value) DO NOTHING",
            [current_workspace(), recordset(identities)],
        )


def _keep_profiles(people: Iterable[tuple[UUID, Person]], stored: frozenset[Key]) -> None:
    """Take over names and usernames that changed, and phone numbers that nobody had before.

    A number known already only fills a gap: a late message of the old one does not bring it back.
    """
    latest: dict[UUID, dict[str, str | None]] = {}
    for contact_id, person in people:
        profile = _profile(person)
        if (IdentityKind.PHONE.value, person.phone) in stored:
            profile["known_phone"] = profile.pop("phone")
        row = latest.setdefault(contact_id, {})
        row.update({column: value for column, value in profile.items() if value})
    rows = [{"id": contact_id, **row} for contact_id, row in latest.items()]
    with set_cursor() as cursor:
        cursor.execute(_KEEP_PROFILES, [recordset(rows), current_workspace(), current_workspace()])


_KEEP_PROFILES = """
UPDATE contacts_contact c SET profile_name = t.profile_name, username = t.username, phone = t.phone
FROM (
  SELECT k.id, coalesce(t.profile_name, k.profile_name) AS profile_name,
    coalesce(t.username, k.username) AS username,
    coalesce(t.phone, k.phone, t.known_phone) AS phone
  FROM json_to_recordset(%s::json) AS t (
    id uuid, profile_name text, username text, phone text, known_phone text)
  CROSS JOIN LATERAL (SELECT k.* FROM contacts_contact k
    WHERE k.workspace_id = %s AND k.id = t.id LIMIT 1) AS k
  WHERE (k.profile_name, k.username, k.phone) IS DISTINCT FROM (
    coalesce(t.profile_name, k.profile_name), coalesce(t.username, k.username),
    coalesce(t.phone, k.phone, t.known_phone))
) AS t
WHERE c.workspace_id = %s AND c.id = t.id
"""


def _profile(person: Person) -> dict[str, str | None]:
    return {
        "profile_name": _cut(person.profile_name, 256),
        "phone": _shown(person.phone),
        "username": _cut(person.username, 128),
    }


def _shown(phone: str | None) -> str | None:
    return f"+{phone}"[:32] if phone else None


def _cut(text: str | None, limit: int) -> str | None:
    return text[:limit] if text else None
