"""Who holds a conversation: assigning, giving back, taking the next one."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from chatsync.inbox.actions.history import note_history
from chatsync.inbox.actions.hold import hold
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import Conversation, HistoryKind
from chatsync.inbox.queries import shapes
from chatsync.inbox.schemas import ConversationOut
from chatsync.kit.errors import Moved, QueueEmpty
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import current_workspace, scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.models import Member

_LONGEST_WAITING = """
  SELECT id FROM inbox_conversation
  WHERE workspace_id = %s AND assignee_id IS NULL AND status = 'open'
  ORDER BY waiting_since, id LIMIT 1 FOR NO KEY UPDATE
"""
_TRIES = 5


def assign(
    access: Access,
    conversation_id: UUID,
    member_id: UUID,
    seen: Sequence[UUID | None] | None = None,
) -> ConversationOut:
    """Give a conversation to a member; repeating it changes nothing.

    Taking one that nobody holds needs `inbox.take`, everything else `inbox.assign`. `seen` are the
    holders from whom it is meant to be taken; None stands for whoever. Raises NotFound for a
    conversation or member that is not there to be seen, Moved where another holds it, Forbidden.
    """
    with scope(access.workspace_id):
        conversation = hold(access, conversation_id)
        if not Member.objects.filter(id=member_id, active=True).exists():
            raise absent()
        if seen is not None and conversation.assignee_id not in {*seen, member_id}:
            raise _moved(conversation.assignee_id)
        takes = member_id == access.member_id and conversation.assignee_id in {None, member_id}
        access.demand(Can.TAKE if takes else Can.ASSIGN)
        return _hand_over(access, conversation, member_id)


def _moved(holder: UUID | None) -> Moved:
    member = Member.objects.select_related("person").filter(id=holder).first() if holder else None
    if member is None:
        return Moved(_("Somebody gave this conversation back in the meantime. Look again."))
    said = _("%(name)s was quicker and has this conversation now.")
    return Moved(said % {"name": member.person.name})


def unassign(access: Access, conversation_id: UUID) -> ConversationOut:
    """Put a conversation back into the queue.

    Giving back one's own needs `inbox.take`, a colleague's `inbox.assign`. Raises NotFound,
    Forbidden.
    """
    with scope(access.workspace_id):
        conversation = hold(access, conversation_id)
        if conversation.assignee_id not in {None, access.member_id}:
            access.demand(Can.ASSIGN)
        return _hand_over(access, conversation, None)


def take_next(access: Access) -> ConversationOut:
    """Take the open conversation that waits longest in nobody's hands. Raises QueueEmpty.

    The row decides: two members who press at once get different conversations.
    """
    with scope(access.workspace_id):
        for _attempt in range(_TRIES):
            found = _waiting(skip="SKIP LOCKED")
            if found is None:
                # What is locked may be in a colleague's hands, or only receiving a message: wait.
                if not _somebody_waits():
                    break
                found = _waiting(skip="")
            if found is not None:
                return _hand_over(access, Conversation.objects.get(id=found), access.member_id)
    raise QueueEmpty(_("Nobody is waiting. New conversations appear here by themselves."))


def _waiting(*, skip: str) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute(f"{_LONGEST_WAITING} {skip}", [current_workspace()])
        row = cursor.fetchone()
    return row[0] if row else None


def _somebody_waits() -> bool:
    return Conversation.objects.filter(assignee_id__isnull=True, status="open").exists()


def _hand_over(
    access: Access, conversation: Conversation, member_id: UUID | None
) -> ConversationOut:
    before = conversation.assignee_id
    if before != member_id:
        Conversation.objects.filter(id=conversation.id).update(assignee_id=member_id)
        note_history(
            conversation.id,
            _kind(access, member_id),
            actor_id=access.member_id,
            member_id=member_id or before,
        )
        tell(conversations=[conversation.id], former={conversation.id: before})
    return shapes.conversations([conversation.id])[conversation.id]


def _kind(access: Access, member_id: UUID | None) -> HistoryKind:
    if member_id is None:
        return HistoryKind.GIVEN_BACK
    return HistoryKind.TAKEN if member_id == access.member_id else HistoryKind.ASSIGNED
