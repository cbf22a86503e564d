"""Doors that keep an inbox in order: tags, snoozing, history."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from chatsync.inbox.actions import snooze, tags
from chatsync.inbox.queries import history
from chatsync.inbox.queries.visible import without_secrets
from chatsync.inbox.schemas import ConversationOut
from chatsync.inbox.schemas.sorting import HistoryPage, SnoozeIn, TagIn, TagOut, TagPage
from chatsync.kit.pages import DEFAULT_LIMIT, MAX_LIMIT, read_cursor
from chatsync.kit.problem import answer, nothing
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs

router = Router(tags=["sorting"])
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]


@router.get("/tags", auth=needs(), response=TagPage)
def list_tags(request: HttpRequest) -> HttpResponse:
    """The tags of the workspace, by name."""
    return answer(tags.tags(access_of(request)))


@router.post("/tags", auth=needs(Can.ASSIGN), response={201: TagOut})
def make_tag(request: HttpRequest, body: TagIn) -> HttpResponse:
    """Add a tag for the whole workspace."""
    return answer(tags.make_tag(access_of(request), body), 201)


@router.put("/tags/{tag_id}", auth=needs(Can.ASSIGN), response=TagOut)
def change_tag(request: HttpRequest, tag_id: UUID, body: TagIn) -> HttpResponse:
    """Rename or recolour a tag."""
    return answer(tags.change_tag(access_of(request), tag_id, body))


@router.delete("/tags/{tag_id}", auth=needs(Can.ASSIGN), response={204: None})
def delete_tag(request: HttpRequest, tag_id: UUID) -> HttpResponse:
    """Take a tag away, from every conversation too."""
    tags.delete_tag(access_of(request), tag_id)
    return nothing()


@router.put(
    "/conversations/{conversation_id}/tags/{tag_id}",
    auth=needs(Can.REPLY),
    response=ConversationOut,
)
def put_tag(request: HttpRequest, conversation_id: UUID, tag_id: UUID) -> HttpResponse:
    """Put a tag on a conversation."""
    access = access_of(request)
    return answer(without_secrets(access, tags.put_tag(access, conversation_id, tag_id)))


@router.delete(
    "/conversations/{conversation_id}/tags/{tag_id}",
    auth=needs(Can.REPLY),
    response=ConversationOut,
)
def take_tag_off(request: HttpRequest, conversation_id: UUID, tag_id: UUID) -> HttpResponse:
    """Take a tag off a conversation."""
    access = access_of(request)
    return answer(without_secrets(access, tags.take_tag_off(access, conversation_id, tag_id)))


@router.put(
    "/conversations/{conversation_id}/snooze", auth=needs(Can.RESOLVE), response=ConversationOut
)
def snooze_conversation(
    request: HttpRequest, conversation_id: UUID, body: SnoozeIn
) -> HttpResponse:
    """Put a conversation aside until a time, or until the customer writes."""
    access = access_of(request)
    return answer(without_secrets(access, snooze.snooze(access, conversation_id, body.until)))


@router.delete(
    "/conversations/{conversation_id}/snooze", auth=needs(Can.RESOLVE), response=ConversationOut
)
def wake_conversation(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Take a snoozed conversation up again."""
    access = access_of(request)
    return answer(without_secrets(access, snooze.wake(access, conversation_id)))


@router.get("/conversations/{conversation_id}/history", auth=needs(), response=HistoryPage)
def conversation_history(
    request: HttpRequest,
    conversation_id: UUID,
    cursor: str | None = None,
    limit: Limit = DEFAULT_LIMIT,
) -> HttpResponse:
    """Who took, gave, snoozed and resolved a conversation, the latest first."""
    after = read_cursor(cursor)
    return answer(history.history_page(access_of(request), conversation_id, after, limit))
