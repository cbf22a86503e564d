"""What the demo's customers wrote, told through the same path as any webhook."""

import json
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from chatsync.channels.actions.ingest import store
from chatsync.channels.models import Number
from chatsync.kit.clock import now


@dataclass(frozen=True)
class Customer:
    """Somebody of the phone page. One writes without a phone number, as Meta now allows."""

    name: str
    wa_id: str = ""
    user_id: str = ""
    username: str = ""


CUSTOMERS = (
    Customer("Fatima Noor", wa_id="923005550111", user_id="PK.1048223390117245"),
    Customer("Imran Sheikh", wa_id="923335550122", user_id="PK.1048223390117246"),
    Customer("زینب علی", wa_id="923215550133", user_id="PK.1048223390117247"),
    Customer("Omar Farooq", user_id="PK.1048223390117248", username="omar.farooq"),
    Customer("Maria Khan", wa_id="971505550144", user_id="AE.1048223390117249"),
)

_STORIES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (0, ("Assalam o alaikum", "Is the 12-piece cookware set back in stock?")),
    (1, ("My parcel says delivered but nothing came.", "Can you check please?")),
    (2, ("السلام علیکم، کیا آج ڈیلیوری ہو جائے گی؟",)),
    (3, ("Hi! Do you take returns after two weeks?",)),
)


def tell_stories(number: Number, app_row_id: UUID) -> None:
    """Let the customers write, the latest some minutes ago. Repeating it changes nothing, since
    a message is known by its id; a seed of another day finds its first words already there."""
    for place, (who, lines) in enumerate(_STORIES):
        for line, text in enumerate(lines):
            ago = timedelta(minutes=12 + 17 * place - line)
            store([(app_row_id, _body(number, CUSTOMERS[who], text, ago))])


def _body(number: Number, customer: Customer, text: str, ago: timedelta) -> bytes:
    mark = sha256(f"{number.phone_number_id}:{customer.name}:{text}".encode()).hexdigest()[:24]
    message: dict[str, Any] = {
        "id": f"wamid.demo.{mark}",
        "timestamp": str(int((now() - ago).timestamp())),
        "type": "text",
        "text": {"body": text},
        "from_user_id": customer.user_id,
    }
    contact: dict[str, Any] = {"profile": {"name": customer.name}, "user_id": customer.user_id}
    if customer.wa_id:
        message["from"] = contact["wa_id"] = customer.wa_id
    if customer.username:
        contact["profile"]["username"] = customer.username
    value = {
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": number.display_phone_number,
            "phone_number_id": number.phone_number_id,
        },
        "contacts": [contact],
        "messages": [message],
    }
    change = {"field": "messages", "value": value}
    entry = {"id": number.waba_id, "changes": [change]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()
