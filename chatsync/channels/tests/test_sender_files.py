"""Files on their way: Meta's ids belong to one number, and a template may carry a file."""

from io import BytesIO

import pytest

from chatsync.channels.actions.templates import all_templates
from chatsync.channels.actions.uploads import keep_upload
from chatsync.channels.models import Media, Number
from chatsync.channels.tests.feed import a_line
from chatsync.channels.tests.pictures import a_photo
from chatsync.channels.tests.sender import a_sandbox_line, all_gone, answer, sending, taken
from chatsync.channels.tests.stand_in import TOKEN, Sandbox
from chatsync.inbox.actions.try_number import send_test_message
from chatsync.inbox.tests.make import a_conversation
from chatsync.workspaces.access import Access
from tests.support.product import eventually


@pytest.fixture
def numbers(owner: Access) -> tuple[Number, Number]:
    return a_sandbox_line(owner, 1), a_sandbox_line(owner, 2)


def a_file(owner: Access) -> Media:
    data = a_photo()
    return keep_upload(owner.workspace_id, BytesIO(data), len(data), "lamp.jpg")


def test_a_file_is_uploaded_anew_for_another_number(
    owner: Access, numbers: tuple[Number, Number], meta: Sandbox
) -> None:
    media = a_file(owner)
    for number in numbers:
        talk = a_conversation(owner, number=number)
        answer(owner, talk, None, type="image", media_id=media.id)
    with sending():
        eventually(all_gone)
    sent = taken(meta)
    assert {one["phone_number_id"] for one in sent} == {"5001", "5002"}
    assert len({one["body"]["image"]["id"] for one in sent}) == 2


def test_a_photo_at_the_top_of_a_template_arrives_and_its_words_are_kept(
    owner: Access, numbers: tuple[Number, Number], meta: Sandbox
) -> None:
    talk = a_conversation(owner, number=numbers[0])
    hina = {"type": "body", "parameters": [{"type": "text", "text": "Hina"}]}
    template = {"name": "new_arrivals", "language": "en", "components": [hina]}
    message = answer(
        owner, talk, None, type="template", template=template, media_id=a_file(owner).id
    )
    with sending():
        eventually(all_gone)
    (header, body) = taken(meta)[0]["body"]["template"]["components"]
    assert header["parameters"][0]["image"]["id"] not in {"", "0"}
    assert body == hina
    assert message.text is not None
    assert message.text.startswith("Hi Hina, fresh stock has arrived.")


def test_the_test_message_keeps_what_the_customer_reads(
    owner: Access, numbers: tuple[Number, Number], meta: Sandbox
) -> None:
    said = send_test_message(owner, numbers[0].id, "+92 300 1234567").text or ""
    assert said.startswith("Hello World\n\nWelcome and congratulations!!")


def test_all_numbers_templates_are_listed_with_those_that_can_send_them(
    owner: Access, numbers: tuple[Number, Number], meta: Sandbox
) -> None:
    beside = a_line(owner, "5003", graph_token=TOKEN, waba_id="6001")
    found = all_templates(owner.workspace_id).items
    holders = {tuple(one.number_ids) for one in found if one.name == "hello_world"}
    assert holders == {tuple(sorted([numbers[0].id, beside.id])), (numbers[1].id,)}
