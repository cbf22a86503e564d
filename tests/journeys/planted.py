"""Script, planted through every real door, and a watch that hears it run or call home."""

import json
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from playwright.sync_api import BrowserContext

from chatsync.channels.tests.sound_and_film import A_PDF
from tests.journeys.customers import Customer
from tests.support.product import Product, eventually, request

SCRIPT = "<img src=//away.test/x onerror=ran()>"
LONG = f"{SCRIPT}<svg onload=ran()><script>ran()</script><a href=javascript:ran()>x</a>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="ran()"><script>ran()</script></svg>'
PAGE = b"<!doctype html><script>ran()</script>"
TEMPLATE = "script_is_words"
_FILES = [
    ("document", "application/pdf", A_PDF),
    ("image", "image/svg+xml", SVG),
    ("document", "text/html", PAGE),
]
_NEAR = {"localhost", "127.0.0.1"}


@dataclass
class Watch:
    """What ran, and what was loaded from elsewhere."""

    ran: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Hear every page of this context; what goes elsewhere is noted, and does not get there."""
        context.expose_binding("ran", lambda source: self.ran.append(source["page"].url))
        context.on("request", lambda asked: self._note(asked.url))

    def _note(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in _NEAR:
            self.outside.append(address)


def csp_reports(product: Product) -> int:
    return product.count("SELECT coalesce(sum(count), 0) FROM privacy_cspreport")


def _call(product: Product, path: str, body: Any, method: str = "POST") -> Any:
    answer = product.api(path, method=method, body=body)
    assert answer.status in {200, 201, 204}, (path, answer.status, answer.body)
    return answer.json() if answer.body else None


@contextmanager
def script_everywhere(product: Product) -> Iterator[Customer]:
    """A customer who writes script to a shop that is named script; the shop gets its name back."""
    customer = Customer(product, LONG, f"92304{secrets.randbelow(10**7):07d}")
    settings = product.api("settings").json()
    _call(product, "settings", {**settings, "name": SCRIPT}, "PUT")
    tag = _call(product, "tags", {"name": SCRIPT})
    key = _call(product, "api-keys", {"name": SCRIPT})
    try:
        _customer_writes(product, customer)
        _team_writes(product, customer, tag["id"])
        yield customer
    finally:
        _call(product, f"api-keys/{key['id']}", None, "DELETE")
        _call(product, f"tags/{tag['id']}", None, "DELETE")
        for member in product.api("members").json()["items"]:
            if member["name"] == SCRIPT:
                _call(product, f"members/{member['id']}", None, "DELETE")
        _call(product, "settings", settings, "PUT")


def _customer_writes(product: Product, customer: Customer) -> None:
    card = {"name": {"formatted_name": SCRIPT, "first_name": SCRIPT}, "org": {"company": SCRIPT}}
    place = {"name": SCRIPT, "address": SCRIPT, "latitude": 1, "longitude": 2}
    customer.writes(LONG)
    customer.writes("", type="contacts", contacts=[card])
    customer.writes("", type="location", location=place)
    customer.writes("", type="button", button={"payload": "x", "text": SCRIPT})
    send_files(product, customer)


def send_files(product: Product, customer: Customer) -> None:
    """A customer's files from the phone page, named script where the kind has a name."""
    facts = product.facts
    for kind, mime_type, content in _FILES:
        query = f"number={facts['demo']['phone_number_id']}&customer={customer.wa_id}&kind={kind}"
        path = f"/phone/files?{query}&name={quote(SCRIPT)}.pdf"
        headers = {"Origin": facts["sandbox_url"], "Sec-Fetch-Site": "same-origin"}
        headers["Content-Type"] = mime_type
        sent = request(facts["sandbox_url"], "POST", path, body=content, headers=headers)
        assert sent.status == 200, sent.body
    eventually(lambda: len(files_of(product, customer)) == len(_FILES))


def upload(product: Product, name: str, content: bytes) -> int:
    """An agent's file; the status."""
    edge = "edge0123456789"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    headers = {
        "Authorization": f"Bearer {product.facts['demo']['api_key']}",
        "Content-Type": f"multipart/form-data; boundary={edge}",
    }
    body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
    return product.ask("POST", "/api/v1/media", body=body, headers=headers).status


def files_of(product: Product, customer: Customer) -> list[dict[str, Any]]:
    """The customer's files that are fetched or given up, oldest first."""
    path = f"conversations/{customer.conversation()['id']}/messages"
    found = [one["media"] for one in product.api(path).json()["items"] if one["media"]]
    return [one for one in reversed(found) if one["state"] != "waiting"]


def _team_writes(product: Product, customer: Customer, tag_id: str) -> None:
    talk = customer.conversation()
    members = product.api("members").json()["items"]
    manager = next(one["id"] for one in members if one["role"] == "manager")
    path = f"conversations/{talk['id']}"
    _call(product, f"contacts/{talk['contact']['id']}", {"name": f"{SCRIPT} Ltd"}, "PUT")
    _call(product, f"{path}/tags/{tag_id}", None, "PUT")
    _call(product, f"{path}/notes", {"text": LONG, "mentions": [manager]})
    said = {"client_id": str(uuid.uuid4()), "type": "text", "text": LONG}
    _call(product, f"{path}/messages", said)
    _approved_template(product)
    template = {"name": TEMPLATE, "language": "en", "components": []}
    wish = {"client_id": str(uuid.uuid4()), "type": "template", "template": template}
    _call(product, f"{path}/messages", wish)


def _approved_template(product: Product) -> None:
    """A template whose words are script, reviewed by Meta and known here by Meta's own word."""
    known, base = product.known_to_meta(), product.facts["sandbox_url"]
    components = [{"type": "BODY", "text": LONG}, {"type": "FOOTER", "text": SCRIPT}]
    wish = {"name": TEMPLATE, "language": "en", "category": "UTILITY", "components": components}
    path = f"/v25.0/{known['waba_id']}/message_templates"
    headers = {"Authorization": f"Bearer {known['token']}", "Content-Type": "application/json"}
    made = request(base, "POST", path, body=json.dumps(wish).encode(), headers=headers)
    assert made.status == 200, made.body
    decided = {"waba_id": known["waba_id"], "name": TEMPLATE, "status": "APPROVED"}
    product.sandbox("templates", decided)
    number = product.api("numbers").json()["items"][0]["id"]
    eventually(lambda: _is_known(product, number))


def _is_known(product: Product, number: str) -> bool:
    listed = product.api(f"templates?number_id={number}").json()["items"]
    return any((one["name"], one["status"]) == (TEMPLATE, "APPROVED") for one in listed)
