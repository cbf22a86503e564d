"""The text of frames. An event is encoded once; only its `prev` differs between viewers."""

import json
from collections.abc import Callable

from chatsync.realtime.pushes import ConversationRemoved
from chatsync.realtime.queries import StoredEvent

HEARTBEAT_S = 20
"""Seconds between pings; a browser that hears nothing for 45 s connects anew."""

PING = '{"type":"ping"}'
PONG = '{"type":"pong"}'


class Frame:
    """One event, ready to be told to many."""

    __slots__ = (
        "_less",
        "_less_by_prev",
        "_removed",
        "_removed_by_prev",
        "_told",
        "_told_by_prev",
        "event",
    )

    def __init__(self, event: StoredEvent) -> None:
        self.event = event
        self._told = event.payload.lstrip()[1:]
        self._told_by_prev: dict[int, str] = {}
        self._less = ""
        self._less_by_prev: dict[int, str] = {}
        self._removed = ""
        self._removed_by_prev: dict[int, str] = {}

    def told(self, prev: int) -> str:
        """The whole push, after a frame that ended at `prev`."""
        return _spliced(self.event.seq, prev, self._told, self._told_by_prev)

    def less(self, prev: int, lessen: Callable[[str], str]) -> str:
        """The push without what this viewer's rights withhold."""
        if not self._less:
            self._less = lessen(self.event.payload).lstrip()[1:]
        return _spliced(self.event.seq, prev, self._less, self._less_by_prev)

    def removed(self, prev: int) -> str:
        """What a viewer reads who could see the conversation until this event."""
        if not self._removed and self.event.conversation_id:
            push = ConversationRemoved(conversation_id=self.event.conversation_id)
            self._removed = push.model_dump_json()[1:]
        return _spliced(self.event.seq, prev, self._removed, self._removed_by_prev)


def _spliced(seq: int, prev: int, rest: str, memo: dict[int, str]) -> str:
    text = memo.get(prev)
    if text is None:
        text = memo[prev] = f'{{"seq":{seq},"prev":{prev},{rest}'
    return text


def hello(seq: int, epoch: str) -> str:
    return json.dumps({"type": "hello", "seq": seq, "epoch": epoch, "heartbeat_s": HEARTBEAT_S})


def reset(seq: int, epoch: str) -> str:
    return json.dumps({"type": "reset", "seq": seq, "epoch": epoch})


def skip(seq: int, prev: int) -> str:
    return f'{{"type":"skip","seq":{seq},"prev":{prev}}}'
