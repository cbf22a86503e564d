"""Who calls: a browser with a session, or a program with a key, in any combination of headers."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.test import Client

from tests.tenancy.world import PASSWORD, World

ORIGIN = "http://testserver"
_BROWSER = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}
_PAGE = {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
_UNLIKE = {"Date", "X-Request-Id"}
_ONE_TIME = re.compile(
    rb"nonce-[\w+/=-]+|nonce=\"[\w+/=-]+\"|name=\"form_token\" value=\"[\w:=-]+\"|[A-Za-z0-9]{64}"
)


@dataclass(frozen=True)
class Seen:
    """All that the caller can see of an answer; what is random in every answer is levelled."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def is_done(self) -> bool:
        return 200 <= self.status < 300

    def __str__(self) -> str:
        return f"{self.status} {self.body[:160]!r}"


@dataclass
class Caller:
    """One credential, with the headers it sends."""

    name: str
    client: Client
    headers: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, **more: Any) -> Seen:
        """Send a request as it is and look at the whole answer."""
        headers = {**self.headers, **more.pop("headers", {})}
        token = self.client.cookies.get("__Host-cs_csrf")
        if token and "Authorization" not in headers:
            headers |= _BROWSER | {"X-CSRFToken": token.value}
        return seen(self.client.generic(method, path, headers=headers, **more))

    def open(self, path: str) -> Seen:
        """Navigate to a page."""
        return seen(self.client.get(path, headers=_PAGE))


def browser(world: World, login: str, **headers: str) -> Caller:
    """A browser in which somebody signed in by the form, and just confirmed who they are."""
    client = Client(enforce_csrf_checks=True)
    client.get("/login", headers=_PAGE)
    answer = client.post(
        "/login",
        {
            "login": login,
            "password": PASSWORD,
            "csrfmiddlewaretoken": client.cookies["__Host-cs_csrf"].value,
        },
        headers={"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 302, "the sign-in form refuses the people of this test"
    client.post(
        "/account/confirm",
        {"password": PASSWORD, "csrfmiddlewaretoken": client.cookies["__Host-cs_csrf"].value},
        headers={"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"},
    )
    return Caller("session", client, {"ChatSync-Workspace": world.org, **headers})


def program(world: World, **headers: str) -> Caller:
    """A program with the workspace's key."""
    return Caller(
        "key", Client(enforce_csrf_checks=True), {"Authorization": f"Bearer {world.key}", **headers}
    )


def seen(response: Any) -> Seen:
    body = _streamed(response) if response.streaming else response.content
    headers = [(name, value) for name, value in response.headers.items() if name not in _UNLIKE]
    headers += [("Set-Cookie", name) for name in response.cookies]
    level = [(name, _level(value.encode()).decode()) for name, value in headers]
    return Seen(response.status_code, tuple(sorted(level)), _level(body))


def _streamed(response: Any) -> bytes:
    if not response.is_async:
        return b"".join(response.streaming_content)

    async def read() -> bytes:
        return b"".join([part async for part in response.streaming_content])

    return asyncio.run(read())


def _level(value: bytes) -> bytes:
    return _ONE_TIME.sub(b"~", value)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
