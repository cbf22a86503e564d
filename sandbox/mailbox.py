"""The mailbox: takes every mail by SMTP and shows it on a page and on the console."""

import asyncio
import secrets
import sys
import time
from collections.abc import Awaitable, Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox.auth import refuse_other_sites
from sandbox.pages import PAGE_HEADERS, static_file, static_page
from sandbox.state import WORLD, Json, Mail, World, next_serial

Handler = Callable[[web.Request], Awaitable[web.Response]]

_MAX_MAIL_BYTES = 10 * 1024 * 1024
_HTML_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


class _Receiver:
    """What aiosmtpd calls for each mail."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep the mail and answer that it was taken."""
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        keep_mail(self.world, str(envelope.mail_from), list(envelope.rcpt_tos), content)
        return "250 Message accepted for delivery"


def keep_mail(world: World, sender: str, to: list[str], content: bytes) -> Mail:
    """Keep a mail and write its text to the console."""
    message = message_from_bytes(content, policy=policy.default)
    mail = Mail(
        id=secrets.token_hex(8),
        to=to,
        sender=str(message.get("From") or sender),
        subject=str(message.get("Subject") or ""),
        text=_part(message, "plain") or "",
        html=_part(message, "html"),
        at=time.time(),
        message_id=str(message.get("Message-ID") or ""),
        raw=content,
        uid=next_serial(world),
    )
    world.mails.append(mail)
    heading = f"--- mail to {', '.join(to)}: {mail.subject}"
    sys.stdout.write(f"{heading}\n{mail.text.rstrip()}\n---\n")
    sys.stdout.flush()
    return mail


def _part(message: EmailMessage, kind: str) -> str | None:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return None
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        raw = part.get_payload(decode=True)
        return raw.decode("utf-8", errors="replace") if isinstance(raw, bytes) else ""


async def start_smtp(world: World, host: str, port: int) -> asyncio.Server:
    """Listen for mails."""
    loop = asyncio.get_running_loop()

    def session() -> SMTP:
        return SMTP(
            _Receiver(world),
            data_size_limit=_MAX_MAIL_BYTES,
            enable_SMTPUTF8=True,
            hostname="localhost",
            loop=loop,
        )

    return await loop.create_server(session, host, port)


def mail_routes() -> list[web.RouteDef]:
    """Give the routes of the mailbox port."""
    return [
        web.get("/", _page),
        web.get("/static/{name}", static_file),
        web.get("/mails", _own_site(_list)),
        web.get("/mails/{mail_id}/html", _own_site(_html)),
    ]


def _own_site(handler: Handler) -> Handler:
    async def answer(request: web.Request) -> web.Response:
        refuse_other_sites(request)
        return await handler(request)

    return answer


async def _page(request: web.Request) -> web.Response:
    return static_page(request, "mail.html")


async def _list(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    items: list[Json] = [
        {
            "id": mail.id,
            "to": ", ".join(mail.to),
            "from": mail.sender,
            "subject": mail.subject,
            "text": mail.text,
            "html": mail.html is not None,
            "at": mail.at,
        }
        for mail in reversed(world.mails)
    ]
    body = {"items": items, "sandbox_url": world.own_url, "product_url": world.product_url}
    return web.json_response(body, headers=PAGE_HEADERS)


async def _html(request: web.Request) -> web.Response:
    wanted = request.match_info["mail_id"]
    for mail in request.app[WORLD].mails:
        if mail.id == wanted and mail.html is not None:
            headers = {**PAGE_HEADERS, "Content-Security-Policy": _HTML_POLICY}
            return web.Response(text=mail.html, content_type="text/html", headers=headers)
    raise web.HTTPNotFound
