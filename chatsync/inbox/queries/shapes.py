"""From rows to wire shapes, many at a time: one statement for any number of ids."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext
from pydantic import BaseModel

from chatsync.channels.queries import advice_for
from chatsync.channels.schemas import TemplateButton
from chatsync.channels.whatsapp.facts import KINDS
from chatsync.inbox.content import MessageError
from chatsync.inbox.models import MessageStatus
from chatsync.inbox.queries.marks import MARK_COLUMNS, MARK_JOINS, marked
from chatsync.inbox.schemas import (
    ContactRef,
    ConversationOut,
    LastMessage,
    MediaOut,
    MemberRef,
    MessageOut,
    NumberRef,
    ReplyTo,
    TemplateRef,
)
from chatsync.kit.db import set_cursor
from chatsync.kit.tenancy import current_workspace

_Shape = TypeVar("_Shape", bound=BaseModel)

MODELLED = KINDS | {"template"}
"""Message types that the thread shows in full; the others show a named placeholder."""

CONVERSATION_COLUMNS = """
  c.id, c.status, c.unread, c.last_message_id, c.last_message_at, c.last_direction, c.last_type,
  c.last_text, c.last_status, c.window_expires_at, c.waiting_since, c.seq, c.last_message_seq,
  n.id, n.display_phone_number, n.verified_name,
  k.id, k.name, k.profile_name, k.phone, k.username,
  c.assignee_id, p.name, c.snoozed_until,
  ARRAY(SELECT t.tag_id FROM inbox_conversationtag t WHERE t.workspace_id = c.workspace_id
    AND t.conversation_id = c.id ORDER BY t.id)
"""
CONVERSATION_JOINS = """
  CROSS JOIN LATERAL (SELECT n.* FROM channels_number n
    WHERE n.workspace_id = c.workspace_id AND n.id = c.number_id LIMIT 1) AS n
  CROSS JOIN LATERAL (SELECT k.* FROM contacts_contact k
    WHERE k.workspace_id = c.workspace_id AND k.id = c.contact_id LIMIT 1) AS k
  LEFT JOIN LATERAL (SELECT p.name FROM workspaces_member w JOIN accounts_person p
    ON p.id = w.person_id WHERE w.workspace_id = c.workspace_id AND w.id = c.assignee_id
    LIMIT 1) AS p ON true
"""
MESSAGE_COLUMNS = (
    """
  m.id, m.conversation_id, m.direction, m.origin, m.type, m.text, m.status, m.wamid, m.client_id,
  m.author_id, p.name, m.reply_to_wamid, r.id, m.template, m.sent_at, m.stored_at, m.error_code,
  m.error_title, m.error_details, m.seq,
  f.id, f.kind, f.mime_type, f.state, f.size, f.width, f.height, f.thumbnail_as, f.file_name,
  f.reason, """
    + MARK_COLUMNS
)
MESSAGE_JOINS = (
    """
  LEFT JOIN LATERAL (SELECT p.name FROM workspaces_member w JOIN accounts_person p
    ON p.id = w.person_id WHERE w.workspace_id = m.workspace_id AND w.id = m.author_id
    LIMIT 1) AS p ON true
  LEFT JOIN LATERAL (SELECT r.id FROM inbox_message r WHERE r.workspace_id = m.workspace_id
    AND r.number_id = m.number_id AND r.wamid = m.reply_to_wamid LIMIT 1) AS r ON true
  LEFT JOIN LATERAL (SELECT f.* FROM channels_media f
    WHERE f.workspace_id = m.workspace_id AND f.id = m.media_id LIMIT 1) AS f ON true
"""  # noqa: S608  two constants
    + MARK_JOINS
)
# Each join is a look-up by key for every row. Written as plain joins, the planner of a table that
# was not analysed yet reads the whole workspace for each row instead.


def conversations(ids: Iterable[UUID]) -> dict[UUID, ConversationOut]:
    """The named conversations of the open scope, by id."""
    with set_cursor() as cursor:
        cursor.execute(
            f"SELECT {CONVERSATION_COLUMNS} FROM unnest(%s::uuid[]) AS wanted (id) "  # noqa: S608
            "CROSS JOIN LATERAL (SELECT c.* FROM inbox_conversation c "
            f"WHERE c.workspace_id = %s AND c.id = wanted.id LIMIT 1) AS c {CONVERSATION_JOINS}",
            [list(ids), current_workspace()],
            binary=True,
        )
        shaped = [conversation_of(row) for row in cursor.fetchall()]
    return {conversation.id: conversation for conversation in shaped}


def messages(ids: Iterable[UUID]) -> dict[UUID, MessageOut]:
    """The named messages of the open scope, by id."""
    with set_cursor() as cursor:
        cursor.execute(
            f"SELECT {MESSAGE_COLUMNS} FROM unnest(%s::uuid[]) AS wanted (id) "  # noqa: S608
            "CROSS JOIN LATERAL (SELECT m.* FROM inbox_message m "
            f"WHERE m.workspace_id = %s AND m.id = wanted.id LIMIT 1) AS m {MESSAGE_JOINS}",
            [list(ids), current_workspace()],
            binary=True,
        )
        shaped = [message_of(row) for row in cursor.fetchall()]
    return {message.id: message for message in shaped}


def conversation_of(row: Sequence[Any]) -> ConversationOut:
    """Shape one row of CONVERSATION_COLUMNS.

    The values come from our own columns, so they are taken as they are: validating them again
    would double the cost of a list.
    """
    last = None
    if row[3] is not None:
        last = made(
            LastMessage,
            id=row[3],
            at=row[4],
            direction=row[5],
            type=row[6],
            text=row[7],
            status=row[8],
        )
    return made(
        ConversationOut,
        id=row[0],
        number=made(NumberRef, id=row[13], display_phone_number=row[14], name=row[15]),
        contact=made(
            ContactRef,
            id=row[16],
            name=row[17],
            profile_name=row[18],
            phone=row[19],
            username=row[20],
        ),
        status=row[1],
        snoozed_until=row[23],
        tags=row[24],
        assignee=made(MemberRef, id=row[21], name=row[22]) if row[21] else None,
        unread=row[2],
        last_message=last,
        last_message_at=row[4],
        window_expires_at=row[9],
        waiting_since=row[10],
        seq=row[11],
        last_message_seq=row[12],
    )


def message_of(row: Sequence[Any]) -> MessageOut:
    """Shape one row of MESSAGE_COLUMNS."""
    text, beside = marked((row[2], row[5], row[14]), row[30], row[33])
    return made(
        MessageOut,
        id=row[0],
        conversation_id=row[1],
        direction=row[2],
        origin=row[3],
        type=row[4],
        text=text,
        media=_media_of(row, text),
        status=row[6],
        wamid=row[7],
        client_id=row[8],
        author=made(MemberRef, id=row[9], name=row[10]) if row[9] else None,
        reply_to=made(ReplyTo, id=row[12], wamid=row[11]) if row[11] else None,
        refers_to=made(ReplyTo, id=row[32], wamid=row[31]) if row[31] else None,
        template=_template_of(row[13]),
        sent_at=row[14],
        stored_at=row[15],
        error=_error_of(row),
        placeholder=None if row[4] in MODELLED else row[4],
        seq=row[19],
        **beside,
    )


def _media_of(row: Sequence[Any], caption: str | None) -> MediaOut | None:
    if row[20] is None:
        return None
    return made(
        MediaOut,
        id=row[20],
        kind=row[21],
        mime_type=row[22],
        state=row[23],
        size=row[24],
        width=row[25],
        height=row[26],
        thumbnail=bool(row[27]),
        caption=caption,
        file_name=row[28],
        reason=gettext(row[29]) if row[29] else None,
    )


def _template_of(value: Any) -> TemplateRef | None:
    if not value:
        return None
    buttons = [
        made(TemplateButton, type=button["type"], text=button["text"])
        for button in value.get("buttons", ())
    ]
    return made(
        TemplateRef,
        name=value["name"],
        language=value["language"],
        components=value.get("components", []),
        buttons=buttons,
    )


def _error_of(row: Sequence[Any]) -> MessageError | None:
    if row[6] not in {MessageStatus.FAILED, MessageStatus.UNKNOWN}:
        return None
    title, advice = advice_for(row[16], row[17], row[18])
    return made(MessageError, code=row[16], title=title, advice=advice)


def made(shape: type[_Shape], **values: Any) -> _Shape:
    """A model of a wire shape from values that are known to be right.

    This is `model_construct` without its walk over defaults and aliases, which took a sixth of
    the time of a page.
    """
    model = shape.__new__(shape)
    keep = object.__setattr__
    keep(model, "__dict__", values)
    keep(model, "__pydantic_fields_set__", set(values))
    keep(model, "__pydantic_extra__", None)
    keep(model, "__pydantic_private__", None)
    return model
