"""Sign-ins of the audit: they read what their role reads, while they are used, and no more."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from chatsync.accounts.queries import open_session, sign_ins_of
from chatsync.accounts.reading import end_reading_sign_ins, open_reading_sign_in
from chatsync.accounts.session_limits import READS_UNTIL
from chatsync.audit.sign_ins import audit_sign_ins
from chatsync.config.audience import _badge, admit
from chatsync.kit.clock import moved, now
from chatsync.kit.errors import NotFound
from chatsync.kit.ids import workspace_uuid
from chatsync.kit.tenancy import scope
from chatsync.realtime.door import Refused
from chatsync.workspaces.models import AuditEvent
from tests.support.source import ROOT
from tests.tenancy.callers import Caller
from tests.tenancy.world import World, a_world

SESSION = "__Host-cs_session"


@pytest.fixture
def world(db: None) -> World:
    return a_world()


@pytest.fixture
def told(world: World) -> dict[str, Any]:
    return audit_sign_ins(world.org)


def _by_role(told: dict[str, Any], world: World, role: str) -> Caller:
    client = Client(enforce_csrf_checks=True)
    (client.cookies[SESSION],) = (it["session"] for it in told["sessions"] if it["role"] == role)
    return Caller(role, client, {"ChatSync-Workspace": world.org})


def test_each_role_reads_its_own_pages_and_no_more(world: World, told: dict[str, Any]) -> None:
    assert [one["role"] for one in told["sessions"]] == ["owner", "agent"]
    assert told["missing"] == ["manager", "operator"]
    owner, agent = _by_role(told, world, "owner"), _by_role(told, world, "agent")
    for who in (owner, agent):
        assert who.open("/account/sessions").status == 200
        assert who.call("GET", "/api/v1/conversations").status == 200
    assert owner.call("GET", "/api/v1/api-keys").status == 200
    assert agent.call("GET", "/api/v1/api-keys").status == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_changed(world: World, told: dict[str, Any], method: str) -> None:
    owner = _by_role(told, world, "owner")
    assert owner.open("/account/name").status == 200
    for path in ("/account/name", "/preferences/language", "/account/sessions/others"):
        assert owner.call(method, path).status == 403
    refused = owner.call(method, "/api/v1/tags")
    assert (refused.status, json.loads(refused.body)["code"]) == (403, "reads_only")


def test_it_signs_out_like_every_other(world: World, told: dict[str, Any]) -> None:
    owner = _by_role(told, world, "owner")
    owner.open("/logout")
    assert owner.call("POST", "/logout").status == 302
    assert owner.open("/account").status == 302


def test_the_person_sees_it_and_the_workspace_reads_it(world: World, told: dict[str, Any]) -> None:
    (listed,) = sign_ins_of(world.owner.id)
    assert listed.factor == "audit"
    shown = _by_role(told, world, "owner").open("/account/sessions").body.decode()
    assert "for the privacy audit" in shown
    workspace_id = workspace_uuid(world.org)
    assert workspace_id
    with scope(workspace_id):
        acts = AuditEvent.objects.filter(action="privacy.audited").order_by("seq")
        assert [(act.actor_kind, act.details) for act in acts] == [
            ("operator", {"minutes": 180})
        ] * 2


def test_it_ends_a_quarter_of_an_hour_after_its_last_page_and_after_three_hours(
    world: World,
) -> None:
    key, _ends_at = open_reading_sign_in(world.owner)
    owner = Client(enforce_csrf_checks=True)
    owner.cookies[SESSION] = key

    def left_after(minutes: float) -> float:
        """What is left of it when a page is opened that long after its beginning."""
        with moved(timedelta(minutes=minutes)):
            owner.get("/account")
            found = open_session(key)
            return (found.ends_at - now()).total_seconds() / 60 if found else 0

    assert left_after(10) == pytest.approx(15, abs=0.1)
    assert left_after(24) == pytest.approx(15, abs=0.1)
    for minutes in range(36, 175, 12):
        assert left_after(minutes) > 0
    assert left_after(175) == pytest.approx(5, abs=0.1)
    assert left_after(181) == 0


def test_it_ends_by_itself_and_by_command(world: World) -> None:
    key, ends_at = open_reading_sign_in(world.owner)
    found = open_session(key)
    assert found
    assert found.reads_only
    assert abs(found.ends_at - ends_at) < timedelta(seconds=5)
    session = SessionStore(key)
    session[READS_UNTIL] = now().timestamp() - 1
    session.save()
    assert open_session(key) is None
    other, _ends_at = open_reading_sign_in(world.owner)
    assert open_session(other)
    assert end_reading_sign_ins() == 2
    assert open_session(other) is None


def test_whoever_listens_through_it_is_nobodys_company(world: World) -> None:
    key, _ends_at = open_reading_sign_in(world.owner)
    watcher = admit({b"cookie": f"{SESSION}={key}".encode()}, world.org)
    assert not isinstance(watcher, Refused)
    assert watcher.access.only_looks
    assert _badge(watcher) is None


def test_a_workspace_is_named_where_there_are_several(world: World) -> None:
    a_world()
    for org in ("", "org_" + "0" * 32, "nonsense"):
        with pytest.raises(NotFound, match="workspace"):
            audit_sign_ins(org)


def test_the_command_prints_json_for_a_pipe_and_says_what_is_missing(world: World) -> None:
    command = [sys.executable, "-m", "chatsync.config.cli", "audit-session"]
    ended = subprocess.run(
        command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=True
    )
    assert json.loads(ended.stdout)["cookie"] == SESSION
    assert "nobody can enter as operator" in ended.stderr
    stopped = subprocess.run(
        [*command, "--end"],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    assert stopped.stdout == "2 sign-ins of the audit were ended.\n"
