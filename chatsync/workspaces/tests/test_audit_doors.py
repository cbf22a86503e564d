"""The audit log as its readers meet it: filters, files, and acts that write themselves down."""

from datetime import timedelta

import pytest

from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.models import Role, Workspace
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def owner() -> Caller:
    _workspace, access = a_workspace()
    return a_caller(access)


def _acts(owner: Caller, **asked: str) -> list[str]:
    return [it["action"] for it in owner.get("/audit-events", **asked).json()["items"]]


def test_deeds_write_themselves_down_and_are_found_by_act_and_day(owner: Caller) -> None:
    made = owner.post("/api-keys", {"name": "Till"}).json()
    owner.delete(f"/api-keys/{made['id']}")
    owner.post("/invitations", {"role": "agent", "email": "sana@example.com"})
    assert _acts(owner) == ["invitation.made", "api_key.revoked", "api_key.made"]
    assert _acts(owner, action="api_key.made") == ["api_key.made"]
    tomorrow = (now() + timedelta(days=2)).date().isoformat()
    assert _acts(owner, since=tomorrow) == []
    assert len(_acts(owner, until=tomorrow)) == 3
    assert owner.get("/audit-events", action="nonsense").status_code == 422


def test_events_are_found_by_the_person_who_acted_or_was_meant(owner: Caller) -> None:
    _other, access = a_workspace("Lahore")
    partner = _partner(owner)
    owner.put(f"/members/{partner.access.member_id}/role", {"role": "agent"})
    owner.post("/api-keys", {"name": "Till"})
    member_id = str(partner.access.member_id)
    assert _acts(owner, member_id=member_id) == ["member.role_changed"]
    foreign = owner.get("/audit-events", member_id=str(access.member_id))
    assert foreign.status_code == 404


def _partner(owner: Caller) -> Caller:
    with scope(owner.access.workspace_id):
        workspace = Workspace.objects.get()
    return a_caller(a_member(workspace, Role.MANAGER, "Sana"))


def test_the_verdict_counts_what_was_checked(owner: Caller) -> None:
    owner.post("/invitations", {"role": "agent"})
    said = owner.get("/audit-events/verdict").json()
    assert said == {"events": 1, "erased": 0, "broken_at": None, "checked_at": None}


def test_settings_are_changed_by_owners_and_checked(owner: Caller) -> None:
    now_set = owner.get("/settings").json()
    wanted = {**now_set, "visibility": "all", "name": " Karachi  Home "}
    saved = owner.put("/settings", wanted).json()
    assert (saved["visibility"], saved["name"]) == ("all", "Karachi Home")
    assert owner.put("/settings", {**wanted, "time_zone": "Mars/Base"}).status_code == 422
    assert owner.put("/settings", {**wanted, "name": "  "}).status_code == 422
    assert _acts(owner) == ["settings.changed"]
