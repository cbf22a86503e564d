"""How our own sends ended."""

from collections.abc import Sequence

from django.db import connection

from chatsync.channels.events import Settled
from chatsync.inbox.actions.hold import hold_many
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.actions.tick import (
    WINDOW_CLOSED,
    close_windows,
    follow_last_status,
    raise_to_reports,
)
from chatsync.inbox.models import RANK
from chatsync.kit.clock import now
from chatsync.kit.tenancy import current_workspace


def settle(results: Sequence[Settled]) -> None:
    """Write the outcome of a batch of sends, never lowering a status, and tell browsers.

    A status report may have come before our own answer did: it is applied as soon as the wamid
    is known.
    """
    hold_many()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inbox_message m SET status = t.status, rank = t.rank, error_code = t.code, "
            "settled_as = t.status, settled_at = %s, "
            "wamid = coalesce(m.wamid, t.wamid), error_title = t.title, error_details = t.details "
            "FROM unnest(%s::uuid[], %s::text[], %s::smallint[], %s::text[], %s::int[], "
            "%s::text[], %s::text[]) AS t (id, status, rank, wamid, code, title, details) "
            "WHERE m.workspace_id = %s AND m.id = t.id AND m.rank < t.rank "
            "RETURNING m.id, m.conversation_id, m.error_code",
            [
                now(),
                [r.message_id for r in results],
                [r.state for r in results],
                [RANK[r.state] for r in results],
                [r.wamid for r in results],
                [r.code for r in results],
                [r.title[:300] for r in results],
                [r.details[:500] for r in results],
                current_workspace(),
            ],
        )
        written = cursor.fetchall()
    changed = [row[0] for row in written]
    follow_last_status(changed)
    close_windows([row[1] for row in written if row[2] == WINDOW_CLOSED])
    raised = raise_to_reports([(r.number_id, r.wamid) for r in results if r.wamid])
    tell(changed=list(dict.fromkeys([*changed, *raised])))
