"""The audit log as a file: all of it, piece by piece, whatever happens meanwhile."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync

from chatsync.accounts.models import Person
from chatsync.kit.clock import now
from chatsync.kit.tenancy import scope
from chatsync.workspaces.audit import Act, Thing, record, verify
from chatsync.workspaces.queries.audit_file import AT_ONCE
from chatsync.workspaces.tests.make import Caller, a_caller, a_workspace

pytestmark = pytest.mark.usefixtures("db")
FILE = "/audit-events/file"


@pytest.fixture
def owner() -> Caller:
    return a_caller(a_workspace()[1])


async def _taken(answer: Any) -> list[bytes]:
    return [piece async for piece in answer.streaming_content]


def pieces(answer: Any) -> list[bytes]:
    """What is sent at a time."""
    assert answer.status_code == 200, answer
    return async_to_sync(_taken)(answer)


def rows(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(pieces(answer)).decode())))


def happened(owner: Caller, times: int) -> None:
    with scope(owner.access.workspace_id):
        for at in range(times):
            record(owner.access, Act.KEY_MADE, Thing("api_key", str(at)), {"name": f"Till {at}"})


def test_a_file_holds_every_event_and_runs_no_formula(owner: Caller) -> None:
    Person.objects.filter(id=owner.access.person_id).update(name='=HYPERLINK("http://x")')
    owner.post("/invitations", {"role": "agent"})
    answer = owner.get(FILE, kind="csv")
    assert "attachment" in answer["Content-Disposition"]
    (row,) = rows(answer)
    assert row["actor"].startswith("'=")
    assert row["action"] == "invitation.made"
    as_json = json.loads(b"".join(pieces(owner.get(FILE, kind="json"))))
    assert [it["action"] for it in as_json] == ["audit.exported", "invitation.made"]


def test_more_events_than_are_read_at_once_all_come_once_and_in_order(owner: Caller) -> None:
    count = 2 * AT_ONCE + 1
    happened(owner, count)
    sent = pieces(owner.get(FILE, kind="csv"))
    assert len(sent) == 4, "the heading, and three readings"
    told = list(csv.DictReader(io.StringIO(b"".join(sent).decode())))
    assert [int(row["seq"]) for row in told] == list(range(count, 0, -1))
    as_json = json.loads(b"".join(pieces(owner.get(FILE, kind="json"))))
    assert [it["seq"] for it in as_json] == list(range(count + 1, 0, -1))
    assert verify(owner.access.workspace_id).broken_at is None


def test_what_happens_while_it_is_sent_is_left_for_the_next_file(owner: Caller) -> None:
    happened(owner, 2)
    answer = owner.get(FILE, kind="csv")
    happened(owner, 3)
    assert [row["seq"] for row in rows(answer)] == ["2", "1"]


def test_nothing_that_matches_makes_an_empty_file(owner: Caller) -> None:
    happened(owner, 1)
    later = (now() + timedelta(days=2)).date().isoformat()
    assert rows(owner.get(FILE, kind="csv", since=later)) == []
    assert b"".join(pieces(owner.get(FILE, kind="json", since=later))) == b"[]"


def test_a_file_holds_its_own_workspace_alone(owner: Caller) -> None:
    other = a_caller(a_workspace("Books")[1])
    happened(other, 3)
    happened(owner, 1)
    assert [row["object_id"] for row in rows(owner.get(FILE, kind="csv"))] == ["0"]
