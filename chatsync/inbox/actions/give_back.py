"""What a member held goes back to the queue when they are gone."""

from uuid import UUID

from django.db import connection

from chatsync.inbox.actions.hold import hold_many
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import Attendance, HistoryKind, HistoryLine
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import Member

_FREE = """
  UPDATE inbox_conversation SET assignee_id = NULL
  WHERE workspace_id = %s AND assignee_id = %s RETURNING id, status
"""


def give_back(workspace_id: UUID, member_id: UUID) -> None:
    """Free every conversation of a former member, and forget when they were there; again changes
    nothing, nor once they are back.

    Resolved ones are freed without a word, also to the browsers: there may be thousands, and none
    of them waits.
    """
    with scope(workspace_id):
        if Member.objects.filter(id=member_id, active=True).exists():
            return
        hold_many()
        with connection.cursor() as cursor:
            cursor.execute(_FREE, [workspace_id, member_id])
            freed = [row[0] for row in cursor.fetchall() if row[1] == "open"]
        Attendance.objects.filter(member_id=member_id).delete()
        HistoryLine.objects.bulk_create(
            HistoryLine(
                conversation_id=conversation_id,
                kind=HistoryKind.GIVEN_BACK,
                actor_id=None,
                member_id=member_id,
            )
            for conversation_id in freed
        )
        tell(conversations=freed, former=dict.fromkeys(freed, member_id))
