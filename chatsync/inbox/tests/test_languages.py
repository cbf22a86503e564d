"""Reasons of ours reach each reader in their own language, whoever caused them."""

import json

import pytest
from django.utils import translation

from chatsync.channels.media.fetching import GONE
from chatsync.channels.models import Media, Number
from chatsync.channels.tests.feed import a_line, feed
from chatsync.channels.tests.whatsapp_builders import FILE, inbound, message
from chatsync.inbox.actions.tell import tell
from chatsync.inbox.models import Message
from chatsync.inbox.queries import shapes
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def number() -> Number:
    """Its customer sent a photo that WhatsApp no longer has."""
    line = a_line(a_workspace()[1])
    feed(line, inbound(message("image", image=FILE)))
    with scope(line.workspace_id):
        Media.objects.update(state="expired", reason=GONE)
    return line


def test_why_a_file_is_not_there_is_said_in_the_readers_language(number: Number) -> None:
    with scope(number.workspace_id), translation.override("ur"):
        shown = shapes.messages([Message.objects.get().id])
    (only,) = shown.values()
    assert only.media
    assert only.media.reason == translation_of(GONE)


def test_what_is_pushed_is_english_whoever_pushes(number: Number) -> None:
    with scope(number.workspace_id), translation.override("ur"):
        tell(changed=[Message.objects.get().id])
        told = Event.objects.order_by("-seq")[0]
    assert json.loads(told.payload)["message"]["media"]["reason"] == GONE


def translation_of(words: str) -> str:
    with translation.override("ur"):
        found: str = translation.gettext(words)
    assert found != words
    return found
