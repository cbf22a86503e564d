"""The proof that each policy holds: taking any one away turns the probe red."""

from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.db import models
from psycopg import sql

from chatsync.config.supervisor.postgres import DatabaseUrls
from tests.architecture.tables import GLOBAL, KEY_COLUMN
from tests.support.database import Row, rows, undone
from tests.support.planting import plant

TENANTS: dict[str, type[models.Model]] = {
    model._meta.db_table: model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.managed and model._meta.db_table not in GLOBAL
}

MUTATIONS = {
    "the policy is dropped": "DROP POLICY tenant ON {}",
    "row-level security is off": "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
    "everybody may read": "ALTER POLICY tenant ON {} USING (true)",
    "everybody may write": "ALTER POLICY tenant ON {} WITH CHECK (true)",
    "a second policy opens it": "CREATE POLICY wide ON {} USING (true)",
}

NOBODYS_DEEDS = {
    ("workspaces_auditevent", "UPDATE"),
    ("workspaces_auditevent", "DELETE"),
    ("workspaces_audittold", "UPDATE"),
}
"""What the serving role may not do to any row (its refusal would look like a found row)."""

Connection = psycopg.Connection[Row]


def test_every_tenant_table_is_probed(database_urls: DatabaseUrls) -> None:
    protected = rows(database_urls, "SELECT relname FROM pg_class WHERE relrowsecurity")
    assert {name for (name,) in protected} == set(TENANTS), "a tenant table has no model to probe"


@pytest.mark.parametrize(("table", "deed"), sorted(NOBODYS_DEEDS))
def test_the_serving_role_has_no_right_to(
    database_urls: DatabaseUrls, table: str, deed: str
) -> None:
    asked = "SELECT has_table_privilege('chatsync_app', %s, %s)"
    assert rows(database_urls, asked, [table, deed]) == [(False,)]


@pytest.mark.parametrize("table", TENANTS)
def test_a_workspace_sees_and_writes_its_own_rows_only(
    database_urls: DatabaseUrls, table: str
) -> None:
    with undone(database_urls) as connection:
        assert _leaks(connection, table) == []


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("table", TENANTS)
def test_the_probe_turns_red_when(database_urls: DatabaseUrls, table: str, mutation: str) -> None:
    with undone(database_urls) as connection:
        connection.execute(sql.SQL(MUTATIONS[mutation]).format(sql.Identifier(table)))
        assert _leaks(connection, table), f"{table}: nobody would notice that {mutation}"


def _leaks(connection: Connection, table: str) -> list[str]:
    """What is wrong between two workspaces, as the serving role meets it; empty when all holds."""
    ours, theirs = uuid4(), uuid4()
    _insert(connection, table, ours)
    connection.execute("SET LOCAL ROLE chatsync_app")
    faults = []
    if _seen(connection, table, ours) != 1:
        faults.append("a workspace does not see its own row")
    if _seen(connection, table, theirs):
        faults.append("another workspace sees the row")
    if _seen(connection, table, None):
        faults.append("the row is seen outside of any scope")
    faults += [
        f"another workspace's {deed[:6]} reaches the row"
        for deed in ("DELETE FROM {} WHERE true", "UPDATE {} SET {key} = {key}")
        if (table, deed[:6]) not in NOBODYS_DEEDS
        if _is_reached(connection, table, theirs, deed)
    ]
    if _is_planted(connection, table, planter=theirs, owner=ours):
        faults.append("another workspace writes a row into this one")
    return faults


def _enter(connection: Connection, workspace: object) -> None:
    connection.execute(
        "SELECT set_config('chatsync.workspace', %s, true)", [str(workspace) if workspace else ""]
    )


def _seen(connection: Connection, table: str, workspace: object) -> int:
    _enter(connection, workspace)
    found = connection.execute(sql.SQL("SELECT 1 FROM {}").format(sql.Identifier(table)))
    return len(found.fetchall())


def _is_reached(connection: Connection, table: str, workspace: object, deed: str) -> bool:
    """Whether a deed finds the row; a refusal by the row's own policy comes after finding it."""
    _enter(connection, workspace)
    key = sql.Identifier(KEY_COLUMN.get(table, "workspace_id"))
    statement = sql.SQL(deed).format(sql.Identifier(table), key=key)
    connection.execute("SAVEPOINT deed")
    try:
        return connection.execute(statement).rowcount > 0
    except psycopg.errors.InsufficientPrivilege:
        return True
    finally:
        connection.execute("ROLLBACK TO deed")


def _insert(connection: Connection, table: str, workspace: object) -> None:
    plant(connection, TENANTS[table], **{KEY_COLUMN.get(table, "workspace_id"): workspace})


def _is_planted(connection: Connection, table: str, *, planter: object, owner: object) -> bool:
    """Whether a row for `owner` passes the policy; a duplicate is noticed only after that."""
    _enter(connection, planter)
    connection.execute("SAVEPOINT planting")
    try:
        _insert(connection, table, owner)
    except psycopg.errors.InsufficientPrivilege:
        return False
    except psycopg.errors.UniqueViolation:
        return True
    finally:
        connection.execute("ROLLBACK TO planting")
    return True
