"""A paused workspace receives and reads; one mechanism with a suspension."""

import pytest

from chatsync.billing.actions.adjust import end_granted_plan, grant_plan
from chatsync.billing.actions.settle import settle
from chatsync.billing.models import AccountState
from chatsync.billing.plans import Plan
from chatsync.billing.tests.make import a_trial, account_of, after, mails, workspace_of
from chatsync.channels.actions.dispatch import HELD_UNTIL
from chatsync.channels.models import Dispatch
from chatsync.channels.tests.feed import a_line, feed, texts
from chatsync.channels.tests.test_ingest import said
from chatsync.channels.tests.whatsapp_builders import inbound
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.clock import now
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.standing import lift, suspend
from chatsync.workspaces.tests.make import Caller, a_caller, a_person

pytestmark = pytest.mark.usefixtures("db")
OVER = {"days": 7, "minutes": 1}


@pytest.fixture
def owner() -> Access:
    return a_trial()


def grant(owner: Access, plan: Plan = Plan.GROWTH) -> None:
    grant_plan(owner.workspace_id, plan, None, reason="Paid.", operator=a_person("Omar"))


def paused_caller(owner: Access) -> Caller:
    """A program of a workspace whose plan had the API and is over."""
    grant(owner)
    operator = a_person("Omar")
    with after(owner, **OVER):
        end_granted_plan(owner.workspace_id, reason="Not paid.", operator=operator)
    return a_caller(owner)


def test_what_customers_write_is_stored_while_it_is_paused(owner: Access) -> None:
    line = a_line(owner)
    with after(owner, **OVER):
        feed(line, inbound(said("Salam")))
    assert texts(owner) == ["Salam"]
    assert workspace_of(owner).status == "paused"


def test_it_reads_and_changes_nothing(owner: Access) -> None:
    conversation = a_conversation(owner)
    caller = paused_caller(owner)
    assert caller.get("/conversations").status_code == 200
    for path in (f"/conversations/{conversation.id}/messages", "/tags"):
        refused = caller.post(path, {"text": "Salam"})
        assert (refused.status_code, refused.json()["code"]) == (403, "read_only")
        assert "trial or plan is over" in refused.json()["detail"]


def test_what_waits_is_held_and_goes_out_with_a_plan(owner: Access) -> None:
    conversation = a_conversation(owner)
    Dispatch.objects.create(
        workspace_id=owner.workspace_id,
        id=conversation.id,
        number_id=conversation.number_id,
        pair_id=conversation.contact_id,
        priority=0,
        due_at=now(),
    )
    with after(owner, **OVER):
        assert Dispatch.objects.get().due_at == HELD_UNTIL
        grant(owner)
        assert Dispatch.objects.get().due_at < HELD_UNTIL
    assert workspace_of(owner).status == "active"


def test_a_pause_comes_back_when_a_suspension_is_lifted(owner: Access) -> None:
    operator = a_person("Omar")
    suspend(owner.workspace_id, reason="Spam.", operator=operator)
    with after(owner, **OVER):
        assert workspace_of(owner).status == "suspended"
        lift(owner.workspace_id, operator=operator)
        assert workspace_of(owner).status == "paused"
        grant(owner)
        assert workspace_of(owner).status == "active"


def test_settling_twice_tells_once(owner: Access) -> None:
    with after(owner, **OVER):
        settle(owner.workspace_id)
        settle(owner.workspace_id)
    assert mails() == ["paused"]
    assert account_of(owner).state == AccountState.PAUSED
