"""The way of a message, step by step with its times."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from chatsync.channels.models import Number
from chatsync.channels.tests.feed import feed
from chatsync.channels.tests.whatsapp_builders import reported
from chatsync.inbox.models import Message
from chatsync.inbox.queries.steps import steps
from chatsync.inbox.tests.test_settling import ended, settle
from chatsync.inbox.tests.test_ticks import tick
from chatsync.kit.errors import Refusal
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


def way(owner: Access, message: Message) -> list[str]:
    return [step.status for step in steps(owner, message.conversation_id, message.id).steps]


def test_each_step_bears_its_own_time_in_the_order_of_the_way(
    owner: Access, number: Number, answer: Message
) -> None:
    settle(owner, ended(answer, "accepted", "wamid.out"))
    at = ("1790000005", "1790000003", "1790000001")
    words = [tick(w, timestamp=t) for w, t in zip(("read", "delivered", "sent"), at, strict=True)]
    feed(number, reported(*words))
    told = steps(owner, answer.conversation_id, answer.id).steps
    assert [step.status for step in told] == ["queued", "accepted", "sent", "delivered", "read"]
    assert told[0].at == answer.stored_at < told[1].at
    assert [step.at for step in told[2:]] == [
        datetime.fromtimestamp(int(second), UTC) for second in reversed(at)
    ]


@pytest.mark.parametrize("state", ["failed", "unknown"])
def test_an_end_without_metas_report_has_our_time(
    owner: Access, answer: Message, state: str
) -> None:
    settle(owner, ended(answer, state))
    assert way(owner, answer) == ["queued", state]


def test_a_message_that_waits_or_came_in_has_one_step(owner: Access, answer: Message) -> None:
    assert way(owner, answer) == ["queued"]
    with scope(owner.workspace_id):
        asked = Message.objects.get(direction="in")
    assert way(owner, asked) == ["received"]


def test_whoever_does_not_see_the_conversation_learns_nothing(
    owner: Access, answer: Message
) -> None:
    with scope(owner.workspace_id):
        shop = Workspace.objects.get(id=owner.workspace_id)
    for access in (a_member(shop), a_workspace("Lahore")[1]):
        with pytest.raises(Refusal):
            steps(access, answer.conversation_id, answer.id)
    for place in ((answer.conversation_id, uuid4()), (uuid4(), answer.id)):
        with pytest.raises(Refusal):
            steps(owner, *place)
