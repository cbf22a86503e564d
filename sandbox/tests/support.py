"""Tools of the tests: a real webhook receiver, and short words for calls."""

import asyncio
import hashlib
import hmac
import json
import secrets
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import ClientSession, web

Json = dict[str, Any]
_PATIENCE = 15.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for_port(port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on {port}")


@dataclass(frozen=True)
class Ports:
    graph: int
    mail: int
    smtp: int


def fresh_phone() -> str:
    return f"92300{secrets.randbelow(10**7):07d}"


@dataclass
class Receiver:
    """A webhook receiver that checks signatures and answers what it is told."""

    secret: str
    verify_token: str
    bodies: list[Json] = field(default_factory=list)
    requests: list[tuple[str, bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    url: str = ""
    welcome: str = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=8 * 1024 * 1024)
        app.router.add_get("/hook", self._verify)
        app.router.add_post("/hook", self._take)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        port = free_port()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.url = f"http://127.0.0.1:{port}/hook"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _verify(self, request: web.Request) -> web.Response:
        fits = request.query.get("hub.verify_token") == self.verify_token
        if request.query.get("hub.mode") != "subscribe" or not fits:
            return web.Response(status=403)
        return web.Response(text=self.welcome or request.query["hub.challenge"])

    async def _take(self, request: web.Request) -> web.Response:
        raw = await request.read()
        signature = request.headers.get("X-Hub-Signature-256", "")
        self.requests.append((signature, raw))
        wanted = hmac.new(self.secret.encode(), raw, hashlib.sha256).hexdigest()
        if signature != f"sha256={wanted}":
            return web.Response(status=401)
        status = self.answers.pop(0) if self.answers else 200
        if status == 200:
            self.bodies.append(json.loads(raw))
        return web.Response(status=status)

    def values(self) -> list[Json]:
        return [
            change["value"]
            for body in self.bodies
            for entry in body["entry"]
            for change in entry["changes"]
        ]

    def statuses(self) -> list[Json]:
        return [one for value in self.values() for one in value.get("statuses", [])]

    def messages(self) -> list[Json]:
        return [one for value in self.values() for one in value.get("messages", [])]

    async def until(self, fits: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not fits():
            if time.monotonic() > end:
                raise TimeoutError(f"received so far: {self.bodies}")
            await asyncio.sleep(0.02)


@dataclass
class Answer:
    status: int
    body: Any


@dataclass
class Meta:
    """One test's number and app at the stand-in."""

    base: str
    session: ClientSession
    receiver: Receiver
    number_id: str
    waba_id: str
    app_id: str
    ports: Ports

    @property
    def token(self) -> str:
        return f"EAA{self.number_id}"

    async def call(self, method: str, path: str, body: object = None, **extra: Any) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        async with self.session.request(method, self.base + path, data=data, **extra) as answer:
            raw = await answer.read()
            is_json = answer.content_type == "application/json"
            return Answer(answer.status, json.loads(raw) if is_json else raw)

    async def control(self, method: str, path: str, body: object = None) -> Any:
        return (await self.call(method, f"/_control/{path}", body)).body

    async def fault(self, mode: str, **extra: Any) -> Any:
        wish = {"mode": mode, "phone_number_id": self.number_id, **extra}
        answer = await self.call("POST", "/_control/faults", wish)
        assert answer.status == 200, answer.body
        return answer.body

    async def save_app(self) -> None:
        app = {"app_id": self.app_id, "secret": self.receiver.secret, "verify_token": "verify-me"}
        saved = await self.control("POST", "apps", {**app, "callback_url": self.receiver.url})
        assert saved["saved"], saved

    async def save_number(self, **extra: Any) -> None:
        number = {
            "phone_number_id": self.number_id,
            "waba_id": self.waba_id,
            "display_phone_number": "+92 21 3555 0101",
            "verified_name": "Karachi Kitchen Supplies",
            "token": self.token,
            "app_id": self.app_id,
        }
        await self.control("POST", "numbers", number | extra)

    async def graph(self, method: str, path: str, body: object = None, **extra: Any) -> Answer:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        return await self.call(method, f"/v25.0/{path}", body, headers=headers, **extra)

    async def send(self, to: str, **message: Any) -> Answer:
        if "type" not in message:
            message = {"type": "text", "text": {"body": message.pop("body", "Hello")}, **message}
        body = {"messaging_product": "whatsapp", "to": to, **message}
        return await self.graph("POST", f"{self.number_id}/messages", body)

    async def write(self, sender: str, **extra: Any) -> list[str]:
        wish = {"phone_number_id": self.number_id, "from": sender, **extra}
        ids: list[str] = (await self.control("POST", "inbound", wish))["ids"]
        return ids

    async def sends(self) -> list[Json]:
        path = f"sends?phone_number_id={self.number_id}"
        items: list[Json] = (await self.control("GET", path))["items"]
        return items
