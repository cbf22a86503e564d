"""`GET /events`: the stream for clients without a socket, in the same frames."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from chatsync.realtime.door import Door, Viewer
from chatsync.realtime.frames import Frame
from chatsync.realtime.listener import Listener
from chatsync.realtime.poll import HOLD_HEADER
from chatsync.realtime.queries import Stretch, events_after
from chatsync.realtime.schemas import EventsAsked, EventsOut


def events_router(door: Door[Any], viewer_of: Callable[[HttpRequest], Viewer]) -> Router:
    """The door, with what the rooms above decide handed in by `config`."""
    router = Router(tags=["events"])

    @router.get("/events", response=EventsOut, summary="What happened since")
    def list_events(request: HttpRequest, asked: Query[EventsAsked]) -> HttpResponse:
        viewer, since = viewer_of(request), asked.since
        stretch = events_after(viewer.workspace_id, since)
        if since is None or not stretch.continues(since, asked.epoch):
            return _answer(stretch, stretch.head, [], reset=since is not None)
        listener = Listener(door, viewer)
        listener.stand(since, stretch.epoch)
        listener.tell([Frame(event) for event in stretch.events], stretch.end)
        response = _answer(stretch, stretch.end, listener.drain(), reset=False)
        if asked.wait and stretch.end == since:
            response.headers[HOLD_HEADER] = viewer.workspace_id.hex
        return response

    return router


def _answer(stretch: Stretch, seq: int, texts: list[str], *, reset: bool) -> HttpResponse:
    """The frames are JSON already; they are joined, not written anew."""
    head = f'{{"epoch":"{stretch.epoch}","seq":{seq},"reset":{str(reset).lower()},"events":['
    body = head + ",".join(texts) + "]}"
    return HttpResponse(body.encode(), content_type="application/json")
