"""Contacts as a member of this inbox sees them: those of visible conversations."""

from uuid import UUID

from chatsync.contacts import queries as contacts
from chatsync.contacts.schemas import ContactOut, ContactPage
from chatsync.inbox.queries.visible import contacts_seen
from chatsync.kit.pages import Place
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.capabilities import Can


def contact_page(access: Access, after: Place | None, limit: int) -> ContactPage:
    """The visible contacts, the newest first."""
    with scope(access.workspace_id):
        page = contacts.contact_page(contacts_seen(access), after, limit)
    page.items = [_readable(access, contact) for contact in page.items]
    return page


def contact(access: Access, contact_id: UUID) -> ContactOut:
    """One visible contact. Raises NotFound."""
    with scope(access.workspace_id):
        found = contacts.contact(contacts_seen(access), contact_id)
    if found is None:
        raise absent()
    return _readable(access, found)


def _readable(access: Access, contact: ContactOut) -> ContactOut:
    if not access.may(Can.SEE_PHONE):
        contact.phone = None
    return contact
