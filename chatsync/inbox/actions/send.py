"""Answering a customer: one message, checked, stored, queued and told in one transaction."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from chatsync.channels.actions.dispatch import dispatch
from chatsync.channels.actions.template_fit import demand_fit, filled
from chatsync.channels.actions.templates import known_template
from chatsync.channels.schemas import TemplateOut
from chatsync.channels.whatsapp.outgoing import Recipient
from chatsync.contacts.models import Identity, IdentityKind
from chatsync.inbox.actions.attach import carries_file, file_of, marked_wamid
from chatsync.inbox.actions.compose import Parts, body_of, is_voice, no_address, preview_of
from chatsync.inbox.actions.drafts import forget_sent
from chatsync.inbox.actions.hold import hold
from chatsync.inbox.actions.sendable import demand_sendable
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import RANK, Conversation, Direction, Message, MessageStatus
from chatsync.inbox.queries import shapes
from chatsync.inbox.schemas import MessageIn, MessageOut
from chatsync.kit.clock import now
from chatsync.kit.errors import Conflict, Invalid
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access


@dataclass(frozen=True)
class Sent:
    """The message, and whether this request made it (or one before, with the same client_id)."""

    message: MessageOut
    is_new: bool


def send_message(access: Access, conversation_id: UUID, wanted: MessageIn) -> Sent:
    """Store an answer and put it on its way; safe to repeat with the same `client_id`.

    Raises NotFound, ReadOnly (the workspace may not send), NumberDisconnected, WindowClosed (free
    text later than 24 hours after the customer's last message; Meta error 131047), UnseenReply
    (somebody else answered after `seen_seq`), Invalid and Conflict.
    """
    known = _known_template(access, conversation_id, wanted)
    try:
        with scope(access.workspace_id):
            conversation = hold(access, conversation_id)
            first = Message.objects.filter(client_id=wanted.client_id).first()
            if first is not None:
                return Sent(_repeated(first, conversation_id), is_new=False)
            demand_sendable(access, conversation, wanted)
            message = _store(access, conversation, wanted, known)
            tell(stored=[message.id])
            return Sent(shapes.messages([message.id])[message.id], is_new=True)
    except IntegrityError as error:
        if "message_client_once" in str(error):
            raise _client_id_taken() from None
        raise


def _repeated(first: Message, conversation_id: UUID) -> MessageOut:
    if first.conversation_id != conversation_id:
        raise _client_id_taken()
    return shapes.messages([first.id])[first.id]


def _client_id_taken() -> Conflict:
    return Conflict(_("This client_id was used for another message. Use a new one."))


def _known_template(access: Access, conversation_id: UUID, wanted: MessageIn) -> TemplateOut | None:
    """The template as Meta describes it, asked before anything is locked."""
    if wanted.type != "template" or wanted.template is None:
        return None
    with scope(access.workspace_id):
        row = Conversation.objects.filter(id=conversation_id).only("number_id").first()
    if row is None:
        return None
    asked = wanted.template
    return known_template(access.workspace_id, row.number_id, asked.name, asked.language)


def _store(
    access: Access, conversation: Conversation, wanted: MessageIn, known: TemplateOut | None
) -> Message:
    moment = now()
    quoted = _quoted(conversation.id, wanted.reply_to) if wanted.reply_to else None
    media = file_of(access, wanted) if carries_file(wanted) else None
    if known and wanted.template:
        demand_fit(known, wanted.template.components, media.kind if media else None)
    target = marked_wamid(conversation.id, wanted) if wanted.type == "reaction" else None
    recipient = _recipient(conversation.contact_id)
    body = body_of(wanted, recipient, Parts(quoted, target, media))
    message: Message = Message.objects.create(
        conversation_id=conversation.id,
        number_id=conversation.number_id,
        direction=Direction.OUT,
        type=wanted.type,
        text=_words(wanted, known),
        media=media,
        status=MessageStatus.QUEUED,
        rank=RANK[MessageStatus.QUEUED],
        client_id=wanted.client_id,
        author_id=access.member_id,
        reply_to_wamid=quoted,
        refers_to=target,
        details={"content": {"kind": "voice"}} if media and is_voice(media) else None,
        template=_template_as_sent(wanted, known),
        sent_at=moment,
        stored_at=moment,
    )
    if target is None:
        _keep_up(conversation.id, message)
    if wanted.type == "text":
        forget_sent(access, conversation.id, wanted.client_id, wanted.text or "")
    dispatch(
        message_id=message.id,
        number_id=conversation.number_id,
        pair_id=conversation.id,
        recipient=recipient,
        body=body,
        media_id=media.id if media else None,
    )
    return message


def _keep_up(conversation_id: UUID, message: Message) -> None:
    """An answer is the last word: the customer no longer waits, and all before it is read."""
    Conversation.objects.filter(id=conversation_id).update(
        last_message_id=message.id,
        last_message_at=message.sent_at,
        last_direction=message.direction,
        last_type=message.type,
        last_text=preview_of(message.text),
        last_status=message.status,
        waiting_since=None,
        unread=0,
    )


def _words(wanted: MessageIn, known: TemplateOut | None) -> str | None:
    if wanted.type == "reaction" and wanted.reaction is not None:
        return wanted.reaction.emoji
    if wanted.type != "template" or wanted.template is None:
        return wanted.text
    return filled(known, wanted.template.components) if known else None


def _template_as_sent(wanted: MessageIn, known: TemplateOut | None) -> dict[str, Any] | None:
    """With its buttons, which Meta may change later and the customer has seen as they are now."""
    if wanted.type != "template" or wanted.template is None:
        return None
    buttons = [button.model_dump() for button in known.buttons] if known else []
    return {**wanted.template.model_dump(), "buttons": buttons}


def _quoted(conversation_id: UUID, message_id: UUID) -> str:
    """The id under which Meta knows the message that is answered."""
    quoted = Message.objects.filter(id=message_id, conversation_id=conversation_id).first()
    if quoted is None:
        raise absent()
    if quoted.wamid is None:
        said = _("This message has not reached WhatsApp yet. Reply once it is sent.")
        raise Invalid(said, errors=[{"loc": "reply_to", "msg": said}])
    wamid: str = quoted.wamid
    return wamid


def _recipient(contact_id: UUID) -> Recipient:
    """The customer's newest addresses."""
    known = Identity.objects.filter(contact_id=contact_id).order_by("id")
    newest = dict(known.values_list("kind", "value"))
    phone, bsuid = newest.get(IdentityKind.PHONE), newest.get(IdentityKind.BSUID)
    if not phone and not bsuid:
        raise no_address()
    return Recipient(phone=phone, bsuid=bsuid)
