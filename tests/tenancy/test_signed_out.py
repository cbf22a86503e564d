"""Whoever is not signed in, or no longer, gets the public addresses and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from chatsync.config.doors import document
from chatsync.kit.clock import now
from chatsync.kit.ids import workspace_uuid
from chatsync.workspaces.actions import revoke_api_key
from tests.support.lessons import demand_none
from tests.tenancy.callers import Caller, browser, program
from tests.tenancy.operations import operations
from tests.tenancy.routes import routes
from tests.tenancy.world import World, a_world


def _nobody(world: World) -> Caller:
    return Caller("nobody", Client(), {"ChatSync-Workspace": world.org})


def _expired(world: World) -> Caller:
    caller = browser(world, str(world.owner.email))
    Session.objects.update(expire_date=now() - timedelta(seconds=1))
    return caller


def _signed_out(world: World) -> Caller:
    caller = browser(world, str(world.owner.email))
    kept = caller.client.cookies["__Host-cs_session"].value
    caller.call("POST", "/logout")
    caller.client.cookies["__Host-cs_session"] = kept
    return caller


def _forged(world: World) -> Caller:
    caller = _nobody(world)
    caller.client.cookies["__Host-cs_session"] = "0" * 32
    return caller


def _switched_off(world: World) -> Caller:
    caller = browser(world, str(world.owner.email))
    world.owner.is_active = False
    world.owner.save()
    return caller


def _revoked(world: World) -> Caller:
    workspace_id = workspace_uuid(world.org)
    assert workspace_id
    revoke_api_key(workspace_id=workspace_id, key_id=UUID(world.ids["api_key"]))
    return program(world)


def _wrong_key(world: World) -> Caller:
    caller = program(world)
    caller.headers["Authorization"] = "Bearer cs_live_aaaaaaaa_" + "A" * 32
    return caller


SESSIONS = [_nobody, _expired, _signed_out, _forged, _switched_off]


@pytest.mark.parametrize("make", [*SESSIONS, _revoked, _wrong_key], ids=lambda it: it.__name__)
def test_every_operation_asks_who_is_there(db: None, make: Callable[[World], Caller]) -> None:
    world = a_world()
    caller = make(world)
    answers = [
        (operation, caller.call(method, path, **more))
        for operation in operations(document())
        for method, path, more in [operation.request(operation.filled(world.ids))]
    ]
    demand_none(
        (f"{operation}: {seen}" for operation, seen in answers if seen.status != 401),
        "A door answers people who are not signed in: declare `auth=needs(…)` there.",
    )
    assert len({seen.body for _operation, seen in answers}) == 1, "a refusal tells more than none"


@pytest.mark.parametrize("make", SESSIONS, ids=lambda it: it.__name__)
def test_every_page_asks_who_is_there(db: None, make: Callable[[World], Caller]) -> None:
    world = a_world()
    caller = make(world)
    asked = [it for it in routes() if not it.is_public and not it.is_api]
    assert asked
    for route in asked:
        path = route.address(world.org)
        for method in ("GET", "POST", "PUT", "DELETE"):
            seen = caller.call(method, path) if method != "GET" else caller.open(path)
            is_led = dict(seen.headers).get("Location", "").startswith("/login")
            assert is_led or seen.status in {401, 403, 405}, (
                f"{method} {path} answers {seen}: ask for a signed-in person, or list it in PUBLIC "
                "of tests/tenancy/routes.py with its reason."
            )
            assert world.mark.encode() not in seen.body
