"""A customer who writes again: the same colleague soon after, a new beginning later."""

from datetime import timedelta

import pytest

from chatsync.channels.models import Number
from chatsync.channels.tests.feed import a_line, feed
from chatsync.channels.tests.test_ingest import said
from chatsync.channels.tests.whatsapp_builders import AT, inbound, message, wamid
from chatsync.inbox.actions.assign import assign
from chatsync.inbox.actions.close import resolve
from chatsync.inbox.models import Session
from chatsync.inbox.tests.test_receiving import row
from chatsync.kit.clock import moved
from chatsync.kit.tenancy import scope
from chatsync.realtime.models import Event
from chatsync.workspaces.access import Access
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Access:
    return a_workspace()[1]


@pytest.fixture
def number(owner: Access) -> Number:
    return a_line(owner)


def test_a_customer_who_writes_within_three_days_gets_the_same_colleague(
    owner: Access, number: Number
) -> None:
    agent = a_member_of(owner)
    feed(number, inbound(said("first")))
    assign(owner, row(owner).id, agent.member_id)
    resolve(agent, row(owner).id)
    with moved(timedelta(days=2, hours=23)):
        feed(number, inbound(said("second", AT + 1)))
    found = row(owner)
    assert (found.status, found.assignee_id, found.resolved_at) == ("open", agent.member_id, None)
    assert sessions(owner) == [False, True]


def test_a_customer_who_writes_later_begins_anew_with_nobody(owner: Access, number: Number) -> None:
    agent = a_member_of(owner)
    feed(number, inbound(said("first")))
    assign(owner, row(owner).id, agent.member_id)
    resolve(agent, row(owner).id)
    with moved(timedelta(days=3, hours=1)):
        feed(number, inbound(said("second", AT + 1)))
        with scope(owner.workspace_id):
            last = Event.objects.order_by("seq").last()
    assert (row(owner).status, row(owner).assignee_id) == ("open", None)
    assert last is not None
    assert (last.former_id, last.assignee_id) == (agent.member_id, None)
    assert sessions(owner) == [False, True]


def test_a_reaction_or_a_repetition_does_not_reopen(owner: Access, number: Number) -> None:
    feed(number, inbound(said("first")))
    resolve(owner, row(owner).id)
    thanks = message("reaction", reaction={"message_id": wamid("x"), "emoji": "🙏"})
    feed(number, inbound(thanks), inbound(said("first")))
    assert row(owner).status == "resolved"
    assert sessions(owner) == [False]


def a_member_of(owner: Access) -> Access:
    with scope(owner.workspace_id):
        workspace = Workspace.objects.get()
    return a_member(workspace)


def sessions(access: Access) -> list[bool]:
    """The conversation's sessions in order: whether each is open."""
    with scope(access.workspace_id):
        found = Session.objects.order_by("opened_at", "id")
        return [session.resolved_at is None for session in found]
