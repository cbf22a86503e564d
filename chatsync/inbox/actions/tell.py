"""Telling browsers what changed in the inbox: shape it, number it, publish it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import connection
from django.utils import translation

from chatsync.inbox.pushes import (
    ConversationChanged,
    InboxBatch,
    MessageChanged,
    MessageStored,
)
from chatsync.inbox.queries import shapes
from chatsync.inbox.schemas import ConversationOut, MessageOut
from chatsync.kit.tenancy import current_workspace
from chatsync.realtime.actions import Audience, publish, take_numbers

_Push = MessageStored | MessageChanged | ConversationChanged

_encoded = msgspec.json.Encoder(enc_hook=vars).encode
"""A push as JSON. Its shapes are made of values that are known to be right, so their attributes
are written down as they are; pydantic's own way took four times as long."""


@dataclass(frozen=True)
class Numbered:
    """What the caller wrote with its numbers already: conversations by the number they got, and
    their new messages as browsers shall see them. Saves reading and writing them once more."""

    numbers: Mapping[UUID, int] = field(default_factory=dict)
    messages: dict[UUID, MessageOut] = field(default_factory=dict)


def tell(
    *,
    stored: Sequence[UUID] = (),
    changed: Sequence[UUID] = (),
    conversations: Iterable[UUID] = (),
    former: Mapping[UUID, UUID | None] | None = None,
    numbered: Numbered | None = None,
) -> None:
    """Publish new messages, changed messages and changed conversations of the open scope.

    `stored` and `changed` are message ids, in the order in which browsers shall apply them;
    `conversations` are those whose row changed, whether or not a message did. `former` names who
    held a conversation before this transaction moved it (None: nobody did). Each conversation
    gets one number and one event row; the count of statements does not depend on the count of
    rows. The numbers are taken last: from then until the commit the workspace's counter is held,
    so call this as the last deed of the transaction. Needs an open scope.

    One push goes to readers of every language: what it says in words of ours is English, and pages
    in another language ask again.
    """
    former, numbered = former or {}, numbered or Numbered()
    new = set(stored)
    with translation.override(settings.LANGUAGE_CODE):
        told = _with_marked(_bubbles([*stored, *changed], numbered))
    moved = {*conversations, *former, *(m.conversation_id for m in told if m.id in new)}
    rows = shapes.conversations(moved.union(message.conversation_id for message in told))
    if not rows:
        return
    fresh = {message.conversation_id for message in told if message.id in new}
    numbers = _number(rows, moved, told, new, numbered)
    events = {conversation_id: list[_Push]() for conversation_id in rows}
    for message in told:
        events[message.conversation_id].append(
            _message_push(message, rows[message.conversation_id], is_new=message.id in new)
        )
    for conversation_id in moved.intersection(rows) - fresh:
        events[conversation_id].append(
            shapes.made(
                ConversationChanged,
                type="conversation.changed",
                conversation=rows[conversation_id],
            )
        )
    publish(
        [
            (numbers[row.id], _audience(row, former), _payload(events[row.id]))
            for row in rows.values()
        ]
    )


def _bubbles(ids: Sequence[UUID], numbered: Numbered) -> list[MessageOut]:
    """The messages in order, each once; read where the caller did not bring them."""
    unread = [message_id for message_id in ids if message_id not in numbered.messages]
    found = {**numbered.messages, **(shapes.messages(unread) if unread else {})}
    return [found[message_id] for message_id in dict.fromkeys(ids) if message_id in found]


def _with_marked(told: list[MessageOut]) -> list[MessageOut]:
    """And the messages that reactions, edits and deletions speak of: their bubbles change."""
    known = {message.id for message in told}
    targets = [m.refers_to.id for m in told if m.refers_to and m.refers_to.id]
    wanted = [target for target in dict.fromkeys(targets) if target not in known]
    return [*told, *shapes.messages(wanted).values()] if wanted else told


def _number(
    rows: Mapping[UUID, ConversationOut],
    moved: set[UUID],
    told: Sequence[MessageOut],
    new: set[UUID],
    numbered: Numbered,
) -> dict[UUID, int]:
    """A number for each conversation; rows that do not bear theirs yet are written."""
    late = [row for row in rows.values() if row.id not in numbered.numbers]
    numbers = {
        **numbered.numbers,
        **dict(zip((row.id for row in late), take_numbers(len(late)) if late else (), strict=True)),
    }
    _number_messages([m for m in told if m.id not in numbered.messages], numbers, new)
    fresh = {message.conversation_id for message in told if message.id in new}
    _number_conversations([row for row in late if row.id in moved], numbers, fresh)
    return numbers


def _message_push(message: MessageOut, row: ConversationOut, *, is_new: bool) -> _Push:
    if is_new:
        return shapes.made(MessageStored, type="message.stored", conversation=row, message=message)
    return shapes.made(
        MessageChanged, type="message.changed", conversation_id=row.id, message=message
    )


def _payload(events: list[_Push]) -> bytes:
    push = events[0] if len(events) == 1 else shapes.made(InboxBatch, type="batch", events=events)
    return _encoded(push)


def _audience(row: ConversationOut, former: Mapping[UUID, UUID | None]) -> Audience:
    holder = row.assignee.id if row.assignee else None
    before = former.get(row.id, holder)
    return Audience(
        conversation_id=row.id,
        assignee_id=holder,
        former_id=before if before != holder else None,
        was_unassigned=before is None and holder is not None,
    )


def _number_messages(
    messages: Sequence[MessageOut], numbers: Mapping[UUID, int], new: set[UUID]
) -> None:
    if not messages:
        return
    for message in messages:
        message.seq = numbers[message.conversation_id]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inbox_message m SET seq = v.seq, "
            "stored_seq = CASE WHEN v.is_new THEN v.seq ELSE m.stored_seq END "
            "FROM unnest(%s::uuid[], %s::bigint[], %s::bool[]) AS v (id, seq, is_new) "
            "WHERE m.workspace_id = %s AND m.id = v.id",
            [
                [message.id for message in messages],
                [message.seq for message in messages],
                [message.id in new for message in messages],
                current_workspace(),
            ],
        )


def _number_conversations(
    rows: Sequence[ConversationOut], numbers: Mapping[UUID, int], fresh: set[UUID]
) -> None:
    if not rows:
        return
    for row in rows:
        row.seq = numbers[row.id]
        if row.id in fresh:
            row.last_message_seq = row.seq
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inbox_conversation c SET seq = v.seq, last_message_seq = v.message_seq "
            "FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[]) AS v (id, seq, message_seq) "
            "WHERE c.workspace_id = %s AND c.id = v.id",
            [
                [row.id for row in rows],
                [row.seq for row in rows],
                [row.last_message_seq for row in rows],
                current_workspace(),
            ],
        )
