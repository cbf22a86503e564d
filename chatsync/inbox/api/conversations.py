"""Doors of conversations: lists, one, who holds it, its end, what was read, drafts."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from chatsync.inbox.actions import assign, close, drafts, read
from chatsync.inbox.queries import lists, threads
from chatsync.inbox.queries.visible import without_secrets
from chatsync.inbox.schemas import (
    AssignmentIn,
    ConversationOut,
    ConversationPage,
    Counts,
    DraftIn,
    DraftOut,
    ReadMarkIn,
)
from chatsync.inbox.schemas.quick import FiltersIn
from chatsync.kit.pages import DEFAULT_LIMIT, MAX_LIMIT, read_cursor
from chatsync.kit.problem import answer
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs

router = Router(tags=["conversations"])
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]


@router.get("/conversations", auth=needs(), response=ConversationPage)
def conversations(
    request: HttpRequest,
    filters: Query[FiltersIn],
    cursor: str | None = None,
    limit: Limit = DEFAULT_LIMIT,
) -> HttpResponse:
    """A queue of conversations, the latest message first.

    `tag` keeps those that wear it; `only` keeps those with unread messages, those whose customer
    waits for an answer, or of these the ones whose window closes within two hours.
    """
    shown = lists.Shown(filters.queue, filters.status, filters.tag, filters.only)
    return answer(lists.conversation_page(access_of(request), shown, read_cursor(cursor), limit))


@router.get("/conversations/counts", auth=needs(), response=Counts)
def counts(request: HttpRequest) -> HttpResponse:
    """How many conversations are open and unread in each queue, counted up to 1,000."""
    return answer(lists.counts(access_of(request)))


@router.put("/conversations/next/assignment", auth=needs(Can.TAKE), response=ConversationOut)
def take_next(request: HttpRequest) -> HttpResponse:
    """Take the conversation that waits longest unassigned; 404 `queue_empty` when none does."""
    return _shown(request, assign.take_next(access_of(request)))


@router.get("/conversations/{conversation_id}", auth=needs(), response=ConversationOut)
def conversation(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """One conversation that you see."""
    return answer(lists.conversation(access_of(request), conversation_id))


@router.put(
    "/conversations/{conversation_id}/assignment", auth=needs(Can.TAKE), response=ConversationOut
)
def assign_conversation(
    request: HttpRequest, conversation_id: UUID, body: AssignmentIn
) -> HttpResponse:
    """Give a conversation to a member. Taking an unassigned one needs less than giving."""
    seen = [body.held_by] if "held_by" in body.model_fields_set else None
    given = assign.assign(access_of(request), conversation_id, body.member_id, seen)
    return _shown(request, given)


@router.delete(
    "/conversations/{conversation_id}/assignment", auth=needs(Can.TAKE), response=ConversationOut
)
def unassign_conversation(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Put a conversation back into the queue. A colleague's needs `inbox.assign`."""
    return _shown(request, assign.unassign(access_of(request), conversation_id))


@router.put(
    "/conversations/{conversation_id}/closure", auth=needs(Can.RESOLVE), response=ConversationOut
)
def resolve_conversation(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Resolve a conversation."""
    return _shown(request, close.resolve(access_of(request), conversation_id))


@router.delete(
    "/conversations/{conversation_id}/closure", auth=needs(Can.RESOLVE), response=ConversationOut
)
def reopen_conversation(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Open a resolved conversation again."""
    return _shown(request, close.reopen(access_of(request), conversation_id))


@router.put(
    "/conversations/{conversation_id}/read-mark",
    auth=needs(if_suspended=True),
    response=ConversationOut,
)
def mark_read(request: HttpRequest, conversation_id: UUID, body: ReadMarkIn) -> HttpResponse:
    """Say up to which `seq` you have read."""
    return _shown(request, read.mark_read(access_of(request), conversation_id, body.seq))


@router.get("/conversations/{conversation_id}/draft", auth=needs(), response=DraftOut)
def draft(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """What you began to write here."""
    return answer(threads.draft(access_of(request), conversation_id))


@router.put("/conversations/{conversation_id}/draft", auth=needs(Can.REPLY), response=DraftOut)
def keep_draft(request: HttpRequest, conversation_id: UUID, body: DraftIn) -> HttpResponse:
    """Keep what you began to write; an empty text forgets it.

    With a `revision`, a text older than the kept one changes nothing; the answer says what is kept.
    """
    return answer(drafts.keep_draft(access_of(request), conversation_id, body))


def _shown(request: HttpRequest, changed: ConversationOut) -> HttpResponse:
    return answer(without_secrets(access_of(request), changed))
