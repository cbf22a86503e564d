"""Notes of a conversation, and what names a member."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from chatsync.inbox.queries.shapes import made
from chatsync.inbox.queries.threads import demand_visible
from chatsync.inbox.queries.visible import seen
from chatsync.inbox.schemas import ContactRef, MemberRef
from chatsync.inbox.schemas.notes import MentionOut, MentionPage, NoteOut, NotePage
from chatsync.kit.condition import ALWAYS, Condition
from chatsync.kit.pages import Place, cut, one_more
from chatsync.kit.tenancy import current_workspace, scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.capabilities import Can

_COLUMNS = """
  n.id, n.conversation_id, n.author_id, p.name, n.text, n.created_at, n.edited_at, n.deleted_at,
  n.seq
"""
_AUTHOR = """
  LEFT JOIN workspaces_member w ON w.workspace_id = n.workspace_id AND w.id = n.author_id
  LEFT JOIN accounts_person p ON p.id = w.person_id
"""
_MENTIONED = """
  SELECT x.note_id, x.member_id, p.name FROM inbox_mention x
  JOIN workspaces_member w ON w.workspace_id = x.workspace_id AND w.id = x.member_id
  JOIN accounts_person p ON p.id = w.person_id
  WHERE x.workspace_id = %s AND x.note_id = ANY (%s) ORDER BY x.id
"""
_UNSEEN = """
  SELECT {columns}, x.id, k.id, k.name, k.profile_name, k.phone, k.username
  FROM inbox_mention x
  JOIN inbox_note n ON n.workspace_id = x.workspace_id AND n.id = x.note_id
  JOIN inbox_conversation c ON c.workspace_id = n.workspace_id AND c.id = n.conversation_id
  JOIN contacts_contact k ON k.workspace_id = c.workspace_id AND k.id = c.contact_id {author}
  WHERE x.workspace_id = %s AND x.member_id = %s AND x.seen_at IS NULL
    AND n.deleted_at IS NULL AND {seen} AND {start}
  ORDER BY x.id DESC LIMIT %s
"""


def note_page(access: Access, conversation_id: UUID, after: Place | None, limit: int) -> NotePage:
    """The notes of a visible conversation, the newest first. Raises NotFound."""
    start = ALWAYS
    if after:
        start = Condition("(n.created_at, n.id) < (%s, %s)", (after.at, after.id))
    with scope(access.workspace_id):
        demand_visible(access, conversation_id)
        notes = _notes(
            f"n.conversation_id = %s AND {start.sql} "
            "ORDER BY n.created_at DESC, n.id DESC LIMIT %s",
            [conversation_id, *start.values, one_more(limit)],
        )
    page, cursor = cut(notes, limit, lambda note: Place(note.created_at, note.id))
    return NotePage.model_construct(items=page, next_cursor=cursor)


def note_of(note_id: UUID) -> NoteOut:
    """One note of the open scope, which is known to be there."""
    return _notes("n.id = %s", [note_id])[0]


def mention_page(access: Access, after: Place | None, limit: int) -> MentionPage:
    """Unseen notes that name this member, in conversations that they see, the newest first."""
    visible = seen(access)
    start = Condition("x.id < %s", (after.id,)) if after else ALWAYS
    sql = _UNSEEN.format(columns=_COLUMNS, author=_AUTHOR, seen=visible.sql, start=start.sql)
    values = [access.workspace_id, access.member_id, *visible.values, *start.values]
    with scope(access.workspace_id), connection.cursor() as cursor:
        cursor.execute(sql, [*values, one_more(limit)])
        rows = cursor.fetchall()
        named = _mentioned(row[0] for row in rows)
    items = [_mention(access, row, named) for row in rows]
    page, next_cursor = cut(items, limit, lambda item: Place(None, item.id))
    return MentionPage.model_construct(items=page, next_cursor=next_cursor)


def _notes(rest: str, values: Sequence[Any]) -> list[NoteOut]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM inbox_note n {_AUTHOR} WHERE n.workspace_id = %s AND {rest}",  # noqa: S608
            [current_workspace(), *values],
        )
        rows = cursor.fetchall()
    named = _mentioned(row[0] for row in rows)
    return [_note(row, named) for row in rows]


def _mentioned(note_ids: Iterable[UUID]) -> dict[UUID, list[MemberRef]]:
    ids = list(note_ids)
    named: dict[UUID, list[MemberRef]] = defaultdict(list)
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(_MENTIONED, [current_workspace(), ids])
            for note_id, member_id, name in cursor.fetchall():
                named[note_id].append(made(MemberRef, id=member_id, name=name))
    return named


def _note(row: Sequence[Any], named: dict[UUID, list[MemberRef]]) -> NoteOut:
    return made(
        NoteOut,
        id=row[0],
        conversation_id=row[1],
        author=made(MemberRef, id=row[2], name=row[3] or ""),
        text=row[4],
        mentions=named.get(row[0], []),
        created_at=row[5],
        edited_at=row[6],
        deleted_at=row[7],
        seq=row[8],
    )


def _mention(access: Access, row: Sequence[Any], named: dict[UUID, list[MemberRef]]) -> MentionOut:
    mention_id, contact_id, name, profile_name, phone, username = row[9:]
    contact = made(
        ContactRef,
        id=contact_id,
        name=name,
        profile_name=profile_name,
        phone=phone if access.may(Can.SEE_PHONE) else None,
        username=username,
    )
    return made(
        MentionOut,
        id=mention_id,
        conversation_id=row[1],
        contact=contact,
        note=_note(row, named),
    )
