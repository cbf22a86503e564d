"""Who may listen to a workspace's stream, and to which of its events.

Which conversations a member sees is decided by `workspaces.access.Access.sees`, here as in the
lists: there is one rule.
"""

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import parse_cookie

from chatsync.accounts.queries import open_session
from chatsync.inbox.actions.attendance import note_present
from chatsync.inbox.queries.visible import holders
from chatsync.kit.clock import now
from chatsync.kit.ids import workspace_uuid
from chatsync.realtime.door import Badge, Company, Door, Headers, Refused, Sight
from chatsync.realtime.hub import Hub
from chatsync.realtime.queries import StoredEvent
from chatsync.workspaces.access import Access, access_of_person
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.phones import without_phones

_FULL_CHECK_EVERY_S = 60.0
"""Everything is looked at this often, and at the moment at which the session would end for want
of input; that it was ended, or that the seat changed, every 3 s."""

_ALIVE = """
SELECT asked.place, seat.version || '.' || p.xmin::text, p.name
FROM unnest(%s::int[], %s::text[], %s::uuid[], %s::uuid[])
  AS asked (place, session_key, person_id, member_id)
JOIN django_session s ON s.session_key = asked.session_key AND s.expire_date > now()
LEFT JOIN accounts_person p ON p.id = asked.person_id AND p.is_active
LEFT JOIN chatsync_seats(%s::uuid[]) seat ON seat.member_id = asked.member_id
"""


@dataclass(frozen=True)
class Watcher:
    """A member at an open page, or an operator who stepped in."""

    access: Access
    session_key: str
    version: str = field(compare=False)
    checked_at: float = field(compare=False)
    ends_at: datetime = field(default=datetime.max.replace(tzinfo=UTC), compare=False)
    name: str = field(default="", compare=False)

    @property
    def workspace_id(self) -> UUID:
        return self.access.workspace_id


@cache
def hub() -> Hub:
    """The web process's only hub."""
    return Hub(door(), settings.DATABASE_LISTEN_URL)


def door() -> Door[Watcher]:
    """What the socket asks of accounts and workspaces."""
    return Door(
        origin=_origin(settings.BASE_URL),
        admit=admit,
        recheck=recheck,
        sight=lambda watcher, event: sight(watcher.access, event),
        company=Company(
            badge=_badge,
            holders=holders,
            sees=lambda watcher, holder: watcher.access.sees(holder),
        ),
        attend=_attend,
        lessen=without_phones,
    )


def _badge(watcher: Watcher) -> Badge | None:
    """Operators who look in hold no seat: they are nobody's company."""
    if watcher.access.only_looks:
        return None
    return Badge(watcher.access.member_id, watcher.name)


def _attend(watchers: Sequence[Watcher]) -> list[Watcher]:
    """Note people at their pages as present; neither programs with a key nor operators who look."""
    there: dict[UUID, set[UUID]] = defaultdict(set)
    for watcher in watchers:
        if watcher.access.via == "session":
            there[watcher.workspace_id].add(watcher.access.member_id)
    noted = note_present(there) if there else set()
    return [watcher for watcher in watchers if watcher.workspace_id in noted]


def admit(headers: Headers, org: str) -> Watcher | Refused:
    """The member behind a session cookie; keys and every other credential are not looked at."""
    cookies = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
    session_key = cookies.get(settings.SESSION_COOKIE_NAME, "")
    return _admitted(session_key, workspace_uuid(org))


def recheck(watchers: Sequence[Watcher]) -> list[Watcher | Refused]:
    """The same watchers now: one statement for all, and a full look at those that changed."""
    alive = _alive(watchers)
    due = time.monotonic() - _FULL_CHECK_EVERY_S
    answers: list[Watcher | Refused] = []
    for place, watcher in enumerate(watchers):
        if place not in alive:
            answers.append(Refused.SESSION_ENDED)
        elif alive[place][0] == watcher.version and _is_fresh(watcher, due):
            answers.append(watcher)
        else:
            answers.append(_admitted(watcher.session_key, watcher.workspace_id))
    return answers


def sight(access: Access, event: StoredEvent) -> Sight:
    """What a member may know of an event."""
    if event.everyone or access.sees(event.assignee_id):
        return Sight.WHOLE if access.may(Can.SEE_PHONE) else Sight.LESS
    had_it = (event.former_id is not None and access.sees(event.former_id)) or (
        event.was_unassigned and access.sees(None)
    )
    return Sight.REMOVED if had_it and event.conversation_id else Sight.NOTHING


def _admitted(session_key: str, workspace_id: UUID | None) -> Watcher | Refused:
    checked_at = time.monotonic()
    session = open_session(session_key) if session_key else None
    if session is None:
        return Refused.SESSION_ENDED
    access = access_of_person(session.person_id, workspace_id) if workspace_id else None
    if access is None:
        return Refused.NOT_A_MEMBER
    if session.reads_only:
        access = replace(access, via="audit")
    watcher = Watcher(access, session_key, "", checked_at, session.ends_at)
    version, name = _alive([watcher]).get(0, (None, None))
    return replace(watcher, version=version or "", name=name or "")


def _is_fresh(watcher: Watcher, due: float) -> bool:
    return watcher.checked_at > due and watcher.ends_at > now()


def _alive(watchers: Sequence[Watcher]) -> dict[int, tuple[str | None, str | None]]:
    """Present version and name of those whose session is stored, by their place in the list."""
    members = [watcher.access.member_id for watcher in watchers]
    with connection.cursor() as cursor:
        cursor.execute(
            _ALIVE,
            [
                list(range(len(watchers))),
                [watcher.session_key for watcher in watchers],
                [watcher.access.person_id for watcher in watchers],
                members,
                members,
            ],
        )
        return {place: (version, name) for place, version, name in cursor.fetchall()}


def _origin(url: str) -> str:
    """The origin as a browser writes it (RFC 6454): no path, no default port."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = "" if parts.port in {None, default} else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"
