"""The audit log: only added to, chained, and erasable person by person."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import ProgrammingError, connections

from chatsync.config.supervisor.postgres import DatabaseUrls
from chatsync.kit.tenancy import scope
from chatsync.workspaces.access import Access
from chatsync.workspaces.audit import Act, Thing, erase_person, record, verify
from chatsync.workspaces.models import AuditEvent, AuditTold
from chatsync.workspaces.tests.make import a_member, a_workspace
from tests.support.database import undone

pytestmark = pytest.mark.usefixtures("db")


def _written(access: Access, count: int = 3) -> None:
    for number in range(count):
        with scope(access.workspace_id):
            thing = Thing("member", str(number), "Bilal", access.person_id)
            record(access, Act.JOINED, thing, {"role": "agent"})


def test_a_chain_of_acts_holds() -> None:
    _workspace, owner = a_workspace()
    _written(owner)
    verdict = verify(owner.workspace_id)
    assert (verdict.events, verdict.erased, verdict.broken_at) == (3, 0, None)


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_product_itself_cannot_change_the_log(deed: str) -> None:
    _workspace, owner = a_workspace()
    _written(owner, 1)
    rows: Any = AuditEvent._base_manager
    deeds: dict[str, Any] = {
        "update": lambda: rows.update(action="x"),
        "delete": lambda: rows.all()._raw_delete("default"),
    }
    with pytest.raises(ProgrammingError, match="permission denied"), scope(owner.workspace_id):
        deeds[deed]()


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE workspaces_auditevent SET action = 'member.left' WHERE seq = 2",
        "UPDATE workspaces_auditevent SET actor_id = gen_random_uuid() WHERE seq = 2",
        """UPDATE workspaces_auditevent SET details = '{"role": "owner"}' WHERE seq = 2""",
        "DELETE FROM workspaces_auditevent WHERE seq = 2",
        """UPDATE workspaces_audittold t SET text = 'Nobody' FROM workspaces_auditevent e
        WHERE e.id = t.event_id AND e.seq = 2""",
    ],
)
def test_a_forgery_by_the_databases_own_master_is_noticed(
    database_urls: DatabaseUrls, forgery: str
) -> None:
    _workspace, owner = a_workspace()
    _written(owner)
    with undone(database_urls) as connection:
        connection.execute(forgery.encode())
        connection.commit()
    assert verify(owner.workspace_id).broken_at == 2


def test_an_erased_person_leaves_a_chain_that_holds() -> None:
    workspace, owner = a_workspace()
    agent = a_member(workspace)
    _written(owner, 1)
    _written(agent, 2)
    assert erase_person(owner.workspace_id, agent.person_id) == 4
    verdict = verify(owner.workspace_id)
    assert (verdict.events, verdict.erased, verdict.broken_at) == (3, 4, None)
    with scope(owner.workspace_id):
        assert not AuditTold.objects.filter(person_id=agent.person_id).exists()


def test_acts_of_one_moment_stand_one_after_another() -> None:
    _workspace, owner = a_workspace()

    def act(_number: int) -> None:
        try:
            _written(owner, 2)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(act, range(4)))
    verdict = verify(owner.workspace_id)
    assert (verdict.events, verdict.broken_at) == (8, None)


def test_an_act_that_fails_leaves_no_event() -> None:
    _workspace, owner = a_workspace()

    def act() -> Any:
        with scope(owner.workspace_id):
            record(owner, Act.LEFT, Thing("member", "1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert verify(owner.workspace_id).events == 0
