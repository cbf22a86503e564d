"""The daily check of every audit log, and from where an act was done."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory

from chatsync.config.supervisor.postgres import DatabaseUrls
from chatsync.kit import clock
from chatsync.kit.tenancy import scope
from chatsync.workspaces.actions.check_log import check_due_logs
from chatsync.workspaces.audit import Act, Thing, erase_person, record, verify
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.places import place_of
from chatsync.workspaces.queries.audit import broken_logs
from chatsync.workspaces.tests.make import Caller, a_caller, a_workspace
from tests.support.database import undone

pytestmark = pytest.mark.usefixtures("db")

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


def _forge(database_urls: DatabaseUrls) -> None:
    with undone(database_urls) as connection:
        connection.execute("UPDATE workspaces_auditevent SET action = 'x' WHERE seq = 1")
        connection.commit()


def _written() -> Caller:
    workspace, owner = a_workspace()
    with scope(workspace.id):
        record(owner, Act.SETTINGS_CHANGED, Thing("workspace", workspace.org))
    return a_caller(owner)


def _checked(caller: Caller) -> Any:
    with scope(caller.access.workspace_id):
        return Workspace.objects.get(id=caller.access.workspace_id).log_checked_at


def test_a_log_is_checked_once_a_day() -> None:
    caller = _written()
    check_due_logs()
    first = _checked(caller)
    check_due_logs()
    assert first is not None
    assert _checked(caller) == first
    with clock.moved(timedelta(hours=25)):
        check_due_logs()
    assert _checked(caller) > first


def test_a_forgery_is_noticed_though_nobody_looks(database_urls: DatabaseUrls) -> None:
    caller = _written()
    check_due_logs()
    assert broken_logs() == []
    _forge(database_urls)
    with clock.moved(timedelta(hours=25)):
        check_due_logs()
    assert broken_logs() == [(f"org_{caller.access.workspace_id.hex}", 1)]
    said = caller.get("/audit-events/verdict").json()
    assert (said["broken_at"], bool(said["checked_at"])) == (1, True)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.77", "203.0.113.0/24, Firefox, Linux"),
        ("::ffff:203.0.113.77", "203.0.113.0/24, Firefox, Linux"),
        ("2001:db8:1234:5678::9", "2001:db8:1234::/48, Firefox, Linux"),
        ("", "Firefox, Linux"),
    ],
)
def test_a_place_is_no_whole_address(address: str, kept: str) -> None:
    request = RequestFactory(headers={"User-Agent": FIREFOX}).get("/", REMOTE_ADDR=address)
    assert place_of(request) == kept


def test_an_act_says_from_where_until_the_person_is_erased() -> None:
    caller = _written()
    settings = caller.get("/settings").json()
    caller.put("/settings", {**settings, "name": "Karachi Bakery"})
    newest = caller.get("/audit-events").json()["items"][0]
    assert newest["place"] == "127.0.0.0/24"
    erase_person(caller.access.workspace_id, caller.access.person_id)
    assert caller.get("/audit-events").json()["items"][0]["place"] is None
    assert verify(caller.access.workspace_id).broken_at is None
