"""Seats: roles, removal, leaving, and deeds of one moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from chatsync.accounts.models import Person
from chatsync.config import wiring
from chatsync.inbox.actions.assign import assign
from chatsync.inbox.models import Conversation
from chatsync.inbox.reactions import member_went
from chatsync.inbox.tests.make import a_conversation
from chatsync.kit.errors import Refusal
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.actions.members import change_role, leave_workspace, remove_member
from chatsync.workspaces.audit import verify
from chatsync.workspaces.events import MemberWent
from chatsync.workspaces.models import AuditEvent, Member, Role, Workspace
from chatsync.workspaces.tests.make import Caller, a_caller, a_key, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")
assert wiring.__doc__


@pytest.fixture
def shop() -> tuple[Workspace, Caller, Access]:
    workspace, access = a_workspace()
    return workspace, a_caller(access), a_member(workspace)


Shop = tuple[Workspace, Caller, Access]


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do all of it in threads of their own; a refusal is an outcome like any other."""

    def done(deed: Callable[[], Any]) -> Any:
        try:
            return deed()
        except Refusal as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(done, deeds))


def _acts(access: Access) -> list[str]:
    with scope(access.workspace_id):
        return list(AuditEvent.objects.order_by("seq").values_list("action", flat=True))


def test_an_owner_gives_another_role_and_it_is_written_down(shop: Shop) -> None:
    _workspace, owner, agent = shop
    changed = owner.put(f"/members/{agent.member_id}/role", {"role": "manager"})
    assert changed.json()["role"] == "manager"
    assert _acts(agent) == ["member.role_changed"]
    assert verify(agent.workspace_id).broken_at is None


@pytest.mark.parametrize("role", ["manager", "agent"])
def test_only_an_owner_manages_people(shop: Shop, role: str) -> None:
    workspace, _owner, agent = shop
    caller = a_caller(a_member(workspace, role, "Sana"))
    tried = [
        caller.get("/team"),
        caller.put(f"/members/{agent.member_id}/role", {"role": "owner"}),
        caller.delete(f"/members/{agent.member_id}"),
        caller.post("/invitations", {"role": "agent"}),
        caller.get("/audit-events"),
    ]
    assert [it.status_code for it in tried] == [403] * 5


def test_a_removed_member_leaves_their_threads_to_the_queue(shop: Shop) -> None:
    _workspace, owner, agent = shop
    key = a_key(agent)
    conversation = a_conversation(owner.access)
    assign(owner.access, conversation.id, agent.member_id)
    assert owner.delete(f"/members/{agent.member_id}").status_code == 204
    with scope(agent.workspace_id):
        assert Conversation.objects.get(id=conversation.id).assignee_id is None
    assert Caller(agent, key).get("/me").status_code == 401
    assert owner.delete(f"/members/{agent.member_id}").status_code == 404
    assert _acts(agent) == ["member.removed"]


def test_a_member_leaves_by_themselves(shop: Shop) -> None:
    _workspace, owner, agent = shop
    assert a_caller(agent).delete("/me").status_code == 204
    seated = [it["id"] for it in owner.get("/team").json()["items"]]
    assert seated == [str(owner.access.member_id)]
    assert _acts(agent) == ["member.left"]


def test_the_last_owner_stays_an_owner(shop: Shop) -> None:
    _workspace, owner, _agent = shop
    mine = f"/members/{owner.access.member_id}"
    tried = [owner.delete("/me"), owner.delete(mine), owner.put(f"{mine}/role", {"role": "agent"})]
    assert [it.status_code for it in tried] == [409] * 3


def test_somebody_without_an_address_cannot_own(shop: Shop) -> None:
    _workspace, owner, agent = shop
    refused = owner.put(f"/members/{agent.member_id}/role", {"role": "owner"})
    assert refused.status_code == 409
    assert "e-mail" in refused.json()["detail"]


def test_an_owner_sets_a_password_for_somebody_without_mail(shop: Shop) -> None:
    _workspace, owner, agent = shop
    answer = owner.post(f"/members/{agent.member_id}/password")
    person = Person.objects.get(id=agent.person_id)
    assert person.check_password(answer.json()["password"])
    assert _acts(agent) == ["member.password_reset"]


def test_nobody_sets_a_password_that_opens_another_workspace(shop: Shop) -> None:
    _workspace, owner, agent = shop
    other, _theirs = a_workspace("Lahore")
    with scope(other.id):
        Member.objects.create(person_id=agent.person_id, role=Role.AGENT)
    assert owner.post(f"/members/{agent.member_id}/password").status_code == 409
    with_mail = Person.objects.filter(id=owner.access.person_id)
    with_mail.update(email="owner@example.com")
    assert owner.post(f"/members/{owner.access.member_id}/password").status_code == 409
    seats = {it["id"]: it["password_resettable"] for it in owner.get("/team").json()["items"]}
    assert not any(seats.values())


def test_two_owners_who_leave_at_once_leave_one(shop: Shop) -> None:
    workspace, owner, _agent = shop
    other = a_member(workspace, Role.OWNER, "Sana")
    ended = at_once(lambda: leave_workspace(owner.access), lambda: leave_workspace(other))
    assert sorted(map(str, ended)) == ["None", "conflict"]


@pytest.mark.parametrize("deed", [remove_member, lambda a, m: change_role(a, m, "agent")])
def test_two_owners_who_push_each_other_out_leave_one(
    shop: Shop, deed: Callable[..., None]
) -> None:
    workspace, owner, _agent = shop
    other = a_member(workspace, Role.OWNER, "Sana")
    one, two = owner.access, other
    at_once(lambda: deed(one, two.member_id), lambda: deed(two, one.member_id))
    with scope(one.workspace_id):
        owners = Member.objects.filter(active=True, role=Role.OWNER)
        assert owners.count() == 1


def test_a_thread_given_while_its_member_is_removed_is_not_lost(shop: Shop) -> None:
    workspace, owner, _agent = shop
    for _round in range(5):
        agent = a_member(workspace, name="Sana")
        conversation = a_conversation(owner.access)
        at_once(
            lambda a=agent: remove_member(owner.access, a.member_id),  # type: ignore[misc]
            lambda a=agent, c=conversation: assign(owner.access, c.id, a.member_id),  # type: ignore[misc]
        )
        member_went(MemberWent(agent.workspace_id, agent.member_id))  # the job, later
        with scope(agent.workspace_id):
            assert Conversation.objects.get(id=conversation.id).assignee_id is None
