"""What members began to write: kept for them, forgotten once it is sent."""

from uuid import UUID

from chatsync.inbox.models import Draft
from chatsync.inbox.queries.threads import demand_visible
from chatsync.inbox.schemas import DraftIn, DraftOut
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access


def keep_draft(access: Access, conversation_id: UUID, wanted: DraftIn) -> DraftOut:
    """Keep what the member began to write; an empty text forgets it.

    A save that was held up on its way and carries an older revision than the kept one changes
    nothing. The answer is what is kept now.
    """
    with scope(access.workspace_id):
        demand_visible(access, conversation_id)
        Draft.objects.bulk_create(
            [Draft(conversation_id=conversation_id, member_id=access.member_id, text="")],
            ignore_conflicts=True,
        )
        draft = Draft.objects.select_for_update(no_key=True).get(
            conversation_id=conversation_id, member_id=access.member_id
        )
        if wanted.revision is None or wanted.revision >= draft.revision:
            draft.text = wanted.text
            draft.revision = wanted.revision or draft.revision + 1
            draft.updated_at = now()
            draft.save()
    return DraftOut(text=draft.text, revision=draft.revision)


def forget_sent_draft(access: Access, conversation_id: UUID, sent: str) -> None:
    """Forget the beginning of what was sent; other words were written after it and stay.

    An answer written without network arrives late, when the next draft may already be here.
    """
    draft = Draft.objects.filter(conversation_id=conversation_id, member_id=access.member_id)
    for kept in draft.select_for_update(no_key=True):
        if kept.text and sent.startswith(kept.text.strip()):
            kept.text, kept.revision = "", kept.revision + 1
            kept.save()
