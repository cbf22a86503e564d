"""Putting a message on its way: its body into the workspace, its id into the sender's queue."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection

from chatsync.channels.models import Dispatch, Number, NumberStatus, Outbound
from chatsync.channels.whatsapp.outgoing import Body, Recipient, address
from chatsync.kit.clock import now
from chatsync.kit.tenancy import current_workspace
from chatsync.workspaces.models import Workspace

CHANNEL = "chatsync_dispatch"
REPLY = 0
"""Priority of an agent's answer; bulk uses higher numbers and is overtaken."""

CLAIM_LOCK = 7206
"""First key of the advisory lock that a claim holds until it is committed.

Whoever changes the due times of waiting messages takes it too: a claim passes over rows that are
being changed, and would send the later message of a customer without the earlier one.
"""

HELD_UNTIL = datetime(9999, 1, 1, tzinfo=UTC)
"""The due time of what waits for a person: a lost token, a suspended workspace."""


def dispatch(  # noqa: PLR0913  a message has this many sides; all are named at the call
    *,
    message_id: UUID,
    number_id: UUID,
    pair_id: UUID,
    recipient: Recipient,
    body: Body,
    media_id: UUID | None = None,
    priority: int = REPLY,
) -> None:
    """Queue one message of the open scope, in the transaction that stored it.

    `pair_id` names the customer's side (the conversation), whose messages go out one by one and
    in order. `media_id` is a stored file to upload before the message is sent. Raises
    UnsendableError for an address that Meta would refuse.
    """
    workspace_id = current_workspace()
    number = Number.objects.get(id=number_id)
    held = number.status == NumberStatus.TOKEN_LOST
    Outbound.objects.create(
        id=message_id,
        number_id=number_id,
        body={**body, **address(recipient)},
        media_id=media_id,
    )
    Dispatch.objects.create(
        id=message_id,
        workspace_id=workspace_id,
        number_id=number_id,
        pair_id=pair_id,
        priority=priority,
        due_at=HELD_UNTIL if held else now(),
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def hold_number(number_id: UUID, reason: str) -> None:
    """Stop sending from a number of the open scope until somebody mends it; nothing is lost."""
    Number.objects.filter(id=number_id, disconnected_at__isnull=True).update(
        status=NumberStatus.TOKEN_LOST, hold_reason=reason[:200]
    )
    claims_wait()
    Dispatch.objects.filter(number_id=number_id, state="queued").update(due_at=HELD_UNTIL)


def release_number(number_id: UUID) -> None:
    """Let the held messages of a mended number go out, unless its workspace sends nothing."""
    claims_wait()
    if not workspace_may_send():
        return
    Dispatch.objects.filter(number_id=number_id, due_at=HELD_UNTIL).update(due_at=now())


def keep_to_standing() -> None:
    """Hold what the open scope's workspace has queued, or let it go, as the workspace stands now.

    What a number with a lost token holds stays held.
    """
    claims_wait()
    mine = Dispatch.objects.filter(workspace_id=current_workspace(), state="queued")
    if workspace_may_send():
        lost = Number.objects.filter(status=NumberStatus.TOKEN_LOST).values_list("id", flat=True)
        mine.filter(due_at=HELD_UNTIL).exclude(number_id__in=list(lost)).update(due_at=now())
    else:
        mine.update(due_at=HELD_UNTIL)


def workspace_may_send() -> bool:
    """Whether the open scope's workspace sends at all, as it stands now.

    One that is gone stops nothing here: its messages then fail for want of their number.
    """
    workspace = Workspace.objects.filter(id=current_workspace()).first()
    return workspace is None or workspace.may_send


def claims_wait() -> None:
    """Keep senders from claiming until the open transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [CLAIM_LOCK])


def postpone(rows: Sequence[tuple[UUID, int, float]]) -> None:
    """Put messages back into the queue: id, how often it had waited, seconds until it is due.

    Said twice (the answer of the first time was lost) it has no effect on a message that is on
    its way again. Where the workspace sends nothing any more, they are held instead.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE channels_dispatch d SET state = 'queued', sender = NULL, "
            "waits = d.waits + 1, due_at = t.due_at "
            "FROM unnest(%s::uuid[], %s::int[], %s::timestamptz[]) AS t (id, waits, due_at) "
            "WHERE d.id = t.id AND d.waits = t.waits AND d.state = 'sending'",
            [
                [message_id for message_id, _, _ in rows],
                [waits for _, waits, _ in rows],
                _due_times([seconds for _, _, seconds in rows]),
            ],
        )


def _due_times(seconds: Sequence[float]) -> list[datetime]:
    """Asked twice: a suspension is lifted under the lock, and would miss what is held after it."""
    if not workspace_may_send():
        claims_wait()
        if not workspace_may_send():
            return [HELD_UNTIL for _ in seconds]
    return [now() + timedelta(seconds=each) for each in seconds]
