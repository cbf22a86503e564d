"""A closed workspace can be read, then it is in no table, no file and no log line any more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import models

from chatsync.accounts.models import Person
from chatsync.channels.models import Dispatch, Number
from chatsync.channels.tests.feed import a_line, deliver, read
from chatsync.channels.tests.whatsapp_builders import CUSTOMER, inbound, message
from chatsync.config.supervisor.initdb import DATABASE
from chatsync.config.supervisor.postgres import DatabaseUrls
from chatsync.inbox.models import Message
from chatsync.inbox.tests.test_erasing import PHRASE, a_customer, no_files
from chatsync.jobs.models import Mail
from chatsync.kit.clock import moved
from chatsync.kit.tenancy import scope
from chatsync.privacy import closing
from chatsync.privacy.closing import delete_closed, tables_of_workspaces
from chatsync.privacy.models import Closure
from chatsync.privacy.purging import purge
from chatsync.realtime.models import Counter
from chatsync.workspaces.audit import verify
from chatsync.workspaces.models import CLOSING_GRACE, AuditEvent, Workspace
from chatsync.workspaces.tests.make import Caller, a_caller, a_member, a_workspace
from tests.support.dump import places_of
from tests.support.planting import plant

__all__ = ["no_files"]
pytestmark = pytest.mark.usefixtures("db", "no_files")
AFTER = CLOSING_GRACE + timedelta(minutes=1)
NAME = "Karachi Kitchen"


@pytest.fixture
def owner() -> Caller:
    caller = a_caller(a_workspace(NAME)[1])
    Person.objects.filter(id=caller.access.person_id).update(email="owner@kitchen.example")
    return caller


def close(owner: Caller) -> Any:
    return owner.put("/closure", {"workspace_name": NAME})


def rows_of(urls: DatabaseUrls, workspace_id: UUID) -> dict[str, int]:
    """How many rows a workspace has in each table, as a superuser counts them."""
    found = {}
    with psycopg.connect(urls.admin, dbname=DATABASE) as connection:
        for model in tables_of_workspaces():
            table, column = model._meta.db_table, closing._owner(model)
            sql = f'SELECT count(*) FROM "{table}" WHERE "{column}" = %s'
            counted = connection.execute(sql.encode(), [workspace_id]).fetchone()
            found[table] = counted[0] if counted else 0
    return found


def fill(urls: DatabaseUrls, workspace_id: UUID, count: int = 1) -> None:
    """Put rows into every table that holds rows of workspaces, whatever they say."""
    there = rows_of(urls, workspace_id)
    with psycopg.connect(urls.admin, dbname=DATABASE, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        for model in tables_of_workspaces():
            has_one = closing._owner(model) in _said_once(model)
            wanted = 1 - there[model._meta.db_table] if has_one else count
            for number in range(wanted):
                plant(connection, model, **_different(model, number, workspace_id))


def _said_once(model: type[models.Model]) -> set[str]:
    """Columns of which no two rows have the same value."""
    alone = {tuple(it.fields) for it in model._meta.constraints if hasattr(it, "fields")}
    return {model._meta.pk.column, *(fields[0] for fields in alone if len(fields) == 1)}


def _different(model: type[models.Model], number: int, workspace_id: UUID) -> dict[str, object]:
    given: dict[str, object] = {}
    for field in model._meta.local_fields:
        kind = field.get_internal_type()
        if kind == "CharField" and not field.choices:
            given[field.name] = f"{number}{workspace_id.hex}"[: field.max_length]
        elif kind in {"BigIntegerField", "PositiveBigIntegerField"} and not field.null:
            # The counter stands beyond the planted pushes, so that the next one has its own number.
            given[field.name] = 990_000 if model is Counter else 900_000 + number
    return {**given, closing._owner(model): workspace_id}


def test_until_it_is_deleted_a_closed_workspace_is_read_only_and_goes_on_receiving(
    owner: Caller,
) -> None:
    a_customer(owner)
    with scope(owner.access.workspace_id):
        number = Number.objects.get()
        before = Message.objects.count()
    told = close(owner)
    assert told.status_code == 200
    assert told.json()["purge_at"] > told.json()["closed_at"]
    assert owner.get("/standing").json()["status"] == "closing"
    refused = owner.post("/tags", {"name": "New", "colour": "grey"})
    assert (refused.status_code, refused.json()["code"]) == (403, "read_only")
    assert "closed and will be deleted" in refused.json()["detail"]
    deliver(number, inbound(message("text", id="wamid.late", text={"body": "Are you open?"})))
    read()
    with scope(owner.access.workspace_id):
        assert Message.objects.count() == before + 1
        assert Dispatch.objects.get().due_at.year == 9999


def test_taking_it_back_sends_what_waited(owner: Caller) -> None:
    a_customer(owner)
    close(owner)
    assert owner.delete("/closure").json() == {"closed_at": None, "purge_at": None}
    assert owner.get("/standing").json()["status"] == "active"
    assert Dispatch.objects.get().due_at.year != 9999
    with moved(AFTER):
        assert delete_closed() == 0
    with scope(owner.access.workspace_id):
        acts = AuditEvent.objects.order_by("seq").values_list("action", flat=True)
        assert list(acts)[-2:] == ["workspace.closed", "workspace.reopened"]
    assert verify(owner.access.workspace_id).broken_at is None
    assert [mail.subject for mail in Mail.objects.order_by("queued_at")][-1] == f"{NAME} stays open"


@pytest.mark.parametrize("name", ["", "karachi kitchen", "Karachi"])
def test_whoever_does_not_type_its_name_closes_nothing(owner: Caller, name: str) -> None:
    refused = owner.put("/closure", {"workspace_name": name})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["loc"] == "workspace_name"
    assert owner.get("/standing").json()["status"] == "active"


def test_only_owners_close(owner: Caller) -> None:
    with scope(owner.access.workspace_id):
        workspace = Workspace.objects.get()
    manager = a_caller(a_member(workspace, "manager"))
    assert close(manager).status_code == 403
    close(owner)
    assert manager.delete("/closure").status_code == 403


def test_nothing_of_a_closed_workspace_is_left(
    owner: Caller, database_urls: DatabaseUrls, capsys: pytest.CaptureFixture[str]
) -> None:
    a_customer(owner)
    fill(database_urls, owner.access.workspace_id)
    assert all(rows_of(database_urls, owner.access.workspace_id).values()), "every table has rows"
    close(owner)
    Mail.objects.all().delete()
    with moved(AFTER - timedelta(hours=1)):
        assert delete_closed() == 0
    assert len(places_of(database_urls, PHRASE)) >= 8, "the marker is all over the place"
    with moved(AFTER):
        assert purge()["closed_workspaces"] == 1

    assert not any(rows_of(database_urls, owner.access.workspace_id).values())
    for mark in (PHRASE, CUSTOMER, NAME, owner.key):
        assert places_of(database_urls, mark) == {}
    said = capsys.readouterr()
    assert PHRASE not in said.out + said.err


def test_its_neighbour_keeps_every_row(owner: Caller, database_urls: DatabaseUrls) -> None:
    neighbour = a_caller(a_workspace("Lahore Book House")[1])
    for each in (owner, neighbour):
        fill(database_urls, each.access.workspace_id)
    before = rows_of(database_urls, neighbour.access.workspace_id)
    close(owner)
    with moved(AFTER):
        assert delete_closed() == 1
    assert rows_of(database_urls, neighbour.access.workspace_id) == before


def test_killed_at_any_piece_it_goes_on_and_counts_nothing_twice(
    owner: Caller, database_urls: DatabaseUrls, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database_urls, owner.access.workspace_id, count=3)
    close(owner)
    before = rows_of(database_urls, owner.access.workspace_id)
    monkeypatch.setattr(closing, "AT_ONCE", 2)
    for lives in (0, 1, 7, 20, 45):
        with monkeypatch.context() as patched, moved(AFTER):
            patched.setattr(closing, "_note", _dies_after(lives))
            with pytest.raises(KeyboardInterrupt):
                delete_closed()
    with moved(AFTER):
        assert delete_closed() == 1
    counts = Closure.objects.get().counts
    assert {table: counts.get(table, 0) for table in before if table in counts} == {
        table: count for table, count in before.items() if count
    }


def _dies_after(lives: int) -> Callable[..., None]:
    left, note = [lives], closing._note

    def dies(*given: Any) -> None:
        note(*given)
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt

    return dies


def test_who_closed_gets_the_proof_and_it_names_nobody(owner: Caller) -> None:
    a_customer(owner)
    close(owner)
    Mail.objects.all().delete()
    with moved(AFTER):
        delete_closed()
    proof, mail = Closure.objects.get(), Mail.objects.get()
    assert proof.done_at is not None
    assert proof.closed_by_id is None
    assert proof.counts["inbox_message"] == 3
    assert bytes(proof.digest).hex() in mail.text
    assert "inbox_message: 3" in mail.text
    assert mail.recipient == "owner@kitchen.example"


def test_another_workspace_may_connect_its_number(owner: Caller) -> None:
    number = a_line(owner.access)
    close(owner)
    with moved(AFTER):
        delete_closed()
    other = a_workspace("Lahore Book House")[1]
    taken = a_line(other, phone_number_id=number.phone_number_id)
    deliver(taken, inbound(message("text", text={"body": "Salam"})))
    read()
    with scope(other.workspace_id):
        assert Message.objects.get().text == "Salam"
