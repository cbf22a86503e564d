"""Answering a customer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections

from chatsync.channels.models import Dispatch, NumberStatus, Outbound
from chatsync.inbox.actions.assign import assign
from chatsync.inbox.actions.drafts import keep_draft
from chatsync.inbox.models import Direction, Draft, Message, MessageStatus
from chatsync.inbox.schemas import DraftIn
from chatsync.inbox.tests.make import a_conversation, a_message, a_number
from chatsync.kit.clock import moved, now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import Role
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Caller:
    _workspace, access = a_workspace()
    return a_caller(access)


def text(**changes: object) -> dict[str, object]:
    return {"client_id": str(uuid4()), "type": "text", "text": "On its way.", **changes}


def test_an_answer_is_stored_queued_and_the_last_word(owner: Caller) -> None:
    conversation = a_conversation(owner.access)

    said = owner.post(f"/conversations/{conversation.id}/messages", text())

    assert said.status_code == 201, said.content
    message = said.json()
    assert (message["status"], message["direction"]) == ("queued", "out")
    row = owner.get(f"/conversations/{conversation.id}").json()
    assert row["last_message"]["text"] == "On its way."
    assert (row["waiting_since"], row["unread"]) == (None, 0)
    assert row["last_message_seq"] == message["seq"]
    assert Dispatch.objects.get().id == handed_over(owner).id


def handed_over(owner: Caller) -> Outbound:
    with scope(owner.access.workspace_id):
        outbound: Outbound = Outbound.objects.get()
    return outbound


def test_the_body_for_meta_holds_text_and_address(owner: Caller) -> None:
    conversation = a_conversation(owner.access)
    owner.post(f"/conversations/{conversation.id}/messages", text())

    body = handed_over(owner).body

    assert body["text"] == {"body": "On its way.", "preview_url": False}
    assert body["to"].startswith("+9230")


def test_a_repeated_answer_is_the_first_one(owner: Caller) -> None:
    conversation = a_conversation(owner.access)
    body = text()

    first = owner.post(f"/conversations/{conversation.id}/messages", body)
    again = owner.post(f"/conversations/{conversation.id}/messages", body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]


def test_two_equal_answers_at_once_are_one_message(owner: Caller) -> None:
    conversation = a_conversation(owner.access)
    body = text()

    def send(_turn: int) -> int:
        try:
            said = a_caller(owner.access).post(f"/conversations/{conversation.id}/messages", body)
            return int(said.status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        codes = sorted(pool.map(send, range(4)))

    assert codes == [200, 200, 200, 201]
    assert Dispatch.objects.count() == 1


def test_a_client_id_of_another_conversation_is_refused(owner: Caller) -> None:
    one, other = a_conversation(owner.access), a_conversation(owner.access)
    body = text()
    owner.post(f"/conversations/{one.id}/messages", body)

    said = owner.post(f"/conversations/{other.id}/messages", body)

    assert (said.status_code, said.json()["code"]) == (409, "conflict")


def test_free_text_is_refused_once_the_window_is_closed(owner: Caller) -> None:
    conversation = a_conversation(owner.access)

    with moved(timedelta(hours=24, seconds=1)):
        said = owner.post(f"/conversations/{conversation.id}/messages", text())

    assert (said.status_code, said.json()["code"]) == (409, "window_closed")
    assert not Dispatch.objects.exists()


def test_a_template_goes_out_although_the_window_is_closed(owner: Caller) -> None:
    conversation = a_conversation(owner.access)
    body = {
        "client_id": str(uuid4()),
        "type": "template",
        "template": {"name": "order_update", "language": "en"},
    }

    with moved(timedelta(days=3)):
        said = owner.post(f"/conversations/{conversation.id}/messages", body)

    assert said.status_code == 201, said.content
    sent = {"name": "order_update", "language": "en", "components": [], "buttons": []}
    assert said.json()["template"] == sent


def test_an_unseen_reply_of_a_colleague_stops_the_answer(owner: Caller) -> None:
    conversation = a_conversation(owner.access)
    seen = owner.get(f"/conversations/{conversation.id}").json()["seq"]
    theirs = a_message(
        owner.access,
        conversation.id,
        "I take this.",
        direction=Direction.OUT,
        status=MessageStatus.SENT,
        author_id=uuid4(),
    )

    said = owner.post(f"/conversations/{conversation.id}/messages", text(seen_seq=seen))

    assert (said.status_code, said.json()["code"]) == (409, "unseen_reply")
    assert [message["id"] for message in said.json()["unseen"]] == [str(theirs.id)]


def test_ones_own_answer_and_the_customers_words_are_no_unseen_reply(owner: Caller) -> None:
    conversation = a_conversation(owner.access)
    seen = owner.get(f"/conversations/{conversation.id}").json()["seq"]
    owner.post(f"/conversations/{conversation.id}/messages", text())
    a_message(owner.access, conversation.id, "Hello?")

    said = owner.post(f"/conversations/{conversation.id}/messages", text(seen_seq=seen))

    assert said.status_code == 201


@pytest.mark.parametrize("status", ["paused", "suspended"])
def test_a_paused_workspace_sends_nothing(status: str) -> None:
    _workspace, access = a_workspace(status=status)
    conversation = a_conversation(access)

    said = a_caller(access).post(f"/conversations/{conversation.id}/messages", text())

    assert (said.status_code, said.json()["code"]) == (403, "read_only")


def test_a_disconnected_number_sends_nothing(owner: Caller) -> None:
    number = a_number(owner.access, status=NumberStatus.DISCONNECTED, disconnected_at=now())
    conversation = a_conversation(owner.access, number=number)

    said = owner.post(f"/conversations/{conversation.id}/messages", text())

    assert (said.status_code, said.json()["code"]) == (409, "number_disconnected")


@pytest.mark.parametrize("words", ["", "  \n", "x" * 4097, "nul \x00", "half \ud83d"])
def test_text_that_cannot_be_sent_is_refused(owner: Caller, words: str) -> None:
    conversation = a_conversation(owner.access)

    said = owner.post(f"/conversations/{conversation.id}/messages", text(text=words))

    assert said.status_code == 422, said.content
    assert said.json()["errors"][0]["loc"].endswith("text")


def test_a_reply_quotes_the_message(owner: Caller) -> None:
    conversation = a_conversation(owner.access)
    quoted = a_message(owner.access, conversation.id, "Which colour?")

    said = owner.post(f"/conversations/{conversation.id}/messages", text(reply_to=str(quoted.id)))

    assert said.json()["reply_to"] == {"id": str(quoted.id), "wamid": quoted.wamid}
    assert handed_over(owner).body["context"] == {"message_id": quoted.wamid}


def test_a_reply_to_a_message_of_another_conversation_is_not_found(owner: Caller) -> None:
    conversation, other = a_conversation(owner.access), a_conversation(owner.access)
    foreign = a_message(owner.access, other.id, "Private")

    said = owner.post(f"/conversations/{conversation.id}/messages", text(reply_to=str(foreign.id)))
    unknown = owner.post(f"/conversations/{conversation.id}/messages", text(reply_to=str(uuid4())))

    assert said.status_code == 404
    assert said.content == unknown.content


def test_an_answer_forgets_the_draft(owner: Caller) -> None:
    conversation = a_conversation(owner.access)
    keep_draft(owner.access, conversation.id, DraftIn(text="On its w"))

    owner.post(f"/conversations/{conversation.id}/messages", text())

    with scope(owner.access.workspace_id):
        assert Draft.objects.get().text == ""


def test_an_answer_that_comes_late_leaves_the_next_draft_alone(owner: Caller) -> None:
    conversation = a_conversation(owner.access)
    keep_draft(owner.access, conversation.id, DraftIn(text="Another thought"))

    owner.post(f"/conversations/{conversation.id}/messages", text())

    with scope(owner.access.workspace_id):
        assert Draft.objects.get().text == "Another thought"


def test_an_agent_answers_only_what_they_see() -> None:
    workspace, access = a_workspace()
    agent = a_caller(a_member(workspace, Role.AGENT))
    conversation = a_conversation(access)

    before = agent.post(f"/conversations/{conversation.id}/messages", text())
    assign(access, conversation.id, agent.access.member_id)
    after = agent.post(f"/conversations/{conversation.id}/messages", text())

    assert (before.status_code, after.status_code) == (404, 201)
    with scope(workspace.id):
        assert Message.objects.get(direction="out").author_id == agent.access.member_id
