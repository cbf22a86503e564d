"""What a plan opens follows from what was paid: no request of the workspace itself changes it."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

import pytest

from chatsync.billing.actions.adjust import grant_plan
from chatsync.billing.plans import Plan
from chatsync.billing.tests.bank import bank
from chatsync.billing.tests.conftest import running_paddle, stand_in
from chatsync.config.doors import document
from chatsync.kit.clock import now
from chatsync.kit.ids import workspace_uuid
from chatsync.kit.tenancy import scope
from chatsync.workspaces.entitlements import EVERYTHING
from chatsync.workspaces.models import Workspace
from tests.support.lessons import demand_none
from tests.tenancy.callers import Caller, browser, program, undone
from tests.tenancy.operations import Operation, operations
from tests.tenancy.world import World, a_world

__all__ = ["bank", "running_paddle", "stand_in"]
WISHED = {**asdict(EVERYTHING), "plan": "business", "state": "active", "status": "active"}
"""What somebody would like to have, under the names of the columns that hold it."""


@pytest.fixture
def world(db: None, bank: None, stand_in: object, settings: Any) -> World:
    """A workspace with a month of Growth, where larger plans are sold."""
    settings.BILLING = False
    world = a_world()
    settings.BILLING = True
    found, until = workspace_uuid(world.org), now() + timedelta(days=30)
    assert found
    grant_plan(found, Plan.GROWTH, until, reason="Paid.", operator=world.former)
    return world


@pytest.fixture(params=["session", "key"])
def caller(request: pytest.FixtureRequest, world: World) -> Caller:
    """An owner: nobody of the workspace may do more."""
    if request.param == "key":
        return program(world)
    return browser(world, str(world.owner.email))


def opened(world: World) -> Mapping[str, Any]:
    found = workspace_uuid(world.org)
    assert found
    with scope(found):
        columns: Mapping[str, Any] = Workspace.objects.values(*asdict(EVERYTHING)).get()
    return columns


def wishing(operation: Operation) -> Operation:
    """The same, with what somebody would like to have in its body."""
    if operation.body is None:
        return operation
    return replace(operation, body={**WISHED, **operation.body})


def test_no_door_of_the_api_changes_what_the_plan_opens(world: World, caller: Caller) -> None:
    before, done, faults = opened(world), 0, []
    assert before != asdict(EVERYTHING)
    for operation in operations(document()):
        for asked in (operation, wishing(operation)):
            method, path, more = asked.request(asked.filled(world.ids))
            with undone():
                done += caller.call(method, path, **more).is_done
                if opened(world) != before:
                    faults.append(str(asked))
    assert done > 60
    demand_none(faults, "Only billing opens something, once money has arrived.")
