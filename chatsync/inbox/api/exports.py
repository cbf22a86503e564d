"""Doors of exports: all that is stored about a customer, as one file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from chatsync.accounts.confirming import demand_confirmed
from chatsync.channels.media.serving import Stored, served
from chatsync.inbox.actions.export import ask_export
from chatsync.inbox.queries.exports import export_of, own_export
from chatsync.inbox.schemas.rights import ExportOut
from chatsync.kit.problem import absent, answer
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs

router = Router(tags=["contacts"])


@router.post(
    "/contacts/{contact_id}/exports",
    auth=needs(Can.EXPORT_CONTACTS),
    response={201: ExportOut},
)
def make_export(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Have a file made with all that is stored about a customer: JSON, pages to read, files."""
    demand_confirmed(request)
    return answer(export_of(ask_export(access_of(request), contact_id)), 201)


@router.get("/exports/{export_id}", auth=needs(Can.EXPORT_CONTACTS), response=ExportOut)
def export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """How far your export is."""
    return answer(export_of(own_export(access_of(request), export_id)))


@router.get("/exports/{export_id}/file", auth=needs(Can.EXPORT_CONTACTS), response={200: bytes})
def export_file(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """The file itself, for a day, for who asked for it."""
    demand_confirmed(request)
    row = own_export(access_of(request), export_id)
    if not row.stored_as:
        raise absent()
    name = row.stored_as
    stored = Stored(name, "application/zip", "customer.zip", name.rpartition("/")[2])
    return served(stored, request.headers.get("Range"), request.headers.get("If-None-Match"))
