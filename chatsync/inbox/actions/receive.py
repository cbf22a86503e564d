"""What customers wrote, into their timelines: one set of statements for a whole batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from chatsync.channels.whatsapp.facts import IdentityChange, InboundMessage, Media, StatusReport
from chatsync.channels.whatsapp.messages import OPENS_NO_WINDOW
from chatsync.contacts.actions import Person, change_identity, identify
from chatsync.inbox.actions.give_out import give_out_heard
from chatsync.inbox.actions.hold import hold_many, hold_rows
from chatsync.inbox.actions.place import Placed, conversations_for, heard_in, keep_up, wake
from chatsync.inbox.actions.tell import Numbered, tell
from chatsync.inbox.actions.tick import apply_reports, raise_to_reports
from chatsync.inbox.models import RANK, Direction, MessageStatus
from chatsync.inbox.queries.marks import unmarked
from chatsync.inbox.queries.shapes import MODELLED, made
from chatsync.inbox.schemas import MessageOut
from chatsync.kit.clock import now
from chatsync.kit.db import recordset, sent_ahead, set_cursor
from chatsync.kit.ids import uuid7
from chatsync.kit.tenancy import current_workspace
from chatsync.realtime.actions import take_numbers

WINDOW = timedelta(hours=24)
"""Meta's customer service window: free text until 24 hours after the customer's last message."""

_LONGEST_WAMID = 256
_HISTORY_STATUS = {
    "SENT": MessageStatus.SENT.value,
    "DELIVERED": MessageStatus.DELIVERED.value,
    "READ": MessageStatus.READ.value,
    "PLAYED": MessageStatus.PLAYED.value,
    "ERROR": MessageStatus.FAILED.value,
}
_RECEIVED, _SENT = MessageStatus.RECEIVED.value, MessageStatus.SENT.value
_IN, _OUT = Direction.IN.value, Direction.OUT.value
# Read once: an enumeration's `value` costs more than all else that is done with it here.

Routed = tuple[UUID, InboundMessage | StatusReport | IdentityChange]


@dataclass(frozen=True)
class _Bubble:
    """A message on its way into the table."""

    id: UUID
    conversation_id: UUID
    number_id: UUID
    media_id: UUID | None
    at: datetime
    stored_at: datetime
    status: str
    fact: InboundMessage

    @property
    def key(self) -> tuple[UUID, str]:
        return self.number_id, self.fact.wamid

    @property
    def is_plain(self) -> bool:
        """Whether nothing stands beside its words, so that it need not be read again."""
        fact = self.fact
        return not (self.media_id or fact.reply_to_wamid or fact.refers_to or fact.details)


def receive(facts: Sequence[Routed]) -> None:
    """Store a workspace's batch: identities, contacts, conversations, messages, ticks, pushes.

    Everything is recognised by the ids Meta gives, so a batch may come again, whole or in parts.
    One batch at a time per workspace: a lock in the database, so that several readers agree on
    who is new.
    """
    hold_many()
    for _, fact in facts:
        if isinstance(fact, IdentityChange):
            change_identity(
                Person(phone=fact.old_phone, bsuid=fact.old_bsuid),
                Person(phone=fact.new_phone, bsuid=fact.new_bsuid),
            )
    letters = [(n, fact) for n, fact in facts if isinstance(fact, InboundMessage)]
    reports = [(n, fact) for n, fact in facts if isinstance(fact, StatusReport)]
    unknown, marked = _unknown(letters) if letters else ([], set())
    fresh = _place(unknown)
    changed = apply_reports(reports) if reports else []
    numbered, former = _store(fresh, marked) if fresh else (Numbered(), {})
    for message_id in _raise_known(fresh):
        numbered.messages.pop(message_id, None)
    tell(stored=[bubble.id for bubble in fresh], changed=changed, former=former, numbered=numbered)


def _raise_known(fresh: Sequence[_Bubble]) -> set[UUID]:
    """What was written on the business phone may have been read before we hear of it."""
    written = [b for b in fresh if b.fact.direction == _OUT]
    return set(raise_to_reports([(b.number_id, b.fact.wamid) for b in written]))


def _unknown(
    letters: Sequence[tuple[UUID, InboundMessage]],
) -> tuple[list[tuple[UUID, InboundMessage]], set[tuple[UUID, str]]]:
    """The messages that are not stored yet, each once, in their order; and the keys of those that
    a reaction, an edit or a deletion speaks of, be it stored before or come in the same batch."""
    wanted: dict[tuple[UUID, str], tuple[UUID, InboundMessage]] = {}
    for number_id, fact in letters:
        wanted.setdefault((number_id, fact.wamid), (number_id, fact))
    keys = [{"number_id": number_id, "wamid": wamid} for number_id, wamid in wanted]
    with set_cursor() as cursor:
        cursor.execute(_LOOK_UP, [current_workspace(), current_workspace(), recordset(keys)])
        looked_up = cursor.fetchall()
    for number_id, wamid, is_known, _is_marked in looked_up:
        if is_known:
            del wanted[number_id, wamid]
    marked = {(row[0], row[1]) for row in looked_up if row[3]}
    marked |= {(n, fact.refers_to) for n, fact in wanted.values() if fact.refers_to}
    return list(wanted.values()), marked


_LOOK_UP = """
SELECT t.number_id, t.wamid,
  EXISTS (SELECT 1 FROM inbox_message m WHERE m.workspace_id = %s
    AND m.number_id = t.number_id AND m.wamid = t.wamid),
  EXISTS (SELECT 1 FROM inbox_message k WHERE k.workspace_id = %s
    AND k.number_id = t.number_id AND k.refers_to = t.wamid)
FROM json_to_recordset(%s::json) AS t (number_id uuid, wamid text)
"""


def _place(letters: Sequence[tuple[UUID, InboundMessage]]) -> list[_Bubble]:
    """Find out who wrote and where it belongs."""
    if not letters:
        return []
    contacts = identify([_person(fact) for _, fact in letters])
    places = conversations_for(
        [(number_id, contact) for (number_id, _), contact in zip(letters, contacts, strict=True)]
    )
    moment = now()
    return [
        _Bubble(
            id=uuid7(),
            conversation_id=places[number_id, contact],
            number_id=number_id,
            media_id=uuid7() if fact.media and not fact.refers_to else None,
            at=_time(fact.at, moment),
            stored_at=moment,
            status=_status(fact),
            fact=fact,
        )
        for (number_id, fact), contact in zip(letters, contacts, strict=True)
    ]


def _status(fact: InboundMessage) -> str:
    if fact.direction == _IN:
        return _RECEIVED
    return _HISTORY_STATUS.get(fact.history_status or "", _SENT)


def _store(
    fresh: Sequence[_Bubble], marked: set[tuple[UUID, str]]
) -> tuple[Numbered, dict[UUID, UUID | None]]:
    """Write messages, files and list rows; returns what browsers shall be told, under which
    numbers, and who lost a conversation."""
    touched = list(dict.fromkeys(bubble.conversation_id for bubble in fresh))
    hold_rows(touched)
    numbers = dict(zip(touched, take_numbers(len(touched)), strict=True))
    with sent_ahead():
        _insert(fresh, numbers)
        _keep_media(fresh)
        shown = _shown([bubble for bubble in fresh if bubble.key not in marked], numbers)
        placed = [_placed(bubble) for bubble in fresh]
        keep_up(placed, numbers)
    heard = heard_in(placed)
    return Numbered(numbers, shown), give_out_heard(heard, wake(heard))


def _person(fact: InboundMessage) -> Person:
    sender = fact.sender
    return Person(
        phone=sender.phone,
        bsuid=sender.bsuid or (None if sender.phone else sender.opaque_id),
        previous_bsuid=sender.previous_bsuid,
        username=sender.username,
        profile_name=sender.profile_name,
    )


def _time(at: int | None, moment: datetime) -> datetime:
    """Meta's time; a missing one, or one in the future, is our own."""
    if at is None:
        return moment
    try:
        return min(datetime.fromtimestamp(at, UTC), moment)
    except (ValueError, OverflowError, OSError):
        return moment


def _placed(bubble: _Bubble) -> Placed:
    fact = bubble.fact
    live = fact.origin == "live" and fact.direction == _IN and fact.opens_window
    return Placed(
        conversation_id=bubble.conversation_id,
        message_id=bubble.id,
        at=bubble.at,
        direction=fact.direction,
        type=fact.kind,
        text=fact.text or "",
        status=bubble.status,
        from_customer=live,
        answers=fact.origin == "echo" and fact.kind not in OPENS_NO_WINDOW,
        window_until=bubble.at + WINDOW if live else None,
        stored_at=bubble.stored_at,
    )


_INSERT = """
INSERT INTO inbox_message (id, workspace_id, conversation_id, number_id, direction, origin, type,
  text, media_id, status, rank, wamid, reply_to_wamid, refers_to, details, raw, sent_at, stored_at,
  error_title, error_details, seq, stored_seq)
SELECT t.id, %s, t.conversation_id, t.number_id, t.direction, t.origin, t.type, t.text, t.media_id,
  t.status, t.rank, t.wamid, t.reply_to, t.refers_to, t.details, convert_to(t.raw, 'UTF8'),
  t.sent_at, t.stored_at, '', '', t.seq, t.seq
FROM json_to_recordset(%s::json) AS t (id uuid, conversation_id uuid, number_id uuid,
  direction text, origin text, type text, text text, media_id uuid, status text, rank smallint,
  wamid text, reply_to text, refers_to text, details jsonb, raw text,
  sent_at timestamptz, stored_at timestamptz, seq bigint)
"""


def _insert(bubbles: Sequence[_Bubble], numbers: dict[UUID, int]) -> None:
    rows = [
        {
            "id": bubble.id,
            "conversation_id": bubble.conversation_id,
            "number_id": bubble.number_id,
            "direction": bubble.fact.direction,
            "origin": bubble.fact.origin,
            "type": bubble.fact.kind[:40],
            "text": bubble.fact.text,
            "media_id": bubble.media_id,
            "status": bubble.status,
            "rank": RANK[bubble.status],
            "wamid": bubble.fact.wamid,
            "reply_to": _findable(bubble.fact.reply_to_wamid),
            "refers_to": _findable(bubble.fact.refers_to),
            "details": bubble.fact.details,
            "raw": bubble.fact.raw.decode(errors="replace"),
            "sent_at": bubble.at,
            "stored_at": bubble.stored_at,
            "seq": numbers[bubble.conversation_id],
        }
        for bubble in bubbles
    ]
    with set_cursor() as cursor:
        cursor.execute(_INSERT, [current_workspace(), recordset(rows)])


def _findable(wamid: str | None) -> str | None:
    """The message that is answered or marked; an id longer than any of ours finds none."""
    return wamid if wamid and len(wamid) <= _LONGEST_WAMID else None


def _shown(bubbles: Sequence[_Bubble], numbers: dict[UUID, int]) -> dict[UUID, MessageOut]:
    """New messages as browsers see them, the plain ones: the others are read."""
    return {
        bubble.id: made(
            MessageOut,
            id=bubble.id,
            conversation_id=bubble.conversation_id,
            direction=bubble.fact.direction,
            origin=bubble.fact.origin,
            type=bubble.fact.kind[:40],
            text=bubble.fact.text,
            media=None,
            status=bubble.status,
            wamid=bubble.fact.wamid,
            client_id=None,
            author=None,
            reply_to=None,
            refers_to=None,
            template=None,
            sent_at=bubble.at,
            stored_at=bubble.stored_at,
            error=None,
            placeholder=None if bubble.fact.kind in MODELLED else bubble.fact.kind[:40],
            seq=numbers[bubble.conversation_id],
            **unmarked(),
        )
        for bubble in bubbles
        if bubble.is_plain
    }


def _keep_media(bubbles: Sequence[_Bubble]) -> None:
    """Note the files of new messages, and queue them."""
    files = [(b, b.media_id, b.fact.media) for b in bubbles if b.media_id and b.fact.media]
    if not files:
        return
    with set_cursor() as cursor:
        cursor.executemany(
            "INSERT INTO channels_media (id, workspace_id, number_id, provider_id, kind, "
            "mime_type, sha256, file_name, state, reason, stored_as, thumbnail_as, created_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'waiting', '', '', '', %s)",
            [_media_row(bubble, media_id, media) for bubble, media_id, media in files],
        )
        cursor.executemany(
            "INSERT INTO channels_mediafetch (id, workspace_id, due_at, tries) "
            "VALUES (%s, %s, %s, 0)",
            [(media_id, current_workspace(), now()) for _bubble, media_id, _media in files],
        )


def _media_row(bubble: _Bubble, media_id: UUID, media: Media) -> tuple[object, ...]:
    return (
        media_id,
        current_workspace(),
        bubble.number_id,
        media.id[:64],
        bubble.fact.kind[:16],
        (media.mime_type or "")[:100],
        (media.sha256 or "")[:100],
        (media.file_name or "")[:255],
        now(),
    )
