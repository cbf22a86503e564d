"""What members began to write: kept for them, forgotten once it is sent."""

from typing import Any
from uuid import UUID

from chatsync.inbox.models import Draft, Message
from chatsync.inbox.queries.threads import demand_visible, draft_of
from chatsync.inbox.schemas import DraftIn, DraftOut, UnsentReply
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
            if wanted.unsent is not None:
                draft.unsent = _not_arrived(conversation_id, wanted.unsent)
            draft.updated_at = now()
            draft.save()
    return draft_of(draft)


def _not_arrived(conversation_id: UUID, replies: list[UnsentReply]) -> list[dict[str, Any]]:
    """A page that is being closed says what is on its way, and may be overtaken by it."""
    said = [one.client_id for one in replies]
    here = Message.objects.filter(conversation_id=conversation_id, client_id__in=said)
    arrived = set(here.values_list("client_id", flat=True))
    return [one.model_dump(mode="json") for one in replies if one.client_id not in arrived]


def forget_sent(access: Access, conversation_id: UUID, client_id: UUID, sent: str) -> None:
    """Forget that this reply is on its way, and the beginning of it.

    Other words were written after it and stay: an answer written without network arrives late,
    when the next draft may already be here.
    """
    drafts = Draft.objects.filter(conversation_id=conversation_id, member_id=access.member_id)
    for kept in drafts.select_for_update(no_key=True):
        rest = [one for one in kept.unsent if one["client_id"] != str(client_id)]
        is_sent = bool(kept.text) and sent.startswith(kept.text.strip())
        if is_sent or rest != kept.unsent:
            kept.text = "" if is_sent else kept.text
            kept.unsent, kept.revision = rest, kept.revision + 1
            kept.save()
