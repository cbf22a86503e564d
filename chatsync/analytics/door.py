"""The door for what pages tell of their speed: a small ASGI handler in front of Django.

It looks at the consent and at the visit's cookie, never at the session. What it refuses has no
effect; what it takes goes on to the collector, and the browser does not wait for that.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import parse_cookie
from django.http.request import validate_host

from chatsync.analytics.allowance import Allowance
from chatsync.analytics.beacons import MOST_BYTES, BadBeacon, Line, encode_line, read_beacon
from chatsync.analytics.middleware import visit_of
from chatsync.analytics.navigation import device_of, is_program
from chatsync.analytics.passing import Passing
from chatsync.privacy.areas import Area
from chatsync.privacy.cookies import header_of
from chatsync.privacy.headers import confining
from chatsync.privacy.question import question_digest
from chatsync.privacy.receipts import Answer, BadReceipt, read_receipt
from chatsync.privacy.registry import BEACON, CONSENT, VISIT
from chatsync.privacy.signals import Signal, tracking_status

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PATH = BEACON.name
_CONFINED = [
    (name.lower().encode(), value.encode())
    for name, value in confining(Area.MACHINE, "", "").items()
]


class Refused(Exception):  # noqa: N818
    """The report has no effect; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Door:
    """Takes reports for one web process."""

    def __init__(self) -> None:
        self._allowance = Allowance()
        self.passing = Passing()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """POST is a report. GET asks whether this browser still agrees: 204 or 403."""
        try:
            visit = await self._admitted(scope, receive)
        except Refused as refused:
            await _answer(send, refused.status)
        else:
            await _answer(send, 204, visit)

    async def _admitted(self, scope: Scope, receive: Receive) -> str:
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        if scope["method"] not in {"GET", "POST"}:
            raise Refused(405)
        if scope["method"] == "POST":
            _demand_own_origin(scope["scheme"], headers)
        if not self._allowance.take(_address(scope), asyncio.get_running_loop().time()):
            raise Refused(429)
        cookies = parse_cookie(headers.get("cookie", ""))
        _demand_consent(headers, cookies)
        visit = visit_of(cookies.get(VISIT.name, ""))
        if scope["method"] == "GET":
            return ""
        self._take(await _body(headers, receive), visit, headers.get("user-agent", ""))
        return visit

    def _take(self, body: bytes, visit: str, agent: str) -> None:
        try:
            told = read_beacon(body)
        except BadBeacon:
            raise Refused(400) from None
        if is_program(agent):
            return
        if not self.passing.take(encode_line(Line(visit, device_of(agent).value, told))):
            raise Refused(503)


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _demand_own_origin(scheme: str, headers: Mapping[str, str]) -> None:
    """Raises Refused unless a page of ours sent this."""
    host = headers.get("host", "")
    is_our_host = validate_host(urlsplit(f"//{host}").hostname or "", settings.ALLOWED_HOSTS)
    is_same = headers.get("origin") == f"{scheme}://{host}"
    if not is_our_host or not is_same or headers.get("sec-fetch-site") not in {None, "same-origin"}:
        raise Refused(403)


def _demand_consent(headers: Mapping[str, str], cookies: Mapping[str, str]) -> None:
    """Raises Refused unless this browser holds a yes to the present question, and no signal.

    The ledger is not asked: whoever withdraws gets another receipt at once, and a report made with
    an old one says nothing about anybody.
    """
    if not settings.OWN_MEASURING or any(headers.get(it.value.lower()) == "1" for it in Signal):
        raise Refused(403)
    try:
        receipt = read_receipt(cookies.get(CONSENT.name, ""))
    except BadReceipt:
        raise Refused(403) from None
    measuring = settings.MEASURING
    asked = question_digest(measuring.vendor if measuring else None, is_own=True)
    if receipt.answer is not Answer.ACCEPTED or receipt.asked != asked:
        raise Refused(403)


async def _body(headers: Mapping[str, str], receive: Receive) -> bytes:
    """The whole report. Raises Refused where it is too long."""
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise Refused(413)
    body, more = b"", True
    while more:
        part = await receive()
        body += part.get("body", b"")
        more = bool(part.get("more_body"))
        if len(body) > MOST_BYTES:
            raise Refused(413)
    return body


async def _answer(send: Send, status: int, visit: str = "") -> None:
    headers = [
        *_CONFINED,
        (b"cache-control", b"no-store"),
        (b"tk", tracking_status(measures=status == 204).encode()),
    ]
    if status != 204:
        headers.append((b"content-length", b"0"))
    if status == 405:
        headers.append((b"allow", b"GET, POST"))
    if visit:
        headers.append((b"set-cookie", header_of(VISIT, visit).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
