"""Doors of workspaces: me, members, API keys."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from chatsync.kit.pages import DEFAULT_LIMIT, MAX_LIMIT, read_cursor
from chatsync.kit.problem import answer, nothing
from chatsync.kit.tenancy import scope
from chatsync.workspaces import queries
from chatsync.workspaces.actions import create_api_key, revoke_api_key
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs
from chatsync.workspaces.schemas import (
    ApiKeyIn,
    ApiKeyPage,
    Me,
    MemberOut,
    MemberPage,
    NewApiKey,
)

router = Router(tags=["workspace"])
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]


@router.get("/me", auth=needs(), response=Me)
def me(request: HttpRequest) -> HttpResponse:
    """Who you are here, what you may do, and where the pushes stand."""
    return answer(queries.me(access_of(request)))


@router.get("/members", auth=needs(Can.SEE_MEMBERS), response=MemberPage)
def members(
    request: HttpRequest, cursor: str | None = None, limit: Limit = DEFAULT_LIMIT
) -> HttpResponse:
    """The workspace's active members."""
    return answer(queries.member_page(access_of(request), read_cursor(cursor), limit))


@router.get("/members/{member_id}", auth=needs(Can.SEE_MEMBERS), response=MemberOut)
def member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """One member, a former one too."""
    return answer(queries.member(access_of(request), member_id))


@router.get("/api-keys", auth=needs(Can.MANAGE_KEYS), response=ApiKeyPage)
def api_keys(
    request: HttpRequest, cursor: str | None = None, limit: Limit = DEFAULT_LIMIT
) -> HttpResponse:
    """The keys that work. Their secret part is shown once, when they are made."""
    return answer(queries.api_key_page(access_of(request), read_cursor(cursor), limit))


@router.post("/api-keys", auth=needs(Can.MANAGE_KEYS), response={201: NewApiKey})
def make_api_key(request: HttpRequest, body: ApiKeyIn) -> HttpResponse:
    """Make a key that acts with your rights. Keep `key`: it is not shown again."""
    access = access_of(request)
    with scope(access.workspace_id):
        key, token = create_api_key(member_id=access.member_id, name=body.name)
    made = NewApiKey(
        id=key.id,
        name=key.name,
        prefix=key.prefix,
        created_at=key.created_at,
        last_used_at=None,
        key=token,
    )
    return answer(made, 201)


@router.delete("/api-keys/{key_id}", auth=needs(Can.MANAGE_KEYS), response={204: None})
def end_api_key(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """Revoke a key. It stops working with this request."""
    revoke_api_key(workspace_id=access_of(request).workspace_id, key_id=key_id)
    return nothing()
