"""Tags of a workspace, and putting them on conversations."""

from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from chatsync.inbox.actions.hold import hold
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import ConversationTag, Tag
from chatsync.inbox.queries import shapes
from chatsync.inbox.schemas import ConversationOut
from chatsync.inbox.schemas.sorting import TagIn, TagOut, TagPage
from chatsync.kit.errors import Conflict
from chatsync.kit.problem import absent
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access

MOST = 100
_TAKEN = _("There is a tag with this name already.")
_FULL = _("A workspace has at most 100 tags. Delete one that nobody needs.")


def tags(access: Access) -> TagPage:
    """All tags of the workspace by name; there are never more than fit on one page."""
    with scope(access.workspace_id):
        found = [_shown(tag) for tag in Tag.objects.order_by("name")]
    return TagPage.model_construct(items=found, next_cursor=None)


def make_tag(access: Access, wanted: TagIn) -> TagOut:
    """Add a tag. Raises Conflict where the name is taken or there are too many."""
    try:
        with scope(access.workspace_id):
            if Tag.objects.count() >= MOST:
                raise Conflict(_FULL)
            return _shown(Tag.objects.create(name=wanted.name.strip(), colour=wanted.colour))
    except IntegrityError:
        raise Conflict(_TAKEN) from None


def change_tag(access: Access, tag_id: UUID, wanted: TagIn) -> TagOut:
    """Rename or recolour a tag wherever it is put. Raises NotFound, Conflict."""
    try:
        with scope(access.workspace_id):
            tag = _tag(tag_id)
            tag.name, tag.colour = wanted.name.strip(), wanted.colour
            tag.save()
            return _shown(tag)
    except IntegrityError:
        raise Conflict(_TAKEN) from None


def delete_tag(access: Access, tag_id: UUID) -> None:
    """Take a tag away, from every conversation too. Raises NotFound."""
    with scope(access.workspace_id):
        tag = _tag(tag_id)
        ConversationTag.objects.filter(tag_id=tag.id).delete()
        tag.delete()


def put_tag(access: Access, conversation_id: UUID, tag_id: UUID) -> ConversationOut:
    """Put a tag on a conversation; repeating it changes nothing. Raises NotFound."""
    with scope(access.workspace_id):
        hold(access, conversation_id)
        _row, is_new = ConversationTag.objects.get_or_create(
            conversation_id=conversation_id, tag_id=_tag(tag_id).id
        )
        return _told(conversation_id, changed=is_new)


def take_tag_off(access: Access, conversation_id: UUID, tag_id: UUID) -> ConversationOut:
    """Take a tag off a conversation; repeating it changes nothing. Raises NotFound."""
    with scope(access.workspace_id):
        hold(access, conversation_id)
        worn = ConversationTag.objects.filter(
            conversation_id=conversation_id, tag_id=_tag(tag_id).id
        )
        gone, _kinds = worn.delete()
        return _told(conversation_id, changed=bool(gone))


def _told(conversation_id: UUID, *, changed: bool) -> ConversationOut:
    if changed:
        tell(conversations=[conversation_id])
    return shapes.conversations([conversation_id])[conversation_id]


def _tag(tag_id: UUID) -> Tag:
    tag: Tag | None = Tag.objects.filter(id=tag_id).first()
    if tag is None:
        raise absent()
    return tag


def _shown(tag: Tag) -> TagOut:
    return TagOut.model_construct(id=tag.id, name=tag.name, colour=tag.colour)
