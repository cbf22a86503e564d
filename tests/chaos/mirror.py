"""A page's copy of the inbox, kept by pushes alone, through every lost connection."""

import asyncio
import json
from contextlib import suppress
from http.client import HTTPException
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tests.support.product import Product, request

_AGAIN_S = 0.2
_LOST = (TimeoutError, OSError, WebSocketException)


class Mirror:
    """Conversations and messages as the pushes tell them; `flaws` are breaks of the protocol."""

    def __init__(self, seq: int, epoch: str) -> None:
        self.seq = seq
        self.epoch = epoch
        self.conversations: dict[str, Any] = {}
        self.messages: dict[str, Any] = {}
        self.flaws: list[str] = []
        self.lost = 0

    def hear(self, frame: dict[str, Any]) -> None:
        if frame["type"] in {"hello", "ping"}:
            return
        if frame["type"] == "reset":
            self.flaws.append(f"reset at {frame['seq']} while at {self.seq}")
        elif frame["prev"] != self.seq:
            self.flaws.append(f"{frame['seq']} follows {frame['prev']}, we are at {self.seq}")
        self.seq = frame["seq"]
        self._apply(frame)

    def _apply(self, push: dict[str, Any]) -> None:
        for inner in push.get("events", ()):
            self._apply(inner)
        if "conversation" in push:
            self.conversations[push["conversation"]["id"]] = push["conversation"]
        if "message" in push:
            self._keep(push["message"])

    def _keep(self, message: dict[str, Any]) -> None:
        """A tick changes the last line of the list too, as the dashboard shows it."""
        self.messages[message["id"]] = message
        row = self.conversations.get(message["conversation_id"])
        if row and row["last_message"] and row["last_message"]["id"] == message["id"]:
            row["last_message"]["status"] = message["status"]


def begin(product: Product) -> Mirror:
    """A mirror that stands where the stream stands now."""
    here = product.api("events").json()
    return Mirror(here["seq"], here["epoch"])


async def by_long_poll(product: Product, mirror: Mirror) -> None:
    """Follow until cancelled."""
    headers = {"Authorization": f"Bearer {product.facts['demo']['api_key']}"}
    while True:
        place = f"/api/v1/events?since={mirror.seq}&epoch={mirror.epoch}&wait=5"
        told = await asyncio.to_thread(_polled, product, place, headers)
        if told is None:
            mirror.lost += 1
            await asyncio.sleep(_AGAIN_S)
            continue
        if told["reset"]:
            mirror.flaws.append(f"reset while at {mirror.seq}")
        for frame in told["events"]:
            mirror.hear(frame)
        mirror.seq = max(mirror.seq, told["seq"])


def _polled(product: Product, path: str, headers: dict[str, str]) -> Any:
    """One answer; None when the connection broke or the product could not answer."""
    with suppress(OSError, HTTPException):
        answer = request(product.url, "GET", path, headers=headers)
        return answer.json() if answer.status == 200 else None
    return None


async def by_socket(product: Product, mirror: Mirror, cookie: str) -> None:
    """Follow until cancelled."""
    org = product.facts["demo"]["workspace"]
    while True:
        url = f"ws://localhost:{product.port}/ws?workspace={org}"
        try:
            async with connect(
                f"{url}&since={mirror.seq}&epoch={mirror.epoch}",
                origin=product.url,  # type: ignore[arg-type]
                additional_headers={"Cookie": cookie},
                max_size=None,
            ) as page:
                async for text in page:
                    mirror.hear(json.loads(text))
        except _LOST:
            pass
        mirror.lost += 1
        await asyncio.sleep(_AGAIN_S)
