"""Doors of contacts. They stand here because conversations decide who sees a contact."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from chatsync.accounts.confirming import demand_confirmed
from chatsync.contacts.schemas import ContactOut, ContactPage
from chatsync.inbox.actions import contact_name
from chatsync.inbox.actions.erase import ask_erasure
from chatsync.inbox.queries import contacts as queries
from chatsync.inbox.schemas.sorting import ContactNameIn
from chatsync.kit.pages import DEFAULT_LIMIT, MAX_LIMIT, read_cursor
from chatsync.kit.problem import answer, nothing
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs

router = Router(tags=["contacts"])
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]


@router.get("/contacts", auth=needs(), response=ContactPage)
def contacts(
    request: HttpRequest, cursor: str | None = None, limit: Limit = DEFAULT_LIMIT
) -> HttpResponse:
    """The customers whose conversations you see, the newest first."""
    return answer(queries.contact_page(access_of(request), read_cursor(cursor), limit))


@router.get("/contacts/{contact_id}", auth=needs(), response=ContactOut)
def contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """One customer."""
    return answer(queries.contact(access_of(request), contact_id))


@router.put("/contacts/{contact_id}", auth=needs(Can.REPLY), response=ContactOut)
def rename_contact(request: HttpRequest, contact_id: UUID, body: ContactNameIn) -> HttpResponse:
    """Give a customer your own name; the profile name stays beside it."""
    return answer(contact_name.rename_contact(access_of(request), contact_id, body.name))


@router.delete("/contacts/{contact_id}", auth=needs(Can.ERASE_CONTACTS), response={204: None})
def erase_contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Erase a customer for good: messages, files, notes and whatever else names them.

    It begins at once and ends within minutes; the audit log then says how much went.
    """
    demand_confirmed(request)
    ask_erasure(access_of(request), contact_id)
    return nothing()
