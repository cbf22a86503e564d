"""Bad input at forms and sockets: refused in words or by a close code, and nobody else suffers."""

import asyncio
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.chaos import bodies
from tests.support.product import Answer, Product
from tests.support.sign_in import cookies_of, navigation, sign_in

_FORMS = ["/login", "/signup", "/signup/code", "/password/reset", "/password/reset/code"]
_GARBAGE = {
    "nothing": b"",
    "no form": b'{"login": "owner"}',
    "NUL": b"login=%00&password=%00&email=%00&code=%00&business=%00&name=%00&phone=%00",
    "invalid UTF-8": b"login=%ff%fe&password=%ff&email=%ff@%fe&code=%ff&business=%ff&name=%ff",
    "endless values": urlencode(
        dict.fromkeys(("login", "password", "email", "code", "business"), "x" * 200_000)
    ).encode(),
    "endless fields": b"&".join(b"f%d=1" % n for n in range(2000)),
    "half a pair": b"login=%ed%a0%80&password=x&email=%ed%a0%80@x.example&code=1",
    "lists": b"login=a&login=b&password=1&password=2&email=a&email=b&code=1&code=2",
    "a broken escape": b"login=%zz&password=%&email=%e",
}


def _post(product: Product, path: str, body: bytes, kind: str) -> Answer:
    """The form of a page of ours, filled in with anything."""
    page = product.ask("GET", "/login", headers=navigation("none"))
    token = page.body.partition(b'name="csrfmiddlewaretoken" value="')[2].partition(b'"')[0]
    headers = {
        **navigation("same-origin"),
        "Cookie": cookies_of(page),
        "Origin": product.url,
        "Content-Type": kind,
    }
    return product.ask(
        "POST", path, body=b"csrfmiddlewaretoken=" + token + b"&" + body, headers=headers
    )


@pytest.mark.parametrize("kind", _GARBAGE)
@pytest.mark.parametrize("path", _FORMS)
def test_garbage_in_a_form_signs_nobody_in(product: Product, path: str, kind: str) -> None:
    answer = _post(product, path, _GARBAGE[kind], "application/x-www-form-urlencoded")
    assert answer.status in {200, 302, 400, 403, 413, 429}
    assert "__Host-cs_session=" not in cookies_of(answer) or answer.status == 302
    assert product.count("SELECT count(*) FROM accounts_person WHERE NOT is_active") == 0


@pytest.mark.parametrize("path", _FORMS)
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "text/plain", "%%%"])
def test_a_form_of_another_content_type_is_refused(product: Product, path: str, kind: str) -> None:
    assert _post(product, path, b"--x\r\nnonsense", kind).status in {200, 302, 400, 403, 415}


@pytest.mark.parametrize("path", ["/login", "/signup", "/password/reset", "/logout"])
def test_a_form_without_token_or_from_elsewhere_is_refused(product: Product, path: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    plain = product.ask("POST", path, body=b"login=owner", headers=headers)
    assert plain.status == 403
    elsewhere = {**headers, **navigation("cross-site"), "Origin": "https://elsewhere.example"}
    assert product.ask("POST", path, body=b"login=owner", headers=elsewhere).status == 403


_STRANGE = [
    "/%00",
    "/%ff%fe",
    "/w/%00",
    "/w/org_%00/inbox",
    "/w/" + "x" * 8000,
    "/static/../../etc/passwd",
    "/static/%2e%2e/%2e%2e/etc/passwd",
    "/static/%00",
    "/api/v1/" + "a/" * 2000,
    "/?" + "a=1&" * 5000,
    "/login?next=//elsewhere.example",
]


@pytest.mark.parametrize("path", _STRANGE)
def test_a_strange_address_is_answered(product: Product, path: str) -> None:
    answer = product.ask("GET", path, headers=navigation("none"))
    assert answer.status < 500
    assert b"root:" not in answer.body


def _open(product: Product, cookie: str, **more: Any) -> connect:
    org = more.pop("org", product.facts["demo"]["workspace"])
    path, at = more.pop("path", "/ws"), more.pop("at", "")
    return connect(
        f"ws://localhost:{product.port}{path}?workspace={org}{at}",
        origin=more.pop("origin", product.url),
        additional_headers={"Cookie": cookie} if cookie else {},
        max_size=None,
    )


async def _close_code(page: ClientConnection) -> int:
    try:
        async with asyncio.timeout(20):
            while True:
                await page.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0


async def _refused_with(product: Product, cookie: str, **more: Any) -> int:
    """The close code; the HTTP status where there was no handshake."""
    try:
        async with _open(product, cookie, **more) as page:
            return await _close_code(page)
    except InvalidHandshake as refused:
        return int(getattr(getattr(refused, "response", None), "status_code", 0))


@pytest.fixture(scope="session")
def cookie(served: Product) -> str:
    owner = served.facts["demo"]["members"]["owner"]
    return sign_in(served, owner["login"], owner["password"])


@pytest.mark.parametrize(
    "origin",
    [
        "https://elsewhere.example",
        "http://127.0.0.1:1",
        "http://localhost",
        "http://localhost.elsewhere.example",
        "null",
        None,
    ],
)
async def test_a_socket_from_another_origin_is_refused(
    product: Product, cookie: str, origin: str | None
) -> None:
    assert await _refused_with(product, cookie, origin=origin) == 4404


async def test_a_socket_without_a_session_or_membership_is_refused(
    product: Product, cookie: str
) -> None:
    assert await _refused_with(product, "") == 4401
    assert await _refused_with(product, "__Host-cs_session=guess") == 4401
    assert await _refused_with(product, "__Host-cs_session=%00\xff") == 4401
    for org in (product.facts["demo2"]["workspace"], "org_x", "", "%00", "x" * 3000):
        assert await _refused_with(product, cookie, org=org) == 4403


async def test_a_socket_at_another_address_is_refused(product: Product, cookie: str) -> None:
    assert await _refused_with(product, cookie, path="/w") in {403, 4404}


_FRAMES: list[str | bytes] = [
    "",
    "x",
    "[]",
    "null",
    "17",
    "{",
    '{"type": 5}',
    '{"type": {"a": 1}}',
    '{"type": "unheard-of"}',
    "\x00",
    "[" * 200,
    b"\xff\xfe",
    b"",
]


async def _is_served(product: Product, page: ClientConnection) -> None:
    """A message that arrives now is told on this socket."""
    message = bodies.text_message("923471234567", "told")
    body = bodies.letters(product.facts["demo"], [message])
    assert await asyncio.to_thread(product.deliver, body) == 200
    async with asyncio.timeout(30):
        while message["id"] not in str(await page.recv()):
            pass


async def test_garbage_frames_end_nothing_but_at_most_their_own_socket(
    product: Product, cookie: str
) -> None:
    async with _open(product, cookie) as calm, _open(product, cookie) as wild:
        assert json.loads(await wild.recv())["type"] == "hello"
        for frame in _FRAMES:
            await wild.send(frame)
        await _is_served(product, wild)
        await _is_served(product, calm)


async def test_a_frame_of_a_megabyte_ends_its_own_socket_alone(
    product: Product, cookie: str
) -> None:
    async with _open(product, cookie) as calm, _open(product, cookie) as wild:
        await wild.recv()
        await wild.send("x" * 1_000_000)
        assert await _close_code(wild) == 1009
        await _is_served(product, calm)


@pytest.mark.parametrize(
    "at", ["&since=x", "&since=-1", "&since=" + "9" * 50, "&since=0&epoch=x", "&since=%00"]
)
async def test_a_position_that_is_none_means_start_afresh(
    product: Product, cookie: str, at: str
) -> None:
    async with _open(product, cookie, at=at) as page:
        kinds = [json.loads(await page.recv())["type"] for _ in range(2)]
    assert kinds == ["hello", "reset"]
