"""Doors of messages: a thread, an answer, one by Meta's id, search."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from chatsync.inbox.actions.refusals import dismiss_refused_reaction
from chatsync.inbox.actions.send import send_message
from chatsync.inbox.queries import search, steps, stretches, threads
from chatsync.inbox.schemas import MessageIn, MessageOut, MessagePage, SearchPage, ThreadAsked
from chatsync.inbox.schemas.steps import StepsOut
from chatsync.kit.pages import DEFAULT_LIMIT, MAX_LIMIT, read_cursor
from chatsync.kit.problem import answer, nothing
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs

router = Router(tags=["messages"])
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]
Words = Annotated[str, Query(min_length=1, max_length=200)]
Wamid = Annotated[str, Query(min_length=1, max_length=256)]


@router.get("/conversations/{conversation_id}/messages", auth=needs(), response=MessagePage)
def thread(
    request: HttpRequest,
    conversation_id: UUID,
    asked: Query[ThreadAsked],
) -> HttpResponse:
    """The timeline of a conversation, the newest message first.

    From its end, from a `cursor` on to older messages, around one message, or from a
    `newer_cursor` (given as `after`) on to newer ones.
    """
    access, limit = access_of(request), asked.limit
    newer_than = read_cursor(asked.after)
    if asked.around:
        page = stretches.messages_around(access, conversation_id, asked.around, limit)
    elif newer_than:
        page = stretches.messages_after(access, conversation_id, newer_than, limit)
    else:
        older_than = read_cursor(asked.cursor)
        page = threads.message_page(access, conversation_id, older_than, limit)
    return answer(page)


@router.post(
    "/conversations/{conversation_id}/messages",
    auth=needs(Can.REPLY),
    response={201: MessageOut, 200: MessageOut},
)
def send(request: HttpRequest, conversation_id: UUID, body: MessageIn) -> HttpResponse:
    """Answer the customer. The same `client_id` again answers 200 with the first message."""
    sent = send_message(access_of(request), conversation_id, body)
    return answer(sent.message, 201 if sent.is_new else 200)


@router.get(
    "/conversations/{conversation_id}/messages/{message_id}/steps",
    auth=needs(),
    response=StepsOut,
)
def message_steps(request: HttpRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """How far a message came and when: queued, accepted, sent, delivered, read, failed."""
    return answer(steps.steps(access_of(request), conversation_id, message_id))


@router.delete(
    "/conversations/{conversation_id}/messages/{message_id}/refusal",
    auth=needs(Can.REPLY),
    response={204: None},
)
def dismiss_refusal(request: HttpRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """Take a reaction of yours that WhatsApp refused off its message."""
    dismiss_refused_reaction(access_of(request), conversation_id, message_id)
    return nothing()


@router.get("/messages", auth=needs(), response=MessagePage)
def messages(request: HttpRequest, wamid: Wamid) -> HttpResponse:
    """The message with this id of Meta's: one item, or none."""
    return answer(threads.messages_by_wamid(access_of(request), wamid))


@router.get("/search", auth=needs(), response=SearchPage)
def find(
    request: HttpRequest, q: Words, cursor: str | None = None, limit: Limit = DEFAULT_LIMIT
) -> HttpResponse:
    """Contacts by name or phone number in any format, then messages by their words."""
    return answer(search.found(access_of(request), q, read_cursor(cursor), limit))
