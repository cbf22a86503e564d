"""Trying a number: one `hello_world` template to a phone, as any other message of the inbox."""

from uuid import UUID, uuid4

import phonenumbers
from django.db import connection
from django.utils.translation import gettext_lazy as _

from chatsync.channels.models import Number
from chatsync.contacts.actions import Person, identify
from chatsync.inbox.actions.place import conversations_for
from chatsync.inbox.actions.send import send_message
from chatsync.inbox.schemas import MessageIn, MessageOut, TemplateIn
from chatsync.kit.errors import Invalid, NumberDisconnected
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import current_workspace, scope
from chatsync.workspaces.access import Access

TEMPLATE = TemplateIn(name="hello_world", language="en_US")
"""Every WhatsApp account has it from its first day (Meta: Cloud API, get started)."""
HOME_REGION = "PK"
"""The country of a phone number that is written without one."""


def send_test_message(access: Access, number_id: UUID, to: str) -> MessageOut:
    """Write to a phone from a number; its ticks can be followed in the thread.

    Raises NotFound, Invalid for what is no phone number, and what `send_message` raises.
    """
    person = Person(phone=_digits(to))
    with scope(access.workspace_id):
        number = Number.objects.filter(id=number_id).first()
        if number is None:
            raise absent()
        if number.disconnected_at:
            raise NumberDisconnected(
                _("This number is disconnected. An owner can connect it again in Settings.")
            )
        _take_turn()
        (contact_id,) = identify([person])
        pair = (number_id, contact_id)
        conversation_id = conversations_for([pair])[pair]
    wanted = MessageIn(client_id=uuid4(), type="template", template=TEMPLATE)
    return send_message(access, conversation_id, wanted).message


def _digits(to: str) -> str:
    """The number as WhatsApp writes it: with the country, without signs (E.164)."""
    try:
        parsed = phonenumbers.parse(to, HOME_REGION)
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed is None or not phonenumbers.is_valid_number(parsed):
        said = _("This is no phone number. Write it like +92 300 1234567.")
        raise Invalid(said, errors=[{"loc": "to", "msg": said}])
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164).removeprefix("+")


def _take_turn() -> None:
    """The lock under which a workspace's contacts are made (inbox.actions.receive)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [str(current_workspace())]
        )
