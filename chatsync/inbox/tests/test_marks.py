"""Reactions, edits and deletions show on the message they speak of, whichever came first."""

from typing import Any

import pytest

from chatsync.channels.models import Number
from chatsync.channels.tests.feed import a_line, feed
from chatsync.channels.tests.whatsapp_builders import (
    AT,
    CUSTOMER,
    OURS,
    Json,
    change,
    delivery,
    inbound,
    message,
    wamid,
)
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event
from chatsync.workspaces.tests.make import Caller, a_caller, a_workspace

pytestmark = pytest.mark.usefixtures("db")

FIRST = wamid("first")


@pytest.fixture
def owner() -> Caller:
    return a_caller(a_workspace()[1])


@pytest.fixture
def number(owner: Caller) -> Number:
    return a_line(owner.access)


def first(**parts: object) -> Json:
    return message("text", id=FIRST, text={"body": "two pots"}, **parts)


def reacted(emoji: str | None, at: int = AT) -> Json:
    part = {"message_id": FIRST, **({"emoji": emoji} if emoji else {})}
    return message("reaction", id=wamid(f"r{at}"), reaction=part, timestamp=str(at))


def edited(words: str, at: int = AT + 1, **parts: object) -> Json:
    inner = {"type": "text", "text": {"body": words}}
    edit = {"original_message_id": FIRST, "message": inner}
    return message("edit", id=wamid(f"e{at}"), edit=edit, timestamp=str(at), **parts)


def revoked(**parts: object) -> Json:
    return message("revoke", revoke={"original_message_id": FIRST}, timestamp=str(AT + 9), **parts)


def timeline(owner: Caller) -> list[dict[str, Any]]:
    (row,) = owner.get("/conversations", queue="all").json()["items"]
    return list(owner.get(f"/conversations/{row['id']}/messages").json()["items"])


def test_a_reaction_is_a_mark_and_no_line_of_its_own(owner: Caller, number: Number) -> None:
    feed(number, inbound(first()), inbound(reacted("👍")))
    (line,) = timeline(owner)
    assert [r["emoji"] for r in line["reactions"]] == ["👍"]
    (found,) = owner.get("/messages", wamid=wamid(f"r{AT}")).json()["items"]
    assert found["refers_to"] == {"id": line["id"], "wamid": FIRST}


def test_the_latest_reaction_counts_and_one_without_emoji_takes_it_back(
    owner: Caller, number: Number
) -> None:
    feed(number, inbound(first(), reacted("👍"), reacted("🎉", AT + 5)))
    assert [r["emoji"] for r in timeline(owner)[0]["reactions"]] == ["🎉"]
    feed(number, inbound(reacted(None, AT + 6)))
    assert timeline(owner)[0]["reactions"] == []


def test_an_edit_changes_the_words_and_keeps_the_earlier_ones(
    owner: Caller, number: Number
) -> None:
    feed(number, inbound(first()), inbound(edited("three pots"), edited("four", AT + 2)))
    (line,) = timeline(owner)
    assert line["text"] == "four"
    assert [earlier["text"] for earlier in line["edits"]] == ["two pots", "three pots"]


def test_a_deletion_leaves_a_tombstone_with_what_was_said(owner: Caller, number: Number) -> None:
    feed(number, inbound(first()), inbound(revoked()))
    (line,) = timeline(owner)
    assert line["deleted"] is not None
    assert line["text"] == "two pots"


@pytest.mark.parametrize("at_once", [True, False])
def test_a_deletion_may_come_before_its_message(
    owner: Caller, number: Number, at_once: bool
) -> None:
    bodies = [inbound(revoked(), first())] if at_once else [inbound(revoked()), inbound(first())]
    feed(number, *bodies)
    (line,) = timeline(owner)
    assert line["deleted"] is not None
    with scope(owner.access.workspace_id):
        told = "".join(bytes(event.payload).decode() for event in Event.objects.all())
    assert f'"deleted":null,"id":"{line["id"]}"' not in told
    assert f'"id":"{line["id"]}"' in told


def test_the_new_words_of_a_message_we_never_got_are_a_line(owner: Caller, number: Number) -> None:
    feed(number, inbound(edited("three pots")))
    (line,) = timeline(owner)
    assert (line["type"], line["text"], line["refers_to"]["id"]) == ("edit", "three pots", None)
    feed(number, inbound(first()))
    assert [line["text"] for line in timeline(owner)] == ["three pots"]


def test_only_the_writer_changes_or_deletes(owner: Caller, number: Number) -> None:
    """An echo of ours that claims a customer's message leaves it as it is."""
    feed(number, inbound(first()))
    ours: Json = {"from": OURS, "to": CUSTOMER}
    echoes = [edited("nothing", **ours), revoked(**ours)]
    feed(number, delivery(change("smb_message_echoes", message_echoes=echoes)))
    (line,) = timeline(owner)
    assert (line["text"], line["edits"], line["deleted"]) == ("two pots", [], None)


def test_a_mark_of_another_customer_does_not_count(owner: Caller, number: Number) -> None:
    feed(number, inbound(first()))
    stranger = {**revoked(), "from": "923339998877"}
    feed(number, delivery(change("messages", messages=[stranger])))
    (row,) = owner.get("/messages", wamid=FIRST).json()["items"]
    assert row["deleted"] is None


def test_a_reaction_is_told_as_a_change_of_its_message(owner: Caller, number: Number) -> None:
    feed(number, inbound(first()))
    feed(number, inbound(reacted("👍")))
    with scope(owner.access.workspace_id):
        latest = bytes(Event.objects.order_by("-seq")[0].payload).decode()
    assert "message.changed" in latest
    assert '"emoji":"👍"' in latest
