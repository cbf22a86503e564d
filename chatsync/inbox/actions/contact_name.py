"""Our own name for a customer, beside the one they chose."""

from uuid import UUID

from chatsync.contacts.actions import name_contact
from chatsync.contacts.schemas import ContactOut
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import Conversation
from chatsync.inbox.queries import contacts
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access


def rename_contact(access: Access, contact_id: UUID, name: str | None) -> ContactOut:
    """Give a visible contact our own name; an empty one shows the profile name again.

    Raises NotFound.
    """
    contacts.contact(access, contact_id)
    with scope(access.workspace_id):
        if name_contact(contact_id, (name or "").strip() or None):
            theirs = Conversation.objects.filter(contact_id=contact_id)
            tell(conversations=list(theirs.values_list("id", flat=True)))
    return contacts.contact(access, contact_id)
