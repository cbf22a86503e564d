"""What a customer's message does to timeline, list row, sessions and browsers."""

import json

import pytest

from chatsync.channels.models import Media, MediaFetch, Number, Parked, Unrouted
from chatsync.channels.tests.feed import a_line, deliver, feed, read, texts, thread
from chatsync.channels.tests.test_ingest import said
from chatsync.channels.tests.whatsapp_bodies import EVERY
from chatsync.channels.tests.whatsapp_builders import (
    FILE,
    OURS,
    Json,
    change,
    delivery,
    inbound,
    message,
    wamid,
)
from chatsync.channels.tests.whatsapp_fields import ECHOES
from chatsync.channels.tests.whatsapp_messages import MESSAGES
from chatsync.inbox.models import Conversation, Message
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event
from chatsync.workspaces.access import Access
from chatsync.workspaces.tests.make import a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Access:
    return a_workspace()[1]


@pytest.fixture
def number(owner: Access) -> Number:
    return a_line(owner)


def row(access: Access) -> Conversation:
    with scope(access.workspace_id):
        found: Conversation = Conversation.objects.get()
    return found


def seconds_ago(seconds: float) -> int:
    return int(now().timestamp() - seconds)


def test_every_kind_is_one_message_under_its_own_id(owner: Access, number: Number) -> None:
    kinds = [{**item, "id": wamid(name)} for name, (item, _) in MESSAGES.items()]
    deliver(number, *map(inbound, kinds), *map(inbound, kinds), inbound(*kinds))
    read()
    stored = [m.wamid for m in thread(owner)]
    assert sorted(filter(None, stored)) == sorted(wamid(name) for name in MESSAGES)
    with scope(owner.workspace_id):
        assert not Parked.objects.filter(reason__startswith="Could not be stored").exists()
        assert Conversation.objects.count() >= 1


def test_every_body_that_we_know_of_is_taken_in(owner: Access) -> None:
    """Each with the number and account it names; nothing of it may break our own code."""
    bodies = [json.dumps(body).encode() for body in EVERY]
    ids = {m["phone_number_id"] for body in EVERY for m in _metadata(body)}
    lines = [a_line(owner, phone_number_id) for phone_number_id in sorted(ids)]
    app = lines[0].app
    with scope(owner.workspace_id):
        Number.objects.update(app=app)
    deliver(app.id, *bodies)
    assert read() == len(bodies)
    with scope(owner.workspace_id):
        assert not Parked.objects.filter(reason__startswith="Could not be stored").exists()
    assert not Unrouted.objects.filter(reason__startswith="Could not be stored").exists()


def _metadata(body: object) -> list[Json]:
    if isinstance(body, dict):
        own = [body["metadata"]] if isinstance(body.get("metadata"), dict) else []
        found = [part for part in own if str(part.get("phone_number_id", "")).isdigit()]
        return found + [part for inner in body.values() for part in _metadata(inner)]
    if isinstance(body, list):
        return [part for inner in body for part in _metadata(inner)]
    return []


def test_a_text_is_kept_with_its_raw_piece_and_times(owner: Access, number: Number) -> None:
    at = seconds_ago(60)
    feed(number, inbound(said("Salam", at)))
    (stored,) = thread(owner)
    assert (stored.direction, stored.type, stored.text) == ("in", "text", "Salam")
    assert (stored.status, stored.origin) == ("received", "live")
    assert int(stored.sent_at.timestamp()) == at
    assert stored.stored_at > stored.sent_at
    assert json.loads(bytes(stored.raw or b""))["text"] == {"body": "Salam"}


def test_an_image_has_a_file_to_fetch_and_its_caption_as_text(
    owner: Access, number: Number
) -> None:
    feed(number, inbound(message("image", image={**FILE, "caption": "my order"})))
    (stored,) = thread(owner)
    with scope(owner.workspace_id):
        media = Media.objects.get()
    assert (stored.text, stored.media_id) == ("my order", media.id)
    assert (media.provider_id, media.mime_type, media.state) == (
        FILE["id"],
        "image/jpeg",
        "waiting",
    )
    assert MediaFetch.objects.get().id == media.id


def test_the_list_row_shows_who_wrote_what_last(owner: Access, number: Number) -> None:
    at = seconds_ago(60)
    feed(number, inbound(said("first", at), said("second", at + 1)))
    found = row(owner)
    assert (found.last_text, found.last_direction, found.last_type) == ("second", "in", "text")
    assert found.last_message_id == thread(owner)[1].id
    assert found.unread == 2
    assert int(found.waiting_since.timestamp()) == at  # type: ignore[union-attr]


def test_a_late_message_takes_its_place_by_time_and_not_the_last_line(
    owner: Access, number: Number
) -> None:
    at = seconds_ago(300)
    feed(number, inbound(said("now", at)))
    feed(number, inbound(said("before", at - 100)))
    assert texts(owner) == ["before", "now"]
    assert (row(owner).last_text, row(owner).unread) == ("now", 2)
    assert int(row(owner).waiting_since.timestamp()) == at - 100  # type: ignore[union-attr]


def test_messages_of_one_second_keep_the_order_in_which_they_came(
    owner: Access, number: Number
) -> None:
    words = [f"{at:02}" for at in range(30)]
    feed(number, inbound(*(said(word) for word in words[:15])))
    feed(number, inbound(*(said(word) for word in words[15:])))
    assert texts(owner) == words
    assert row(owner).last_text == "29"


def test_only_a_customers_own_live_message_counts_as_unread(owner: Access, number: Number) -> None:
    silent = [
        message("reaction", reaction={"message_id": wamid("x"), "emoji": "🙏"}),
        message("system", system={"type": "customer_identity_changed", "body": "x"}),
        message("edit", edit={"original_message_id": wamid("x")}),
        message("revoke", revoke={"original_message_id": wamid("x")}),
        message("unsupported", errors=[{"code": 131051}]),
    ]
    feed(number, inbound(*silent), ECHOES["text"][0], _history())
    assert (row(owner).unread, row(owner).waiting_since) == (0, None)
    assert row(owner).window_expires_at is None


def _history() -> Json:
    old = {**said("old"), "history_context": {"status": "READ"}}
    chunk = {"threads": [{"id": "923001234567", "messages": [old]}]}
    return delivery(change("history", history=[chunk]))


def echoed(word: str, at: int) -> Json:
    """What the business wrote on its own phone."""
    echo = said(word, at)
    echo |= {"from": OURS, "to": echo["from"]}
    return delivery(change("smb_message_echoes", message_echoes=[echo]))


def test_what_was_asked_and_answered_on_the_phone_in_one_batch_waits_for_nobody(
    owner: Access, number: Number
) -> None:
    at = seconds_ago(90)
    deliver(number, inbound(said("a", at)), echoed("b", at + 1))
    read()
    assert (row(owner).waiting_since, row(owner).unread) == (None, 0)
    deliver(number, inbound(said("c", at + 2)), echoed("d", at + 3), inbound(said("e", at + 4)))
    read()
    assert (int(row(owner).waiting_since.timestamp()), row(owner).unread) == (at + 4, 1)  # type: ignore[union-attr]


def test_an_answer_from_the_business_phone_ends_the_waiting(owner: Access, number: Number) -> None:
    feed(number, inbound(said("Salam", seconds_ago(90))))
    feed(number, echoed("Walaikum salam", seconds_ago(60)))
    assert (row(owner).waiting_since, row(owner).unread) == (None, 0)
    assert row(owner).last_text == "Walaikum salam"


def test_an_echo_older_than_the_customers_last_word_leaves_the_customer_waiting(
    owner: Access, number: Number
) -> None:
    feed(number, inbound(said("Salam", seconds_ago(60))))
    feed(number, echoed("earlier", seconds_ago(90)))
    assert row(owner).waiting_since is not None
    assert row(owner).unread == 1


def test_each_conversation_of_a_batch_is_one_event(owner: Access, number: Number) -> None:
    first = {"from": "923001111111"}
    second = {"from": "923002222222"}
    body = delivery(
        change(
            "messages",
            messages=[said("a") | first, said("b") | second, said("c") | first],
        )
    )
    feed(number, body)
    with scope(owner.workspace_id):
        payloads = [json.loads(bytes(event.payload)) for event in Event.objects.order_by("seq")]
    assert [payload["type"] for payload in payloads] == ["batch", "message.stored"]
    assert [part["message"]["text"] for part in payloads[0]["events"]] == ["a", "c"]


def test_a_repeated_batch_tells_nobody_anything(owner: Access, number: Number) -> None:
    feed(number, inbound(said("a")))
    with scope(owner.workspace_id):
        before = Event.objects.count()
    feed(number, inbound(said("a")))
    with scope(owner.workspace_id):
        assert Event.objects.count() == before
    assert row(owner).unread == 1


def test_a_batch_that_fails_leaves_no_trace(owner: Access, number: Number) -> None:
    good, bad = said("good"), {**said("bad"), "id": "w" * 300}
    feed(number, inbound(good, bad))
    with scope(owner.workspace_id):
        assert Message.objects.count() == 1
        assert [event.seq for event in Event.objects.all()] == [1]
