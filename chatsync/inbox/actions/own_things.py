"""What a member keeps for themselves alone goes with their account."""

from uuid import UUID

from chatsync.inbox.models import Attendance, Draft, QuickReply, SavedView
from chatsync.kit.tenancy import every_workspace, scope
from chatsync.workspaces.models import Member


def delete_own_things(person_id: UUID) -> None:
    """Drafts, own quick replies, views and attendance of somebody, everywhere. Safe to repeat."""
    for workspace_id in every_workspace():
        with scope(workspace_id):
            mine = Member.objects.filter(person_id=person_id).values_list("id", flat=True)
            seats = list(mine)
            for model in (Attendance, Draft, QuickReply, SavedView):
                model.objects.filter(member_id__in=seats).delete()
