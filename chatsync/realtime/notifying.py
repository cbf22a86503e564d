"""Announcing to all web processes who is where: a NOTIFY, and no row."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from chatsync.realtime.door import Company
from chatsync.realtime.listener import Listener
from chatsync.realtime.notices import PRESENCE_CHANNEL
from chatsync.realtime.pushes import Announced, Whereabouts

NOBODY = UUID(int=0)

Said = Sequence[tuple[Listener, Whereabouts | None]]


def announce(company: Company[Any], said: Mapping[UUID, Said], *, asking: bool) -> None:
    """Tell every process where these pages are, and ask where theirs are.

    A page at a conversation that its viewer may not see is announced as being nowhere, and so is
    a viewer who is not shown to others.
    """
    texts = [Announced(workspace_id=NOBODY).model_dump_json()] if asking else []
    for workspace_id, pages in said.items():
        ids = {place.conversation_id for _, place in pages if place and place.conversation_id}
        holders = company.holders(workspace_id, ids) if ids else {}
        texts += [_text(company, page, place, holders) for page, place in pages]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify(%s, told) FROM unnest(%s::text[]) AS told",
            [PRESENCE_CHANNEL, texts],
        )


def _text(
    company: Company[Any],
    page: Listener,
    place: Whereabouts | None,
    holders: Mapping[UUID, UUID | None],
) -> str:
    viewer = page.viewer
    nowhere = Announced(workspace_id=viewer.workspace_id, page_id=page.id)
    where = place.conversation_id if place else None
    if place is None or where is None or where not in holders:
        return nowhere.model_dump_json()
    badge = company.badge(viewer)
    if badge is None or not company.sees(viewer, holders[where]):
        return nowhere.model_dump_json()
    return Announced(
        workspace_id=viewer.workspace_id,
        page_id=page.id,
        conversation_id=where,
        member_id=badge.member_id,
        name=badge.name,
        typing=place.typing,
    ).model_dump_json()
