"""Doors of exports: all that is stored about a customer, or a whole workspace, as one file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router

from chatsync.accounts.confirming import demand_confirmed
from chatsync.channels.media.serving import Stored, served
from chatsync.inbox.actions.export import ask_export
from chatsync.inbox.actions.export_whole import ask_whole_export, cancel_whole_export
from chatsync.inbox.queries.exports import (
    export_of,
    own_export,
    own_whole_export,
    whole_export_of,
)
from chatsync.inbox.schemas.rights import ExportOut, WholeExportOut
from chatsync.kit.problem import absent, answer, nothing
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


@router.post(
    "/workspace-exports",
    auth=needs(Can.EXPORT_WORKSPACE, if_suspended=True),
    response={201: WholeExportOut},
)
def make_whole_export(request: HttpRequest) -> HttpResponse:
    """Have a file made with the whole workspace: JSON, pages to read, files of messages."""
    demand_confirmed(request)
    return answer(whole_export_of(ask_whole_export(access_of(request))), 201)


@router.get(
    "/workspace-exports/{whole_export_id}",
    auth=needs(Can.EXPORT_WORKSPACE),
    response=WholeExportOut,
)
def whole_export(request: HttpRequest, whole_export_id: UUID) -> HttpResponse:
    """How far your export of the workspace is."""
    return answer(whole_export_of(own_whole_export(access_of(request), whole_export_id)))


@router.delete(
    "/workspace-exports/{whole_export_id}",
    auth=needs(Can.EXPORT_WORKSPACE, if_suspended=True),
    response={204: None},
)
def stop_whole_export(request: HttpRequest, whole_export_id: UUID) -> HttpResponse:
    """Stop making it. One that is ready stays until its day is over."""
    cancel_whole_export(access_of(request), whole_export_id)
    return nothing()


@router.get(
    "/workspace-exports/{whole_export_id}/file",
    auth=needs(Can.EXPORT_WORKSPACE),
    response={200: bytes},
)
def whole_export_file(request: HttpRequest, whole_export_id: UUID) -> HttpResponseBase:
    """The file itself, for a day, for who asked for it."""
    demand_confirmed(request)
    row = own_whole_export(access_of(request), whole_export_id)
    if not row.stored_as:
        raise absent()
    name = row.stored_as
    stored = Stored(name, "application/zip", "workspace.zip", name.rpartition("/")[2])
    return served(stored, request.headers.get("Range"), request.headers.get("If-None-Match"))
