"""Sending a template: its words are kept, its header's file goes along, misfits are refused."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache

from chatsync.channels.actions.template_shapes import shaped
from chatsync.channels.actions.templates import kept_under
from chatsync.channels.schemas import TemplatePage
from chatsync.channels.tests.sound_and_film import A_PDF
from chatsync.channels.whatsapp.answers import TemplateFound
from chatsync.channels.whatsapp.outgoing_files import name_file
from chatsync.inbox.models import Conversation
from chatsync.inbox.tests.make import a_conversation
from chatsync.inbox.tests.test_sending_files import handed_over, upload
from chatsync.workspaces.tests.make import Caller, a_caller, a_workspace

pytestmark = pytest.mark.usefixtures("db")

BODY = {"type": "BODY", "text": "Hello {{1}}, here is your bill."}
BUTTONS = {
    "type": "BUTTONS",
    "buttons": [
        {"type": "PHONE_NUMBER", "text": "Call us", "phone_number": "+922135550101"},
        {"type": "QUICK_REPLY", "text": "It is wrong"},
    ],
}
BILL = {"type": "HEADER", "format": "DOCUMENT"}
SANA = {"type": "body", "parameters": [{"type": "text", "text": "Sana"}]}


@pytest.fixture
def owner() -> Caller:
    return a_caller(a_workspace()[1])


@pytest.fixture
def conversation(owner: Caller) -> Conversation:
    conversation = a_conversation(owner.access)
    raw = json.dumps({"components": [BILL, BODY, BUTTONS]}).encode()
    found = shaped(TemplateFound("1", "bill", "en", "UTILITY", "APPROVED", raw))
    page = TemplatePage(items=[found], next_cursor=None)
    key = kept_under(owner.access.workspace_id, conversation.number_id)
    cache.set(key, page.model_dump_json(), 60)
    return conversation


def send(owner: Caller, conversation: Conversation, **more: object) -> Any:
    template = {"name": "bill", "language": "en", "components": [SANA]}
    body = {"client_id": str(uuid4()), "type": "template", "template": template, **more}
    return owner.post(f"/conversations/{conversation.id}/messages", body)


def test_words_and_file_are_kept_and_handed_over(owner: Caller, conversation: Conversation) -> None:
    file = upload(owner, A_PDF, "bill.pdf").json()
    said = send(owner, conversation, media_id=file["id"])
    assert said.status_code == 201, said.content
    assert said.json()["text"] == "Hello Sana, here is your bill."
    assert said.json()["media"]["file_name"] == "bill.pdf"
    assert said.json()["template"]["buttons"] == [
        {"type": "phone_number", "text": "Call us"},
        {"type": "quick_reply", "text": "It is wrong"},
    ]
    body = handed_over(owner)
    name_file(body, "document", "555")
    named = {"type": "document", "document": {"id": "555", "filename": "bill.pdf"}}
    assert body["template"]["components"] == [{"type": "header", "parameters": [named]}, SANA]


def test_a_misfit_is_refused_before_anything_is_stored(
    owner: Caller, conversation: Conversation
) -> None:
    refused = send(owner, conversation)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["loc"] == "template.components"
    thread = owner.get(f"/conversations/{conversation.id}/messages").json()["items"]
    assert [message["direction"] for message in thread] == ["in"]


def test_one_that_was_sent_can_be_sent_once_more_as_it_is_listed(
    owner: Caller, conversation: Conversation
) -> None:
    file = upload(owner, A_PDF, "bill.pdf").json()
    first = send(owner, conversation, media_id=file["id"]).json()
    known = {key: first["template"][key] for key in ("name", "language", "components")}
    again = send(owner, conversation, media_id=first["media"]["id"], template=known)
    assert again.status_code == 201, again.content
    assert again.json()["id"] != first["id"]
    assert (again.json()["text"], again.json()["media"]) == (first["text"], first["media"])
