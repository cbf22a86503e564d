"""A shop that gives out in turn, people who are there, and customers who write to it."""

from typing import Any
from uuid import UUID

from chatsync.channels.models import Number
from chatsync.channels.tests.feed import deliver, read
from chatsync.channels.tests.whatsapp_builders import Json, change, delivery, message
from chatsync.inbox.actions.attendance import note_present
from chatsync.inbox.actions.rules import change_rules
from chatsync.inbox.models import Conversation
from chatsync.inbox.schemas.giving import RulesIn
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access

RULES: Json = {
    "giving": "in_turn",
    "open_limit": None,
    "leads_too": False,
    "pass_on_after_minutes": None,
    "resolve_after_days": None,
    "resolve_unanswered": False,
}


def choose(owner: Access, **changes: Any) -> None:
    """Give out in turn to agents alone, but for what is said otherwise."""
    change_rules(owner, RulesIn(**{**RULES, **changes}))


def come(*people: Access) -> None:
    """Their pages are connected now."""
    for access in people:
        note_present({access.workspace_id: {access.member_id}})


def letter(customer: str, word: str = "Salam") -> Json:
    """A webhook body: a customer, named by their phone number, writes now."""
    at = str(int(now().timestamp()))
    wrote = message("text", id=f"wamid.{customer}{word}", text={"body": word}, timestamp=at)
    person = {"wa_id": customer, "profile": {"name": f"Customer {customer[-2:]}"}}
    return delivery(change("messages", contacts=[person], messages=[{**wrote, "from": customer}]))


def write(number: Number, *customers: str, word: str = "Salam") -> None:
    """Customers write one after another, and it is read."""
    for customer in customers:
        deliver(number, letter(customer, word))
        read()


def held(number: Number) -> dict[str, UUID | None]:
    """Customer to who holds their conversation."""
    with scope(number.workspace_id):
        rows = Conversation.objects.select_related("contact")
        return {(row.contact.phone or "").lstrip("+"): row.assignee_id for row in rows}


def only(number: Number) -> Conversation:
    with scope(number.workspace_id):
        found: Conversation = Conversation.objects.get()
    return found
