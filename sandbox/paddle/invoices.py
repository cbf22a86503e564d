"""Invoices and credit notes: links that expire, and small real PDF files behind them."""

import hashlib
import hmac
from urllib.parse import urlencode

from aiohttp import web

from sandbox.paddle.state import WORLD, Json, World

_LIFE = 3600
_KINDS = {"invoices": "transactions", "credit-notes": "adjustments"}


def link_to_invoice(world: World, transaction: Json, disposition: str = "") -> str:
    """Give an address that serves the invoice for an hour."""
    return _link(world, f"/invoices/{transaction['id']}.pdf", disposition)


def link_to_credit_note(world: World, adjustment: Json, disposition: str = "") -> str:
    """Give an address that serves the credit note for an hour."""
    return _link(world, f"/credit-notes/{adjustment['id']}.pdf", disposition)


def _link(world: World, path: str, disposition: str) -> str:
    until = str(int(world.now().timestamp()) + _LIFE)
    words = {"expires": until, "signature": _sign(world, path, until)}
    if disposition == "inline":
        words["disposition"] = "inline"
    return f"{world.addresses.api}{path}?{urlencode(words)}"


def _sign(world: World, path: str, until: str) -> str:
    key = "".join(sorted(world.api_keys)).encode()
    return hmac.new(key, f"{path}?{until}".encode(), hashlib.sha256).hexdigest()


def invoice_routes() -> list[web.RouteDef]:
    """Give the routes; who has the link needs no key, as at Paddle."""
    return [web.get("/{kind:invoices|credit-notes}/{name}.pdf", _serve)]


async def _serve(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    until = request.query.get("expires", "0")
    wanted = _sign(world, request.path, until)
    if not hmac.compare_digest(wanted, request.query.get("signature", "")):
        return web.Response(status=403, text="This link is not valid.\n")
    if not until.isdigit() or int(until) < world.now().timestamp():
        return web.Response(status=403, text="This link has expired.\n")
    kind, name = request.match_info["kind"], request.match_info["name"]
    entity = world.of(_KINDS[kind]).get(name)
    if entity is None:
        return web.Response(status=404)
    shown = request.query.get("disposition", "attachment")
    return web.Response(
        body=pdf_of(_words(world, entity)),
        content_type="application/pdf",
        headers={"Content-Disposition": f'{shown}; filename="{name}.pdf"'},
    )


def _words(world: World, entity: Json) -> list[str]:
    totals = entity.get("details", entity)["totals"]
    customer = world.of("customers").get(str(entity["customer_id"])) or {}
    business = world.of("businesses").get(str(entity.get("business_id"))) or {}
    lines = [
        "Paddle stand-in: not an invoice of anybody",
        f"Document {entity.get('invoice_number') or entity['id']}",
        f"For {business.get('name') or customer.get('name') or customer.get('email')}",
    ]
    if business.get("tax_identifier"):
        lines.append(f"Tax id {business['tax_identifier']}")
    names = [("subtotal", "Subtotal"), ("tax", "Tax"), ("total", "Total")]
    currency = totals["currency_code"]
    return lines + [f"{word}: {currency} {int(totals[key]) / 100:.2f}" for key, word in names]


def pdf_of(lines: list[str]) -> bytes:
    """Write a one-page PDF with these lines of text."""
    shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
    stream = f"BT /F1 14 Tf 18 TL 60 770 Td\n{shown}ET".encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(body))
    return body + head + tail


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
