"""Tags, snoozing, own names and the history of a conversation."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from chatsync.inbox.actions.place import Placed, heard_in, keep_up, wake
from chatsync.inbox.actions.snooze import wake_due
from chatsync.inbox.models import Conversation, MessageStatus
from chatsync.inbox.tests.make import a_contact, a_conversation
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def shop() -> Workspace:
    return a_workspace()[0]


@pytest.fixture
def owner(shop: Workspace) -> Caller:
    return a_caller(a_member(shop, "owner", "Ayesha"))


@pytest.fixture
def agent(shop: Workspace) -> Caller:
    return a_caller(a_member(shop, "agent", "Bilal"))


def a_thread(owner: Caller, holder: Caller | None = None) -> str:
    held: dict[str, Any] = {"assignee_id": holder.access.member_id} if holder else {}
    return f"/conversations/{a_conversation(owner.access, **held).id}"


def a_tag(owner: Caller, name: str = "Wholesale") -> dict[str, Any]:
    said = owner.post("/tags", {"name": name, "colour": "violet"})
    assert said.status_code == 201, said.content
    return dict(said.json())


def listed(caller: Caller, **query: Any) -> list[str]:
    items = caller.get("/conversations", **query).json()["items"]
    return [f"/conversations/{item['id']}" for item in items]


def kinds(caller: Caller, path: str) -> list[tuple[str, str | None]]:
    lines = caller.get(f"{path}/history").json()["items"]
    return [(line["kind"], line["actor"] and line["actor"]["name"]) for line in lines]


def the_customer_writes(owner: Caller, path: str) -> None:
    conversation_id = path.rpartition("/")[2]
    with scope(owner.access.workspace_id):
        conversation = Conversation.objects.get(id=conversation_id)
        letter = Placed(
            conversation_id=conversation.id,
            message_id=uuid4(),
            at=now(),
            direction="in",
            type="text",
            text="Hello?",
            status=MessageStatus.RECEIVED,
            from_customer=True,
            answers=False,
            window_until=now(),
            stored_at=now(),
        )
        keep_up([letter], {conversation.id: 1})
        wake(heard_in([letter]))


def test_a_tag_is_put_on_and_the_list_keeps_those_that_wear_it(owner: Caller) -> None:
    path, other = a_thread(owner), a_thread(owner)
    tag = a_tag(owner)

    for _again in range(2):
        assert owner.put(f"{path}/tags/{tag['id']}").json()["tags"] == [tag["id"]]

    assert listed(owner, tag=tag["id"]) == [path]
    assert set(listed(owner)) == {path, other}
    assert owner.delete(f"{path}/tags/{tag['id']}").json()["tags"] == []
    assert listed(owner, tag=tag["id"]) == []


def test_a_deleted_tag_is_off_every_conversation(owner: Caller) -> None:
    path, tag = a_thread(owner), a_tag(owner)
    owner.put(f"{path}/tags/{tag['id']}")

    assert owner.delete(f"/tags/{tag['id']}").status_code == 204

    assert owner.get(path).json()["tags"] == []
    assert owner.get("/tags").json()["items"] == []


def test_a_tags_name_stands_once_and_agents_make_none(owner: Caller, agent: Caller) -> None:
    a_tag(owner)

    assert owner.post("/tags", {"name": "Wholesale"}).status_code == 409
    assert agent.post("/tags", {"name": "Mine"}).status_code == 403


def test_a_foreign_tag_is_put_on_nothing(owner: Caller) -> None:
    foreigner = a_caller(a_workspace("Lahore Book House")[1])
    path, tag = a_thread(owner), a_tag(foreigner)

    assert owner.put(f"{path}/tags/{tag['id']}").status_code == 404
    assert listed(owner, tag=tag["id"]) == []


def test_a_snoozed_conversation_rests_until_its_time(owner: Caller) -> None:
    path = a_thread(owner)
    until = now() + timedelta(hours=2)

    said = owner.put(f"{path}/snooze", {"until": until.isoformat()}).json()
    assert (said["status"], listed(owner), listed(owner, status="snoozed")) == (
        "snoozed",
        [],
        [path],
    )
    assert wake_due() == 0
    with scope(owner.access.workspace_id):
        Conversation.objects.update(snoozed_until=now(), unread=0)
    assert (wake_due(), wake_due()) == (1, 0)

    row = owner.get(path).json()
    assert (row["status"], row["snoozed_until"], row["unread"]) == ("open", None, 1)
    assert kinds(owner, path)[0] == ("woken", None)


def test_the_customers_next_message_wakes_with_the_same_colleague(
    owner: Caller, agent: Caller
) -> None:
    path = a_thread(owner, holder=agent)
    owner.put(f"{path}/snooze", {"until": None})

    the_customer_writes(owner, path)

    row = owner.get(path).json()
    assert (row["status"], row["assignee"]["name"]) == ("open", "Bilal")
    assert kinds(owner, path) == [("woken", None), ("snoozed", "Ayesha")]


def test_a_time_that_is_over_and_a_resolved_one_are_refused(owner: Caller) -> None:
    path = a_thread(owner)

    past = (now() - timedelta(minutes=1)).isoformat()
    assert owner.put(f"{path}/snooze", {"until": past}).status_code == 422
    owner.put(f"{path}/closure")
    assert owner.put(f"{path}/snooze", {"until": None}).status_code == 409


def test_the_history_says_who_did_what(owner: Caller, agent: Caller) -> None:
    path = a_thread(owner)
    owner.put(f"{path}/assignment", {"member_id": str(agent.access.member_id)})
    agent.put(f"{path}/closure")
    agent.delete(f"{path}/closure")
    owner.put(f"{path}/assignment", {"member_id": str(owner.access.member_id)})
    owner.delete(f"{path}/assignment")

    assert kinds(owner, path) == [
        ("given_back", "Ayesha"),
        ("taken", "Ayesha"),
        ("reopened", "Bilal"),
        ("resolved", "Bilal"),
        ("assigned", "Ayesha"),
    ]
    assert agent.get(f"{path}/history").status_code == 404


def test_an_agent_gives_back_their_own_and_no_colleagues(owner: Caller, agent: Caller) -> None:
    with scope(owner.access.workspace_id):
        Workspace.objects.update(visibility="all")
    mine, theirs = a_thread(owner, holder=agent), a_thread(owner, holder=owner)

    assert agent.delete(f"{mine}/assignment").json()["assignee"] is None
    assert agent.delete(f"{theirs}/assignment").status_code == 403


def test_our_own_name_stands_beside_the_profile_name(owner: Caller) -> None:
    contact = a_contact(owner.access, profile_name="King 👑")
    conversation = a_conversation(owner.access, contact=contact)

    said = owner.put(f"/contacts/{contact.id}", {"name": "  Tariq, wholesale "}).json()

    assert (said["name"], said["profile_name"]) == ("Tariq, wholesale", "King 👑")
    shown = owner.get(f"/conversations/{conversation.id}").json()["contact"]
    assert shown["name"] == "Tariq, wholesale"
    assert owner.put(f"/contacts/{contact.id}", {"name": ""}).json()["name"] is None


def test_nobody_names_a_customer_they_do_not_see(owner: Caller, agent: Caller) -> None:
    contact = a_contact(owner.access)
    a_conversation(owner.access, contact=contact)

    assert agent.put(f"/contacts/{contact.id}", {"name": "Mine"}).status_code == 404
