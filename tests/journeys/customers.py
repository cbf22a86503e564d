"""Customers of the demo's number: they write, and remember what reached their phone."""

import secrets
import time
from dataclasses import dataclass
from typing import Any

from tests.support.product import Product, eventually

_NAMES = [
    "Asma",
    "Bushra",
    "Danish",
    "Farhan",
    "Gul",
    "Iqra",
    "Kamran",
    "Mehwish",
    "Noman",
    "Rabia",
]


@dataclass(frozen=True)
class Customer:
    """One person with a name and a phone number that nobody else has in this run."""

    product: Product
    name: str
    wa_id: str

    @classmethod
    def new(cls, product: Product) -> "Customer":
        tail = "".join(secrets.choice("0123456789") for _ in range(7))
        return cls(product, f"{secrets.choice(_NAMES)} {tail}", f"92302{tail}")

    def writes(self, text: str, **more: Any) -> None:
        """Send a text, or another kind given by `type` and its object."""
        self._inbound({"name": self.name, "text": text, **more})

    def wrote(self, text: str, at: int) -> None:
        """A text that Meta says was written at `at` (Unix seconds)."""
        wamid = f"wamid.old.{secrets.token_hex(8)}"
        message = {
            "id": wamid,
            "from": self.wa_id,
            "timestamp": str(at),
            "type": "text",
            "text": {"body": text},
        }
        self._inbound({"name": self.name, "messages": [message]})

    def received(self) -> list[dict[str, Any]]:
        """Every send to this phone that the stand-in accepted, oldest first."""
        found: list[dict[str, Any]] = self.product.sandbox(f"sends?to={self.wa_id}")["items"]
        return found

    def conversation(self) -> dict[str, Any]:
        """This customer's conversation, once it is in the inbox, as the owner's key sees it."""
        return eventually(self._found)

    def phone_page(self) -> str:
        """The address of this customer's phone."""
        facts = self.product.facts
        number = facts["demo"]["phone_number_id"]
        return f"{facts['sandbox_url']}/?number={number}&customer={self.wa_id}"

    def _found(self) -> dict[str, Any] | None:
        listed = self.product.api("conversations?queue=all&status=open&limit=100").json()["items"]
        return next((one for one in listed if one["contact"]["phone"] == f"+{self.wa_id}"), None)

    def _inbound(self, wish: dict[str, Any]) -> None:
        number = self.product.facts["demo"]["phone_number_id"]
        self.product.sandbox("inbound", {"phone_number_id": number, "from": self.wa_id, **wish})


def begin_a_second() -> None:
    """Meta's times are whole seconds: what was said before is to lie in an earlier one."""
    time.sleep(1 - time.time() % 1)
