"""/_control/sends and /_control/mail: what went out to customers and to mailboxes."""

from email.message import EmailMessage

import msgspec
from aiohttp import web

from sandbox.mailbox import keep_mail
from sandbox.reading import answered, read_object
from sandbox.shown import text_of
from sandbox.state import WORLD, Json, Send


def _send_item(send: Send) -> Json:
    body = msgspec.json.decode(send.raw)
    return {
        "id": send.id,
        "phone_number_id": send.number.phone_number_id,
        "to": send.to,
        "wa_id": None if send.by_user_id else send.key,
        "user_id": send.to if send.by_user_id else None,
        "type": send.kind,
        "text": text_of(send.kind, body, send.template),
        "at": send.at,
        "biz_opaque_callback_data": send.callback_data,
        "body": body,
    }


async def get_sends(request: web.Request) -> web.Response:
    """GET sends: those that were accepted, filtered."""
    world = request.app[WORLD]
    query = request.query
    number, since = query.get("phone_number_id"), float(query.get("since") or 0)
    to = query.get("to", "").removeprefix("+")
    found = []
    for send in reversed(world.sends):
        if send.at <= since:
            break
        fits_number = not number or send.number.phone_number_id == number
        if fits_number and to in {"", send.key, send.to}:
            found.append(send)
    found.reverse()
    if query.get("count_only"):
        return answered({"count": len(found)})
    limit = int(query.get("limit") or len(found))
    return answered({"items": [_send_item(send) for send in found[:limit]], "count": len(found)})


async def delete_sends(request: web.Request) -> web.Response:
    """DELETE sends: as if none had been."""
    request.app[WORLD].sends.clear()
    return answered({"cleared": True})


async def get_mail(request: web.Request) -> web.Response:
    """GET mail: what the mailbox received, the newest first."""
    to = request.query.get("to", "").strip().lower()
    items = []
    for mail in reversed(request.app[WORLD].mails):
        if to and to not in [address.lower() for address in mail.to]:
            continue
        item: Json = {
            "id": mail.id,
            "to": ", ".join(mail.to),
            "from": mail.sender,
            "subject": mail.subject,
            "text": mail.text,
            "at": mail.at,
            "message_id": mail.message_id,
        }
        if mail.html is not None:
            item["html"] = mail.html
        items.append(item)
    return answered({"items": items, "count": len(items)})


async def post_mail(request: web.Request) -> web.Response:
    """POST mail: somebody writes to an address whose mailbox is read over IMAP."""
    wish = await read_object(request)
    message = EmailMessage()
    for name in ("from", "to", "subject", "message_id", "in_reply_to"):
        if wish.get(name):
            message[name.replace("_", "-").title()] = str(wish[name])
    message.set_content(str(wish.get("text", "")))
    sender, to = str(wish.get("from", "")), str(wish.get("to", ""))
    mail = keep_mail(request.app[WORLD], sender, [to], bytes(message))
    return answered({"id": mail.id})


async def delete_mail(request: web.Request) -> web.Response:
    """DELETE mail."""
    request.app[WORLD].mails.clear()
    return answered({"cleared": True})
