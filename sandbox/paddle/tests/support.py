"""Tools of the tests: calls of the API and the control, and a destination that verifies."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import ClientSession, web

from sandbox.paddle.delivery import sign
from sandbox.tests.support import Answer, free_port

Json = dict[str, Any]
KEY = "pdl_sdbx_apikey_01tests"
TOKEN = "test_01tests"
SECRET = "pdl_ntfset_01tests"
STARTER_MONTH = "pri_01chatsync0starter0month00"
GROWTH_MONTH = "pri_01chatsync0growth0month000"
GROWTH_YEAR = "pri_01chatsync0growth0year0000"
BUSINESS_MONTH = "pri_01chatsync0business0month0"
_PATIENCE = 15.0


@dataclass
class Destination:
    """A destination of webhooks that knows one secret."""

    secret: str = SECRET
    bodies: list[Json] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/webhooks/paddle"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/webhooks/paddle", self._take)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        raw = await request.read()
        header = request.headers.get("Paddle-Signature", "")
        parts = [part.partition("=") for part in header.split(";")]
        ts = next((int(value) for name, _, value in parts if name == "ts"), 0)
        wanted = sign([self.secret], raw, ts).partition("h1=")[2]
        fresh = abs(time.time() - ts) < 30
        if not fresh or ("h1", "=", wanted) not in parts:
            self.refused.append(header)
            return web.Response(status=400)
        status = self.answers.pop(0) if self.answers else 200
        if status == 200:
            self.bodies.append(json.loads(raw))
        return web.Response(status=status)

    def kinds(self) -> list[str]:
        return [body["event_type"] for body in self.bodies]

    async def until(self, fits: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not fits():
            if time.monotonic() > end:
                raise TimeoutError(f"received so far: {self.kinds()}, refused {self.refused}")
            await asyncio.sleep(0.02)


@dataclass
class Paddle:
    """The stand-in and one seller's key."""

    api: str
    frame: str
    session: ClientSession

    async def call(self, method: str, path: str, body: object = None, **extra: Any) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        base = "" if path.startswith("http") else self.api
        async with self.session.request(method, base + path, data=data, **extra) as answer:
            raw = await answer.read()
            is_json = answer.content_type == "application/json"
            return Answer(answer.status, json.loads(raw) if is_json else raw)

    async def ask(self, method: str, path: str, body: object = None) -> Answer:
        return await self.call(method, path, body, headers={"Authorization": f"Bearer {KEY}"})

    async def get(self, path: str) -> Any:
        answer = await self.ask("GET", path)
        assert answer.status == 200, answer.body
        return answer.body["data"]

    async def post(self, path: str, body: object = None) -> Any:
        answer = await self.ask("POST", path, body)
        assert answer.status in {200, 201, 202}, answer.body
        return answer.body["data"]

    async def patch(self, path: str, body: object) -> Any:
        answer = await self.ask("PATCH", path, body)
        assert answer.status == 200, answer.body
        return answer.body["data"]

    async def control(self, method: str, path: str, body: object = None) -> Any:
        answer = await self.call(method, f"/_control/{path}", body)
        assert answer.status == 200, answer.body
        return answer.body

    async def open_checkout(self, price_id: str = STARTER_MONTH) -> Json:
        items = [{"price_id": price_id, "quantity": 1}]
        opened: Json = await self.post(
            "/transactions", {"items": items, "custom_data": {"workspace": "org_1"}}
        )
        return opened

    async def pay(self, transaction: Json, outcome: str = "pays", country: str = "PK") -> Json:
        wish = {"transaction_id": transaction["id"], "outcome": outcome, "country": country}
        paid: Json = await self.control("POST", "payments", {**wish, "email": "amina@shop.example"})
        return paid["transaction"]  # type: ignore[no-any-return]

    async def subscribe(self, price_id: str = STARTER_MONTH, country: str = "PK") -> Json:
        paid = await self.pay(await self.open_checkout(price_id), country=country)
        subscription: Json = await self.get(f"/subscriptions/{paid['subscription_id']}")
        return subscription

    async def kinds(self) -> list[str]:
        return [event["event_type"] for event in await self.get("/events?per_page=200")]
