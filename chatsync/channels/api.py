"""Doors of the channels: numbers, templates, and updates that could not be read."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from chatsync.channels import queries
from chatsync.channels.actions.apps import enter_app, forget_app, subscribe_fields
from chatsync.channels.actions.connect import connect_number, disconnect_number
from chatsync.channels.actions.health import look_at, register
from chatsync.channels.actions.templates import all_templates, templates_of
from chatsync.channels.schemas import (
    MetaAppIn,
    MetaAppOut,
    MetaAppPage,
    NumberIn,
    NumberOptionsOut,
    NumberOut,
    NumberPage,
    ParkedPage,
    RegistrationIn,
    TemplatePage,
)
from chatsync.kit.pages import DEFAULT_LIMIT, MAX_LIMIT, read_cursor
from chatsync.kit.problem import answer, nothing
from chatsync.kit.tenancy import scope
from chatsync.workspaces.audit import Act, Thing, record
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs

router = Router(tags=["channels"])
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]


@router.get("/numbers", auth=needs(), response=NumberPage)
def numbers(
    request: HttpRequest, cursor: str | None = None, limit: Limit = DEFAULT_LIMIT
) -> HttpResponse:
    """The workspace's WhatsApp numbers."""
    after = read_cursor(cursor)
    return answer(queries.number_page(access_of(request).workspace_id, after, limit))


@router.get("/numbers/options", auth=needs(Can.MANAGE_CHANNELS), response=NumberOptionsOut)
def number_options(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  the door needs it
    """What a number can be connected with here."""
    return answer(queries.number_options())


@router.post("/numbers", auth=needs(Can.MANAGE_CHANNELS), response={201: NumberOut})
def connect(request: HttpRequest, body: NumberIn) -> HttpResponse:
    """Connect a number, or connect it anew. Everything is checked with Meta first."""
    access = access_of(request)
    workspace_id = access.workspace_id
    number_id = connect_number(workspace_id, body)
    with scope(workspace_id):
        record(access, Act.NUMBER_CONNECTED, Thing("number", str(number_id)))
    return answer(queries.number(workspace_id, number_id), 201)


@router.get("/numbers/{number_id}", auth=needs(), response=NumberOut)
def number(request: HttpRequest, number_id: UUID) -> HttpResponse:
    """One number."""
    return answer(queries.number(access_of(request).workspace_id, number_id))


@router.delete(
    "/numbers/{number_id}",
    auth=needs(Can.MANAGE_CHANNELS, if_suspended=True),
    response={204: None},
)
def disconnect(request: HttpRequest, number_id: UUID) -> HttpResponse:
    """Let a number go. Nothing more is sent; what still arrives is stored here."""
    access = access_of(request)
    with scope(access.workspace_id):
        record(access, Act.NUMBER_DISCONNECTED, Thing("number", str(number_id)))
        disconnect_number(access.workspace_id, number_id)
    return nothing()


@router.post(
    "/numbers/{number_id}/look", auth=needs(Can.MANAGE_CHANNELS), response={200: NumberOut}
)
def look(request: HttpRequest, number_id: UUID) -> HttpResponse:
    """Ask Meta now how the number stands; it is asked every few hours anyway."""
    workspace_id = access_of(request).workspace_id
    look_at(workspace_id, number_id)
    return answer(queries.number(workspace_id, number_id))


@router.post(
    "/numbers/{number_id}/registration", auth=needs(Can.MANAGE_CHANNELS), response={200: NumberOut}
)
def registration(request: HttpRequest, number_id: UUID, body: RegistrationIn) -> HttpResponse:
    """Register the number with the Cloud API. Meta allows ten attempts in 72 hours."""
    workspace_id = access_of(request).workspace_id
    register(workspace_id, number_id, body.pin)
    return answer(queries.number(workspace_id, number_id))


@router.get("/meta-apps", auth=needs(Can.MANAGE_CHANNELS), response=MetaAppPage)
def apps(request: HttpRequest) -> HttpResponse:
    """The workspace's own Meta apps, and how far their webhooks are set up."""
    return answer(queries.meta_apps(access_of(request).workspace_id))


@router.post("/meta-apps", auth=needs(Can.MANAGE_CHANNELS), response={201: MetaAppOut})
def enter(request: HttpRequest, body: MetaAppIn) -> HttpResponse:
    """Enter a Meta app, or its new secret. The answer says what to enter at Meta."""
    workspace_id = access_of(request).workspace_id
    return answer(queries.meta_app(workspace_id, enter_app(workspace_id, body)), 201)


@router.post(
    "/meta-apps/{meta_app_id}/subscription",
    auth=needs(Can.MANAGE_CHANNELS),
    response={200: MetaAppOut},
)
def subscribe(request: HttpRequest, meta_app_id: UUID) -> HttpResponse:
    """Enter callback address, verify token and fields at Meta with the app's own secret."""
    workspace_id = access_of(request).workspace_id
    subscribe_fields(workspace_id, meta_app_id)
    return answer(queries.meta_app(workspace_id, meta_app_id))


@router.delete("/meta-apps/{meta_app_id}", auth=needs(Can.MANAGE_CHANNELS), response={204: None})
def forget(request: HttpRequest, meta_app_id: UUID) -> HttpResponse:
    """Delete an app that no number uses."""
    forget_app(access_of(request).workspace_id, meta_app_id)
    return nothing()


@router.get("/templates", auth=needs(Can.REPLY), response=TemplatePage)
def templates(
    request: HttpRequest, number_id: UUID | None = None, *, fresh: bool = False
) -> HttpResponse:
    """The message templates of a number's account, or of all numbers without `number_id`.

    As Meta had them minutes ago at most; with `fresh` Meta is asked now.
    """
    workspace_id = access_of(request).workspace_id
    if number_id is None:
        return answer(all_templates(workspace_id, fresh=fresh))
    return answer(templates_of(workspace_id, number_id, fresh=fresh))


@router.get("/parked", auth=needs(Can.SEE_PARKED), response=ParkedPage)
def parked(
    request: HttpRequest, cursor: str | None = None, limit: Limit = DEFAULT_LIMIT
) -> HttpResponse:
    """Updates from WhatsApp that could not be read: kept, and tried again after a release."""
    after = read_cursor(cursor)
    return answer(queries.parked_page(access_of(request).workspace_id, after, limit))
