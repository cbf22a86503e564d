"""`GET /events`: the stream for clients without a socket, in the same frames."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from chatsync.realtime.attendance import note_polling
from chatsync.realtime.door import Door, Viewer
from chatsync.realtime.frames import Frame
from chatsync.realtime.listener import Listener
from chatsync.realtime.poll import HOLD_HEADER
from chatsync.realtime.queries import events_after
from chatsync.realtime.schemas import EventsAsked, EventsOut


def events_router(
    door: Door[Any],
    viewer_of: Callable[[HttpRequest], Viewer],
    rights_of: Callable[[HttpRequest], str],
) -> Router:
    """The door, with what the rooms above decide handed in by `config`.

    `rights_of`: a short text that is another one where the viewer sees or may do something else.
    It stands for what a socket knows of its viewer from one look to the next.
    """
    router = Router(tags=["events"])

    @router.get("/events", response=EventsOut, summary="What happened since")
    def list_events(request: HttpRequest, asked: Query[EventsAsked]) -> HttpResponse:
        viewer, since = viewer_of(request), asked.since
        rights = rights_of(request)
        stretch = events_after(viewer.workspace_id, since)
        changed = bool(asked.rights) and asked.rights != rights
        if since is None or changed or not stretch.continues(since, asked.epoch):
            where = _Where(stretch.epoch, stretch.head, rights)
            return _answer(where, [], reset=since is not None)
        listener = Listener(door, viewer)
        listener.stand(since, stretch.epoch)
        listener.tell([Frame(event) for event in stretch.events], stretch.end)
        where = _Where(stretch.epoch, stretch.end, rights)
        response = _answer(where, listener.drain(), reset=False)
        if asked.wait and asked.attending:
            note_polling(viewer)
        if asked.wait and stretch.end == since:
            response.headers[HOLD_HEADER] = viewer.workspace_id.hex
        return response

    return router


@dataclass(frozen=True)
class _Where:
    """From where, and with which rights, the client goes on."""

    epoch: str
    seq: int
    rights: str


def _answer(where: _Where, texts: list[str], *, reset: bool) -> HttpResponse:
    """The frames are JSON already; they are joined, not written anew."""
    head = json.dumps({**asdict(where), "reset": reset})
    body = f'{head[:-1]}, "events": [{",".join(texts)}]}}'
    return HttpResponse(body.encode(), content_type="application/json")
