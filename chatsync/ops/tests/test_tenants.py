"""The operator's list of workspaces, one of them, and its limits."""

import html
import re
from typing import Any

import pytest

from chatsync.accounts.models import Person
from chatsync.kit.tenancy import scope
from chatsync.ops.queries import PAGE
from chatsync.ops.tests.stand import operators_browser, text_of, told_of
from chatsync.workspaces.actions.seats import SeatsTaken, demand_seat, lock_seats
from chatsync.workspaces.models import Workspace
from chatsync.workspaces.tests.make import a_member, a_workspace
from tests.support.pages import is_in_urdu

pytestmark = pytest.mark.usefixtures("db")
SCRIPT = '<script>alert("x")</script>'


@pytest.fixture
def client(db: None) -> Any:
    return operators_browser()


def _set(client: Any, workspace: Workspace, **fields: str) -> Any:
    return client.post(f"/ops/tenants/{workspace.org}/limits", fields)


def _fresh(workspace: Workspace) -> Workspace:
    with scope(workspace.id):
        return Workspace.objects.get(id=workspace.id)


@pytest.mark.parametrize("how", ["karachi TEA", "tea kar", "{org}", "owner@tea", "OWNER@tea.pk"])
def test_a_workspace_is_found_by_name_id_or_owners_address(client: Any, how: str) -> None:
    tea, owner = a_workspace("Karachi Tea House")
    Person.objects.filter(id=owner.person_id).update(email="owner@tea.pk")
    a_workspace("Lahore Books")
    page = text_of(client.get("/ops/tenants", {"q": how.format(org=tea.org)}))
    assert "Karachi Tea House" in page
    assert "Lahore Books" not in page


def test_an_agents_address_does_not_find_the_workspace(client: Any) -> None:
    tea, _owner = a_workspace("Karachi Tea House")
    agent = a_member(tea)
    Person.objects.filter(id=agent.person_id).update(email="agent@tea.example")
    page = text_of(client.get("/ops/tenants", {"q": "agent@tea.example"}))
    assert "No workspace was found" in page


@pytest.mark.parametrize("asked", ["%", "_", "' OR 1=1 --", "\0", "\\", "(", "x" * 5000])
def test_any_words_are_only_words(client: Any, asked: str) -> None:
    a_workspace("Karachi Tea House")
    page = text_of(client.get("/ops/tenants", {"q": asked}))
    assert ("Karachi Tea House" in page) == (asked == "\0")


def test_pages_follow_one_another_without_a_gap(client: Any) -> None:
    names = [f"Shop-{number}." for number in range(PAGE + 2)]
    for name in names:
        a_workspace(name)
    first = text_of(client.get("/ops/tenants", {"q": "shop"}))
    onward = re.search(r'rel="next"\s+href="([^"]+)"', first)
    assert onward
    second = text_of(client.get(f"/ops/tenants{html.unescape(onward[1])}"))
    shown = [re.findall(r"Shop-\d+\.", page) for page in (first, second)]
    assert shown[0] + shown[1] == names[::-1]
    assert 'rel="next"' not in second


@pytest.mark.parametrize("cursor", ["x", "W251bGwsICIwIl0", "%00"])
def test_a_cursor_of_somebody_else_is_refused_plainly(client: Any, cursor: str) -> None:
    assert client.get("/ops/tenants", {"after": cursor}).status_code == 400


def test_a_page_of_one_workspace_tells_how_it_stands_and_no_more(client: Any) -> None:
    workspace, _owner = a_workspace("Karachi Tea House", staff_limit=3)
    a_member(workspace, name="Bilal")
    page = text_of(client.get(f"/ops/tenants/{workspace.org}"))
    assert all(said in page for said in ("Bilal", "Agent", "Owner", "2 of 3 in use", "Active"))
    assert "None is connected yet." in page


def test_a_script_in_a_name_is_words(client: Any) -> None:
    workspace, _owner = a_workspace(SCRIPT)
    a_member(workspace, name=SCRIPT)
    for path in ("", f"/{workspace.org}", f"/{workspace.org}/limits", f"?q={SCRIPT}"):
        page = text_of(client.get(f"/ops/tenants{path}"))
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page


def test_a_limit_holds_and_the_workspace_reads_why(client: Any) -> None:
    workspace, _owner = a_workspace()
    answer = _set(client, workspace, staff_limit="1", number_limit="", reason="Trial ended")
    assert answer["Location"] == f"/ops/tenants/{workspace.org}?saved=limits"
    with scope(workspace.id), pytest.raises(SeatsTaken):
        demand_seat(lock_seats())
    assert told_of(workspace) == [
        (
            "operator",
            "workspace.limited",
            {"staff_limit": 1, "reason": "Trial ended"},
            "Omar Operator",
        )
    ]


def test_a_limit_is_typed_into_a_field_that_loses_nothing(client: Any) -> None:
    workspace, _owner = a_workspace(staff_limit=7)
    page = text_of(client.get(f"/ops/tenants/{workspace.org}/limits"))
    assert re.search(r'<input type="text" name="staff_limit" value="7"', page)
    assert 'type="number"' not in page


def test_a_limit_is_taken_off_again(client: Any) -> None:
    workspace, _owner = a_workspace(staff_limit=1, number_limit=0)
    _set(client, workspace, staff_limit="", number_limit="2", reason="They pay")
    assert (_fresh(workspace).staff_limit, _fresh(workspace).number_limit) == (None, 2)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"staff_limit": "5", "reason": " "}, "Fill in this field."),
        ({"staff_limit": "5e", "reason": "x"}, "Type a whole number"),
        ({"staff_limit": "0", "reason": "x"}, "The limit is too small."),
        ({"staff_limit": "1e9", "reason": "x"}, "Type a whole number"),
        ({"number_limit": "999999999999", "reason": "x"}, "The limit is too large."),
        ({"number_limit": "1", "reason": "x" * 201}, "at most 200 characters"),
        ({"reason": "x"}, "These are the limits already."),
    ],
)
def test_what_cannot_be_a_limit_is_said_and_changes_nothing(
    client: Any, fields: dict[str, str], said: str
) -> None:
    workspace, _owner = a_workspace()
    page = text_of(_set(client, workspace, **fields))
    assert said in page
    assert told_of(workspace) == []
    assert _fresh(workspace).staff_limit is None


def test_the_pages_speak_urdu(client: Any) -> None:
    workspace, _owner = a_workspace()
    client.cookies["__Host-cs_locale"] = "ur"
    page = text_of(client.get(f"/ops/tenants/{workspace.org}"))
    assert is_in_urdu(page)
    assert "Members" not in page
