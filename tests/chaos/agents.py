"""Agents in the storm: they answer in words and photos, and note things for each other."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import aiohttp

from chatsync.channels.tests.pictures import a_photo
from tests.chaos.storm import AGAIN_S, LOST, Letter, Note, Reply, Tally, client
from tests.support.product import Product

_PHOTO_EACH = 20
_NOTE_EACH = 10
Wish = dict[str, Any] | Callable[[], aiohttp.FormData] | None


async def answer(
    product: Product, letters: list[Letter], count: int, seconds: float, tally: Tally
) -> None:
    """Answer customers as soon as their first message is there, in turn."""
    firsts: dict[str, list[str]] = {}
    for letter in letters:
        firsts.setdefault(letter.sender, []).append(letter.wamid)
    senders, photo = list(firsts), a_photo(64, 48)
    begun = time.monotonic()
    waiting = list(range(count))[::-1]

    async def write(api: "Api") -> None:
        while waiting:
            at = waiting.pop()
            await asyncio.sleep(max(0.0, begun + seconds * (at + 1) / count - time.monotonic()))
            sender = senders[at % len(senders)]
            conversation_id = await _conversation(api, firsts[sender])
            if at % _NOTE_EACH == 0:
                await _note(api, conversation_id, f"note {at}")
            wish = {"client_id": str(uuid4()), "type": "text", "text": f"answer {at}"}
            if at % _PHOTO_EACH == 0:
                wish |= {"type": "image", "media_id": await _uploaded(api, photo)}
            said = await api.until_taken(f"conversations/{conversation_id}/messages", wish)
            tally.replies.append(Reply(sender, wish["text"], said["id"], conversation_id))

    async with client(product) as session:
        api = Api(session, product.facts["demo"]["api_key"], tally)
        await asyncio.gather(*(write(api) for _ in range(8)))


async def _conversation(api: "Api", wamids: list[str]) -> str:
    """Where the customer's messages are, once any of them has arrived."""
    while True:
        for wamid in wamids:
            items = (await api.until_taken(f"messages?wamid={wamid}"))["items"]
            if items:
                return str(items[0]["conversation_id"])
        await asyncio.sleep(AGAIN_S)


async def _note(api: "Api", conversation_id: str, text: str) -> None:
    wish = {"text": text, "client_id": str(uuid4())}
    await api.until_taken(f"conversations/{conversation_id}/notes", wish)
    api.tally.notes.append(Note(conversation_id, text))


async def _uploaded(api: "Api", photo: bytes) -> str:
    def form() -> aiohttp.FormData:
        made = aiohttp.FormData()
        made.add_field("file", photo, filename="pot.jpg", content_type="image/jpeg")
        return made

    return str((await api.until_taken("media", form))["id"])


@dataclass
class Api:
    """The API, asked again until it answers with 2xx; a refusal of 4xx is the test's end."""

    session: aiohttp.ClientSession
    key: str
    tally: Tally

    async def until_taken(self, path: str, wish: Wish = None) -> Any:
        while True:
            status, said = await self.once(path, wish)
            if status in {200, 201}:
                return said
            await asyncio.sleep(AGAIN_S)

    async def once(self, path: str, wish: Wish) -> tuple[int, Any]:
        """One try: its status (0 where the connection broke), and what was said."""
        method = "GET" if wish is None else "POST"
        headers = {"Authorization": f"Bearer {self.key}"}
        sent = {"data": wish()} if callable(wish) else {"json": wish}
        try:
            async with self.session.request(
                method, f"/api/v1/{path}", headers=headers, **sent
            ) as reply:
                said = await reply.json() if reply.status in {200, 201} else await reply.text()
        except LOST as error:
            self.tally.refuse(f"api {type(error).__name__}")
            return 0, None
        if reply.status not in {200, 201}:
            self.tally.refuse(f"api {reply.status}")
            assert reply.status == 429 or reply.status >= 500, (path, reply.status, said)
        return reply.status, said
