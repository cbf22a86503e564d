"""The sender against a stand-in for Meta: what goes out, in which order, and how it ends."""

from io import BytesIO

from chatsync.channels.actions.connect import disconnect_number
from chatsync.channels.actions.uploads import keep_upload
from chatsync.channels.loops.pace import FULL_PACE
from chatsync.channels.models import Dispatch, Media, Number, Outbound
from chatsync.channels.tests.pictures import a_photo
from chatsync.channels.tests.sender import (
    a_sandbox_line,
    all_gone,
    answer,
    bulk,
    sending,
    status,
    taken,
    texts_taken,
)
from chatsync.channels.tests.stand_in import Sandbox
from chatsync.inbox.models import Message
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from tests.support.product import eventually


def test_a_text_is_accepted_and_settled(owner: Access, number: Number, meta: Sandbox) -> None:
    conversation = a_conversation(owner, number=number)
    message = answer(owner, conversation, "On its way. شکریہ")
    with sending():
        eventually(all_gone)
    assert status(owner, message) == "accepted"
    (item,) = taken(meta)
    assert (item["id"], item["text"]) == (message.wamid, "On its way. شکریہ")
    assert item["biz_opaque_callback_data"] == f"{message.id}.0"
    assert item["to"].startswith("+9230")
    with scope(owner.workspace_id):
        assert not Outbound.objects.exists()


def test_a_template_goes_out_as_it_was_chosen(owner: Access, number: Number, meta: Sandbox) -> None:
    words = [{"type": "text", "text": word} for word in ("Ayesha", "KKS-1042")]
    template = {
        "name": "order_update",
        "language": "en",
        "components": [{"type": "body", "parameters": words}],
    }
    conversation = a_conversation(owner, number=number, window_expires_at=None)
    message = answer(owner, conversation, None, type="template", template=template)
    with sending():
        eventually(all_gone)
    assert status(owner, message) == "accepted"
    (item,) = taken(meta)
    assert (item["type"], item["body"]["template"]["name"]) == ("template", "order_update")


def upload_a_photo(owner: Access) -> Media:
    data = a_photo()
    return keep_upload(owner.workspace_id, BytesIO(data), len(data), "lamp.jpg")


def test_an_image_is_uploaded_once_and_sent_twice(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    media = upload_a_photo(owner)
    conversation = a_conversation(owner, number=number)
    for caption in ("one", "two"):
        answer(owner, conversation, caption, type="image", media_id=media.id)
    with sending():
        eventually(all_gone)
    images = [item["body"]["image"] for item in taken(meta)]
    assert [image["caption"] for image in images] == ["one", "two"]
    with scope(owner.workspace_id):
        provider_id = Media.objects.get(id=media.id).provider_id
        assert set(Message.objects.filter(type="image").values_list("status")) == {("accepted",)}
    assert provider_id in {image["id"] for image in images}


def test_each_customers_messages_go_out_in_their_order(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    conversations = [a_conversation(owner, number=number) for _ in range(4)]
    for at in range(12):
        for who, conversation in enumerate(conversations):
            answer(owner, conversation, f"{who} {at:02}")
    with sending():
        eventually(all_gone)
    for who in range(4):
        mine = [text for text in texts_taken(meta) if text.startswith(f"{who} ")]
        assert mine == [f"{who} {at:02}" for at in range(12)]


def test_a_reply_overtakes_the_bulk(owner: Access, number: Number, meta: Sandbox) -> None:
    bulk(owner, number, 150)
    answer(owner, a_conversation(owner, number=number), "reply")
    with sending():
        eventually(all_gone)
    assert (len(taken(meta)), texts_taken(meta).index("reply") < 30) == (151, True)


def test_no_number_is_sent_from_faster_than_meta_allows(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    """The sandbox counts 80 a second; whoever it refused came again with another mark."""
    bulk(owner, number, 250)
    bulk(owner, a_sandbox_line(owner, 2), 50)
    with sending():
        eventually(all_gone)
    items = taken(meta)
    assert len(items) == 300
    assert {item["biz_opaque_callback_data"].rpartition(".")[2] for item in items} == {"0"}
    times = [item["at"] for item in items if item["phone_number_id"] == "5001"]
    assert 250 / (times[-1] - times[0]) < FULL_PACE * 1.25


def test_a_disconnected_number_fails_with_words(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    message = answer(owner, a_conversation(owner, number=number), "too late")
    disconnect_number(owner.workspace_id, number.id)
    with sending():
        eventually(all_gone)
    assert status(owner, message) == "failed"
    assert message.error_title == "The number is disconnected"
    assert message.error_details
    assert taken(meta) == []


def test_an_image_whose_file_is_gone_fails_alone(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    media = upload_a_photo(owner)
    with scope(owner.workspace_id):
        Media.objects.filter(id=media.id).update(stored_as="no/such/file")
    conversation = a_conversation(owner, number=number)
    image = answer(owner, conversation, "look", type="image", media_id=media.id)
    text = answer(owner, conversation, "and this")
    with sending():
        eventually(all_gone)
    assert (status(owner, image), status(owner, text)) == ("failed", "accepted")
    assert image.error_title == "The file cannot be read"


def test_two_senders_never_send_one_message_twice_nor_out_of_order(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    conversations = [a_conversation(owner, number=number) for _ in range(20)]
    for at in range(10):
        for who, conversation in enumerate(conversations):
            answer(owner, conversation, f"{who:02} {at}")
    with sending(senders=2):
        eventually(all_gone)
    texts = texts_taken(meta)
    assert (len(texts), len(set(texts))) == (200, 200)
    for who in range(20):
        mine = [text for text in texts if text.startswith(f"{who:02} ")]
        assert mine == sorted(mine)
    with scope(owner.workspace_id):
        assert Message.objects.filter(direction="out", status="accepted").count() == 200


def test_a_sender_that_is_told_to_stop_settles_what_it_sent(
    owner: Access, number: Number, meta: Sandbox
) -> None:
    for _ in range(30):
        answer(owner, a_conversation(owner, number=number), "hello")
    with sending():
        eventually(lambda: taken(meta))
    assert not Dispatch.objects.filter(state="sending").exists()
    with scope(owner.workspace_id):
        accepted = Message.objects.filter(status="accepted").count()
    assert accepted == len(taken(meta))
