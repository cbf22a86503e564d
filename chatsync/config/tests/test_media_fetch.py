"""Files of customers are fetched from Graph, looked at, stored, or failed in words."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from chatsync.channels.actions.connect import connect_number
from chatsync.channels.actions.media import EXPIRES_AFTER, fetch_due_media
from chatsync.channels.models import Media, MediaFetch
from chatsync.channels.schemas import NumberIn
from chatsync.channels.tests.pictures import LIARS, a_photo
from chatsync.channels.tests.stand_in import TOKEN, Sandbox, a_shop, sandbox
from chatsync.config import wiring
from chatsync.contacts.models import Contact
from chatsync.inbox.models import Conversation, Message
from chatsync.kit.clock import moved, now
from chatsync.kit.tenancy import scope
from chatsync.realtime.queries import events_after

assert wiring.__doc__, "the wiring page binds who hears that a file is there"
OWN = {"app_id": "111", "secret": "s" * 32, "verify_token": "verify-me-please"}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with sandbox(tmp_path_factory.mktemp("sandbox")) as stand_in:
        yield stand_in


@pytest.fixture
def shop(db: None, graph: Sandbox, settings: Any) -> tuple[UUID, UUID]:
    settings.GRAPH_URL = graph.url
    workspace_id = a_shop()
    asked = {"phone_number_id": "5001", "waba_id": "6001", "token": TOKEN, "app": OWN}
    return workspace_id, connect_number(workspace_id, NumberIn.model_validate(asked))


def arrived(shop: tuple[UUID, UUID], provider_id: str, kind: str = "image") -> UUID:
    """A file that a message named, waiting to be fetched."""
    with scope(shop[0]):
        media = Media.objects.create(number_id=shop[1], provider_id=provider_id, kind=kind)
    MediaFetch.objects.create(id=media.id, workspace_id=shop[0])
    return media.id  # type: ignore[no-any-return]


def stored(shop: tuple[UUID, UUID], media_id: UUID) -> Media:
    with scope(shop[0]):
        return Media.objects.get(id=media_id)  # type: ignore[no-any-return]


def _content(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())


def test_an_image_is_kept_as_it_was_sent_with_a_small_copy(
    shop: tuple[UUID, UUID], graph: Sandbox
) -> None:
    photo = a_photo()
    media_id = arrived(shop, graph.upload(photo))
    assert fetch_due_media() == 1
    kept = stored(shop, media_id)
    assert (kept.state, kept.mime_type, kept.width, kept.height) == (
        "stored",
        "image/jpeg",
        1200,
        800,
    )
    assert _content(kept.stored_as) == photo
    assert 0 < len(_content(kept.thumbnail_as)) <= 20 * 1024
    assert str(media_id) not in kept.stored_as
    assert not MediaFetch.objects.exists()
    assert fetch_due_media() == 0


@pytest.mark.parametrize("name", ["svg", "html", "cut short", "bomb"])
def test_a_lying_file_ends_failed_in_words(
    shop: tuple[UUID, UUID], graph: Sandbox, name: str
) -> None:
    media_id = arrived(shop, graph.upload(LIARS[name]))
    fetch_due_media()
    kept = stored(shop, media_id)
    assert (kept.state, kept.stored_as, kept.thumbnail_as) == ("failed", "", "")
    assert "image" in kept.reason
    assert not MediaFetch.objects.exists()


def test_a_document_is_kept_but_never_named_as_something_to_run(
    shop: tuple[UUID, UUID], graph: Sandbox
) -> None:
    media_id = arrived(shop, graph.upload(LIARS["html"], "application/pdf"), "document")
    fetch_due_media()
    kept = stored(shop, media_id)
    assert (kept.state, kept.mime_type) == ("stored", "application/octet-stream")


def test_a_file_that_meta_does_not_know_is_expired(shop: tuple[UUID, UUID]) -> None:
    media_id = arrived(shop, "999999")
    fetch_due_media()
    assert stored(shop, media_id).state == "expired"


def test_a_silent_graph_is_asked_again_later_and_later(
    shop: tuple[UUID, UUID], settings: Any
) -> None:
    settings.GRAPH_URL = "http://127.0.0.1:9"
    media_id = arrived(shop, "1")
    waits = []
    for _ in range(3):
        assert fetch_due_media() == 1
        row = MediaFetch.objects.get(id=media_id)
        waits.append(row.due_at - now())
        assert fetch_due_media() == 0
        MediaFetch.objects.update(due_at=now())
    assert waits == sorted(waits)
    assert stored(shop, media_id).state == "waiting"


def test_after_seven_days_it_is_given_up(shop: tuple[UUID, UUID], settings: Any) -> None:
    settings.GRAPH_URL = "http://127.0.0.1:9"
    media_id = arrived(shop, "1")
    with moved(EXPIRES_AFTER + timedelta(minutes=1)):
        fetch_due_media()
    kept = stored(shop, media_id)
    assert kept.state == "expired"
    assert "7 days" in kept.reason


def test_browsers_are_told_of_the_message_whose_file_came(
    shop: tuple[UUID, UUID], graph: Sandbox
) -> None:
    media_id = arrived(shop, graph.upload(a_photo()))
    with scope(shop[0]):
        contact = Contact.objects.create(phone="+923001234567")
        conversation = Conversation.objects.create(number_id=shop[1], contact=contact)
        Message.objects.create(
            conversation=conversation,
            number_id=shop[1],
            direction="in",
            type="image",
            media_id=media_id,
            status="received",
            rank=0,
            sent_at=now(),
        )
    before = events_after(shop[0], None).head
    fetch_due_media()
    (event,) = events_after(shop[0], before).events
    assert '"type":"message.changed"' in event.payload
    assert '"state":"stored"' in event.payload


def test_workspaces_take_turns(shop: tuple[UUID, UUID], settings: Any) -> None:
    settings.GRAPH_URL = "http://127.0.0.1:9"
    flooding = [arrived(shop, "1") for _ in range(40)]
    other = a_shop()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO channels_mediafetch (id, workspace_id, due_at, tries) "
            "VALUES (gen_random_uuid(), %s, now(), 0)",
            [other],
        )
    fetch_due_media()
    assert not MediaFetch.objects.filter(workspace_id=other).exists()
    assert MediaFetch.objects.filter(id__in=flooding, tries=0).count() == 25
