"""Builders: numbers, customers, conversations, messages."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from chatsync.channels.models import MetaApp, Number, NumberStatus
from chatsync.contacts.models import Contact, Identity, IdentityKind
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import RANK, Conversation, Direction, Message, MessageStatus
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access


def a_number(access: Access, **changes: Any) -> Number:
    app = MetaApp.objects.create(
        key=uuid4().hex, app_id="1", secrets=b"", verify_token=b"", active=True
    )
    with scope(access.workspace_id):
        number: Number = Number.objects.create(
            **{
                "phone_number_id": uuid4().hex,
                "waba_id": "1",
                "display_phone_number": "+92 21 35870000",
                "verified_name": "Kitchen",
                "app": app,
                "token": b"",
                "status": NumberStatus.CONNECTED,
                **changes,
            }
        )
    return number


def a_contact(access: Access, phone: str = "", **changes: Any) -> Contact:
    phone = phone or f"9230{uuid4().int % 10**8:08d}"
    with scope(access.workspace_id):
        contact: Contact = Contact.objects.create(
            **{"profile_name": "Customer", "phone": f"+{phone}", **changes}
        )
        Identity.objects.create(contact=contact, kind=IdentityKind.PHONE, value=phone)
    return contact


def a_conversation(
    access: Access,
    text: str = "Salam",
    *,
    number: Number | None = None,
    contact: Contact | None = None,
    at: datetime | None = None,
    **changes: Any,
) -> Conversation:
    """An open conversation with one message of the customer, its window open."""
    number = number or a_number(access)
    contact = contact or a_contact(access)
    at = at or now()
    with scope(access.workspace_id):
        conversation: Conversation = Conversation.objects.create(
            **{
                "number": number,
                "contact": contact,
                "window_expires_at": at + timedelta(hours=24),
                "waiting_since": at,
                "unread": 1,
                **changes,
            }
        )
    a_message(access, conversation.id, text, at=at)
    with scope(access.workspace_id):
        conversation.refresh_from_db()
    return conversation


def a_message(
    access: Access,
    conversation_id: UUID,
    text: str | None = "Salam",
    *,
    at: datetime | None = None,
    **changes: Any,
) -> Message:
    """A message as it stands once it was received (or sent), and told."""
    at = at or now()
    with scope(access.workspace_id):
        conversation = Conversation.objects.get(id=conversation_id)
        values = {
            "conversation": conversation,
            "number_id": conversation.number_id,
            "direction": Direction.IN,
            "type": "text",
            "text": text,
            "status": MessageStatus.RECEIVED,
            "wamid": f"wamid.{uuid4().hex}",
            "sent_at": at,
            **changes,
        }
        message: Message = Message.objects.create(rank=RANK[values["status"]], **values)
        Conversation.objects.filter(id=conversation_id).update(
            last_message_id=message.id,
            last_message_at=at,
            last_direction=message.direction,
            last_type="text",
            last_text=text or "",
            last_status=message.status,
        )
        tell(stored=[message.id])
    return message
