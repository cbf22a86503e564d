"""Doors of notes, and of what names a member."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from chatsync.inbox.actions import notes as deeds
from chatsync.inbox.queries import notes as queries
from chatsync.inbox.schemas.notes import MentionPage, NewNote, NoteIn, NoteOut, NotePage
from chatsync.kit.pages import DEFAULT_LIMIT, MAX_LIMIT, read_cursor
from chatsync.kit.problem import answer, nothing
from chatsync.workspaces.capabilities import Can
from chatsync.workspaces.guard import access_of, needs

router = Router(tags=["notes"])
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]


@router.get("/conversations/{conversation_id}/notes", auth=needs(), response=NotePage)
def notes(
    request: HttpRequest,
    conversation_id: UUID,
    cursor: str | None = None,
    limit: Limit = DEFAULT_LIMIT,
) -> HttpResponse:
    """What colleagues noted in a conversation, the newest first."""
    after = read_cursor(cursor)
    return answer(queries.note_page(access_of(request), conversation_id, after, limit))


@router.post(
    "/conversations/{conversation_id}/notes",
    auth=needs(Can.REPLY),
    response={201: NoteOut, 200: NoteOut},
)
def write_note(request: HttpRequest, conversation_id: UUID, body: NewNote) -> HttpResponse:
    """Write a note for colleagues. It is never sent to the customer.

    The same client_id again answers 200 with the first note.
    """
    written = deeds.write_note(access_of(request), conversation_id, body)
    return answer(written.note, 201 if written.is_new else 200)


@router.put("/notes/{note_id}", auth=needs(Can.REPLY), response=NoteOut)
def change_note(request: HttpRequest, note_id: UUID, body: NoteIn) -> HttpResponse:
    """Change a note of your own."""
    return answer(deeds.change_note(access_of(request), note_id, body))


@router.delete("/notes/{note_id}", auth=needs(Can.REPLY), response=NoteOut)
def take_back_note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Take back a note of your own; an empty line stays in its place."""
    return answer(deeds.take_back_note(access_of(request), note_id))


@router.get("/mentions", auth=needs(), response=MentionPage)
def mentions(
    request: HttpRequest, cursor: str | None = None, limit: Limit = DEFAULT_LIMIT
) -> HttpResponse:
    """Notes that name you and that you have not seen, the newest first."""
    return answer(queries.mention_page(access_of(request), read_cursor(cursor), limit))


@router.delete(
    "/conversations/{conversation_id}/mentions",
    auth=needs(if_suspended=True),
    response={204: None},
)
def see_mentions(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Say that you have seen what names you in a conversation."""
    deeds.see_mentions(access_of(request), conversation_id)
    return nothing()
