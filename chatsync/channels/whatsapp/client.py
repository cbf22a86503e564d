"""The Graph API, asked with a token per call. The only module here that uses the network.

Nothing raises for what Meta or the network does: every function returns what it found or a
`Trouble` that says whether the request may be made again. The token goes to the configured Graph
host and to Meta's download host alone, and redirects are never followed.
"""

import hashlib
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import BinaryIO

import aiohttp
import msgspec
from yarl import URL

from chatsync.channels.whatsapp.answers import (
    Accepted,
    Done,
    Downloaded,
    MediaLink,
    NotDownloaded,
    NotSent,
    NumberFound,
    Refused,
    SubscribedApp,
    TemplateFound,
    Trouble,
    Unanswered,
    Uploaded,
    read_failure,
    read_sent,
)
from chatsync.channels.whatsapp.digests import same_sha256
from chatsync.channels.whatsapp.lists import (
    Page,
    read_apps,
    read_link,
    read_number,
    read_page,
    read_templates,
    read_uploaded,
)
from chatsync.channels.whatsapp.outgoing import Body, read_body

ANSWER_MAX = 2 * 1024 * 1024
"""Bytes of an answer that are read at most; a page of templates stays far below."""

PAGES_MAX = 100
BAD_CURSOR = 131059

NUMBER_FIELDS = (
    "display_phone_number,verified_name,quality_rating,code_verification_status,name_status,"
    "status,throughput,health_status,whatsapp_business_manager_messaging_limit"
)
TEMPLATE_FIELDS = (
    "id,name,language,category,status,components,parameter_format,quality_score,rejected_reason"
)

_TIMEOUT = aiohttp.ClientTimeout(total=30, connect=10)
_UPLOAD_TIMEOUT = aiohttp.ClientTimeout(total=180, connect=10)
_DOWNLOAD_TIMEOUT = aiohttp.ClientTimeout(total=300, connect=10, sock_read=30)
_DOWNLOAD_HOST = URL("https://lookaside.fbsbx.com").origin()
_ID = re.compile(r"[A-Za-z0-9_-]{1,128}", re.ASCII)
_TOKEN = re.compile(r"[\x21-\x7e]+", re.ASCII)


class Graph(msgspec.Struct, frozen=True):
    """Where the Graph API is. The version is always in the address: an absent one is guessed."""

    base_url: str
    version: str
    session: aiohttp.ClientSession
    timeout: aiohttp.ClientTimeout = _TIMEOUT

    def address(self, *path: str) -> URL:
        return URL(self.base_url.rstrip("/")).joinpath(self.version, *path)


@asynccontextmanager
async def open_graph(
    base_url: str,
    version: str,
    *,
    connections: int = 100,
) -> AsyncIterator[Graph]:
    """A Graph with one shared pool of connections, closed at the end. It keeps no cookies."""
    connector = aiohttp.TCPConnector(limit=connections, keepalive_timeout=15)
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
    ) as session:
        yield Graph(base_url, version, session)


class _Question(msgspec.Struct, frozen=True):
    method: str
    path: tuple[str, ...]
    token: str
    body: Body | None = None
    form: aiohttp.FormData | None = None
    params: Mapping[str, str] | None = None


async def send_message(
    graph: Graph,
    token: str,
    phone_number_id: str,
    body: Body,
) -> Accepted | Trouble:
    """Send one message, with a body built by `outgoing`. Never repeats anything by itself."""
    answer = await _ask(graph, _Question("POST", (phone_number_id, "messages"), token, body))
    return read_sent(answer) if isinstance(answer, bytes) else answer


async def mark_read(
    graph: Graph,
    token: str,
    phone_number_id: str,
    wamid: str,
    *,
    typing: bool = False,
) -> Done | Trouble:
    """Show the customer that the message, and all before it, was read. Harmless to repeat."""
    body = read_body(wamid, typing=typing)
    answer = await _ask(graph, _Question("POST", (phone_number_id, "messages"), token, body))
    return Done() if isinstance(answer, bytes) else answer


async def check_number(graph: Graph, token: str, phone_number_id: str) -> NumberFound | Trouble:
    """The number as this token sees it; refused with 100 or 190 where it sees none."""
    params = {"fields": NUMBER_FIELDS}
    answer = await _ask(graph, _Question("GET", (phone_number_id,), token, params=params))
    if not isinstance(answer, bytes):
        return answer
    return read_number(answer) or _unexpected()


async def check_waba(
    graph: Graph,
    token: str,
    waba_id: str,
    phone_number_id: str,
) -> bool | Trouble:
    """Whether the number belongs to the account. Never trust ids that came from a browser."""
    question = _Question("GET", (waba_id, "phone_numbers"), token, params={"fields": "id"})
    pages = await _all_pages(graph, question)
    if not isinstance(pages, list):
        return pages
    return any(item == phone_number_id for page in pages for item in page.ids)


async def register_number(
    graph: Graph, token: str, phone_number_id: str, pin: str
) -> Done | Trouble:
    """Register the number with the Cloud API; `pin` is its two-step PIN, or sets it."""
    body: Body = {"messaging_product": "whatsapp", "pin": pin}
    return await ask_done(graph, (phone_number_id, "register"), token, body)


async def ask_node(
    graph: Graph, name: str, token: str, params: Mapping[str, str]
) -> bytes | Trouble:
    """What Meta says of one thing, unread."""
    return await _ask(graph, _Question("GET", (name,), token, params=params))


async def ask_done(graph: Graph, path: tuple[str, ...], token: str, body: Body) -> Done | Trouble:
    """Post a wish whose answer says nothing but that it is done."""
    answer = await _ask(graph, _Question("POST", path, token, body))
    return Done() if isinstance(answer, bytes) else answer


async def subscribe_app(graph: Graph, token: str, waba_id: str) -> Done | Trouble:
    """Have the account's webhooks sent to the app that the token belongs to. Safe to repeat."""
    answer = await _ask(graph, _Question("POST", (waba_id, "subscribed_apps"), token))
    return Done() if isinstance(answer, bytes) else answer


async def subscribed_apps(
    graph: Graph,
    token: str,
    waba_id: str,
) -> list[SubscribedApp] | Trouble:
    """The apps that receive the account's webhooks."""
    question = _Question("GET", (waba_id, "subscribed_apps"), token)
    pages = await _all_pages(graph, question)
    return [app for page in pages for app in read_apps(page)] if isinstance(pages, list) else pages


async def list_templates(graph: Graph, token: str, waba_id: str) -> list[TemplateFound] | Trouble:
    """All templates of the account. Poll rarely (200 calls an hour), trust the webhooks."""
    params = {"fields": TEMPLATE_FIELDS}
    question = _Question("GET", (waba_id, "message_templates"), token, params=params)
    pages = await _all_pages(graph, question)
    if not isinstance(pages, list):
        return pages
    return [template for page in pages for template in read_templates(page)]


async def media_url(
    graph: Graph,
    token: str,
    media_id: str,
    phone_number_id: str | None = None,
) -> MediaLink | Trouble:
    """A fresh link to an inbound file; it lives five minutes, the id seven days."""
    params = {"phone_number_id": phone_number_id} if phone_number_id else None
    answer = await _ask(graph, _Question("GET", (media_id,), token, params=params))
    if not isinstance(answer, bytes):
        return answer
    return read_link(answer) or _unexpected()


async def download_media(
    graph: Graph,
    token: str,
    link: MediaLink,
    sink: BinaryIO,
    max_bytes: int,
) -> Downloaded | NotDownloaded:
    """Stream a file into `sink`, at most `max_bytes`; the caller drops what came of a failed one.

    The token goes along, so only Meta's download host and the configured Graph host are asked,
    and a redirect is not followed. A failing `sink` raises its own error.
    """
    url = _trusted(graph, link.url)
    if url is None or not has_safe_token(token):
        return NotDownloaded("refused" if url else "untrusted_host")
    try:
        async with graph.session.get(
            url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=_DOWNLOAD_TIMEOUT,
            allow_redirects=False,
        ) as response:
            if response.status != 200:
                return _not_downloaded(response.status)
            return await _pour(response, link, sink, max_bytes)
    except (aiohttp.ClientError, TimeoutError):
        return NotDownloaded("broken")


def _trusted(graph: Graph, address: str) -> URL | None:
    """The address as it is asked for, byte for byte, if its host may see the token."""
    try:
        url = URL(address, encoded=True)
        has_sign_in = url.user is not None or url.password is not None
        is_trusted = url.origin() in {URL(graph.base_url).origin(), _DOWNLOAD_HOST}
    except ValueError:
        return None
    return url if is_trusted and not has_sign_in else None


def _not_downloaded(status: int) -> NotDownloaded:
    if status in {404, 410}:
        return NotDownloaded("gone", status)
    return NotDownloaded("busy" if status == 429 or status >= 500 else "refused", status)


async def _pour(
    response: aiohttp.ClientResponse,
    link: MediaLink,
    sink: BinaryIO,
    max_bytes: int,
) -> Downloaded | NotDownloaded:
    digest = hashlib.sha256()
    size = 0
    async for part in response.content.iter_chunked(65_536):
        size += len(part)
        if size > max_bytes:
            return NotDownloaded("too_large", response.status)
        digest.update(part)
        sink.write(part)
    return Downloaded(
        size=size,
        sha256=digest.hexdigest(),
        mime_type=link.mime_type or response.content_type,
        sha256_matches=same_sha256(link.sha256, digest.digest()),
    )


async def upload_media(
    graph: Graph,
    token: str,
    phone_number_id: str,
    file: BinaryIO,
    name_and_type: tuple[str, str],
) -> Uploaded | Trouble:
    """Upload a file for sending, as (file name, MIME type). The id lives 30 days.

    A wrong MIME type is the most frequent cause of error 131053. Repeating an upload leaves a
    second file at Meta, nothing worse.
    """
    name, mime_type = name_and_type
    form = aiohttp.FormData({"messaging_product": "whatsapp", "type": mime_type})
    form.add_field("file", file, filename=name, content_type=mime_type)
    question = _Question("POST", (phone_number_id, "media"), token, form=form)
    patient = msgspec.structs.replace(graph, timeout=_UPLOAD_TIMEOUT)
    answer = await _ask(patient, question)
    if not isinstance(answer, bytes):
        return answer
    return read_uploaded(answer) or _unexpected()


def has_safe_token(token: str) -> bool:
    """Whether a token can stand in a header at all: pasted ones may bring line breaks along."""
    return _TOKEN.fullmatch(token) is not None


def _unexpected() -> Unanswered:
    return Unanswered("the answer is not what was asked for", http_status=200)


def _refused_here(question: _Question) -> Refused | None:
    if not has_safe_token(question.token):
        title = "The access token is empty or holds characters that no token has"
        return Refused(190, "permanent", 0, title=title)
    if not all(_ID.fullmatch(part) for part in question.path):
        return Refused(100, "permanent", 0, title="An id holds characters that no id of Meta's has")
    return None


async def _ask(graph: Graph, question: _Question) -> bytes | Trouble:
    """The body of a successful answer, or what went wrong."""
    if refused := _refused_here(question):
        return refused
    try:
        async with graph.session.request(
            question.method,
            graph.address(*question.path),
            params=question.params,
            json=question.body,
            data=question.form,
            headers={"Authorization": f"Bearer {question.token}"},
            timeout=graph.timeout,
            allow_redirects=False,
        ) as response:
            status = response.status
            body = await _read_at_most(response, ANSWER_MAX)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        return NotSent(f"no connection ({type(error).__name__})")
    except TimeoutError:
        return Unanswered("no answer in time")
    except (aiohttp.ClientError, OSError) as error:
        return Unanswered(f"connection lost ({type(error).__name__})")
    if body is None:
        return Unanswered("the answer is too long", http_status=status)
    return body if 200 <= status < 300 else read_failure(status, body)


async def _read_at_most(response: aiohttp.ClientResponse, limit: int) -> bytes | None:
    """The body, unpacked; None if it is longer than `limit` bytes."""
    parts: list[bytes] = []
    size = 0
    async for part in response.content.iter_chunked(65_536):
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
    return b"".join(parts)


async def _all_pages(graph: Graph, question: _Question) -> list[Page] | Trouble:
    """Every page of a list. A cursor that went stale (131059) restarts the list, once."""
    pages: list[Page] = []
    after: str | None = None
    restarts_left = 1
    while len(pages) < PAGES_MAX:
        params = {**(question.params or {}), "limit": "100", **({"after": after} if after else {})}
        answer = await _ask(graph, msgspec.structs.replace(question, params=params))
        if isinstance(answer, Refused) and answer.code == BAD_CURSOR and after and restarts_left:
            pages, after, restarts_left = [], None, 0
            continue
        if not isinstance(answer, bytes):
            return answer
        page = read_page(answer)
        if page is None:
            return _unexpected()
        pages.append(page)
        after = page.after
        if after is None:
            break
    return pages
