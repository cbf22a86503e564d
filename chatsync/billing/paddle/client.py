"""Paddle's API. The only module of this room that uses the network.

Nothing raises for what Paddle or the network does: every function returns what it found or a
`Trouble`. The key goes to the configured host alone, and redirects are never followed.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import msgspec
from yarl import URL

from chatsync.billing.paddle.answers import (
    NotSent,
    PriceFound,
    Trouble,
    Unanswered,
    read_prices,
    read_refusal,
)
from chatsync.billing.paddle.reader import (
    Json,
    Listed,
    TransactionRead,
    part,
    read_json,
    read_list,
    read_transaction,
)

ANSWER_MAX = 4 * 1024 * 1024
"""Bytes of an answer that are read at most; a full page of 200 stays below."""
PAGES_MAX = 100
_PER_PAGE = "200"
_TIMEOUT = aiohttp.ClientTimeout(total=30, connect=10)


class Paddle(msgspec.Struct, frozen=True):
    """Where Paddle is, and our key there."""

    base_url: str
    api_key: str
    session: aiohttp.ClientSession


@asynccontextmanager
async def open_paddle(base_url: str, api_key: str) -> AsyncIterator[Paddle]:
    """A Paddle with one small pool of connections, closed at the end. It keeps no cookies."""
    connector = aiohttp.TCPConnector(limit=4)
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(connector=connector, cookie_jar=jar) as session:
        yield Paddle(base_url, api_key, session)


async def list_prices(paddle: Paddle) -> list[PriceFound] | Trouble:
    """Every price of the catalogue that is sold or was."""
    found: list[PriceFound] = []
    params = {"per_page": _PER_PAGE, "status": "active,archived"}
    for _page in range(PAGES_MAX):
        answer = await call(paddle, "GET", "prices", params)
        if not isinstance(answer, bytes):
            return answer
        page = read_prices(answer)
        if page is None:
            return Unanswered("the answer is not what was asked for")
        found += page.prices
        if not page.has_more or not page.prices:
            break
        params = {**params, "after": page.prices[-1].id}
    return found


async def list_page(paddle: Paddle, path: str, params: Mapping[str, str]) -> Listed | Trouble:
    """One page of a list; `after` in `params` is where the page before ended."""
    answer = await call(paddle, "GET", path, {"per_page": _PER_PAGE, **params})
    if not isinstance(answer, bytes):
        return answer
    return read_list(answer) or Unanswered("the answer is not what was asked for")


async def get_transaction(paddle: Paddle, transaction_id: str) -> TransactionRead | Trouble:
    return _transaction(await call(paddle, "GET", f"transactions/{transaction_id}"))


async def make_transaction(
    paddle: Paddle, price_id: str, customer_id: str, data: Json
) -> TransactionRead | Trouble:
    """One of a price, to be paid by whoever opens its checkout. Paddle knows no idempotency key:
    after no answer there may be one that nobody knows of, and nobody pays."""
    body: dict[str, Any] = {
        "items": [{"price_id": price_id, "quantity": 1}],
        "custom_data": data,
        "collection_mode": "automatic",
    }
    if customer_id:
        body["customer_id"] = customer_id
    return _transaction(await call(paddle, "POST", "transactions", body=body))


async def cancel_transaction(paddle: Paddle, transaction_id: str) -> TransactionRead | Trouble:
    """Take back one that nobody has paid; refused for any other."""
    body = {"status": "canceled"}
    return _transaction(await call(paddle, "PATCH", f"transactions/{transaction_id}", body=body))


def _transaction(answer: bytes | Trouble) -> TransactionRead | Trouble:
    if not isinstance(answer, bytes):
        return answer
    found = read_json(answer)
    read = read_transaction(part(found, "data")) if found is not None else None
    return read or Unanswered("the answer is not what was asked for")


async def fetch_document(paddle: Paddle, address: str) -> bytes | Trouble:
    """A file that Paddle gave a link to, without our key. Over https alone, but on this machine."""
    found = URL(address)
    local = URL(paddle.base_url)
    is_local = found.origin() == local.origin() and local.host == "127.0.0.1"
    if found.scheme != "https" and not is_local:
        return Unanswered("the link to the file is not one over https")
    try:
        async with paddle.session.get(found, timeout=_TIMEOUT, allow_redirects=False) as response:
            told = await _read(response)
    except TimeoutError:
        return Unanswered("no answer in time")
    except (aiohttp.ClientError, OSError) as error:
        return Unanswered(f"connection lost ({type(error).__name__})")
    if response.status != 200 or len(told) > ANSWER_MAX:
        return Unanswered("the file is not there, or too large")
    return told


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The body, up to one byte more than is taken."""
    told = await response.content.read(ANSWER_MAX + 1)
    while len(told) <= ANSWER_MAX and not response.content.at_eof():
        told += await response.content.read(ANSWER_MAX + 1 - len(told))
    return told


async def call(
    paddle: Paddle,
    method: str,
    path: str,
    params: Mapping[str, str] | None = None,
    body: Json | None = None,
) -> bytes | Trouble:
    """The body of a successful answer, or what went wrong."""
    try:
        async with paddle.session.request(
            method,
            URL(paddle.base_url.rstrip("/")) / path,
            params=params,
            json=body,
            headers={"Authorization": f"Bearer {paddle.api_key}", "Paddle-Version": "1"},
            timeout=_TIMEOUT,
            allow_redirects=False,
        ) as response:
            told = await _read(response)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        return NotSent(f"no connection ({type(error).__name__})")
    except TimeoutError:
        return Unanswered("no answer in time")
    except (aiohttp.ClientError, OSError) as error:
        return Unanswered(f"connection lost ({type(error).__name__})")
    if len(told) > ANSWER_MAX:
        return Unanswered("the answer is too long")
    if 200 <= response.status < 300:
        return told
    return read_refusal(response.status, told, response.headers.get("Retry-After", ""))
