"""Sending files and reactions."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chatsync.channels.events import Settled
from chatsync.channels.models import Outbound
from chatsync.channels.tests.pictures import LIARS
from chatsync.channels.tests.sound_and_film import A_PDF, an_mp4, an_ogg
from chatsync.inbox.actions.settle import settle
from chatsync.inbox.models import Conversation
from chatsync.inbox.tests.make import a_conversation, a_message
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.tests.make import Caller, a_caller, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Caller:
    _workspace, access = a_workspace()
    return a_caller(access)


@pytest.fixture
def conversation(owner: Caller) -> Conversation:
    return a_conversation(owner.access)


def upload(owner: Caller, data: bytes, name: str) -> Any:
    return owner.client.post("/api/v1/media", {"file": SimpleUploadedFile(name, data)})


def send(owner: Caller, conversation: Conversation, kind: str, **parts: object) -> Any:
    body = {"client_id": str(uuid4()), "type": kind, **parts}
    return owner.post(f"/conversations/{conversation.id}/messages", body)


def handed_over(owner: Caller) -> dict[str, Any]:
    with scope(owner.access.workspace_id):
        outbound: Outbound = Outbound.objects.get()
    return dict(outbound.body)


@pytest.mark.parametrize(
    ("data", "name", "kind", "content"),
    [
        (A_PDF, "list.pdf", "document", {"id": "0", "caption": "Two", "filename": "list.pdf"}),
        (an_mp4(), "pot.mp4", "video", {"id": "0", "caption": "Two"}),
        (an_ogg(), "note.ogg", "audio", {"id": "0", "voice": True}),
    ],
)
def test_a_file_is_sent_as_what_it_is(
    owner: Caller, conversation: Conversation, data: bytes, name: str, kind: str, content: Any
) -> None:
    media = upload(owner, data, name).json()
    words = {} if kind == "audio" else {"text": "Two"}
    said = send(owner, conversation, kind, media_id=media["id"], **words)
    assert said.status_code == 201, said.content
    assert (media["kind"], said.json()["media"]["id"]) == (kind, media["id"])
    assert handed_over(owner)[kind] == content
    assert (said.json()["content"] == {"kind": "voice"}) == (kind == "audio")


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (LIARS["svg"], "logo.svg", "does not take this kind"),
        (LIARS["html"], "page.html", "does not take this kind"),
        (b"x" * (5 * 1024 * 1024), "photo.jpg", "does not take this kind"),
        (A_PDF, "list.exe", "does not fit its content"),
    ],
)
def test_what_whatsapp_would_refuse_is_refused_with_a_reason(
    owner: Caller, conversation: Conversation, data: bytes, name: str, says: str
) -> None:
    refused = upload(owner, data, name)
    assert refused.status_code == 422
    assert says in refused.json()["errors"][0]["msg"]


def test_a_file_goes_as_its_own_kind_only(owner: Caller, conversation: Conversation) -> None:
    media = upload(owner, A_PDF, "list.pdf").json()
    assert send(owner, conversation, "video", media_id=media["id"]).status_code == 422
    assert send(owner, conversation, "video").status_code == 422


def test_a_document_is_only_ever_a_download(owner: Caller, conversation: Conversation) -> None:
    media = upload(owner, A_PDF, "لسٹ.pdf").json()
    answer = owner.client.get(f"/api/v1/media/{media['id']}")
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D9")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def reaction(owner: Caller, conversation: Conversation, message_id: UUID | None, emoji: str) -> Any:
    part = {"message_id": str(message_id), "emoji": emoji}
    return send(owner, conversation, "reaction", reaction=part)


def reactions(owner: Caller, conversation: Conversation) -> list[str]:
    items = owner.get(f"/conversations/{conversation.id}/messages").json()["items"]
    (line,) = items
    return [mark["emoji"] for mark in line["reactions"]]


def test_an_agent_reacts_and_takes_it_back(owner: Caller, conversation: Conversation) -> None:
    target = conversation.last_message_id
    said = reaction(owner, conversation, target, "👍")
    assert said.status_code == 201, said.content
    wamid = said.json()["refers_to"]["wamid"]
    assert handed_over(owner)["reaction"] == {"message_id": wamid, "emoji": "👍"}
    assert reactions(owner, conversation) == ["👍"]
    assert reaction(owner, conversation, target, "").status_code == 201
    assert reactions(owner, conversation) == []


def test_a_reaction_that_whatsapp_refuses_is_no_mark(
    owner: Caller, conversation: Conversation
) -> None:
    said = reaction(owner, conversation, conversation.last_message_id, "👍").json()
    with scope(owner.access.workspace_id):
        settle((Settled(UUID(said["id"]), conversation.number_id, "failed", code=131009),))
    assert reactions(owner, conversation) == []


def test_a_reaction_is_no_answer(owner: Caller, conversation: Conversation) -> None:
    reaction(owner, conversation, conversation.last_message_id, "👍")
    row = owner.get(f"/conversations/{conversation.id}").json()
    assert (row["unread"], row["last_message"]["type"]) == (1, "text")
    assert row["waiting_since"] is not None


def test_what_is_too_old_or_no_emoji_is_refused(owner: Caller, conversation: Conversation) -> None:
    old = a_message(owner.access, conversation.id, at=now() - timedelta(days=31))
    assert reaction(owner, conversation, old.id, "👍").status_code == 422
    assert reaction(owner, conversation, conversation.last_message_id, "<b>").status_code == 422
    assert reaction(owner, conversation, uuid4(), "👍").status_code == 404
